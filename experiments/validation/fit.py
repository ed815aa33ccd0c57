"""The fit: a few assumed parameters moved until the model meets the figures that may be fitted.

What is fitted, and why this and no more. Three sourced figures have the role *fitted*, and each has one parameter that
moves it most and the others little, so that the fit is exactly identified:

* ``policy.accountability.severity``, the announced share of sanctions with an effect period, to the share of forms 2 to 4.
  The share announced is not the share that falls: cases that surface are graver than most, so that an announced 0.4 came
  out as nearly 0.6.
* ``world.ladder.warning_share`` to the share of heavy sanctions among the formal ones. Warnings are the commonest rung; the
  figures say nothing on how the light rungs divide among themselves, so demerits and major demerits keep their shares.
* ``policy.accountability.strictness_work`` to the rate of filing. It scales all sanctions alike. ``inspection_rate``,
  ``eruption_rate`` and ``complaint_rate`` move the rate as well, but weakly (half the inspections cost an eighth of
  it), and one rate cannot tell them apart.

Left alone on purpose: ``downward_bias``. The share of sanctions by level is a fact and could be fitted as such, but the
published levels are ranks, and heads of county departments hold township rank: the table does not separate what the
lever separates. Anything that a claim is about (effort, innovation, lying flat, gradients, premiums, wrongful
sanctions, the downward shift) is neither a target nor looked at.

Method: least squares on the logarithms of model over target, all weighing the same, by a trust region within bounds. All
trials use the same seed and replications (common random numbers), so that differences come from the parameters; steps
of the numerical derivative are a tenth, since a smaller one would drown in choices that flip.
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

FITTED = ("policy.accountability.strictness_work", "policy.accountability.severity", "world.ladder.warning_share")
"""The parameters that are moved."""

BOUNDS = {"world.ladder.warning_share": (0.05, 0.75)}
"""Bounds narrower than the range: with the other light rungs, warnings must leave room for the top rung."""

EDGE = 0.02  # of the range, at both ends: a probability of nearly 0 or 1 would be a corner, no estimate
STEP = 0.1  # of a parameter, for the numerical derivative
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
    lows, highs = zip(*bounds, strict=True)
    result = least_squares(
        lambda values: residuals(simulated(values, run, threads)),
        [min(max(value, low), high) for value, (low, high) in zip(old, bounds, strict=True)],
        bounds=(lows, highs),
        diff_step=STEP,
        xtol=TOLERANCE,
        ftol=TOLERANCE,
        max_nfev=MOST_TRIALS,
    )
    new = tuple(rounded(value) for value in result.x)
    return Fit(old, new, simulated(old, run, threads), simulated(new, run, threads))


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
    """Logarithm of model over target, by target; a figure of zero counts as a millionth."""
    return [math.log(max(figure, 1e-6) / target.value) for figure, target in zip(figures, TARGETS_FITTED, strict=True)]


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
