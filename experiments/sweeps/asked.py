"""From a request to a plan: what varies, where the points lie, and what is the same in all of them.

A sweep can stand in a file of its own (``sweep=FILE``), to be shared::

    title: {en: How strict, zh: 多严}          # optional
    scenarios: [blanket_punishment, responsibility_lists]
    reference: blanket_punishment            # optional
    parameters: {months: 60, replications: 16}   # optional: numbers that are the same in every setting
    vary:
      policy.accountability.strictness_work: range(0, 1, 0.1)
      world.learning.horizon: [6, 12, 24]
    design: grid                             # optional: grid, latin_hypercube, sobol, morris
    points: 100                              # for designs that draw their points
    precision: "effort:0.01"                 # optional
    monthly: false                           # optional
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from wenze.agents.parameter import Group
from wenze.experiments.command import Request
from wenze.experiments.figures.files import Names
from wenze.experiments.messages import say
from wenze.experiments.parsing import count_in, names_in
from wenze.experiments.paths import user_path
from wenze.experiments.runs.results import checked_window
from wenze.experiments.sweeps.axes import Axis, Listed, axes_from, varies
from wenze.experiments.sweeps.designs import NAMES, Drawn, Points, check_count, points_of
from wenze.experiments.sweeps.plan import (
    LISTED,
    MOST_REPLICATIONS,
    Plan,
    Precision,
    check_measure,
    read_plan,
    read_settings,
)
from wenze.sim.errors import InputError, at, clipped, shown_path
from wenze.sim.measures import Measure
from wenze.sim.own_measures import own_measures_in, with_own
from wenze.sim.settings.checking import check
from wenze.sim.settings.compose import makings
from wenze.sim.settings.labels import Title
from wenze.sim.settings.yaml import SETTINGS_FILE, load_yaml, number_in

IN_THE_FILE = ("scenarios", "reference", "design", "points", "precision", "monthly", "settings")
"""Keys that stand in the file of a sweep, and then nowhere else."""
MOST_RUNS = 50_000_000


def _as_written(given: object) -> object:
    """What varies, as it would be typed: a list of numbers with commas between them."""
    if isinstance(given, list):
        return ",".join(map(_number_as_written, given))
    return _number_as_written(given) if isinstance(given, int | float) else given


def _number_as_written(number: object) -> str:
    return str(number) if isinstance(number, int | float) and not isinstance(number, bool) else f"?{number}"


class SweepFile(Group):
    """What the file of a sweep may hold; see the module's description."""

    title: Title | None = None
    scenarios: Names = Field((), strict=False)
    reference: str | None = None
    parameters: dict[str, float | int] = Field(default_factory=dict)
    vary: dict[str, Annotated[str, BeforeValidator(_as_written)]] = Field(min_length=1)
    design: str = "grid"
    points: int | None = None
    precision: str | None = None
    monthly: bool = False


def plan_for(request: Request) -> Plan:
    """The plan that a request asks for. Raises InputError."""
    if "config" in request.keys:
        return _plan_again(request)
    if "sweep" in request.keys:
        return _plan_from_file(request)
    typed = dict(override.split("=", 1) for override in request.overrides)
    vary = {key: value for key, value in typed.items() if varies(value)}
    fixed = [f"{key}={value}" for key, value in typed.items() if key not in vary]
    return _plan(
        request,
        fixed,
        vary,
        names=names_in(request, "scenarios"),
        reference=request.keys.get("reference"),
        design=request.keys.get("design", "grid"),
        points=count_in(request, "points"),
        precision=request.keys.get("precision"),
        monthly=request.keys.get("monthly") == "true",
    )


def _plan_again(request: Request) -> Plan:
    """The plan of a store; nothing that would change its rows may be given beside it."""
    beside = [*request.overrides, *(key for key in request.keys if key not in BESIDE_CONFIG)]
    if beside:
        raise InputError(say("config_alone", key=clipped(beside[0].partition("=")[0])))
    folder = user_path("config", request.keys["config"])
    return read_plan(folder if folder.is_dir() else folder.parent)


BESIDE_CONFIG = ("config", "threads", "out", "figures", "size", "measures", "cluster", "scheduler", "pilot")


