"""Misconduct of a cadre: whether a private gain is worth what it may cost."""

from typing import Any

from wenze.agents.cadre import is_below_ceiling, period_left
from wenze.agents.choice import felt_probability, within_a_year
from wenze.agents.sanction import felt_loss


def takes_gain(benefit: float, loss_guilty: float, loss_innocent: float, weight: float, scruple: float) -> bool:
    """Whether an opportunity for private gain is taken: ``b > ΔL·weight + scruple``.

    ``loss_guilty`` and ``loss_innocent`` are the expected losses with and without the deed; their difference is what the
    deed adds to the sanctions one suffers anyway. With one adjudication and one penalty F for guilty and innocent alike
    this is ``b > (1 − ε₁ − ε₂)F`` (Polinsky and Shavell).
    """
    return benefit > price_of_deed(loss_guilty, loss_innocent, weight, scruple)


def price_of_deed(loss_guilty: float, loss_innocent: float, weight: float, scruple: float) -> float:
    """What a private gain has to exceed: what the deed adds to the expected loss, and the scruple."""
    return (loss_guilty - loss_innocent) * weight + scruple


def comes_out(monthly: float) -> float:
    """Chance that something comes out within the months that whoever is tempted reckons with, given the monthly chance."""
    return within_a_year(monthly)


def expected_sanction(
    surfaces: float,
    detected: float,
    strictness: float,
    blamed_anyway: float,
    loss_detected: float,
    loss_ordinary: float,
) -> float:
    """Expected loss of one whose case surfaces with (felt) probability ``surfaces``: found out with ``detected`` and then
    sanctioned with ``strictness``; otherwise sanctioned like anybody, with ``blamed_anyway``."""
    return surfaces * (detected * strictness * loss_detected + (1.0 - detected) * blamed_anyway * loss_ordinary)


def would_take(gain: float, person: Any, county: Any, month: int, params: Any, policy: Any) -> bool:
    """Whether a person would take a private gain, given what is believed in its county."""
    return gain > least_gain(person, county, month, params, policy)


def least_gain(person: Any, county: Any, month: int, params: Any, policy: Any) -> float:
    """The private gain above which a person would take it, given what is believed in its county.

    Either being exposed comes on top of the ways in which the case of the innocent surfaces as well, or (where exposure
    replaces them) the case surfaces as it would have, and being found out takes the place of being blamed anyway.
    """
    year_value = county.year_rising if is_below_ceiling(person, params.people) else county.year_ceiling
    curvature = params.learning.loss_curvature
    alpha = params.learning.risk_curvature
    severity = policy.accountability.severity
    strictness = policy.misconduct.strictness
    left = period_left(person, month)
    ordinary = county.lasting * felt_loss(severity, 0, left, year_value, curvature, params.ladder)
    grave = felt_loss(severity, params.ladder.misconduct_rungs, left, year_value, curvature, params.ladder)
    anyway = county.sanctioned_if_surfaced
    surfaces = felt_probability(county.surfaces, alpha)
    innocent = expected_sanction(surfaces, 0.0, strictness, anyway, grave, ordinary)
    if params.problems.exposure_replaces:
        guilty = expected_sanction(surfaces, county.detected, strictness, anyway, grave, ordinary)
    else:
        exposed = felt_probability(comes_out(params.problems.exposure_rate), alpha)
        guilty = innocent + expected_sanction(exposed, county.detected, strictness, anyway, grave, ordinary)
    return price_of_deed(guilty, innocent, person.loss_weight, person.scruple)
