"""Plain data checked against a model of pydantic's, and what is said if it does not fit."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from sim.errors import InputError, shown, suggestion
from sim.parameters import Definition, definitions
from sim.plain_yaml import refuse_code

Checked = TypeVar("Checked", bound=BaseModel)


class Fault(NamedTuple):
    """What is wrong with plain data: the dotted key, the value if it is the value that is wrong, and the reason."""

    key: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.key}{'=' if self.value else ''}{self.value}: {self.reason}"


def check(model: type[Checked], data: object, source: str, *, place: str = "", complete: bool = False) -> Checked:
    """Plain data as a model; with ``complete`` no number may be left to its default.

    Raises InputError naming the source, the key (``place`` stands before it), its value and what is allowed.
    """
    refuse_code(data, source)
    where = f"{source}: {place}"
    if not isinstance(data, dict):
        value = f"{place.rstrip('.')}={shown(data)}" if place else shown(data)
        raise InputError(f"{source}: {value}: must be a mapping of {', '.join(model.model_fields)}")
    try:
        checked = model.model_validate(data)
    except ValidationError as error:
        raise InputError(f"{where}{first_fault(error, model)}") from None
    missing = next(_missing(data, checked.model_dump()), None) if complete else None
    if missing:
        raise InputError(f"{where}{missing}: missing")
    return checked


def first_fault(error: ValidationError, model: type[BaseModel]) -> Fault:
    """The first thing that is wrong with data that does not fit a model."""
    first = error.errors(include_url=False, include_context=False)[0]
    loc, kind = first["loc"], first["type"]
    if kind == "extra_forbidden":
        word = ".".join(step for step in loc if isinstance(step, str))
        return Fault(_dotted(loc), "", f"unknown{suggestion(word, _names_in(model))}")
    if kind == "missing":
        return Fault(_dotted(loc), "", "missing")
    return Fault(_dotted(loc), shown(first["input"]), _allowed(loc, kind, first["msg"]))


def allowed(definition: Definition, noun: str = "a number ") -> str:
    """The numbers that a parameter may take, in words."""
    meaning = definition.meaning
    whole = isinstance(definition.default, int)
    low, high = (str(bound) if whole else f"{bound:g}" for bound in (meaning.low, meaning.high))
    unit = f" ({meaning.unit})" if meaning.unit else ""
    return f"must be {'a whole number ' if whole else noun}between {low} and {high}{unit}"


@cache
def parameters() -> dict[str, Definition]:
    """Every parameter by its dotted key."""
    return {definition.key: definition for definition in definitions()}


def _allowed(loc: Sequence[int | str], kind: str, message: str) -> str:
    """What is allowed at a place: its range if a parameter stands there, otherwise what pydantic says of it."""
    for start in range(len(loc)):
        definition = parameters().get(_dotted(loc[start:]))
        if definition:
            return allowed(definition, "" if kind in ("greater_than_equal", "less_than_equal") else "a number ")
    if kind in ("model_type", "dict_type"):
        return "must be a mapping from names to values"
    if kind == "tuple_type":
        return "must be a list"
    return re.sub(r"^\w+ should ", "must ", message)


def _dotted(loc: Sequence[int | str]) -> str:
    """A place in nested data, written like ``timeline[0].policy.tolerance``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).removeprefix(".")


def _names_in(model: type[BaseModel]) -> Iterator[str]:
    """Dotted names of all fields of a model, those of the models inside it included."""
    for name, field in model.model_fields.items():
        yield name
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from (f"{name}.{deeper}" for deeper in _names_in(inner))


def _missing(data: Any, whole: Any, key: str = "") -> Iterator[str]:
    """Dotted keys that are in ``whole`` and not in ``data``."""
    if isinstance(whole, list | tuple):
        for number, (part, complete) in enumerate(zip(data, whole, strict=True)):
            yield from _missing(part, complete, f"{key}[{number}]")
    elif isinstance(whole, dict):
        for name, complete in whole.items():
            deeper = f"{key}.{name}" if key else name
            if name in data:
                yield from _missing(data[name], complete, deeper)
            else:
                yield deeper
