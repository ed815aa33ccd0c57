"""Axes: which values a parameter takes in a sweep, as they are written.

The syntax is Hydra's: ``0.2,0.4,0.6`` and ``choice(0.2,0.4)``, ``range(0,1,0.1)`` (without its end), ``interval(0,1)`` and
``tag(log,interval(0.1,10))`` for designs that draw their points. Hydra takes the text apart; what it means is ours: a range
is counted before it is gone through and has decimal steps, so that 0.3 is 0.3 and nothing is enumerated to be refused.
"""

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from wenze.experiments.messages import say
from wenze.sim.errors import InputError, at, clipped, nearest, quoted
from wenze.sim.settings.checking import allowed, parameters
from wenze.sim.settings.yaml import number_in

Number = int | float

PAIRED = ("seed", "replications")
"""Numbers that cannot vary: every setting lives on the same luck, as often."""
SIGNS_OF_MANY = (",", "(")

_one_at_a_time = threading.Lock()
"""The parser keeps what it has learned of the grammar where all threads share it, and does not guard it."""


@dataclass(frozen=True)
class Listed:
    """Values one by one."""

    values: tuple[Number, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.values)

    def value(self, index: int) -> Number:
        """The value at a place."""
        return self.values[index]


@dataclass(frozen=True)
class Stepped:
    """Values from ``start`` on in decimal steps, ``size`` of them."""

    start: Decimal
    step: Decimal
    size: int
    whole: bool

    def value(self, index: int) -> Number:
        """The value at a place: the decimal number, as near as a float comes to it."""
        value = self.start + self.step * index
        return int(value) if self.whole else float(value)


@dataclass(frozen=True)
class Between:
    """All values from ``low`` to ``high``; evenly in their logarithm with ``log``, whole numbers with ``whole``."""

    low: float
    high: float
    log: bool
    whole: bool

    def at(self, share: float) -> Number:
        """The value at a share, on [0, 1], of the way."""
        if self.whole:
            return min(int(self.high), int(self.low) + math.floor(share * (self.high - self.low + 1.0)))
        if self.log:
            return float(min(self.high, max(self.low, self.low * math.exp(share * math.log(self.high / self.low)))))
        return float(self.low + share * (self.high - self.low))


Values = Listed | Stepped | Between


class Axis(NamedTuple):
    """A parameter that varies, by its dotted key, the values it takes, and how that was written."""

    key: str
    values: Values
    written: str


def varies(value: str) -> bool:
    """Whether a text after ``key=`` stands for several values."""
    return any(sign in value for sign in SIGNS_OF_MANY)


def read_axis(key: str, value: str, place: str = "") -> Axis:
    """An axis from its key and what stands behind ``=``. Raises InputError, naming ``place`` if there is one."""
    try:
        return Axis(key, _values(key, value), value)
    except InputError as error:
        if not place:
            raise
        raise InputError(at(place, str(error)), place=place, key=error.key, value=error.value) from None


def _values(key: str, text: str) -> Values:
    _check_varies(key, text)
    found = _parsed(key, text)
    kind = type(found).__name__
    if kind == "IntervalSweep":
        return _between(key, text, found)
    if kind == "RangeSweep" and not found.shuffle:
        return _stepped(key, text, found)
    if kind == "ChoiceSweep" and not found.shuffle:
        return _listed(key, text, found.list)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return _listed(key, text, [found])
    raise _refused(key, text, say("axis_form"))


def _check_varies(key: str, text: str) -> None:
    """Raise InputError unless a parameter of this name is there and may vary."""
    if key not in parameters():
        near = nearest(key, parameters())
        raise _refused(key, text, say("axis_unknown") + (say("axis_near", near=near) if near else ""))
    if key in PAIRED:
        raise _refused(key, text, say("axis_paired"))


def _parsed(key: str, text: str) -> Any:
    """What Hydra makes of a text: a sweep of its own, or one value."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    if "${" in text or "_" in text:  # it would read 1_000 as 1000, which no other number of ours may be written as
        raise _refused(key, text, say("axis_form"))
    try:
        with _one_at_a_time:
            return OverridesParser.create().parse_override(f"{key}={text}")._value
    except (HydraException, ValueError, TypeError, RecursionError) as error:
        raise _refused(key, text, say("axis_form")) from error


def _listed(key: str, text: str, values: list[Any]) -> Listed:
    numbers = tuple(_checked(key, text, value) for value in values)
    for number in numbers:
        if numbers.count(number) > 1:
            raise _refused(key, text, say("axis_twice", value=quoted(number)))
    return Listed(numbers)


def _stepped(key: str, text: str, found: Any) -> Stepped:
    start, stop, step = (Decimal(repr(number)) for number in (found.start, found.stop, found.step))
    if not all(number.is_finite() for number in (start, stop, step)) or step == 0:
        raise _refused(key, text, say("axis_step"))
    count = math.ceil((stop - start) / step)
    if count < 1:
        raise _refused(key, text, say("axis_empty"))
    last = start + step * (count - 1)
    for end in (start, last):
        _checked(key, text, int(end) if end == end.to_integral_value() else float(end))
    if _is_whole(key) and step != step.to_integral_value():
        raise _refused(key, text, allowed(parameters()[key]))
    return Stepped(start, step, count, _is_whole(key))


def _between(key: str, text: str, found: Any) -> Between:
    tags = set(found.tags)
    low, high = (_checked(key, text, _short(end)) for end in (found.start, found.end))
    if tags - {"log"} or not low < high:
        raise _refused(key, text, say("axis_interval"))
    if "log" in tags and low <= 0:
        raise _refused(key, text, say("axis_log"))
    return Between(float(low), float(high), "log" in tags, _is_whole(key))


def _short(number: float) -> Number:
    """A whole number as one: Hydra makes every end of an interval a float."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def number_of(key: str, text: str) -> Number | None:
    """The number that a text stands for, if the parameter may have it; None otherwise."""
    meaning, number = parameters()[key].meaning, number_in(text)
    if number is None or not meaning.low <= number <= meaning.high or (_is_whole(key) and number % 1):
        return None
    return int(number) if _is_whole(key) else float(number)


def _checked(key: str, text: str, value: Any) -> Number:
    """A number that the parameter may have. Raises InputError."""
    number = number_of(key, str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if number is None:
        raise _refused(key, text, at(clipped(str(value)), allowed(parameters()[key])))
    return number


def _is_whole(key: str) -> bool:
    return isinstance(parameters()[key].default, int)


def _refused(key: str, text: str, reason: str) -> InputError:
    return InputError(at(f"{key}={clipped(text)}", reason), key=key, value=clipped(text), allowed=reason)


def axes_from(given: Mapping[str, str], place: str = "") -> list[Axis]:
    """Axes in the order in which they are given. Raises InputError."""
    return [read_axis(key, value, place) for key, value in given.items()]
