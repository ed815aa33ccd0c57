"""Rules among colleagues: who is given the work, who helps, and what it is worth to keep a duty or to pass it on."""

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.case import worth
from wenze.agents.choice import choose, felt_rate
from wenze.agents.colleagues import helping_worth, helps, keeping_worth, passing_worth
from wenze.agents.handling import Handling
from wenze.agents.kinds import COVER, EXPLORE, IDLE, WORK
from wenze.agents.policy import Policy
from wenze.agents.policy.assignment import Assignment, is_given_by_diligence, share_given, weight_of
from wenze.agents.policy.duty_list import DutyList, is_clear_to_post
from wenze.sim.settings.parameters import World

NUMBERS = World()
CONDUCTS = (WORK, EXPLORE, COVER, IDLE)
CHANCE = st.floats(0.0, 1.0)
COLLEAGUE = SimpleNamespace(motivation=8.0, loss_weight=1.5, diligence=0.0)


def learning(**changes: float) -> World:
    return NUMBERS.model_copy(update={"learning": NUMBERS.learning.model_copy(update=changes)})


# --- who is given the work ----------------------------------------------------------------------------------------------


def policy(by_diligence: float, clarity: float = 0.0, to_post: float = 0.0) -> Policy:
    return Policy(
        assignment=Assignment(by_diligence=by_diligence), duty_list=DutyList(clarity=clarity, to_post=to_post)
    )


def test_a_case_is_given_by_diligence_as_often_as_is_usual_and_never_against_the_list() -> None:
    assert is_given_by_diligence(0.19, False, Assignment(by_diligence=0.2))
    assert not is_given_by_diligence(0.2, False, Assignment(by_diligence=0.2))
    assert not is_given_by_diligence(0.0, True, Assignment(by_diligence=1.0))
    assert not is_given_by_diligence(0.0, False, Assignment(by_diligence=0.0))


@pytest.mark.parametrize("clear", [True, False])
def test_only_a_clear_kind_is_clear_to_the_post(clear: bool) -> None:
    listed = DutyList(to_post=0.5)
    assert [is_clear_to_post(clear, u, listed) for u in (0.0, 0.49, 0.5)] == [clear, clear, False]


@given(CHANCE, st.floats(0.0, 20.0))
def test_the_always_active_weigh_more_than_the_never_active_by_the_stated_logarithm(
    diligence: float, log_weight: float
) -> None:
    handling = Handling(diligence_weight=log_weight)
    assert math.log(weight_of(1.0, handling) / weight_of(0.0, handling)) == pytest.approx(log_weight)
    assert weight_of(0.0, handling) <= weight_of(diligence, handling) <= weight_of(1.0, handling)


@given(st.lists(st.sampled_from(CONDUCTS), min_size=1, max_size=12), CHANCE, CHANCE, CHANCE)
def test_shares_of_new_cases_are_one_on_average_where_people_go_on_as_they_were(
    conducts: list[int], by_diligence: float, clarity: float, to_post: float
) -> None:
    """Of people whose diligence is what their conduct has long been."""
    handling = Handling()
    people = [SimpleNamespace(diligence=1.0 if conduct in (WORK, EXPLORE) else 0.0) for conduct in conducts]
    weights = sum(weight_of(person.diligence, handling) for person in people)
    shares = [
        share_given(conduct, person, weights, len(people), policy(by_diligence, clarity, to_post), handling)
        for conduct, person in zip(conducts, people, strict=True)
    ]
    assert sum(shares) / len(shares) == pytest.approx(1.0)


@given(st.lists(CHANCE, min_size=2, max_size=10), CHANCE)
def test_whoever_works_is_given_more_and_whoever_does_not_less(diligence: list[float], by_diligence: float) -> None:
    handling = Handling()
    weights = sum(weight_of(one, handling) for one in diligence)
    person = SimpleNamespace(diligence=diligence[0])
    work, explore, cover, idle = (
        share_given(conduct, person, weights, len(diligence), policy(by_diligence), handling) for conduct in CONDUCTS
    )
    assert work == explore and cover == idle
    assert idle <= 1.0 + 1e-9 or min(diligence[1:]) < 1e-9 or idle <= work
    assert idle <= work
    assert (idle < work) == (by_diligence * (work - idle) > 0.0)


def test_shares_where_all_is_given_by_diligence_or_nothing_is() -> None:
    handling, person = Handling(diligence_weight=math.log(3.0)), SimpleNamespace(diligence=0.0)
    weights = 3.0 + 3.0 + 1.0 + 1.0  # two of four have always worked; it is one of the others
    assert share_given(IDLE, person, weights, 4, policy(1.0), handling) == pytest.approx(4 * 1 / 8)
    assert share_given(WORK, person, weights, 4, policy(1.0), handling) == pytest.approx(4 * 3 / 10)
    assert share_given(WORK, person, weights, 4, policy(0.5), handling) == pytest.approx(0.5 + 0.5 * 1.2)
    for conduct in CONDUCTS:
        assert share_given(conduct, person, weights, 4, policy(0.0), handling) == 1.0
        assert share_given(conduct, person, weights, 4, policy(1.0, 1.0, 1.0), handling) == 1.0
        assert share_given(conduct, person, 1.0, 1, policy(1.0), handling) == pytest.approx(1.0), "nobody else is there"


# --- helping --------------------------------------------------------------------------------------------------------------


