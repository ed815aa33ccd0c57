"""Numbers and names as they stand on a page."""

import math
from collections.abc import Callable

from wenze.experiments.analysis.differences import Row
from wenze.experiments.analysis.event_study import Estimate
from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.messages import say

ARROWS = {1: " ↑", -1: " ↓", 0: ""}
THREE = 3  # decimals


def number(value: float, sign: bool = False) -> str:
    """A number with three decimals and a minus that is one."""
    if math.isnan(value):
        return say("nothing")
    text = f"{round(value, THREE) + 0.0:{'+' if sign else ''}.{THREE}f}"
    return text.replace("-", "−")


def marked(row: Row) -> str:
    """A mean, with an arrow where its difference from the reference can be told from zero."""
    return number(row.mean) + ARROWS[row.direction]


def change(found: Interval) -> str:
    """A difference with its interval."""
    if math.isnan(found.mean):
        return say("nothing")
    if found.is_zero:
        return "0"
    if math.isnan(found.low):
        return number(found.mean, sign=True)
    return say(
        "page_interval", mean=number(found.mean, True), low=number(found.low, True), high=number(found.high, True)
    )


def months(found: Estimate) -> str:
    """A time in months with its interval; what is not reached is said."""
    return _estimate(found, lambda value: say("page_not_reached") if math.isinf(value) else f"{value:.0f}")


def per_cent(found: Estimate) -> str:
    """A share with its interval."""
    return _estimate(found, lambda value: f"{100 * value:.0f}".replace("-", "−"))


def _estimate(found: Estimate, shown: Callable[[float], str]) -> str:
    if math.isnan(found.value):
        return "–"
    if math.isnan(found.low):
        return shown(found.value)
    return say("page_estimate", value=shown(found.value), low=shown(found.low), high=shown(found.high))


def share(value: float) -> str:
    """A share in per cent."""
    return "–" if math.isnan(value) else say("per_cent", number=f"{100 * value:.0f}")
