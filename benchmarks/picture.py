"""Growth as a picture: seconds against cadres, and against replications, in powers of ten."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from wenze.experiments.figures.fonts import PLAIN
from wenze.experiments.figures.style import (
    COLOURS,
    GREY,
    INK,
    MARKERS,
    PALE,
    SIZES,
    Picture,
    Sheet,
    Size,
    drawing,
    sized,
    write,
)
from wenze.experiments.runs.provenance import own_version
from wenze.sim.version import MODEL_VERSION

from benchmarks.growth import MONTHS, ONE, REFERENCE, SMALLEST, TWO, Point

NAME = "growth"
LOOKS = {
    ONE: (COLOURS["lists"], MARKERS["lists"]),
    TWO: (COLOURS["tolerance"], MARKERS["tolerance"]),
    REFERENCE: (GREY, MARKERS["ill"]),
}
SIZE = SIZES["slide"]._replace(title=21.0, text=13.0, small=11.0, line=2.2, dot=7.0)  # for a page, not a lecture hall
BODY = 4.0  # inches for the charts, where a sheet has no height of its own
FEW = 3
LEFT, RIGHT, ABOVE, BELOW = 1.0, 0.5, 0.35, 0.6  # inches around the panels


def draw(cadres: Sequence[Point], replications: Sequence[Point], folder: Path) -> None:
    """Write ``growth.png`` into a folder."""
    size = SIZE
    origin = {"wenze": own_version() or "?", "model": MODEL_VERSION}
    with drawing([PLAIN]), sized(size), tempfile.TemporaryDirectory() as draft:
        write(picture(cadres, replications, size), Path(draft), size, "png", origin)
        shutil.copy(Path(draft) / f"{NAME}.png", folder)


def picture(cadres: Sequence[Point], replications: Sequence[Point], size: Size) -> Picture:
    """Both panels on a sheet; to be called while ``drawing`` in a size."""
    title = f"On one thread, {_times(cadres, 'cadres')}; {_times(replications, 'runs')}"
    subtitle = (
        f"Seconds for {MONTHS} months, the making of the world included; each line of the grid is ten times the last. "
        "Dotted: growth in proportion (slope 1), as if everything went as fast as the engine's fastest point on one "
        "thread. Reference: the second implementation, one object for each agent."
    )
    sheet = Sheet(size, title, subtitle)
    room = sheet.room(BODY)
    sheet.make(NAME, room)
    width, height = (size.width - 2 * LEFT - RIGHT) / 2, room - ABOVE - BELOW
    panels = [sheet.axes(left, sheet.top + ABOVE, width, height) for left in (LEFT, 2 * LEFT + width)]
    _draw_panel(panels[0], cadres, "One run, more and more cadres", "Cadres", size)
    heading = f"More and more runs of {SMALLEST} cadres"
    _draw_panel(panels[1], replications, heading, f"Replications of {SMALLEST} cadres", size)
    panels[0].set_ylabel("Seconds")
    ends = [end for panel in panels for end in panel.get_ylim()]
    for panel in panels:
        panel.set_ylim(min(ends), max(ends))
    return sheet.picture


def _times(points: Sequence[Point], what: str) -> str:
    """How much longer the engine takes on one thread for the largest than for the smallest."""
    ours = of(points, ONE)
    more, longer = ours[-1].size / ours[0].size, ours[-1].seconds / ours[0].seconds
    return f"{more:,.0f} times the {what} take {float(f'{longer:.2g}'):,.0f} times as long"


def of(points: Sequence[Point], who: str) -> list[Point]:
    """The points of one of those measured, from the smallest to the largest."""
    return sorted((point for point in points if point.who == who), key=lambda point: point.size)


def _draw_panel(panel: Any, points: Sequence[Point], heading: str, unit: str, size: Size) -> None:
    """A line for everybody who was measured, named beside it, and the dotted line of slope 1."""
    panel.set_xscale("log")
    panel.set_yscale("log")
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_major_locator(LogLocator(numticks=20))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, place: f"{value:,.10g}"))
    panel.grid(color=PALE, linewidth=size.line / 3)
    panel.set_axisbelow(True)
    fastest = max(of(points, ONE), key=lambda point: point.rate)
    ends = [min(point.size for point in points), max(point.size for point in points)]
    proportional = [end * fastest.seconds / fastest.size for end in ends]
    panel.plot(ends, proportional, color=INK, linewidth=size.line / 2, linestyle=(0, (1, 2)), zorder=1)
    for who, (colour, marker) in LOOKS.items():
        found = of(points, who)
        if found:
            panel.plot([p.size for p in found], [p.seconds for p in found], color=colour, marker=marker)
            _name(panel, found, who, size)
    panel.set_title(heading, loc="left")
    panel.set_xlabel(unit)


def _name(panel: Any, points: Sequence[Point], who: str, size: Size) -> None:
    """Write who it is beside the line: two threads below it, to the right, and all else above it, to the left."""
    below = who == TWO
    if len(points) < FEW:  # at the right edge there is no room beside a line
        panel.text(0.98, 0.5, who, transform=panel.transAxes, ha="right", va="center", color=LOOKS[who][0])
        return
    point = points[len(points) // 2]
    panel.annotate(
        who, (point.size, point.seconds), xytext=(1.5 * size.text if below else -size.text, -size.text if below else 0),
        textcoords="offset points", ha="left" if below else "right", va="top" if below else "bottom",
        color=LOOKS[who][0], zorder=1.5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )  # fmt: skip
