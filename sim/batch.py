"""Running replications: months in slices, many runs over threads, interruption, and memory."""

import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from agents.policy import Policy
from sim import records
from sim.compiled import compiled, is_compiled
from sim.errors import InputError, at
from sim.messages import say
from sim.month import run_months
from sim.parameters import Scale
from sim.parameters import World as WorldNumbers
from sim.settings import Settings, Stage
from sim.tally import TALLY
from sim.world import KINDS_WITH_REAL_NUMBERS, WITH_REAL_NUMBERS, World, blank_world, grown

SLICE = 300_000  # cadre-months in one call: well under half a second, so that Ctrl-C is answered at once
# For each kind of record with real numbers: how many stand at its front, and its size in 8-byte words.
SHAPES = np.array([(records.real_count(kind), kind.itemsize // 8) for kind in KINDS_WITH_REAL_NUMBERS])
WAITING_RUNS = 2  # runs handed out ahead for each thread


class NotFinite(ArithmeticError):
    """A number of the state became NaN or infinite; says which, and in which month."""


class Interrupted(Exception):
    """A run was told to stop."""


class Outcome(NamedTuple):
    """One finished run: a scenario, a replication, and the counts of its months (structured array [months])."""

    scenario: str
    replication: int
    tallies: Any


def advance(world: World, numbers: Any, policy: Any, first: int, last: int, run: Any = None) -> World:
    """Run months ``first`` to ``last − 1`` of a replication under one policy.

    ``numbers`` and ``policy`` are records of the settings (``records.numbers_record``); ``first`` = 0 makes the world.
    Returns the world, whose arrays may have been replaced by larger ones; the one given must not be used again. Stepping
    month by month gives the same bits. Raises :class:`NotFinite`. ``run`` is the function that runs months, compiled if
    not given.
    """
    run = run or compiled(run_months)
    month = first
    while month < last:
        world = grown(world)
        reals = tuple(records.words(getattr(world, name)) for name in WITH_REAL_NUMBERS)
        month, bad = run(world, numbers, policy, month, last, reals, SHAPES)
        if bad >= 0:
            what = find_not_finite(world, WITH_REAL_NUMBERS[bad])
            raise NotFinite(say("not_finite_in_month", month=month - 1, what=what))
    return world


def made(world: World, numbers: Any, policy: Any) -> World:
    """A blank world with its people in it, before the first month; :func:`advance` from month 0 makes the same again."""
    reals = tuple(records.words(getattr(world, name)) for name in WITH_REAL_NUMBERS)
    compiled(run_months)(world, numbers, policy, 0, 0, reals, SHAPES)
    return world


def needs_compiling() -> bool:
    """Whether the first run has still to compile."""
    return not is_compiled(run_months)


def find_not_finite(world: World, name: str) -> str:
    """Name of the first field of an array of records in which some number is not finite, and where."""
    array = getattr(world, name)
    for field in array.dtype.names:
        if array.dtype[field].base == np.float64:
            rows = np.nonzero(~np.isfinite(array[field]).reshape(len(array), -1).all(axis=1))[0]
            if len(rows):
                return f"{name}[{rows[0]}].{field}"
    return name


def run_interpreted(*arguments: Any) -> Any:
    """The same months run by the interpreter: slow, for debugging and for checking the compiled code."""
    with np.errstate(over="ignore"):  # the mixing of draws is meant to overflow
        return run_months(*arguments)  # type: ignore[no-untyped-call]


def run_one(
    settings: Settings,
    stages: Sequence[Stage],
    replication: int,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int], None] | None = None,
) -> World:
    """One replication of one scenario, in slices. Raises :class:`Interrupted` when ``stop()`` says so."""
    months = settings.run.months
    numbers = records.numbers_record(settings.world)
    world = blank_world(settings.world, months, settings.run.seed, replication)
    step = max(1, SLICE // len(world.posts))
    for first, last, policy in spans(stages, months):
        record = records.numbers_record(policy)
        for start in range(first, last, step):
            if stop():
                raise Interrupted
            end = min(last, start + step)
            world = advance(world, numbers, record, start, end)
            if progress:
                progress((end - start) * len(world.posts))
    return world


def spans(stages: Sequence[Stage], months: int) -> Iterator[tuple[int, int, Policy]]:
    """First month, month after the last, and policy of each stage, within the months that are run."""
    starts = [stage.month for stage in stages]
    for stage, end in zip(stages, [*starts[1:], months], strict=True):
        if stage.month < min(end, months):
            yield stage.month, min(end, months), stage.policy


def run_batch(
    settings: Settings, threads: int, progress: Callable[[int], None] | None = None
) -> Generator[Outcome, None, None]:
    """Run every scenario and replication over threads; finished runs come in any order.

    Each run depends only on its scenario, replication and seed. ``progress`` is called with cadre-months done, from any
    thread. When the iterator is closed or interrupted, running slices end and nothing more is started.
    """
    check_memory(settings, threads)
    stopping = threading.Event()
    jobs = (
        (scenario.name, scenario.stages, replication)
        for scenario in settings.scenarios
        for replication in range(settings.run.replications)
    )

    def job(name: str, stages: Sequence[Stage], replication: int) -> Outcome:
        return Outcome(name, replication, run_one(settings, stages, replication, stopping.is_set, progress).tallies)

    pool = ThreadPoolExecutor(threads, thread_name_prefix="run")
    running: set[Future[Outcome]] = set()
    try:
        for arguments in jobs:
            running.add(pool.submit(job, *arguments))
            if len(running) >= WAITING_RUNS * threads:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)


def estimate_memory(settings: Settings, threads: int) -> int:
    """Bytes that a batch will need at most at a time: the worlds of running replications and the counts of those done."""
    runs = len(settings.scenarios) * settings.run.replications
    alive = min(threads, runs)
    tally = int(TALLY.itemsize) * settings.run.months
    return (
        alive * bytes_of_world(settings.world.scale, settings.world, settings.run.months)
        + min(runs, KEPT_RUNS + WAITING_RUNS * alive) * tally
    )


def bytes_of_world(scale: Scale, numbers: WorldNumbers, months: int) -> int:
    """Bytes of one world at its largest: cases pile up until they are solved or erupt, sanctions are kept."""
    townships = scale.counties * scale.townships
    posts = townships * scale.posts
    cases = numbers.problems.arrival * min(float(months), LONGEST_OPEN) + 1.0
    sanctions = SANCTIONS_A_YEAR * months / 12.0 + 1.0
    person = records.POST.itemsize + records.PERSON.itemsize + 4 * 8
    case = cases * (records.CASE.itemsize + 8)
    entry = WAITING * cases * records.ENTRY.itemsize
    sanction = sanctions * (records.SANCTION.itemsize + 8)
    return int(
        posts * (person + SAFETY * (case + entry + sanction))
        + townships * records.TOWNSHIP_RECORD.itemsize
        + scale.counties * (records.COUNTY.itemsize + scale.departments * records.DEPARTMENT.itemsize)
    )


# For the estimate only, on the safe side of what the shipped scenarios show (``make bench`` prints what a run took).
LONGEST_OPEN = 36.0  # months
SANCTIONS_A_YEAR = 0.5
WAITING = 0.1  # docket entries for each open case
SAFETY = 1.3
KEPT_RUNS = 100  # finished runs whose monthly counts the reader may hold at a time


def available_memory() -> int:
    """Bytes that may still be used: what the machine has free, within the limits of a container."""
    free = [_meminfo()]
    for limit, used in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        try:
            most = int(Path(limit).read_text())
            free.append(max(0, most - int(Path(used).read_text())))
        except (OSError, ValueError):
            continue
    return min(free)


def _meminfo() -> int:
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return 2**62


def check_memory(settings: Settings, threads: int) -> None:
    """Refuse a world too large for the memory there is. Raises :class:`InputError`."""
    needed = estimate_memory(settings, threads)
    available = available_memory()
    if needed > available:
        scale = settings.world.scale
        posts = scale.counties * scale.townships * scale.posts
        numbers = {"posts": posts, "months": settings.run.months, "threads": threads}
        memory = {"needed": needed / 2**30, "available": available / 2**30}
        raise InputError(at("world.scale", say("too_little_memory", **numbers, **memory)))
