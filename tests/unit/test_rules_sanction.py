"""Rules of sanctions: the ladder, effect periods that add up within their longest, and what a sanction costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.discipline import Discipline, is_filed, is_removed_for_breach, rung_of_breach
from wenze.agents.kinds import DEMERIT, DEMOTION, MAJOR_DEMERIT, RUNGS, TALK, WARNING
from wenze.agents.policy.accountability import Accountability, rung_of_sanction
from wenze.agents.policy.correction import Correction, restored_until
from wenze.agents.sanction import (
    Ladder,
    barred_after,
    effect_months,
    felt_loss,
    loss_of,
    rung_at,
    rung_for,
    rung_share,
    weight_in_record,
)

LADDER = Ladder()
FINE = 20_000
SHARE = st.floats(0.0, 1.0)
SANCTIONS = st.lists(st.tuples(st.integers(0, 30), st.integers(TALK, DEMOTION)), min_size=1, max_size=8)


def with_shares(warning: float, demerit: float, major_demerit: float) -> Ladder:
    return Ladder(warning_share=warning, demerit_share=demerit, major_demerit_share=major_demerit)


# --- the ladder -------------------------------------------------------------------------------------------------------


def test_effect_periods_are_those_of_the_statute() -> None:
    assert [effect_months(rung, LADDER) for rung in range(RUNGS)] == [0, 6, 12, 18, 24]


def test_graver_cases_never_get_a_lower_rung() -> None:
    rungs = [rung_at(index / FINE, 0.4, LADDER) for index in range(FINE)]
    assert rungs == sorted(rungs)
    assert set(rungs) == set(range(RUNGS))


@pytest.mark.parametrize("severity", [0.0, 0.05, 0.4, 1.0])
@pytest.mark.parametrize(
    "ladder",
    [LADDER, with_shares(1.0, 0.0, 0.0), with_shares(0.0, 0.0, 0.0), with_shares(0.6, 0.6, 0.6),
     with_shares(0.0, 1.0, 1.0), with_shares(1.0, 1.0, 1.0)],
)  # fmt: skip
def test_rungs_fall_as_often_as_announced(severity: float, ladder: Ladder) -> None:
    rungs = [rung_at((index + 0.5) / FINE, severity, ladder) for index in range(FINE)]
    for rung in range(RUNGS):
        assert rungs.count(rung) / FINE == pytest.approx(rung_share(rung, severity, ladder), abs=2.0 / FINE)


@given(SHARE, SHARE, SHARE, SHARE)
def test_announced_shares_are_shares(severity: float, warning: float, demerit: float, major_demerit: float) -> None:
    shares = [rung_share(rung, severity, with_shares(warning, demerit, major_demerit)) for rung in range(RUNGS)]
    assert min(shares) >= 0.0
    assert sum(shares) == pytest.approx(1.0)


def test_a_rung_follows_the_gravity_of_the_case_unless_it_is_drawn_afresh() -> None:
    accountability = Accountability(severity=0.4, inconsistency=0.3)

    def rung(case_severity: float, u_inconsistent: float, u_afresh: float) -> int:
        return int(rung_of_sanction(case_severity, False, False, u_inconsistent, u_afresh, accountability, LADDER))

    assert rung(0.999, 0.3, 0.0) == DEMOTION
    assert rung(0.999, 0.2, 0.0) == TALK
    assert rung(0.0, 0.2, 0.999) == DEMOTION


def test_misconduct_goes_up_the_ladder_as_far_as_it_reaches() -> None:
    assert rung_for(0.0, True, False, 0.4, LADDER) == TALK + LADDER.misconduct_rungs
    assert rung_for(0.999, True, False, 0.4, LADDER) == DEMOTION


def test_an_accessory_stands_one_rung_lower_and_never_below_a_talk() -> None:
    assert rung_for(0.999, False, True, 0.4, LADDER) == MAJOR_DEMERIT
    assert rung_for(0.0, False, True, 0.4, LADDER) == TALK
    misconduct = TALK + LADDER.misconduct_rungs
    assert rung_for(0.0, True, True, 0.4, LADDER) == misconduct  # misconduct is nobody's accessory


# --- effect periods ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rung", "months"), [(WARNING, 6), (DEMERIT, 12), (MAJOR_DEMERIT, 18), (DEMOTION, 24)])
def test_a_first_sanction_bars_for_its_effect_period(rung: int, months: int) -> None:
    assert barred_after(10, 0, rung, LADDER) == 10 + months
    assert barred_after(10, 10, rung, LADDER) == 10 + months


def test_a_talk_bars_nobody_and_changes_no_running_period() -> None:
    assert barred_after(10, 0, TALK, LADDER) == 0
    assert barred_after(10, 17, TALK, LADDER) == 17


def test_a_new_period_adds_to_what_remains() -> None:
    assert barred_after(10, 14, DEMERIT, LADDER) == 14 + 12


def test_periods_add_up_to_48_months_at_most() -> None:
    assert barred_after(10, 10 + 30, DEMOTION, LADDER) == 10 + 48
    assert barred_after(10, 10 + 48, DEMOTION, LADDER) == 10 + 48


@given(SANCTIONS)
def test_nobody_is_ever_barred_for_more_than_48_months_and_no_sanction_shortens_a_period(
    sanctions: list[tuple[int, int]],
) -> None:
    month, barred = 0, 0
    for wait, rung in sanctions:
        month += wait
        after = barred_after(month, barred, rung, LADDER)
        assert barred <= after <= max(barred, month + LADDER.longest_months)
        assert after - max(month, barred) <= effect_months(rung, LADDER) or after == barred
        barred = after


@given(st.integers(0, 100), st.integers(0, 150), st.integers(TALK, DEMOTION), st.integers(TALK, DEMOTION))
def test_it_does_not_matter_which_of_two_sanctions_of_one_month_comes_first(
    month: int, barred: int, one: int, other: int
) -> None:
    barred = min(barred, month + LADDER.longest_months)
    forward = barred_after(month, barred_after(month, barred, one, LADDER), other, LADDER)
    assert forward == barred_after(month, barred_after(month, barred, other, LADDER), one, LADDER)


@pytest.mark.parametrize(("restoration", "free_from"), [(1.0, 4), (0.5, 8), (0.0, 12)])
def test_an_overturned_demerit_gives_back_its_share_of_what_is_left(restoration: float, free_from: int) -> None:
    assert restored_until(4, 12, 12, 0, Correction(restoration=restoration)) == free_from


def test_of_two_periods_what_is_given_back_is_what_the_other_would_not_have_cost() -> None:
    # A warning in month 0 and a demerit in month 4 run to 18; the demerit alone would run to 16.
    assert restored_until(5, 18, 18, 16, Correction(restoration=1.0)) == 16
    assert restored_until(5, 18, 18, 6, Correction(restoration=1.0)) == 6


def test_what_lies_in_the_past_is_not_given_back() -> None:
    assert restored_until(20, 18, 18, 0, Correction(restoration=1.0)) == 18
    assert restored_until(8, 18, 18, 6, Correction(restoration=1.0)) == 8


@given(st.integers(0, 60), st.integers(0, 108), st.integers(0, 108), SHARE)
def test_restoration_never_frees_before_the_sanctions_that_stand(
    month: int, with_it: int, without_it: int, share: float
) -> None:
    with_it = max(with_it, without_it)
    restored = restored_until(month, with_it, with_it, without_it, Correction(restoration=share))
    assert min(with_it, max(month, without_it)) <= restored <= with_it


# --- what a sanction costs ----------------------------------------------------------------------------------------------


def test_a_sanction_costs_shame_a_burden_a_month_and_the_rounds_it_forfeits() -> None:
    assert loss_of(TALK, 0, 1.6, LADDER) == LADDER.shame
    assert loss_of(DEMERIT, 0, 1.6, LADDER) == pytest.approx(LADDER.shame + 12 * LADDER.burden + 1.6)
    assert loss_of(DEMERIT, 0, 0.0, LADDER) == pytest.approx(LADDER.shame + 12 * LADDER.burden)


def test_the_top_rung_costs_the_risk_of_removal_as_well() -> None:
    risk = LADDER.removal_chance * LADDER.removal_loss
    assert loss_of(DEMOTION, 0, 0.0, LADDER) == pytest.approx(LADDER.shame + 24 * LADDER.burden + risk)


def test_whoever_is_already_barred_for_long_has_less_to_lose() -> None:
    removal = LADDER.removal_chance * LADDER.removal_loss
    assert loss_of(DEMOTION, 30, 1.6, LADDER) == pytest.approx(LADDER.shame + 18 * (LADDER.burden + 1.6 / 12) + removal)
    assert loss_of(DEMOTION, 48, 1.6, LADDER) == LADDER.shame + removal
    assert loss_of(DEMOTION, 0, 1.6, LADDER) == loss_of(DEMOTION, 24, 1.6, LADDER)


@pytest.mark.parametrize("curvature", [1.0, 0.88])
@pytest.mark.parametrize("rungs_up", [0, 2])
def test_the_felt_loss_is_felt_as_much_as_the_sanctions_that_fall(curvature: float, rungs_up: int) -> None:
    rungs = [min(DEMOTION, rung_at((index + 0.5) / FINE, 0.4, LADDER) + rungs_up) for index in range(FINE)]
    mean = sum(loss_of(rung, 0, 1.6, LADDER) ** curvature for rung in rungs) / FINE
    assert felt_loss(0.4, rungs_up, 0, 1.6, curvature, LADDER) ** curvature == pytest.approx(mean, rel=1e-3)


@pytest.mark.parametrize("curvature", [0.5, 0.88, 1.0, 1.5])
def test_the_felt_loss_is_in_the_unit_of_the_losses(curvature: float) -> None:
    """A loss that is certain is felt as itself, and all losses times c are felt c times as much."""
    alike = LADDER.model_copy(update={"burden": 0.0, "removal_loss": 0.0})
    assert felt_loss(0.4, 0, 0, 0.0, curvature, alike) == pytest.approx(LADDER.shame)
    costs = ("shame", "burden", "removal_loss")
    larger = LADDER.model_copy(update={cost: 7.0 * getattr(LADDER, cost) for cost in costs})
    once, times = felt_loss(0.4, 1, 3, 5.0, curvature, LADDER), felt_loss(0.4, 1, 3, 35.0, curvature, larger)
    assert times == pytest.approx(7.0 * once)


def test_a_sanction_weighs_more_in_the_record_the_graver_it_is() -> None:
    assert [weight_in_record(rung) for rung in range(5)] == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_breaches_are_filed_by_rate_and_strictness_and_divide_as_the_ladder_says() -> None:
    numbers = Discipline(rate=0.01, talk_share=0.25, removal_chance=0.5)
    assert [is_filed(u, numbers.rate, 0.5) for u in (0.0, 0.00499, 0.00501, 0.02)] == [True, True, False, False]
    rungs = [rung_of_breach((index + 0.5) / FINE, numbers, LADDER) for index in range(FINE)]
    for rung in range(5):
        assert rungs.count(rung) / FINE == pytest.approx(rung_share(rung, 0.75, LADDER), abs=1e-3)
    assert [is_removed_for_breach(rung, 0.4, numbers) for rung in range(5)] == [False] * 4 + [True]
    assert not is_removed_for_breach(DEMOTION, 0.5, numbers)


def test_graver_sanctions_are_felt_more() -> None:
    felt = [felt_loss(severity, 0, 0, 1.6, 0.88, LADDER) for severity in (0.0, 0.2, 0.6, 1.0)]
    assert felt == sorted(set(felt))
    assert felt_loss(0.4, 2, 0, 1.6, 0.88, LADDER) > felt_loss(0.4, 0, 0, 1.6, 0.88, LADDER)
