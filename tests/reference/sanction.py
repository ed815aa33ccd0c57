"""Sanctions, and reviews that may overturn them (section 7.5 and phase 8)."""

import math
from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed
from .cadre import Cadre
from .department import Head
from .docket import Entry
from .luck import Draws
from .penalty import barred_after, months_of_rung, rung_at
from .terms import DEMOTION, TALK, Party

if TYPE_CHECKING:
    from .model import Reference


class Sanction:
    """A record of person, case, rung and months; None stands for never."""

    def __init__(self, entry: Entry, party: Party, person: Cadre | Head, rung: int, month: int) -> None:
        self.entry = entry
        self.party = party
        self.person = person
        self.rung = rung
        self.decided = month
        self.starts = month
        self.expires = month
        self.overturned: int | None = None
        self.left: int | None = None
        self.review_due: int | None = None

    @property
    def is_for_misconduct(self) -> bool:
        return self.entry.found_misconduct

    @property
    def is_misattributed(self) -> bool:
        return not self.entry.is_cause(self.party, self.person)

    @property
    def is_unforgiven(self) -> bool:
        return self.entry.is_cause(self.party, self.person) and not self.entry.is_culpable(self.party, self.person)

    @property
    def is_wrongful(self) -> bool:
        return self.is_misattributed or self.is_unforgiven

    @property
    def still_in_office(self) -> bool:
        """The person sanctioned is still in that office."""
        if isinstance(self.person, Cadre):
            return self.person.in_service
        return self.person.still_in_office

    def holder_leaves(self, month: int) -> None:
        """Running sanctions not overturned leave with their holder."""
        if self.overturned is None and self.expires > month:
            self.left = month


def sanction(
    model: "Reference", entry: Entry, party: Party, person: Cadre | Head, rungs_up: int, draw: Draws
) -> Sanction:
    """Sanction somebody; draws by the party."""
    rung = min(DEMOTION, max(TALK, base_rung(model, entry, draw) + rungs_up))
    record = Sanction(entry, party, person, rung, model.month)
    run_effect_period(model, record)
    person.sanctions.append(record)
    person.month_sanctions.append(record)
    if isinstance(person, Cadre):
        person.year_sanctions += 1
    share_months([one for one in person.month_sanctions if months_of_rung(one.rung, model.world) > 0])
    if rung == DEMOTION and draw(draws.REMOVED) < model.world.ladder.removal_chance and not person.removed:
        person.removed = True
        model.tally["removed"] += 1
    if draw(draws.REVIEWED) < model.policy.correction.reviewed:
        record.review_due = model.month + math.floor(model.policy.correction.delay)
    model.sanctions.append(record)
    _count(model, record)
    return record


def base_rung(model: "Reference", entry: Entry, draw: Draws) -> int:
    """The rung at the quantile of the gravity of the case, or anywhere."""
    if draw(draws.INCONSISTENT) < model.policy.accountability.inconsistency:
        return rung_at(draw(draws.RUNG), model.world, model.policy)
    return rung_at(math.sqrt(entry.case.severity), model.world, model.policy)


def run_effect_period(model: "Reference", record: Sanction) -> None:
    months = months_of_rung(record.rung, model.world)
    if months == 0:
        return
    person = record.person
    record.starts = max(model.month, person.barred_until)
    person.barred_until = barred_after(person.barred_until, model.month, months, model.world.ladder.longest_months)
    record.expires = person.barred_until


def share_months(of_this_month: list[Sanction]) -> None:
    """Sanctions of one person in one month that have a period share the earliest start and the latest end."""
    if not of_this_month:
        return
    earliest = min(record.starts for record in of_this_month)
    latest = max(record.expires for record in of_this_month)
    for record in of_this_month:
        record.starts = earliest
        record.expires = latest


def _count(model: "Reference", record: Sanction) -> None:
    who = "township" if record.party == Party.TOWNSHIP else "department"
    model.tally["sanctions_" + who] += 1
    model.tally["sanctions_with_period"] += months_of_rung(record.rung, model.world) > 0
    model.tally["misattributed_" + who] += record.is_misattributed
    model.tally["unforgiven_" + who] += record.is_unforgiven


def reviews_are_decided(model: "Reference") -> None:
    """*Reviews* due, unless the person sanctioned is no longer in that office."""
    for record in model.sanctions:
        if record.review_due is not None and record.review_due <= model.month:
            record.review_due = None
            if record.still_in_office:
                review(model, record)
    overturned = [record for record in model.sanctions if record.overturned == model.month]
    for person in dict.fromkeys(record.person for record in overturned):
        give_back(model, person)


def review(model: "Reference", record: Sanction) -> None:
    entry = record.entry
    draw = model.luck.of_entry(model.month, entry.case.number, entry.surfaced).part(record.person.number)
    rightly = draw(draws.REVIEW_VERDICT) < model.policy.correction.accuracy
    judged_wrongful = record.is_wrongful if rightly else not record.is_wrongful
    model.tally["reviewed"] += 1
    if judged_wrongful:
        model.tally["overturned"] += 1
        model.tally["overturned_wrongly"] += not record.is_wrongful
        model.tally["overturned_months"] += model.month - record.decided
        overturn(model, record)
    else:
        model.tally["upheld_wrongly"] += record.is_wrongful


def overturn(model: "Reference", record: Sanction) -> None:
    """*Overturned*: the year's record cleared, the clearing made public."""
    t = model.month
    person = record.person
    record.overturned = t
    if isinstance(person, Cadre):
        if record.decided >= t - t % 12:
            person.year_sanctions -= 1
        if record.entry.shows_duty_done:
            publish(model, record)


def give_back(model: "Reference", person: Cadre | Head) -> None:
    """Part of what a person's sanctions overturned this month still cost is given back, for all of them together."""
    t = model.month
    without = free_from(model, [one for one in person.sanctions if one.overturned is None])
    with_them = free_from(model, [one for one in person.sanctions if one.overturned in (None, t)])
    given_back = max(0, with_them - max(t, without)) * model.policy.correction.restoration
    person.barred_until -= math.floor(given_back + 0.5)


def free_from(model: "Reference", standing: list[Sanction]) -> int:
    """The month from which somebody would be free by these sanctions, taken from 0 in the order of decisions."""
    barred_until = 0
    for record in standing:
        months = months_of_rung(record.rung, model.world)
        if months > 0:
            barred_until = barred_after(barred_until, record.decided, months, model.world.ladder.longest_months)
    return barred_until


def publish(model: "Reference", record: Sanction) -> None:
    """7.2.1: a public clearing takes the case out of what is believed about safety."""
    faded = 1.0
    for _ in range(model.month - record.decided):
        faded *= model.world.learning.memory
    share = model.policy.correction.publicity * faded
    record.entry.case.post.township.memory.duty_done.add(-fixed(share), 0.0)
    record.entry.county.memory.duty_done.add(-fixed(share), 0.0)
