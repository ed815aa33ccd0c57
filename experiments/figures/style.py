"""What all pictures share: sizes, colours, the sheet with its title, and how a picture is written.

A picture's bytes follow from the numbers, the language, the size and the fonts alone: text is drawn as outlines unless
asked for as text, names inside the SVG come from a fixed salt, and no date is written. Everything is placed in inches,
by what its text takes; nothing is laid out twice.
"""

import gc
import itertools
import math
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator
from wenze.experiments.figures.environment import EPOCH, quiet, without
from wenze.experiments.figures.fonts import has_heavy_face
from wenze.experiments.terminal import wrap
from wenze.sim.settings.labels import Labels


class Size(NamedTuple):
    """How large a picture and what is in it are: inches for the sheet, points for text, lines and dots.

    ``regimes`` and ``panels`` say how many a picture shows at most.
    """

    name: str
    width: float
    height: float  # of a sheet; 0 where it follows from what is on it
    title: float
    text: float
    small: float
    line: float
    dot: float
    dots_per_inch: int
    regimes: int
    panels: int


MANY = 10**6
SIZES = {
    "paper": Size("paper", 7.0, 0.0, 9.5, 7.5, 6.5, 1.1, 3.6, 300, MANY, 12),  # the full width of a two-column page
    "slide": Size("slide", 40 / 3, 7.5, 26.0, 20.0, 20.0, 3.0, 12.0, 144, 6, 3),  # 16:9, 1920 by 1080
}

GREY = "#8C8C8C"
"""The reference, wherever it stands beside other regimes."""
PALE = "#D9D9D9"
INK = "#222222"
SOFT = "#555555"
"""What stands below a title."""

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
# Conducts of cadres, wherever they are shown; shapes tell them apart as well.
CONDUCT_COLOURS: Mapping[str, str] = {"work": "#1674FF", "explore": "#07A062", "cover": "#CC7A10", "idle": "#808080"}
OTHER_COLOUR, OTHER_MARKER = "#444444", "o"

MARGIN = 0.1  # inches around everything on a sheet
LEADING = 1.25  # height of a line of text in its size
BASELINE = 0.95  # from the top of a line down to its letters' feet, in its size
POINTS = 72  # an inch
STICKS_OUT = 0.03  # inches that a number beside a panel may reach beyond it
BELOW = {"bottom": 0.0, "center_baseline": 0.5, "top": 1.0}  # how much of a number is below its tick
PER_CENT = 100
SLACK = 1.02  # outlines may be a little wider than measured
EMPHASIS = 0.028  # of the size of a title: how much heavier it is drawn where its font has one weight
GAP = {"paper": 0.16, "slide": 0.3}  # inches between panels side by side

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
def drawing(fonts: list[str], as_text: bool = False) -> Iterator[None]:
    """Draw inside the block with our settings alone, whatever the user's own are; characters that no font has are boxes,
    and there is no warning of them.
    """
    with mpl.rc_context(), warnings.catch_warnings(), quiet(), _garbage_left():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        mpl.rcParams.update({"svg.fonttype": "none" if as_text else "path", "font.family": fonts})
        yield


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Leave garbage lying inside the block, but for what :func:`clear_garbage` clears: a picture is thousands of small things, and
    looking through them again and again, and through all that was there before, takes a tenth of the time."""
    collects, frozen = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    if not frozen:
        gc.freeze()
    try:
        yield
    finally:
        if not frozen:
            gc.unfreeze()
        if collects:
            gc.enable()


def clear_garbage() -> None:
    """Free what a picture that is written has left: itself, since its parts refer to each other."""
    gc.collect()


@contextmanager
def sized(size: Size) -> Iterator[None]:
    """Draw inside the block, which stands in one of :func:`drawing`, in a size."""
    settings: Any = {
        "font.size": size.text,
        "axes.titlesize": size.text,
        "axes.labelsize": size.small,
        "xtick.labelsize": size.small,
        "ytick.labelsize": size.small,
        "axes.linewidth": size.line / 2,
        "xtick.major.width": size.line / 2,
        "ytick.major.width": size.line / 2,
        "xtick.major.size": size.small / 3,
        "ytick.major.size": size.small / 3,
        "lines.linewidth": size.line,
        "lines.markersize": size.dot,
    }
    with mpl.rc_context(settings):
        yield


class Number(NamedTuple):
    """One number in a picture: what it is of, over which months, and its 95 % interval, with what that is an interval of.

    ``year`` is the middle of a period, in years from the start of the run; empty where the number is of all the months.
    """

    scenario: str
    measure: str
    quantity: str
    from_month: int
    until_month: int
    year: float
    value: float
    low: float
    high: float
    interval: str


class Picture(Figure):
    """A drawn picture: a figure of matplotlib's with its name, the sentence it carries, and the numbers in it."""

    name: str = ""
    headline: str = ""
    numbers: Sequence[Number] = ()

    def _repr_png_(self) -> bytes:
        """The picture as a notebook shows it."""
        buffer = BytesIO()
        self.savefig(buffer, format="png", dpi=self._dots_shown)
        return buffer.getvalue()

    @property
    def _dots_shown(self) -> int:
        return 110 if self.get_figwidth() < SIZES["slide"].width else 72


