"""Who has the work (派活、推诿): each case is given once, to the post where it arose or by diligence, and then stays or is passed.

| what is switched off                     | by                                    | what is gone                                          |
|------------------------------------------|---------------------------------------|-------------------------------------------------------|
| giving by diligence                      | by_diligence 0                        | every desk but the home one, until a duty is passed   |
| passing, but for up                      | clarity and to_post 1, or one post    | passing sideways; with both every desk but the home one|
| passing at all                           | revision 0                            | both ways                                             |
| what is to come                          | horizon 0                             | how long cases stay, and new ones: their priors       |
| chill                                    | chill 0                               | safety and trust: publicity, distrust                 |
| overload                                 | overload 0                            | the normal load                                       |
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from conftest import (
    BUSY,
    LIVELY,
    ONE_IN_A_MILLION,
    TWO_COUNTIES,
    changed,
    chi_square,
    chi_square_limit,
    events,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents.case import in_township_hands
from wenze.agents.kinds import ACT, HABIT, IDLE, SIDEWAYS, TOWNSHIP, UP, WORK
from wenze.agents.policy.assignment import share_given
from wenze.sim import records
from wenze.sim.events import ARISEN, HANDED_DOWN, PASSED
from wenze.sim.settings.parameters import World as WorldNumbers
from wenze.sim.state import ConductRecord, State, forced

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 30
NUMBERS = world_numbers(LIVELY, TWO_COUNTIES)
REGIMES = {
    "as by default": {},
    "busy, all by diligence": {**BUSY, "assignment.by_diligence": 1.0},
    "half of the kinds to the post": {
        "assignment.by_diligence": 0.7,
        "duty_list.clarity": 0.7,
        "duty_list.to_post": 0.7,
    },
}
TO_THE_POST = {"duty_list.clarity": 1.0, "duty_list.to_post": 1.0}


def month_by_month(
    numbers: WorldNumbers, regime: dict[str, float], months: int = MONTHS
) -> Iterator[tuple[int, State]]:
    """A world at the end of each of its months, with a log."""
    world = new_world(numbers, months, log=True)
    for month in range(months):
        world = simulate(numbers, levers(regime), month + 1, first=month, world=world)
        yield month, world


def open_cases(world: State) -> Any:
    cases = in_use(world, "cases")
    return cases[cases.open == 1]


def in_hand(cases: Any) -> Any:
    """Which of some cases are in the township's hands."""
    columns = (cases[name].tolist() for name in ("owner", "handed_down", "away"))
    return np.array([in_township_hands(*what) for what in zip(*columns, strict=True)], bool)


def of_month(world: State, kind: int, month: int) -> Any:
    found = events(world, kind)
    return found[found.month == month]


# --- given once ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("regime", REGIMES)
def test_a_case_is_given_once_and_changes_desks_only_by_being_passed_sideways(regime: str) -> None:
    posts = NUMBERS.scale.posts
    desks: dict[int, tuple[int, int]] = {}  # of the open cases of the month before: desk, and whether it was given
    moved = given = 0
    for month, world in month_by_month(NUMBERS, REGIMES[regime]):
        passed = of_month(world, PASSED, month)
        sideways = passed.case_number[passed.detail == SIDEWAYS].tolist()
        assert len(set(passed.case_number.tolist())) == len(passed), "a duty is passed once a month"
        handed = set(of_month(world, HANDED_DOWN, month).case_number.tolist())
        now = {}
        for case in open_cases(world):
            number, desk = int(case.number), int(case.desk)
            assert desk // posts == case.post // posts == case.township, "a case never leaves its township"
            if number not in sideways:
                if number in desks and desks[number][1]:
                    assert desk == desks[number][0], "given once, it stays where it is"
                if not case.given:
                    assert desk == case.post and not in_hand(np.array([case]).view(np.recarray))[0]
            elif number in desks:
                assert desk != desks[number][0]
                moved += 1
            if case.given and not (number in desks and desks[number][1]):
                assert case.born == month or number in handed, "as it arises, or as it is handed down"
                given += 1
            if number in desks:
                assert case.given >= desks[number][1]
            now[number] = (desk, int(case.given))
        desks = now
    assert given > 50 and moved > 5


