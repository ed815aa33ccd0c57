"""The run that is recorded, and its numbers: every measure, and a digest of every count month by month."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.batch import run_batch
from sim.measures import MEASURES, add_up
from sim.settings import compose
from sim.tally import TALLY

# The world as it ships, so that a changed default of any parameter shows; long enough for every timeline to have switched.
OVERRIDES = ("months=84", "replications=2")
THREADS = 2
DIGITS = 8  # of a digest, 4 bits each

Key = tuple[str, str]  # a scenario, and a measure or a count


class Numbers(NamedTuple):
    """Measures over all months and replications (total over total, NaN if empty); digests of counts [replication, month]."""

    measures: dict[Key, float]
    counts: dict[Key, str]

    @property
    def scenarios(self) -> list[str]:
        """The scenarios, in their order."""
        return list(dict.fromkeys(scenario for scenario, _ in self.measures))


def run(overrides: Sequence[str] = OVERRIDES) -> Numbers:
    """The numbers of every shipped scenario, run as a user would run it."""
    measures: dict[Key, float] = {}
    counts: dict[Key, str] = {}
    for scenario, tallies in tallies_of(overrides).items():
        totals = add_up(tallies, axis=(0, 1))
        measures.update({(scenario, name): float(measure.of(totals)) for name, measure in MEASURES.items()})
        counts.update({(scenario, name): digest(tallies[name]) for name in TALLY.names or ()})
    return Numbers(measures, counts)


def tallies_of(overrides: Sequence[str]) -> dict[str, Any]:
    """Monthly counts of every shipped scenario as structured arrays [replication, month]."""
    settings = compose(overrides, names=None, reference=None, folder=None, mode="compare")
    replications, months = settings.run.replications, settings.run.months
    tallies = {scenario.name: np.zeros((replications, months), TALLY) for scenario in settings.scenarios}
    for outcome in run_batch(settings, THREADS):
        tallies[outcome.scenario][outcome.replication] = outcome.tallies
    return tallies


def digest(counts: Any) -> str:
    """Short hash of whole numbers, the same on machines of either byte order."""
    return hashlib.sha256(np.ascontiguousarray(counts, "<i8").tobytes()).hexdigest()[:DIGITS]
