"""Charts with one line a regime: dots with intervals, pairs of dots, bars of shares."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from wenze.experiments.figures.comparison import Comparison, titled
from wenze.experiments.figures.style import (
    COLOURS,
    GREY,
    INK,
    MARKERS,
    PALE,
    Size,
    few_ticks,
    heading_of,
    per_cent,
    wrapped,
    zero_and_another,
)
from wenze.sim.measures import MEASURES
from wenze.sim.settings.compose import Scenario

ROW_HEIGHT = {"paper": 0.18, "slide": 0.235}  # inches a regime, at least
FEWEST = 3  # lines that there is always room for
FAMILY_GAP = 0.35  # of a row, between families
TICKS = 3  # intervals between ticks at most, where there is no need for less
GAP = 0.12  # inches between the headings of neighbouring columns
SHARE_COLOURS = ("#1F3A5F", "#7D9CC0", "#DCE4EE")  # three options, dark to light
SHARE_INKS = ("white", "#222222", "#222222")
PART_COLOURS = SHARE_COLOURS[:2]
PART_HEIGHT = 0.36  # of a row
ROOM_FOR_NUMBER = 0.085  # of the width, below which a share's number does not fit into its bar


class Lines:
    """Where every regime stands on the vertical axis, family by family from the top."""

    def __init__(self, scenarios: Sequence[Scenario]):
        self.scenarios = scenarios
        self.at: dict[str, float] = {}
        place = 0.0
        for number, scenario in enumerate(scenarios):
            if number and scenario.family != scenarios[number - 1].family:
                place += FAMILY_GAP
            self.at[scenario.name] = place
            place += 1.0
        self.end = place

    def height(self, size: Size) -> float:
        """Inches that the lines take."""
        return max(self.end, FEWEST) * ROW_HEIGHT[size.name]

    def prepare(self, panel: Any, size: Size, labelled: bool) -> None:
        """Give a panel its vertical axis: names in their family's colour, faint lines to follow."""
        panel.set_ylim(self.end - 0.5, -0.6)
        panel.set_yticks(list(self.at.values()))
        panel.tick_params(axis="y", length=0)
        panel.spines["left"].set_visible(False)
        panel.set_axisbelow(True)
        panel.grid(axis="y", color=PALE, linewidth=size.line / 3)
        panel.set_yticklabels([titled(item) for item in self.scenarios] if labelled else [])
        if labelled:
            for label, scenario in zip(panel.get_yticklabels(), self.scenarios, strict=True):
                label.set(color=COLOURS[scenario.family], fontsize=size.text)

    def places(self) -> Iterator[tuple[Scenario, float]]:
        """Every regime with its place."""
        return ((scenario, self.at[scenario.name]) for scenario in self.scenarios)


def draw_dots(panel: Any, comparison: Comparison, lines: Lines, measure: str, size: Size, paired: bool) -> None:
    """A dot with its interval a regime: its paired difference or the measure itself; hollow if the interval of the
    difference holds zero.
    """
    for scenario, place in lines.places():
        row = comparison.rows[scenario.name, measure]
        value = (row.difference, row.difference_low, row.difference_high) if paired else (row.mean, row.low, row.high)
        if math.isnan(value[0]):
            continue
        colour = COLOURS[scenario.family]
        if not math.isnan(value[1]):
            panel.plot(value[1:], (place, place), color=colour, linewidth=size.line, solid_capstyle="butt")
        hollow = row.direction == 0 and scenario.name != comparison.settings.reference
        panel.plot(
            value[0], place, MARKERS[scenario.family], color=colour, markeredgewidth=size.line / 1.5,
            markerfacecolor="white" if hollow else colour,
        )  # fmt: skip
    if paired:
        panel.axvline(0, color=GREY, linewidth=size.line / 1.5, zorder=0.9)
        zero_and_another(panel.xaxis)
    else:
        few_ticks(panel.xaxis, TICKS)
        reference = comparison.rows[comparison.settings.reference, measure].mean
        if not math.isnan(reference):
            panel.axvline(reference, color=GREY, linewidth=size.line / 1.5, zorder=0.9)


def draw_levels(panel: Any, comparison: Comparison, lines: Lines, size: Size) -> None:
    """Two dots a regime, joined: the township's share of culpability, hollow, and its share of sanctions, full."""
    for scenario, place in lines.places():
        colour = COLOURS[scenario.family]
        culpable = comparison.rows[scenario.name, "culpability_at_township"]
        held = comparison.rows[scenario.name, "sanctions_at_township"]
        if not math.isnan(culpable.mean + held.mean):
            panel.plot((culpable.mean, held.mean), (place, place), color=colour, alpha=0.45)
        for row, face in ((culpable, "white"), (held, colour)):
            if not math.isnan(row.mean):
                panel.plot(
                    row.mean, place, "o", color=colour, markerfacecolor=face, markeredgewidth=size.line / 1.5
                )  # fmt: skip
    panel.set_xlim(0, 1)
    per_cent(panel.xaxis)


def draw_parts(panel: Any, comparison: Comparison, lines: Lines, measure: str, size: Size) -> None:
    """Two bars a regime from zero, each with its interval: the mechanical part of its difference above, the behavioural
    part below; a stroke across both marks the whole.
    """
    for scenario, place in lines.places():
        row = comparison.parts[scenario.name, measure]
        for part, above, colour in zip((row.mechanical, row.behavioural), (True, False), PART_COLOURS, strict=True):
            middle = place + (-PART_HEIGHT / 2 if above else PART_HEIGHT / 2)
            if not math.isnan(part.mean):
                panel.barh(middle, part.mean, height=PART_HEIGHT, color=colour)
            if not math.isnan(part.low):
                panel.plot((part.low, part.high), (middle, middle), color=INK, linewidth=size.line / 2)
        if not math.isnan(row.difference.mean):
            ends = (place - PART_HEIGHT, place + PART_HEIGHT)
            panel.plot((row.difference.mean,) * 2, ends, color=COLOURS[scenario.family], linewidth=1.5 * size.line)
    panel.axvline(0, color=GREY, linewidth=size.line / 1.5, zorder=0.9)
    zero_and_another(panel.xaxis)


def draw_shares(panel: Any, comparison: Comparison, lines: Lines, measures: Sequence[str], size: Size) -> None:
    """A bar a regime, divided into the shares of three options, with their numbers in per cent."""
    for scenario, place in lines.places():
        left = 0.0
        for measure, colour, ink in zip(measures, SHARE_COLOURS, SHARE_INKS, strict=True):
            share = comparison.rows[scenario.name, measure].mean
            if math.isnan(share):
                continue
            panel.barh(place, share, left=left, height=0.8, color=colour, edgecolor="white", linewidth=size.line / 3)
            if share >= ROOM_FOR_NUMBER:
                panel.text(
                    left + share / 2, place, f"{100 * share:.0f}", ha="center", va="center_baseline", color=ink,
                    fontsize=size.small,
                )  # fmt: skip
            left += share
    panel.set_xlim(0, 1)
    panel.grid(visible=False)
    per_cent(panel.xaxis)


def head(panel: Any, measure: str, size: Size, width: float) -> None:
    """Put a measure's name above its panel and its unit below the axis, both within so many inches."""
    panel.set_title(wrapped(heading_of(measure), width - GAP, size.text), loc="left")
    panel.set_xlabel(wrapped(MEASURES[measure].unit_label, width - GAP, size.small))
