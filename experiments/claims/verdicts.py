"""From numbers to a verdict: in how many worlds a difference is clearly as claimed, clearly against it, or neither.

A difference is counted with the sign of the claim, less what it has to exceed: positive is as claimed. It is *clear* in a world if
it is farther from zero than luck takes it there in 95 of 100 (Student's t over the lives of the world). What luck does is known from
worlds lived more than once: the variance within a world is its own, with that of all worlds together as :data:`PRIOR` further
degrees of freedom, since two lives alone tell too little (as in Smyth 2004). By luck alone 2.5 % of the worlds at most are clear each way. A
side is *seen* if worlds are clearly on it more often than :data:`RARE`, twice that, by the lower end of Wilson's 95 % interval. The
worlds *lean* to a side if their mean is on it with its 99 % interval: of a hundred claims about nothing one would lean by luck.

* ``depends``: both sides are seen, and neither with as few as :data:`FEW` of the clear worlds; or one is seen to which the worlds do
  not lean;
* ``supported``: else, the worlds lean to the side claimed;
* ``reversed``: else, they lean to the other side;
* ``not_seen``: they lean to none, and neither side is seen.

In one world alone there are no shares; whether its lives lean decides, and nothing depends.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import CONFIDENCE, Array, Interval, interval, mean_of_known, t_quantile

SUPPORTED, REVERSED, DEPENDS, NOT_SEEN = VERDICTS = ("supported", "reversed", "depends", "not_seen")
PRIOR = 10
"""Few enough that a world with more luck than others is told from them, many enough that two lives suffice: between 1.2 and 2.4 % of
worlds in which nothing differs are then clear on each side, whether luck is alike in all worlds or not."""
RARE, FEW = 0.05, 0.1
LEANING = 0.99
RESAMPLES, STABLE = 400, 0.9
"""How often worlds are drawn again, and in what share of these a verdict has to be the same to be stable."""
Z = 1.959963984540054  # quantile of the normal distribution at 0.975
LEAST_VARIANCE = 1e-24  # what is left of sums of equal numbers


class Judged(NamedTuple):
    """What became of a difference [world, life] with the claim's sign.

    ``mean`` is over the worlds with its 95 % interval; ``means`` and ``margins`` are those of each world (NaN where there is none);
    ``clear`` is 1 where it is clearly as claimed, −1 where clearly against, 0 elsewhere; ``stability`` the share of resamples of
    the worlds that give the same verdict.
    """

    verdict: str
    mean: Interval
    means: Array
    margins: Array
    clear: Any
    stability: float

    @property
    def known(self) -> int:
        """In how many worlds there is a value."""
        return int((~np.isnan(self.means)).sum())

    def share(self, side: int) -> Interval:
        """The share of the worlds on a side (1 as claimed, −1 against, 0 neither), with Wilson's interval."""
        known = self.known
        if not known:
            return Interval(math.nan, math.nan, math.nan, 0)
        count = int((self.clear[~np.isnan(self.means)] == side).sum())
        low, high = wilson(count, known)
        return Interval(count / known, float(low), float(high), known)


def judged(differences: Array, seed: int = 0) -> Judged:
    """Judge a difference, array [world, life] with the sign of the claim, NaN where there is no value."""
    if len(differences) == 1:
        return _in_one_world(differences)
    means, margins = _by_world(differences)
    clear = np.where(means > margins, 1, np.where(means < -margins, -1, 0))
    known = ~np.isnan(means)
    own = verdict_of(means[known], clear[known])
    chance = np.random.default_rng(seed)
    draws = chance.integers(0, max(1, known.sum()), (RESAMPLES, known.sum()))
    again = [verdict_of(means[known][draw], clear[known][draw]) for draw in draws] if known.any() else []
    stability = sum(one == own for one in again) / len(again) if again else 1.0
    return Judged(own, interval(means), means, margins, clear, stability)


def _in_one_world(differences: Array) -> Judged:
    found = interval(differences[0])
    known = differences[0][~np.isnan(differences[0])]
    side = leaning(known)
    verdict = {1: SUPPORTED, -1: REVERSED, 0: NOT_SEEN}[side]
    margin = np.array([(found.high - found.low) / 2])
    return Judged(verdict, found, np.array([found.mean]), margin, np.array([side]), 1.0)


def _by_world(differences: Array) -> tuple[Array, Array]:
    """The mean of every world, and how far from zero luck takes it."""
    known = ~np.isnan(differences)
    counts = known.sum(axis=1)
    means = mean_of_known(differences, 1)
    squares = np.where(known, (differences - means[:, np.newaxis]) ** 2, 0.0).sum(axis=1)
    freedom = np.maximum(counts - 1, 0)
    if not freedom.sum():
        return means, np.where(counts > 0, np.inf, np.nan)
    pooled = squares.sum() / freedom.sum()
    variance = (squares + PRIOR * pooled) / (freedom + PRIOR)
    variance = np.where(variance < LEAST_VARIANCE, 0.0, variance)
    quantiles = np.array([t_quantile((1 + CONFIDENCE) / 2, int(own) + PRIOR) for own in freedom])
    margins = np.where(counts > 0, quantiles * np.sqrt(variance / np.maximum(counts, 1)), np.nan)
    return means, margins


def verdict_of(means: Array, clear: Any) -> str:
    """The verdict of worlds with these means, and on these sides."""
    worlds = len(means)
    if not worlds:
        return NOT_SEEN
    counts = {side: int((clear == side).sum()) for side in (1, -1)}
    seen = [side for side in (1, -1) if wilson(counts[side], worlds)[0] > RARE]
    leans = leaning(means)
    few = FEW * (counts[1] + counts[-1])
    if any(side != leans and counts[side] > few for side in seen):
        return DEPENDS
    return {1: SUPPORTED, -1: REVERSED, 0: NOT_SEEN}[leans]


def leaning(values: Array) -> int:
    """1 or −1 if the 99 % interval of the mean lies above or below zero, otherwise 0."""
    if len(values) < 2:
        return 0
    spread = float(values.std(ddof=1))
    margin = t_quantile((1 + LEANING) / 2, len(values) - 1) * spread / math.sqrt(len(values))
    mean = float(values.mean())
    return 0 if abs(mean) <= max(margin, math.sqrt(LEAST_VARIANCE)) else (1 if mean > 0 else -1)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    share = count / of
    scale = 1.0 + Z * Z / of
    middle = share + Z * Z / (2 * of)
    width = Z * math.sqrt(share * (1.0 - share) / of + Z * Z / (4 * of * of))
    low, high = (middle - width) / scale, (middle + width) / scale
    return low if count > 0 else 0.0, high if count < of else 1.0
