"""A measure over time, one panel a regime: above its level beside the reference's, below the paired difference."""

from typing import NamedTuple

from wenze.experiments.figures.courses import Panel, course_sentences, draw_change, draw_level, limits
from wenze.experiments.figures.headlines import count_sentence, headline, with_interval
from wenze.experiments.figures.kinds.kind import Kind
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
from wenze.experiments.messages import in_language, say
from wenze.sim.settings.scenarios import Scenario

ACROSS = {"paper": 4, "slide": 3}
LEVEL, CHANGE = 0.56, 0.40  # inches of the two panels of a regime on paper; their proportion on a slide
BETWEEN = 0.07  # inches between the two
MOST_ON_SLIDE = 3


class _Cells(NamedTuple):
    """Where the panels of the regimes stand, in inches."""

    across: int
    down: int
    left: float
    top: float
    width: float
    height: float
    head: float
    level: float
    change: float


def draw(page: Page) -> Picture:
    """The measure's course under every regime, with bands."""
    (measure,) = page.figure.measures
    shown = page.choose(MOST_ON_SLIDE if page.size.height else page.size.regimes, measure)
    title = headline(page, count_sentence(page, measure))
    sheet = Sheet(page.size, title, in_language(" ", "").join([*_below(page, measure), shown.note]))
    scenarios = list(shown.scenarios)
    cells = _arranged(page, sheet, scenarios, measure)
    sheet.make(page.name, sheet.room(cells.top - sheet.top + cells.down * cells.height + _foot(page)))
    ranges = limits(page, [page.reference, *scenarios], measure)
    for number, scenario in enumerate(scenarios):
        _draw_cell(page, sheet, cells, number, len(scenarios), scenario, measure, ranges)
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


def _arranged(page: Page, sheet: Sheet, scenarios: list[Scenario], measure: str) -> _Cells:
    size = page.size
    across = min(ACROSS[size.name], len(scenarios))
    down = -(-len(scenarios) // across)
    left = MARGIN + 5.2 * size.small * 0.6 / POINTS
    gap = GAP[size.name]
    width = (size.width - left - MARGIN) / across
    names = [wrapped(page.title_of(item), width - gap, size.text) for item in scenarios]
    head = max(lines_height(name, size.text) for name in names) + size.small * LEADING / POINTS + 0.02
    level, change = LEVEL, CHANGE
    below = size.small / POINTS  # between rows
    if size.height:
        free = size.height - sheet.top - _foot(page) - down * (head + BETWEEN * 2 + below)
        level, change = (free / down * part / (LEVEL + CHANGE) for part in (LEVEL, CHANGE))
    between = BETWEEN * (2 if size.height else 1)
    height = head + level + between + change + below
    return _Cells(across, down, left, sheet.top, width, height, head, level, change)


def _foot(page: Page) -> float:
    """Inches for the ticks and the label of the time axis."""
    return page.size.small * (2 * LEADING + 0.3) / POINTS + MARGIN / 2


def _draw_cell(
    page: Page,
    sheet: Sheet,
    cells: _Cells,
    number: int,
    count: int,
    scenario: Scenario,
    measure: str,
    ranges: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    size = page.size
    row, column = divmod(number, cells.across)
    left, top = cells.left + column * cells.width, cells.top + row * cells.height
    width = cells.width - GAP[size.name]
    name = wrapped(page.title_of(scenario), width, size.text)
    sheet.text(left, top, name, color=colour_of(scenario))
    change = with_interval(page.row(scenario, measure).change)
    sheet.text(left, top + lines_height(name, size.text), change, points=size.small, color=SOFT)
    panel = Panel(first=column == 0, last=number + cells.across >= count)
    top += cells.head
    draw_level(page, sheet.axes(left, top, width, cells.level), [scenario], measure, ranges[0], panel)
    top = cells.top + (row + 1) * cells.height - size.small / POINTS - cells.change
    draw_change(page, sheet.axes(left, top, width, cells.change), [scenario], measure, ranges[1], panel)


def _name_axis(page: Page, sheet: Sheet, cells: _Cells) -> None:
    size = page.size
    top = cells.top + cells.down * cells.height + size.small * (LEADING - 0.55) / POINTS
    sheet.text(size.width / 2, top, say("axis_years"), points=size.small, ha="center")


KIND = Kind(draw, most=1, needs="others")
