"""Measures of scenarios and their paired differences from the reference: the rows of ``summary.csv``."""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import (
    CONFIDENCE,
    NOTHING,
    Array,
    Interval,
    interval,
    interval_of_share,
    mean_of_known,
    t_quantile,
    within,
)
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


# --- where replications live in different worlds ------------------------------------------------------------------------


class Shares(NamedTuple):
    """In which shares of the worlds a difference is distinguishably positive, distinguishably negative, neither; of so many worlds in which it has
    a value. NaN where no world was lived twice."""

    higher: float
    lower: float
    neither: float
    worlds: int


def by_world(values: Array, worlds: int) -> Array:
    """Values [replication, …], of which replication r lives in world r mod ``worlds``, as means [world, …] of those that exist."""
    return mean_of_known(lives_of(values, worlds), 0)


def lives_of(values: Array, worlds: int) -> Array:
    """Values [replication, …], of which replication r lives in world r mod ``worlds``, as [life, world, …], NaN where there is none."""
    lives = -(-len(values) // worlds)
    padded = np.full((lives * worlds, *values.shape[1:]), np.nan)
    padded[: len(values)] = values
    return padded.reshape(lives, worlds, *values.shape[1:])


def shares_of_worlds(differences: Array, worlds: int) -> Shares:
    """In how many worlds a paired difference [replication] is distinguishable: further from zero than luck alone takes it in 95 of 100.

    Luck is known from the worlds that were lived twice, and taken to be the same in all: half the mean square of the
    differences between two lives. A world's difference is the mean of its lives.
    """
    lives = lives_of(differences, worlds)
    mean, counts = by_world(differences, worlds), (~np.isnan(lives)).sum(axis=0)
    twice = counts > 1
    known = int((counts > 0).sum())
    freedom = int((counts[twice] - 1).sum())
    if not freedom:
        return Shares(math.nan, math.nan, math.nan, known)
    squares = np.nansum((lives[:, twice] - mean[twice]) ** 2)
    margin = t_quantile((1 + CONFIDENCE) / 2, freedom) * np.sqrt(squares / freedom / np.maximum(counts, 1))
    higher, lower = int((mean > margin).sum()), int((mean < -margin).sum())
    return Shares(higher / known, lower / known, (known - higher - lower) / known, known)
