"""Event studies: half-times of known courses are found, what returns is told from what stays, and no point crosses a change."""

import itertools
import math
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import assert_texts_have_room
from wenze.experiments.analysis.event_study import (
    OUTCOMES,
    SAMPLES,
    Aftermath,
    Phase,
    aftermath,
    estimate_of,
    means_drawn,
    weights,
)
from wenze.experiments.analysis.intervals import interval
from wenze.experiments.figures.drawn import drawn
from wenze.experiments.library import Result, compare
from wenze.experiments.runs.event_study import COLUMNS, MEASURES, EventStudy, phases, rows_of
from wenze.sim.errors import InputError
from wenze.sim.measures import add_up
from wenze.sim.settings.compose import compose

SMALL = {f"world.scale.{key}": value for key, value in dict(counties=1, townships=2, posts=5, departments=3).items()}
BACK = Phase(0, 60, True)


def smoothed(course: Any, phase: Phase) -> Any:
    """A course as a study smooths it: means over the windows of its months."""
    return np.array([course[slice(*phase.window(month))].mean() for month in range(phase.month, phase.end)])


def study_of(
    true: Any, phase: Phase, before: float, noise: float = 0.0, seed: int = 0, replications: int = 24
) -> Aftermath:
    """An event study of a known course, with noise in every month and replication."""
    luck = np.random.RandomState(seed).normal(0.0, noise or 1e-9, (replications, len(true)))
    courses = true + luck
    after = courses[:, slice(*phase.level)].mean(axis=1)
    start = before + luck[:, :12].mean(axis=1)
    return aftermath(np.array([smoothed(row, phase) for row in courses]), start, after, phase)


@pytest.mark.parametrize("half", [3.0, 8.0, 15.0])
def test_the_half_life_of_a_decay_is_found(half: float) -> None:
    true = 0.5 ** ((np.arange(120) + 0.5) / half)
    found = study_of(true, Phase(0, 120, True), 1.0)
    assert found.half.value == pytest.approx(half, abs=0.6)
    assert found.left.value == pytest.approx(0.0, abs=0.02)


def test_a_jump_is_half_done_within_the_first_months_and_a_late_one_when_it_comes() -> None:
    assert study_of(np.ones(60), Phase(0, 60, False), 0.0).half.value <= 2.0
    late = np.where(np.arange(60) < 30, 0.0, 1.0)
    assert study_of(late, Phase(0, 60, False), 0.0).half.value == pytest.approx(30.0, abs=0.6)


def test_the_interval_of_a_half_life_holds_the_true_one_about_as_often_as_it_says() -> None:
    half, held, tried = 10.0, 0, 60
    true = 0.5 ** ((np.arange(120) + 0.5) / half)
    for seed in range(tried):
        found = study_of(true, Phase(0, 120, True), 1.0, noise=0.5, seed=seed)
        held += found.half.low <= half <= found.half.high
    assert held >= 0.8 * tried


@pytest.mark.parametrize(("end", "outcome"), [(0.0, "returns"), (0.4, "stays"), (-0.4, "overshoots")])
def test_what_returns_is_told_from_what_stays_and_what_overshoots(end: float, outcome: str) -> None:
    true = end + (1.0 - end) * 0.5 ** (np.arange(60) / 4)
    assert study_of(true, BACK, 1.0, noise=0.05).outcome == outcome


def test_what_moves_further_away_after_it_is_taken_back_has_no_half_time() -> None:
    found = study_of(np.linspace(1.0, 2.0, 60), BACK, 1.0)
    assert found.outcome == "stays" and math.isnan(found.half.value) and found.left.value > 1.5


