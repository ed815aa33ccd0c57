"""What has to be known of a measure to judge its values: its range, what it is divided by, and the counts it is made of."""

from typing import Any

import numpy as np
from wenze.experiments.analysis.differences import Range
from wenze.experiments.analysis.intervals import Array
from wenze.sim.measures import Measure


def range_of(measure: Measure) -> Range:
    """The values that a measure can take."""
    return Range(*measure.range, measure.is_share)


def denominator_of(measure: Measure, totals: Any) -> Array:
    """What a measure is divided by, of counts of any shape; NaN where it is not one ratio."""
    if not measure.denominators:
        return np.full(totals.shape, np.nan)
    return np.asarray(sum(totals[name] for name in measure.denominators), np.float64)


def counts_of(measure: Measure) -> list[str]:
    """The counts that a measure is formed from."""
    return list(measure.counts)
