"""Runs a batch and hands its monthly counts on, group by group and in a fixed order."""

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from wenze.experiments.runs.months import InOrder, Sink
from wenze.experiments.signals import leave_behind_if_interrupted
from wenze.sim.batch import run_batch, run_one
from wenze.sim.memory import runs_in
from wenze.sim.settings.compose import Settings

Progress = Callable[[int], None]
"""Is told of cadre-months done since the last call, from any thread."""


def collect(
    settings: Settings,
    threads: int,
    sink: Sink,
    forced: Sink | None = None,
    progress: Progress | None = None,
    worlds: Sequence[Settings] = (),
) -> None:
    """Run everything in ``settings`` and hand it to ``sink``; ``worlds`` are those of the replications where they differ.

    With ``forced`` every scenario but the reference is run once more on the conduct of the reference, and handed to
    that. Interrupted, running slices end and nothing more is started. Raises InputError for too large a world.
    """
    names = [scenario.name for scenario in settings.scenarios]
    run = settings.run
    free = InOrder(names, run.replications, run.months, sink)
    others = [name for name in names if name != settings.reference]
    bound = InOrder(others if forced else [], run.replications, run.months, forced or sink)
    with contextlib.closing(run_batch(settings, threads, progress, forced is not None, worlds=worlds)) as batch:
        for outcome in batch:
            (bound if outcome.forced else free).add(outcome.scenario, outcome.replication, outcome.read)
    free.finish()
    bound.finish()


def compile_ahead(settings: Settings) -> None:
    """Compile the model by running one month of it. Compiling cannot be stopped, and a batch waits for its runs."""
    month = replace(settings, run=settings.run.model_copy(update={"spin_up": 0, "months": 1, "replications": 1}))
    leave_behind_if_interrupted(lambda: run_one(month, settings.scenarios[0].stages, 0))


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cadres_in(settings: Settings) -> int:
    """Cadres of one world."""
    scale = settings.world.scale
    return scale.counties * scale.townships * scale.posts


def work_in(settings: Settings, parts: bool = False) -> int:
    """All the work there is, in cadre-months."""
    run = settings.run
    return cadres_in(settings) * (run.months * runs_in(settings, parts) + run.spin_up * run.replications)


def as_share(told: Callable[[float], None], total: int) -> Progress:
    """Progress in cadre-months, told as a share of all of them; may be called from several threads."""
    done, lock = 0, threading.Lock()

    def advance(more: int) -> None:
        nonlocal done
        with lock:
            done += more
            told(min(1.0, done / total))

    return advance
