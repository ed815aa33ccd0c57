"""Correlation of ranks: how strongly two things go up and down together, whatever their scales (Spearman 1904)."""

import math

import numpy as np
from wenze.experiments.analysis.intervals import Array


def ranks(values: Array) -> Array:
    """The rank of every value, from 1; equal values share the mean of their ranks."""
    order = np.argsort(values, kind="stable")
    _, first, counts = np.unique(values[order], return_index=True, return_counts=True)
    found = np.empty(len(values))
    found[order] = np.repeat(first + (counts + 1) / 2.0, counts)
    return found


def rank_correlation(one: Array, other: Array) -> float:
    """Spearman's correlation over the places at which both have a value; NaN where either is the same everywhere.

    >>> import numpy as np
    >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 400.0, 900.0]))
    1.0
    """
    known = ~(np.isnan(one) | np.isnan(other))
    if known.sum() < 2:
        return math.nan
    x, y = (ranks(values[known]) - (known.sum() + 1) / 2.0 for values in (one, other))
    spread = math.sqrt(float(x @ x) * float(y @ y))
    return float(x @ y) / spread if spread > 0.0 else math.nan
