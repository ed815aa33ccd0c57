"""What a run is read for when it is held against sourced figures: sanctions person by person, after a burn-in.

The measures of ``wenze.sim.measures`` are sums of months. Sourced figures also ask how many *persons* were sanctioned within a
number of months, and on which rung; that stands in the records of sanctions at the end of a run.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from wenze.agents.kinds import DEMOTION, TALK
from wenze.sim.batch import run_one
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.memory import check_memory
from wenze.sim.settings.compose import Scenario, Settings
from wenze.sim.settings.parameters import World as Numbers
from wenze.sim.state import State

BURN_IN = 36  # months left aside: the first cases have to age before they surface, and beliefs start from priors
WINDOW = 35  # months within which persons are counted, those of the record of Taizhou (village_filing_rate)
ORDER = 62  # month from which the regime after the order holds: two months into a year, as the order of 2019
YEAR = ORDER - 2  # first month of the year of the order
LEAST_MONTHS = YEAR + 12  # the year of the order has to be whole; there is then a whole window too

Observed = Mapping[str, float]
"""Quantities of one run by name, NaN where there is none."""

Quantities = Mapping[str, NDArray[np.float64]]
"""Quantities by name, one value for each replication."""


def observed(settings: Settings, threads: int) -> dict[str, Quantities]:
    """Run every scenario and replication, and give what was observed: scenario -> quantity -> a value per replication.

    Runs longer than :data:`LEAST_MONTHS` are needed for all quantities to exist. The order of the values is that of the
    replications, whatever the number of threads.
    """
    check_memory(settings, threads)
    stopping = threading.Event()

    def job(scenario: Scenario, replication: int) -> Observed:
        return observe(run_one(settings, scenario.stages, replication, stop=stopping.is_set), settings.world)

    pool = ThreadPoolExecutor(threads, thread_name_prefix="observed")
    try:
        waiting = {
            scenario.name: [pool.submit(job, scenario, number) for number in range(settings.run.replications)]
            for scenario in settings.scenarios
        }
        return {name: _columns([run.result() for run in runs]) for name, runs in waiting.items()}
    finally:
        stopping.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _columns(runs: Sequence[Observed]) -> Quantities:
    return {name: np.array([run[name] for run in runs]) for name in runs[0]}


def observe(world: State, numbers: Numbers) -> Observed:
    """Everything that is read off one finished run."""
    clock = world.clock[0]
    sanctions = world.sanctions[: clock.sanctions]
    after = sanctions[sanctions.decided >= BURN_IN]
    formal = after[after.rung > TALK]
    totals = add_up(world.tallies[BURN_IN:], axis=0)
    past = world.people.seniority >= 12 * numbers.people.ceiling_years
    return {
        "filed": _persons(world, sanctions, lambda record: record.rung > TALK),
        "held": _persons(world, sanctions, lambda record: record.misconduct == 0),
        "formal": _share(len(formal), len(after)),
        "heavy": _share(int((formal.rung == DEMOTION).sum()), len(formal)),
        "grassroots": _share(int((formal.person >= 0).sum()), len(formal)),
        "grassroots_all": _share(int((after.person >= 0).sum()), len(after)),
        "upward": _share(int((after.department >= 0).sum()), len(after)),
        "not_own": 1.0 - _share(int(totals["arisen_own"]), int(totals["arisen"])),
        "overturn_delay": float(MEASURES["overturn_delay"].of(totals)),
        "past_ceiling": float(past.mean()),
        **_changes(sanctions.decided),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _persons(world: State, sanctions: Any, counted: Callable[[Any], Any]) -> float:
    """Township cadres with a sanction of some kind within a window, as a share of posts; the mean of all whole windows.

    Who comes to a post within the window counts beside who left it, as on a record of a district's cadres.
    """
    township = sanctions[(sanctions.person >= 0) & counted(sanctions)]
    starts = range(BURN_IN, int(world.clock[0].months) - WINDOW + 1, WINDOW)
    found = [
        len(np.unique(township.person_id[(township.decided >= start) & (township.decided < start + WINDOW)]))
        for start in starts
    ]
    return sum(found) / (len(found) * len(world.posts)) if found else float("nan")


def _changes(decided: Any) -> dict[str, float]:
    """Change of the number of sanctions on the year before: from the order to the end of the year, and by quarter."""
    spans = {"change": (YEAR, YEAR + 12), **{f"change_q{q}": (YEAR + 3 * q - 3, YEAR + 3 * q) for q in (2, 3, 4)}}
    return {name: _change(decided, first, last) for name, (first, last) in spans.items()}


def _change(decided: Any, first: int, last: int) -> float:
    now = int(((decided >= first) & (decided < last)).sum())
    before = int(((decided >= first - 12) & (decided < last - 12)).sum())
    return _share(now, before) - 1.0
