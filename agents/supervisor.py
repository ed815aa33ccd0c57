"""Supervisors (问责主体): styles of inquiry, what each is worth, how fast and how well it decides."""

from typing import Any

from wenze.agents.choice import felt_rate
from wenze.agents.kinds import DEEP, HABIT, LIST
from wenze.agents.parameter import Group, parameter
from wenze.agents.policy.misconduct import detection
from wenze.agents.policy.oversight import announced, cost_of_faults, sanctions_expected


class Supervisors(Group):
    """Numbers of supervisors and of inquiry."""

    # fmt: off
    staff: float = parameter(0.03, 0.0001, 10.0, "persons a post",
        en="Supervisors of a county (its commission, and the organs beside it that hold to account), for each of its posts.",
        zh="县内每个岗位对应的问责人员数（纪检机关及其他问责主体）。")
    speed_deep: float = parameter(1.0, 0.01, 100.0, "decisions a supervisor's month",
        en="How many entries a supervisor who looks deeply decides in a month.",
        zh="深入调查时，每名问责人员每月可办结的件数。")
    speed_list: float = parameter(3.0, 0.01, 100.0, "decisions a supervisor's month",
        en="How many entries a supervisor who goes by the list decides in a month.",
        zh="按清单问责时，每名问责人员每月可办结的件数。")
    speed_habit: float = parameter(6.0, 0.01, 100.0, "decisions a supervisor's month",
        en="How many entries a supervisor who goes by habit decides in a month.",
        zh="凭习惯问责时，每名问责人员每月可办结的件数。")
    strain: float = parameter(1.0, 0.0, 20.0, "months of strain", kind="assumed", source="the unit",
        en="Strain of a month of a supervisor's work.",
        zh="问责人员工作一个月的负荷。")
    waiting: float = parameter(0.1, 0.0, 10.0, "share a month",
        en="What an answer loses of its worth, as a share of the pressure for it, with each month that its entry is left waiting.",
        zh="问责件每多搁置一个月，“有人担责”所失去的价值（占其价值的比例）。")
    accuracy: float = parameter(0.9, 0.5, 1.0, "probability",
        en="Chance that a deep inquiry with an empty docket judges a party's fault rightly.",
        zh="没有积压时，深入调查正确判断责任的概率。")
    crowding: float = parameter(0.15, 0.0, 20.0, "1 / month of work",
        en="How fast the accuracy of deep inquiry falls with the months of work that wait for a supervisor.",
        zh="深入调查准确率随每名问责人员积压工作月数下降的速度。")
    false_alarm: float = parameter(0.02, 0.0, 1.0, "probability",
        en="Chance that an honest error is taken for misconduct.",
        zh="诚实失误被误认为违纪的概率。")
    told_bias: float = parameter(0.5, 0.0, 1.0, "factor",
        en="What is left of the downward bias where a complaint has put on file which department was told.",
        zh="投诉已载明告知过哪个部门时，“板子打向基层”的倾向还剩多少。")
    late_months: int = parameter(3, 0, 120, "months",
        source="assumed to be what a review may take (facts: review_deadline)",
        en="Months within which a decision is timely.",
        zh="问责决定视为及时的月数。")
    prior_answered: float = parameter(0.6, 0.0, 1.0, "probability",
        en="Chance that somebody answers, believed before experience, the same for every style.",
        zh="先验：有人担责的概率。")
    prior_faulted: float = parameter(0.2, 0.0, 1.0, "probability",
        en="Chance of each kind of adverse audit finding believed before experience.",
        zh="先验：每类不利评估结论的概率。")
    prior_decisions: float = parameter(20.0, 0.001, 100000.0, "decisions",
        en="Weight of what supervisors believe before experience.",
        zh="问责主体先验信念的权重。")
    audit_lag: int = parameter(3, 0, 120, "months",
        en="Months from a decision to its audit.",
        zh="从问责决定到评估的月数。")
    audit_months: float = parameter(0.3, 0.0, 20.0, "months of work",
        en="Work that the audit of a decision takes.",
        zh="评估一件问责决定所需的工作量。")
    review_months: float = parameter(0.5, 0.0, 20.0, "months of work",
        en="Work that the review of a sanction takes.",
        zh="复查一次问责处理所需的工作量。")
    # fmt: on


def docket_each(docket: int, posts: int, params: Any) -> float:
    """Entries on the docket of a county of so many posts, by supervisor."""
    return docket / (params.staff * posts)


def speed(style: int, params: Any) -> float:
    """Decisions that a supervisor makes in a month of a style."""
    if style == DEEP:
        return params.speed_deep
    return params.speed_list if style == LIST else params.speed_habit


def decision_work(style: int, params: Any) -> float:
    """Months of a supervisor's work that a decision in a style takes."""
    return 1.0 / speed(style, params)


def decided_each(style: int, docket: float, params: Any) -> float:
    """Decisions a supervisor makes this month, with ``docket`` entries for each."""
    return min(docket, speed(style, params))


def utilities(
    docket: float, believed: Any, pressure: float, loss: float, oversight: Any, learning: Any, params: Any
) -> tuple[float, float, float]:
    """Utility of each style to a supervisor with ``docket`` entries, in months of strain a decision."""
    if docket <= 0.0:
        return 0.0, 0.0, 0.0
    return (
        utility(DEEP, docket, believed, pressure, loss, oversight, learning, params),
        utility(LIST, docket, believed, pressure, loss, oversight, learning, params),
        utility(HABIT, docket, believed, pressure, loss, oversight, learning, params),
    )


def utility(
    style: int, docket: float, believed: Any, pressure: float, loss: float, oversight: Any, learning: Any, params: Any
) -> float:
    """What a decision in a style is worth to a supervisor: somebody answers; what an audit may find, and bring; the time.

    ``believed`` holds the rates of what follows a decision, by style; ``loss`` is what a sanction of its own would cost a
    supervisor. ``docket``, the entries for each supervisor, must be above 0.
    """
    examined = announced(oversight)
    decided = decided_each(style, docket, params)
    sanctions = felt_rate(decided * examined * sanctions_expected(style, believed, oversight), learning) / decided
    worth = (
        pressure * believed.answered[style] - examined * cost_of_faults(style, believed, oversight) - loss * sanctions
    )
    return worth - price_of_time(docket, pressure, params) * decision_work(style, params)


def price_of_time(docket: float, pressure: float, params: Any) -> float:
    """What a supervisor's month costs, in months of strain: its strain, and the waiting of what stands behind the entry in
    hand, on average half of the docket.
    """
    return params.strain + 0.5 * params.waiting * pressure * docket


def deciding_probability(style: int, docket: float, params: Any) -> float:
    """Probability that an entry is decided this month: ``min(1, speed / docket)``, the docket by supervisor."""
    decisions = speed(style, params)
    return 1.0 if docket <= decisions else decisions / docket


def deep_accuracy(docket: float, params: Any) -> float:
    """Accuracy of a deep inquiry, falling from its best towards a coin's toss as the docket of each supervisor grows."""
    return 0.5 + (params.accuracy - 0.5) / (1.0 + params.crowding * docket / params.speed_deep)


def is_late(surfaced: int, month: int, params: Any) -> bool:
    """Whether a decision in a month comes too late to be timely."""
    return month - surfaced > params.late_months


def sees_misconduct(guilty: bool, looks_like_error: bool, u: float, style: int, misconduct: Any, params: Any) -> bool:
    """Whether an inquiry finds misconduct: the guilty as far as the style detects it, the honest by false alarm."""
    if guilty:
        return u < detection(style, misconduct)
    return looks_like_error and u < params.false_alarm