class Sheet:
    """A sheet with its title and what stands below it; everything else is placed on it in inches from the upper left."""

    def __init__(self, size: Size, title: str, below: str) -> None:
        self.size = size
        room = size.width - 2 * MARGIN
        self._title = wrapped(title, room, size.title, bold=True)
        self._below = wrapped(below, room, size.text)
        self.title = title
        self.top = 2.0 * MARGIN + lines_height(self._title, size.title) + lines_height(self._below, size.text)
        if size.name == "slide":
            self.top += MARGIN

    def room(self, wanted: float) -> float:
        """Inches below the title: so many, or on a sheet of a fixed height all that there are."""
        return self.size.height - self.top if self.size.height else wanted

    def make(self, name: str, body: float) -> None:
        """Make the picture, with so many inches below its title."""
        self.height = self.top + body
        self.picture = Picture(figsize=(self.size.width, self.height))
        FigureCanvasAgg(self.picture)
        self.picture.name, self.picture.headline = name, self.title
        y = MARGIN
        for line in self.text(MARGIN, y, self._title, points=self.size.title):
            emphasise(line)
        y += lines_height(self._title, self.size.title) + 0.2 * MARGIN
        self.text(MARGIN, y, self._below, color=SOFT)

    def axes(self, left: float, top: float, width: float, height: float) -> Any:
        """A panel."""
        box = (left / self.size.width, 1 - (top + height) / self.height, width / self.size.width, height / self.height)
        return self.picture.add_axes(box)

    def text(self, left: float, top: float, words: str, *, points: float = 0.0, **how: Any) -> list[Any]:
        """A text whose first line begins at a place; its lines stand at equal distances, whatever letters they hold."""
        points = points or self.size.text
        return [
            self.picture.text(
                left / self.size.width,
                1 - (top + (number * LEADING + BASELINE) * points / POINTS) / self.height,
                line,
                **{"ha": "left", "va": "baseline", "fontsize": points, **how},
            )
            for number, line in enumerate(words.split("\n"))
        ]


def emphasise(text: Any) -> None:
    """Draw a title in a heavier weight: that of its font, or where that has one weight only, with a stroke around."""
    first = mpl.rcParams["font.family"][0]
    if has_heavy_face(first):
        text.set_fontweight("bold")
    elif mpl.rcParams["svg.fonttype"] == "path":
        text.set_path_effects([withStroke(linewidth=EMPHASIS * text.get_fontsize(), foreground=text.get_color())])


def wrapped(text: str, width: float, points: float, *, bold: bool = False) -> str:
    """A text broken into lines that fit into so many inches; a word that is longer than a line is broken as well."""
    measured = [line for line in wrap(text, width, measured=lambda line: width_of(line, points, bold)).split("\n")]
    return "\n".join(piece for line in measured for piece in _broken(line, width, points, bold))


def _broken(line: str, width: float, points: float, bold: bool) -> Iterator[str]:
    while width_of(line, points, bold) > width and len(line) > 1:
        fitting = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width_of(line[:n], points, bold) <= width)
        yield line[:fitting]
        line = line[fitting:]
    yield line


def lines_height(text: str, points: float) -> float:
    """Inches that a text of some lines takes."""
    return (text.count("\n") + 1) * points * LEADING / POINTS if text else 0.0


def width_of(text: str, points: float, bold: bool = False) -> float:
    """Inches that a line of text takes in the fonts in use."""
    return _width_of(text, points, bold, tuple(mpl.rcParams["font.family"]))


