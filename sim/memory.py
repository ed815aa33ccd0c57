"""How much memory a batch will need, how much there is, and a refusal before it begins if that is too little."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import psutil
from wenze.sim import records
from wenze.sim.errors import InputError, refused
from wenze.sim.messages import say
from wenze.sim.settings.compose import Settings
from wenze.sim.settings.parameters import Scale
from wenze.sim.settings.parameters import World as WorldNumbers
from wenze.sim.tally import TALLY

# For the estimate only, on the safe side of what the shipped scenarios show (``make bench`` prints what a run took).
LONGEST_OPEN = 36.0  # months
SANCTIONS_A_YEAR = 0.5
WAITING = 0.1  # docket entries for each open case
SAFETY = 1.3
WAITING_RUNS = 2  # runs handed out ahead for each thread
RUNS_IN_A_BLOCK, ROWS_IN_A_BLOCK = 100, 100_000
"""The most replications, and months of all scenarios together, whose counts the reader may have to hold at a time."""
UNKNOWN = 2**62  # more than there is: nothing is refused for want of knowing
KEPT_OF_A_RUN = 8_000
"""Bytes that stay of every finished run: counts added up, measures, their tables, and the directory of months.parquet.

Measured on 2,000 to 80,000 runs: 6,100.
"""


def replications_in_a_block(scenarios: int, months: int) -> int:
    """How many replications are written together, scenario by scenario; runs come replication by replication.

    >>> replications_in_a_block(1, 120), replications_in_a_block(17, 120), replications_in_a_block(17, 12000)
    (100, 49, 1)
    """
    return max(1, min(RUNS_IN_A_BLOCK, ROWS_IN_A_BLOCK // (max(1, scenarios) * months)))


def shares_spin_up(settings: Settings, parts: bool = False) -> bool:
    """Whether several runs go on from the world that one spin-up made."""
    return settings.run.spin_up > 0 and runs_in(settings, parts) > settings.run.replications


def runs_in(settings: Settings, parts: bool = False) -> int:
    """How many runs a batch consists of."""
    scenarios = len(settings.scenarios)
    return (2 * scenarios - 1 if parts else scenarios) * settings.run.replications


def check_memory(settings: Settings, threads: int, parts: bool = False, *, in_memory: bool = False) -> None:
    """Refuse what is too large for the memory there is, before it begins.

    ``in_memory`` says that the counts of every month are kept in memory, and not in a file. Raises :class:`InputError`
    that says what to reduce.
    """
    at_work = memory_at_work(settings, threads, parts)
    kept = memory_kept(settings, parts, in_memory)
    available = available_memory()
    if at_work + kept > available:
        raise _too_little(settings, threads, parts, at_work, kept, available)


def _too_little(settings: Settings, threads: int, parts: bool, at_work: int, kept: int, available: int) -> InputError:
    """The error that names the larger part of what is needed, and what makes it smaller."""
    memory = {"needed": (at_work + kept) / 2**30, "available": available / 2**30}
    run = settings.run
    if kept > at_work:
        numbers = {"runs": runs_in(settings, parts), "replications": run.replications, "months": run.months}
        return refused(say("too_many_runs", **numbers, **memory), key="replications")
    scale = settings.world.scale
    posts = scale.counties * scale.townships * scale.posts
    lived = run.spin_up + run.months
    return refused(say("too_little_memory", posts=posts, months=lived, threads=threads, **memory), key="world.scale")


# --- what is needed ---------------------------------------------------------------------------------------------------


def estimate_memory(settings: Settings, threads: int, parts: bool = False, *, in_memory: bool = False) -> int:
    """Bytes that a batch will need at most at a time."""
    return memory_at_work(settings, threads, parts) + memory_kept(settings, parts, in_memory)


def memory_at_work(settings: Settings, threads: int, parts: bool = False) -> int:
    """Bytes of the worlds of running replications, of those at the switch that they go on from, and of the monthly counts
    that are on their way to the reader.
    """
    run, scale = settings.run, settings.world.scale
    runs = runs_in(settings, parts)
    alive = min(threads, runs)
    begun = min(threads, run.replications)
    world = bytes_of_world(scale, settings.world, run.spin_up + run.months)
    shared = bytes_of_world(scale, settings.world, run.spin_up) if shares_spin_up(settings, parts) else 0
    conduct = bytes_of_conduct(scale, run.months) if parts else 0
    held = replications_in_a_block(runs // run.replications, run.months) + WAITING_RUNS * begun
    on_their_way = min(runs, held * (runs // run.replications))
    return alive * (world + conduct) + begun * (shared + conduct) + on_their_way * bytes_of_counts(run.months)


def memory_kept(settings: Settings, parts: bool = False, in_memory: bool = False) -> int:
    """Bytes of what stays of finished runs until all are done."""
    months = bytes_of_counts(settings.run.months) if in_memory else 0
    return runs_in(settings, parts) * (KEPT_OF_A_RUN + months)


def bytes_of_counts(months: int) -> int:
    """Bytes of the monthly counts of one run."""
    return int(TALLY.itemsize) * months


def bytes_of_conduct(scale: Scale, months: int) -> int:
    """Bytes of what everybody did in one replication (:class:`Conduct`): one for each agent and month, nine for a cadre."""
    return months * scale.counties * (9 * scale.townships * scale.posts + scale.departments + 1)


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


# --- what there is ----------------------------------------------------------------------------------------------------


def available_memory() -> int:
    """Bytes that this process may still take: what the machine has free, within the limits of its groups and its own."""
    return max(0, min([_left_of_machine(), *_left_in_groups(), *_left_of_own()]))


def _left_of_machine() -> int:
    try:
        return int(psutil.virtual_memory().available)
    except (OSError, psutil.Error):  # where /proc is hidden, say
        return UNKNOWN


def _left_in_groups(groups: Path = Path("/proc/self/cgroup"), root: Path = Path("/sys/fs/cgroup")) -> Iterator[int]:
    """What is left in each control group of Linux that this process is in, from its own up to the outermost.

    A job of Slurm, a scope of systemd and a container are such groups; each may have a limit.
    """
    try:
        lines = groups.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # no Linux
        return
    for line in lines:
        _, kinds, own = line.split(":", 2)
        if not kinds:  # version 2 of control groups, perhaps beside version 1
            for top in (root, root / "unified"):
                yield from _left_on_the_way(top, own, "memory.max", "memory.current", "inactive_file")
        elif "memory" in kinds.split(","):
            names = "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"
            yield from _left_on_the_way(root / "memory", own, *names)


def _left_on_the_way(top: Path, own: str, limit: str, used: str, cache: str) -> Iterator[int]:
    """What is left in a group and in those it lies in. What a group keeps of files in case they are read again is free."""
    inside = [part for part in PurePosixPath(own).parts if part not in ("/", "..")]
    for depth in range(len(inside), -1, -1):
        group = top.joinpath(*inside[:depth])
        try:
            most = int((group / limit).read_text())  # "max" is no number: no limit
            taken = int((group / used).read_text())
        except (OSError, ValueError):
            continue
        yield most - max(0, taken - _cached(group, cache))


def _cached(group: Path, name: str) -> int:
    try:
        lines = (group / "memory.stat").read_text().splitlines()
    except OSError:
        return 0
    found = dict(line.split(" ", 1) for line in lines if " " in line)
    return int(found.get(name, 0))


def _left_of_own() -> Iterator[int]:
    """What the limits of this process (``ulimit -v`` and ``ulimit -d``) leave it; nothing where there are none."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    held = psutil.Process().memory_info()
    for limit, taken in (("RLIMIT_AS", held.vms), ("RLIMIT_DATA", getattr(held, "data", held.rss))):
        most = resource.getrlimit(getattr(resource, limit))[0]
        if most != resource.RLIM_INFINITY:
            yield most - taken
