"""The Mesa model shows exactly the batch engine's numbers, and behaves as a Mesa model does."""

import math

import mesa
import numpy as np
import pytest
from wenze.sim import records
from wenze.sim.batch import run_one
from wenze.sim.errors import InputError
from wenze.sim.measures import ALL
from wenze.sim.model import AccountabilityModel, Cadre, Department, Supervisor
from wenze.sim.settings.compose import compose
from wenze.sim.state import counted

MONTHS = 24
SMALL = ("world.scale.counties=2", "world.scale.townships=3", "world.scale.posts=6", "world.scale.departments=4")

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.mesa]


def small_model(scenario: str = "blanket_punishment", months: int = MONTHS, **more: int) -> AccountabilityModel:
    """A model of a small world."""
    return AccountabilityModel(scenario, months=months, seed=7, replication=2, overrides=SMALL, **more)


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
    with pytest.raises(InputError, match="all months are run"):
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


def test_the_model_collects_every_measure_of_every_month() -> None:
    model = small_model(months=5)
    for _ in range(5):
        model.step()
    collected = model.datacollector.get_model_vars_dataframe()
    assert list(collected["month"]) == [0, 1, 2, 3, 4]
    assert set(collected.columns) == {"month", *(measure.name for measure in ALL)}
    assert collected["effort"].iloc[-1] == model.measure("effort")


def test_a_measure_of_several_months_is_total_over_total() -> None:
    model = small_model(months=6)
    for _ in range(6):
        model.step()
    months = [row["months_work"] + row["months_explore"] for row in counted(model.world)[3:6]]
    people = [row["person_months"] for row in counted(model.world)[3:6]]
    assert model.measure("effort", 3) == sum(months) / sum(people)
    assert model.measure("effort", 100) == model.measure("effort", 6)


def test_agents_cannot_be_written_to() -> None:
    cadre = next(iter(small_model(months=1).agents_by_type[Cadre]))
    with pytest.raises(AttributeError, match="read-only"):
        cadre.knowhow = 1.0
    cadre.note = "one's own attributes are one's own"
    assert cadre.note


def test_the_seed_has_two_names_and_only_one_may_be_given() -> None:
    assert AccountabilityModel(months=1, rng=7, overrides=SMALL).settings.run.seed == 7
    assert AccountabilityModel(months=1, overrides=SMALL).settings.run.seed == 1
    with pytest.raises(InputError, match="two names"):
        AccountabilityModel(months=1, rng=7, seed=7, overrides=SMALL)
    with pytest.raises(InputError, match="a sequence"):
        AccountabilityModel(months=1, overrides="months=1")


def test_the_help_on_an_agent_names_every_field_of_its_record_with_its_meaning() -> None:
    for kind in (Cadre, Department, Supervisor):
        for field in records.FIELDS[kind.kind]:
            assert f"{field.name}: {field.en}" in (kind.__doc__ or ""), field.name
