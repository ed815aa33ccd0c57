"""One page that tells the story: how people come to work, and where blame and harm fall, under every regime.

On paper the measures stand above, over time, and the charts of ``lines`` below; a slide shows the first three of these.
"""

from wenze.experiments.figures.columns import (
    Column,
    Columns,
    difference_column,
    mean_column,
    pair_column,
    reading,
)
from wenze.experiments.figures.courses import Courses, course_sentences, courses_reading
from wenze.experiments.figures.files import Line
from wenze.experiments.figures.headlines import headline, short_sentence
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.kinds.pairs import pair_reading
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import MARGIN, Picture, Sheet
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """Courses above, lines below."""
    on_slide = page.size.height > 0
    lines = page.figure.lines[: page.size.panels]
    first = page.figure.measures[0]
    shown = page.choose(page.size.regimes - 1, first)
    columns = Columns(page, [page.reference, *shown.scenarios], [_column(page, line) for line in lines])
    sheet = Sheet(
        page.size,
        headline(page, short_sentence(page, first)),
        page.below(_below(page, lines, shown.note)),
    )
    if on_slide:
        height = columns.height(sheet.room(0.0))
        sheet.make(page.name, sheet.room(0.0))
        columns.draw(sheet, sheet.top, height)
        return sheet.picture
    courses = Courses(page, shown.scenarios, page.figure.measures[:4])
    above, below = courses.height(0.0), columns.height()
    sheet.make(page.name, above + MARGIN + below)
    courses.draw(sheet, sheet.top, above)
    columns.draw(sheet, sheet.top + above + MARGIN, below)
    return sheet.picture


def _column(page: Page, line: Line) -> Column:
    title = str(line.title)
    if line.show == "pair":
        return pair_column(page, line.measures, title)
    column = difference_column if line.show == "difference" else mean_column
    return column(page, line.measures[0], title)


def _below(page: Page, lines: tuple[Line, ...], note: str) -> list[str]:
    run, paper = page.results.settings.run, page.size.height == 0
    first, end = page.results.span
    parts = [pair_reading(page, *line.measures) for line in lines if line.show == "pair"]
    if paper:
        scale = say("figure_scale", replications=run.replications, months=end - first)
        above = courses_reading(page)
        parts = [scale, above, *course_sentences(page), *parts]
    return [*parts, reading(page), *([note] if note else [])]


KIND = Kind(draw, needs="others")
