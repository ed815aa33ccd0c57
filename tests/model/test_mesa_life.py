"""A model's end, those who leave it, copies of it, and many of it at once."""

import asyncio
import copy
import gc
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import mesa
import pytest
from test_mesa import MONTHS, SMALL, small_model
from wenze.sim.errors import InputError
from wenze.sim.model import AccountabilityModel, Cadre, DataCollector, Department
from wenze.sim.state import counted

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.mesa]


def run_too_far(seed: int) -> AccountabilityModel:
    """Step beyond the end."""
    model = AccountabilityModel(months=1, seed=seed)
    for _ in range(2):
        model.step()
    return model


def make_and_step(months: int) -> AccountabilityModel:
    """A model that has run all but its last month."""
    model = small_model(months=months)
    for _ in range(months - 1):
        model.step()
    return model


def finished(model: AccountabilityModel) -> bytes:
    """The counts of all months of a model run to its end."""
    model.run_model()
    counts: bytes = model.world.tallies.tobytes()
    return counts


# --- the end ----------------------------------------------------------------------------------------------------------


def test_a_step_beyond_the_end_is_an_ordinary_exception_and_not_counted() -> None:
    model = small_model(months=2)
    model.run_model()
    for _ in range(3):
        with pytest.raises(InputError, match="months=2: all months are run"):
            model.step()
        assert (model.steps, model.month, model.running) == (2, 2, False)
    assert len(model.datacollector.get_model_vars_dataframe()) == 2


@pytest.mark.skipif(not hasattr(mesa.Model, "run_for"), reason="this Mesa has no run_for")
def test_beyond_the_end_by_way_of_time() -> None:
    model = small_model(months=3)
    model.run_for(2)
    assert (model.steps, model.month, model.time) == (2, 2, 2)
    with pytest.raises(InputError):
        model.run_for(5)
    assert (model.steps, model.month) == (3, 3)


def test_it_is_seen_wherever_it_happens() -> None:
    with pytest.raises(InputError):
        list(map(run_too_far, [1, 2]))
    with ThreadPoolExecutor(1) as pool, pytest.raises(InputError):
        list(pool.map(run_too_far, [1, 2]))
    with pytest.raises(InputError):
        asyncio.run(asyncio.wait_for(asyncio.to_thread(run_too_far, 1), 60))


# --- those who leave --------------------------------------------------------------------------------------------------

SEEN = (
    "number",
    "competence",
    "knowhow",
    "conduct",
    "county",
    "township",
    "open_cases",
    "burdened",
    "lies_flat",
    "post",
)


def test_a_cadre_who_left_keeps_the_last_state() -> None:
    model = small_model()
    held = list(model.agents_by_type[Cadre])
    last: dict[int, dict[str, Any]] = {}
    left_in: dict[int, int] = {}
    while model.running:
        last.update(
            {cadre.number: {name: getattr(cadre, name) for name in SEEN} for cadre in held if cadre.left is None}
        )
        model.step()
        for cadre in held:
            if cadre.left is not None:
                left_in.setdefault(cadre.number, model.month - 1)
    gone = [cadre for cadre in held if cadre.left is not None]
    assert 0 < len(gone) < len(held)
    for cadre in gone:
        assert cadre.left == left_in[cadre.number]
        assert {name: getattr(cadre, name) for name in SEEN} == last[cadre.number]
        assert int(cadre.record.number) == cadre.number
        assert cadre not in model.agents


def test_who_is_burdened_is_whom_the_measure_counts() -> None:
    """In months in which nobody leaves, since who leaves was counted before."""
    harsh = ("policy.accountability.inspection_rate=0.5", "world.people.turnover=0.01")
    model = AccountabilityModel("crackdown", months=MONTHS, overrides=(*SMALL, *harsh))
    compared = 0
    while model.running:
        people = {cadre.number for cadre in model.agents_by_type[Cadre]}
        model.step()
        cadres = model.agents_by_type[Cadre]
        if {cadre.number for cadre in cadres} == people:
            burdened = [cadre for cadre in cadres if cadre.burdened]
            assert len(burdened) == counted(model.world)[model.month - 1].months_burdened
            assert len(burdened) / len(cadres) == model.measure("burdened")
            compared += len(burdened) > 0
    assert compared >= 5


# --- copies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickled_model_goes_on_with_the_same_numbers(protocol: int) -> None:
    model = make_and_step(6)
    again = pickle.loads(pickle.dumps(model, protocol=protocol))
    assert (again.month, again.steps, again.policy) == (model.month, model.steps, model.policy)
    assert finished(again) == finished(model)
    collected = model.datacollector.get_model_vars_dataframe()
    assert again.datacollector.get_model_vars_dataframe().equals(collected)
    with pytest.raises(InputError):
        again.step()


def test_a_copy_is_a_model_of_its_own() -> None:
    model = make_and_step(4)
    before = model.world.tallies.tobytes()
    again = copy.deepcopy(model)
    done = finished(again)
    assert (model.month, model.world.tallies.tobytes()) == (3, before)
    assert next(iter(again.agents)).model is again
    assert finished(model) == done


def test_agents_of_a_copy_have_numbers_of_their_own() -> None:
    again = pickle.loads(pickle.dumps(small_model(months=30)))
    again.run_model()
    numbers = [agent.unique_id for agent in again.agents]
    assert len({*numbers}) == len(numbers)
    assert any(cadre.unique_id > 46 for cadre in again.agents_by_type[Cadre])


def test_agents_and_sets_of_them_can_be_pickled() -> None:
    model = make_and_step(MONTHS)
    cadre = next(iter(model.agents_by_type[Cadre]))
    again = pickle.loads(pickle.dumps(cadre))
    assert (again.number, again.conduct, again.knowhow) == (cadre.number, cadre.conduct, cadre.knowhow)
    chosen = model.agents_by_type[Cadre].select(lambda found: found.competence > 1.0)
    kept, copied = pickle.loads(pickle.dumps((model, chosen)))
    gc.collect()
    assert [found.number for found in copied] == [found.number for found in chosen]
    assert len(kept.agents_by_type[Department]) == 8


def test_one_who_left_can_be_pickled() -> None:
    model = small_model()
    held = list(model.agents_by_type[Cadre])
    model.run_model()
    gone = next(cadre for cadre in held if cadre.left is not None)
    again = pickle.loads(pickle.dumps(gone))
    assert (again.left, again.conduct, again.competence) == (gone.left, gone.conduct, gone.competence)


def test_a_collector_of_ones_own_can_be_pickled() -> None:
    model = small_model(months=4)
    model.datacollector = DataCollector(
        agent_reporters={"index": "index"}, agenttype_reporters={Cadre: {"conduct": "conduct", "knowhow": "knowhow"}}
    )
    model.run_model()
    again = pickle.loads(pickle.dumps(model))
    people = again.datacollector.get_agenttype_vars_dataframe(Cadre)
    assert people.equals(model.datacollector.get_agenttype_vars_dataframe(Cadre)) and len(people) == 4 * 36


@pytest.mark.slow
def test_to_a_pool_of_processes_and_back() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        made = pool.submit(make_and_step, 5).result(300)
        there = pool.submit(finished, make_and_step(5)).result(300)
        with pytest.raises(InputError):
            pool.submit(run_too_far, 1).result(300)
    assert finished(made) == there == finished(make_and_step(5))


def test_four_threads_at_a_time_give_what_one_gives() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda months: finished(make_and_step(months)), [6] * 8))
    assert {*found} == {finished(make_and_step(6))}
