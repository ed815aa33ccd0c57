"""Phase 1: new problems arise. The stream depends on seed, replication, post and month only."""

import numpy as np
from wenze.agents.case import in_township_hands, owner_of, pick_second, severity_of, worth
from wenze.agents.choice import fixed
from wenze.agents.draws import (
    ARISES,
    KIND,
    KNOWN_AT_START,
    LOST,
    NOVEL,
    OWNER,
    PROHIBITED,
    SECOND_DEPARTMENT,
    SECOND_WHICH,
    SEVERITY,
    entity_state,
    index_below,
    month_state,
    number_of_case,
    uniform,
)
from wenze.agents.kinds import DEPARTMENTS, KEEP, LONG_AGO, NEVER, NOBODY, TOWNSHIP
from wenze.agents.policy.hierarchy import arrives, transit_months
from wenze.sim.events import ARISEN, note
from wenze.sim.phases.assignment import give, weigh_diligence
from wenze.sim.phases.blocks import posts_of
from wenze.sim.phases.case_files import take_slot


def add_problems(state, params, policy, month, block):
    """Every post meets a new problem or not; the river case is planted at the first post of the first township."""
    weigh_diligence(state, params.handling, block)
    luck = month_state(state.clock[0].run, month)
    for index in range(*posts_of(state.clock[0], block)):
        post = state.posts[index]
        entity = entity_state(luck, post.number)
        river = month == state.clock[0].spin_up + params.problems.river_month and index == 0
        if river or uniform(entity, ARISES) < params.problems.arrival:
            slot = take_slot(state, block)
            case = state.cases[slot]
            blank_file(case)
            case.post = index
            case.desk = index
            case.county = post.county
            case.township = post.township
            case.born = month
            case.number = number_of_case(post.number, month)
            draw_case(case, entity, post.county, params.problems, state.clock[0].departments)
            if river:
                make_river(case, params.problems.river_severity)
            told_when_due(case, entity, month, policy.hierarchy)
            count_new_case(state, case, month)
            if in_township_hands(case.owner, case.handed_down, case.away):
                give(state, case, entity_state(luck, case.number), params, policy)


def blank_file(case):
    """Clear a slot that another case may have used."""
    case.open = 1
    case.work_trace = 0.0
    case.help_trace = 0.0
    case.expected_township = 0.0
    case.expected_lead = 0.0
    case.expected_second = 0.0
    case.unsettled = 1.0
    case.worker = NOBODY
    case.helper = NOBODY
    case.culprit = NOBODY
    case.erred = NOBODY
    case.tainter = NOBODY
    case.worker_id = np.uint64(0)
    case.passer_id = np.uint64(0)
    case.passed = KEEP
    case.helper_id = np.uint64(0)
    case.culprit_id = np.uint64(0)
    case.omitter_id = np.uint64(0)
    case.erred_by = np.uint64(0)
    case.tainted_by = np.uint64(0)
    case.handed_down = 0
    case.away = 0
    case.considered = 0
    case.given = 0
    case.seen_by_lead = 0
    case.seen_by_second = 0
    case.reported = NEVER
    case.lead_informed = NEVER
    case.second_informed = NEVER
    case.township_real = NEVER
    case.township_paper = NEVER
    case.lead_real = NEVER
    case.lead_paper = NEVER
    case.second_real = NEVER
    case.second_paper = NEVER
    case.cover_month = LONG_AGO
    case.ordered_until = 0
    case.told = 0
    case.averted = 0
    case.omitted = 0
    case.spoiled = 0
    case.surfaced = -1
    case.tainted = 0
    case.erred_exploring = 0
    case.erred_inexperienced = 0
    case.tainter_inexperienced = 0
    case.river = 0


def draw_case(case, entity, county, problems, departments):
    """What kind of problem it is."""
    case.severity = severity_of(uniform(entity, SEVERITY))
    case.owner = owner_of(uniform(entity, OWNER), problems)
    case.kind = index_below(uniform(entity, KIND), problems.duty_kinds)
    case.novel = uniform(entity, NOVEL) < problems.novelty
    case.prohibited = case.novel == 1 and uniform(entity, PROHIBITED) < problems.prohibited
    lead = case.kind % departments
    case.lead = county * departments + lead
    case.second = NOBODY
    if case.owner == DEPARTMENTS and uniform(entity, SECOND_DEPARTMENT) < problems.second_department:
        second = pick_second(lead, uniform(entity, SECOND_WHICH), departments)
        if second != NOBODY:
            case.second = county * departments + second
    if case.owner != TOWNSHIP and uniform(entity, KNOWN_AT_START) < problems.known_at_start:
        case.lead_informed = case.born
        if case.second != NOBODY:
            case.second_informed = case.born


def make_river(case, severity):
    """The river case of the source: grave, the departments' alone, and they were told at once."""
    case.river = 1
    case.severity = severity
    case.owner = DEPARTMENTS
    case.novel = 0
    case.prohibited = 0
    case.lead_informed = case.born
    if case.second != NOBODY:
        case.second_informed = case.born
    case.reported = case.born
    case.township_real = case.born


def told_when_due(case, entity, month, hierarchy):
    """When departments would know if the township reported at once; a file that is lost on the way never arrives."""
    case.lost = not arrives(uniform(entity, LOST), hierarchy)
    case.told_if_reported = NEVER
    if case.owner != TOWNSHIP and case.lost == 0:
        case.told_if_reported = month + transit_months(hierarchy)


def count_new_case(state, case, month):
    """Count and log a new case."""
    tally = state.tallies[month]
    tally.arisen += 1
    tally.arisen_novel += case.novel
    if case.owner == TOWNSHIP:
        tally.arisen_own += 1
    else:
        tally.arisen_department += 1
    amount = worth(case.severity)
    tally.value_arisen += fixed(amount)
    note(
        state,
        month,
        ARISEN,
        county=case.county,
        case_number=case.number,
        subject=case.number,
        place=case.post,
        detail=case.owner,
        amount=case.severity,
    )
