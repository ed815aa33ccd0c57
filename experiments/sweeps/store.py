"""The store of a sweep: a folder of few files, in which whatever is there is whole.

    plan.yaml                                 all that determines the rows
    settings.csv                              what varies, a line a setting
    runs.parquet/part-00000.HASH.parquet      one row a run, in parts
    months.parquet/part-00000.HASH.parquet    one row a run and month, where they are asked for
    manifest.json                             every part with its SHA-256; made of the parts whenever one is added
    failures.csv, summary.csv, codebook.csv, figures/, provenance.json    when all is done

A part is written under another name, synced, and renamed; its name holds the hash of its bytes, so that what lies in a
folder can be told from what is damaged without anything beside it. What another process writes to is locked.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from wenze.experiments.messages import printable, say
from wenze.experiments.paths import check_current_folder
from wenze.experiments.runs.folder import sync_names
from wenze.experiments.runs.inventory import MAKER, NOBODYS
from wenze.experiments.signals import signals_held
from wenze.experiments.sweeps.plan import PLAN, SETTINGS, Plan, read_plan
from wenze.experiments.sweeps.rows import MONTHS, RUNS, Part, file_name
from wenze.sim.errors import InputError, at, reason_of, shown_path
from wenze.sim.version import MODEL_VERSION

MANIFEST, FAILURES, LOCK = "manifest.json", "failures.csv", ".lock"
FORMAT = 1
OWN = (
    PLAN, SETTINGS, RUNS, MONTHS, MANIFEST, FAILURES, LOCK, "summary.csv", "codebook.csv", "figures", "provenance.json",
)  # fmt: skip
"""What a store may hold."""
PART = re.compile(r"part-(\d{5,})\.([0-9a-f]{16})\.parquet")
BEING_WRITTEN = re.compile(r"\.writing-.*")
PICTURE = re.compile(r"(curves|map|what_matters)\.(svg|png)")
_INSIDE = {RUNS: PART, MONTHS: PART, "figures": PICTURE}
"""What the folders inside a store may hold."""
PIECE = 2**20


class Damage(NamedTuple):
    """A file that is not as it was written, or not there: its path below the store, the part it is of, and what is wrong."""

    path: str
    part: int | None
    why: str


def tidy(folders: Iterable[Path]) -> None:
    """Remove from folders what a process that was killed was writing. Raises OSError."""
    for folder in folders:
        with suppress(FileNotFoundError):
            for path in folder.iterdir():
                if BEING_WRITTEN.fullmatch(path.name):
                    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


class Store:
    """A folder with the parts of one plan."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        self.plan = plan
        self._kinds = (RUNS, MONTHS) if plan.monthly else (RUNS,)
        self._hashes: dict[str, Mapping[str, object]] = {}

    # --- what is there ----------------------------------------------------------------------------------------------------

    def parts(self, kind: str = RUNS) -> dict[int, Path]:
        """The file of every part of a kind, by number; of several, none."""
        found: dict[int, list[Path]] = {}
        with suppress(FileNotFoundError):
            for path in sorted((self.folder / kind).iterdir()):
                match = PART.fullmatch(path.name)
                if match:
                    found.setdefault(int(match[1]), []).append(path)
        return {number: paths[0] for number, paths in sorted(found.items()) if len(paths) == 1}

    def done(self) -> set[int]:
        """The parts that are whole: their files of every kind are there."""
        return set.intersection(*(set(self.parts(kind)) for kind in self._kinds))

    def damages(self) -> Iterator[Damage]:
        """Every file of ours that is not as it was written: its hash is not that of its name, or its part is there twice."""
        for name, content in self.plan.files.items():
            if (self.folder / name).read_bytes() != content:
                yield Damage(name, None, say("damaged"))
        for kind in self._kinds:
            for path in sorted((self.folder / kind).glob("*")):
                match = PART.fullmatch(path.name)
                name = f"{kind}/{path.name}"
                if match is None:  # somebody's: refused where a store is opened, and never removed
                    continue
                if hash_of(path)[:16] != match[2]:
                    yield Damage(name, int(match[1]), say("damaged"))
                elif self.parts(kind).get(int(match[1])) != path:
                    yield Damage(name, int(match[1]), say("part_twice"))

    def missing(self) -> list[Damage]:
        """What the manifest lists and is not there."""
        listed = read_manifest(self.folder)
        if listed is None:
            return []
        names = {
            f"{kind}/{part['files'][kind]['name']}": part["part"] for part in listed["parts"] for kind in part["files"]
        }
        return [
            Damage(name, number, say("gone")) for name, number in names.items() if not (self.folder / name).is_file()
        ]

    def faults(self) -> list[Damage]:
        """Everything that is damaged or gone."""
        return [*self.damages(), *self.missing()]

    # --- what is added ----------------------------------------------------------------------------------------------------

    def commit(self, part: Part) -> None:
        """Put a part in its place: whole, or not at all. Raises OSError if the disk fails."""
        for kind in reversed(self._kinds):  # the runs come last: a part is there once they are
            folder = self.folder / kind
            folder.mkdir(exist_ok=True)
            write_whole(folder / file_name(part.number, part.files[kind]), part.files[kind])

    def drop(self, damage: Damage) -> None:
        """Remove a damaged file, and what belongs to the same part."""
        (self.folder / damage.path).unlink(missing_ok=True)
        if damage.part is not None:
            for kind in self._kinds:
                for path in (self.folder / kind).glob(f"part-{damage.part:05d}.*"):
                    path.unlink(missing_ok=True)

    def write_manifest(self, complete: bool) -> None:
        """Write what there is: every part, its hash, and whether it is all."""
        files = {kind: self.parts(kind) for kind in self._kinds}
        record = {
            "made_by": MAKER,
            "format": FORMAT,
            "model": MODEL_VERSION,
            **{name: hashlib.sha256(content).hexdigest() for name, content in self.plan.files.items()},
            "complete": complete,
            "parts": [
                {"part": number, "files": {kind: self._listed(files[kind][number]) for kind in self._kinds}}
                for number in sorted(self.done())
            ],
        }
        write_whole(self.folder / MANIFEST, (json.dumps(record, indent=1) + "\n").encode())

    def _listed(self, path: Path) -> Mapping[str, object]:
        known = self._hashes.get(path.name)
        if known is None:
            known = self._hashes[path.name] = {"name": path.name, "bytes": path.stat().st_size, "sha256": hash_of(path)}
        return known

    def tidy(self) -> None:
        """Remove what a process that was killed was writing."""
        tidy((self.folder, *(self.folder / kind for kind in self._kinds)))


