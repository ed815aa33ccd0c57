"""Speed and memory, each measured in this run: ``make bench``. Times on shared machines are noisy; ratios are what counts."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.batch import run_batch
from sim.settings import Settings, compose

ROUNDS = 5


def settings(*overrides: str) -> Settings:
    """Settings of the reference scenario alone."""
    return compose(overrides, names=["blanket_punishment"], reference=None, folder=None, mode="compare")


def cadre_months(chosen: Settings) -> int:
    """Cadre-months of all runs."""
    scale, run = chosen.world.scale, chosen.run
    return scale.counties * scale.townships * scale.posts * run.months * run.replications * len(chosen.scenarios)


def seconds(chosen: Settings, threads: int) -> float:
    """Time to run everything."""
    start = time.perf_counter()
    for _ in run_batch(chosen, threads):
        pass
    return time.perf_counter() - start


def line(what: str, value: str, aim: str) -> None:
    """One row of the result."""
    print(f"{what:<58} {value:>14}   aim {aim}", flush=True)


def default_world() -> None:
    """Cadre-months a second on one thread, and what a second thread adds, measured in turn."""
    chosen = settings("replications=16")
    seconds(chosen, 1)
    one, two = [], []
    for _ in range(ROUNDS):
        one.append(seconds(chosen, 1))
        two.append(seconds(chosen, 2))
    work = cadre_months(chosen)
    line("default world, one thread, M cadre-months/s", f"{work / statistics.median(one) / 1e6:.2f}", "4 to 5")
    ratio = statistics.median(a / b for a, b in zip(one, two, strict=True))
    line("two threads against one, ratio", f"{ratio:.2f}", "1.8")


def many_small_runs() -> None:
    """10,000 runs of 200 cadres and 60 months."""
    chosen = settings(
        "replications=10000", "months=60", "world.scale.counties=1", "world.scale.townships=20", "world.scale.posts=10"
    )
    line("10,000 runs of 200 cadres x 60 months, two threads, s", f"{seconds(chosen, 2):.1f}", "30")


def one_large_run() -> None:
    """1,000,000 cadres over 120 months, in a process of its own for its memory."""
    code = (
        "import json,time,resource;from benchmarks.bench import *;"
        "s=settings('replications=1','world.scale.counties=50','world.scale.townships=1000','world.scale.posts=20');"
        "t=seconds(s,1);print(json.dumps([t,resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/2**20]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    took, memory = json.loads(done.stdout)
    line("1,000,000 cadres x 120 months, one thread, s", f"{took:.1f}", "120")
    line("  its peak memory, GiB", f"{memory:.2f}", "3")


SMALL = ("scenarios=[blanket_punishment,oversight]", "replications=2", "months=24")


def whole_process(
    what: str, aim: str, environment: dict[str, str], repeat: Callable[[], int], asked: Sequence[str]
) -> None:
    """A comparison as a whole process."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for number in range(repeat()):
            command = [sys.executable, "-m", "experiments.cli", "compare", *asked, f"out={folder}/{number}"]
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
            times.append(time.perf_counter() - start)
        line(what, f"{statistics.median(times):.2f}", aim)


def main() -> None:
    """All of it."""
    default_world()
    many_small_runs()
    one_large_run()
    without = (*SMALL, "figures=false")
    whole_process("small comparison, warm, whole process, s", "3", {}, lambda: ROUNDS, without)
    whole_process("  with its pictures", "-", {}, lambda: ROUNDS, SMALL)
    whole_process("default comparison with its pictures, s", "60", {}, lambda: 1, ("threads=2",))
    with tempfile.TemporaryDirectory() as empty:
        whole_process(
            "the same on the very first run, compiling, s", "60", {"WENZE_CACHE_DIR": empty}, lambda: 1, without
        )


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
