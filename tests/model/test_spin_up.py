"""Every regime begins in the world that months under the status quo have made: the same for all, to the bit."""

import dataclasses
import gc
import threading
import weakref

import numpy as np
import pytest
from conftest import (
    BUSY,
    LIVELY,
    TWO_COUNTIES,
    differences,
    events,
    first_policy,
    in_use,
    levers,
    new_world,
    scenario,
    simulate,
    world_numbers,
)
from wenze.agents.kinds import COVER, HABIT, IDLE, RELAY, WORK
from wenze.agents.policy import Policy
from wenze.sim import batch as batches
from wenze.sim import records
from wenze.sim.batch import Interrupted, advance, run_batch, run_interpreted, run_one, spun_up
from wenze.sim.errors import InputError
from wenze.sim.events import ARISEN
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.memory import estimate_memory, memory_at_work
from wenze.sim.model import AccountabilityModel, Cadre
from wenze.sim.settings.compose import Settings, Stage, compose, from_plain, to_plain
from wenze.sim.settings.parameters import Run
from wenze.sim.state import FREE_TO_CHOOSE, at_the_switch, blank_state, everywhere, forced, nobody_held

pytestmark = pytest.mark.usefixtures("engine")

SPIN_UP, MONTHS = 30, 26
NUMBERS = world_numbers(TWO_COUNTIES, LIVELY)
STATUS_QUO = levers(BUSY)
REGIMES = ("blanket_punishment", "full_reform", "no_accountability", "citizens_voice")


def settings_of(*names: str, **run: int) -> Settings:
    """Some scenarios after a spin-up under a busy status quo."""
    how = {"spin_up": SPIN_UP, "months": MONTHS, "replications": 2, **run}
    return Settings(Run(**how), NUMBERS, tuple(map(scenario, names or REGIMES)), (names or REGIMES)[0], STATUS_QUO)


def spun(months: int = MONTHS, **how) -> batches.State:
    """A world at the switch."""
    world = blank_state(NUMBERS, months, 1, 0, spin_up=SPIN_UP)
    for name, value in how.items():
        world.clock[0][name] = value
    return simulate(NUMBERS, STATUS_QUO, SPIN_UP, world=world)


def go_on(world, policy: Policy, months: int = MONTHS):
    """A regime from the switch on."""
    return simulate(NUMBERS, policy, SPIN_UP + months, first=SPIN_UP, world=world)


# --- the switch ---------------------------------------------------------------------------------------------------------


def test_all_regimes_begin_in_one_world_and_only_then_part() -> None:
    world = spun_up(settings_of(), 0)
    assert differences(world, spun()) == []
    assert len(in_use(world, "sanctions")) > 0 and len(in_use(world, "cases")) > 0
    begun = [at_the_switch(world) for _ in REGIMES]
    for own in begun:
        assert differences(own, world, without=["tallies"]) == [] and own.tallies.person_months.sum() == 0
    ended = [go_on(own, first_policy(name)) for own, name in zip(begun, REGIMES, strict=True)]
    assert differences(world, spun()) == [], "a regime has changed the world the others begin in"
    assert len({one.tallies[SPIN_UP:].tobytes() for one in ended}) == len(REGIMES)


def test_problems_arise_the_same_under_every_regime_post_by_post_after_the_switch() -> None:
    found = []
    for name in REGIMES:
        log = events(go_on(at_the_switch(spun(logging=1)), first_policy(name)), ARISEN)
        after = np.sort(log[log.month >= 0], order=["case_number"])
        found.append([(one.month, one.place, one.case_number, one.amount, one.detail) for one in after])
    assert len(found[0]) > 100 and all(one == found[0] for one in found)


def test_without_spin_up_a_regime_begins_in_the_first_world() -> None:
    settings = settings_of(spin_up=0)
    for name in REGIMES[:3]:
        world = run_one(settings, scenario(name).stages, 0)
        assert differences(world, simulate(NUMBERS, first_policy(name), MONTHS)) == []


def test_the_status_quo_after_its_spin_up_is_one_run_on_the_same_luck() -> None:
    numbers = world_numbers(TWO_COUNTIES, LIVELY, {"problems.river_month": 11_999})
    whole = simulate(numbers, STATUS_QUO, SPIN_UP + MONTHS)
    settings = dataclasses.replace(settings_of(), world=numbers)
    world = run_one(settings, [Stage(0, STATUS_QUO)], 0)
    assert differences(world, whole, without=["clock", "tallies", "free"]) == []
    assert world.tallies.tobytes() == whole.tallies[SPIN_UP:].tobytes()


