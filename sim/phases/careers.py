"""Phase 9: those removed leave; once a year: promotion round, honours, re-posting, leaving; newcomers arrive."""

import math

import numpy as np
from wenze.agents.cadre import (
    is_below_ceiling,
    is_burdened,
    leaves,
    promotion_places,
    retires,
    seniority_at_start,
    spread,
)
from wenze.agents.choice import FIXED, fixed
from wenze.agents.conduct import lies_flat, was_active
from wenze.agents.draws import (
    BARRED,
    BARRED_HONOURS,
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
from wenze.agents.kinds import CONDUCTS, COVER, EXPLORE, NEVER, NOT_YET, ROUNDS_REMEMBERED, WORK
from wenze.agents.policy.promotion import (
    honour_places,
    is_barred,
    is_kept_from_honours,
    is_reposted,
    observed_merit,
    round_score,
    standardised,
)
from wenze.agents.sanction import weight_in_record
from wenze.sim.events import LEFT, PROMOTED, REPOSTED_EVENT, note
from wenze.sim.phases.blocks import counties_of, departments_of, posts_of
from wenze.sim.phases.ranking import rank

AT_THE_START = -1  # in place of a newcomer's seniority: it is drawn
LAST_OF_ALL = -1e300
REMEMBERED = 2**ROUNDS_REMEMBERED - 1  # rounds as bits


def remove_from_office(state, params, month, block):
    """Those removed from office leave at once; a newcomer takes the post, another head or leader the
    department or the team of supervisors.
    """
    clock = state.clock[0]
    for index in range(*posts_of(clock, block)):
        if state.people[index].removed:
            state.tallies[month].removed += 1
            replace(state, index, params.people, month)
    for index in range(*departments_of(clock, block)):
        department = state.departments[index]
        if department.removed:
            state.tallies[month].removed += 1
            leave_sanctions(state, department.last_sanction, month)
            new_head(department)
    for index in range(*counties_of(clock, block)):
        supervisor = state.supervisors[index]
        if supervisor.removed:
            leave_sanctions(state, supervisor.last_sanction, month)
            new_leader(supervisor)


def hold_yearly_round(state, params, policy, month, block):
    """The promotion round, honours and re-posting of each county, then leaving."""
    luck = month_state(state.clock[0].run, month)
    clock = state.clock[0]
    size = clock.townships * clock.posts
    for county in range(*counties_of(clock, block)):
        first = county * size
        for local in range(size):
            person = state.people[state.posts[first + local].holder]
            noise = uniform(entity_state(luck, person.number), MERIT_NOISE)
            merit = merit_of(person, noise, policy.promotion, params.people)
            state.merit[local] = LAST_OF_ALL if person.removed else merit
        promote(state, county, first, size, luck, params, policy.promotion, month)
        honour(state, county, first, size, luck, policy.promotion, month)
        repost(state, county, first, size, luck, params.people, policy.promotion, month)
    for index in range(*posts_of(clock, block)):
        person = state.people[index]
        for option in range(CONDUCTS):
            person.year_months[option] = 0
        person.year_solved = 0
        if person.removed:  # remove_from_office sees to it, and counts it as removed
            continue
        if retires(person, params.people) or leaves(uniform(entity_state(luck, person.number), LEAVES), params.people):
            replace(state, index, params.people, month)


def merit_of(person, noise, promotion, people):
    """Merit of a person as it is seen at the end of the year."""
    active = person.year_months[WORK] + person.year_months[EXPLORE]
    paper = person.year_months[COVER] + people.paper_of_active * active
    return observed_merit(person.year_solved / FIXED, paper, noise, promotion, people)


def promote(state, county_index, first, size, luck, params, promotion, month):
    """Of those let into the round, the announced share with the highest scores is promoted, exactly."""
    competing = 0
    for local in range(size):
        person = state.people[state.posts[first + local].holder]
        entity = entity_state(luck, person.number)
        state.tie[local] = uniform(entity, PROMOTION_TIE)
        state.score[local] = LAST_OF_ALL
        eligible = is_below_ceiling(person, params.people) and person.removed == 0
        barred = eligible and is_barred(is_burdened(person, month), uniform(entity, BARRED), promotion)
        person.rounds_missed = ((person.rounds_missed << 1) | barred) & REMEMBERED
        state.tallies[month].rounds_missed += barred
        person.competes = eligible and not barred
        if person.competes:
            competing += 1
            state.score[local] = -weight_of_record(state, person.last_sanction, params.people.record_memory, month)
    score_competing(state, first, size, competing, promotion)
    rank(state.order, state.score, state.tie, size)
    places = promotion_places(competing, params.people)
    for place in range(size):
        person = state.people[state.posts[first + state.order[place]].holder]
        promoted = place < places
        count_round(state, state.counties[county_index], person, promoted, month)
        if promoted:
            person.promotions += 1
            note_career(state, PROMOTED, county_index, person, month)


def weight_of_record(state, last, kept, month):
    """What a person's sanctions that stand, of either stream, still weigh; the last is given (one more than its index)."""
    weight = 0
    remembered = 1.0
    reached = month
    while last > 0:
        record = state.sanctions[last - 1]
        for _ in range(reached - record.decided):
            remembered *= kept
        reached = record.decided
        if record.overturned == NEVER:
            weight += fixed(weight_in_record(record.rung) * remembered)
        last = record.previous
    return weight / FIXED


def score_competing(state, first, size, competing, promotion):
    """Turn the records of those let into a round, which stand where scores will, into their scores."""
    merit, merit_deviation = moments(state, state.merit, first, size, competing)
    record, record_deviation = moments(state, state.score, first, size, competing)
    for local in range(size):
        if state.people[state.posts[first + local].holder].competes:
            state.score[local] = round_score(
                standardised(state.merit[local], merit, merit_deviation),
                standardised(state.score[local], record, record_deviation),
                promotion,
            )


def moments(state, values, first, size, competing):
    """Mean and standard deviation of values of those let into a round, in the order of posts; exactly 0 deviation where all
    are alike."""
    total = 0.0
    lowest, highest = -LAST_OF_ALL, LAST_OF_ALL
    for local in range(size):
        if state.people[state.posts[first + local].holder].competes:
            total += values[local]
            lowest = min(lowest, values[local])
            highest = max(highest, values[local])
    if not lowest < highest:
        return 0.0, 0.0
    mean = total / competing
    squares = 0.0
    for local in range(size):
        if state.people[state.posts[first + local].holder].competes:
            squares += (values[local] - mean) * (values[local] - mean)
    return mean, math.sqrt(squares / competing)


def count_round(state, county, person, promoted, month):
    """Count one person at a round, and what colleagues see of it: credited to the conduct of the year."""
    tally = state.tallies[month]
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


def honour(state, county_index, first, size, luck, promotion, month):
    """The announced share of a county's cadres is honoured, those of the highest observed merit; nobody removed this month
    is, nor who is kept from it by an effect period."""
    county = state.counties[county_index]
    for local in range(size):
        person = state.people[state.posts[first + local].holder]
        entity = entity_state(luck, person.number)
        state.tie[local] = uniform(entity, HONOUR_TIE)
        kept = is_kept_from_honours(is_burdened(person, month), uniform(entity, BARRED_HONOURS), promotion)
        state.score[local] = LAST_OF_ALL if kept or person.removed else state.merit[local]
        if state.score[local] > LAST_OF_ALL:
            for option in range(CONDUCTS):
                county.now_honour_exposure[option] += person.year_months[option]
    rank(state.order, state.score, state.tie, size)
    for place in range(honour_places(size, promotion)):
        local = state.order[place]
        if state.score[local] == LAST_OF_ALL:
            break  # and so do all that rank after
        person = state.people[state.posts[first + local].holder]
        state.tallies[month].honoured += 1
        for option in range(CONDUCTS):
            county.now_honoured[option] += person.year_months[option]


def repost(state, county_index, first, size, luck, people, promotion, month):
    """Those seen to lie flat may be moved: each goes to the post of the next one moved in the county."""
    county = state.counties[county_index]
    moved = state.order
    count = 0
    for local in range(size):
        person = state.people[state.posts[first + local].holder]
        if is_reposted(person.idle_months, uniform(entity_state(luck, person.number), REPOSTED), promotion):
            moved[count] = first + local
            count += 1
            for option in range(CONDUCTS):
                county.now_reposted[option] += person.year_months[option]
    if count == 0:
        return
    first_holder = state.posts[moved[0]].holder
    for place in range(count):
        holder = state.posts[moved[place + 1]].holder if place + 1 < count else first_holder
        person = state.people[holder]
        state.posts[moved[place]].holder = holder
        person.post = moved[place]
        person.tenure = 0
        person.knowhow *= people.reposted_knowhow
        state.tallies[month].reposted += 1
        note_career(state, REPOSTED_EVENT, county_index, person, month)


def replace(state, index, people, month):
    """A person leaves; the post keeps its cases, and a newcomer takes the place among the people."""
    person = state.people[index]
    state.tallies[month].exits += 1
    leave_sanctions(state, person.last_sanction, month)
    note_career(state, LEFT, state.posts[person.post].county, person, month)
    new_person(state, index, person.post, 0, people)


def note_career(state, kind, county_index, person, month):
    """Log what happened to a cadre, at the post it holds."""
    note(
        state,
        month,
        kind,
        county=county_index,
        case_number=np.uint64(0),
        subject=person.number,
        place=person.post,
        detail=0,
        amount=0.0,
    )


def leave_sanctions(state, last, month):
    """Sanctions still running go with those who leave."""
    while last > 0:
        record = state.sanctions[last - 1]
        if record.expires > month and record.overturned == NEVER:
            record.left = month
        last = record.previous


def new_person(state, index, post_index, seniority, people):
    """A person arrives at a post: traits drawn once, by number, in the month before the first.

    ``seniority`` is in months, or AT_THE_START.
    """
    post = state.posts[post_index]
    post.arrivals += 1
    person = state.people[index]
    person.number = post.number | np.uint64(post.arrivals)
    entity = entity_state(month_state(state.clock[0].run, -1), person.number)
    person.motivation = spread(uniform(entity, MOTIVATION), people.motivation_mean, people.motivation_spread)
    person.competence = spread(uniform(entity, COMPETENCE), 1.0, people.competence_spread)
    person.loss_weight = spread(uniform(entity, LOSS_WEIGHT), people.loss_weight_mean, people.loss_weight_spread)
    person.scruple = spread(uniform(entity, SCRUPLE), people.scruple_mean, 1.0)
    person.seniority = seniority
    if seniority == AT_THE_START:
        person.seniority = seniority_at_start(uniform(entity, SENIORITY), people)
    person.knowhow = 0.0
    person.diligence = 0.0
    person.tenure = person.seniority
    person.conduct = NOT_YET
    person.post = post_index
    person.barred_until = 0
    person.idle_history = 0
    person.active_history = 0
    person.idle_months = 0
    person.active_months = 0
    person.year_solved = 0
    person.solved_now = 0
    person.sanctions_now = 0
    person.wrongful_now = 0
    person.successes_now = 0
    person.last_sanction = 0
    person.removed = 0
    person.promotions = 0
    person.rounds_missed = 0
    person.worked = 0
    person.competes = 0
    for option in range(CONDUCTS):
        person.year_months[option] = 0


def new_head(department):
    """Another head takes over a department."""
    department.heads += 1
    department.removed = 0
    department.barred_until = 0
    department.last_sanction = 0
    department.head = department.number | np.uint64(department.heads)


def new_leader(supervisor):
    """Another leader takes over a team of supervisors."""
    supervisor.leaders += 1
    supervisor.removed = 0
    supervisor.barred_until = 0
    supervisor.last_sanction = 0
    supervisor.leader = supervisor.number | np.uint64(supervisor.leaders)
