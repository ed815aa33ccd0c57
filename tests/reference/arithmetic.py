"""The formulas of sections 7.1 and 7.2 that know nothing of the model."""

import math
from collections.abc import Sequence

SCALE = 2**20


def fixed(amount: float) -> float:
    """Section 7.1: a contribution of a person to a sum, rounded to a whole multiple of 2^-20."""
    return math.floor(amount * SCALE + 0.5) / SCALE


def power(base: float, exponent: float) -> float:
    """Section 7.2: x^a is exp(a ln x), x itself for a = 1, 0 for x <= 0."""
    if exponent == 1:
        return base
    if base <= 0:
        return 0.0
    return math.exp(exponent * math.log(base))


def twelfth_power(base: float) -> float:
    """((m m m)^2)^2."""
    cube = base * base * base
    sixth = cube * cube
    return sixth * sixth


def within_a_year(monthly: float) -> float:
    """Chance that something of a monthly chance happens within 12 months."""
    return 1 - twelfth_power(1 - min(1.0, monthly))


def prelec(chance: float, curvature: float) -> float:
    """Prelec's weight of a chance."""
    if curvature == 1 or chance <= 0 or chance >= 1:
        return chance
    return math.exp(-power(-math.log(chance), curvature))


def felt_rate(rate: float, curvature: float, horizon: float) -> float:
    """W, section 7.2: the chance within max(1, H) months is weighed and turned back into a rate."""
    months = max(1.0, horizon)
    rest = math.exp(-rate * months)
    if curvature == 1 or rate <= 0 or rest >= 1:
        return rate
    if rest < ALL_BUT_CERTAIN:
        return curvature * rate
    weighed = power(-math.log(1 - rest), curvature)
    return -math.log(1 - math.exp(-weighed)) / months


ALL_BUT_CERTAIN = 1e-6
SMALL = 0.01


def share_there(x: float) -> float:
    """phi, section 7.2.3: the share of the time ahead for which something that leaves at this rate is there."""
    if x < SMALL:
        return 1 - x / 2 + x * x / 6 - x * x * x / 24
    return (1 - math.exp(-x)) / x


def new_there(leaving: float, horizon: float) -> float:
    """new(k), section 7.2.3: how many of those that come at a rate of 1 are there on average over the months ahead."""
    x = leaving * horizon
    if x < SMALL:
        return horizon * (1 / 2 - x / 6 + x * x / 24 - x * x * x / 120)
    return horizon * (1 - share_there(x)) / x


def moved(trace: float, there: bool, rate: float) -> float:
    """A trace, or diligence, after one more month in which something was there or not."""
    return trace + rate * ((1.0 if there else 0.0) - trace)


def logit_choice(utilities: Sequence[float], precision: float, draw: float) -> int:
    """Section 7.2: the first option whose cumulated weight exceeds the draw's share of all weight."""
    best = max(utilities)
    weights = [math.exp(precision * (utility - best)) for utility in utilities]
    total = 0.0
    for weight in weights:
        total += weight
    so_far = 0.0
    for option, weight in enumerate(weights):
        so_far += weight
        if draw * total < so_far:
            return option
    return len(utilities) - 1
