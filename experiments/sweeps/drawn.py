"""Pictures of a sweep, by the shape of its design: one number that varies gives curves, two a map, more a table of what matters.

They are drawn from the store alone; the same store, language and size give the same bytes.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from wenze.experiments.analysis.differences import Row
from wenze.experiments.analysis.ranks import rank_correlation
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.signals import signals_held
from wenze.experiments.sweeps.plan import PLAN, Plan
from wenze.experiments.sweeps.summary import Outcome
from wenze.experiments.terminal import terminal_width, wrap
from wenze.sim.language import in_language, language, speaking, unit_in_language
from wenze.sim.measures import Measure
from wenze.sim.settings.checking import parameters
from wenze.sim.settings.scenarios import Layers

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

FIGURES = "figures"
FORMATS = ("svg", "png")
MOST_SCENARIOS = 6  # in curves; in maps half as many
MOST_MAPPED = 4  # measures of a map
MOST_RANKED = 24  # rows of the table of what matters
LONGEST_NAME = 34  # columns of a scenario's title
BAND = 0.18
BROADER = 1.2  # times its own width that a line grows for each that lies on it
SAME = 0.006  # of all that a panel shows: lines that are no farther apart lie on each other


def draw_sweep(outcome: Outcome, size: str) -> bool:
    """Draw a sweep into its folder. Whether any picture was drawn."""
    return draw_pictures(
        lambda size: pictures_of(Sheets(outcome, size)), outcome.store.folder / FIGURES, size, words_of(outcome.plan),
        identity_of(outcome.plan),
    )  # fmt: skip


Pictures = Callable[["Size"], "Sequence[Picture]"]
"""What makes pictures in a size."""


def draw_pictures(pictures: Pictures, folder: Path, size: str, words: str, origin: str) -> bool:
    """Draw into the folder of a result; a picture that cannot be drawn costs no result. Whether any was drawn."""
    from wenze.experiments.figures.drawn import DrawingFailed
    from wenze.sim.errors import InputError

    try:
        notes = draw_into(pictures, folder, size, words, origin)
    except (DrawingFailed, InputError) as error:
        notes = [say("drawing_failed", why=error)]
    for note in notes:
        print(wrap(note, terminal_width()), file=sys.stderr)
    return folder.is_dir() and any(folder.iterdir())


def words_of(plan: Plan) -> str:
    """All words in the pictures of a plan that are not our own."""
    return "".join(layers.title for layers in plan.makings.layers) + plan.title


def draw_into(
    pictures: Pictures, folder: Path, size: str, words: str, origin: str, formats: Sequence[str] = FORMATS
) -> list[str]:
    """Draw pictures into a folder, each in place of its own earlier self; gives notes. ``words`` are those that need a font, ``origin`` says
    what they are of. Raises DrawingFailed, and InputError if pictures cannot be drawn here.
    """
    from wenze.experiments.figures.environment import import_matplotlib, reason

    notes = list(import_matplotlib())
    from wenze.experiments.figures.drawn import DrawingFailed, pen_for
    from wenze.experiments.figures.style import SIZES, drawing, sized, write

    speech, fonts, found = pen_for(language(), words)
    draft = folder.with_name(f".writing-{folder.name}")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        with drawing(fonts), speaking(speech), sized(SIZES[size]):
            for picture in pictures(SIZES[size]):
                for form in formats:
                    write(picture, draft, SIZES[size], form, {"plan": origin})
        folder.mkdir(exist_ok=True)
        with signals_held():
            for path in draft.iterdir():
                os.replace(path, folder / path.name)
    except Exception as error:
        raise DrawingFailed(reason(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return [*notes, *found]


def identity_of(plan: Plan) -> str:
    """A name made of all that determines the rows of a plan."""
    return hashlib.sha256(plan.files[PLAN]).hexdigest()[:12]


@dataclass(frozen=True, eq=False)
class Sheets:
    """What the pictures of a sweep are made of."""

    outcome: Outcome
    size: "Size"

    def below(self, sentences: str) -> str:
        """What stands below the title, with the worlds that replications live in if there are several."""
        tabled = self.outcome.plan.tabled
        if tabled is None:
            return sentences
        words = {"worlds": self.outcome.replications, "name": printable(tabled.name)}
        return in_language(" ", "").join([sentences, say("figure_sweep_worlds", **words)])

    @property
    def rows(self) -> Mapping[tuple[str, str], Sequence[Row]]:
        """The rows of the summary by scenario and measure, in the order of the settings."""
        return self.outcome.grouped

    @cached_property
    def values(self) -> Any:
        """What varies: array [setting, axis]."""
        plan = self.outcome.plan
        return np.array([plan.points.at(setting) for setting in range(plan.points.size)], float)

    @property
    def layers(self) -> Sequence[Layers]:
        """The scenarios, the reference first."""
        reference = self.outcome.plan.makings.reference
        return sorted(self.outcome.plan.makings.layers, key=lambda item: item.name != reference)

    @property
    def others(self) -> Sequence[Layers]:
        """The scenarios but the reference."""
        return self.layers[1:]

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each scenario is called."""
        return told_apart({item.name: printable(item.title) for item in self.layers}, LONGEST_NAME)

    @property
    def measures(self) -> Sequence[str]:
        """The measures that are drawn."""
        return self.outcome.names

    def measure(self, name: str) -> Measure:
        """A measure."""
        return self.outcome.plan.measures[name]

    def heading(self, name: str) -> str:
        """A measure's name at the beginning of a line."""
        label = self.measure(name).label
        return label[:1].upper() + label[1:]

    def axis_label(self, place: int) -> str:
        """What a parameter is called: its key, and its unit."""
        key = self.outcome.plan.keys[place]
        unit = parameters()[key].meaning.unit
        return f"{key} ({unit_in_language(unit)})" if unit else key

    @property
    def title(self) -> str:
        """The title of the sweep, or what varies."""
        return self.outcome.plan.title or say(
            "figure_sweep_title", keys=in_language(", ", "、").join(self.outcome.plan.keys)
        )


