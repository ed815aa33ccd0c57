"""A measure over time: one small panel a regime, with the reference in grey behind each."""

import math
from typing import Any

from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.figures.comparison import MONTHS_A_YEAR, Comparison, clearest, titled
from wenze.experiments.figures.style import COLOURS, GREY, PALE, Picture, Size, few_ticks, heading_of, sheet
from wenze.experiments.messages import in_language, say
from wenze.sim.measures import MEASURES
from wenze.sim.settings.compose import Scenario

PANELS_ACROSS = 4
PANEL_HEIGHT = {"paper": 1.2, "slide": 1.3}  # inches, with its title and ticks
FOOT = 0.25  # inches for the label of the time axis
COLUMNS = ("scenario", "measure", "year", "mean", "low", "high")


def over_time(comparison: Comparison, measure: str, size: Size) -> Picture:
    """The measure's course under every regime, with 95 % bands of the mean."""
    shown = comparison.others or comparison.all
    across = min(PANELS_ACROSS, len(shown))
    rows = -(-len(shown) // across)
    title = _title(comparison, measure)
    figure = sheet(size, title, _subtitle(comparison, measure), rows * PANEL_HEIGHT[size.name] + FOOT)
    axes = list(figure.subplots(rows, across, sharex=True, sharey=True, squeeze=False).flat)
    corner = _emptiest_corner(comparison, measure)
    for panel, scenario in zip(axes, shown, strict=False):
        if scenario.name != comparison.settings.reference:
            draw_course(panel, comparison, comparison.reference, measure, GREY)
        draw_course(panel, comparison, scenario, measure, COLOURS[scenario.family])
        _finish(panel, comparison, scenario, measure, size, corner)
    for panel in axes[len(shown) :]:
        panel.set_axis_off()
    for panel in axes[max(0, len(shown) - across) : len(shown)]:
        panel.xaxis.set_tick_params(labelbottom=True)
    figure.supxlabel(say("axis_years"), fontsize=size.small)
    return Picture(f"{measure}_over_time", figure, title, COLUMNS, numbers(comparison, [measure]))


def draw_course(panel: Any, comparison: Comparison, scenario: Scenario, measure: str, colour: str) -> list[Interval]:
    """Draw one regime's course with its band."""
    years, course = comparison.middles(), comparison.course(scenario.name, measure)
    panel.plot(years, [point.mean for point in course], color=colour, solid_capstyle="round")
    panel.fill_between(
        years, [point.low for point in course], [point.high for point in course], color=colour, alpha=0.25, linewidth=0
    )
    return course


def draw_switches(panel: Any, comparison: Comparison, scenario: Scenario, size: Size) -> None:
    """Mark the months in which a regime changes."""
    for stage in scenario.stages[1:]:
        if stage.month < comparison.settings.run.months:
            panel.axvline(stage.month / MONTHS_A_YEAR, color=GREY, linewidth=size.line / 2, linestyle=(0, (1, 2)))


def numbers(comparison: Comparison, measures: list[str]) -> list[tuple[str | float, ...]]:
    """The points of the courses, as rows of a table."""
    return [
        (scenario.name, measure, year, point.mean, point.low, point.high)
        for measure in measures
        for scenario in comparison.all
        for year, point in zip(comparison.middles(), comparison.course(scenario.name, measure), strict=True)
    ]


def _finish(
    panel: Any, comparison: Comparison, scenario: Scenario, measure: str, size: Size, corner: tuple[int, int]
) -> None:
    """Name a panel, mark where its regime changes, and write its difference into the corner that is free."""
    draw_switches(panel, comparison, scenario, size)
    panel.set_title(titled(scenario), color=COLOURS[scenario.family], loc="left", pad=size.text / 4)
    panel.grid(axis="y", color=PALE, linewidth=size.line / 3)
    panel.set_xlim(0, comparison.settings.run.months / MONTHS_A_YEAR)
    few_ticks(panel.xaxis, 5)
    few_ticks(panel.yaxis, 3)
    row = comparison.rows[scenario.name, measure]
    if not math.isnan(row.difference):
        x, y = corner
        panel.text(
            0.03 + 0.94 * x, 0.03 + 0.94 * y, signed(row.difference, row.direction), transform=panel.transAxes,
            ha=("left", "right")[x], va=("bottom", "top")[y], fontsize=size.small,
        )  # fmt: skip


def _emptiest_corner(comparison: Comparison, measure: str) -> tuple[int, int]:
    """The corner, 0 or 1 along each axis, that the courses of all regimes leave most room in."""
    courses = [comparison.course(item.name, measure) for item in comparison.all]
    points = [
        (point.mean, place) for course in courses for place, point in enumerate(course) if point.mean == point.mean
    ]
    if not points:
        return 1, 1
    low, high = min(points)[0], max(points)[0]
    middle = len(courses[0]) / 2

    def room(corner: tuple[int, int]) -> float:
        side = [mean for mean, place in points if (place >= middle) == bool(corner[0])] or [low]
        return high - max(side) if corner[1] else min(side) - low

    return max(((1, 0), (1, 1), (0, 1), (0, 0)), key=room)


def signed(difference: float, direction: int) -> str:
    """A difference with its sign, and an arrow if it is clear."""
    return f"{round(difference, 3) + 0.0:+.3f}".replace("-", "−") + {1: " ↑", -1: " ↓", 0: ""}[direction]


def _title(comparison: Comparison, measure: str) -> str:
    """Where the measure is clearly higher than in the reference, and where clearly lower, by most."""
    label, reference = heading_of(measure), titled(comparison.reference)
    if not comparison.others or not comparison.several:
        return say("figure_one", measure=label, scenario=reference)
    found = {"measure": label, "reference": reference, "value": _mean(comparison, comparison.reference, measure)}
    high, low = clearest(comparison, measure, 1), clearest(comparison, measure, -1)
    if high:
        found |= {"high": titled(high), "high_value": _mean(comparison, high, measure)}
    if low:
        found |= {"low": titled(low), "low_value": _mean(comparison, low, measure)}
    if high and low:
        return say("figure_over_time", **found)
    if high or low:
        return say("figure_over_time_high" if high else "figure_over_time_low", **found)
    return say("figure_over_time_none", **found)


def _mean(comparison: Comparison, scenario: Scenario, measure: str) -> str:
    return f"{comparison.rows[scenario.name, measure].mean:.3f}"


def _subtitle(comparison: Comparison, measure: str) -> str:
    """What is drawn, in which unit, and what band, grey line and number stand for."""
    what = MEASURES[measure]
    parts = [say("figure_what", meaning=what.meaning, unit=what.unit_label)]
    if comparison.others:
        parts.append(say("figure_grey", reference=titled(comparison.reference)))
    if comparison.several:
        parts.append(say("figure_bands", replications=comparison.settings.run.replications))
    if comparison.others:
        parts.append(say("figure_number"))
    return in_language(" ", "").join(parts)
