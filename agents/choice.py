"""Belief and choice: the one mechanism by which cadres, departments and supervisors learn and decide.

Pooled payoff assessment (Sarin and Vahid 1999) with a prior that does not fade, and a logit choice (quantal
response). The unit of utility is the strain of one month's work.
"""

import math
from typing import Any

from wenze.agents.parameter import Group, parameter

NEVER_MISSED = 1e-6  # chance to be spared below which the felt rate is at its limit, and formulas lose their digits
SMALLEST, LARGEST = 1e-12, 13.0  # sanctions within the horizon between which no rate is at a limit of the felt rate
FIXED = 1048576.0  # 2**20: people's contributions are summed as whole multiples of 2**-20, so order cannot matter


class Learning(Group):
    """Numbers of learning and choosing, the same for all kinds of agents."""

    # fmt: off
    revision: float = parameter(0.25, 0.0, 1.0, "probability a month",
        en="Chance that an agent reconsiders its conduct in a month; also the rate at which traces on files and diligence move.",
        zh="行为主体每月重新考虑自身行为的概率，也是档案痕迹与勤勉印象更新的速率。")
    precision: float = parameter(1.5, 0.0, 50.0, "1 / month of strain", kind="assumed",
        source="order of magnitude of logit estimates in experiments",
        en="Precision of choice: 0 is choosing blindly, large is always taking the best.",
        zh="选择精度：0 为随机，越大越接近总选最优。")
    memory: float = parameter(0.95, 0.0, 0.999, "share kept a month",
        en="Share of past experience kept from month to month in beliefs.",
        zh="信念中过往经验每月保留的比例。")
    prior_weight: float = parameter(20.0, 0.001, 100000.0, "person-months",
        en="Weight of what agents believe before any experience; it does not fade.",
        zh="先验信念的权重（不随时间衰减）。")
    horizon: float = parameter(12.0, 0.0, 120.0, "months",
        en="Months ahead for which people reckon what their conduct will bring; near 0 they see the next weeks only.",
        zh="人们估计自身行为后果时向前看的月数；接近 0 时只看眼前。")
    notice_weight: float = parameter(0.1, 0.0, 1.0, "share",
        en="Weight of what is read in the county's notices against what is seen in one's own township.",
        zh="县内通报相对于本乡镇所见的权重。")
    risk_curvature: float = parameter(0.75, 0.1, 1.5, "exponent", kind="literature",
        source="Prelec 1998; estimates 0.65 to 0.9",
        en="Prelec's alpha: below 1 small chances of a sanction loom large, 1 is neutral.",
        zh="Prelec 概率权重参数：小于 1 时小概率的问责处理被放大，1 为中性。")
    loss_curvature: float = parameter(0.88, 0.1, 1.5, "exponent", kind="literature",
        source="Tversky and Kahneman 1992",
        en="Exponent on the size of a loss; 1 is neutral.",
        zh="损失价值函数的指数；1 为中性。")
    # fmt: on


def belief(prior_weight: float, prior: float, events: float, exposure: float) -> float:
    """Believed rate of a consequence: events over exposure, with a prior worth ``prior_weight`` of exposure."""
    return (prior_weight * prior + events) / (prior_weight + exposure)


def mixed(own: float, notices: float, weight: float) -> float:
    """What is seen at home plus, with a weight, what is read in notices."""
    return own + weight * notices


def discounted(memory: float, remembered: float, new: float) -> float:
    """Experience after a month: the old is discounted, the new is added."""
    return memory * remembered + new


def reconsiders(u: float, revision: float) -> bool:
    """Whether an agent reconsiders its conduct this month."""
    return u < revision


def moving_average(share: float, revision: float, is_current: bool) -> float:
    """Share of recent months with something in them: an exponential moving average at the rate of revision."""
    return share + revision * ((1.0 if is_current else 0.0) - share)


def within_a_year(monthly: float) -> float:
    """Probability of at least one event in 12 months, given the monthly probability."""
    miss = 1.0 - min(1.0, monthly)
    miss = miss * miss * miss
    miss = miss * miss
    return 1.0 - miss * miss


def power(base: float, exponent: float) -> float:
    """``base`` to a real ``exponent`` for ``base`` ≥ 0, equal bit for bit interpreted and compiled."""
    if exponent == 1.0:
        return base
    if base <= 0.0:
        return 0.0
    return math.exp(exponent * math.log(base))


def whole_power(base: float, exponent: int) -> float:
    """``base`` to a whole ``exponent`` ≥ 0, by multiplication."""
    result = 1.0
    for _ in range(exponent):
        result *= base
    return result


def felt_probability(probability: float, alpha: float) -> float:
    """Prelec's weighting of a probability: ``exp(−(−ln p)^α)``; α = 1 leaves it as it is."""
    if alpha == 1.0 or probability <= 0.0 or probability >= 1.0:
        return probability
    return math.exp(-power(-math.log(probability), alpha))


def months_felt(learning: Any) -> float:
    """Months over which a risk is felt: the horizon, or one month, if that is longer."""
    return max(1.0, learning.horizon)


def felt_rate(rate: float, learning: Any) -> float:
    """A rate a month as it is felt: the chance within the horizon is weighed (Prelec) and turned back into a rate."""
    alpha = learning.risk_curvature
    if alpha == 1.0 or rate <= 0.0:
        return rate
    months = months_felt(learning)
    miss = math.exp(-rate * months)
    if miss >= 1.0:
        return rate
    if miss < NEVER_MISSED:
        return alpha * rate
    return -math.log(1.0 - math.exp(-power(-math.log(1.0 - miss), alpha))) / months


def felt_rates(rates: Any, learning: Any) -> Any:
    """:func:`felt_rate` of four rates (a tuple), to the same bits.

    All four go through each step together: every step waits for the one before it, and a processor reckons four such chains in
    little more than the time of one.
    """
    a, b, c, d = rates
    alpha = learning.risk_curvature
    months = months_felt(learning)
    if alpha == 1.0 or min(a, b, c, d) * months < SMALLEST or max(a, b, c, d) * months > LARGEST:
        return felt_rate(a, learning), felt_rate(b, learning), felt_rate(c, learning), felt_rate(d, learning)
    a, b, c, d = math.exp(-a * months), math.exp(-b * months), math.exp(-c * months), math.exp(-d * months)
    a, b, c, d = -math.log(1.0 - a), -math.log(1.0 - b), -math.log(1.0 - c), -math.log(1.0 - d)
    a, b, c, d = power(a, alpha), power(b, alpha), power(c, alpha), power(d, alpha)
    a, b, c, d = math.exp(-a), math.exp(-b), math.exp(-c), math.exp(-d)
    a, b, c, d = -math.log(1.0 - a), -math.log(1.0 - b), -math.log(1.0 - c), -math.log(1.0 - d)
    return a / months, b / months, c / months, d / months


def choose(u: float, precision: float, utilities: Any) -> int:
    """Index of the option taken: logit with ``precision`` over ``utilities`` (a tuple), by one draw ``u`` on [0, 1)."""
    best = utilities[0]
    for utility in utilities:
        best = max(best, utility)
    total = 0.0
    for utility in utilities:
        total += math.exp(precision * (utility - best))
    threshold = u * total
    reached = 0.0
    chosen = 0
    for utility in utilities:
        reached += math.exp(precision * (utility - best))
        if threshold < reached:
            return chosen
        chosen += 1
    return chosen - 1


def fixed(amount: float) -> int:
    """An amount as a whole number of 2**-20 parts, rounded to the nearest."""
    return int(math.floor(amount * FIXED + 0.5))
