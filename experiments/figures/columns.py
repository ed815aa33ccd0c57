"""Charts with one line a regime, side by side: dots with intervals, pairs, bars of shares, bars of parts.

In all of them a full dot means that the paired difference from the reference can be told from zero, a hollow one that it
cannot, and grey is the reference.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from matplotlib.collections import PolyCollection
from wenze.experiments.analysis.decomposition import Parts
from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.figures.page import OF_DIFFERENCE, Page
from wenze.experiments.figures.style import (
    GAP,
    GREY,
    INK,
    LEADING,
    MARGIN,
    PER_CENT,
    POINTS,
    SOFT,
    Number,
    Picture,
    Sheet,
    Size,
    colour_of,
    faint_lines,
    few_ticks,
    keep_labels_apart,
    lines_height,
    marker_of,
    per_cent,
    span_of,
    width_of,
    wrapped,
    zero_and_another,
)
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import MESSAGES, in_language, say
from wenze.sim.settings.scenarios import Scenario

ROW_HEIGHT, NARROW_ROW = 0.185, 0.16  # inches a regime on paper, and where there are very many
VERY_MANY = 22
MOST_ROW_HEIGHT = 0.8  # on a slide, however few there are
NAMES_AT_MOST = {"paper": 2.4, "slide": 4.1}  # inches that the names of the regimes take
COLUMN = 0.6  # width of a letter in its size, about
FAMILY_GAP = {"paper": 0.35, "slide": 0.1}  # of a row, between families
TICKS = {"paper": 3, "slide": 2}  # intervals between ticks at most
SHARE_TICKS = {"paper": 4, "slide": 2}
SHARE_COLOURS = ("#1F3A5F", "#7D9CC0", "#DCE4EE", "#F3E3C8")  # options, dark to light
SHARE_INKS = ("white", INK, INK, INK)
WORLDS_COLOURS = ("#1F3A5F", "#E8E8E8", "#CC7A10")
WORLDS_PARTS = ("higher", "neither", "lower")
PART_COLOURS = SHARE_COLOURS[:2]
PART_HEIGHT = 0.36  # of a row
STROKE = 0.34  # of a row: half the height of a stroke
LARGER = {"*": 1.5, "P": 1.2, "X": 1.2, "D": 0.9, "s": 0.95, "^": 1.1, "v": 1.1}  # markers that look smaller or larger
SQUARE = "■"

Legend = Sequence[tuple[str, str]]


class Lines:
    """Where every regime stands on the vertical axis, family by family from the top."""

    def __init__(self, scenarios: Sequence[Scenario], gap: float):
        self.scenarios = scenarios
        self.at: list[tuple[Scenario, float]] = []
        place = 0.0
        for number, scenario in enumerate(scenarios):
            if number and scenario.family != scenarios[number - 1].family:
                place += gap
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
        self.page, self.columns, self.lines = page, columns, Lines(scenarios, FAMILY_GAP[size.name])
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
        return frame + max(self.lines.end, 2.0) * (ROW_HEIGHT if self.lines.end <= VERY_MANY else NARROW_ROW)

    def draw(self, sheet: Sheet, top: float, height: float) -> None:
        """Draw the charts, so many inches high."""
        body = height - self._head - self._foot
        self._keep_names_apart(body / self.lines.end)
        for number, column in enumerate(self.columns):
            left = self._left + number * (self._width + self._gap)
            panel = sheet.axes(left, top + self._head, self._width, body)
            self._prepare(panel, labelled=number == 0)
            column.draw(panel, self.page, self.lines)
            keep_labels_apart(panel, self._width, self._gap)
            panel.set_xlabel(self._units[number], labelpad=2, linespacing=LEADING - 0.05)
            self._write_head(sheet, left, top + self._head, number)
        sheet.picture.numbers = [*sheet.picture.numbers, *self._numbers()]

    def _keep_names_apart(self, row: float) -> None:
        """Cut names to one line each if those of neighbours would overlap where a row has so many inches."""
        line = self.page.size.text * LEADING / POINTS
        heights = [(name.count("\n") + 1) * line for name in self._names]
        places = [place * row for _, place in self.lines.at]
        pairs = zip(pairwise(heights), pairwise(places), strict=True)
        if any((one + other) / 2 > lower - upper for (one, other), (upper, lower) in pairs):
            columns = int(NAMES_AT_MOST[self.page.size.name] * POINTS / (self.page.size.text * COLUMN))
            titles = {item.name: self.page.title_of(item) for item in self.lines.scenarios}
            self._names = list(told_apart(titles, columns).values())

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
        places = [place for _, place in self.lines.at]
        panel.set_ylim(self.lines.end - 0.5, -0.5)
        panel.spines["left"].set_visible(False)
        faint_lines(panel, places, size)
        panel.set_yticks(places if labelled else [])
        if labelled:
            panel.tick_params(axis="y", length=0, labelsize=size.text, pad=size.text / 3)
            panel.set_yticklabels(self._names, linespacing=1.0)
            for label, scenario in zip(panel.get_yticklabels(), self.lines.scenarios, strict=True):
                label.set_color(SOFT if tint(self.page, scenario) == GREY else colour_of(scenario))


def on_a_sheet(columns: Columns, title: str, below: Sequence[str]) -> Picture:
    """A picture with these charts alone; ``below`` are the sentences below its title."""
    page = columns.page
    sheet = Sheet(page.size, title, page.below(below))
    height = columns.height(sheet.room(0.0))
    sheet.make(page.name, page.size.height - sheet.top if page.size.height else height)
    columns.draw(sheet, sheet.top, height)
    return sheet.picture


def reading(page: Page, *, lines: bool = True) -> str:
    """How to read dots, and lines through them where they are intervals."""
    if not page.results.several:
        return say("figure_dots_one")
    return in_language(" ", "").join([*([say("figure_lines")] if lines else []), say("figure_dots")])


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
    return Column(
        lambda panel, page, lines: draw_dots(panel, page, lines, measure, paired=True),
        heading or page.heading_of(measure),
        difference_unit(page, measure),
        lambda page, item: [page.change_number(item, measure)],
    )


def difference_unit(page: Page, measure: str) -> str:
    """The unit of a difference; that it is one is said where means stand beside it."""
    unit = page.measure(measure).unit_label
    return say("figure_difference_of", unit=unit) if page.figure.kind == "story" else unit


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
    share = all(page.measure(name).is_share for name in measures)
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
    return Column(
        lambda panel, page, lines: draw_parts(panel, page, lines, measure),
        page.heading_of(measure),
        page.measure(measure).unit_label,
        lambda page, item: _part_numbers(page, item, measure),
    )


def worlds_column(page: Page, measure: str) -> Column:
    """In which shares of the worlds a regime is distinguishably higher and lower than the reference."""
    return Column(
        lambda panel, page, lines: draw_worlds(panel, page, lines, measure),
        page.heading_of(measure),
        say("axis_worlds"),
        lambda page, item: page.shares_numbers(item, measure),
        [(colour, say(f"worlds_{part}")) for colour, part in zip(WORLDS_COLOURS, WORLDS_PARTS, strict=True)],
    )


def draw_worlds(panel: Any, page: Page, lines: Lines, measure: str) -> None:
    """A bar a regime: the worlds in which it is higher on the left, those in which it is lower on the right."""
    spans = []
    for item, place in lines.at:
        shares = page.results.shares(item.name, measure)
        if math.isnan(shares.higher):
            continue
        ends = (0.0, shares.higher, shares.higher + shares.neither, 1.0)
        spans += [
            (left, right, place, colour) for (left, right), colour in zip(pairwise(ends), WORLDS_COLOURS, strict=True)
        ]
    bars(panel, spans, 2 * STROKE)
    panel.set_xlim(0, 1)
    per_cent(panel.xaxis, SHARE_TICKS[page.size.name] // 2)


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
        [place for _, place, _ in known],
        [value.low for *_, value in known],
        [value.high for *_, value in known],
        colors=[tint(page, item) for item, *_ in known],
        linewidth=size.line,
    )
    dots(panel, page, [(item, value.mean, place) for item, place, value in known], measure)
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
    """A regime's colour; grey for the reference of others."""
    return GREY if page.compared and scenario.name == page.reference.name else colour_of(scenario)


