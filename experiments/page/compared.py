"""What came out: measures under every regime, differences from the reference, the pictures, and in which worlds they hold."""

from collections.abc import Callable, Mapping

from wenze.experiments.messages import say
from wenze.experiments.page.blocks import Block, Drawn, Paragraph, Section, Table
from wenze.experiments.page.words import change, marked, number
from wenze.experiments.report.tables import COLUMNS, FOUND, findings
from wenze.experiments.runs.results import Results

PICTURES = ("story", "differences", "roles", "levels")
"""The figures of a comparison that stand on the page; where differences have parts, those as well."""
OF_ONE = ("regime", "roles")
"""Those of a single regime."""
Draw = Callable[[str], Drawn]
"""What draws one of the figures of a result."""


def compared(results: Results, titles: Mapping[str, str], draw: Draw) -> Section:
    """The section on what came out."""
    if not results.others:
        return Section("outcome", say("page_outcome"), [_all_measures(results), *(draw(name) for name in OF_ONE)])
    first, *found = findings(results, titles)
    pictures = [*PICTURES, *(["parts"] if results.parts else [])]
    blocks: list[Block] = [
        draw(pictures[0]),
        Paragraph(first),
        *map(Paragraph, found),
        _means(results, titles),
        _legend(),
        _differences(results, titles),
        *(draw(name) for name in pictures[1:]),
    ]
    return Section("outcome", say("page_outcome"), blocks)


def _means(results: Results, titles: Mapping[str, str]) -> Table:
    heads = (say("page_regime"), *(results.measures[name].label for name in COLUMNS))
    rows = [(titles[item.name], *(marked(results.row(item.name, name)) for name in COLUMNS)) for item in results.all]
    return Table(heads, rows, "l" + "r" * len(COLUMNS), say("page_means"))


def _legend() -> Paragraph:
    return Paragraph(say("page_marks"), note=True)


def _differences(results: Results, titles: Mapping[str, str]) -> Table:
    heads = (say("page_regime"), *(results.measures[name].label for name in FOUND))
    rows = [
        (titles[item.name], *(change(results.row(item.name, name).change) for name in FOUND)) for item in results.others
    ]
    caption = say("page_differences", reference=titles[results.settings.reference])
    return Table(heads, rows, "l" + "r" * len(FOUND), caption, small=True)


def _all_measures(results: Results) -> Table:
    name = results.reference.name
    rows = [
        (what.label, number(results.row(name, key).mean), _ends(results, name, key), what.unit_label)
        for key, what in results.measures.items()
    ]
    heads = (say("page_measure"), say("page_mean"), say("page_range"), say("page_unit"))
    return Table(heads, rows, "lrrl", say("page_all_measures"), small=True)


def _ends(results: Results, scenario: str, measure: str) -> str:
    row = results.row(scenario, measure)
    return say("page_ends", low=number(row.low), high=number(row.high)) if row.low == row.low else "–"
