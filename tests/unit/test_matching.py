"""History matching: a made-up truth is not ruled out, much else is, and what is told of it follows from it."""

from pathlib import Path

import numpy as np
import pytest
from wenze.experiments.matching.emulator import emulator, mattering, terms
from wenze.experiments.matching.narrowed import assumptions, left_in_pairs, telling, ties
from wenze.experiments.matching.trying import Trial, axes, figures, status_quo, to_four_digits, values
from wenze.experiments.matching.waves import (
    CUTOFF,
    Figure,
    Matched,
    Reals,
    Wave,
    foreseen,
    implausibility,
    latin_hypercube,
    likely_left,
    logarithms,
    match,
    mirrored,
    together,
    usual_of,
    walked,
    widths_of,
)
from wenze.experiments.sweeps.axes import read_axis
from wenze.experiments.validation.fit import FITTED
from wenze.experiments.validation.targets import TARGETS

AXES, TRIES = 10, 10
KNOWN = [Figure("first", 0.1, 0.05), Figure("second", 0.1, 0.05), Figure("third", 0.2, 0.05)]


def levels(points: Reals) -> Reals:
    """Logarithms of three figures of a made-up model, of which four of ten assumptions matter: [point, figure]."""
    a, b, c, d = (points[:, place] for place in (0, 1, 2, 3))
    return np.stack([2.0 * a - b + a * b, 1.5 * b + c**2, 1.2 * d - 0.8 * a], axis=1)


def test_a_made_up_truth_is_inside_the_set_in_nine_of_ten_tries() -> None:
    inside, shares = 0, []
    for number in range(TRIES):
        rng = np.random.default_rng([7, number])
        truth = rng.random((1, AXES))
        observed = levels(truth) + rng.normal(0.0, 1.0, (1, 3)) * [[np.hypot(f.observed, f.discrepancy) for f in KNOWN]]

        def simulate(
            wave: int, points: Reals, limits: object = None, observed: Reals = observed, number: int = number
        ) -> Reals:
            luck = np.random.default_rng([number, wave]).normal(0.0, 0.08, (len(points), 3, 4))
            return np.asarray(np.exp((levels(points) - observed)[:, :, None] + luck))

        found = match(simulate, AXES, KNOWN, points=120, wanted=100, most_waves=4, seed=number)
        assert len(found.worlds) >= 100
        left = implausibility(*logarithms(simulate(99, truth)), KNOWN) <= CUTOFF
        inside += bool(left.all()) and bool(foreseen(found.emulators, KNOWN, truth)[0] <= CUTOFF)
        shares.append(found.waves[0].kept.mean())
    assert inside >= 9
    assert np.mean(shares) < 0.3  # otherwise it would be inside whatever was found


def test_worlds_of_the_model_as_truth_are_inside_the_set_in_nine_of_ten_tries(engine: None, tmp_path: Path) -> None:
    """One wave of real runs serves ten made-up truths, each a world of its own on other luck."""
    moved = tuple(
        read_axis(key, written)
        for key, written in {
            "world.discipline.rate": "tag(log,interval(0.002,0.02))",
            "policy.accountability.strictness_work": "tag(log,interval(0.05,0.8))",
            "world.discipline.talk_share": "interval(0.3,0.9)",
        }.items()
    )
    run = ["months=35", "spin_up=12", "replications=3", "world.scale.counties=1", "world.scale.townships=8"]
    rng = np.random.default_rng(11)

    def logs(folder: str, points: Reals, seed: int) -> tuple[Reals, Reals]:
        trial = Trial(status_quo([*run, f"seed={seed}"]), moved, tmp_path / folder, 1, lambda done: None)
        return logarithms(trial.ratios(0, points))

    known = figures()
    chosen = [
        place for place, figure in enumerate(known) if figure.name in ("village_filing_rate", "four_forms_2021.formal")
    ]
    two = [known[place] for place in chosen]
    points = latin_hypercube(rng, 60, 3)
    log, error = logs("tried", points, 1)
    truths, truth_error = logs("truths", 0.1 + 0.8 * rng.random((TRIES, 3)), 2)
    inside = kept = 0
    for truth, luck in zip(truths[:, chosen], truth_error[:, chosen], strict=True):
        shifted = [
            figure._replace(observed=float(np.hypot(figure.observed, one)))
            for figure, one in zip(two, luck, strict=True)
        ]
        seen = truth + rng.normal(0.0, [np.hypot(figure.observed, figure.discrepancy) for figure in two])
        wave = Wave(points, implausibility(log[:, chosen] - seen, error[:, chosen], shifted))
        again = implausibility((truth - seen)[None], luck[None], shifted)
        inside += bool((again <= CUTOFF).all())
        kept += int(wave.kept.sum())
    assert inside >= 9
    assert 0 < kept < 0.6 * TRIES * len(points)


