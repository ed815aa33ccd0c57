"""Phase 6: opportunities for misconduct arise with new cases; each is taken or not."""

from wenze.agents.cadre import expected_sanction, mean_of, takes_gain
from wenze.agents.case import DEPARTMENTS
from wenze.agents.choice import felt_chance, within_a_year
from wenze.agents.draws import BENEFIT, TEMPTATION, case_number, entity_state, month_state, uniform
from wenze.agents.sanction import felt_loss
from wenze.sim.phases.case_files import MISCONDUCT, note


def opportunities_arise(world, numbers, policy, month):
    """A new case that is not the departments' alone may tempt the holder of its post."""
    clock = world.clock[0]
    state = month_state(clock.run, month)
    if len(world.willing) > 0 and clock.forcing == 0:
        record_willingness(world, state, numbers, policy, month)
    for slot in range(clock.cases_used):
        case = world.cases[slot]
        if case.open == 0 or case.born != month or case.owner == DEPARTMENTS:
            continue
        entity = entity_state(state, case.number)
        if uniform(entity, TEMPTATION) >= policy.misconduct.temptation:
            continue
        holder = world.posts[case.post].holder
        person = world.people[holder]
        world.tallies[month].opportunities += 1
        gain = gain_offered(entity, policy.misconduct)
        if is_willing(world, case.post, gain, numbers, policy, month):
            world.tallies[month].misconduct += 1
            case.tainted = 1
            case.tainter = holder
            case.tainted_by = person.number
            case.tainter_inexperienced = person.tenure < numbers.people.inexperience_months
            note(world, month, MISCONDUCT, case.county, case.number, person.number, case.post, 0, gain)


def record_willingness(world, state, numbers, policy, month):
    """Record of every holder of a post whether it would take what a new case would offer, whether or not one does: another
    policy may bring opportunities that this one does not.
    """
    for index in range(len(world.posts)):
        entity = entity_state(state, case_number(world.posts[index].number, month))
        gain = gain_offered(entity, policy.misconduct)
        world.willing[month, index] = would_take(world, index, gain, numbers, policy, month)


def gain_offered(entity, misconduct):
    """Private gain that a new case offers, in months of strain: spread evenly between nothing and twice the mean."""
    return 2.0 * misconduct.benefit * uniform(entity, BENEFIT)


def is_willing(world, post_index, gain, numbers, policy, month):
    """Whether the holder of a post takes a gain: as recorded, where that is kept."""
    if len(world.willing) > 0 and world.willing[month, post_index] >= 0:
        return world.willing[month, post_index] == 1
    return would_take(world, post_index, gain, numbers, policy, month)


def would_take(world, post_index, gain, numbers, policy, month):
    """Whether the holder of a post would take a gain, given what is believed in its county."""
    post = world.posts[post_index]
    county = world.counties[post.county]
    person = world.people[post.holder]
    left = max(0, person.barred_until - month)
    rising = person.seniority < 12.0 * numbers.people.ceiling_years
    round_value = numbers.people.prize * mean_of(county.promoted) if rising else 0.0
    curvature = numbers.learning.loss_curvature
    severity = policy.accountability.severity
    ladder = numbers.ladder
    ordinary = felt_loss(severity, 0, left, round_value, curvature, ladder)
    grave = felt_loss(severity, ladder.misconduct_rungs, left, round_value, curvature, ladder)
    anyway = county.sanctioned_if_surfaced
    strictness = policy.accountability.strictness
    alpha = numbers.learning.risk_curvature
    surfaces = felt_chance(county.surfaces, alpha)
    exposed = felt_chance(within_a_year(numbers.problems.exposure_rate), alpha)
    innocent = expected_sanction(surfaces, 0.0, strictness, anyway, grave, ordinary)
    guilty = innocent + expected_sanction(exposed, county.detected, strictness, anyway, grave, ordinary)
    return takes_gain(gain, guilty, innocent, person.loss_weight, person.scruple)
