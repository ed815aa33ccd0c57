"""How often the township answers for the departments' matter: the river case planted in many months and on much luck."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import Interval, interval_of_share
from wenze.sim.batch import at_the_switch, run_regime, spun_up
from wenze.sim.settings.compose import Settings

APART = 6  # months between two plants
AFTERWARDS = 36  # months in which a case that an inspection has found can come to a decision
COUNTS = ("river_decided", "river_township", "river_department")

Progress = Callable[[int], None]


class Share(NamedTuple):
    """Of the decisions on river cases under a regime: how many there were, and which shares held township and departments.

    ``cases`` is how many were planted. A share is NaN where nothing was decided.
    """

    scenario: str
    cases: int
    decided: int
    township: Interval
    departments: Interval


class Counted(NamedTuple):
    """What came of many river cases: a share a scenario, and per scenario and replication how many decisions fell on the case
    of the first plant, array [scenario, replication] in the order of ``shares``.
    """

    plants: int
    replications: int
    shares: tuple[Share, ...]
    of_first: Any

    def first_decided(self, scenario: str) -> int | None:
        """The first replication in which the case of the first plant was decided under a scenario, or else under any."""
        order = [share.scenario for share in self.shares]
        for rows in (self.of_first[[order.index(scenario)]], self.of_first):
            found = np.nonzero(rows.any(axis=0))[0]
            if len(found):
                return int(found[0])
        return None


def planted(settings: Settings, plants: int) -> list[Settings]:
    """Settings with the river case planted so many times, half a year apart, each with the same time to be decided."""
    problems = settings.world.problems
    found = []
    for number in range(plants):
        month = problems.river_month + APART * number
        world = settings.world.model_copy(update={"problems": problems.model_copy(update={"river_month": month})})
        run = settings.run.model_copy(update={"months": month + problems.river_inspection + AFTERWARDS})
        found.append(replace(settings, world=world, run=run))
    return found


def work_in(settings: Settings, plants: int) -> int:
    """All the work there is, in cadre-months."""
    scale, run = settings.world.scale, settings.run
    months = sum(one.run.months for one in planted(settings, plants)) * len(settings.scenarios)
    return scale.counties * scale.townships * scale.posts * run.replications * (run.spin_up + months)


def counted(settings: Settings, plants: int, threads: int = 1, progress: Progress | None = None) -> Counted:
    """Plant the river case ``plants`` times under every scenario, on ``settings.run.replications`` lots of luck.

    A replication's world lives its months under the status quo once, and every plant and scenario goes on from there. Shares
    are over all plants; intervals are over replications. Raises NotFinite.

    >>> from wenze.sim.settings.compose import compose
    >>> small = ["spin_up=0", "replications=2", "world.scale.counties=1", "world.scale.townships=1"]
    >>> settings = compose(small, names=["river_channel"], reference=None, folder=None, mode="compare")
    >>> [(share.scenario, share.cases) for share in counted(settings, plants=2).shares]
    [('blanket_punishment', 4), ('river_channel', 4)]
    """
    stopping = threading.Event()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="plant")
    try:
        jobs = [
            pool.submit(_one_replication, settings, plants, replication, stopping.is_set, progress)
            for replication in range(settings.run.replications)
        ]
        totals = np.stack([job.result() for job in jobs], axis=-1)  # [scenario, plant, count, replication]
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)
    shares = tuple(
        _share(scenario.name, plants, totals[place].sum(axis=0)) for place, scenario in enumerate(settings.scenarios)
    )
    return Counted(plants, settings.run.replications, shares, totals[:, 0, 0])


def _one_replication(
    settings: Settings, plants: int, replication: int, stop: Callable[[], bool], progress: Progress | None
) -> Any:
    """Counts of one replication, array [scenario, plant, count]."""
    world = spun_up(settings, replication, stop=stop, progress=progress)
    return np.array(
        [
            [_counts(one, scenario.stages, at_the_switch(world), stop, progress) for one in planted(settings, plants)]
            for scenario in settings.scenarios
        ]
    )


def _counts(
    settings: Settings, stages: Any, world: Any, stop: Callable[[], bool], progress: Progress | None
) -> list[int]:
    longer = world._replace(tallies=_room_for(world.tallies, settings.run.spin_up + settings.run.months))
    longer.clock[0].months = settings.run.months
    tallies = run_regime(settings, stages, longer, stop, progress).tallies
    return [int(tallies[name].sum()) for name in COUNTS]


def _room_for(tallies: Any, months: int) -> Any:
    """As many rows as months are run."""
    return np.zeros(months, tallies.dtype).view(type(tallies))


def _share(scenario: str, plants: int, totals: Any) -> Share:
    """Shares from counts [count, replication]."""
    decided, township, departments = totals
    known = np.where(decided > 0, decided, 1)
    cases = int(decided.sum())

    def share(held: Any) -> Interval:
        return interval_of_share(np.where(decided > 0, held / known, np.nan), float(cases))

    return Share(scenario, plants * len(decided), cases, share(township), share(departments))


def by_name(found: Counted) -> Mapping[str, Share]:
    """The shares by scenario."""
    return {share.scenario: share for share in found.shares}
