"""Results: what was run, the counts of its months, and all that is made of them over a window of months.

Nothing in here runs, prints, draws or writes.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from wenze.agents.choice import FIXED
from wenze.experiments.analysis.decomposition import Parts, divide
from wenze.experiments.analysis.differences import (
    Row,
    Shares,
    Values,
    by_world,
    level_of,
    range_of,
    shares_of_worlds,
    summarise,
)
from wenze.experiments.analysis.intervals import Array, Interval
from wenze.experiments.messages import say
from wenze.experiments.runs.months import Months
from wenze.experiments.worlds.lived import Lived, world_of
from wenze.sim.errors import InputError, at, quoted
from wenze.sim.measures import Measure, add_up, add_up_periods
from wenze.sim.own_measures import with_own
from wenze.sim.settings.compose import Settings
from wenze.sim.settings.scenarios import Scenario
from wenze.sim.tally import AMOUNTS, TALLY

if TYPE_CHECKING:
    import pandas as pd

MONTHS_A_YEAR = 12
WORLD = "world"
SHARES = ("share_higher", "share_lower", "share_neither")
"""Columns that there are where replications live in different worlds: of ``runs.csv``, and of ``summary.csv``."""


class Window(NamedTuple):
    """The months that tables and pictures are of: from ``first`` up to, but not including, ``end``."""

    first: int
    end: int


class Course(NamedTuple):
    """A measure over time: the middle of every period in years from the start of the run, how many months a period has
    (the last may have fewer), and values [replication, period] by scenario.
    """

    years: Sequence[float]
    months: int
    values: Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Results:
    """What a comparison, or a single run, came to.

    ``counts`` gives the counts of every month, ``forced`` those of the runs on the conduct of the reference, where parts
    of differences are wanted; ``window`` says over which months tables and pictures are. ``own_measures`` holds the user's own as plain data.
    ``lived`` says in which worlds the replications live, if not all in that of the settings: what is then said of replications is
    of worlds, of which each is the mean of its lives.
    """

    settings: Settings
    counts: Months = field(repr=False)
    forced: Months | None = field(default=None, repr=False)
    window: Window | None = None
    own_measures: Mapping[str, object] = field(default_factory=dict, repr=False)
    lived: Lived | None = field(default=None, repr=False)

    # --- what was run -------------------------------------------------------------------------------------------------

    @property
    def span(self) -> Window:
        """The window, or all months."""
        return self.window or Window(0, self.settings.run.months)

    @property
    def reference(self) -> Scenario:
        """The scenario with which the others are compared."""
        return next(item for item in self.settings.scenarios if item.name == self.settings.reference)

    @property
    def others(self) -> list[Scenario]:
        """All scenarios but the reference, family by family."""
        return [item for item in self.settings.scenarios if item.name != self.settings.reference]

    @property
    def all(self) -> list[Scenario]:
        """All scenarios, the reference first."""
        return [self.reference, *self.others]

    @property
    def several(self) -> bool:
        """Whether there is more than one replication, or world, without which there are no intervals."""
        return self.cases > 1

    @property
    def cases(self) -> int:
        """How many values means and intervals are made of: the worlds, or the replications where there is one world only."""
        return self.lived.size if self.lived else self.settings.run.replications

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures that can be asked for, by name: those of the model, then those of one's own."""
        return with_own(self.own_measures)

    def over(self, first: int | None = None, end: int | None = None) -> "Results":
        """The same results over the months, counted from 0, from ``first`` up to, but not including, ``end``.

        Raises InputError.
        """
        for key, month in (("from", first), ("until", end)):
            if month is not None and type(month) is not int:
                raise InputError(at(f"{key}={quoted(month)}", say("must_be_whole")))
        return replace(self, window=checked_window(first, end, self.settings.run.months))

    # --- what came out ------------------------------------------------------------------------------------------------

    @cached_property
    def values(self) -> Values:
        """Every measure over the window: scenario -> measure -> array [replication], of worlds if there are several."""
        return self._in_worlds(self.values_of_runs)

    @cached_property
    def values_of_runs(self) -> Values:
        """Every measure of every run over the window: scenario -> measure -> array [replication]."""
        return {name: self._measured(totals) for name, totals in self._totals.items()}

    def _in_worlds(self, values: Values) -> Values:
        return {
            scenario: {name: self.of_worlds(numbers) for name, numbers in measured.items()}
            for scenario, measured in values.items()
        }

    def of_worlds(self, values: Array) -> Array:
        """Values [replication, …] as those of worlds [world, …] where the replications live in several."""
        return by_world(values, self.lived.size) if self.lived else values

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of ``summary.csv``."""
        reference = self.settings.reference if self.others else None
        ranges = {name: range_of(measure) for name, measure in self.measures.items()}
        denominators = {
            (scenario, name): _denominator(measure, totals)
            for scenario, totals in self._totals.items()
            for name, measure in self.measures.items()
        }
        return summarise(self.values, reference, ranges, denominators)

    def row(self, scenario: str, measure: str) -> Row:
        """One of the rows."""
        return self._row_of[scenario, measure]

    def shares(self, scenario: str, measure: str) -> Shares:
        """In which shares of the worlds a difference is distinguishable; of no world, where all replications live in one."""
        if self.lived is None or scenario == self.settings.reference:
            return Shares(math.nan, math.nan, math.nan, 0)
        values = self.values_of_runs
        return shares_of_worlds(values[scenario][measure] - values[self.settings.reference][measure], self.lived.size)

    @cached_property
    def parts(self) -> list[Parts]:
        """The two parts of every difference; empty where they were not asked for."""
        if self.forced is None:
            return []
        names = [item.name for item in self.others]
        totals = _totals(self.forced, names, self.settings.run.replications, self.span)
        forced = {name: self._measured(numbers) for name, numbers in totals.items()}
        return divide(self.values, self._in_worlds(forced), self.settings.reference)

    def part(self, scenario: str, measure: str) -> Parts:
        """The parts of one difference."""
        return self._part_of[scenario, measure]

    def course(self, measure: str, months: int = MONTHS_A_YEAR) -> Course:
        """A measure over time, period by period of so many months within the window; the last may be shorter."""
        key = measure, months
        if key not in self._courses:
            self._courses[key] = self._read_course(measure, months)
        return self._courses[key]

    def level(self, scenario: str, measure: str, values: Array) -> Interval:
        """Mean and interval of a measure from other values than those over the window, such as a period's."""
        return level_of(values, range_of(self.measures[measure]), self.row(scenario, measure).denominator)

    # --- the same as tables -------------------------------------------------------------------------------------------

    @cached_property
    def summary(self) -> "pd.DataFrame":
        """One row a scenario and measure: mean, 95 % interval, paired difference with its interval, replications."""
        import pandas as pd

        return pd.DataFrame(list(self.summary_rows()), columns=self.summary_columns).set_index(["scenario", "measure"])

    @property
    def summary_columns(self) -> list[str]:
        """The columns of ``summary.csv``."""
        return [*Row._fields, *(SHARES if self.lived else ())]

    def summary_rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows of ``summary.csv``, with the shares of worlds where there are several."""
        for row in self.rows:
            yield (*row, *self.shares(row.scenario, row.measure)[:3]) if self.lived else row

    @cached_property
    def runs(self) -> "pd.DataFrame":
        """One row a scenario and replication, one column a measure, over the window."""
        import pandas as pd

        return pd.DataFrame(list(self.run_rows()), columns=self.run_columns)

    @property
    def run_columns(self) -> list[str]:
        """The columns of ``runs.csv``."""
        return ["scenario", "replication", *([WORLD] if self.lived else []), *self.measures]

    def run_rows(self) -> Iterator[list[Any]]:
        """The rows of ``runs.csv``: scenario, replication, the world if there are several, and every measure over the window."""
        for scenario, values in self.values_of_runs.items():
            columns = [values[name].tolist() for name in self.measures]
            for replication in range(self.settings.run.replications):
                world = [world_of(replication, self.lived.size)] if self.lived else []
                yield [scenario, replication, *world, *(column[replication] for column in columns)]

    # --- how it is made -----------------------------------------------------------------------------------------------

    @cached_property
    def _totals(self) -> Mapping[str, Any]:
        names = [item.name for item in self.settings.scenarios]
        return _totals(self.counts, names, self.settings.run.replications, self.span)

    @cached_property
    def _row_of(self) -> Mapping[tuple[str, str], Row]:
        return {(row.scenario, row.measure): row for row in self.rows}

    @cached_property
    def _part_of(self) -> Mapping[tuple[str, str], Parts]:
        return {(row.scenario, row.measure): row for row in self.parts}

    @cached_property
    def _courses(self) -> dict[tuple[str, int], Course]:
        return {}

    def _measured(self, totals: Any) -> Mapping[str, Array]:
        return {name: measure.of(totals) for name, measure in self.measures.items()}

    def _read_course(self, measure: str, months: int) -> Course:
        first, end = self.span
        starts = range(first, end, months)
        what = self.measures[measure]
        shape = self.settings.run.replications, len(starts)
        values = {item.name: np.full(shape, np.nan) for item in self.settings.scenarios}
        for group in self.counts.groups(what.counts):
            within = group.tallies[:, first:end]
            totals = add_up_periods(within, [start - first for start in starts], what.counts)
            values[group.scenario][group.rows] = what.of(totals)
        middles = [(start + min(start + months, end)) / 2 / MONTHS_A_YEAR for start in starts]
        return Course(middles, months, {name: self.of_worlds(numbers) for name, numbers in values.items()})


def checked_window(first: int | None, end: int | None, months: int) -> Window | None:
    """A window within a run of so many months; None for all of it. Raises InputError."""
    if first is None and end is None:
        return None
    begin, stop = 0 if first is None else first, months if end is None else end
    if not 0 <= begin < months:
        raise InputError(at(f"from={begin}", say("from_within", months=months)))
    if not begin < stop <= months:
        raise InputError(at(f"until={stop}", say("until_within", first=begin, months=months)))
    return None if (begin, stop) == (0, months) else Window(begin, stop)


def _totals(source: Months, names: Sequence[str], replications: int, span: Window) -> Mapping[str, Any]:
    """Counts added up over a span of months: scenario -> structured array [replication]."""
    totals = {name: np.zeros(replications, TALLY) for name in names}
    for group in source.groups():
        totals[group.scenario][group.rows] = add_up(group.tallies[:, span.first : span.end], axis=1)
    return totals


def _denominator(measure: Measure, totals: Any) -> float:
    """What a measure is divided by, over all replications; NaN where it is not one ratio."""
    if not measure.denominators:
        return math.nan
    return math.fsum(float(totals[name].sum()) for name in measure.denominators) / (
        FIXED if measure.denominators[0] in AMOUNTS else 1
    )
