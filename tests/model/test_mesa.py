"""The Mesa model shows exactly the batch engine's numbers, and behaves as a Mesa model does."""

import math

import mesa
import numpy as np
import pytest

from sim.batch import run_one
from sim.measures import ALL
from sim.model import AccountabilityModel, Cadre, Department, Supervisor
from sim.settings import compose

MONTHS = 24
SMALL = ("world.scale.counties=2", "world.scale.townships=3", "world.scale.posts=6", "world.scale.departments=4")

pytestmark = pytest.mark.usefixtures("engine")


def small_model(scenario: str = "blanket_punishment", months: int = MONTHS) -> AccountabilityModel:
    """A model of a small world."""
    return AccountabilityModel(scenario, months=months, seed=7, replication=2, overrides=SMALL)


@pytest.mark.parametrize("scenario", ["blanket_punishment", "full_reform", "crackdown"])
def test_every_measure_of_every_month_is_the_engines(scenario: str) -> None:
    settings = compose(
        [*SMALL, f"months={MONTHS}", "seed=7"], names=[scenario], reference=None, folder=None, mode="run"
    )
    tallies = run_one(settings, settings.scenarios[0].stages, 2).tallies
    model = small_model(scenario)
    for month in range(MONTHS):
        model.step()
        for measure in ALL:
            expected, found = float(measure.of(tallies)[month]), model.measure(measure.name)
            assert found == expected or (math.isnan(found) and math.isnan(expected)), (measure.name, month)


def test_people_are_there_from_the_start_and_newcomers_are_other_agents() -> None:
    model = small_model()
    assert [len(model.agents_by_type[kind]) for kind in (Cadre, Department, Supervisor)] == [36, 8, 2]
    first = {cadre.number for cadre in model.agents_by_type[Cadre]}
    for _ in range(MONTHS):
        model.step()
    now = {cadre.number for cadre in model.agents_by_type[Cadre]}
    assert len(now) == 36 and now != first
    assert now == {int(number) for number in model.world.people.number}
    assert model.steps == model.month == MONTHS and not model.running
    with pytest.raises(StopIteration):
        model.step()


def test_agents_can_be_selected_grouped_and_summed_up() -> None:
    model = small_model()
    model.step()
    cadres = model.agents_by_type[Cadre]
    by_conduct = cadres.groupby("conduct").count()
    assert sum(by_conduct.values()) == 36 and set(by_conduct) <= {"work", "explore", "cover", "idle"}
    able = cadres.select(lambda cadre: cadre.competence > 1.0)
    assert 0 < len(able) < 36
    assert cadres.agg("competence", max) == model.world.people.competence.max()
    assert {department.conduct for department in model.agents_by_type[Department]} <= {"act", "offload", "relay"}
    assert {supervisor.style for supervisor in model.agents_by_type[Supervisor]} <= {"deep", "list", "habit"}
    with pytest.raises(AttributeError, match="Cadre has no salary"):
        _ = next(iter(cadres)).salary


def test_a_data_collector_follows_it() -> None:
    model = small_model()
    collector = mesa.DataCollector(
        model_reporters={"effort": lambda shown: shown.measure("effort")},
        agenttype_reporters={Cadre: {"conduct": "conduct", "knowhow": "knowhow"}},
    )
    for _ in range(6):
        model.step()
        collector.collect(model)
    assert len(collector.get_model_vars_dataframe()) == 6
    people = collector.get_agenttype_vars_dataframe(Cadre)
    assert len(people) == 6 * 36
    effort = people["conduct"].isin(["work", "explore"]).groupby(level="Step").mean()
    assert np.allclose(effort, collector.get_model_vars_dataframe()["effort"])
