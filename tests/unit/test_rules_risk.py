"""Risk is what the file will show: the hazard of a conduct and of an option, worked out by hand from the linear rate equation."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import Learning, felt_probability, felt_rate
from wenze.agents.kinds import ACT, COVER, EXPLORE, IDLE, OFFLOAD, RELAY, WORK
from wenze.agents.policy.duty_list import DutyList
from wenze.agents.risk import (
    at_least_once,
    cadre_hazard,
    cases_coming,
    department_hazard,
    how_an_error_looks,
    share_staying,
    step_by,
)
from wenze.sim.settings.parameters import World

NUMBERS = World()
CONDUCTS = (WORK, EXPLORE, COVER, IDLE)
OPTIONS = (ACT, OFFLOAD, RELAY)
NONE, PAPER, REAL = 0, 1, 2
RATE = st.floats(0.0, 3.0)

# --- felt rates -------------------------------------------------------------------------------------------------------


@given(st.floats(0.0, 100.0), st.floats(0.0, 120.0))
def test_with_alpha_one_a_rate_is_felt_as_it_is(rate: float, horizon: float) -> None:
    assert felt_rate(rate, Learning(risk_curvature=1.0, horizon=horizon)) == rate


@pytest.mark.parametrize("alpha", [0.5, 0.75, 1.3])
@pytest.mark.parametrize("horizon", [0.0, 1.0, 12.0, 60.0])
def test_a_felt_rate_gives_within_the_horizon_the_chance_that_prelec_gives(alpha: float, horizon: float) -> None:
    learning, months = Learning(risk_curvature=alpha, horizon=horizon), max(1.0, horizon)
    for chance in (1e-6, 0.01, 0.2, 0.5, 0.9, 0.999):
        felt = felt_rate(-math.log(1.0 - chance) / months, learning)
        assert 1.0 - math.exp(-felt * months) == pytest.approx(felt_probability(chance, alpha), rel=1e-6)


@given(RATE, RATE, st.floats(0.1, 1.5), st.floats(0.0, 120.0))
def test_what_happens_more_often_is_never_felt_to_happen_less(
    one: float, other: float, alpha: float, horizon: float
) -> None:
    learning = Learning(risk_curvature=alpha, horizon=horizon)
    low, high = felt_rate(min(one, other), learning), felt_rate(max(one, other), learning)
    assert 0.0 <= low <= high * (1.0 + 1e-5)


def test_what_never_happens_is_not_felt() -> None:
    assert felt_rate(0.0, Learning()) == 0.0


@given(st.floats(0.0, 1e300), st.floats(0.1, 1.5), st.floats(0.0, 120.0))
def test_every_rate_is_felt_as_some_finite_rate(rate: float, alpha: float, horizon: float) -> None:
    felt = felt_rate(rate, Learning(risk_curvature=alpha, horizon=horizon))
    assert math.isfinite(felt) and felt >= 0.0


# --- cases that leave and come ------------------------------------------------------------------------------------------


def averaged(number_at: Any, months: float) -> float:
    """Mean over the coming months of a number that depends on the time, by the middle of many small steps."""
    steps = 20_000
    return float(number_at((np.arange(steps) + 0.5) * months / steps).mean())


@pytest.mark.parametrize("months", [0.5, 12.0, 120.0])
@pytest.mark.parametrize("rate", [0.0, 1e-6, 5e-4, 0.02, 0.3, 2.0])
def test_cases_leave_and_come_by_the_linear_rate_equation(rate: float, months: float) -> None:
    staying = averaged(lambda t: np.exp(-rate * t), months)
    assert share_staying(rate, months) == pytest.approx(staying, rel=1e-5)
    coming = averaged(lambda t: -np.expm1(-rate * t) / rate if rate else t, months)
    assert cases_coming(rate, months) == pytest.approx(coming, rel=1e-5)


@given(st.floats(0.0, 10.0))
def test_who_sees_no_further_than_now_sees_all_stay_and_none_come(rate: float) -> None:
    assert share_staying(rate, 0.0) == 1.0
    assert cases_coming(rate, 0.0) == 0.0


@pytest.mark.parametrize(
    ("chance", "times", "expected"), [(0.5, 1, 0.5), (0.5, 3, 0.875), (0.0, 9, 0.0), (1.0, 2, 1.0)]
)
def test_a_case_is_reported_in_time_unless_every_month_passes_it_over(
    chance: float, times: int, expected: float
) -> None:
    assert at_least_once(chance, times) == expected


def test_what_a_conduct_leaves_on_the_file_and_what_its_errors_look_like() -> None:
    assert [step_by(conduct) for conduct in CONDUCTS] == [REAL, REAL, PAPER, NONE]
    assert [how_an_error_looks(conduct, False) for conduct in (WORK, EXPLORE)] == [0, 1]
    assert [how_an_error_looks(conduct, True) for conduct in (WORK, EXPLORE)] == [2, 1]


# --- the hazard of a conduct ----------------------------------------------------------------------------------------------

COUNTY: dict[str, Any] = {
    "surfacing": 0.03,
    "blamed": [0.5, 0.2, 0.1],
    "blamed_for_error": [0.3, 0.15, 0.05],
    "erring": [0.01, 0.02, 0.0, 0.0],
    "ended": [0.6, 0.7, 0.1, 0.05],
    "leaving_elsewhere": 0.08,
    "new_own": 0.05,
    "new_assist": 0.04,
    "new_elsewhere": 0.02,
}
# none, paper, real, pending department cases, pending own duties
IN_HAND, ELSEWHERE = [1, 2, 3, 1, 2], [2, 1, 1, 3, 0]


def numbers(horizon: float) -> World:
    return NUMBERS.model_copy(update={"learning": Learning(horizon=horizon)})


def county(**known: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**COUNTY, **known})


def hazard(
    conduct: int,
    horizon: float = 12.0,
    *,
    in_hand: list[int] = IN_HAND,
    elsewhere: list[int] = ELSEWHERE,
    given: float = 1.3,
    deadline: float = 1.0,
    tenure: int = 100,
    **known: Any,
) -> float:
    post = SimpleNamespace(in_hand=in_hand, elsewhere=elsewhere, load=sum(in_hand))
    person = SimpleNamespace(tenure=tenure)
    return float(
        cadre_hazard(conduct, person, post, county(**known), given, DutyList(deadline=deadline), numbers(horizon))
    )


BY_HAND = {
    # step of the own duty; chance of a report within two months; looks of an error
    WORK: (REAL, 0.84, 0),
    EXPLORE: (REAL, 0.84, 1),
    COVER: (PAPER, 0.96, 0),
    IDLE: (NONE, 0.19, 0),
}


@pytest.mark.parametrize("horizon", [0.0, 1.0, 12.0, 60.0])
@pytest.mark.parametrize("conduct", CONDUCTS)
def test_a_hazard_is_what_each_file_will_show_if_it_surfaces(conduct: int, horizon: float) -> None:
    step, reported, looks = BY_HAND[conduct]
    none, paper, real = COUNTY["blamed"]
    own = COUNTY["blamed"][step]
    assist = reported * real + (1.0 - reported) * none
    leaving, away = COUNTY["ended"][conduct] / 9.0, COUNTY["leaving_elsewhere"]
    staying, coming = (averaged(lambda t: np.exp(-leaving * t), horizon),
                       1.3 * averaged(lambda t: -np.expm1(-leaving * t) / leaving, horizon))  # fmt: skip
    stays_away, comes_away = (averaged(lambda t: np.exp(-away * t), horizon),
                              averaged(lambda t: -np.expm1(-away * t) / away, horizon))  # fmt: skip
    answers = staying * (1 * none + 2 * paper + 3 * real + 1 * assist + 2 * own)
    answers += coming * (0.05 * own + 0.04 * assist)
    answers += stays_away * (2 * none + 1 * paper + 1 * real + 3 * assist)
    answers += comes_away * 0.02 * assist
    erring = COUNTY["erring"][conduct] * COUNTY["blamed_for_error"][looks]
    expected = 0.03 * answers + erring * (staying * 9 + coming * 0.09)
    assert hazard(conduct, horizon) == pytest.approx(expected, rel=1e-6)


def test_where_nothing_is_pending_and_nothing_is_seen_to_come_conducts_differ_in_their_errors_only() -> None:
    """Horizon 0: only what is still to be decided on files in hand tells conducts apart, and errors."""
    settled = {"in_hand": [1, 2, 3, 0, 0], "elsewhere": [1, 1, 1, 0, 0]}
    found = [hazard(conduct, 0.0, **settled) for conduct in CONDUCTS]
    assert found[COVER] == found[IDLE]
    assert found[WORK] - found[IDLE] == pytest.approx(0.01 * 0.3 * 6)
    assert found[EXPLORE] - found[IDLE] == pytest.approx(0.02 * 0.15 * 6)
    pending = [
        hazard(conduct, 0.0, in_hand=[0, 0, 0, 0, 2], elsewhere=[0] * 5, erring=[0.0] * 4) for conduct in CONDUCTS
    ]
    assert pending == pytest.approx([0.03 * 2 * blamed for blamed in (0.1, 0.1, 0.2, 0.5)])


def test_a_longer_sight_sees_the_cases_that_idling_leaves_lying() -> None:
    """With nothing in hand, no step counts now; later whoever idles has more of them and less on file."""
    empty: dict[str, Any] = {"in_hand": [0] * 5, "elsewhere": [0] * 5, "erring": [0.0] * 4}
    assert [hazard(conduct, 0.0, **empty) for conduct in CONDUCTS] == [0.0] * 4
    for horizon in (1.0, 12.0, 60.0):
        work, _, cover, idle = (hazard(conduct, horizon, **empty) for conduct in CONDUCTS)
        assert work < cover < idle
    gaps = [hazard(IDLE, horizon, **empty) - hazard(WORK, horizon, **empty) for horizon in (1.0, 12.0, 60.0)]
    assert gaps == sorted(gaps)


def test_where_no_case_ever_leaves_all_that_are_in_hand_stay() -> None:
    none, paper, real = COUNTY["blamed"]
    stuck = {"ended": [0.0] * 4, "leaving_elsewhere": 0.0, "erring": [0.0] * 4}
    found = hazard(COVER, 12.0, in_hand=[0, 0, 0, 0, 2], elsewhere=[3, 0, 0, 0, 0], **stuck)
    # New ones add up evenly: on average as many as come in half of the months.
    coming = 6.0 * (1.3 * (0.05 * paper + 0.04 * (0.96 * real + 0.04 * none)) + 0.02 * (0.96 * real + 0.04 * none))
    assert found == pytest.approx(0.03 * (2 * paper + 3 * none + coming))


def test_a_newcomers_error_looks_like_a_newcomers_unless_exploring() -> None:
    months = NUMBERS.people.inexperience_months
    for conduct, differs in ((WORK, True), (EXPLORE, False), (COVER, False), (IDLE, False)):
        new, old = (hazard(conduct, tenure=tenure) for tenure in (months - 1, months))
        assert (new != old) == differs


def test_more_months_to_a_deadline_make_a_report_in_time_more_likely() -> None:
    near, far = (hazard(IDLE, in_hand=[0, 0, 0, 4, 0], deadline=deadline) for deadline in (0.0, 6.0))
    assert near > far


@given(st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_who_is_given_more_runs_a_greater_risk(one: float, other: float) -> None:
    for conduct in CONDUCTS:
        assert hazard(conduct, given=min(one, other)) <= hazard(conduct, given=max(one, other))


# --- the hazard of an option --------------------------------------------------------------------------------------------

DEPARTMENTS: dict[str, Any] = {
    "surfacing": 0.03,
    "blamed_department": [0.4, 0.25, 0.05],
    "ended_acting": 0.5,
    "ended_sitting": 0.06,
    "ended_down": 0.09,
    "new_pairs": 0.7,
    "blame_beside": 0.004,
}
KEPT, DOWN = [1, 2, 1, 4], [2, 3, 1]


def option_hazard(
    option: int,
    horizon: float = 12.0,
    *,
    clarity: float = 0.0,
    taken_back: float = 0.0,
    turn: float = 1.0,
    **known: Any,
) -> float:
    department = SimpleNamespace(kept=known.pop("kept", KEPT), down=known.pop("down", DOWN), turn=turn)
    believed = SimpleNamespace(**{**DEPARTMENTS, **known})
    duty_list = DutyList(clarity=clarity, taken_back=taken_back)
    return float(department_hazard(option, department, believed, 1000.0, duty_list, numbers(horizon)))


@pytest.mark.parametrize("horizon", [0.0, 1.0, 12.0, 60.0])
@pytest.mark.parametrize(("clarity", "taken_back"), [(0.0, 0.0), (1.0, 0.0), (0.6, 0.5)])
@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_is_feared_for_what_it_leaves_on_the_file(
    option: int, clarity: float, taken_back: float, horizon: float
) -> None:
    none, paper, real = DEPARTMENTS["blamed_department"]
    leaving = 0.5 if option == ACT else 0.06
    step = {ACT: real, OFFLOAD: none, RELAY: paper}[option]

    def staying(rate: float) -> float:
        return averaged(lambda t: np.exp(-rate * t), horizon)

    def coming(rate: float) -> float:
        return averaged(lambda t: -np.expm1(-rate * t) / rate, horizon)

    handed = (1.0 - clarity) * (1.0 - taken_back) if option == OFFLOAD else 0.0
    answers = staying(leaving) * (1 * none + 2 * paper + 1 * real + 4 * step)
    answers += staying(0.09) * (2 * none + 3 * paper + 1 * real)
    answers += 0.7 * ((1.0 - handed) * coming(leaving) * step + handed * coming(0.09) * paper)
    found = option_hazard(option, horizon, clarity=clarity, taken_back=taken_back)
    assert found == pytest.approx(0.03 * answers + 0.004, rel=1e-6)


def test_a_clear_list_leaves_who_would_hand_down_with_nothing_on_file() -> None:
    """Where everything may be handed down a paper step covers what is new; where nothing may, none does."""
    empty = {"kept": [0] * 4, "down": [0] * 3}
    free, bound = (option_hazard(OFFLOAD, clarity=clarity, **empty) for clarity in (0.0, 1.0))
    assert free < bound
    assert free == pytest.approx(0.03 * 0.7 * cases_coming(0.09, 12.0) * 0.25 + 0.004)
    assert bound == pytest.approx(0.03 * 0.7 * cases_coming(0.06, 12.0) * 0.4 + 0.004)
    for option in (ACT, RELAY):
        assert option_hazard(option, clarity=0.0) == option_hazard(option, clarity=1.0)


def test_with_no_horizon_options_differ_only_in_steps_still_to_be_made() -> None:
    settled = {"kept": [1, 2, 1, 0]}
    found = [option_hazard(option, 0.0, **settled) for option in OPTIONS]
    assert found[ACT] == found[OFFLOAD] == found[RELAY]
    pending = [option_hazard(option, 0.0, kept=[0, 0, 0, 2], down=[0] * 3) for option in OPTIONS]
    assert pending == pytest.approx([0.004 + 0.03 * 2 * blamed for blamed in (0.05, 0.4, 0.25)])


def test_who_acts_with_more_than_it_can_serve_keeps_its_cases_longer() -> None:
    """By the turn that each would have of as many as will be held on average: 8 in hand, and new ones."""

    def with_capacity(capacity: float) -> float:
        department = SimpleNamespace(kept=KEPT, down=[0] * 3, turn=1.0)
        return float(
            department_hazard(ACT, department, SimpleNamespace(**DEPARTMENTS), capacity, DutyList(), numbers(12.0))
        )

    held = 8.0 * share_staying(0.5, 12.0) + 0.7 * cases_coming(0.5, 12.0)
    ample, half = with_capacity(1000.0), with_capacity(held / 2.0)
    assert ample < half
    none, paper, real = DEPARTMENTS["blamed_department"]
    answers = share_staying(0.25, 12.0) * (none + 2 * paper + real + 4 * real)
    answers += 0.7 * cases_coming(0.25, 12.0) * real
    assert half == pytest.approx(0.03 * answers + 0.004)