@lru_cache(4096)
def _width_of(text: str, points: float, bold: bool, fonts: tuple[str, ...]) -> float:
    weight = "bold" if bold and has_heavy_face(fonts[0]) else "normal"
    properties = FontProperties(family=list(fonts), size=points, weight=weight)
    ruler: Any = _ruler()
    return float(SLACK * ruler.get_text_width_height_descent(text, properties, False)[0] / RULER_DOTS)


RULER_DOTS = 300


@lru_cache(1)
def _ruler() -> Any:
    """What measures texts as they are drawn."""
    renderer: Any = RendererAgg
    return renderer(1, 1, RULER_DOTS)


def colour_of(scenario: Labels) -> str:
    """The colour of a scenario's family: its own if it is a family of one's own, else ours."""
    return scenario.family_colour or COLOURS.get(scenario.family, OTHER_COLOUR)


def dashes(shown: Iterable[Any]) -> Mapping[str, Any]:
    """How the line of each scenario is drawn, by name: whole, or where a colour comes again, with dashes."""
    kinds: list[Any] = ["-", (0, (4, 1.5)), (0, (1, 1)), (0, (6, 1, 1, 1))]
    seen: Counter[str] = Counter()
    found = {}
    for item in shown:
        colour = colour_of(item)
        found[item.name] = kinds[seen[colour] % len(kinds)]
        seen[colour] += 1
    return found


def marker_of(scenario: Labels) -> str:
    """The marker of a scenario's family: its own if it is a family of one's own, else ours."""
    return scenario.family_marker or MARKERS.get(scenario.family, OTHER_MARKER)


# --- axes ---------------------------------------------------------------------------------------------------------------


def faint_lines(panel: Any, places: Sequence[float], size: Size) -> None:
    """Faint lines across a panel at some heights: one thing to draw, where a grid is one a line."""
    low, high = panel.get_ylim()
    inside = [place for place in places if min(low, high) <= place <= max(low, high)]
    panel.hlines(
        inside, 0, 1, transform=panel.get_yaxis_transform(), colors=PALE, linewidth=size.line / 3, zorder=0.5
    )  # fmt: skip
    panel.set_ylim(low, high)


def ticks_in_view(axis: Any) -> list[float]:
    """Where the ticks of an axis are that are seen."""
    return _within(axis.get_majorticklocs(), axis.get_view_interval())


def _within(places: Any, span: Any) -> list[float]:
    """The places within limits, whichever comes first, and those that are beyond one by rounding alone."""
    low, high = sorted(span)
    slack = 1e-9 * (high - low)
    return [float(place) for place in places if low - slack <= place <= high + slack]


def keep_labels_apart(panel: Any, width: float, gap: float) -> None:
    """Let no number below a panel reach into the room of its neighbour: those near an edge end at it."""
    low, high = panel.get_xlim()
    places = ticks_in_view(panel.xaxis)
    panel.xaxis.set_ticks(places)
    words = panel.xaxis.get_major_formatter().format_ticks(places)
    points = mpl.rcParams["xtick.labelsize"]
    for place, label, text in zip(places, panel.get_xticklabels(), words, strict=True):
        label.set_ha(aligned_below(text, (place - low) / (high - low) * width, width, gap, points))


def aligned_below(words: str, at: float, width: float, gap: float, points: float) -> str:
    """How a number is aligned with its tick, so many inches from the left edge of a panel with ``gap`` inches to the next."""
    half = width_of(words, points) / 2
    if at - half < -gap / 3:
        return "left"
    return "right" if at + half > width + gap / 3 else "center"


def fit_numbers_beside(panel: Any, size: Size) -> None:
    """Let no number beside a panel touch the next or reach into another panel (:func:`fitting_beside`)."""
    height, line = panel.bbox.height / panel.figure.dpi, size.small * LEADING / POINTS
    kept = fitting_beside(ticks_in_view(panel.yaxis), panel.get_ylim(), height, line)
    panel.yaxis.set_ticks(list(kept))
    for label, side in zip(panel.get_yticklabels(), kept.values(), strict=True):
        label.set_va(side)


