"""Designs: at which points of its axes a sweep runs the model.

A design gives its points one by one and counts them first, so that a grid of any size costs nothing until it is run.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from wenze.experiments.analysis.sensitivity import screening_points
from wenze.experiments.messages import say
from wenze.experiments.sweeps.axes import Axis, Between, Number
from wenze.experiments.sweeps.extras import import_extra
from wenze.sim.errors import InputError, at

Name = Literal["grid", "latin_hypercube", "sobol", "morris"]
NAMES: tuple[str, ...] = get_args(Name)

MOST_POINTS = 10_000_000
"""The most settings that a sweep may have."""
MOST_DRAWN = 1_000_000
"""The most points that are drawn: they are kept in memory."""


class Points(Protocol):
    """The points of a design: the value of every axis at each."""

    @property
    def size(self) -> int:
        """How many there are."""

    def at(self, index: int) -> tuple[Number, ...]:
        """The values at a point, in the order of the axes."""


@dataclass(frozen=True)
class Grid:
    """Every combination of the values of the axes, the last of which runs fastest."""

    axes: tuple[Axis, ...]

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return math.prod(_values_of(axis) for axis in self.axes)

    def at(self, index: int) -> tuple[Number, ...]:
        """The values of a combination."""
        values: list[Number] = []
        for axis in reversed(self.axes):
            assert not isinstance(axis.values, Between)
            index, place = divmod(index, axis.values.size)
            values.append(axis.values.value(place))
        return tuple(reversed(values))


@dataclass(frozen=True)
class Drawn:
    """Points that are kept one by one."""

    rows: tuple[tuple[Number, ...], ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.rows)

    def at(self, index: int) -> tuple[Number, ...]:
        """The values at a point."""
        return self.rows[index]


def points_of(name: str, axes: Sequence[Axis], points: int | None, seed: int) -> Points:
    """The points of a design. ``points`` is how many are drawn (of a Morris design: trajectories); a grid takes none.

    Raises InputError for a design that does not fit its axes, or that is larger than a sweep may be.
    """
    if name == "grid":
        return _grid(axes, points)
    if points is None:
        raise InputError(at(f"design={name}", say("design_needs_points")))
    for axis in axes:
        if not isinstance(axis.values, Between):
            raise InputError(at(f"{axis.key}={axis.written}", say("design_needs_intervals", design=name)))
    count = points * (len(axes) + 1) if name == "morris" else points
    if not points >= 1 or count > MOST_DRAWN:
        raise InputError(at(f"points={points}", say("design_points", most=MOST_DRAWN, count=count)))
    return Drawn(tuple(placed(axes, row) for row in shares_of(name, len(axes), points, seed)))


def shares_of(name: str, axes: int, points: int, seed: int) -> Iterator[Sequence[float]]:
    """The points of a design that draws them, each as shares on [0, 1] of the way along every axis. Raises InputError."""
    yield from _SHARES[name](axes, points, seed)


def _grid(axes: Sequence[Axis], points: int | None) -> Grid:
    if points is not None:
        raise InputError(at(f"points={points}", say("grid_takes_no_points")))
    for axis in axes:
        if isinstance(axis.values, Between):
            raise InputError(at(f"{axis.key}={axis.written}", say("grid_needs_values")))
    grid = Grid(tuple(axes))
    check_count(grid.size)
    return grid


def check_count(settings: int) -> None:
    """Raise InputError for more settings than a sweep may have."""
    if settings > MOST_POINTS:
        raise InputError(say("sweep_too_large", count=settings, most=MOST_POINTS))


def placed(axes: Sequence[Axis], shares: Sequence[float]) -> tuple[Number, ...]:
    """The values at shares, on [0, 1], of the way along each axis."""
    values: list[Number] = []
    for axis, share in zip(axes, shares, strict=True):
        assert isinstance(axis.values, Between)
        values.append(axis.values.at(float(share)))
    return tuple(values)


def _values_of(axis: Axis) -> int:
    assert not isinstance(axis.values, Between)
    return axis.values.size


def _latin_hypercube(axes: int, points: int, seed: int) -> Iterator[Sequence[float]]:
    qmc: Any = import_extra("scipy.stats.qmc")
    yield from qmc.LatinHypercube(axes, rng=seed).random(points).tolist()


def _sobol(axes: int, points: int, seed: int) -> Iterator[Sequence[float]]:
    qmc: Any = import_extra("scipy.stats.qmc")
    sampler = qmc.Sobol(axes, rng=seed)
    # Drawn by the power of two that holds them, without which scipy warns; the first points are the same.
    yield from sampler.random_base2(max(0, (points - 1).bit_length()))[:points].tolist()


def _morris(axes: int, points: int, seed: int) -> Iterator[Sequence[float]]:
    names = [str(number) for number in range(axes)]
    yield from screening_points(import_extra("SALib.sample.morris"), names, points, seed).tolist()


_SHARES: dict[str, Callable[[int, int, int], Iterator[Sequence[float]]]] = {
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": _morris,
}
