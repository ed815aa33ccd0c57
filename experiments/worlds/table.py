"""Tables of worlds: which numbers differ from world to world, and the settings of replications that live in them.

A table is a CSV file: one row a world, a first column ``world`` that numbers them from 1, and a column for each parameter that
differs (``world.…`` and ``policy.…``, the latter in the base under the scenarios). The order of the rows says nothing, so that
the first few of them are a fair sample of all.
"""

import csv
import hashlib
import io
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.messages import say
from wenze.sim.errors import InputError, at, clipped, refused, shown_path, suggestion
from wenze.sim.settings.checking import allowed, parameters
from wenze.sim.settings.compose import Makings, Settings
from wenze.sim.settings.yaml import number_in, ordinary_text

Number = int | float

SHIPPED = Path(__file__).with_name("worlds.csv")
"""The table that ships with wenze; ``wenze match`` makes it again."""
FIRST = "world"
MOST_BYTES = 50_000_000
SAME_IN_ALL = "world.scale."
"""What no table may change: in all worlds that are compared there are as many cadres."""


class Worlds(NamedTuple):
    """A table: the parameters that differ, a row of numbers a world, and the SHA-256 of it as it is written."""

    keys: tuple[str, ...]
    rows: tuple[tuple[Number, ...], ...]
    digest: str

    def world(self, number: int) -> dict[str, Number]:
        """The numbers of a world, counted from 1, by key."""
        return dict(zip(self.keys, self.rows[number - 1], strict=True))

    @property
    def text(self) -> str:
        """The table as it is written."""
        return table_text(self.keys, self.rows)

    def first(self, count: int) -> "Worlds":
        """The first worlds of the table."""
        return made_worlds(self.keys, self.rows[:count])

    def without(self, keys: Collection[str]) -> "Worlds":
        """The table without some of its columns."""
        places = [place for place, key in enumerate(self.keys) if key not in keys]
        rows = (tuple(row[place] for place in places) for row in self.rows)
        return made_worlds(tuple(self.keys[place] for place in places), tuple(rows))


def made_worlds(keys: tuple[str, ...], rows: tuple[tuple[Number, ...], ...]) -> Worlds:
    """A table of these numbers."""
    return Worlds(keys, rows, hashlib.sha256(table_text(keys, rows).encode()).hexdigest())


def table_text(keys: Sequence[str], rows: Sequence[Sequence[Number]]) -> str:
    """A table as it is written: numbers in their shortest form that reads back the same."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow([FIRST, *keys])
    table.writerows([number, *map(repr, row)] for number, row in enumerate(rows, 1))
    return text.getvalue()


@cache
def shipped() -> Worlds:
    """The plausible worlds that ship with wenze."""
    return read_worlds(SHIPPED)


# --- settings in worlds -------------------------------------------------------------------------------------------------


def in_worlds(makings: Makings, worlds: Worlds, count: int, own: Collection[str] = ()) -> tuple[Settings, ...]:
    """The settings of replications 0 to ``count − 1``, of which replication r lives in world r + 1.

    A parameter in ``own``, which somebody set himself, is as he set it. Raises InputError for more replications than there
    are worlds, and for a world whose numbers do not go together with the others.
    """
    if count > len(worlds.rows):
        reason = say("worlds_too_few", worlds=len(worlds.rows))
        raise refused(reason, key="replications", value=str(count))
    return tuple(_settings_in(makings, worlds, number, own) for number in range(1, count + 1))


def _settings_in(makings: Makings, worlds: Worlds, number: int, own: Collection[str]) -> Settings:
    changed = {key: value for key, value in worlds.world(number).items() if key not in own}
    try:
        return makings.settings(changed)
    except InputError as error:
        raise InputError(at(say("world_number", number=number), str(error))) from None


# --- reading ------------------------------------------------------------------------------------------------------------


def read_worlds(path: Path) -> Worlds:
    """The table in a file. Raises InputError, naming file, line, column and what is allowed there."""
    source = shown_path(path)
    return worlds_in(ordinary_text(path, source, MOST_BYTES), source)


def worlds_in(text: str, source: str) -> Worlds:
    """The table that a text is, as :func:`read_worlds`."""
    lines = _lines(text, source)
    header = [name.strip() for name in lines[0]] if lines else []
    if header[:1] != [FIRST] or len(header) < 2:
        raise refused(say("worlds_header"), place=source)
    keys = tuple(header[1:])
    for key in keys:
        _check_key(key, keys, source)
    rows = [
        _row(say("line", source=source, number=at_line), keys, line, number)
        for number, (at_line, line) in enumerate(((n, one) for n, one in enumerate(lines[1:], 2) if one), 1)
    ]
    if not rows:
        raise refused(say("worlds_empty"), place=source)
    return made_worlds(keys, tuple(rows))


def _lines(text: str, source: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise refused(say("worlds_no_csv", why=clipped(str(error))), place=source) from None


def _check_key(key: str, keys: Sequence[str], source: str) -> None:
    """Raise InputError for a column that is no parameter of world or policy, or is there twice."""
    if key not in parameters():
        reason = say("worlds_no_parameter") + suggestion(key, parameters())
        raise refused(reason, place=source, key=clipped(key))
    if not key.startswith(("world.", "policy.")) or key.startswith(SAME_IN_ALL):
        raise refused(say("worlds_same_in_all"), place=source, key=key)
    if keys.count(key) > 1:
        raise refused(say("worlds_column_twice"), place=source, key=key)


def _row(place: str, keys: Sequence[str], cells: Sequence[str], number: int) -> tuple[Number, ...]:
    if len(cells) != len(keys) + 1:
        raise refused(say("worlds_cells", count=len(cells), columns=len(keys) + 1), place=place)
    if cells[0].strip() != str(number):
        raise refused(say("worlds_numbered", number=number), place=place, key=FIRST, value=clipped(cells[0]))
    return tuple(_number(place, key, cell) for key, cell in zip(keys, cells[1:], strict=True))


def _number(place: str, key: str, cell: str) -> Number:
    """A number that a parameter may have. Raises InputError."""
    definition, number = parameters()[key], number_in(cell.strip())
    whole = isinstance(definition.default, int)
    fits = number is not None and definition.meaning.low <= number <= definition.meaning.high
    if number is None or not fits or (whole and number % 1):
        raise refused(allowed(definition), place=place, key=key, value=clipped(cell))
    return int(number) if whole else float(number)
