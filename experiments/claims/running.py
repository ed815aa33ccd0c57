"""How claims are run: world by world over threads, every regime once in each, and nothing kept but the numbers asked for."""

import math
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.claims.plan import Column, Plan, Regime, changed_world, scenarios_of
from wenze.experiments.sweeps.rows import totals_of
from wenze.experiments.sweeps.running import cadres_of, why_failed
from wenze.experiments.validation.risk import SHARE, held_posts, sanctioned_within
from wenze.sim.batch import run_regime, spun_up
from wenze.sim.measures import Measure
from wenze.sim.settings.compose import Scenario, Settings
from wenze.sim.state import ConductRecord, State, at_the_switch, recorded_conduct

Stop = Callable[[], bool]
Progress = Callable[[int], None]

WORLDS_IN_A_PART = 8
WAITING = 2  # lives handed out ahead for each thread


class Life(NamedTuple):
    """A world lived on some luck: the world and which of its lives it is, both from 0, and the numbers that are asked for."""

    world: int
    life: int
    columns: tuple[Column, ...]


class Row(NamedTuple):
    """What came of a life: a number a column, NaN where there is none, or why it failed."""

    world: int
    life: int
    values: Mapping[Column, float]
    error: str = ""


class Lives(NamedTuple):
    """A part to be made: its number, and its lives in order."""

    number: int
    lives: tuple[Life, ...]


def months_of(columns: Iterable[Column]) -> dict[Regime, int]:
    """How many months each regime has to be run, those included on whose conduct others are held; these come first."""
    months: dict[Regime, int] = {}
    for column in columns:
        for regime in filter(None, (column.regime.forced, column.regime)):
            months[regime] = max(months.get(regime, 0), column.until)
    return dict(sorted(months.items(), key=lambda item: (item[0].forced is not None, item[0].name)))


def work_of(plan: Plan, life: Life) -> int:
    """Cadre-months of a life."""
    run = plan.base.run
    return cadres_of(plan.base) * (run.spin_up + sum(months_of(life.columns).values()))


def lived(plan: Plan, life: Life, stop: Stop = lambda: False, progress: Progress | None = None) -> Row:
    """Live through a world: to the switch once, then every regime from there. A run that fails is a row. Raises Interrupted."""
    try:
        settings = plan.settings(life.world)
        state = spun_up(settings, life.life * plan.count + life.world, stop=stop, progress=progress)
        values = _values(plan, settings, state, life.columns, stop, progress)
    except Exception as error:
        return Row(life.world, life.life, {}, why_failed(error))
    return Row(life.world, life.life, values)


def _values(
    plan: Plan, settings: Settings, state: State, columns: Sequence[Column], stop: Stop, progress: Progress | None
) -> dict[Column, float]:
    """Every number of a world at the switch."""
    runs = months_of(columns)
    awaited = {regime.forced for regime in runs}
    conduct: dict[Regime | None, ConductRecord] = {}
    values: dict[Column, float] = {}
    memory = settings.world.learning.memory
    for regime, months in runs.items():
        wanted = [column for column in columns if column.regime == regime]
        changed, scenario = _regime_in(plan, settings, regime, months)
        if regime.held:
            values.update(_risks(changed, scenario, state, regime, wanted))
            _tell(progress, cadres_of(settings) * months)
            continue
        how: dict[str, Any] = {"record": regime in awaited, "conduct": conduct.get(regime.forced)}
        ended = run_regime(changed, scenario.stages, at_the_switch(state), stop, progress, **how)
        if regime in awaited:
            conduct[regime] = recorded_conduct(ended)
        values.update({column: value_of(plan.measures, column, ended.tallies, memory) for column in wanted})
    return values


def _tell(progress: Progress | None, done: int) -> None:
    if progress:
        progress(done)


def _regime_in(plan: Plan, settings: Settings, regime: Regime, months: int) -> tuple[Settings, Scenario]:
    """The settings of a world under a regime that is run for so many months, and its scenario."""
    so_long = replace(settings, run=settings.run.model_copy(update={"months": months}))
    changes = plan.world_changes.get(regime.world)
    return changed_world(so_long, changes) if changes else so_long, scenarios_of(settings)[regime.scenario]


def _risks(
    settings: Settings, scenario: Scenario, state: State, regime: Regime, columns: Sequence[Column]
) -> dict[Column, float]:
    """The chance to be sanctioned for work within some horizons, of those whose posts are held to a conduct."""
    posts = held_posts(state, SHARE)
    horizons = [column.until for column in columns]
    hits = sanctioned_within(settings, scenario, state, posts, CONDUCT_NAMES.index(regime.held), horizons)
    return {column: hit / len(posts) for column, hit in zip(columns, hits, strict=True)}


def value_of(measures: Mapping[str, Measure], column: Column, tallies: Any, memory: float) -> float:
    """A measure over the months that a column counts, array [month] of counts; NaN where no month is left, or no case."""
    later = math.ceil(column.memories / max(1.0 - memory, 1e-9) - 1e-6)  # 3 / (1 − 0.9) is 30, whatever rounding says
    months = tallies[column.first + later : column.until]
    if not len(months):
        return math.nan
    return float(measures[column.measure].of(totals_of(months)))


# --- over threads -------------------------------------------------------------------------------------------------------


def parts_of(lives: Sequence[Life], first: int) -> list[Lives]:
    """Lives cut into parts, numbered from ``first`` on."""
    starts = range(0, len(lives), WORLDS_IN_A_PART)
    return [
        Lives(first + number, tuple(lives[start : start + WORLDS_IN_A_PART])) for number, start in enumerate(starts)
    ]


def made_parts(
    plan: Plan, parts: Sequence[Lives], threads: int, progress: Progress | None = None
) -> Generator[tuple[int, list[Row]], None, None]:
    """Make parts over threads, and give their rows in their order. When the iterator is closed, running slices end."""
    stopping = threading.Event()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="claims")
    begun: deque[tuple[int, list[Future[Row]]]] = deque()
    waiting = iter(parts)
    try:
        while True:
            # Beside the part that is waited for: no thread is idle while its last life is lived.
            while sum(not one.done() for _, lives in islice(begun, 1, None) for one in lives) < WAITING * threads:
                part = next(waiting, None)
                if part is None:
                    break
                begun.append(
                    (part.number, [pool.submit(lived, plan, life, stopping.is_set, progress) for life in part.lives])
                )
            if not begun:
                return
            number, futures = begun.popleft()
            yield number, [future.result() for future in futures]
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)
