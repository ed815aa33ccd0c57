"""Problems arise (phase 1)."""

import math
from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed, power
from .case import Case
from .luck import Draws
from .places import Post
from .terms import Owner, Party

if TYPE_CHECKING:
    from .model import Reference


def problems_arise(model: "Reference") -> None:
    for post in model.posts:
        draw = model.luck.of(model.month, post.number)
        river = _is_river(model, post)
        if river or draw(draws.ARISES) < model.world.problems.arrival:
            case = new_case(model, post, draw, river)
            post.cases.append(case)
            if case.in_townships_hands():
                give(model, case)
            _count(model, case)


def _is_river(model: "Reference", post: Post) -> bool:
    first_post = post.county.index == 0 and post.township.index == 0 and post.index == 0
    return first_post and model.month == model.spin_up + model.world.problems.river_month


def new_case(model: "Reference", post: Post, draw: Draws, river: bool) -> Case:
    problems = model.world.problems
    case = Case(post, model.month)
    case.is_river = river
    case.severity = draw(draws.SEVERITY) * draw(draws.SEVERITY)
    case.owner = _owner(draw(draws.OWNER), problems.own_share, problems.assist_share)
    case.kind = int(draw(draws.KIND) * problems.duty_kinds)
    case.novel = draw(draws.NOVEL) < problems.novelty
    case.prohibited = case.novel and draw(draws.PROHIBITED) < problems.prohibited
    _name_departments(model, case, draw)
    if river:
        _make_river(model, case)
    elif case.is_department_case and draw(draws.KNOWN_AT_START) < problems.known_at_start:
        case.inform_departments(model.month)
    _set_fate_of_reports(model, case, draw)
    return case


def _owner(draw: float, own_share: float, assist_share: float) -> Owner:
    if draw < own_share:
        return Owner.TOWNSHIP
    if draw < own_share + assist_share:
        return Owner.ASSIST
    return Owner.DEPARTMENTS


def _name_departments(model: "Reference", case: Case, draw: Draws) -> None:
    departments = model.world.scale.departments
    case.lead = case.kind % departments
    may_be_two = case.owner == Owner.DEPARTMENTS and departments >= 2
    if may_be_two and draw(draws.SECOND_DEPARTMENT) < model.world.problems.second_department:
        further = int(draw(draws.SECOND_WHICH) * (departments - 1))
        case.second = (case.lead + 1 + further) % departments


def _make_river(model: "Reference", case: Case) -> None:
    """The river case: severity, owner and novelty replaced; departments informed; reported by the township."""
    case.severity = model.world.problems.river_severity
    case.owner = Owner.DEPARTMENTS
    case.novel = False
    case.prohibited = False
    case.inform_departments(model.month)
    case.reported = model.month
    case.take_real_step(Party.TOWNSHIP, model.month)


def _set_fate_of_reports(model: "Reference", case: Case, draw: Draws) -> None:
    """Whether a report would be lost, and when it would tell the departments if made at once."""
    hierarchy = model.policy.hierarchy
    case.report_is_lost = not draw(draws.LOST) < power(1 - hierarchy.loss, hierarchy.levels)
    if case.is_department_case and not case.report_is_lost:
        case.told_if_reported = model.month + transit(model)


def transit(model: "Reference") -> int:
    """Months a report is under way by the present policy."""
    hierarchy = model.policy.hierarchy
    return math.floor(hierarchy.levels * hierarchy.delay + 0.5)


def give(model: "Reference", case: Case) -> None:
    """*Who gets the work*: the case comes into the township's hands for the first time."""
    case.given = True
    case.desk = _desk_given(model, case)
    notices = case.post.county.notices
    (notices.new_own if case.is_own_duty else notices.new_assist).add(1.0, 0.0)


def _desk_given(model: "Reference", case: Case) -> Post:
    draw = model.luck.of(model.month, case.number)
    if model.is_clear_to_post(case) or draw(draws.GIVEN) >= model.policy.assignment.by_diligence:
        return case.post
    township = case.post.township
    so_far = 0.0
    for post in township.posts:
        so_far += model.weight_of_diligence(post.holder.diligence)
        if draw(draws.GIVEN_WHOM) * township.weights < so_far:
            return post
    return township.posts[-1]


def _count(model: "Reference", case: Case) -> None:
    model.tally["arisen"] += 1
    model.tally["value_arisen"] += fixed(case.value)
    model.tally["arisen_novel"] += case.novel
    model.tally["arisen_own"] += case.is_own_duty
