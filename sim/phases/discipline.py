"""Phase 8, at its end: breaches of discipline that no case has to do with (纪律审查)."""

import numpy as np
from wenze.agents.discipline import is_filed, is_removed_for_breach, rung_of_breach
from wenze.agents.draws import BREACH, BREACH_REMOVED, BREACH_RUNG, entity_state, month_state, uniform
from wenze.agents.kinds import NOBODY
from wenze.agents.sanction import has_period
from wenze.sim.events import DISCIPLINED, note
from wenze.sim.phases.blocks import departments_of, posts_of
from wenze.sim.phases.sanctions import blank_record, enter, enter_of_head


def sanction_breaches(state, params, policy, month, block):
    """Breaches that come to notice are sanctioned, whatever anybody does about work: by the draws of each person, or of the
    department for its head, alone.
    """
    luck = month_state(state.clock[0].run, month)
    discipline = params.discipline
    strictness = policy.misconduct.strictness
    clock = state.clock[0]
    for index in range(*posts_of(clock, block)):
        entity = entity_state(luck, state.people[index].number)
        if is_filed(uniform(entity, BREACH), discipline.rate, strictness):
            sanction_breach(state, index, entity, params, month)
    for index in range(*departments_of(clock, block)):
        entity = entity_state(luck, state.departments[index].number)
        if is_filed(uniform(entity, BREACH), discipline.head_rate, strictness):
            sanction_breach_of_head(state, index, entity, params, month)


def sanction_breach(state, index, entity, params, month):
    """One cadre is sanctioned for a breach: it goes on record as any sanction does, and is never reviewed."""
    person = state.people[index]
    post = state.posts[person.post]
    step = rung_of_breach(uniform(entity, BREACH_RUNG), params.discipline, params.ladder)
    record = blank_record(state, post.county, post.township, step, month)
    enter(state, record, index, params.ladder, month)
    if is_removed_for_breach(step, uniform(entity, BREACH_REMOVED), params.discipline):
        person.removed = 1
    count_breach(state, record, person.post, params.ladder, month)


def sanction_breach_of_head(state, index, entity, params, month):
    """The head of a department is sanctioned for a breach."""
    department = state.departments[index]
    step = rung_of_breach(uniform(entity, BREACH_RUNG), params.discipline, params.ladder)
    record = blank_record(state, department.county, NOBODY, step, month)
    enter_of_head(state, record, index, params.ladder, month)
    if is_removed_for_breach(step, uniform(entity, BREACH_REMOVED), params.discipline):
        department.removed = 1
    count_breach(state, record, index, params.ladder, month)


def count_breach(state, record, place, ladder, month):
    """Mark a sanction as one for a breach, and count it apart from those for work."""
    record.discipline = 1
    tally = state.tallies[month]
    tally.sanctions_discipline += 1
    tally.discipline_with_period += has_period(record.rung, ladder)
    note(
        state,
        month,
        DISCIPLINED,
        county=record.county,
        case_number=np.uint64(0),
        subject=record.person_id,
        place=place,
        detail=record.rung,
        amount=0.0,
    )
