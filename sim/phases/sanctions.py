"""Sanctions fall: the record, the effect period, and what colleagues will read."""

import numpy as np
from wenze.agents.case import LEAD_BIT, NEVER, NOBODY, SECOND_BIT, TOWNSHIP_BIT
from wenze.agents.draws import INCONSISTENT, REMOVED, REVIEWED, RUNG, STRICT, entity_state, uniform
from wenze.agents.sanction import DEMOTION, barred_until, effect_months, rung_for
from wenze.sim.phases.case_files import SANCTIONED, gravity, note


def sanction_person(world, entry, entity, index, person_id, misconduct, accessory, numbers, policy, month):
    """A cadre is sanctioned, unless let off or gone from office."""
    person = world.people[index]
    party = entity_state(entity, np.uint64(TOWNSHIP_BIT))
    if person.number != person_id or uniform(party, STRICT) >= policy.accountability.strictness:
        return
    cause = entry.degree_township > 0.0 and person_id == entry.culprit_id
    culpable = cause and entry.culpable_township == 1
    rung = find_rung(entry, party, misconduct, accessory, policy, numbers.ladder)
    record = new_record(world, entry, rung, cause, culpable, numbers.ladder, month)
    record.person = index
    record.department = NOBODY
    record.person_id = person_id
    record.misconduct = misconduct
    record.clean = entry.duty_done
    person.last_sanction = linked(world, record, person.last_sanction)
    person.barred_until = set_period(world, record, person.barred_until, month, numbers.ladder)
    person.sanctions_now += 1
    person.year_sanctions += 1
    if not culpable:
        person.wrongful_now += 1
    if rung == DEMOTION and uniform(party, REMOVED) < numbers.ladder.removal_chance:
        person.removed = 1
    to_be_reviewed(world, record, uniform(party, REVIEWED), policy.correction, month)
    entry.held_township = 1
    entry.held_rightly = culpable
    tally = world.tallies[month]
    tally.sanctions_township += 1
    tally.misattributed_township += record.misattributed
    tally.unforgiven_township += record.unforgiven
    if misconduct:
        tally.misconduct_caught += entry.guilty
        tally.misconduct_false += 1 - entry.guilty
    note(world, month, SANCTIONED, entry.county, entry.number, person_id, entry.post, rung, 0.0 if culpable else 1.0)


def sanction_department(world, entry, entity, is_lead, accessory, numbers, policy, month):
    """The head of the lead or of the second department is sanctioned at county level, unless let off.

    The head in office answers for the department.
    """
    party = entity_state(entity, np.uint64(LEAD_BIT if is_lead else SECOND_BIT))
    if uniform(party, STRICT) >= policy.accountability.strictness:
        return
    index = entry.lead if is_lead else entry.second
    department = world.departments[index]
    cause = (entry.degree_lead if is_lead else entry.degree_second) > 0.0
    culpable = (entry.culpable_lead if is_lead else entry.culpable_second) == 1
    rung = find_rung(entry, party, False, accessory, policy, numbers.ladder)
    record = new_record(world, entry, rung, cause, culpable, numbers.ladder, month)
    record.person = NOBODY
    record.department = index
    record.person_id = department.head
    record.misconduct = 0
    record.clean = 0
    department.last_sanction = linked(world, record, department.last_sanction)
    department.barred_until = set_period(world, record, department.barred_until, month, numbers.ladder)
    department.blamed_now += 1
    if rung == DEMOTION and uniform(party, REMOVED) < numbers.ladder.removal_chance:
        department.removed = 1
    to_be_reviewed(world, record, uniform(party, REVIEWED), policy.correction, month)
    if is_lead:
        entry.held_lead = 1
    else:
        entry.held_second = 1
    tally = world.tallies[month]
    tally.sanctions_department += 1
    tally.misattributed_department += record.misattributed
    tally.unforgiven_department += record.unforgiven
    note(world, month, SANCTIONED, entry.county, entry.number, department.head, index, rung, 0.0 if culpable else 1.0)


def find_rung(entry, party, misconduct, accessory, policy, ladder):
    """Rung of a sanction of one party to an entry."""
    afresh = -1.0
    if uniform(party, INCONSISTENT) < policy.accountability.inconsistency:
        afresh = uniform(party, RUNG)
    return rung_for(gravity(entry.severity), afresh, misconduct, accessory, policy.accountability.severity, ladder)


def new_record(world, entry, rung, cause, culpable, ladder, month):
    """A new record of a sanction, with what is true of it."""
    clock = world.clock[0]
    record = world.sanctions[clock.sanctions]
    clock.sanctions += 1
    record.case_number = entry.number
    record.surfaced = entry.surfaced
    record.county = entry.county
    record.township = world.posts[entry.post].township
    record.rung = rung
    record.decided = month
    record.review_due = NEVER
    record.overturned = NEVER
    record.left = NEVER
    record.misattributed = not cause
    record.unforgiven = cause and not culpable
    world.tallies[month].sanctions_with_period += effect_months(rung, ladder) > 0
    return record


def linked(world, record, last):
    """Chain the newest record to the last one of the same person in office; returns its own place in the chain (one more
    than its index, so that 0 means none).
    """
    own = world.clock[0].sanctions
    record.previous = last
    if last > 0:
        world.sanctions[last - 1].next = own
    return own


def set_period(world, record, barred, month, ladder):
    """Set when a sanction's effect period starts and ends; it adds to what is left of others.

    Sanctions of one person in one month share their start and end, so that their order does not matter. Returns the
    month from which the person will be free.
    """
    free_from = barred_until(month, barred, record.rung, ladder)
    record.starts = max(month, barred)
    record.expires = free_from
    if effect_months(record.rung, ladder) == 0:
        record.starts = month
        record.expires = month
        return free_from
    earlier = record.previous
    while earlier > 0 and world.sanctions[earlier - 1].decided == month:
        other = world.sanctions[earlier - 1]
        if effect_months(other.rung, ladder) > 0:
            record.starts = min(record.starts, other.starts)
            other.expires = free_from
        earlier = other.previous
    return free_from


def to_be_reviewed(world, record, draw, correction, month):
    """Put a sanction down for review, if it is to be reviewed."""
    clock = world.clock[0]
    if draw < correction.reviewed:
        record.review_due = month + int(correction.delay)
        world.reviews[clock.reviews] = clock.sanctions - 1
        clock.reviews += 1
