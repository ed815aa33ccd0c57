"""Running replications: months in slices, many runs over threads, interruption.

A replication begins with months under the status quo. They are run once, and every regime goes on from a copy of the world
that they made.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.compiled import compiled, is_compiled
from wenze.sim.memory import WAITING_RUNS, check_memory, runs_in, shares_spin_up
from wenze.sim.messages import say
from wenze.sim.month import run_months
from wenze.sim.settings.compose import Scenario, Settings, Stage
from wenze.sim.state import (
    SHAPES,
    WITH_REAL_NUMBERS,
    ConductRecord,
    Share,
    State,
    at_the_switch,
    blank_state,
    counted,
    everywhere,
    forced,
    grown,
    nobody_held,
    recorded_conduct,
)
from wenze.sim.together import MonthOf, months_together, shares_of

SLICE = 300_000  # cadre-months in one call: well under half a second, so that Ctrl-C is answered at once


class NotFinite(ArithmeticError):
    """A number of the state became NaN or infinite; says ``what`` it is, and in which ``month``."""

    def __init__(self, message: str, what: str = "", month: int = 0) -> None:
        super().__init__(message)
        self.what, self.month = what, month


class Interrupted(Exception):
    """A run was told to stop."""


class Outcome(NamedTuple):
    """One finished run: a scenario, a replication, and what was read off it: the counts of its months (structured array
    [months]) unless the batch was told otherwise.

    ``forced`` says that everybody did what they did under the reference, post by post and month by month.
    """

    scenario: str
    replication: int
    read: Any
    forced: bool = False


Stop = Callable[[], bool]
Progress = Callable[[int], None]
Hands = Callable[[], int]
"""How many threads a world may be lived on now."""
Read = Callable[[State], Any]
"""What is read off the world of a finished run; nothing else of it is kept."""


def advance(state: State, params: Any, policy: Any, first: int, last: int, run: Any = None, threads: int = 1) -> State:
    """Run months ``first`` to ``last − 1`` of a replication, counted from the making of the world, under one policy.

    ``params`` and ``policy`` are records of the settings (``records.params_record``); ``first`` = 0 makes the state.
    Returns the state, whose arrays may have been replaced by larger ones; the one given must not be used again. Stepping
    month by month gives the same bits, and so do any ``threads``, which share a large world's blocks. Raises
    :class:`NotFinite`. ``run`` is the function that runs months, compiled if not given.
    """
    run = run or compiled(run_months)
    month = first
    while month < last:
        state = grown(state)
        shares = shares_of(state, threads)
        if len(shares) == 1:
            month, bad = _run(run, state, params, policy, month, last, everywhere(state))
        elif month == 0:  # which makes the state
            month, bad = _run(run, state, params, policy, 0, 1, everywhere(state))
        else:
            state, month, bad = months_together(_month_of(run, params, policy), state, month, last, shares)
        if bad >= 0:
            what = find_not_finite(state, WITH_REAL_NUMBERS[bad])
            since = month - 1 - int(state.clock[0].spin_up)
            raise NotFinite(say("not_finite_in_month", month=since, what=what), what, since)
    return state


def made(state: State, params: Any, policy: Any, month: int = 0) -> State:
    """A state as it stands before a month, with the policy of that month announced; a blank one with its people in it.

    :func:`advance` from that month makes the same again.
    """
    _run(compiled(run_months), state, params, policy, month, month, everywhere(state))
    return state


def _month_of(run: Any, params: Any, policy: Any) -> MonthOf:
    """What runs a month of some blocks."""
    return lambda state, month, share: _run(run, state, params, policy, month, month + 1, share)


def _run(run: Any, state: State, params: Any, policy: Any, first: int, end: int, share: Share) -> Any:
    """The one call of the months: gives the month that comes next, and the array with a number that is not finite or −1."""
    reals = tuple(records.words(getattr(state, name)) for name in WITH_REAL_NUMBERS)
    return run(state, params, policy, first, end, reals, SHAPES, share)


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


def one_thread() -> int:
    """A world is lived on one thread, if nothing else is said."""
    return 1


def run_one(
    settings: Settings,
    stages: Sequence[Stage],
    replication: int,
    *,
    stop: Stop = lambda: False,
    progress: Progress | None = None,
    record: bool = False,
    conduct: ConductRecord | None = None,
    log: bool = False,
    hands: Hands = one_thread,
) -> State:
    """One replication of one scenario: the state as it stands after the last month.

    Parameters
    ----------
    settings : Settings
        What :func:`wenze.sim.settings.compose.compose` gives.
    stages : sequence of Stage
        The policies of the scenario, as in ``settings.scenarios[0].stages``; their months count from the switch.
    replication : int
        Which one, from 0; it fixes all chance together with the seed.
    stop : callable, optional
        Asked between slices of months whether to stop.
    progress : callable, optional
        Called with the cadre-months done since the last call, those of the spin-up included.
    record : bool
        Whether the state keeps what everybody does from the switch on.
    conduct : ConductRecord, optional
        What everybody, or some, are held to from the switch on, whatever the policy (see
        :func:`wenze.sim.state.recorded_conduct` and :func:`wenze.sim.state.nobody_held`).
    log : bool
        Whether the state keeps the log of events (``wenze.sim.events.EVENTS``) from the switch on.
    hands : callable, optional
        Asked between slices of months how many threads a large world may be lived on; the numbers do not depend on it.

    Returns
    -------
    State
        Arrays of records; ``state.tallies`` holds the counts of every month from the switch on, shape [months]. Months
        that stand in records of people, cases and sanctions count from the making of the world, ``spin_up`` earlier.

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
    state = spun_up(settings, replication, stop=stop, progress=progress, hands=hands)
    return run_regime(settings, stages, state, stop, progress, record=record, conduct=conduct, log=log, hands=hands)


