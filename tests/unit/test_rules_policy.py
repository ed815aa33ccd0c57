"""Rules of the levers: pleas and when they exempt, and the levels that a report has to pass."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.kinds import EXPLORATION, INEXPERIENCE, NO_PLEA, UNINTENDED
from wenze.agents.policy import Policy
from wenze.agents.policy.hierarchy import Hierarchy, arrives, transit_months
from wenze.agents.policy.tolerance import Tolerance, exempts, plea_is_true, plea_of

PLEAS = {"exploration": EXPLORATION, "inexperience": INEXPERIENCE, "unintended": UNINTENDED}
GRID = [(index + 0.5) / 1000 for index in range(1000)]


@pytest.mark.parametrize(
    ("error", "explored", "inexperienced", "plea"),
    [(False, True, True, NO_PLEA), (True, True, True, EXPLORATION), (True, True, False, EXPLORATION),
     (True, False, True, INEXPERIENCE), (True, False, False, UNINTENDED)],
)  # fmt: skip
def test_who_seems_to_have_erred_pleads_what_fits_and_an_omission_has_no_plea(
    error: bool, explored: bool, inexperienced: bool, plea: int
) -> None:
    assert plea_of(error, explored, inexperienced) == plea


@pytest.mark.parametrize("plea", [EXPLORATION, INEXPERIENCE, UNINTENDED])
def test_the_plea_of_the_guilty_is_never_true(plea: int) -> None:
    assert not plea_is_true(plea, prohibited=False, guilty=True)
    assert plea_is_true(plea, prohibited=False, guilty=False)


def test_exploring_what_was_prohibited_is_no_true_plea_and_otherwise_prohibition_does_not_matter() -> None:
    assert not plea_is_true(EXPLORATION, prohibited=True, guilty=False)
    assert plea_is_true(INEXPERIENCE, prohibited=True, guilty=False)
    assert not plea_is_true(NO_PLEA, prohibited=False, guilty=False)


@pytest.mark.parametrize(
    ("admitted", "verified", "judged_rightly", "true_plea"), list(product((False, True), repeat=4))
)
def test_a_plea_exempts_if_admitted_and_either_taken_on_word_or_found_true(
    admitted: bool, verified: bool, judged_rightly: bool, true_plea: bool
) -> None:
    tolerance = Tolerance(exploration=0.5, verification=0.5, verification_accuracy=0.8)
    draws = (0.4 if admitted else 0.6, 0.4 if verified else 0.6, 0.7 if judged_rightly else 0.9)
    found_true = true_plea == judged_rightly
    assert exempts(EXPLORATION, true_plea, *draws, tolerance) == (admitted and (not verified or found_true))


@pytest.mark.parametrize("name", PLEAS)
def test_each_plea_has_a_lever_of_its_own(name: str) -> None:
    levers = Tolerance(exploration=0.0, inexperience=0.0, unintended=0.0, verification=0.0)
    tolerance = levers.model_copy(update={name: 0.3})
    for other, plea in PLEAS.items():
        exempted = sum(exempts(plea, True, draw, 0.0, 0.0, tolerance) for draw in GRID) / len(GRID)
        assert exempted == pytest.approx(0.3 if other == name else 0.0)


def test_without_a_plea_nobody_is_exempted() -> None:
    generous = Tolerance(exploration=1.0, inexperience=1.0, unintended=1.0, verification=0.0)
    assert not exempts(NO_PLEA, True, 0.0, 0.9, 0.0, generous)


@pytest.mark.parametrize(
    ("levels", "delay", "months"),
    [(0.0, 12.0, 0), (1.0, 1.0, 1), (2.0, 1.5, 3), (1.0, 0.4, 0), (1.0, 0.5, 1), (3.0, 0.9, 3)],
)
def test_a_report_spends_its_delay_at_every_level(levels: float, delay: float, months: int) -> None:
    assert transit_months(Hierarchy(levels=levels, delay=delay)) == months


@pytest.mark.parametrize(
    ("levels", "loss", "share"), [(0.0, 0.5, 1.0), (1.0, 0.1, 0.9), (2.0, 0.5, 0.25), (3.0, 0.0, 1.0)]
)
def test_every_level_loses_its_share_of_reports(levels: float, loss: float, share: float) -> None:
    hierarchy = Hierarchy(levels=levels, loss=loss)
    assert sum(arrives(draw, hierarchy) for draw in GRID) / len(GRID) == pytest.approx(share)


@given(st.floats(0.0, 5.0), st.floats(0.0, 5.0), st.floats(0.0, 1.0, exclude_max=True))
def test_more_levels_never_bring_a_lost_report_through(few: float, more: float, draw: float) -> None:
    short, tall = (Policy().hierarchy.model_copy(update={"levels": levels}) for levels in sorted((few, more)))
    assert arrives(draw, short) or not arrives(draw, tall)