# --- what it is made of -------------------------------------------------------------------------------------------------


def test_only_fitted_figures_rule_anything_out() -> None:
    assert {figure.name for figure in figures()} == {target.name for target in TARGETS if target.role == "fitted"}
    assert all(figure.observed > 0.0 and figure.discrepancy > 0.0 for figure in figures())


def test_what_is_moved_is_every_assumed_and_every_fitted_number() -> None:
    keys = [axis.key for axis in axes()]
    assert set(FITTED) <= set(keys) and len(keys) == len(set(keys)) > 120
    assert not [key for key in keys if key.startswith("world.scale.") or "." not in key]
    middle = values(axes(), np.full(len(keys), 0.5))
    assert middle["world.people.prize"] == pytest.approx(100.0, rel=1e-3)


def test_a_world_is_tried_as_it_is_written() -> None:
    assert to_four_digits(0.123456) == 0.1235 and to_four_digits(12) == 12 and isinstance(to_four_digits(12), int)


def test_a_figure_without_a_value_rules_out_and_chance_and_discrepancy_count() -> None:
    figure = Figure("one", 0.3, 0.4)
    ratios = np.array([[[1.0, 1.0]], [[np.nan, np.nan]], [[0.0, 0.0]], [[np.e**1.5, np.e**1.5]], [[np.nan, 1.0]]])
    log, error = logarithms(ratios)
    assert implausibility(log, error, [figure])[:, 0].tolist() == pytest.approx([0.0, np.inf, np.inf, 3.0, 0.0])
    spread = logarithms(np.array([[[0.8, 1.2]]]))[1]
    assert spread[0, 0] == pytest.approx(np.std([0.8, 1.2], ddof=1) / np.sqrt(2.0))


def test_points_stay_in_their_ranges_and_each_strip_has_one() -> None:
    points = latin_hypercube(np.random.default_rng(1), 20, 3)
    assert (np.sort((points * 20).astype(int), axis=0) == np.arange(20)[:, None]).all()
    assert mirrored(np.array([-0.2, 0.3, 1.4, 2.1])).tolist() == pytest.approx([0.2, 0.3, 0.6, 0.1])


def test_the_emulator_finds_what_matters_and_foresees_it() -> None:
    rng = np.random.default_rng(3)
    x = rng.random((300, 30))
    y = 1.5 * x[:, 4] - 2.0 * x[:, 9] + 2.0 * x[:, 4] * x[:, 9] + rng.normal(0.0, 0.05, 300)
    assert set(mattering(x, y)[:2]) == {4, 9}
    laid = emulator(x, y, 1)
    there = rng.random((200, 30))
    wanted = 1.5 * there[:, 4] - 2.0 * there[:, 9] + 2.0 * there[:, 4] * there[:, 9]
    assert np.abs(laid.at(there) - wanted).max() < 0.15 and 0.04 < laid.error < 0.08
    assert terms(x[:, :3]).shape == (300, 9)
    assert emulator(x, np.full(300, np.nan), 1).at(there).tolist() == [0.0] * 200


def test_figures_that_cannot_be_met_together_are_named() -> None:
    wave = Wave(np.zeros((3, 1)), np.array([[0.0, 9.0, 1.0], [8.0, 1.0, 1.0], [5.0, 4.0, 0.0]]))
    assert together(Matched([wave], []), KNOWN) == [("first", "second", 5.0)]
    assert len(Matched([wave], []).worlds) == 0


