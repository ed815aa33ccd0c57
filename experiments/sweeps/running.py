"""How a sweep is run: worlds over threads, parts in their order, and nothing kept of a run but its row."""

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol

from wenze.experiments.sweeps.plan import Extent, Plan, World, run_names
from wenze.experiments.sweeps.rows import Part, Row, no_totals, part_of, totals_of
from wenze.sim.batch import Interrupted, NotFinite, run_regime, spun_up
from wenze.sim.errors import InputError, clipped, one_line
from wenze.sim.settings.compose import Scenario, Settings
from wenze.sim.state import State, at_the_switch

TASK = 1_000_000
"""Cadre-months that a thread is given at a time: a fifth of a second or so, of which handing over takes nothing."""
PART_WORK = 40_000_000
"""Cadre-months of a part: what a killed sweep has to do again at most, ten seconds or so."""
PART_RUNS = 4_000
PART_ROWS = 60_000
"""The most runs, and months of runs where they are kept, in a part: it is in memory as a whole."""
MOST_PARTS = 2_000
WAITING_TASKS = 3
"""Tasks handed out ahead for each thread."""

Stop = Callable[[], bool]
Progress = Callable[[int], None]


class Worlds(NamedTuple):
    """A part to be made: its number, and its worlds in order."""

    number: int
    worlds: Sequence[World]


def cadres_of(settings: Settings) -> int:
    """Cadres of one world."""
    scale = settings.world.scale
    return scale.counties * scale.townships * scale.posts


def work_of_extent(plan: Plan, extent: Extent) -> int:
    """Cadre-months of one world of an extent, all scenarios of a plan together."""
    return extent.cadres * (extent.spin_up + extent.months * len(plan.scenarios))


