"""Where something happens: in words on a terminal, and as a picture."""

import math
from typing import TYPE_CHECKING, Any

from wenze.experiments.analysis.boxes import Box
from wenze.experiments.messages import printable, say
from wenze.experiments.sweeps.discover import Discovery
from wenze.experiments.terminal import terminal_width, wrap
from wenze.sim.language import in_language

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

MOST_LEAVES = 4


def effect_in_words(found: Discovery) -> str:
    """What happens."""
    effect = found.effect
    what = found.plan.measures[effect.measure].label
    return f"{what}{in_language(' difference', '之差') if effect.difference else ''} {effect.sign} {effect.number:g}"


def asked_of(found: Discovery) -> str:
    """Of which regimes."""
    titles = {layers.name: printable(layers.title) for layers in found.plan.makings.layers}
    reference = titles[found.plan.makings.reference]
    others = [titles[name] for name in found.plan.scenarios if name != found.plan.makings.reference]
    return f"{others[0]} − {reference}" if others else reference


def limits_in_words(found: Discovery, box: Box) -> list[str]:
    """Each limit of a box."""
    lines = []
    for limit in box.limits:
        words: dict[str, Any] = {"key": found.plan.keys[limit.axis], "low": limit.low, "high": limit.high}
        if math.isinf(limit.high):
            lines.append(say("discover_from", **words))
        elif math.isinf(limit.low):
            lines.append(say("discover_to", **words))
        else:
            lines.append(say("discover_limit", **words))
    return lines


def discover_text(found: Discovery) -> str:
    """In which settings it happens: how often, in which boxes, and by which tree."""
    hits, settings = int(found.hits.sum()), len(found.hits)
    numbers = {"effect": effect_in_words(found), "asked": asked_of(found), "hits": hits, "settings": settings}
    lines = [wrap(say("discover_head", **numbers, share=100.0 * hits / max(1, settings)), terminal_width())]
    if found.left_out:
        lines.append(wrap(say("discover_left_out", count=found.left_out), terminal_width()))
    lines.append("")
    if hits in (0, settings):
        return "\n".join([*lines, say("discover_always" if hits else "discover_never"), ""])
    for number, box in enumerate(found.boxes, 1):
        words = {
            "number": number,
            "density": 100.0 * box.density,
            "coverage": 100.0 * box.coverage,
            "settings": round(box.mass * settings),
        }
        lines.append(wrap(say("discover_box", **words), terminal_width()))
        lines += [f"  {line}" for line in limits_in_words(found, box)]
        lines.append("")
    if not found.boxes:
        lines += [say("discover_no_box"), ""]
    lines.append(say("discover_tree"))
    for leaf in found.leaves[:MOST_LEAVES]:
        conditions = in_language(" and ", "、").join(
            f"{key} {sign} {place:.4g}" for key, sign, place in leaf.conditions
        )
        said: dict[str, Any] = {"share": 100.0 * leaf.share, "settings": leaf.settings, "conditions": conditions}
        lines.append(wrap(say("discover_leaf", **said), terminal_width(), "- "))
    return "\n".join([*lines, ""])


def pictures_of(found: Discovery, size: "Size") -> list["Picture"]:
    """The settings over the two numbers that limit the first box most, with the box as a frame."""
    if not found.boxes:
        return []
    from wenze.experiments.figures.panels import draw_dots
    from wenze.experiments.figures.style import Sheet

    box = found.boxes[0]
    axes = [limit.axis for limit in sorted(box.limits, key=lambda limit: limit.chance)][:2]
    axes += [axis for axis in range(len(found.plan.keys)) if axis not in axes][: 2 - len(axes)]
    title = say("figure_discover", effect=effect_in_words(found), asked=asked_of(found))
    sheet = Sheet(size, title, say("figure_discover_below", density=100.0 * box.density, coverage=100.0 * box.coverage))
    frame: list[Any] = [
        next((limit[1:3] for limit in box.limits if limit.axis == axis), (-math.inf, math.inf)) for axis in axes
    ]
    if len(axes) < 2:
        return []
    points = found.points[:, axes]
    return [draw_dots(sheet, "boxes", points, found.hits, frame, [found.plan.keys[axis] for axis in axes])]
