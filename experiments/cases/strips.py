"""Strips of months one below the other, with marks on them and a key above: what pictures of cases and of lives are made of."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from wenze.experiments.figures.style import (
    CONDUCT_COLOURS,
    INK,
    LEADING,
    MARGIN,
    PALE,
    POINTS,
    SOFT,
    Picture,
    Sheet,
    Size,
    keep_labels_apart,
    lines_height,
    width_of,
    wrapped,
)

ALARM = "#A3290B"
TALL, LESS_TALL, HALF, FLAT = 0.82, 0.66, 0.42, 0.14
"""Heights as shares of a lane: who works or acts, who explores, who makes paper, who does nothing."""


class Look(NamedTuple):
    """How a month looks: its colour, and its height as a share of the lane."""

    colour: str
    height: float


LOOKS: Mapping[str, Look] = MappingProxyType({
    "work": Look(CONDUCT_COLOURS["work"], TALL),
    "explore": Look(CONDUCT_COLOURS["explore"], LESS_TALL),
    "cover": Look(CONDUCT_COLOURS["cover"], HALF),
    "idle": Look(CONDUCT_COLOURS["idle"], FLAT),
    "act": Look("#14205E", TALL),
    "relay": Look("#BE72B6", HALF),
    "handed_down": Look("#D9A6D3", HALF),
    "sit": Look("#BBBBBB", FLAT),
    "passed_up": Look("#BBBBBB", FLAT),
    "barred": Look("#E7B7A8", TALL),
})  # fmt: skip

MARKS: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "surfaced": ("v", "white", INK),
    "deserved": ("o", INK, INK),
    "undeserved": ("X", ALARM, ALARM),
    "solved": ("s", "#07A062", "#07A062"),
    "erupted": ("*", ALARM, ALARM),
    "promoted": ("^", "#07A062", "#07A062"),
    "honoured": ("*", "#CC7A10", "#CC7A10"),
    "reposted": ("D", "white", INK),
    "erred": ("P", "#CC7A10", "#CC7A10"),
    "left": ("|", INK, INK),
    "disciplined": ("h", ALARM, ALARM),
    "overturned": ("o", "white", INK),
})  # fmt: skip
"""Marks: the marker, its face and its edge."""


class Lane(NamedTuple):
    """One line of a strip: its name, what it looks like from month to month, and marks by month."""

    name: str
    months: Sequence[tuple[int, str]]
    marks: Sequence[tuple[int, str]]


class Strip(NamedTuple):
    """Lanes that belong together, under a label."""

    label: str
    lanes: Sequence[Lane]


def draw_strips(
    sheet: Sheet, name: str, strips: Sequence[Strip], span: tuple[int, int], axis: str, words: Mapping[str, str]
) -> tuple[Picture, int]:
    """Draw strips below a key, as many as there is room for: the picture and how many are on it.

    ``span`` are the first month and the one after the last; ``words`` say what each look and mark means.
    """
    size = sheet.size
    frame = _Frame.of(size, strips)
    used = _used(strips, words)
    key = _key_lines(size, used, words)
    line = size.text * LEADING / POINTS
    head, foot = len(key) * line + MARGIN, 2.6 * size.small * LEADING / POINTS
    heights = [frame.height(strip) for strip in strips]
    room = sheet.room(head + sum(heights) + foot)
    shown = _fitting(heights, room - head - foot)
    sheet.make(name, room)
    for number, items in enumerate(key):
        _draw_key(sheet, sheet.top + number * line, items, words)
    top = sheet.top + head
    for number, strip in enumerate(strips[:shown]):
        last = number == shown - 1
        _draw_strip(sheet, frame, strip, top, span, last)
        top += heights[number]
    sheet.text(
        frame.left + frame.width / 2, top + 1.35 * size.small * LEADING / POINTS, axis, points=size.small, ha="center"
    )
    return sheet.picture, shown


def _fitting(heights: Sequence[float], room: float) -> int:
    """How many strips there is room for, one at least."""
    taken, count = 0.0, 0
    for height in heights:
        taken += height
        if taken > room + 1e-6 and count:
            break
        count += 1
    return count


class _Frame(NamedTuple):
    """Where things stand, in inches."""

    size: Size
    labels: float
    left: float
    width: float
    lane: float
    gap: float

    @classmethod
    def of(cls, size: Size, strips: Sequence[Strip]) -> "_Frame":
        """The frame that has room for the longest name of a lane."""
        slide = size.name == "slide"
        labels = 3.1 if slide else 1.75
        lanes = max(width_of(lane.name, size.small) for strip in strips for lane in strip.lanes)
        left = MARGIN + labels + 0.1 + lanes + 0.08
        return cls(
            size,
            labels,
            left,
            size.width - left - 1.5 * MARGIN,
            size.small * LEADING / POINTS * 1.05,
            0.14 if slide else 0.09,
        )

    def height(self, strip: Strip) -> float:
        """Inches that a strip takes: those of its lanes, or of its label where that is higher."""
        label = lines_height(wrapped(strip.label, self.labels, self.size.text), self.size.text)
        return max(label, len(strip.lanes) * self.lane) + self.gap


def _draw_strip(sheet: Sheet, frame: _Frame, strip: Strip, top: float, span: tuple[int, int], last: bool) -> None:
    size = sheet.size
    sheet.text(MARGIN, top, wrapped(strip.label, frame.labels, size.text))
    lanes = len(strip.lanes)
    for number, lane in enumerate(strip.lanes):
        sheet.text(frame.left - 0.06, top + number * frame.lane, lane.name, points=size.small, color=SOFT, ha="right")
    panel = sheet.axes(frame.left, top, frame.width, frame.lane * lanes)
    panel.set_xlim(*span)
    panel.set_ylim(lanes, 0)
    for number, lane in enumerate(strip.lanes):
        _draw_lane(panel, number, lane, span, size)
    panel.set_yticks([])
    for side in ("left", "bottom"):
        panel.spines[side].set_visible(False)
    panel.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, steps=[1, 2, 3, 6, 10]))
    if last:
        keep_labels_apart(panel, frame.width, 0.2)
        panel.tick_params(length=size.small / 4)
    else:
        panel.set_xticks([])


def _draw_lane(panel: Any, number: int, lane: Lane, span: tuple[int, int], size: Size) -> None:
    foot = number + 0.5 + TALL / 2
    panel.hlines([foot], *span, colors=PALE, linewidth=size.line / 3, zorder=0.5)
    for look in dict.fromkeys(name for _, name in lane.months):
        colour, height = LOOKS[look]
        runs = _runs([month for month, name in lane.months if name == look])
        panel.broken_barh(runs, (foot - height, height), facecolors=colour, linewidth=0)
    for mark in dict.fromkeys(name for _, name in lane.marks):
        marker, face, edge = MARKS[mark]
        months = [month + 0.5 for month, name in lane.marks if name == mark]
        panel.plot(
            months, [number + 0.5] * len(months), marker, markersize=size.dot * 1.25, markerfacecolor=face,
            markeredgecolor=edge, markeredgewidth=size.line * 0.7, clip_on=False, zorder=5,
        )  # fmt: skip


def _runs(months: Sequence[int]) -> list[tuple[int, int]]:
    """Months that follow one another, as beginnings and lengths."""
    runs: list[tuple[int, int]] = []
    for month in sorted(months):
        if runs and sum(runs[-1]) == month:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((month, 1))
    return runs


# --- the key ------------------------------------------------------------------------------------------------------------


def _used(strips: Sequence[Strip], words: Mapping[str, str]) -> list[str]:
    """The looks and marks that stand on strips, in the order of their words."""
    used = {name for strip in strips for lane in strip.lanes for _, name in (*lane.months, *lane.marks)}
    return [name for name in words if name in used]


def _swatch(size: Size) -> float:
    return size.text * 1.3 / POINTS


def _key_lines(size: Size, names: Sequence[str], words: Mapping[str, str]) -> list[list[tuple[float, str]]]:
    """The key in lines: where each entry begins, and what it is."""
    lines: list[list[tuple[float, str]]] = [[]]
    at = MARGIN
    for name in names:
        wide = _swatch(size) + width_of(words[name], size.text) + 0.16 * size.text / 7.5
        if at + wide > size.width - MARGIN and lines[-1]:
            lines.append([])
            at = MARGIN
        lines[-1].append((at, name))
        at += wide
    return lines


def _draw_key(sheet: Sheet, top: float, items: Sequence[tuple[float, str]], words: Mapping[str, str]) -> None:
    size = sheet.size
    line = size.text * LEADING / POINTS
    for left, name in items:
        if name in LOOKS:
            colour, height = LOOKS[name]
            tall = 0.75 * size.text / POINTS
            foot = 1 - (top + 0.95 * size.text / POINTS) / sheet.height
            sheet.picture.add_artist(
                Rectangle(
                    (left / size.width, foot), 0.75 * _swatch(size) / size.width, tall * height / TALL / sheet.height,
                    facecolor=colour, linewidth=0, transform=sheet.picture.transFigure,
                )
            )  # fmt: skip
        else:
            marker, face, edge = MARKS[name]
            sheet.picture.add_artist(
                Line2D(
                    [(left + 0.4 * _swatch(size)) / size.width], [1 - (top + line / 2) / sheet.height], marker=marker,
                    markersize=size.dot * 1.25, markerfacecolor=face, markeredgecolor=edge, linewidth=0,
                    markeredgewidth=size.line * 0.7, transform=sheet.picture.transFigure,
                )
            )  # fmt: skip
        sheet.text(left + _swatch(size), top, words[name])
