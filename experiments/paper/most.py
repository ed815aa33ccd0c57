"""A map of two assumptions: in each cell the regime under which a measure is highest, of all and of those but the strongest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.paper.files import PaperFigure
from wenze.experiments.sweeps.summary import Outcome
from wenze.sim.errors import InputError
from wenze.sim.language import unit_in_language
from wenze.sim.messages import listed
from wenze.sim.settings.checking import parameters

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Number, Picture, Sheet, Size

LONGEST_NAME = 34
PALER = 0.35
"""How dense a cell is in which the first cannot be told from the second."""
OF_LEAD = "95% of the paired difference from the second"
BETWEEN = {"paper": 0.35, "slide": 0.8}  # inches between two maps
SQUARE = 0.85  # height of a map in its width


class Cell(NamedTuple):
    """The regime in which a measure is highest at a setting, by its place; its mean, and how far it is ahead of the second."""

    first: int
    mean: float
    lead: Interval

    @property
    def told(self) -> bool:
        """Whether it can be told from the second."""
        return self.lead.direction > 0


class Map(NamedTuple):
    """A map: what stands above it, and a cell a setting."""

    heading: str
    cells: Sequence[Cell]

    @property
    def leaders(self) -> list[int]:
        """The regimes that lead anywhere, those that lead most often first."""
        places = [cell.first for cell in self.cells]
        return sorted(set(places), key=lambda place: (-places.count(place), place))


def cells_of(outcome: Outcome, measure: str, places: Sequence[int]) -> list[Cell]:
    """The cell of every setting, among the scenarios at some places; of equal means the first in order leads."""
    found = []
    for setting in outcome.values(measure):
        means = np.nanmean(setting[places], axis=1)
        order = np.argsort(-means, kind="stable")
        first, second = (places[place] for place in order[:2])
        found.append(Cell(first, float(means[order[0]]), interval(setting[first] - setting[second])))
    return found


def maps_of(outcome: Outcome, figure: PaperFigure) -> list[Map]:
    """The maps of a figure: of all its regimes, and of those but ``without`` where there are any."""
    names = outcome.plan.scenarios
    titles = _titles(outcome)
    every = list(range(len(names)))
    found = [
        Map(
            say("paper_most_all", count=len(names)) if figure.without else "",
            cells_of(outcome, figure.measures[0], every),
        )
    ]
    if figure.without:
        rest = [place for place in every if names[place] not in figure.without]
        heading = say("paper_most_without", regimes=listed(titles[name] for name in figure.without))
        found.append(Map(heading, cells_of(outcome, figure.measures[0], rest)))
    return found


def axes_of(outcome: Outcome) -> tuple[Any, Any, Any]:
    """The numbers along both axes, and the setting of every cell [second, first]. Raises InputError unless it is a map of two."""
    plan = outcome.plan
    values = np.array([plan.points.at(setting) for setting in range(plan.points.size)], float)
    if values.shape[1] != 2:
        raise InputError(say("paper_two_axes", count=values.shape[1]))
    first, second = (np.unique(values[:, place]) for place in (0, 1))
    where = np.full((len(second), len(first)), -1)
    where[np.searchsorted(second, values[:, 1]), np.searchsorted(first, values[:, 0])] = np.arange(len(values))
    if (where < 0).any():
        raise InputError(say("paper_two_axes", count=2))
    return first, second, where


def picture(outcome: Outcome, figure: PaperFigure, title: str, name: str, size: "Size") -> "Picture":
    """The maps side by side, with the regimes that lead anywhere listed below."""
    from wenze.experiments.figures.style import LEADING, MARGIN, POINTS, SOFT, Sheet, lines_height, width_of, wrapped

    maps = maps_of(outcome, figure)
    label = outcome.plan.measures[figure.measures[0]].label
    sheet = Sheet(size, title, say("paper_most_below", measure=label, replications=outcome.replications))
    line = size.small * LEADING / POINTS
    left = MARGIN + width_of("0.005", size.small) + 2.2 * line
    step = (size.width - left) / len(maps) if len(maps) > 1 else 0.6 * size.width
    wide = step - BETWEEN[size.name]
    words = [wrapped(one.heading, wide, size.text) for one in maps]
    head = max(lines_height(heading, size.text) for heading in words) + 0.05
    foot = 3.3 * line + max(len(one.leaders) for one in maps) * 2.1 * line + MARGIN
    room = sheet.room(head + SQUARE * wide + foot)
    high = room - head - foot
    sheet.make(name, room)
    for number, (one, heading) in enumerate(zip(maps, words, strict=True)):
        start, top = left + number * step, sheet.top + head
        sheet.text(start, top - 0.05 - lines_height(heading, size.text), heading)
        _draw_map(sheet, sheet.axes(start, top, wide, high), one, outcome, number == 0)
        sheet.text(
            start + wide / 2,
            top + high + 1.5 * line,
            axis_label(outcome.plan.keys[0]),
            points=size.small,
            ha="center",
            color=SOFT,
        )
        _list_leaders(sheet, start, top + high + 3.0 * line, one, outcome)
    sheet.picture.text(
        (MARGIN + 0.5 * line) / size.width, 1 - (sheet.top + head + high / 2) / sheet.height, axis_label(outcome.plan.keys[1]),
        rotation=90, ha="center", va="center", fontsize=size.small, color=SOFT,
    )  # fmt: skip
    sheet.picture.numbers = _numbers(outcome, figure.measures[0], maps)
    return sheet.picture


def _draw_map(sheet: "Sheet", panel: Any, drawn: Map, outcome: Outcome, labelled: bool) -> None:
    """A map with cells of one size, whatever the steps of its axes; the one nearest to the defaults is framed."""
    from matplotlib.patches import Rectangle
    from wenze.experiments.figures.style import INK, colour_of

    first, second, where = axes_of(outcome)
    layers, size, numbered = outcome.plan.makings.layers, sheet.size, drawn.leaders
    for (row, column), setting in np.ndenumerate(where):
        cell = drawn.cells[setting]
        corner = column - 0.5, row - 0.5
        alpha, ink = (1.0, "white") if cell.told else (PALER, INK)
        face = colour_of(layers[cell.first])
        panel.add_patch(
            Rectangle(corner, 1, 1, facecolor=face, alpha=alpha, edgecolor="white", linewidth=size.line / 2)
        )
        number = str(numbered.index(cell.first) + 1)
        panel.text(column, row, number, ha="center", va="center_baseline", fontsize=size.small, color=ink)
    column, row = (_nearest(values, key) for values, key in zip((first, second), outcome.plan.keys, strict=True))
    panel.add_patch(
        Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=1.5 * size.line, zorder=3)
    )
    panel.set_xlim(-0.5, len(first) - 0.5)
    panel.set_ylim(-0.5, len(second) - 0.5)
    panel.set_xticks(range(len(first)), [f"{value:g}" for value in first])
    panel.set_yticks(range(len(second)) if labelled else [], [f"{value:g}" for value in second] if labelled else [])
    panel.tick_params(length=0)


def _nearest(values: Any, key: str) -> int:
    """The place of the number that is nearest to a parameter's default."""
    return int(np.argmin(np.abs(values - parameters()[key].default)))


