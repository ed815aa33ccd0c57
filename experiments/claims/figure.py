"""The picture of verdicts: a line a claim, with the shares of the worlds that are clearly as claimed, clearly against, and neither."""

import math
from collections.abc import Sequence

from matplotlib.patches import Rectangle
from wenze.experiments.claims.files import KINDS
from wenze.experiments.claims.found import Finding, Found
from wenze.experiments.claims.text import verdicts_told, with_margin
from wenze.experiments.claims.verdicts import VERDICTS
from wenze.experiments.figures.panels import COLD, WARM
from wenze.experiments.figures.style import (
    INK,
    LEADING,
    MARGIN,
    PALE,
    POINTS,
    SOFT,
    Number,
    Picture,
    Sheet,
    Size,
    width_of,
)  # fmt: skip
from wenze.experiments.messages import printable, say

LINE = 1.45  # height of a line, in that of small text
BAR = 0.62  # of a line's height
SHARE_OF_BAR = {"paper": 0.4, "slide": 0.26}  # of the sheet's width
GAP = 0.12  # inches between columns
COLOURS = {1: COLD, 0: PALE, -1: WARM}
"""As claimed, neither, against."""
NAME = "claims"


Line = Finding | str
"""A claim, or whose claims follow."""


def draw_verdicts(found: Found, size: Size) -> list[Picture]:
    """Draw the verdicts of a run of claims: one picture, on slides as many as it takes, numbered."""
    rows = _rows(found)
    sheets = [_sheet(found, size)]
    most = _room_for(sheets[0], len(rows))
    pages = _pages(rows, most)
    sheets += [_sheet(found, size) for _ in pages[1:]]
    names = [NAME] if len(pages) == 1 else [f"{NAME}_{number}" for number in range(1, len(pages) + 1)]
    return [_drawn(found, sheet, name, page) for sheet, name, page in zip(sheets, names, pages, strict=True)]


def _sheet(found: Found, size: Size) -> Sheet:
    return Sheet(size, say("figure_claims", told=verdicts_told(found)), _below(found))


def _line(size: Size) -> float:
    """Inches of a line."""
    return LINE * size.small / POINTS * LEADING


def _key(size: Size) -> float:
    """Inches of what the colours mean."""
    return 1.6 * size.text * LEADING / POINTS


def _room_for(sheet: Sheet, lines: int) -> int:
    """How many lines there is room for."""
    size = sheet.size
    return max(2, int((size.height - sheet.top - _key(size) - MARGIN) / _line(size))) if size.height else lines


def _pages(rows: Sequence[Line], most: int) -> list[list[Line]]:
    """Lines cut into pages, a heading never at the foot of one, and every page under a heading."""
    pages: list[list[Line]] = [[]]
    heading: Line = ""
    for row in rows:
        heading = row if isinstance(row, str) else heading
        if len(pages[-1]) + (2 if isinstance(row, str) else 1) > most:
            pages.append([] if isinstance(row, str) else [heading])
        pages[-1].append(row)
    return pages


def _drawn(found: Found, sheet: Sheet, name: str, rows: Sequence[Line]) -> Picture:
    size, line, key = sheet.size, _line(sheet.size), _key(sheet.size)
    sheet.make(name, sheet.room(key + len(rows) * line + MARGIN))
    columns = _Columns(sheet, found.findings)
    _draw_key(sheet, columns)
    for number, row in enumerate(rows):
        top = sheet.top + key + number * line
        if isinstance(row, Finding):
            _draw_row(sheet, columns, row, top, line)
        else:
            sheet.text(MARGIN, top + 0.15 * line, row, points=size.small, color=SOFT)
    sheet.picture.numbers = [number for row in rows if isinstance(row, Finding) for number in _numbers(row, found)]
    return sheet.picture


