"""Phase 8, continued: reviews that are due are decided; auditors examine past decisions."""

import numpy as np

from agents.case import NEVER, NOBODY
from agents.choice import fixed, whole_power
from agents.draws import (
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
from agents.sanction import barred_until, restored_until
from agents.supervisor import audit_finds, judged
from sim.phases.files import OVERTURNED, drop_entry, note


def reviews_are_decided(world, numbers, policy, month):
    """Each review that is due is decided, with stated accuracy, and the sanction upheld or overturned."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    index = 0
    while index < clock.reviews:
        record = world.sanctions[world.reviews[index]]
        if record.review_due > month:
            index += 1
            continue
        clock.reviews -= 1
        world.reviews[index] = world.reviews[clock.reviews]
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


def in_office(world, record):
    """Whether the person of a sanction still holds the office it fell in."""
    if record.person == NOBODY:
        return world.departments[record.department].head == record.person_id
    return world.people[record.person].number == record.person_id


def overturn(world, record, wrongful, numbers, correction, month):
    """Overturn a sanction: restore the person, and clear the case in public."""
    tally = world.tallies[month]
    tally.overturned += 1
    tally.overturned_months += month - record.decided
    if not wrongful:
        tally.overturned_wrongly += 1
    if record.person == NOBODY:
        department = world.departments[record.department]
        with_it = free_by_standing(world, department.last_sanction, numbers.ladder)
        record.overturned = month
        without_it = free_by_standing(world, department.last_sanction, numbers.ladder)
        department.barred_until = restored_until(
            month, department.barred_until, with_it, without_it, correction.restoration
        )
    else:
        person = world.people[record.person]
        with_it = free_by_standing(world, person.last_sanction, numbers.ladder)
        record.overturned = month
        without_it = free_by_standing(world, person.last_sanction, numbers.ladder)
        person.barred_until = restored_until(month, person.barred_until, with_it, without_it, correction.restoration)
        if record.decided // 12 == month // 12 and person.year_sanctions > 0:
            person.year_sanctions -= 1
        if record.clean:
            remembered = correction.publicity * whole_power(numbers.learning.memory, month - record.decided)
            world.townships[record.township].now_clean_blamed -= fixed(remembered)
            world.counties[record.county].now_clean_blamed -= fixed(remembered)
    note(world, month, OVERTURNED, record.county, record.case_number, record.person_id, record.person, record.rung, 0.0)


def free_by_standing(world, last, ladder):
    """Month from which somebody would be free by the sanctions that stand, the last of which is given (one more than its
    index); they are gone through from the first.
    """
    index = last
    while world.sanctions[index - 1].previous > 0:
        index = world.sanctions[index - 1].previous
    free_from = 0
    while index > 0:
        record = world.sanctions[index - 1]
        if record.overturned == NEVER:
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
