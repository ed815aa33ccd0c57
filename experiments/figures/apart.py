"""Names beside dots that lie close together: each as near to its dot as it can be without covering another name or dot."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

Place = tuple[float, float]
"""Inches from the left and from the foot of a panel."""

ALONG = 0.02
"""Inches between the places on a stroke at which it must cover nothing."""
MOST_TRIED = 300
"""Places that are tried for a stroke that crosses nothing."""
HOLD = 0.8
"""How much of the radius of a dot a name must leave uncovered."""


class Box(NamedTuple):
    """What a name covers."""

    left: float
    foot: float
    right: float
    top: float

    def nearest(self, place: Place) -> Place:
        """The place in it that is nearest to another."""
        return min(max(place[0], self.left), self.right), min(max(place[1], self.foot), self.top)

    def distance(self, place: Place) -> float:
        """How far it is from a place, 0 if that is covered."""
        return math.dist(place, self.nearest(place))


class Named(NamedTuple):
    """Where a name stands, and the ends of the stroke from its dot to it, where it needs one to tell which dot is its own."""

    box: Box
    stroke: tuple[Place, Place] | None


def together(dots: Sequence[Place], near: float) -> list[list[int]]:
    """Which dots share a name: those that lie so near to the first of them that they hide each other."""
    groups: list[list[int]] = []
    for number, dot in enumerate(dots):
        same = next((group for group in groups if math.dist(dots[group[0]], dot) <= near), None)
        if same is None:
            groups.append([number])
        else:
            same.append(number)
    return groups


def names_apart(
    dots: Sequence[Place], sizes: Sequence[Place], room: Place, radius: float, others: Sequence[Place] = ()
) -> list[Named]:
    """Where the name of every dot stands, in a panel of so many inches.

    ``radius`` is that of the dots; ``others`` are dots without names, which are covered only where there is no other way.
    """
    found: list[Named] = []
    for dot, size in zip(dots, sizes, strict=True):
        tried = _tried(dot, size, room, radius)
        apart = tried[_are_apart(tried, found, dots, radius)]
        clear = _are_apart(apart, [], others, 1.25 * radius)
        kinds = (apart[clear][:MOST_TRIED], apart[~clear][:MOST_TRIED])
        free = (box for kind in kinds for box in map(_as_box, kind) if _is_free(box, dot, found, dots, radius))
        box = next(free, _as_box([*apart, *tried, (*dot, dot[0] + size[0], dot[1] + size[1])][0]))
        found.append(Named(box, _stroke(box, dot, dots, radius)))
    return found


def _as_box(numbers: Any) -> Box:
    return Box(*map(float, numbers))


def _tried(dot: Place, size: Place, room: Place, radius: float) -> Any:
    """Where a name may stand in a panel, the places nearest to its dot first, and of them those to its right: array
    [place, left, foot, right and top]."""
    step = min(radius, size[1] / 2)
    x, y = dot[0] + radius, dot[1] - size[1] / 2
    columns = np.arange(math.ceil(-x / step), math.floor((room[0] - size[0] - x) / step) + 1)
    rows = np.arange(math.ceil(-y / step), math.floor((room[1] - size[1] - y) / step) + 1)
    lefts, feet = (found.ravel() for found in np.meshgrid(x + columns * step, y + rows * step))
    boxes = np.stack([lefts, feet, lefts + size[0], feet + size[1]], axis=1)
    far = np.round(_distances(boxes, dot), 6)
    return boxes[np.lexsort((np.abs(feet - y), -lefts, far))]


def _distances(boxes: Any, place: Place) -> Any:
    """How far boxes are from a place."""
    left, foot, right, top = boxes.T
    across = np.maximum(0.0, np.maximum(left - place[0], place[0] - right))
    return np.hypot(across, np.maximum(0.0, np.maximum(foot - place[1], place[1] - top)))


def _are_apart(boxes: Any, found: Sequence[Named], dots: Sequence[Place], radius: float) -> Any:
    """Whether names cover no other, and no dot that has one."""
    left, foot, right, top = boxes.T
    apart = np.ones(len(boxes), bool)
    for other in (named.box for named in found):
        apart &= (left >= other.right) | (other.left >= right) | (foot >= other.top) | (other.foot >= top)
    for dot in dots:
        apart &= _distances(boxes, dot) > HOLD * radius
    return apart


def _is_free(box: Box, dot: Place, found: Sequence[Named], dots: Sequence[Place], radius: float) -> bool:
    """Whether a name covers no stroke, and its own stroke crosses no other name and no other dot."""
    strokes = [place for other in found if other.stroke for place in _along(*other.stroke)]
    if any(box.distance(place) == 0.0 for place in strokes):
        return False
    stroke = _stroke(box, dot, dots, radius)
    own = [place for place in _along(*stroke) if math.dist(place, dot) > radius] if stroke else []
    away = [other for other in dots if math.dist(other, dot) > 2 * radius]
    return not any(other.box.distance(place) == 0.0 for place in own for other in found) and not any(
        math.dist(place, other) < radius for place in own for other in away
    )


def _stroke(box: Box, dot: Place, dots: Sequence[Place], radius: float) -> tuple[Place, Place] | None:
    """A stroke where a name is farther from its dot than a name beside it would be, or nearer to another dot."""
    own = box.distance(dot)
    nearest = min((box.distance(other) for other in dots if math.dist(other, dot) > radius), default=math.inf)
    return (dot, box.nearest(dot)) if own > 2 * radius or nearest < own + 0.2 * radius else None


def _along(begin: Place, end: Place) -> list[Place]:
    """Places on a stroke, the ends among them."""
    count = max(1, math.ceil(math.dist(begin, end) / ALONG))
    return [
        (begin[0] + (end[0] - begin[0]) * number / count, begin[1] + (end[1] - begin[1]) * number / count)
        for number in range(count + 1)
    ]
