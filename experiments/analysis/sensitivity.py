"""What a result hangs on: screening by elementary effects (Morris 1991), and shares of its variance (Sobol 2001), by SALib.

SALib turns every index to zero where a single value is not there. Values that are not there are therefore left out here by one
rule, whole trajectories and whole blocks at a time, and if that are too many nothing is given at all.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

LEVELS = 4
"""Levels of a Morris design, as SALib takes them unless told otherwise (Campolongo, Cariboni and Saltelli 2007)."""
STEP = LEVELS / (2.0 * (LEVELS - 1.0))
"""Share of its range by which a number moves in a trajectory."""
MOST_LEFT_OUT = 0.1
"""Share of trajectories or blocks beyond which too much is left out for indices to mean anything."""
RESAMPLES = 200


class Effect(NamedTuple):
    """A number's elementary effects, in units of the measure over its whole range: mean, mean size with its 95 % margin,
    standard deviation."""

    name: str
    mean: float
    size: float
    margin: float
    spread: float


class Index(NamedTuple):
    """A number's share of the variance, alone and with all it does together with others, with 95 % margins; and both from half
    of the points."""

    name: str
    first: float
    first_margin: float
    total: float
    total_margin: float
    first_half: float
    total_half: float


class TooFew(ValueError):
    """Too many values are not there; holds how many trajectories or blocks lack one, and of how many."""

    def __init__(self, lacking: int, groups: int) -> None:
        super().__init__(lacking, groups)
        self.lacking, self.groups = lacking, groups


def problem(names: Sequence[str]) -> dict[str, Any]:
    """Names as SALib wants them, each on [0, 1]."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def screening_points(salib: Any, names: Sequence[str], trajectories: int, seed: int) -> Any:
    """Shares [point, name] of a Morris design; trajectories of ``names + 1`` points, one after the other."""
    return salib.sample(problem(names), trajectories, num_levels=LEVELS, seed=seed % 2**32)


def screen(salib: Any, names: Sequence[str], points: Any, values: Any, seed: int) -> tuple[list[Effect], int]:
    """Elementary effects, the largest first, and how many trajectories were left out. Raises TooFew."""
    kept, left_out = _whole_groups(values, len(names) + 1)
    found = salib.analyze(problem(names), points[kept], values[kept], num_levels=LEVELS, seed=seed % 2**32)
    effects = [
        Effect(name, *(float(found[key][place]) for key in ("mu", "mu_star", "mu_star_conf", "sigma")))
        for place, name in enumerate(names)
    ]
    return sorted(effects, key=lambda effect: (-effect.size, effect.name)), left_out


def size_by_chance(values: Any) -> float:
    """The size of an elementary effect that chance alone would show, from values [point, replication]; NaN for one replication.

    The difference of two means has twice their variance, and a normal number is on average √(2/π) of its spread from zero.
    """
    known = np.asarray(values)[~np.isnan(values).any(axis=1)]
    if known.shape[1] < 2 or len(known) == 0:
        return math.nan
    variance = float(known.var(axis=1, ddof=1).mean()) / known.shape[1]
    return math.sqrt(2.0 / math.pi * 2.0 * variance) / STEP


def index_points(salib: Any, names: Sequence[str], blocks: int, seed: int) -> Any:
    """Shares [point, name] of Saltelli's design: blocks of ``names + 2`` points; a power of two of them."""
    return salib.sample(problem(names), blocks, calc_second_order=False, seed=seed % 2**32)


def indices(salib: Any, names: Sequence[str], values: Any, seed: int) -> tuple[list[Index], int]:
    """Indices, the largest total first, and how many blocks were left out. Raises TooFew.

    A measure that is the same at every point hangs on nothing: all indices are zero.
    """
    kept, left_out = _whole_groups(values, len(names) + 2)
    known = values[kept]
    if known.std() == 0.0:
        return [Index(name, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) for name in names], left_out
    whole = _indices(salib, names, known, seed)
    blocks = len(known) // (len(names) + 2)
    half = _indices(salib, names, known[: (blocks + 1) // 2 * (len(names) + 2)], seed)
    found = [
        Index(
            name,
            float(whole["S1"][place]),
            float(whole["S1_conf"][place]),
            float(whole["ST"][place]),
            float(whole["ST_conf"][place]),
            float(half["S1"][place]),
            float(half["ST"][place]),
        )
        for place, name in enumerate(names)
    ]
    return sorted(found, key=lambda index: (-index.total, index.name)), left_out


def _indices(salib: Any, names: Sequence[str], values: Any, seed: int) -> Any:
    return salib.analyze(
        problem(names),
        values,
        calc_second_order=False,
        num_resamples=RESAMPLES,
        seed=seed % 2**32,
        print_to_console=False,
    )


def _whole_groups(values: Any, size: int) -> tuple[Any, int]:
    """Which values stand in groups of which none is missing, and how many groups do not. Raises TooFew."""
    groups = np.asarray(values).reshape(-1, size)
    whole = ~np.isnan(groups).any(axis=1)
    lacking = int((~whole).sum())
    if lacking > MOST_LEFT_OUT * len(groups) or whole.sum() < 2:
        raise TooFew(lacking, len(groups))
    return np.repeat(whole, size), lacking


def is_converged(index: Index) -> bool:
    """Whether an index from half of the points lies within the margin of that from all: twice the margin, as half of the
    points know half as much."""
    return math.isfinite(index.total) and abs(index.total - index.total_half) <= max(2.0 * index.total_margin, 0.02)
