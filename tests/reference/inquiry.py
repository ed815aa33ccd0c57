"""Inquiry: who answers, pleas, and what becomes of a decision (phase 8)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import fixed
from .cadre import Mention
from .docket import Entry
from .luck import Draws
from .sanction import sanction
from .supervisor import Supervisor
from .terms import Looks, Owner, Party, Plea, Step, Style

if TYPE_CHECKING:
    from .model import Reference


@dataclass
class Accusation:
    """Somebody found answerable."""

    party: Party
    accused: Mention | None  # a cadre, or None for the head of the party
    accessory: bool = False
    misconduct: bool = False


def supervisors_decide(model: "Reference") -> None:
    for county in model.counties:
        supervisor = county.supervisor
        for entry in list(county.docket):
            draw = model.luck.of_entry(model.month, entry.case.number, entry.surfaced)
            if draw(draws.DECIDED) < supervisor.chance_to_decide():
                decide(model, supervisor, entry, draw)


def decide(model: "Reference", supervisor: Supervisor, entry: Entry, draw: Draws) -> None:
    entry.decided = model.month
    entry.style = supervisor.style
    entry.county.docket.remove(entry)
    entry.is_late = model.month - entry.surfaced > model.world.supervisors.late_months
    entry.found_misconduct = misconduct_is_seen(model, supervisor, entry, draw)
    if entry.found_misconduct:
        accusations = [Accusation(Party.TOWNSHIP, entry.by, misconduct=True)]
    else:
        accusations = inquire(model, supervisor, entry, draw)
    for accusation in accusations:
        answer(model, entry, accusation, draw)
    put_down_for_audit(model, entry, draw)
    set_down_decision(model, entry)


def misconduct_is_seen(model: "Reference", supervisor: Supervisor, entry: Entry, draw: Draws) -> bool:
    """*Misconduct seen*."""
    if entry.is_misconduct:
        return draw(draws.DETECTION) < supervisor.chance_to_detect()
    if entry.looks_like_error:
        return draw(draws.DETECTION) < model.world.supervisors.false_alarm
    return False


def inquire(model: "Reference", supervisor: Supervisor, entry: Entry, draw: Draws) -> list[Accusation]:
    if supervisor.style == Style.DEEP:
        return inquire_deeply(supervisor, entry, draw)
    if supervisor.style == Style.LIST and model.is_clear(entry.case):
        return inquire_by_list(model, entry, draw)
    return inquire_by_habit(model, entry, draw)


def inquire_deeply(supervisor: Supervisor, entry: Entry, draw: Draws) -> list[Accusation]:
    """*Deep*: each party's fault is judged rightly with the accuracy of the inquiry."""
    accuracy = supervisor.accuracy()
    at_fault = []
    for party in entry.case.parties:
        fault = entry.truth.culpable[party] and not (party == Party.TOWNSHIP and entry.is_misconduct)
        rightly = draw.part(party)(draws.SEES_FAULT) < accuracy
        if fault == rightly:
            at_fault.append(party)
    lead_answers = Party.LEAD in at_fault
    return [
        Accusation(
            party,
            _whom_in_township(entry, draw, accuracy) if party == Party.TOWNSHIP else None,
            accessory=lead_answers and party != Party.LEAD,
        )
        for party in at_fault
    ]


def _whom_in_township(entry: Entry, draw: Draws, accuracy: float) -> Mention:
    """The one whom the truth names, if seen, otherwise the holder."""
    if entry.truth.named is not None and draw(draws.SEES_WHO) < accuracy:
        return entry.truth.named
    return entry.holder


