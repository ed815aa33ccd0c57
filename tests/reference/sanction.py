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
from .supervisor import Leader
from .terms import DEMOTION, TALK, Party

if TYPE_CHECKING:
    from .model import Reference


Person = Cadre | Head | Leader


class Sanction:
    """A record of person, case, rung and months; None stands for never.

    It falls on a party to an entry; on a leader of supervisors for what the audit of an entry found (no party); or for a
    breach of discipline (no entry).
    """

    def __init__(self, entry: Entry | None, party: Party | None, person: Person, rung: int, month: int) -> None:
        self.entry = entry
        self.party = party
        self.person = person
        self.rung = rung
        self.surfaced = month if entry is None else entry.surfaced
        self.decided = month
        self.starts = month
        self.expires = month
        self.overturned: int | None = None
        self.left: int | None = None
        self.review_due: int | None = None

    @property
    def case_number(self) -> int:
        return 0 if self.entry is None else self.entry.case.number

    @property
    def is_for_discipline(self) -> bool:
        return self.entry is None

    @property
    def is_for_misconduct(self) -> bool:
        return self.party is not None and self.entry.found_misconduct

    @property
    def is_misattributed(self) -> bool:
        return self.party is not None and not self.entry.is_cause(self.party, self.person)

    @property
    def is_unforgiven(self) -> bool:
        if self.party is None:
            return False
        return self.entry.is_cause(self.party, self.person) and not self.entry.is_culpable(self.party, self.person)

    @property
    def corrects_belief(self) -> bool:
        """Counts in what is believed of correction (7.2.1): of a cadre, other than for misconduct."""
        return self.party == Party.TOWNSHIP and not self.is_for_misconduct

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
    """Sanction somebody for work; draws by the party."""
    rung = min(DEMOTION, max(TALK, base_rung(model, entry, draw) + rungs_up))
    record = Sanction(entry, party, person, rung, model.month)
    set_down(model, record)
    if rung == DEMOTION and draw(draws.REMOVED) < model.world.ladder.removal_chance:
        remove(model, person)
    if draw(draws.REVIEWED) < model.policy.correction.reviewed:
        record.review_due = model.month + math.floor(model.policy.correction.delay)
    if record.corrects_belief:
        entry.county.notices.correction.add(0.0, 1.0)
    _count(model, record)
    return record


def sanction_leader(model: "Reference", entry: Entry, draw: Draws) -> None:
    """7.5, *supervisors*: a finding of an audit is sanctioned; draws by the entry in this month."""
    leader = entry.county.supervisor.leader
    rung = rung_at(draw(draws.SUPERVISOR_RUNG), model.world, model.policy.accountability.severity)
    set_down(model, Sanction(entry, None, leader, rung, model.month))
    model.tally["sanctions_supervisor"] += 1
    if rung == DEMOTION and draw(draws.REMOVED) < model.world.ladder.removal_chance:
        leader.removed = True


def breaches_are_sanctioned(model: "Reference") -> None:
    """*Breaches of discipline*, last in phase 8."""
    discipline = model.world.discipline
    for cadre in model.cadres:
        sanction_breach(model, cadre, model.luck.of(model.month, cadre.number), discipline.rate)
    for department in model.departments:
        sanction_breach(model, department.head, model.luck.of(model.month, department.number), discipline.head_rate)


def sanction_breach(model: "Reference", person: Cadre | Head, draw: Draws, rate: float) -> None:
    """Of one person, by the draws of a cadre itself, or of a head's department."""
    discipline = model.world.discipline
    if draw(draws.BREACH) >= rate * model.policy.misconduct.strictness:
        return
    rung = rung_at(draw(draws.BREACH_RUNG), model.world, 1 - discipline.talk_share)
    set_down(model, Sanction(None, None, person, rung, model.month))
    model.tally["sanctions_discipline"] += 1
    model.tally["discipline_with_period"] += months_of_rung(rung, model.world) > 0
    if rung == DEMOTION and draw(draws.BREACH_REMOVED) < discipline.removal_chance:
        remove(model, person)


def set_down(model: "Reference", record: Sanction) -> None:
    """In the records of the model and of the person, with its effect period."""
    person = record.person
    run_effect_period(model, record)
    person.sanctions.append(record)
    person.month_sanctions.append(record)
    share_months([one for one in person.month_sanctions if months_of_rung(one.rung, model.world) > 0])
    model.sanctions.append(record)


def remove(model: "Reference", person: Cadre | Head) -> None:
    """From office, once however many sanctions do it."""
    if not person.removed:
        person.removed = True
        model.tally["removed"] += 1


