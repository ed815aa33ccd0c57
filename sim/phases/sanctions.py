"""Sanctions fall: the record, the effect period, and what colleagues will read."""

import numpy as np
from wenze.agents.cadre import holds_office
from wenze.agents.choice import fixed
from wenze.agents.culpability import expected_of_department, expected_of_person, is_department_cause, is_person_cause
from wenze.agents.draws import INCONSISTENT, REMOVED, REVIEWED, RUNG, STRICT, SUPERVISOR_RUNG, entity_state, uniform
from wenze.agents.kinds import LEAD_BIT, NEVER, NOBODY, SECOND_BIT, TOWNSHIP_BIT
from wenze.agents.policy.accountability import is_sanctioned, rung_of_sanction
from wenze.agents.policy.correction import is_reviewed, review_month
from wenze.agents.policy.misconduct import is_punished
from wenze.agents.sanction import barred_after, has_period, is_removed, rung_at
from wenze.sim.events import ANSWERED_FOR, SANCTIONED, note
from wenze.sim.phases.blocks import start_of


def sanction_person(state, entry, entity, index, person_id, misconduct, accessory, params, policy, month):
    """A cadre is sanctioned, unless let off or gone from office."""
    person = state.people[index]
    party = entity_state(entity, np.uint64(TOWNSHIP_BIT))
    u_strict = uniform(party, STRICT)
    strict = is_punished(u_strict, policy.misconduct) if misconduct else is_sanctioned(u_strict, policy.accountability)
    if not strict or not holds_office(person, person_id):
        return
    cause = is_person_cause(entry, person_id)
    culpable = cause and entry.culpable_township == 1
    step = find_rung(entry, party, policy, params.ladder, misconduct=misconduct, accessory=accessory)
    record = new_record(state, entry, step, month, cause=cause, culpable=culpable)
    record.misconduct = misconduct
    record.clean = entry.duty_done
    enter(state, record, index, params.ladder, month)
    if not misconduct:
        state.counties[entry.county].now_sanctions += 1
    person.sanctions_now += 1
    if not culpable:
        person.wrongful_now += 1
    if is_removed(step, uniform(party, REMOVED), params.ladder):
        person.removed = 1
    to_be_reviewed(state, record, uniform(party, REVIEWED), policy.correction, month)
    entry.held_township = 1
    entry.held_id = person_id
    entry.held_rightly = culpable
    tally = state.tallies[month]
    tally.sanctions_township += 1
    tally.misattributed_township += record.misattributed
    tally.unforgiven_township += record.unforgiven
    tally.sanctions_with_period += has_period(step, params.ladder)
    tally.held_clean += record.clean == 1 and not misconduct
    tally.expected_rightful += fixed(expected_of_person(entry, person_id, culpable))
    if misconduct:
        tally.misconduct_caught += entry.guilty
        tally.misconduct_false += 1 - entry.guilty
    note(
        state,
        month,
        SANCTIONED,
        county=entry.county,
        case_number=entry.number,
        subject=person_id,
        place=entry.post,
        detail=step,
        amount=0.0 if culpable else 1.0,
    )


def sanction_department(state, entry, entity, params, policy, month, is_lead, accessory):
    """The head of the lead or of the second department is sanctioned at county level, unless let off.

    The head in office answers for the department.
    """
    party = entity_state(entity, np.uint64(LEAD_BIT if is_lead else SECOND_BIT))
    if not is_sanctioned(uniform(party, STRICT), policy.accountability):
        return
    index = entry.lead if is_lead else entry.second
    department = state.departments[index]
    cause = is_department_cause(entry, is_lead)
    culpable = (entry.culpable_lead if is_lead else entry.culpable_second) == 1
    step = find_rung(entry, party, policy, params.ladder, misconduct=False, accessory=accessory)
    record = new_record(state, entry, step, month, cause=cause, culpable=culpable)
    enter_of_head(state, record, index, params.ladder, month)
    if is_removed(step, uniform(party, REMOVED), params.ladder):
        department.removed = 1
    to_be_reviewed(state, record, uniform(party, REVIEWED), policy.correction, month)
    if is_lead:
        entry.held_lead = 1
    else:
        entry.held_second = 1
    tally = state.tallies[month]
    tally.sanctions_department += 1
    tally.misattributed_department += record.misattributed
    tally.unforgiven_department += record.unforgiven
    tally.sanctions_with_period += has_period(step, params.ladder)
    tally.expected_rightful += fixed(expected_of_department(entry, is_lead))
    note(
        state,
        month,
        SANCTIONED,
        county=entry.county,
        case_number=entry.number,
        subject=department.head,
        place=index,
        detail=step,
        amount=0.0 if culpable else 1.0,
    )


