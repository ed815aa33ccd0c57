"""The order of a month, block by block of counties.

1.  New problems arise.
2.  Departments choose; what is new to them is kept or handed down. Everybody looks through the files.
3.  Cadres choose.
4.  Cases are handled: worked on, reported, passed on. Errors bring them to light.
5.  Departments serve what they hold.
6.  Opportunities for misconduct arise with new cases.
7.  Open cases erupt, come to light as misconduct, are inspected or complained about.
8.  Supervisors choose how to look, and decide their dockets; sanctions fall; reviews that are due are decided; auditors
    examine past decisions; breaches of discipline are sanctioned.
9.  The month goes into histories. Once a year: promotion, honours, re-posting, leaving. Those removed leave.
10. Everyone learns.
11. The month is measured.

Agents of a kind act on last month's beliefs, so that the order within a phase does not matter. Counties have nothing to do with one
another within a month (a block is some of them): what supervisors of all of them learn is pooled at its end.
"""

from wenze.agents.kinds import MONTHS_A_YEAR
from wenze.sim.events import most_events
from wenze.sim.finite import FINITE, earlier, not_finite_in, not_finite_in_city
from wenze.sim.phases.beliefs import believe_of_styles, fold_city, form_beliefs, remember
from wenze.sim.phases.blocks import room_in
from wenze.sim.phases.careers import hold_yearly_round, remove_from_office
from wenze.sim.phases.census import take_census
from wenze.sim.phases.conduct import choose_conduct
from wenze.sim.phases.correction import audit_decisions, decide_reviews
from wenze.sim.phases.departments import choose_options, hand_down_cases, serve_cases
from wenze.sim.phases.discipline import sanction_breaches
from wenze.sim.phases.handling import handle_cases
from wenze.sim.phases.histories import record_cadre_month, record_department_month
from wenze.sim.phases.inquiry import choose_styles, decide_dockets
from wenze.sim.phases.misconduct import offer_gains
from wenze.sim.phases.populate import populate
from wenze.sim.phases.problems import add_problems
from wenze.sim.phases.surfacing import surface_cases
from wenze.sim.state import SANCTIONS_AN_ENTRY


def live_month(state, params, policy, month, block):
    """A block's month, in the order above."""
    add_problems(state, params, policy, month, block)
    choose_options(state, params, policy, month, block)
    hand_down_cases(state, params, policy, month, block)
    choose_conduct(state, params, policy, month, block)
    handle_cases(state, params, policy, month, block)
    serve_cases(state, params, policy, month, block)
    offer_gains(state, params, policy, month, block)
    surface_cases(state, params, policy, month, block)
    choose_styles(state, params, policy, month, block)
    decide_dockets(state, params, policy, month, block)
    decide_reviews(state, params, policy, month, block)
    audit_decisions(state, params, policy, month, block)
    sanction_breaches(state, params, policy, month, block)
    record_cadre_month(state, params, policy, month, block)
    record_department_month(state, params, policy, month, block)
    if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:
        hold_yearly_round(state, params, policy, month, block)
    remove_from_office(state, params, month, block)
    remember(state, params, month, block)
    form_beliefs(state, params, policy, block)
    take_census(state, month, block)


def end_month(state, params):
    """What the supervisors of all counties have learnt in a month is pooled."""
    fold_city(state.city[0], params.learning.memory)
    believe_of_styles(state.city[0], params.supervisors)


def run_months(state, params, policy, first, last, reals, shapes, share):
    """Run months ``first`` to ``last − 1`` of some blocks under one policy; at the very start, make the state.

    The policy is announced before the first of them: beliefs, which were formed at the end of the month before, perhaps under
    another policy, are formed anew from the same memory.

    ``share`` (:class:`wenze.sim.state.Share`) says which blocks, and whether what supervisors have learnt is pooled at the end of each
    month: where others live the months of the rest, a month at a time is run. ``reals`` shows each array that has real numbers as
    8-byte words, in the order of ``shapes`` (:data:`wenze.sim.state.SHAPES`). Returns the month reached, short of ``last`` where a
    pool has to grow first, and the place of the array in which a number is not finite, −1 for none: looked for before the first
    month and at the end of each, so that the month reached is the one after.
    """
    if first == 0:
        populate(state, params)
    # Looked for first, so that what is named is what was not finite and not a belief that was formed of it.
    bad = not_finite_in_city(state, reals, shapes)
    for block in range(share.first, share.end):
        bad = earlier(bad, not_finite_in(state, block, reals, shapes))
    if bad >= 0:
        return first + 1, bad
    for block in range(share.first, share.end):
        form_beliefs(state, params, policy, block)
    if share.pools:
        believe_of_styles(state.city[0], params.supervisors)
    for month in range(first, last):
        if not has_room(state, share):
            return month, FINITE
        for block in range(share.first, share.end):
            live_month(state, params, policy, month, block)
            bad = earlier(bad, not_finite_in(state, block, reals, shapes))
        if share.pools:
            end_month(state, params)
            bad = earlier(bad, not_finite_in_city(state, reals, shapes))
        if bad >= 0:
            return month + 1, bad
    return last, FINITE


def has_room(state, share):
    """Whether every pool has room for all that one month can add in each block of a share."""
    clock = state.clock[0]
    heads = clock.counties_a_block * clock.departments
    posts = clock.counties_a_block * clock.townships * clock.posts
    events = 0
    for block in range(share.first, share.end):
        own = state.blocks[block]
        open_cases = own.cases_used - own.free_cases + posts
        entries = own.entries + open_cases
        sanctions = own.sanctions + SANCTIONS_AN_ENTRY * entries + posts + heads
        if room_in(state.cases, clock) < open_cases or room_in(state.entries, clock) < entries:
            return False
        if room_in(state.sanctions, clock) < sanctions:
            return False
        events += most_events(own, posts, heads)
    return clock.logging == 0 or len(state.events) >= clock.events + events