def base_rung(model: "Reference", entry: Entry, draw: Draws) -> int:
    """The rung at the quantile of the gravity of the case, or anywhere."""
    severity = model.policy.accountability.severity
    if draw(draws.INCONSISTENT) < model.policy.accountability.inconsistency:
        return rung_at(draw(draws.RUNG), model.world, severity)
    return rung_at(math.sqrt(entry.case.severity), model.world, severity)


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
    held_clean = record.corrects_belief and record.entry.shows_duty_done
    model.tally["held_clean"] += held_clean
    model.tally["expected_rightful"] += fixed(chance_to_be_right(record))


def chance_to_be_right(record: Sanction) -> float:
    """Section 8, *wrongful by expected aversion*."""
    entry, person = record.entry, record.person
    if entry.looks_like_error:
        return 1.0 if entry.is_culpable(record.party, person) else 0.0
    if record.party == Party.TOWNSHIP and (entry.omitter is None or entry.omitter.cadre is not person):
        return 0.0
    return entry.expected[record.party]


def reviews_are_decided(model: "Reference") -> None:
    """*Reviews* due, unless the person sanctioned is no longer in that office."""
    for record in model.sanctions:
        if record.review_due is not None and record.review_due <= model.month:
            record.review_due = None
            if record.still_in_office:
                review(model, record)
    overturned = [record for record in model.sanctions if record.overturned == model.month]
    of_whom = list(dict.fromkeys(record.person for record in overturned))
    for person in of_whom:
        give_back(model, person)
    for person in of_whom:
        if isinstance(person, Cadre) and not person.removed:
            make_up_for_rounds(model, person)


def review(model: "Reference", record: Sanction) -> None:
    entry = record.entry
    draw = model.luck.of_entry(model.month, entry.case.number, entry.surfaced).part(record.person.number)
    rightly = draw(draws.REVIEW_VERDICT) < model.policy.correction.accuracy
    judged_wrongful = record.is_wrongful if rightly else not record.is_wrongful
    model.tally["reviewed"] += 1
    model.tally["cost_reviews"] += fixed(model.world.supervisors.review_months)
    if judged_wrongful:
        model.tally["overturned"] += 1
        model.tally["overturned_wrongly"] += not record.is_wrongful
        model.tally["overturned_months"] += model.month - record.decided
        overturn(model, record)
    else:
        model.tally["upheld_wrongly"] += record.is_wrongful


def overturn(model: "Reference", record: Sanction) -> None:
    """*Overturned*: noticed, and the clearing made public."""
    record.overturned = model.month
    if record.corrects_belief:
        record.entry.county.notices.correction.add(1.0, 0.0)
    if isinstance(record.person, Cadre) and record.entry.shows_duty_done:
        publish(model, record)


def give_back(model: "Reference", person: Cadre | Head) -> None:
    """Part of what a person's sanctions overturned this month still cost is given back, for all of them together."""
    t = model.month
    without = free_from(model, [one for one in person.sanctions if one.overturned is None])
    with_them = free_from(model, [one for one in person.sanctions if one.overturned in (None, t)])
    given_back = max(0, with_them - max(t, without)) * model.policy.correction.restoration
    person.barred_until -= math.floor(given_back + 0.5)


def free_from(model: "Reference", standing: list[Sanction]) -> int:
    """E: the month from which somebody would be free by these sanctions, taken from 0 in the order of decisions."""
    barred_until = 0
    for record in standing:
        months = months_of_rung(record.rung, model.world)
        if months > 0:
            barred_until = barred_after(barred_until, record.decided, months, model.world.ladder.longest_months)
    return barred_until


def make_up_for_rounds(model: "Reference", cadre: Cadre) -> None:
    """*Rounds made up for*: each of the last 16 rounds missed because of what has now been overturned is tried once."""
    t = model.month
    last_round = t - 1 - t % 12
    for month in list(cadre.rounds_missed):
        until_then = [one for one in cadre.sanctions if one.decided <= month]
        without = free_from(model, [one for one in until_then if one.overturned is None])
        with_them = free_from(model, [one for one in until_then if one.overturned in (None, t)])
        if month > last_round - 12 * ROUNDS_REMEMBERED and with_them > month and without <= month:
            cadre.rounds_missed.remove(month)
            draw = model.luck.of(month, cadre.number)
            made_up = draw(draws.MADE_UP) < model.policy.correction.restoration
            if made_up and draw(draws.MADE_UP_PROMOTED) < model.world.people.promoted_share:
                cadre.promotions += 1
                model.tally["made_up"] += 1


ROUNDS_REMEMBERED = 16


def publish(model: "Reference", record: Sanction) -> None:
    """7.2.1: a public clearing takes the case out of what is believed about safety."""
    faded = 1.0
    for _ in range(model.month - record.decided):
        faded *= model.world.learning.memory
    share = model.policy.correction.publicity * faded
    record.entry.case.post.township.memory.duty_done.add(-fixed(share), 0.0)
    record.entry.county.memory.duty_done.add(-fixed(share), 0.0)
