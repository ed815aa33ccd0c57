"""Phase 8, continued: reviews that are due are decided; auditors examine past decisions."""

import numpy as np
from wenze.agents.cadre import holds_office
from wenze.agents.choice import fixed
from wenze.agents.culpability import is_anybody_held_wrongly, is_anybody_missed, is_unfair, is_wrongful
from wenze.agents.draws import (
    AUDIT_BIAS_MISSED,
    AUDIT_BIAS_UNFAIR,
    AUDIT_BIAS_WRONGFUL,
    AUDIT_MISSED,
    AUDIT_UNFAIR,
    AUDIT_WRONGFUL,
    CONSEQUENCE_MISSED,
    CONSEQUENCE_WRONGFUL,
    CORRECTS,
    MADE_UP,
    MADE_UP_PROMOTED,
    REVIEW_VERDICT,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.kinds import MONTHS_A_YEAR, NEVER, NOBODY, ROUNDS_REMEMBERED
from wenze.agents.policy.correction import cleared, is_made_up, overturns, restored_until
from wenze.agents.policy.oversight import audit_finds, is_answered_for, opens_reviews
from wenze.agents.sanction import barred_after
from wenze.sim.events import OVERTURNED, PROMOTED, note
from wenze.sim.phases.blocks import start_of
from wenze.sim.phases.case_files import drop_entry
from wenze.sim.phases.sanctions import sanction_supervisor, wait_for_review


def decide_reviews(state, params, policy, month, block):
    """Each review that is due is decided, with stated accuracy, and the sanction upheld or overturned.

    What is given back for several sanctions of one person overturned in one month is reckoned together, so that the order
    of their reviews does not matter.
    """
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    own = state.blocks[block]
    first = start_of(state.reviews, clock, block)
    end = first + own.reviews
    index = first
    while index < first + own.reviews:
        reviewed = state.reviews[index]
        record = state.sanctions[reviewed]
        if record.review_due > month:
            index += 1
            continue
        own.reviews -= 1
        last = first + own.reviews
        state.reviews[index] = state.reviews[last]
        state.reviews[last] = reviewed  # behind those that wait, to be found again below
        if not in_office(state, record):
            continue
        wrongful = is_wrongful(record)
        state.tallies[month].reviewed += 1
        state.tallies[month].cost_reviews += fixed(params.supervisors.review_months)
        entity = entity_state(entity_state(luck, record.case_number), np.uint64(record.surfaced + 1))
        entity = entity_state(entity, record.person_id)
        if overturns(wrongful, uniform(entity, REVIEW_VERDICT), policy.correction):
            overturn(state, record, wrongful, params, policy.correction, month)
        elif wrongful:
            state.tallies[month].upheld_wrongly += 1
    for place in range(first + own.reviews, end):
        if state.sanctions[state.reviews[place]].overturned == month:
            restore(state, state.reviews[place], params, policy.correction, month)


def in_office(state, record):
    """Whether the person of a sanction still holds the office it fell in."""
    if record.person == NOBODY:
        return state.departments[record.department].head == record.person_id
    return holds_office(state.people[record.person], record.person_id)


def overturn(state, record, wrongful, params, correction, month):
    """Overturn a sanction: colleagues see that it is, and the case is cleared in public."""
    tally = state.tallies[month]
    tally.overturned += 1
    tally.overturned_months += month - record.decided
    if not wrongful:
        tally.overturned_wrongly += 1
    record.overturned = month
    if record.person != NOBODY:
        if not record.misconduct:
            state.counties[record.county].now_overturned += 1
        if record.clean:
            taken_out = fixed(cleared(month - record.decided, params.learning.memory, correction))
            state.townships[record.township].now_clean_blamed -= taken_out
            state.counties[record.county].now_clean_blamed -= taken_out
    note(
        state,
        month,
        OVERTURNED,
        county=record.county,
        case_number=record.case_number,
        subject=record.person_id,
        place=record.department if record.person == NOBODY else state.people[record.person].post,
        detail=record.rung,
        amount=0.0,
    )


def restore(state, overturned, params, correction, month):
    """Give back part of what the sanctions of one person overturned this month still cost, once for all of them: at the
    newest. ``overturned`` is the index of one of them.
    """
    record = state.sanctions[overturned]
    ladder = params.ladder
    if record.person == NOBODY:
        department = state.departments[record.department]
        if newest_overturned(state, department.last_sanction, month) == overturned:
            department.barred_until = freed(
                state, department.last_sanction, department.barred_until, ladder, correction, month
            )
    else:
        person = state.people[record.person]
        if newest_overturned(state, person.last_sanction, month) == overturned:
            person.barred_until = freed(state, person.last_sanction, person.barred_until, ladder, correction, month)
            make_up_rounds(state, person, params, correction, month)


def newest_overturned(state, last, month):
    """Index of the newest sanction overturned this month of somebody whose last sanction is given (one more than its index)."""
    index = last
    while state.sanctions[index - 1].overturned != month:
        index = state.sanctions[index - 1].previous
    return index - 1


def freed(state, last, barred, ladder, correction, month):
    """Month from which somebody is free when what was overturned this month is overturned."""
    with_them = free_by_standing(state, last, ladder, month, month)
    without_them = free_by_standing(state, last, ladder, NEVER, month)
    return restored_until(month, barred, with_them, without_them, correction)


def free_by_standing(state, last, ladder, overturned, until):
    """Month from which somebody would be free by the sanctions decided by month ``until`` that stand, and those overturned in
    a month (NEVER for none). The last is given (one more than its index); they are gone through from the first.
    """
    index = last
    while state.sanctions[index - 1].previous > 0:
        index = state.sanctions[index - 1].previous
    free_from = 0
    while index > 0:
        record = state.sanctions[index - 1]
        if record.decided <= until and (record.overturned == NEVER or record.overturned == overturned):
            free_from = barred_after(record.decided, free_from, record.rung, ladder)
        index = record.next
    return free_from


def make_up_rounds(state, person, params, correction, month):
    """Each round that a person missed for nothing but what was overturned this month is held for it anew, at most once."""
    if person.removed:
        return
    held = month - month % MONTHS_A_YEAR - 1
    for back in range(ROUNDS_REMEMBERED):
        if (person.rounds_missed >> back) & 1 and missed_for_nothing(state, person, params.ladder, month, held):
            person.rounds_missed -= 1 << back
            entity = entity_state(month_state(state.clock[0].run, held), person.number)
            u_made_up, u_promoted = uniform(entity, MADE_UP), uniform(entity, MADE_UP_PROMOTED)
            if is_made_up(u_made_up, u_promoted, correction, params.people):
                promote_late(state, person, month)
        held -= MONTHS_A_YEAR


def missed_for_nothing(state, person, ladder, month, held):
    """Whether a person would not have been under an effect period at the round held in a month but for what was overturned."""
    last = person.last_sanction
    return (
        free_by_standing(state, last, ladder, month, held) > held
        and free_by_standing(state, last, ladder, NEVER, held) <= held
    )


def promote_late(state, person, month):
    """A promotion for a round made up for."""
    person.promotions += 1
    state.tallies[month].made_up += 1
    note(
        state,
        month,
        PROMOTED,
        county=state.posts[person.post].county,
        case_number=np.uint64(0),
        subject=person.number,
        place=person.post,
        detail=1,
        amount=0.0,
    )


def audit_decisions(state, params, policy, month, block):
    """Auditors examine the decisions put down for this month; what they find is pooled over the city."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    first = start_of(state.entries, clock, block)
    index = first
    while index < first + state.blocks[block].entries:
        entry = state.entries[index]
        if entry.audit_due > month:
            index += 1
            continue
        entity = entity_state(entity_state(luck, entry.number), np.uint64(entry.surfaced + 1))
        audit(state, entry, entity, params, policy, month)
        drop_entry(state, index, block)


def audit(state, entry, entity, params, policy, month):
    """Audit one decision: was somebody held wrongfully, a culprit missed, the township held for the departments?"""
    wrongful = is_anybody_held_wrongly(entry)
    missed = is_anybody_missed(entry)
    unfair = is_unfair(entry)
    regular = entry.audit_regular == 1
    oversight = policy.oversight
    found_wrongful = audit_finds(
        wrongful, uniform(entity, AUDIT_WRONGFUL), regular, uniform(entity, AUDIT_BIAS_WRONGFUL), oversight
    )
    found_missed = audit_finds(
        missed, uniform(entity, AUDIT_MISSED), regular, uniform(entity, AUDIT_BIAS_MISSED), oversight
    )
    found_unfair = audit_finds(
        unfair, uniform(entity, AUDIT_UNFAIR), regular, uniform(entity, AUDIT_BIAS_UNFAIR), oversight
    )
    city = state.city[0]
    city.now_audited[entry.style] += 1
    city.now_wrongful[entry.style] += found_wrongful
    city.now_missed[entry.style] += found_missed
    city.now_unfair[entry.style] += found_unfair
    city.now_late[entry.style] += entry.late
    tally = state.tallies[month]
    tally.audited += 1
    tally.found_wrongful += found_wrongful
    tally.found_missed += found_missed
    tally.audit_errors += found_wrongful != wrongful
    tally.audit_errors += found_missed != missed
    tally.audit_errors += found_unfair != unfair
    tally.cost_audits += fixed(params.supervisors.audit_months)
    if found_wrongful and is_answered_for(uniform(entity, CONSEQUENCE_WRONGFUL), oversight):
        sanction_supervisor(state, entry, entity, params.ladder, policy, month)
    if found_missed and is_answered_for(uniform(entity, CONSEQUENCE_MISSED), oversight):
        sanction_supervisor(state, entry, entity, params.ladder, policy, month)
    if found_wrongful and opens_reviews(uniform(entity, CORRECTS), oversight):
        open_reviews(state, entry, month)


def open_reviews(state, entry, month):
    """Each sanction of an audited decision that stands and waits for no review is to be reviewed, in the next month."""
    for index in range(entry.first_sanction, entry.first_sanction + entry.sanctions):
        record = state.sanctions[index]
        waits = record.review_due != NEVER and record.review_due > month
        if record.overturned == NEVER and not waits:
            record.review_due = month
            wait_for_review(state, index, entry.county)
            state.tallies[month].reviews_opened += 1