def sanction_supervisor(state, entry, entity, ladder, policy, month):
    """A finding of an audit is sanctioned (追究滥用问责): of the leader of the county's supervisors."""
    supervisor = state.supervisors[entry.county]
    step = rung_at(uniform(entity, SUPERVISOR_RUNG), policy.accountability.severity, ladder)
    record = new_record(state, entry, step, month, cause=True, culpable=True)
    record.supervisor = entry.county
    record.person_id = supervisor.leader
    supervisor.last_sanction = linked(state, record, supervisor.last_sanction)
    supervisor.barred_until = set_period(state, record, supervisor.barred_until, month, ladder)
    if is_removed(step, uniform(entity, REMOVED), ladder):
        supervisor.removed = 1
    state.tallies[month].sanctions_supervisor += 1
    note(
        state,
        month,
        ANSWERED_FOR,
        county=entry.county,
        case_number=entry.number,
        subject=supervisor.leader,
        place=entry.post,
        detail=step,
        amount=0.0,
    )


def find_rung(entry, party, policy, ladder, misconduct, accessory):
    """Rung of a sanction of one party to an entry."""
    u_inconsistent, u_afresh = uniform(party, INCONSISTENT), uniform(party, RUNG)
    return rung_of_sanction(
        entry.severity, misconduct, accessory, u_inconsistent, u_afresh, policy.accountability, ladder
    )


def new_record(state, entry, step, month, cause, culpable):
    """A new record of a sanction on a case, with what is true of it; of whom is still to be filled in."""
    record = blank_record(state, entry.county, state.posts[entry.post].township, step, month)
    record.case_number = entry.number
    record.surfaced = entry.surfaced
    record.misattributed = not cause
    record.unforgiven = cause and not culpable
    return record


def blank_record(state, county, township, step, month):
    """A new record of a sanction of this month, of a rung and in a place, with nothing else to say of it."""
    record = state.sanctions[next_sanction(state, county)]
    state.blocks[state.counties[county].block].sanctions += 1
    record.person = NOBODY
    record.department = NOBODY
    record.supervisor = NOBODY
    record.case_number = np.uint64(0)
    record.surfaced = month
    record.county = county
    record.township = township
    record.rung = step
    record.decided = month
    record.review_due = NEVER
    record.overturned = NEVER
    record.left = NEVER
    record.misattributed = 0
    record.unforgiven = 0
    record.misconduct = 0
    record.discipline = 0
    record.clean = 0
    return record


def next_sanction(state, county):
    """Index of the next sanction in a county."""
    block = state.counties[county].block
    return start_of(state.sanctions, state.clock[0], block) + state.blocks[block].sanctions


def newest_sanction(state, county):
    """Index of the sanction that was last issued in a county."""
    return next_sanction(state, county) - 1


def enter(state, record, index, ladder, month):
    """Enter a sanction among those of the cadre at a place among the people, and let its effect period run."""
    person = state.people[index]
    record.person = index
    record.person_id = person.number
    person.last_sanction = linked(state, record, person.last_sanction)
    person.barred_until = set_period(state, record, person.barred_until, month, ladder)


def enter_of_head(state, record, index, ladder, month):
    """Enter a sanction among those of the head of a department, and let its effect period run."""
    department = state.departments[index]
    record.department = index
    record.person_id = department.head
    department.last_sanction = linked(state, record, department.last_sanction)
    department.barred_until = set_period(state, record, department.barred_until, month, ladder)


def linked(state, record, last):
    """Chain the newest record to the last one of the same person in office; returns its own place in the chain (one more
    than its index, so that 0 means none).
    """
    own = newest_sanction(state, record.county) + 1
    record.previous = last
    if last > 0:
        state.sanctions[last - 1].next = own
    return own


def set_period(state, record, barred, month, ladder):
    """Set when a sanction's effect period starts and ends; it adds to what is left of others.

    Sanctions of one person in one month share their start and end, so that their order does not matter. Returns the
    month from which the person will be free.
    """
    free_from = barred_after(month, barred, record.rung, ladder)
    record.starts = max(month, barred)
    record.expires = free_from
    if not has_period(record.rung, ladder):
        record.starts = month
        record.expires = month
        return free_from
    share_period(state, record, ladder, month)
    return free_from


def share_period(state, record, ladder, month):
    """Give a sanction, and those of the same person and month before it, the earliest start and the latest end of them all.

    The latest end need not be the newest's: a review in between can have freed the person earlier.
    """
    earlier = record.previous
    while earlier > 0 and state.sanctions[earlier - 1].decided == month:
        other = state.sanctions[earlier - 1]
        if has_period(other.rung, ladder):
            record.starts = min(record.starts, other.starts)
            record.expires = max(record.expires, other.expires)
        earlier = other.previous
    earlier = record.previous
    while earlier > 0 and state.sanctions[earlier - 1].decided == month:
        other = state.sanctions[earlier - 1]
        if has_period(other.rung, ladder):
            other.starts = record.starts
            other.expires = record.expires
        earlier = other.previous


def to_be_reviewed(state, record, u, correction, month):
    """Put a sanction down for review, if it is to be reviewed."""
    if is_reviewed(u, correction):
        record.review_due = review_month(month, correction)
        wait_for_review(state, newest_sanction(state, record.county), record.county)


def wait_for_review(state, sanction, county):
    """Put the sanction of an index, which fell in a county, among those that wait for their review."""
    block = state.counties[county].block
    own = state.blocks[block]
    state.reviews[start_of(state.reviews, state.clock[0], block) + own.reviews] = sanction
    own.reviews += 1
