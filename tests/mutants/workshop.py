"""Copies of the tree, one with each fault in it, and what the tests say of them."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.mutants.faults import Fault
from tests.test_project import ROOT, project_files

# A fault should be found by a test that knows what is right: whole commands and the numbers of earlier versions, which
# notice any change of a number, are left out.
LAYERS = ("unit", "model", "reference")

# What is likely to find a fault in a rule comes first, each row in a process of its own; all other files follow.
LIKELY = (
    (
        "tests/unit/test_rules_*.py",
        "tests/unit/test_phases.py",
        "tests/unit/test_choice.py",
        "tests/unit/test_draws.py",
    ),
    (
        "found_by_mutants",
        "closed_forms",
        "null_models",
        "careers",
        "supervision",
        "luck",
        "relations",
        "beliefs",
        "invariants",
    ),
)
AGREEMENT = "tests/reference/test_agreement.py"
INTERPRETED = (AGREEMENT, "-k", "lively")
"""Run without compiling, which takes longer than all of these small worlds."""
SHORT_AGREEMENT = (AGREEMENT, "-k", "lively or random")

LEAST_LIKELY = ("tests/unit/test_figures.py",)  # takes more than a minute

LIMIT = 1200.0  # seconds for one row; all of it takes less than five minutes without a fault

FOUND, SURVIVED, TIMED_OUT = "found", "survived", "timed out"
UNFIT = "does not compile"  # no fault that anybody could overlook
BROKEN = "tests did not run"

CONTROL = "control"  # the copy without a fault


class Verdict(NamedTuple):
    """What the tests say of one copy. Found by ``test``; ``message`` is what it says, or the end of the output."""

    name: str
    outcome: str
    test: str = ""
    message: str = ""
    seconds: float = 0.0

    @property
    def layer(self) -> str:
        """The layer of the test that found it."""
        return self.test.split("/")[1] if self.test else ""


class Stopped(Exception):
    """The run was interrupted."""


def with_fault(text: str, fault: Fault) -> str:
    """A source with a fault in it. Raises ValueError where its old text does not stand there exactly once."""
    if text.count(fault.old) != 1:
        raise ValueError(f"{fault.name}: its text stands {text.count(fault.old)} times in {fault.file}, not once")
    return text.replace(fault.old, fault.new)


def rows_of_tests(root: Path) -> list[list[str]]:
    """What pytest is given, row after row until something fails."""
    unit, model = LIKELY
    rows = [
        [str(path.relative_to(root)) for pattern in unit for path in sorted(root.glob(pattern))],
        list(INTERPRETED),
        [f"tests/model/test_{name}.py" for name in model],
        list(SHORT_AGREEMENT),
    ]
    done = {word for row in rows for word in row} - {AGREEMENT}
    files = [
        path.relative_to(root).as_posix() for layer in LAYERS for path in sorted(root.glob(f"tests/{layer}/test_*.py"))
    ]
    rest = [file for file in files if file not in done]
    return [*rows, sorted(rest, key=LEAST_LIKELY.__contains__)]


def verdict_of(name: str, status: int, output: str) -> Verdict | None:
    """What pytest's exit status and output say of a copy; None if every test passed."""
    if status == 0:
        return None
    failed = re.search(r"^(?:FAILED|ERROR) (tests/\S+?\.py(?:::.+?)?)(?: - .*)?$", output, re.MULTILINE)
    if status != 1 or not failed:
        return Verdict(name, BROKEN, message=f"status {status}: {output[-500:]}")
    if "numba.core.errors" in output:
        return Verdict(name, UNFIT, message=output[-500:])
    said = re.search(r"^E +(.*)$", output, re.MULTILINE)
    return Verdict(name, FOUND, failed[1], said[1] if said else "")


class Workshop:
    """A temporary folder with a copy of the tree, from which the copies with faults are made."""

    def __init__(self, folder: Path, rows: Sequence[Sequence[str]] | None = None) -> None:
        self.folder = folder
        self.original = folder / "original"
        digest = hashlib.sha256()
        for path in project_files():
            place = path.relative_to(ROOT)
            (self.original / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self.original / place)
            digest.update(place.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        self.tree = digest.hexdigest()[:16]
        self.rows = rows or rows_of_tests(self.original)
        self._stopped = False
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()

    def verdict(self, fault: Fault | None) -> Verdict:
        """What the tests say of a copy with a fault, or without one. Raises Stopped."""
        name = fault.name if fault else CONTROL
        start = time.monotonic()
        home = self.folder / name
        try:
            tree = home / "tree"
            shutil.copytree(self.original, tree)
            if fault:
                place = tree / fault.file
                place.write_text(with_fault(place.read_text(encoding="utf-8"), fault), encoding="utf-8")
            found = self._judge(name, tree, self._environment(home))
        finally:
            shutil.rmtree(home, ignore_errors=True)
        return found._replace(seconds=round(time.monotonic() - start, 1))

    def stop(self) -> None:
        """End what is running, and start nothing more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                end(process)

    def _environment(self, home: Path) -> dict[str, str]:
        """Compiled code and temporary files of a copy stay with it; nothing leads back to the checkout."""
        for name in ("cache", "tmp"):
            (home / name).mkdir()
        own = {"WENZE_CACHE_DIR": str(home / "cache"), "TMPDIR": str(home / "tmp")}
        leading_away = ("PYTHONPATH", "PYTHONSAFEPATH", "PYTEST_ADDOPTS")
        return {**{name: value for name, value in os.environ.items() if name not in leading_away}, **own}

    def _judge(self, name: str, tree: Path, environment: dict[str, str]) -> Verdict:
        where = "import wenze.agents, wenze.sim; print(wenze.agents.__file__, wenze.sim.__file__, sep='\\n')"
        _, output = self._run([sys.executable, "-c", where], tree, environment)
        if not all(Path(line).is_relative_to(tree) for line in output.split()):
            return Verdict(name, BROKEN, message=f"the tests would run on {output}")
        for row in self.rows:
            given = {**environment, "NUMBA_DISABLE_JIT": "1"} if tuple(row) == INTERPRETED else environment
            status, output = self._run([sys.executable, *pytest_words(row)], tree, given)
            if status is None:
                return Verdict(name, TIMED_OUT, message=f"after {LIMIT:.0f} s in {row[0]} and what follows")
            if verdict := verdict_of(name, status, output):
                return verdict
        return Verdict(name, SURVIVED)

    def _run(self, command: Sequence[str], folder: Path, environment: dict[str, str]) -> tuple[int | None, str]:
        """Exit status, None if it took too long, and what was printed."""
        with self._lock:
            if self._stopped:
                raise Stopped
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                text=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._running.add(process)
        try:
            output, _ = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            end(process)
            process.communicate()
            return None, ""
        finally:
            with self._lock:
                self._running.discard(process)
        if self._stopped:
            raise Stopped
        return process.returncode, output


def pytest_words(row: Sequence[str]) -> list[str]:
    """Arguments of Python that run a row of tests up to the first that fails."""
    return ["-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=short", "-rfE", *row]


def end(process: subprocess.Popen[str]) -> None:
    """End a process and those that it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
