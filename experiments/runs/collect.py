"""Runs a batch, writes ``months.parquet`` as the runs come in, and keeps one value per measure and replication."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from wenze.experiments.analysis.differences import Numbers
from wenze.experiments.signals import leave_behind_if_interrupted
from wenze.sim.batch import Outcome, run_batch, run_one
from wenze.sim.measures import MEASURES, add_up, over_a_run
from wenze.sim.settings.compose import Settings

RUNS_PER_GROUP = 100
MOST_ROWS_PER_GROUP = 100_000

Tallies = np.ndarray[Any, np.dtype[np.void]]


class Gathered(NamedTuple):
    """Values of every measure, NaN where its denominator is zero: scenario -> measure -> numbers.

    ``runs`` has one number per replication, over all its months; ``periods`` one per replication and period of so many
    ``months``, the last of which may be shorter. ``periods`` is kept for the measures asked for. ``forced`` is like
    ``runs``, of the runs on the conduct of the reference; it is empty where parts are not wanted.
    """

    runs: Mapping[str, Mapping[str, Numbers]]
    periods: Mapping[str, Mapping[str, Numbers]]
    months: int
    forced: Mapping[str, Mapping[str, Numbers]]


class Periods(NamedTuple):
    """Which measures are wanted over time, and over periods of how many months."""

    measures: Sequence[str] = ()
    months: int = 12


def gather(
    settings: Settings,
    threads: int,
    path: Path,
    progress: Callable[[int], None],
    wanted: Periods,
    parts: bool = False,
) -> Gathered:
    """Run everything in ``settings``; write the months to ``path`` and give the values of whole runs and of periods.

    With ``parts`` the scenarios are run on the conduct of the reference as well; those months are not written. Rows and row
    groups come in a fixed order, whatever the order in which runs finish.
    """
    replications, months = settings.run.replications, settings.run.months
    names = [scenario.name for scenario in settings.scenarios]
    periods = -(-months // wanted.months)
    gathered = Gathered(
        _no_numbers(names, replications),
        {name: {measure: np.full((replications, periods), np.nan) for measure in wanted.measures} for name in names},
        wanted.months,
        _no_numbers([name for name in names if name != settings.reference], replications) if parts else {},
    )
    batch = run_batch(settings, threads, progress, parts)
    with (
        contextlib.closing(batch),
        pq.ParquetWriter(path, _schema(), compression="zstd", write_page_checksum=True) as writer,
    ):
        outcomes = _free(batch, gathered)
        for scenario, first, tallies in _in_groups(outcomes, names, replications, months):
            _keep(gathered, scenario, first, tallies)
            writer.write_table(_table(scenario, first, tallies), row_group_size=MOST_ROWS_PER_GROUP)
        # The last of the free runs may come before the last of the forced ones.
        for extra in outcomes:
            raise AssertionError(f"{extra.scenario}, replication {extra.replication}: a run too many")
    return gathered


def _no_numbers(names: Sequence[str], replications: int) -> dict[str, dict[str, Numbers]]:
    return {name: {measure: np.full(replications, np.nan) for measure in MEASURES} for name in names}


def _free(batch: Iterator[Outcome], gathered: Gathered) -> Iterator[Outcome]:
    """The runs in which people were free to choose; of the others the values are kept at once."""
    for outcome in batch:
        if not outcome.forced:
            yield outcome
            continue
        forced = gathered.forced[outcome.scenario]
        for measure, value in over_a_run(outcome.tallies, forced).items():
            forced[measure][outcome.replication] = value


def compile_ahead(settings: Settings) -> None:
    """Compile the model by running one month of it. Compiling cannot be stopped, and a batch waits for its runs."""
    month = replace(settings, run=settings.run.model_copy(update={"months": 1, "replications": 1}))
    leave_behind_if_interrupted(lambda: run_one(month, settings.scenarios[0].stages, 0))


def _in_groups(
    outcomes: Iterator[Outcome], names: Sequence[str], replications: int, months: int
) -> Iterator[tuple[str, int, Tallies]]:
    """The tallies as arrays [replication, month] of neighbouring replications, each with its scenario and first one.

    A group waits until all before it have come in.
    """
    size = max(1, min(RUNS_PER_GROUP, MOST_ROWS_PER_GROUP // months))
    order = ((name, first) for name in names for first in range(0, replications, size))
    waiting: dict[tuple[str, int], dict[int, Tallies]] = {}
    for scenario, first in order:
        needed = min(size, replications - first)
        while len(waiting.get((scenario, first), ())) < needed:
            outcome = next(outcomes)
            group = waiting.setdefault((outcome.scenario, outcome.replication // size * size), {})
            group[outcome.replication] = outcome.tallies
        group = waiting.pop((scenario, first))
        yield scenario, first, _stacked([group[replication] for replication in sorted(group)])


def _stacked(tallies: Sequence[Tallies]) -> Tallies:
    """Arrays of equal size and type as one; ``np.stack`` takes as long over their types as all the rest together."""
    whole = np.empty((len(tallies), *tallies[0].shape), tallies[0].dtype)
    for row, single in zip(whole, tallies, strict=True):
        row[:] = single
    return whole


def _keep(gathered: Gathered, scenario: str, first: int, tallies: Tallies) -> None:
    """Form the values of whole runs, and of periods where they are wanted, from a group's tallies."""
    rows = slice(first, first + len(tallies))
    totals = add_up(tallies, axis=1)
    for measure, numbers in gathered.runs[scenario].items():
        numbers[rows] = MEASURES[measure].of(totals)
    over_time = gathered.periods[scenario]
    for period in range(-(-tallies.shape[1] // gathered.months) if over_time else 0):
        months = add_up(tallies[:, period * gathered.months : (period + 1) * gathered.months], axis=1)
        for measure, numbers in over_time.items():
            numbers[rows, period] = MEASURES[measure].of(months)


def _schema() -> pa.Schema:
    keys = [("scenario", pa.string()), ("replication", pa.int32()), ("month", pa.int32())]
    return pa.schema(keys + [(name, pa.float64()) for name in MEASURES])


def _table(scenario: str, first: int, tallies: Tallies) -> pa.Table:
    """One row per replication and month; a measure is empty where its denominator is zero."""
    replications, months = tallies.shape
    columns = [
        _words(scenario, tallies.size),
        _column(np.repeat(np.arange(first, first + replications, dtype=np.int32), months), pa.int32()),
        _column(np.tile(np.arange(months, dtype=np.int32), replications), pa.int32()),
        *(_column(measure.of(tallies).reshape(-1), pa.float64()) for measure in MEASURES.values()),
    ]
    return pa.Table.from_arrays(columns, schema=_schema())


# Columns are put together from their buffers: ``pa.array`` and ``pa.repeat`` import pandas, which takes a third of a second.


def _column(numbers: np.ndarray[Any, Any], kind: pa.DataType) -> pa.Array:
    """Numbers as a column in which NaN is empty."""
    known = np.packbits(~np.isnan(numbers), bitorder="little")
    return pa.Array.from_buffers(kind, len(numbers), [pa.py_buffer(known), pa.py_buffer(np.ascontiguousarray(numbers))])


def _words(word: str, times: int) -> pa.Array:
    """A column that holds one word again and again."""
    letters = word.encode()
    ends = np.arange(times + 1, dtype=np.int32) * np.int32(len(letters))
    return pa.Array.from_buffers(pa.string(), times, [None, pa.py_buffer(ends), pa.py_buffer(letters * times)])
