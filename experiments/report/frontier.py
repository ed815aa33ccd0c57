"""What mixes of levers can reach: as a table on a terminal, and as a picture."""

from typing import TYPE_CHECKING, Any

import numpy as np
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.sweeps.frontier import Frontier
from wenze.experiments.terminal import cut, pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.messages import listed

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

NUMBER = 12
LONGEST = 34


def goals_in_words(found: Frontier) -> str:
    """The measures."""
    return listed(found.plan.measures[goal.measure].label for goal in found.goals)


def _titles(found: Frontier) -> dict[str, str]:
    return dict(told_apart({layers.name: printable(layers.title) for layers in found.plan.makings.layers}, LONGEST))


def frontier_text(found: Frontier) -> str:
    """How many mixes are not outdone, the ends of the front and its middle, and where the regimes stand."""
    numbers = {"front": int(found.front.sum()), "mixes": len(found.front), "levers": len(found.plan.keys)}
    lines = [wrap(say("frontier_head", **numbers, measures=goals_in_words(found)), terminal_width()), ""]
    labels = [found.plan.measures[goal.measure].label for goal in found.goals]
    titles = _titles(found)
    wide = min(max(map(width_of, titles.values())), terminal_width() - NUMBER * (len(labels) + 1))
    heads = "".join(pad_left(cut(label, NUMBER - 1), NUMBER) for label in labels)
    lines.append(say("frontier_best"))
    lines += [pad("", wide) + heads, *(pad("", wide) + _cells(row) for row in _ends(found)), ""]
    lines.append(wrap(say("frontier_regimes"), terminal_width()))
    for name, values, outdone in zip(found.regimes, found.of_regimes, found.outdone, strict=True):
        said = say("frontier_outdone" if outdone else "frontier_not_outdone")
        lines.append(pad(cut(titles[name], wide), wide) + _cells(values) + pad_left(said, NUMBER + 2))
    return "\n".join([*lines, ""])


def _ends(found: Frontier) -> Any:
    """The mix that is best in each goal, and the one that is best balanced between them."""
    front = found.values[found.front]
    ways = np.array([goal.way for goal in found.goals], float)
    worth = front * ways
    span = np.ptp(worth, axis=0)
    scaled = (worth - worth.min(axis=0)) / np.where(span > 0.0, span, 1.0)
    chosen = [*worth.argmax(axis=0).tolist(), int(scaled.min(axis=1).argmax())]
    return front[list(dict.fromkeys(chosen))]


def _cells(values: Any) -> str:
    return "".join(pad_left(f"{value:.3f}", NUMBER) for value in values)


def pictures_of(found: Frontier, size: "Size") -> list["Picture"]:
    """Mixes and regimes over every pair of the measures."""
    from wenze.experiments.figures.panels import draw_front
    from wenze.experiments.figures.style import GREY, Sheet, colour_of

    sheet = Sheet(size, say("figure_frontier"), say("figure_frontier_below"))
    labels = [found.plan.measures[goal.measure].label for goal in found.goals]
    titles = _titles(found)
    reference = found.plan.makings.reference
    layers = {item.name: item for item in found.plan.makings.layers}
    named = [(titles[name], GREY if name == reference else colour_of(layers[name])) for name in found.regimes]
    return [draw_front(sheet, "frontier", labels, found.values, found.front, found.of_regimes, named)]
