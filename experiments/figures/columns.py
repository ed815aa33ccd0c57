"""Charts with one line a regime, side by side: dots with intervals, pairs, bars of shares, bars of parts.

In all of them a full dot means that the paired difference from the reference can be told from zero, a hollow one that it
cannot, and grey is the reference.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from wenze.experiments.analysis.decomposition import Parts
from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.figures.page import OF_DIFFERENCE, Page
from wenze.experiments.figures.style import (
    GAP,
    GREY,
    INK,
    LEADING,
    MARGIN,
    PALE,
    PER_CENT,
    POINTS,
    SOFT,
    Number,
    Picture,
    Sheet,
    Size,
    colour_of,
    few_ticks,
    lines_height,
    marker_of,
    per_cent,
    span_of,
    width_of,
    wrapped,
    zero_and_another,
)
from wenze.experiments.messages import MESSAGES, in_language, say
from wenze.sim.settings.scenarios import Scenario

ROW_HEIGHT = 0.185  # inches a regime on paper
MOST_ROW_HEIGHT = 0.8  # on a slide, however few there are
NAMES_AT_MOST = {"paper": 2.4, "slide": 3.5}  # inches that the names of the regimes take
FAMILY_GAP = 0.35  # of a row, between families
TICKS = {"paper": 3, "slide": 2}  # intervals between ticks at most
SHARE_COLOURS = ("#1F3A5F", "#7D9CC0", "#DCE4EE", "#F3E3C8")  # options, dark to light
SHARE_INKS = ("white", INK, INK, INK)
PART_COLOURS = SHARE_COLOURS[:2]
PART_HEIGHT = 0.36  # of a row
SQUARE = "■"

Legend = Sequence[tuple[str, str]]


class Lines:
    """Where every regime stands on the vertical axis, family by family from the top."""

    def __init__(self, scenarios: Sequence[Scenario]):
        self.scenarios = scenarios
        self.at: list[tuple[Scenario, float]] = []
        place = 0.0
        for number, scenario in enumerate(scenarios):
            if number and scenario.family != scenarios[number - 1].family:
                place += FAMILY_GAP
            self.at.append((scenario, place))
            place += 1.0
        self.end = place


class Column(NamedTuple):
    """One chart: what draws it on a panel, what stands above and below it, and the numbers in it."""

    draw: Callable[[Any, Page, Lines], None]
    heading: str
    unit: str
    numbers: Callable[[Page, Scenario], list[Number]]
    legend: Legend = ()


class Columns:
    """Charts side by side over the same lines."""

    def __init__(self, page: Page, scenarios: Sequence[Scenario], columns: Sequence[Column]) -> None:
        size = page.size
        self.page, self.columns, self.lines = page, columns, Lines(scenarios)
        most = NAMES_AT_MOST[size.name]
        self._names = [wrapped(page.title_of(item), most, size.text) for item in scenarios]
        widest = max((width_of(line, size.text) for name in self._names for line in name.split("\n")), default=0.0)
        self._left = MARGIN + widest + size.text / POINTS
        self._gap = GAP[size.name]
        self._width = (size.width - MARGIN - self._left) / len(columns) - self._gap
        self._headings = [wrapped(column.heading, self._width, size.text) for column in columns]
        self._units = [wrapped(column.unit, self._width, size.small) for column in columns]
        self._legends = [_flow(column.legend, self._width, size) for column in columns]
        self._head = max(map(self._head_height, self._headings, self._legends))
        ticks = size.small * (LEADING + 0.5) / POINTS
        self._foot = ticks + max(lines_height(unit, size.small) for unit in self._units) + MARGIN

    def height(self, room: float = 0.0) -> float:
        """Inches that the charts take; of so much room no more than they need, if it is fixed."""
        frame = self._head + self._foot
        if room:
            return min(room, frame + self.lines.end * MOST_ROW_HEIGHT)
        return frame + max(self.lines.end, 2.0) * ROW_HEIGHT

    def draw(self, sheet: Sheet, top: float, height: float) -> None:
        """Draw the charts, so many inches high."""
        body = height - self._head - self._foot
        for number, column in enumerate(self.columns):
            left = self._left + number * (self._width + self._gap)
            panel = sheet.axes(left, top + self._head, self._width, body)
            self._prepare(panel, labelled=number == 0)
            column.draw(panel, self.page, self.lines)
            panel.set_xlabel(self._units[number], labelpad=2, linespacing=LEADING - 0.05)
            self._write_head(sheet, left, top + self._head, number)
        sheet.picture.numbers = [*sheet.picture.numbers, *self._numbers()]

    def _numbers(self) -> list[Number]:
        return [
            number
            for item in self.lines.scenarios
            for column in self.columns
            for number in column.numbers(self.page, item)
        ]

    def _head_height(self, heading: str, legend: "Flow") -> float:
        size = self.page.size
        return lines_height(heading, size.text) + legend.rows * size.text * LEADING / POINTS + size.text / 3 / POINTS

    def _write_head(self, sheet: Sheet, left: float, bottom: float, number: int) -> None:
        """Heading and legend of a chart, which end where its panel begins."""
        size, flow = self.page.size, self._legends[number]
        top = bottom - self._head_height(self._headings[number], flow)
        if self._headings[number]:
            sheet.text(left, top, self._headings[number])
        top += lines_height(self._headings[number], size.text)
        for x, row, colour, words in flow.entries:
            y = top + row * size.text * LEADING / POINTS
            sheet.text(left + x, y, SQUARE, color=colour)
            sheet.text(left + x + width_of(SQUARE + " ", size.text), y, words)

    def _prepare(self, panel: Any, labelled: bool) -> None:
        """Give a panel its vertical axis: names in their family's colour, faint lines to follow."""
        size = self.page.size
        panel.set_ylim(self.lines.end - 0.5, -0.5)
        panel.set_yticks([place for _, place in self.lines.at])
        panel.tick_params(axis="y", length=0, labelleft=labelled, labelsize=size.text, pad=size.text / 3)
        panel.spines["left"].set_visible(False)
        panel.set_axisbelow(True)
        panel.grid(axis="y", color=PALE, linewidth=size.line / 3)
        if labelled:
            panel.set_yticklabels(self._names, linespacing=1.0)
            for label, scenario in zip(panel.get_yticklabels(), self.lines.scenarios, strict=True):
                label.set_color(SOFT if scenario.name == self.page.reference.name else colour_of(scenario))


