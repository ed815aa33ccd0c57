"""From values per replication to means, intervals and paired differences: the rows of ``summary.csv``."""

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95

Numbers = npt.NDArray[np.float64]
Values = Mapping[str, Mapping[str, Numbers]]
"""Scenario -> measure -> one value per replication, NaN where the measure's denominator is zero."""


class Interval(NamedTuple):
    """A mean, its 95 % interval, and from how many replications; what cannot be known is NaN."""

    mean: float
    low: float
    high: float
    n: int


class Row(NamedTuple):
    """One line of ``summary.csv``: a measure under a scenario, and its paired difference against the reference.

    NaN stands for an empty cell. ``replications`` counts those in which the measure has a value.
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

    @property
    def direction(self) -> int:
        """1 or -1 if the interval of the difference lies above or below zero, otherwise 0."""
        return direction(self.difference_low, self.difference_high)


def direction(low: float, high: float) -> int:
    """1 or -1 if an interval lies above or below zero, otherwise 0."""
    return int(low > 0) - int(high < 0)


NOTHING = Interval(math.nan, math.nan, math.nan, 0)


def summarise(values: Values, reference: str | None) -> list[Row]:
    """Every scenario's rows, by scenario name and then in the order of the measures; no reference, no differences.

    A scenario's rows depend on its own values and the reference's only.
    """
    return [
        _row(scenario, measure, numbers, values[reference][measure] if reference not in (None, scenario) else None)
        for scenario in sorted(values)
        for measure, numbers in values[scenario].items()
    ]


def _row(scenario: str, measure: str, numbers: Numbers, against: Numbers | None) -> Row:
    own = interval(numbers)
    paired = NOTHING if against is None else interval(numbers - against)
    return Row(scenario, measure, *own[:3], *paired[:3], own.n)


def interval(numbers: Numbers) -> Interval:
    """Mean and Student-t interval of the numbers that exist; one number has a mean and no interval.

    Sums are exact (``fsum``), so the order of the replications cannot matter.
    """
    known = numbers[~np.isnan(numbers)].tolist()
    n = len(known)
    if n == 0:
        return NOTHING
    mean = math.fsum(known) / n
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1)
    variance = math.fsum((number - mean) ** 2 for number in known) / (n - 1)
    margin = t_quantile((1 + CONFIDENCE) / 2, n - 1) * math.sqrt(variance / n)
    return Interval(mean, mean - margin, mean + margin, n)


@cache
def t_quantile(probability: float, freedom: int) -> float:
    """Quantile of Student's t for a probability of at least one half, by bisection down to neighbouring floats."""
    low, high = 0.0, 2.0
    while t_above(high, freedom) > 1 - probability:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if t_above(middle, freedom) > 1 - probability:
            low = middle
        else:
            high = middle
    return middle


def t_above(t: float, freedom: int) -> float:
    """Probability that Student's t with so many degrees of freedom exceeds ``t`` >= 0."""
    return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz & Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on one side only
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front / a * _beta_fraction(a, b, x)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The value of 1 / (1 + d1 / (1 + d2 / (1 + ...))), from the front (the algorithm of Lentz, 1976)."""
    upper, lower, value = 1.0, 0.0, 1.0
    for index in count(1):
        term = _beta_term(a, b, x, index)
        lower = 1 / (1 + term * lower)
        upper = 1 + term / upper
        value *= upper * lower
        if abs(upper * lower - 1) < 1e-15:
            break
    return 1 / value


def _beta_term(a: float, b: float, x: float, index: int) -> float:
    """The coefficient d_index of the continued fraction, index >= 1."""
    m, odd = divmod(index, 2)
    numerator = -(a + m) * (a + b + m) if odd else m * (b - m)
    return numerator * x / ((a + index - 1) * (a + index))


def write_summary(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as CSV: every float in its shortest form that reads back the same, empty for NaN."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(Row._fields)
        table.writerows([cell(value) for value in row] for row in rows)


def cell(value: str | int | float) -> str:
    """A value as it stands in a CSV file."""
    return "" if value != value else repr(value) if isinstance(value, float) else str(value)
