"""The case: what became of one and the same case under every regime."""

from collections.abc import Mapping

from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.cases.counted import Counted
from wenze.experiments.cases.figure import telling_first
from wenze.experiments.cases.text import Told, alike, answers, ending, heading, in_order
from wenze.experiments.cases.words import spoken
from wenze.experiments.messages import printable, say
from wenze.experiments.page.blocks import Block, Drawn, Heading, Paragraph, Section, Table
from wenze.experiments.page.words import number
from wenze.sim.messages import listed

MOST_STORIES = 4
"""Stories that are told in full: those that end differently first."""


def of_case(told: Told, drawn: Drawn | None) -> Section:
    """The section on a case."""
    titles = {item.name: printable(item.title) for item in told.settings.scenarios}
    blocks: list[Block] = [Paragraph(printable(heading(told))), *([drawn] if drawn else []), _overview(told, titles)]
    groups = telling_first(told, alike(told))
    for group in groups[:MOST_STORIES]:
        story = told.stories[group[0].name]
        rows = [(str(entry.month), printable(spoken(entry.text))) for entry in story.entries]
        blocks.append(Heading(say("page_case_under", scenarios=listed(titles[item.name] for item in group))))
        blocks.append(Table((say("page_month"), say("page_case_what")), rows, "rl", small=True))
    if len(groups) > MOST_STORIES:
        blocks.append(Paragraph(say("page_case_more", count=len(groups) - MOST_STORIES), note=True))
    if told.counted:
        blocks += _often(told.counted, titles)
    return Section("case", say("page_case"), blocks)


def _overview(told: Told, titles: Mapping[str, str]) -> Table:
    rows = [
        (titles[item.name], ending(told.stories[item.name].ended), printable(answers(told.stories[item.name].answered)))
        for item in in_order(told.settings)
    ]
    return Table((say("page_regime"), say("case_ends"), say("case_answers")), rows, "lll", say("page_case_overview"))


def _often(found: Counted, titles: Mapping[str, str]) -> list[Block]:
    numbers = {"plants": found.plants, "replications": found.replications, "cases": found.plants * found.replications}
    rows = [
        (titles[share.scenario], str(share.decided), _cell(share.township), _cell(share.departments))
        for share in found.shares
    ]
    heads = (say("page_regime"), say("case_decided"), say("case_township"), say("case_departments"))
    return [Heading(say("page_case_often")), Paragraph(say("case_counted", **numbers)), Table(heads, rows, "lrrr")]


def _cell(found: Interval) -> str:
    if found.n == 0:
        return say("nothing")
    if found.n == 1:
        return number(found.mean)
    return say("page_interval", mean=number(found.mean), low=number(found.low), high=number(found.high))
