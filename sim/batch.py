"""Running replications: months in slices, many runs over threads, interruption, and memory."""

import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.compiled import compiled, is_compiled
from wenze.sim.errors import InputError, at
from wenze.sim.messages import say
from wenze.sim.month import run_months
from wenze.sim.settings.compose import Scenario, Settings, Stage
from wenze.sim.settings.parameters import Scale
from wenze.sim.settings.parameters import World as WorldNumbers
from wenze.sim.tally import TALLY
from wenze.sim.world import (
    KINDS_WITH_REAL_NUMBERS,
    WITH_REAL_NUMBERS,
    Conduct,
    World,
    blank_world,
    forced,
    grown,
    recorded_conduct,
)

SLICE = 300_000  # cadre-months in one call: well under half a second, so that Ctrl-C is answered at once
# For each kind of record with real numbers: how many stand at its front, and its size in 8-byte words.
SHAPES = np.array([(records.real_count(kind), kind.itemsize // 8) for kind in KINDS_WITH_REAL_NUMBERS])
WAITING_RUNS = 2  # runs handed out ahead for each thread


class NotFinite(ArithmeticError):
    """A number of the state became NaN or infinite; says which, and in which month."""


class Interrupted(Exception):
    """A run was told to stop."""


class Outcome(NamedTuple):
    """One finished run: a scenario, a replication, and the counts of its months (structured array [months]).

    ``forced`` says that everybody did what they did under the reference, post by post and month by month.
    """

    scenario: str
    replication: int
    tallies: Any
    forced: bool = False


Stop = Callable[[], bool]
Progress = Callable[[int], None]


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
    stop: Stop = lambda: False,
    progress: Progress | None = None,
    *,
    record: bool = False,
    conduct: Conduct | None = None,
) -> World:
    """One replication of one scenario, in slices. Raises :class:`Interrupted` when ``stop()`` says so.

    With ``record`` the world keeps what everybody does; with ``conduct`` everybody does what that says.
    """
    months = settings.run.months
    numbers = records.numbers_record(settings.world)
    world = blank_world(settings.world, months, settings.run.seed, replication, record_conduct=record)
    if conduct is not None:
        world = forced(world, conduct)
    step = max(1, SLICE // len(world.posts))
    for first, last, policy in spans(stages, months):
        levers = records.numbers_record(policy)
        for start in range(first, last, step):
            if stop():
                raise Interrupted
            end = min(last, start + step)
            world = advance(world, numbers, levers, start, end)
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
    settings: Settings, threads: int, progress: Progress | None = None, parts: bool = False
) -> Generator[Outcome, None, None]:
    """Run every scenario and replication over threads; finished runs come in any order.

    With ``parts`` every scenario but the reference is run once more on the conduct of the reference, which shows what its
    policy does to unchanged conduct. Each run depends only on its scenario, replication and seed. ``progress`` is called
    with cadre-months done, from any thread. When the iterator is closed or interrupted, running slices end and nothing
    more is started.
    """
    check_memory(settings, threads, parts)
    stopping = threading.Event()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="run")
    running: set[Future[list[Outcome]]] = set()
    try:
        for job in _jobs(settings, parts):
            running.add(pool.submit(job, stop=stopping.is_set, progress=progress))
            if len(running) >= WAITING_RUNS * threads:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield from future.result()
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)


def runs_in(settings: Settings, parts: bool = False) -> int:
    """How many runs a batch consists of."""
    scenarios = len(settings.scenarios)
    return (2 * scenarios - 1 if parts else scenarios) * settings.run.replications


def _jobs(settings: Settings, parts: bool) -> Iterator[Callable[..., list[Outcome]]]:
    """What threads are given to do, scenario by scenario and replication by replication."""
    for scenario in settings.scenarios:
        job = _run_with_forced if parts and scenario.name == settings.reference else _run_alone
        for replication in range(settings.run.replications):
            yield partial(job, settings, scenario, replication)


def _run_alone(
    settings: Settings, scenario: Scenario, replication: int, stop: Stop, progress: Progress | None
) -> list[Outcome]:
    world = run_one(settings, scenario.stages, replication, stop, progress)
    return [Outcome(scenario.name, replication, world.tallies)]


def _run_with_forced(
    settings: Settings, reference: Scenario, replication: int, stop: Stop, progress: Progress | None
) -> list[Outcome]:
    """The reference, then every other scenario on the conduct of the reference, which need not be kept any longer."""
    world = run_one(settings, reference.stages, replication, stop, progress, record=True)
    outcomes = [Outcome(reference.name, replication, world.tallies)]
    conduct = recorded_conduct(world)
    del world
    for scenario in settings.scenarios:
        if scenario.name != reference.name:
            tallies = run_one(settings, scenario.stages, replication, stop, progress, conduct=conduct).tallies
            outcomes.append(Outcome(scenario.name, replication, tallies, forced=True))
    return outcomes


def estimate_memory(settings: Settings, threads: int, parts: bool = False) -> int:
    """Bytes that a batch will need at most at a time: the worlds of running replications and the counts of those done."""
    runs = runs_in(settings, parts)
    alive = min(threads, runs)
    tally = int(TALLY.itemsize) * settings.run.months
    world = bytes_of_world(settings.world.scale, settings.world, settings.run.months)
    conduct = bytes_of_conduct(settings.world.scale, settings.run.months) if parts else 0
    at_once = len(settings.scenarios) if parts else 1
    return alive * (world + conduct) + min(runs, KEPT_RUNS + WAITING_RUNS * alive * at_once) * tally


def bytes_of_conduct(scale: Scale, months: int) -> int:
    """Bytes of what everybody did in one replication (:class:`Conduct`): one for each agent and month, two for a cadre."""
    return months * scale.counties * (2 * scale.townships * scale.posts + scale.departments + 1)


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


def check_memory(settings: Settings, threads: int, parts: bool = False) -> None:
    """Refuse a world too large for the memory there is. Raises :class:`InputError`."""
    needed = estimate_memory(settings, threads, parts)
    available = available_memory()
    if needed > available:
        scale = settings.world.scale
        posts = scale.counties * scale.townships * scale.posts
        numbers = {"posts": posts, "months": settings.run.months, "threads": threads}
        memory = {"needed": needed / 2**30, "available": available / 2**30}
        raise InputError(at("world.scale", say("too_little_memory", **numbers, **memory)))
