"""Carrying a sweep out: a pilot, the parts that are not there yet, and, when all are, the summary and what belongs to it."""

import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import interval
from wenze.experiments.messages import printable, say
from wenze.experiments.paths import typed
from wenze.experiments.progress import progress_bar
from wenze.experiments.runs.codebook import Entry, codebook_of_sweep
from wenze.experiments.runs.files import CODEBOOK, SUMMARY
from wenze.experiments.signals import Ended
from wenze.experiments.sweeps.axes import Axis, Listed, Number
from wenze.experiments.sweeps.designs import Drawn
from wenze.experiments.sweeps.earlier import change_places, earlier_than, larger
from wenze.experiments.sweeps.plan import Plan, World
from wenze.experiments.sweeps.rows import Part
from wenze.experiments.sweeps.running import (
    AllWorlds,
    Known,
    Progress,
    Runner,
    Worlds,
    made_parts,
    months_of,
    parts_of,
    work_of,
    work_of_world,
)
from wenze.experiments.sweeps.store import FAILURES, Store, as_csv, locked, opened, write_whole
from wenze.experiments.sweeps.summary import SUMMARY_COLUMNS, USUAL, Outcome, summary_rows
from wenze.experiments.terminal import as_bytes
from wenze.sim.errors import InputError
from wenze.sim.memory import check_memory
from wenze.sim.settings.compose import Settings

PILOT_WORK = 2_000_000
"""Cadre-months that a pilot runs at most."""
ARRIVAL = "world.problems.arrival"
BYTES_A_RUN = 1_100
BYTES_A_ROW = 450
"""Bytes on disk of a run, and of a month of a run: measured on stores of 500 to 100,000 runs."""

Bar = Callable[[int], AbstractContextManager[Progress]]
"""Shows how far so many cadre-months of work are."""
Tell = Callable[[str], None]
"""Says something to whoever waits."""
Maker = Callable[[Store, Sequence[Worlds], Progress, Known | None], Generator[Part, None, None]]
"""What makes parts of a store: over threads here, or on a cluster."""


class Done(NamedTuple):
    """What a sweep came to."""

    outcome: Outcome
    runs: int
    failures: int


# --- before ---------------------------------------------------------------------------------------------------------------


class Pilot(NamedTuple):
    """What a sweep will take: settings, scenarios, replications, runs, seconds, bytes on disk."""

    settings: int
    scenarios: int
    replications: int
    runs: int
    seconds: float
    disk: int


def pilot(plan: Plan, threads: int) -> Pilot:
    """Try one world, or some months of it, and reckon what all of them will take."""
    runs = plan.worlds * len(plan.scenarios)
    speed = _speed(plan)
    seconds = plan.worlds * work_of_world(plan) / speed / threads
    return Pilot(plan.points.size, len(plan.scenarios), plan.replications, runs, seconds, _bytes_on_disk(plan))


def _bytes_on_disk(plan: Plan) -> int:
    a_run = BYTES_A_RUN + (BYTES_A_ROW * months_of(plan) if plan.monthly else 0)
    return plan.worlds * len(plan.scenarios) * a_run


def _speed(plan: Plan) -> float:
    """Cadre-months a second of one thread."""
    tried = _tried(plan)
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more

    started = time.perf_counter()
    Runner(tried, progress=count).rows([World(0, 0)])
    return max(1, done) / max(1e-6, time.perf_counter() - started)