@pytest.mark.parametrize("regime", REGIMES)
def test_loads_count_what_is_in_hand_at_each_desk_in_every_month(regime: str) -> None:
    for month, world in month_by_month(NUMBERS, REGIMES[regime]):
        cases = open_cases(world)
        held = cases[in_hand(cases)]
        assert (held.given == 1).all()
        expected = np.bincount(held.desk, minlength=len(world.posts))
        assert world.posts.load.tolist() == expected.tolist(), f"month {month}"
        assert expected.sum() > 0


def test_giving_by_diligence_neither_makes_nor_loses_a_case() -> None:
    """Post by post the same problems arise in the same months, and each of them is solved, has erupted, or is open."""
    told = []
    for share in (0.0, 1.0):
        world = simulate(NUMBERS, levers({**BUSY, "assignment.by_diligence": share}), MONTHS, log=True)
        arisen = events(world, ARISEN)
        told.append(arisen[["month", "place", "case_number", "detail", "amount"]].tolist())
        cases = open_cases(world)
        assert len(arisen) == world.tallies.arisen.sum()
        assert len(arisen) == world.tallies.solved.sum() + world.tallies.erupted.sum() + len(cases)
        homes = dict(zip(arisen.case_number.tolist(), arisen.place.tolist(), strict=True))
        assert cases.post.tolist() == [homes[number] for number in cases.number.tolist()], "its home stays its home"
        assert ((cases.desk != cases.post).sum() > 0.3 * len(cases)) == (share == 1.0)
    assert told[0] == told[1] and len(told[0]) > 100


# --- at home ------------------------------------------------------------------------------------------------------------


def test_where_the_list_names_the_post_for_every_duty_all_work_stays_at_home() -> None:
    for _, world in month_by_month(NUMBERS, {**BUSY, **TO_THE_POST, "assignment.by_diligence": 1.0}):
        assert np.array_equal(open_cases(world).desk, open_cases(world).post)
    assert world.tallies.passed_sideways.sum() == 0 < world.tallies.own_passed.sum()


def test_clear_kinds_that_are_not_assigned_to_the_post_do_not_stay_at_home() -> None:
    world = simulate(NUMBERS, levers({**TO_THE_POST, "duty_list.to_post": 0.0, "assignment.by_diligence": 1.0}), MONTHS)
    assert (open_cases(world).desk != open_cases(world).post).any()
    assert world.tallies.passed_sideways.sum() > 0


def test_without_giving_by_diligence_only_what_was_passed_sideways_is_not_at_home() -> None:
    ever: set[int] = set()
    for month, world in month_by_month(NUMBERS, {**BUSY, "assignment.by_diligence": 0.0}):
        passed = of_month(world, PASSED, month)
        ever |= set(passed.case_number[passed.detail == SIDEWAYS].tolist())
        cases = open_cases(world)
        assert set(cases.number[cases.desk != cases.post].tolist()) <= ever
    assert len(ever) > 5


# --- who is given it ----------------------------------------------------------------------------------------------------

ACTIVE, POSTS = 1, 4  # of each township's posts the first works, the others are idle
# Who is held to one conduct for good has the diligence of it; nothing is passed, and nobody leaves.
HELD = {"learning.revision": 0.0, "people.turnover": 0.0, "people.retirement_years": 80.0, "ladder.removal_chance": 0.0,
        "discipline.rate": 0.0, "discipline.head_rate": 0.0, "scale.townships": 40, "scale.posts": POSTS, "handling.solve_rate": 0.0,
        "problems.eruption_rate": 0.0, "departments.serve_rate": 0.0}  # fmt: skip


def held_world(numbers: WorldNumbers, months: int) -> State:
    """A world in which the first post of each township works and everybody else is idle."""
    world = new_world(numbers, months, log=True)
    conduct = np.full((months, len(world.posts)), IDLE, np.int8)
    conduct[:, ::POSTS] = WORK
    return forced(world, ConductRecord(
        conduct=conduct,
        department_conduct=np.full((months, len(world.departments)), ACT, np.int8),
        style_conduct=np.full((months, len(world.supervisors)), HABIT, np.int8),
        willing=np.full((months, len(world.posts)), np.nan),
    ))  # fmt: skip


