"""In which worlds it holds: the shares of the worlds in which a difference is higher, lower, or neither."""

from collections.abc import Mapping

from wenze.experiments.messages import printable, say
from wenze.experiments.page.blocks import Block, Drawn, Paragraph, Section, Table
from wenze.experiments.page.words import share
from wenze.experiments.report.tables import FOUND
from wenze.experiments.runs.results import Results
from wenze.experiments.worlds.lived import Lived


def of_worlds(results: Results, lived: Lived, titles: Mapping[str, str], drawn: Drawn) -> Section:
    """The section on the worlds in which a result was lived."""
    head = {"worlds": lived.size, "name": printable(lived.name), "keys": len(lived.worlds.keys)}
    heads = (say("page_regime"), *(results.measures[name].label for name in FOUND))
    rows = [(titles[item.name], *(_cell(results, item.name, name) for name in FOUND)) for item in results.others]
    reference = titles[results.settings.reference]
    blocks: list[Block] = [
        Paragraph(say("page_worlds_how", **head)),
        drawn,
        Table(heads, rows, "l" + "r" * len(FOUND), say("page_worlds_shares", reference=reference)),
    ]
    return Section("worlds", say("page_worlds"), blocks)


def _cell(results: Results, scenario: str, measure: str) -> str:
    found = results.shares(scenario, measure)
    return say("page_world_cell", higher=share(found.higher), lower=share(found.lower), neither=share(found.neither))
