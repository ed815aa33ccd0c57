"""The order of a month.

1.  New problems arise.
2.  Departments choose; what is new to them is kept or handed down.
3.  Cadres choose.
4.  Cases are handled: worked on, reported, passed on. Errors bring them to light.
5.  Departments serve what they hold.
6.  Opportunities for misconduct arise with new cases.
7.  Open cases erupt, come to light as misconduct, are inspected or complained about.
8.  Supervisors choose how to look, and decide their dockets; sanctions fall; reviews that are due are decided; auditors
    examine past decisions.
9.  The month goes into traces and histories. Once a year: promotion, honours, re-posting, leaving. Those removed leave.
10. Everyone learns.
11. The month is measured.

Agents of a kind act on last month's beliefs, so that the order within a phase does not matter.
"""

from wenze.sim.phases.beliefs import form_beliefs, remember
from wenze.sim.phases.cadres import cadres_choose
from wenze.sim.phases.careers import MONTHS_A_YEAR, the_removed_leave, yearly_round
from wenze.sim.phases.case_files import most_events
from wenze.sim.phases.census import the_month_is_measured
from wenze.sim.phases.correction import decisions_are_audited, reviews_are_decided
from wenze.sim.phases.departments import departments_choose, departments_hand_down, departments_serve
from wenze.sim.phases.handling import cases_are_handled
from wenze.sim.phases.histories import departments_set_down, the_month_is_set_down
from wenze.sim.phases.inquiry import dockets_are_decided, supervisors_choose
from wenze.sim.phases.misconduct import opportunities_arise
from wenze.sim.phases.populate import populate
from wenze.sim.phases.problems import problems_arise
from wenze.sim.phases.surfacing import cases_surface

FINITE = -1


def run_month(world, numbers, policy, month):
    """One month, in the order above."""
    problems_arise(world, numbers, policy, month)
    departments_choose(world, numbers, policy, month)
    departments_hand_down(world, numbers, policy, month)
    cadres_choose(world, numbers, policy, month)
    cases_are_handled(world, numbers, policy, month)
    departments_serve(world, numbers, policy, month)
    opportunities_arise(world, numbers, policy, month)
    cases_surface(world, numbers, policy, month)
    supervisors_choose(world, numbers, policy, month)
    dockets_are_decided(world, numbers, policy, month)
    reviews_are_decided(world, numbers, policy, month)
    decisions_are_audited(world, numbers, policy, month)
    the_month_is_set_down(world, numbers, month)
    departments_set_down(world, numbers, month)
    if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:
        yearly_round(world, numbers, policy, month)
    the_removed_leave(world, numbers, month)
    remember(world, numbers, month)
    form_beliefs(world, numbers, policy)
    the_month_is_measured(world, month)


def run_months(world, numbers, policy, first, last, reals, shapes):
    """Run months ``first`` to ``last − 1`` under one policy; at the very start, make the world.

    ``reals`` shows each kind of record that has real numbers as 8-byte words; ``shapes[k]`` is how many of them stand at
    the front of a record, and how many words a record has. Returns the month reached, short of ``last`` where a pool has
    to grow first, and the kind of record in which a number is not finite, −1 for none: looked for before the first month
    and at the end of each, so that the month reached is the one after.
    """
    if first == 0:
        populate(world, numbers)
        form_beliefs(world, numbers, policy)
    bad = first_not_finite(world.clock[0], reals, shapes)
    if bad >= 0:
        return first + 1, bad
    for month in range(first, last):
        if not has_room(world):
            return month, FINITE
        run_month(world, numbers, policy, month)
        bad = first_not_finite(world.clock[0], reals, shapes)
        if bad >= 0:
            return month + 1, bad
    return last, FINITE


def first_not_finite(clock, reals, shapes):
    """The first kind of record in which some real number is not finite, −1 for none."""
    for kind in range(len(reals)):
        rows = rows_in_use(clock, kind, len(reals), len(reals[kind]) // shapes[kind, 1])
        if not all_finite(reals[kind], shapes[kind, 0], shapes[kind, 1], rows):
            return kind
    return FINITE


def rows_in_use(clock, kind, kinds, rows):
    """How many records of a kind are in use: the last two kinds are the pools of cases and of entries."""
    if kind == kinds - 2:
        return clock.cases_used
    return clock.entries if kind == kinds - 1 else rows


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


def has_room(world):
    """Whether every pool has room for all that one month can add."""
    clock = world.clock[0]
    posts = len(world.posts)
    open_cases = clock.cases_used - clock.free_cases + posts
    entries = clock.entries + open_cases
    return (
        len(world.cases) - clock.cases_used + clock.free_cases >= posts
        and len(world.entries) >= entries
        and len(world.sanctions) >= clock.sanctions + 3 * entries
        and (clock.logging == 0 or len(world.events) >= clock.events + most_events(clock, posts))
    )
