"""What a run is read for when it is held against sourced figures: sanctions person by person, from the switch on.

The measures of ``wenze.sim.measures`` are sums of months. Sourced figures also ask how many *persons* were sanctioned within a
number of months, and on which rung; that stands in the records of sanctions at the end of a run.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from wenze.agents.kinds import DEMOTION, TALK
from wenze.sim.batch import run_batch
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.settings.compose import Settings
from wenze.sim.settings.parameters import World as Numbers
from wenze.sim.state import State, in_use

WINDOW = 35  # months within which persons are counted, those of the record of Taizhou (village_filing_rate)
ORDER = 62  # month from which the regime after the order holds: two months into a year, as the order of 2019
YEAR = ORDER - 2  # first month of the year of the order
LEAST_MONTHS = YEAR + 12  # the year of the order has to be whole; there is then a whole window too

Observed = Mapping[str, float]
"""Quantities of one run by name, NaN where there is none."""

Read = Callable[..., Observed]
"""Reads one finished run, given its state and ``numbers``, those of its world."""

Quantities = Mapping[str, NDArray[np.float64]]
"""Quantities by name, one value for each replication."""


def observed(
    settings: Settings, threads: int, read: Read | None = None, worlds: Sequence[Settings] = ()
) -> dict[str, Quantities]:
    """Run every scenario and replication, and give what was observed: scenario -> quantity -> a value per replication.

    ``worlds`` are the settings of the replications, where they live in different worlds.
    ``read`` reads a finished run, given the numbers of its world; by default :func:`observe`, for which all quantities exist in
    runs longer than :data:`LEAST_MONTHS`. The order of the values is that of the replications, whatever the number of threads.
    """
    reading = partial(_read, read or observe, worlds or [settings])
    found: dict[str, dict[int, Observed]] = {scenario.name: {} for scenario in settings.scenarios}
    with contextlib.closing(run_batch(settings, threads, read=reading, worlds=worlds)) as batch:
        for outcome in batch:
            found[outcome.scenario][outcome.replication] = outcome.read
    return {name: _columns([runs[number] for number in sorted(runs)]) for name, runs in found.items()}


def _read(read: Read, worlds: Sequence[Settings], state: State) -> Observed:
    """Read a finished run, given the numbers of the world in which it lived."""
    return read(state, numbers=worlds[int(state.clock[0].replication) % len(worlds)].world)


def _columns(runs: Sequence[Observed]) -> Quantities:
    return {name: np.array([run[name] for run in runs]) for name in runs[0]}


def observe(world: State, numbers: Numbers) -> Observed:
    """Everything that is read off one finished run."""
    sanctions = from_the_switch(world)
    for_work = sanctions[sanctions.discipline == 0]
    formal = sanctions[sanctions.rung > TALK]
    heavy = int((formal.rung == DEMOTION).sum())
    totals = add_up(world.tallies, axis=0)
    past = world.people.seniority >= 12 * numbers.people.ceiling_years
    return {
        "filed": _persons(world, sanctions, lambda record: record.rung > TALK),
        "held": _persons(world, for_work, lambda record: (record.rung > TALK) & (record.misconduct == 0)),
        "formal": _share(len(formal), len(sanctions)),
        "formal_work": _share(int((for_work.rung > TALK).sum()), len(for_work)),
        "heavy": _share(heavy, len(formal)),
        "gone": _share(int(totals["removed"]), heavy),
        "grassroots": _share(int((formal.person >= 0).sum()), len(formal)),
        "grassroots_all": _share(int((sanctions.person >= 0).sum()), len(sanctions)),
        "upward": _share(int((for_work.department >= 0).sum()), len(sanctions)),
        "not_own": 1.0 - _share(int(totals["arisen_own"]), int(totals["arisen"])),
        "overturn_delay": float(MEASURES["overturn_delay"].of(totals)),
        "past_ceiling": float(past.mean()),
        **_changes(for_work.decided),
    }


def from_the_switch(world: State) -> Any:
    """The sanctions of cadres and heads decided from the switch on; the month of the decision is counted from it."""
    sanctions = in_use(world, "sanctions")
    sanctions.decided -= world.clock[0].spin_up
    return sanctions[(sanctions.decided >= 0) & (sanctions.supervisor < 0)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _persons(world: State, sanctions: Any, counted: Callable[[Any], Any]) -> float:
    """Township cadres with a sanction of some kind within a window, as a share of posts; the mean of all whole windows.

    Who comes to a post within the window counts beside who left it, as on a record of a district's cadres.
    """
    township = sanctions[(sanctions.person >= 0) & counted(sanctions)]
    starts = range(0, int(world.clock[0].months) - WINDOW + 1, WINDOW)
    found = [
        len(np.unique(township.person_id[(township.decided >= start) & (township.decided < start + WINDOW)]))
        for start in starts
    ]
    return sum(found) / (len(found) * len(world.posts)) if found else float("nan")


def _changes(decided: Any) -> dict[str, float]:
    """Change of the number of sanctions for work on the year before: from the order to the end of the year, and by quarter."""
    spans = {"change": (YEAR, YEAR + 12), **{f"change_q{q}": (YEAR + 3 * q - 3, YEAR + 3 * q) for q in (2, 3, 4)}}
    return {name: _change(decided, first, last) for name, (first, last) in spans.items()}


def _change(decided: Any, first: int, last: int) -> float:
    now = int(((decided >= first) & (decided < last)).sum())
    before = int(((decided >= first - 12) & (decided < last - 12)).sum())
    return _share(now, before) - 1.0