def work_of_world(plan: Plan) -> int:
    """Cadre-months of one world, all its scenarios together: the mean over the settings that are asked for."""
    whole = sum(count * work_of_extent(plan, extent) for extent, count in plan.extents.items())
    return max(1, whole // plan.points.size)


def work_of(plan: Plan, worlds: Sequence[World]) -> int:
    """Cadre-months of some worlds, all their scenarios together."""
    if len(plan.extents) == 1:
        return len(worlds) * work_of_world(plan)
    return sum(work_of_extent(plan, plan.extent(world.setting)) for world in worlds)


def months_of(plan: Plan) -> int:
    """Months of a run: the mean over the settings that are asked for."""
    return max(1, sum(count * extent.months for extent, count in plan.extents.items()) // plan.points.size)


def worlds_in_a_part(plan: Plan) -> int:
    """How many worlds stand in a part: so many that little is lost, so few that files are few. It hangs on the plan alone."""
    runs = len(plan.scenarios)
    if plan.part is not None:
        return max(1, plan.part // runs)
    rows = PART_ROWS // (runs * months_of(plan)) if plan.monthly else PART_RUNS
    wanted = min(PART_WORK // work_of_world(plan), PART_RUNS // runs, rows)
    return max(1, wanted, -(-plan.worlds // MOST_PARTS))


def parts_of(plan: Plan, worlds: Sequence[World], first: int = 0) -> list[Worlds]:
    """Worlds cut into parts, numbered from ``first`` on."""
    size = worlds_in_a_part(plan)
    starts = range(0, len(worlds), size)
    return [Worlds(first + number, worlds[start : start + size]) for number, start in enumerate(starts)]


class AllWorlds(Sequence[World]):
    """The worlds of a plan in their order; none is there before it is looked at."""

    def __init__(self, plan: Plan, span: range | None = None) -> None:
        self._plan = plan
        self._span = range(plan.worlds) if span is None else span

    def __len__(self) -> int:
        return len(self._span)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return AllWorlds(self._plan, self._span[index])
        return self._plan.world(self._span[index])


# --- running a world ----------------------------------------------------------------------------------------------------


class Runner:
    """Runs worlds of a plan; the settings of neighbouring worlds are made once. One for each task."""

    def __init__(self, plan: Plan, stop: Stop = lambda: False, progress: Progress | None = None) -> None:
        self._plan, self._stop, self._progress = plan, stop, progress
        self._at: tuple[int, int] = (-1, -1)
        self._settings: Settings | str = ""
        self._names: dict[str, Callable[[int], str]] = {}

    def rows(self, worlds: Iterable[World]) -> list[Row]:
        """The rows of worlds, a row a scenario. A run that fails is a row. Raises Interrupted."""
        return [row for world in worlds for row in self._rows_of(world)]

    def _rows_of(self, world: World) -> list[Row]:
        settings = self._settings_of(world)
        if isinstance(settings, str):
            return self.failed(world, settings)
        try:
            state = spun_up(settings, world.replication, stop=self._stop, progress=self._progress)
        except Exception as error:
            return self.failed(world, why_failed(error))
        last = settings.scenarios[-1]
        return [self._run(settings, item, world, state, keep=item is not last) for item in settings.scenarios]

    def failed(self, world: World, why: str) -> list[Row]:
        """The rows of a world whose runs all failed."""
        self._settings_of(world)
        return [self._row(world, name, error=why) for name in self._plan.scenarios]

    def _settings_of(self, world: World) -> Settings | str:
        """The settings of a world, or why there are none."""
        place = self._plan.place_of(world)
        if place != self._at:
            try:
                self._settings = self._plan.settings(*place)
                self._names = run_names(self._settings)
            except Exception as error:
                self._settings, self._names = why_failed(error), {}
            self._at = place
        return self._settings

    def _run(self, settings: Settings, scenario: Scenario, world: World, state: State, keep: bool) -> Row:
        try:
            own = at_the_switch(state) if keep else state
            ended = run_regime(settings, scenario.stages, own, self._stop, self._progress)
        except Exception as error:
            return self._row(world, scenario.name, error=why_failed(error))
        months = ended.tallies
        first, end = self._plan.window or (0, len(months))
        totals = totals_of(months[first:end])
        return self._row(world, scenario.name, totals, months.copy() if self._plan.monthly else None)

    def _row(
        self, world: World, scenario: str, totals: Any = None, months: Any = None, error: str | None = None
    ) -> Row:
        name = self._names[scenario](world.replication) if self._names else ""
        values = self._plan.points.at(world.setting)
        return Row(name, world, scenario, values, no_totals() if totals is None else totals, months, error)


def why_failed(error: Exception) -> str:
    """Why a run failed, on one line and the same in whatever language. Raises what is no failure of a run."""
    if isinstance(error, Interrupted):
        raise error
    if isinstance(error, NotFinite) and error.what:
        return f"NotFinite: {error.what}, month {error.month}"
    if isinstance(error, InputError) and error.key:
        return f"InputError: {error.key}={error.value}"
    return clipped(one_line(f"{type(error).__name__}: {error}"), 300)


# --- over threads -------------------------------------------------------------------------------------------------------


class Known(Protocol):
    """Rows that need not be run, since an earlier sweep has them."""

    def holds(self, plan: Plan, world: World) -> bool:
        """Whether the rows of a world of a plan are there."""

    def rows(self, plan: Plan, world: World) -> list[Row] | None:
        """The rows of a world of a plan, None if any of them is not there."""


def made_parts(
    plan: Plan, parts: Iterable[Worlds], threads: int, progress: Progress | None = None, known: Known | None = None
) -> Generator[Part, None, None]:
    """Make parts over threads, and give them in their order. When the iterator is closed, running slices end."""
    stopping = threading.Event()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="sweep")
    size = max(1, TASK // work_of_world(plan))

    def task(worlds: Sequence[World]) -> list[Row]:
        runner = Runner(plan, stopping.is_set, progress)
        rows: list[Row] = []
        for world in worlds:
            rows += (known.rows(plan, world) if known else None) or runner.rows([world])
        return rows

    def begin(part: Worlds) -> tuple[int, list[Future[list[Row]]]]:
        pieces = [part.worlds[start : start + size] for start in range(0, len(part.worlds), size)]
        return part.number, [pool.submit(task, piece) for piece in pieces]

    begun: deque[tuple[int, list[Future[list[Row]]]]] = deque()
    waiting = iter(parts)
    try:
        while True:
            while sum(len(futures) for _, futures in begun) < WAITING_TASKS * threads or len(begun) < 2:
                part = next(waiting, None)
                if part is None:
                    break
                begun.append(begin(part))
            if not begun:
                return
            number, futures = begun.popleft()
            rows = [row for future in futures for row in future.result()]
            yield part_of(plan, number, rows)
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)
