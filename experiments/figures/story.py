"""One page that tells the story: how people come to work, and where blame and harm fall, under every regime."""

import math
from typing import Any

from wenze.experiments.figures.comparison import MONTHS_A_YEAR, OVER_TIME, Comparison, clearest, titled
from wenze.experiments.figures.over_time import draw_course, numbers
from wenze.experiments.figures.rows import GAP, Lines, draw_dots, draw_levels
from wenze.experiments.figures.style import (
    COLOURS,
    GREY,
    PALE,
    Picture,
    Size,
    few_ticks,
    heading_of,
    in_per_cent,
    sheet,
    wrapped,
)
from wenze.experiments.messages import say
from wenze.sim.measures import MEASURES
from wenze.sim.settings.compose import Scenario

DIFFERENCES = ("effort", "lying_flat")
COURSES_HEIGHT = 1.75  # inches of the courses on paper, where they stand above the lines
COURSES_WIDTH = 0.30  # of a slide, where they stand beside them
HEADS = {"paper": 1.1, "slide": 1.3}  # inches for headings, ticks and units around the lines
NAMES = {"paper": 1.7, "slide": 2.75}  # inches that the names of the regimes take, about


def story(comparison: Comparison, size: Size) -> Picture:
    """Courses of effort, innovation and lying flat, and for each regime what differs, where blame falls, what harm is done."""
    lines = Lines(comparison.all)
    on_slide = size.name == "slide"
    body = lines.height(size) + HEADS[size.name] + (0 if on_slide else COURSES_HEIGHT)
    title = _title(comparison)
    figure = sheet(size, title, _subtitle(comparison), body)
    grid: Any
    if on_slide:
        grid = figure.add_gridspec(1, 2, width_ratios=[COURSES_WIDTH, 1 - COURSES_WIDTH])
        upper, lower = grid[0].subgridspec(3, 1), grid[1].subgridspec(1, 4)
        room = size.width * (1 - COURSES_WIDTH)
    else:
        grid = figure.add_gridspec(2, 1, height_ratios=[COURSES_HEIGHT, body - COURSES_HEIGHT])
        upper, lower = grid[0].subgridspec(1, 3), grid[1].subgridspec(1, 4)
        room = size.width
    for number, measure in enumerate(OVER_TIME):
        _draw_courses(figure.add_subplot(upper[number]), comparison, measure, size)
    _draw_lines([figure.add_subplot(lower[number]) for number in range(4)], comparison, lines, size, room)
    return Picture("story", figure, title, ("scenario", "measure", "x", "value", "low", "high"), _table(comparison))


def _draw_courses(panel: Any, comparison: Comparison, measure: str, size: Size) -> None:
    """All regimes thin and pale; the reference and the two that differ most from it drawn out and named."""
    for scenario in comparison.others:
        means = [point.mean for point in comparison.course(scenario.name, measure)]
        panel.plot(comparison.middles(), means, color=PALE, linewidth=size.line / 2)
    draw_course(panel, comparison, comparison.reference, measure, GREY)
    for scenario, direction in _farthest(comparison, measure):
        draw_course(panel, comparison, scenario, measure, COLOURS[scenario.family])
        panel.text(
            0.99, 0.99 if direction > 0 else 0.02, titled(scenario), transform=panel.transAxes,
            ha="right", va="top" if direction > 0 else "bottom", color=COLOURS[scenario.family], fontsize=size.small,
        )  # fmt: skip
    panel.margins(y=0.25)
    panel.set_title(heading_of(measure), loc="left")
    panel.set_ylabel(wrapped(MEASURES[measure].unit_label, 1.6, size.small))
    panel.set_xlabel(say("axis_years"))
    panel.set_xlim(0, comparison.settings.run.months / MONTHS_A_YEAR)
    few_ticks(panel.xaxis, 5)
    few_ticks(panel.yaxis, 3)


def _farthest(comparison: Comparison, measure: str) -> list[tuple[Scenario, int]]:
    """The regimes in which the measure is clearly higher, and clearly lower, than in the reference by most."""
    found = ((clearest(comparison, measure, direction), direction) for direction in (1, -1))
    return [(scenario, direction) for scenario, direction in found if scenario]


def _draw_lines(panels: list[Any], comparison: Comparison, lines: Lines, size: Size, room: float) -> None:
    """Four questions about every regime: do people work more, do fewer lie flat, where does blame fall, what harm is done?"""
    width = (room - NAMES[size.name]) / len(panels) - GAP
    for number, panel in enumerate(panels):
        lines.prepare(panel, size, labelled=number == 0)
    for panel, measure in zip(panels, DIFFERENCES, strict=False):
        draw_dots(panel, comparison, lines, measure, size, paired=True)
        panel.set_title(wrapped(say(f"question_{measure}"), width, size.text), loc="left")
        panel.set_xlabel(wrapped(say("figure_difference_of", unit=MEASURES[measure].unit_label), width, size.small))
    draw_levels(panels[2], comparison, lines, size)
    panels[2].set_title(wrapped(say("question_levels"), width, size.text), loc="left")
    panels[2].set_xlabel(wrapped(say("figure_levels_axis"), width, size.small))
    draw_dots(panels[3], comparison, lines, "harm", size, paired=False)
    panels[3].set_title(wrapped(say("question_harm"), width, size.text), loc="left")
    panels[3].set_xlabel(wrapped(MEASURES["harm"].unit_label, width, size.small))


def _title(comparison: Comparison) -> str:
    """How much of the sanctions is wrongful under the reference, and which regime raises effort most."""
    reference = titled(comparison.reference)
    wrongful = comparison.rows[comparison.settings.reference, "wrongful_share"].mean
    if math.isnan(wrongful):
        return say("story_plain", reference=reference)
    most = clearest(comparison, "effort", 1)
    if most is None:
        return say("story_wrongful", reference=reference, wrongful=in_per_cent(wrongful))
    return say(
        "story_title",
        reference=reference,
        wrongful=in_per_cent(wrongful),
        scenario=titled(most),
        difference=f"{comparison.rows[most.name, 'effort'].difference:+.2f}",
    )


def _subtitle(comparison: Comparison) -> str:
    run = comparison.settings.run
    return say("story_below", replications=run.replications, months=run.months, reference=titled(comparison.reference))


def _table(comparison: Comparison) -> list[tuple[str | float, ...]]:
    table = numbers(comparison, list(OVER_TIME))
    for item in comparison.all:
        for measure in DIFFERENCES:
            row = comparison.rows[item.name, measure]
            table.append(
                (item.name, f"{measure}_difference", "", row.difference, row.difference_low, row.difference_high)
            )
        for measure in ("culpability_at_township", "sanctions_at_township", "harm"):
            row = comparison.rows[item.name, measure]
            table.append((item.name, measure, "", row.mean, row.low, row.high))
    return table
