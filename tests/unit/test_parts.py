"""Differences in two parts, by hand."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from wenze.experiments.analysis.decomposition import SPLIT, divide
from wenze.experiments.runs.files import PARTS_COLUMNS, parts_cells, write_csv
from wenze.sim.measures import MEASURES
from wenze.sim.memory import bytes_of_conduct, estimate_memory, runs_in
from wenze.sim.settings.compose import compose
from wenze.sim.state import blank_state, recorded_conduct

NAN = math.nan
VALUES = {
    "old": {"harm": np.array([1.0, 2.0, 3.0]), "effort": np.array([0.5, 0.5, 0.5])},
    "new": {"harm": np.array([2.0, 4.0, 9.0]), "effort": np.array([0.75, NAN, 1.0])},
}
FORCED = {"new": {"harm": np.array([1.5, 2.5, 3.5]), "effort": np.array([0.5, 0.5, NAN])}}


def test_parts_by_hand() -> None:
    harm, _ = divide(VALUES, FORCED, "old")
    assert (harm.scenario, harm.measure) == ("new", "harm")
    # Differences 1, 2, 6 are 1/2 each by the policy and 1/2, 3/2, 11/2 by changed conduct.
    assert harm.difference.mean == 3.0
    assert harm.mechanical == (0.5, 0.5, 0.5, 3)
    assert harm.behavioural.mean == 2.5
    # variance of 1/2, 3/2, 11/2 is 7, t(0.975, 2) = 4.302653
    assert harm.behavioural.high == pytest.approx(2.5 + 4.302653 * math.sqrt(7 / 3), abs=1e-5)


def test_only_replications_with_a_value_in_all_three_runs_count_so_that_means_add_up() -> None:
    _, effort = divide(VALUES, FORCED, "old")
    assert effort.difference.n == effort.mechanical.n == effort.behavioural.n == 1
    assert (effort.difference.mean, effort.mechanical.mean, effort.behavioural.mean) == (0.25, 0.0, 0.25)
    assert math.isnan(effort.difference.low)


def test_parts_are_written_in_full_and_empty_where_there_is_no_number(tmp_path: Path) -> None:
    write_csv(tmp_path / "parts.csv", PARTS_COLUMNS, map(parts_cells, divide(VALUES, FORCED, "old")))
    with (tmp_path / "parts.csv").open(encoding="utf-8", newline="") as file:
        harm, effort = csv.DictReader(file)
    assert float(harm["mechanical"]) + float(harm["behavioural"]) == float(harm["difference"])
    assert effort["behavioural_low"] == "" and effort["replications"] == "1"


def test_what_is_shown_are_measures_that_can_differ_while_conduct_does_not() -> None:
    assert set(SPLIT) < set(MEASURES) and not {"effort", "innovation", "cover", "idle"} & set(SPLIT)


def test_memory_and_runs_grow_by_what_parts_need() -> None:
    settings = compose(
        ["replications=3", "months=24"], names=["oversight", "crackdown"], reference=None, folder=None, mode="compare"
    )
    assert (runs_in(settings), runs_in(settings, parts=True)) == (9, 15)
    conduct = recorded_conduct(blank_state(settings.world, 24, 1, 0, record_conduct=True))
    assert bytes_of_conduct(settings.world.scale, 24) == sum(array.nbytes for array in conduct)
    assert estimate_memory(settings, 2, parts=True) >= estimate_memory(settings, 2) + 2 * sum(a.nbytes for a in conduct)