def axis_label(key: str) -> str:
    """What a parameter is called beside an axis: its key, and its unit."""
    unit = unit_in_language(parameters()[key].meaning.unit)
    return f"{key} ({unit})" if unit else key


def _titles(outcome: Outcome) -> dict[str, str]:
    return told_apart({item.name: printable(item.title) for item in outcome.plan.makings.layers}, LONGEST_NAME)


def _list_leaders(sheet: "Sheet", left: float, top: float, drawn: Map, outcome: Outcome) -> None:
    from wenze.experiments.figures.style import LEADING, POINTS, SOFT, colour_of

    line = sheet.size.small * LEADING / POINTS
    layers, titles = outcome.plan.makings.layers, _titles(outcome)
    for number, place in enumerate(drawn.leaders, 1):
        led = [cell for cell in drawn.cells if cell.first == place]
        sheet.text(
            left,
            top,
            f"{number}  {titles[layers[place].name]}",
            points=sheet.size.small,
            color=colour_of(layers[place]),
        )
        said = say("paper_most_cells", cells=len(led), all=len(drawn.cells), told=sum(cell.told for cell in led))
        sheet.text(left, top + line, said, points=sheet.size.small, color=SOFT)
        top += 2.1 * line


def _numbers(outcome: Outcome, measure: str, maps: Sequence[Map]) -> list["Number"]:
    from wenze.experiments.figures.style import Number

    plan = outcome.plan
    first, end = plan.span
    nothing = float("nan")
    found = []
    for number, drawn in enumerate(maps, 1):
        for setting, cell in enumerate(drawn.cells):
            values = zip(plan.keys, plan.points.at(setting), strict=True)
            at = f"map {number} at " + ";".join(f"{key}={value:g}" for key, value in values)
            name = plan.scenarios[cell.first]
            found += [
                Number(name, measure, f"mean, {at}", first, end, nothing, cell.mean, nothing, nothing, ""),
                Number(name, measure, f"lead, {at}", first, end, nothing, *cell.lead[:3], OF_LEAD),
            ]
    return found


def figures_in(outcome: Outcome, figure: PaperFigure) -> dict[str, float]:
    """What an article may name: ``cells``, and of each map, ``1`` and ``2``, ``led.REGIME`` and ``told.REGIME`` (in how many cells it leads, and
    is told from the second), ``least.REGIME.KEY`` and ``most.REGIME.KEY``, between which it leads.
    """
    plan = outcome.plan
    named: dict[str, float] = {"cells": float(plan.points.size), "replications": float(outcome.replications)}
    for number, drawn in enumerate(maps_of(outcome, figure), 1):
        named[f"{number}.told"] = float(sum(cell.told for cell in drawn.cells))
        for place, name in enumerate(plan.scenarios):
            led = [setting for setting, cell in enumerate(drawn.cells) if cell.first == place]
            named[f"{number}.led.{name}"] = float(len(led))
            named[f"{number}.told.{name}"] = float(sum(drawn.cells[setting].told for setting in led))
            for axis, key in enumerate(plan.keys):
                values = [float(plan.points.at(setting)[axis]) for setting in led] or [float("nan")]
                named[f"{number}.least.{name}.{key}"], named[f"{number}.most.{name}.{key}"] = min(values), max(values)
    return named
