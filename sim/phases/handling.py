"""Phase 4: cases are handled by the township, reported and passed on."""

from wenze.agents.cadre import is_below_ceiling, is_inexperienced
from wenze.agents.case import in_township_hands, order_until, shown_step, worth
from wenze.agents.choice import choose, fixed, moving_average, reconsiders
from wenze.agents.colleagues import helping_worth, helps, keeping_worth, passing_worth
from wenze.agents.conduct import is_active
from wenze.agents.draws import (
    COLLEAGUE,
    CONSIDERS_PASSING,
    ERROR,
    HELPS,
    PASS_WHOM,
    PASSING_CHOICE,
    REPORT,
    TOWNSHIP_SOLVES,
    entity_state,
    index_below,
    month_state,
    uniform,
)
from wenze.agents.handling import (
    error_probability,
    is_cared_for,
    is_severe,
    report_probability,
    solving_probability,
)
from wenze.agents.kinds import (
    COVER,
    ERRED,
    EXPLORE,
    KEEP,
    NEVER,
    SIDEWAYS,
    TOWNSHIP,
    TOWNSHIP_BIT,
    UP,
    WORK,
)
from wenze.agents.policy.duty_list import due
from wenze.agents.policy.hierarchy import transit_months
from wenze.agents.policy.resources import authority_over
from wenze.agents.risk import share_staying
from wenze.sim.events import PASSED, REPORTED, note
from wenze.sim.phases.assignment import is_kind_to_post
from wenze.sim.phases.blocks import posts_of, slots_of
from wenze.sim.phases.case_files import put_on_docket, solve
from wenze.sim.phases.departments import count_held


def handle_cases(state, params, policy, month, block):
    """The township deals with each open case: works on it if it is in its hands, and reports or passes it on.

    What is still open then counts with the departments that hold it.
    """
    clock = state.clock[0]
    luck = month_state(clock.run, month)
    for index in range(*posts_of(clock, block)):
        # Attention is divided by what is in hand when the month's work begins.
        post = state.posts[index]
        post.load_now = post.load
        if post.load > 0:
            county = state.counties[post.county]
            conduct = state.people[post.holder].conduct
            county.now_in_hand[conduct] += post.load
            county.now_busy[conduct] += 1
    for slot in range(*slots_of(state, block)):
        case = state.cases[slot]
        if case.open == 0:
            continue
        entity = entity_state(luck, case.number)
        solved = False
        if in_township_hands(case.owner, case.handed_down, case.away):
            solved = work_on(state, slot, entity, params, policy, month)
        elif case.away:
            replay_own_duty(state, case, entity, False, params, policy, month)
        else:
            count_elsewhere(state.counties[case.county], case, month)
        if not solved:
            report(state, case, entity, params.handling, policy.hierarchy, month)
            count_held(state, case, month)


def count_elsewhere(county, case, month):
    """Count an open department case that is not in the township's hands."""
    county.now_elsewhere += 1
    if case.born == month:
        county.now_arrivals_elsewhere += 1


def work_on(state, slot, entity, params, policy, month):
    """One month of the holder's conduct on a case in its hands. Returns whether the case was solved."""
    case = state.cases[slot]
    post = state.posts[case.desk]
    person = state.people[post.holder]
    handling = params.handling
    helper = post.holder
    if is_severe(case, handling):
        helper = colleague(state, case, entity)
    helped = helper != post.holder and is_helped(state, case, entity, person, helper, params, policy)
    if helper != post.holder and is_active(person.conduct):
        state.tallies[month].help_asked += 1
        state.tallies[month].help_refused += not helped
    write_file(state, case, person, post.holder, helper, helped, params.learning.revision, month)
    attention = 1.0 / post.load_now
    authority = authority_over(case.owner, case.handed_down, handling, policy.resources)
    probability = solving_probability(
        person.conduct, case, person, attention, authority, helped, handling, policy.resources
    )
    if probability > 0.0 and uniform(entity, TOWNSHIP_SOLVES) < probability:
        person.solved_now += fixed(worth(case.severity))
        if person.conduct == EXPLORE:
            person.successes_now += 1
        solve(state, slot, month, 0)
        return True
    cared = is_cared_for(case, month, handling)
    risk = error_probability(person.conduct, case.severity, cared, handling)
    if risk > 0.0 and uniform(entity, ERROR) < risk:
        err(state, case, post.holder, params, policy, month)
    replay_own_duty(state, case, entity, helped, params, policy, month)
    if case.owner == TOWNSHIP and reconsiders(uniform(entity, CONSIDERS_PASSING), params.learning.revision):
        consider_passing(state, case, entity, probability, params, policy, month)
    return False


