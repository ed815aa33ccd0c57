"""Where blanket punishment wins and where a remedy loses: a search over worlds with other assumed numbers.

``python -m wenze.experiments.validation.discovery`` draws worlds in which every number that is not statute or measured, levers of the status
quo included, is up to three times larger or smaller, runs some regimes in each, and says in how many a remedy is
distinguishably better or worse than blanket punishment; the world in which it is worst is run again on other luck. ``make docs`` puts the
table into docs/evidence.md.
``python -m wenze.experiments.validation.discovery 17`` prints the command that runs world 17.
"""

import math
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from wenze.experiments.analysis.differences import Values
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.runs.collect import cores
from wenze.sim.batch import run_batch
from wenze.sim.measures import MEASURES, leading, over_a_run
from wenze.sim.settings.compose import REFERENCE, Settings, compose
from wenze.sim.settings.parameters import Definition, definitions

WORLDS = 300
WIDEST = 3.0  # times larger or smaller than the default
LUCK = 20261126  # from which the worlds are drawn
GIVEN = ("statute", "measured")  # kinds of numbers that stay as they are
REGIMES = (
    "responsibility_lists",
    "full_reform",
    "tolerance_verified",
    "tolerance_on_word",
    "no_accountability",
)
LOOKED_AT = leading("search")
"""The measures looked at."""

SMALL = ("world.scale.counties=2", "world.scale.townships=6", "months=60")
SEARCH = ("replications=8", "seed=1")
AGAIN = ("replications=32", "seed=2")
NAMED = 2  # parameters named as going with a difference
CLEAR_RANK = 3.3  # standard errors of a rank correlation, below which none is named: one in a thousand by chance


class Found(NamedTuple):
    """What was found of a measure under a regime: in how many worlds it is distinguishably better or worse than under the
    reference, which parameters go with the difference (rank correlations), and the world in which it is worst, on other luck.
    """

    regime: str
    measure: str
    better: int
    worse: int
    goes_with: Sequence[tuple[str, float]]
    worst: int | None
    again: Interval | None


def moved() -> list[Definition]:
    """The numbers that are moved: of the world, and of the base under all regimes, which keep the levers they set themselves."""
    return [
        found
        for found in definitions()
        if "." in found.key and not found.key.startswith("world.scale.") and found.meaning.kind not in GIVEN
    ]


def factors() -> npt.NDArray[np.float64]:
    """By how much each number is multiplied in each world: array [world, number], evenly on a logarithmic scale."""
    draws = np.random.Generator(np.random.Philox(LUCK)).random((WORLDS, len(moved())))
    return WIDEST ** (2.0 * draws - 1.0)


@cache
def numbers_moved() -> npt.NDArray[np.float64]:
    """The numbers as they are set in each world, within their ranges: array [world, number]."""
    columns = [_within(found, column) for found, column in zip(moved(), factors().T, strict=True)]
    return np.array(columns).T


def _within(found: Definition, factor: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    values = np.clip(found.default * factor, found.meaning.low, found.meaning.high)
    return np.round(values) if isinstance(found.default, int) else values


def overrides(world: int) -> list[str]:
    """What is set in a world, as on the command line."""
    pairs = zip(moved(), numbers_moved()[world], strict=True)
    return [
        f"{found.key}={value:.0f}" if isinstance(found.default, int) else f"{found.key}={value:.4g}"
        for found, value in pairs
    ]


def settings_of(world: int, run: Sequence[str]) -> Settings:
    """The settings of a world."""
    return compose([*SMALL, *run, *overrides(world)], names=REGIMES, reference=None, folder=None, mode="compare")


def values_of(settings: Settings, threads: int, measures: Sequence[str] = LOOKED_AT) -> Values:
    """Some measures: scenario -> measure -> a value for each replication."""
    values = {
        scenario.name: {measure: np.full(settings.run.replications, np.nan) for measure in measures}
        for scenario in settings.scenarios
    }
    for outcome in run_batch(settings, threads):
        for measure, value in over_a_run(outcome.read, measures).items():
            values[outcome.scenario][measure][outcome.replication] = value
    return values


def difference(values: Values, regime: str, measure: str) -> Interval:
    """Paired difference of a measure between a regime and the reference."""
    return interval(values[regime][measure] - values[REFERENCE][measure])


def search(threads: int) -> Iterator[Found]:
    """Run every world, and say what was found of each regime and measure."""
    differences: dict[tuple[str, str], list[Interval]] = {(r, m): [] for r in REGIMES for m in LOOKED_AT}
    for world in range(WORLDS):
        values = values_of(settings_of(world, SEARCH), threads)
        for (regime, measure), found in differences.items():
            found.append(difference(values, regime, measure))
    again: dict[int, Values] = {}
    for (regime, measure), found in differences.items():
        signs = [MEASURES[measure].better * one.direction for one in found]
        worst = _worst(found, signs)
        if worst is not None and worst not in again:
            again[worst] = values_of(settings_of(worst, AGAIN), threads)
        yield Found(
            regime,
            measure,
            signs.count(1),
            signs.count(-1),
            goes_with([one.mean for one in found]),
            worst,
            None if worst is None else difference(again[worst], regime, measure),
        )


def _worst(found: Sequence[Interval], signs: Sequence[int]) -> int | None:
    """The world whose difference for the worse is farthest from zero."""
    worse = [world for world, sign in enumerate(signs) if sign < 0]
    return max(worse, key=lambda world: min(abs(found[world].low), abs(found[world].high)), default=None)


def goes_with(means: Sequence[float]) -> list[tuple[str, float]]:
    """The parameters whose rank goes most with the difference's, with the correlation of ranks; none if it may be chance."""
    known = ~np.isnan(means)
    ranks = _ranks(np.asarray(means)[known])
    every = np.array([np.corrcoef(_ranks(column[known]), ranks)[0, 1] for column in numbers_moved().T])
    least = CLEAR_RANK / math.sqrt(known.sum() - 1)
    order = [number for number in np.argsort(-np.abs(every)) if abs(every[number]) > least]
    return [(moved()[number].key, float(every[number])) for number in order[:NAMED]]


def _ranks(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(pd.Series(numbers).rank(), np.float64)


def table(threads: int) -> str:
    """What was found, as Markdown."""
    head = "| regime | measure | better | worse | goes with | worst world, on other luck |\n|---|---|---|---|---|---|\n"
    return head + "".join(_line(found) for found in search(threads))


def _line(found: Found) -> str:
    with_what = ", ".join(f"`{key.removeprefix('world.')}` {rank:+.2f}" for key, rank in found.goes_with)
    worst = "–"
    if found.worst is not None and found.again is not None:
        mean, low, high, _ = found.again
        worst = f"{found.worst}: {mean:+.4f} [{low:+.4f}, {high:+.4f}]"
    return f"| `{found.regime}` | `{found.measure}` | {found.better} | {found.worse} | {with_what} | {worst} |\n"


def command(world: int) -> str:
    """The command that runs a world."""
    names = ",".join(REGIMES)
    return " ".join(["wenze compare", f"'scenarios=[{names}]'", *SMALL, *AGAIN, *overrides(world)])


def main(words: Sequence[str]) -> int:
    """Print the table, or the command of the one world that is named; the exit status."""
    if not words:
        print(table(cores()), end="")
    elif len(words) == 1 and words[0].isdecimal() and int(words[0]) < WORLDS:
        print(command(int(words[0])))
    else:
        print(f"{' '.join(words)}: expected nothing, or the number of a world from 0 to {WORLDS - 1}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
