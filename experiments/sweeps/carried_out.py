"""``wenze sweep`` from its request to its folder and what is printed."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.asked import folder_for, say_compiling, threads_in
from wenze.experiments.command import FIGURES, SIZE, PartlyDone, Request
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import choice_in, count_in, folder_in, names_in
from wenze.experiments.paths import typed, user_path
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.notes import set_by_scenarios, unreached
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.asked import plan_for
from wenze.experiments.sweeps.cluster import ClusterFile, on_cluster, read_cluster
from wenze.experiments.sweeps.drawn import draw_sweep, identity_of
from wenze.experiments.sweeps.mending import Standing, repair, standing
from wenze.experiments.sweeps.plan import Plan
from wenze.experiments.sweeps.store import read_store
from wenze.experiments.sweeps.summary import measures_for
from wenze.experiments.sweeps.sweeping import Done, Pilot, check_room, pilot, sweep
from wenze.experiments.terminal import terminal_width, wrap
from wenze.sim.errors import InputError


class Texts(NamedTuple):
    """What makes the words that are printed: of a pilot, of what a sweep came to, and of how one stands."""

    pilot: Callable[[Pilot, Plan], str]
    sweep: Callable[[Done], str]
    status: Callable[[Standing], str]


def carry_out(request: Request, texts: Texts) -> None:
    """Run what is asked for. Raises InputError, OSError if the disk fails, PartlyDone if runs failed."""
    for key, tell in (("status", _tell), ("repair", _mend)):
        if key in request.keys:
            _check_alone(request, key)
            tell(user_path(key, request.keys[key]), request, texts)
            return
    plan = plan_for(request)
    threads = threads_in(request)
    measures = measures_for(plan, names_in(request, "measures"))
    out = folder_for(request, identity_of(plan))
    provenance = Provenance(["wenze", *request.arguments], threads)
    for note in [*set_by_scenarios(plan.makings.layers, plan.keys), *unreached(plan.base)]:
        print(wrap(note, terminal_width()), file=sys.stderr)
    cluster = _cluster(request)
    check_room(plan, threads, out)
    say_compiling(plan.base)
    print(texts.pilot(pilot(plan, threads), plan), file=sys.stderr, flush=True)
    if request.keys.get("pilot") == "only":
        return
    with ExitStack() as stack:
        make = stack.enter_context(on_cluster(cluster)) if cluster else None
        done = sweep(plan, out, threads, measures, make)
    drawn = choice_in(request, FIGURES) == "true" and draw_sweep(done.outcome, choice_in(request, SIZE))
    provenance.write(out / PROVENANCE)
    print(texts.sweep(done))
    print(say("written_drawn" if drawn else "written", folder=printable(out)))
    if done.failures:
        raise PartlyDone(say("sweep_failed", failures=done.failures, runs=done.runs))


def _cluster(request: Request) -> ClusterFile | None:
    """The cluster that is asked for; None for threads. Raises InputError."""
    if "cluster" not in request.keys and "scheduler" not in request.keys:
        return None
    folder = folder_in(request)
    name, scheduler = request.keys.get("cluster", "dask"), request.keys.get("scheduler")
    return read_cluster(name, folder, count_in(request, "workers"), scheduler)


def _check_alone(request: Request, key: str) -> None:
    """Raise InputError if anything else is asked for beside."""
    others = [*(name for name in request.keys if name not in (key, "threads")), *request.overrides]
    if others:
        raise InputError(say("alone_with", key=key))


def _tell(folder: Path, request: Request, texts: Texts) -> None:
    """Tell how a store stands. Raises PartlyDone if anything in it is damaged."""
    found = standing(folder)
    print(texts.status(found))
    if found.damages:
        first = found.damages[0]
        words = {"file": printable(folder / first.path), "why": first.why, "folder": typed(folder)}
        raise PartlyDone(say("store_damaged", **words))


def _mend(folder: Path, request: Request, texts: Texts) -> None:
    """Mend a store."""
    threads = threads_in(request)
    say_compiling(read_store(folder).plan.base)
    mended = repair(folder, threads)
    print(say("repaired", count=mended.files, parts=mended.parts))
