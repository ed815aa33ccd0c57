"""The engine and a second implementation, written from the document alone, give the same numbers month by month."""

from dataclasses import replace
from typing import Any

import pytest
from conftest import BUSY, LIVELY, TWO_COUNTIES
from wenze.agents.policy import Policy
from wenze.sim.batch import run_one
from wenze.sim.settings.compose import compose
from wenze.sim.state import recorded_conduct

from tests.reference.agreement import Engine, compared, counts_of, disagreement, made_by
from tests.reference.comparing import FIELDS, count_differences, missing_fields
from tests.reference.model import Reference
from tests.reference.trials import Trial, names, trial_named, trial_of

pytestmark = pytest.mark.usefixtures("engine")

MOST_SHOWN = 20  # differences


# Every second one is left out unless asked for: all of them take longer than the other tests together.
TRIALS = [pytest.param(name, marks=pytest.mark.thorough) if place % 2 else name for place, name in enumerate(names())]


@pytest.mark.parametrize("name", TRIALS)
def test_counts_measures_and_states_agree_in_every_month(name: str) -> None:
    found = disagreement(trial_named(name), Reference)
    assert found == [], "\n" + "\n".join(map(str, found[:MOST_SHOWN]))


@pytest.mark.parametrize("name", ["lively:full_reform", "spun:0", "spun:3", "random:3", "shared:2"])
def test_what_is_recorded_of_conduct_agrees(name: str) -> None:
    trial = trial_named(name)
    engine, reference = Engine(trial, record=True), made_by(Reference, trial, record=True)
    for _ in range(trial.lived):
        engine.step()
        reference.step()
    ours, theirs = engine.recorded(), reference.recorded
    for what in ("conducts", "options", "styles"):
        assert [list(row) for row in getattr(ours, what)] == getattr(theirs, what), what
    for of_engine, of_reference in zip(ours.gains, theirs.gains, strict=True):
        assert list(of_engine) == pytest.approx(of_reference, rel=1e-9, abs=1e-9)


def counted(reference: Reference, trial: Trial) -> list[dict[str, float]]:
    """What the reference counts in every month of the regime."""
    months = []
    for _ in range(trial.lived):
        reference.step()
        months.append(reference.counts())
    return months[trial.spin_up :]


def assert_counts_agree(tallies: Any, reference: list[dict[str, float]]) -> None:
    found = [
        difference
        for month, (ours, theirs) in enumerate(zip(map(counts_of, tallies), reference, strict=True))
        for difference in count_differences(month, compared(ours, theirs), theirs)
    ]
    assert found == [], "\n" + "\n".join(map(str, found[:MOST_SHOWN]))


def test_a_run_of_the_program_and_the_same_with_everybody_held_agree() -> None:
    asked = [
        *(f"world.{key}={number}" for key, number in {**TWO_COUNTIES, **LIVELY}.items()),
        "policy.promotion.bar=0.5",
    ]
    asked += [f"policy.{key}={number}" for key, number in BUSY.items() if key.startswith(("misconduct", "oversight"))]
    run = ["months=24", "spin_up=9", "seed=5"]
    settings = compose([*asked, *run], names=["crackdown"], reference=None, folder=None, mode="run")
    other = compose([*asked, *run], names=["full_reform"], reference=None, folder=None, mode="run")
    trial, changed = trial_of("crackdown", settings), trial_of("full_reform", other)
    assert trial.status_quo.promotion.bar == 0.5 != Policy().promotion.bar

    free, reference = run_one(settings, trial.stages, 0, record=True), made_by(Reference, trial, record=True)
    assert_counts_agree(free.tallies, counted(reference, trial))

    held = run_one(other, changed.stages, 0, conduct=recorded_conduct(free))
    reference_held = made_by(Reference, replace(changed, held=reference.recorded))
    assert_counts_agree(held.tallies, counted(reference_held, changed))


def test_the_reference_gives_everything_that_has_to_be_compared() -> None:
    trial = trial_named("lively:full_reform")
    reference = made_by(Reference, trial)
    for _ in range(trial.months):
        reference.step()
    state = reference.state()
    assert all(state[kind] for kind in FIELDS)
    assert missing_fields(state) == []
