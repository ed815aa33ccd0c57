"""Courses over time: a measure's level under some regimes, and below it the paired differences from the reference."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.collections import LineCollection
from wenze.experiments.figures.columns import tint
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import (
    GAP,
    GREY,
    LEADING,
    MARGIN,
    PALE,
    POINTS,
    Sheet,
    Size,
    colour_of,
    faint_lines,
    few_ticks,
    fit_numbers_beside,
    lines_height,
    span_of,
    ticks_in_view,
    width_of,
    wrapped,
    zero_and_another,
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
BAND = 0.22  # how dense a band is

Range = tuple[float, float]


class Panel(NamedTuple):
    """Whether a panel stands first in its row, with ticks beside it, and last in its column, with ticks below it."""

    first: bool
    last: bool


def limits(page: Page, scenarios: Sequence[Scenario], measure: str) -> tuple[Range, Range]:
    """The limits of the axes of levels and of differences that show all of some regimes."""
    points = [point for item in scenarios for point in page.points(item, measure)]
    changes = [number for point in points for number in point.change[:3]]
    return span_of([number for point in points for number in point.level[:3]]), span_of(changes, zero=True)


def draw_level(page: Page, panel: Any, scenarios: Sequence[Scenario], measure: str, span: Range, place: Panel) -> None:
    """Levels with their bands, the reference in grey behind."""
    _prepare(page, panel, span)
    few_ticks(panel.yaxis, 3)
    years = page.years(measure)
    for item in (page.reference, *scenarios):
        _draw_band(page, panel, years, [point.level for point in page.points(item, measure)], tint(page, item))
    _draw_switches(page, panel, scenarios if page.compared else [page.reference])
    _finish(page, panel, place._replace(last=place.last and not page.compared))


def draw_change(page: Page, panel: Any, scenarios: Sequence[Scenario], measure: str, span: Range, place: Panel) -> None:
    """Paired differences from the reference with their bands."""
    _prepare(page, panel, span)
    panel.axhline(0, color=GREY, linewidth=page.size.line / 1.5, zorder=1.5)
    years = page.years(measure)
    for item in scenarios:
        _draw_band(page, panel, years, [point.change for point in page.points(item, measure)], colour_of(item))
    _draw_switches(page, panel, scenarios)
    zero_and_another(panel.yaxis)
    _finish(page, panel, place)


def _draw_band(page: Page, panel: Any, years: Sequence[float], course: Sequence[Any], colour: str) -> None:
    means = [point.mean for point in course]
    marker = "o" if len(course) == 1 else ""  # one point makes no line
    panel.plot(years, means, color=colour, solid_capstyle="round", marker=marker)
    lows, highs = [point.low for point in course], [point.high for point in course]
    panel.fill_between(years, lows, highs, color=colour, alpha=BAND, linewidth=0)


def _draw_switches(page: Page, panel: Any, scenarios: Sequence[Scenario]) -> None:
    """Mark the months in which a regime changes."""
    for month in switches(page, scenarios) if len(scenarios) == 1 else ():
        panel.axvline(month / MONTHS_A_YEAR, color=GREY, linewidth=page.size.line / 2, linestyle=(0, (1, 2)))


def switches(page: Page, scenarios: Sequence[Scenario]) -> list[int]:
    """The months of the window in which regimes change."""
    first, end = page.results.span
    return [stage.month for item in scenarios for stage in item.stages[1:] if first < stage.month < end]


def _prepare(page: Page, panel: Any, span: Range) -> None:
    panel.set_xlim(page.years_span())
    panel.set_ylim(span)
    panel.set_axisbelow(True)


def _finish(page: Page, panel: Any, place: Panel) -> None:
    """Draw faint lines at the ticks, and ticks with their numbers only where a panel stands at the edge."""
    fit_numbers_beside(panel, page.size)
    faint_lines(panel, ticks_in_view(panel.yaxis), page.size)
    if not place.first:
        panel.yaxis.set_ticks([])
    if place.last:
        few_ticks(panel.xaxis, 5 if page.size.name == "paper" else 3)
    else:
        panel.xaxis.set_ticks([])


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
        for number, measure in enumerate(self.measures):
            row, column = divmod(number, self._across)
            left, begin = MARGIN + column * self._pitch, top + row * pitch
            sheet.text(left, begin, self._heads[number])
            begin += lines_height(self._heads[number], size.text)
            sheet.text(left, begin, self._units[number], points=size.small)
            self._draw_measure(sheet, measure, left + self._ticks, top + row * pitch, pitch)
        bottom = top + height - size.small * LEADING / POINTS
        sheet.text(size.width / 2, bottom, say("axis_years"), points=size.small, ha="center")
        drawn = [page.reference, *self.scenarios]
        numbers = [number for name in self.measures for item in drawn for number in page.course_numbers(item, name)]
        sheet.picture.numbers = [*sheet.picture.numbers, *numbers]

    def _draw_measure(self, sheet: Sheet, measure: str, left: float, top: float, pitch: float) -> None:
        page = self.page
        body = pitch - self._head - self._foot - self._between / self._down
        levels, changes = limits(page, [page.reference, *self.scenarios], measure)
        place = Panel(first=True, last=True)
        if not page.compared:
            draw_level(page, sheet.axes(left, top + self._head, self._width, body), [], measure, levels, place)
            return
        shown = self._drawn_out(measure)
        upper = (body - BETWEEN) * LEVEL / (LEVEL + CHANGE)
        panel = sheet.axes(left, top + self._head, self._width, upper)
        self._draw_pale(panel, measure, "level")
        sides = _sides(page, shown, measure)
        draw_level(page, panel, shown, measure, _roomy(page, levels, upper, *map(len, sides)), place)
        _name_courses(page, panel, upper, shown, measure)
        lower = sheet.axes(left, top + self._head + upper + BETWEEN, self._width, body - BETWEEN - upper)
        self._draw_pale(lower, measure, "change")
        draw_change(page, lower, shown, measure, changes, place)

    def _drawn_out(self, measure: str) -> list[Scenario]:
        """The two regimes that are farthest from the reference among those that can be told from it, the higher first."""
        rows = {item.name: self.page.row(item, measure) for item in self.scenarios}
        told = [item for item in self.scenarios if rows[item.name].direction != 0 or len(self.scenarios) <= FEW]
        told = [item for item in told if not math.isnan(rows[item.name].difference)]
        far = sorted(told, key=lambda item: (-abs(rows[item.name].difference), item.name))[:FEW]
        return sorted(far, key=lambda item: (-rows[item.name].mean, item.name))

    def _draw_pale(self, panel: Any, measure: str, which: str) -> None:
        years = self.page.years(measure)
        courses = [
            [
                (year, getattr(point, which).mean)
                for year, point in zip(years, self.page.points(item, measure), strict=True)
            ]
            for item in self.scenarios
        ]
        lines = LineCollection(courses, colors=PALE, linewidths=self.page.size.line / 2, zorder=1)
        panel.add_collection(lines, autolim=False)


def _roomy(page: Page, span: Range, height: float, above: int, below: int) -> Range:
    """Limits of a panel of so many inches with room for so many names above and below what is drawn."""
    line = page.size.small * LEADING / POINTS
    share = (span[1] - span[0]) / max(height - line * (above + below), height / 3)
    return span[0] - share * line * below, span[1] + share * line * above


def _sides(page: Page, scenarios: Sequence[Scenario], measure: str) -> tuple[list[Scenario], list[Scenario]]:
    """The regimes whose names stand above, and those whose names stand below: higher and lower than the reference."""
    higher = [item for item in scenarios if page.row(item, measure).difference >= 0]
    return higher, [item for item in scenarios if item not in higher]


def _name_courses(page: Page, panel: Any, height: float, scenarios: Sequence[Scenario], measure: str) -> None:
    """Write the names of regimes into a panel of so many inches."""
    above, below = _sides(page, scenarios, measure)
    line = page.size.small * LEADING / POINTS / height
    places = [(item, 1 - line * (number + 0.8)) for number, item in enumerate(above)]
    places += [(item, line * (number + 0.25)) for number, item in enumerate(reversed(below))]
    for item, y in places:
        panel.text(
            0.99, y, page.title_of(item), transform=panel.transAxes, ha="right", va="baseline",
            color=colour_of(item), fontsize=page.size.small,
        )  # fmt: skip
