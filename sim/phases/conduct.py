"""Phase 3: cadres choose their conduct."""

from wenze.agents.cadre import is_below_ceiling, is_burdened, period_left
from wenze.agents.choice import choose, felt_rates, reconsiders
from wenze.agents.conduct import is_active, next_round, utility
from wenze.agents.draws import CADRE_CHOICE, CADRE_REVISES, entity_state, month_state, uniform
from wenze.agents.kinds import COVER, EXPLORE, IDLE, WORK
from wenze.agents.policy.assignment import share_given
from wenze.agents.policy.correction import eased
from wenze.agents.policy.promotion import probability_of_honours_open, probability_to_compete
from wenze.agents.risk import cadre_hazard
from wenze.agents.sanction import month_barred
from wenze.sim.phases.blocks import posts_of
from wenze.sim.phases.holding import held_to, record_choice
from wenze.sim.state import FREE_TO_CHOOSE


def choose_conduct(state, params, policy, month, block):
    """Each cadre reconsiders with the rate of revision and otherwise goes on; a newcomer has to choose."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    for index in range(*posts_of(clock, block)):
        post = state.posts[index]
        person = state.people[post.holder]
        newcomer = person.conduct < 0
        entity = entity_state(luck, person.number)
        held = held_to(clock, state.conduct, month, index)
        if held != FREE_TO_CHOOSE:
            person.conduct = held
        elif newcomer or reconsiders(uniform(entity, CADRE_REVISES), params.learning.revision):
            hazards = (
                hazard_of(WORK, state, person, post, params, policy),
                hazard_of(EXPLORE, state, person, post, params, policy),
                hazard_of(COVER, state, person, post, params, policy),
                hazard_of(IDLE, state, person, post, params, policy),
            )
            risks = felt_rates(hazards, params.learning)
            options = (
                worth_of(WORK, risks[WORK], state, person, post, params, policy, month),
                worth_of(EXPLORE, risks[EXPLORE], state, person, post, params, policy, month),
                worth_of(COVER, risks[COVER], state, person, post, params, policy, month),
                worth_of(IDLE, risks[IDLE], state, person, post, params, policy, month),
            )
            person.conduct = choose(uniform(entity, CADRE_CHOICE), params.learning.precision, options)
        if newcomer:
            person.diligence = 1.0 if is_active(person.conduct) else 0.0
        record_choice(clock, state.conduct, month, index, person.conduct)


def worth_of(conduct, risk, state, person, post, params, policy, month):
    """Utility of a conduct, whose risk is felt as a rate a month, for the holder of a post, as it stands in its career, by what is in
    its hands and what is believed around it; what it works off of an effect period included."""
    seen = state.townships[post.township]
    rising = is_below_ceiling(person, params.people)
    burdened = is_burdened(person, next_round(month))
    competes = probability_to_compete(rising, burdened, policy.promotion)
    honours_open = probability_of_honours_open(burdened, policy.promotion)
    worth = utility(conduct, person, seen, risk, post.load, competes, rising, params, honours_open)
    left = period_left(person, month + 1)
    if left > 0:
        county = state.counties[post.county]
        spared = month_barred(county.year_rising if rising else county.year_ceiling, params.ladder)
        worth += person.loss_weight * eased(seen.solved[conduct], left, policy.correction) * spared
    return worth


def hazard_of(conduct, state, person, post, params, policy):
    """Rate of sanctions a month that the holder of a post expects of a conduct."""
    others = state.townships[post.township].weights - post.weight
    given = share_given(conduct, others, state.clock[0].posts, policy, params.handling)
    return cadre_hazard(conduct, person, post, state.counties[post.county], given, policy.duty_list, params)
