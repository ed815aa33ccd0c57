"""What a match came to, and what each figure ruled out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from wenze.experiments.matching.asked import Asked
from wenze.experiments.matching.narrowed import Assumption, Tie
from wenze.experiments.matching.waves import CUTOFF, Figure, Matched
from wenze.experiments.worlds.table import Worlds

OF_FIGURES = (
    "figure",
    "observed",
    "discrepancy",
    "kept_of_first_wave",
    "kept_of_last_wave",
    "ruled_out_alone",
    "nearest",
)


class Found(NamedTuple):
    """What a match came to: what was asked, its figures and waves, the table of worlds, and what it tells of the assumptions
    and of pairs of them."""

    asked: Asked
    figures: list[Figure]
    matched: Matched
    worlds: Worlds
    assumptions: list[Assumption]
    ties: list[Tie]

    @property
    def tried(self) -> int:
        """How many worlds were tried."""
        return sum(len(wave.points) for wave in self.matched.waves)


def figure_rows(found: Found) -> list[tuple[str | float, ...]]:
    """For each figure: its uncertainty and the model's (standard deviations of the logarithm), which share of the first and of the
    last wave it does not rule out, which share of all it alone rules out, and the smallest implausibility of any point."""
    waves = found.matched.waves
    every = np.concatenate([wave.implausible for wave in waves])
    out = every > CUTOFF
    alone = out & (out.sum(axis=1) == 1)[:, None]
    first, last = ((wave.implausible <= CUTOFF).mean(axis=0) for wave in (waves[0], waves[-1]))
    return [
        (figure.name, *_four(figure.observed, figure.discrepancy, first[place], last[place], alone[:, place].mean(),
                             every[:, place].min()))
        for place, figure in enumerate(found.figures)
    ]  # fmt: skip


def _four(*numbers: float) -> Sequence[float]:
    return [round(float(number), 4) for number in numbers]
