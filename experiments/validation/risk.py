"""The risk of doing: posts drawn at random are held to one conduct, and counted is whose holder is sanctioned how soon.

Who works is not like who idles: what befalls them in a free run mixes what they do with who does it. Here a few posts are
drawn and held to each conduct in turn, from the same month of the same world, while everybody else stays free.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.draws import HELD, entity_state, month_state, uniform
from wenze.agents.kinds import CONDUCT_NAMES, CONDUCTS
from wenze.experiments.analysis.intervals import Array, Interval, interval_of_share
from wenze.sim.batch import run_regime, spun_up
from wenze.sim.memory import check_memory
from wenze.sim.settings.compose import Scenario, Settings
from wenze.sim.state import State, at_the_switch, in_use, nobody_held

SHARE = 0.1
"""Share of the posts that is held: so few that the world around them stays as it is."""

HORIZONS = (3, 12, 36, 60, 120)
"""Months within which a sanction counts, if nothing else is asked for."""

Progress = Callable[[float], None]


class Risk(NamedTuple):
    """Chance that the holder of a post is sanctioned for work within so many months of being held to a conduct."""

    scenario: str
    conduct: str
    months: int
    chance: Interval
    posts: int


def risk_of_doing(
    settings: Settings,
    horizons: Sequence[int] = HORIZONS,
    share: float = SHARE,
    threads: int = 1,
    progress: Progress | None = None,
) -> list[Risk]:
    """The risk of each conduct under each scenario, within each horizon: means over replications with their intervals.

    The same posts are held under every scenario and conduct of a replication. Sanctions for work count, talk and criticism
    included, of whoever holds the post. Horizons beyond the months that are run are left out.
    """
    within = [months for months in sorted(set(horizons)) if months <= settings.run.months]
    shares, held = shares_hit(settings, within, share, threads, progress)
    return [
        Risk(
            scenario.name,
            CONDUCT_NAMES[conduct],
            months,
            interval_of_share(shares[:, at, conduct, place], held),
            int(held),
        )
        for at, scenario in enumerate(settings.scenarios)
        for conduct in range(CONDUCTS)
        for place, months in enumerate(within)
    ]


def shares_hit(
    settings: Settings,
    within: Sequence[int],
    share: float = SHARE,
    threads: int = 1,
    progress: Progress | None = None,
) -> tuple[Array, float]:
    """Which share of the posts held saw a sanction within each of some horizons: array [replication, scenario, conduct, horizon],
    and how many posts were held in all.
    """
    check_memory(settings, threads)
    with closing(_Told(settings, progress)) as told, ThreadPoolExecutor(threads) as pool:
        worlds = list(pool.map(lambda number: _of_one_world(settings, within, share, number, told), _numbers(settings)))
    found = np.array([hits for hits, _ in worlds], float)  # [replication, scenario, conduct, horizon]
    held = np.array([posts for _, posts in worlds], float)
    return found / held[:, np.newaxis, np.newaxis, np.newaxis], float(held.sum())


class _Told:
    """Progress as a share of all runs; told by several threads."""

    def __init__(self, settings: Settings, progress: Progress | None) -> None:
        self._all = settings.run.replications * len(settings.scenarios) * CONDUCTS
        self._done = 0
        self._progress = progress

    def one_more(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(min(1.0, self._done / self._all))

    def close(self) -> None:
        self._progress = None


def _numbers(settings: Settings) -> range:
    return range(settings.run.replications)


def _of_one_world(
    settings: Settings, within: Sequence[int], share: float, replication: int, told: _Told
) -> tuple[list[list[list[int]]], int]:
    """How many held posts saw a sanction of their holder, [scenario][conduct][horizon], and how many were held."""
    world = spun_up(settings, replication)
    posts = held_posts(world, share)
    hits: list[list[list[int]]] = []
    for scenario in settings.scenarios:
        hits.append([])
        for conduct in range(CONDUCTS):
            hits[-1].append(sanctioned_within(settings, scenario, world, posts, conduct, within))
            told.one_more()
    return hits, len(posts)


def held_posts(world: State, share: float) -> Any:
    """Indices of the posts held: drawn by each post, at least one."""
    with np.errstate(over="ignore"):  # the mixing of draws is meant to overflow
        luck = month_state(world.clock[0].run, -1)
        draws = np.array([uniform(entity_state(luck, number), HELD) for number in world.posts.number])
    return np.nonzero((draws < share) | (draws == draws.min()))[0]


def sanctioned_within(
    settings: Settings, scenario: Scenario, world: State, posts: Any, conduct: int, within: Sequence[int]
) -> list[int]:
    """How many of the posts saw a sanction of their holder for work within each horizon, held to a conduct from the switch on.

    ``world`` stands at the switch and is left as it is; ``settings.run.months`` are run.
    """
    held = nobody_held(settings.world.scale, settings.run.months)
    held.conduct[:, posts] = conduct
    ended = run_regime(settings, scenario.stages, at_the_switch(world), conduct=held)
    records = in_use(ended, "sanctions", since=world.blocks.sanctions)
    for_work = records[(records.person >= 0) & (records.misconduct == 0) & (records.discipline == 0)]
    soonest = np.full(len(ended.people), np.iinfo(np.int32).max)
    np.minimum.at(soonest, for_work.person, for_work.decided - settings.run.spin_up)
    months = soonest[ended.posts.holder[posts]]
    return [int((months < horizon).sum()) for horizon in within]
