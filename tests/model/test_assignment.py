"""Who gets the work, who helps, and who passes on: in the engine, month by month."""

import math
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
    first_policy,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents.kinds import (
    ACT,
    DEPARTMENTS,
    ERUPTED,
    HABIT,
    IDLE,
    KEEP,
    NEVER,
    OFFLOAD,
    SIDEWAYS,
    TOWNSHIP,
    UP,
    WORK,
)
from wenze.agents.policy import Policy
from wenze.sim.events import ARISEN, HANDED_DOWN, PASSED, SOLVED, SURFACED
from wenze.sim.settings.parameters import World
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 48
ERRORS = 3.5  # standard errors that chance is allowed
TOWNS = {**TWO_COUNTIES, "scale.townships": 6, "scale.posts": 6}
# Nothing is remembered beyond the month, so that what is remembered is what the month has counted.
FORGETFUL = world_numbers(LIVELY, TOWNS, {"learning.memory": 0.0})
NO_RIVER = {"problems.river_month": 11999}
STAY = {"people.turnover": 0.0, "people.retirement_years": 80.0, "ladder.removal_chance": 0.0}
LARGE = {**NO_RIVER, **STAY, "scale.counties": 2, "scale.townships": 50, "scale.posts": 20}


def monthly(numbers: World, policy: Policy, months: int = MONTHS, **how: Any) -> Iterator[tuple[int, State]]:
    """A world after every month."""
    world = new_world(numbers, months, log=True, **how)
    for month in range(months):
        world = simulate(numbers, policy, month + 1, first=month, world=world)
        yield month, world


def open_cases(world: State) -> Any:
    cases = in_use(world, "cases")
    return cases[cases.open == 1]


def in_hand(cases: Any) -> Any:
    """Those of some cases that are in the township's hands."""
    return cases[(cases.away == 0) & ((cases.owner != DEPARTMENTS) | (cases.handed_down == 1))]


def of_month(world: State, kind: int, month: int) -> Any:
    found = events(world, kind)
    return found[found.month == month]


# --- loads ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("regime", ["blanket_punishment", "lists_to_post", "whip_the_fast_ox"])
def test_loads_are_the_cases_in_hand_at_each_desk_in_every_month(regime: str) -> None:
    policy = levers(BUSY, first_policy(regime))
    loads, passed = None, 0
    for month, world in monthly(FORGETFUL, policy):
        counties = world.counties
        if loads is not None:
            begun = loads + counties.arrivals_own + counties.arrivals_assist
            assert (counties.in_hand.sum(axis=1) == begun).all(), "what was left, and what is new"
        desks = np.bincount(in_hand(open_cases(world)).desk, minlength=len(world.posts))
        assert (world.posts.load == desks).all()
        loads = np.bincount(world.posts.county, world.posts.load, minlength=len(counties))
        passed += len(of_month(world, PASSED, month))
    assert passed > 0 and (world.posts.load > 1).any()


@pytest.mark.parametrize("by_diligence", [0.0, 0.5, 1.0])
def test_a_case_is_given_once_and_its_desk_moves_only_as_it_is_passed_sideways(by_diligence: float) -> None:
    policy = levers({**BUSY, "assignment.by_diligence": by_diligence})
    desks: dict[int, int] = {}
    pushed: set[int] = set()
    given: set[int] = set()
    counted = 0
    for month, world in monthly(FORGETFUL, policy):
        sideways = of_month(world, PASSED, month)
        moved = set(sideways.case_number[sideways.detail == SIDEWAYS].tolist())
        pushed |= moved
        handed = set(of_month(world, HANDED_DOWN, month).case_number.tolist())
        cases = open_cases(world)
        for case in cases:
            number = int(case.number)
            if number in desks and number not in moved and (number in given or number not in handed):
                assert case.desk == desks[number]
            assert case.given == (case.owner != DEPARTMENTS or case.handed_down == 1)
            assert world.posts.township[case.desk] == case.township
            desks[number] = int(case.desk)
        arisen = of_month(world, ARISEN, month)
        own = arisen.detail == TOWNSHIP
        assert (world.counties.arrivals_own == np.bincount(arisen.county[own], minlength=2)).all()
        given |= set(arisen.case_number[arisen.detail != DEPARTMENTS].tolist()) | handed
        counted += int(world.counties.arrivals_own.sum() + world.counties.arrivals_assist.sum())
    assert counted == len(given) > 500
    assert (by_diligence > 0.0) == any(
        case.desk != case.post and int(case.number) not in pushed for case in in_hand(open_cases(world))
    )


