"""Phase 1 and 2: a case that comes into the township's hands is given to the desk of a post."""

from wenze.agents.draws import GIVEN, GIVEN_WHOM, TO_POST, uniform
from wenze.agents.kinds import TOWNSHIP
from wenze.agents.policy.assignment import is_given_by_diligence, weight_of
from wenze.agents.policy.duty_list import is_clear_to_post
from wenze.sim.phases.blocks import posts_of, townships_of
from wenze.sim.phases.kinds_of_duty import is_kind_clear, kind_luck


def weigh_diligence(state, handling, block):
    """Weigh every cadre's diligence, and add the weights up by township, in the order of its posts."""
    clock = state.clock[0]
    for index in range(*townships_of(clock, block)):
        state.townships[index].weights = 0.0
    for index in range(*posts_of(clock, block)):
        post = state.posts[index]
        post.weight = weight_of(state.people[post.holder].diligence, handling)
        state.townships[post.township].weights += post.weight


def give(state, case, entity, params, policy):
    """Give a case to the post where it arose, or by diligence to a post of the township; once only."""
    case.given = 1
    to_post = is_kind_to_post(state.clock[0].run, case.county, case.kind, policy.duty_list)
    if is_given_by_diligence(uniform(entity, GIVEN), to_post, policy.assignment):
        case.desk = desk_by_diligence(state, case.township, uniform(entity, GIVEN_WHOM))
    state.posts[case.desk].load += 1
    county = state.counties[case.county]
    if case.owner == TOWNSHIP:
        county.now_arrivals_own += 1
    else:
        county.now_arrivals_assist += 1


def is_kind_to_post(run, county, kind, duty_list):
    """Whether the list assigns a kind of duty of a county down to the post."""
    clear = is_kind_clear(run, county, kind, duty_list)
    return is_clear_to_post(clear, uniform(kind_luck(run, county, kind), TO_POST), duty_list)


def desk_by_diligence(state, township, u):
    """The post of a township that a draw ``u`` on [0, 1) falls on, each by the weight of its holder's diligence."""
    posts = state.clock[0].posts
    first = township * posts
    threshold = u * state.townships[township].weights
    reached = 0.0
    for index in range(first, first + posts):
        reached += state.posts[index].weight
        if threshold < reached:
            return index
    return first + posts - 1
