"""Two measures that belong together, a stroke and a dot, under every regime: where culpability lies and where blame falls."""

from wenze.experiments.figures.columns import Columns, on_a_sheet, pair_column, reading
from wenze.experiments.figures.headlines import headline
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """Both measures on one panel, joined."""
    one, other = page.figure.measures
    shown = page.choose(page.size.regimes - 1, other)
    columns = Columns(page, [page.reference, *shown.scenarios], [pair_column(page, (one, other))])
    below = [pair_reading(page, one, other)]
    if page.compared:
        below += [page.grey_is_reference, reading(page, lines=False)]
    return on_a_sheet(columns, headline(page, None), [*below, shown.note])


def pair_reading(page: Page, one: str, other: str) -> str:
    """What stroke and dot stand for."""
    return say("figure_pair", one=page.measure(one).label, other=page.measure(other).label)


KIND = Kind(draw, least=2, most=2)
