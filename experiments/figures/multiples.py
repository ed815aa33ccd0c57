"""Many small panels in one set of axes of matplotlib's, which costs as much as all that a small panel shows.

What a panel shows is put where it stands on the sheet, in inches from the upper left, and drawn together with that of all the others.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from matplotlib.collections import LineCollection, PolyCollection
from wenze.experiments.figures.style import (
    BELOW,
    GREY,
    INK,
    LEADING,
    PALE,
    POINTS,
    Sheet,
    aligned_below,
    fitting_beside,
    plain,
)

Place = tuple[float, float]
Dashes = str | tuple[float, tuple[float, ...]]
WHOLE: Dashes = "-"

BANDS, FAINT, BEHIND, ZERO, COURSE, EDGE = 1.0, 0.5, 0.9, 1.5, 2.0, 2.5
"""What is drawn over what: the lower first."""
BAND = 0.22  # how dense a band is
TICK, PAD = 1 / 3, 3.5  # length of a tick in the size of its number; points from its end to the number
ABOVE = 0.22  # free above the letters of a line, in its size


class Span(NamedTuple):
    """The limits of an axis."""

    low: float
    high: float


class _Look(NamedTuple):
    """What strokes that are drawn together have in common."""

    level: float
    width: float
    dashes: Dashes
    cap: str


class Multiples:
    """The panels of a sheet that has been made; :meth:`draw` puts what was asked for on it, once."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._strokes: dict[_Look, list[tuple[list[Place], str]]] = defaultdict(list)
        self._bands: list[tuple[list[Place], str]] = []
        self._dots: list[tuple[Place, str]] = []

    def panel(self, left: float, top: float, width: float, height: float, across: Span, up: Span) -> "Panel":
        """A panel at a place, in inches, with the limits of its axes."""
        return Panel(self, left, top, width, height, across, up)

    def stroke(self, places: list[Place], colour: str, look: _Look) -> None:
        """A line through places on the sheet."""
        self._strokes[look].append((places, colour))

    def band(self, outline: list[Place], colour: str) -> None:
        """An area with its outline on the sheet."""
        self._bands.append((outline, colour))

    def dot(self, place: Place, colour: str) -> None:
        """A dot at a place on the sheet."""
        self._dots.append((place, colour))

    def draw(self) -> None:
        """Draw everything."""
        size = self.sheet.size
        axes = self.sheet.axes(0.0, 0.0, size.width, self.sheet.height)
        axes.set(xlim=(0.0, size.width), ylim=(self.sheet.height, 0.0))
        axes.set_axis_off()
        if self._bands:
            outlines, colours = zip(*self._bands, strict=True)
            bands = PolyCollection(outlines, facecolors=colours, alpha=BAND, linewidths=0, zorder=BANDS)
            axes.add_collection(bands, autolim=False)
        for look, drawn in self._strokes.items():
            courses, colours = zip(*drawn, strict=True)
            lines = LineCollection(
                courses, colors=colours, linewidths=look.width, linestyles=[look.dashes], zorder=look.level,
                capstyle=look.cap, joinstyle="round",
            )  # fmt: skip
            axes.add_collection(lines, autolim=False)
        if self._dots:
            dots, colours = zip(*self._dots, strict=True)
            axes.scatter(*zip(*dots, strict=True), s=size.dot**2, c=colours, linewidths=0, zorder=COURSE)


