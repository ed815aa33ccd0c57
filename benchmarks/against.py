"""This tree against the commit before, or any other, in one run: ``make bench BASE=REV``.

Both run the same worlds, in processes of their own and in turn, so that what else the machine does falls on both; what counts is the
median of the ratios. The other commit is unpacked into a temporary folder, and compiles there first.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from wenze.sim.errors import InputError, quoted

from benchmarks.measuring import LARGE, MIB, ROOT, TINY, Alone, alone

OLDER_PROCESSOR = {"NUMBA_CPU_NAME": "x86-64-v3", "NUMBA_CPU_FEATURES": ""}
"""Code for a laptop's processor: vectors of four numbers, as most have."""

SMALL = (
    "replications=10000",
    "months=60",
    "world.scale.counties=1",
    "world.scale.townships=20",
    "world.scale.posts=10",
)


class Measured(NamedTuple):
    """Something that both trees are measured by: its name, what it takes in a tree (a number), and how often each does it."""

    what: str
    takes: Callable[[Path], float]
    rounds: int


def engine(
    overrides: Sequence[str], threads: int, environment: dict[str, str] | None = None
) -> Callable[[Path], float]:
    """Seconds in which the engine of a tree runs everything."""
    return lambda tree: _alone(tree, overrides, threads, environment).seconds


def memory(overrides: Sequence[str]) -> Callable[[Path], float]:
    """MiB that it takes at most."""
    return lambda tree: _alone(tree, overrides, 1, None).memory / MIB


def _alone(tree: Path, overrides: Sequence[str], threads: int, environment: dict[str, str] | None) -> Alone:
    return alone("engine", overrides, threads, tree=tree, environment=environment or {})


def comparison(*asked: str) -> Callable[[Path], float]:
    """Seconds of a comparison as a whole process."""

    def takes(tree: Path) -> float:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "wenze.experiments.cli", "compare", *asked, f"out={folder}/result"]
            environment = {**os.environ, "PYTHONPATH": str(tree)}
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=tree, env=environment)
            return time.perf_counter() - start

    return takes


MEASURED = (
    Measured("default world, one thread, s", engine(("replications=16",), 1), 5),
    Measured("  code for an older processor, s", engine(("replications=16",), 1, OLDER_PROCESSOR), 5),
    Measured("default world, two threads, s", engine(("replications=16",), 2), 5),
    Measured("10,000 runs of 200 cadres x 60 months, two threads, s", engine(SMALL, 2), 3),
    Measured("1,000,000 cadres x 120 months, one thread, s", engine(LARGE, 1), 1),
    Measured("  two threads, s", engine(LARGE, 2), 1),
    Measured("  peak memory, MiB", memory((*LARGE, "months=60")), 1),
    Measured("default comparison with its pictures, s", comparison("threads=2"), 1),
)


@contextmanager
def unpacked(revision: str) -> Iterator[Path]:
    """The tree of a commit in a temporary folder. Raises InputError if there is no such commit."""
    known = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"], cwd=ROOT, capture_output=True, text=True
    )
    if known.returncode != 0:
        raise InputError(f"make bench: BASE={quoted(revision)} is no commit of this repository")
    folder = Path(tempfile.mkdtemp(prefix="wenze-base-"))
    try:
        archive = subprocess.Popen(["git", "archive", known.stdout.strip()], cwd=ROOT, stdout=subprocess.PIPE)
        with tarfile.open(fileobj=archive.stdout, mode="r|") as content:
            content.extractall(folder, filter="data")
        if archive.wait() != 0:
            raise InputError(f"make bench: BASE={quoted(revision)} cannot be unpacked")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def against(revision: str, measured: Sequence[Measured] = MEASURED) -> Iterator[tuple[str, float, float, float]]:
    """What was measured: its name, the median in the other tree and in this, and the median ratio of the other to this."""
    with unpacked(revision) as base:
        for tree in (base, ROOT):
            alone("engine", TINY, 1, tree=tree)  # compiles
        for one in measured:
            pairs = [(one.takes(base), one.takes(ROOT)) for _ in range(one.rounds)]
            before, after = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
            yield one.what, before, after, statistics.median(then / now for then, now in pairs)


def show(revision: str) -> None:
    """Measure and print."""
    print(f"{'':<54} {revision[:9]:>9} {'this':>9} {'times':>6}", flush=True)
    for what, before, after, ratio in against(revision):
        print(f"{what:<54} {before:>9.4g} {after:>9.4g} {ratio:>6.2f}", flush=True)
