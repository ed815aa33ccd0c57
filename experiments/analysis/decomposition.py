"""A difference in two parts: what the policy does to unchanged conduct, and what people do by changing (``parts=true``).

The scenario is run again with everybody doing what they did under the reference, on the same problems, people and luck.
Of the difference between scenario and reference, that run less the reference is *mechanical*, and the scenario less that
run is *behavioural*; the two add up. It is one way to divide a difference: policy first, then conduct.
"""

from typing import NamedTuple

import numpy as np
from wenze.experiments.analysis.differences import Values
from wenze.experiments.analysis.intervals import Array, Interval, interval
from wenze.sim.measures import leading

SPLIT = leading("parts")
"""The measures whose parts are shown. Effort and innovation are conduct itself: all of their difference is behavioural."""


class Parts(NamedTuple):
    """A measure's paired difference between a scenario and the reference, whole and in its two parts.

    All three are over the replications in which the measure has a value in all three runs, so that means add up.
    """

    scenario: str
    measure: str
    difference: Interval
    mechanical: Interval
    behavioural: Interval


def divide(values: Values, forced: Values, reference: str) -> list[Parts]:
    """The parts of every measure of every scenario but the reference, by scenario name and in the order of the measures.

    ``forced`` holds the runs on the conduct of the reference.
    """
    return [
        _parts(scenario, measure, values[reference][measure], numbers, values[scenario][measure])
        for scenario in sorted(forced)
        for measure, numbers in forced[scenario].items()
    ]


def _parts(scenario: str, measure: str, reference: Array, forced: Array, whole: Array) -> Parts:
    known = np.where(np.isnan(reference + forced + whole), np.nan, 0.0)
    return Parts(
        scenario,
        measure,
        interval(whole - reference + known),
        interval(forced - reference + known),
        interval(whole - forced + known),
    )
