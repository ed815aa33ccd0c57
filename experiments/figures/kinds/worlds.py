"""Bars divided in three, where replications live in different worlds: in which share of them each regime is distinguishably higher
than the reference, in which it is neither, in which it is lower. One panel a measure, one line a regime.
"""

from wenze.experiments.figures.columns import Columns, on_a_sheet, worlds_column
from wenze.experiments.figures.headlines import headline
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """Shares of worlds of every measure."""
    measures = page.figure.measures[: page.size.panels]
    shown = page.choose(page.size.regimes, measures[0])
    columns = Columns(page, shown.scenarios, [worlds_column(page, measure) for measure in measures])
    below = say("figure_shares_of_worlds", reference=page.title_of(page.reference))
    return on_a_sheet(columns, headline(page, None), [below, shown.note])


KIND = Kind(draw, most=6, needs="worlds")