def inquire_by_list(model: "Reference", entry: Entry, draw: Draws) -> list[Accusation]:
    """*List*: the first whose step is due and does not count."""
    deeds_only = draw(draws.OUTCOME_DEMANDED) < model.policy.duty_list.outcome_demanded
    in_order = []
    if entry.case.is_department_case:
        in_order.append(Party.LEAD)
    if entry.case.owner == Owner.DEPARTMENTS:
        in_order.append(Party.SECOND)
    in_order.append(Party.TOWNSHIP)
    for party in in_order:
        due = entry.due[party]
        is_due = due is not None and due <= entry.surfaced
        counts = entry.step[party] == Step.REAL or (entry.step[party] == Step.PAPER and not deeds_only)
        if is_due and not counts:
            return [Accusation(party, entry.holder if party == Party.TOWNSHIP else None)]
    return []


def inquire_by_habit(model: "Reference", entry: Entry, draw: Draws) -> list[Accusation]:
    """*Habit*: eyes look down, and on whoever is visible."""
    bias = model.policy.accountability.downward_bias
    if entry.named_told:
        bias *= model.world.supervisors.told_bias
    if entry.case.is_department_case and draw(draws.LOOKS_DOWN) >= bias:
        return [Accusation(Party.LEAD, None)]
    return [Accusation(Party.TOWNSHIP, who_catches_the_eye(model, entry, draw))]


def who_catches_the_eye(model: "Reference", entry: Entry, draw: Draws) -> Mention:
    visibility = model.policy.accountability.visibility_weight
    holder_weight = 1 - visibility
    worker_weight = 0.0
    if entry.worker is not None:
        if entry.worker.cadre is entry.holder.cadre:
            holder_weight += visibility * entry.work_trace
        else:
            worker_weight = visibility * entry.work_trace
    helper_weight = visibility * entry.help_trace
    x = draw(draws.WHO_CATCHES_THE_EYE) * (worker_weight + helper_weight + holder_weight)
    if x < worker_weight:
        return entry.worker
    if x < worker_weight + helper_weight:
        return entry.helper
    return entry.holder


def answer(model: "Reference", entry: Entry, accusation: Accusation, draw: Draws) -> None:
    """Whoever is accused may plead, and is sanctioned with some strictness if still in office."""
    person: object
    if accusation.party == Party.TOWNSHIP:
        if plea_exempts(model, entry, accusation, draw):
            return
        if not accusation.accused.still_in_office:
            return
        person = accusation.accused.cadre
    else:
        person = entry.case.department(accusation.party).head
    levers = model.policy
    strictness = levers.misconduct.strictness if accusation.misconduct else levers.accountability.strictness_work
    if draw.part(accusation.party)(draws.STRICT) < strictness:
        _sanction(model, entry, accusation, person, draw.part(accusation.party))


def _sanction(model: "Reference", entry: Entry, accusation: Accusation, person: object, draw: Draws) -> None:
    rungs_up = 0
    if accusation.misconduct:
        rungs_up = model.world.ladder.misconduct_rungs
        model.tally["misconduct_caught" if entry.is_misconduct else "misconduct_false"] += 1
    elif accusation.accessory:
        rungs_up = -1
    entry.held[accusation.party] = sanction(model, entry, accusation.party, person, rungs_up, draw)


def plea_exempts(model: "Reference", entry: Entry, accusation: Accusation, draw: Draws) -> bool:
    """*Plea* of an accused cadre."""
    if accusation.misconduct or not entry.looks_like_error or accusation.accused.cadre is not entry.by.cadre:
        return False
    levers = model.policy.tolerance
    plea = _kind_of_plea(entry)
    true = not entry.is_misconduct and not (plea == Plea.EXPLORATION and entry.case.prohibited)
    lever = {
        Plea.EXPLORATION: levers.exploration,
        Plea.INEXPERIENCE: levers.inexperience,
        Plea.UNINTENDED: levers.unintended,
    }[plea]
    verified = draw(draws.VERIFIED) < levers.verification
    judged_rightly = draw(draws.VERDICT_ON_PLEA) < levers.verification_accuracy
    favourable = true if judged_rightly else not true
    exempts = draw(draws.ADMITTED) < lever and (not verified or favourable)
    model.tally["pleas"] += 1
    model.tally["exempted"] += exempts
    model.tally["exempted_guilty"] += exempts and entry.is_misconduct
    model.tally["plea_errors"] += exempts != true
    return exempts