def given_later(world: State) -> Any:
    """Cases given after the first month, in which nobody was known to be diligent yet."""
    cases = open_cases(world)
    return cases[(cases.given == 1) & (cases.born > 0)]


def test_where_all_is_given_by_diligence_and_much_is_made_of_it_the_active_get_all_the_work() -> None:
    numbers = world_numbers(LIVELY, TWO_COUNTIES, HELD, {"handling.diligence_weight": 20.0})
    world = simulate(numbers, levers({"assignment.by_diligence": 1.0}), 12, world=held_world(numbers, 12))
    cases = given_later(world)
    assert len(cases) > 500
    assert (cases.desk % POSTS == 0).all(), "whoever works is given the work"
    assert (cases.post % POSTS != 0).mean() > 0.7, "though it arises everywhere"
    assert (world.tallies.load_idle == world.tallies.load_idle[0]).all(), "after the first month the idle get nothing"
    assert (np.diff(world.tallies.load_active) > 0).all()


@pytest.mark.parametrize(("share", "weight"), [(1.0, 1.0), (0.5, 2.0), (1.0, 0.0), (0.0, 2.0)])
def test_work_is_given_in_the_shares_that_everybody_reckons_with(share: float, weight: float) -> None:
    numbers = world_numbers(
        LIVELY, TWO_COUNTIES, HELD, {"handling.diligence_weight": weight, "problems.duty_kinds": 1000}
    )
    policy = levers({"assignment.by_diligence": share, "duty_list.clarity": 0.5, "duty_list.to_post": 0.5})
    world = simulate(numbers, policy, 40, world=held_world(numbers, 40))
    cases = given_later(world)
    weights = np.exp(weight * np.array([1.0, 0.0, 0.0, 0.0])).sum()
    params, moved = records.params_record(numbers), records.params_record(policy)
    expected = [
        share_given(conduct, weights - own, POSTS, moved, params.handling)
        for conduct, own in ((WORK, np.exp(weight)), (IDLE, 1.0), (IDLE, 1.0), (IDLE, 1.0))
    ]
    assert sum(expected) == pytest.approx(POSTS)
    seen = np.bincount(cases.desk % POSTS, minlength=POSTS)
    if share == 0.0:
        assert np.array_equal(cases.desk, cases.post)
    assert seen.sum() > 3000
    assert chi_square(seen, np.array(expected) / POSTS * seen.sum()) < chi_square_limit(POSTS - 1)


def test_who_reckons_with_a_higher_share_of_new_cases_when_active_is_drawn_by_what_it_would_come_to() -> None:
    """Nobody who turns idle goes on to be given what it was given; with nothing given by diligence all reckon alike."""
    params = records.params_record(NUMBERS)
    for levers_of, equal in (({"assignment.by_diligence": 0.0}, True), (TO_THE_POST, True), ({}, False)):
        moved = records.params_record(levers(levers_of))
        active, idle = (share_given(what, 3.0, 4, moved, params.handling) for what in (WORK, IDLE))
        assert (active == idle == 1.0) if equal else active > 1.0 >= idle


# --- blind colleagues ---------------------------------------------------------------------------------------------------


def test_who_chooses_blindly_passes_a_duty_as_often_up_as_sideways_and_helps_with_half_of_what_it_is_asked_at_work() -> (
    None
):
    numbers = world_numbers(LIVELY, TWO_COUNTIES, {"learning.precision": 0.0, "scale.townships": 20})
    tallies = simulate(numbers, levers({**BUSY, "duty_list.to_post": 0.0}), 48).tallies
    up, sideways = tallies.own_passed.sum(), tallies.passed_sideways.sum()
    assert abs(up - sideways) < ONE_IN_A_MILLION * np.sqrt(up + sideways) and up > 500
    asked, refused = tallies.help_asked.sum(), tallies.help_refused.sum()
    # The colleague is at work in half of the months, and helps then with chance one half.
    at_work = (tallies.months_work.sum() + tallies.months_explore.sum()) / tallies.person_months.sum()
    assert asked > 1000
    assert abs((asked - refused) / asked - at_work / 2) < 2 * ONE_IN_A_MILLION * np.sqrt(0.25 * 0.75 / asked)


