"""Small panels that share one set of axes: what is drawn stands where its numbers say, and numbers keep apart."""

import itertools
import math
from collections.abc import Iterator
from typing import Any

import pytest
from drawn import assert_apart, texts
from wenze.experiments.figures.fonts import PLAIN
from wenze.experiments.figures.multiples import BANDS, COURSE, EDGE, FAINT, Multiples, Span
from wenze.experiments.figures.style import SIZES, Sheet, Size, drawing, round_numbers, sized, zero_and_farthest


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def size(request: pytest.FixtureRequest) -> Iterator[Size]:
    with drawing([PLAIN]), sized(request.param):
        yield request.param


def sheet_of(size: Size, body: float = 4.0) -> Sheet:
    sheet = Sheet(size, "Title", "below")
    sheet.make("sheet", sheet.room(body))
    return sheet


def strokes(sheet: Sheet, level: float) -> list[list[list[float]]]:
    """The lines that were drawn at a level, each a list of places in inches."""
    (axes,) = sheet.picture.axes
    return [line.round(9).tolist() for drawn in axes.collections if drawn.get_zorder() == level
            for line in getattr(drawn, "get_segments", list)()]  # fmt: skip


def outlines(sheet: Sheet) -> list[Any]:
    (axes,) = sheet.picture.axes
    return [path.vertices for drawn in axes.collections if drawn.get_zorder() == BANDS for path in drawn.get_paths()]


def test_what_a_panel_shows_stands_in_inches_from_the_upper_left(size: Size) -> None:
    sheet = sheet_of(size)
    panels = Multiples(sheet)
    panel = panels.panel(1.0, 2.0, 4.0, 1.0, Span(0.0, 8.0), Span(-1.0, 1.0))
    panel.course([0.0, 4.0, 8.0], [-1.0, 0.0, 1.0], "#123456")
    panel.faint([0.5])
    panels.draw()
    assert strokes(sheet, COURSE) == [[[1.0, 3.0], [3.0, 2.5], [5.0, 2.0]]]
    assert strokes(sheet, FAINT) == [[[1.0, 2.25], [5.0, 2.25]]]
    assert [[1.0, 2.0], [1.0, 3.0], [5.0, 3.0]] in strokes(sheet, EDGE)
    (axes,) = sheet.picture.axes
    assert (*axes.get_xlim(), *axes.get_ylim()) == (0.0, size.width, sheet.height, 0.0)
    box = axes.get_window_extent()
    assert (box.width, box.height) == pytest.approx((sheet.picture.bbox.width, sheet.picture.bbox.height))


def test_what_is_not_known_leaves_a_gap_and_one_point_is_a_dot(size: Size) -> None:
    sheet = sheet_of(size)
    panels = Multiples(sheet)
    panel = panels.panel(0.0, 0.0, 4.0, 1.0, Span(0.0, 4.0), Span(0.0, 1.0))
    years, means = [0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, math.nan, 0.5, 0.5]
    panel.course(years, means, "#123456")
    panel.band(years, means, [1.0, 1.0, 1.0, 1.0, math.nan], "#123456")
    panels.panel(0.0, 2.0, 4.0, 1.0, Span(0.0, 4.0), Span(0.0, 1.0)).course([2.0], [0.5], "#654321")
    panels.draw()
    assert strokes(sheet, COURSE)[:2] == [[[0.0, 1.0], [1.0, 0.0]], [[3.0, 0.5], [4.0, 0.5]]]
    assert [len(set(map(tuple, outline.tolist()))) for outline in outlines(sheet)] == [3, 2]
    (axes,) = sheet.picture.axes
    (dots,) = [drawn for drawn in axes.collections if drawn.get_offsets().tolist() == [[2.0, 2.5]]]
    assert dots.get_sizes().tolist() == [size.dot**2]


def test_numbers_are_apart_whatever_is_shown_and_however_little_room_there_is(size: Size) -> None:
    heights = (2, 3, 6) if size.height else (1, 2, 4)  # lines of text
    spans = [(-0.08, 1.08), (0.1, 0.95), (-0.3, 0.31), (-0.96, 0.04), (0.001, 0.0019), (-2.0, 1e-3), (0.0, 1.0)]
    for lines, place, after in itertools.product(heights, range(len(spans)), (1, 3)):
        sheet = sheet_of(size)
        panels = Multiples(sheet)
        height, top = lines * size.small / 72, sheet.top + 0.1
        for column in range(2):
            left = 1.0 + column * 1.6  # a gap of .2 inches between the two
            upper, lower = Span(*spans[place]), Span(*spans[(place + after) % len(spans)])
            panel = panels.panel(left, top, 1.4, height, Span(0.0, 10.0), upper)
            panel.number_beside(round_numbers(upper, 3), shown=column == 0)
            below = panels.panel(left, panel.bottom + 0.07, 1.4, height, Span(0.0, 10.0), lower)
            below.number_beside(zero_and_farthest(lower), shown=column == 0)
            below.number_below(round_numbers(below.across, 3), 0.2)
        panels.draw()
        found = texts(sheet.picture)
        assert_apart(found, f"{lines} {upper} {lower}")
        assert {"0", "10"} <= {text.get_text() for text in found}
