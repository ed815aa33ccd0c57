"""Departments and their heads: choice, what they hold, how they serve (sections 2 and 7.2.4, phases 2 and 5)."""

from typing import TYPE_CHECKING

import mesa
from wenze.agents import draws

from .arithmetic import logit_choice
from .case import Case
from .hazard import felt, hazard_of_department
from .luck import entity_number
from .piles import Pile
from .places import County
from .problem import give
from .replay import replay_department_case
from .terms import Option, Owner, Party

if TYPE_CHECKING:
    from .model import Reference
    from .sanction import Sanction

POST_OF_DEPARTMENTS = 65535


class Head:
    """Head of a department."""

    def __init__(self, department: "Department", ordinal: int) -> None:
        self.department = department
        self.ordinal = ordinal
        self.number = entity_number(department.county.index, department.index, POST_OF_DEPARTMENTS, ordinal)
        self.barred_until = 0
        self.sanctions: list[Sanction] = []
        self.month_sanctions: list[Sanction] = []
        self.removed = False  # this month

    @property
    def still_in_office(self) -> bool:
        return self.department.head is self


class Department(mesa.Agent):
    def __init__(self, model: "Reference", county: County, index: int) -> None:
        super().__init__(model)
        self.county = county
        self.index = index
        self.number = entity_number(county.index, index, POST_OF_DEPARTMENTS, 0)
        self.conduct: Option | None = None
        self.head = Head(self, 1)
        self.held = 0  # cases, as counted at the end of phase 4
        self.turn = 1.0
        self.kept, self.down = Pile(), Pile()  # cases that it knows of, at the end of phase 2

    def choose(self) -> None:
        """Phase 2, by section 7.2."""
        held = self.model.held_to_option(self)
        if held >= 0:
            self.conduct = Option(held)
            return
        draw = self.model.luck.of(self.model.month, self.number)
        if self.conduct is not None and draw(draws.DEPARTMENT_REVISES) >= self.model.world.learning.revision:
            return
        precision = self.model.world.learning.precision
        self.conduct = Option(logit_choice(self.utilities(), precision, draw(draws.DEPARTMENT_CHOICE)))

    def utilities(self) -> list[float]:
        """Section 7.2.4, department."""
        numbers = self.model.world.departments
        weight = numbers.loss_weight * self.county.beliefs.losses.head
        strain = [numbers.strain_act - numbers.credit_act, numbers.strain_offload, numbers.strain_relay]
        return [-strain[o] - weight * felt(self.model, hazard_of_department(self.model, self, o)) for o in Option]

    def set_turn(self) -> None:
        """Phase 5: the chance that a case held gets its turn."""
        capacity = self.capacity()
        self.turn = 1.0 if self.held <= capacity else min(1.0, capacity / self.held)

    def capacity(self) -> float:
        """The cases that it can serve in a month."""
        return self.model.policy.resources.department_capacity * len(self.county.townships)

    def replace_removed_head(self) -> None:
        """Phase 9, last: the removed leave, heads too."""
        if self.head.removed:
            for sanction in self.head.sanctions:
                sanction.holder_leaves(self.model.month)
            self.head = Head(self, self.head.ordinal + 1)
        self.head.month_sanctions = []


def consider_handing_down(model: "Reference") -> None:
    """Phase 2: each department case not considered yet whose lead is informed by now."""
    for case in model.open_cases:
        if case.is_department_case and not case.considered and case.is_informed(Party.LEAD, model.month):
            case.considered = True
            model.tally["reached_department"] += 1
            if case.department(Party.LEAD).conduct == Option.OFFLOAD and model.may_be_handed_down(case):
                hand_down(model, case)


def hand_down(model: "Reference", case: Case) -> None:
    """It is a paper step of the lead, and puts the case in the township's hands."""
    was_in_hand = case.in_townships_hands()
    case.handed_down = True
    case.take_paper_step(Party.LEAD, model.month)
    model.tally["handed_down"] += 1
    if not was_in_hand:
        give(model, case)
        if case.born < model.month:
            case.post.county.notices.departures.add(1.0, 0.0)


def count_what_departments_hold(model: "Reference") -> None:
    """End of phase 4."""
    for department in model.departments:
        department.held = 0
    for case in model.open_cases:
        if case.away or (case.is_department_case and case.lead_holds(model.month)):
            case.department(Party.LEAD).held += 1
        if case.is_department_case and case.is_informed(Party.SECOND, model.month):
            case.department(Party.SECOND).held += 1


def departments_serve(model: "Reference") -> None:
    """Phase 5."""
    for department in model.departments:
        department.set_turn()
    for case in model.open_cases:
        if case.owner == Owner.TOWNSHIP:
            if case.away:
                _may_come_back(model, case)
        else:
            _serve(model, case)


def _may_come_back(model: "Reference", case: Case) -> None:
    lead = case.department(Party.LEAD)
    draw = model.luck.of(model.month, case.number)
    if lead.conduct == Option.OFFLOAD or draw(draws.SERVICE_LEAD) < lead.turn:
        case.away = False
        if lead.conduct == Option.RELAY:
            model.tally["relays"] += 1


def chance_of_service(model: "Reference", case: Case, department: Department) -> float:
    world = model.world
    return department.turn * world.departments.serve_rate * (1 - world.handling.difficulty * case.severity)


def _serve(model: "Reference", case: Case) -> None:
    """A department case: lead and second act or relay; what neither solves is replayed."""
    draw = model.luck.of(model.month, case.number)
    solved = False
    if case.lead_holds(model.month):
        solved |= _party_serves(model, case, Party.LEAD, draw(draws.SERVICE_LEAD))
    if case.is_informed(Party.SECOND, model.month):
        solved |= _party_serves(model, case, Party.SECOND, draw(draws.SERVICE_SECOND))
    if solved:
        model.tally["solved_by_department"] += 1
        model.solve(case)
    else:
        replay_department_case(model, case)


def _party_serves(model: "Reference", case: Case, party: Party, draw: float) -> bool:
    """What one informed department does to a case; whether it solves it."""
    department = case.department(party)
    if department.conduct == Option.ACT:
        case.take_real_step(party, model.month)
        return draw < chance_of_service(model, case, department)
    if department.conduct == Option.RELAY:
        case.take_paper_step(party, model.month)
        model.tally["relays"] += 1
    return False