def _tried(plan: Plan) -> Plan:
    """The first setting by itself, for no more months than a pilot runs."""
    extent = plan.extent(0)
    months = max(1, PILOT_WORK // max(1, extent.cadres))
    changed: dict[str, Number] = dict(zip(plan.keys, plan.points.at(0), strict=True))
    if extent.spin_up + extent.months > months:
        changed |= {"spin_up": months // 2, "months": max(1, months - months // 2)}
    axes = tuple(Axis(key, Listed(()), "") for key in changed)
    return replace(plan, axes=axes, points=Drawn((tuple(changed.values()),)), window=None, monthly=False)


def check_room(plan: Plan, threads: int, out: Path) -> None:
    """Raise InputError for worlds too large for the memory there is, or rows for the disk."""
    check_memory(_largest(plan), threads)
    there = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    needed = _bytes_on_disk(plan)
    with suppress(OSError):
        free = shutil.disk_usage(there).free
        if needed > free:
            raise InputError(say("too_little_disk", needed=as_bytes(needed), free=as_bytes(free)))


def _largest(plan: Plan) -> Settings:
    """The settings that take most memory: the largest value of every number that a world's size hangs on."""
    large: dict[str, Any] = {}
    for place, key in enumerate(plan.keys):
        if key.startswith("world.scale.") or key in ("months", "spin_up", ARRIVAL):
            large[key] = max(plan.points.at(setting)[place] for setting in range(plan.points.size))
    if plan.tabled and ARRIVAL in plan.tabled.worlds.keys and ARRIVAL not in large:
        place = plan.tabled.worlds.keys.index(ARRIVAL)
        large[ARRIVAL] = max(row[place] for row in plan.tabled.worlds.rows)
    return plan.makings.settings(large)


# --- the work -----------------------------------------------------------------------------------------------------------


def on_error_stream(text: str) -> None:
    """Say something on standard error."""
    if sys.stderr is not None:
        print(text, file=sys.stderr, flush=True)


def sweep(
    plan: Plan,
    out: Path,
    threads: int,
    measures: tuple[str, ...] = USUAL,
    make: Maker | None = None,
    bar: Bar = progress_bar,
    tell: Tell = on_error_stream,
) -> Done:
    """Run a sweep into a store, or go on with it where it stopped, and write what it comes to.

    ``measures`` are those of the summary; ``tell`` says what is kept if the sweep is stopped.

    Raises InputError for what is refused, OSError if the disk fails; what is done is then kept.
    """
    check_room(plan, threads, out)
    earlier = earlier_than(plan, out)
    place = out if earlier is None else larger(out)
    with ExitStack() as stack:
        if earlier is not None:
            stack.enter_context(locked(out))
        store = stack.enter_context(opened(place, plan))
        refuse_damaged(store)
        with _what_is_kept(store, tell):
            run_rounds(store, make or threads_make(threads), earlier, bar)
        done = finish(store, measures)
    if earlier is None:
        return done
    change_places(out)
    return done._replace(outcome=replace(done.outcome, store=Store(out, plan)))


def threads_make(threads: int) -> Maker:
    """What makes parts over threads."""
    return lambda store, parts, progress, known: made_parts(store.plan, parts, threads, progress, known)


def refuse_damaged(store: Store) -> None:
    """Raise InputError if anything in a store is not as it was written."""
    for damage in store.faults():
        place = typed(store.folder)
        raise InputError(say("store_damaged", file=printable(store.folder / damage.path), why=damage.why, folder=place))


@contextmanager
def _what_is_kept(store: Store, tell: Tell) -> Iterator[None]:
    """If the block is left before its time, say what is kept and how to go on."""
    try:
        yield
    except (KeyboardInterrupt, Ended, OSError):
        done = len(store.done())
        if done:
            tell(say("sweep_kept", parts=done, folder=printable(store.folder)))
        raise


def run_rounds(store: Store, make: Maker, known: Known | None = None, bar: Bar = progress_bar) -> None:
    """Make every part that is not there; then those that precision asks for, until it asks for no more. What is ``known`` is
    not run."""
    plan = store.plan
    parts = parts_of(plan, AllWorlds(plan))
    _run(store, parts, make, known, bar)
    while more := more_worlds(store, len(parts)):
        added = parts_of(plan, more, len(parts))
        _run(store, added, make, known, bar)
        parts += added


def _run(store: Store, parts: Sequence[Worlds], make: Maker, known: Known | None, bar: Bar) -> None:
    done = store.done()
    left = [part for part in parts if part.number not in done]
    if not left:
        return
    work = sum(work_of(store.plan, part.worlds) for part in left)
    with bar(work) as progress, closing(make(store, left, progress, known)) as made:
        for part in made:
            if part.files:  # a worker has not put it in its place itself
                store.commit(part)
            store.write_manifest(complete=False)


# --- precision ----------------------------------------------------------------------------------------------------------


def more_worlds(store: Store, parts: int) -> list[World]:
    """The worlds that precision asks for beyond those in the first ``parts``: as many again in every setting whose intervals are
    not narrow yet. Of parts beyond, which a sweep may have that was stopped, nothing is seen."""
    precision = store.plan.precision
    if precision is None:
        return []
    outcome = Outcome(store, (precision.measure,), parts)
    values = outcome.values(precision.measure)
    reference = store.plan.scenarios.index(store.plan.makings.reference)
    counts = np.zeros(store.plan.points.size, int)
    np.maximum.at(counts, outcome.columns["setting"], outcome.columns["replication"] + 1)
    worlds: list[World] = []
    for setting, there in enumerate(counts.tolist()):
        if there < precision.most and not _is_narrow(values[setting], reference, precision.width):
            worlds += [World(setting, number) for number in range(there, min(2 * there, precision.most))]
    return worlds


def _is_narrow(values: Any, reference: int, width: float) -> bool:
    """Whether every scenario's difference has an interval of at most ±width; one that has no value never will have."""
    for place in range(len(values)):
        if place != reference:
            found = interval(values[place] - values[reference])
            if found.n > 1 and (found.high - found.low) / 2 > width:
                return False
    return True


# --- afterwards ---------------------------------------------------------------------------------------------------------


def finish(store: Store, measures: tuple[str, ...] = USUAL) -> Done:
    """Write the summary, the failures, the codebook and the manifest of a store in which every part is."""
    plan = store.plan
    outcome = Outcome(store, measures)
    columns = ("setting", *plan.keys, *SUMMARY_COLUMNS)
    write_whole(store.folder / SUMMARY, as_csv(columns, summary_rows(outcome)))
    failures = outcome.failures()
    head = ("setting", "scenario", "replication", "seed", *plan.keys, "error")
    lines = ((f.setting, f.scenario, f.replication, f.seed, *f.values, f.error) for f in failures)
    write_whole(store.folder / FAILURES, as_csv(head, lines))
    entries = codebook_of_sweep(plan.measures, plan.keys, plan.monthly)
    write_whole(store.folder / CODEBOOK, as_csv(Entry._fields, iter(entries)))
    store.write_manifest(complete=True)
    return Done(outcome, len(outcome.columns["setting"]), len(failures))
