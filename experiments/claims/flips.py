"""Where a claim flips: the two assumptions that best tell the worlds on one side from the others, as a small tree."""

import math
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import Array

DEPTH, LEAST = 2, 0.05
"""Splits one after the other, and the least share of the worlds in a leaf."""
FOLDS = 5
ENOUGH = 5
"""Worlds that there must be at least on each of the two sides that are told apart."""


class Leaf(NamedTuple):
    """A part of the worlds: what holds in it (parameter, ``≤`` or ``>``, number), how many worlds it has, and in which shares of them
    the difference is clearly as claimed and clearly against."""

    conditions: tuple[tuple[str, str, float], ...]
    worlds: int
    favour: float
    against: float


class Flip(NamedTuple):
    """The tree. ``told`` is the share of the ``worlds`` on either side that it places rightly without having seen them, ``guessed``
    what always naming the more frequent side places rightly."""

    keys: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    told: float
    guessed: float
    worlds: int

    @property
    def tells(self) -> bool:
        """Whether it tells more than guessing does, by more than the standard error of guessing."""
        return self.told > self.guessed + math.sqrt(self.guessed * (1.0 - self.guessed) / self.worlds)


def flip_of(tree: Any, keys: Sequence[str], points: Array, clear: Any) -> Flip | None:
    """The tree over points [world, key] of sides [world] (1, −1, 0); None where there are not two sides to tell apart.

    Clearly as claimed is told from clearly against where both are there, and otherwise what is clear from what is not. ``tree`` is
    the module ``sklearn.tree``.
    """
    sides = clear != 0 if min((clear == 1).sum(), (clear == -1).sum()) >= ENOUGH else np.ones(len(clear), bool)
    hits = clear[sides] == (1 if (clear == 1).sum() >= (clear == -1).sum() or sides.sum() < len(clear) else -1)
    if min(hits.sum(), (~hits).sum()) < ENOUGH or not len(keys):
        return None
    chosen = _two_of(tree, points[sides], hits)
    grown = _grown(tree, points[sides][:, chosen], hits)
    names = [keys[place] for place in chosen]
    leaves = tuple(_leaves(grown.tree_, names, points[:, chosen], clear))
    guessed = max(hits.mean(), 1.0 - hits.mean())
    return Flip(tuple(names), leaves, _told(tree, points[sides], hits), float(guessed), len(hits))


def _grown(tree: Any, points: Array, hits: Any) -> Any:
    least = max(ENOUGH, int(LEAST * len(hits)))
    return tree.DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0).fit(points, hits)


def _two_of(tree: Any, points: Array, hits: Any) -> list[int]:
    """The two columns by which a tree of two splits tells most."""
    gains = np.zeros(points.shape[1])
    inner = _grown(tree, points, hits).tree_
    for node in range(inner.node_count):
        if inner.children_left[node] >= 0:
            sides = (inner.children_left[node], inner.children_right[node])
            left = sum(inner.impurity[side] * inner.n_node_samples[side] for side in sides)
            gains[inner.feature[node]] += inner.impurity[node] * inner.n_node_samples[node] - left
    order = np.argsort(-gains, kind="stable")[:2]
    return [int(place) for place in order if gains[place] > 0.0] or [int(order[0])]


def _told(tree: Any, points: Array, hits: Any) -> float:
    """The share of worlds placed rightly by trees that were grown on others, their two columns chosen on others as well."""
    fold = np.zeros(len(hits), int)
    for side in (True, False):  # each fold gets its part of both
        places = np.flatnonzero(hits == side)
        fold[places] = np.arange(len(places)) % FOLDS
    right = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in range(FOLDS):
            seen = fold != number
            chosen = _two_of(tree, points[seen], hits[seen])
            grown = _grown(tree, points[seen][:, chosen], hits[seen])
            right += int((grown.predict(points[~seen][:, chosen]) == hits[~seen]).sum())
    return right / len(hits)


def _leaves(inner: Any, names: Sequence[str], points: Array, clear: Any) -> list[Leaf]:
    """The leaves with all worlds in them, those in which it is most often as claimed first."""
    found: list[Leaf] = []

    def walk(node: int, conditions: tuple[tuple[str, str, float], ...], inside: Any) -> None:
        if inner.children_left[node] < 0:
            sides, count = clear[inside], int(inside.sum())
            shares = [float((sides == side).mean()) if count else 0.0 for side in (1, -1)]
            found.append(Leaf(conditions, count, *shares))
            return
        column, place = inner.feature[node], float(inner.threshold[node])
        below = points[:, column] <= place
        walk(inner.children_left[node], (*conditions, (names[column], "≤", place)), inside & below)
        walk(inner.children_right[node], (*conditions, (names[column], ">", place)), inside & ~below)

    walk(0, (), np.ones(len(clear), bool))
    return sorted(found, key=lambda leaf: (leaf.against - leaf.favour, -leaf.worlds))