def _plan_from_file(request: Request) -> Plan:
    path = user_path("sweep", request.keys["sweep"])
    source = shown_path(path)
    for key in [*(key for key in request.keys if key in IN_THE_FILE), *request.overrides]:
        raise InputError(say("sweep_alone", key=clipped(key.partition("=")[0]), file=source))
    file = check(SweepFile, load_yaml(path, SETTINGS_FILE), source)
    fixed = [f"{key}={value}" for key, value in file.parameters.items()]
    try:
        return _plan(
            request, fixed, file.vary, list(file.scenarios) or None, file.reference, file.design, file.points,
            file.precision, file.monthly, str(file.title.en if file.title else ""), beside=path.parent,
        )  # fmt: skip
    except InputError as error:
        raise InputError(at(source, str(error)), place=source, key=error.key, value=error.value) from None


def _plan(
    request: Request,
    fixed: Sequence[str],
    vary: Mapping[str, str],
    names: list[str] | None,
    reference: str | None,
    design: str,
    points: int | None,
    precision: str | None,
    monthly: bool,
    title: str = "",
    beside: Path | None = None,
) -> Plan:
    folder = _own_folder(request, beside)
    if design not in NAMES:
        raise InputError(at(f"design={clipped(design)}", say("design_unknown", names=", ".join(NAMES))))
    for key in vary:
        if any(override.partition("=")[0] == key for override in fixed):
            raise InputError(say("key_twice", key=key))
    made = makings(fixed, names=names, reference=reference, folder=folder, mode="compare")
    settings = made.settings()
    axes, where = _where(request, vary, design, points, settings.run.seed)
    own = own_measures_in(folder)
    plan = Plan(
        makings=made,
        design=LISTED if "settings" in request.keys else design,
        axes=axes,
        points=where,
        drawn=points,
        title=title,
        monthly=monthly,
        part=None if "part" not in request.keys else max(1, int(request.keys["part"])),
        window=checked_window(count_in(request, "from"), count_in(request, "until"), settings.run.months),
        precision=read_precision(precision, with_own(own), settings.run.replications, len(made.layers)),
        own_measures=own,
    )
    runs = plan.worlds * len(plan.scenarios)
    if runs > MOST_RUNS:
        raise InputError(say("sweep_too_many_runs", count=runs, settings=where.size, most=MOST_RUNS))
    return plan


def _own_folder(request: Request, beside: Path | None) -> Path | None:
    """The folder with scenarios of one's own: the one that is named, or the one in which the file of the sweep lies if it
    has scenarios' names to find there."""
    if "folder" in request.keys:
        return user_path("folder", request.keys["folder"])
    if beside is not None and (beside / "scenarios").is_dir():
        return beside / "scenarios"
    return None


def _where(
    request: Request, vary: Mapping[str, str], design: str, points: int | None, seed: int
) -> tuple[tuple[Axis, ...], Points]:
    """The axes and the points."""
    if "settings" in request.keys:
        if vary or "design" in request.keys or "points" in request.keys:
            raise InputError(say("settings_alone"))
        keys, rows = read_settings(user_path("settings", request.keys["settings"]))
        check_count(len(rows))
        return tuple(Axis(key, Listed(()), "") for key in keys), Drawn(rows)
    if not vary:
        raise InputError(say("nothing_varies"))
    axes = axes_from(vary)
    return tuple(axes), points_of(design, axes, points, seed)


def read_precision(text: str | None, measures: Mapping[str, Measure], first: int, scenarios: int) -> Precision | None:
    """What ``MEASURE:WIDTH`` or ``MEASURE:WIDTH:MOST`` asks for. Raises InputError."""
    if text is None:
        return None
    name, *numbers = text.split(":")
    check_measure(measures, name, "precision")
    width = number_in(numbers[0]) if numbers else None
    most = number_in(numbers[1]) if len(numbers) > 1 else max(first, MOST_REPLICATIONS)
    if (
        len(numbers) not in (1, 2)
        or width is None
        or width <= 0
        or not isinstance(most, int)
        or not first <= most <= 10**6
    ):
        raise InputError(at(f"precision={clipped(text)}", say("precision_form", first=first)))
    if first < 2 or scenarios < 2:
        raise InputError(at(f"precision={clipped(text)}", say("precision_needs")))
    return Precision(name, float(width), most)
