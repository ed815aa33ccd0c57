"""Bars divided into shares, under every regime: how decisions come about, what departments do. Measures of one unit, one
after the other, are the shares of one bar.
"""

from itertools import groupby

from wenze.experiments.figures.columns import Columns, on_a_sheet, option, shares_column
from wenze.experiments.figures.headlines import headline
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """A panel for every run of measures that have the same unit."""
    groups = [list(group) for _, group in groupby(page.figure.measures, lambda name: page.measure(name).unit)]
    shown = page.choose(page.size.regimes - 1, groups[0][0], option(page, groups[0][0]))
    columns = Columns(page, [page.reference, *shown.scenarios], [shares_column(page, group) for group in groups])
    return on_a_sheet(columns, headline(page, None), [say("figure_shares_below"), shown.note])


KIND = Kind(draw)
