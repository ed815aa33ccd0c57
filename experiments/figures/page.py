"""What a picture is made of: results, the figure's file, and which regimes there is room for."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from wenze.experiments.analysis.differences import Row
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.figures.files import FigureFile
from wenze.experiments.figures.style import Number, Size
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import in_language, printable, say
from wenze.experiments.runs.results import MONTHS_A_YEAR, SHARES, Results
from wenze.sim.measures import Measure
from wenze.sim.settings.scenarios import Scenario

LONGEST_NAME = 32  # columns
MOST_POINTS = 48
PERIODS = (1, 3, 6, 12, 24, 60, 120)  # months
OF_MEAN, OF_DIFFERENCE = "95% of the mean, not paired", "95% of the paired difference"


class Shown(NamedTuple):
    """The regimes that a picture shows beside the reference, and what it says of those that it leaves out."""

    scenarios: Sequence[Scenario]
    note: str


class Point(NamedTuple):
    """A measure in one period: level and paired difference from the reference."""

    level: Interval
    change: Interval


@dataclass(frozen=True, eq=False)
class Page:
    """Everything that a kind of figure draws from. ``name`` is the picture's, ``title`` stands above it if it is given."""

    results: Results
    figure: FigureFile
    name: str
    size: Size
    title: str | None = None
    headline: bool = True

    @property
    def reference(self) -> Scenario:
        """The scenario with which the others are compared."""
        return self.results.reference

    @property
    def grey_is_reference(self) -> str:
        """Says so where there is room: on a slide the reference's name is in grey itself."""
        return "" if self.size.height else say("figure_grey", reference=self.title_of(self.reference))

    @cached_property
    def compared(self) -> list[Scenario]:
        """The regimes that the figure is about beside the reference: those that it names, or all."""
        named = set(self.figure.scenarios)
        return [item for item in self.results.others if not named or item.name in named]

    def choose(self, most: int, measure: str, label: str = "") -> Shown:
        """As many of the regimes as there is room for: those that differ most from the reference in a measure."""
        if len(self.compared) <= most:
            return Shown(self.compared, "")
        kept = sorted(self.compared, key=lambda item: self._distance(item, measure))[:most]
        note = say(
            "figure_left_out",
            shown=most,
            regimes=len(self.compared),
            reference=self.title_of(self.reference),
            measure=label or self.measure(measure).label,
        )
        return Shown([item for item in self.compared if item in kept], note)

    def _distance(self, scenario: Scenario, measure: str) -> tuple[bool, float, str]:
        """Sorts by difference from the reference, the distinguishable first, the largest first."""
        row = self.results.row(scenario.name, measure)
        far = 0.0 if math.isnan(row.difference) else abs(row.difference)
        return row.direction == 0, -far, scenario.name

    def title_of(self, scenario: Scenario) -> str:
        """What a scenario is called in the picture: its title, short and unlike that of any other."""
        return self._titles[scenario.name]

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return told_apart({item.name: printable(item.title) for item in self.results.all}, LONGEST_NAME)

    def measure(self, name: str) -> Measure:
        """A measure."""
        return self.results.measures[name]

    def heading_of(self, measure: str) -> str:
        """A measure's name as it stands at the beginning of a line."""
        label = self.measure(measure).label
        return label[:1].upper() + label[1:]

    def row(self, scenario: Scenario, measure: str) -> Row:
        """A measure of a scenario over the window."""
        return self.results.row(scenario.name, measure)

    def below(self, sentences: Sequence[str]) -> str:
        """What stands below the title: how to read the picture, and in which worlds the replications live if in several."""
        lived = self.results.lived
        worlds = say("figure_worlds", worlds=lived.size, name=printable(lived.name)) if lived else ""
        return in_language(" ", "").join(filter(None, [*sentences, worlds]))

    # --- over time ----------------------------------------------------------------------------------------------------

    @cached_property
    def period(self) -> int:
        """Months that a point over time stands for: few enough points to be smooth, unless the figure says so itself."""
        first, end = self.results.span
        fitting = (length for length in PERIODS if end - first <= length * MOST_POINTS)
        return self.figure.period or next(fitting, PERIODS[-1])

    def years(self, measure: str) -> Sequence[float]:
        """The middle of every period, in years from the start of the run."""
        return self.results.course(measure, self.period).years

    def points(self, scenario: Scenario, measure: str) -> list[Point]:
        """A measure in every period."""
        key = scenario.name, measure
        if key not in self._points:
            values = self.results.course(measure, self.period).values
            own, against = values[scenario.name], values[self.reference.name]
            self._points[key] = [
                Point(
                    self.results.level(scenario.name, measure, own[:, period]),
                    interval(own[:, period] - against[:, period]),
                )
                for period in range(own.shape[1])
            ]
        return self._points[key]

    @cached_property
    def _points(self) -> dict[tuple[str, str], list[Point]]:
        return {}

    # --- the numbers beside the picture -------------------------------------------------------------------------------

    def number(self, scenario: Scenario, measure: str, quantity: str, found: Interval, of: str) -> Number:
        """A number over the window."""
        first, end = self.results.span
        return Number(scenario.name, measure, quantity, first, end, math.nan, *found[:3], of)

    def level_number(self, scenario: Scenario, measure: str) -> Number:
        """A measure's mean over the window."""
        return self.number(scenario, measure, "mean", self.row(scenario, measure).level, OF_MEAN)

    def change_number(self, scenario: Scenario, measure: str) -> Number:
        """A measure's paired difference over the window."""
        return self.number(scenario, measure, "difference", self.row(scenario, measure).change, OF_DIFFERENCE)

    def shares_numbers(self, scenario: Scenario, measure: str) -> list[Number]:
        """In which shares of the worlds a measure's difference is distinguishable."""
        shares = self.results.shares(scenario.name, measure)
        first, end = self.results.span
        return [
            Number(scenario.name, measure, quantity, first, end, math.nan, share, math.nan, math.nan, "")
            for quantity, share in zip(SHARES, shares[:3], strict=True)
        ]

    def course_numbers(self, scenario: Scenario, measure: str) -> list[Number]:
        """A measure over time: levels, and beside the reference's own the paired differences."""
        first, end = self.results.span
        numbers = []
        for start, year, point in zip(
            range(first, end, self.period), self.years(measure), self.points(scenario, measure), strict=True
        ):
            place = start, min(start + self.period, end), year
            numbers.append(Number(scenario.name, measure, "mean", *place, *point.level[:3], OF_MEAN))
            if scenario.name != self.reference.name:
                numbers.append(Number(scenario.name, measure, "difference", *place, *point.change[:3], OF_DIFFERENCE))
        return numbers

    def years_span(self) -> tuple[float, float]:
        """Beginning and end of the window, in years from the start of the run."""
        first, end = self.results.span
        return first / MONTHS_A_YEAR, end / MONTHS_A_YEAR
