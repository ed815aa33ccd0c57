"""Among colleagues, in the engine: what a load drives people to, who passes a duty on and whither, who helps, and trust."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from conftest import (
    BUSY,
    LIVELY,
    TWO_COUNTIES,
    chi_square,
    chi_square_limit,
    events,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents.kinds import (
    ACT,
    HABIT,
    IDLE,
    SIDEWAYS,
    UP,
    WORK,
)
from wenze.agents.policy import Policy
from wenze.sim.events import PASSED
from wenze.sim.settings.parameters import World
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

TOWNS = {**TWO_COUNTIES, "scale.townships": 6, "scale.posts": 6}
# Nothing is remembered beyond the month, so that what is remembered is what the month has counted.
FORGETFUL = world_numbers(LIVELY, TOWNS, {"learning.memory": 0.0})
NO_RIVER = {"problems.river_month": 11999}
STAY = {"people.turnover": 0.0, "people.retirement_years": 80.0, "ladder.removal_chance": 0.0}
LARGE = {**NO_RIVER, **STAY, "scale.counties": 2, "scale.townships": 50, "scale.posts": 20}


def monthly(numbers: World, policy: Policy, months: int) -> Iterator[tuple[int, State]]:
    """A world after every month."""
    world = new_world(numbers, months, log=True)
    for month in range(months):
        world = simulate(numbers, policy, month + 1, first=month, world=world)
        yield month, world


def of_month(world: State, kind: int, month: int) -> Any:
    found = events(world, kind)
    return found[found.month == month]


def forced(numbers: World, months: int, conducts: Any) -> State:
    """A world in which people do one thing by post, over and over again."""
    world = new_world(numbers, months, record=True, log=True)
    world.conduct[:] = conducts
    world.department_conduct[:] = ACT
    world.style_conduct[:] = HABIT
    world.clock[0].forcing = 1
    return world


# --- the load -----------------------------------------------------------------------------------------------------------


def test_a_load_above_the_normal_drives_people_from_work() -> None:
    """任务加码: where each case in hand weighs, and there are many."""
    heavy = {"problems.arrival": 0.5, "handling.solve_rate": 0.05, "problems.own_share": 1.0}
    active = []
    for overload in (0.0, 0.1, 2.0):
        numbers = world_numbers(TOWNS, heavy, {"conduct.overload": overload})
        tallies = simulate(numbers, Policy(), 60).tallies
        active.append((tallies.months_work.sum() + tallies.months_explore.sum()) / tallies.person_months.sum())
    assert active[0] > active[1] > active[2]
    assert active[2] < 0.5 * active[0]


# --- passing on -------------------------------------------------------------------------------------------------------------

BLIND = {
    "learning.precision": 0.0,
    "learning.revision": 0.25,
    "handling.solve_rate": 0.0,
    "problems.eruption_rate": 0.0,
}


def passings(numbers: World, policy: Policy, months: int) -> tuple[State, Any]:
    world = simulate(numbers, policy, months, log=True)
    return world, events(world, PASSED)


def test_without_precision_a_duty_is_kept_passed_up_and_passed_sideways_as_often() -> None:
    """In the month in which it arises, with the chance of revision, and then each way in a third of the cases."""
    numbers = world_numbers(
        LARGE, BLIND, {"problems.arrival": 1.0, "problems.own_share": 1.0, "handling.error_rate": 0.0}
    )
    world, passed = passings(numbers, Policy(), 1)
    each = 2000 * 0.25 / 3
    counts = [int((passed.detail == way).sum()) for way in (UP, SIDEWAYS)]
    assert chi_square([*counts, 2000 - sum(counts)], [each, each, 2000 - 2 * each]) < chi_square_limit(2)
    assert world.tallies.own_passed.sum() == counts[0] and world.tallies.passed_sideways.sum() == counts[1]


@pytest.mark.parametrize(("where", "listed"), [
    ({"scale.posts": 1}, {}), ({}, {"duty_list.clarity": 1.0, "duty_list.to_post": 1.0}),
])  # fmt: skip
def test_nobody_can_pass_sideways_who_is_alone_or_whose_duty_is_clear_to_the_post(where: dict, listed: dict) -> None:
    numbers = world_numbers(
        LARGE, BLIND, {"problems.arrival": 1.0, "problems.own_share": 1.0, "scale.townships": 200}, where
    )
    world, passed = passings(numbers, levers(listed), 1)
    posts = len(world.posts)
    assert set(passed.detail.tolist()) == {UP}
    assert chi_square([len(passed), posts - len(passed)], [posts / 8, posts * 7 / 8]) < chi_square_limit(1)


def test_a_precise_choice_goes_by_who_answers_for_what() -> None:
    """Passing is free and solves nothing; whoever keeps has much to fear, and so has whoever passes the one way."""
    numbers = world_numbers(LARGE, {
        "handling.solve_rate": 0.0, "handling.strain_pass": 0.0, "learning.precision": 50.0, "learning.revision": 1.0,
        "problems.own_share": 1.0, "problems.arrival": 1.0, "learning.prior_weight": 1.0, "handling.error_rate": 0.0,
    })  # fmt: skip
    for safe in (UP, SIDEWAYS):
        world = simulate(numbers, Policy(), 1, world=forced(numbers, 2, IDLE))
        counties = world.counties
        counties.passed_seen[:], counties.step_seen[:] = 1e6, 1e6
        counties.passed_blamed[:] = 1e6
        counties.passed_blamed[:, safe - 1] = 0.0
        counties.step_blamed[:] = 1e6
        counties.surfaced[:] = counties.case_months[:] = 1e6
        world = simulate(numbers, Policy(), 2, first=1, world=world)
        ways = of_month(world, PASSED, 1).detail
        assert len(ways) > 1000 and (ways == safe).all()


# --- trust and help ---------------------------------------------------------------------------------------------------------

# Severe cases of the township's own that nobody solves; inspectors find them, and by habit whoever shows on file answers.
HELPED = {
    **LARGE, "problems.arrival": 0.3, "problems.own_share": 1.0, "handling.severe": 0.0, "handling.solve_rate": 0.05,
    "handling.strain_pass": 20.0, "supervisors.staff": 5.0, "learning.precision": 1.5, "problems.eruption_rate": 0.0,
}  # fmt: skip
LOOKED_AT = {"accountability.visibility_weight": 0.9, "accountability.downward_bias": 1.0,
             "accountability.inspection_rate": 0.2, "accountability.severity": 0.8}  # fmt: skip


def helped(strictness: float, **more: float) -> State:
    numbers = world_numbers(HELPED, more)
    policy = levers({**LOOKED_AT, "accountability.strictness_work": strictness})
    return simulate(numbers, policy, 36, world=forced(numbers, 36, WORK))


def test_where_helpers_are_blamed_trust_falls_and_help_is_refused() -> None:
    spared, blamed = helped(0.0), helped(1.0)
    assert spared.counties.help_blamed.max() == 0.0 < blamed.counties.help_blamed.min()
    assert blamed.counties.blamed_helper.min() > spared.counties.blamed_helper.max()
    assert blamed.townships.trust.max() < spared.townships.trust.min()
    refused = [
        world.tallies.help_refused[12:].sum() / world.tallies.help_asked[12:].sum() for world in (spared, blamed)
    ]
    assert refused[0] < refused[1] - 0.1


def test_trust_is_what_has_been_seen_of_helpers_blamed_and_of_duties_pushed_over() -> None:
    """Month by month, with nothing remembered: disappointments over occasions."""
    policy = levers({**BUSY, **LOOKED_AT})
    occasions = disappointed = 0.0
    for month, world in monthly(FORGETFUL, policy, 24):
        counties, towns = world.counties, world.townships
        passed = of_month(world, PASSED, month)
        sideways = np.bincount(passed.county[passed.detail == SIDEWAYS], minlength=2)
        assert (counties.disappointed == sideways + counties.help_blamed).all()
        assert (counties.occasions >= np.bincount(passed.county, minlength=2) + counties.help_seen).all()
        for name in ("occasions", "disappointed"):
            assert (towns[name].reshape(2, -1).sum(axis=1) == counties[name]).all()
        weight, notice = FORGETFUL.learning.prior_weight, FORGETFUL.learning.notice_weight
        seen = towns.occasions + notice * np.repeat(counties.occasions, 6)
        let_down = towns.disappointed + notice * np.repeat(counties.disappointed, 6)
        believed = 1.0 - (weight * FORGETFUL.conduct.prior_distrust + let_down) / (weight + seen)
        assert towns.trust == pytest.approx(believed, rel=1e-12)
        occasions, disappointed = occasions + counties.occasions.sum(), disappointed + counties.disappointed.sum()
    assert occasions > disappointed > 20


def test_who_is_not_at_work_helps_nobody_and_only_workers_are_counted_as_asking() -> None:
    numbers = world_numbers(HELPED, {"handling.severe": 0.0})
    policy = levers(LOOKED_AT)
    idle = simulate(numbers, policy, 6, world=forced(numbers, 6, IDLE))
    assert idle.tallies.help_asked.sum() == 0
    alone = simulate(numbers, policy, 6, world=forced(numbers, 6, np.where(np.arange(2000) % 20 == 0, WORK, IDLE)))
    assert alone.tallies.help_asked.sum() == alone.tallies.help_refused.sum() > 0, (
        "of twenty one works: nobody else does"
    )


def test_without_anything_at_stake_help_is_given_every_second_time() -> None:
    numbers = world_numbers(
        HELPED, {"people.motivation_mean": 0.0, "people.loss_weight_mean": 0.0, "learning.precision": 50.0}
    )
    world = simulate(numbers, levers(LOOKED_AT), 6, world=forced(numbers, 6, WORK))
    asked, refused = int(world.tallies.help_asked.sum()), int(world.tallies.help_refused.sum())
    assert asked > 2000
    assert chi_square([refused, asked - refused], [asked / 2, asked / 2]) < chi_square_limit(1)
