"""What matching tells of the assumptions: which of them the worlds that are left have narrowed, and which they say nothing of."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from wenze.experiments.matching.emulator import Emulator
from wenze.experiments.matching.waves import CUTOFF, Figure, Reals, foreseen
from wenze.experiments.sweeps.axes import Axis, Number
from wenze.experiments.sweeps.designs import placed

SURELY = 1.95
"""The distance of Kolmogorov and Smirnov, times the root of the number of worlds, that chance exceeds once in a thousand."""
TIED = 4.5
"""The correlation of ranks, times the root of the number of worlds, that chance exceeds in one of 150,000 pairs: there are 14,000."""
LEAST_WORLDS = 30
"""Worlds below which nothing is said of pairs."""
QUARTERS = (0.05, 0.25, 0.5, 0.75, 0.95)
SAMPLE = 60_000
"""Points over the whole space by which it is told how much of each pair of values is left."""


class Assumption(NamedTuple):
    """An assumption among the worlds that are left: its range, quantiles of its values there, how far they are from being spread
    evenly (largest distance of the shares below a value), and whether that is surely not chance."""

    key: str
    low: Number
    high: Number
    q05: Number
    q25: Number
    median: Number
    q75: Number
    q95: Number
    distance: float
    narrowed: bool


def assumptions(axes: Sequence[Axis], worlds: Reals) -> list[Assumption]:
    """Every assumption, those first that are narrowed most; worlds [world, assumption] on [0, 1]."""
    if not len(worlds):
        return []
    rows = [_assumption(axes, worlds, number) for number in range(len(axes))]
    return sorted(rows, key=lambda row: (-row.distance, row.key))


def _assumption(axes: Sequence[Axis], worlds: Reals, number: int) -> Assumption:
    shares = np.sort(worlds[:, number])
    steps = np.arange(len(shares)) / len(shares)
    distance = float(max((shares - steps).max(), (steps + 1.0 / len(shares) - shares).max()))
    between = np.quantile(shares, QUARTERS).tolist()
    low, q05, q25, median, q75, q95, high = (placed([axes[number]], [share])[0] for share in (0.0, *between, 1.0))
    surely = distance * math.sqrt(len(shares)) > SURELY
    return Assumption(axes[number].key, low, high, q05, q25, median, q75, q95, round(distance, 4), surely)


class Tie(NamedTuple):
    """Two assumptions that go together among the worlds that are left: the correlation of their ranks."""

    first: str
    second: str
    correlation: float


def ties(axes: Sequence[Axis], worlds: Reals) -> list[Tie]:
    """Pairs of assumptions that surely go together, the closest first."""
    if len(worlds) < LEAST_WORLDS:
        return []
    ranks = worlds.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    found: Reals = np.asarray(np.corrcoef(ranks.T))
    surely = np.argwhere(np.triu(np.abs(found) * math.sqrt(len(worlds)) > TIED, 1))
    pairs = [Tie(axes[one].key, axes[other].key, round(float(found[one, other]), 3)) for one, other in surely.tolist()]
    return sorted(pairs, key=lambda tie: (-abs(tie.correlation), tie.first, tie.second))


def telling(rows: Sequence[Assumption], tied: Sequence[Tie], worlds: int) -> list[str]:
    """The assumptions that are narrowed by themselves or tied to another, those first of which most is told."""
    told = {row.key: row.distance * math.sqrt(worlds) / SURELY for row in rows if row.narrowed}
    for tie in tied:
        for key in (tie.first, tie.second):
            told[key] = max(told.get(key, 0.0), abs(tie.correlation) * math.sqrt(worlds) / TIED)
    return sorted(told, key=lambda key: (-told[key], key))


def left_in_pairs(
    laid: Sequence[Emulator], figures: Sequence[Figure], chosen: Sequence[int], axes: int, cells: int, seed: int
) -> Reals:
    """Of all worlds with a pair of values, the share that the emulators do not rule out: [first, second, cell, cell].

    ``chosen`` are the assumptions of the pairs; the others are anywhere in their ranges.
    """
    rng = np.random.default_rng([seed, axes])
    points = rng.random((SAMPLE, axes))
    kept = foreseen(laid, figures, points) <= CUTOFF
    places = np.minimum((points[:, list(chosen)] * cells).astype(int), cells - 1)
    shares = np.full((len(chosen), len(chosen), cells, cells), np.nan)
    for first in range(len(chosen)):
        for second in range(len(chosen)):
            cell = places[:, first] * cells + places[:, second]
            every = np.bincount(cell, minlength=cells * cells)
            left = np.bincount(cell[kept], minlength=cells * cells)
            with np.errstate(invalid="ignore"):
                shares[first, second] = (left / every).reshape(cells, cells)
    return shares
