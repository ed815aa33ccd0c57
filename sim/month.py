"""The order of a month.

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

Agents of a kind act on last month's beliefs, so that the order within a phase does not matter.
"""

from wenze.agents.kinds import MONTHS_A_YEAR
from wenze.sim.events import most_events
from wenze.sim.phases.beliefs import form_beliefs, remember
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
from wenze.sim.state import CASES_USED, ENTRIES_USED, SANCTIONS_AN_ENTRY

FINITE = -1


def run_month(state, params, policy, month):
    """One month, in the order above."""
    add_problems(state, params, policy, month)
    choose_options(state, params, policy, month)
    hand_down_cases(state, params, policy, month)
    choose_conduct(state, params, policy, month)
    handle_cases(state, params, policy, month)
    serve_cases(state, params, policy, month)
    offer_gains(state, params, policy, month)
    surface_cases(state, params, policy, month)
    choose_styles(state, params, policy, month)
    decide_dockets(state, params, policy, month)
    decide_reviews(state, params, policy, month)
    audit_decisions(state, params, policy, month)
    sanction_breaches(state, params, policy, month)
    record_cadre_month(state, params, policy, month)
    record_department_month(state, params, policy, month)
    if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:
        hold_yearly_round(state, params, policy, month)
    remove_from_office(state, params, month)
    remember(state, params, month)
    form_beliefs(state, params, policy)
    take_census(state, month)


def run_months(state, params, policy, first, last, reals, shapes):
    """Run months ``first`` to ``last − 1`` of the world under one policy; at the very start, make the state.

    The policy is announced before the first of them: beliefs, which were formed at the end of the month before, perhaps under
    another policy, are formed anew from the same memory.

    ``reals`` shows each array that has real numbers as 8-byte words, in the order of ``shapes``
    (:data:`wenze.sim.state.SHAPES`). Returns the month reached, short of ``last`` where a pool has to grow first, and the
    place of the array in which a number is not finite, −1 for none: looked for before the first month and at the end of
    each, so that the month reached is the one after.
    """
    if first == 0:
        populate(state, params)
    # Looked for first, so that what is named is what was not finite and not a belief that was formed of it.
    bad = first_not_finite(state.clock[0], reals, shapes)
    if bad >= 0:
        return first + 1, bad
    form_beliefs(state, params, policy)
    for month in range(first, last):
        if not has_room(state):
            return month, FINITE
        run_month(state, params, policy, month)
        bad = first_not_finite(state.clock[0], reals, shapes)
        if bad >= 0:
            return month + 1, bad
    return last, FINITE


def first_not_finite(clock, reals, shapes):
    """The first kind of record in which some real number is not finite, −1 for none."""
    for kind in range(len(reals)):
        rows = rows_in_use(clock, shapes[kind, 2], len(reals[kind]) // shapes[kind, 1])
        if not all_finite(reals[kind], shapes[kind, 0], shapes[kind, 1], rows):
            return kind
    return FINITE


def rows_in_use(clock, in_use, rows):
    """How many records of an array are in use: all of them, or a pool's."""
    if in_use == CASES_USED:
        return clock.cases_used
    return clock.entries if in_use == ENTRIES_USED else rows


def all_finite(numbers, count, stride, rows):
    """Whether the first ``count`` numbers of each of ``rows`` records of ``stride`` words are finite."""
    even = 0.0
    odd = 0.0
    for start in range(0, rows * stride, stride):
        for offset in range(0, count - 1, 2):
            even += numbers[start + offset] * 0.0
            odd += numbers[start + offset + 1] * 0.0
        even += numbers[start + count - 1] * 0.0
    return even + odd == 0.0


def has_room(state):
    """Whether every pool has room for all that one month can add."""
    clock = state.clock[0]
    posts = len(state.posts)
    heads = len(state.departments)
    open_cases = clock.cases_used - clock.free_cases + posts
    entries = clock.entries + open_cases
    return (
        len(state.cases) - clock.cases_used + clock.free_cases >= posts
        and len(state.entries) >= entries
        and len(state.sanctions) >= clock.sanctions + SANCTIONS_AN_ENTRY * entries + posts + heads
        and (clock.logging == 0 or len(state.events) >= clock.events + most_events(clock, posts, heads))
    )
