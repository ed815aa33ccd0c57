"""Risk: the felt rate, what stays in hand and what comes, and the rate of sanctions that a conduct or an option will bring."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import elsewhere_as_believed
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import Learning, felt_probability, felt_rate, felt_rates
from wenze.agents.conduct import is_active
from wenze.agents.kinds import (
    ACT,
    COVER,
    EXPLORE,
    IDLE,
    LOOKS_EXPLORING,
    LOOKS_NEWCOMER,
    LOOKS_ROUTINE,
    NO_STEP,
    OFFLOAD,
    PAPER_STEP,
    PENDING,
    PENDING_OWN,
    REAL_STEP,
    RELAY,
    WORK,
)
from wenze.agents.policy import Policy
from wenze.agents.policy.assignment import is_given_by_diligence, share_given, weight_of
from wenze.agents.policy.duty_list import is_clear_to_post, share_handed_down
from wenze.agents.risk import (
    at_least_once,
    cadre_hazard,
    cases_coming,
    department_hazard,
    how_an_error_looks,
    leaving_by_acting,
    share_staying,
    step_by,
)
from wenze.sim.settings.parameters import World

NUMBERS = World()
CONDUCTS = (WORK, EXPLORE, COVER, IDLE)
OPTIONS = (ACT, OFFLOAD, RELAY)
CHANCE = st.floats(0.0, 1.0)


def with_numbers(group: str, **changes: float) -> World:
    """The numbers of the world with some of a group changed."""
    return NUMBERS.model_copy(update={group: getattr(NUMBERS, group).model_copy(update=changes)})


def listed(**changes: float) -> Policy:
    """The policy with some levers of the list changed."""
    return Policy(duty_list=Policy().duty_list.model_copy(update=changes))


# --- the felt rate ------------------------------------------------------------------------------------------------------


@given(st.floats(0.0, 100.0), st.floats(0.0, 120.0))
def test_to_the_neutral_a_rate_is_what_it_is(rate: float, horizon: float) -> None:
    assert felt_rate(rate, Learning(risk_curvature=1.0, horizon=horizon)) == rate


@given(st.floats(1e-9, 1.0), st.floats(0.0, 120.0), st.floats(0.1, 1.5))
def test_over_the_horizon_a_felt_rate_makes_the_chance_that_prelec_weighs(
    rate: float, horizon: float, alpha: float
) -> None:
    """1 − exp(−W·h) = w(1 − exp(−q·h)), h the horizon or a month, if that is longer."""
    months = max(1.0, horizon)
    felt = felt_rate(rate, Learning(risk_curvature=alpha, horizon=horizon))
    if math.exp(-rate * months) < 1e-6:
        assert felt == pytest.approx(alpha * rate)
    else:
        weighed = felt_probability(-math.expm1(-rate * months), alpha)
        assert -math.expm1(-felt * months) == pytest.approx(weighed, rel=1e-6, abs=1e-14)


@given(st.lists(st.floats(0.0, 10.0), min_size=2, max_size=2, unique=True), st.floats(0.0, 120.0), st.floats(0.1, 1.5))
def test_the_higher_a_rate_the_higher_it_is_felt(rates: list[float], horizon: float, alpha: float) -> None:
    learning = Learning(risk_curvature=alpha, horizon=horizon)
    low, high = (felt_rate(rate, learning) for rate in sorted(rates))
    assert 0.0 <= low <= high * (1.0 + 1e-6)


@pytest.mark.parametrize("alpha", [0.1, 0.75, 1.3, 1.5])
def test_both_ends_of_rates_are_felt_without_a_fault(alpha: float) -> None:
    """Nothing is felt of what never happens or is below the grain of numbers; of what is certain, α times the rate."""
    learning = Learning(risk_curvature=alpha)
    assert felt_rate(0.0, learning) == 0.0
    assert felt_rate(1e-300, learning) == 1e-300
    assert felt_rate(1e-20, learning) == 1e-20
    for certain in (10.0, 1e6, 1e300):
        assert felt_rate(certain, learning) == pytest.approx(alpha * certain)


@given(
    st.lists(st.one_of(st.floats(0.0, 10.0), st.floats(0.0, 1e-9)), min_size=4, max_size=4),
    st.floats(0.0, 120.0),
    st.sampled_from([0.1, 0.75, 1.0, 1.3]),
)
def test_four_rates_together_are_felt_to_the_bit_as_each_by_itself(
    rates: list[float], horizon: float, alpha: float
) -> None:
    learning = Learning(risk_curvature=alpha, horizon=horizon)
    assert felt_rates(tuple(rates), learning) == tuple(felt_rate(rate, learning) for rate in rates)


def test_small_rates_loom_large_below_one_and_are_made_light_of_above() -> None:
    for rate in (1e-4, 1e-3, 1e-2):
        assert felt_rate(rate, Learning(risk_curvature=0.75)) > rate > felt_rate(rate, Learning(risk_curvature=1.3))


# --- what stays in hand, and what comes -----------------------------------------------------------------------------------


def integrated(held: float, coming: float, leaving: float, months: float) -> float:
    """Mean over the months of n with n' = coming − leaving·n, n(0) = held: by Runge and Kutta, and Simpson."""
    steps = 2 * max(1000, round(20.0 * leaving * months))
    width = months / steps
    path = [held]
    for _ in range(steps):
        n = path[-1]
        first = coming - leaving * n
        second = coming - leaving * (n + width / 2.0 * first)
        third = coming - leaving * (n + width / 2.0 * second)
        fourth = coming - leaving * (n + width * third)
        path.append(n + width / 6.0 * (first + 2.0 * second + 2.0 * third + fourth))
    weights = np.array([1.0, *[4.0, 2.0] * (steps // 2 - 1), 4.0, 1.0])
    return float(weights @ np.array(path) * width / 3.0 / months)


@pytest.mark.parametrize("months", [0.5, 12.0, 120.0])
@pytest.mark.parametrize("leaving", [0.0, 1e-5, 0.0007, 0.009, 0.05, 0.3, 2.0])
def test_what_is_in_hand_on_average_is_what_held_and_coming_cases_integrate_to(leaving: float, months: float) -> None:
    for held, coming in ((1.0, 0.0), (0.0, 1.0), (3.0, 0.7)):
        expected = integrated(held, coming, leaving, months)
        found = held * share_staying(leaving, months) + coming * cases_coming(leaving, months)
        assert found == pytest.approx(expected, rel=1e-8)


def test_over_no_months_all_stays_and_nothing_comes() -> None:
    for leaving in (0.0, 0.1, 5.0):
        assert (share_staying(leaving, 0.0), cases_coming(leaving, 0.0)) == (1.0, 0.0)


@given(st.floats(0.0, 5.0), st.floats(0.001, 120.0))
def test_shares_are_shares_and_fall_as_cases_leave_faster(leaving: float, months: float) -> None:
    staying, coming = share_staying(leaving, months), cases_coming(leaving, months)
    assert 0.0 < staying <= 1.0
    assert 0.0 < coming <= months / 2.0
    assert share_staying(leaving + 0.1, months) <= staying * (1.0 + 1e-9)
    assert cases_coming(leaving + 0.1, months) <= coming * (1.0 + 1e-9)
    # What comes and goes is conserved: (1 − share that stays on average) = leaving × (time that new ones are there).
    assert leaving * coming == pytest.approx(1.0 - staying, rel=1e-6, abs=1e-12)


def test_series_and_formulas_meet_without_a_jump() -> None:
    for months in (1.0, 12.0, 120.0):
        below, above = (0.01 - 1e-12) / months, (0.01 + 1e-12) / months
        for rule in (share_staying, cases_coming):
            assert rule(below, months) == pytest.approx(rule(above, months), rel=1e-9)


@given(CHANCE, st.integers(0, 60))
def test_at_least_once_is_all_but_never(chance: float, times: int) -> None:
    assert at_least_once(chance, times) == pytest.approx(1.0 - (1.0 - chance) ** times, abs=1e-12)


def test_at_least_once_in_no_trial_never_and_if_certain_in_one() -> None:
    assert (at_least_once(0.7, 0), at_least_once(1.0, 1), at_least_once(0.0, 9)) == (0.0, 1.0, 0.0)


# --- cadres ---------------------------------------------------------------------------------------------------------------


def test_a_step_on_an_own_duty_is_what_the_conduct_leaves() -> None:
    assert [step_by(conduct) for conduct in CONDUCTS] == [REAL_STEP, REAL_STEP, PAPER_STEP, NO_STEP]


def test_an_error_looks_like_exploring_or_like_a_newcomers_or_like_any() -> None:
    looks = {(conduct, new): how_an_error_looks(conduct, new) for conduct in (WORK, EXPLORE) for new in (False, True)}
    assert looks == {
        (WORK, False): LOOKS_ROUTINE, (WORK, True): LOOKS_NEWCOMER,
        (EXPLORE, False): LOOKS_EXPLORING, (EXPLORE, True): LOOKS_EXPLORING,
    }  # fmt: skip


BLAMED = {NO_STEP: 0.5, PAPER_STEP: 0.2, REAL_STEP: 0.06}
BLAMED_FOR_ERROR = {LOOKS_ROUTINE: 0.4, LOOKS_EXPLORING: 0.3, LOOKS_NEWCOMER: 0.15}
IN_HAND = {NO_STEP: 1, PAPER_STEP: 2, REAL_STEP: 3, PENDING: 4, PENDING_OWN: 5}
ELSEWHERE = {NO_STEP: 5, PAPER_STEP: 1, REAL_STEP: 2, PENDING: 3, PENDING_OWN: 0}
NOTHING = dict.fromkeys(IN_HAND, 0)


def in_order(by_kind: dict[int, float]) -> list[float]:
    return [by_kind[kind] for kind in sorted(by_kind)]


def county(**known: object) -> SimpleNamespace:
    """Beliefs of a county by which every number can be told from every other."""
    usual = {
        "blamed": in_order(BLAMED), "blamed_for_error": in_order(BLAMED_FOR_ERROR), "surfacing": 0.03,
        "ended": [0.6, 0.45, 0.07, 0.03], "erring": [0.01, 0.03, 0.0, 0.0], "leaving_elsewhere": 0.11,
        "new_own": 0.04, "new_assist": 0.035, "new_elsewhere": 0.05,
        "blamed_department": [0.3, 0.12, 0.02], "blame_beside": 0.004, "new_pairs": 0.9,
        "ended_acting": 0.4, "ended_sitting": 0.05, "ended_down": 0.08,
    }  # fmt: skip
    assert set(known) <= set(usual)
    return SimpleNamespace(**{**usual, **known})


def post(in_hand: dict[int, int] | None = None, elsewhere: dict[int, int] | None = None) -> SimpleNamespace:
    held, gone = (in_order(NOTHING if files is None else files) for files in (in_hand, elsewhere))
    return SimpleNamespace(in_hand=held, elsewhere=gone, load=sum(held))


def cadre(tenure: int = 100) -> SimpleNamespace:
    return SimpleNamespace(tenure=tenure)


def feared(
    conduct: int,
    of: SimpleNamespace,
    believed: SimpleNamespace | None = None,
    *,
    given_share: float = 1.0,
    tenure: int = 100,
    months: float = 12.0,
    deadline: float = 3.0,
) -> float:
    numbers, duty_list = with_numbers("learning", horizon=months), listed(deadline=deadline).duty_list
    there = elsewhere_as_believed(believed or county(), months)
    return float(cadre_hazard(conduct, cadre(tenure), of, there, given_share, duty_list, numbers))


# What a month with no horizon brings, by hand: 1·0.5 + 2·0.2 + 3·0.06 settled = 1.08; own by conduct; assist by reports.
# Deadline 1: two months to report in, by 0.6, 0.8, 0.1 a month: 0.84, 0.96, 0.19.
AT_ONCE = {
    WORK: 0.03 * (1.08 + 5 * 0.06 + 4 * (0.84 * 0.06 + 0.16 * 0.5)) + 0.01 * 0.4 * 15,
    EXPLORE: 0.03 * (1.08 + 5 * 0.06 + 4 * (0.84 * 0.06 + 0.16 * 0.5)) + 0.03 * 0.3 * 15,
    COVER: 0.03 * (1.08 + 5 * 0.2 + 4 * (0.96 * 0.06 + 0.04 * 0.5)),
    IDLE: 0.03 * (1.08 + 5 * 0.5 + 4 * (0.19 * 0.06 + 0.81 * 0.5)),
}


@pytest.mark.parametrize("conduct", CONDUCTS)
def test_without_a_horizon_only_what_is_in_hand_is_feared(conduct: int) -> None:
    assert feared(conduct, post(IN_HAND), months=0.0, deadline=1.9) == pytest.approx(AT_ONCE[conduct])
    # What is elsewhere is still one's own: 5·0.5 + 0.2 + 2·0.06 = 2.82 settled, and what may still be reported.
    reported = {WORK: 0.84, EXPLORE: 0.84, COVER: 0.96, IDLE: 0.19}[conduct]
    away = 0.03 * (2.82 + 3 * (reported * 0.06 + (1.0 - reported) * 0.5))
    assert feared(conduct, post(IN_HAND, ELSEWHERE), months=0.0, deadline=1.0) == pytest.approx(AT_ONCE[conduct] + away)


@pytest.mark.parametrize("given_share", [1.0, 0.7, 1.8])
@pytest.mark.parametrize("conduct", CONDUCTS)
def test_over_the_horizon_what_is_held_goes_and_new_cases_come(conduct: int, given_share: float) -> None:
    """By the integrals of what is in hand and elsewhere, each case weighed by the blame of the step it will show."""
    own = (0.06, 0.06, 0.2, 0.5)[conduct]
    reported = 1.0 - (1.0 - (0.6, 0.6, 0.8, 0.1)[conduct]) ** 4
    assist = reported * 0.06 + (1.0 - reported) * 0.5
    leaving = (0.6, 0.45, 0.07, 0.03)[conduct] / 15.0
    in_hand = integrated(1.08 + 5 * own + 4 * assist, given_share * (0.04 * own + 0.035 * assist), leaving, 12.0)
    away = integrated(2.82 + 3 * assist, 0.05 * assist, 0.11, 12.0)
    cases = integrated(15.0, given_share * 0.075, leaving, 12.0)
    erring = (0.01 * 0.4, 0.03 * 0.3, 0.0, 0.0)[conduct]
    expected = 0.03 * (in_hand + away) + erring * cases
    found = feared(conduct, post(IN_HAND, ELSEWHERE), given_share=given_share)
    assert found == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("conduct", CONDUCTS)
def test_each_case_of_a_settled_step_counts_by_the_blame_of_that_step_whatever_one_does(conduct: int) -> None:
    none = feared(conduct, post(), county(erring=[0.0] * 4), months=0.0)
    for step, blamed in BLAMED.items():
        for files in ((NOTHING | {step: 1}, None), (None, NOTHING | {step: 1})):
            found = feared(conduct, post(*files), county(erring=[0.0] * 4), months=0.0)
            assert found - none == pytest.approx(0.03 * blamed)


@pytest.mark.parametrize("tenure", [0, 23, 24, 400])
def test_an_error_is_feared_by_what_it_will_look_like(tenure: int) -> None:
    silent = county(surfacing=0.0)
    held = post(NOTHING | {REAL_STEP: 2})
    working = BLAMED_FOR_ERROR[LOOKS_NEWCOMER if tenure < NUMBERS.people.inexperience_months else LOOKS_ROUTINE]
    for conduct, expected in ((WORK, 0.01 * working), (EXPLORE, 0.03 * 0.3), (COVER, 0.0), (IDLE, 0.0)):
        assert feared(conduct, held, silent, tenure=tenure, months=0.0) == pytest.approx(2 * expected)


def test_whoever_reports_and_acts_has_less_to_fear_of_what_is_pending_and_more_of_errors() -> None:
    pending = post(NOTHING | {PENDING_OWN: 2})
    faultless = county(erring=[0.0] * 4)
    work, explore, cover, idle = (feared(conduct, pending, faultless, months=0.0) for conduct in CONDUCTS)
    assert work == explore < cover < idle
    assert feared(EXPLORE, pending) > feared(EXPLORE, pending, faultless)


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5), CHANCE, st.floats(0.0, 120.0))
def test_where_all_files_are_blamed_alike_and_nobody_errs_a_hazard_counts_cases(
    in_hand: list[int], blamed: float, months: float
) -> None:
    believed = county(blamed=[blamed] * 3, erring=[0.0] * 4)
    of = post(dict(enumerate(in_hand)))
    for conduct in CONDUCTS:
        leaving = believed.ended[conduct] / max(1.0, of.load)
        cases = of.load * share_staying(leaving, months) + 0.075 * cases_coming(leaving, months)
        cases += 0.05 * cases_coming(0.11, months)
        assert feared(conduct, of, believed, months=months) == pytest.approx(0.03 * blamed * cases, abs=1e-12)


# --- departments ----------------------------------------------------------------------------------------------------------

KEPT = [2, 3, 4, 5]  # none, paper, real, pending
DOWN = [6, 1, 2]


def department(kept: list[int] | None = None, down: list[int] | None = None, turn: float = 0.5) -> SimpleNamespace:
    return SimpleNamespace(kept=kept or [0] * 4, down=down or [0] * 3, turn=turn)


def feared_by(
    option: int, of: SimpleNamespace, capacity: float = 4.8, months: float = 12.0, **list_levers: float
) -> float:
    numbers, duty_list = with_numbers("learning", horizon=months), listed(**list_levers).duty_list
    return float(department_hazard(option, of, county(), capacity, duty_list, numbers))


@pytest.mark.parametrize(("option", "step"), [(ACT, 0.02), (OFFLOAD, 0.3), (RELAY, 0.12)])
def test_without_a_horizon_a_head_fears_what_it_holds_and_what_falls_beside(option: int, step: float) -> None:
    """2·0.3 + 3·0.12 + 4·0.02 = 1.04 settled of what is kept, 6·0.3 + 0.12 + 2·0.02 = 1.96 of what was handed down."""
    expected = 0.03 * (1.04 + 5 * step + 1.96) + 0.004
    assert feared_by(option, department(KEPT, DOWN), months=0.0) == pytest.approx(expected)
    assert feared_by(option, department(), months=0.0) == pytest.approx(0.004)


@pytest.mark.parametrize("capacity", [0.0, 4.8, 1000.0])
def test_over_the_horizon_one_that_acts_gets_rid_of_cases_by_the_turn_each_will_have(capacity: float) -> None:
    """It will hold what is left of 14 at 0.4 a turn of 0.5, and of 0.9 new ones a month."""
    held = integrated(14.0, 0.9, 0.4 * 0.5, 12.0)
    leaving = 0.4 * min(1.0, capacity / held)
    assert leaving_by_acting(department(KEPT), county(), capacity, 12.0) == pytest.approx(leaving, rel=1e-8)
    expected = integrated(1.04 + 5 * 0.02, 0.9 * 0.02, leaving, 12.0) + integrated(1.96, 0.0, 0.08, 12.0)
    found = feared_by(ACT, department(KEPT, DOWN), capacity)
    assert found == pytest.approx(0.03 * expected + 0.004, rel=1e-8)


def test_the_turn_of_the_month_before_says_how_much_will_be_held() -> None:
    slow, fast = (leaving_by_acting(department(KEPT, turn=turn), county(), 2.0, 12.0) for turn in (0.1, 1.0))
    assert slow < fast < 0.4
    assert leaving_by_acting(department([0, 0, 0, 1]), county(), 100.0, 12.0) == pytest.approx(0.4)


@pytest.mark.parametrize("capacity", [0.0, 4.8])
def test_one_that_passes_files_on_leaves_paper_on_all_that_is_pending(capacity: float) -> None:
    expected = integrated(1.04 + 5 * 0.12, 0.9 * 0.12, 0.05, 12.0) + integrated(1.96, 0.0, 0.08, 12.0)
    assert feared_by(RELAY, department(KEPT, DOWN), capacity) == pytest.approx(0.03 * expected + 0.004, rel=1e-8)


@pytest.mark.parametrize(
    ("clarity", "taken_back", "handed"), [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.4, 0.25, 0.45)]
)
def test_of_new_cases_one_that_hands_down_is_rid_of_the_announced_share(
    clarity: float, taken_back: float, handed: float
) -> None:
    assert share_handed_down(listed(clarity=clarity, taken_back=taken_back).duty_list) == pytest.approx(handed)
    kept = integrated(1.04 + 5 * 0.3, (1.0 - handed) * 0.9 * 0.3, 0.05, 12.0)
    down = integrated(1.96, handed * 0.9 * 0.12, 0.08, 12.0)
    found = feared_by(OFFLOAD, department(KEPT, DOWN), clarity=clarity, taken_back=taken_back)
    assert found == pytest.approx(0.03 * (kept + down) + 0.004, rel=1e-8)


