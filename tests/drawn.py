"""What is checked of any picture that was drawn: its texts."""

import itertools
from typing import Any

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text


def assert_texts_have_room(figure: Figure, name: str) -> list[Text]:
    """No text overlaps another or leaves the sheet. Returns the texts."""
    found = texts(figure)
    boxes = [(text.get_text(), text.get_window_extent()) for text in found]
    assert len(boxes) > 5
    sheet = figure.bbox
    for words, box in boxes:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= sheet.x1 and box.y1 <= sheet.y1
        assert inside, f"{name}: {words!r} leaves the sheet"
    assert_apart(found, name)
    return found


def assert_apart(found: list[Text], name: str) -> None:
    """No text of a drawn figure overlaps another."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in found]
    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        assert not _overlap(first, second), f"{name}: {one!r} and {other!r} overlap"


def texts(figure: Figure) -> list[Text]:
    """Every text that is drawn: not those of ticks outside the axis's view."""
    figure.canvas.draw()
    found: list[Text] = []
    for artist in figure.findobj(lambda a: isinstance(a, Text)):
        if artist.get_visible() and artist.get_text().strip():
            found.append(artist)
    unseen = {
        label
        for axis in figure.findobj(lambda a: isinstance(a, Axis))
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        for label in (tick.label1, tick.label2)
        if not axis.get_visible() or not axis.axes.axison or not _in_view(axis, tick)
    }
    return [text for text in found if text not in unseen]


def _in_view(axis: Axis, tick: Any) -> bool:
    low, high = sorted(axis.get_view_interval())
    slack = (high - low) * 1e-9
    return low - slack <= tick.get_loc() <= high + slack


def _overlap(one: Any, other: Any) -> bool:
    """Whether two boxes share more than half a pixel either way."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(wide > 0.5 and high > 0.5)