class _Columns:
    """Where the columns of the picture begin, in inches from the left."""

    def __init__(self, sheet: Sheet, shown: Sequence[Finding]) -> None:
        size = sheet.size
        self.label = max((width_of(one.claim.label, size.small) for one in shown), default=0.0) + 0.6 * GAP
        verdict = max(width_of(say(f"verdict_{name}"), size.small) for name in VERDICTS)
        self.number = max((width_of(_shown(one, size), size.small) for one in shown), default=0.0)
        self.width = SHARE_OF_BAR[size.name] * size.width
        self.verdict = size.width - MARGIN - verdict
        self.bar = self.verdict - GAP - self.width
        self.numbers_end = self.bar - GAP
        self.title = MARGIN + self.label
        self.room = self.numbers_end - self.number - GAP - self.title


def _rows(found: Found) -> list[Line]:
    rows: list[Line] = []
    for kind in KINDS:
        those = [one for one in found.findings if one.claim.kind == kind]
        if those:
            rows += [say(f"claims_of_{kind}"), *those]
    return rows


def _below(found: Found) -> str:
    if found.plan.count == 1:
        return say("figure_claims_alone", name=printable(found.plan.name), lives=found.plan.first)
    return say("figure_claims_below", worlds=found.plan.count, name=printable(found.plan.name))


def _draw_key(sheet: Sheet, columns: _Columns) -> None:
    """What the colours mean, above the bars."""
    size = sheet.size
    left = columns.bar
    for side in (1, 0, -1):
        words = say(f"figure_side_{ {1: 'for', 0: 'neither', -1: 'against'}[side] }")
        width = 0.7 * size.small / POINTS
        _box(sheet, left, sheet.top + 0.35 * size.small / POINTS, width, width, COLOURS[side])
        sheet.text(left + 1.4 * width, sheet.top, words, points=size.small, color=SOFT)
        left += 2.4 * width + width_of(words, size.small)
    sheet.text(columns.numbers_end, sheet.top, say("claims_head_difference"), points=size.small, color=SOFT, ha="right")


def _draw_row(sheet: Sheet, columns: _Columns, one: Finding, top: float, line: float) -> None:
    points, at = sheet.size.small, top + 0.15 * line
    sheet.text(MARGIN, at, one.claim.label, points=points, color=INK)
    sheet.text(columns.title, at, _cut(printable(one.claim.title), columns.room, points), points=points)
    sheet.text(columns.numbers_end, at, _shown(one, sheet.size), points=points, ha="right")
    left = columns.bar
    for side in (1, 0, -1):
        share = one.judged.share(side).mean
        width = 0.0 if math.isnan(share) else share * columns.width
        if width > 0.0:
            _box(sheet, left, top + (1 - BAR) / 2 * line, width, BAR * line, COLOURS[side])
        left += width
    sheet.text(columns.verdict, at, say(f"verdict_{one.verdict}"), points=points)


def _shown(one: Finding, size: Size) -> str:
    """The difference; on slides, where there is little room, without its interval."""
    words = with_margin(one.difference)
    return words.partition(" ±")[0] if size.name == "slide" else words


def _cut(text: str, room: float, points: float) -> str:
    """A text that fits into so many inches, cut short with a mark if it is longer."""
    if width_of(text, points) <= room:
        return text
    while text and width_of(f"{text}…", points) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def _box(sheet: Sheet, left: float, top: float, width: float, height: float, colour: str) -> None:
    size = sheet.size
    corner = (left / size.width, 1 - (top + height) / sheet.height)
    box = Rectangle(corner, width / size.width, height / sheet.height, facecolor=colour, edgecolor="none")
    sheet.picture.add_artist(box)


def _numbers(one: Finding, found: Found) -> list[Number]:
    """The numbers behind a line."""
    claim = one.claim
    months = claim.content.first, claim.until or found.plan.months
    numbers = [Number(claim.name, claim.content.measure, "difference", *months, math.nan, *one.difference[:3], "t")]
    for side, name in ((1, "as claimed"), (-1, "against")):
        numbers.append(
            Number(claim.name, claim.content.measure, name, *months, math.nan, *one.judged.share(side)[:3], "Wilson")
        )
    return numbers
