"""The ladder of sanctions and what it costs (sections 7.2 and 7.5)."""

from wenze.agents.policy import Policy
from wenze.sim.settings.parameters import World

from .arithmetic import power
from .terms import DEMERIT, DEMOTION, MAJOR_DEMERIT, RUNGS, TALK, WARNING


def months_of_rung(rung: int, world: World) -> int:
    """The effect period of each rung."""
    ladder = world.ladder
    return {
        TALK: 0,
        WARNING: ladder.warning_months,
        DEMERIT: ladder.demerit_months,
        MAJOR_DEMERIT: ladder.major_demerit_months,
        DEMOTION: ladder.demotion_months,
    }[rung]


def _bounds_with_period(world: World) -> tuple[float, float, float]:
    """Where warnings, demerits and major demerits end among the sanctions with a period, cut off at 1."""
    ladder = world.ladder
    warning = min(1.0, ladder.warning_share)
    demerit = min(1.0, ladder.warning_share + ladder.demerit_share)
    major = min(1.0, ladder.warning_share + ladder.demerit_share + ladder.major_demerit_share)
    return warning, demerit, major


def announced_shares(world: World, severity: float) -> list[float]:
    """1 - s for talk; of s, the shares of the ladder and the rest."""
    warning, demerit, major = _bounds_with_period(world)
    return [
        1 - severity,
        severity * warning,
        severity * (demerit - warning),
        severity * (major - demerit),
        severity * (1 - major),
    ]


def rung_at(quantile: float, world: World, severity: float) -> int:
    """The rung at a quantile of the shares announced with a severity."""
    if quantile < 1 - severity:
        return TALK
    within = (quantile - (1 - severity)) / severity
    warning, demerit, major = _bounds_with_period(world)
    if within < warning:
        return WARNING
    if within < demerit:
        return DEMERIT
    if within < major:
        return MAJOR_DEMERIT
    return DEMOTION


def loss(rung: int, left: float, worth: float, world: World) -> float:
    """L = shame + m (burden + v / 12), and at rung 4 removal_chance x removal_loss added."""
    ladder = world.ladder
    months = min(months_of_rung(rung, world), max(0, ladder.longest_months - left))
    cost = ladder.shame + months * (ladder.burden + worth / 12)
    if rung == DEMOTION:
        cost += ladder.removal_chance * ladder.removal_loss
    return cost


def felt_loss(rungs_up: int, worth: float, left: float, world: World, policy: Policy) -> float:
    """F(epsilon, v, left): the certainty equivalent over the announced shares of rungs, epsilon rungs up."""
    shares = announced_shares(world, policy.accountability.severity)
    curvature = world.learning.loss_curvature
    total = 0.0
    for rung in range(RUNGS):
        total += shares[rung] * power(loss(min(DEMOTION, rung + rungs_up), left, worth, world), curvature)
    return power(total, 1 / curvature)


def barred_after(barred_until: int, month: int, period: int, longest: int) -> int:
    """Section 7.5: the month from which somebody is free after a sanction with a period decided in a month."""
    return max(barred_until, min(max(month, barred_until) + period, month + longest))
