"""The assumptions that are moved to see what hangs on them: every assumed number of the world, between half and twice its
default, as far as its range goes; or whatever axes are asked for.
"""

import math
from collections.abc import Sequence

from wenze.experiments.command import Request
from wenze.experiments.messages import say
from wenze.experiments.parsing import folder_in, names_in
from wenze.experiments.sweeps.axes import Axis, Between, axes_from, varies
from wenze.experiments.sweeps.designs import Drawn, placed
from wenze.experiments.sweeps.plan import Plan, check_measure
from wenze.sim.errors import InputError, at, clipped
from wenze.sim.own_measures import own_measures_in
from wenze.sim.settings.compose import makings
from wenze.sim.settings.parameters import Definition, definitions

FACTOR = 2.0
"""By how much an assumed number is made smaller and larger, if nothing else is asked for."""
SMALL_WORLD = {
    "world.scale.counties": "1",
    "months": "60",
    "spin_up": "120",
    "replications": "4",
}
"""What a world of many settings is like unless something else is asked for: one county for five years, after ten."""


def assumed() -> list[Definition]:
    """The assumed numbers of the world that are moved: those that are not zero, of how people are, not of how many."""
    return [
        definition
        for definition in definitions()
        if definition.key.startswith("world.")
        and not definition.key.startswith("world.scale.")
        and definition.meaning.kind == "assumed"
        and definition.default
    ]


def axis_around(definition: Definition) -> Axis:
    """A number between its default over the factor and its default times the factor, within what is allowed."""
    low = max(definition.meaning.low, definition.default / FACTOR)
    high = min(definition.meaning.high, definition.default * FACTOR)
    whole = isinstance(definition.default, int)
    if whole:
        low, high = math.ceil(low), max(math.ceil(low) + 1, math.floor(high))
    written = f"interval({low:g},{high:g})"
    return Axis(definition.key, Between(float(low), float(high), log=False, whole=whole), written)


def asked_axes(request: Request) -> tuple[list[Axis], list[str]]:
    """The axes of a request, all assumptions if it names none, and its other overrides with those of a small world.

    Raises InputError for an axis that is no interval.
    """
    typed = dict(override.split("=", 1) for override in request.overrides)
    vary = {key: value for key, value in typed.items() if varies(value)}
    fixed = {**SMALL_WORLD, **{key: value for key, value in typed.items() if key not in vary}}
    axes = axes_from(vary) if vary else [axis_around(found) for found in assumed() if found.key not in fixed]
    for axis in axes:
        if not isinstance(axis.values, Between):
            raise InputError(at(f"{axis.key}={clipped(axis.written)}", say("needs_interval")))
    return axes, [f"{key}={value}" for key, value in fixed.items()]


def plan_at(
    request: Request, axes: Sequence[Axis], fixed: Sequence[str], shares: Sequence[Sequence[float]], design: str
) -> Plan:
    """The plan that runs the scenarios of a request at shares of the way along axes, array [point, axis]."""
    folder = folder_in(request)
    made = makings(
        fixed,
        names=names_in(request, "scenarios"),
        reference=request.keys.get("reference"),
        folder=folder,
        mode="compare",
    )
    points = Drawn(tuple(placed(axes, row) for row in shares))
    return Plan(made, design, tuple(axes), points, len(points.rows), own_measures=own_measures_in(folder))


def checked_measure(plan: Plan, name: str | None) -> str:
    """A measure of a plan. Raises InputError for one that is not there."""
    if name is None:
        raise InputError(say("measure_missing"))
    check_measure(plan.measures, name, "measure")
    return name


def checked_pair(plan: Plan) -> tuple[int, int | None]:
    """The scenario that is asked about, and the reference it is held against; None where it is asked about by itself.

    Raises InputError for more than two.
    """
    names, reference = plan.scenarios, plan.makings.reference
    if len(names) > 2:
        raise InputError(say("one_scenario", count=len(names)))
    if len(names) == 1:
        return 0, None
    place = names.index(reference)
    return 1 - place, place