def test_a_run_in_months_equals_the_run_of_a_batch() -> None:
    stages = (Stage(0, Policy()), Stage(10, first_policy("full_reform")), Stage(20, levers({"promotion.honours": 0.3})))
    changing = dataclasses.replace(scenario("crackdown"), stages=stages)
    settings = dataclasses.replace(settings_of("crackdown"), scenarios=(changing,))
    world = spun_up(settings, 1)
    for first, last, policy in batches.spans(stages, MONTHS):
        for month in range(first, last):
            numbers = records.params_record(NUMBERS), records.params_record(policy)
            world = advance(world, *numbers, SPIN_UP + month, SPIN_UP + month + 1)
    (found,) = (one.read for one in run_batch(settings, 1) if one.replication == 1)
    assert found.tobytes() == world.tallies[SPIN_UP:].tobytes() and len(found) == MONTHS


def test_the_river_case_is_planted_in_its_month_after_the_switch() -> None:
    month = NUMBERS.problems.river_month
    world = go_on(at_the_switch(spun(logging=1)), Policy(), month + 1)
    river = in_use(world, "cases")
    river = river[river.river == 1]
    assert [int(one.born) for one in river] == [SPIN_UP + month]
    planted = events(world, ARISEN)
    assert month in planted[planted.case_number == river.number[0]].month


def test_the_calendar_is_the_worlds() -> None:
    tallies = run_one(settings_of("full_reform"), scenario("full_reform").stages, 0).tallies
    rounds = [month for month in range(MONTHS) if tallies[month].competing > 0]
    assert rounds == [month for month in range(MONTHS) if (SPIN_UP + month) % 12 == 11]


def test_a_new_policy_is_announced_before_its_first_month() -> None:
    """A severer ladder is believed in from the month in which it holds, at the switch and on a timeline alike."""
    severe = levers({"accountability.severity": 1.0}, STATUS_QUO)
    world = spun()
    for month in (SPIN_UP, SPIN_UP + 1):
        world = simulate(NUMBERS, STATUS_QUO, month, first=SPIN_UP, world=world)
        found = [at_the_switch(world), at_the_switch(world)]
        for one, policy in zip(found, (STATUS_QUO, severe), strict=True):
            how = records.params_record(NUMBERS), records.params_record(policy)
            batches._run(run_interpreted, one, *how, month, month, everywhere(one))
        before, after = (one.counties.loss_head for one in found)
        assert before.tobytes() == world.counties.loss_head.tobytes()
        assert (after > before).all()


# --- many runs ------------------------------------------------------------------------------------------------------------


def runs(settings: Settings, threads: int, **how) -> dict:
    return {
        (one.scenario, one.replication, one.forced): one.read.tobytes() for one in run_batch(settings, threads, **how)
    }


def test_what_a_batch_shares_changes_no_run() -> None:
    settings = settings_of(replications=3)
    found = runs(settings, 1)
    assert found == runs(settings, 2) == runs(settings, 7)
    for own in settings.scenarios:
        for replication in range(3):
            assert found[own.name, replication, False] == run_one(settings, own.stages, replication).tallies.tobytes()


def test_parts_are_the_same_over_any_number_of_threads_and_begin_at_the_switch() -> None:
    settings = settings_of()
    found = runs(settings, 1, parts=True)
    assert found == runs(settings, 3, parts=True)
    assert {key: found[key] for key in found if not key[2]} == runs(settings, 2)
    assert len(found) == 2 * (2 * len(REGIMES) - 1)


def test_the_world_at_the_switch_is_made_once_and_few_are_there_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made, worlds, most = [], [], [0]
    lock = threading.Lock()
    spin = batches.spun_up

    def counted(settings: Settings, replication: int, **how):
        world = spin(settings, replication, **how)
        with lock:
            made.append(replication)
            worlds.append(weakref.ref(world.people))
            most[0] = max(most[0], sum(one() is not None for one in worlds))
        return world

    monkeypatch.setattr(batches, "spun_up", counted)
    for threads in (1, 2, 3):
        made.clear()
        gc.collect()
        most[0] = 0
        for _ in run_batch(settings_of(replications=9), threads):
            pass
        assert sorted(made) == list(range(9)) and most[0] <= threads + 1, (threads, most)


