"""Handling a case (办理): what each conduct does to it, for good and ill."""

from typing import Any

from wenze.agents.conduct import is_active
from wenze.agents.kinds import COVER, EXPLORE, WORK
from wenze.agents.parameter import Group, parameter
from wenze.agents.policy.resources import support_of


class Handling(Group):
    """Numbers of handling a case."""

    # fmt: off
    solve_rate: float = parameter(0.6, 0.0, 1.0, "probability a month",
        en="Monthly probability to solve an easy case that has all the attention of a cadre of mean competence.",
        zh="平均能力者全力办理一件容易事项的每月解决概率。")
    difficulty: float = parameter(0.5, 0.0, 1.0, "share",
        en="How much less likely the most severe case is to be solved.",
        zh="最严重事项解决概率的降幅。")
    book_on_novel: float = parameter(0.3, 0.0, 2.0, "factor",
        en="How well the book works where there is no precedent.",
        zh="按章办事对无先例问题的效力。")
    explore_on_novel: float = parameter(0.8, 0.0, 2.0, "factor",
        en="How well exploring works where there is no precedent.",
        zh="探索对无先例问题的效力。")
    explore_on_routine: float = parameter(0.8, 0.0, 2.0, "factor",
        en="How well exploring works where there is a precedent.",
        zh="探索对常规问题的效力。")
    cover_effect: float = parameter(0.1, 0.0, 1.0, "factor",
        en="How well cover works: paper seldom solves a case.",
        zh="留痕避责对解决问题的效力。")
    assist_authority: float = parameter(0.4, 0.0, 1.0, "share",
        en="How far a township can act on a case it assists a department with.",
        zh="乡镇对配合事项的处置权限。")
    severe: float = parameter(0.5, 0.0, 1.0, "severity",
        en="Severity above which a case needs a colleague's help.",
        zh="需要同事协助的严重程度门槛。")
    alone: float = parameter(0.4, 0.0, 1.0, "factor",
        en="How well a severe case is handled without help.",
        zh="严重事项无人协助时的效力。")
    knowhow_effect: float = parameter(0.5, 0.0, 5.0, "share",
        en="By how much full know-how raises the chance to solve by exploring.",
        zh="专门知识对探索成功率的提升。")
    knowhow_gain: float = parameter(0.2, 0.0, 1.0, "share",
        en="Share of the know-how still missing that a successful exploration adds.",
        zh="一次成功探索所弥补的知识缺口比例。")
    error_rate: float = parameter(0.004, 0.0, 1.0, "probability a month",
        en="Monthly chance of an error on a case of middling severity, worked by the book without care.",
        zh="按章办理且未加小心时，中等严重事项每月出错的概率。")
    explore_error: float = parameter(3.0, 0.0, 20.0, "factor",
        en="How many times as often exploring errs.",
        zh="探索出错的倍数。")
    care: float = parameter(0.5, 0.0, 1.0, "share",
        en="Share of errors that recent care (a cover month on the file) prevents.",
        zh="近期留痕谨慎所避免的失误比例。")
    care_months: int = parameter(3, 0, 120, "months",
        en="Months for which a cover month on the file still prevents errors.",
        zh="留痕谨慎的有效月数。")
    diligence_weight: float = parameter(2.0, 0.0, 20.0, "log weight",
        en="How strongly work is drawn to the diligent: log weight of the always active against the never active.",
        zh="按勤勉派活时事项向干事者倾斜的程度（始终干事者相对从不干事者权重的对数）。")
    report_active: float = parameter(0.6, 0.0, 1.0, "probability a month",
        en="Monthly chance that one who works or explores reports a department's case.",
        zh="干事者每月上报部门事项的概率。")
    report_cover: float = parameter(0.8, 0.0, 1.0, "probability a month",
        en="Monthly chance that one who covers reports a department's case.",
        zh="留痕避责者每月上报部门事项的概率。")
    report_idle: float = parameter(0.1, 0.0, 1.0, "probability a month",
        en="Monthly chance that one who lies flat reports a department's case.",
        zh="躺平者每月上报部门事项的概率。")
    strain_pass: float = parameter(1.0, 0.0, 20.0, "months of strain",
        en="Strain of passing one of the township's own duties on, up or sideways.",
        zh="把一件本职事项往上推或推给同事的负荷。")
    # fmt: on


def way_works(conduct: int, novel: int, knowhow: float, handling: Any) -> float:
    """How well a conduct's way works on a case, with or without precedent."""
    if conduct == WORK:
        return handling.book_on_novel if novel else 1.0
    if conduct == EXPLORE:
        skill = 1.0 + handling.knowhow_effect * knowhow
        return skill * (handling.explore_on_novel if novel else handling.explore_on_routine)
    if conduct == COVER:
        return handling.cover_effect
    return 0.0


def solving_probability(
    conduct: int,
    case: Any,
    person: Any,
    attention: float,
    authority: float,
    helped: bool,
    handling: Any,
    resources: Any,
) -> float:
    """Monthly probability that the township solves a case in its hands."""
    works = way_works(conduct, case.novel, person.knowhow, handling)
    if works <= 0.0:
        return 0.0
    works *= support_of(conduct, resources)
    if is_severe(case, handling) and not helped:
        works *= handling.alone
    ease = 1.0 - handling.difficulty * case.severity
    return min(1.0, handling.solve_rate * person.competence * attention * authority * ease * works)


def error_probability(conduct: int, severity: float, cared: bool, handling: Any) -> float:
    """Monthly probability of an error on a case, rising with severity; only those who work or explore err.

    The error rate is that of a case of severity one half.
    """
    if not is_active(conduct):
        return 0.0
    probability = handling.error_rate * (0.5 + severity)
    if conduct == EXPLORE:
        probability *= handling.explore_error
    if cared:
        probability *= 1.0 - handling.care
    return min(1.0, probability)


def report_probability(conduct: int, handling: Any) -> float:
    """Monthly probability to report a department's case upward."""
    if is_active(conduct):
        return handling.report_active
    return handling.report_cover if conduct == COVER else handling.report_idle


def is_severe(case: Any, handling: Any) -> bool:
    """Whether a case needs a colleague's help."""
    return case.severity > handling.severe


def is_cared_for(case: Any, month: int, handling: Any) -> bool:
    """Whether a cover month on the file still prevents errors."""
    return month - case.cover_month <= handling.care_months


def knowhow_after(knowhow: float, handling: Any) -> float:
    """Know-how after one more success in exploring."""
    return knowhow + handling.knowhow_gain * (1.0 - knowhow)
