"""Tables of what is declared in the engine: the fields of the state, the counts of a month, the kinds of events."""

from collections.abc import Iterable

from wenze.sim.events import EVENTS, EventKind, Said
from wenze.sim.fields import RECORDS, Field, Record
from wenze.sim.fields.field import KIND_MEANINGS
from wenze.sim.tally import DECLARED


def state() -> str:
    """Every record of the state with its fields, as Markdown: a table a record."""
    return "\n".join(_record(record) for record in RECORDS)


def _record(record: Record) -> str:
    head = f"**{record.name}**: {record.en} {record.zh}\n\n"
    return head + _table(("field", "holds", "unit", "meaning", "含义"), map(_field, record.fields))


def _field(field: Field) -> tuple[str, ...]:
    kind, _ = KIND_MEANINGS[field.kind]
    return f"`{field.name}`", f"{field.count} × {kind}" if field.count > 1 else kind, field.unit, field.en, field.zh


def counts() -> str:
    """Every count of a month as a row of a Markdown table."""
    rows = (
        (f"`{count.name}`", f"{count.unit}, in 2⁻²⁰" if count.amount else count.unit, count.en, count.zh)
        for count in DECLARED
    )
    return _table(("count", "unit", "meaning", "含义"), rows)


def events() -> str:
    """Every kind of event as a row of a Markdown table, with what the fields of its record hold."""
    return _table(("number", "event", "meaning", "subject", "place", "detail", "amount"), map(_event, EVENTS))


def _event(event: EventKind) -> tuple[str, ...]:
    said = (event.meaning, event.subject, event.place, event.detail, event.amount)
    return str(event.number), f"`{event.name}`", *map(_both, said)


def _both(said: Said) -> str:
    return f"{said.en} {said.zh}" if said.en else ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n"
    return head + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
