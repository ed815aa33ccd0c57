"""Measures of scenarios and their paired differences from the reference: the rows of ``summary.csv``."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from wenze.experiments.analysis.intervals import NOTHING, Array, Interval, interval, interval_of_share, within
from wenze.sim.measures import Measure

Values = Mapping[str, Mapping[str, Array]]
"""Scenario -> measure -> one value a replication, NaN where the measure's denominator is zero."""


class Range(NamedTuple):
    """The values that a measure can take, and whether it is a share of cases."""

    low: float = -math.inf
    high: float = math.inf
    share: bool = False


def range_of(measure: Measure) -> Range:
    """The values that a measure can take."""
    return Range(*measure.range, share=measure.is_share)


class Row(NamedTuple):
    """One line of ``summary.csv``: a measure under a scenario, and its paired difference against the reference.

    NaN stands for an empty cell. ``replications`` counts those in which the measure has a value, ``denominator`` what the
    measure was divided by, over all replications: the cases that a share is a share of.
    """

    scenario: str
    measure: str
    mean: float
    low: float
    high: float
    difference: float
    difference_low: float
    difference_high: float
    replications: int
    denominator: float

    @property
    def level(self) -> Interval:
        """The mean with its interval."""
        return Interval(self.mean, self.low, self.high, self.replications)

    @property
    def change(self) -> Interval:
        """The paired difference with its interval."""
        return Interval(self.difference, self.difference_low, self.difference_high, self.replications)

    @property
    def direction(self) -> int:
        """1 or -1 if the interval of the difference lies above or below zero, otherwise 0."""
        return self.change.direction


def summarise(
    values: Values, reference: str | None, ranges: Mapping[str, Range], denominators: Mapping[tuple[str, str], float]
) -> list[Row]:
    """Every scenario's rows, by scenario name and then in the order of the measures; no reference, no differences.

    A scenario's rows depend on its own values and the reference's only. ``denominators`` are over all replications.
    """
    return [
        _row(
            scenario,
            measure,
            numbers,
            values[reference][measure] if reference not in (None, scenario) else None,
            ranges.get(measure, Range()),
            denominators.get((scenario, measure), math.nan),
        )
        for scenario in sorted(values)
        for measure, numbers in values[scenario].items()
    ]


def _row(scenario: str, measure: str, numbers: Array, against: Array | None, range_: Range, denominator: float) -> Row:
    own = level_of(numbers, range_, denominator)
    paired = NOTHING if against is None else interval(numbers - against)
    return Row(scenario, measure, *own[:3], *paired[:3], own.n, denominator)


def level_of(numbers: Array, range_: Range, denominator: float) -> Interval:
    """Mean and interval of a measure within its range."""
    if range_.share:
        return interval_of_share(numbers, denominator)
    return within(interval(numbers), range_.low, range_.high)
