"""Phase 8, at its end: breaches of discipline that no case has to do with (纪律审查)."""

import numpy as np
from wenze.agents.discipline import is_filed, is_removed_for_breach, rung_of_breach
from wenze.agents.draws import BREACH, BREACH_REMOVED, BREACH_RUNG, entity_state, month_state, uniform
from wenze.agents.sanction import has_period
from wenze.sim.events import DISCIPLINED, note
from wenze.sim.phases.sanctions import blank_record, enter


def sanction_breaches(state, params, policy, month):
    """Breaches that come to notice are sanctioned, whatever anybody does about work: by the draws of each person alone."""
    luck = month_state(state.clock[0].run, month)
    strictness = policy.misconduct.strictness
    for index in range(len(state.people)):
        entity = entity_state(luck, state.people[index].number)
        if is_filed(uniform(entity, BREACH), params.discipline, strictness):
            sanction_breach(state, index, entity, params, month)


def sanction_breach(state, index, entity, params, month):
    """One cadre is sanctioned for a breach: it goes on record as any sanction does, and is never reviewed."""
    person = state.people[index]
    post = state.posts[person.post]
    step = rung_of_breach(uniform(entity, BREACH_RUNG), params.discipline, params.ladder)
    record = blank_record(state, post, step, month)
    record.discipline = 1
    enter(state, record, index, params.ladder, month)
    if is_removed_for_breach(step, uniform(entity, BREACH_REMOVED), params.discipline):
        person.removed = 1
    tally = state.tallies[month]
    tally.sanctions_discipline += 1
    tally.discipline_with_period += has_period(step, params.ladder)
    note(
        state,
        month,
        DISCIPLINED,
        county=post.county,
        case_number=np.uint64(0),
        subject=person.number,
        place=person.post,
        detail=step,
        amount=0.0,
    )
