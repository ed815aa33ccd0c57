"""Event studies: how far and how soon a paired difference moves after an event, and how much of it is left at the end.

Levels have Student's t over the replications; times and shares have a bootstrap over the replications (percentiles), since
neither is a mean.
"""

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import CONFIDENCE, Array, Interval, interval

SMOOTH = 7
"""Months that a point of a course is over: the month with three before and three after it, as far as they are of its phase."""
LEVEL = 12
"""Months at the end of a phase over which its level is taken; of a short phase the second half."""
SAMPLES = 1000
"""Times that the replications are drawn again."""


class Estimate(NamedTuple):
    """A number with the ends of its bootstrap interval; infinite where it is not reached, NaN where there is none."""

    value: float
    low: float
    high: float


NO_ESTIMATE = Estimate(math.nan, math.nan, math.nan)


class Phase(NamedTuple):
    """Months of a run, from ``month`` up to but not including ``end``, in which the policies compared stay as they are.

    ``back`` says whether they are the same again, after having differed.
    """

    month: int
    end: int
    back: bool

    @property
    def level(self) -> tuple[int, int]:
        """The months over which its level is taken."""
        return self.end - min(LEVEL, max(1, (self.end - self.month) // 2)), self.end

    def window(self, month: int) -> tuple[int, int]:
        """The months that the point of one of its months is over."""
        half = SMOOTH // 2
        return max(self.month, month - half), min(self.end, month + half + 1)


class Aftermath(NamedTuple):
    """What came after an event: paired differences ``before`` it and at the end of its phase (``after``), what it ``moved``,
    the months until half of that was done (``half``), and for a policy taken back the share that is ``left``. There is
    no ``half`` where nothing moved, or what was taken back moved further away.

    ``outcome`` is one of :data:`OUTCOMES`.
    """

    before: Interval
    after: Interval
    moved: Interval
    half: Estimate
    left: Estimate
    outcome: str


OUTCOMES = ("changes", "no_change", "returns", "stays", "overshoots", "undecided", "nothing")
"""What came of a change (``changes``, ``no_change``), and of one taken back: the difference ``returns`` to what can no longer
be told from zero, some of it ``stays``, it ``overshoots``, it can be told neither from zero nor from what it was
(``undecided``), or there was ``nothing`` to return."""


def aftermath(course: Array, before: Array, after: Array, phase: Phase) -> Aftermath:
    """What came after an event, from paired differences: ``course`` [replication, month] of the phase, smoothed as
    :meth:`Phase.window` says, and the levels [replication] before it and at the end of its phase.

    >>> import numpy as np
    >>> luck = np.array([-1e-3, 0.0, 1e-3])
    >>> gone = 0.5 ** (np.array([sum(Phase(0, 60, True).window(m)) / 2 for m in range(60)]) / 10)
    >>> found = aftermath(gone + luck[:, np.newaxis], 1 + luck, luck, Phase(0, 60, True))
    >>> found.outcome, round(found.half.value)
    ('returns', 10)
    """
    levels = interval(before), interval(after)
    moved = interval(after - before)
    outcome = _taken_back(*levels, moved) if phase.back else "changes" if moved.direction else "no_change"
    drawn = weights(len(before))
    half = left = NO_ESTIMATE
    towards = not phase.back or moved.direction == -levels[0].direction  # what is taken back can move further away
    if moved.direction and towards and moved.n > 1:
        half = estimate_of(
            _half_times(
                means_drawn(course, drawn), means_drawn(before, drawn), means_drawn(after, drawn), _centres(phase)
            )
        )
    if phase.back and levels[0].direction and levels[0].n > 1:
        left = estimate_of(means_drawn(after, drawn) / means_drawn(before, drawn))
    return Aftermath(*levels, moved, half, left, outcome)


def _taken_back(before: Interval, after: Interval, moved: Interval) -> str:
    if not before.direction:
        return "nothing"
    if after.direction:
        return "stays" if after.direction == before.direction else "overshoots"
    return "returns" if moved.direction else "undecided"


def _centres(phase: Phase) -> Array:
    """Months from the event to the middle of what each point of a course is over."""
    return np.array([sum(phase.window(month)) / 2 - phase.month for month in range(phase.month, phase.end)])


# --- the bootstrap --------------------------------------------------------------------------------------------------------


@cache
def weights(replications: int) -> Any:
    """How often each replication was drawn: array [sample, replication]; the first sample is the replications as they are.

    The generator is one whose numbers stay the same in every version of numpy.
    """
    luck = np.random.RandomState(1)
    drawn = luck.randint(0, replications, (SAMPLES, replications))
    counts = [np.bincount(sample, minlength=replications) for sample in drawn]
    return np.array([np.ones(replications, int), *counts], float)


def means_drawn(values: Array, drawn: Any) -> Array:
    """Means over the replications drawn, of those that have a value: [sample, ...] from [replication, ...].

    Sums go replication by replication, so that they do not depend on how a library multiplies matrices.
    """
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    shape = (len(drawn), *values.shape[1:])
    sums, counts = np.zeros(shape), np.zeros(shape)
    for number in range(len(values)):
        weight = drawn[:, number].reshape(-1, *[1] * (values.ndim - 1))
        sums += weight * filled[number]
        counts += weight * known[number]
    return np.divide(sums, counts, out=np.full(shape, np.nan), where=counts > 0)


def _half_times(course: Array, before: Array, after: Array, centres: Array) -> Array:
    """Months until each course [sample, month] first has gone half the way between two levels; infinite if it never has."""
    with np.errstate(invalid="ignore", divide="ignore"):
        done = (course - before[:, np.newaxis]) / (after - before)[:, np.newaxis]
    reached = done >= 0.5
    first = np.argmax(reached, axis=1)
    rows = np.arange(len(course))
    earlier = np.where(first > 0, done[rows, first - 1], 0.0)
    start = np.where(first > 0, centres[first - 1], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (0.5 - earlier) / (done[rows, first] - earlier)
    found = start + np.clip(np.nan_to_num(share, nan=1.0), 0.0, 1.0) * (centres[first] - start)
    return np.where(reached.any(axis=1), found, np.inf)


def estimate_of(values: Array) -> Estimate:
    """The first value, with the percentiles of the others that are known."""
    known = np.sort(values[1:][~np.isnan(values[1:])])
    if not len(known):
        return Estimate(float(values[0]), math.nan, math.nan)
    tail = (1 - CONFIDENCE) / 2
    places = [round(share * (len(known) - 1)) for share in (tail, 1 - tail)]
    return Estimate(float(values[0]), *(float(known[place]) for place in places))
