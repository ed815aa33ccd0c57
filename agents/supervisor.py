"""Supervisors (问责主体): styles of inquiry, what each costs and brings, how fast and how well it decides."""

from typing import Any

from wenze.agents.kinds import DEEP, LIST
from wenze.agents.parameter import Group, parameter
from wenze.agents.policy.misconduct import detection
from wenze.agents.policy.oversight import announced, cost_of_faults


class Supervisors(Group):
    """Numbers of supervisors and of inquiry."""

    # fmt: off
    normal_docket: float = parameter(0.02, 0.0001, 10.0, "entries a post",
        en="Entries on a docket that make a normal load, for each post of the county.",
        zh="每岗位对应的正常待办问责件数。")
    cost_deep: float = parameter(1.2, 0.0, 20.0, "months of strain at a normal docket",
        en="Cost of looking deeply into the cases of a normal docket.",
        zh="正常待办量下深入调查的代价。")
    cost_list: float = parameter(0.4, 0.0, 20.0, "months of strain at a normal docket",
        en="Cost of going by the list at a normal docket.",
        zh="正常待办量下按清单问责的代价。")
    cost_habit: float = parameter(0.2, 0.0, 20.0, "months of strain at a normal docket",
        en="Cost of going by habit at a normal docket.",
        zh="正常待办量下凭习惯问责的代价。")
    speed_deep: float = parameter(0.5, 0.01, 20.0, "normal dockets a month",
        en="How much a team that looks deeply decides in a month.",
        zh="深入调查每月可办结的待办量。")
    speed_list: float = parameter(1.5, 0.01, 20.0, "normal dockets a month",
        en="How much a team that goes by the list decides in a month.",
        zh="按清单问责每月可办结的待办量。")
    speed_habit: float = parameter(3.0, 0.01, 20.0, "normal dockets a month",
        en="How much a team that goes by habit decides in a month.",
        zh="凭习惯问责每月可办结的待办量。")
    accuracy: float = parameter(0.9, 0.5, 1.0, "probability",
        en="Chance that a deep inquiry with an empty docket judges a party's fault rightly.",
        zh="没有积压时，深入调查正确判断责任的概率。")
    crowding: float = parameter(0.3, 0.0, 20.0, "1 / normal docket",
        en="How fast the accuracy of deep inquiry falls as the docket grows.",
        zh="深入调查准确率随待办量下降的速度。")
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
    # fmt: on


def load_of(docket: int, posts: int, params: Any) -> float:
    """Docket in normal dockets of a county of so many posts."""
    return docket / (params.normal_docket * posts)


def cost(style: int, params: Any) -> float:
    """Cost of a style at a normal docket."""
    if style == DEEP:
        return params.cost_deep
    return params.cost_list if style == LIST else params.cost_habit


def utility(style: int, load: float, believed: Any, pressure: float, oversight: Any, params: Any) -> float:
    """Utility of a style, in months of strain. ``believed`` holds the rates of what follows a decision, by style."""
    faults = announced(oversight) * cost_of_faults(style, believed, oversight)
    return pressure * believed.answered[style] - cost(style, params) * load - faults


def deciding_probability(style: int, load: float, params: Any) -> float:
    """Probability that an entry is decided this month: ``min(1, speed / load)``."""
    speed = params.speed_habit
    if style == DEEP:
        speed = params.speed_deep
    elif style == LIST:
        speed = params.speed_list
    if load <= speed:
        return 1.0
    return speed / load


def deep_accuracy(load: float, params: Any) -> float:
    """Accuracy of a deep inquiry, falling from its best towards a coin's toss as the docket grows."""
    return 0.5 + (params.accuracy - 0.5) / (1.0 + params.crowding * load)


def is_late(surfaced: int, month: int, params: Any) -> bool:
    """Whether a decision in a month comes too late to be timely."""
    return month - surfaced > params.late_months


def sees_misconduct(guilty: bool, looks_like_error: bool, u: float, style: int, misconduct: Any, params: Any) -> bool:
    """Whether an inquiry finds misconduct: the guilty as far as the style detects it, the honest by false alarm."""
    if guilty:
        return u < detection(style, misconduct)
    return looks_like_error and u < params.false_alarm
