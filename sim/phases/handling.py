"""Phase 4: cases are handled by the township, reported and passed on."""

from wenze.agents.case import ERRED, NEVER, TOWNSHIP, TOWNSHIP_BIT, in_township_hands, worth
from wenze.agents.choice import fixed, moved_share
from wenze.agents.draws import (
    COLLEAGUE,
    ERROR,
    REPORT,
    TOWNSHIP_SOLVES,
    entity_state,
    index_below,
    month_state,
    uniform,
)
from wenze.agents.handling import (
    COVER,
    EXPLORE,
    WORK,
    authority_over,
    error_chance,
    is_active,
    passing_chance,
    report_chance,
    solving_chance,
)
from wenze.agents.policy.hierarchy import transit_months
from wenze.sim.phases.case_files import PASSED, REPORTED, note, put_on_docket, solve
from wenze.sim.phases.departments import count_held


def cases_are_handled(world, numbers, policy, month):
    """The township deals with each open case: works on it if it is in its hands, and reports or passes it on.

    What is still open then counts with the departments that hold it.
    """
    clock = world.clock[0]
    state = month_state(clock.run, month)
    for index in range(len(world.posts)):
        # Attention is divided by what is in hand when the month's work begins.
        world.posts[index].load_now = world.posts[index].load
    for slot in range(clock.cases_used):
        case = world.cases[slot]
        if case.open == 0:
            continue
        entity = entity_state(state, case.number)
        solved = False
        if in_township_hands(case.owner, case.handed_down, case.away):
            solved = work_on(world, slot, entity, numbers, policy, month)
        elif case.away:
            replay_own_duty(world, case, entity, False, numbers, policy, month)
        if not solved:
            report(world, case, entity, numbers.handling, policy.hierarchy, month)
            count_held(world, case, month)


def work_on(world, slot, entity, numbers, policy, month):
    """One month of the holder's conduct on a case in its hands. Returns whether the case was solved."""
    case = world.cases[slot]
    post = world.posts[case.post]
    person = world.people[post.holder]
    handling = numbers.handling
    helper = post.holder
    severe = case.severity > handling.severe
    if severe:
        helper = colleague(world, case, entity)
    helped = helper != post.holder and is_active(world.people[helper].conduct)
    write_file(world, case, person, post.holder, helper, helped, numbers.learning.revision, month)
    attention = 1.0 / post.load_now
    authority = authority_over(case.owner, case.handed_down, handling, policy.resources)
    chance = solving_chance(person.conduct, case, person, attention, authority, helped, handling, policy.resources)
    if chance > 0.0 and uniform(entity, TOWNSHIP_SOLVES) < chance:
        person.solved_now += fixed(worth(case.severity))
        if person.conduct == EXPLORE:
            person.successes_now += 1
        solve(world, slot, month, 0)
        return True
    cared = month - case.cover_month <= handling.care_months
    risk = error_chance(person.conduct, case.severity, cared, handling)
    if risk > 0.0 and uniform(entity, ERROR) < risk:
        err(world, case, post.holder, numbers, policy, month)
    replay_own_duty(world, case, entity, helped, numbers, policy, month)
    return False


def colleague(world, case, entity):
    """The colleague of the same township who is asked for help this month; the holder itself where there is no other."""
    posts = world.clock[0].posts
    if posts < 2:
        return world.posts[case.post].holder
    first = case.township * posts
    other = case.post + 1 + index_below(uniform(entity, COLLEAGUE), posts - 1)
    if other >= first + posts:
        other -= posts
    return world.posts[other].holder


def write_file(world, case, person, holder, helper, helped, revision, month):
    """What a month leaves on the file: who worked, who helped, paper, care."""
    active = is_active(person.conduct)
    if active:
        if case.worker_id != person.number:
            case.work_trace = 0.0
        case.worker = holder
        case.worker_id = person.number
        if case.owner == TOWNSHIP:
            case.township_real = min(case.township_real, month)
        if helped:
            if case.helper_id != world.people[helper].number:
                case.help_trace = 0.0
            case.helper = helper
            case.helper_id = world.people[helper].number
    elif person.conduct == COVER:
        case.cover_month = month
        if case.owner == TOWNSHIP:
            case.township_paper = min(case.township_paper, month)
    case.work_trace = moved_share(case.work_trace, revision, active)
    case.help_trace = moved_share(case.help_trace, revision, active and helped)


def err(world, case, holder, numbers, policy, month):
    """An error brings the case to light."""
    person = world.people[holder]
    case.erred = holder
    case.erred_by = person.number
    case.erred_exploring = person.conduct == EXPLORE
    case.erred_inexperienced = person.tenure < numbers.people.inexperience_months
    world.tallies[month].erred += 1
    case.ordered_until = month + numbers.problems.order_months
    put_on_docket(world, case, month, ERRED, policy)


def replay_own_duty(world, case, entity, helped, numbers, policy, month):
    """The replay of a case that is the township's own duty: would a month's work by the book have solved it, or erred?

    Only months in which no step was taken are replayed. The first that tells settles it: whoever then held the post
    omitted a step.
    """
    if case.owner != TOWNSHIP or case.averted != 0 or case.spoiled != 0:
        return
    post = world.posts[case.post]
    person = world.people[post.holder]
    if is_active(person.conduct) and not case.away:
        return
    attention = 1.0 / (post.load_now + case.away)
    chance = solving_chance(WORK, case, person, attention, 1.0, helped, numbers.handling, policy.resources)
    if uniform(entity, TOWNSHIP_SOLVES) < chance:
        case.averted = 1 << TOWNSHIP_BIT
        case.culprit = post.holder
        case.culprit_id = person.number
        case.omitted = 1
        return
    cared = month - case.cover_month <= numbers.handling.care_months
    if uniform(entity, ERROR) < error_chance(WORK, case.severity, cared, numbers.handling):
        case.spoiled = 1


def report(world, case, entity, handling, hierarchy, month):
    """A department's case is reported upward, or the township's own duty is passed up (踢皮球)."""
    holder = world.posts[case.post].holder
    person = world.people[holder]
    if case.owner == TOWNSHIP:
        chance = 0.0 if case.away else passing_chance(person.conduct, handling)
        if chance > 0.0 and uniform(entity, REPORT) < chance:
            case.away = 1
            case.township_paper = min(case.township_paper, month)
            world.posts[case.post].load -= 1
            world.tallies[month].own_passed += 1
            note(world, month, PASSED, case.county, case.number, person.number, case.post, 0, 0.0)
        return
    if case.reported != NEVER:
        return
    if uniform(entity, REPORT) < report_chance(person.conduct, handling):
        case.reported = month
        case.township_real = month
        if case.lost == 0:
            known_from = month + transit_months(hierarchy)
            case.lead_informed = min(case.lead_informed, known_from)
            if case.second >= 0:
                case.second_informed = min(case.second_informed, known_from)
        note(world, month, REPORTED, case.county, case.number, person.number, case.post, case.lost, 0.0)
    if month == case.born and case.reported != month:
        case.omitted = 1
        case.culprit = holder
        case.culprit_id = person.number
