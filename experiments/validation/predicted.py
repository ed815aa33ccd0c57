"""Sourced figures and published effects as predicted over plausible worlds: met, missed, or silent.

A prediction is where nine of ten worlds lie; chance is in it as well as ignorance, since every world is lived once. A figure is
*met* if all of that is near it, *missed* if none is, and otherwise the model is *silent*: worlds that agree with what was used to
find them disagree about it. An effect is met if all of that has its published sign, missed if all has the other.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import Array
from wenze.experiments.validation.effects import EFFECTS, Effect, effects
from wenze.experiments.validation.facts import facts
from wenze.experiments.validation.quantities import Quantities, observed
from wenze.experiments.validation.targets import NEAR, TARGETS, Target
from wenze.sim.settings.compose import Settings

Verdict = Literal["met", "missed", "silent"]
TAILS = (0.05, 0.5, 0.95)
"""Shares of the worlds that lie below the ends and the middle of a prediction."""


class Predicted(NamedTuple):
    """A figure or an effect over worlds: what it is, the sourced figure (NaN where only a sign was published) or sign, where nine of
    ten worlds lie, the middle, the verdict, and in how many worlds it has a value."""

    name: str
    role: str
    trust: str
    label: str
    target: float
    sign: int
    low: float
    middle: float
    high: float
    verdict: Verdict
    worlds: int


def predicted(settings: Settings, worlds: Sequence[Settings], threads: int) -> list[Predicted]:
    """Every figure that was fitted or held out, and every effect; ``worlds`` are the settings of the replications."""
    found = observed(settings, threads, worlds=worlds)
    shown = [target for target in TARGETS if target.role in ("fitted", "held_out")]
    told = [_figure(target, found) for target in shown]
    return [*told, *map(_effect, EFFECTS, effects(settings, threads, worlds))]


def _figure(target: Target, found: dict[str, Quantities]) -> Predicted:
    assert isinstance(target.quantity, str)
    values = _known(found[target.scenario][target.quantity])
    levels = _quantiles(values)
    ratios = sorted(map(target.ratio, levels))
    verdict: Verdict = "silent"
    if len(values) and target.met_between(ratios[0], ratios[-1]):
        verdict = "met"
    elif len(values) and (ratios[0] > NEAR or ratios[-1] < 1.0 / NEAR):
        verdict = "missed"
    trust = facts()[target.fact].trust
    return Predicted(target.name, target.role, trust, target.label, target.value, 0, *levels, verdict, len(values))


def _effect(effect: Effect, found: Array) -> Predicted:
    values = _known(found)
    low, middle, high = _quantiles(values)
    sign = int(low > 0.0) - int(high < 0.0)
    verdict: Verdict = "met" if sign == effect.sign else "missed" if sign else "silent"
    trust = facts()[effect.fact].trust
    return Predicted(
        effect.name, "effect", trust, effect.label, effect.published, effect.sign, low, middle, high,
        verdict if len(values) else "silent", len(values),
    )  # fmt: skip


def _known(values: Array) -> Array:
    return np.asarray(values[~np.isnan(values)])


def _quantiles(values: Array) -> tuple[float, float, float]:
    if not len(values):
        return float("nan"), float("nan"), float("nan")
    low, middle, high = (float(value) for value in np.quantile(values, TAILS))
    return low, middle, high