def test_few_replications_of_many_scenarios_keep_every_thread_at_work() -> None:
    """Two runs of one replication wait for each other: on one thread at a time they never would meet."""
    met = threading.Barrier(2, timeout=60)
    names = REGIMES[:2]
    found = list(run_batch(settings_of(*names, replications=1), 2, read=lambda _: met.wait() is not None))
    assert [one.read for one in found] == [True, True]


def test_a_batch_that_is_left_ends_within_the_spin_up() -> None:
    done: list[int] = []
    left = run_batch(settings_of(spin_up=2000, months=1, replications=1000), 2, progress=done.append)
    next(left)
    left.close()
    ended = len(done)
    assert not [one for one in threading.enumerate() if one.name.startswith("run")]
    assert ended == len(done) < 100
    asked = iter([False, True])
    with pytest.raises(Interrupted):
        spun_up(compose(["spin_up=12000"], names=["oversight"], reference=None, folder=None, mode="run"), 0,
                stop=lambda: next(asked))  # fmt: skip


def test_progress_adds_up_to_all_the_work() -> None:
    from wenze.experiments.runs.collect import work_in

    for names, parts in ((("oversight",), False), (REGIMES, False), (REGIMES, True)):
        settings, done = settings_of(*names), []
        for _ in run_batch(settings, 2, progress=done.append, parts=parts):
            pass
        assert sum(done) == work_in(settings, parts)


def test_memory_counts_the_worlds_at_the_switch() -> None:
    alone, company, none = settings_of("oversight"), settings_of(), settings_of(spin_up=0)
    assert memory_at_work(company, 2) > memory_at_work(none, 2)
    assert memory_at_work(alone, 2) - memory_at_work(company, 2) < 0
    long = settings_of(spin_up=1200)
    assert estimate_memory(long, 2) > estimate_memory(company, 2)


def test_the_estimate_is_above_what_a_spun_up_world_takes() -> None:
    from wenze.sim.memory import bytes_of_world

    settings = compose(["months=60", "spin_up=240"], names=["oversight"], reference=None, folder=None, mode="run")
    world = run_one(settings, settings.scenarios[0].stages, 0)
    used = sum(in_use(world, name).nbytes for name in world._fields if name not in ("tallies", "events"))
    assert used < bytes_of_world(settings.world.scale, settings.world, 300)


# --- conduct from outside -------------------------------------------------------------------------------------------------


def test_nobody_is_held_and_nothing_recorded_before_the_switch() -> None:
    blank = blank_state(NUMBERS, MONTHS, 1, 0, record_conduct=True, spin_up=SPIN_UP)
    recorded = simulate(NUMBERS, STATUS_QUO, SPIN_UP, world=blank)
    assert (recorded.conduct == FREE_TO_CHOOSE).all()
    recorded = go_on(recorded, STATUS_QUO)
    assert (recorded.conduct >= 0).all() and (recorded.style_conduct >= 0).all()
    held = nobody_held(NUMBERS.scale, MONTHS)
    held.conduct[:] = IDLE
    world = forced(blank_state(NUMBERS, MONTHS, 1, 0, spin_up=SPIN_UP), held)
    world = simulate(NUMBERS, STATUS_QUO, SPIN_UP + MONTHS, world=world)
    free = simulate(NUMBERS, STATUS_QUO, SPIN_UP, world=blank_state(NUMBERS, MONTHS, 1, 0, spin_up=SPIN_UP))
    assert world.tallies[:SPIN_UP].tobytes() == free.tallies[:SPIN_UP].tobytes()
    assert (world.tallies.months_idle == world.tallies.person_months)[SPIN_UP:].all()


