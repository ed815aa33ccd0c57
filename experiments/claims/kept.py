"""The folder of a run of claims, in which whatever is there is whole, so that nothing finished is lost.

    plan.yaml, worlds.csv                     all that determines the numbers
    lives.parquet/part-00000.HASH.parquet     one row a life of a world, a column a number, in parts
    claims.csv, by_world.csv, codebook.csv, figures/, provenance.json    when all is done

A part is written under another name, synced, and renamed; its name holds the hash of its bytes.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
from wenze.experiments.claims.plan import PLAN, WORLDS, Column, Plan, plan_from_plain
from wenze.experiments.claims.running import Row
from wenze.experiments.messages import printable, say
from wenze.experiments.paths import check_current_folder
from wenze.experiments.runs.files import CODEBOOK, PICTURES
from wenze.experiments.runs.inventory import NOBODYS, PROVENANCE
from wenze.experiments.signals import signals_held
from wenze.experiments.sweeps.plan import bytes_of, is_sealed
from wenze.experiments.sweeps.rows import as_bytes, file_name
from wenze.experiments.sweeps.store import BEING_WRITTEN, LOCK, PART, hash_of, locked, read_part, tidy, write_whole
from wenze.experiments.worlds.table import read_worlds
from wenze.sim.errors import InputError, at, reason_of, shown_path
from wenze.sim.settings.yaml import load_yaml

LIVES, CLAIMS, BY_WORLD = "lives.parquet", "claims.csv", "by_world.csv"
OWN = (PLAN, WORLDS, LIVES, CLAIMS, BY_WORLD, CODEBOOK, PICTURES, PROVENANCE, LOCK)
"""What the folder may hold."""
KEYS = ("world", "life", "error")


class Kept:
    """A folder with the lives of one plan."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan

    def parts(self) -> dict[int, Path]:
        """The file of every part, by number."""
        found: dict[int, Path] = {}
        with suppress(FileNotFoundError):
            for path in sorted((self.folder / LIVES).iterdir()):
                if match := PART.fullmatch(path.name):
                    found[int(match[1])] = path
        return found

    def commit(self, number: int, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Put a part in its place: whole, or not at all. Raises OSError if the disk fails."""
        content = as_bytes(_table(rows, columns))
        (self.folder / LIVES).mkdir(exist_ok=True)
        write_whole(self.folder / LIVES / file_name(number, content), content)

    def rows(self, number: int, columns: Sequence[Column]) -> list[Row]:
        """The rows of a part. Raises InputError for one that is not as it was written."""
        path = self.parts()[number]
        match = PART.fullmatch(path.name)
        if match is None or hash_of(path)[:16] != match[2]:
            raise InputError(at(shown_path(path), say("claims_part_damaged")))
        table = read_part(path)
        if table.column_names != [*KEYS, *(column.name for column in columns)]:
            raise InputError(at(shown_path(path), say("claims_part_damaged")))
        return _rows(table, columns)


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> pa.Table:
    fields: dict[str, Any] = {
        "world": pa.array([row.world + 1 for row in rows], pa.int32()),
        "life": pa.array([row.life + 1 for row in rows], pa.int32()),
        "error": pa.array([row.error for row in rows], pa.string()),
    }
    for column in columns:
        values = [row.values.get(column, math.nan) for row in rows]
        fields[column.name] = pa.array([None if math.isnan(value) else value for value in values], pa.float64())
    return pa.table(fields)


def _rows(table: pa.Table, columns: Sequence[Column]) -> list[Row]:
    read = {name: table.column(name).to_pylist() for name in table.column_names}
    found = []
    for index in range(table.num_rows):
        values = {column: read[column.name][index] for column in columns}
        known = {column: math.nan if value is None else value for column, value in values.items()}
        found.append(Row(read["world"][index] - 1, read["life"][index] - 1, known, read["error"][index]))
    return found


# --- opening ------------------------------------------------------------------------------------------------------------


@contextmanager
def opened(out: Path, plan: Plan) -> Iterator[Kept]:
    """A folder for a plan, new or begun, kept to this process inside the block.

    A new one is removed again if the block is left with no part done. Raises InputError for a place that is taken by
    anything else, or by another run of claims.
    """
    check_current_folder("out", out)
    made = _made(out)
    try:
        with locked(out):
            kept = _begun(out, plan)
            try:
                yield kept
            finally:
                with signals_held():
                    if made and not kept.parts():
                        _remove_begun(out)
    finally:
        if made:
            with suppress(OSError):
                (out / LOCK).unlink()
            with suppress(OSError):
                out.rmdir()


def _made(out: Path) -> bool:
    """Make the folder if it is not there; whether it was made, or held nothing. Raises InputError."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        inside = [path.name for path in out.iterdir() if not NOBODYS.fullmatch(path.name)]
        begun = PLAN in inside
        strange = [name for name in sorted(inside) if not _is_ours(out / name, begun)]
    except (OSError, ValueError) as error:
        raise InputError(say("out_unusable", out=printable(out), why=reason_of(error))) from None
    if strange:
        raise InputError(say("out_not_of_claims", out=printable(out), name=printable(strange[0])))
    return not begun


def _is_ours(path: Path, begun: bool) -> bool:
    """Whether a name in the folder is one of a run of claims: before there is a plan, only what is written before it."""
    if BEING_WRITTEN.fullmatch(path.name) or path.name == LOCK:
        return True
    return path.name in OWN if begun else path.name == WORLDS and path.is_file()


def _begun(out: Path, plan: Plan) -> Kept:
    """The folder as it is to be gone on with; a new one gets its table and, last, its plan."""
    try:
        tidy((out, out / LIVES))
        if not (out / PLAN).exists():
            for name, content in plan.files.items():
                write_whole(out / name, content)
    except OSError as error:
        raise InputError(say("out_unusable", out=printable(out), why=reason_of(error))) from None
    for name, content in plan.files.items():
        if not (out / name).is_file() or (out / name).read_bytes() != content:
            read_kept(out)  # says so if it is damaged or of another version of the model
            raise InputError(say("out_of_other_claims", out=printable(out)))
    return Kept(out, plan)


def _remove_begun(out: Path) -> None:
    for name in (PLAN, WORLDS):
        (out / name).unlink(missing_ok=True)
    with suppress(OSError):
        (out / LIVES).rmdir()


# --- reading ------------------------------------------------------------------------------------------------------------


def is_of_claims(folder: Path) -> bool:
    """Whether a folder looks like that of a run of claims."""
    return (folder / PLAN).is_file() and (folder / LIVES).is_dir()


def read_kept(folder: Path) -> Kept:
    """The run of claims in a folder. Raises InputError if there is none, or its plan is damaged or of another model."""
    path = folder / PLAN
    source = shown_path(path)
    if not path.is_file():
        raise InputError(at(shown_path(folder), say("no_claims_there")))
    if not is_sealed(bytes_of(path)):
        raise InputError(at(source, say("plan_damaged")))
    worlds = read_worlds(folder / WORLDS) if (folder / WORLDS).is_file() else None
    return Kept(folder, plan_from_plain(load_yaml(path), worlds, source))
