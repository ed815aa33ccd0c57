"""Pictures of a match: what the data rule out, pair by pair, and what they tell of each assumption."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from wenze.experiments.figures.panels import COLD
from wenze.experiments.figures.style import (
    GREY,
    INK,
    LEADING,
    MARGIN,
    PALE,
    POINTS,
    SOFT,
    Picture,
    Sheet,
    Size,
    width_of,
    wrapped,
)
from wenze.experiments.matching.found import Found
from wenze.experiments.matching.narrowed import Assumption, left_in_pairs, telling
from wenze.experiments.messages import say

PAIRED = {"paper": 8, "slide": 4}
"""Assumptions of which every pair is shown."""
LISTED = {"paper": 40, "slide": 10}
"""Assumptions whose values are shown at most."""
CELLS = 20
COLUMNS = 3
"""Of the list of assumptions that the data say nothing about."""
PADDING = 0.04  # inches between panels
SQUARE = {"paper": 0.78, "slide": 1.2}  # inches of a panel


def pictures_of(found: Found, size: Size) -> list[Picture]:
    """What is ruled out pair by pair, and what is told of each assumption; nothing where no world is left."""
    narrowed = [row for row in found.assumptions if row.narrowed]
    if not found.assumptions:
        return []
    pictures = [_assumptions(found, narrowed, size)]
    told = telling(found.assumptions, found.ties, len(found.worlds.rows))[: PAIRED[size.name]]
    by_key = {row.key: row for row in found.assumptions}
    return [_pairs(found, [by_key[key] for key in told], size), *pictures] if len(told) > 1 else pictures


# --- pairs --------------------------------------------------------------------------------------------------------------


def _pairs(found: Found, shown: Sequence[Assumption], size: Size) -> Picture:
    """Below the diagonal how much is left of each pair of values, above it the worlds that are left, on it how each is spread."""
    keys = [axis.key for axis in found.asked.axes]
    chosen = [keys.index(row.key) for row in shown]
    left = left_in_pairs(found.matched.emulators, found.figures, chosen, len(keys), CELLS, found.asked.seed)
    worlds = found.matched.worlds[:, chosen]
    title = say("figure_pairs", shown=len(shown), assumptions=len(found.assumptions))
    sheet = Sheet(size, title, say("figure_pairs_below", worlds=len(worlds)))
    number = len(shown)
    names = 1.35 * size.small * LEADING / POINTS * number + MARGIN
    room = size.width - 2 * MARGIN
    step = min(room / number, (sheet.room(room + names) - names) / number if size.height else room / number)
    sheet.make("pairs", sheet.room(number * step + names))
    margin = (size.width - number * step) / 2
    tones = LinearSegmentedColormap.from_list("left", ["white", COLD])
    for row in range(number):
        for column in range(number):
            panel = sheet.axes(margin + column * step, sheet.top + row * step, step - PADDING, step - PADDING)
            _bare(panel, size)
            if row == column:
                _spread(panel, worlds[:, row], row + 1, size)
            elif row > column:
                panel.imshow(np.nan_to_num(left[column, row]).T, cmap=tones, vmin=0.0, vmax=float(np.nanmax(left)),
                             origin="lower", extent=(0, 1, 0, 1), aspect="auto", interpolation="nearest")  # fmt: skip
            else:
                panel.plot(
                    worlds[:, column], worlds[:, row], "o", color=INK, markersize=1.3 * size.line, alpha=0.5, mew=0
                )
    for place, one in enumerate(shown):
        top = sheet.top + number * step + MARGIN / 2 + place * 1.35 * size.small * LEADING / POINTS
        words = f"{place + 1}  {one.key}  {one.low:.4g} – {one.high:.4g}"
        sheet.text(MARGIN, top, words, points=size.small, color=SOFT)
    return sheet.picture


def _bare(panel: Any, size: Size) -> None:
    panel.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    for spine in panel.spines.values():
        spine.set(visible=True, color=PALE, linewidth=size.line / 2)


def _spread(panel: Any, shares: Any, number: int, size: Size) -> None:
    """How the worlds that are left are spread over the range of one assumption, with its number."""
    heights, edges = np.histogram(shares, bins=10, range=(0.0, 1.0), density=True)
    panel.stairs(heights / max(3.0, 1.15 * float(heights.max())), edges, fill=True, color=PALE)
    panel.text(0.06, 0.94, str(number), transform=panel.transAxes, va="top", fontsize=size.text)


# --- one by one ---------------------------------------------------------------------------------------------------------


def _assumptions(found: Found, narrowed: Sequence[Assumption], size: Size) -> Picture:
    """Where the worlds that are left lie in the range of each assumption that is narrowed; the others by name."""
    shown = narrowed[: LISTED[size.name]]
    free = sorted(row.key for row in found.assumptions if not row.narrowed)
    sheet = Sheet(size, say("figure_assumptions", free=len(free), assumptions=len(found.assumptions)),
                  say("figure_assumptions_below", worlds=len(found.worlds.rows)))  # fmt: skip
    line = 1.3 * size.small * LEADING / POINTS
    if size.height:
        shown = shown[: int((size.height - sheet.top - 2 * MARGIN) / line)]
    lines = 0 if size.height else -(-len(free) // COLUMNS)
    rest = wrapped(say("figure_free"), size.width - 2 * MARGIN, size.text) if lines else ""
    below = (lines + 2) * size.small * LEADING / POINTS + MARGIN if lines else 0.0
    sheet.make("assumptions", sheet.room(max(1, len(shown)) * line + below + MARGIN))
    wide = max((width_of(row.key, size.small) for row in shown), default=0.0) + 0.1
    end = max((width_of(_number(row.high), size.small) for row in shown), default=0.0) + 0.1
    start = max((width_of(_number(row.low), size.small) for row in shown), default=0.0) + 0.1
    width = size.width - 2 * MARGIN - wide - start - end
    if shown:
        panel = sheet.axes(MARGIN + wide + start, sheet.top, width, len(shown) * line)
        _draw_ranges(panel, found, shown, size)
    for place, row in enumerate(shown):
        top = sheet.top + (place + 0.5) * line - 0.55 * size.small * LEADING / POINTS
        sheet.text(MARGIN, top, row.key, points=size.small)
        sheet.text(MARGIN + wide + start - 0.05, top, _number(row.low), points=size.small, ha="right", color=SOFT)
        sheet.text(MARGIN + wide + start + width + 0.05, top, _number(row.high), points=size.small, color=SOFT)
    if lines:
        top = sheet.top + len(shown) * line + MARGIN
        sheet.text(MARGIN, top, rest)
        top += 1.4 * size.text * LEADING / POINTS
        for place, key in enumerate(free):
            column, row_ = divmod(place, lines)
            left = MARGIN + column * (size.width - 2 * MARGIN) / COLUMNS
            sheet.text(left, top + row_ * size.small * LEADING / POINTS, key, points=size.small, color=SOFT)
    return sheet.picture


def _number(value: float) -> str:
    return f"{value:.4g}"


def _draw_ranges(panel: Any, found: Found, shown: Sequence[Assumption], size: Size) -> None:
    """Of each assumption its range, where nine of ten worlds lie, where half of them lie, and the middle."""
    keys = [axis.key for axis in found.asked.axes]
    for place, row in enumerate(shown):
        shares = np.quantile(found.matched.worlds[:, keys.index(row.key)], (0.05, 0.25, 0.5, 0.75, 0.95))
        panel.hlines(place, 0, 1, colors=PALE, linewidth=size.line)
        panel.hlines(place, shares[0], shares[4], colors=COLD, linewidth=size.line)
        panel.hlines(place, shares[1], shares[3], colors=COLD, linewidth=3.2 * size.line)
        panel.plot(shares[2], place, "o", color="white", markersize=0.6 * size.dot, mec=COLD)
    panel.axvline(0.5, color=GREY, linewidth=size.line / 3, zorder=0.5)
    panel.set(xlim=(0, 1), ylim=(len(shown) - 0.5, -0.5), xticks=[], yticks=[])
    for spine in panel.spines.values():
        spine.set_visible(False)
