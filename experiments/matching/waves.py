"""History matching (Craig et al. 1997; Vernon, Goldstein and Bower 2010): ruling out worlds by what is known.

A world is a point of the assumptions, each somewhere in its range. It is ruled out if some figure of it lies further from what
was observed than all that is uncertain about the comparison could explain: its *implausibility*, the distance in units of the
standard deviation of what was observed, of chance in the simulation, and of what the model is known not to be, exceeds
:data:`CUTOFF` for that figure. What is not ruled out is not thereby true.

Worlds are tried in waves. The first covers the whole space and tells which assumptions matter to which figure. Every later wave is
drawn by how likely emulators, surfaces laid through all that was simulated (:mod:`.emulator`), with their own errors make it that a
world is left; whether it is left is judged by the simulation alone.

Figures are compared by the logarithm of simulated over observed, so that a factor counts the same both ways. This module knows nothing
of the model: what it tries comes from a function.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from wenze.experiments.matching.emulator import Emulator, emulators
from wenze.experiments.sweeps.extras import import_extra

CUTOFF = 3.0
"""Standard deviations: whatever the distribution, if it has one peak, 95 % lies within three (Pukelsheim 1994)."""
STEPS = 60
"""Steps of the walk by which a point of a later wave gets away from where it began."""
CANDIDATES = 20_000
"""Points over the whole space among which walks look for a beginning."""
LEAST_ERROR = 1e-6
STRIDE = 0.15
"""Standard deviation of a step of the walk, as a share of the range of an assumption."""
MOVED = 0.2
"""Share of the assumptions that matter which a step of the walk moves."""

Reals = NDArray[np.float64]

Simulate = Callable[[int, Reals, Reals | None], Reals]
"""Given the number of a wave, its points [point, assumption] on [0, 1], and perhaps how far off each figure may be, in its logarithm, in
the first replication without putting the point beyond doubt out: the ratios of simulated to observed figures
[point, figure, replication], NaN where a run gave none, or was not worth while."""


class Figure(NamedTuple):
    """An observed figure: its name, and the standard deviations, of its logarithm, of the observation and of the discrepancy
    between the model and what it stands for."""

    name: str
    observed: float
    discrepancy: float

    @property
    def uncertainty(self) -> float:
        """The standard deviation of all that is uncertain but for chance."""
        return math.hypot(self.observed, self.discrepancy)


class Wave(NamedTuple):
    """What was tried: points [point, assumption] on [0, 1], and the implausibility of each figure [point, figure]."""

    points: Reals
    implausible: Reals

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Which points no figure rules out."""
        return np.asarray((self.implausible <= CUTOFF).all(axis=1))


class Matched(NamedTuple):
    """What matching came to: its waves, and the emulators of all figures after the last of them."""

    waves: list[Wave]
    emulators: list[Emulator]

    @property
    def worlds(self) -> Reals:
        """All points tried that no figure rules out, [world, assumption]."""
        return np.concatenate([wave.points[wave.kept] for wave in self.waves])


def match(
    simulate: Simulate,
    assumptions: int,
    figures: Sequence[Figure],
    *,
    points: int,
    wanted: int,
    most_waves: int,
    seed: int,
    tell: Callable[[int, Wave], None] = lambda number, wave: None,
) -> Matched:
    """Try waves of ``points``, twice as many in the first, which has to tell what matters.

    They end when ``wanted`` worlds are not ruled out, or ``most_waves`` were tried. ``tell`` is called after each with its number and
    what it came to.
    """
    waves: list[Wave] = []
    logs: list[Reals] = []
    errors: list[Reals] = []
    laid: list[Emulator] = []
    replications = 1
    for number in range(most_waves):
        rng = np.random.default_rng([seed, number])
        if number == 0:
            tried, limits = latin_hypercube(rng, 2 * points, assumptions), None
        else:
            usual = usual_of(np.concatenate(errors))
            tried = walked(rng, laid, widths_of(figures, usual), waves, points)
            limits = widths_of(figures, usual * math.sqrt(replications))
        ratios = simulate(number, tried, limits)
        replications = ratios.shape[2]
        log, error = logarithms(ratios)
        waves.append(Wave(tried, implausibility(log, error, figures)))
        logs.append(log)
        errors.append(error)
        tell(number, waves[-1])
        laid = emulators(np.concatenate([wave.points for wave in waves]), np.concatenate(logs), seed)
        if sum(int(wave.kept.sum()) for wave in waves) >= wanted:
            break
    return Matched(waves, laid)


def latin_hypercube(rng: np.random.Generator, points: int, axes: int) -> Reals:
    """Points [point, axis] on [0, 1], each axis cut into as many strips as there are points, one point in each."""
    strips = np.stack([rng.permutation(points) for _ in range(axes)], axis=1)
    return np.asarray((strips + rng.random((points, axes))) / points)


