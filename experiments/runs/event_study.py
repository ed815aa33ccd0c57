"""The event study of a comparison: what each regime changes month by month from its switch on, paired with the reference.

It is made of the monthly counts that a result keeps; nothing is run. A point of a course is total over total in the months
around it, and never over months of another policy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.policy import Policy
from wenze.experiments.analysis.event_study import Aftermath, Phase, aftermath
from wenze.experiments.analysis.intervals import Array, Interval, interval
from wenze.experiments.runs.results import Results
from wenze.sim.measures import Measure
from wenze.sim.settings.scenarios import Scenario
from wenze.sim.tally import TALLY

MEASURES = ("effort", "lying_flat", "safety", "trust", "problems_open", "docket", "harm", "sanctions")
"""What an event study is of unless others are asked for: conduct, beliefs, backlogs, harm, and sanctions."""
COLUMNS = (
    "scenario",
    "measure",
    "phase",
    "month",
    "until",
    "before", "before_low", "before_high", "after", "after_low", "after_high", "moved", "moved_low", "moved_high",
    "half", "half_low", "half_high", "left", "left_low", "left_high", "outcome",
)  # fmt: skip
"""The columns of ``event_study.csv``."""


class Event(NamedTuple):
    """What came after one event of a scenario, in one measure."""

    scenario: str
    measure: str
    phase: Phase
    found: Aftermath


class EventStudy:
    """Courses and aftermaths of a comparison, over all months that were run whatever its window."""

    def __init__(self, results: Results, measures: Sequence[str] = MEASURES) -> None:
        self.results = results
        self.measures = tuple(measures)

    def phases(self, scenario: Scenario) -> list[Phase]:
        """The phases of a scenario beside the reference, from the first in which their policies differ."""
        return phases(scenario, self.results.reference, self.results.settings.run.months)

    def course(self, scenario: Scenario, measure: str) -> Array:
        """Smoothed paired differences [replication, month] over the whole run."""
        windows = self.windows(scenario)
        own, against = (self._over(name, measure, windows) for name in (scenario.name, self.results.reference.name))
        return own - against

    def level(self, scenario: Scenario, measure: str, months: tuple[int, int]) -> Array:
        """Paired differences [replication] over some months."""
        own, against = (self._over(name, measure, [months]) for name in (scenario.name, self.results.reference.name))
        return (own - against)[:, 0]

    def events(self, scenarios: Iterable[Scenario] | None = None) -> Iterator[Event]:
        """What came after every event of scenarios, all if none are given, scenario by scenario and measure by measure."""
        for scenario in self.results.others if scenarios is None else scenarios:
            found = self.phases(scenario)
            for measure in self.measures:
                yield from self._events(scenario, measure, found)

    def _events(self, scenario: Scenario, measure: str, found: Sequence[Phase]) -> Iterator[Event]:
        if not found:
            return
        course = self.course(scenario, measure)
        before = self._before(scenario, measure, found[0])
        for phase in found:
            after = self.level(scenario, measure, phase.level)
            yield Event(
                scenario.name, measure, phase, aftermath(course[:, phase.month : phase.end], before, after, phase)
            )
            before = after

    def _before(self, scenario: Scenario, measure: str, first: Phase) -> Array:
        """The difference before the first event: none at the switch, at which worlds are the same."""
        if first.month == 0:
            return np.zeros(self.results.cases)
        return self.level(scenario, measure, Phase(0, first.month, False).level)

    def point(self, scenario: Scenario, measure: str) -> list[Interval]:
        """Mean and interval of every month of a course."""
        course = self.course(scenario, measure)
        return [interval(course[:, month]) for month in range(course.shape[1])]

    # --- how it is made ---------------------------------------------------------------------------------------------------

    def windows(self, scenario: Scenario) -> list[tuple[int, int]]:
        """The months that each month's point of a scenario is over."""
        months = self.results.settings.run.months
        found = self.phases(scenario)
        first = found[0].month if found else months
        every = [Phase(0, first, False), *found] if first else found
        return [phase.window(month) for phase in every for month in range(phase.month, phase.end)]

    def _over(self, scenario: str, measure: str, windows: Sequence[tuple[int, int]]) -> Array:
        """A measure over windows of months: [replication, window], of worlds where there are several."""
        what: Measure = self.results.measures[measure]
        sums = self._sums[scenario]
        firsts, ends = np.array(windows).T
        tallies = np.zeros((self.results.settings.run.replications, len(windows)), TALLY)
        for name in what.counts:
            tallies[name] = sums[name][:, ends] - sums[name][:, firsts]
        return self.results.of_worlds(what.of(tallies))

    @cached_property
    def _sums(self) -> Mapping[str, Mapping[str, Any]]:
        """Scenario -> count -> what had come together by the beginning of each month, array [replication, month]."""
        counts = sorted({name for measure in self.measures for name in self.results.measures[measure].counts})
        run = self.results.settings.run
        sums = {
            item.name: {name: np.zeros((run.replications, run.months + 1), np.int64) for name in counts}
            for item in self.results.settings.scenarios
        }
        for group in self.results.counts.groups(counts):
            for name in counts:
                sums[group.scenario][name][group.rows, 1:] = np.cumsum(group.tallies[name], axis=1)
        return sums


def rows_of(events: Iterable[Event]) -> Iterator[list[Any]]:
    """The rows of ``event_study.csv``."""
    for scenario, measure, phase, found in events:
        numbers = [number for part in (found.before, found.after, found.moved) for number in part[:3]]
        kind = "back" if phase.back else "change"
        yield [scenario, measure, kind, phase.month, phase.end, *numbers, *found.half, *found.left, found.outcome]


def phases(scenario: Scenario, reference: Scenario, months: int) -> list[Phase]:
    """The phases of a run of so many months, from the first in which the policy is not that of the reference."""
    starts = sorted({stage.month for item in (scenario, reference) for stage in item.stages if stage.month < months})
    found: list[Phase] = []
    for month, end in pairwise([*starts, months]):
        differs = policy_in(scenario, month) != policy_in(reference, month)
        if found and found[-1].back and not differs:  # both changed, and alike
            found[-1] = found[-1]._replace(end=end)
        elif differs or found:
            found.append(Phase(month, end, not differs))
    return found


def policy_in(scenario: Scenario, month: int) -> Policy:
    """The policy in force in a month."""
    return [stage.policy for stage in scenario.stages if stage.month <= month][-1]