def on_a_sheet(columns: Columns, title: str, below: Sequence[str]) -> Picture:
    """A picture with these charts alone; ``below`` are the sentences below its title."""
    page = columns.page
    sheet = Sheet(page.size, title, in_language(" ", "").join(filter(None, below)))
    height = columns.height(sheet.room(0.0))
    sheet.make(page.name, page.size.height - sheet.top if page.size.height else height)
    columns.draw(sheet, sheet.top, height)
    return sheet.picture


def reading(page: Page) -> str:
    """How to read dots that stand for differences."""
    return say("figure_dots" if page.results.several else "figure_dots_one")


class Flow(NamedTuple):
    """A legend set in lines: where each entry stands, its colour and words; and how many lines there are."""

    entries: list[tuple[float, int, str, str]]
    rows: int


def _flow(legend: Legend, width: float, size: Size) -> Flow:
    entries: list[tuple[float, int, str, str]] = []
    x, row = 0.0, 0
    for colour, words in legend:
        wide = width_of(f"{SQUARE} {words}  ", size.text)
        if entries and x + wide > width:
            x, row = 0.0, row + 1
        entries.append((x, row, colour, words))
        x += wide
    return Flow(entries, row + 1 if entries else 0)


# --- the charts -----------------------------------------------------------------------------------------------------------


