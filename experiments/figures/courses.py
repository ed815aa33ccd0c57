"""Courses over time: a measure's level under some regimes, and below it the paired differences from the reference."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from wenze.experiments.figures.columns import tint
from wenze.experiments.figures.multiples import Multiples, Panel, Span
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import (
    GAP,
    LEADING,
    MARGIN,
    POINTS,
    Sheet,
    Size,
    colour_of,
    lines_height,
    round_numbers,
    span_of,
    width_of,
    wrapped,
    zero_and_farthest,
)
from wenze.experiments.messages import say
from wenze.experiments.runs.results import MONTHS_A_YEAR
from wenze.sim.settings.scenarios import Scenario

LEVEL, CHANGE = 0.85, 0.6  # inches of the two panels of a measure on paper
ALONE = 1.0  # inches of the panel of a measure, where there is nothing to compare it with
BETWEEN = 0.08  # inches between the two
ACROSS = 4  # panels at most
FEW = 2  # regimes that are drawn out and named
WIDEST_NUMBER = "−0.05"


class Numbered(NamedTuple):
    """Whether a panel stands first in its row, with numbers beside it, and last in its column, with numbers below it."""

    beside: bool = True
    below: bool = True


def limits(page: Page, scenarios: Sequence[Scenario], measure: str) -> tuple[Span, Span]:
    """The limits of the axes of levels and of differences that show all of some regimes."""
    points = [point for item in scenarios for point in page.points(item, measure)]
    levels = [number for point in points for number in point.level[:3]]
    changes = [number for point in points for number in point.change[:3]]
    return Span(*span_of(levels)), Span(*span_of(changes, zero=True))


def draw_level(page: Page, panel: Panel, scenarios: Sequence[Scenario], measure: str, numbered: Numbered) -> None:
    """Levels with their bands, the reference in grey behind."""
    for item in (page.reference, *scenarios):
        _draw_course(page, panel, measure, [point.level for point in page.points(item, measure)], tint(page, item))
    _draw_switches(page, panel, scenarios if page.compared else [page.reference])
    panel.number_beside(round_numbers(panel.up, 3), numbered.beside)
    _number_below(page, panel, numbered._replace(below=numbered.below and not page.compared))


def draw_change(page: Page, panel: Panel, scenarios: Sequence[Scenario], measure: str, numbered: Numbered) -> None:
    """Paired differences from the reference with their bands."""
    panel.zero()
    for item in scenarios:
        _draw_course(page, panel, measure, [point.change for point in page.points(item, measure)], colour_of(item))
    _draw_switches(page, panel, scenarios)
    panel.number_beside(zero_and_farthest(panel.up), numbered.beside)
    _number_below(page, panel, numbered)


def _draw_course(page: Page, panel: Panel, measure: str, course: Sequence[Any], colour: str) -> None:
    years = page.years(measure)
    panel.band(years, [point.low for point in course], [point.high for point in course], colour)
    panel.course(years, [point.mean for point in course], colour)


def _draw_switches(page: Page, panel: Panel, scenarios: Sequence[Scenario]) -> None:
    """Mark the months in which a regime changes."""
    for month in switches(page, scenarios) if len(scenarios) == 1 else ():
        panel.upright(month / MONTHS_A_YEAR, (0, (1, 2)))


def switches(page: Page, scenarios: Sequence[Scenario]) -> list[int]:
    """The months of the window in which regimes change."""
    first, end = page.results.span
    return [stage.month for item in scenarios for stage in item.stages[1:] if first < stage.month < end]


def _number_below(page: Page, panel: Panel, numbered: Numbered) -> None:
    """Years below a panel that stands last in its column."""
    if numbered.below:
        panel.number_below(round_numbers(panel.across, 5 if page.size.name == "paper" else 3), GAP[page.size.name])


def course_sentences(page: Page) -> list[str]:
    """What a point and a band of a course are."""
    length = page.period
    known = {1: "figure_point_month", 3: "figure_point_quarter", 12: "figure_point_year"}
    point = say(known.get(length, "figure_point_months"), months=length)
    if not page.results.several:
        return [point]
    bands = "figure_bands_worlds" if page.results.lived else "figure_bands"
    if page.compared:
        bands = "figure_bands_both" if page.size.name == "paper" else "figure_bands_short"
    return [point, say(bands, replications=page.results.cases)]


def ticks_width(size: Size) -> float:
    """Inches that ticks and their numbers take beside a panel."""
    return width_of(WIDEST_NUMBER, size.small) + size.small * 0.9 / POINTS


def courses_reading(page: Page) -> str:
    """What the lines of courses beside those of the reference are."""
    key = "figure_courses_below" if len(page.compared) > FEW else "figure_courses_few"
    return say(key, reference=page.title_of(page.reference))


class Courses:
    """Courses of several measures side by side, a panel each."""

    def __init__(self, page: Page, scenarios: Sequence[Scenario], measures: Sequence[str]) -> None:
        size = page.size
        self.page, self.scenarios, self.measures = page, list(scenarios), measures
        self._across = min(ACROSS, len(measures))
        self._down = -(-len(measures) // self._across)
        self._ticks = ticks_width(size)
        self._pitch = (size.width - 2 * MARGIN) / self._across
        self._width = self._pitch - self._ticks - GAP[size.name] / 2
        room = self._pitch - GAP[size.name]
        self._heads = [wrapped(page.heading_of(name), room, size.text) for name in measures]
        self._units = [wrapped(page.measure(name).unit_label, room, size.small) for name in measures]
        heads = max(lines_height(head, size.text) for head in self._heads)
        units = max(lines_height(unit, size.small) for unit in self._units)
        self._head = heads + units + 0.03
        self._foot = size.small * (LEADING + 0.6) / POINTS
        self._axis = size.small * (LEADING + 0.4) / POINTS
        self._between = size.small * 0.8 / POINTS * (self._down - 1)

    def height(self, room: float) -> float:
        """Inches that they take: all of the room, if it is fixed."""
        panels = LEVEL + BETWEEN + CHANGE if self.page.compared else ALONE
        return room - MARGIN if room else self._down * (self._head + panels + self._foot) + self._between + self._axis

    def draw(self, sheet: Sheet, top: float, height: float) -> None:
        """Draw them, so many inches high."""
        page, size = self.page, self.page.size
        pitch = (height - self._axis) / self._down
        panels = Multiples(sheet)
        for number, measure in enumerate(self.measures):
            row, column = divmod(number, self._across)
            left, begin = MARGIN + column * self._pitch, top + row * pitch
            sheet.text(left, begin, self._heads[number])
            begin += lines_height(self._heads[number], size.text)
            sheet.text(left, begin, self._units[number], points=size.small)
            self._draw_measure(panels, measure, left + self._ticks, top + row * pitch + self._head, pitch)
        panels.draw()
        bottom = top + height - size.small * LEADING / POINTS
        sheet.text(size.width / 2, bottom, say("axis_years"), points=size.small, ha="center")
        drawn = [page.reference, *self.scenarios]
        numbers = [number for name in self.measures for item in drawn for number in page.course_numbers(item, name)]
        sheet.picture.numbers = [*sheet.picture.numbers, *numbers]

    def _draw_measure(self, panels: Multiples, measure: str, left: float, top: float, pitch: float) -> None:
        page, years = self.page, Span(*self.page.years_span())
        body = pitch - self._head - self._foot - self._between / self._down
        levels, changes = limits(page, [page.reference, *self.scenarios], measure)
        if not page.compared:
            draw_level(page, panels.panel(left, top, self._width, body, years, levels), [], measure, Numbered())
            return
        shown = self._drawn_out(measure)
        high = (body - BETWEEN) * LEVEL / (LEVEL + CHANGE)
        roomy = _roomy(page, levels, high, *map(len, _sides(page, shown, measure)))
        upper = panels.panel(left, top, self._width, high, years, roomy)
        self._draw_pale(upper, measure, "level")
        draw_level(page, upper, shown, measure, Numbered())
        _name_courses(page, upper, shown, measure)
        lower = panels.panel(left, upper.bottom + BETWEEN, self._width, body - BETWEEN - high, years, changes)
        self._draw_pale(lower, measure, "change")
        draw_change(page, lower, shown, measure, Numbered())

    def _drawn_out(self, measure: str) -> list[Scenario]:
        """The two regimes that are farthest from the reference among those that can be told from it, the higher first."""
        rows = {item.name: self.page.row(item, measure) for item in self.scenarios}
        told = [item for item in self.scenarios if rows[item.name].direction != 0 or len(self.scenarios) <= FEW]
        told = [item for item in told if not math.isnan(rows[item.name].difference)]
        far = sorted(told, key=lambda item: (-abs(rows[item.name].difference), item.name))[:FEW]
        return sorted(far, key=lambda item: (-rows[item.name].mean, item.name))

    def _draw_pale(self, panel: Panel, measure: str, which: str) -> None:
        for item in self.scenarios:
            means = [getattr(point, which).mean for point in self.page.points(item, measure)]
            panel.pale(self.page.years(measure), means)


def _roomy(page: Page, span: Span, height: float, above: int, below: int) -> Span:
    """Limits of a panel of so many inches with room for so many names above and below what is drawn."""
    line = page.size.small * LEADING / POINTS
    share = (span.high - span.low) / max(height - line * (above + below), height / 3)
    return Span(span.low - share * line * below, span.high + share * line * above)


def _sides(page: Page, scenarios: Sequence[Scenario], measure: str) -> tuple[list[Scenario], list[Scenario]]:
    """The regimes whose names stand above, and those whose names stand below: higher and lower than the reference."""
    higher = [item for item in scenarios if page.row(item, measure).difference >= 0]
    return higher, [item for item in scenarios if item not in higher]


def _name_courses(page: Page, panel: Panel, scenarios: Sequence[Scenario], measure: str) -> None:
    """Write the names of regimes into a panel."""
    above, below = _sides(page, scenarios, measure)
    line = page.size.small * LEADING / POINTS
    tops = [(item, panel.top + number * line) for number, item in enumerate(above)]
    tops += [(item, panel.bottom - (number + 1.2) * line) for number, item in enumerate(reversed(below))]
    for item, top in tops:
        panel.words(panel.left + 0.99 * panel.width, top, page.title_of(item), ha="right", color=colour_of(item))
