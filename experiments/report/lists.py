"""Lists of what there is: scenarios, levers, measures, figures, claims, parameters. All is found, nothing hand-listed."""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from wenze.experiments.messages import in_language, printable, say
from wenze.experiments.terminal import pad, terminal_width, width_of, wrap
from wenze.sim.language import kind_in_language, source_in_language, unit_in_language
from wenze.sim.settings.parameters import Definition, definitions


def scenario_list(folder: Path | None) -> str:
    """Scenarios by family, each with what it is about."""
    from wenze.sim.settings.compose import survey  # the other lists do without reading the scenarios

    found = survey(folder)
    paragraphs = [say("list_scenarios")]
    for family, group in groupby(found.scenarios.values(), lambda file: file.family):
        files = list(group)
        title = files[0].family_title or say(f"family_{family}")
        paragraphs.append("\n" + say("list_family", family=printable(title), id=family))
        for file in files:
            paragraphs.append(wrap(printable(file.title), terminal_width(), f"  {file.name}  ", "      "))
            paragraphs.append(wrap(printable(file.about), terminal_width(), "      "))
    if found.faults:
        paragraphs.append("\n" + say("list_faults"))
        paragraphs += [wrap(printable(str(fault)), terminal_width(), "  ") for fault in found.faults.values()]
    return "\n".join(paragraphs)


def lever_list(folder: Path | None = None) -> str:
    """Levers by group, each with default, range and meaning."""
    levers = [definition for definition in definitions() if definition.key.startswith("policy.")]
    return f"{say('list_levers')}\n{in_groups(levers)}"


def measure_list(folder: Path | None = None) -> str:
    """Measures, each with unit and meaning."""
    from wenze.sim.measures import MEASURES  # takes numpy along

    paragraphs = [say("list_measures"), ""]
    for measure in MEASURES.values():
        label = in_language("", f"  {measure.label}")  # in English it would repeat the name
        paragraphs.append(f"  {measure.name}{label} [{unit_in_language(measure.unit)}]")
        paragraphs.append(wrap(measure.meaning, terminal_width(), "      "))
    return "\n".join(paragraphs)


def figure_list(folder: Path | None = None) -> str:
    """The figures that can be drawn, each with what it shows."""
    from wenze.experiments.figures.drawn import figure_lines  # takes matplotlib along

    return "\n".join([say("list_figures"), "", *figure_lines()])


def claim_list(folder: Path | None = None) -> str:
    """The claims that can be judged, whose they are, and what is said."""
    from wenze.experiments.claims.lists import claim_lines  # takes numpy along

    return "\n".join([say("list_claims"), *claim_lines(folder)])


def in_groups(found: Sequence[Definition]) -> str:
    """Parameters under the names of their groups: name, default, range and unit on a line, the meaning below."""
    paragraphs = []
    for group, members in groupby(found, lambda definition: definition.key.rpartition(".")[0]):
        paragraphs.append(f"\n{group}" if group else "")
        for definition in members:
            paragraphs.append(_entry(definition))
    return "\n".join(paragraphs)


def _entry(definition: Definition) -> str:
    meaning = definition.meaning
    name = definition.key.rpartition(".")[2]
    unit = f" {unit_in_language(meaning.unit)}" if meaning.unit else ""
    numbers = f"{number(definition.default)}{unit} ({number(meaning.low)} .. {number(meaning.high)})"
    sentence = wrap(in_language(meaning.en, meaning.zh), terminal_width(), "      ")
    return f"{wrap(numbers, terminal_width(), pad(f'  {name} = ', 4))}\n{sentence}"


def record(definition: Definition) -> str:
    """Everything that is known about a parameter."""
    meaning = definition.meaning
    facts = {
        "default": number(definition.default),
        "range": say("range_of", low=number(meaning.low), high=number(meaning.high)),
        "unit": unit_in_language(meaning.unit) or say("no_unit"),
        "kind": kind_in_language(meaning.kind),
        "source": source_in_language(meaning.source),
        "meaning_en": meaning.en,
        "meaning_zh": meaning.zh,
    }
    longest = max(width_of(say(word)) for word in facts)
    lines = [wrap(text, terminal_width(), pad(f"  {say(word)}", longest + 4)) for word, text in facts.items()]
    return "\n".join([definition.key, *lines])


def number(value: float) -> str:
    """A number as one would type it."""
    return str(value) if isinstance(value, int) else f"{value:g}"


LISTS: dict[str, Callable[[Path | None], str]] = {
    "scenarios": scenario_list,
    "levers": lever_list,
    "measures": measure_list,
    "figures": figure_list,
    "claims": claim_list,
}
"""What ``wenze list`` can show, each from the folder with scenarios of the user's own."""
