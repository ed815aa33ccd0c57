"""Plain data checked against a model of pydantic's, and what is said if it does not fit."""

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from wenze.sim.errors import clipped, nearest, quoted, refused
from wenze.sim.language import in_language, unit_in_language
from wenze.sim.messages import listed, say
from wenze.sim.settings.parameters import Definition, definitions
from wenze.sim.settings.yaml import refuse_code

Checked = TypeVar("Checked", bound=BaseModel)


class Fault(NamedTuple):
    """What is wrong with plain data: the dotted key, the value if it is the value that is wrong, and the reason."""

    key: str
    value: str
    reason: str


@dataclasses.dataclass
class Gaps:
    """Where plain data of another time differ in their keys from ours: what was missing, with the default that was taken
    (dotted key -> value), and which keys are none of ours and were left aside.
    """

    taken: dict[str, object] = dataclasses.field(default_factory=dict)
    ignored: list[str] = dataclasses.field(default_factory=list)


def check(
    model: type[Checked],
    data: object,
    source: str,
    *,
    place: str = "",
    complete: bool = False,
    gaps: Gaps | None = None,
) -> Checked:
    """Plain data as a model; with ``complete`` no number may be left to its default.

    With ``gaps`` a missing number is its default and an unknown key is left aside, and both are noted there.

    Raises InputError naming the source, the key (``place`` stands before it), its value and what is allowed. Where
    nothing of ours stands in the data, they may be anybody's, and nothing of them is shown.
    """
    if not isinstance(data, dict):
        value = quoted(data) if place else None
        reason = say("must_be_mapping_of", names=listed(model.model_fields))
        raise refused(reason, place=source, key=place.rstrip("."), value=value)
    if not place and not any(name in data for name in model.model_fields):
        raise refused(say("must_be_mapping_of", names=listed(model.model_fields)), place=source)
    refuse_code(data, source)
    if gaps is not None:
        data = _known_part(model, data, place, gaps)
    try:
        checked = model.model_validate(data)
    except ValidationError as error:
        fault = first_fault(error, model)
        raise refused(fault.reason, place=source, key=f"{place}{fault.key}", value=fault.value or None) from None
    missing = list(_missing(data, checked.model_dump())) if complete or gaps is not None else []
    if gaps is not None:
        for key, default in missing:
            gaps.taken.update(_single(f"{place}{key}", default))
    elif missing:
        raise refused(say("missing"), place=source, key=f"{place}{missing[0][0]}")
    return checked


