"""How soon, and what stays: the event study of a comparison."""

from collections.abc import Mapping, Sequence

from wenze.experiments.messages import say
from wenze.experiments.page.blocks import Block, Drawn, Heading, Paragraph, Section, Table
from wenze.experiments.page.words import change, months, per_cent
from wenze.experiments.runs.event_study import Event
from wenze.experiments.runs.results import Results

LONGEST = 6
"""Regimes whose every measure is in the table; of more, only those that change after the switch."""


def over_time(results: Results, titles: Mapping[str, str], events: Sequence[Event], drawn: Drawn | None) -> Section:
    """The section on what comes after a change."""
    blocks: list[Block] = [Paragraph(say("page_event_how"))]
    blocks += [drawn] if drawn else []
    back = [event for event in events if event.phase.back]
    changes = [event for event in events if not event.phase.back]
    if len({event.scenario for event in changes}) > LONGEST:
        late = {event.scenario for event in events if event.phase.month > 0}
        changes = [event for event in changes if event.scenario in late]
        blocks.append(Paragraph(say("page_event_cut"), note=True))
    if changes:
        blocks += [Heading(say("page_event_changes")), _changes(results, titles, changes)]
    if back:
        blocks += [Heading(say("page_event_back")), _back(results, titles, back)]
    return Section("over-time", say("page_over_time"), blocks)


def _changes(results: Results, titles: Mapping[str, str], events: Sequence[Event]) -> Table:
    rows = [
        (
            *_named(results, titles, event),
            change(event.found.before),
            change(event.found.after),
            months(event.found.half),
        )
        for event in events
    ]
    heads = (*_heads(), say("page_event_before"), say("page_event_after"), say("page_event_half"))
    return Table(heads, rows, "lrlrrr", say("page_event_changes_caption"), small=True)


def _back(results: Results, titles: Mapping[str, str], events: Sequence[Event]) -> Table:
    rows = [
        (
            *_named(results, titles, event), change(event.found.before), change(event.found.after),
            months(event.found.half), per_cent(event.found.left), say(f"page_outcome_{event.found.outcome}"),
        )
        for event in events
    ]  # fmt: skip
    heads = (
        *_heads(), say("page_event_during"), say("page_event_left"), say("page_event_half_gone"), say("page_event_share"),
        say("page_event_outcome"),
    )  # fmt: skip
    return Table(heads, rows, "lrlrrrrl", say("page_event_back_caption"), small=True)


def _heads() -> tuple[str, str, str]:
    return say("page_regime"), say("page_month"), say("page_measure")


def _named(results: Results, titles: Mapping[str, str], event: Event) -> tuple[str, str, str]:
    return titles[event.scenario], str(event.phase.month), results.measures[event.measure].label