def read_manifest(folder: Path) -> Any:
    """The manifest of a store; None if there is none or it is damaged, since it can be made again."""
    try:
        record = json.loads((folder / MANIFEST).read_bytes())
        assert record["made_by"] == MAKER and isinstance(record["parts"], list)
        for part in record["parts"]:
            assert isinstance(part["part"], int) and all(
                PART.fullmatch(file["name"]) for file in part["files"].values()
            )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AssertionError):
        return None
    return record


# --- opening ------------------------------------------------------------------------------------------------------------


def is_store(folder: Path) -> bool:
    """Whether a folder looks like the store of a sweep."""
    return (folder / PLAN).is_file() and (folder / RUNS).is_dir()


def read_store(folder: Path) -> Store:
    """The store in a folder. Raises InputError if there is none, or its plan is damaged or of another version of the model."""
    if not (folder / PLAN).is_file():
        raise InputError(at(shown_path(folder), say("no_store")))
    return Store(folder, read_plan(folder))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a store to this process inside the block. Raises InputError if another process has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise InputError(at(shown_path(folder), say("store_busy"))) from None
    try:
        yield
    finally:
        with signals_held():
            lock.release()


@contextmanager
def opened(out: Path, plan: Plan) -> Iterator[Store]:
    """A store for a plan, new or begun, kept to this process inside the block.

    A new one is removed again if the block is left with no part done. Raises InputError for a place that is taken by
    anything else, or by another sweep.
    """
    check_current_folder("out", out)
    made = _made_folder(out, plan)
    try:
        with locked(out):
            store = _begun(out, plan)
            try:
                yield store
            finally:
                with signals_held():
                    if made and not store.done():
                        _remove_begun(store)
    finally:
        if made:
            with suppress(OSError):
                (out / LOCK).unlink()
            with suppress(OSError):
                out.rmdir()


