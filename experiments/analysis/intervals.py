"""Means and 95 % intervals from one value a replication."""

import math
from functools import cache
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95

Array = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """A mean, its 95 % interval, and from how many replications; what cannot be known is NaN."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def direction(self) -> int:
        """1 or -1 if the interval lies above or below zero, otherwise 0."""
        return int(self.low > 0) - int(self.high < 0)

    @property
    def is_zero(self) -> bool:
        """Whether it is of zeros alone, in several replications: of a difference, that there was none in any of them."""
        return self.low == self.mean == self.high == 0


NOTHING = Interval(math.nan, math.nan, math.nan, 0)


def mean_of_known(values: Array, axis: int) -> Array:
    """Mean along an axis of the values that exist, NaN where there is none."""
    known = ~np.isnan(values)
    counts = known.sum(axis=axis)
    sums = np.where(known, values, 0.0).sum(axis=axis)
    return np.asarray(np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0))


def interval(values: Array) -> Interval:
    """Mean and Student-t interval of the values that exist; one value has a mean and no interval.

    Sums are exact (``fsum``), so the order of the replications cannot matter.
    """
    known = values[~np.isnan(values)].tolist()
    n = len(known)
    if n == 0:
        return NOTHING
    mean = math.fsum(known) / n
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1)
    variance = math.fsum((value - mean) ** 2 for value in known) / (n - 1)
    margin = t_quantile((1 + CONFIDENCE) / 2, n - 1) * math.sqrt(variance / n)
    return Interval(mean, mean - margin, mean + margin, n)


def interval_of_share(values: Array, cases: float) -> Interval:
    """Mean and interval of a share, which never leaves 0 to 1: Wilson's, with as many cases as the spread tells.

    The replications are clusters: their spread says how many independent cases the share is worth, p(1 − p) over the
    variance of its mean (Korn and Graubard 1998). Where it is 0 or 1 in all of them, they were ``cases`` in all.
    """
    mean, low, high, n = interval(values)
    if n < 2 or not 0.0 <= mean <= 1.0:
        return Interval(mean, low, high, n)
    t = t_quantile((1 + CONFIDENCE) / 2, n - 1)
    error = (high - low) / 2 / t
    if error > 0.0:
        effective = mean * (1.0 - mean) / error**2
    elif 0.0 < mean < 1.0:
        return Interval(mean, low, high, n)
    else:
        effective = max(float(n), cases) if cases == cases else float(n)
    scale = 1.0 + t * t / effective
    middle = (mean + t * t / (2 * effective)) / scale
    margin = t / scale * math.sqrt(mean * (1.0 - mean) / effective + (t / (2 * effective)) ** 2)
    return Interval(mean, max(0.0, middle - margin), min(1.0, middle + margin), n)


def within(found: Interval, low: float, high: float) -> Interval:
    """An interval as far as it lies in the range of what it is of."""
    return found._replace(low=max(found.low, low), high=min(found.high, high)) if found.n > 1 else found


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