def spun_up(
    settings: Settings,
    replication: int,
    *,
    stop: Stop = lambda: False,
    progress: Progress | None = None,
    hands: Hands = one_thread,
) -> State:
    """The world of a replication at the switch, as the months under the status quo have made it; blank if there are none.

    Raises Interrupted and NotFinite.
    """
    run = settings.run
    state = blank_state(settings.world, run.months, run.seed, replication, spin_up=run.spin_up)
    return _run_span(settings, settings.status_quo, state, 0, run.spin_up, stop, progress, hands)


def run_regime(
    settings: Settings,
    stages: Sequence[Stage],
    state: State,
    stop: Stop = lambda: False,
    progress: Progress | None = None,
    *,
    record: bool = False,
    conduct: ConductRecord | None = None,
    log: bool = False,
    hands: Hands = one_thread,
) -> State:
    """Run a scenario from the switch on, in a world at the switch (:func:`spun_up`) that is used up by it.

    Otherwise as :func:`run_one`.
    """
    months, spin_up = settings.run.months, settings.run.spin_up
    if record:
        state = state._replace(**nobody_held(settings.world.scale, months)._asdict())
    if conduct is not None:
        state = forced(state, conduct)
    if log:
        state = with_log(state)
    for first, last, policy in spans(stages, months):
        state = _run_span(settings, policy, state, spin_up + first, spin_up + last, stop, progress, hands)
    return state._replace(tallies=counted(state).copy())


def with_log(state: State) -> State:
    """The same state, which keeps the log of events from now on; nothing else that happens in it changes."""
    state.clock[0].logging = 1
    return state


def month_by_month(
    settings: Settings, stages: Sequence[Stage], state: State, stop: Stop = lambda: False
) -> Iterator[tuple[int, State]]:
    """Run a scenario from the switch on, a month at a time: each month, counted from the switch, and the state after it.

    The numbers are those of :func:`run_regime`; a state given out is used up by the next month. Raises Interrupted and
    NotFinite.
    """
    for first, last, policy in spans(stages, settings.run.months):
        for month in range(first, last):
            at = settings.run.spin_up + month
            state = _run_span(settings, policy, state, at, at + 1, stop, None)
            yield month, state