def dots(panel: Any, page: Page, places: Sequence[tuple[Scenario, float, float]], measure: str) -> None:
    """Dots of regimes at places x and y, hollow where the difference from the reference cannot be told from zero; the
    reference has none to tell.
    """
    size = page.size
    for marker in dict.fromkeys(marker_of(item) for item, *_ in places):
        alike = [place for place in places if marker_of(place[0]) == marker]
        colours = [tint(page, item) for item, *_ in alike]
        full = [page.row(item, measure).direction != 0 or item.name == page.reference.name for item, *_ in alike]
        panel.scatter(
            [x for _, x, _ in alike],
            [y for *_, y in alike],
            s=(size.dot * LARGER.get(marker, 1.0)) ** 2,
            marker=marker,
            edgecolors=colours,
            facecolors=[colour if is_full else "white" for colour, is_full in zip(colours, full, strict=True)],
            linewidths=size.line / 1.5,
            zorder=3,
            clip_on=False,
        )


def draw_pairs(panel: Any, page: Page, lines: Lines, measures: Sequence[str], share: bool) -> None:
    """A stroke for the first measure and a dot for the second, joined."""
    size = page.size
    first, second = measures
    items = [item for item, _ in lines.at]
    places = [place for _, place in lines.at]
    ones = [page.row(item, first).mean for item in items]
    others = [page.row(item, second).mean for item in items]
    colours = [tint(page, item) for item in items]
    panel.hlines(places, ones, others, colors=colours, alpha=0.45, linewidth=size.line)
    below, above = [place - STROKE for place in places], [place + STROKE for place in places]
    panel.vlines(ones, below, above, colors=colours, linewidth=1.3 * size.line)
    known = [found for found in zip(items, others, places, strict=True) if not math.isnan(found[1])]
    dots(panel, page, known, second)
    if share:
        panel.set_xlim(0, 1)
        per_cent(panel.xaxis, SHARE_TICKS[size.name])
    else:
        panel.set_xlim(span_of([*ones, *others]))
        few_ticks(panel.xaxis, TICKS[size.name])


