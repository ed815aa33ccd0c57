"""In what two sets of numbers differ, and how that is said."""

import math
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import NamedTuple

from tests.baselines.numbers import Key, Numbers

MOST_SHOWN = 20  # measures in the table
MOST_NAMED = 5  # names in a sentence
WIDTH = 80


class Moved(NamedTuple):
    """A measure of a scenario that is another number now."""

    scenario: str
    measure: str
    before: float
    now: float


class Changed(NamedTuple):
    """A setting that is another one now, and the scenarios in which it is."""

    setting: str
    before: str
    now: str
    scenarios: list[str]


class Differences(NamedTuple):
    """Settings that changed; measures that moved; counts that moved in some month; what one side has alone.

    Measures come in the order of how far they moved, each in the scenario where it moved most before any other again.
    """

    settings: list[Changed]
    measures: list[Moved]
    counts: list[Key]
    added: list[str]
    gone: list[str]
    compared: int  # measures
    scenarios: int  # compared

    @property
    def any_moved(self) -> bool:
        """Whether any number that both sides have differs."""
        return bool(self.settings or self.measures or self.counts)

    def report(self) -> str:
        """All of it in lines of at most 80 characters; none if there is no difference."""
        lines = _settings_changed(self)
        lines += _measures_moved(self) if self.measures else []
        lines += _counts_moved(self)
        lines += [_wrapped(f"New: {_listed(self.added)}.")] if self.added else []
        lines += [_wrapped(f"Gone: {_listed(self.gone)}.")] if self.gone else []
        return "\n".join(lines)


def differences(before: Numbers, now: Numbers, tolerance: float = 0.0) -> Differences:
    """In what the numbers differ; measures by more than a relative ``tolerance``, counts by as much as one bit."""
    shared = [key for key in before.measures if key in now.measures]
    spread = spreads(before.measures)
    moved = [
        Moved(*key, before.measures[key], now.measures[key])
        for key in shared
        if not same(before.measures[key], now.measures[key], tolerance)
    ]
    moved.sort(key=lambda one: -_size(one, spread[one.measure]))
    most = {one.measure: one for one in reversed(moved)}
    moved.sort(key=lambda one: one is not most[one.measure])
    there, here = _names(before), _names(now)
    changed: dict[tuple[str, str, str], list[str]] = {}
    for scenario, setting in _unlike(before.settings, now.settings):
        values = before.settings[scenario, setting], now.settings[scenario, setting]
        changed.setdefault((setting, *values), []).append(scenario)
    return Differences(
        [Changed(*values, scenarios) for values, scenarios in changed.items()],
        moved,
        _unlike(before.counts, now.counts),
        [name for name in here if name not in there],
        [name for name in there if name not in here],
        len(shared),
        len({scenario for scenario, _ in shared}),
    )


def _unlike(before: Mapping[Key, str], now: Mapping[Key, str]) -> list[Key]:
    return [key for key in before if key in now and before[key] != now[key]]


def same(one: float, other: float, tolerance: float) -> bool:
    """Whether two numbers agree to a relative tolerance; empty agrees with empty."""
    return math.isclose(one, other, rel_tol=tolerance) or (math.isnan(one) and math.isnan(other))


def spreads(measures: Mapping[Key, float]) -> dict[str, float]:
    """For each measure, how far the scenarios lie apart: what a change of it is weighed by."""
    values: dict[str, list[float]] = {}
    for (_, measure), value in measures.items():
        values.setdefault(measure, []).extend([] if math.isnan(value) else [value])
    return {measure: max(found, default=0.0) - min(found, default=0.0) for measure, found in values.items()}


def _size(moved: Moved, spread: float) -> float:
    step = abs(moved.now - moved.before)
    return math.inf if math.isnan(step) else step / (spread or max(abs(moved.now), abs(moved.before)))


def _names(numbers: Numbers) -> list[str]:
    """What there is: every scenario, measure, count and setting."""
    kinds: dict[str, Mapping[Key, object]] = {
        "measure": numbers.measures,
        "count": numbers.counts,
        "setting": numbers.settings,
    }
    names = dict.fromkeys(f"{kind} {name}" for kind, found in kinds.items() for _, name in found)
    return [*(f"scenario {name}" for name in numbers.scenarios), *names]


def _settings_changed(found: Differences) -> list[str]:
    lines = [
        _wrapped(f"{one.setting} was {one.before}, is {one.now}, in {_all_or_listed(one.scenarios, found.scenarios)}.")
        for one in found.settings[:MOST_SHOWN]
    ]
    if len(found.settings) > MOST_SHOWN:
        lines.append(f"and {len(found.settings) - MOST_SHOWN} more settings")
    if found.settings and not found.measures and not found.counts:
        lines.append("No number of the run recorded moved by this; those of other runs may.")
    return lines


def _measures_moved(found: Differences) -> list[str]:
    scenarios = {moved.scenario for moved in found.measures}
    shown = found.measures[:MOST_SHOWN]
    rows = [("scenario", "measure", "recorded", "now"), *((m.scenario, m.measure, *_texts(m)) for m in shown)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"{len(found.measures)} of {found.compared} measures moved, {_scenarios(len(scenarios))}.",
        *(f"{a:<{widths[0]}} {b:<{widths[1]}} {c:>{widths[2]}} {d:>{widths[3]}}" for a, b, c, d in rows),
    ]
    if len(found.measures) > len(shown):
        lines.insert(1, "Those that moved most, against how far scenarios lie apart:")
        lines.append(f"and {len(found.measures) - len(shown)} more")
    if not found.counts:
        lines.append("No count moved: it is formulas of measures that changed.")
    return lines


def _texts(moved: Moved) -> tuple[str, str]:
    """Both numbers in few digits; where these do not tell them apart, the second with what it is off by."""
    for digits in (4, 6):
        before, now = (f"{value:.{digits}g}".replace("nan", "empty") for value in (moved.before, moved.now))
        if before != now:
            return before, now
    return before, f"{now} {moved.now - moved.before:+.0e}"


def _counts_moved(found: Differences) -> list[str]:
    """A sentence for every scenario in which counts moved and no measure tells."""
    told = {moved.scenario for moved in found.measures}
    hidden: dict[str, list[str]] = {}
    for scenario, count in found.counts:
        if scenario not in told:
            hidden.setdefault(scenario, []).append(count)
    return [
        _wrapped(f"{scenario}: no measure moved, but in some months these counts did: {_listed(counts)}.")
        for scenario, counts in hidden.items()
    ]


def _scenarios(number: int) -> str:
    return "in one scenario" if number == 1 else f"in {number} scenarios"


def _all_or_listed(names: Sequence[str], of: int) -> str:
    return "every scenario" if 1 < len(names) == of else _listed(names)


def _listed(names: Sequence[str]) -> str:
    """The first few of many names."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _wrapped(text: str) -> str:
    return fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
