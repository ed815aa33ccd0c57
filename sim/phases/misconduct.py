"""Phase 6: opportunities for misconduct arise with new cases; each is taken or not."""

import math

from wenze.agents.cadre import is_inexperienced
from wenze.agents.draws import BENEFIT, TEMPTATION, entity_state, month_state, uniform
from wenze.agents.kinds import DEPARTMENTS
from wenze.agents.misconduct import least_gain
from wenze.agents.policy.misconduct import gain_offered, tempts
from wenze.sim.events import MISCONDUCT, note
from wenze.sim.phases.blocks import posts_of, slots_of
from wenze.sim.phases.holding import is_forced, is_recording, record_choice


def offer_gains(state, params, policy, month, block):
    """A new case that is not the departments' alone may tempt the holder of its post."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    if is_recording(clock, state.willing, month):
        record_least_gains(state, params, policy, month, block)
    for slot in range(*slots_of(state, block)):
        case = state.cases[slot]
        if case.open == 0 or case.born != month or case.owner == DEPARTMENTS:
            continue
        entity = entity_state(luck, case.number)
        if not tempts(uniform(entity, TEMPTATION), policy.misconduct):
            continue
        holder = state.posts[case.desk].holder
        person = state.people[holder]
        state.tallies[month].opportunities += 1
        gain = gain_offered(uniform(entity, BENEFIT), policy.misconduct)
        if gain > least_gain_at(state, case.desk, params, policy, month):
            state.tallies[month].misconduct += 1
            case.tainted = 1
            case.tainter = holder
            case.tainted_by = person.number
            case.tainter_inexperienced = is_inexperienced(person, params.people)
            note(
                state,
                month,
                MISCONDUCT,
                county=case.county,
                case_number=case.number,
                subject=person.number,
                place=case.post,
                detail=0,
                amount=gain,
            )


def record_least_gains(state, params, policy, month, block):
    """Record for every post above which gain its holder would take it, whether or not one is offered: another policy may
    bring opportunities that this one does not, or give a case to another desk.
    """
    clock = state.clock[0]
    for index in range(*posts_of(clock, block)):
        record_choice(clock, state.willing, month, index, least_gain_of_holder(state, index, params, policy, month))


def least_gain_at(state, desk, params, policy, month):
    """The gain above which the holder of a post takes it: what it is held to, if it is."""
    clock = state.clock[0]
    if is_forced(clock, month) and not math.isnan(state.willing[month - clock.spin_up, desk]):
        return state.willing[month - clock.spin_up, desk]
    return least_gain_of_holder(state, desk, params, policy, month)


def least_gain_of_holder(state, desk, params, policy, month):
    """The gain above which the holder of a post would take it, given what is believed in its county."""
    post = state.posts[desk]
    return least_gain(state.people[post.holder], state.counties[post.county], month, params, policy)