def _run_span(
    settings: Settings,
    policy: Policy,
    state: State,
    first: int,
    last: int,
    stop: Stop,
    progress: Progress | None,
    hands: Hands = one_thread,
) -> State:
    """Run months under one policy, in slices."""
    params, levers = records.params_record(settings.world), records.params_record(policy)
    step = max(1, SLICE // len(state.posts))
    for start in range(first, last, step):
        if stop():
            raise Interrupted
        end = min(last, start + step)
        state = advance(state, params, levers, start, end, threads=hands())
        if progress:
            progress((end - start) * len(state.posts))
    return state


def spans(stages: Sequence[Stage], months: int) -> Iterator[tuple[int, int, Policy]]:
    """First month, month after the last, and policy of each stage, within the months that are run."""
    starts = [stage.month for stage in stages]
    for stage, end in zip(stages, [*starts[1:], months], strict=True):
        if stage.month < min(end, months):
            yield stage.month, min(end, months), stage.policy


# --- many runs ----------------------------------------------------------------------------------------------------------


def counts_of_months(state: State) -> Any:
    """What is read off a finished run if nothing else is asked for: the counts of its months."""
    return state.tallies


def run_batch(
    settings: Settings,
    threads: int,
    progress: Progress | None = None,
    parts: bool = False,
    read: Read = counts_of_months,
    worlds: Sequence[Settings] = (),
) -> Generator[Outcome, None, None]:
    """Run every scenario and replication over threads; finished runs come in any order, but replication by replication.

    ``worlds`` holds, where they differ, the settings of each replication, in order: other numbers of the world and of the
    base under the scenarios, but the same scenarios by name, the same scale and the same run as in ``settings``.
    With ``parts`` every scenario but the reference is run once more on the conduct of the reference, which shows what its
    policy does to unchanged conduct. Each run depends only on its scenario, replication and seed. ``progress`` is called
    with cadre-months done, from any thread. ``read`` says what is kept of a run. When the iterator is closed or
    interrupted, running slices end and nothing more is started.
    """
    for one in (settings, *worlds):
        check_memory(one, threads, parts)
    stopping = threading.Event()
    crew = _Crew(threads)
    batch = _Batch(settings, tuple(worlds), parts, read, stopping.is_set, progress, crew.hands)
    schedule = _Schedule(batch, threads)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="run")
    running: set[Future[_Done]] = set()
    finished: list[Outcome] = []
    try:
        while True:
            _hand_out(schedule, pool, crew, running, WAITING_RUNS * threads)
            yield from finished
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            finished = schedule.follow([future.result() for future in done])
            done.clear()  # they hold worlds
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _hand_out(
    schedule: "_Schedule", pool: ThreadPoolExecutor, crew: "_Crew", running: "set[Future[_Done]]", at_most: int
) -> None:
    """Give threads what there is to do, so much that none waits while the reader is busy."""
    while len(running) < at_most:
        job = schedule.take()
        if job is None:
            return
        running.add(pool.submit(crew.do, job))