def _kind_of_plea(entry: Entry) -> Plea:
    if entry.explored:
        return Plea.EXPLORATION
    return Plea.INEXPERIENCE if entry.inexperienced else Plea.UNINTENDED


def put_down_for_audit(model: "Reference", entry: Entry, draw: Draws) -> None:
    """*Audit*: regular unless it is a spot check too."""
    spot_check = draw(draws.SPOT_CHECKED) < model.policy.oversight.spot_checks
    if spot_check or draw(draws.AUDITED) < model.policy.oversight.audits:
        entry.audit_is_regular = not spot_check
        entry.audit_due = model.month + model.world.supervisors.audit_lag
        entry.county.awaiting_audit.append(entry)


def set_down_decision(model: "Reference", entry: Entry) -> None:
    """What is remembered of a decision (7.2.1), and what is counted of it (section 8)."""
    _remember_locally(entry)
    _remember_heads(entry)
    if not entry.looks_like_error:
        _remember_omission(entry)
    elif not entry.found_misconduct:
        blame = entry.county.notices.error_blame[_looks(entry)]
        blame.add(float(entry.holds_cadre(entry.by)), 1.0)
    entry.county.notices.credit_decision(entry.style)
    model.city_memory.answered[entry.style].add(1.0 if entry.held else 0.0, 1.0)
    _count(model, entry)


def _remember_locally(entry: Entry) -> None:
    """Safety and trust, in the township of the home post and its county; and what helping comes to, in the county."""
    local = (entry.case.post.township.memory, entry.county.memory)
    if entry.shows_duty_done:
        for memory in local:
            memory.duty_done.add(float(Party.TOWNSHIP in entry.held), 1.0)
    if entry.helper is not None and entry.help_trace > 0:
        blamed = float(entry.holds_cadre(entry.helper))
        entry.county.notices.helper_blame.add(blamed, 1.0)
        for memory in local:
            memory.trust.add(blamed, 1.0)


def _remember_heads(entry: Entry) -> None:
    """Blame of departments by their steps, and beside."""
    notices = entry.county.notices
    for party in (Party.LEAD, Party.SECOND):
        held = float(party in entry.held)
        if entry.looks_like_error or entry.due[party] is None:
            notices.blame_beside.add(held, 0.0)
        else:
            notices.department_blame[entry.step[party]].add(held, 1.0)


def _remember_omission(entry: Entry) -> None:
    """Blame for what does not look like an error, of the holder and whoever passed it on."""
    notices = entry.county.notices
    notices.blame[entry.step[Party.TOWNSHIP]].add(float(entry.holds_cadre(entry.holder)), 1.0)
    if entry.passed is not None:
        notices.passer_blame[entry.passed].add(float(entry.holds_cadre(entry.passer)), 1.0)


def _looks(entry: Entry) -> Looks:
    if entry.explored:
        return Looks.EXPLORING
    return Looks.NEWCOMER if entry.inexperienced else Looks.ROUTINE


def _count(model: "Reference", entry: Entry) -> None:
    tally = model.tally
    tally["decided"] += 1
    tally["decided_" + entry.style.name.lower()] += 1
    tally["cost_inquiry"] += fixed(1 / entry.county.supervisor.speed(entry.style))
    tally["timely"] += not entry.is_late
    tally["accurate"] += not entry.held_wrongly and not entry.missed
    tally["answered"] += bool(entry.held)
    for party in Party:
        who = "township" if party == Party.TOWNSHIP else "department"
        if entry.truth.culpable[party]:
            tally["culpable_" + who] += 1
            tally["caught_" + who] += entry.caught(party)
            tally["degree_" + who] += fixed(entry.truth.degree[party])
    if entry.case.is_river:
        tally["river_decided"] += 1
        tally["river_township"] += Party.TOWNSHIP in entry.held
        tally["river_department"] += Party.LEAD in entry.held or Party.SECOND in entry.held
