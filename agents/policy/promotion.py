"""Promotion by deeds against promotion by a clean record (凭实绩用干部 / 不出事就提拔)."""

from typing import Any

from wenze.agents.conduct import lies_flat
from wenze.agents.kinds import MONTHS_A_YEAR
from wenze.agents.parameter import Group, parameter


class Promotion(Group):
    """Levers of the yearly round."""

    # fmt: off
    merit_weight: float = parameter(0.2, 0.0, 1.0, "share",
        en="Weight of observed merit, against a clean record, in the yearly promotion round.",
        zh="年度晋升中实绩相对“不出事”的权重。")
    observability: float = parameter(0.3, 0.0, 1.0, "share",
        en="How far observed merit shows problems solved rather than paper.",
        zh="考核所见的实绩在多大程度上反映真正解决的问题，而非留痕材料。")
    honours: float = parameter(0.02, 0.0, 0.5, "share of cadres a year",
        en="Share of cadres honoured each year, those of the highest observed merit.",
        zh="每年受表彰的干部比例（考核实绩最高者）。")
    reposting: float = parameter(0.02, 0.0, 1.0, "probability a year",
        en="Yearly chance that a cadre who is seen to lie flat is moved to another post.",
        zh="看得出躺平的干部每年被调整岗位的概率。")
    bar: float = parameter(1.0, 0.0, 1.0, "probability",
        en="Chance that a running effect period bars from a promotion round.",
        zh="影响期内不得参加晋升的概率。")
    bar_honours: float = parameter(1.0, 0.0, 1.0, "probability",
        source="assumed: honours are barred as promotion is",
        en="Chance that a running effect period keeps from honours.",
        zh="影响期内不得评优表彰的概率。")
    # fmt: on


def observed_merit(solved_in_year: float, paper_months: float, u_noise: float, promotion: Any, people: Any) -> float:
    """Merit as seen by superiors: problems solved and paper, as far as each is observed, with noise."""
    merit = promotion.observability * min(2.0, solved_in_year / people.merit_scale)
    merit += (1.0 - promotion.observability) * paper_months / MONTHS_A_YEAR
    return merit + people.merit_noise * (u_noise - 0.5)


def standardised(value: float, mean: float, deviation: float) -> float:
    """How many standard deviations a value lies above the mean; 0 where all are alike."""
    return (value - mean) / deviation if deviation > 0.0 else 0.0


def round_score(merit: float, record: float, promotion: Any) -> float:
    """Score in a promotion round: observed merit against the record, each standardised among those of the round."""
    return promotion.merit_weight * merit + (1.0 - promotion.merit_weight) * record


def probability_to_compete(rising: bool, burdened: bool, promotion: Any) -> float:
    """Probability to be let into a promotion round: none at the ceiling, and an effect period bars as far as it is enforced."""
    if not rising:
        return 0.0
    return 1.0 - promotion.bar if burdened else 1.0


def probability_of_honours_open(burdened: bool, promotion: Any) -> float:
    """Probability not to be kept from honours by an effect period."""
    return 1.0 - promotion.bar_honours if burdened else 1.0


def is_kept_from_honours(burdened: bool, u: float, promotion: Any) -> bool:
    """Whether a running effect period keeps from this year's honours."""
    return burdened and u < promotion.bar_honours


def year_at_the_ceiling(honoured: float, promotion: Any, people: Any) -> float:
    """What a year under an effect period keeps from at the ceiling: honours, as far as they are barred. Months of strain.

    ``honoured`` is the believed probability of an honour a year.
    """
    return promotion.bar_honours * people.honour_prize * honoured


def year_of_the_rising(promoted: float, honoured: float, promotion: Any, people: Any) -> float:
    """The same below the ceiling: promotion rounds as well, as far as they are barred. Months of strain."""
    return promotion.bar * people.prize * promoted + year_at_the_ceiling(honoured, promotion, people)


def is_barred(burdened: bool, u: float, promotion: Any) -> bool:
    """Whether a running effect period bars from this round."""
    return burdened and u < promotion.bar


def honour_places(people: int, promotion: Any) -> int:
    """How many of a county's cadres are honoured."""
    return int(promotion.honours * people + 0.5)


def is_reposted(idle_months: int, u: float, promotion: Any) -> bool:
    """Whether a cadre is moved to another post: one who lies flat, as far as that is seen."""
    return lies_flat(idle_months) and u < promotion.reposting * promotion.observability
