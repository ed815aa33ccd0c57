"""The numbers that went in: every parameter with its value here, its kind, its source and what it means."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from wenze.agents.parameter import Meaning
from wenze.experiments.messages import in_language, say
from wenze.experiments.page.blocks import Block, Heading, Paragraph, Section, Table
from wenze.experiments.report.lists import number
from wenze.experiments.runs.results import Results
from wenze.sim.language import kind_in_language, source_in_language, unit_in_language
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Settings
from wenze.sim.settings.parameters import Definition, definitions

OWN = "assumption of this project"
CHANGED = " *"
"""The sign of a value that is not the default."""


def parameters(results: Results) -> Section:
    """The section on the numbers that went in."""
    known = [definition for definition in definitions() if "." in definition.key]
    kinds = Counter(definition.meaning.kind for definition in known)
    said = [say("page_kind", count=count, kind=kind_in_language(kind)) for kind, count in kinds.most_common()]
    blocks: list[Block] = [
        Paragraph(say("page_kinds", count=len(known), kinds=listed(said))),
        Paragraph(say("page_changed"), note=True),
    ]
    for group, members in groupby(known, lambda definition: definition.key.rpartition(".")[0]):
        blocks += [Heading(group), _table(list(members), results)]
    return Section("parameters", say("page_parameters"), blocks)


def _table(members: list[Definition], results: Results) -> Table:
    heads = tuple(say(f"page_parameter_{head}") for head in ("name", "value", "kind", "meaning"))
    return Table(heads, list(map(tuple, _rows(members, results))), "nrll", small=True, even=True)


def _rows(members: list[Definition], results: Results) -> Iterator[list[str]]:
    for definition in members:
        meaning = definition.meaning
        value = f"{_value(definition, results)} {unit_in_language(meaning.unit)}".strip()
        yield [definition.key.rpartition(".")[2], value, _kind(meaning), in_language(meaning.en, meaning.zh)]


def _value(definition: Definition, results: Results) -> str:
    """A value as it is shown: where it differs from world to world, from which to which."""
    if results.lived and definition.key in results.lived.worlds.keys:
        place = results.lived.worlds.keys.index(definition.key)
        values = [row[place] for row in results.lived.worlds.rows]
        return say("page_in_worlds", low=f"{min(values):.3g}", high=f"{max(values):.3g}")
    value = value_of(definition.key, results.settings)
    return number(value) + (CHANGED if value != definition.default else "")


def _kind(meaning: Meaning) -> str:
    """The kind of a number, with its source if that is not this project's own assumption."""
    kind = kind_in_language(meaning.kind)
    if meaning.source == OWN:
        return kind
    return say("page_kind_source", kind=kind, source=source_in_language(meaning.source))


def value_of(key: str, settings: Settings) -> float:
    """The value of a parameter of the world, or of the status quo, under some settings."""
    first, group, name = key.split(".")
    part = settings.world if first == "world" else settings.status_quo
    value: float = getattr(getattr(part, group), name)
    return value
