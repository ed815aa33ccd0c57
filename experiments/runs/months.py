"""The monthly counts of runs, and the table ``months.parquet`` in which they are kept beside the measures made of them.

Counts come in *groups*: an array [replication, month] of neighbouring replications of one scenario, the first of which
has a number. A table is a sequence of groups in the order of its row groups, so that a large one is never in memory as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from wenze.agents.choice import FIXED
from wenze.experiments.messages import say
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.measures import Measure
from wenze.sim.memory import replications_in_a_block
from wenze.sim.tally import AMOUNTS, COUNTS, TALLY

MOST_ROWS_PER_GROUP = 100_000
KEYS = ("scenario", "replication", "month")

Tallies = np.ndarray[Any, np.dtype[np.void]]


class Group(NamedTuple):
    """Counts [replication, month] of neighbouring replications of a scenario, and the number of the first of them."""

    scenario: str
    first: int
    tallies: Tallies

    @property
    def rows(self) -> slice:
        """The replications of the group."""
        return slice(self.first, self.first + len(self.tallies))


Sink = Callable[[Group], None]
"""What takes groups as they come, in order."""


class Months(Protocol):
    """Where monthly counts can be had from, as often as they are wanted."""

    def groups(self, counts: Sequence[str] | None = None) -> Iterator[Group]:
        """Every group in order; of others than the ``counts`` named nothing need be there but zeros."""


class InMemory:
    """Counts kept in memory."""

    def __init__(self) -> None:
        self._groups: list[Group] = []

    def __call__(self, group: Group) -> None:
        """Take a group."""
        self._groups.append(group)

    def groups(self, counts: Sequence[str] | None = None) -> Iterator[Group]:
        """Every group in the order in which they came."""
        return iter(self._groups)


class InFile:
    """Counts in a table that :class:`Writer` made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def groups(self, counts: Sequence[str] | None = None) -> Iterator[Group]:
        """Every group in order. Raises InputError for a file that cannot be read or is not such a table."""
        names = list(TALLY.names or ()) if counts is None else list(counts)
        columns = [*KEYS, *map(column_of, names)]
        try:
            with pq.ParquetFile(self.path, page_checksum_verification=True) as file:
                missing = set(columns) - set(file.schema_arrow.names)
                if missing:
                    raise InputError(at(shown_path(self.path), say("months_without_counts", column=min(missing))))
                for number in range(file.num_row_groups):
                    yield _group(file.read_row_group(number, columns), names)
        except (OSError, pa.ArrowException, ValueError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise InputError(at(shown_path(self.path), say("unreadable"), why)) from error


def column_of(count: str) -> str:
    """The column in which a count stands: ``n_…`` for whole numbers, ``sum_…`` for real amounts."""
    return f"sum_{count}" if count in AMOUNTS else f"n_{count}"


def _group(table: pa.Table, counts: Iterable[str]) -> Group:
    """A row group as counts; raises ValueError if its rows are not those of neighbouring replications of one scenario."""
    replications, months = (table.column(key).to_numpy() for key in KEYS[1:])
    scenario = table.column("scenario")[0].as_py()
    length = int(months.max()) + 1
    shape = len(months) // length, length
    first = int(replications[0])
    order = np.arange(len(months))
    if shape[0] * shape[1] != len(months) or (replications != first + order // length).any():
        raise ValueError("rows out of order")
    tallies = np.zeros(shape, TALLY)
    for count in counts:
        numbers = table.column(column_of(count)).to_numpy()
        tallies[count] = (np.rint(numbers * FIXED) if count in AMOUNTS else numbers).reshape(shape)
    return Group(scenario, first, tallies)


class InOrder:
    """Hands runs on in groups and in a fixed order, whatever the order in which they finish.

    The order is: blocks of replications, in each block scenario by scenario. A group waits until all before it have come
    in; since runs come replication by replication, little more than a block is held at a time.
    """

    def __init__(self, names: Sequence[str], replications: int, months: int, sink: Sink) -> None:
        self._size = replications_in_a_block(len(names), months)
        self._replications = replications
        self._order = iter([(name, first) for first in range(0, replications, self._size) for name in names])
        self._next = next(self._order, None)
        self._waiting: dict[tuple[str, int], dict[int, Tallies]] = {}
        self._sink = sink

    def add(self, scenario: str, replication: int, tallies: Tallies) -> None:
        """Take the counts [month] of a run."""
        first = replication // self._size * self._size
        self._waiting.setdefault((scenario, first), {})[replication] = tallies
        while self._next is not None and len(self._waiting.get(self._next, ())) == self._needed(self._next[1]):
            name, first = self._next
            group = self._waiting.pop(self._next)
            self._sink(Group(name, first, _stacked([group[number] for number in sorted(group)])))
            self._next = next(self._order, None)

    def finish(self) -> None:
        """Make sure that every run came in, once."""
        if self._next is not None or self._waiting:
            raise AssertionError(f"runs are missing or too many: {self._next}, {list(self._waiting)}")

    def _needed(self, first: int) -> int:
        return min(self._size, self._replications - first)


def _stacked(tallies: Sequence[Tallies]) -> Tallies:
    """Arrays of equal size and type as one; ``np.stack`` takes as long over their types as all the rest together."""
    whole = np.empty((len(tallies), *tallies[0].shape), tallies[0].dtype)
    for row, single in zip(whole, tallies, strict=True):
        row[:] = single
    return whole


class Writer:
    """Writes groups into a table: one row a replication and month, with every count and every measure.

    A measure is empty where its denominator is zero. ``about`` holds metadata for the table and for each of its columns.
    """

    def __init__(self, path: Path, measures: Mapping[str, Measure], about: Mapping[str, Mapping[str, str]]) -> None:
        self._measures = measures
        self._schema = schema(measures, about)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", write_page_checksum=True)

    def __call__(self, group: Group) -> None:
        """Write a group."""
        self._writer.write_table(_table(group, self._measures, self._schema), row_group_size=MOST_ROWS_PER_GROUP)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()


def schema(measures: Mapping[str, Measure], about: Mapping[str, Mapping[str, str]]) -> pa.Schema:
    """The columns of the table with what is known of each; ``about[""]`` is what is known of the table."""
    kinds = {"scenario": pa.string(), "replication": pa.int32(), "month": pa.int32()}
    kinds.update({column_of(name): pa.int64() for name in COUNTS})
    kinds.update({column_of(name): pa.float64() for name in AMOUNTS})
    kinds.update({name: pa.float64() for name in measures})
    fields = [pa.field(name, kind, metadata=dict(about.get(name, {}))) for name, kind in kinds.items()]
    return pa.schema(fields, metadata=dict(about.get("", {})))


def _table(group: Group, measures: Mapping[str, Measure], schema: pa.Schema) -> pa.Table:
    replications, months = group.tallies.shape
    size = replications * months
    columns = [
        _words(group.scenario, size),
        _column(np.repeat(np.arange(group.first, group.first + replications, dtype=np.int32), months), pa.int32()),
        _column(np.tile(np.arange(months, dtype=np.int32), replications), pa.int32()),
        *(_column(group.tallies[name].reshape(-1), pa.int64()) for name in COUNTS),
        *(_column(group.tallies[name].reshape(-1) / FIXED, pa.float64()) for name in AMOUNTS),
        *(_column(measure.of(group.tallies).reshape(-1), pa.float64()) for measure in measures.values()),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


# Columns are put together from their buffers: ``pa.array`` and ``pa.repeat`` import pandas, which takes a third of a second.


def _column(numbers: np.ndarray[Any, Any], kind: pa.DataType) -> pa.Array:
    """Numbers as a column in which NaN is empty."""
    missing = np.isnan(numbers) if numbers.dtype.kind == "f" else None
    known = None if missing is None or not missing.any() else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(numbers), [known, pa.py_buffer(np.ascontiguousarray(numbers))])


def _words(word: str, times: int) -> pa.Array:
    """A column that holds one word again and again."""
    letters = word.encode()
    ends = np.arange(times + 1, dtype=np.int32) * np.int32(len(letters))
    return pa.Array.from_buffers(pa.string(), times, [None, pa.py_buffer(ends), pa.py_buffer(letters * times)])
