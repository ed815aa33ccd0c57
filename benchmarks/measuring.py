"""What every measurement needs: settings, the two implementations run on them with a clock, and processes of their own.

The time of a run has the making of its world in it, for both implementations; it has neither the start of the process,
nor compiling, nor the reading of settings.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import psutil
from wenze.experiments.endings import REFUSED
from wenze.sim.batch import run_batch
from wenze.sim.errors import InputError
from wenze.sim.settings.compose import Settings, compose

ROOT = Path(__file__).parent.parent
TINY_WORLD = ("world.scale.counties=1", "world.scale.townships=1", "world.scale.posts=2")
TINY = (*TINY_WORLD, "months=2", "replications=2")
LARGE = ("replications=1", "world.scale.counties=500", "world.scale.townships=100", "world.scale.posts=20")
"""1,000,000 cadres, 2,000 in each county."""
MIB = 2**20


class Line(NamedTuple):
    """One row of the result: what was measured, its value, and the aim, ``-`` if there is none."""

    what: str
    value: str
    aim: str = "-"


class Run(NamedTuple):
    """Runs of a world that were timed: seconds, and the counts of every month of replication 0."""

    seconds: float
    counts: Any


class Alone(NamedTuple):
    """What a process of its own tells: seconds (median of repeats), peak memory in bytes, counts (of the reference only)."""

    seconds: float
    memory: int
    counts: list[dict[str, float]] | None


def settings(*overrides: str, names: Sequence[str] = ("blanket_punishment",)) -> Settings:
    """Settings of some scenarios, without spin-up unless one is given."""
    given = () if any(item.startswith("spin_up=") for item in overrides) else ("spin_up=0",)
    return compose((*given, *overrides), names=list(names), reference=None, folder=None, mode="compare")


def cadre_months(chosen: Settings) -> int:
    """Cadre-months of all runs."""
    scale, run = chosen.world.scale, chosen.run
    cadres = scale.counties * scale.townships * scale.posts
    return cadres * run.replications * (run.spin_up + run.months * len(chosen.scenarios))


def run_engine(chosen: Settings, threads: int) -> Run:
    """Run everything by the engine; its replications share the threads."""
    start, first = time.perf_counter(), None
    for outcome in run_batch(chosen, threads):
        if outcome.replication == 0:
            first = outcome.read
    return Run(time.perf_counter() - start, first)


def run_reference(chosen: Settings) -> Run:
    """Run everything by the second implementation, one replication after the other."""
    from tests.reference.model import Reference  # takes Mesa along, which a process of the engine does without

    start, first = time.perf_counter(), []
    stages = [(stage.month, stage.policy) for stage in chosen.scenarios[0].stages]
    for replication in range(chosen.run.replications):
        before = {"spin_up": chosen.run.spin_up, "status_quo": chosen.status_quo}
        world = Reference(chosen.world, stages, chosen.run.months, chosen.run.seed, replication, **before)
        for month in range(chosen.run.spin_up + chosen.run.months):
            world.step()
            if replication == 0 and month >= chosen.run.spin_up:
                first.append(world.counts())
    return Run(time.perf_counter() - start, first)


def run(who: str, chosen: Settings, threads: int) -> Run:
    """Run everything by one of the two, ``engine`` or ``reference``; the latter knows one thread only."""
    return run_engine(chosen, threads) if who == "engine" else run_reference(chosen)


def seconds(chosen: Settings, threads: int) -> float:
    """Time in which the engine runs everything."""
    return run_engine(chosen, threads).seconds


def alone(
    who: str,
    overrides: Sequence[str],
    threads: int = 1,
    enough: float = 0.0,
    *,
    tree: Path = ROOT,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Alone:
    """Run everything in a new process, again and again until that has taken ``enough`` seconds; by the program of a ``tree``.

    Raises InputError if the settings are refused, for a world too large for the memory there is, say.
    """
    asked = json.dumps([who, list(overrides), threads, enough])
    command = [sys.executable, "-m", "benchmarks.measuring", asked]
    given = {**os.environ, "PYTHONPATH": str(tree), **environment}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tree, env=given)
    if done.returncode == REFUSED:
        raise InputError(done.stderr.strip())
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return Alone(*json.loads(done.stdout))


def run_alone(who: str, overrides: Sequence[str], threads: int, enough: float) -> Alone:
    """What the new process does. The first run is of a tiny world, so that nothing is compiled or loaded in a timed one."""
    run(who, settings(*TINY), threads)
    chosen = settings(*overrides)
    first = run(who, chosen, threads)
    memory = peak_memory()
    times = [first.seconds]
    while sum(times) < enough:
        times.append(run(who, chosen, threads).seconds)
    return Alone(statistics.median(times), memory, first.counts if who == "reference" else None)


def peak_memory() -> int:
    """The most memory that this process has taken, in bytes.

    From where Linux tells it: what the system counts elsewhere may begin with the memory of the process that started this one.
    """
    try:
        for row in Path("/proc/self/status").read_text().splitlines():
            if row.startswith("VmHWM:"):
                return int(row.split()[1]) * 1024
    except OSError:
        pass
    memory = psutil.Process().memory_info()
    return int(getattr(memory, "peak_wset", memory.rss))  # Windows keeps the peak; elsewhere what is held now


def main(asked: str) -> int:
    """Run what is asked, and print what there is to tell as JSON."""
    try:
        print(json.dumps(run_alone(*json.loads(asked))))
    except InputError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
