"""Dots and intervals: what each regime changes, against the reference. One panel a measure, one line a regime."""

from wenze.experiments.figures.columns import Columns, difference_column, on_a_sheet, reading
from wenze.experiments.figures.headlines import count_sentence, headline
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """Paired differences of every measure from the reference."""
    measures = page.figure.measures[: page.size.panels]
    shown = page.choose(page.size.regimes, measures[0])
    columns = Columns(page, shown.scenarios, [difference_column(page, measure) for measure in measures])
    title = headline(page, count_sentence(page, measures[0]))
    return on_a_sheet(columns, title, [say("figure_differences_below"), reading(page), shown.note])


KIND = Kind(draw, most=6, needs="others")
