"""Courses over time: a measure's level under some regimes, and below it the paired differences from the reference."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from wenze.experiments.figures.columns import tint
from wenze.experiments.figures.headlines import extreme
from wenze.experiments.figures.page import Page, Point
from wenze.experiments.figures.style import (
    GAP,
    GREY,
    LEADING,
    MARGIN,
    PALE,
    POINTS,
    Sheet,
    colour_of,
    few_ticks,
    lines_height,
    span_of,
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
FEW = 4  # regimes that are all drawn out and named
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
    below = place.last and not page.compared
    _prepare(page, panel, span, place._replace(last=below))
    few_ticks(panel.yaxis, 3)
    years = page.years(measure)
    for item in (page.reference, *scenarios):
        _draw_band(page, panel, years, [point.level for point in page.points(item, measure)], tint(page, item))
    _draw_switches(page, panel, scenarios)


def draw_change(page: Page, panel: Any, scenarios: Sequence[Scenario], measure: str, span: Range, place: Panel) -> None:
    """Paired differences from the reference with their bands."""
    _prepare(page, panel, span, place)
    panel.axhline(0, color=GREY, linewidth=page.size.line / 1.5, zorder=1.5)
    years = page.years(measure)
    for item in scenarios:
        _draw_band(page, panel, years, [point.change for point in page.points(item, measure)], colour_of(item))
    _draw_switches(page, panel, scenarios)
    zero_and_another(panel.yaxis)


def _draw_band(page: Page, panel: Any, years: Sequence[float], course: Sequence[Any], colour: str) -> None:
    means = [point.mean for point in course]
    marker = "o" if len(course) == 1 else ""  # one point makes no line
    panel.plot(years, means, color=colour, solid_capstyle="round", marker=marker)
    lows, highs = [point.low for point in course], [point.high for point in course]
    panel.fill_between(years, lows, highs, color=colour, alpha=BAND, linewidth=0)


def _draw_switches(page: Page, panel: Any, scenarios: Sequence[Scenario]) -> None:
    """Mark the months in which a regime changes."""
    first, end = page.results.span
    if len(scenarios) > 1:
        return
    for stage in (stage for item in scenarios for stage in item.stages[1:]):
        if first < stage.month < end:
            panel.axvline(stage.month / MONTHS_A_YEAR, color=GREY, linewidth=page.size.line / 2, linestyle=(0, (1, 2)))


def _prepare(page: Page, panel: Any, span: Range, place: Panel) -> None:
    size = page.size
    panel.set_xlim(page.years_span())
    panel.set_ylim(span)
    few_ticks(panel.xaxis, 5 if size.name == "paper" else 3)
    panel.tick_params(axis="x", labelbottom=place.last)
    panel.tick_params(axis="y", labelleft=place.first)
    panel.grid(axis="y", color=PALE, linewidth=size.line / 3)
    panel.set_axisbelow(True)


def course_sentences(page: Page) -> list[str]:
    """What a point and a band of a course are."""
    length = page.period
    known = {1: "figure_point_month", 3: "figure_point_quarter", 12: "figure_point_year"}
    point = say(known.get(length, "figure_point_months"), months=length)
    if not page.results.several:
        return [point]
    bands = "figure_bands_both" if page.compared else "figure_bands"
    return [point, say(bands, replications=page.results.settings.run.replications)]


class Courses:
    """Courses of several measures side by side, a panel each."""

    def __init__(self, page: Page, scenarios: Sequence[Scenario], measures: Sequence[str]) -> None:
        size = page.size
        self.page, self.scenarios, self.measures = page, list(scenarios), measures
        self._across = min(ACROSS, len(measures))
        self._down = -(-len(measures) // self._across)
        self._ticks = 4.2 * size.small * 0.62 / POINTS  # room for the numbers beside a panel
        self._pitch = (size.width - 2 * MARGIN) / self._across
        self._width = self._pitch - self._ticks - GAP[size.name] / 2
        room = self._pitch - GAP[size.name]
        self._heads = [wrapped(page.heading_of(name), room, size.text) for name in measures]
        self._units = [wrapped(page.measure(name).unit_label, room, size.small) for name in measures]
        heads = max(lines_height(head, size.text) for head in self._heads)
        units = max(lines_height(unit, size.small) for unit in self._units)
        self._head = heads + units + 0.03
        self._foot = size.small * (LEADING + 0.6) / POINTS
        self._axis = size.small * LEADING / POINTS

    def height(self, room: float) -> float:
        """Inches that they take: all of the room, if it is fixed."""
        panels = LEVEL + BETWEEN + CHANGE if self.page.compared else ALONE
        return room - MARGIN if room else self._down * (self._head + panels + self._foot) + self._axis

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
        bottom = top + height - self._axis
        sheet.text(size.width / 2, bottom, say("axis_years"), points=size.small, ha="center")
        drawn = [page.reference, *self.scenarios]
        numbers = [number for name in self.measures for item in drawn for number in page.course_numbers(item, name)]
        sheet.picture.numbers = [*sheet.picture.numbers, *numbers]

    def _draw_measure(self, sheet: Sheet, measure: str, left: float, top: float, pitch: float) -> None:
        page = self.page
        body = pitch - self._head - self._foot
        levels, changes = limits(page, [page.reference, *self.scenarios], measure)
        place = Panel(first=True, last=True)
        if not page.compared:
            draw_level(page, sheet.axes(left, top + self._head, self._width, body), [], measure, levels, place)
            return
        shown = self._drawn_out(measure)
        upper = (body - BETWEEN) * LEVEL / (LEVEL + CHANGE)
        panel = sheet.axes(left, top + self._head, self._width, upper)
        self._draw_pale(panel, measure, "level")
        draw_level(page, panel, shown, measure, _roomy(levels), place)
        _name_courses(page, panel, shown, measure)
        lower = sheet.axes(left, top + self._head + upper + BETWEEN, self._width, body - BETWEEN - upper)
        self._draw_pale(lower, measure, "change")
        draw_change(page, lower, shown, measure, changes, place)

    def _drawn_out(self, measure: str) -> list[Scenario]:
        """All regimes if they are few; otherwise those called highest and lowest, if there are such."""
        if len(self.scenarios) <= 2:
            return self.scenarios
        return [found for found in (extreme(self.page, measure, 1), extreme(self.page, measure, -1)) if found]

    def _draw_pale(self, panel: Any, measure: str, which: str) -> None:
        years = self.page.years(measure)
        for item in self.scenarios:
            points: list[Point] = self.page.points(item, measure)
            panel.plot(
                years, [getattr(point, which).mean for point in points], color=PALE, linewidth=self.page.size.line / 2
            )


def _roomy(span: Range) -> Range:
    """Limits with room for a name above and one below."""
    room = 0.22 * (span[1] - span[0])
    return span[0] - room, span[1] + room


def _name_courses(page: Page, panel: Any, scenarios: Sequence[Scenario], measure: str) -> None:
    """Write the names of two regimes at most into a panel: of the higher above, of the lower below."""
    rows = {item.name: page.row(item, measure).mean for item in scenarios}
    known = sorted((item for item in scenarios if not math.isnan(rows[item.name])), key=lambda item: -rows[item.name])
    above = [item for item in known[:1] if page.row(item, measure).difference >= 0 or len(known) > 1]
    below = [item for item in known if item not in above][-1:]
    for item, y, va in [*((item, 0.995, "top") for item in above), *((item, 0.02, "bottom") for item in below)]:
        panel.text(
            0.99, y, page.title_of(item), transform=panel.transAxes, ha="right", va=va, color=colour_of(item),
            fontsize=page.size.small,
        )  # fmt: skip
