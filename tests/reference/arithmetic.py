"""The formulas of sections 7.1 and 7.2 that know nothing of the model."""

import math
from collections.abc import Sequence

SCALE = 2**20


def fixed(amount: float) -> float:
    """Section 7.1: a contribution of a person to a sum, rounded to a whole multiple of 2^-20."""
    return math.floor(amount * SCALE + 0.5) / SCALE


def power(base: float, exponent: float) -> float:
    """Section 7.2, felt chance: x^a is exp(a ln x), x itself for a = 1, 0 for x <= 0."""
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


def felt_chance(monthly: float, curvature: float) -> float:
    """Section 7.2: the felt chance of a yearly event with a monthly chance."""
    return prelec(within_a_year(monthly), curvature)


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


def moved_shares(shares: Sequence[float], current: int, rate: float) -> list[float]:
    """Section 7.2, trace: every share moves towards the current option."""
    return [share + rate * ((1.0 if option == current else 0.0) - share) for option, share in enumerate(shares)]


def all_on(option: int, options: int) -> list[float]:
    """Shares of somebody who has just made the first choice (section 5)."""
    return [1.0 if other == option else 0.0 for other in range(options)]
