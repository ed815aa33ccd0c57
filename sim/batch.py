"""Running replications: months in slices, many runs over threads, interruption."""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.compiled import compiled, is_compiled
from wenze.sim.memory import WAITING_RUNS, check_memory
from wenze.sim.messages import say
from wenze.sim.month import run_months
from wenze.sim.settings.compose import Scenario, Settings, Stage
from wenze.sim.state import (
    SHAPES,
    WITH_REAL_NUMBERS,
    ConductRecord,
    State,
    blank_state,
    forced,
    grown,
    recorded_conduct,
)

SLICE = 300_000  # cadre-months in one call: well under half a second, so that Ctrl-C is answered at once


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


def advance(state: State, params: Any, policy: Any, first: int, last: int, run: Any = None) -> State:
    """Run months ``first`` to ``last − 1`` of a replication under one policy.

    ``params`` and ``policy`` are records of the settings (``records.params_record``); ``first`` = 0 makes the state.
    Returns the state, whose arrays may have been replaced by larger ones; the one given must not be used again. Stepping
    month by month gives the same bits. Raises :class:`NotFinite`. ``run`` is the function that runs months, compiled if
    not given.
    """
    run = run or compiled(run_months)
    month = first
    while month < last:
        state = grown(state)
        month, bad = _run(run, state, params, policy, month, last)
        if bad >= 0:
            what = find_not_finite(state, WITH_REAL_NUMBERS[bad])
            raise NotFinite(say("not_finite_in_month", month=month - 1, what=what))
    return state


def made(state: State, params: Any, policy: Any) -> State:
    """A blank state with its people in it, before the first month; :func:`advance` from month 0 makes the same again."""
    _run(compiled(run_months), state, params, policy, 0, 0)
    return state


def _run(run: Any, state: State, params: Any, policy: Any, first: int, end: int) -> Any:
    """The one call of the months: gives the month that comes next, and the array with a number that is not finite or −1."""
    reals = tuple(records.words(getattr(state, name)) for name in WITH_REAL_NUMBERS)
    return run(state, params, policy, first, end, reals, SHAPES)


def needs_compiling() -> bool:
    """Whether the first run has still to compile."""
    return not is_compiled(run_months)


def find_not_finite(state: State, name: str) -> str:
    """Name of the first field of an array of records in which some number is not finite, and where."""
    array = getattr(state, name)
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
    *,
    stop: Stop = lambda: False,
    progress: Progress | None = None,
    record: bool = False,
    conduct: ConductRecord | None = None,
) -> State:
    """One replication of one scenario: the state as it stands after the last month.

    Parameters
    ----------
    settings : Settings
        What :func:`wenze.sim.settings.compose.compose` gives.
    stages : sequence of Stage
        The policies of the scenario, as in ``settings.scenarios[0].stages``.
    replication : int
        Which one, from 0; it fixes all chance together with the seed.
    stop : callable, optional
        Asked between slices of months whether to stop.
    progress : callable, optional
        Called with the cadre-months done since the last call.
    record : bool
        Whether the state keeps what everybody does.
    conduct : ConductRecord, optional
        What everybody does, whatever the policy (see :func:`wenze.sim.state.recorded_conduct`).

    Returns
    -------
    State
        Arrays of records; ``state.tallies`` holds the counts of every month, shape [months].

    Raises
    ------
    Interrupted
        When ``stop()`` says so.
    NotFinite
        When a number of the state is no longer finite.

    Examples
    --------
    >>> from wenze.sim.batch import run_one
    >>> from wenze.sim.settings.compose import compose
    >>> settings = compose(["months=12"], names=["oversight"], reference=None, folder=None, mode="run")
    >>> state = run_one(settings, settings.scenarios[0].stages, replication=0)
    >>> state.tallies.shape, int(state.tallies["person_months"].sum())
    ((12,), 8640)
    """
    months = settings.run.months
    params = records.params_record(settings.world)
    state = blank_state(settings.world, months, settings.run.seed, replication, record_conduct=record)
    if conduct is not None:
        state = forced(state, conduct)
    step = max(1, SLICE // len(state.posts))
    for first, last, policy in spans(stages, months):
        levers = records.params_record(policy)
        for start in range(first, last, step):
            if stop():
                raise Interrupted
            end = min(last, start + step)
            state = advance(state, params, levers, start, end)
            if progress:
                progress((end - start) * len(state.posts))
    return state


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


def _jobs(settings: Settings, parts: bool) -> Iterator[Callable[..., list[Outcome]]]:
    """What threads are given to do, scenario by scenario and replication by replication."""
    for scenario in settings.scenarios:
        job = _run_with_forced if parts and scenario.name == settings.reference else _run_alone
        for replication in range(settings.run.replications):
            yield partial(job, settings, scenario, replication)


def _run_alone(
    settings: Settings, scenario: Scenario, replication: int, *, stop: Stop, progress: Progress | None
) -> list[Outcome]:
    state = run_one(settings, scenario.stages, replication, stop=stop, progress=progress)
    return [Outcome(scenario.name, replication, state.tallies)]


def _run_with_forced(
    settings: Settings, reference: Scenario, replication: int, *, stop: Stop, progress: Progress | None
) -> list[Outcome]:
    """The reference, then every other scenario on the conduct of the reference, which need not be kept any longer."""
    state = run_one(settings, reference.stages, replication, stop=stop, progress=progress, record=True)
    outcomes = [Outcome(reference.name, replication, state.tallies)]
    conduct = recorded_conduct(state)
    del state
    for scenario in settings.scenarios:
        if scenario.name != reference.name:
            tallies = run_one(
                settings, scenario.stages, replication, stop=stop, progress=progress, conduct=conduct
            ).tallies
            outcomes.append(Outcome(scenario.name, replication, tallies, forced=True))
    return outcomes
