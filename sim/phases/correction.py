"""Phase 8, continued: reviews that are due are decided; auditors examine past decisions."""

import numpy as np
from wenze.agents.case import NEVER, NOBODY
from wenze.agents.choice import fixed, whole_power
from wenze.agents.draws import (
    AUDIT_BIAS_MISSED,
    AUDIT_BIAS_UNFAIR,
    AUDIT_BIAS_WRONGFUL,
    AUDIT_MISSED,
    AUDIT_UNFAIR,
    AUDIT_WRONGFUL,
    REVIEW_VERDICT,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.sanction import barred_until, restored_until
from wenze.agents.supervisor import audit_finds, judged
from wenze.sim.phases.case_files import OVERTURNED, drop_entry, note


def reviews_are_decided(world, numbers, policy, month):
    """Each review that is due is decided, with stated accuracy, and the sanction upheld or overturned.

    What is given back for several sanctions of one person overturned in one month is reckoned together, so that the order
    of their reviews does not matter.
    """
    clock = world.clock[0]
    state = month_state(clock.run, month)
    waiting = clock.reviews
    index = 0
    while index < clock.reviews:
        reviewed = world.reviews[index]
        record = world.sanctions[reviewed]
        if record.review_due > month:
            index += 1
            continue
        clock.reviews -= 1
        world.reviews[index] = world.reviews[clock.reviews]
        world.reviews[clock.reviews] = reviewed  # behind those that wait, to be found again below
        if not in_office(world, record):
            continue
        wrongful = record.misattributed == 1 or record.unforgiven == 1
        world.tallies[month].reviewed += 1
        entity = entity_state(entity_state(state, record.case_number), np.uint64(record.surfaced + 1))
        entity = entity_state(entity, record.person_id)
        if judged(wrongful, uniform(entity, REVIEW_VERDICT), policy.correction.accuracy):
            overturn(world, record, wrongful, numbers, policy.correction, month)
        elif wrongful:
            world.tallies[month].upheld_wrongly += 1
    for place in range(clock.reviews, waiting):
        if world.sanctions[world.reviews[place]].overturned == month:
            restore(world, world.reviews[place], numbers.ladder, policy.correction.restoration, month)


def in_office(world, record):
    """Whether the person of a sanction still holds the office it fell in."""
    if record.person == NOBODY:
        return world.departments[record.department].head == record.person_id
    return world.people[record.person].number == record.person_id


def overturn(world, record, wrongful, numbers, correction, month):
    """Overturn a sanction: clear the year's record, and the case in public."""
    tally = world.tallies[month]
    tally.overturned += 1
    tally.overturned_months += month - record.decided
    if not wrongful:
        tally.overturned_wrongly += 1
    record.overturned = month
    if record.person != NOBODY:
        person = world.people[record.person]
        if record.decided // 12 == month // 12 and person.year_sanctions > 0:
            person.year_sanctions -= 1
        if record.clean:
            remembered = correction.publicity * whole_power(numbers.learning.memory, month - record.decided)
            world.townships[record.township].now_clean_blamed -= fixed(remembered)
            world.counties[record.county].now_clean_blamed -= fixed(remembered)
    note(world, month, OVERTURNED, record.county, record.case_number, record.person_id, record.person, record.rung, 0.0)


def restore(world, overturned, ladder, restoration, month):
    """Give back part of what the sanctions of one person overturned this month still cost, once for all of them: at the
    newest. ``overturned`` is the index of one of them.
    """
    record = world.sanctions[overturned]
    if record.person == NOBODY:
        department = world.departments[record.department]
        if newest_overturned(world, department.last_sanction, month) == overturned:
            department.barred_until = freed(
                world, department.last_sanction, department.barred_until, ladder, restoration, month
            )
    else:
        person = world.people[record.person]
        if newest_overturned(world, person.last_sanction, month) == overturned:
            person.barred_until = freed(world, person.last_sanction, person.barred_until, ladder, restoration, month)


def newest_overturned(world, last, month):
    """Index of the newest sanction overturned this month of somebody whose last sanction is given (one more than its index)."""
    index = last
    while world.sanctions[index - 1].overturned != month:
        index = world.sanctions[index - 1].previous
    return index - 1


def freed(world, last, barred, ladder, restoration, month):
    """Month from which somebody is free when what was overturned this month is overturned."""
    with_them = free_by_standing(world, last, ladder, month)
    without_them = free_by_standing(world, last, ladder, NEVER)
    return restored_until(month, barred, with_them, without_them, restoration)


def free_by_standing(world, last, ladder, overturned):
    """Month from which somebody would be free by the sanctions that stand and those overturned in a month (NEVER for none),
    the last of which is given (one more than its index); they are gone through from the first.
    """
    index = last
    while world.sanctions[index - 1].previous > 0:
        index = world.sanctions[index - 1].previous
    free_from = 0
    while index > 0:
        record = world.sanctions[index - 1]
        if record.overturned == NEVER or record.overturned == overturned:
            free_from = barred_until(record.decided, free_from, record.rung, ladder)
        index = record.next
    return free_from


def decisions_are_audited(world, numbers, policy, month):
    """Auditors examine the decisions put down for this month; what they find is pooled over the city."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    index = 0
    while index < clock.entries:
        entry = world.entries[index]
        if entry.audit_due > month:
            index += 1
            continue
        entity = entity_state(entity_state(state, entry.number), np.uint64(entry.surfaced + 1))
        audit(world, entry, entity, policy.oversight, month)
        drop_entry(world, index)


def audit(world, entry, entity, oversight, month):
    """Audit one decision: was somebody held wrongfully, a culprit missed, the township held for the departments?"""
    department_free = (entry.culpable_lead == 1 and entry.held_lead == 0) or (
        entry.culpable_second == 1 and entry.held_second == 0
    )
    wrongful = (
        (entry.held_township == 1 and entry.held_rightly == 0)
        or (entry.held_lead == 1 and entry.culpable_lead == 0)
        or (entry.held_second == 1 and entry.culpable_second == 0)
    )
    missed = department_free or (entry.culpable_township == 1 and entry.held_rightly == 0)
    unfair = entry.held_township == 1 and department_free
    regular = entry.audit_regular == 1
    found_wrongful = audit_finds(
        wrongful, uniform(entity, AUDIT_WRONGFUL), regular, uniform(entity, AUDIT_BIAS_WRONGFUL), oversight
    )
    found_missed = audit_finds(
        missed, uniform(entity, AUDIT_MISSED), regular, uniform(entity, AUDIT_BIAS_MISSED), oversight
    )
    found_unfair = audit_finds(
        unfair, uniform(entity, AUDIT_UNFAIR), regular, uniform(entity, AUDIT_BIAS_UNFAIR), oversight
    )
    city = world.city[0]
    city.now_audited[entry.style] += 1
    city.now_wrongful[entry.style] += found_wrongful
    city.now_missed[entry.style] += found_missed
    city.now_unfair[entry.style] += found_unfair
    city.now_late[entry.style] += entry.late
    tally = world.tallies[month]
    tally.audited += 1
    tally.found_wrongful += found_wrongful
    tally.found_missed += found_missed
    tally.audit_errors += found_wrongful != wrongful
    tally.audit_errors += found_missed != missed
    tally.audit_errors += found_unfair != unfair
