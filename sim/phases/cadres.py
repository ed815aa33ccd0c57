"""Phase 3: cadres choose their conduct."""

from wenze.agents.cadre import chance_to_compete, next_round, utility
from wenze.agents.choice import choose, reconsiders
from wenze.agents.draws import CADRE_CHOICE, CADRE_REVISES, entity_state, month_state, uniform
from wenze.agents.handling import CONDUCTS, COVER, EXPLORE, IDLE, WORK


def cadres_choose(world, numbers, policy, month):
    """Each cadre reconsiders with the rate of revision and otherwise goes on; a newcomer has to choose."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    for index in range(len(world.posts)):
        post = world.posts[index]
        person = world.people[post.holder]
        newcomer = person.conduct < 0
        entity = entity_state(state, person.number)
        if clock.forcing:
            person.conduct = world.conduct[month, index]
        elif newcomer or reconsiders(uniform(entity, CADRE_REVISES), numbers.learning.revision):
            rising = person.seniority < 12.0 * numbers.people.ceiling_years
            competes = chance_to_compete(rising, person.barred_until > next_round(month), policy.promotion.bar)
            seen = world.townships[post.township]
            options = (
                utility(WORK, person, seen, competes, rising, numbers),
                utility(EXPLORE, person, seen, competes, rising, numbers),
                utility(COVER, person, seen, competes, rising, numbers),
                utility(IDLE, person, seen, competes, rising, numbers),
            )
            person.conduct = choose(uniform(entity, CADRE_CHOICE), numbers.learning.precision, options)
        if newcomer:
            for option in range(CONDUCTS):
                person.shares[option] = 1.0 if option == person.conduct else 0.0
        if len(world.conduct) > 0:
            world.conduct[month, index] = person.conduct
