"""Phases on what is set up by hand, for what seldom comes together in a run."""

from collections.abc import Iterator

import numpy as np
import pytest
from conftest import SMALL, in_every_block, levers, new_world, world_numbers
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import fixed
from wenze.agents.kinds import EXPLORE, IDLE, WORK
from wenze.sim.phases.careers import hold_yearly_round
from wenze.sim.phases.populate import populate
from wenze.sim.phases.ranking import rank
from wenze.sim.records import params_record
from wenze.sim.state import State

DECEMBER = 11
POSTS = 8
QUIET = world_numbers(SMALL, {"people.merit_noise": 0.0, "people.turnover": 0.0, "people.retirement_years": 80.0})


@pytest.fixture
def world() -> Iterator[State]:
    """One county of eight cadres who leave for no reason, before its first month; draws are meant to overflow."""
    begun = new_world(QUIET, 12)
    with np.errstate(over="ignore"):
        populate(begun, params_record(QUIET))
        yield begun


@pytest.mark.parametrize(("removed", "honoured"), [(False, EXPLORE), (True, WORK)])
def test_whoever_is_removed_from_office_this_month_is_not_honoured(world: State, removed: bool, honoured: int) -> None:
    """The county reads of the year of whoever is honoured: of the best, or of the next best."""
    assert len(world.people) == POSTS
    world.people.year_months[:, IDLE] = 12
    for index, conduct, solved in ((3, EXPLORE, 3.0), (5, WORK, 2.0)):
        world.people[index].year_months[:] = 0
        world.people[index].year_months[conduct] = 12
        world.people[index].year_solved = fixed(solved)
    world.people[3].removed = removed
    policy = levers({"promotion.honours": 1 / POSTS, "promotion.observability": 1.0})
    in_every_block(hold_yearly_round, world, params_record(QUIET), params_record(policy), DECEMBER)
    assert world.tallies[DECEMBER].honoured == 1
    assert np.flatnonzero(world.counties[0].now_honoured).tolist() == [honoured]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=20))
def test_the_highest_score_ranks_first_then_the_lowest_tie_draw_then_the_first_post(
    candidates: list[tuple[int, int]],
) -> None:
    score, tie = [float(score) for score, _ in candidates], [float(tie) for _, tie in candidates]
    order = [-1] * len(candidates)
    rank(order, score, tie, len(candidates))
    assert order == sorted(range(len(candidates)), key=lambda place: (-score[place], tie[place], place))
