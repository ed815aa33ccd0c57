"""Colleagues: when helping is worth it, and what keeping a duty or passing it on is worth."""

import math
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import felt_rate
from wenze.agents.colleagues import helping_worth, helps, keeping_worth, passing_worth
from wenze.agents.kinds import COVER, EXPLORE, IDLE, WORK
from wenze.sim.settings.parameters import World

NUMBERS = World()
LOSS = 7.0
CHANCE = st.floats(0.0, 1.0)
RATE = st.floats(0.0, 1.0)


def numbers(**groups: dict[str, float]) -> World:
    """The numbers of the world with some changed, by group."""
    changes = {name: getattr(NUMBERS, name).model_copy(update=of) for name, of in groups.items()}
    return NUMBERS.model_copy(update=changes)


def person(**known: float) -> SimpleNamespace:
    return SimpleNamespace(**{"motivation": 8.0, "loss_weight": 1.5, **known})


def felt(rate: float) -> float:
    return float(felt_rate(rate, NUMBERS.learning))


def helping(gain: float = 0.2, severity: float = 0.7, trust: float = 1.0, hazard: float = 0.0, **how: Any) -> float:
    who, loss, params = how.get("who", person()), how.get("loss", LOSS), how.get("params", NUMBERS)
    return float(helping_worth(gain, severity, who, trust, felt(hazard), loss, params))


# --- helping ----------------------------------------------------------------------------------------------------------------


@given(CHANCE, st.floats(0.0, 50.0))
def test_where_helping_is_worth_nothing_either_way_one_in_two_helps(u: float, precision: float) -> None:
    assert helps(u, 0.0, precision) == (u < 0.5)


@pytest.mark.parametrize("value", [-2.0, -0.3, 0.4, 3.0])
@pytest.mark.parametrize("precision", [0.0, 1.5, 4.0])
def test_helping_is_a_logit_against_doing_nothing(value: float, precision: float) -> None:
    chance = 1.0 / (1.0 + math.exp(-precision * value))
    assert helps(chance - 1e-9, value, precision)
    assert not helps(chance + 1e-9, value, precision)
    odds = chance / (1.0 - chance)
    assert odds == pytest.approx(math.exp(precision * value))


@pytest.mark.parametrize("precision", [1.5, 50.0])
def test_what_is_worth_far_less_than_nothing_is_not_done_and_is_no_number_too_large(precision: float) -> None:
    assert not helps(0.0001, -1000.0, precision)
    assert helps(0.9999, 1000.0, precision)


def test_one_who_cares_for_nothing_but_the_fear_helps_if_there_is_none() -> None:
    """A gain of 0.2 on a problem worth 3·0.7, to a motivation of 8; the chill takes half of it where there is no trust."""
    assert helping() == pytest.approx(8.0 * 2.1 * 0.2)
    chill = NUMBERS.conduct.chill
    for trust in (0.0, 0.4, 1.0):
        assert helping(trust=trust) == pytest.approx(8.0 * (1.0 - chill * (1.0 - trust)) * 2.1 * 0.2)
    assert helping(gain=0.0) == 0.0


def test_help_is_feared_for_as_long_as_it_shows_on_the_file() -> None:
    for revision in (0.1, 0.25, 1.0):
        params = numbers(learning={"revision": revision})
        feared = 1.5 * felt(0.004) * LOSS / revision
        assert helping(hazard=0.004, params=params) == pytest.approx(8.0 * 2.1 * 0.2 - feared)


def test_where_nothing_is_ever_shown_nobody_fears_to_help() -> None:
    params = numbers(learning={"revision": 0.0})
    assert helping(hazard=0.5, params=params) == helping(hazard=0.0)


