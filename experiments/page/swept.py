"""On what it hangs: a sensitivity analysis, or a sweep, as far as there is one."""

from collections.abc import Sequence
from pathlib import Path

from wenze.experiments.analysis.differences import Row
from wenze.experiments.messages import printable, say
from wenze.experiments.page.blocks import Block, Drawn, Paragraph, Section, Table
from wenze.experiments.page.words import number, share
from wenze.experiments.report.sensitivity import asked_of
from wenze.experiments.report.sweeps import spread_of
from wenze.experiments.sweeps.sensitivity import EFFECTS_FILE, Sensitivity, found_in
from wenze.experiments.sweeps.store import is_store, read_store
from wenze.experiments.sweeps.summary import USUAL, Outcome
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.language import in_language
from wenze.sim.messages import listed
from wenze.sim.settings.checking import parameters

MOST_LINES = 20
"""Parameters of a screening that are shown, the strongest first."""


Swept = Sensitivity | Outcome
"""What was found of many settings: a sensitivity analysis, or a sweep."""


def read_swept(folder: Path) -> Swept:
    """What is in a folder. Raises InputError if it is neither a sweep nor a sensitivity analysis, or is damaged."""
    if (folder / EFFECTS_FILE).is_file():
        return found_in(folder)
    if is_store(folder):
        return Outcome(read_store(folder), USUAL)
    raise InputError(at(shown_path(folder), say("page_no_sweep")))


def hangs_on(swept: Swept, pictures: list[Drawn]) -> Section:
    """The section on what a result hangs on."""
    blocks = _screening(swept, pictures) if isinstance(swept, Sensitivity) else _sweep(swept, pictures)
    return Section("assumptions", say("page_assumptions"), blocks)


def _screening(found: Sensitivity, pictures: list[Drawn]) -> list[Block]:
    shown = found.effects[:MOST_LINES]
    rows = [
        (effect.name, number(effect.size), number(effect.margin), number(effect.mean, True), _meaning(effect.name))
        for effect in shown
    ]
    heads = tuple(say(f"page_screening_{head}") for head in ("name", "size", "margin", "mean", "meaning"))
    blocks: list[Block] = [
        Paragraph(say("sensitivity_head", asked=asked_of(found), settings=found.settings)),
        *pictures,
        Table(heads, rows, "nrrrl", say("page_screening", shown=len(shown), count=len(found.effects)), small=True),
        Paragraph(say("sensitivity_effects"), note=True),
    ]
    if found.indices:
        lines = [
            (index.name, _part(index.first, index.first_margin), _part(index.total, index.total_margin))
            for index in found.indices
        ]
        heads = tuple(say(f"page_index_{head}") for head in ("name", "first", "total"))
        blocks += [
            Table(heads, lines, "nrr", say("page_indices"), small=True),
            Paragraph(say("sensitivity_indices"), note=True),
        ]
    return blocks


def _part(value: float, margin: float) -> str:
    return say("page_margin", value=share(value), margin=share(margin))


def _meaning(key: str) -> str:
    known = parameters().get(key)
    return in_language(known.meaning.en, known.meaning.zh) if known else say("page_dummy")


def _sweep(outcome: Outcome, pictures: list[Drawn]) -> list[Block]:
    plan = outcome.plan
    titles = {layers.name: printable(layers.title) for layers in plan.makings.layers}
    keys = listed(plan.keys)
    blocks: list[Block] = [Paragraph(say("page_sweep", settings=plan.points.size, keys=keys)), *pictures]
    reference = plan.makings.reference
    others = [name for name in plan.scenarios if name != reference]
    if not others:
        return blocks
    lines = [
        (titles[name], plan.measures[measure].label, *_spread(outcome.grouped[name, measure]))
        for name in others
        for measure in outcome.names
    ]
    heads = tuple(
        say(f"page_sweep_{head}") for head in ("regime", "measure", "mean", "least", "most", "above", "below")
    )
    return [*blocks, Table(heads, lines, "llrrrrr", say("page_sweep_table", reference=titles[reference]), small=True)]


def _spread(rows: Sequence[Row]) -> list[str]:
    found = spread_of(rows, paired=True)
    return [*(number(value, sign=True) for value in found[:3]), *map(share, found[3:])]