class _Crew:
    """The threads of a batch: where fewer runs are under way than there are threads, each may use several."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._busy = 0
        self._counting = threading.Lock()

    def do(self, job: "_Job") -> "_Done":
        """A job, done while one more thread is counted as busy."""
        with self._counting:
            self._busy += 1
        try:
            return job()
        finally:
            with self._counting:
                self._busy -= 1

    def hands(self) -> int:
        """How many threads each of the jobs under way may use."""
        return max(1, self._threads // max(1, self._busy))


class _Done(NamedTuple):
    """What a job comes to: runs that are finished, and jobs that can begin now."""

    outcomes: list[Outcome]
    jobs: list["_Job"]


_Job = Callable[[], _Done]


class _Schedule:
    """Which job is to be done next.

    Jobs hold the world at the switch that they go on from; it is dropped with the last of them. So that few are there
    at a time, another replication begins only where no job of an earlier one waits, and as many as there are threads are
    under way: a thread that finds no job to do then always finds one to begin.
    """

    def __init__(self, batch: "_Batch", threads: int) -> None:
        settings = batch.settings
        self._batch = batch
        self._most = threads if shares_spin_up(settings, batch.parts) else WAITING_RUNS * threads
        self._runs = runs_in(settings, batch.parts) // settings.run.replications
        self._to_begin = iter(range(settings.run.replications))
        self._ready: deque[_Job] = deque()
        self._left: Counter[int] = Counter()

    def take(self) -> _Job | None:
        """A job to begin now, None if there is none."""
        if not self._ready and len(self._left) < self._most:
            for replication in self._to_begin:
                self._left[replication] = self._runs
                self._ready.extend(self._batch.first_jobs(replication))
                break
        return self._ready.popleft() if self._ready else None

    def follow(self, done: Sequence[_Done]) -> list[Outcome]:
        """Take note of what jobs came to; returns the finished runs."""
        outcomes = [outcome for one in done for outcome in one.outcomes]
        for outcome in outcomes:
            self._left[outcome.replication] -= 1
        self._left = +self._left  # what is left of none is done
        self._ready.extend(job for one in done for job in one.jobs)
        return outcomes


class _Batch(NamedTuple):
    """The jobs of a batch: what threads are given to do."""

    settings: Settings
    worlds: tuple[Settings, ...]
    parts: bool
    read: Read
    stop: Stop
    progress: Progress | None
    hands: Hands

    def of(self, replication: int) -> Settings:
        """The settings of a replication."""
        return self.worlds[replication] if self.worlds else self.settings

    def first_jobs(self, replication: int) -> list[_Job]:
        """What a replication begins with."""
        if shares_spin_up(self.settings, self.parts):
            return [partial(self._spin_up, replication)]
        return self._regimes(replication, None)

    def _spin_up(self, replication: int) -> _Done:
        lived = self.of(replication)
        world = spun_up(lived, replication, stop=self.stop, progress=self.progress, hands=self.hands)
        return _Done([], self._regimes(replication, world))

    def _regimes(self, replication: int, world: State | None) -> list[_Job]:
        """Every scenario from the switch on; the reference first where others wait for its conduct."""
        scenarios = sorted(self.of(replication).scenarios, key=lambda item: self.parts and not self._is_reference(item))
        return [partial(self._free, scenario, replication, world) for scenario in scenarios]

    def _free(self, scenario: Scenario, replication: int, world: State | None) -> _Done:
        records_it = self.parts and self._is_reference(scenario)
        state = self._run(scenario, replication, world, record=records_it)
        outcome = Outcome(scenario.name, replication, self.read(state))
        return _Done([outcome], self._forced_jobs(replication, world, recorded_conduct(state)) if records_it else [])

    def _forced_jobs(self, replication: int, world: State | None, conduct: ConductRecord) -> list[_Job]:
        """Every scenario but the reference, on the conduct of the reference."""
        others = (item for item in self.of(replication).scenarios if not self._is_reference(item))
        return [partial(self._forced, scenario, replication, world, conduct) for scenario in others]

    def _forced(self, scenario: Scenario, replication: int, world: State | None, conduct: ConductRecord) -> _Done:
        state = self._run(scenario, replication, world, conduct=conduct)
        return _Done([Outcome(scenario.name, replication, self.read(state), forced=True)], [])

    def _run(self, scenario: Scenario, replication: int, world: State | None, **how: Any) -> State:
        """A scenario in a copy of the world at the switch, or in one of its own."""
        if world is None:
            how = {**how, "stop": self.stop, "progress": self.progress}
            return run_one(self.of(replication), scenario.stages, replication, hands=self.hands, **how)
        own = at_the_switch(world)
        lived = self.of(replication)
        return run_regime(lived, scenario.stages, own, self.stop, self.progress, hands=self.hands, **how)

    def _is_reference(self, scenario: Scenario) -> bool:
        return scenario.name == self.settings.reference