def pictures_of(sheets: Sheets) -> list["Picture"]:
    """The pictures that fit a design."""
    axes = [place for place in range(sheets.values.shape[1]) if len(set(sheets.values[:, place])) > 1]
    if len(sheets.values) < 2 or not axes:
        return []
    if len(axes) == 1:
        return [draw_curves(sheets, axes[0])]
    grid = _as_grid(sheets, axes)
    if len(axes) == 2 and grid is not None:
        return [draw_map(sheets, axes, grid)]
    return [draw_ranks(sheets, axes)]


# --- one number varies ------------------------------------------------------------------------------------------------------


def draw_curves(sheets: Sheets, axis: int) -> "Picture":
    """A panel a measure: its mean against what varies, a line a regime, with bands."""
    from wenze.experiments.figures.panels import MOST, Grid
    from wenze.experiments.figures.style import GREY, Sheet, colour_of, dashes, few_ticks

    shown = sheets.layers[:MOST_SCENARIOS]
    several = sheets.outcome.replications > 1
    below = say("figure_sweep_bands", replications=sheets.outcome.replications) if several else ""
    left = len(sheets.layers) - len(shown)
    below += say("figure_sweep_left_out", count=left) if left else ""
    order = np.argsort(sheets.values[:, axis], kind="stable")
    measures = sheets.measures[: MOST[sheets.size.name]]
    courses = {name: [[sheets.rows[item.name, name][place] for place in order] for item in shown] for name in measures}
    broader = {name: broadened(lines) for name, lines in courses.items()}
    below += say("figure_sweep_beneath") if any(map(any, broader.values())) else ""
    sheet = Sheet(sheets.size, sheets.title, sheets.below(below.strip()))
    grid = Grid(sheet, [sheets.heading(name) for name in measures], sheets.axis_label(axis))
    how = dashes(shown)
    styles = {
        item.name: (GREY if item.name == sheets.outcome.plan.makings.reference else colour_of(item), how[item.name])
        for item in shown
    }
    grid.make("curves", [(sheets.titles[item.name], *styles[item.name]) for item in shown])
    where = sheets.values[order, axis]
    for name, panel in zip(measures, grid.panels, strict=True):
        for item, rows, times in zip(shown, courses[name], broader[name], strict=True):
            colour, dash = styles[item.name]
            width = (1.0 + BROADER * times) * sheets.size.line
            panel.plot(
                where, [row.mean for row in rows], color=colour, linestyle=dash, linewidth=width, solid_capstyle="round"
            )
            panel.fill_between(
                where, [row.low for row in rows], [row.high for row in rows], color=colour, alpha=BAND, linewidth=0
            )
        panel.set_xlim(where[0], where[-1])
        few_ticks(panel.yaxis, 3)
        few_ticks(panel.xaxis, 3)
    return grid.done()


