"""Dots and intervals: measures themselves, under every regime. One panel a measure, one line a regime."""

from wenze.experiments.figures.columns import Columns, mean_column, on_a_sheet, reading
from wenze.experiments.figures.headlines import headline, several_sentence
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """Means of every measure with their intervals."""
    measures = page.figure.measures[: page.size.panels]
    shown = page.choose(page.size.regimes - 1, measures[0])
    scenarios = [page.reference, *shown.scenarios]
    columns = Columns(page, scenarios, [mean_column(page, measure) for measure in measures])
    title = headline(page, several_sentence(page, measures[:2]))
    below = [say("figure_means_below"), *_of_reference(page), shown.note]
    return on_a_sheet(columns, title, below)


def _of_reference(page: Page) -> list[str]:
    if not page.compared:
        return []
    return [page.grey_is_reference, reading(page)]


KIND = Kind(draw, most=6)
