"""What has to be known of a measure to judge its values: its range, what it is divided by, and the counts it is made of."""

from typing import Any

import numpy as np
from wenze.experiments.analysis.differences import Range
from wenze.experiments.analysis.intervals import Array
from wenze.sim.measures import Measure, Ratio
from wenze.sim.tally import TALLY


def range_of(measure: Measure) -> Range:
    """The values that a measure can take."""
    if measure.unit == "difference of shares":
        return Range(-1.0, 1.0)
    share = measure.unit.startswith(("share", "probability"))
    return Range(0.0 if share else -np.inf, 1.0 if share else np.inf, share)


def denominator_of(measure: Measure, totals: Any) -> Array:
    """What a measure is divided by, of counts of any shape; NaN where it is not one ratio."""
    if not isinstance(measure.of, Ratio):
        return np.full(totals.shape, np.nan)
    return np.asarray(sum(totals[name] for name in measure.of.denominator.split(" + ")), np.float64)


def counts_of(measure: Measure) -> list[str]:
    """The counts that a measure is formed from."""
    asked: set[str] = set()

    class Asked(dict[str, Any]):
        def __missing__(self, name: str) -> Any:
            asked.add(name)
            return np.ones(1)

    measure.of(Asked())
    return [name for name in TALLY.names or () if name in asked]
