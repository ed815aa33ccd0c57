"""What a measure hangs on: as a table on a terminal, and as pictures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wenze.experiments.analysis.sensitivity import is_converged
from wenze.experiments.messages import printable, say
from wenze.experiments.sweeps.sensitivity import DUMMY, Sensitivity
from wenze.experiments.terminal import cut, pad, pad_left, terminal_width, wrap
from wenze.sim.language import in_language

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

SHOWN = 15
DRAWN = {"paper": 30, "slide": 8}
"""Lines of the table, and of a picture."""
NUMBER = 9


def asked_of(found: Sensitivity) -> str:
    """What is asked about: the measure, or its difference between two regimes."""
    titles = {layers.name: printable(layers.title) for layers in found.plan.makings.layers}
    label = found.plan.measures[found.measure].label
    others = [name for name in found.plan.scenarios if name != found.plan.makings.reference]
    if not others:
        return say("asked_of_one", measure=label, scenario=titles[found.plan.makings.reference])
    return say(
        "asked_of_difference", measure=label, scenario=titles[others[0]], reference=titles[found.plan.makings.reference]
    )


def sensitivity_text(found: Sensitivity) -> str:
    """The strongest of the screening, the indices of those that matter, and what they rest on."""
    lines = [wrap(say("sensitivity_head", asked=asked_of(found), settings=found.settings), terminal_width()), ""]
    wide = max(len(effect.name) for effect in found.effects[:SHOWN])
    wide = min(wide, terminal_width() - 4 * NUMBER)
    lines.append(
        pad(say("column_parameter"), wide) + _heads("effect_size", "effect_margin", "effect_mean", "effect_spread")
    )
    dummy = next(place for place, effect in enumerate(found.effects) if effect.name == DUMMY)
    shown = [*found.effects[:SHOWN], *([found.effects[dummy]] if dummy >= SHOWN else [])]
    for effect in shown:
        numbers = (effect.size, effect.margin, effect.mean, effect.spread)
        lines.append(pad(cut(effect.name, wide), wide) + _cells(numbers))
    lines += ["", wrap(say("sensitivity_effects"), terminal_width()), ""]
    if found.chance == found.chance:
        lines += [wrap(say("sensitivity_chance", size=f"{found.chance:.3g}"), terminal_width()), ""]
    else:
        lines += [wrap(say("sensitivity_single"), terminal_width()), ""]
    if found.indices:
        lines.append(
            pad(say("column_parameter"), wide) + _heads("index_first", "index_margin", "index_total", "index_margin")
        )
        for index in found.indices:
            numbers = (index.first, index.first_margin, index.total, index.total_margin)
            lines.append(pad(cut(index.name, wide), wide) + _cells(numbers))
        unsettled = [index.name for index in found.indices if not is_converged(index)]
        said = say("indices_unsettled", names=", ".join(unsettled)) if unsettled else say("indices_settled")
        lines += ["", wrap(in_language(" ", "").join([say("sensitivity_indices"), said]), terminal_width())]
    else:
        lines.append(wrap(say("nothing_matters"), terminal_width()))
    if any(found.left_out):
        lines.append(
            wrap(
                say("sensitivity_left_out", trajectories=found.left_out[0], blocks=found.left_out[1]), terminal_width()
            )
        )
    return "\n".join([*lines, ""])


def _heads(*keys: str) -> str:
    return "".join(pad_left(say(f"column_{key}"), NUMBER) for key in keys)


def _cells(numbers: Sequence[float]) -> str:
    return "".join(pad_left(f"{number:.3g}" if number == number else "n/a", NUMBER) for number in numbers)


def pictures_of(found: Sensitivity, size: "Size") -> list["Picture"]:
    """The screening, and the indices."""
    from wenze.experiments.figures.panels import COLD, WARM, Series, draw_bars
    from wenze.experiments.figures.style import Sheet

    shown = found.effects[: DRAWN[size.name]]
    sizes = [effect.size for effect in shown]
    series = Series(
        say("column_effect_size"), COLD, sizes, [e.size - e.margin for e in shown], [e.size + e.margin for e in shown]
    )
    title = say("figure_screening", asked=asked_of(found))
    sheet = Sheet(size, title, say("figure_screening_below", shown=len(shown), count=len(found.effects)))
    unit = found.plan.measures[found.measure].unit_label
    pictures = [draw_bars(sheet, "screening", [effect.name for effect in shown], [series], unit)]
    if found.indices:
        rows = found.indices
        first = Series(
            say("figure_index_first"), WARM, [i.first for i in rows],
            [i.first - i.first_margin for i in rows], [i.first + i.first_margin for i in rows],
        )  # fmt: skip
        total = Series(
            say("figure_index_total"), COLD, [i.total for i in rows],
            [i.total - i.total_margin for i in rows], [i.total + i.total_margin for i in rows],
        )  # fmt: skip
        sheet = Sheet(size, say("figure_indices", asked=asked_of(found)), say("figure_indices_below"))
        names = [index.name for index in rows]
        pictures.append(draw_bars(sheet, "indices", names, [first, total], say("figure_share_of_variance")))
    return pictures
