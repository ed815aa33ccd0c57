"""How a field of a record of the state is declared."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["f8", "i8", "u8", "i4", "i2", "i1"]

# Kinds, in the order in which they stand in a record: real numbers first, so that a check can walk through them.
REAL: Kind = "f8"
WHOLE: Kind = "i8"
NUMBER: Kind = "u8"  # the number of an entity, from which it draws
SMALL: Kind = "i4"
MONTH: Kind = "i2"
FLAG: Kind = "i1"
ORDER: tuple[Kind, ...] = (REAL, WHOLE, NUMBER, SMALL, MONTH, FLAG)

KIND_MEANINGS: dict[Kind, tuple[str, str]] = {
    REAL: ("real number", "实数"),
    WHOLE: ("whole number", "整数"),
    NUMBER: ("number of an entity", "实体编号"),
    SMALL: ("whole number of 4 bytes", "四字节整数"),
    MONTH: ("whole number of 2 bytes", "两字节整数"),
    FLAG: ("whole number of 1 byte", "一字节整数"),
}


@dataclass(frozen=True)
class Field:
    """A field of a record: ``count`` numbers of one kind, their unit ("" for none) and meaning in both languages."""

    name: str
    kind: Kind
    count: int
    unit: str
    en: str
    zh: str


class Record(NamedTuple):
    """A record of the state, and its fields in the order in which they stand."""

    name: str
    en: str
    zh: str
    fields: tuple[Field, ...]


def real(name: str, unit: str, en: str, zh: str, count: int = 1) -> Field:
    """A real number."""
    return Field(name, REAL, count, unit, en, zh)


def whole(name: str, unit: str, en: str, zh: str, count: int = 1) -> Field:
    """A whole number; a sum over people in multiples of 2**-20 where its meaning says so."""
    return Field(name, WHOLE, count, unit, en, zh)


def number(name: str, en: str, zh: str) -> Field:
    """The number of an entity."""
    return Field(name, NUMBER, 1, "", en, zh)


def small(name: str, unit: str, en: str, zh: str, count: int = 1) -> Field:
    """A whole number of 4 bytes: an index, a month, a count."""
    return Field(name, SMALL, count, unit, en, zh)


def month(name: str, unit: str, en: str, zh: str, count: int = 1) -> Field:
    """A whole number of 2 bytes: a month, a count."""
    return Field(name, MONTH, count, unit, en, zh)


def flag(name: str, unit: str, en: str, zh: str) -> Field:
    """A whole number of 1 byte: yes or no, or one of a few kinds."""
    return Field(name, FLAG, 1, unit, en, zh)
