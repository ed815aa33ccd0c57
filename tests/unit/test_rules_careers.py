"""Rules of careers: the score of a round, what an effect period keeps from, what is worked off and what is given back."""

import pytest
from wenze.agents.choice import fixed
from wenze.agents.policy import Policy
from wenze.agents.policy.correction import eased, is_made_up, lasting_loss, worked_off
from wenze.agents.policy.promotion import (
    is_kept_from_honours,
    probability_of_honours_open,
    round_score,
    standardised,
    year_at_the_ceiling,
    year_of_the_rising,
)
from wenze.agents.sanction import month_barred
from wenze.sim.settings.parameters import World

NUMBERS = World()


def test_a_round_goes_by_merit_and_by_the_record_in_proportion_to_their_weights() -> None:
    def score(weight: float, merit: float, record: float) -> float:
        return float(round_score(merit, record, Policy().promotion.model_copy(update={"merit_weight": weight})))

    assert score(1.0, 0.7, 0.0) == score(1.0, 0.7, -3.0) == 0.7
    assert score(0.0, 0.0, -1.5) == score(0.0, 2.0, -1.5) == -1.5
    assert score(0.3, 1.0, -2.0) == pytest.approx(0.3 - 1.4)


def test_what_is_alike_for_all_counts_for_nothing() -> None:
    assert standardised(3.0, 1.0, 2.0) == 1.0
    assert standardised(3.0, 3.0, 0.0) == standardised(3.1, 3.0, 0.0) == 0.0


@pytest.mark.parametrize(("burdened", "bar", "chance"), [(True, 1.0, 0.0), (True, 0.3, 0.7), (False, 1.0, 1.0)])
def test_an_effect_period_keeps_from_honours_as_far_as_that_is_enforced(
    burdened: bool, bar: float, chance: float
) -> None:
    promotion = Policy().promotion.model_copy(update={"bar_honours": bar})
    assert probability_of_honours_open(burdened, promotion) == pytest.approx(chance)
    kept = sum(is_kept_from_honours(burdened, (draw + 0.5) / 1000, promotion) for draw in range(1000))
    assert kept / 1000 == pytest.approx(1.0 - chance)


def test_a_year_under_a_period_keeps_from_what_the_bars_keep_from() -> None:
    people = NUMBERS.people
    promotion = Policy().promotion.model_copy(update={"bar": 0.5, "bar_honours": 0.25})
    honours = 0.25 * people.honour_prize * 0.04
    assert year_at_the_ceiling(0.04, promotion, people) == pytest.approx(honours)
    assert year_of_the_rising(0.1, 0.04, promotion, people) == pytest.approx(0.5 * people.prize * 0.1 + honours)
    assert month_barred(6.0, NUMBERS.ladder) == NUMBERS.ladder.burden + 0.5


def test_what_is_solved_works_off_months_but_no_more_than_are_left() -> None:
    correction = Policy().correction.model_copy(update={"redemption": 3.0})
    assert worked_off(100, fixed(0.5), correction) == 100 + fixed(1.5)
    assert worked_off(100, fixed(0.5), Policy().correction) == 100
    assert eased(0.5, 12, correction) == 1.5
    assert eased(0.5, 1, correction) == 1
    assert eased(0.5, 0, correction) == 0


def test_correction_restores_part_of_what_is_overturned() -> None:
    correction = Policy().correction.model_copy(update={"restoration": 0.6})
    assert lasting_loss(0.25, correction) == pytest.approx(0.85)
    assert lasting_loss(1.7, correction) == pytest.approx(0.4), "no more than all are overturned"
    people = NUMBERS.people
    assert is_made_up(0.59, people.promoted_share / 2, correction, people)
    assert not is_made_up(0.61, people.promoted_share / 2, correction, people)
    assert not is_made_up(0.0, people.promoted_share, correction, people)
