"""``wenze sensitivity``: which assumptions a measure, or a difference between two regimes, hangs on.

First all are screened (Morris), with a dummy among them that does nothing; those that do more than chance would show, and most, are
then told apart by their shares of the variance (Sobol). Both are sweeps, with stores of their own that lose nothing.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.sensitivity import (
    Effect,
    Index,
    TooFew,
    index_points,
    indices,
    screen,
    screening_points,
    size_by_chance,
)
from wenze.experiments.command import Request
from wenze.experiments.messages import say
from wenze.experiments.parsing import count_in
from wenze.experiments.runs.files import SUMMARY
from wenze.experiments.sweeps.assumptions import asked_axes, checked_measure, checked_pair, plan_at
from wenze.experiments.sweeps.axes import Axis
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.plan import Plan
from wenze.experiments.sweeps.store import as_csv, read_store, write_whole
from wenze.experiments.sweeps.summary import Outcome
from wenze.experiments.sweeps.sweeping import sweep
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.settings.yaml import ordinary_text

DUMMY = "dummy"
TRAJECTORIES, BLOCKS, MOST = 20, 512, 8
"""Unless told otherwise: trajectories of the screening, blocks of the indices, and numbers whose indices are told."""
SCREENING, INDICES = "screening", "indices"
EFFECTS_FILE, INDICES_FILE = "screening.csv", "indices.csv"
MOST_BYTES = 50_000_000


class Sensitivity(NamedTuple):
    """What a measure hangs on. ``left_out`` counts trajectories and blocks without a value; ``chance`` is the size of effect that
    chance alone would show in the screening, NaN where there is one replication."""

    plan: Plan
    measure: str
    effects: list[Effect]
    indices: list[Index]
    left_out: tuple[int, int]
    settings: int
    chance: float


def sensitivity(request: Request, out: Path, threads: int) -> Sensitivity:
    """Screen, and tell the indices of those that matter. Raises InputError, and OSError if the disk fails."""
    morris_sample, morris = import_extra("SALib.sample.morris"), import_extra("SALib.analyze.morris")
    sobol_sample, sobol = import_extra("SALib.sample.sobol"), import_extra("SALib.analyze.sobol")
    axes, fixed = asked_axes(request)
    first = plan_at(request, axes, fixed, [[0.5] * len(axes)], "morris")
    measure = checked_measure(first, request.keys.get("measure"))
    checked_pair(first)
    seed = first.base.run.seed
    names = [*(axis.key for axis in axes), DUMMY]
    points = screening_points(morris_sample, names, _count(request, "trajectories", TRAJECTORIES, 2), seed)
    plan = plan_at(request, axes, fixed, points[:, :-1].tolist(), "morris")
    outcome = run_plan(plan, out / SCREENING, threads, measure)
    values = of_interest(outcome, measure)
    chance = size_by_chance(wanted_values(outcome, measure))
    effects, without = _told(screen, morris, names, points, values, seed)
    chosen = _mattering(effects, axes, chance, _count(request, "most", MOST, 1))
    found: list[Index] = []
    left = 0
    count = len(values)
    if chosen:
        names = [*(axis.key for axis in chosen), DUMMY]
        points = index_points(sobol_sample, names, _power_of_two(_count(request, "blocks", BLOCKS, 8)), seed)
        plan = plan_at(request, chosen, fixed, points[:, :-1].tolist(), "saltelli")
        values = of_interest(run_plan(plan, out / INDICES, threads, measure), measure)
        found, left = _told(indices, sobol, names, values, seed)
        count += len(values)
    done = Sensitivity(plan, measure, effects, found, (without, left), count, chance)
    write_whole(out / EFFECTS_FILE, as_csv(("parameter", *Effect._fields[1:]), iter(effects)))
    write_whole(out / INDICES_FILE, as_csv(("parameter", *Index._fields[1:]), iter(found)))
    return done


def found_in(folder: Path) -> Sensitivity:
    """What :func:`sensitivity` left in a folder, read again; nothing is run. Raises InputError."""
    effects = [Effect(name, *numbers) for name, *numbers in _rows_in(folder / EFFECTS_FILE, Effect._fields)]
    found = [Index(name, *numbers) for name, *numbers in _rows_in(folder / INDICES_FILE, Index._fields)]
    store = read_store(folder / SCREENING)
    measure = checked_measure(store.plan, _measure_in(folder / SCREENING / SUMMARY))
    checked_pair(store.plan)
    settings = store.plan.points.size + (read_store(folder / INDICES).plan.points.size if found else 0)
    chance = size_by_chance(wanted_values(Outcome(store, (measure,)), measure))
    if not any(effect.name == DUMMY for effect in effects):
        raise InputError(at(shown_path(folder / EFFECTS_FILE), say("not_as_written")))
    return Sensitivity(store.plan, measure, effects, found, (0, 0), settings, chance)


def _rows_in(path: Path, columns: Sequence[str]) -> list[list[Any]]:
    """The rows of a table that wenze wrote: a name, then numbers. Raises InputError."""
    source = shown_path(path)
    text = ordinary_text(path, source, MOST_BYTES)
    try:
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        if head != ["parameter", *columns[1:]] or any(len(row) != len(columns) for row in rows):
            raise ValueError
        return [[row[0], *(float(cell or "nan") for cell in row[1:])] for row in rows]
    except (csv.Error, ValueError):
        raise InputError(at(source, say("not_as_written"))) from None


def _measure_in(path: Path) -> str:
    """The measure that a summary is of."""
    source = shown_path(path)
    try:
        return next(csv.DictReader(io.StringIO(ordinary_text(path, source, MOST_BYTES), newline="")))["measure"]
    except (csv.Error, KeyError, StopIteration):
        raise InputError(at(source, say("not_as_written"))) from None


def run_plan(plan: Plan, out: Path, threads: int, measure: str) -> Outcome:
    """Run a plan in a store of its own."""
    out.parent.mkdir(parents=True, exist_ok=True)
    return sweep(plan, out, threads, (measure,)).outcome


def wanted_values(outcome: Outcome, measure: str) -> Any:
    """A measure, of two scenarios its paired difference: array [setting, replication]."""
    place, against = checked_pair(outcome.plan)
    values = outcome.values(measure)
    return values[:, place] if against is None else values[:, place] - values[:, against]


def of_interest(outcome: Outcome, measure: str) -> Any:
    """The mean of that over the replications, at every setting; NaN where no replication has a value."""
    wanted = wanted_values(outcome, measure)
    known = ~np.isnan(wanted)
    counts = known.sum(axis=1)
    sums = np.where(known, wanted, 0.0).sum(axis=1)
    return np.divide(sums, counts, out=np.full(len(sums), np.nan), where=counts > 0)


def _told(analysis: Any, *arguments: Any) -> Any:
    """What an analysis finds. Raises InputError where too many runs have no value."""
    try:
        return analysis(*arguments)
    except TooFew as error:
        raise InputError(say("sensitivity_too_few", lacking=error.lacking, groups=error.groups)) from None


def _mattering(effects: Sequence[Effect], axes: Sequence[Axis], chance: float, most: int) -> list[Axis]:
    """The axes that do more than chance would show, at most so many, the strongest first."""
    by_name = {axis.key: axis for axis in axes}
    noise = chance if chance == chance else 0.0
    return [by_name[effect.name] for effect in effects if effect.name != DUMMY and effect.size > noise][:most]


def _count(request: Request, key: str, usual: int, least: int) -> int:
    given = count_in(request, key)
    if given is not None and given < least:
        raise InputError(at(f"{key}={given}", say("must_be_at_least", least=least)))
    return usual if given is None else given


def _power_of_two(count: int) -> int:
    return 1 << (count - 1).bit_length()
