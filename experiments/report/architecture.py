"""The picture and the table of docs/architecture.md, made from the source: ``python -m wenze.experiments.report.architecture``.

The picture holds what it shows as JSON in its description, so that a test can say whether it is up to date. How many
lines a folder has is rounded and not compared: it changes with every edit.
"""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle
from matplotlib.path import Path as Line
from wenze.experiments.report.documents import with_sections
from wenze.experiments.report.structure import PACKAGE, ROOT, Graph, Room, room_graph, rooms, without_shortcuts

PAGE = ROOT / "docs" / "architecture.md"
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
MAKER = "python -m wenze.experiments.report.architecture"

FOUND: Mapping[str, str] = {"experiments, above": "experiments/commands"}
"""What a room reaches though it does not import it: modules that are looked for in a folder."""

DATA: Mapping[str, tuple[str, str]] = {
    "experiments/figures, below": ("gallery/", "figures, one\nYAML file each"),
    "sim/settings": ("scenarios/", "regimes, one\nYAML file each"),
}
"""Folders of YAML files, by the room that reads them."""

PARTS = {
    "below": "below its folders",
    "between": "between its folders",
    "above": "above its folders",
}

# --- the table ----------------------------------------------------------------------------------------------------------


def table() -> str:
    """Every room with its role, its modules where they are not a folder's all, and what it uses, as Markdown."""
    graph = room_graph()
    rows = [_row(room, sorted(graph[name])) for name, room in rooms().items()]
    return "| room | role | uses |\n|---|---|---|\n" + "".join(rows)


def _row(room: Room, uses: list[str]) -> str:
    modules = ", ".join(f"`{module}`" for module in room.modules)
    role = room.role.replace("``", "`") if room.part == "whole" else f"{PARTS[room.part].capitalize()}: {modules}"
    return f"| {room.name} | {role} | {'; '.join(uses) or 'nothing'} |\n"


def shown() -> dict[str, Any]:
    """What the picture shows, as plain data: rooms with what stands in them, and the arrows."""
    said = {name: "\n".join(_words(room)) for name, room in rooms().items()}
    arrows = {name: sorted(uses) for name, uses in without_shortcuts(_reaching()).items()}
    return {"rooms": said, "arrows": arrows}


def shown_in(picture: Path) -> Any:
    """What a picture that was written earlier shows."""
    for element in ElementTree.parse(picture).iter():
        if element.tag.endswith("}description"):
            return json.loads(element.text or "")
    raise ValueError(f"{picture.name} does not say what it shows")


def _reaching() -> dict[str, frozenset[str]]:
    graph = room_graph()
    return {name: uses | ({FOUND[name]} if name in FOUND else frozenset()) for name, uses in graph.items()}


def _words(room: Room) -> list[str]:
    """What stands in a box below its name."""
    text = room.role.replace("``", "") if room.part == "whole" else ", ".join(room.modules)
    return wrap(text, CHARACTERS, max_lines=2, placeholder=" …")


# --- the picture: sizes in inches ---------------------------------------------------------------------------------------

CHARACTERS = 57  # in a line of a box
MARGIN, BOX_WIDTH, BOX_HEIGHT = 0.62, 3.3, 0.52
BETWEEN, ROW_GAP, BAND_GAP = 0.8, 0.25, 0.32
DATA_GAP, DATA_WIDTH = 0.3, 1.0
LANES = 6  # side by side in the passage between the columns
COLUMN = BOX_WIDTH + BETWEEN
WIDTH = MARGIN + 2 * BOX_WIDTH + BETWEEN + DATA_GAP + DATA_WIDTH + 0.22

BANDS = (PACKAGE, "experiments", "sim", "agents")
COLOURS = {PACKAGE: "#5B5B5B", "experiments": "#2F5D8C", "sim": "#2E7D5B", "agents": "#A65A1F"}
TINTS = {PACKAGE: "#F1F1F1", "experiments": "#EAF1F8", "sim": "#E9F5EF", "agents": "#FBF0E6"}
INK, GREY = "#1E1E1E", "#6A6A6A"

RIGHT = (
    PACKAGE, "experiments, between", "experiments/figures, above", "experiments/figures/kinds", "experiments/figures, below",
    "experiments, below", "sim/settings", "sim, below", "agents, above", "agents/policy",
)  # fmt: skip
"""Rooms of the right column; others stand in the left one where it is free."""


