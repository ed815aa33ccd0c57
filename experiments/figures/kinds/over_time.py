"""A measure over time, one panel a regime: above its level beside the reference's, below the paired difference."""

from typing import NamedTuple

from wenze.experiments.figures.courses import (
    Numbered,
    course_sentences,
    draw_change,
    draw_level,
    limits,
    ticks_width,
)
from wenze.experiments.figures.headlines import count_sentence, headline, with_interval
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.multiples import Multiples, Span
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import (
    GAP,
    LEADING,
    MARGIN,
    POINTS,
    SOFT,
    Picture,
    Sheet,
    colour_of,
    lines_height,
    wrapped,
)
from wenze.experiments.messages import say
from wenze.sim.settings.scenarios import Scenario

ACROSS = {"paper": 4, "slide": 3}
LEVEL, CHANGE = 0.56, 0.40  # inches of the two panels of a regime on paper; their proportion on a slide
LEAST, PAGE = 0.5, 9.4  # inches: of both at least, and of a sheet that should be no higher
BETWEEN = 0.07  # inches between the two
MOST_ON_SLIDE = 3

Ranges = tuple[Span, Span]


class _Cells(NamedTuple):
    """Where the panels of the regimes stand, in inches: tops and heads of the rows, left edges by ``pitch``."""

    across: int
    left: float
    pitch: float
    tops: list[float]
    heads: list[float]
    level: float
    between: float
    change: float

    @property
    def bottom(self) -> float:
        """Where the last row of panels ends."""
        return self.tops[-1] + self.heads[-1] + self.level + self.between + self.change


def draw(page: Page) -> Picture:
    """The measure's course under every regime, with bands."""
    (measure,) = page.figure.measures
    shown = page.choose(MOST_ON_SLIDE if page.size.height else page.size.regimes, measure)
    title = headline(page, count_sentence(page, measure))
    sheet = Sheet(page.size, title, page.below([*_below(page, measure), shown.note]))
    scenarios = list(shown.scenarios)
    cells = _arranged(page, sheet, scenarios)
    sheet.make(page.name, sheet.room(cells.bottom - sheet.top + _foot(page)))
    ranges = limits(page, [page.reference, *scenarios], measure)
    panels = Multiples(sheet)
    for number, scenario in enumerate(scenarios):
        place = (*divmod(number, cells.across), number + cells.across >= len(scenarios))
        _draw_cell(page, panels, cells, place, scenario, measure, ranges)
    panels.draw()
    _name_axis(page, sheet, cells)
    drawn = [page.reference, *scenarios]
    sheet.picture.numbers = [number for item in drawn for number in page.course_numbers(item, measure)]
    return sheet.picture


def _below(page: Page, measure: str) -> list[str]:
    """What is drawn, in which unit, and what band, grey line and numbers stand for."""
    what = page.measure(measure)
    first = say("figure_what", meaning=what.meaning, unit=what.unit_label) if page.size.name == "paper" else ""
    key = "figure_over_time_below" if page.size.name == "paper" else "figure_over_time_short"
    parts = [first, say(key, reference=page.title_of(page.reference)), *course_sentences(page)]
    return [part for part in parts if part]


def _arranged(page: Page, sheet: Sheet, scenarios: list[Scenario]) -> _Cells:
    size = page.size
    across = min(ACROSS[size.name], len(scenarios))
    left = MARGIN + ticks_width(size)
    pitch = (size.width - left - MARGIN + GAP[size.name]) / across
    lines = [lines_height(_name(page, item, pitch), size.text) for item in scenarios]
    heads = [max(lines[row : row + across]) + size.small * LEADING / POINTS for row in range(0, len(lines), across)]
    level, change, between = LEVEL, CHANGE, BETWEEN
    after = size.small * 1.1 / POINTS  # between rows
    between *= 2 if size.height else 1
    free = ((size.height or PAGE) - sheet.top - _foot(page) - sum(heads)) / len(heads) - between - after
    if size.height or free < level + change:
        free = max(free, LEAST)
        level, change = (free * part / (LEVEL + CHANGE) for part in (LEVEL, CHANGE))
    height = level + between + change + after
    tops = [sheet.top + sum(heads[:row]) + row * height for row in range(len(heads))]
    return _Cells(across, left, pitch, tops, heads, level, between, change)


def _name(page: Page, scenario: Scenario, pitch: float) -> str:
    return wrapped(page.title_of(scenario), pitch - GAP[page.size.name], page.size.text)


def _foot(page: Page) -> float:
    """Inches for the ticks and the label of the time axis."""
    return page.size.small * (2 * LEADING + 0.85) / POINTS + MARGIN / 2


def _draw_cell(
    page: Page,
    panels: Multiples,
    cells: _Cells,
    place: tuple[int, int, bool],
    scenario: Scenario,
    measure: str,
    ranges: Ranges,
) -> None:
    """Draw a regime at a row and column; the last of a column has numbers below it."""
    size, sheet, years = page.size, panels.sheet, Span(*page.years_span())
    row, column, last = place
    left, top, width = cells.left + column * cells.pitch, cells.tops[row], cells.pitch - GAP[size.name]
    name = _name(page, scenario, cells.pitch)
    sheet.text(left, top, name, color=colour_of(scenario))
    change = with_interval(page.row(scenario, measure).change)
    sheet.text(left, top + lines_height(name, size.text), change, points=size.small, color=SOFT)
    numbered = Numbered(beside=column == 0, below=last)
    upper = panels.panel(left, top + cells.heads[row], width, cells.level, years, ranges[0])
    draw_level(page, upper, [scenario], measure, numbered)
    lower = panels.panel(left, upper.bottom + cells.between, width, cells.change, years, ranges[1])
    draw_change(page, lower, [scenario], measure, numbered)


def _name_axis(page: Page, sheet: Sheet, cells: _Cells) -> None:
    top = cells.bottom + page.size.small * (LEADING + 0.75) / POINTS
    sheet.text(page.size.width / 2, top, say("axis_years"), points=page.size.small, ha="center")


KIND = Kind(draw, most=1, needs="others")
