"""What comes from a browser, checked before it reaches the engine: each fault is refused in both languages at once."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from wenze.experiments.classroom.sayings import Refused

LONGEST_SHOWN = 40  # characters of what is quoted back: it may be anything


def mapping(key: str, value: object) -> Mapping[str, Any]:
    """A mapping. Raises Refused."""
    if not isinstance(value, Mapping):
        raise Refused("must_be_mapping", key=key)
    return value


def items(key: str, value: object, count: int | None = None) -> Sequence[Any]:
    """A list, of so many items if that is given. Raises Refused."""
    if not isinstance(value, list | tuple) or (count is not None and len(value) != count):
        raise Refused("must_be_list", key=key, count="…" if count is None else count)
    return value


def whole(key: str, value: object, low: int, high: int) -> int:
    """A whole number within bounds; 24.0 is one, as JavaScript knows no other kind. Raises Refused."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refused("whole_between", key=key, low=low, high=high)
    return value


def number(key: str, value: object, low: float, high: float) -> float:
    """A finite number within bounds. Raises Refused."""
    refusal = Refused("number_between", key=key, low=f"{low:g}", high=f"{high:g}")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise refusal
    if not low <= value <= high or not math.isfinite(value):
        raise refusal
    return float(value)


def shown(value: object) -> str:
    """What was given, so short that it can be quoted, without signs that do not print."""
    text = value if isinstance(value, str) else repr(value)
    printable = "".join(sign if sign.isprintable() else "?" for sign in text[: LONGEST_SHOWN + 1])
    return printable if len(printable) <= LONGEST_SHOWN else f"{printable[:LONGEST_SHOWN]}…"
