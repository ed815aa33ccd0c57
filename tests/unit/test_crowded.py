"""Pictures in which much lies at the same place: names stay apart, and what lies beneath is seen."""

import itertools
import math

import numpy as np
import pytest
from wenze.experiments.analysis.differences import Row
from wenze.experiments.figures.apart import Box, names_apart, together
from wenze.experiments.figures.panels import draw_front
from wenze.experiments.figures.style import SIZES, Sheet, Size, drawing, sized
from wenze.experiments.sweeps.drawn import broadened

ROOM, RADIUS, NAME = (2.8, 1.8), 0.027, (0.1, 0.09)


def crowd(seed: int, count: int = 21) -> list[tuple[float, float]]:
    """Dots of which most lie in one spot, in a corner."""
    numbers = np.random.default_rng(seed)
    spread = np.where(numbers.random(count) < 0.7, 0.08, 1.0)[:, None]
    return [(x, y) for x, y in (0.05 + spread * numbers.random((count, 2)) * (2.7, 1.7)).tolist()]


def meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.foot < other.top and other.foot < one.top


@pytest.mark.parametrize("seed", range(5))
def test_names_cover_neither_each_other_nor_a_dot_and_lie_within_the_panel(seed: int) -> None:
    dots = crowd(seed)
    found = names_apart(dots, [NAME] * len(dots), ROOM, RADIUS)
    for one, other in itertools.combinations(found, 2):
        assert not meet(one.box, other.box)
    for dot, named in zip(dots, found, strict=True):
        box = named.box
        assert box.left >= 0 and box.foot >= 0 and box.right <= ROOM[0] and box.top <= ROOM[1]
        assert all(box.distance(other) > 0.7 * RADIUS for other in dots)
        nearest = min(dots, key=box.distance)
        assert named.stroke is not None or math.dist(nearest, dot) <= RADIUS, "it is plain which dot a name is of"


def test_a_name_that_has_room_stands_beside_its_dot() -> None:
    (named,) = names_apart([(1.0, 1.0)], [NAME], ROOM, RADIUS)
    assert named.stroke is None and named.box.left == pytest.approx(1.0 + RADIUS)


def test_dots_in_one_spot_share_a_name() -> None:
    assert together([(0.0, 0.0), (1.0, 0.0), (0.01, 0.0), (0.0, 0.0)], 0.02) == [[0, 2, 3], [1]]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_numbers_of_regimes_in_one_spot_can_all_be_read(size: Size) -> None:
    numbers = np.random.default_rng(3)
    values = numbers.random((60, 3))
    spots = 0.5 + 0.02 * numbers.random((21, 3))
    spots[:9] = spots[0]
    spots[20] = np.nan
    with drawing(["DejaVu Sans"]), sized(size):
        named = [(f"Regime {number}", "#444444") for number in range(21)]
        front = values[:, 0] > 0.8
        picture = draw_front(Sheet(size, "Front", ""), "front", ["a", "b", "c"], values, front, spots, named)
        for panel in picture.axes:
            boxes = [text.get_window_extent() for text in panel.texts]
            assert sorted(int(text.get_text()) for text in panel.texts) == list(range(1, 21))
            covered = [one for one, other in itertools.combinations(boxes, 2) if one.shrunk(0.8, 0.7).overlaps(other)]
            assert covered == []


@pytest.mark.parametrize("length", [24, 60])
def test_the_names_of_regimes_do_not_run_into_each_other(length: int) -> None:
    size = SIZES["slide"]
    with drawing(["DejaVu Sans"]), sized(size):
        named = [("n" * (length if number == 9 else 12), "#444444") for number in range(21)]
        values = np.random.default_rng(3).random((40, 2))
        picture = draw_front(
            Sheet(size, "Front", ""), "front", ["a", "b"], values, values[:, 0] > 0.5, values[:21], named
        )
        boxes = [text.get_window_extent() for text in picture.texts if text.get_text()[:1].isdigit()]
        assert len(boxes) == 21 and max(box.x1 for box in boxes) <= picture.bbox.x1
        assert not [
            1 for one, other in itertools.combinations(boxes, 2) if one.shrunk(1, 0.7).overlaps(other.shrunk(1, 0.7))
        ]


def row(mean: float) -> Row:
    return Row("a", "effort", mean, mean, mean, 0.0, 0.0, 0.0, 3, 1.0)


def test_a_line_under_others_is_drawn_broader() -> None:
    reference, same, other, lost = [0.1, 0.2, 0.3], [0.1, 0.2, 0.3], [0.5, 0.2, 0.8], [math.nan] * 3
    courses = [[row(mean) for mean in means] for means in (reference, same, other, reference, lost)]
    assert broadened(courses) == [2, 1, 0, 0, 0]
    assert broadened([[row(math.nan)] * 2] * 2) == [0, 0]
