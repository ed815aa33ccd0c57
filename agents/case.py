"""A case (问题事项): one problem at one post, its file, and its hazards.

The stream of problems depends on seed, replication, post and month only. What a policy changes is a case's history.
"""

import math
from typing import Any

from wenze.agents.kinds import ASSIST, DEPARTMENTS, NO_STEP, NOBODY, PAPER_STEP, REAL_STEP, TOWNSHIP
from wenze.agents.parameter import Group, parameter


class Problems(Group):
    """Numbers of the stream of problems."""

    # fmt: off
    arrival: float = parameter(0.12, 0.0, 1.0, "probability a month",
        en="Monthly chance that a post meets a new problem.",
        zh="每个岗位每月出现新问题的概率。")
    own_share: float = parameter(0.344, 0.0, 1.0, "share", kind="measured",
        source="facts: duty_list_items (117 of 340)",
        en="Share of problems that are the township's own duty by law.",
        zh="法定由乡镇负责的问题所占比例。")
    assist_share: float = parameter(0.291, 0.0, 1.0, "share", kind="measured",
        source="facts: duty_list_items (99 of 340)",
        en="Share of problems that are a department's duty with the township assisting; the rest are departments' alone.",
        zh="部门主责、乡镇配合的问题所占比例（其余由部门单独负责）。")
    duty_kinds: int = parameter(30, 1, 1000, "kinds",
        en="Kinds of duty; clarity of the list is drawn for each in each county.",
        zh="职责事项种类数。")
    second_department: float = parameter(0.4, 0.0, 1.0, "probability",
        en="Chance that a problem of the departments alone concerns a second department.",
        zh="部门事项涉及第二个部门的概率。")
    known_at_start: float = parameter(0.4, 0.0, 1.0, "probability",
        en="Chance that the departments concerned know of a problem from the start.",
        zh="有关部门一开始即知情的概率。")
    novelty: float = parameter(0.25, 0.0, 1.0, "probability",
        en="Chance that a problem has no precedent.",
        zh="问题无先例可循的概率。")
    prohibited: float = parameter(0.2, 0.0, 1.0, "probability",
        en="Chance that the new way out of a problem without precedent is explicitly prohibited.",
        zh="无先例问题的新办法被明令禁止的概率。")
    eruption_rate: float = parameter(0.001, 0.0, 1.0, "probability a month",
        en="Monthly chance that a new case of mean severity erupts.",
        zh="平均严重程度的新事项每月爆发的概率。")
    eruption_doubling: float = parameter(12.0, 0.1, 1000.0, "months",
        en="Age at which the chance to erupt has doubled; it goes on growing by as much.",
        zh="爆发概率翻倍所需的存续月数。")
    exposure_rate: float = parameter(0.03, 0.0, 1.0, "probability a month",
        en="Monthly chance that misconduct on an open case comes to light, looking like an error.",
        zh="未结事项中的违纪每月暴露（看上去像失误）的概率。")
    exposure_replaces: int = parameter(0, 0, 1, "switch",
        en="How misconduct comes to light: 0 by exposure on top of the ways in which any case surfaces, 1 by those ways alone.",
        zh="违纪如何暴露：0 为在一般事发途径之外另行暴露；1 为只随事项事发而暴露。")
    river_month: int = parameter(6, 0, 11999, "month",
        en="Month in which the river case is planted at the first post of the first township.",
        zh="河道案植入的月份。")
    order_months: int = parameter(6, 0, 12000, "months",
        en="Months for which a rectification order keeps inspectors and complaints away from a case.",
        zh="整改令下达后不再被督查或投诉的月数。")
    river_severity: float = parameter(0.9, 0.0, 0.999, "severity",
        en="Severity of the river case.",
        zh="河道案的严重程度。")
    river_inspection: int = parameter(12, 1, 12000, "months",
        en="Months after which an inspection finds the river case, if it is still open.",
        zh="河道案若仍未解决，多少个月后被督查发现。")
    # fmt: on


def severity_of(u: float) -> float:
    """Severity on [0, 1): the square of a uniform draw, so most problems are small. Mean one third."""
    return u * u


def gravity(severity: float) -> float:
    """Quantile of a case's severity among all problems, on [0, 1)."""
    return math.sqrt(severity)


def worth(severity: float) -> float:
    """Value of solving a case, or harm of its eruption, in problems of mean severity."""
    return 3.0 * severity


def owner_of(u: float, problems: Any) -> int:
    """Owner by law."""
    if u < problems.own_share:
        return TOWNSHIP
    if u < problems.own_share + problems.assist_share:
        return ASSIST
    return DEPARTMENTS


def pick_second(lead: int, u: float, departments: int) -> int:
    """A second department, other than the lead; nobody where there is only one."""
    if departments < 2:
        return NOBODY
    return (lead + 1 + int(u * (departments - 1))) % departments


def eruption_probability(severity: float, age: float, problems: Any) -> float:
    """Monthly probability to erupt, rising with age and severity."""
    return min(1.0, problems.eruption_rate * worth(severity) * (1.0 + age / problems.eruption_doubling))


def is_exposable(tainted: int, problems: Any) -> bool:
    """Whether a deed on a case may be exposed by itself: once, and where that comes on top of how cases surface."""
    return tainted == 1 and not problems.exposure_replaces


def order_until(month: int, problems: Any) -> int:
    """Month until which a rectification order (整改) of this month keeps inspectors and complaints away, not included."""
    return month + problems.order_months


def in_township_hands(owner: int, handed_down: bool, away: bool) -> bool:
    """Whether a case takes the township's attention: its own duties, those it assists, those handed down to it."""
    return not away and (owner != DEPARTMENTS or handed_down)


def knows(informed: int, month: int) -> bool:
    """Whether a department told in month ``informed`` knows by ``month``."""
    return informed <= month


def month_of_step(so_far: int, taken: bool, month: int) -> int:
    """Month of a party's first step of a kind, given whether it takes one this month."""
    return min(so_far, month) if taken else so_far


def shown_step(real_month: int, paper_month: int, due: int) -> int:
    """What the file shows of a party by the time its step was due."""
    if real_month <= due:
        return REAL_STEP
    if paper_month <= due:
        return PAPER_STEP
    return NO_STEP
