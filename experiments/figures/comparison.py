"""What the pictures are drawn from: a comparison's numbers, with the words that name its regimes."""

from collections.abc import Mapping
from typing import NamedTuple

from wenze.experiments.analysis.decomposition import Parts
from wenze.experiments.analysis.differences import Row
from wenze.experiments.analysis.intervals import Array as Numbers
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.messages import printable
from wenze.experiments.runs.results import Results
from wenze.experiments.terminal import cut
from wenze.sim.settings.compose import Scenario, Settings

OVER_TIME = ("effort", "innovation", "lying_flat")
MOST_PERIODS = 48
LENGTHS = (1, 3, 6, 12, 24, 60, 120)
MONTHS_A_YEAR = 12
LONGEST_TITLE = 32  # columns


class Comparison(NamedTuple):
    """Settings, the rows of ``summary.csv`` by scenario and measure, and measures over time.

    ``periods`` gives arrays [replication, period] by scenario and measure, ``months`` the length of a period, ``parts``
    the two parts of every difference, where they are wanted.
    """

    settings: Settings
    rows: Mapping[tuple[str, str], Row]
    periods: Mapping[str, Mapping[str, Numbers]]
    months: int
    parts: Mapping[tuple[str, str], Parts] = {}

    @property
    def reference(self) -> Scenario:
        """The scenario with which the others are compared."""
        return next(item for item in self.settings.scenarios if item.name == self.settings.reference)

    @property
    def others(self) -> list[Scenario]:
        """All scenarios but the reference, family by family."""
        return [item for item in self.settings.scenarios if item.name != self.settings.reference]

    @property
    def all(self) -> list[Scenario]:
        """All scenarios, the reference first."""
        return [self.reference, *self.others]

    @property
    def several(self) -> bool:
        """Whether there is more than one replication, without which there are no intervals."""
        return self.settings.run.replications > 1

    def middles(self) -> list[float]:
        """The middle of every period, in years from the beginning."""
        months = self.settings.run.months
        starts = range(0, months, self.months)
        return [(start + min(start + self.months, months)) / 2 / MONTHS_A_YEAR for start in starts]

    def course(self, scenario: str, measure: str) -> list[Interval]:
        """A measure's mean and interval in every period."""
        numbers = self.periods[scenario][measure]
        return [interval(numbers[:, period]) for period in range(numbers.shape[1])]


def period_for(months: int) -> int:
    """How many months to put together, so that a course over so many months has few enough points to be smooth."""
    return next((length for length in LENGTHS if months <= length * MOST_PERIODS), LENGTHS[-1])


def titled(scenario: Scenario) -> str:
    """What a scenario is called in the language of the session, cut short if it is long."""
    return cut(printable(scenario.title), LONGEST_TITLE)


def clearest(comparison: Comparison, measure: str, direction: int) -> Scenario | None:
    """Of the regimes in which a measure is clearly higher (1) or lower (-1) than in the reference, the most different."""
    clear = [item for item in comparison.others if comparison.rows[item.name, measure].direction == direction]
    return max(clear, key=lambda item: abs(comparison.rows[item.name, measure].difference), default=None)


def comparison_of(results: Results) -> Comparison:
    """What the pictures of results are drawn from."""
    months = period_for(results.settings.run.months)
    courses = {measure: results.course(measure, months).values for measure in OVER_TIME}
    periods = {item.name: {measure: courses[measure][item.name] for measure in OVER_TIME} for item in results.all}
    rows = {(row.scenario, row.measure): row for row in results.rows}
    parts = {(row.scenario, row.measure): row for row in results.parts}
    return Comparison(results.settings, rows, periods, months, parts)
