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
    worlds: plausible                        # optional: the worlds that replications live in, or a table beside this file
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field
from wenze.agents.parameter import Group
from wenze.experiments.command import Request
from wenze.experiments.figures.files import Names
from wenze.experiments.messages import say
from wenze.experiments.parsing import count_in, folder_in, names_in
from wenze.experiments.paths import user_path
from wenze.experiments.runs.results import checked_window
from wenze.experiments.sweeps.axes import Axis, Listed, axes_from, varies
from wenze.experiments.sweeps.designs import NAMES, Drawn, Points, check_count, points_of
from wenze.experiments.sweeps.plan import (
    LISTED,
    MOST_REPLICATIONS,
    Plan,
    Precision,
    Tabled,
    check_measure,
    read_plan,
    read_settings,
)
from wenze.experiments.worlds.lived import DEFAULT, PLAUSIBLE, name_of, set_by, table_of, worlds_asked
from wenze.experiments.worlds.table import in_worlds
from wenze.sim.errors import InputError, at, clipped, shown_path
from wenze.sim.measures import Measure
from wenze.sim.own_measures import own_measures_in, with_own
from wenze.sim.settings.checking import check
from wenze.sim.settings.compose import Makings, makings
from wenze.sim.settings.labels import Title
from wenze.sim.settings.yaml import SETTINGS_FILE, load_yaml, number_in

IN_THE_FILE = ("scenarios", "reference", "design", "points", "precision", "monthly", "settings", "worlds")
"""Keys that stand in the file of a sweep, and then nowhere else."""
MOST_RUNS = 50_000_000
MOST_ASKED = 10**6
"""The most replications that a precision may ask for where no table of worlds limits them."""
GRID = "grid"


def as_written(given: object) -> object:
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
    vary: dict[str, Annotated[str, BeforeValidator(as_written)]] = Field(min_length=1)
    design: str = "grid"
    points: int | None = None
    precision: str | None = None
    monthly: bool = False
    worlds: str = DEFAULT


class Asked(NamedTuple):
    """What a sweep is to be, whoever asks. ``fixed`` are texts ``key=value``, ``vary`` the values of an axis by key, ``folder`` is that
    of scenarios of one's own, ``settings`` a file of points; ``window`` is from its first month up to, not including, the second."""

    fixed: Sequence[str]
    vary: Mapping[str, str]
    names: Sequence[str] | None = None
    reference: str | None = None
    design: str | None = None
    points: int | None = None
    precision: str | None = None
    monthly: bool = False
    title: str = ""
    settings: Path | None = None
    folder: Path | None = None
    part: int | None = None
    window: tuple[int | None, int | None] = (None, None)
    worlds: str = DEFAULT


def plan_for(request: Request) -> Plan:
    """The plan that a request asks for. Raises InputError."""
    if "config" in request.keys:
        return _plan_again(request)
    folder = folder_in(request)
    window = count_in(request, "from"), count_in(request, "until")
    if "sweep" in request.keys:
        beside = [*(key for key in request.keys if key in IN_THE_FILE), *request.overrides]
        return plan_in_file(
            user_path("sweep", request.keys["sweep"]), beside, folder, count_in(request, "part"), window
        )
    typed = dict(override.split("=", 1) for override in request.overrides)
    vary = {key: value for key, value in typed.items() if varies(value)}
    return plan_of(
        Asked(
            [f"{key}={value}" for key, value in typed.items() if key not in vary],
            vary,
            names=names_in(request, "scenarios"),
            reference=request.keys.get("reference"),
            design=request.keys.get("design"),
            points=count_in(request, "points"),
            precision=request.keys.get("precision"),
            monthly=request.keys.get("monthly") == "true",
            settings=user_path("settings", request.keys["settings"]) if "settings" in request.keys else None,
            folder=folder,
            part=count_in(request, "part"),
            window=window,
            worlds=worlds_asked(request.keys.get("worlds", DEFAULT)),
        )
    )


def _plan_again(request: Request) -> Plan:
    """The plan of a store; nothing that would change its rows may be given beside it."""
    beside = [*request.overrides, *(key for key in request.keys if key not in BESIDE_CONFIG)]
    if beside:
        raise InputError(say("config_alone", key=clipped(beside[0].partition("=")[0])))
    folder = user_path("config", request.keys["config"])
    return read_plan(folder if folder.is_dir() else folder.parent)


BESIDE_CONFIG = ("config", "threads", "out", "figures", "size", "measures", "cluster", "scheduler", "pilot")


