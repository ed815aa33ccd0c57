"""What files show now, and how many cases everybody has by what they show (sections 7.2.3, end of phase 2; phase 7)."""

import math
from typing import TYPE_CHECKING

from .arithmetic import fixed
from .case import Case
from .piles import Pile
from .terms import Option, Pair, Party, Step

if TYPE_CHECKING:
    from .department import Department
    from .model import Reference


def due_month(model: "Reference", case: Case, party: Party) -> int | None:
    """Phase 7: the month by which a party's step is due, by the present policy."""
    since = case.born if party == Party.TOWNSHIP else case.informed[party]
    return None if since is None else since + whole_months(model)


def whole_months(model: "Reference") -> int:
    """D."""
    return math.floor(model.policy.duty_list.deadline)


def step_in_time(case: Case, party: Party, due: int | None) -> Step:
    """What the file shows of a party's step in time."""
    if due is None:
        return Step.NONE
    real, paper = case.first_real_step[party], case.first_paper_step[party]
    if real is not None and real <= due:
        return Step.REAL
    if paper is not None and paper <= due:
        return Step.PAPER
    return Step.NONE


def present_step(model: "Reference", case: Case, party: Party) -> Step | None:
    """What the file would show if it surfaced now; None for a step that is pending."""
    due = due_month(model, case, party)
    step = step_in_time(case, party, due)
    if step == Step.NONE and due is not None and model.month <= due:
        return None
    return step


def look_through_files(model: "Reference") -> None:
    """End of phase 2: everybody looks through the files."""
    for post in model.posts:
        post.in_hand, post.elsewhere = Pile(), Pile()
        post.load_seen = post.load()
    for department in model.departments:
        department.kept, department.down = Pile(), Pile()
        department.county.notices.new_pairs.add(0.0, 1.0)
        department.county.notices.blame_beside.add(0.0, 1.0)
    for case in model.open_cases:
        _look_at_townships_step(model, case)
        for party in case.knowing_departments(model.month):
            _look_at_departments_step(model, case, party)


def _look_at_townships_step(model: "Reference", case: Case) -> None:
    step = present_step(model, case, Party.TOWNSHIP)
    if case.is_own_duty or case.in_townships_hands():  # own duties away count with their desk
        case.desk.in_hand.add(step, case.is_own_duty)
    else:
        case.post.elsewhere.add(step, case.is_own_duty)


def _look_at_departments_step(model: "Reference", case: Case, party: Party) -> None:
    department = case.department(party)
    step = present_step(model, case, party)
    kind = pair_of(case, party, department)
    notices = department.county.notices
    if kind == Pair.DOWN:
        department.down.add(Step.NONE if step is None else step)
    else:
        department.kept.add(step)
    notices.pairs[kind].add(0.0, fixed(department.turn) if kind == Pair.ACTS else 1.0)
    if party not in case.seen_by:
        case.seen_by.add(party)
        notices.new_pairs.add(1.0, 0.0)


def pair_of(case: Case, party: Party, department: "Department") -> Pair:
    """The kind of pair that a department makes with a case that it knows of, with its option of this month."""
    if party == Party.LEAD and case.handed_down:
        return Pair.DOWN
    return Pair.ACTS if department.conduct == Option.ACT else Pair.SITS
