"""Belief and choice: the limits of the logit, the prior, the felt size of small chances, a year from a month."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import ONE_IN_A_MILLION, chi_square, chi_square_limit
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import (
    FIXED,
    belief,
    choose,
    discounted,
    felt_probability,
    felt_rate,
    fixed,
    mixed,
    moving_average,
    power,
    reconsiders,
    whole_power,
    within_a_year,
)
from wenze.agents.draws import CADRE_CHOICE, split, uniform

EVEN = [(index + 0.5) / 4000 for index in range(4000)]  # draws spread evenly: shares come out all but exactly
UTILITIES = st.tuples(*[st.floats(-20.0, 20.0)] * 4)
CHANCE = st.floats(0.0, 1.0)


def shares(precision: float, utilities: tuple[float, ...]) -> list[float]:
    chosen = [choose(draw, precision, utilities) for draw in EVEN]
    return [chosen.count(option) / len(EVEN) for option in range(len(utilities))]


# --- choice -----------------------------------------------------------------------------------------------------------


def test_without_precision_every_option_is_as_likely() -> None:
    assert shares(0.0, (5.0, -3.0, 0.0, 100.0)) == [0.25] * 4


def test_with_much_precision_the_best_is_taken() -> None:
    assert shares(1000.0, (0.9, 1.0, -1.0)) == [0.0, 1.0, 0.0]
    assert shares(1000.0, (-900.0, -901.0, -1e6)) == [1.0, 0.0, 0.0]


def test_equally_good_options_are_taken_equally_often() -> None:
    assert shares(1000.0, (1.0, 1.0, 0.0)) == [0.5, 0.5, 0.0]


def test_choice_follows_the_logit() -> None:
    utilities = (0.0, 1.0, -0.5)
    odds = [math.exp(1.5 * utility) for utility in utilities]
    expected = [odd / sum(odds) for odd in odds]
    assert shares(1.5, utilities) == pytest.approx(expected, abs=1.0 / len(EVEN))


@given(CHANCE.filter(lambda draw: draw < 1.0), st.floats(0.0, 10.0), UTILITIES, st.sampled_from([-64.0, 0.5, 1024.0]))
def test_only_differences_of_utility_count(
    draw: float, precision: float, utilities: tuple[float, ...], shift: float
) -> None:
    grain = 2.0**-20  # so that adding the shift is exact
    rounded = tuple(round(utility / grain) * grain for utility in utilities)
    moved = tuple(utility + shift for utility in rounded)
    assert choose(draw, precision, moved) == choose(draw, precision, rounded)


@given(CHANCE.filter(lambda draw: draw < 1.0), st.floats(0.0, 50.0), st.tuples(*[st.floats(-1e6, 1e6)] * 3))
def test_a_choice_is_always_one_of_the_options(draw: float, precision: float, utilities: tuple[float, ...]) -> None:
    assert choose(draw, precision, utilities) in (0, 1, 2)


def test_the_last_possible_draw_takes_an_option() -> None:
    assert choose(1.0 - 2.0**-53, 1.0, (0.1, 0.2, 0.3)) == 2


def test_the_share_of_those_who_reconsider_is_the_rate_of_revision() -> None:
    assert sum(reconsiders(draw, 0.25) for draw in EVEN) == len(EVEN) / 4
    assert not reconsiders(0.0, 0.0)


# --- belief -----------------------------------------------------------------------------------------------------------


@given(st.floats(0.001, 1e5), CHANCE)
def test_without_experience_the_prior_is_believed(weight: float, prior: float) -> None:
    assert belief(weight, prior, 0.0, 0.0) == pytest.approx(prior)


@given(st.floats(0.001, 1e5), CHANCE, st.floats(0.0, 1e6), CHANCE)
def test_a_belief_lies_between_the_prior_and_what_was_seen(
    weight: float, prior: float, exposure: float, rate: float
) -> None:
    believed = belief(weight, prior, rate * exposure, exposure)
    assert min(prior, rate) - 1e-9 <= believed <= max(prior, rate) + 1e-9


def test_a_prior_weighs_as_much_as_that_much_exposure() -> None:
    assert belief(20.0, 0.1, 20 * 0.3, 20.0) == pytest.approx(0.2)


def test_much_experience_outweighs_the_prior() -> None:
    assert belief(20.0, 0.9, 0.25e7, 1e7) == pytest.approx(0.25, abs=1e-5)


def test_what_is_read_counts_by_its_weight() -> None:
    assert mixed(3.0, 10.0, 0.1) == pytest.approx(4.0)
    assert mixed(3.0, 10.0, 0.0) == 3.0


def test_experience_fades_to_its_discounted_sum() -> None:
    kept = 0.0
    for month in range(5):
        kept = discounted(0.5, kept, float(month))
    assert kept == sum(0.5 ** (4 - month) * month for month in range(5))


@given(CHANCE, CHANCE, st.booleans())
def test_a_trace_stays_a_share(share: float, revision: float, current: bool) -> None:
    assert 0.0 <= moving_average(share, revision, current) <= 1.0


def test_a_trace_moves_at_the_rate_of_revision_and_shares_go_on_summing_to_one() -> None:
    traces = [0.2, 0.3, 0.5]
    moved = [moving_average(share, 0.25, option == 1) for option, share in enumerate(traces)]
    assert moved == pytest.approx([0.15, 0.475, 0.375])
    assert sum(moved) == pytest.approx(1.0)


# --- chances and powers -----------------------------------------------------------------------------------------------


@given(CHANCE)
def test_with_alpha_one_a_chance_is_felt_as_it_is(chance: float) -> None:
    assert felt_probability(chance, 1.0) == chance


@pytest.mark.parametrize("alpha", [0.3, 0.65, 0.9, 1.4])
def test_prelec_leaves_never_always_and_one_over_e_alone(alpha: float) -> None:
    assert felt_probability(0.0, alpha) == 0.0
    assert felt_probability(1.0, alpha) == 1.0
    assert felt_probability(math.exp(-1.0), alpha) == pytest.approx(math.exp(-1.0), abs=1e-12)


def test_small_chances_loom_large_and_large_ones_shrink_when_alpha_is_below_one() -> None:
    assert felt_probability(0.01, 0.65) == pytest.approx(math.exp(-((-math.log(0.01)) ** 0.65)))
    assert felt_probability(0.01, 0.65) > 0.01
    assert felt_probability(0.9, 0.65) < 0.9


@given(CHANCE, CHANCE, st.floats(0.1, 1.5))
def test_a_greater_chance_is_never_felt_as_smaller(one: float, other: float, alpha: float) -> None:
    assert felt_probability(min(one, other), alpha) <= felt_probability(max(one, other), alpha)


@given(CHANCE)
def test_the_chance_in_a_year_has_its_closed_form(monthly: float) -> None:
    assert within_a_year(monthly) == pytest.approx(1.0 - (1.0 - monthly) ** 12, abs=1e-12)


def test_more_than_one_event_a_month_is_certain_within_the_year() -> None:
    assert within_a_year(1.7) == 1.0


@given(st.floats(0.0, 100.0), st.floats(0.1, 3.0))
def test_powers_are_powers(base: float, exponent: float) -> None:
    assert power(base, exponent) == pytest.approx(base**exponent, rel=1e-9, abs=1e-300)


def test_exponent_one_changes_nothing_at_all() -> None:
    assert power(0.1, 1.0) == 0.1


def test_whole_powers_are_powers() -> None:
    assert whole_power(0.95, 0) == 1.0
    assert whole_power(0.95, 24) == pytest.approx(0.95**24)


# --- sums whose order cannot matter -------------------------------------------------------------------------------------


@given(st.floats(-1e6, 1e6))
def test_an_amount_is_kept_to_the_nearest_part(amount: float) -> None:
    assert isinstance(fixed(amount), int)
    assert abs(fixed(amount) / FIXED - amount) <= 0.5 / FIXED


def test_whole_amounts_are_kept_exactly() -> None:
    assert fixed(3.0) == 3 * 2**20


# --- many choices -------------------------------------------------------------------------------------------------------


def test_choice_frequencies_equal_the_logit_shares_on_real_draws() -> None:
    """The draws of the model, not evenly spread ones: what is chosen fits the shares by chi-square."""
    utilities = (0.3, 0.0, -0.4, 0.8)
    odds = np.exp(1.5 * np.array(utilities))
    with np.errstate(over="ignore"):
        states = split(np.uint64(99), np.arange(50_000, dtype=np.uint64))
        chosen = [choose(uniform(state, CADRE_CHOICE), 1.5, utilities) for state in states]
    counts = np.bincount(chosen, minlength=4)
    assert chi_square(counts, len(chosen) * odds / odds.sum()) < chi_square_limit(3)
    best = int(odds.argmax())
    share = odds[best] / odds.sum()
    standard_error = math.sqrt(share * (1.0 - share) / len(chosen))
    assert abs(counts[best] / len(chosen) - share) < ONE_IN_A_MILLION * standard_error


@pytest.mark.parametrize("alpha", [0.75, 1.3])
def test_a_rate_however_large_is_felt_as_its_limit_and_without_a_jump(alpha: float) -> None:
    learning = SimpleNamespace(risk_curvature=alpha, horizon=12.0)
    near, beyond, far = (felt_rate(rate, learning) / rate for rate in (1.151, 1.152, 1e6))
    assert near == pytest.approx(alpha, rel=1e-5)
    assert beyond == far == pytest.approx(alpha)
