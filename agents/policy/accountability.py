"""Generalised or lax accountability (问责泛化 / 失之于宽): how hard, how often and how far down somebody must answer."""

from typing import Any

from wenze.agents.case import gravity
from wenze.agents.kinds import HELPER, HOLDER, LEAD, TOWNSHIP, WORKER
from wenze.agents.parameter import Group, parameter
from wenze.agents.sanction import rung_for


class Accountability(Group):
    """Levers on how much accountability there is and whom it tends to find.

    Read elsewhere as plain numbers: ``pressure`` by ``supervisor.utility``; ``severity``, beside :func:`rung_of_sanction`, by
    ``sanction.felt_loss``: it is announced.
    """

    # fmt: off
    pressure: float = parameter(2.0, 0.0, 10.0, "months of strain",
        en="What it is worth to a supervisor that somebody answered for a case.",
        zh="事后有人担责，对问责主体有多大价值。")
    strictness_work: float = parameter(0.099, 0.0, 1.0, "probability", kind="fitted", source="facts: village_accountability_rate",
        en="Chance that whoever is found answerable for work is sanctioned rather than let off.",
        zh="因工作被认定应担责者受到问责处理而非免于追究的概率（工作问责力度）。")
    downward_bias: float = parameter(0.85, 0.0, 1.0, "probability",
        source="facts: burden_cases_up (upward accountability is rare)",
        en="Chance that an inquiry by habit looks for the culprit in the township rather than in the departments.",
        zh="凭习惯问责时到乡镇而非部门找责任人（板子打向基层）的概率。")
    visibility_weight: float = parameter(0.5, 0.0, 1.0, "share",
        en="Weight of being seen at work on the file, against being the named holder, in who catches the eye.",
        zh="凭习惯问责时“谁干得多谁显眼”相对“谁在岗谁担责”的权重。")
    severity: float = parameter(0.166, 0.0, 1.0, "share", kind="fitted",
        source="facts: four_forms_2021 (forms 2 to 4 of all that fall; graver cases surface more)",
        en="Share of problems, from the gravest down, that call for a formal sanction rather than talk.",
        zh="按严重程度由重到轻，须给予处分（而非谈话、批评）的问题所占比例。")
    inconsistency: float = parameter(0.3, 0.0, 1.0, "probability",
        en="Chance that the rung of a sanction is drawn afresh instead of following the gravity of the case.",
        zh="问责处理的轻重不依事项严重程度而随意确定的概率（畸轻畸重）。")
    inspection_rate: float = parameter(0.004, 0.0, 0.5, "probability a month",
        en="Monthly chance that an inspection finds an open case.",
        zh="督查检查每月发现一件未结事项的概率。")
    # fmt: on


def is_inspected(u: float, accountability: Any) -> bool:
    """Whether an inspection finds an open case this month."""
    return u < accountability.inspection_rate


def answers_by_habit(entry: Any, u_down: float, u_eye: float, accountability: Any, supervisors: Any) -> int:
    """By habit: someone visible must answer, mostly in the township (板子打向基层)."""
    if entry.owner != TOWNSHIP and not looks_down(entry, u_down, accountability, supervisors):
        return LEAD
    return who_catches_the_eye(entry, u_eye, accountability)


def looks_down(entry: Any, u: float, accountability: Any, supervisors: Any) -> bool:
    """Whether an inquiry by habit looks to the township; less often where it is on file which department was told."""
    bias = accountability.downward_bias
    if entry.told:
        bias *= supervisors.told_bias
    return u < bias


def who_catches_the_eye(entry: Any, u: float, accountability: Any) -> int:
    """Who of the township answers: ``visibility = ν·trace of work on the file + (1−ν)·being the named holder``, and the eye
    falls in proportion.
    """
    weight = accountability.visibility_weight
    worker_is_holder = entry.worker_id == entry.holder_id
    holder = 1.0 - weight
    if worker_is_holder:
        holder += weight * entry.work_trace
    worker = 0.0 if worker_is_holder else weight * entry.work_trace
    helper = weight * entry.help_trace
    point = u * (holder + worker + helper)
    if point < worker:
        return WORKER
    if point < worker + helper:
        return HELPER
    return HOLDER


def is_sanctioned(u: float, accountability: Any) -> bool:
    """Whether somebody found answerable for work is sanctioned rather than let off."""
    return u < accountability.strictness_work


def rung_of_sanction(
    case_severity: float,
    misconduct: bool,
    accessory: bool,
    u_inconsistent: float,
    u_afresh: float,
    accountability: Any,
    ladder: Any,
) -> int:
    """Rung of a sanction: by the gravity of the case, or drawn afresh as far as accountability is inconsistent."""
    quantile = u_afresh if u_inconsistent < accountability.inconsistency else gravity(case_severity)
    return rung_for(quantile, misconduct, accessory, accountability.severity, ladder)