def difference_column(page: Page, measure: str, heading: str = "") -> Column:
    """Paired differences from the reference."""
    unit = say("figure_difference_of", unit=page.measure(measure).unit_label)
    return Column(
        lambda panel, page, lines: draw_dots(panel, page, lines, measure, paired=True),
        heading or page.heading_of(measure),
        unit,
        lambda page, item: [page.change_number(item, measure)],
    )


def mean_column(page: Page, measure: str, heading: str = "") -> Column:
    """A measure's means."""
    return Column(
        lambda panel, page, lines: draw_dots(panel, page, lines, measure, paired=False),
        heading or page.heading_of(measure),
        page.measure(measure).unit_label,
        lambda page, item: [page.level_number(item, measure)],
    )


def pair_column(page: Page, measures: Sequence[str], heading: str = "") -> Column:
    """Two measures: a stroke and a dot, joined."""
    share = all(page.measure(name).unit.startswith("share") for name in measures)
    units = list(dict.fromkeys(page.measure(name).unit_label for name in measures))
    return Column(
        lambda panel, page, lines: draw_pairs(panel, page, lines, measures, share),
        heading,
        say("axis_share") if share else say("semicolon").join(units),
        lambda page, item: [page.level_number(item, name) for name in measures],
    )


def shares_column(page: Page, measures: Sequence[str]) -> Column:
    """Shares of a whole: bars divided by option."""
    return Column(
        lambda panel, page, lines: draw_shares(panel, page, lines, measures),
        "",
        say("axis_per_cent", unit=page.measure(measures[0]).unit_label),
        lambda page, item: [page.level_number(item, name) for name in measures],
        [(colour, option(page, name)) for colour, name in zip(SHARE_COLOURS, measures, strict=False)],
    )


def parts_column(page: Page, measure: str) -> Column:
    """The two parts of differences."""
    unit = say("figure_difference_of", unit=page.measure(measure).unit_label)
    return Column(
        lambda panel, page, lines: draw_parts(panel, page, lines, measure),
        page.heading_of(measure),
        unit,
        lambda page, item: _part_numbers(page, item, measure),
    )


def option(page: Page, measure: str) -> str:
    """What an option is called beside its bar."""
    key = f"option_{measure}"
    return say(key) if key in MESSAGES else page.measure(measure).label


def draw_dots(panel: Any, page: Page, lines: Lines, measure: str, *, paired: bool) -> None:
    """A dot with its interval a regime: its paired difference, or the measure itself."""
    size = page.size
    found = [(item, place, _of(page, item, measure, paired)) for item, place in lines.at]
    known = [(item, place, value) for item, place, value in found if not math.isnan(value.mean)]
    panel.hlines(
        [place for _, place, _ in known], [value.low for *_, value in known], [value.high for *_, value in known],
        colors=[tint(page, item) for item, *_ in known], linewidth=size.line,
    )  # fmt: skip
    for item, place, value in known:
        dot(panel, page, item, value.mean, place, page.row(item, measure).direction)
    reference = 0.0 if paired else page.row(page.reference, measure).mean
    if not math.isnan(reference):
        panel.axvline(reference, color=GREY, linewidth=size.line / 1.5, zorder=0.9)
    panel.set_xlim(span_of([number for *_, value in known for number in value[:3]], zero=paired))
    if paired:
        zero_and_another(panel.xaxis)
    else:
        few_ticks(panel.xaxis, TICKS[size.name])


def _of(page: Page, scenario: Scenario, measure: str, paired: bool) -> Interval:
    row = page.row(scenario, measure)
    return row.change if paired else row.level


def tint(page: Page, scenario: Scenario) -> str:
    """A regime's colour; grey for the reference."""
    return GREY if scenario.name == page.reference.name else colour_of(scenario)