def fitting_beside(
    places: Sequence[float], span: tuple[float, float], height: float, line: float
) -> Mapping[float, str]:
    """The ticks of an axis so many inches high whose numbers, ``line`` inches each, have room, and how each is aligned with its
    tick: where they are too dense every second one, or every third and so on, zero among them; those near an edge end at it."""
    low, high = span
    at = {place: (place - low) / (high - low) * height for place in places}
    sides = {place: _side_of(inches, height, line) for place, inches in at.items()}
    feet = {
        place: at[place] - BELOW[sides[place]] * line for place in places
    }  # of the number, from the foot of the panel
    return {place: sides[place] for place in _thinned(feet, line)}


def _side_of(at: float, height: float, line: float) -> str:
    """How a number of a height is aligned with its tick so many inches above the foot of a panel."""
    if at - line / 2 < -STICKS_OUT:
        return "bottom"
    return "top" if at + line / 2 > height + STICKS_OUT else "center_baseline"


def _thinned(feet: Mapping[float, float], line: float) -> list[float]:
    """All ticks, or as few as it takes that the feet of their numbers are a line apart: zero, if there is one, and others."""
    places = list(feet)
    kept, step = places, 1
    while any(feet[upper] - feet[lower] < line for lower, upper in itertools.pairwise(kept)):
        step += 1
        first = places.index(0.0) % step if 0.0 in feet else 0
        kept = places[first::step]
    return kept


def few_ticks(axis: Any, most: int) -> None:
    """Let an axis have no more than so many intervals between ticks, at round numbers."""
    axis.set_major_locator(_round_numbers(most))
    axis.set_major_formatter(FuncFormatter(_as_plain))


def round_numbers(span: tuple[float, float], most: int) -> list[float]:
    """Round numbers within limits, with no more than so many intervals between them."""
    return _within(_round_numbers(most).tick_values(*span), span)


def _round_numbers(most: int) -> MaxNLocator:
    return MaxNLocator(nbins=most, steps=[1, 2, 5, 10])


def zero_and_another(axis: Any) -> None:
    """Two ticks, for a narrow axis of differences (:func:`zero_and_farthest`)."""
    axis.set_ticks(zero_and_farthest(axis.get_view_interval()))
    axis.set_major_formatter(FuncFormatter(_as_plain))


def zero_and_farthest(span: tuple[float, float]) -> list[float]:
    """Zero, and the farthest round number on the longer side of it within limits; zero alone where nothing differs from it."""
    low, high = span
    far = high if high > -low else low
    if far == 0.0 or low == -high:
        return [0.0]
    power = 10.0 ** math.floor(math.log10(abs(far)))
    round_number = max(step * power for step in (1, 2, 5) if step * power <= abs(far) * (1 + 1e-9))
    return sorted((0.0, math.copysign(round_number, far)))


def per_cent(axis: Any, most: int) -> None:
    """Show shares along an axis in per cent, with so many intervals between ticks at most."""
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda share, _: plain(round(PER_CENT * share, 6))))


def span_of(numbers: Sequence[float], *, zero: bool = False) -> tuple[float, float]:
    """The limits of an axis that shows these numbers with a little room around; those that are not known are passed over."""
    known = [number for number in numbers if not math.isnan(number)] + ([0.0] if zero else [])
    low, high = min(known, default=0.0), max(known, default=1.0)
    room = 0.08 * (high - low) or 0.5 * abs(high) or 0.5
    return low - room, high + room


def _as_plain(number: float, _: object) -> str:
    return plain(number)


def plain(number: float) -> str:
    """A number as short as it can be."""
    return f"{round(number, 10) + 0.0:.10g}".replace("-", "−")


# --- writing ------------------------------------------------------------------------------------------------------------


def write(picture: Picture, folder: Path, size: Size, form: str, origin: Mapping[str, str]) -> None:
    """Write a picture as ``svg``, ``png`` or ``pdf``; ``origin`` says where its numbers come from and goes into the file."""
    description = "; ".join(f"{key} {value}" for key, value in origin.items())
    creator = f"wenze {origin.get('wenze', '?')}"
    title = picture.headline
    about: dict[str, dict[str, Any]] = {
        "svg": {"Title": title, "Description": description, "Creator": creator, "Date": None},
        "png": {"Title": title, "Description": description, "Software": creator},
        "pdf": {"Title": title, "Subject": description, "Creator": creator, "Producer": None, "CreationDate": None},
    }
    with without(EPOCH):  # which may hold anything
        picture.savefig(folder / f"{picture.name}.{form}", format=form, metadata=about[form], dpi=size.dots_per_inch)


FORMATS = ("svg", "png", "pdf")