def test_who_has_nothing_to_gain_or_fear_helps_every_second_time() -> None:
    assert helping_worth(0.0, 0.8, COLLEAGUE, 0.5, 0.0, 10.0, NUMBERS) == 0.0
    for precision in (0.0, 1.5, 50.0):
        assert helps(0.499999, 0.0, precision)
        assert not helps(0.5, 0.0, precision)


def test_helping_is_a_logit() -> None:
    for value in (-2.0, -0.3, 0.7):
        chance = 1.0 / (1.0 + math.exp(-1.5 * value))
        assert helps(chance - 1e-9, value, 1.5) and not helps(chance + 1e-9, value, 1.5)
    assert not helps(0.5, -500.0, 50.0), "a precise choice of what is worth nothing is not made"


@pytest.mark.parametrize("alpha", [1.0, 0.75])
def test_help_is_worth_what_it_solves_less_what_may_be_feared_while_it_shows_on_the_file(alpha: float) -> None:
    numbers = learning(risk_curvature=alpha, revision=0.25)
    felt = 0.003 if alpha == 1.0 else felt_rate(0.003, numbers.learning)
    found = helping_worth(0.2, 0.8, COLLEAGUE, 1.0, 0.003, 10.0, numbers)
    assert found == pytest.approx(8.0 * worth(0.8) * 0.2 - 1.5 * felt * 10.0 * 4.0)


def test_fear_rises_with_blamed_helpers_and_with_the_months_it_lasts() -> None:
    values = [helping_worth(0.2, 0.8, COLLEAGUE, 0.9, 0.01 * blamed, 10.0, NUMBERS) for blamed in (0.0, 0.2, 0.9)]
    assert values == sorted(values, reverse=True) and values[0] > values[2]
    lasting = [
        helping_worth(0.2, 0.8, COLLEAGUE, 0.9, 0.01, 10.0, learning(revision=revision)) for revision in (0.1, 0.5, 1.0)
    ]
    assert lasting == sorted(lasting) and lasting[0] < lasting[2]


def test_a_file_that_never_changes_keeps_no_trace_of_help_to_fear() -> None:
    still = learning(revision=0.0)
    assert helping_worth(0.2, 0.8, COLLEAGUE, 1.0, 0.9, 1e6, still) == pytest.approx(8.0 * worth(0.8) * 0.2)


def test_distrust_dampens_the_wish_to_help_by_the_chill() -> None:
    trusting, distrusting = (helping_worth(0.2, 0.8, COLLEAGUE, trust, 0.0, 10.0, NUMBERS) for trust in (1.0, 0.0))
    assert distrusting == pytest.approx((1.0 - NUMBERS.conduct.chill) * trusting)
    warm = NUMBERS.model_copy(update={"conduct": NUMBERS.conduct.model_copy(update={"chill": 0.0})})
    one, other = (helping_worth(0.2, 0.8, COLLEAGUE, trust, 0.01, 10.0, warm) for trust in (1.0, 0.0))
    assert one == other


# --- keeping and passing on ---------------------------------------------------------------------------------------------


def keeping(
    conduct: int = WORK, chance: float = 0.3, hazard: float = 0.004, load: int = 0, numbers: World = NUMBERS
) -> float:
    return float(keeping_worth(conduct, chance, 0.5, COLLEAGUE, 1.0, hazard, 20.0, load, numbers))


def test_a_duty_kept_is_worth_solving_less_answering_for_it() -> None:
    numbers = learning(risk_curvature=1.0)
    assert keeping(numbers=numbers) == pytest.approx(8.0 * 1.5 * 0.3 - 1.5 * 0.004 * 20.0)
    assert keeping() == pytest.approx(8.0 * 1.5 * 0.3 - 1.5 * felt_rate(0.004, NUMBERS.learning) * 20.0)


def test_only_the_active_above_the_normal_load_are_rid_of_some_strain_by_passing() -> None:
    normal = int(NUMBERS.conduct.normal_load)
    for conduct in CONDUCTS:
        relief = keeping(conduct, load=normal) - keeping(conduct, load=normal + 1)
        assert relief == pytest.approx(NUMBERS.conduct.overload if conduct in (WORK, EXPLORE) else 0.0)
        assert keeping(conduct, load=normal + 1) == keeping(conduct, load=normal + 9), "it is one case of several"


def test_passing_on_takes_its_strain_and_may_have_to_be_answered_for() -> None:
    numbers = learning(risk_curvature=1.0)
    assert passing_worth(COLLEAGUE, 0.0, 20.0, numbers) == -numbers.handling.strain_pass
    assert passing_worth(COLLEAGUE, 0.01, 20.0, numbers) == pytest.approx(
        -numbers.handling.strain_pass - 1.5 * 0.01 * 20.0
    )


def test_whoever_solves_nothing_passes_on_what_is_dangerous_to_keep_and_keeps_what_is_not() -> None:
    """With much precision: kept, up or sideways, whichever is best."""

    def way(kept: float, up: float, sideways: float) -> int:
        worths = (
            keeping(IDLE, chance=0.0, hazard=kept),
            *(passing_worth(COLLEAGUE, one, 20.0, NUMBERS) for one in (up, sideways)),
        )
        return int(choose(0.5, 50.0, worths))

    assert way(0.0, 0.0, 0.0) == 0
    assert way(0.5, 0.01, 0.1) == 1
    assert way(0.5, 0.1, 0.01) == 2
    assert way(0.5, 0.6, 0.6) == 0
