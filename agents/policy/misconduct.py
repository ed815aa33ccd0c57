"""Real misconduct (违纪违法): temptation, what it brings, how well each style of inquiry detects it, how strictly it is punished."""

from typing import Any

from wenze.agents.kinds import DEEP, LIST
from wenze.agents.parameter import Group, parameter


class Misconduct(Group):
    """Levers of misconduct and its detection."""

    # fmt: off
    temptation: float = parameter(0.05, 0.0, 1.0, "probability a case",
        en="Chance that a new case that is not the departments' alone offers its holder an opportunity for private gain.",
        zh="新事项给经办人带来谋私机会的概率。")
    benefit: float = parameter(20.0, 0.0, 1000.0, "months of strain",
        en="Mean private gain of an opportunity; gains are spread evenly between nothing and twice the mean.",
        zh="谋私机会的平均收益（在零与两倍均值之间均匀分布）。")
    strictness: float = parameter(0.76, 0.0, 1.0, "probability",
        en="Chance that a finding of misconduct is followed by a sanction, and so with breaches of discipline that come to notice.",
        zh="认定违纪后予以处理的概率；与事项无关的违反纪律亦同。")
    detection_deep: float = parameter(0.8, 0.0, 1.0, "probability",
        en="Chance that a deep inquiry sees misconduct for what it is.",
        zh="深入调查识破违纪的概率。")
    detection_list: float = parameter(0.4, 0.0, 1.0, "probability",
        en="Chance that an inquiry by the list sees misconduct for what it is.",
        zh="按清单问责识破违纪的概率。")
    detection_habit: float = parameter(0.3, 0.0, 1.0, "probability",
        en="Chance that an inquiry by habit sees misconduct for what it is.",
        zh="凭习惯问责识破违纪的概率。")
    # fmt: on


def tempts(u: float, misconduct: Any) -> bool:
    """Whether a new case offers its holder an opportunity for private gain."""
    return u < misconduct.temptation


def gain_offered(u: float, misconduct: Any) -> float:
    """Private gain that a new case offers, in months of strain."""
    return 2.0 * misconduct.benefit * u


def is_punished(u: float, misconduct: Any) -> bool:
    """Whether a finding of misconduct is followed by a sanction."""
    return u < misconduct.strictness


def detection(style: int, misconduct: Any) -> float:
    """Probability that misconduct is seen for what it is."""
    if style == DEEP:
        return misconduct.detection_deep
    return misconduct.detection_list if style == LIST else misconduct.detection_habit
