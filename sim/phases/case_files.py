"""What several phases do to a file: take a slot, close a case, put it on a docket, note an event."""

import math

from wenze.agents.case import (
    ERRED,
    EXPOSED,
    LEAD_BIT,
    NEVER,
    NO_STEP,
    NOBODY,
    SECOND_BIT,
    TOWNSHIP,
    TOWNSHIP_BIT,
    degree_of_responsibility,
    in_township_hands,
    shown_step,
    worth,
)
from wenze.agents.choice import fixed

# Kinds of event in the log
ARISEN, SOLVED, SURFACED, DECIDED_EVENT, SANCTIONED, OVERTURNED = 1, 2, 3, 4, 5, 6
HANDED_DOWN, REPORTED, PASSED, MISCONDUCT, PROMOTED, LEFT, REPOSTED_EVENT = 7, 8, 9, 10, 11, 12, 13
MOST_EVENTS_A_CASE = 12
MOST_EVENTS_A_POST = 4


def most_events(clock, posts):
    """No month can log more events than this."""
    return MOST_EVENTS_A_CASE * (clock.cases_used + posts + clock.entries) + MOST_EVENTS_A_POST * posts + clock.reviews


def note(world, month, kind, county, case_number, subject, place, detail, amount):
    """Write one event to the log, if one is kept. ``place`` is a post, or a department."""
    clock = world.clock[0]
    if clock.logging == 0:
        return
    event = world.events[clock.events]
    event.month = month
    event.kind = kind
    event.county = county
    event.case_number = case_number
    event.subject = subject
    event.place = place
    event.detail = detail
    event.amount = amount
    clock.events += 1


def take_slot(world):
    """A free slot of the pool of cases."""
    clock = world.clock[0]
    if clock.free_cases > 0:
        clock.free_cases -= 1
        return world.free[clock.free_cases]
    clock.cases_used += 1
    return clock.cases_used - 1


def close(world, slot):
    """Close a case and give its slot back."""
    clock = world.clock[0]
    case = world.cases[slot]
    post = world.posts[case.post]
    if in_township_hands(case.owner, case.handed_down, case.away):
        post.load -= 1
    case.open = 0
    world.free[clock.free_cases] = slot
    clock.free_cases += 1


def solve(world, slot, month, by_department):
    """A case ends by being solved."""
    case = world.cases[slot]
    tally = world.tallies[month]
    tally.solved += 1
    tally.solved_novel += case.novel
    tally.solved_months += month - case.born
    amount = worth(case.severity)
    tally.value_solved += fixed(amount)
    if by_department:
        tally.solved_by_department += 1
    note(world, month, SOLVED, case.county, case.number, case.worker_id, case.post, by_department, amount)
    close(world, slot)


def put_on_docket(world, case, month, surfaced_by, policy):
    """A case surfaces: one entry on the docket of its county, with what the file shows and what is true."""
    clock = world.clock[0]
    entry = world.entries[clock.entries]
    clock.entries += 1
    world.counties[case.county].docket += 1
    world.counties[case.county].now_surfaced += 1
    case.surfaced = month
    copy_file(world, entry, case, month, surfaced_by, int(policy.duty_list.deadline))
    set_truth(entry, case, surfaced_by)
    entry.decided = NEVER
    entry.audit_due = NEVER
    note(world, month, SURFACED, case.county, case.number, entry.culprit_id, case.post, surfaced_by, case.severity)


def copy_file(world, entry, case, month, surfaced_by, deadline):
    """Copy what the file shows on the day it surfaces."""
    holder = world.posts[case.post].holder
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
    entry.holder_id = world.people[holder].number
    entry.worker = case.worker
    entry.worker_id = case.worker_id
    entry.work_trace = case.work_trace if case.worker != NOBODY else 0.0
    entry.helper = case.helper
    entry.helper_id = case.helper_id
    entry.help_trace = case.help_trace if case.helper != NOBODY else 0.0
    entry.township_due = case.born + deadline
    entry.lead_due = min(NEVER, case.lead_informed + deadline)
    entry.second_due = min(NEVER, case.second_informed + deadline)
    entry.township_step = shown_step(case.township_real, case.township_paper, entry.township_due)
    entry.lead_step = shown_step(case.lead_real, case.lead_paper, entry.lead_due)
    entry.second_step = shown_step(case.second_real, case.second_paper, entry.second_due)
    entry.duty_done = entry.township_step != NO_STEP
    entry.looks_like_error = surfaced_by == ERRED or surfaced_by == EXPOSED
    entry.looks_explored = case.erred_exploring if surfaced_by == ERRED else case.novel
    entry.inexperienced = case.erred_inexperienced if surfaced_by == ERRED else case.tainter_inexperienced
    entry.prohibited = case.prohibited
    entry.held_township = 0
    entry.held_lead = 0
    entry.held_second = 0
    entry.held_rightly = 0
    entry.found_misconduct = 0


def set_truth(entry, case, surfaced_by):
    """Who is a cause, to what degree, and who is culpable: known to the model, to nobody in it."""
    entry.guilty = surfaced_by == EXPOSED
    entry.degree_lead = 0.0
    entry.degree_second = 0.0
    entry.culpable_lead = 0
    entry.culpable_second = 0
    if surfaced_by == ERRED or surfaced_by == EXPOSED:
        entry.degree_township = 1.0
        entry.culprit = case.tainter if surfaced_by == EXPOSED else case.erred
        entry.culprit_id = case.tainted_by if surfaced_by == EXPOSED else case.erred_by
        entry.culpable_township = surfaced_by == EXPOSED or (case.erred_exploring == 1 and case.prohibited == 1)
    else:
        entry.degree_township = degree_of_responsibility(TOWNSHIP_BIT, case.averted, 0)
        entry.culprit = case.culprit
        entry.culprit_id = case.culprit_id
        entry.culpable_township = entry.degree_township > 0.0 and case.omitted == 1
        if case.owner != TOWNSHIP:
            entry.degree_lead = degree_of_responsibility(LEAD_BIT, case.averted, 0)
            entry.degree_second = degree_of_responsibility(SECOND_BIT, case.averted, 0)
            # A department omits a step only once it knows: what it could have done had it been told is not its omission.
            entry.culpable_lead = degree_of_responsibility(LEAD_BIT, case.averted, TOWNSHIP_BIT) > 0.0
            entry.culpable_second = degree_of_responsibility(SECOND_BIT, case.averted, TOWNSHIP_BIT) > 0.0


def drop_entry(world, index):
    """Take an entry off the docket's pool; the last one moves into its place."""
    clock = world.clock[0]
    clock.entries -= 1
    if index < clock.entries:
        world.entries[index] = world.entries[clock.entries]


def gravity(severity):
    """Quantile of a case's severity among all problems, on [0, 1)."""
    return math.sqrt(severity)
