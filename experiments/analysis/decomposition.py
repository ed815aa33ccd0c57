"""A difference in two parts: what the policy does to unchanged conduct, and what people do by changing (``parts=true``).

The scenario is run again with everybody doing what they did under the reference, on the same problems, people and luck.
Of the difference between scenario and reference, that run less the reference is *mechanical*, and the scenario less that
run is *behavioural*; the two add up. It is one way to divide a difference: policy first, then conduct.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from wenze.experiments.analysis.differences import Interval, Numbers, Values, cell, interval

SPLIT = ("safety", "problems_solved", "harm", "sanctions", "wrongful_share", "downward_shift")
"""The measures whose parts are shown. Effort and innovation are conduct itself: all of their difference is behavioural."""

COLUMNS = (
    "scenario", "measure", "difference", "difference_low", "difference_high", "mechanical", "mechanical_low",
    "mechanical_high", "behavioural", "behavioural_low", "behavioural_high", "replications",
)  # fmt: skip


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


def _parts(scenario: str, measure: str, reference: Numbers, forced: Numbers, whole: Numbers) -> Parts:
    known = np.where(np.isnan(reference + forced + whole), np.nan, 0.0)
    return Parts(
        scenario,
        measure,
        interval(whole - reference + known),
        interval(forced - reference + known),
        interval(whole - forced + known),
    )


def write_parts(parts: Iterable[Parts], path: Path) -> None:
    """Write the parts as CSV, empty where there is no number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in parts:
            numbers = (number for part in (row.difference, row.mechanical, row.behavioural) for number in part[:3])
            table.writerow([row.scenario, row.measure, *map(cell, numbers), row.difference.n])