# --- the stream is the same, whoever gets it ----------------------------------------------------------------------------------


def stream(by_diligence: float, regime: str = "blanket_punishment") -> State:
    policy = levers({**BUSY, "assignment.by_diligence": by_diligence}, first_policy(regime))
    return simulate(FORGETFUL, policy, MONTHS, log=True)


def test_giving_the_work_to_others_changes_nothing_about_where_problems_arise() -> None:
    fields = ["month", "county", "case_number", "place", "detail", "amount"]
    home, others = stream(0.0), stream(1.0)
    problems = [events(world, ARISEN)[fields] for world in (home, others)]
    assert problems[0].tolist() == problems[1].tolist() and len(problems[0]) > 1000
    assert home.tallies.tobytes() != others.tallies.tobytes()


@pytest.mark.parametrize("by_diligence", [0.0, 1.0])
def test_no_case_is_lost(by_diligence: float) -> None:
    world = stream(by_diligence)
    arisen = events(world, ARISEN).case_number.tolist()
    surfaced = events(world, SURFACED)
    ended = events(world, SOLVED).case_number.tolist() + surfaced.case_number[surfaced.detail == ERUPTED].tolist()
    assert sorted(arisen) == sorted(ended + open_cases(world).number.tolist())
    assert len(set(arisen)) == len(arisen)


# --- down to the post, or to whoever works --------------------------------------------------------------------------------------


def forced(numbers: World, months: int, conducts: Any, department: int = ACT, **how: Any) -> State:
    """A world in which people do one thing by post, over and over again."""
    world = new_world(numbers, months, record=True, log=True, **how)
    world.conduct[:] = conducts
    world.department_conduct[:] = department
    world.style_conduct[:] = HABIT
    world.clock[0].forcing = 1
    return world


def test_where_the_list_reaches_down_to_the_post_every_case_stays_at_home() -> None:
    down = {"duty_list.clarity": 1.0, "duty_list.to_post": 1.0, "assignment.by_diligence": 1.0}
    ways = []
    for month, world in monthly(FORGETFUL, levers({**BUSY, **down})):
        cases = open_cases(world)
        assert (cases.desk == cases.post).all()
        ways += of_month(world, PASSED, month).detail.tolist()
    assert set(ways) == {UP}, "nor is any pushed on to a colleague"
    assert world.tallies.passed_sideways.sum() == 0


def test_where_half_of_the_kinds_are_clear_to_the_post_these_stay() -> None:
    numbers = world_numbers(LARGE, {"problems.arrival": 1.0, "problems.own_share": 1.0, "problems.duty_kinds": 1000})
    policy = levers({"duty_list.clarity": 0.8, "duty_list.to_post": 0.5, "assignment.by_diligence": 1.0})
    world = simulate(numbers, policy, 1, world=forced(numbers, 1, WORK))
    cases = in_use(world, "cases")
    cases = cases[cases.passed == KEEP]
    given = 0.6 * 19 / 20  # by diligence, to another of twenty alike
    error = math.sqrt(len(cases) * given * (1.0 - given) + 2 * 1000 * 0.24)  # kinds are drawn once for many cases
    assert abs((cases.desk != cases.post).sum() - given * len(cases)) < ERRORS * error


PASSED_BY_NOBODY = {"learning.revision": 0.0}


