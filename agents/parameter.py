"""How a number of the model is defined: once, with unit, range, kind and source.

A *group* is a frozen record of numbers (``class Tolerance(Group)``). Each number is declared with
:func:`parameter`; everything else that speaks about numbers (the checks, the command line, the table in the
document, the record the engine reads) is derived from these declarations.
"""

from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

Kind = Literal["statute", "measured", "literature", "assumed", "fitted"]


class Group(BaseModel):
    """A frozen record of numbers; unknown names, wrong types, NaN and infinity are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True)

    @field_validator("*", mode="before")
    @classmethod
    def _whole_is_whole(cls, value: Any, info: ValidationInfo) -> Any:
        """24.0 is 24 where a whole number is asked for, wherever it comes from; 24.5 and True are refused."""
        annotation = cls.model_fields[str(info.field_name)].annotation
        asked_for_whole = annotation is int or int in get_args(annotation)
        return int(value) if asked_for_whole and isinstance(value, float) and value.is_integer() else value


class Meaning(NamedTuple):
    """What is said of a parameter beside its value: unit, bounds, kind, source, one sentence in two languages."""

    unit: str
    low: float
    high: float
    kind: Kind
    source: str
    en: str
    zh: str


def parameter(
    default: float, low: float, high: float, unit: str, *, en: str, zh: str, kind: Kind = "assumed", source: str = ""
) -> Any:
    """Declare one number of a :class:`Group`.

    ``default`` is an int for a whole number and a float for any other. ``source`` is a row of the facts table or a
    citation; an assumed number may leave it empty and is then reported as the project's own assumption. A
    new unit or source gets its Chinese in ``wenze.sim.language``.
    """
    meaning = Meaning(unit, low, high, kind, source or "assumption of this project", en, zh)
    return Field(default=default, ge=low, le=high, description=en, json_schema_extra={"meaning": meaning._asdict()})


def meaning_of(field: FieldInfo) -> Meaning:
    """What was declared about a field by :func:`parameter`."""
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError("not declared with parameter()")
    return Meaning(**extra["meaning"])  # type: ignore[arg-type]
