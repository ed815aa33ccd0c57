"""Boxes in which something happens: patient rule induction (PRIM; Friedman and Fisher 1999), as scenario discovery uses it
(Bryant and Lempert 2010).

A box begins as the whole space and is peeled: of all thin slices off either end of any number, the one whose removal raises the
share of hits most is taken off, until little is left. Of the boxes on the way the one that is chosen has at least a given density, or
the most there is. A number whose limit the data do not speak for is freed again.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

PEEL = 0.05
"""Share of the points in a box that a slice takes off."""
LEAST_MASS = 0.05
"""Share of all points below which a box is not peeled further."""
CONFIDENCE = 0.05
"""How improbable a limit has to be by chance to be kept (Bryant and Lempert's quasi-p-value)."""


class Limit(NamedTuple):
    """The ends between which a number lies in a box; infinite where there is none. ``chance`` is the probability that the points
    would be as dense without the limit by chance."""

    axis: int
    low: float
    high: float
    chance: float


class Box(NamedTuple):
    """A box: its limits, the share of all hits that lie in it, the share of its points that are hits, and of all points."""

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float


def boxes(points: Any, hits: Any, wanted: float, most: int) -> list[Box]:
    """Boxes one after the other, each among the points that those before it do not hold: at most so many.

    ``points`` [point, axis], ``hits`` [point] whether it happens there; ``wanted`` is the density to be reached.
    """
    left = np.ones(len(points), bool)
    found: list[Box] = []
    base = hits.mean()
    for _ in range(most):
        if hits[left].sum() < 2 or hits[left].all():
            break
        ends = _chosen(_peeled(points[left], hits[left]), points, hits, left, wanted)
        ends = _freed(ends, points, hits, left)
        inside = left & _inside(points, ends)
        if not inside.any() or hits[inside].mean() <= base or not _limits(ends, points, hits, left):
            break
        limits = _limits(ends, points, hits, left)
        found.append(
            Box(limits, float(hits[inside].sum() / hits.sum()), float(hits[inside].mean()), float(inside.mean()))
        )
        left &= ~inside
    return found


def _peeled(points: Any, hits: Any) -> list[Any]:
    """The ends of every box on the way of peeling: arrays [axis, low or high], the whole space first."""
    ends = np.stack([np.full(points.shape[1], -np.inf), np.full(points.shape[1], np.inf)], axis=1)
    way = [ends]
    inside = np.ones(len(points), bool)
    while inside.mean() > LEAST_MASS:
        best = _best_slice(points[inside], hits[inside])
        if best is None:
            break
        axis, side, place = best
        ends = ends.copy()
        ends[axis, side] = place
        inside &= points[:, axis] >= place if side == 0 else points[:, axis] <= place
        way.append(ends)
    return way


def _best_slice(points: Any, hits: Any) -> tuple[int, int, float] | None:
    """The slice that is best taken off: axis, side, and where the box then ends; None if none can be."""
    best, found = -math.inf, None
    for axis in range(points.shape[1]):
        column = points[:, axis]
        for side, place in enumerate(
            (np.quantile(column, PEEL, method="higher"), np.quantile(column, 1 - PEEL, method="lower"))
        ):
            kept = column >= place if side == 0 else column <= place
            if kept.all():  # many are equal at this end: they go together
                others = column[column > column.min()] if side == 0 else column[column < column.max()]
                if not len(others):
                    continue
                place = others.min() if side == 0 else others.max()
                kept = column >= place if side == 0 else column <= place
            gain = (hits[kept].mean() - hits.mean()) / (~kept).sum()
            if gain > best:
                best, found = gain, (axis, side, float(place))
    return found


def _chosen(way: Sequence[Any], points: Any, hits: Any, left: Any, wanted: float) -> Any:
    """The largest box on the way that is as dense as wanted, or the densest."""
    dense = [(hits[left & _inside(points, ends)].mean(), ends) for ends in way]
    enough = [ends for density, ends in dense if density >= wanted]
    return enough[0] if enough else max(dense, key=lambda item: item[0])[1]


def _inside(points: Any, ends: Any) -> Any:
    return ((points >= ends[:, 0]) & (points <= ends[:, 1])).all(axis=1)


def _freed(ends: Any, points: Any, hits: Any, left: Any) -> Any:
    """The box without the limits that chance alone might bring, the least probable kept first."""
    while True:
        weak = [limit for limit in _limits(ends, points, hits, left) if limit.chance > CONFIDENCE]
        if not weak:
            return ends
        ends = ends.copy()
        ends[max(weak, key=lambda limit: limit.chance).axis] = -np.inf, np.inf


def _limits(ends: Any, points: Any, hits: Any, left: Any) -> tuple[Limit, ...]:
    """The limits of a box, each with the probability that it came by chance."""
    inside = left & _inside(points, ends)
    found = []
    for axis, (low, high) in enumerate(ends):
        if math.isfinite(low) or math.isfinite(high):
            without = ends.copy()
            without[axis] = -np.inf, np.inf
            larger = left & _inside(points, without)
            share = float(hits[larger].mean())
            found.append(
                Limit(axis, float(low), float(high), at_least(int(hits[inside].sum()), int(inside.sum()), share))
            )
    return tuple(found)


def at_least(hits: int, trials: int, share: float) -> float:
    """Probability of at least so many hits in independent trials, each a hit with a probability.

    >>> round(at_least(2, 3, 0.5), 3)
    0.5
    """
    if hits <= 0 or share >= 1.0:
        return 1.0
    if share <= 0.0:
        return 0.0
    terms = (
        math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
        + k * math.log(share) + (trials - k) * math.log1p(-share)
        for k in range(hits, trials + 1)
    )  # fmt: skip
    return min(1.0, math.fsum(math.exp(term) for term in terms))
