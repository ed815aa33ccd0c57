"""A surface through what was simulated, by which untried points are foreseen: a quadratic in the assumptions that matter.

Which matter to a figure is told by linear regressions on all of them; the surface is then laid by ridge regression (scikit-learn)
through these and the squares and products of the surest, its penalty and its error found by cross-validation.
"""

import math
from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from wenze.experiments.sweeps.extras import import_extra

SURELY = 4.0
"""Standard errors from zero at which an assumption counts as mattering: of a thousand that do nothing, one in ten would pass once."""
MOST_ACTIVE, BENT = 30, 10
"""The most assumptions a surface hangs on, and how many of them, the surest, have squares and products as well: 85 terms."""
FOLDS = 10
DECIMALS = 8
PENALTIES = tuple(10.0**power for power in range(-3, 4))
WORST = 1.5
"""Logarithm of a ratio beyond which it makes no difference how far off a figure is: a factor of four or five."""

Reals = NDArray[np.float64]


class Emulator(NamedTuple):
    """The surface of one figure: the assumptions it hangs on, its error (standard deviation), its value where all are at the middle
    of their ranges, and the coefficients of its terms (:func:`terms`)."""

    active: tuple[int, ...]
    error: float
    middle: float
    coefficients: tuple[float, ...]

    def at(self, points: Reals) -> Reals:
        """What is foreseen at points [point, assumption]."""
        if not self.active:
            return np.full(len(points), self.middle)
        return np.asarray(self.middle + terms(points[:, list(self.active)]) @ np.array(self.coefficients))


def terms(x: Reals) -> Reals:
    """Coordinates from the middle of their ranges, and squares and products of the first few of them: [point, term]."""
    from_middle = x - 0.5
    pairs = combinations_with_replacement(range(min(BENT, x.shape[1])), 2)
    products = [from_middle[:, one] * from_middle[:, other] for one, other in pairs]
    return np.column_stack([from_middle, *products])


def emulators(points: Reals, logs: Reals, seed: int) -> list[Emulator]:
    """One for each figure, from points [point, assumption] and logarithms [point, figure]; a point without one is left out."""
    return [emulator(points, logs[:, figure], seed) for figure in range(logs.shape[1])]


def emulator(points: Reals, log: Reals, seed: int) -> Emulator:
    """The surface of one figure. Its numbers are rounded, so that where libraries add up in another order it is the same.

    What matters is sought in what the surface through what mattered so far leaves over, until nothing is found.
    """
    known = ~np.isnan(log)
    x, y = points[known], np.clip(log[known], -WORST, WORST)
    found = Emulator((), rounded(float(y.std())), rounded(float(y.mean())), ()) if len(y) else UNKNOWN
    left = y
    while more := [place for place in mattering(x, left) if place not in found.active][
        : MOST_ACTIVE - len(found.active)
    ]:
        found, left = _laid(x, y, (*found.active, *more), seed)
    return found


def _laid(x: Reals, y: Reals, active: tuple[int, ...], seed: int) -> tuple[Emulator, Reals]:
    """A surface on these assumptions, and what it leaves over where it was not told."""
    linear, selection, pipeline, preparing = (
        import_extra(f"sklearn.{name}") for name in ("linear_model", "model_selection", "pipeline", "preprocessing")
    )
    surface = pipeline.make_pipeline(preparing.StandardScaler(), linear.RidgeCV(PENALTIES))
    folds = selection.KFold(min(FOLDS, len(y)), shuffle=True, random_state=seed % 2**32)
    inside = terms(x[:, list(active)])
    left = np.round(y - selection.cross_val_predict(surface, inside, y, cv=folds), DECIMALS)
    scaler, ridge = (step for _, step in surface.fit(inside, y).steps)
    slopes = ridge.coef_ / scaler.scale_
    middle = float(ridge.intercept_) - float((slopes * scaler.mean_).sum())
    error = math.sqrt(float((left**2).mean()))
    return Emulator(active, rounded(error), rounded(middle), tuple(rounded(float(slope)) for slope in slopes)), left


def rounded(number: float) -> float:
    """A number to so many decimals as are kept."""
    return round(number, DECIMALS)


UNKNOWN = Emulator((), WORST, 0.0, ())
"""The surface of a figure that no point has: it rules nothing out."""


def mattering(x: Reals, y: Reals) -> list[int]:
    """Assumptions whose slope in a linear regression on all is surely not zero, the surest first."""
    design = np.column_stack([np.ones(len(x)), x - 0.5])
    if len(y) <= design.shape[1] or y.std() == 0.0:
        return []
    slopes, _, rank, _ = np.linalg.lstsq(design, y, rcond=None)
    if rank < design.shape[1]:
        return []
    variance = float(((y - design @ slopes) ** 2).sum()) / (len(y) - design.shape[1])
    errors = np.sqrt(variance * np.diag(np.linalg.inv(design.T @ design)))
    sureness: Sequence[float] = np.abs(slopes / errors)[1:].tolist()
    order = sorted(range(len(sureness)), key=lambda place: (-sureness[place], place))
    return [place for place in order if sureness[place] > SURELY]