def dot(panel: Any, page: Page, scenario: Scenario, x: float, y: float, direction: int) -> None:
    """A regime's dot, hollow if its difference from the reference cannot be told from zero; the reference has none to tell."""
    colour = tint(page, scenario)
    full = direction != 0 or scenario.name == page.reference.name
    panel.plot(
        x, y, marker_of(scenario), color=colour, markeredgewidth=page.size.line / 1.5,
        markerfacecolor=colour if full else "white", clip_on=False,
    )  # fmt: skip


def draw_pairs(panel: Any, page: Page, lines: Lines, measures: Sequence[str], share: bool) -> None:
    """A stroke for the first measure and a dot for the second, joined."""
    size = page.size
    for item, place in lines.at:
        one, other = (page.row(item, name) for name in measures)
        colour = tint(page, item)
        if not math.isnan(one.mean + other.mean):
            panel.plot((one.mean, other.mean), (place, place), color=colour, alpha=0.45)
        if not math.isnan(one.mean):
            panel.plot(one.mean, place, "|", color=colour, markersize=1.9 * size.dot, markeredgewidth=1.2 * size.line)
        if not math.isnan(other.mean):
            dot(panel, page, item, other.mean, place, other.direction)
    if share:
        panel.set_xlim(0, 1)
        per_cent(panel.xaxis)
    else:
        panel.set_xlim(span_of([page.row(item, name).mean for item, _ in lines.at for name in measures]))
        few_ticks(panel.xaxis, TICKS[size.name])


def draw_parts(panel: Any, page: Page, lines: Lines, measure: str) -> None:
    """Two bars a regime from zero, each with its interval: the mechanical part of its difference above, the behavioural
    part below; a stroke across both marks the whole.
    """
    size = page.size
    ends = [0.0]
    for item, place in lines.at:
        row = page.results.part(item.name, measure)
        for part, above, colour in zip((row.mechanical, row.behavioural), (True, False), PART_COLOURS, strict=True):
            middle = place + (-PART_HEIGHT / 2 if above else PART_HEIGHT / 2)
            if not math.isnan(part.mean):
                panel.barh(middle, part.mean, height=PART_HEIGHT, color=colour)
            if not math.isnan(part.low):
                panel.plot((part.low, part.high), (middle, middle), color=INK, linewidth=size.line / 2)
            ends += part[:3]
        if not math.isnan(row.difference.mean):
            reach = (place - PART_HEIGHT, place + PART_HEIGHT)
            panel.plot((row.difference.mean,) * 2, reach, color=colour_of(item), linewidth=1.5 * size.line)
            ends.append(row.difference.mean)
    panel.axvline(0, color=GREY, linewidth=size.line / 1.5, zorder=0.9)
    panel.set_xlim(span_of(ends))
    zero_and_another(panel.xaxis)


def _part_numbers(page: Page, scenario: Scenario, measure: str) -> list[Number]:
    row: Parts = page.results.part(scenario.name, measure)
    named = (("difference", row.difference), ("mechanical", row.mechanical), ("behavioural", row.behavioural))
    return [page.number(scenario, measure, quantity, found, OF_DIFFERENCE) for quantity, found in named]


def draw_shares(panel: Any, page: Page, lines: Lines, measures: Sequence[str]) -> None:
    """A bar a regime, divided into the shares of options, with their numbers in per cent where there is room."""
    size = page.size
    width = panel.get_position().width * size.width
    for item, place in lines.at:
        left = 0.0
        for measure, colour, ink in zip(measures, SHARE_COLOURS, SHARE_INKS, strict=False):
            share = page.row(item, measure).mean
            if math.isnan(share):
                continue
            panel.barh(place, share, left=left, height=0.8, color=colour, edgecolor="white", linewidth=size.line / 3)
            words = f"{PER_CENT * share:.0f}"
            if share * width > width_of(words, size.small) * 1.25:
                panel.text(
                    left + share / 2, place, words, ha="center", va="center_baseline", color=ink, fontsize=size.small
                )  # fmt: skip
            left += share
    panel.set_xlim(0, 1)
    panel.grid(visible=False)
    per_cent(panel.xaxis)