class Place(NamedTuple):
    """Where a box stands: its column, and the middle of its lower edge."""

    column: int
    x: float
    y: float

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y + BOX_HEIGHT


def places(found: Mapping[str, Room], graph: Graph) -> tuple[dict[str, Place], dict[str, tuple[float, float]], float]:
    """Where every room stands, from where to where every band goes, and how high the picture is."""
    y, placed, bands = 0.45, {}, {}
    for band in reversed(BANDS):
        rows = _rows([name for name, room in found.items() if room.folder.split("/")[0] == band], graph)
        start = y
        for row in rows:
            for name, column in _columns(row).items():
                placed[name] = Place(column, MARGIN + BOX_WIDTH / 2 + column * COLUMN, y)
            y += BOX_HEIGHT + ROW_GAP
        bands[band] = (start - 0.15, y - ROW_GAP + 0.15)
        y += BAND_GAP
    return placed, bands, y - BAND_GAP - ROW_GAP + 0.3


def _rows(names: list[str], graph: Graph) -> list[list[str]]:
    """Rooms of a band in rows from below: each stands above all that it uses."""
    heights: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in heights:
            heights[name] = 1 + max((height(used) for used in graph[name] if used in names), default=-1)
        return heights[name]

    rows: list[list[str]] = [[] for _ in range(1 + max(map(height, names)))]
    for name in names:
        rows[heights[name]].append(name)
    return [row[start : start + 2] for row in rows for start in range(0, len(row), 2)]


def _columns(row: list[str]) -> dict[str, int]:
    wanted = [int(name in RIGHT) for name in row]
    return dict(zip(row, wanted if len(set(wanted)) == len(row) else range(len(row)), strict=True))


def draw() -> Figure:
    """The picture."""
    found, graph = rooms(), _reaching()
    placed, bands, height = places(found, graph)
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, height))
    axes.set_axis_off()
    for band, (low, high) in bands.items():
        axes.add_patch(Rectangle((0.12, low), WIDTH - 0.24, high - low, color=TINTS[band], zorder=0, linewidth=0))
        axes.text(
            0.26, (low + high) / 2, band, rotation=90, size=12, weight="bold", color=COLOURS[band], ha="center", va="center"
        )  # fmt: skip
    for name, room in found.items():
        _box(axes, placed[name], room)
    for name, (title, text) in DATA.items():
        _data(axes, placed[name], title, text, COLOURS[found[name].folder.split("/")[0]])
    _arrows(axes, placed, without_shortcuts(graph), {name: COLOURS[found[name].folder.split("/")[0]] for name in found})
    axes.text(
        MARGIN, 0.1, "An arrow leads to what is imported; none is drawn where a chain of arrows leads there already.",
        size=8, color=GREY,
    )  # fmt: skip
    return figure


def _box(axes: Any, place: Place, room: Room) -> None:
    band = room.folder.split("/")[0]
    left = place.x - BOX_WIDTH / 2
    axes.add_patch(_rounded(left, place.y, BOX_WIDTH, BOX_HEIGHT, COLOURS[band]))
    title = room.folder.removeprefix(f"{band}/") + ("" if band == PACKAGE else "/")
    axes.text(left + 0.09, place.top - 0.07, title, size=9.5, weight="bold", color=COLOURS[band], va="top")
    modules = f"{len(room.modules)} modules, " if room.part == "whole" and room.modules else ""
    aside = f"{modules}{max(100, round(room.lines, -2)):,} lines"
    if room.part != "whole":
        aside = f"{PARTS[room.part]}, {aside}"
    axes.text(left + BOX_WIDTH - 0.09, place.top - 0.09, aside, size=7, color=GREY, ha="right", va="top")
    axes.text(
        left + 0.09, place.top - 0.245, "\n".join(_words(room)), size=7.5, color=INK, va="top", linespacing=1.15
    )  # fmt: skip