@given(st.floats(0.0, 0.9), st.floats(0.01, 0.1), CHANCE, CHANCE)
def test_helping_rises_with_what_it_gains_and_with_trust_and_falls_with_what_it_risks(
    gain: float, more: float, trust: float, severity: float
) -> None:
    severity = max(severity, 0.01)
    base = helping(gain, severity, trust, 0.01)
    assert helping(gain + more, severity, trust, 0.01) > base
    assert helping(gain, severity, trust, 0.01 + more) < base
    assert helping(gain, severity, trust, 0.01, loss=LOSS + more) < base
    assert helping(gain, severity, trust, 0.01, who=person(loss_weight=1.5 + more)) < base
    assert helping(gain, severity, min(1.0, trust + more), 0.01) >= base


def test_one_who_fears_more_than_help_is_worth_mostly_refuses() -> None:
    precision = NUMBERS.learning.precision
    worthless = helping(gain=0.01, hazard=0.05)
    assert worthless < 0.0 < helping(gain=0.3, hazard=0.0)
    assert not helps(0.5, worthless, precision)
    assert helps(0.5, helping(gain=0.3), precision)


# --- keeping and passing on ---------------------------------------------------------------------------------------------------


def keeping(
    conduct: int = WORK,
    chance: float = 0.15,
    severity: float = 0.5,
    safety: float = 1.0,
    hazard: float = 0.0,
    load: int = 1,
    who: SimpleNamespace | None = None,
    params: World = NUMBERS,
) -> float:
    who = who or person()
    return float(keeping_worth(conduct, chance, severity, who, safety, hazard, LOSS, load, params))


def test_a_duty_kept_is_worth_what_it_may_solve_this_month() -> None:
    chill = NUMBERS.conduct.chill
    for safety in (0.0, 0.6, 1.0):
        assert keeping(safety=safety) == pytest.approx(8.0 * (1.0 - chill * (1.0 - safety)) * 1.5 * 0.15)
    assert keeping(IDLE, chance=0.0) == 0.0


@given(RATE)
def test_a_duty_kept_and_a_duty_passed_on_are_feared_by_their_felt_rates(hazard: float) -> None:
    assert keeping(hazard=hazard) == pytest.approx(8.0 * 1.5 * 0.15 - 1.5 * felt(hazard) * LOSS)
    passed = passing_worth(person(), felt(hazard), LOSS, NUMBERS)
    assert passed == pytest.approx(-NUMBERS.handling.strain_pass - 1.5 * felt(hazard) * LOSS)


def test_only_the_active_with_more_in_hand_than_is_normal_are_relieved_of_a_strain() -> None:
    normal, overload = int(NUMBERS.conduct.normal_load), NUMBERS.conduct.overload
    assert overload > 0.0
    for conduct in (WORK, EXPLORE, COVER, IDLE):
        within, beyond, far = (keeping(conduct, load=load) for load in (normal, normal + 1, normal + 9))
        assert within - beyond == pytest.approx(overload if conduct in (WORK, EXPLORE) else 0.0)
        assert far == beyond, "one case is kept or passed, whatever else there is"


def test_where_a_duty_will_be_answered_for_all_the_same_passing_it_on_saves_only_work_not_worth_doing() -> None:
    for hazard in (0.0, 0.003, 0.2):
        gap = keeping(hazard=hazard) - passing_worth(person(), felt(hazard), LOSS, NUMBERS)
        assert gap == pytest.approx(8.0 * 1.5 * 0.15 + NUMBERS.handling.strain_pass)
    free = numbers(handling={"strain_pass": 0.0})
    assert keeping(IDLE, chance=0.0) == passing_worth(person(), 0.0, LOSS, free) == 0.0


def test_a_duty_is_passed_on_where_that_is_less_feared_by_more_than_the_strain() -> None:
    strain = NUMBERS.handling.strain_pass
    kept = keeping(IDLE, chance=0.0, hazard=0.1)
    gone = passing_worth(person(), felt(0.01), LOSS, NUMBERS)
    assert gone - kept == pytest.approx(1.5 * LOSS * (felt(0.1) - felt(0.01)) - strain)
    fearless = person(loss_weight=0.0)
    assert keeping(IDLE, chance=0.0, hazard=0.1, who=fearless) == 0.0
    assert passing_worth(fearless, felt(0.1), LOSS, NUMBERS) == -strain
