"""Every lever does something, every measure tells something, and every number says what it is."""

import numpy as np
import pytest
from conftest import changed, first_policy, world_numbers
from wenze.agents.policy import Policy
from wenze.sim.batch import run_batch
from wenze.sim.measures import ALL, add_up
from wenze.sim.settings.compose import Scenario, Settings, Stage, compose
from wenze.sim.settings.parameters import Definition, Run, definitions

pytestmark = pytest.mark.usefixtures("engine")

DEFINITIONS = list(definitions())
LEVERS = {known.key.removeprefix("policy."): known for known in DEFINITIONS if known.key.startswith("policy.")}
# Many supervisors who choose anew every month and sharply: what weighs little with them shows in few of their choices.
SHARP = {"learning.revision": 1.0, "learning.precision": 2.0}
NUMBERS = world_numbers({"scale.counties": 100, "scale.townships": 5, "scale.posts": 5, **SHARP})
RUN = Run(spin_up=0, months=72, replications=4)


def named(name: str, policy: Policy) -> Scenario:
    """A scenario of one's own with one policy throughout."""
    return Scenario(name, name, name, name, name, "mixed", (Stage(0, policy),))


def measured(scenarios: tuple[Scenario, ...], numbers=NUMBERS, run: Run = RUN) -> dict[str, dict[str, np.ndarray]]:
    """For each scenario and measure: a number for each replication, over all months."""
    tallies = {name: [None] * run.replications for name in (found.name for found in scenarios)}
    for outcome in run_batch(Settings(run, numbers, scenarios, scenarios[0].name), threads=2):
        tallies[outcome.scenario][outcome.replication] = outcome.read
    totals = {name: add_up(np.array(runs), axis=1) for name, runs in tallies.items()}
    return {name: {measure.name: measure.of(total) for measure in ALL} for name, total in totals.items()}


# --- levers -------------------------------------------------------------------------------------------------------------


def moves(policy: Policy) -> list[tuple[str, float]]:
    """Each lever, with each end of its range at which it does not stand already."""
    return [
        (lever, end)
        for lever, known in LEVERS.items()
        for end in (known.meaning.low, known.meaning.high)
        if value_of(policy, lever) != end
    ]


def value_of(policy: Policy, lever: str) -> float:
    group, name = lever.split(".")
    return float(getattr(getattr(policy, group), name))


@pytest.mark.parametrize("regime", ["full_reform", "blanket_punishment"])
def test_every_lever_moved_to_an_end_of_its_range_changes_a_measure(regime: str) -> None:
    base = first_policy(regime)
    moved = {f"{lever}={end}": changed(base, {lever: end}) for lever, end in moves(base)}
    found = measured((named("unmoved", base), *(named(move, policy) for move, policy in moved.items())))
    assert len(moved) > 1.5 * len(LEVERS)
    assert [move for move in moved if same(found[move], found["unmoved"])] == []


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    """Whether all measures are equal in all replications."""
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def test_there_are_levers_of_every_group() -> None:
    assert {lever.split(".")[0] for lever in LEVERS} == set(Policy.model_fields)
    assert len(LEVERS) >= 30


# --- measures -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compared(engine: None) -> dict[str, dict[str, np.ndarray]]:
    """A comparison of all scenarios as it is made by default, with four replications."""
    settings = compose([], names=None, reference=None, folder=None, mode="compare")
    run = settings.run.model_copy(update={"replications": 4})
    return measured(settings.scenarios, settings.world, run)


@pytest.mark.parametrize("measure", [measure.name for measure in ALL])
def test_a_measure_is_not_constant_over_a_default_comparison(compared, measure: str) -> None:
    values = np.concatenate([found[measure] for found in compared.values()])
    known = values[~np.isnan(values)]
    assert len(known) > len(values) / 2, "it is nearly always empty"
    assert known.min() < known.max()


@pytest.mark.parametrize("measure", [measure.name for measure in ALL if not measure.name.startswith("problems_arisen")])
def test_a_measure_tells_some_scenario_from_the_reference(compared, measure: str) -> None:
    reference = compared["blanket_punishment"][measure]
    others = [found[measure] for name, found in compared.items() if name != "blanket_punishment"]
    assert any(not np.array_equal(reference, other, equal_nan=True) for other in others)


def test_problems_arise_alike_in_every_scenario(compared) -> None:
    assert len({found["problems_arisen"].tobytes() for found in compared.values()}) == 1


def test_every_measure_has_a_name_of_its_own_a_unit_and_a_meaning_in_both_languages() -> None:
    assert len({measure.name for measure in ALL}) == len(ALL)
    for measure in ALL:
        assert measure.unit and measure.en.endswith(".") and measure.zh.endswith("。"), measure.name


@pytest.mark.parametrize("name", [
    "effort", "innovation", "cover", "idle", "lying_flat", "burdened", "safety", "problems_arisen", "problems_solved",
    "problems_open", "time_to_solution", "harm", "sanctions", "wrongful_share", "misattributed_share", "unforgiven_share",
    "missed_share", "downward_shift", "overturned_share", "overturn_delay", "buck_passing", "relays", "offloaded_share",
    "style_deep", "style_list", "style_habit", "timeliness", "accuracy", "fairness", "misconduct", "misconduct_caught",
    "promotions", "lie_flat_premium", "sanction_gradient", "exits",
])  # fmt: skip
def test_the_measures_that_were_asked_for_are_there(name: str) -> None:
    assert name in {measure.name for measure in ALL}


# --- definitions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", DEFINITIONS, ids=lambda known: known.key)
def test_a_number_says_what_it_is(known: Definition) -> None:
    meaning = known.meaning
    assert meaning.unit or known.key == "seed"
    assert meaning.low < meaning.high
    assert meaning.low <= known.default <= meaning.high
    assert meaning.kind in ("statute", "measured", "literature", "assumed", "fitted")
    assert meaning.source
    assert meaning.kind == "assumed" or meaning.source != "assumption of this project"
    assert meaning.en.endswith(".") and len(meaning.en) > 10
    assert meaning.zh.endswith("。") and any("\u4e00" <= letter <= "\u9fff" for letter in meaning.zh)


def test_no_number_is_defined_twice() -> None:
    assert len({known.key for known in DEFINITIONS}) == len(DEFINITIONS)
