"""Panels in rows on one sheet, with names above them and what varies below and beside; maps; a table of numbers in colour."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.patheffects import withStroke
from wenze.experiments.figures.apart import names_apart, together
from wenze.experiments.figures.style import (
    GAP,
    GREY,
    INK,
    LEADING,
    MARGIN,
    POINTS,
    SOFT,
    Picture,
    Sheet,
    Size,
    faint_lines,
    few_ticks,
    keep_labels_apart,
    lines_height,
    ticks_in_view,
    width_of,
    wrapped,
)

ACROSS = {"paper": 4, "slide": 3}
MOST = {"paper": 48, "slide": 6}
"""Panels that there is room for."""
HEIGHT = {"paper": 1.05, "slide": 1.9}  # inches of a panel
KEY = 0.22  # inches of the stroke before a name
COLD, WARM, NEUTRAL = "#1674FF", "#C4501B", "#F7F7F7"
DIGITS = 2
NAMES_ACROSS = 3  # columns of the list of what is numbered
NUMBERED = 0.85  # of the size of small text: numbers beside dots
BETWEEN = 0.45  # of their size: what is between two
CELL = 0.42  # inches of a cell of a table on paper

Style = tuple[str, str, Any]
"""A name, a colour, and how its line is drawn."""


class Grid:
    """Panels in rows, one for each heading."""

    def __init__(self, sheet: Sheet, headings: Sequence[str], across: str, up: str = "", *, maps: bool = False) -> None:
        self.sheet, self._across, self._up, self._maps = sheet, across, up, maps
        self.columns = min(ACROSS[sheet.size.name], len(headings))
        self.panels: list[Any] = []
        size = sheet.size
        self._beside = width_of("−0.005", size.small) + size.small / POINTS
        self._right = width_of("−0.005", size.small) + 0.22 if maps else 0.0
        self._aside = (size.small * LEADING / POINTS) if up else 0.0
        room = size.width - 2 * MARGIN - self._aside
        self._step = room / self.columns
        self._width = self._step - self._beside - self._right - 0.06
        self._headings = [wrapped(heading, self._step - self._beside, size.text) for heading in headings]

    def make(self, name: str, keys: Sequence[Style]) -> None:
        """Make the picture: room for all panels, and the names of the lines above them."""
        size = self.sheet.size
        rows = -(-len(self._headings) // self.columns)
        heads = [
            max(
                lines_height(words, size.text)
                for words in self._headings[row * self.columns : (row + 1) * self.columns]
            )
            for row in range(rows)
        ]
        lines = self._lines_of(keys)
        ticks = 1.6 * size.small * LEADING / POINTS
        foot = 1.4 * size.small * LEADING / POINTS
        fixed = len(lines) * size.text * LEADING / POINTS + sum(heads) + rows * ticks + foot + MARGIN + 0.08
        room = self.sheet.room(fixed + rows * (HEIGHT["paper"] + 0.06))
        height = (room - fixed) / rows - 0.06
        self.sheet.make(name, room)
        top = self._draw_keys(lines)
        for number, words in enumerate(self._headings):
            row, column = divmod(number, self.columns)
            left = MARGIN + self._aside + column * self._step + self._beside
            head = top + sum(heads[: row + 1]) + row * (height + ticks + 0.06)
            self.sheet.text(left, head - lines_height(words, size.text), words)
            self.panels.append(self.sheet.axes(left, head + 0.03, self._width, height))
        self.sheet.text(
            size.width / 2, self.sheet.height - MARGIN - size.small * LEADING / POINTS, self._across,
            points=size.small, ha="center", color=SOFT,
        )  # fmt: skip
        if self._up:
            self.sheet.picture.text(
                (MARGIN + 0.5 * self._aside) / size.width, 0.5 * (1 - top / self.sheet.height), self._up,
                rotation=90, ha="center", va="center", fontsize=size.small, color=SOFT,
            )  # fmt: skip

    def _lines_of(self, keys: Sequence[Style]) -> list[list[Style]]:
        """The names of the lines, in rows that fit."""
        rows: list[list[Style]] = []
        used = math.inf
        for key in keys:
            width = KEY + 0.08 + width_of(key[0], self.sheet.size.text) + 0.2
            if used + width > self.sheet.size.width - 2 * MARGIN:
                rows.append([])
                used = 0.0
            rows[-1].append(key)
            used += width
        return rows

    def _draw_keys(self, rows: Sequence[Sequence[Style]]) -> float:
        """Draw the names of the lines; gives where they end."""
        from matplotlib.lines import Line2D

        size = self.sheet.size
        top, height = self.sheet.top, size.text * LEADING / POINTS
        for row in rows:
            left = MARGIN
            for name, colour, dash in row:
                y = 1 - (top + 0.55 * height) / self.sheet.height
                ends = [left / size.width, (left + KEY) / size.width]
                line = Line2D(ends, [y, y], color=colour, linestyle=dash, linewidth=1.4 * size.line)
                self.sheet.picture.add_artist(line)
                self.sheet.text(left + KEY + 0.08, top, name, color=INK)
                left += KEY + 0.08 + width_of(name, size.text) + 0.2
            top += height
        return top + (0.08 if rows else 0.0)

    def draw_map(self, panel: Any, first: Any, second: Any, values: Any, paired: bool) -> None:
        """Values over two numbers in colour, with the line on which they are zero, and the scale beside."""
        from matplotlib.colors import LinearSegmentedColormap

        known = values[~np.isnan(values)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        if paired:
            far = max(abs(low), abs(high)) or 1.0
            low, high = -far, far
        elif low == high:
            low, high = low - 0.5, high + 0.5
        colours = [COLD, NEUTRAL, WARM] if paired else [NEUTRAL, COLD]
        tones = LinearSegmentedColormap.from_list("wenze", colours)
        edges = [_edges(places) for places in (first, second)]
        drawn = panel.pcolormesh(*edges, values, cmap=tones, vmin=low, vmax=high, rasterized=False)
        if paired and min(values.shape) > 1 and len(known) and known.min() < 0.0 < known.max():
            panel.contour(
                first, second, np.nan_to_num(values), levels=[0.0], colors=[INK], linewidths=self.sheet.size.line
            )
        box = panel.get_position()
        scale = self.sheet.picture.add_axes(
            (box.x1 + 0.06 / self.sheet.size.width, box.y0, 0.08 / self.sheet.size.width, box.height)
        )
        self.sheet.picture.colorbar(drawn, cax=scale)
        few_ticks(scale.yaxis, 3)
        scale.tick_params(length=0, pad=2)
        for axis, places in ((panel.xaxis, first), (panel.yaxis, second)):
            few_ticks(axis, 3 if len(places) > 3 else len(places))

    def done(self) -> Picture:
        """The picture, with faint lines across its panels."""
        for panel in self.panels:
            keep_labels_apart(panel, self._width, GAP[self.sheet.size.name])
            if not self._maps:
                faint_lines(panel, ticks_in_view(panel.yaxis), self.sheet.size)
                if panel.get_ylim()[0] < 0.0 < panel.get_ylim()[1]:
                    panel.axhline(0, color=GREY, linewidth=self.sheet.size.line / 1.5, zorder=1.2)
        return self.sheet.picture


def _edges(places: Any) -> Any:
    """The edges of cells around places."""
    if len(places) == 1:
        return np.array([places[0] - 0.5, places[0] + 0.5])
    middles = (places[1:] + places[:-1]) / 2.0
    return np.r_[places[0] - (middles[0] - places[0]), middles, places[-1] + (places[-1] - middles[-1])]


def draw_table(sheet: Sheet, name: str, rows: Sequence[str], columns: Sequence[str], values: Any) -> Picture:
    """A table of numbers between −1 and 1 in colour: a line a row, names of columns slanted above."""
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    size = sheet.size
    line = 1.25 * size.small * LEADING / POINTS
    wide = max((width_of(key, size.small) for key in rows), default=1.0) + 0.1
    cell = min(3 * CELL, (size.width - 2 * MARGIN - wide) / max(1, len(columns)))
    heads = [wrapped(words, cell - 0.04, size.small) for words in columns]
    head = max(lines_height(words, size.small) for words in heads) + 0.05
    room = sheet.room(head + len(rows) * line + MARGIN)
    if size.height:
        fitting = int((room - head - MARGIN) / line)
        rows, values = rows[:fitting], values[:fitting]
    sheet.make(name, room)
    tones = LinearSegmentedColormap.from_list("wenze", [COLD, NEUTRAL, WARM])
    for column, words in enumerate(heads):
        left = MARGIN + wide + column * cell
        sheet.text(left, sheet.top + head - 0.05 - lines_height(words, size.small), words, points=size.small)
    for row, key in enumerate(rows):
        top = sheet.top + head + row * line
        sheet.text(MARGIN, top + 0.1 * line, key, points=size.small)
        for column in range(len(columns)):
            value = values[row, column]
            left = MARGIN + wide + column * cell
            colour = tones(0.5 + 0.5 * value) if value == value else NEUTRAL
            box = (left / size.width, 1 - (top + line) / sheet.height)
            sheet.picture.add_artist(
                Rectangle(box, 0.96 * cell / size.width, 0.94 * line / sheet.height, facecolor=colour, edgecolor="none")
            )
            words = f"{value:+.{DIGITS}f}".replace("-", "−") if value == value else "·"
            sheet.text(left + 0.48 * cell, top + 0.1 * line, words, points=size.small, ha="center")
    return sheet.picture


class Series(NamedTuple):
    """Numbers a row with the ends of their intervals, a name, and a colour."""

    name: str
    colour: str
    values: Sequence[float]
    lows: Sequence[float]
    highs: Sequence[float]


def draw_bars(sheet: Sheet, name: str, rows: Sequence[str], series: Sequence[Series], unit: str) -> Picture:
    """Dots with intervals beside names: a line a row, a colour a series."""
    size = sheet.size
    line = max(1.3, 0.75 * len(series) + 0.5) * size.small * LEADING / POINTS
    if size.height:
        rows = rows[: max(1, int((size.height - sheet.top - 4 * line) / line))]
    wide = max((width_of(key, size.small) for key in rows), default=1.0) + 0.15
    foot = 3.2 * size.small * LEADING / POINTS
    grid = Grid(sheet, [""], "")
    keys = [(item.name, item.colour, "-") for item in series] if len(series) > 1 else []
    above = len(grid._lines_of(keys)) * size.text * LEADING / POINTS + 0.08
    sheet.make(name, sheet.room(above + len(rows) * line + foot + MARGIN))
    top = grid._draw_keys(grid._lines_of(keys))
    panel = sheet.axes(MARGIN + wide, top, size.width - 2 * MARGIN - wide - 0.1, len(rows) * line)
    for number, item in enumerate(series):
        shift = (number - (len(series) - 1) / 2) * 0.3
        places = [row + shift for row in range(len(rows))]
        panel.hlines(places, item.lows[: len(rows)], item.highs[: len(rows)], colors=item.colour, linewidth=size.line)
        panel.plot(item.values[: len(rows)], places, "o", color=item.colour, markersize=size.dot)
    panel.axvline(0, color=GREY, linewidth=size.line / 1.5, zorder=0.5)
    panel.set_ylim(len(rows) - 0.5, -0.5)
    panel.set_yticks([])
    few_ticks(panel.xaxis, 5)
    for row, key in enumerate(rows):
        sheet.text(MARGIN, top + (row + 0.5) * line - 0.55 * size.small * LEADING / POINTS, key, points=size.small)
    sheet.text(
        MARGIN + wide + (size.width - 2 * MARGIN - wide) / 2, sheet.height - MARGIN - size.small * LEADING / POINTS, unit,
        points=size.small, ha="center", color=SOFT,
    )  # fmt: skip
    return sheet.picture


def draw_dots(
    sheet: Sheet, name: str, points: Any, filled: Any, frame: Sequence[Any], labels: Sequence[str]
) -> Picture:
    """Dots over two numbers, filled or not, and a frame; an end of it that is infinite is that of the panel."""
    from matplotlib.patches import Rectangle

    size = sheet.size
    beside = width_of("−0.005", size.small) + size.small / POINTS + size.small * LEADING / POINTS
    foot = 4.0 * size.small * LEADING / POINTS
    width = min(size.width - 2 * MARGIN - beside, 4.6 if not size.height else 9.0)
    room = sheet.room(0.75 * width + foot)
    sheet.make(name, room)
    panel = sheet.axes(MARGIN + beside, sheet.top, width, room - foot)
    for chosen, style in ((~filled, {"facecolors": "none", "edgecolors": GREY}), (filled, {"color": WARM})):
        panel.scatter(*points[chosen].T, s=0.5 * size.dot**2, linewidths=size.line / 2, **style)
    ends = [(low, high) for low, high in zip(points.min(axis=0), points.max(axis=0), strict=True)]
    (left, right), (bottom, top) = (
        (max(low, inner[0]), min(high, inner[1])) for (low, high), inner in zip(ends, frame, strict=True)
    )
    panel.add_patch(
        Rectangle((left, bottom), right - left, top - bottom, fill=False, edgecolor=INK, linewidth=1.4 * size.line)
    )
    few_ticks(panel.xaxis, 5)
    few_ticks(panel.yaxis, 4)
    sheet.text(
        MARGIN + beside + width / 2, sheet.height - MARGIN - size.small * LEADING / POINTS, labels[0],
        points=size.small, ha="center", color=SOFT,
    )  # fmt: skip
    middle = 1 - (sheet.top + (room - foot) / 2) / sheet.height
    sheet.picture.text(
        (MARGIN + 0.5 * size.small / POINTS) / size.width, middle, labels[1],
        rotation=90, ha="center", va="center", fontsize=size.small, color=SOFT,
    )  # fmt: skip
    return sheet.picture


def number_dots(panel: Any, places: Any, colours: Sequence[str], others: Any, size: Size) -> None:
    """Number dots, each number beside its dot, or where dots are crowded at the end of a stroke; dots that hide each other have
    theirs side by side. ``others`` are dots without a number, which are to be seen as well. Arrays [dot, axis]."""
    lows, highs = np.transpose([panel.get_xlim(), panel.get_ylim()])
    panel.set(xlim=panel.get_xlim(), ylim=panel.get_ylim())  # as they are, whatever is drawn from here on
    room = panel.bbox.width / panel.figure.dpi, panel.bbox.height / panel.figure.dpi
    points, radius = NUMBERED * size.small, 0.55 * size.dot / POINTS
    numbers = np.flatnonzero(np.isfinite(places).all(axis=1)).tolist()
    dots = _in_inches(places[numbers], lows, highs, room)
    groups = together(dots, radius)
    blocks = [Numbers([numbers[one] for one in group], points) for group in groups]
    firsts = [dots[group[0]] for group in groups]
    spans = [block.size for block in blocks]
    for block, named in zip(
        blocks, names_apart(firsts, spans, room, radius, _in_inches(others, lows, highs, room)), strict=True
    ):
        if named.stroke:
            ends = lows + np.array(named.stroke) / room * (highs - lows)
            panel.plot(*ends.T, color=colours[block.numbers[0]], linewidth=size.line / 3, zorder=2.5)
        for number, x, y in block.places(named.box.left, named.box.top):
            text = panel.text(
                x / room[0], y / room[1], str(number + 1), transform=panel.transAxes, color=colours[number],
                fontsize=points, ha="left", va="center_baseline",
            )  # fmt: skip
            text.set_path_effects([withStroke(linewidth=size.line, foreground="white")])


def _in_inches(places: Any, lows: Any, highs: Any, room: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x, y) for x, y in ((places - lows) / (highs - lows) * room).tolist()]


class Numbers:
    """Numbers that stand side by side, a few in a row; they are counted from 0, and shown from 1."""

    def __init__(self, numbers: Sequence[int], points: float) -> None:
        self.numbers = numbers
        self._line = LEADING * points / POINTS
        self._wide = max(width_of(str(number + 1), points) for number in numbers)
        self._step = self._wide + BETWEEN * points / POINTS
        self._across = math.ceil(math.sqrt(len(numbers)))

    @property
    def size(self) -> tuple[float, float]:
        """Inches across and down."""
        rows = -(-len(self.numbers) // self._across)
        return self._across * self._step, rows * self._line

    def places(self, left: float, top: float) -> Iterator[tuple[int, float, float]]:
        """Every number with where it begins and the middle of its height."""
        for place, number in enumerate(self.numbers):
            row, column = divmod(place, self._across)
            yield number, left + column * self._step + (self._step - self._wide) / 2, top - (row + 0.5) * self._line


def draw_front(
    sheet: Sheet,
    name: str,
    labels: Sequence[str],
    values: Any,
    front: Any,
    named_values: Any,
    named: Sequence[tuple[str, str]],
) -> Picture:
    """Dots over the first measure and each of the others: pale, dark those of a front, and named ones in colour with a number that
    a list below explains."""
    size = sheet.size
    pairs = [(0, place) for place in range(1, len(labels))]
    beside = width_of("−0.005", size.small) + size.small / POINTS + size.small * LEADING / POINTS
    foot = 3.0 * size.small * LEADING / POINTS
    lines = -(-len(named) // NAMES_ACROSS)
    below = lines * size.small * LEADING / POINTS + MARGIN
    step = (size.width - 2 * MARGIN) / len(pairs)
    height = min(3.4, 0.62 * (step - beside)) if not size.height else 0.0
    room = sheet.room(height + foot + below)
    height = height or room - foot - below
    sheet.make(name, room)
    best = np.isfinite(values).all(axis=1) & (np.abs(values) < 1e29).all(axis=1)
    for number, (one, other) in enumerate(pairs):
        left = MARGIN + number * step + beside
        panel = sheet.axes(left, sheet.top, step - beside - 0.1, height)
        panel.scatter(values[best, one], values[best, other], s=1.2 * size.dot, color=GREY, alpha=0.35, linewidths=0)
        chosen = best & front
        panel.scatter(values[chosen, one], values[chosen, other], s=4.0 * size.dot, color=INK, linewidths=0)
        for place, (_, colour) in enumerate(named):
            panel.plot(
                named_values[place, one], named_values[place, other], "o", color=colour, markersize=1.1 * size.dot
            )
        seen = values[chosen][:, [one, other]]
        number_dots(panel, named_values[:, [one, other]], [colour for _, colour in named], seen, size)
        few_ticks(panel.xaxis, 4)
        few_ticks(panel.yaxis, 4)
        y = sheet.top + height + 1.5 * size.small * LEADING / POINTS
        sheet.text(left + (step - beside) / 2, y, labels[one], points=size.small, ha="center", color=SOFT)
        sheet.picture.text(
            (MARGIN + number * step + 0.5 * size.small / POINTS) / size.width, 1 - (sheet.top + height / 2) / sheet.height,
            labels[other], rotation=90, ha="center", va="center", fontsize=size.small, color=SOFT,
        )  # fmt: skip
    list_names(sheet, sheet.top + height + foot, named, lines)
    return sheet.picture


def list_names(sheet: Sheet, top: float, named: Sequence[tuple[str, str]], lines: int) -> None:
    """Names with their numbers in columns of so many lines, each as wide as its names; where they do not fit, names are cut."""
    size, room = sheet.size, sheet.size.width - 2 * MARGIN
    words = [f"{place + 1}  {name}" for place, (name, _) in enumerate(named)]
    columns = [words[start : start + lines] for start in range(0, len(words), lines)]
    wide = [max(width_of(word, size.small) for word in column) for column in columns]
    most = _widest_that_fit(wide, room - (len(columns) - 1) * size.small / POINTS)
    wide = [min(one, most) for one in wide]
    gap = (room - sum(wide)) / max(1, len(columns))
    for place, (word, (_, colour)) in enumerate(zip(words, named, strict=True)):
        column, line = divmod(place, lines)
        left, y = MARGIN + sum(wide[:column]) + column * gap, top + line * size.small * LEADING / POINTS
        sheet.text(left, y, _cut_to(word, wide[column], size.small), points=size.small, color=colour)


def _widest_that_fit(wide: Sequence[float], room: float) -> float:
    """To how many inches columns are cut so that all of them fit; those that are narrower stay as they are."""
    left, count = room, len(wide)
    for one in sorted(wide):
        if one * count > left:
            return left / count
        left, count = left - one, count - 1
    return room


def _cut_to(word: str, wide: float, points: float) -> str:
    """A text, cut where it does not fit into so many inches."""
    if width_of(word, points) <= wide + 1e-9:
        return word
    kept = next((n for n in range(len(word) - 1, 0, -1) if width_of(word[:n] + "…", points) <= wide), 0)
    return word[:kept] + "…"
