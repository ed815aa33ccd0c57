"""The pictures of a comparison, in the order in which they are best looked at."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wenze.experiments.analysis.decomposition import SPLIT
from wenze.experiments.figures.comparison import OVER_TIME, Comparison, clearest, titled
from wenze.experiments.figures.fonts import PLAIN, chinese_font
from wenze.experiments.figures.over_time import over_time, signed
from wenze.experiments.figures.rows import SHARE_COLOURS, Lines, draw_dots, draw_levels, draw_parts, draw_shares, head
from wenze.experiments.figures.story import story
from wenze.experiments.figures.style import SIZES, Picture, Size, drawing, in_per_cent, sheet, wrapped, write
from wenze.experiments.messages import say
from wenze.sim.language import language, speaking
from wenze.sim.measures import MEASURES

DIFFERENCES = ("effort", "innovation", "lying_flat", "problems_solved", "harm", "wrongful_share")
OUTCOMES = ("problems_solved", "harm")
STYLES = ("style_deep", "style_list", "style_habit")
MEANS = ("scenario", "measure", "mean", "low", "high")
OPTIONS = ("departments_act", "departments_offload", "departments_relay")
NAMES_WIDTH = {"paper": 1.75, "slide": 3.4}  # inches that the names of the regimes take, about
FOOT = {"paper": 1.0, "slide": 1.2}  # inches for headings, ticks and units around the lines


def draw_all(comparison: Comparison, folder: Path, size_name: str, origin: dict[str, str]) -> None:
    """Draw every picture into a folder: SVG, PNG, and the numbers in it as CSV.

    They are in the language of the session; in English, and it is said, where Chinese has no font.
    """
    size = SIZES[size_name]
    chinese = chinese_font() if language() == "zh" else None
    if language() == "zh" and chinese is None:
        print(say("no_font"), file=sys.stderr)
    with speaking("zh" if chinese else "en"), drawing([*([chinese] if chinese else []), PLAIN], size):
        for picture in pictures(comparison, size):
            write(picture, folder, size, origin)
            write_numbers(picture, folder)


def pictures(comparison: Comparison, size: Size) -> Iterator[Picture]:
    """Every picture, one after the other; to be called while ``drawing``."""
    yield story(comparison, size)
    for measure in OVER_TIME:
        yield over_time(comparison, measure, size)
    if comparison.others:
        yield differences(comparison, size)
    if comparison.parts:
        yield parts(comparison, size)
    yield levels(comparison, size)
    yield roles(comparison, size)
    yield outcomes(comparison, size)


def differences(comparison: Comparison, size: Size) -> Picture:
    """Dots and intervals: what each regime changes, against the reference."""
    lines = Lines(comparison.others)
    title = _differences_title(comparison)
    subtitle = say("figure_differences_below" if comparison.several else "figure_differences_one")
    figure, panels, width = _columns(title, subtitle, lines, len(DIFFERENCES), size)
    for panel, measure in zip(panels, DIFFERENCES, strict=True):
        draw_dots(panel, comparison, lines, measure, size, paired=True)
        head(panel, measure, size, width)
    table = [
        (row.scenario, row.measure, row.difference, row.difference_low, row.difference_high)
        for row in (comparison.rows[item.name, measure] for item in comparison.others for measure in DIFFERENCES)
    ]
    return Picture("differences", figure, title, ("scenario", "measure", "difference", "low", "high"), table)


def _differences_title(comparison: Comparison) -> str:
    """How many regimes clearly change effort, and which changes it most."""
    reference = titled(comparison.reference)
    if not comparison.several:
        return say("figure_differences_plain", reference=reference)
    effort = {item.name: comparison.rows[item.name, "effort"] for item in comparison.others}
    clear = [item for item in comparison.others if effort[item.name].direction != 0]
    if not clear:
        return say("figure_differences_none", reference=reference)
    most = max(clear, key=lambda item: abs(effort[item.name].difference))
    found = {"reference": reference, "scenario": titled(most), "difference": signed(effort[most.name].difference, 0)}
    if len(comparison.others) == 1:
        return say("figure_differences_single", **found)
    return say("figure_differences", clear=len(clear), regimes=len(effort), **found)


def parts(comparison: Comparison, size: Size) -> Picture:
    """Bars: how much of what each regime changes is the policy at work on unchanged conduct, and how much people changing."""
    lines = Lines(comparison.others)
    title = _parts_title(comparison)
    figure, panels, width = _columns(title, say("figure_parts_below"), lines, len(SPLIT), size)
    for panel, measure in zip(panels, SPLIT, strict=True):
        draw_parts(panel, comparison, lines, measure, size)
        head(panel, measure, size, width)
    drawn = (comparison.parts[item.name, measure] for item in comparison.others for measure in SPLIT)
    table = [
        (row.scenario, row.measure, name, part.mean, part.low, part.high)
        for row in drawn
        for name, part in (
            ("difference", row.difference),
            ("mechanical", row.mechanical),
            ("behavioural", row.behavioural),
        )
    ]
    return Picture("parts", figure, title, ("scenario", "measure", "part", "value", "low", "high"), table)


def _parts_title(comparison: Comparison) -> str:
    """The two parts of harm under the regime in which harm is clearly least."""
    least = clearest(comparison, "harm", -1) if comparison.several else None
    if least is None:
        return say("figure_parts_plain", reference=titled(comparison.reference))
    row = comparison.parts[least.name, "harm"]
    return say(
        "figure_parts",
        scenario=titled(least),
        measure=MEASURES["harm"].label,
        mechanical=signed(row.mechanical.mean, 0),
        behavioural=signed(row.behavioural.mean, 0),
    )


def levels(comparison: Comparison, size: Size) -> Picture:
    """Where sanctions fall against where culpability lies."""
    lines = Lines(comparison.all)
    name = comparison.settings.reference
    culpable, held = (
        comparison.rows[name, measure].mean for measure in ("culpability_at_township", "sanctions_at_township")
    )
    title = say(
        "figure_levels",
        reference=titled(comparison.reference),
        culpable=in_per_cent(culpable),
        held=in_per_cent(held),
    )
    figure, panels, _ = _columns(title, say("figure_levels_below"), lines, 1, size)
    draw_levels(panels[0], comparison, lines, size)
    panels[0].set_xlabel(say("figure_levels_axis"))
    return Picture(
        "levels", figure, title, MEANS, _means(comparison, ("culpability_at_township", "sanctions_at_township"))
    )


def roles(comparison: Comparison, size: Size) -> Picture:
    """What supervisors and departments come to do."""
    lines = Lines(comparison.all)
    name = comparison.settings.reference
    title = say(
        "figure_roles",
        reference=titled(comparison.reference),
        habit=in_per_cent(comparison.rows[name, "style_habit"].mean),
        act=in_per_cent(comparison.rows[name, "departments_act"].mean),
    )
    figure, panels, width = _columns(title, say("figure_roles_below"), lines, 2, size)
    for panel, measures in zip(panels, (STYLES, OPTIONS), strict=True):
        draw_shares(panel, comparison, lines, measures, size)
        _name_shares(panel, measures, size)
        panel.set_xlabel(wrapped(say("axis_per_cent", unit=MEASURES[measures[0]].unit_label), width, size.small))
    return Picture("roles", figure, title, MEANS, _means(comparison, STYLES + OPTIONS))


def outcomes(comparison: Comparison, size: Size) -> Picture:
    """Problems solved and harm done."""
    lines = Lines(comparison.all)
    title = _outcomes_title(comparison)
    subtitle = say("figure_outcomes_below", reference=titled(comparison.reference))
    figure, panels, width = _columns(title, subtitle, lines, len(OUTCOMES), size)
    for panel, measure in zip(panels, OUTCOMES, strict=True):
        draw_dots(panel, comparison, lines, measure, size, paired=False)
        head(panel, measure, size, width)
    return Picture("outcomes", figure, title, MEANS, _means(comparison, OUTCOMES))


def _outcomes_title(comparison: Comparison) -> str:
    """Under which regime clearly more problems are solved, and clearly less harm is done, than under the reference."""
    reference = titled(comparison.reference)
    if not comparison.several or not comparison.others:
        return say("figure_outcomes_plain")
    most = clearest(comparison, "problems_solved", 1)
    least = clearest(comparison, "harm", -1)
    if most and least:
        message = "figure_outcomes_same" if most == least else "figure_outcomes"
        return say(message, most=titled(most), least=titled(least))
    if most:
        return say("figure_outcomes_most", most=titled(most))
    if least:
        return say("figure_outcomes_least", least=titled(least))
    return say("figure_outcomes_none", reference=reference)


def _means(comparison: Comparison, measures: tuple[str, ...]) -> list[tuple[str | float, ...]]:
    rows = (comparison.rows[item.name, measure] for item in comparison.all for measure in measures)
    return [(row.scenario, row.measure, row.mean, row.low, row.high) for row in rows]


def _columns(title: str, subtitle: str, lines: Lines, columns: int, size: Size) -> tuple[Any, Any, float]:
    """A sheet with so many panels side by side over the same lines, and the inches that each has."""
    figure = sheet(size, title, subtitle, lines.height(size) + FOOT[size.name])
    panels = figure.subplots(1, columns, squeeze=False)[0]
    for number, panel in enumerate(panels):
        lines.prepare(panel, size, labelled=number == 0)
    return figure, panels, (size.width - NAMES_WIDTH[size.name]) / columns


def _name_shares(panel: Any, measures: tuple[str, ...], size: Size) -> None:
    """Name the three options above the bars, in the order of their shares."""
    for place, measure, colour in zip((0.0, 1 / 3, 2 / 3), measures, SHARE_COLOURS, strict=True):
        panel.text(
            place, 1.01, "■ ", transform=panel.transAxes, color=colour, fontsize=size.text, ha="left", va="bottom"
        )  # fmt: skip
        panel.text(
            place + 0.045, 1.01, say(f"option_{measure}"), transform=panel.transAxes, fontsize=size.text, ha="left", va="bottom"
        )  # fmt: skip


def write_numbers(picture: Picture, folder: Path) -> None:
    """Write what is drawn as CSV, an empty cell where there is no number."""
    with (folder / f"{picture.name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(picture.columns)
        table.writerows(["" if cell != cell else cell for cell in row] for row in picture.numbers)
