"""Figures and effects over worlds: met, missed, or silent."""

import math

import numpy as np
import pytest
from wenze.experiments.report.facts import predicted_text, predicted_verdict
from wenze.experiments.validation.effects import EFFECTS, _scaled
from wenze.experiments.validation.predicted import _effect, _figure
from wenze.experiments.validation.quantities import _read
from wenze.experiments.validation.targets import TARGETS, settings_for

TARGET = next(target for target in TARGETS if target.name == "four_forms_2023.heavy")
LEVELS = next(target for target in TARGETS if target.name == "punished_2023_by_level")
EFFECT = {effect.name: effect for effect in EFFECTS}


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.9, 1.1, "met"),
        (0.5, 0.7, "missed"),
        (1.4, 3.0, "missed"),
        (0.7, 1.1, "silent"),
        (0.9, 1.5, "silent"),
        (0.5, 2.0, "silent"),
    ],
)
def test_a_figure_is_met_where_nine_of_ten_worlds_are_near_it(low: float, high: float, verdict: str) -> None:
    values = TARGET.value * np.linspace(low, high, 41)
    found = _figure(TARGET, {TARGET.scenario: {TARGET.quantity: values}})
    assert found.verdict == verdict and found.worlds == 41
    assert found.low == pytest.approx(np.quantile(values, 0.05)) and found.middle == pytest.approx(np.median(values))


def test_a_share_above_one_half_is_judged_by_the_rest() -> None:
    rest = 1.0 - LEVELS.value
    near = _figure(LEVELS, {LEVELS.scenario: {LEVELS.quantity: 1.0 - rest * np.linspace(0.9, 1.1, 9)}})
    far = _figure(LEVELS, {LEVELS.scenario: {LEVELS.quantity: 1.0 - rest * np.linspace(3.0, 4.0, 9)}})
    assert (near.verdict, far.verdict) == ("met", "missed") and far.low < far.high < LEVELS.value


def test_an_effect_is_met_by_its_sign_in_nine_of_ten_worlds() -> None:
    falls, none = EFFECT["scrutiny_police"], EFFECT["scrutiny_police.rebound"]
    below, above, both = np.linspace(-0.3, -0.1, 9), np.linspace(0.1, 0.3, 9), np.linspace(-0.2, 0.3, 9)
    assert [_effect(falls, values).verdict for values in (below, above, both)] == ["met", "missed", "silent"]
    assert [_effect(none, values).verdict for values in (below, above, both)] == ["missed", "missed", "met"]


def test_what_has_no_value_in_any_world_is_silent() -> None:
    none = np.full(5, np.nan)
    for found in (
        _effect(EFFECT["innocent_punished"], none),
        _figure(TARGET, {TARGET.scenario: {TARGET.quantity: none}}),
    ):
        assert found.verdict == "silent" and found.worlds == 0 and math.isnan(found.middle)
    some = _effect(EFFECT["scrutiny_police"], np.array([np.nan, -0.2, -0.3]))
    assert some.verdict == "met" and some.worlds == 2


def test_levers_that_are_doubled_are_doubled_in_every_world() -> None:
    settings = settings_for(["policy.accountability.inspection_rate=0.006"], ordered=False)
    policy = settings.scenarios[0].stages[0].policy
    assert _scaled(EFFECT["audits_procurement"].change, policy) == {
        "accountability.inspection_rate": pytest.approx(0.012)
    }
    default = settings_for([], ordered=False).scenarios[0].stages[0].policy
    for effect in EFFECTS:
        for levers in (effect.change, effect.against):
            assert _scaled(levers, default) == levers
    crowded = settings_for(["policy.resources.authority=0.9"], ordered=False).scenarios[0].stages[0].policy
    assert _scaled(EFFECT["autonomy_nigeria.autonomy"].change, crowded) == {"resources.authority": 1.0}


def test_a_run_is_read_by_the_numbers_of_its_own_world() -> None:
    settings = [settings_for([f"world.people.ceiling_years={years}"], ordered=False) for years in (20, 30)]

    class Clock:
        replication = 1

    class Ended:
        clock = (Clock,)

    assert _read(lambda state, numbers: {"years": numbers.people.ceiling_years}, settings, Ended()) == {"years": 30.0}


def test_what_is_said_counts_what_was_held_out() -> None:
    lines = [
        _figure(TARGET, {TARGET.scenario: {TARGET.quantity: TARGET.value * np.linspace(0.95, 1.05, 9)}}),
        _effect(EFFECT["scrutiny_police"], np.linspace(0.1, 0.3, 9)),
        _effect(EFFECT["innocent_punished"], np.linspace(-0.1, 0.3, 9)),
    ]
    said = predicted_verdict(lines)
    assert said.startswith("Of 3 figures and effects held out 1 are met")
    assert "Missed: scrutiny_police. Silent: innocent_punished." in said
    text = predicted_text(settings_for(["replications=9"]), "table.csv", lines)
    assert "in 9 worlds (worlds=table.csv)" in " ".join(text.split()) and all(
        len(line) <= 80 for line in text.splitlines()
    )
