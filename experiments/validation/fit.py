"""The fit: a few assumed parameters moved until the model meets the figures that may be fitted.

What is fitted, and why this and no more. Each of the sourced figures that have the role *fitted* has one parameter that moves it
most and most others little, so that the fit is exactly identified:

* ``policy.accountability.strictness_work`` to those held accountable for work, and ``world.discipline.rate`` to those filed on, for
  which breaches of discipline make up. ``inspection_rate``, ``eruption_rate`` and ``complaint_rate`` move the first as well, but
  weakly, and one rate cannot tell them apart.
* ``policy.accountability.severity``, the announced share of sanctions with an effect period, and ``world.discipline.talk_share`` to
  the share of forms 2 to 4, for work and in all. The source does not part the streams; both are taken to have the mix of the
  whole. The share announced is not the share that falls: cases that surface are graver than most.
* ``world.ladder.warning_share`` to the share of heavy sanctions among the formal ones, ``world.discipline.removal_chance`` to that of
  form 4 among these. The figures say nothing on how the light rungs divide among themselves, so demerits and major demerits
  keep their shares.
* ``world.discipline.head_rate`` to the share of township level among those punished.
* ``world.people.ceiling_years`` to the share past the age for promotion.

Left alone on purpose: ``downward_bias`` (the published levels are ranks), and whatever a claim is about. Effort, innovation, lying
flat, gradients, premiums, wrongful sanctions and the downward shift are neither targets nor looked at.

Method: least squares on the logarithms of model over target, all weighing the same, by a trust region within bounds over the
logarithms of the parameters, in which nearly all of them act in proportion. All trials use the same seed and replications
(common random numbers), so that differences come from the parameters; steps of the numerical derivative are a tenth, since a
smaller one would drown in choices that flip.
"""

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.messages import say
from wenze.experiments.validation.quantities import observed
from wenze.experiments.validation.targets import TARGETS, settings_for
from wenze.sim.errors import InputError
from wenze.sim.settings.checking import parameters

FITTED = (
    "policy.accountability.strictness_work",
    "policy.accountability.severity",
    "world.discipline.rate",
    "world.discipline.head_rate",
    "world.discipline.talk_share",
    "world.discipline.removal_chance",
    "world.ladder.warning_share",
    "world.people.ceiling_years",
)
"""The parameters that are moved."""

BOUNDS = {
    "policy.accountability.strictness_work": (0.002, 0.98),
    "world.ladder.warning_share": (0.05, 0.75),
    "world.discipline.rate": (0.0001, 0.1),
    "world.discipline.head_rate": (0.0001, 0.1),
}
"""Bounds other than the range: with the other light rungs, warnings must leave room for the top rung; rates are small."""

EDGE = 0.02  # of the range, at both ends: a probability of nearly 0 or 1 would be a corner, no estimate
STEP = 0.1  # of a parameter, for the numerical derivative
ORIGIN = 10.0  # where a start stands: scipy steps in proportion to a coordinate, so that none may come near zero
TOLERANCE = 1e-3  # relative change of parameters or loss at which it ends; parameters are rounded to three digits
MOST_TRIALS = 20  # steps, beside those for the derivative
DIGITS = 3  # significant digits of what is found

TARGETS_FITTED = tuple(target for target in TARGETS if target.role == "fitted")


class Fit(NamedTuple):
    """What a fit found: parameters and the model's figures before and after, in the order of FITTED and TARGETS_FITTED."""

    old: tuple[float, ...]
    new: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]

    @property
    def losses(self) -> tuple[float, float]:
        """The loss before and after."""
        return loss(self.before), loss(self.after)


def require_scipy() -> None:
    """Raise InputError if the library that fits is not installed."""
    try:
        import scipy.optimize  # noqa: F401  # an optional extra, needed by this command only
    except ImportError:
        raise InputError(say("no_scipy")) from None


def fit(run: Sequence[str], threads: int) -> Fit:
    """Fit the parameters, starting from their defaults. ``run`` sets months, replications and seed as overrides."""
    from scipy.optimize import least_squares

    old = tuple(parameters()[key].default for key in FITTED)
    bounds = [bounds_of(key) for key in FITTED]
    start = [min(max(value, low), high) for value, (low, high) in zip(old, bounds, strict=True)]
    result = least_squares(
        lambda place: residuals(simulated(values_at(place, start), run, threads)),
        [ORIGIN] * len(start),
        bounds=tuple(
            [ORIGIN + math.log(bound[side] / value) for bound, value in zip(bounds, start, strict=True)]
            for side in (0, 1)
        ),
        diff_step=STEP / ORIGIN,
        xtol=TOLERANCE,
        ftol=TOLERANCE,
        max_nfev=MOST_TRIALS,
    )
    new = tuple(rounded(value) for value in values_at(result.x, start))
    return Fit(old, new, simulated(old, run, threads), simulated(new, run, threads))


def values_at(place: Sequence[float], start: Sequence[float]) -> list[float]:
    """The parameters at a place of the search, whose coordinates are logarithms of value over start, beside an origin."""
    return [value * math.exp(x - ORIGIN) for x, value in zip(place, start, strict=True)]


def bounds_of(key: str) -> tuple[float, float]:
    """Between which values a parameter is sought."""
    meaning = parameters()[key].meaning
    edge = EDGE * (meaning.high - meaning.low)
    return BOUNDS.get(key, (meaning.low + edge, meaning.high - edge))


def simulated(values: Sequence[float], run: Sequence[str], threads: int) -> tuple[float, ...]:
    """The model's figures for the fitted targets with these values of the parameters."""
    overrides = [f"{key}={float(value)!r}" for key, value in zip(FITTED, values, strict=True)]
    settings = settings_for([*run, *overrides], ordered=False)
    found = observed(settings, threads)
    return tuple(target.simulated(found, settings.world).mean for target in TARGETS_FITTED)


def residuals(figures: Sequence[float]) -> list[float]:
    """Logarithm of model over target (:meth:`Target.ratio`), by target; a ratio of zero counts as a millionth."""
    return [math.log(max(target.ratio(figure), 1e-6)) for figure, target in zip(figures, TARGETS_FITTED, strict=True)]


def loss(figures: Sequence[float]) -> float:
    """Sum of the squared residuals."""
    return math.fsum(residual**2 for residual in residuals(figures))


def rounded(value: float) -> float:
    """A number to as many significant digits as are kept."""
    return float(f"{value:.{DIGITS}g}")


def write_fit(found: Fit, path: Path) -> None:
    """Write what was found as CSV: one row for each parameter and each target, floats so that they read back the same."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["kind", "name", "target", "before", "after"])
        for key, old, new in zip(FITTED, found.old, found.new, strict=True):
            table.writerow(["parameter", key, "", repr(old), repr(new)])
        for target, before, after in zip(TARGETS_FITTED, found.before, found.after, strict=True):
            table.writerow(["target", target.name, repr(target.value), repr(before), repr(after)])
        table.writerow(["loss", "loss", "", *map(repr, found.losses)])