def plan_in_file(
    path: Path,
    beside: Sequence[str] = (),
    folder: Path | None = None,
    part: int | None = None,
    window: tuple[int | None, int | None] = (None, None),
    by: str = "sweep",
) -> Plan:
    """The plan in a file of its own, named ``by`` a key. Raises InputError, also for what is asked for ``beside`` and has to stand in it."""
    source = shown_path(path)
    if beside:
        raise InputError(say("sweep_alone", key=clipped(beside[0].partition("=")[0]), by=by, file=source))
    file = check(SweepFile, load_yaml(path, SETTINGS_FILE), source)
    if folder is None and (path.parent / "scenarios").is_dir():
        folder = path.parent / "scenarios"
    asked = Asked(
        [f"{key}={value}" for key, value in file.parameters.items()],
        file.vary,
        names=list(file.scenarios) or None,
        reference=file.reference,
        design=file.design,
        points=file.points,
        precision=file.precision,
        monthly=file.monthly,
        title=str(file.title.en if file.title else ""),
        folder=folder,
        part=part,
        window=window,
        worlds=file.worlds if file.worlds in (DEFAULT, PLAUSIBLE) else str(path.parent / file.worlds),
    )
    try:
        return plan_of(asked)
    except InputError as error:
        raise InputError(at(source, str(error)), place=source, key=error.key, value=error.value) from None


def plan_of(asked: Asked) -> Plan:
    """The plan of what is asked for. Raises InputError."""
    if asked.design not in (None, *NAMES):
        raise InputError(at(f"design={clipped(str(asked.design))}", say("design_unknown", names=", ".join(NAMES))))
    for key in asked.vary:
        if any(override.partition("=")[0] == key for override in asked.fixed):
            raise InputError(say("key_twice", key=key))
    made = makings(asked.fixed, names=asked.names, reference=asked.reference, folder=asked.folder, mode="compare")
    settings = made.settings()
    axes, where = _where(asked, settings.run.seed)
    own = own_measures_in(asked.folder)
    tabled = tabled_in(asked, made, [axis.key for axis in axes])
    plan = Plan(
        makings=made,
        design=LISTED if asked.settings is not None else asked.design or GRID,
        axes=axes,
        points=where,
        drawn=asked.points,
        title=asked.title,
        monthly=asked.monthly,
        part=None if asked.part is None else max(1, asked.part),
        window=checked_window(*asked.window, settings.run.months),
        precision=read_precision(
            asked.precision,
            with_own(own),
            settings.run.replications,
            len(made.layers),
            tabled and len(tabled.worlds.rows),
        ),
        own_measures=own,
        tabled=tabled,
    )
    runs = plan.worlds * len(plan.scenarios)
    if runs > MOST_RUNS:
        raise InputError(say("sweep_too_many_runs", count=runs, settings=where.size, most=MOST_RUNS))
    return plan


def _where(asked: Asked, seed: int) -> tuple[tuple[Axis, ...], Points]:
    """The axes and the points."""
    if asked.settings is not None:
        if asked.vary or asked.design is not None or asked.points is not None:
            raise InputError(say("settings_alone"))
        keys, rows = read_settings(asked.settings)
        check_count(len(rows))
        return tuple(Axis(key, Listed(()), "") for key in keys), Drawn(rows)
    if not asked.vary:
        raise InputError(say("nothing_varies"))
    axes = axes_from(asked.vary)
    return tuple(axes), points_of(asked.design or GRID, axes, asked.points, seed)


def tabled_in(asked: Asked, made: Makings, vary: Sequence[str]) -> Tabled | None:
    """The worlds of a table in which replications are to live; what varies, or was set, is not as the table says. Raises InputError."""
    if asked.worlds == DEFAULT:
        return None
    table = table_of(asked.worlds)
    own = [*vary, *set_by(asked.fixed)]
    in_worlds(made, table, made.settings().run.replications, own)  # says so if there are too few, or if one cannot be
    count = len(table.rows) if asked.precision else made.settings().run.replications
    return Tabled(name_of(asked.worlds), table.first(count).without(own))


def read_precision(
    text: str | None, measures: Mapping[str, Measure], first: int, scenarios: int, worlds: int | None = None
) -> Precision | None:
    """What ``MEASURE:WIDTH`` or ``MEASURE:WIDTH:MOST`` asks for, at most as many replications as there are ``worlds`` if they live in
    those of a table. Raises InputError.
    """
    if text is None:
        return None
    name, *numbers = text.split(":")
    check_measure(measures, name, "precision")
    width = number_in(numbers[0]) if numbers else None
    limit = worlds or MOST_ASKED
    most = number_in(numbers[1]) if len(numbers) > 1 else min(max(first, MOST_REPLICATIONS), limit)
    if (
        len(numbers) not in (1, 2)
        or width is None
        or width <= 0
        or not isinstance(most, int)
        or not first <= most <= limit
    ):
        raise InputError(at(f"precision={clipped(text)}", say("precision_form", first=first)))
    if first < 2 or scenarios < 2:
        raise InputError(at(f"precision={clipped(text)}", say("precision_needs")))
    return Precision(name, float(width), most)
