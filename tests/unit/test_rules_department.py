"""Rules of departments: what may be handed down, capacity as congestion, and what an option is worth."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import Learning, felt_rate
from wenze.agents.department import Departments, congestion, hands_down, serving_probability, utility
from wenze.agents.handling import Handling
from wenze.agents.kinds import ACT, OFFLOAD, RELAY

NUMBERS = Departments()
HANDLING = Handling()


@pytest.mark.parametrize(("option", "clear", "taken_back"), list(product((ACT, OFFLOAD, RELAY), *[(False, True)] * 2)))
def test_only_one_who_hands_down_does_and_only_where_the_list_leaves_room(
    option: int, clear: bool, taken_back: bool
) -> None:
    assert hands_down(option, clear, taken_back) == (option == OFFLOAD and not (clear or taken_back))


@pytest.mark.parametrize(
    ("capacity", "held", "chance"), [(4.8, 0, 1.0), (4.8, 4, 1.0), (4.0, 4, 1.0), (4.0, 8, 0.5), (0.0, 3, 0.0)]
)
def test_capacity_is_congestion(capacity: float, held: int, chance: float) -> None:
    assert congestion(capacity, held) == pytest.approx(chance)


@given(st.floats(0.0, 1e4, allow_subnormal=False), st.integers(0, 10**6))
def test_no_more_is_served_than_there_is_capacity_for(capacity: float, held: int) -> None:
    chance = congestion(capacity, held)
    assert 0.0 <= chance <= 1.0
    assert chance * held <= capacity * (1.0 + 1e-12) + 1e-300 or (chance == 1.0 and held <= capacity)


def test_easy_cases_are_settled_at_the_stated_rate_and_severe_ones_less_often() -> None:
    assert serving_probability(1.0, 0.0, HANDLING, NUMBERS) == NUMBERS.serve_rate
    assert serving_probability(0.5, 0.0, HANDLING, NUMBERS) == 0.5 * NUMBERS.serve_rate
    assert serving_probability(1.0, 1.0, HANDLING, NUMBERS) == pytest.approx(
        NUMBERS.serve_rate * (1.0 - HANDLING.difficulty)
    )


def test_an_option_is_worth_its_credit_less_strain_and_feared_blame() -> None:
    learning = Learning()
    free = [utility(option, 0.0, 5.0, learning, NUMBERS) for option in (ACT, OFFLOAD, RELAY)]
    assert free == pytest.approx(
        [NUMBERS.credit_act - NUMBERS.strain_act, -NUMBERS.strain_offload, -NUMBERS.strain_relay]
    )
    for option in (ACT, OFFLOAD, RELAY):
        feared = NUMBERS.loss_weight * felt_rate(0.02, learning) * 5.0
        assert utility(option, 0.02, 5.0, learning, NUMBERS) == pytest.approx(free[option] - feared)
    neutral = learning.model_copy(update={"risk_curvature": 1.0})
    assert utility(ACT, 0.02, 5.0, neutral, NUMBERS) == pytest.approx(free[0] - NUMBERS.loss_weight * 0.02 * 5.0)
