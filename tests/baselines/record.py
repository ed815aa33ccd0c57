"""The record on disk: numbers, and the version of the model and the environments that gave them."""

import hashlib
import json
import math
import os
import re
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from wenze.sim.errors import InputError, at, shown_path

from tests.baselines.numbers import DIGITS, Key, Numbers

ROOT = Path(__file__).resolve().parents[2]
RECORD = "tests/baselines/recorded.json"
CHANGELOG = "CHANGELOG.md"
LOCK = "requirements.lock"

COMMAND = "make baselines ARGS='\"Why the numbers changed.\"'"
ARITHMETIC = ("llvmlite", "numba", "numpy")  # the packages whose code the numbers pass through
LOCK_DIGITS = 12


class Environment(NamedTuple):
    """What numbers were made with: Python's minor version, a hash of the lock file, and what is installed unlike it."""

    python: str
    lock: str
    unlike: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The environment in words."""
        return ", ".join((f"Python {self.python}", f"lock {self.lock}", *self.unlike))


class Record(NamedTuple):
    """Numbers with their key. All environments named gave these very bits."""

    model_version: str
    lock: str
    pythons: tuple[str, ...]
    overrides: tuple[str, ...]
    numbers: Numbers

    def knows(self, here: Environment) -> bool:
        """Whether the numbers were recorded in this environment."""
        return here.lock == self.lock and here.python in self.pythons and not here.unlike

    @property
    def environments(self) -> str:
        """The environments recorded, in words."""
        return f"Python {', '.join(self.pythons)}, lock {self.lock}"


def environment(lock: Path) -> Environment:
    """The environment this process runs in."""
    content = lock.read_bytes()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Environment(python, hashlib.sha256(content).hexdigest()[:LOCK_DIGITS], unlike(content.decode()))


def unlike(lock: str) -> tuple[str, ...]:
    """The packages of :data:`ARITHMETIC` that are installed in a version that the lock does not have."""
    locked = set(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", lock, flags=re.MULTILINE))
    installed = {name: version(name) for name in ARITHMETIC}
    return tuple(f"{name} {number}" for name, number in installed.items() if (name, number) not in locked)


def read_record(root: Path) -> Record | None:
    """The record, None if there is none yet. Raises InputError if the file holds anything else."""
    path = root / RECORD
    try:
        return _record(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            at(shown_path(path), f"not a record of baselines ({error!r}); take it from git again")
        ) from None


def _record(plain: Any) -> Record:
    """The record in plain data, as :func:`record_text` writes it."""
    scenarios = plain["scenarios"]
    measures = {_key(key): math.nan if value is None else float(value) for key, value in plain["measures"].items()}
    counts, settings = (_from_rows(plain[rows], scenarios) for rows in ("counts", "settings"))
    numbers = Numbers(measures, counts, settings)
    right = numbers.scenarios == scenarios and all(len(digest) == DIGITS for digest in counts.values())
    if not right or not plain["model_version"].isdecimal():
        raise ValueError("scenarios, digests or version")
    return Record(plain["model_version"], plain["lock"], tuple(plain["pythons"]), tuple(plain["overrides"]), numbers)


def _key(text: str) -> Key:
    scenario, _, measure = text.partition(".")
    return scenario, measure


def _from_rows(rows: dict[str, str], scenarios: Sequence[str]) -> dict[Key, str]:
    cells: dict[Key, str] = {}
    for name, row in rows.items():
        texts = row.split() if " " in row else [row] * len(scenarios)
        cells.update({(scenario, name): text for scenario, text in zip(scenarios, texts, strict=True)})
    return cells


def _rows(cells: dict[Key, str]) -> dict[str, str]:
    """A row for each name, with a cell for each scenario, or with one where all are the same."""
    rows: dict[str, list[str]] = {}
    for (_, name), cell in cells.items():
        rows.setdefault(name, []).append(cell)
    return {name: " ".join(row if len(set(row)) > 1 else row[:1]) for name, row in rows.items()}


def record_text(record: Record) -> str:
    """The record as it stands in its file: a line for every measure of every scenario, every count and every setting."""
    numbers = record.numbers
    plain = {
        "model_version": record.model_version,
        "lock": record.lock,
        "pythons": record.pythons,
        "overrides": record.overrides,
        "scenarios": numbers.scenarios,
        "settings": _rows(numbers.settings),
        "measures": {".".join(key): None if math.isnan(value) else value for key, value in numbers.measures.items()},
        "counts": _rows(numbers.counts),
    }
    return json.dumps(plain, indent=1) + "\n"


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
