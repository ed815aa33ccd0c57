"""What several phases do to a file: take a slot, close a case, put it on a docket."""

import numpy as np
from wenze.agents.case import in_township_hands, shown_step, worth
from wenze.agents.choice import fixed
from wenze.agents.culpability import (
    degree_of_department,
    degree_of_township,
    is_department_culpable,
    is_of_a_deed,
    is_township_culpable,
    shows_as,
)
from wenze.agents.kinds import ERRED, EXPOSED, LEAD_BIT, NEVER, NO_STEP, NOBODY, SECOND_BIT
from wenze.agents.policy.duty_list import due
from wenze.sim.events import SOLVED, SURFACED, note
from wenze.sim.phases.blocks import start_of
from wenze.sim.phases.files import count_ending


def take_slot(state, block):
    """A free slot of a block's stretch of the pool of cases."""
    clock = state.clock[0]
    own = state.blocks[block]
    if own.free_cases > 0:
        own.free_cases -= 1
        return state.free[start_of(state.free, clock, block) + own.free_cases]
    own.cases_used += 1
    return start_of(state.cases, clock, block) + own.cases_used - 1


def close(state, slot, month):
    """Close a case and give its slot back."""
    case = state.cases[slot]
    block = state.counties[case.county].block
    own = state.blocks[block]
    count_ending(state, case, month)
    if in_township_hands(case.owner, case.handed_down, case.away):
        state.posts[case.desk].load -= 1
    case.open = 0
    state.free[start_of(state.free, state.clock[0], block) + own.free_cases] = slot
    own.free_cases += 1


def solve(state, slot, month, by_department):
    """A case ends by being solved."""
    case = state.cases[slot]
    tally = state.tallies[month]
    tally.solved += 1
    tally.solved_novel += case.novel
    tally.solved_months += month - case.born
    amount = worth(case.severity)
    tally.value_solved += fixed(amount)
    if by_department:
        tally.solved_by_department += 1
    note(
        state,
        month,
        SOLVED,
        county=case.county,
        case_number=case.number,
        subject=case.worker_id,
        place=case.post,
        detail=by_department,
        amount=amount,
    )
    close(state, slot, month)


def put_on_docket(state, case, month, surfaced_by, params, policy):
    """A case surfaces: one entry on the docket of its county, with what the file shows and what is true."""
    county = state.counties[case.county]
    own = state.blocks[county.block]
    entry = state.entries[start_of(state.entries, state.clock[0], county.block) + own.entries]
    own.entries += 1
    county.docket += 1
    if surfaced_by != ERRED:
        county.now_surfaced += 1
    case.surfaced = month
    shown = shows_as(surfaced_by, case.tainted, params.problems)
    copy_file(state, entry, case, month, shown, policy.duty_list)
    set_truth(entry, case, shown)
    entry.decided = NEVER
    entry.audit_due = NEVER
    note(
        state,
        month,
        SURFACED,
        county=case.county,
        case_number=case.number,
        subject=entry.culprit_id,
        place=case.post,
        detail=surfaced_by,
        amount=case.severity,
    )


def copy_file(state, entry, case, month, surfaced_by, duty_list):
    """Copy what the file shows on the day it surfaces."""
    holder = state.posts[case.desk].holder
    entry.number = case.number
    entry.severity = case.severity
    entry.county = case.county
    entry.post = case.post
    entry.owner = case.owner
    entry.kind = case.kind
    entry.lead = case.lead
    entry.second = case.second
    entry.river = case.river
    entry.surfaced = month
    entry.surfaced_by = surfaced_by
    entry.told = case.told
    entry.holder = holder
    entry.holder_id = state.people[holder].number
    entry.worker = case.worker
    entry.worker_id = case.worker_id
    entry.work_trace = case.work_trace if case.worker != NOBODY else 0.0
    entry.helper = case.helper
    entry.helper_id = case.helper_id
    entry.help_trace = case.help_trace if case.helper != NOBODY else 0.0
    entry.township_due = due(case.born, duty_list)
    entry.lead_due = due(case.lead_informed, duty_list)
    entry.second_due = due(case.second_informed, duty_list)
    entry.township_step = shown_step(case.township_real, case.township_paper, entry.township_due)
    entry.lead_step = shown_step(case.lead_real, case.lead_paper, entry.lead_due)
    entry.second_step = shown_step(case.second_real, case.second_paper, entry.second_due)
    entry.duty_done = entry.township_step != NO_STEP
    entry.looks_like_error = is_of_a_deed(surfaced_by)
    entry.looks_explored = case.erred_exploring if surfaced_by == ERRED else case.novel
    entry.inexperienced = case.erred_inexperienced if surfaced_by == ERRED else case.tainter_inexperienced
    entry.prohibited = case.prohibited
    entry.passed = case.passed
    entry.passer_id = case.passer_id
    entry.held_id = np.uint64(0)
    entry.held_township = 0
    entry.held_lead = 0
    entry.held_second = 0
    entry.held_rightly = 0
    entry.found_misconduct = 0
    entry.sanctions = 0
    entry.first_sanction = 0
    entry.style = 0
    entry.late = 0
    entry.audit_regular = 0


def set_truth(entry, case, surfaced_by):
    """Who is a cause, to what degree, and who is culpable: known to the model, to nobody in it."""
    entry.guilty = surfaced_by == EXPOSED
    entry.degree_township = degree_of_township(case, surfaced_by)
    entry.degree_lead = degree_of_department(case, LEAD_BIT, surfaced_by)
    entry.degree_second = degree_of_department(case, SECOND_BIT, surfaced_by)
    entry.expected_township = case.expected_township
    entry.expected_lead = case.expected_lead
    entry.expected_second = case.expected_second
    entry.omitter_id = case.omitter_id
    entry.culpable_township = is_township_culpable(case, entry.degree_township, surfaced_by)
    entry.culpable_lead = is_department_culpable(case, LEAD_BIT, surfaced_by)
    entry.culpable_second = is_department_culpable(case, SECOND_BIT, surfaced_by)
    if surfaced_by == EXPOSED:
        entry.culprit = case.tainter
        entry.culprit_id = case.tainted_by
    elif surfaced_by == ERRED:
        entry.culprit = case.erred
        entry.culprit_id = case.erred_by
    else:
        entry.culprit = case.culprit
        entry.culprit_id = case.culprit_id


def drop_entry(state, index, block):
    """Take an entry off a block's dockets; the last one moves into its place."""
    own = state.blocks[block]
    own.entries -= 1
    last = start_of(state.entries, state.clock[0], block) + own.entries
    if index < last:
        state.entries[index] = state.entries[last]