def test_without_power_nothing_is_claimed() -> None:
    assert study_of(np.full(60, 0.5), BACK, 1.0, noise=20.0).outcome in ("nothing", "undecided")
    nothing = study_of(np.zeros(60), BACK, 0.0, noise=0.1)
    assert nothing.outcome in ("nothing", "undecided", "returns") and math.isnan(nothing.left.value) == (
        nothing.outcome == "nothing"
    )
    still = study_of(np.zeros(60), Phase(0, 60, False), 0.0)
    assert still.outcome == "no_change" and math.isnan(still.half.value)
    assert {still.outcome, nothing.outcome} <= set(OUTCOMES)


def test_one_replication_has_no_intervals_and_no_half_time() -> None:
    found = study_of(np.ones(60), Phase(0, 60, False), 0.0, replications=1)
    assert found.outcome == "no_change" and math.isnan(found.half.value) and math.isnan(found.moved.low)


def test_the_replications_are_drawn_the_same_way_every_time() -> None:
    drawn_again = weights.__wrapped__(7)  # as in another process
    assert (weights(7) == drawn_again).all() and weights(7).shape == (SAMPLES + 1, 7)
    assert (weights(7).sum(axis=1) == 7).all() and (weights(7)[0] == 1).all()
    assert weights(3)[1:4].tolist() == [[2, 1, 0], [1, 2, 0], [2, 1, 0]]  # in every version of numpy


def test_what_has_no_value_is_left_out_of_a_mean() -> None:
    values = np.array([[1.0, math.nan], [3.0, math.nan]])
    assert means_drawn(values, np.array([[1.0, 1.0], [2.0, 0.0]])).tolist()[0][0] == 2.0
    assert np.isnan(means_drawn(values, np.ones((1, 2)))[0, 1])
    assert estimate_of(np.array([4.0, 1.0, 2.0, 3.0, math.nan])) == (4.0, 1.0, 3.0)
    assert math.isnan(estimate_of(np.array([4.0, math.nan])).low)


# --- of a result --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result(engine: None) -> Result:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compare(
            ["crackdown", "reform_after_five_years", "full_reform", "oversight"],
            replications=4,
            months=84,
            spin_up=24,
            overrides=SMALL,
        )


def test_phases_are_those_of_the_timeline() -> None:
    settings = compose(["months=120"], names=["crackdown", "full_reform"], reference=None, folder=None, mode="compare")
    known = {item.name: item for item in settings.scenarios}
    reference, crackdown, reform = known["blanket_punishment"], known["crackdown"], known["full_reform"]
    assert phases(crackdown, reference, 120) == [Phase(48, 60, False), Phase(60, 120, True)]
    assert phases(crackdown, reference, 55) == [Phase(48, 55, False)]
    assert phases(crackdown, reference, 40) == [] and phases(reference, reference, 120) == []
    assert phases(reform, reference, 120) == [Phase(0, 120, False)]
    assert phases(crackdown, crackdown, 120) == []
    assert phases(reference, crackdown, 120) == phases(crackdown, reference, 120)  # whichever of them changes


def test_a_level_is_of_the_end_of_a_phase_and_a_point_of_its_phase_only() -> None:
    assert (
        Phase(60, 120, True).level == (108, 120)
        and Phase(48, 60, False).level == (54, 60)
        and Phase(5, 6, True).level == (5, 6)
    )
    for phase in (Phase(48, 60, False), Phase(7, 8, False), Phase(0, 120, False)):
        for month in range(phase.month, phase.end):
            first, end = phase.window(month)
            assert phase.month <= first <= month < end <= phase.end and end - first <= 7


def test_points_are_totals_over_totals_in_their_windows(result: Result) -> None:
    study = EventStudy(result, ["effort", "wrongful_share"])
    (crackdown,) = [item for item in result.others if item.name == "crackdown"]
    windows = study.windows(crackdown)
    assert len(windows) == 84 and windows[47] == (44, 48) and windows[48] == (48, 52) and windows[60] == (60, 64)
    groups = {group.scenario: group.tallies for group in result.counts.groups()}
    for measure, month in itertools.product(study.measures, (0, 30, 50, 70)):
        of = result.measures[measure].of
        first, end = windows[month]
        own, against = (of(add_up(groups[name][:, first:end], axis=1)) for name in ("crackdown", result.reference.name))
        np.testing.assert_array_equal(study.course(crackdown, measure)[:, month], own - against)
    points = study.point(crackdown, "effort")
    assert points[10] == interval(study.course(crackdown, "effort")[:, 10])