def test_a_case_is_given_by_diligence_as_often_as_the_lever_says() -> None:
    numbers = world_numbers(LARGE, PASSED_BY_NOBODY, {"problems.arrival": 1.0, "problems.own_share": 1.0})
    for share in (0.0, 0.3, 1.0):
        world = simulate(numbers, levers({"assignment.by_diligence": share}), 1, world=forced(numbers, 1, WORK))
        cases = in_use(world, "cases")
        chance = share * 19 / 20  # all are alike
        error = math.sqrt(len(cases) * chance * (1.0 - chance))
        assert abs((cases.desk != cases.post).sum() - chance * len(cases)) <= ERRORS * error


@pytest.mark.parametrize("handed_down", [False, True])
def test_whoever_works_gets_the_work_by_the_weight_of_diligence(handed_down: bool) -> None:
    """鞭打快牛: one in four works, and weighs three times as much; each of them gets three times as much as another."""
    owner = {"problems.own_share": 0.0, "problems.assist_share": 0.0, "problems.known_at_start": 1.0}
    numbers = world_numbers(LARGE, PASSED_BY_NOBODY, owner if handed_down else {"problems.own_share": 1.0}, {
        "problems.arrival": 1.0, "handling.diligence_weight": math.log(3.0), "handling.solve_rate": 0.0,
        "problems.eruption_rate": 0.0, "departments.serve_rate": 0.0,
    })  # fmt: skip
    policy = levers({"assignment.by_diligence": 1.0, "duty_list.clarity": 0.0, "duty_list.taken_back": 0.0})
    conducts = np.where(np.arange(2000) % 4 == 0, WORK, IDLE)
    world = simulate(numbers, policy, 3, world=forced(numbers, 3, conducts, OFFLOAD))
    cases = in_use(world, "cases")
    cases = cases[(cases.open == 1) & (cases.born > 0)]  # in the first month nobody has been seen at work
    workers = int((conducts[cases.desk] == WORK).sum())
    assert len(cases) == 4000
    assert chi_square([workers, 4000 - workers], [2000, 2000]) < chi_square_limit(1)


def test_with_a_large_weight_only_the_active_get_any() -> None:
    numbers = world_numbers(LARGE, PASSED_BY_NOBODY, {
        "problems.arrival": 0.5, "problems.own_share": 1.0, "handling.diligence_weight": 20.0,
    })  # fmt: skip
    conducts = np.where(np.arange(2000) % 4 == 0, WORK, IDLE)
    world = simulate(numbers, levers({"assignment.by_diligence": 1.0}), 24, world=forced(numbers, 24, conducts))
    cases = open_cases(world)
    assert len(cases) > 100
    assert (conducts[cases.desk[cases.born > 0]] == WORK).all()
    loads = world.posts.load
    assert loads[conducts == WORK].mean() > 10.0 * loads[conducts == IDLE].mean()


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


def passings(numbers: World, policy: Policy, months: int = 6) -> tuple[State, Any]:
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


def test_only_own_duties_are_passed_on_and_never_where_it_is_not_considered() -> None:
    for change in ({"problems.own_share": 0.0}, {"learning.revision": 0.0}):
        _, passed = passings(world_numbers(LARGE, BLIND, change), Policy())
        assert len(passed) == 0


def test_who_passed_on_last_and_whither_is_noted_and_is_a_step_on_paper() -> None:
    numbers = world_numbers(LARGE, BLIND, {"problems.own_share": 1.0, "problems.arrival": 0.4})
    world, passed = passings(numbers, Policy(), 12)
    last = {int(event.case_number): event for event in passed}
    seen = {UP: 0, SIDEWAYS: 0}
    for case in open_cases(world):
        event = last.get(int(case.number))
        if event is None:
            assert case.passed == KEEP and case.passer_id == 0
            continue
        assert (case.passed, case.passer_id) == (event.detail, event.subject)
        assert case.township_paper <= event.month < NEVER
        seen[int(case.passed)] += 1
    assert min(seen.values()) > 100


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
