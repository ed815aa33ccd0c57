"""Speed and memory, each measured in this run: ``make bench``. Times on shared machines are noisy; ratios are what counts.

``make bench ARGS=docs`` writes them into ``docs/speed.md`` as well, and draws its picture; ``make bench BASE=REV`` measures this tree
against another commit instead (:mod:`benchmarks.against`).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence

from wenze.experiments.endings import FAILED, REFUSED
from wenze.sim.errors import InputError, quoted

from benchmarks import against, growth, peers, phases, sweeps
from benchmarks.growth import Point
from benchmarks.measuring import LARGE, ROOT, TINY, Line, alone, cadre_months, seconds, settings
from benchmarks.ratio import CountsDiffer, against_reference

ROUNDS = 5


def default_world() -> Iterator[Line]:
    """Cadre-months a second on one thread, and what a second thread adds, measured in turn."""
    chosen = settings("replications=16")
    one, two = [], []
    for _ in range(ROUNDS):
        one.append(seconds(chosen, 1))
        two.append(seconds(chosen, 2))
    work = cadre_months(chosen)
    yield Line("default world, one thread, M cadre-months/s", f"{work / statistics.median(one) / 1e6:.2f}", "4 to 5")
    ratio = statistics.median(a / b for a, b in zip(one, two, strict=True))
    yield Line("two threads against one, ratio", f"{ratio:.2f}", "1.8")


def many_small_runs() -> Iterator[Line]:
    """10,000 runs of 200 cadres and 60 months."""
    chosen = settings(
        "replications=10000", "months=60", "world.scale.counties=1", "world.scale.townships=20", "world.scale.posts=10"
    )
    yield Line("10,000 runs of 200 cadres x 60 months, two threads, s", f"{seconds(chosen, 2):.1f}", "30")


def a_sweep() -> Iterator[Line]:
    """How fast 1,000 settings of such a run go as a sweep, summary included, against the engine alone; measured in turn."""
    plan = sweeps.plan_of(1000)
    sweeps.bare(sweeps.plan_of(20), 2)
    ratios = [sweeps.bare(plan, 2) / sweeps.swept(plan, 2) for _ in range(3)]
    yield Line("  1,000 of them by wenze sweep, share of that speed", f"{statistics.median(ratios):.2f}", "0.8")


SHARED = ("blanket_punishment", "oversight", "responsibility_lists")


def spin_up() -> Iterator[Line]:
    """What it spares that regimes go on from one spin-up, which is lived once: against each with a spin-up of its own."""
    together = settings("replications=4", "spin_up=480", names=SHARED)
    alone_each = [settings("replications=4", "spin_up=480", names=[name]) for name in SHARED]
    ratios = []
    for _ in range(3):
        apart = sum(seconds(one, 2) for one in alone_each)
        ratios.append(apart / seconds(together, 2))
    yield Line("3 regimes, each with a spin-up, against one shared, ratio", f"{statistics.median(ratios):.2f}")


def one_large_run() -> Iterator[Line]:
    """1,000,000 cadres over 120 months, in a process of its own for its memory."""
    found = alone("engine", LARGE)
    yield Line("1,000,000 cadres x 120 months, one thread, s", f"{found.seconds:.1f}", "120")
    yield Line("  its peak memory, GiB", f"{found.memory / 2**30:.2f}", "3")
    yield Line("  two threads, s", f"{alone('engine', LARGE, 2).seconds:.1f}", "-")


SMALL = ("scenarios=[blanket_punishment,oversight]", "replications=2", "months=24")


def whole_processes() -> Iterator[Line]:
    """Comparisons, each as a whole process."""
    without = (*SMALL, "figures=false")
    yield whole_process("small comparison, warm, whole process, s", "3", {}, ROUNDS, without)
    yield whole_process("  with its pictures", "-", {}, ROUNDS, SMALL)
    yield whole_process("default comparison with its pictures, s", "60", {}, 1, ("threads=2",))
    with tempfile.TemporaryDirectory() as empty:
        compiling = {"WENZE_CACHE_DIR": empty}
        yield whole_process("small comparison, very first run, compiling, s", "60", compiling, 1, without)


def whole_process(what: str, aim: str, environment: dict[str, str], rounds: int, asked: Sequence[str]) -> Line:
    """A comparison as a whole process."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for number in range(rounds):
            command = [sys.executable, "-m", "wenze.experiments.cli", "compare", *asked, f"out={folder}/{number}"]
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, **environment})
            times.append(time.perf_counter() - start)
    return Line(what, f"{statistics.median(times):.2f}", aim)


PARTS = (default_world, against_reference, many_small_runs, a_sweep, spin_up, one_large_run, whole_processes)


def show(line: Line) -> None:
    """Print one row of the result."""
    print(f"{line.what:<54} {line.value:>8}  aim {line.aim}", flush=True)


def show_growth(
    heading: str,
    heads: Sequence[str],
    rows: Callable[[Sequence[Point]], list[tuple[str, ...]]],
    points: Sequence[Point],
) -> None:
    """Print one table of growth."""
    print(f"\n{heading}:\n{growth.on_terminal(heads, rows(points))}", flush=True)


def measure(write: bool) -> None:
    """All of it; written into the page as well, if that is wanted."""
    seconds(settings(*TINY), 1)  # compiles
    lines = []
    for part in PARTS:
        for line in part():
            show(line)
            lines.append(line)
    cadres = list(growth.of_cadres())
    show_growth(growth.OF_CADRES, growth.CADRES_HEADS, growth.cadres_rows, cadres)
    replications = list(growth.of_replications())
    show_growth(growth.OF_REPLICATIONS, growth.REPLICATIONS_HEADS, growth.replications_rows, replications)
    print(growth.UNITS)
    months = phases.measured() if phases.can_measure() else {}
    print(f"\n{phases.OF_PHASES}:\n{growth.on_terminal(phases.HEADS, phases.rows(months))}", flush=True)
    libraries = list(peers.compared())
    print(f"\n{peers.OF_PEERS}:\n{growth.on_terminal(peers.HEADS, peers.rows(libraries))}", flush=True)
    if write:
        from benchmarks.page import write_page  # takes matplotlib along

        write_page(lines, cadres, replications, months, libraries)


def main(arguments: Sequence[str]) -> int:
    """Measure, if the arguments are understood, and return the exit status."""
    base = arguments[0].removeprefix("base=") if len(arguments) == 1 and arguments[0].startswith("base=") else ""
    if not base and list(arguments) not in ([], ["docs"]):
        asked = quoted(" ".join(arguments))
        print(f"make bench: {asked} is unknown; ARGS=docs, BASE=REV or nothing is allowed", file=sys.stderr)
        return REFUSED
    try:
        against.show(base) if base else measure(write=bool(arguments))
    except InputError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except CountsDiffer as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