class Panel:
    """A small panel: its edges on the left and below, and what is drawn in the numbers of its axes."""

    def __init__(
        self, all_of_them: Multiples, left: float, top: float, width: float, height: float, across: Span, up: Span
    ) -> None:
        self._all, self._size = all_of_them, all_of_them.sheet.size
        self.left, self.top, self.width, self.height = left, top, width, height
        self.across, self.up = across, up
        self.right, self.bottom = left + width, top + height
        edges = [(left, top), (left, self.bottom), (self.right, self.bottom)]
        self._stroke(edges, GREY, EDGE, self._size.line / 2, cap="projecting")

    def _stroke(
        self, places: list[Place], colour: str, level: float, width: float, dashes: Dashes = WHOLE, cap: str = "butt"
    ) -> None:
        self._all.stroke(places, colour, _Look(level, width, dashes, cap))

    def _x(self, value: float) -> float:
        return self.left + (value - self.across.low) / (self.across.high - self.across.low) * self.width

    def _y(self, value: float) -> float:
        return self.bottom - (value - self.up.low) / (self.up.high - self.up.low) * self.height

    def _places(self, xs: Sequence[float], ys: Sequence[float]) -> list[Place]:
        return [(self._x(x), self._y(y)) for x, y in zip(xs, ys, strict=True)]

    def course(self, xs: Sequence[float], ys: Sequence[float], colour: str) -> None:
        """A line through what is known; one point is a dot, since it makes no line."""
        if len(xs) == 1:
            self._all.dot(self._places(xs, ys)[0], colour)
        for known in _known(zip(xs, ys, strict=True)):
            self._stroke(self._places(*zip(*known, strict=True)), colour, COURSE, self._size.line, cap="round")

    def pale(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """A line behind the others."""
        for known in _known(zip(xs, ys, strict=True)):
            self._stroke(self._places(*zip(*known, strict=True)), PALE, BEHIND, self._size.line / 2)

    def band(self, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float], colour: str) -> None:
        """The area between two lines, where both are known."""
        for known in _known(zip(xs, lows, highs, strict=True)):
            years, low, high = zip(*known, strict=True)
            self._all.band([*self._places(years, low), *self._places(years, high)[::-1]], colour)

    def zero(self) -> None:
        """The line at zero."""
        self._level(0.0, GREY, ZERO, self._size.line / 1.5)

    def faint(self, values: Sequence[float]) -> None:
        """Faint lines at some heights."""
        for value in values:
            self._level(value, PALE, FAINT, self._size.line / 3)

    def _level(self, value: float, colour: str, level: float, width: float) -> None:
        y = self._y(value)
        self._stroke([(self.left, y), (self.right, y)], colour, level, width)

    def upright(self, value: float, dashes: Dashes) -> None:
        """A broken line from top to bottom."""
        x = self._x(value)
        self._stroke([(x, self.bottom), (x, self.top)], GREY, COURSE, self._size.line / 2, dashes)

    def number_beside(self, values: Sequence[float], shown: bool = True) -> None:
        """Numbers to the left, as many as have room, if they are to be seen; a faint line at each."""
        line = self._size.small * LEADING / POINTS
        kept = fitting_beside(values, self.up, self.height, line)
        self.faint(list(kept))
        length = self._size.small * TICK / POINTS
        for value, side in kept.items() if shown else ():
            y = self._y(value)
            self._stroke([(self.left - length, y), (self.left, y)], INK, EDGE, self._size.line / 2)
            top = y - (1.0 - BELOW[side]) * line
            self.words(self.left - length - PAD / POINTS, top, plain(value), ha="right", color=INK)

    def number_below(self, values: Sequence[float], gap: float) -> None:
        """Numbers below, none of which reaches into a neighbour ``gap`` inches away."""
        length = self._size.small * TICK / POINTS
        texts = [plain(value) for value in values]
        for value, words in zip(values, texts, strict=True):
            x = self._x(value)
            self._stroke([(x, self.bottom), (x, self.bottom + length)], INK, EDGE, self._size.line / 2)
            side = aligned_below(words, x - self.left, self.width, gap, self._size.small)
            top = self.bottom + length + (PAD - ABOVE * self._size.small) / POINTS
            self.words(x, top, words, ha=side, color=INK)

    def words(self, left: float, top: float, words: str, **how: Any) -> None:
        """A small text, placed on the sheet."""
        self._all.sheet.text(left, top, words, points=self._size.small, **how)


def _known(rows: Any) -> Iterator[list[Any]]:
    """The runs of rows in which every number is known."""
    for known, run in groupby(rows, key=lambda row: not any(math.isnan(number) for number in row)):
        if known:
            yield list(run)