def _made_folder(out: Path, plan: Plan) -> bool:
    """Make the folder if it is not there; whether it was made, or holds no sweep yet. Raises InputError."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        refuse_strangers(out, plan)
    except (OSError, ValueError) as error:
        raise InputError(say("out_unusable", out=printable(out), why=reason_of(error))) from None
    return not (out / PLAN).exists()


def refuse_strangers(out: Path, plan: Plan) -> None:
    """Raise InputError if a folder holds anything that is not a sweep's: it would be lost, or taken for one of ours.

    Without a plan it holds nothing, or what was written before a plan when the process was killed.
    """
    begun = (out / PLAN).exists()
    for path in sorted(out.iterdir()):
        known = path.name in OWN if begun else path.name == LOCK or _is_settings_of(path, plan)
        strange = [] if known else [path]
        if begun and path.name in _INSIDE and path.is_dir():
            strange = [inside for inside in sorted(path.iterdir()) if not _INSIDE[path.name].fullmatch(inside.name)]
        for found in strange:
            if not BEING_WRITTEN.fullmatch(found.name) and not NOBODYS.fullmatch(found.name):
                name = found.relative_to(out).as_posix()
                raise InputError(say("out_not_a_store", out=printable(out), name=printable(name)))


def _is_settings_of(path: Path, plan: Plan) -> bool:
    return path.name == SETTINGS and path.read_bytes() == plan.files[SETTINGS]


def _begun(out: Path, plan: Plan) -> Store:
    """The store as it is to be gone on with; a new one gets its settings and, last, its plan."""
    store = Store(out, plan)
    try:
        store.tidy()
        if not (out / PLAN).exists():
            for name, content in plan.files.items():
                write_whole(out / name, content)
            (out / RUNS).mkdir(exist_ok=True)
            if plan.monthly:
                (out / MONTHS).mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(say("out_unusable", out=printable(out), why=reason_of(error))) from None
    if (out / PLAN).read_bytes() != plan.files[PLAN]:
        read_plan(out)  # says so if it is of another version of the model, or damaged
        raise InputError(say("store_of_another_plan", out=printable(out)))
    return store


def _remove_begun(store: Store) -> None:
    for name in (PLAN, SETTINGS, MANIFEST, FAILURES):
        (store.folder / name).unlink(missing_ok=True)
    for kind in (RUNS, MONTHS):
        with suppress(OSError):
            shutil.rmtree(store.folder / kind)


# --- files --------------------------------------------------------------------------------------------------------------


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name, make it durable, and rename it. Raises OSError; nothing half-written stays."""
    draft = path.with_name(f".writing-{path.name}-{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_names(path.parent)


def read_part(path: Path, columns: Sequence[str] | None = None) -> Any:
    """A part, or some columns of it. Raises InputError for one that cannot be read."""
    import pyarrow.parquet as pq

    try:
        names = None if columns is None else list(columns)
        return pq.read_table(path, columns=names, page_checksum_verification=True, partitioning=None)
    except Exception as error:  # whatever a damaged file brings about
        raise InputError(at(shown_path(path), say("part_damaged"))) from error


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def as_csv(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> bytes:
    """A table as CSV: floats in their shortest form that reads back the same, words made harmless to spreadsheets."""
    from wenze.experiments.runs.files import cell

    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode()
