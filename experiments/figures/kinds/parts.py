"""Bars: how much of what each regime changes is the policy at work on unchanged conduct, and how much people changing."""

import math

from wenze.experiments.figures.columns import Columns, on_a_sheet, parts_column
from wenze.experiments.figures.headlines import extreme, headline, signed
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture
from wenze.experiments.messages import say


def draw(page: Page) -> Picture:
    """The two parts of every measure's difference from the reference."""
    measures = page.figure.measures[: page.size.panels]
    shown = page.choose(page.size.regimes - 1, measures[0])
    columns = Columns(page, shown.scenarios, [parts_column(page, measure) for measure in measures])
    title = headline(page, _sentence(page, measures[0]))
    reading = say("figure_parts_below" if page.size.name == "paper" else "figure_parts_short")
    intervals = say("figure_parts_lines") if page.results.several else ""
    return on_a_sheet(columns, title, [reading, intervals, shown.note])


def _sentence(page: Page, measure: str) -> str | None:
    """The parts of a measure under the regime in which it is farthest from the reference, if that one can be told."""
    if not page.results.several:
        return None
    ends = [found for found in (extreme(page, measure, -1), extreme(page, measure, 1)) if found]
    if not ends:
        return None
    most = max(ends, key=lambda item: abs(page.row(item, measure).difference))
    row = page.results.part(most.name, measure)
    if math.isnan(row.mechanical.mean):
        return None
    return say(
        "figure_parts",
        scenario=page.title_of(most),
        measure=page.measure(measure).label,
        difference=signed(row.difference.mean),
        mechanical=signed(row.mechanical.mean),
        behavioural=signed(row.behavioural.mean),
    )


KIND = Kind(draw, most=6, needs="parts")