def broadened(courses: Sequence[Sequence[Row]]) -> list[int]:
    """How many times broader each line is drawn, so that it is seen beneath those that come later and go the same way: as many
    times as there are of them."""
    means = np.array([[row.mean for row in rows] for rows in courses])
    known = means[~np.isnan(means)]
    near = SAME * float(np.ptp(known)) if len(known) else 0.0
    alike = [[_go_together(one, other, near) for other in means[place + 1 :]] for place, one in enumerate(means)]
    return [sum(row) for row in alike]


def _go_together(one: Any, other: Any, near: float) -> bool:
    """Whether two lines lie on each other between any two places next to each other."""
    same = np.abs(one - other) <= near  # nothing is the same as what is not known
    return bool((same[1:] & same[:-1]).any())


# --- two numbers vary -------------------------------------------------------------------------------------------------------


def _as_grid(sheets: Sheets, axes: Sequence[int]) -> Any:
    """The setting at each combination of two axes, array [second, first]; None if any combination is not there."""
    if len(axes) != 2:
        return None
    first, second = (np.unique(sheets.values[:, place]) for place in axes)
    where = np.full((len(second), len(first)), -1)
    for setting, values in enumerate(sheets.values):
        where[np.searchsorted(second, values[axes[1]]), np.searchsorted(first, values[axes[0]])] = setting
    return None if (where < 0).any() or where.size != len(sheets.values) else where


def draw_map(sheets: Sheets, axes: Sequence[int], where: Any) -> "Picture":
    """A panel a regime and measure: the difference from the reference over both numbers, with the line on which it is none."""
    from wenze.experiments.figures.panels import MOST, Grid
    from wenze.experiments.figures.style import Sheet

    paired = bool(sheets.others)
    shown = (sheets.others or sheets.layers)[: MOST_SCENARIOS // 2]
    measures = sheets.measures[: max(1, MOST_MAPPED if len(shown) > 1 else 2 * MOST_MAPPED)]
    reference = sheets.titles[sheets.outcome.plan.makings.reference]
    below = say("figure_sweep_map", reference=reference) if paired else say("figure_sweep_levels")
    sheet = Sheet(sheets.size, sheets.title, sheets.below(below))
    pairs = [(item, name) for item in shown for name in measures][: MOST[sheets.size.name]]
    joint = in_language(": ", "：")
    headings = [
        f"{sheets.titles[item.name]}{joint}{sheets.measure(name).label}" if len(shown) > 1 else sheets.heading(name)
        for item, name in pairs
    ]
    grid = Grid(sheet, headings, sheets.axis_label(axes[0]), sheets.axis_label(axes[1]), maps=True)
    grid.make("map", [])
    first, second = (np.unique(sheets.values[:, place]) for place in axes)
    for (item, name), panel in zip(pairs, grid.panels, strict=True):
        rows = sheets.rows[item.name, name]
        values = np.array([row.difference if paired else row.mean for row in rows])[where]
        grid.draw_map(panel, first, second, values, paired)
    return grid.done()


# --- many numbers vary ------------------------------------------------------------------------------------------------------


def draw_ranks(sheets: Sheets, axes: Sequence[int]) -> "Picture":
    """What matters: how strongly each number goes with each difference, in ranks, the strongest first."""
    from wenze.experiments.figures.panels import draw_table
    from wenze.experiments.figures.style import Sheet

    item = (sheets.others or sheets.layers)[0]
    paired = bool(sheets.others)
    shares = np.full((len(axes), len(sheets.measures)), np.nan)
    for column, name in enumerate(sheets.measures):
        values = np.array([row.difference if paired else row.mean for row in sheets.rows[item.name, name]])
        for row, place in enumerate(axes):
            shares[row, column] = rank_correlation(sheets.values[:, place], values)
    strength = np.nan_to_num(np.abs(shares)).max(axis=1)
    order = np.argsort(-strength, kind="stable")[:MOST_RANKED]
    reference = sheets.titles[sheets.outcome.plan.makings.reference]
    title = sheets.titles[item.name]
    below = (
        say("figure_sweep_ranks_paired", scenario=title, reference=reference) if paired else say("figure_sweep_ranks")
    )
    if len(order) < len(axes):
        below += in_language(" ", "") + say("figure_sweep_strongest", shown=len(order), count=len(axes))
    keys = [sheets.outcome.plan.keys[axes[place]] for place in order]
    labels = [sheets.measure(name).label for name in sheets.measures]
    return draw_table(
        Sheet(sheets.size, sheets.title, sheets.below(below)), "what_matters", keys, labels, shares[order]
    )
