"""What stands where: levers beside their rules; state, counts and events declared once, in both languages."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from wenze.agents import policy as levers
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.events import EVENTS, EventKind
from wenze.sim.fields import RECORDS, Field
from wenze.sim.fields.field import flag, real
from wenze.sim.language import UNITS, speaking
from wenze.sim.settings.parameters import definitions
from wenze.sim.tally import AMOUNTS, COUNTS, DECLARED, TALLY, Count

AGENTS = Path(levers.__file__).parents[1]
RULES = sorted([*AGENTS.rglob("*.py"), *(Path(records.__file__).parent / "phases").glob("*.py")])
GROUPS = {name: type(getattr(Policy(), name)) for name in Policy.model_fields}

# --- levers and rules -------------------------------------------------------------------------------------------------


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef))


def read_in(nodes: Iterator[ast.FunctionDef]) -> set[str]:
    """Attributes that functions read."""
    return {inner.attr for node in nodes for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}


@pytest.mark.parametrize(
    ("group", "lever"), [(name, lever) for name, group in GROUPS.items() for lever in group.model_fields]
)
def test_a_lever_is_read_by_a_rule_in_its_file_or_its_file_says_by_which(group: str, lever: str) -> None:
    here = AGENTS / "policy" / f"{group}.py"
    if lever in read_in(functions(here)):
        return
    said = re.search(rf"``{lever}`` by ``(\w+)\.(\w+)``", " ".join((GROUPS[group].__doc__ or "").split()))
    assert said, f"nobody who opens {here.name} finds what {lever} does"
    assert callable(getattr(import_module(f"wenze.agents.{said[1]}"), said[2]))


def test_every_file_of_levers_holds_one_group() -> None:
    files = {path.stem for path in (AGENTS / "policy").glob("*.py")} - {"__init__"}
    assert files == set(GROUPS)
    for name in files:
        module = import_module(f"wenze.agents.policy.{name}")
        found = [
            value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__
        ]
        assert found == [GROUPS[name]] and issubclass(found[0], Group)


def test_no_rule_is_called_like_something_that_records_hold() -> None:
    """The compiler follows names, and would take the field for the rule."""
    kinds = [kind for kind in vars(records).values() if isinstance(kind, np.dtype)]
    held = {name for kind in [*kinds, TALLY] for name in kind.names or ()}
    held |= {part for definition in definitions() for part in definition.key.split(".")}
    assert [node.name for path in RULES for node in functions(path) if node.name in held] == []


# --- state ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("record", "field"), [(record.name, field) for record in RECORDS for field in record.fields])
def test_every_field_says_what_it_holds_in_both_languages(record: str, field: Field) -> None:
    assert field.en.endswith(".") and field.zh.endswith("。"), record
    assert field.unit in {"", *UNITS}
    assert np.dtype(field.kind) == getattr(records, record)[field.name].base


def test_records_are_made_of_their_declared_fields_and_of_nothing_else() -> None:
    for record in RECORDS:
        assert getattr(records, record.name).names == tuple(field.name for field in record.fields)
        assert records.real_count(getattr(records, record.name)) == sum(
            field.count for field in record.fields if field.kind == "f8"
        )


def test_no_record_takes_more_memory_than_it_did() -> None:
    """Bytes of what there is most of."""
    sizes = {name: getattr(records, name).itemsize for name in ("CASE", "ENTRY", "PERSON", "SANCTION")}
    assert sizes == {"CASE": 216, "ENTRY": 304, "PERSON": 136, "SANCTION": 64}


@pytest.mark.parametrize("fields", [[flag("a", "", "", ""), real("b", "", "", "")], [real("sum", "", "", "")]])
def test_fields_out_of_order_or_hidden_by_numpy_are_refused(fields: list[Field]) -> None:
    with pytest.raises(ValueError, match=r"order of their kinds|hidden"):
        records.record_type(fields)


def test_a_record_is_described_in_the_language_of_the_session() -> None:
    lines = records.described("PERSON").splitlines()
    assert len(lines) == len(records.PERSON.names or ())
    assert "motivation: Public-service motivation. [months of strain a problem of mean severity]" in lines
    with speaking("zh"):
        assert "motivation: 公共服务动机。 [负荷月/平均严重程度的问题]" in records.described("PERSON").splitlines()


# --- counts and events ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", DECLARED, ids=lambda count: count.name)
def test_every_count_says_what_it_counts_in_both_languages(count: Count) -> None:
    assert count.en.endswith(".") and count.zh.endswith("。")
    assert count.unit in UNITS


def test_counts_are_declared_once_and_the_record_of_a_month_follows() -> None:
    assert TALLY.names == (*COUNTS, *AMOUNTS)
    assert len(set(TALLY.names)) == len(DECLARED)
    assert {TALLY[name] for name in TALLY.names} == {np.dtype(np.int64)}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_every_event_says_what_its_fields_hold_in_both_languages(event: EventKind) -> None:
    assert event.meaning.en.endswith(".") and event.meaning.zh.endswith("。")
    for said in (event.subject, event.place, event.detail, event.amount):
        assert bool(said.en) == bool(said.zh)


def test_events_are_numbered_from_one_without_a_gap() -> None:
    assert [event.number for event in EVENTS] == list(range(1, len(EVENTS) + 1))
    assert len({event.name for event in EVENTS}) == len(EVENTS)
