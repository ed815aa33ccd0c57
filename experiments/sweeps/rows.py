"""Rows: what is kept of every run, and the tables of Parquet they stand in.

A part holds the rows of neighbouring worlds, in order. The same plan gives the same bytes of every part, whoever makes it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from wenze.agents.choice import FIXED
from wenze.experiments.runs.months import column_of
from wenze.experiments.sweeps.axes import Number
from wenze.experiments.sweeps.plan import Plan, World
from wenze.sim.settings.checking import parameters
from wenze.sim.tally import AMOUNTS, COUNTS, TALLY

RUNS, MONTHS = "runs.parquet", "months.parquet"
"""The folders of parts: one row a run, and one row a run and month."""

KEYS = ("run", "setting", "scenario", "replication", "seed", "error")


class Row(NamedTuple):
    """What is kept of a run: its totals, its months where they are wanted, or why it failed.

    ``totals`` and ``months`` are counts (:data:`wenze.sim.tally.TALLY`), a record and an array of records.
    """

    name: str
    world: World
    scenario: str
    values: tuple[Number, ...]
    totals: Any
    months: Any
    error: str | None


def totals_of(tallies: Any) -> Any:
    """Counts of months added up: a record. All counts are whole numbers of 8 bytes."""
    numbers = np.ascontiguousarray(tallies).view(np.int64).reshape(len(tallies), -1)
    return numbers.sum(axis=0).view(TALLY)[0]


def no_totals() -> Any:
    """The totals of a run that failed."""
    return np.zeros((), TALLY)[()]


# --- as tables ----------------------------------------------------------------------------------------------------------


def runs_schema(plan: Plan) -> pa.Schema:
    """The columns of the runs: keys, what varies, counts, measures."""
    kinds = {
        "run": pa.string(),
        "setting": pa.int32(),
        "scenario": pa.string(),
        "replication": pa.int32(),
        "seed": pa.int64(),
        **{key: pa.int64() if isinstance(parameters()[key].default, int) else pa.float64() for key in plan.keys},
        "error": pa.string(),
        **_numbers(plan),
    }
    return pa.schema(list(kinds.items()))


def months_schema(plan: Plan) -> pa.Schema:
    """The columns of the months: the run, the month, counts, measures."""
    return pa.schema([("run", pa.string()), ("month", pa.int32()), *_numbers(plan).items()])


def _numbers(plan: Plan) -> dict[str, pa.DataType]:
    counts = {column_of(name): pa.int64() for name in COUNTS}
    amounts = {column_of(name): pa.float64() for name in AMOUNTS}
    return {**counts, **amounts, **{name: pa.float64() for name in plan.measures}}


def runs_table(plan: Plan, rows: Sequence[Row]) -> pa.Table:
    """Rows as a table; of a run that failed, counts and measures are empty."""
    failed = np.array([row.error is not None for row in rows], bool)
    totals = np.array([row.totals for row in rows], TALLY)
    schema = runs_schema(plan)
    columns: dict[str, Any] = {
        "run": [row.name for row in rows],
        "setting": [row.world.setting for row in rows],
        "scenario": [row.scenario for row in rows],
        "replication": [row.world.replication for row in rows],
        "seed": [plan.base.run.seed] * len(rows),
        "error": [row.error for row in rows],
        **{key: [row.values[place] for row in rows] for place, key in enumerate(plan.keys)},
        **_columns(plan, totals, failed),
    }
    return pa.Table.from_arrays([_array(columns[field.name], field.type) for field in schema], schema=schema)


def months_table(plan: Plan, rows: Sequence[Row]) -> pa.Table:
    """The months of rows as a table; a run that failed has none."""
    kept = [row for row in rows if row.error is None]
    tallies = np.concatenate([row.months for row in kept]) if kept else np.zeros(0, TALLY)
    schema = months_schema(plan)
    columns: dict[str, Any] = {
        "run": [row.name for row in kept for _ in range(len(row.months))],
        "month": np.concatenate([np.arange(len(row.months)) for row in kept]) if kept else [],
        **_columns(plan, tallies, np.zeros(len(tallies), bool)),
    }
    return pa.Table.from_arrays([_array(columns[field.name], field.type) for field in schema], schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values, kind)


def _columns(plan: Plan, totals: Any, failed: Any) -> dict[str, Any]:
    """Counts and measures of totals as columns; empty where a run failed, and where a measure has no value."""
    counts = {column_of(name): pa.array(totals[name], pa.int64(), mask=failed) for name in COUNTS}
    amounts = {column_of(name): pa.array(totals[name] / FIXED, pa.float64(), mask=failed) for name in AMOUNTS}
    return {
        **counts,
        **amounts,
        **{name: _measure(measure.of(totals), failed) for name, measure in plan.measures.items()},
    }


def _measure(values: Any, failed: Any) -> pa.Array:
    return pa.array(values, pa.float64(), mask=failed | np.isnan(values))


# --- as bytes -----------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A part as it goes to its place: the bytes of its tables by folder, and how many of its runs there are and failed."""

    number: int
    files: Mapping[str, bytes]
    runs: int
    failures: int


def part_of(plan: Plan, number: int, rows: Sequence[Row]) -> Part:
    """A part from its rows."""
    files = {RUNS: as_bytes(runs_table(plan, rows))}
    if plan.monthly:
        files[MONTHS] = as_bytes(months_table(plan, rows))
    return Part(number, files, len(rows), sum(row.error is not None for row in rows))


def as_bytes(table: pa.Table) -> bytes:
    """A table as a file of Parquet in one row group, with checksums on its pages."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, table.schema, compression="zstd", write_page_checksum=True) as writer:
        writer.write_table(table, row_group_size=max(1, table.num_rows))
    return bytes(sink.getvalue())


def file_name(number: int, content: bytes) -> str:
    """What a part is called: its number, and the hash of its bytes, so that every file can be checked by itself."""
    return f"part-{number:05d}.{hashlib.sha256(content).hexdigest()[:16]}.parquet"


def rows_from(table: pa.Table, months: pa.Table | None, plan: Plan) -> Iterable[Row]:
    """The rows of a table, as they were made."""
    columns = {name: table.column(name).to_pylist() for name in (*KEYS, *plan.keys)}
    totals = counts_from(table)
    tallies = None if months is None else _months_by_run(months)
    for index in range(table.num_rows):
        error = columns["error"][index]
        name = columns["run"][index]
        yield Row(
            name,
            World(columns["setting"][index], columns["replication"][index]),
            columns["scenario"][index],
            tuple(columns[key][index] for key in plan.keys),
            totals[index],
            None if tallies is None else tallies.get(name),
            error,
        )


def _months_by_run(months: pa.Table) -> dict[str, Any]:
    names = np.array(months.column("run").to_pylist(), object)
    tallies = counts_from(months)
    starts = np.nonzero(np.r_[True, names[1:] != names[:-1]])[0] if len(names) else np.zeros(0, int)
    return {names[start]: tallies[start:end] for start, end in zip(starts, [*starts[1:], len(names)], strict=True)}


def counts_from(table: pa.Table) -> Any:
    """The counts in the columns of a table: an array of records, zeros where a run failed."""
    counts = np.zeros(table.num_rows, TALLY)
    for name in TALLY.names or ():
        numbers = table.column(column_of(name)).fill_null(0).to_numpy()
        counts[name] = np.rint(numbers * FIXED) if name in AMOUNTS else numbers
    return counts
