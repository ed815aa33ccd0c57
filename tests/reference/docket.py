"""Surfacing, and the docket entries it makes (phase 7; section 2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed
from .cadre import Mention, mention
from .case import Case
from .files import due_month, step_in_time
from .replay import truth_by_replay, truth_of_deed
from .terms import Conduct, Party, Step, Style, Surfacing

if TYPE_CHECKING:
    from .model import Reference
    from .sanction import Sanction


@dataclass
class Deed:
    """An error, or misconduct that looks like one."""

    by: Mention  # who erred, or did it
    explored: bool  # or looks it
    inexperienced: bool
    is_culpable: bool
    is_misconduct: bool


def error_on(case: Case) -> Deed:
    """Who erred is culpable if it explored what was prohibited."""
    holder = case.desk.holder
    explored = holder.conduct == Conduct.EXPLORE
    return Deed(mention(holder), explored, holder.is_inexperienced, explored and case.prohibited, False)


def misconduct_on(case: Case) -> Deed:
    """It looks like an exploratory error iff the case is novel."""
    return Deed(case.tainted_by, case.novel, case.taint_inexperienced, True, True)


class Entry:
    """A copy of the file on the day the case surfaced, and the truth."""

    def __init__(self, model: "Reference", case: Case, how: Surfacing, deed: Deed | None) -> None:
        if model.world.problems.exposure_replaces and case.tainted_by is not None:  # as if it had surfaced by exposure
            how, deed = Surfacing.EXPOSED, misconduct_on(case)
        self.case = case
        self.county = case.post.county
        self.surfaced = model.month
        self.surfaced_by = how
        self.truth = truth_by_replay(case) if deed is None else truth_of_deed(deed.by, deed.is_culpable)
        self.expected = dict(case.expected)  # aversion, by party
        self.omitter: Mention | None = case.omitter
        # The file
        self.holder = mention(case.desk.holder)
        self.worker: Mention | None = case.last_worker
        self.work_trace = case.work_trace if case.last_worker is not None else 0.0
        self.helper: Mention | None = case.last_helper
        self.help_trace = case.help_trace if case.last_helper is not None else 0.0
        self.passer: Mention | None = case.last_passer
        self.passed = case.passed
        self.named_told = case.named_told
        self.due = {party: due_month(model, case, party) for party in Party}
        self.step = {party: step_in_time(case, party, self.due[party]) for party in Party}
        self.shows_duty_done = self.step[Party.TOWNSHIP] != Step.NONE
        # An error, or what looks like one
        self.looks_like_error = deed is not None
        self.is_misconduct = deed is not None and deed.is_misconduct
        self.by: Mention | None = None if deed is None else deed.by  # who erred, or did it
        self.explored = deed is not None and deed.explored
        self.inexperienced = deed is not None and deed.inexperienced
        # The decision
        self.decided: int | None = None
        self.style: Style | None = None
        self.found_misconduct = False
        self.is_late = False
        self.held: dict[Party, Sanction] = {}
        self.audit_due: int | None = None
        self.audit_is_regular = False

    # Truth and sanctions compared (sections 7.4 and 7.5)

    def is_cause(self, party: Party, person: object) -> bool:
        """Whether the person sanctioned is a cause (for the township, the person whom the truth names)."""
        return self.truth.degree[party] > 0 and self._is_the_one(party, person)

    def is_culpable(self, party: Party, person: object) -> bool:
        return self.truth.culpable[party] and self._is_the_one(party, person)

    def _is_the_one(self, party: Party, person: object) -> bool:
        if party != Party.TOWNSHIP:
            return True
        return self.truth.named is not None and self.truth.named.cadre is person

    def holds_cadre(self, who: Mention) -> bool:
        """This very cadre was sanctioned."""
        return Party.TOWNSHIP in self.held and self.held[Party.TOWNSHIP].person is who.cadre

    def caught(self, party: Party) -> bool:
        """A culpable party was sanctioned."""
        return party in self.held and self.is_culpable(party, self.held[party].person)

    @property
    def held_wrongly(self) -> bool:
        """Anybody sanctioned who was not culpable."""
        return any(not self.is_culpable(party, sanction.person) for party, sanction in self.held.items())

    @property
    def missed(self) -> bool:
        """Anybody culpable not sanctioned."""
        return any(self.truth.culpable[party] and not self.caught(party) for party in Party)

    @property
    def unfair(self) -> bool:
        """A cadre sanctioned while a culpable department was not."""
        departments = (Party.LEAD, Party.SECOND)
        return Party.TOWNSHIP in self.held and any(
            self.truth.culpable[party] and party not in self.held for party in departments
        )


def _put_on_docket(model: "Reference", case: Case, how: Surfacing, deed: Deed | None = None) -> None:
    """The entry of a case that surfaces."""
    entry = Entry(model, case, how, deed)
    case.surfaced = model.month
    entry.county.docket.append(entry)
    if how != Surfacing.ERRED:
        entry.county.notices.surfaced.add(1.0, 0.0)


def surface_by_error(model: "Reference", case: Case) -> None:
    """Phase 4: the case surfaces by an error of its holder."""
    _put_on_docket(model, case, Surfacing.ERRED, error_on(case))


def cases_surface(model: "Reference") -> None:
    """Phase 7."""
    for case in model.open_cases:
        case.post.county.notices.surfaced.add(0.0, 1.0)
        if case.erred_month != model.month:
            _may_surface(model, case)


def _may_surface(model: "Reference", case: Case) -> None:
    """The first that applies."""
    problems = model.world.problems
    t = model.month
    draw = model.luck.of(t, case.number)
    age = t - case.born
    erupts = min(1.0, problems.eruption_rate * case.value * (1 + age / problems.eruption_doubling))
    if draw(draws.ERUPTION) < erupts:
        _erupt(model, case)
        return
    may_be_exposed = case.tainted_by is not None and not case.exposed and not problems.exposure_replaces
    if may_be_exposed and draw(draws.EXPOSURE) < problems.exposure_rate:
        _expose(model, case)
        return
    if case.under_order(t):
        return
    certain = case.is_river and age == problems.river_inspection
    if certain or draw(draws.INSPECTION) < model.policy.accountability.inspection_rate:
        _surface(model, case, Surfacing.INSPECTED)
    elif draw(draws.COMPLAINT) < min(1.0, model.policy.public_voice.complaint_rate * case.value):
        names_told = case.is_department_case and draw(draws.NAMES_TOLD) < model.policy.public_voice.names_told
        if names_told:
            case.named_told = True
        _surface(model, case, Surfacing.COMPLAINED)
        if names_told:
            case.inform_departments(t)


def _put_under_order(model: "Reference", case: Case) -> None:
    case.order_until = model.month + model.world.problems.order_months


def _erupt(model: "Reference", case: Case) -> None:
    model.tally["erupted"] += 1
    model.tally["harm"] += fixed(case.value)
    _put_on_docket(model, case, Surfacing.ERUPTED)
    model.end(case)


def _expose(model: "Reference", case: Case) -> None:
    """Misconduct exposed, looking like an error (an exploratory one iff novel), under an order."""
    model.tally["exposed"] += 1
    case.exposed = True
    _put_on_docket(model, case, Surfacing.EXPOSED, misconduct_on(case))
    _put_under_order(model, case)


def _surface(model: "Reference", case: Case, how: Surfacing) -> None:
    model.tally["inspected" if how == Surfacing.INSPECTED else "complained"] += 1
    _put_on_docket(model, case, how)
    _put_under_order(model, case)