def test_what_is_narrowed_is_told_from_what_is_not() -> None:
    rng = np.random.default_rng(5)
    worlds = rng.random((300, 2))
    worlds[:, 1] = 0.5 + 0.5 * worlds[:, 1]
    moved = [read_axis("world.people.prize", "interval(0,100)"), read_axis("world.learning.horizon", "interval(1,24)")]
    first, second = assumptions(moved, worlds)
    assert (first.key, first.narrowed, second.narrowed) == ("world.learning.horizon", True, False)
    assert (first.low, first.high, second.low, second.high) == (1, 24, 0.0, 100.0) and first.q05 >= 12
    assert assumptions(moved, worlds[:0]) == []


def test_pairs_that_go_together_are_told() -> None:
    rng = np.random.default_rng(6)
    worlds = rng.random((200, 3))
    worlds[:, 2] = 0.5 * worlds[:, 2] + 0.5 * (1.0 - worlds[:, 0])
    keys = ("world.people.prize", "world.learning.horizon", "world.people.turnover")
    moved = [read_axis(key, "interval(1,24)" if "horizon" in key else "interval(0,0.2)") for key in keys]
    (tie,) = ties(moved, worlds)
    assert (tie.first, tie.second) == (keys[0], keys[2]) and -0.8 < tie.correlation < -0.6
    rows = assumptions(moved, worlds)
    assert set(telling(rows, [tie], 200)) == {keys[0], keys[2]} and ties(moved, worlds[:20]) == []


def test_pairs_show_how_much_is_left() -> None:
    rng = np.random.default_rng(2)
    x = rng.random((400, 3))
    laid = [emulator(x, 3.0 * (x[:, 0] - 0.5), 1)]
    left = left_in_pairs(laid, [Figure("one", 0.1, 0.0)], [0, 1], 3, 4, 1)
    assert left.shape == (2, 2, 4, 4)
    assert np.nanmax(left[0, 1][0]) == 0.0 == np.nanmax(left[0, 1][3]) and np.nanmin(left[0, 1][1]) > 0.2


def test_a_world_that_its_first_replication_puts_out_is_not_run_again(engine: None, tmp_path: Path) -> None:
    moved = (read_axis("world.discipline.rate", "interval(0.002,0.02)"),)
    run = ["months=35", "spin_up=12", "replications=3", "world.scale.counties=1", "world.scale.townships=4"]
    points = latin_hypercube(np.random.default_rng(1), 4, 1)

    def ratios(limits: Reals | None) -> Reals:
        return Trial(status_quo(run), moved, tmp_path, 1, lambda done: None).ratios(0, points, limits)

    full = ratios(None)
    assert np.isfinite(full[:, 0]).all() and np.array_equal(ratios(np.full(8, 1e9)), full, equal_nan=True)
    once = ratios(np.zeros(8))
    assert np.array_equal(once[:, :, 0], full[:, :, 0], equal_nan=True) and np.isnan(once[:, :, 1:]).all()
    log, error = logarithms(once)
    assert np.isnan(log).any() or (error[np.isfinite(error)] == 0.0).all()


def test_later_waves_are_drawn_where_worlds_are_likely_left() -> None:
    rng = np.random.default_rng(4)
    x = rng.random((400, 6))
    laid = [emulator(x, 4.0 * (x[:, 0] - 0.7) + rng.normal(0.0, 0.1, 400), 1)]
    widths = widths_of([Figure("one", 0.1, 0.0)], np.array([0.0]))
    assert widths.tolist() == pytest.approx([0.3])
    drawn = walked(rng, laid, widths, [Wave(x, np.zeros((400, 1)))], 300)
    assert np.abs(drawn[:, 0] - 0.7).max() < 0.2 and drawn[:, 0].std() > 0.02
    assert (np.sort(drawn[:, 3]) - np.linspace(0.0, 1.0, 300)).std() < 0.05  # what matters to nothing is anywhere
    inside = likely_left(laid, widths, np.full((1, 6), 0.7))[0]
    assert inside > 0.9 > 0.05 > likely_left(laid, widths, np.zeros((1, 6)))[0]
    assert usual_of(np.array([[0.1, np.inf], [0.3, np.nan], [0.0, 0.0]])).tolist() == pytest.approx([0.2, 0.0])