def _known_part(model: type[BaseModel], data: Any, place: str, gaps: Gaps) -> Any:
    """Plain data without the keys that the model does not know, which are noted."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        unknown = [fault["loc"] for fault in error.errors(include_url=False) if fault["type"] == "extra_forbidden"]
    else:
        unknown = []
    known = copy.deepcopy(data) if unknown else data
    for *way, last in unknown:
        inside = known
        for step in way:
            inside = inside[step]
        del inside[last]
        gaps.ignored.append(place + clipped(_dotted((*way, last))))
    return known


def first_fault(error: ValidationError, model: type[BaseModel]) -> Fault:
    """The first thing that is wrong with data that does not fit a model."""
    first = error.errors(include_url=False)[0]
    loc, kind = first["loc"], first["type"]
    if kind == "extra_forbidden":
        return Fault(clipped(_dotted(loc)), "", say("unknown") + _hint(loc, first["input"], model))
    if kind == "missing":
        return Fault(_dotted(loc), "", say("missing"))
    return Fault(_dotted(loc), quoted(first["input"]), _allowed(loc, first))


def _hint(loc: Sequence[int | str], value: object, model: type[BaseModel]) -> str:
    """What could have been meant by a key that is not there."""
    steps = [step for step in loc if isinstance(step, str)]
    word = ".".join(steps)
    if " " in word:  # a comma in a text ends it, and what follows is taken for a key: of words, as no key of ours is
        return say("quotes_needed")
    near = nearest(word, _names_in(model))
    if near and "." in steps[-1]:
        inside = next(number for number, step in enumerate(near.split(".")) if step not in _NOT_REPEATED)
        return say("write_nested", lines=_nested(near.split(".")[inside:], quoted(value)))
    return say("did_you_mean", near=near) if near else ""


def _nested(steps: Sequence[str], value: str) -> str:
    """A dotted key as it is written in a file: ``policy: {accountability: {strictness_work: 0.5}}``."""
    first, *inside = steps
    return f"{first}: {{{_nested(inside, value)}}}" if inside else f"{first}: {value}"


_NOT_REPEATED = ("timeline", "stages")
"""Lists: what is to be written stands inside one of their entries."""


def allowed(definition: Definition, given_number: bool = False) -> str:
    """The numbers that a parameter may take, in words; shorter where ``given_number`` is one that is out of range."""
    meaning = definition.meaning
    whole = isinstance(definition.default, int)
    low, high = (str(bound) if whole else f"{bound:g}" for bound in (meaning.low, meaning.high))
    unit = say("unit_behind", unit=unit_in_language(meaning.unit)) if meaning.unit else ""
    message = "whole_between" if whole else "between" if given_number else "number_between"
    return say(message, low=low, high=high, unit=unit)


@cache
def parameters() -> dict[str, Definition]:
    """Every parameter by its dotted key."""
    return {definition.key: definition for definition in definitions()}


def _allowed(loc: Sequence[int | str], error: ErrorDetails) -> str:
    """What is allowed at a place: its range if a parameter stands there, otherwise what the model asks for."""
    kind = error["type"]
    for start in range(len(loc)):
        definition = parameters().get(_dotted(loc[start:]))
        if definition:
            return allowed(definition, given_number=kind in ("greater_than_equal", "less_than_equal"))
    context = error.get("ctx", {})
    if kind == "model_type" and context.get("class_name") in _SHAPES:
        return say(_SHAPES[context["class_name"]])
    if kind == "literal_error":
        choices = context["expected"]
        return say("must_be_one_of", choices=in_language(choices, choices.replace(" or ", ", ").replace(", ", "、")))
    if kind == "greater_than_equal":
        return say("must_be_at_least", least=context["ge"])
    if kind in _AT_MOST:
        return say(_AT_MOST[kind], most=context["max_length"])
    if kind in _WITH_CONTEXT:
        return say(_WITH_CONTEXT[kind], **context)
    return say(_REASONS[kind]) if kind in _REASONS else error["msg"]


# What pydantic finds wrong elsewhere than in parameters -> the message.
_REASONS = {
    "model_type": "must_be_mapping",
    "dict_type": "must_be_mapping",
    "tuple_type": "must_be_list",
    "string_type": "must_be_text",
    "string_unicode": "must_be_text",
    "int_type": "must_be_whole",
    "bool_type": "must_be_true_or_false",
    "string_too_short": "must_have_characters",
    "too_short": "must_have_items",
    "string_pattern_mismatch": "must_be_colour",
    "family_taken": "family_taken",
}


# Collections and texts that are too long -> the message.
_AT_MOST = {"too_long": "items_at_most", "string_too_long": "characters_at_most"}


# What our own checks of headings (sim.settings.labels) find -> the message, whose values come with what is found.
UNPRINTABLE = "unprintable"
FAMILY = "unknown_family"
NAME = "not_a_name"
_WITH_CONTEXT = {UNPRINTABLE: "must_be_printable", FAMILY: "must_be_family", NAME: "name_rule"}


_SHAPES = {"Title": "must_be_words", "About": "must_be_words"}
"""Mappings that are best shown as one writes them: the name of their class -> the message."""


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


def _missing(data: Any, whole: Any, key: str = "") -> Iterator[tuple[str, object]]:
    """Dotted keys that are in ``whole`` and not in ``data``, with what ``whole`` has there."""
    if isinstance(whole, list | tuple):
        for number, (part, complete) in enumerate(zip(data, whole, strict=True)):
            yield from _missing(part, complete, f"{key}[{number}]")
    elif isinstance(whole, dict) and isinstance(data, dict):
        for name, complete in whole.items():
            deeper = f"{key}.{name}" if key else name
            if name in data:
                yield from _missing(data[name], complete, deeper)
            else:
                yield deeper, complete


def _single(key: str, value: Any) -> Iterator[tuple[str, object]]:
    """The single values below a dotted key."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _single(f"{key}.{name}", inside)
    else:
        yield key, value