def test_only_one_that_hands_down_minds_what_the_list_leaves_room_for() -> None:
    of = department(KEPT, DOWN)
    for option in (ACT, RELAY):
        assert feared_by(option, of, clarity=1.0) == feared_by(option, of, clarity=0.0)
    assert feared_by(OFFLOAD, of, clarity=1.0) > feared_by(OFFLOAD, of, clarity=0.0)


# --- who is given the work --------------------------------------------------------------------------------------------------


def assigned(by_diligence: float, clarity: float = 0.0, to_post: float = 0.0) -> Policy:
    policy = listed(clarity=clarity, to_post=to_post)
    assignment = policy.assignment.model_copy(update={"by_diligence": by_diligence})
    return policy.model_copy(update={"assignment": assignment})


def share_of(conduct: int, diligence: float, of_all: list[float], policy: Policy) -> float:
    weights = sum(weight_of(seen, NUMBERS.handling) for seen in of_all)
    others = weights - weight_of(diligence, NUMBERS.handling)
    return float(share_given(conduct, others, len(of_all), policy, NUMBERS.handling))


def test_the_weight_of_diligence_is_a_log_weight() -> None:
    for weight in (0.0, 2.0, 5.0):
        handling = NUMBERS.handling.model_copy(update={"diligence_weight": weight})
        assert weight_of(0.0, handling) == 1.0
        assert weight_of(1.0, handling) == pytest.approx(math.exp(weight))
        assert weight_of(0.5, handling) ** 2 == pytest.approx(weight_of(1.0, handling))