@pytest.mark.parametrize("spin_up", [0, SPIN_UP])
def test_a_share_of_posts_departments_and_supervisors_can_be_held(spin_up: int) -> None:
    settings = settings_of("blanket_punishment", spin_up=spin_up)
    held = nobody_held(NUMBERS.scale, MONTHS)
    held.conduct[:, 3], held.conduct[5:9, 7] = COVER, WORK
    held.department_conduct[:, 1], held.style_conduct[:, 0] = RELAY, HABIT
    held.willing[:, 2] = np.inf
    seen = []
    world = batches.spun_up(settings, 0)
    world = forced(world, held)
    numbers, policy = records.params_record(NUMBERS), records.params_record(first_policy("blanket_punishment"))
    for month in range(MONTHS):
        world = advance(world, numbers, policy, spin_up + month, spin_up + month + 1)
        seen.append((world.people.conduct[world.posts.holder].copy(), world.departments.conduct.copy(),
                     world.supervisors.style.copy()))  # fmt: skip
    conduct, options, styles = (np.array(one) for one in zip(*seen, strict=True))
    assert (options[:, 1] == RELAY).all() and (styles[:, 0] == HABIT).all()
    # Whoever leaves or is moved does so at the end of a month: what the holder then did elsewhere is no matter here.
    stays = world.tallies[spin_up:].exits + world.tallies[spin_up:].reposted == 0
    assert (conduct[stays, 3] == COVER).all() and (conduct[5:9, 7][stays[5:9]] == WORK).all()
    assert len(np.unique(conduct[:, 4])) > 1 and len(np.unique(options[:, 0])) > 1


def test_where_nobody_is_held_forcing_changes_nothing() -> None:
    settings = settings_of("full_reform")
    stages = settings.scenarios[0].stages
    free = run_one(settings, stages, 0)
    bound = run_one(settings, stages, 0, conduct=nobody_held(NUMBERS.scale, MONTHS))
    assert set(differences(free, bound)) == {
        "clock.forcing", "conduct", "department_conduct", "style_conduct", "willing"
    }  # fmt: skip


def test_what_is_given_is_not_written_to() -> None:
    held = nobody_held(NUMBERS.scale, MONTHS)
    held.conduct[:, 0] = IDLE
    before = held.conduct.copy()
    run_one(settings_of(), scenario("oversight").stages, 0, conduct=held)
    assert (held.conduct == before).all()


# --- Mesa -----------------------------------------------------------------------------------------------------------------

SMALL = {"world.scale.counties": 2, "world.scale.townships": 3, "world.scale.posts": 6, "world.scale.departments": 4}


def small_model(scenario_name: str = "full_reform", **how) -> AccountabilityModel:
    return AccountabilityModel(scenario_name, months=12, seed=7, overrides=SMALL, **how)


@pytest.mark.mesa
def test_the_mesa_model_begins_at_the_switch() -> None:
    model = small_model(spin_up=25)
    assert model.month == model.steps == 0 and np.isnan(model.measure("effort"))
    assert {cadre.conduct for cadre in model.agents_by_type[Cadre]} != {"none yet"}
    settings = model.settings
    assert settings.run.spin_up == 25
    tallies = run_one(settings, settings.scenarios[0].stages, 0).tallies
    for month in range(12):
        model.step()
        assert model.world.tallies[25 + month].tobytes() == tallies[month].tobytes()
    assert model.measure("effort", 12) == pytest.approx(
        (tallies.months_work + tallies.months_explore).sum() / tallies.person_months.sum()
    )


@pytest.mark.mesa
def test_levers_changed_before_the_first_step_change_the_regime_and_not_the_past() -> None:
    plain, moved = small_model("blanket_punishment", spin_up=25), small_model("blanket_punishment", spin_up=25)
    moved.change({"policy.accountability.severity": 1.0})
    beliefs = [
        found for found in differences(plain.world, moved.world) if not found.startswith(("townships", "counties"))
    ]
    assert beliefs == []
    plain.step()
    moved.step()
    assert differences(plain.world, moved.world) != []
    assert moved.settings.status_quo == plain.settings.status_quo


@pytest.mark.mesa
def test_months_on_agents_count_from_the_switch() -> None:
    model = small_model("blanket_punishment", spin_up=60)
    for _ in range(12):
        model.step()
    cadres = list(model.agents_by_type[Cadre])
    assert any(cadre.burdened for cadre in cadres)
    for cadre in cadres:
        assert cadre.barred_until == int(cadre.record.barred_until) - 60
        assert cadre.burdened == (cadre.barred_until > model.month - 1)