def _data(axes: Any, place: Place, title: str, text: str, colour: str) -> None:
    """A folder of YAML files beside what reads it."""
    left = place.x + BOX_WIDTH / 2 + DATA_GAP
    axes.add_patch(_rounded(left, place.y, DATA_WIDTH, BOX_HEIGHT, colour, linestyle=(0, (3, 2))))
    axes.text(left + 0.08, place.top - 0.07, title, size=9, weight="bold", color=colour, va="top")
    axes.text(left + 0.08, place.top - 0.23, text, size=7.5, color=INK, va="top")
    middle = place.y + BOX_HEIGHT / 2
    _arrow(axes, Line([(left - DATA_GAP, middle), (left, middle)]), colour, dashed=True)


def _rounded(x: float, y: float, width: float, height: float, colour: str, **how: Any) -> FancyBboxPatch:
    return FancyBboxPatch(
        (x, y), width, height, boxstyle="round,pad=0,rounding_size=0.07", facecolor="white", edgecolor=colour, zorder=3,
        linewidth=1.0, **how,
    )  # fmt: skip


def _arrows(axes: Any, placed: Mapping[str, Place], graph: Graph, colours: Mapping[str, str]) -> None:
    """Straight down where the way is free, else through the passage between the columns, each in a lane of its own."""
    lanes = 0
    for name, uses in graph.items():
        for used in sorted(uses, key=lambda other: (-placed[other].y, placed[other].x)):
            start, end = placed[name], placed[used]
            if _free(start, end, placed):
                path = _direct(start, end)
            else:
                path = _through(start, end, MARGIN + BOX_WIDTH + BETWEEN * (lanes % LANES + 1) / (LANES + 1))
                lanes += 1
            _arrow(axes, path, colours[name], dashed=FOUND.get(name) == used)


def _free(start: Place, end: Place, placed: Mapping[str, Place]) -> bool:
    """Whether no box stands between two: in their column, or, for two that stand aside, in any row between."""
    between = [place for place in placed.values() if end.y < place.y < start.y]
    if start.column == end.column:
        return all(place.column != start.column for place in between)
    return not between


def _direct(start: Place, end: Place) -> Line:
    shift = 0.0 if start.column == end.column else 0.42 * BOX_WIDTH * (1 if end.column > start.column else -1)
    here, there = (start.x + shift, start.y), (end.x - shift, end.top)
    half = (here[1] - there[1]) / 2
    bent = [here, (here[0], here[1] - half), (there[0], there[1] + half), there]
    return Line(bent, [Line.MOVETO, Line.CURVE4, Line.CURVE4, Line.CURVE4]) if shift else Line([here, there])


def _through(start: Place, end: Place, lane: float) -> Line:
    """From the side of one box down the passage to the side of the other."""
    here = (start.x + (BOX_WIDTH / 2 if start.column == 0 else -BOX_WIDTH / 2), start.y + 0.16)
    there = (end.x + (BOX_WIDTH / 2 if end.column == 0 else -BOX_WIDTH / 2), end.top - 0.16)
    turn = 0.12
    points = [here, (lane, here[1]), (lane, here[1] - turn), (lane, there[1] + turn), (lane, there[1]), there]
    return Line(points, [Line.MOVETO, Line.CURVE3, Line.CURVE3, Line.LINETO, Line.CURVE3, Line.CURVE3])


def _arrow(axes: Any, path: Line, colour: str, dashed: bool = False) -> None:
    style = (0, (4, 2.5)) if dashed else "solid"
    patch = FancyArrowPatch(path=path, arrowstyle="-|>,head_length=4.5,head_width=2.2", color=colour, linewidth=1.2)
    patch.set(linestyle=style, zorder=2, joinstyle="round", capstyle="butt")
    axes.add_patch(patch)


SETTINGS: Any = {
    "svg.fonttype": "path",
    "svg.hashsalt": "wenze",
    "font.family": ["DejaVu Sans"],
    "path.simplify": False,
}


def write(picture: Path = PICTURE) -> None:
    """Draw the picture into a file; the same source gives the same bytes."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        about = {"Title": "The rooms of wenze", "Description": json.dumps(shown(), sort_keys=True), "Date": None}
        draw().savefig(picture, format="svg", metadata=about)


if __name__ == "__main__":
    PAGE.write_text(with_sections(PAGE.read_text(encoding="utf-8"), {"rooms": table()}, MAKER), encoding="utf-8")
    write()
