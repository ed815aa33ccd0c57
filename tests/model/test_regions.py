"""Accountability is not the enemy: there are worlds in which blanket punishment wins.

They were found by search (docs/evidence.md). If a change of the model closes this one, its other findings have lost what makes
them worth something: that they could have come out otherwise.
"""

import numpy as np
import pytest
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.sim.batch import run_batch
from wenze.sim.measures import over_a_run
from wenze.sim.settings.compose import REFERENCE, compose

pytestmark = [pytest.mark.usefixtures("engine"), pytest.mark.slow]

FEW_PROBLEMS = "world.problems.arrival=0.0322"


def against_blanket_punishment(measure: str, *overrides: str, names: list[str]) -> dict[str, Interval]:
    """Paired differences of a measure between regimes and blanket punishment, over 16 replications of ten years."""
    settings = compose(
        ["seed=2", "replications=16", *overrides], names=names, reference=None, folder=None, mode="compare"
    )
    values = {name: np.full(16, np.nan) for name in [*names, REFERENCE]}
    for outcome in run_batch(settings, 2):
        values[outcome.scenario][outcome.replication] = over_a_run(outcome.read, [measure])[measure]
    return {name: interval(values[name] - values[REFERENCE]) for name in names}


def test_where_problems_are_few_people_work_more_under_blanket_punishment_than_with_lists() -> None:
    (found,) = against_blanket_punishment("effort", FEW_PROBLEMS, names=["responsibility_lists"]).values()
    assert found.direction == -1, found