def colleague(state, case, entity):
    """The colleague of the same township who is asked for help this month; the holder itself where there is no other."""
    if state.clock[0].posts < 2:
        return state.posts[case.desk].holder
    return state.posts[post_of_colleague(state, case, uniform(entity, COLLEAGUE))].holder


def post_of_colleague(state, case, u):
    """A post of the same township other than the desk of a case, by a draw ``u`` on [0, 1)."""
    posts = state.clock[0].posts
    first = case.township * posts
    other = case.desk + 1 + index_below(u, posts - 1)
    return other - posts if other >= first + posts else other


def is_helped(state, case, entity, person, helper, params, policy):
    """Whether the colleague who is asked helps: one at work, who weighs what help would solve against what it may cost."""
    colleague = state.people[helper]
    if not is_active(colleague.conduct):
        return False
    conduct = person.conduct if is_active(person.conduct) else WORK
    attention = 1.0 / state.posts[case.desk].load_now
    authority = authority_over(case.owner, case.handed_down, params.handling, policy.resources)
    with_help = solving_probability(
        conduct, case, person, attention, authority, True, params.handling, policy.resources
    )
    alone = solving_probability(conduct, case, person, attention, authority, False, params.handling, policy.resources)
    township = state.townships[case.township]
    county = state.counties[case.county]
    value = helping_worth(
        with_help - alone,
        case.severity,
        colleague,
        township.trust,
        county.felt_helping,
        felt_loss_of(township, colleague, params.people),
        params,
    )
    return helps(uniform(entity, HELPS), value, params.learning.precision)


def felt_loss_of(township, person, people):
    """Felt loss of a sanction to a person of a township."""
    return township.loss_rising if is_below_ceiling(person, people) else township.loss_ceiling


def write_file(state, case, person, holder, helper, helped, revision, month):
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
            if case.helper_id != state.people[helper].number:
                case.help_trace = 0.0
            case.helper = helper
            case.helper_id = state.people[helper].number
    elif person.conduct == COVER:
        case.cover_month = month
        if case.owner == TOWNSHIP:
            case.township_paper = min(case.township_paper, month)
    case.work_trace = moving_average(case.work_trace, revision, active)
    case.help_trace = moving_average(case.help_trace, revision, active and helped)


def err(state, case, holder, params, policy, month):
    """An error brings the case to light."""
    person = state.people[holder]
    case.erred = holder
    case.erred_by = person.number
    case.erred_exploring = person.conduct == EXPLORE
    case.erred_inexperienced = is_inexperienced(person, params.people)
    state.tallies[month].erred += 1
    state.counties[case.county].now_errors[person.conduct] += 1
    case.ordered_until = order_until(month, params.problems)
    put_on_docket(state, case, month, ERRED, params, policy)


def replay_own_duty(state, case, entity, helped, params, policy, month):
    """The replay of a case that is the township's own duty: would a month's work by the book have solved it, or erred?

    Only months in which no step was taken are replayed. The first that tells settles it: whoever then held the post
    omitted a step. The chance of it is kept for every such month.
    """
    if case.owner != TOWNSHIP:
        return
    post = state.posts[case.desk]
    person = state.people[post.holder]
    if is_active(person.conduct) and not case.away:
        return
    attention = 1.0 / (post.load_now + case.away)
    probability = solving_probability(WORK, case, person, attention, 1.0, helped, params.handling, policy.resources)
    cared = is_cared_for(case, month, params.handling)
    risk = error_probability(WORK, case.severity, cared, params.handling)
    expect_own_duty(case, person.number, probability, risk)
    if case.averted != 0 or case.spoiled != 0:
        return
    if uniform(entity, TOWNSHIP_SOLVES) < probability:
        case.averted = 1 << TOWNSHIP_BIT
        case.culprit = post.holder
        case.culprit_id = person.number
        case.omitted = 1
    elif uniform(entity, ERROR) < risk:
        case.spoiled = 1