def draw_parts(panel: Any, page: Page, lines: Lines, measure: str) -> None:
    """Two bars a regime from zero, each with its interval: the mechanical part of its difference above, the behavioural
    part below; a stroke across both marks the whole.
    """
    size = page.size
    rows = [(item, place, page.results.part(item.name, measure)) for item, place in lines.at]
    panel.axvline(0, color=GREY, linewidth=size.line / 1.5, zorder=0.9)
    for part, side, colour in zip(("mechanical", "behavioural"), (-0.5, 0.5), PART_COLOURS, strict=True):
        found: list[tuple[float, Interval]] = [
            (place + side * PART_HEIGHT, getattr(row, part)) for _, place, row in rows
        ]
        bars(panel, [(0.0, part.mean, middle, colour) for middle, part in found], PART_HEIGHT)
        middles = [middle for middle, _ in found]
        panel.hlines(
            middles, [p.low for _, p in found], [p.high for _, p in found], colors=INK, linewidth=size.line / 2
        )
    panel.vlines(
        [row.difference.mean for *_, row in rows],
        [place - PART_HEIGHT for _, place, _ in rows],
        [place + PART_HEIGHT for _, place, _ in rows],
        colors=[colour_of(item) for item, *_ in rows],
        linewidth=1.3 * size.line,
        zorder=3,
    )
    intervals = [found for *_, row in rows for found in (row.difference, row.mechanical, row.behavioural)]
    panel.set_xlim(span_of([number for found in intervals for number in found[:3]], zero=True))
    zero_and_another(panel.xaxis)


def bars(panel: Any, spans: Sequence[tuple[float, float, float, str]], height: float, **how: Any) -> None:
    """Bars from one number to another at a height of the vertical axis, each in a colour; unknown ones are left out."""
    known = [bar for bar in spans if not math.isnan(bar[0] + bar[1])]
    corners = [
        [(low, y - height / 2), (high, y - height / 2), (high, y + height / 2), (low, y + height / 2)]
        for low, high, y, _ in known
    ]
    panel.add_collection(PolyCollection(corners, facecolors=[colour for *_, colour in known], **how), autolim=False)


def _part_numbers(page: Page, scenario: Scenario, measure: str) -> list[Number]:
    row: Parts = page.results.part(scenario.name, measure)
    named = (("difference", row.difference), ("mechanical", row.mechanical), ("behavioural", row.behavioural))
    return [page.number(scenario, measure, quantity, found, OF_DIFFERENCE) for quantity, found in named]


def draw_shares(panel: Any, page: Page, lines: Lines, measures: Sequence[str]) -> None:
    """A bar a regime, divided into the shares of options, with their numbers in per cent where there is room."""
    size = page.size
    width = panel.get_position().width * size.width
    spans = []
    for item, place in lines.at:
        left = 0.0
        for measure, colour, ink in zip(measures, SHARE_COLOURS, SHARE_INKS, strict=False):
            share = page.row(item, measure).mean
            if math.isnan(share):
                continue
            spans.append((left, left + share, place, colour))
            words = f"{PER_CENT * share:.0f}"
            if share * width > width_of(words, size.small) * 1.25:
                panel.text(
                    left + share / 2, place, words, ha="center", va="center_baseline", color=ink, fontsize=size.small
                )  # fmt: skip
            left += share
    bars(panel, spans, 0.8, edgecolors="white", linewidths=size.line / 3)
    panel.set_xlim(0, 1)
    per_cent(panel.xaxis, SHARE_TICKS[size.name])
