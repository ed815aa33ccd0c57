"""Phase 6: opportunities for misconduct arise with new cases; each is taken or not."""

from wenze.agents.cadre import is_inexperienced
from wenze.agents.draws import BENEFIT, TEMPTATION, entity_state, month_state, number_of_case, uniform
from wenze.agents.kinds import DEPARTMENTS
from wenze.agents.misconduct import would_take
from wenze.agents.policy.misconduct import gain_offered, tempts
from wenze.sim.events import MISCONDUCT, note
from wenze.sim.phases.holding import held_to, is_recording, record_choice
from wenze.sim.state import FREE_TO_CHOOSE


def offer_gains(state, params, policy, month):
    """A new case that is not the departments' alone may tempt the holder of its post."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    if is_recording(clock, state.willing, month):
        record_willingness(state, luck, params, policy, month)
    for slot in range(clock.cases_used):
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
        if is_willing(state, case.desk, gain, params, policy, month):
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


def record_willingness(state, luck, params, policy, month):
    """Record of every holder of a post whether it would take what a new case would offer, whether or not one does: another
    policy may bring opportunities that this one does not.
    """
    for index in range(len(state.posts)):
        entity = entity_state(luck, number_of_case(state.posts[index].number, month))
        gain = gain_offered(uniform(entity, BENEFIT), policy.misconduct)
        willing = would_holder_take(state, index, gain, params, policy, month)
        record_choice(state.clock[0], state.willing, month, index, willing)


def is_willing(state, post_index, gain, params, policy, month):
    """Whether the holder of a post takes a gain: as it is held to, if it is."""
    held = held_to(state.clock[0], state.willing, month, post_index)
    if held != FREE_TO_CHOOSE:
        return held == 1
    return would_holder_take(state, post_index, gain, params, policy, month)


def would_holder_take(state, post_index, gain, params, policy, month):
    """Whether the holder of a post would take a gain, given what is believed in its county."""
    post = state.posts[post_index]
    return would_take(gain, state.people[post.holder], state.counties[post.county], month, params, policy)
