"""The records the engine reads and writes: one small structure per kind of thing, all plain numbers.

What each field means is declared once, in ``wenze.sim.fields``; the record types, the tables of the model document and the
help on agents are made from that. Real numbers come first in every record, so that the check that looks for NaN can walk
through them (:func:`words`). Sums over people are whole numbers, or whole multiples of 2**-20 (``now_…`` fields), so that
the order of adding cannot change them.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from wenze.agents.parameter import Group
from wenze.sim.fields import RECORDS, Field
from wenze.sim.fields.field import ORDER
from wenze.sim.fields.places import HISTORY as HISTORY
from wenze.sim.language import in_language, unit_in_language

FIELDS: dict[str, Sequence[Field]] = {record.name: record.fields for record in RECORDS}
"""Name of a record -> its fields, in order."""


def record_type(fields: Sequence[Field]) -> np.dtype[Any]:
    """The record type of fields. Records that are walked through every month are kept small, since memory is what that
    costs, and their kinds stand in order of size.

    Raises ValueError for a field that a method of numpy records would hide, and for fields out of order.
    """
    hidden = [field.name for field in fields if hasattr(np.void, field.name)]
    if hidden:
        raise ValueError(f"record fields {', '.join(hidden)} would be hidden by methods of numpy records")
    kinds = [ORDER.index(field.kind) for field in fields]
    if kinds != sorted(kinds):
        raise ValueError(f"fields must stand in the order of their kinds, {', '.join(ORDER)}")
    return np.dtype([_numpy_field(field) for field in fields], align=True)


def _numpy_field(field: Field) -> tuple[Any, ...]:
    return (field.name, field.kind, (field.count,)) if field.count > 1 else (field.name, field.kind)


PERSON = record_type(FIELDS["PERSON"])
POST = record_type(FIELDS["POST"])
DEPARTMENT = record_type(FIELDS["DEPARTMENT"])
SUPERVISOR = record_type(FIELDS["SUPERVISOR"])
TOWNSHIP_RECORD = record_type(FIELDS["TOWNSHIP_RECORD"])
COUNTY = record_type(FIELDS["COUNTY"])
CITY = record_type(FIELDS["CITY"])
CASE = record_type(FIELDS["CASE"])
ENTRY = record_type(FIELDS["ENTRY"])
SANCTION = record_type(FIELDS["SANCTION"])
EVENT = record_type(FIELDS["EVENT"])
CLOCK = record_type(FIELDS["CLOCK"])
BLOCK = record_type(FIELDS["BLOCK"])


def described(name: str) -> str:
    """What a record holds, a line a field, in the language of the session: for the help on what shows it."""
    return "\n".join(f"{field.name}: {_meaning(field)}" for field in FIELDS[name])


def _meaning(field: Field) -> str:
    unit = f" [{unit_in_language(field.unit)}]" if field.unit else ""
    return in_language(field.en, field.zh) + unit


@lru_cache(maxsize=1000)
def params_record(group: Group) -> Any:
    """A group of parameters, nested groups included, as one numpy record that rules read by attribute.

    Equal groups share one record, which is only read: to make one takes as long as a small world takes for some months.
    """
    array = np.zeros(1, params_type(type(group))).view(np.recarray)
    array[0] = _values(group)
    array.flags.writeable = False
    return array[0]


def params_type(group: type[Group]) -> np.dtype[Any]:
    """Record type of a group of parameters: f8 for real numbers, i8 for whole ones, nested for groups."""
    fields: list[tuple[Any, ...]] = []
    for name, field in group.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Group):
            fields.append((name, params_type(inner)))
        else:
            fields.append((name, "i8" if inner is int else "f8"))
    return np.dtype(fields)


def _values(group: Group) -> tuple[Any, ...]:
    values = (getattr(group, name) for name in type(group).model_fields)
    return tuple(_values(value) if isinstance(value, Group) else value for value in values)


def empty(kind: np.dtype[Any], count: int) -> Any:
    """An array of ``count`` records of zeros whose records can be read by attribute."""
    return np.zeros(count, kind).view(np.recarray)


def words(array: Any) -> Any:
    """An array of records as 8-byte real numbers on the same memory, one after the other."""
    return np.ndarray(array.nbytes // 8, np.float64, array)


def real_count(kind: np.dtype[Any]) -> int:
    """How many real numbers a record has; they stand at its front."""
    fields: Any = kind.fields or {}
    return sum(int(np.prod(field.shape)) for field, *_ in fields.values() if field.base == np.float64)