def test_where_nothing_is_given_by_diligence_everybody_gets_what_arises_at_the_post() -> None:
    for policy in (assigned(0.0), assigned(1.0, clarity=1.0, to_post=1.0)):
        for conduct in CONDUCTS:
            assert share_of(conduct, 0.3, [0.3, 1.0, 0.0], policy) == pytest.approx(1.0, abs=1e-15)


@given(st.lists(st.sampled_from(CONDUCTS), min_size=1, max_size=20), CHANCE, CHANCE, CHANCE)
def test_shares_of_those_seen_to_do_what_they_do_add_up_to_the_posts_of_the_township(
    conducts: list[int], by_diligence: float, clarity: float, to_post: float
) -> None:
    policy = assigned(by_diligence, clarity, to_post)
    seen = [1.0 if is_active(conduct) else 0.0 for conduct in conducts]
    shares = [share_of(conduct, own, seen, policy) for conduct, own in zip(conducts, seen, strict=True)]
    assert sum(shares) == pytest.approx(len(conducts))
    assert all(share >= 1.0 - by_diligence - 1e-12 for share in shares)


def test_whoever_works_draws_work_and_one_alone_gets_it_all() -> None:
    others = [0.2, 0.5, 0.9, 0.0]
    work, explore, cover, idle = (share_of(conduct, 0.5, [0.5, *others], assigned(0.6)) for conduct in CONDUCTS)
    assert work == explore > 1.0 > cover == idle > 0.4
    mine, theirs = math.exp(2.0), sum(math.exp(2.0 * seen) for seen in others)
    assert work == pytest.approx(0.4 + 0.6 * 5.0 * mine / (theirs + mine))
    assert idle == pytest.approx(0.4 + 0.6 * 5.0 / (theirs + 1.0))
    assert share_of(IDLE, 0.3, [0.3], assigned(1.0)) == pytest.approx(1.0)
    # A list that reaches down to the post leaves less to be drawn.
    assert share_of(WORK, 0.5, [0.5, *others], assigned(0.6, 0.5, 0.5)) == pytest.approx(1.0 + 0.75 * (work - 1.0))


@given(CHANCE, CHANCE, CHANCE)
def test_a_case_is_given_by_diligence_by_its_chance_and_never_where_the_list_names_the_post(
    u: float, by_diligence: float, to_post: float
) -> None:
    assignment = assigned(by_diligence).assignment
    assert is_given_by_diligence(u, False, assignment) == (u < by_diligence)
    assert not is_given_by_diligence(u, True, assignment)
    duty_list = listed(to_post=to_post).duty_list
    assert is_clear_to_post(True, u, duty_list) == (u < to_post)
    assert not is_clear_to_post(False, u, duty_list)
