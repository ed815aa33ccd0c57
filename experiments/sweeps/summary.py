"""What a sweep comes to: values of measures by setting, scenario and replication, and the rows of ``summary.csv``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.differences import Row, range_of, summarise
from wenze.experiments.runs.months import column_of
from wenze.experiments.sweeps.axes import Number
from wenze.experiments.sweeps.plan import Plan, check_measure
from wenze.experiments.sweeps.store import Store, read_part
from wenze.sim.measures import leading

USUAL = leading("table")
"""The measures of a summary unless others are asked for: those of the table of a comparison."""

SUMMARY_COLUMNS = (
    "scenario", "measure", "mean", "low", "high", "difference", "difference_low", "difference_high", "replications",
    "denominator",
)  # fmt: skip


def measures_for(plan: Plan, names: Sequence[str] | None) -> tuple[str, ...]:
    """The measures of a summary: those that are asked for, or the usual ones, and the one that is to be precise.

    Raises InputError for one that is not there.
    """
    wanted = list(names or USUAL)
    if plan.precision and plan.precision.measure not in wanted:
        wanted.append(plan.precision.measure)
    for name in wanted:
        check_measure(plan.measures, name, "measures")
    return tuple(wanted)


class Failure(NamedTuple):
    """A run that failed."""

    setting: int
    scenario: str
    replication: int
    seed: int
    values: tuple[Number, ...]
    error: str


@dataclass(frozen=True, eq=False)
class Outcome:
    """The rows of a store in memory, of some measures only; of the first ``parts`` only if that is given."""

    store: Store
    names: tuple[str, ...]
    parts: int | None = None

    @property
    def plan(self) -> Plan:
        """What was run."""
        return self.store.plan

    @cached_property
    def columns(self) -> Mapping[str, Any]:
        """Keys, measures and their denominators of every run, by column, in the order of the parts."""
        wanted = ["setting", "scenario", "replication", "error", *self.names, *self._denominators]
        found: dict[str, list[Any]] = {name: [] for name in wanted}
        place = {name: number for number, name in enumerate(self.plan.scenarios)}
        for number, path in self.store.parts().items():
            if self.parts is not None and number >= self.parts:
                continue
            table = read_part(path, wanted)
            for name in wanted:
                column = table.column(name)
                if name == "scenario":
                    found[name].append(np.array([place[item] for item in column.to_pylist()], np.int32))
                elif name == "error":
                    found[name].append(column.is_valid().to_numpy())
                else:
                    found[name].append(column.to_numpy())
        return {name: np.concatenate(pieces) if pieces else np.zeros(0) for name, pieces in found.items()}

    @cached_property
    def replications(self) -> int:
        """The most replications that any setting has."""
        numbers = self.columns["replication"]
        return int(numbers.max()) + 1 if len(numbers) else 0

    def values(self, measure: str) -> Any:
        """A measure of every run: array [setting, scenario, replication], NaN where it has no value, failed or is not there."""
        shape = self.plan.points.size, len(self.plan.scenarios), self.replications
        values = np.full(shape, np.nan)
        columns = self.columns
        values[columns["setting"], columns["scenario"], columns["replication"]] = columns[measure]
        return values

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Setting by setting, the rows of its scenarios and measures, with differences from the reference."""
        arrays = {name: self.values(name) for name in self.names}
        bottoms = {name: self._denominator_sums(name) for name in self.names}
        ranges = {name: range_of(self.plan.measures[name]) for name in self.names}
        scenarios = self.plan.scenarios
        reference = self.plan.makings.reference if len(scenarios) > 1 else None
        for setting in range(self.plan.points.size):
            values = {
                scenario: {name: arrays[name][setting, place] for name in self.names}
                for place, scenario in enumerate(scenarios)
            }
            denominators = {
                (scenario, name): float(bottoms[name][setting, place])
                for place, scenario in enumerate(scenarios)
                for name in self.names
            }
            for row in summarise(values, reference, ranges, denominators):
                yield setting, row

    @cached_property
    def grouped(self) -> Mapping[tuple[str, str], Sequence[Row]]:
        """The rows of the summary by scenario and measure, in the order of the settings."""
        found: dict[tuple[str, str], list[Row]] = {}
        for _, row in self.rows():
            found.setdefault((row.scenario, row.measure), []).append(row)
        return found

    def failures(self) -> list[Failure]:
        """The runs that failed, in order."""
        found: list[Failure] = []
        wanted = ["setting", "scenario", "replication", "seed", "error", *self.plan.keys]
        for path in self.store.parts().values():
            table = read_part(path, ["error"])
            if table.column("error").null_count < table.num_rows:
                table = read_part(path, wanted)
                found += [_failure(row, self.plan.keys) for row in table.to_pylist() if row["error"] is not None]
        return found

    @property
    def _denominators(self) -> list[str]:
        names = {column_of(name) for measure in self.names for name in self.plan.measures[measure].denominators}
        return sorted(names)

    def _denominator_sums(self, measure: str) -> Any:
        """What a measure was divided by, over all replications: array [setting, scenario], NaN where it is not one ratio."""
        shape = self.plan.points.size, len(self.plan.scenarios)
        names = self.plan.measures[measure].denominators
        if not names:
            return np.full(shape, np.nan)
        sums = np.zeros(shape)
        columns = self.columns
        for name in names:
            np.add.at(sums, (columns["setting"], columns["scenario"]), np.nan_to_num(columns[column_of(name)]))
        return sums


def _failure(row: Mapping[str, Any], keys: Sequence[str]) -> Failure:
    values = tuple(row[key] for key in keys)
    return Failure(row["setting"], row["scenario"], row["replication"], row["seed"], values, row["error"])


def summary_rows(outcome: Outcome) -> Iterator[tuple[Any, ...]]:
    """The rows of ``summary.csv``: the setting and its values, then what :class:`Row` holds."""
    at_setting = outcome.plan.points.at
    for setting, row in outcome.rows():
        yield (setting, *at_setting(setting), *row)