@pytest.mark.mesa
@pytest.mark.parametrize("given", [-1, 12_001, 1.5, "many", True])
def test_the_mesa_model_refuses_what_no_spin_up_can_be(given: object) -> None:
    with pytest.raises(InputError, match=r"^spin_up=.* must be a whole number between 0 and 12000") as caught:
        small_model(spin_up=given)
    assert "\n" not in str(caught.value)


# --- settings -------------------------------------------------------------------------------------------------------------


def test_the_status_quo_is_the_base_with_the_levers_of_the_command_line() -> None:
    changed = ["policy.accountability.strictness_work=0.4", "policy.tolerance.exploration=0.3"]
    settings = compose(changed, names=["tolerance_verified"], reference=None, folder=None, mode="compare")
    expected = levers({"accountability.strictness_work": 0.4, "tolerance.exploration": 0.3})
    assert settings.status_quo == expected
    own = next(one for one in settings.scenarios if one.name == "tolerance_verified")
    assert own.stages[0].policy.tolerance.exploration != 0.3
    alone = compose(changed, names=["tolerance_verified"], reference=None, folder=None, mode="run")
    assert alone.status_quo == expected


def test_a_result_can_be_repeated_from_its_settings_with_spin_up_and_status_quo() -> None:
    changed = ["policy.accountability.strictness_work=0.4", "spin_up=36", "months=12"]
    settings = compose(changed, names=["oversight"], reference=None, folder=None, mode="compare")
    plain = to_plain(settings)
    assert plain["run"]["spin_up"] == 36 and plain["status_quo"]["accountability"]["strictness_work"] == 0.4
    assert from_plain(plain, "config.yaml") == settings
    del plain["status_quo"]
    with pytest.raises(InputError, match=r"^config.yaml: status_quo: missing$"):
        from_plain(plain, "config.yaml")


def test_a_world_lives_no_longer_than_its_months_have_room() -> None:
    compose(["spin_up=12000", "months=8000"], names=None, reference=None, folder=None, mode="compare")
    with pytest.raises(InputError) as caught:
        compose(["spin_up=12000", "months=8001"], names=None, reference=None, folder=None, mode="compare")
    assert str(caught.value) == (
        "spin_up=12000: must be at most 11,999 with months=8001: a world lives at most 20,000 months"
    )


def test_records_have_room_for_the_longest_life() -> None:
    """A world near its end: the largest months that stand in records, with the longest order and deadline, do not wrap."""
    numbers = world_numbers(TWO_COUNTIES, LIVELY, {"problems.order_months": 12000})
    world = new_world(numbers, 20_000)
    world = simulate(numbers, STATUS_QUO, 1, world=world)
    world = simulate(numbers, STATUS_QUO, 20_000, first=19_960, world=world)
    cases = in_use(world, "cases")
    assert cases.ordered_until.max() > 31_000 and cases.ordered_until.min() >= 0
    assert in_use(world, "entries").surfaced.max() > 19_900


# --- the status quo is a present --------------------------------------------------------------------------------------

TREND = ("effort", "innovation", "cover", "idle", "sanctions", "harm", "problems_open", "wrongful_share", "safety")
"""Measures whose yearly means are looked at."""

WORLDS = 24
BEYOND = 3.5
"""Standard errors: one of nine true slopes of zero would go beyond it once in two hundred such suites."""

TOLD = 0.15
"""The power of it: a change of 15 % of the mean over ten years would be seen, for each of the measures."""


def test_the_status_quo_shows_no_trend_over_ten_years() -> None:
    """Slopes of yearly means after the spin-up, a value a replication; and each told closely enough to mean something."""
    settings = compose(
        [f"replications={WORLDS}", "months=120"], names=["blanket_punishment"], reference=None, folder=None, mode="run"
    )
    counts = np.stack([outcome.read for outcome in run_batch(settings, threads=2)])
    years = add_up(counts.reshape(WORLDS, 10, 12), axis=2)
    centred = np.arange(10) - 4.5
    for name in TREND:
        values = np.asarray(MEASURES[name].of(years))
        slopes = 10 * (values * centred).sum(axis=1) / (centred**2).sum()
        error = slopes.std(ddof=1) / np.sqrt(WORLDS)
        assert abs(slopes.mean()) < BEYOND * error, (name, slopes.mean(), error)
        assert BEYOND * error < TOLD * values.mean(), (name, error, values.mean())