def expect_own_duty(case, omitter_id, solving, erring):
    """Take a month of the own duty left undone into the chance that the steps of whoever left it undone would have ended it.

    An error would have brought the case to light all the same.
    """
    if case.omitter_id != omitter_id:
        case.omitter_id = omitter_id
        case.expected_township = 0.0
        case.unsettled = 1.0
    case.expected_township += case.unsettled * solving
    case.unsettled *= (1.0 - solving) * (1.0 - erring)


def consider_passing(state, case, entity, chance, params, policy, month):
    """The holder of one of the township's own duties keeps it, passes it up, or passes it sideways (踢皮球)."""
    post = state.posts[case.desk]
    person = state.people[post.holder]
    township = state.townships[case.township]
    county = state.counties[case.county]
    loss = felt_loss_of(township, person, params.people)
    months = params.learning.horizon
    step = shown_step(case.township_real, case.township_paper, due(case.born, policy.duty_list))
    leaving = county.ended[person.conduct] / max(1.0, post.load_now)
    kept = county.surfacing * share_staying(leaving, months) * county.blamed[step]
    keeping = keeping_worth(
        person.conduct, chance, case.severity, person, township.safety, kept, loss, post.load_now, params
    )
    up = passing_worth(person, county.felt_passing[UP - 1], loss, params)
    u = uniform(entity, PASSING_CHOICE)
    clock = state.clock[0]
    township.now_occasions += 1
    if clock.posts < 2 or is_kind_to_post(clock.run, case.county, case.kind, policy.duty_list):
        way = choose(u, params.learning.precision, (keeping, up))
    else:
        sideways = passing_worth(person, county.felt_passing[SIDEWAYS - 1], loss, params)
        way = choose(u, params.learning.precision, (keeping, up, sideways))
    if way != KEEP:
        pass_on(state, case, entity, way, person, month)


def pass_on(state, case, entity, way, person, month):
    """A duty is passed up to its department, or sideways to a colleague's desk: a paper step."""
    case.passed = way
    case.passer_id = person.number
    case.township_paper = min(case.township_paper, month)
    state.posts[case.desk].load -= 1
    if way == UP:
        case.away = 1
        state.tallies[month].own_passed += 1
    else:
        case.desk = post_of_colleague(state, case, uniform(entity, PASS_WHOM))
        state.posts[case.desk].load += 1
        state.townships[case.township].now_disappointed += 1
        state.tallies[month].passed_sideways += 1
    note_report(state, case, PASSED, person.number, way, month)


def report(state, case, entity, handling, hierarchy, month):
    """A department's case is reported upward, or the township's own duty is passed up (踢皮球)."""
    holder = state.posts[case.desk].holder
    person = state.people[holder]
    if case.owner == TOWNSHIP:
        return
    if case.reported != NEVER:
        return
    if uniform(entity, REPORT) < report_probability(person.conduct, handling):
        case.reported = month
        case.township_real = month
        if case.lost == 0:
            known_from = month + transit_months(hierarchy)
            case.lead_informed = min(case.lead_informed, known_from)
            if case.second >= 0:
                case.second_informed = min(case.second_informed, known_from)
        note_report(state, case, REPORTED, person.number, case.lost, month)
    if month == case.born and case.reported != month:
        case.omitted = 1
        case.culprit = holder
        case.culprit_id = person.number
        case.omitter_id = person.number


def note_report(state, case, kind, reporter, lost, month):
    """Log that a case was reported or passed up."""
    note(
        state,
        month,
        kind,
        county=case.county,
        case_number=case.number,
        subject=reporter,
        place=case.post,
        detail=lost,
        amount=0.0,
    )