def test_before_a_regime_changes_nothing_differs(result: Result) -> None:
    study = EventStudy(result)
    (crackdown,) = [item for item in result.others if item.name == "crackdown"]
    assert all(point.is_zero for point in study.point(crackdown, "effort")[:48])
    first = next(event for event in study.events() if event.scenario == "crackdown")
    assert first.phase.month == 48 and first.found.before.is_zero


def test_a_window_of_the_tables_changes_nothing(result: Result) -> None:
    whole = list(rows_of(EventStudy(result, ["effort"]).events()))
    late = list(rows_of(EventStudy(replace(result.over(12, 60)), ["effort"]).events()))
    assert repr(whole) == repr(late)


def test_the_same_as_a_table(result: Result) -> None:
    frame = result.event_study()
    assert [*frame.index.names, *frame.columns] == list(COLUMNS)
    assert set(frame.index.get_level_values("measure")) == set(MEASURES)
    assert set(frame.outcome) <= set(OUTCOMES)
    assert frame.xs(("crackdown", "effort"), level=("scenario", "measure")).month.tolist() == [48, 60]
    only = result.event_study(["harm"])
    pd.testing.assert_frame_equal(only, frame.loc[frame.index.get_level_values("measure") == "harm"])
    with pytest.raises(InputError, match='measures="efort": is no measure; did you mean effort'):
        result.event_study(["efort"])


def test_worlds_count_once_each(engine: None) -> None:
    """Where every world is lived twice, a value is a world's, not a replication's."""
    from wenze.experiments.worlds.lived import lived_in
    from wenze.sim.settings.compose import makings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = compare(["full_reform"], replications=4, months=24, spin_up=12, overrides=SMALL)
    made = makings(["replications=4"], names=["full_reform"], reference=None, folder=None, mode="compare")
    lived = lived_in("plausible", made, [])
    study = EventStudy(replace(found, lived=lived), ["effort"])
    alone = EventStudy(found, ["effort"])
    (item,) = found.others
    assert study.course(item, "effort").shape[0] == 2
    np.testing.assert_allclose(
        study.level(item, "effort", (0, 24)), alone.level(item, "effort", (0, 24)).reshape(2, 2).mean(axis=0)
    )
    assert all(event.found.after.n == 2 for event in study.events())


# --- the picture --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "size"), list(itertools.product(("en", "zh"), ("paper", "slide"))))
def test_the_picture_has_room_for_its_texts(result: Result, lang: str, size: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = drawn(result, "event_study", lang=lang, size=size)
    assert_texts_have_room(picture, f"event_study {lang} {size}")
    assert {number.quantity for number in picture.numbers} >= {"difference"}


def test_regimes_that_change_late_are_shown_first_and_the_others_counted(engine: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        every = compare(replications=2, months=62, spin_up=0, overrides=SMALL)
    picture = drawn(every, "event_study")
    shown = {number.scenario for number in picture.numbers}
    assert {"crackdown", "reform_after_five_years"} <= shown and len(shown) == 4
    words = " ".join(text.get_text() for text in picture.texts)
    assert f"Not shown: {len(every.others) - 4} regimes." in words


def test_the_picture_of_regimes_that_never_change_is_empty_and_says_so(engine: None, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        late = compare(["crackdown"], replications=2, months=12, spin_up=0, overrides=SMALL)
    assert list(EventStudy(late).events()) == []
    picture = drawn(late, "event_study")
    assert "Not shown: 1 regimes." in " ".join(text.get_text() for text in picture.texts)
