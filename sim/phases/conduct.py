"""Phase 3: cadres choose their conduct."""

from wenze.agents.cadre import is_below_ceiling, is_burdened, period_left
from wenze.agents.choice import choose, reconsiders
from wenze.agents.conduct import next_round, utility
from wenze.agents.draws import CADRE_CHOICE, CADRE_REVISES, entity_state, month_state, uniform
from wenze.agents.kinds import CONDUCTS, COVER, EXPLORE, IDLE, WORK
from wenze.agents.policy.correction import eased
from wenze.agents.policy.promotion import probability_of_honours_open, probability_to_compete
from wenze.agents.sanction import month_barred


def choose_conduct(state, params, policy, month):
    """Each cadre reconsiders with the rate of revision and otherwise goes on; a newcomer has to choose."""
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    for index in range(len(state.posts)):
        post = state.posts[index]
        person = state.people[post.holder]
        newcomer = person.conduct < 0
        entity = entity_state(luck, person.number)
        if clock.forcing:
            person.conduct = state.conduct[month, index]
        elif newcomer or reconsiders(uniform(entity, CADRE_REVISES), params.learning.revision):
            seen = state.townships[post.township]
            county = state.counties[post.county]
            options = (
                weigh(WORK, person, seen, county, params, policy, month),
                weigh(EXPLORE, person, seen, county, params, policy, month),
                weigh(COVER, person, seen, county, params, policy, month),
                weigh(IDLE, person, seen, county, params, policy, month),
            )
            person.conduct = choose(uniform(entity, CADRE_CHOICE), params.learning.precision, options)
        if newcomer:
            for option in range(CONDUCTS):
                person.shares[option] = 1.0 if option == person.conduct else 0.0
        if len(state.conduct) > 0:
            state.conduct[month, index] = person.conduct


def weigh(option, person, seen, county, params, policy, month):
    """What a conduct is worth to a person as it stands in its career: months of strain, what it works off included."""
    rising = is_below_ceiling(person, params.people)
    burdened = is_burdened(person, next_round(month))
    competes = probability_to_compete(rising, burdened, policy.promotion)
    honours_open = probability_of_honours_open(burdened, policy.promotion)
    months = eased(seen.solved[option], period_left(person, month + 1), policy.correction)
    spared = month_barred(county.year_rising if rising else county.year_ceiling, params.ladder)
    worth = utility(option, person, seen, competes, rising, params, honours_open)
    return worth + person.loss_weight * months * spared
