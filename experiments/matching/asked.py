"""What ``wenze match`` is asked for: the assumptions that are moved, the runs of every world, and how many are tried."""

from typing import NamedTuple

from wenze.experiments.command import Request
from wenze.experiments.matching.trying import axes, status_quo
from wenze.experiments.messages import say
from wenze.experiments.parsing import count_in
from wenze.experiments.sweeps.axes import Axis, Between, axes_from, varies
from wenze.experiments.validation.quantities import WINDOW
from wenze.sim.errors import InputError, at, clipped, refused
from wenze.sim.settings.compose import Makings

RUN = {"months": "105", "spin_up": "480", "replications": "4", "world.scale.counties": "1"}
"""How every world is tried unless something else is asked for: three windows of 35 months after forty years, in one county, four times."""
POINTS, WAVES, WORLDS = 300, 20, 300
"""Unless told otherwise: points of a wave (of the first twice as many), waves at most, and worlds that are wanted."""
LEAST_POINTS = 8


class Asked(NamedTuple):
    """What settings are made of, the assumptions that are moved, points of a wave, waves at most, and worlds that are wanted."""

    makings: Makings
    axes: tuple[Axis, ...]
    points: int
    waves: int
    worlds: int

    @property
    def seed(self) -> int:
        """The seed of all chance, in the worlds and in drawing them."""
        return int(self.makings.numbers["seed"])


def asked_for(request: Request) -> Asked:
    """What a request asks for. Raises InputError."""
    typed = dict(override.split("=", 1) for override in request.overrides)
    vary = {key: value for key, value in typed.items() if varies(value)}
    fixed = {**RUN, **{key: value for key, value in typed.items() if key not in vary}}
    moved = tuple(axes_from(vary)) if vary else tuple(axis for axis in axes() if axis.key not in fixed)
    for axis in moved:
        _check_axis(axis)
    if not moved:
        raise InputError(say("match_nothing_moves"))
    made = status_quo([f"{key}={value}" for key, value in fixed.items()])
    run = made.settings().run
    if run.months < WINDOW:
        raise refused(say("match_months", least=WINDOW), key="months", value=str(run.months))
    points = _count(request, "points", POINTS, max(LEAST_POINTS, len(moved) // 2 + 2))
    return Asked(made, moved, points, _count(request, "waves", WAVES, 1), _count(request, "wanted", WORLDS, 1))


def _check_axis(axis: Axis) -> None:
    """Raise InputError unless an axis is an interval of a number of world or policy."""
    if not isinstance(axis.values, Between):
        raise InputError(at(f"{axis.key}={clipped(axis.written)}", say("needs_interval")))
    if not axis.key.startswith(("world.", "policy.")) or axis.key.startswith("world.scale."):
        raise InputError(at(f"{axis.key}={clipped(axis.written)}", say("worlds_same_in_all")))


def _count(request: Request, key: str, usual: int, least: int) -> int:
    given = count_in(request, key)
    if given is not None and given < least:
        raise refused(say("must_be_at_least", least=least), key=key, value=str(given))
    return max(usual, least) if given is None else given
