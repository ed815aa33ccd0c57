"""The model held against the sourced figures: which it meets and which it misses."""

from collections.abc import Sequence
from typing import NamedTuple

from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.messages import say
from wenze.experiments.validation.effects import EFFECTS, effects
from wenze.experiments.validation.facts import facts
from wenze.experiments.validation.quantities import LEAST_MONTHS, observed
from wenze.experiments.validation.targets import TARGETS, makings_for, with_order
from wenze.sim.errors import InputError, at
from wenze.sim.settings.compose import Makings, Settings


class Line(NamedTuple):
    """A target or a published effect with the model's figure: what one line of the table shows. ``sign`` is that of an effect
    (its size is NaN where only the sign was published).
    """

    name: str
    role: str
    trust: str
    label: str
    target: float
    simulated: Interval
    met: bool
    sign: int = 0


def settings_from(overrides: Sequence[str], ordered: bool = True) -> Settings:
    """Settings for the figures, changed in months, replications or seed; refuses a run too short to be read."""
    return with_order(makings_from(overrides, ordered).settings(), ordered)


def makings_from(overrides: Sequence[str], ordered: bool = True) -> Makings:
    """What these settings are made of; refuses a run too short to be read."""
    made = makings_for(overrides, ordered)
    months = made.settings().run.months
    if months < LEAST_MONTHS:
        raise InputError(at(f"months={months}", say("months_too_few", least=LEAST_MONTHS)))
    return made


def compared(settings: Settings, threads: int) -> list[Line]:
    """Every target and every published effect with the model's figure under these settings."""
    found = observed(settings, threads)
    lines = []
    for target in TARGETS:
        simulated = target.simulated(found, settings.world)
        met = target.met(simulated.mean)
        trust = facts()[target.fact].trust
        lines.append(Line(target.name, target.role, trust, target.label, target.value, simulated, met))
    for effect, values in zip(EFFECTS, effects(settings, threads), strict=True):
        simulated = interval(values)
        trust = facts()[effect.fact].trust
        met = effect.met(simulated)
        lines.append(Line(effect.name, "effect", trust, effect.label, effect.published, simulated, met, effect.sign))
    return lines
