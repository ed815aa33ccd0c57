"""Phase 9: those removed leave; once a year: promotion round, honours, re-posting, leaving; newcomers arrive."""

import numpy as np
from wenze.agents.cadre import lies_flat, observed_merit, round_score, spread, was_active
from wenze.agents.case import NEVER
from wenze.agents.choice import FIXED
from wenze.agents.draws import (
    BARRED,
    COMPETENCE,
    HONOUR_TIE,
    LEAVES,
    LOSS_WEIGHT,
    MERIT_NOISE,
    MOTIVATION,
    PROMOTION_TIE,
    REPOSTED,
    SCRUPLE,
    SENIORITY,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.handling import CONDUCTS, COVER, EXPLORE, WORK
from wenze.sim.phases.case_files import LEFT, PROMOTED, REPOSTED_EVENT, note
from wenze.sim.phases.ranking import rank

MONTHS_A_YEAR = 12
LAST_OF_ALL = -1e300


def the_removed_leave(world, numbers, month):
    """Those removed from office leave at once; a newcomer takes the post, another head the department."""
    for index in range(len(world.people)):
        if world.people[index].removed:
            world.tallies[month].removed += 1
            replace(world, index, numbers.people, month)
    for index in range(len(world.departments)):
        department = world.departments[index]
        if department.removed:
            world.tallies[month].removed += 1
            leave_sanctions(world, department.last_sanction, month)
            new_head(department)


def yearly_round(world, numbers, policy, month):
    """The promotion round, honours and re-posting of each county, then leaving."""
    state = month_state(world.clock[0].run, month)
    size = world.clock[0].townships * world.clock[0].posts
    for county in range(len(world.counties)):
        first = county * size
        for local in range(size):
            person = world.people[world.posts[first + local].holder]
            noise = uniform(entity_state(state, person.number), MERIT_NOISE)
            merit = merit_of(person, noise, policy.promotion, numbers.people)
            world.merit[local] = LAST_OF_ALL if person.removed else merit
        promote(world, county, first, size, state, numbers, policy.promotion, month)
        honour(world, county, first, size, state, policy.promotion, month)
        repost(world, county, first, size, state, numbers.people, policy.promotion, month)
    for index in range(len(world.people)):
        person = world.people[index]
        for option in range(CONDUCTS):
            person.year_months[option] = 0
        person.year_solved = 0
        person.year_sanctions = 0
        if person.removed:  # the_removed_leave sees to it, and counts it as removed
            continue
        retired = person.seniority >= MONTHS_A_YEAR * numbers.people.retirement_years
        if retired or uniform(entity_state(state, person.number), LEAVES) < numbers.people.turnover:
            replace(world, index, numbers.people, month)


def merit_of(person, noise, promotion, people):
    """Merit of a person as it is seen at the end of the year."""
    active = person.year_months[WORK] + person.year_months[EXPLORE]
    paper = person.year_months[COVER] + people.paper_of_active * active
    return observed_merit(person.year_solved / FIXED, paper, noise, promotion, people)


def promote(world, county_index, first, size, state, numbers, promotion, month):
    """Of those let into the round, the announced share with the highest scores is promoted, exactly."""
    competing = 0
    for local in range(size):
        person = world.people[world.posts[first + local].holder]
        entity = entity_state(state, person.number)
        world.tie[local] = uniform(entity, PROMOTION_TIE)
        world.score[local] = LAST_OF_ALL
        rising = person.seniority < MONTHS_A_YEAR * numbers.people.ceiling_years
        barred = person.barred_until > month and uniform(entity, BARRED) < promotion.bar
        person.competes = rising and not barred and person.removed == 0
        if person.competes:
            competing += 1
            world.score[local] = round_score(world.merit[local], person.year_sanctions, promotion)
    rank(world.order, world.score, world.tie, size)
    places = int(numbers.people.promoted_share * competing + 0.5)
    for place in range(size):
        person = world.people[world.posts[first + world.order[place]].holder]
        promoted = place < places
        count_round(world, world.counties[county_index], person, promoted, month)
        if promoted:
            person.promotions += 1
            note(world, month, PROMOTED, county_index, np.uint64(0), person.number, person.post, 0, 0.0)


def count_round(world, county, person, promoted, month):
    """Count one person at a round, and what colleagues see of it: credited to the conduct of the year."""
    tally = world.tallies[month]
    tally.at_round += 1
    tally.competing += person.competes
    tally.promoted += promoted
    if lies_flat(person.idle_months):
        tally.flat_at_round += 1
        tally.flat_promoted += promoted
    if was_active(person.active_months):
        tally.active_at_round += 1
        tally.active_promoted += promoted
    for option in range(CONDUCTS):
        county.now_year_exposure[option] += person.year_months[option]
        if person.competes:
            county.now_competing[option] += person.year_months[option]
        if promoted:
            county.now_promoted[option] += person.year_months[option]


def honour(world, county_index, first, size, state, promotion, month):
    """The announced share of a county's cadres with the highest observed merit is honoured; nobody removed this month is."""
    for local in range(size):
        person = world.people[world.posts[first + local].holder]
        world.tie[local] = uniform(entity_state(state, person.number), HONOUR_TIE)
    rank(world.order, world.merit, world.tie, size)
    county = world.counties[county_index]
    for place in range(int(promotion.honours * size + 0.5)):
        person = world.people[world.posts[first + world.order[place]].holder]
        if person.removed:
            break  # all others of those removed, who rank last, come after
        world.tallies[month].honoured += 1
        for option in range(CONDUCTS):
            county.now_honoured[option] += person.year_months[option]


def repost(world, county_index, first, size, state, people, promotion, month):
    """Those seen to lie flat may be moved: each goes to the post of the next one moved in the county."""
    county = world.counties[county_index]
    moved = world.order
    count = 0
    for local in range(size):
        person = world.people[world.posts[first + local].holder]
        chance = promotion.reposting * promotion.observability
        if lies_flat(person.idle_months) and uniform(entity_state(state, person.number), REPOSTED) < chance:
            moved[count] = first + local
            count += 1
            for option in range(CONDUCTS):
                county.now_reposted[option] += person.year_months[option]
    if count == 0:
        return
    first_holder = world.posts[moved[0]].holder
    for place in range(count):
        holder = world.posts[moved[place + 1]].holder if place + 1 < count else first_holder
        person = world.people[holder]
        world.posts[moved[place]].holder = holder
        person.post = moved[place]
        person.tenure = 0
        person.knowhow *= people.reposted_knowhow
        world.tallies[month].reposted += 1
        note(world, month, REPOSTED_EVENT, county_index, np.uint64(0), person.number, moved[place], 0, 0.0)


def replace(world, index, people, month):
    """A person leaves; the post keeps its cases, and a newcomer takes the place among the people."""
    person = world.people[index]
    world.tallies[month].exits += 1
    leave_sanctions(world, person.last_sanction, month)
    note(world, month, LEFT, world.posts[person.post].county, np.uint64(0), person.number, person.post, 0, 0.0)
    new_person(world, index, person.post, 0, people)


def leave_sanctions(world, last, month):
    """Sanctions still running go with those who leave."""
    while last > 0:
        record = world.sanctions[last - 1]
        if record.expires > month and record.overturned == NEVER:
            record.left = month
        last = record.previous


def new_person(world, index, post_index, seniority, people):
    """A person arrives at a post: traits drawn once, by number, in the month before the first."""
    post = world.posts[post_index]
    post.arrivals += 1
    person = world.people[index]
    person.number = post.number | np.uint64(post.arrivals)
    entity = entity_state(month_state(world.clock[0].run, -1), person.number)
    person.motivation = spread(uniform(entity, MOTIVATION), people.motivation_mean, people.motivation_spread)
    person.competence = spread(uniform(entity, COMPETENCE), 1.0, people.competence_spread)
    person.loss_weight = spread(uniform(entity, LOSS_WEIGHT), people.loss_weight_mean, people.loss_weight_spread)
    person.scruple = spread(uniform(entity, SCRUPLE), people.scruple_mean, 1.0)
    person.seniority = seniority
    if seniority < 0:
        person.seniority = int(uniform(entity, SENIORITY) * MONTHS_A_YEAR * people.retirement_years)
    person.knowhow = 0.0
    person.tenure = max(0, person.seniority)
    person.conduct = -1
    person.post = post_index
    person.barred_until = 0
    person.idle_history = 0
    person.active_history = 0
    person.idle_months = 0
    person.active_months = 0
    person.year_solved = 0
    person.solved_now = 0
    person.year_sanctions = 0
    person.sanctions_now = 0
    person.wrongful_now = 0
    person.successes_now = 0
    person.last_sanction = 0
    person.removed = 0
    person.promotions = 0
    person.competes = 0
    for option in range(CONDUCTS):
        person.shares[option] = 0.0
        person.year_months[option] = 0


def new_head(department):
    """Another head takes over a department."""
    department.heads += 1
    department.removed = 0
    department.barred_until = 0
    department.last_sanction = 0
    department.head = department.number | np.uint64(department.heads)