def logarithms(ratios: Reals) -> tuple[Reals, Reals]:
    """Logarithm of the mean over the replications that have a value, and its standard error, [point, figure]; −∞ where the mean is
    zero, NaN where none has a value."""
    known = ~np.isnan(ratios)
    counts = known.sum(axis=2)
    filled = np.where(known, ratios, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(axis=2) / counts
        squares = np.where(known, (filled - mean[:, :, None]) ** 2, 0.0).sum(axis=2)
        spread = np.sqrt(squares / (counts - 1)) if ratios.shape[2] > 1 else np.zeros_like(mean)
        return np.log(mean), np.where(counts > 1, spread, 0.0) / np.sqrt(counts) / mean


def implausibility(log: Reals, error: Reals, figures: Sequence[Figure]) -> Reals:
    """Distance from what was observed in standard deviations of all that is uncertain, [point, figure]; infinite where there is no
    figure at all."""
    known = np.array([figure.uncertainty for figure in figures])
    with np.errstate(invalid="ignore"):
        distance = np.abs(log) / np.sqrt(known**2 + error**2)
    return np.asarray(np.where(np.isfinite(log) & np.isfinite(distance), distance, np.inf))


def foreseen(laid: Sequence[Emulator], figures: Sequence[Figure], points: Reals) -> Reals:
    """The largest implausibility of any figure at points, by the emulators, with their own error."""
    worst = np.zeros(len(points))
    for emulator, figure in zip(laid, figures, strict=True):
        known = math.hypot(figure.uncertainty, emulator.error)
        worst = np.maximum(worst, np.abs(emulator.at(points)) / known)
    return worst


def likely_left(laid: Sequence[Emulator], widths: Reals, points: Reals) -> Reals:
    """How likely it is that no figure rules points out, by the emulators and their errors; ``widths`` are how far off, in its logarithm,
    each figure may be."""
    normal = import_extra("scipy.special").ndtr
    likely = np.ones(len(points))
    for emulator, width in zip(laid, widths.tolist(), strict=True):
        off, error = emulator.at(points), max(emulator.error, LEAST_ERROR)
        likely *= normal((width - off) / error) - normal((-width - off) / error)
    return likely


def usual_of(errors: Reals) -> Reals:
    """The usual standard error by chance of each figure, from those of points [point, figure] that were run more than once."""
    known = [column[np.isfinite(column) & (column > 0.0)] for column in errors.T]
    return np.array([float(np.median(column)) if len(column) else 0.0 for column in known])


def widths_of(figures: Sequence[Figure], chance: Reals) -> Reals:
    """How far off each figure may be, in its logarithm, where its standard error by chance is this."""
    known = np.array([figure.uncertainty for figure in figures])
    return np.asarray(CUTOFF * np.hypot(known, chance))


def walked(
    rng: np.random.Generator, laid: Sequence[Emulator], widths: Reals, waves: Sequence[Wave], count: int
) -> Reals:
    """Points drawn by how likely it is that no figure rules them out (:func:`likely_left`): each at the end of a walk by the rule of
    Metropolis. What matters to no figure is drawn afresh."""
    axes = waves[0].points.shape[1]
    candidates = np.concatenate([rng.random((CANDIDATES, axes)), *(wave.points for wave in waves)])
    value = likely_left(laid, widths, candidates)
    chosen = (
        rng.choice(len(candidates), count, p=value / value.sum())
        if value.sum() > 0.0
        else rng.integers(len(candidates), size=count)
    )
    points, value = candidates[chosen].copy(), value[chosen]
    matters = np.zeros(axes, bool)
    for emulator in laid:
        matters[list(emulator.active)] = True
    for _ in range(STEPS):
        moves = (rng.random(points.shape) < MOVED) & matters
        there = mirrored(points + np.where(moves, rng.normal(0.0, STRIDE, points.shape), 0.0))
        value_there = likely_left(laid, widths, there)
        goes = rng.random(count) * value <= value_there
        points[goes], value[goes] = there[goes], value_there[goes]
    return np.asarray(np.where(matters, points, rng.random(points.shape)))


def mirrored(points: Reals) -> Reals:
    """Points that were stepped out of [0, 1], mirrored back into it."""
    folded = np.mod(points, 2.0)
    return np.asarray(np.where(folded > 1.0, 2.0 - folded, folded))


def together(matched: Matched, figures: Sequence[Figure]) -> list[tuple[str, str, float]]:
    """Pairs of figures that were met by no point at once, with how near a point came (the smaller of the larger of both)."""
    implausible = np.concatenate([wave.implausible for wave in matched.waves])
    pairs: list[tuple[str, str, float]] = []
    for first in range(len(figures)):
        for second in range(first + 1, len(figures)):
            nearest = float(np.maximum(implausible[:, first], implausible[:, second]).min())
            if nearest > CUTOFF:
                pairs.append((figures[first].name, figures[second].name, nearest))
    return pairs
