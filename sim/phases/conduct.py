"""Phase 3: cadres choose their conduct."""

from wenze.agents.cadre import is_below_ceiling, is_burdened
from wenze.agents.choice import choose, reconsiders
from wenze.agents.conduct import next_round, utility
from wenze.agents.draws import CADRE_CHOICE, CADRE_REVISES, entity_state, month_state, uniform
from wenze.agents.kinds import CONDUCTS, COVER, EXPLORE, IDLE, WORK
from wenze.agents.policy.promotion import probability_to_compete
from wenze.sim.phases.holding import held_to, record_choice
from wenze.sim.state import FREE_TO_CHOOSE


def choose_conduct(state, params, policy, month):
    """Each cadre reconsiders with the rate of revision and otherwise goes on; a newcomer has to choose."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    for index in range(len(state.posts)):
        post = state.posts[index]
        person = state.people[post.holder]
        newcomer = person.conduct < 0
        entity = entity_state(luck, person.number)
        held = held_to(clock, state.conduct, month, index)
        if held != FREE_TO_CHOOSE:
            person.conduct = held
        elif newcomer or reconsiders(uniform(entity, CADRE_REVISES), params.learning.revision):
            rising = is_below_ceiling(person, params.people)
            burdened = is_burdened(person, next_round(month))
            competes = probability_to_compete(rising, burdened, policy.promotion)
            seen = state.townships[post.township]
            options = (
                utility(WORK, person, seen, competes, rising, params),
                utility(EXPLORE, person, seen, competes, rising, params),
                utility(COVER, person, seen, competes, rising, params),
                utility(IDLE, person, seen, competes, rising, params),
            )
            person.conduct = choose(uniform(entity, CADRE_CHOICE), params.learning.precision, options)
        if newcomer:
            for option in range(CONDUCTS):
                person.shares[option] = 1.0 if option == person.conduct else 0.0
        record_choice(clock, state.conduct, month, index, person.conduct)
