"""Phase 2: everybody looks through the files of open cases, and knows what each would show if it surfaced now."""

from wenze.agents.case import in_township_hands, knows, shown_step
from wenze.agents.choice import fixed
from wenze.agents.kinds import (
    ACT,
    FILE_KINDS,
    KEPT_KINDS,
    NO_STEP,
    NOBODY,
    OF_ACTING,
    OF_DOWN,
    OF_SITTING,
    PENDING,
    PENDING_OWN,
    STEPS,
    TOWNSHIP,
)
from wenze.agents.policy.duty_list import due
from wenze.sim.phases.blocks import departments_of, posts_of


def clear_files(state, block):
    """Before the month's look through the files nothing is counted."""
    clock = state.clock[0]
    for index in range(*posts_of(clock, block)):
        post = state.posts[index]
        for kind in range(FILE_KINDS):
            post.in_hand[kind] = 0
            post.elsewhere[kind] = 0
    for index in range(*departments_of(clock, block)):
        department = state.departments[index]
        for kind in range(KEPT_KINDS):
            department.kept[kind] = 0
        for kind in range(STEPS):
            department.down[kind] = 0


def look_at_file(state, case, policy, month):
    """Count an open case with its desk, post and departments by its present step."""
    if case.owner == TOWNSHIP or in_township_hands(case.owner, case.handed_down, case.away):
        state.posts[case.desk].in_hand[township_file(case, policy.duty_list, month)] += 1
    else:
        state.posts[case.post].elsewhere[township_file(case, policy.duty_list, month)] += 1
    if case.owner != TOWNSHIP:
        if knows(case.lead_informed, month):
            look_at_lead(state, case, policy.duty_list, month)
        if case.second != NOBODY and knows(case.second_informed, month):
            look_at_second(state, case, policy.duty_list, month)


def township_file(case, duty_list, month):
    """Present step of the township on an open case, pending where it may still be made in time."""
    until = due(case.born, duty_list)
    step = shown_step(case.township_real, case.township_paper, until)
    if step != NO_STEP or month > until:
        return step
    return PENDING_OWN if case.owner == TOWNSHIP else PENDING


def department_file(real_month, paper_month, informed, duty_list, month):
    """Present step of a department on an open case that it knows of."""
    until = due(informed, duty_list)
    step = shown_step(real_month, paper_month, until)
    return step if step != NO_STEP or month > until else PENDING


def look_at_lead(state, case, duty_list, month):
    """Count an open case with its lead, which knows of it."""
    department = state.departments[case.lead]
    county = state.counties[case.county]
    kind = department_file(case.lead_real, case.lead_paper, case.lead_informed, duty_list, month)
    if case.handed_down:
        department.down[NO_STEP if kind == PENDING else kind] += 1
        county.now_pairs[OF_DOWN] += 1
    else:
        department.kept[kind] += 1
        count_kept(county, department)
    if case.seen_by_lead == 0:
        case.seen_by_lead = 1
        county.now_arrivals_pairs += 1


def look_at_second(state, case, duty_list, month):
    """Count an open case with its second department, which knows of it."""
    department = state.departments[case.second]
    county = state.counties[case.county]
    kind = department_file(case.second_real, case.second_paper, case.second_informed, duty_list, month)
    department.kept[kind] += 1
    count_kept(county, department)
    if case.seen_by_second == 0:
        case.seen_by_second = 1
        county.now_arrivals_pairs += 1


def count_kept(county, department):
    """Count a case that a department keeps: in its turn where the department acts."""
    if department.conduct == ACT:
        county.now_pairs[OF_ACTING] += fixed(department.turn)
    else:
        county.now_pairs[OF_SITTING] += 1


def count_ending(state, case, month):
    """Count what ends with a case: for the holder of its desk, for the county, and for departments that know of it."""
    county = state.counties[case.county]
    if in_township_hands(case.owner, case.handed_down, case.away):
        county.now_endings[state.people[state.posts[case.desk].holder].conduct] += 1
    elif case.owner != TOWNSHIP:
        county.now_departures += 1
    if case.owner == TOWNSHIP:
        return
    if knows(case.lead_informed, month):
        county.now_pairs_ended[OF_DOWN if case.handed_down else how_kept(state, case.lead)] += 1
    if case.second != NOBODY and knows(case.second_informed, month):
        county.now_pairs_ended[how_kept(state, case.second)] += 1


def how_kept(state, department):
    """Whether a department acts on what it keeps."""
    return OF_ACTING if state.departments[department].conduct == ACT else OF_SITTING
