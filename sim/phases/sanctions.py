"""Sanctions fall: the record, the effect period, and what colleagues will read."""

from agents.case import LEAD_BIT, NEVER, NOBODY, SECOND_BIT, TOWNSHIP_BIT
from agents.draws import (
    INCONSISTENT,
    REMOVED_LEAD,
    REMOVED_SECOND,
    REMOVED_TOWNSHIP,
    REVIEWED_LEAD,
    REVIEWED_SECOND,
    REVIEWED_TOWNSHIP,
    RUNG,
    STRICT_LEAD,
    STRICT_SECOND,
    STRICT_TOWNSHIP,
    uniform,
)
from agents.sanction import DEMOTION, barred_until, effect_months, rung_for
from sim.phases.files import SANCTIONED, gravity, note


def sanction_person(world, entry, entity, index, person_id, misconduct, numbers, policy, month):
    """A cadre is sanctioned, unless let off or gone from office."""
    person = world.people[index]
    if person.number != person_id or uniform(entity, STRICT_TOWNSHIP) >= policy.accountability.strictness:
        return
    cause = entry.degree_township > 0.0 and person_id == entry.culprit_id
    culpable = cause and entry.culpable_township == 1
    rung = find_rung(entry, entity, misconduct, TOWNSHIP_BIT, policy, numbers.ladder)
    record = new_record(world, entry, rung, cause, culpable, numbers.ladder, month)
    record.person = index
    record.department = NOBODY
    record.person_id = person_id
    record.township = world.posts[person.post].township
    record.misconduct = misconduct
    record.clean = entry.duty_done
    record.previous = person.last_sanction
    person.last_sanction = world.clock[0].sanctions
    person.barred_until = start_period(record, person.barred_until, month, numbers.ladder)
    person.sanctions_now += 1
    person.year_sanctions += 1
    if not culpable:
        person.wrongful_now += 1
    if rung == DEMOTION and uniform(entity, REMOVED_TOWNSHIP) < numbers.ladder.removal_chance:
        person.removed = 1
    to_be_reviewed(world, record, uniform(entity, REVIEWED_TOWNSHIP), policy.correction, month)
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


def sanction_department(world, entry, entity, is_lead, numbers, policy, month):
    """The head of the lead or of the second department is sanctioned at county level, unless let off."""
    strict = uniform(entity, STRICT_LEAD) if is_lead else uniform(entity, STRICT_SECOND)
    if strict >= policy.accountability.strictness:
        return
    index = entry.lead if is_lead else entry.second
    department = world.departments[index]
    cause = (entry.degree_lead if is_lead else entry.degree_second) > 0.0
    culpable = (entry.culpable_lead if is_lead else entry.culpable_second) == 1
    rung = find_rung(entry, entity, False, LEAD_BIT if is_lead else SECOND_BIT, policy, numbers.ladder)
    record = new_record(world, entry, rung, cause, culpable, numbers.ladder, month)
    record.person = NOBODY
    record.department = index
    record.person_id = department.head
    record.township = NOBODY
    record.misconduct = 0
    record.clean = 0
    record.previous = department.last_sanction
    department.last_sanction = world.clock[0].sanctions
    department.barred_until = start_period(record, department.barred_until, month, numbers.ladder)
    department.blamed_now += 1
    if (
        rung == DEMOTION
        and uniform(entity, REMOVED_LEAD if is_lead else REMOVED_SECOND) < numbers.ladder.removal_chance
    ):
        department.removed = 1
    reviewed = uniform(entity, REVIEWED_LEAD if is_lead else REVIEWED_SECOND)
    to_be_reviewed(world, record, reviewed, policy.correction, month)
    if is_lead:
        entry.held_lead = 1
    else:
        entry.held_second = 1
    tally = world.tallies[month]
    tally.sanctions_department += 1
    tally.misattributed_department += record.misattributed
    tally.unforgiven_department += record.unforgiven
    note(world, month, SANCTIONED, entry.county, entry.number, department.head, index, rung, 0.0 if culpable else 1.0)


def find_rung(entry, entity, misconduct, bit, policy, ladder):
    """Rung of a sanction of one party to an entry."""
    afresh = -1.0
    if uniform(entity, INCONSISTENT) < policy.accountability.inconsistency:
        afresh = uniform(entity, RUNG)
    accessory = entry.principal != 0 and entry.principal != bit
    return rung_for(gravity(entry.severity), afresh, misconduct, accessory, policy.accountability.severity, ladder)


def new_record(world, entry, rung, cause, culpable, ladder, month):
    """A new record of a sanction, with what is true of it."""
    clock = world.clock[0]
    record = world.sanctions[clock.sanctions]
    clock.sanctions += 1
    record.case_number = entry.number
    record.county = entry.county
    record.rung = rung
    record.decided = month
    record.review_due = NEVER
    record.overturned = NEVER
    record.left = NEVER
    record.misattributed = not cause
    record.unforgiven = cause and not culpable
    world.tallies[month].sanctions_with_period += effect_months(rung, ladder) > 0
    return record


def start_period(record, barred, month, ladder):
    """Set when a sanction's effect period starts and ends; it adds to what is left of others.

    Returns the month from which the person will be free.
    """
    free_from = barred_until(month, barred, record.rung, ladder)
    if effect_months(record.rung, ladder) == 0:
        record.starts = month
        record.expires = month
        return barred
    record.starts = max(month, barred)
    record.expires = max(record.starts, free_from)
    return free_from


def to_be_reviewed(world, record, draw, correction, month):
    """Put a sanction down for review, if it is to be reviewed."""
    clock = world.clock[0]
    if draw < correction.reviewed:
        record.review_due = month + int(correction.delay)
        world.reviews[clock.reviews] = clock.sanctions - 1
        clock.reviews += 1
