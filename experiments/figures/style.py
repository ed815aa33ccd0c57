"""What all pictures share: sizes, colours, the sheet with its title, and how a picture is written.

A picture's bytes follow from the numbers, the language, the size and the fonts alone: text is drawn as outlines, names
inside the SVG come from a fixed salt, and no date is written.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter
from wenze.experiments.figures.fonts import PLAIN
from wenze.experiments.messages import say
from wenze.experiments.terminal import wrap
from wenze.sim.measures import MEASURES


class Size(NamedTuple):
    """How large a picture and what is in it are: inches for the sheet, points for text, lines and dots."""

    name: str
    width: float
    height: float  # the least height of a sheet, whose charts then stretch; with more rows it grows
    title: float
    text: float
    small: float
    line: float
    dot: float
    dots_per_inch: int


SIZES = {
    "paper": Size("paper", 7.0, 0.0, 10.0, 7.5, 6.5, 1.1, 3.4, 300),  # the full width of a two-column page
    "slide": Size("slide", 40 / 3, 7.5, 21.0, 13.0, 11.0, 2.2, 7.0, 144),  # 16:9, 1920 by 1080
}

GREY = "#8C8C8C"
"""The reference, wherever it stands behind another regime."""
PALE = "#D9D9D9"
INK = "#222222"

# Chosen so that any two differ by at least 15 in CIELAB also for the colour-blind, with 3:1 against white; a test says so.
COLOURS: Mapping[str, str] = {
    "ill": "#444444",
    "lists": "#1674FF",
    "resources": "#07A062",
    "tolerance": "#CC7A10",
    "correction": "#BE72B6",
    "oversight": "#0B7285",
    "promotion": "#A3290B",
    "voice": "#7B2FBF",
    "mixed": "#14205E",
    "change": "#444444",
    "case": "#444444",
}
MARKERS: Mapping[str, str] = {
    "ill": "o",
    "lists": "s",
    "resources": "D",
    "tolerance": "^",
    "correction": "v",
    "oversight": "P",
    "promotion": "*",
    "voice": "X",
    "mixed": "h",
    "change": "d",
    "case": "p",
}

MARGIN = 0.08  # inches around everything on a sheet
LEADING = 1.25  # height of a line of text in its size
POINTS = 72  # an inch
PER_CENT = 100
LETTER = 0.56  # width of a letter in its size, of a bold one 0.62; a Chinese character takes two columns
BOLD_LETTER = 0.62

SETTINGS: Any = {
    "svg.fonttype": "path",
    "svg.hashsalt": "wenze",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.unicode_minus": True,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.parse_math": False,
}


@contextmanager
def drawing(fonts: list[str], size: Size) -> Iterator[None]:
    """Draw inside the block with our settings alone, whatever the user's own are; titles are bold where the first font is
    matplotlib's own, which has a bold face for certain.
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        mpl.rcParams.update(
            {
                "font.family": fonts,
                "font.size": size.text,
                "figure.titleweight": "bold" if fonts[0] == PLAIN else "normal",
                "axes.titlesize": size.text,
                "axes.labelsize": size.small,
                "xtick.labelsize": size.small,
                "ytick.labelsize": size.small,
                "axes.linewidth": size.line / 2,
                "xtick.major.width": size.line / 2,
                "ytick.major.width": size.line / 2,
                "lines.linewidth": size.line,
                "lines.markersize": size.dot,
            }
        )
        yield


class Picture(NamedTuple):
    """A drawn picture, the sentence it carries, and the numbers in it as a table: headings, then rows."""

    name: str
    figure: Figure
    title: str
    columns: tuple[str, ...]
    numbers: Sequence[tuple[str | float, ...]]


def sheet(size: Size, title: str, subtitle: str, body: float) -> Figure:
    """A sheet with its title and subtitle at the top and at least ``body`` inches for the charts below them."""
    width = size.width - 2 * MARGIN
    heading = wrapped(title, width, size.title, BOLD_LETTER)
    below = wrapped(subtitle, width, size.text)
    heading_height = (heading.count("\n") + 1) * size.title * LEADING / POINTS
    below_height = (below.count("\n") + 1) * size.text * LEADING / POINTS
    top = 2 * MARGIN + heading_height + below_height
    height = max(size.height, top + body)
    figure = Figure(figsize=(size.width, height), layout="constrained")
    FigureCanvasAgg(figure)
    places: dict[str, Any] = {"x": MARGIN / size.width, "ha": "left", "va": "top", "linespacing": LEADING - 0.05}
    figure.text(
        y=1 - MARGIN / height, s=heading, fontsize=size.title, fontweight=mpl.rcParams["figure.titleweight"], **places
    )
    figure.text(y=1 - (MARGIN + heading_height) / height, s=below, fontsize=size.text, color="#555555", **places)
    engine: Any = figure.get_layout_engine()
    engine.set(rect=(0, 0, 1, 1 - top / height), w_pad=MARGIN / 2, h_pad=MARGIN / 2, wspace=0.02, hspace=0.02)
    return figure


def wrapped(text: str, width: float, points: float, letter: float = LETTER) -> str:
    """A text broken into lines that fit into so many inches."""
    return wrap(text, int(width * POINTS / (points * letter)))


def few_ticks(axis: Any, most: int) -> None:
    """Let an axis have no more than so many intervals between ticks, at round numbers."""
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 5, 10]))


def zero_and_another(axis: Any) -> None:
    """Two ticks, for a narrow axis of differences: zero, and the farthest round number on the longer side of it."""
    low, high = axis.get_view_interval()
    far = high if high > -low else low
    power = 10.0 ** math.floor(math.log10(abs(far)))
    round_number = max(step * power for step in (1, 2, 5) if step * power <= abs(far) * (1 + 1e-9))
    axis.set_ticks(sorted((0.0, math.copysign(round_number, far))))


def per_cent(axis: Any) -> None:
    """Show shares along an axis in per cent."""
    axis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(PercentFormatter(1.0, symbol=""))


def in_per_cent(share: float) -> str:
    """A share as it stands in a sentence."""
    return say("nothing") if math.isnan(share) else f"{PER_CENT * share:.0f} %"


def heading_of(measure: str) -> str:
    """A measure's name as it stands at the beginning of a line."""
    label = MEASURES[measure].label
    return label[:1].upper() + label[1:]


def write(picture: Picture, folder: Path, size: Size, origin: Mapping[str, str]) -> None:
    """Write a picture as SVG and as PNG; ``origin`` says where its numbers come from and goes into both files."""
    description = "; ".join(f"{key} {value}" for key, value in origin.items())
    creator = f"wenze {origin['wenze']}"
    svg = {"Title": picture.title, "Description": description, "Creator": creator, "Date": None}
    png = {"Title": picture.title, "Description": description, "Software": creator}
    picture.figure.savefig(folder / f"{picture.name}.svg", metadata=svg)
    picture.figure.savefig(folder / f"{picture.name}.png", metadata=png, dpi=size.dots_per_inch)