# --- null models --------------------------------------------------------------------------------------------------------


def conduct_and_counts(numbers: WorldNumbers, regime: dict[str, float], *but: str) -> tuple[bytes, Any]:
    """What everybody did in every month, and all that was counted but for some counts."""
    world = simulate(numbers, levers({**BUSY, **regime}), 48, record=True)
    names = [name for name in world.tallies.dtype.names if name not in but]
    everybody = world.conduct.tobytes() + world.department_conduct.tobytes() + world.style_conduct.tobytes()
    return everybody, world.tallies[names].tolist()


# What is switched off, by which numbers; what then moves nothing, though it does otherwise; and what merely tells of it.
NULLS = {
    "horizon, of those in hand": ({"learning.horizon": 0.0}, {"conduct.prior_ended_active": 1.0}, {}, ()),
    "horizon, of those elsewhere": ({"learning.horizon": 0.0}, {"conduct.prior_ended_other": 0.5}, {}, ()),
    "horizon, of new pairs": ({"learning.horizon": 0.0}, {"departments.prior_new": 3.0}, {}, ()),
    "horizon, of those that act": ({"learning.horizon": 0.0}, {"departments.prior_ended_acting": 0.9}, {}, ()),
    "chill, of distrust": ({"conduct.chill": 0.0}, {"conduct.prior_distrust": 0.9}, {}, ("trust",)),
    "chill, of publicity": ({"conduct.chill": 0.0}, {}, {"correction.publicity": 1.0}, ("safety",)),
    "overload": ({"conduct.overload": 0.0}, {"conduct.normal_load": 0.0}, {}, ()),
}


@pytest.mark.parametrize("null", NULLS)
def test_what_is_switched_off_takes_its_numbers_with_it(null: str) -> None:
    off, numbers, regime, but = NULLS[null]
    for basis, equal in (({"conduct.chill": 1.0} | off, True), ({"conduct.chill": 1.0}, False)):
        one, other = (changed(NUMBERS, {**basis, **more}) for more in ({}, numbers))
        assert (conduct_and_counts(one, {}, *but) == conduct_and_counts(other, regime, *but)) == equal


def test_with_one_post_a_township_nothing_can_be_passed_sideways_and_nobody_asked() -> None:
    alone = changed(NUMBERS, {"scale.posts": 1, "scale.townships": 10})
    for share in (0.0, 1.0):
        tallies = simulate(alone, levers({**BUSY, "assignment.by_diligence": share}), 48).tallies
        assert tallies.passed_sideways.sum() == tallies.help_asked.sum() == 0 < tallies.own_passed.sum()
    two = simulate(changed(alone, {"scale.posts": 2}), levers(BUSY), 48).tallies
    assert two.passed_sideways.sum() > 0 < two.help_asked.sum()


def test_whoever_never_reconsiders_keeps_every_duty() -> None:
    for revision, passes in ((0.0, False), (0.2, True)):
        tallies = simulate(changed(NUMBERS, {"learning.revision": revision}), levers(BUSY), 48).tallies
        assert (tallies.passed_sideways.sum() > 0) == (tallies.own_passed.sum() > 0) == passes


def test_what_was_passed_is_noted_with_the_way_it_went_and_only_own_duties_are() -> None:
    for month, world in month_by_month(NUMBERS, BUSY):
        passed = of_month(world, PASSED, month)
        assert (passed.detail == UP).sum() == world.tallies.own_passed[month]
        assert (passed.detail == SIDEWAYS).sum() == world.tallies.passed_sideways[month]
        ways = dict(zip(passed.case_number.tolist(), passed.detail.tolist(), strict=True))
        for case in open_cases(world):
            if int(case.number) in ways:
                assert case.owner == TOWNSHIP and case.passed == ways[int(case.number)]
                assert case.township_paper <= month, "a paper step"
                assert case.passer_id != 0
