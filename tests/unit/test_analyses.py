"""Sensitivity, boxes and ranks against functions whose answer is known."""

import math
from typing import Any

import numpy as np
import pytest
from SALib.analyze import morris as analyse_morris
from SALib.analyze import sobol as analyse_sobol
from SALib.sample import morris as sample_morris
from SALib.sample import sobol as sample_sobol
from wenze.experiments.analysis.boxes import at_least, boxes
from wenze.experiments.analysis.ranks import rank_correlation, ranks
from wenze.experiments.analysis.sensitivity import (
    STEP,
    TooFew,
    index_points,
    indices,
    is_converged,
    screen,
    screening_points,
    size_by_chance,
)
from wenze.experiments.sweeps.frontier import Goal, front_of, outdone_by

NAMES = ["one", "two", "three", "dummy"]


def ishigami(points: Any) -> Any:
    """Ishigami and Homma's function (1990), a = 7, b = 0.1, on shares of −π to π; the last number does nothing."""
    x = (2.0 * points[:, :3] - 1.0) * math.pi
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_the_indices_of_ishigamis_function_are_those_known() -> None:
    points = index_points(sample_sobol, NAMES, 2048, 1)
    found, left_out = indices(analyse_sobol, NAMES, ishigami(points), 1)
    by_name = {index.name: index for index in found}
    assert left_out == 0 and all(is_converged(index) for index in found)
    assert [by_name[name].first for name in NAMES] == pytest.approx([0.3139, 0.4424, 0.0, 0.0], abs=0.03)
    assert [by_name[name].total for name in NAMES] == pytest.approx([0.5576, 0.4424, 0.2437, 0.0], abs=0.03)
    assert by_name["dummy"][1:] == (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_the_screening_of_a_hand_made_function_is_its_slopes() -> None:
    points = screening_points(sample_morris, NAMES, 30, 3)
    effects, _ = screen(analyse_morris, NAMES, points, 5.0 * points[:, 0] - 2.0 * points[:, 1] + 0.0 * points[:, 2], 3)
    assert [effect.name for effect in effects] == ["one", "two", "dummy", "three"]
    assert [effect.size for effect in effects] == pytest.approx([5.0, 2.0, 0.0, 0.0])
    assert [effect.mean for effect in effects] == pytest.approx([5.0, -2.0, 0.0, 0.0])
    assert [effect.spread for effect in effects] == pytest.approx([0.0] * 4, abs=1e-12)


def test_a_value_that_is_not_there_costs_its_block_and_too_many_of_them_everything() -> None:
    points = index_points(sample_sobol, NAMES, 64, 1)
    values = ishigami(points)
    values[7] = np.nan
    found, left_out = indices(analyse_sobol, NAMES, values, 1)
    assert left_out == 1 and max(index.total for index in found) > 0.3
    values[:: len(NAMES) + 2] = np.nan
    with pytest.raises(TooFew):
        indices(analyse_sobol, NAMES, values, 1)


def test_what_never_changes_hangs_on_nothing() -> None:
    points = index_points(sample_sobol, NAMES, 8, 1)
    found, _ = indices(analyse_sobol, NAMES, np.full(len(points), 3.0), 1)
    assert {index.total for index in found} == {0.0}


def test_chance_alone_shows_effects_of_the_size_that_is_told() -> None:
    luck = np.random.default_rng(5)
    values = luck.normal(0.0, 2.0, (4000, 4))
    differences = np.abs(np.diff(values.mean(axis=1))) / STEP
    assert size_by_chance(values) == pytest.approx(differences.mean(), rel=0.05)
    assert math.isnan(size_by_chance(values[:, :1]))


def test_a_box_is_found_where_it_was_planted() -> None:
    luck = np.random.default_rng(2)
    points = luck.random((2000, 4))
    hits = (points[:, 0] > 0.6) & (points[:, 2] < 0.3)
    (box, *_) = boxes(points, hits, 0.99, 3)
    limits = {limit.axis: limit for limit in box.limits}
    assert set(limits) == {0, 2}
    assert limits[0].low == pytest.approx(0.6, abs=0.06) and math.isinf(limits[0].high)
    assert limits[2].high == pytest.approx(0.3, abs=0.06) and math.isinf(limits[2].low)
    assert box.density >= 0.99 and box.coverage > 0.75


def test_where_nothing_decides_there_is_no_box() -> None:
    luck = np.random.default_rng(4)
    points, hits = luck.random((1000, 5)), luck.random(1000) < 0.3
    assert all(box.density < 0.6 and box.mass < 0.15 for box in boxes(points, hits, 0.8, 3))
    assert boxes(points, np.zeros(1000, bool), 0.8, 3) == [] == boxes(points, np.ones(1000, bool), 0.8, 3)


def test_the_probability_of_at_least_so_many_hits_is_the_binomial_one() -> None:
    for hits, trials, share in ((3, 10, 0.2), (0, 5, 0.5), (10, 10, 0.9), (1, 3, 0.0)):
        expected = sum(math.comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(hits, trials + 1))
        assert at_least(hits, trials, share) == pytest.approx(expected)


def test_ranks_share_ties_and_correlate_whatever_the_scale() -> None:
    assert ranks(np.array([10.0, 30.0, 10.0, 20.0])).tolist() == [1.5, 4.0, 1.5, 3.0]
    x = np.array([1.0, 2.0, 3.0, np.nan, 5.0])
    assert rank_correlation(x, np.exp(x)) == pytest.approx(1.0) == -rank_correlation(x, -(x**3))
    assert math.isnan(rank_correlation(x, np.zeros(5)))


def test_what_is_outdone_is_worse_nowhere_better() -> None:
    goals = (Goal("up", 1), Goal("down", -1))
    values = np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 1.0], [0.0, 3.0]])
    assert front_of(values, goals).tolist() == [False, False, True, False]
    assert outdone_by(np.array([[2.0, 1.0], [1.5, 0.5]]), values, goals).tolist() == [False, False]
