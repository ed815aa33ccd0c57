"""What a larger sweep takes from the smaller one in whose place it comes: runs are found by their names.

The larger store grows beside the smaller one, as ``NAME.larger``; when it is whole they change places. Killed in between, the
next start finishes it.
"""

import os
import shutil
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

from wenze.experiments.messages import printable, say
from wenze.experiments.runs.folder import sync_names
from wenze.experiments.sweeps.plan import PLAN, Plan, World, read_plan, run_names
from wenze.experiments.sweeps.rows import MONTHS, RUNS, Row, rows_from
from wenze.experiments.sweeps.store import Store, read_manifest, read_part, refuse_strangers
from wenze.sim.errors import InputError

KEPT_TABLES = 4
"""Parts of the smaller store whose rows are kept at hand."""


class Earlier:
    """The rows of a smaller store, by the names of their runs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._place: dict[str, int] = {}
        self._tables: OrderedDict[int, dict[str, Row]] = OrderedDict()
        self._reading = threading.Lock()
        self._last: tuple[tuple[int, int], Any] = ((-1, -1), None)
        for number, path in store.parts().items():
            self._place.update(dict.fromkeys(read_part(path, ["run"]).column("run").to_pylist(), number))

    def names(self) -> set[str]:
        """The runs there are."""
        return set(self._place)

    def holds(self, plan: Plan, world: World) -> bool:
        """Whether the rows of a world of a larger plan are there."""
        return self._names_of(plan, world) is not None

    def rows(self, plan: Plan, world: World) -> list[Row] | None:
        """The rows of a world of a larger plan, None if any of them is not there."""
        names = self._names_of(plan, world)
        if names is None:
            return None
        found = {scenario: self._row(name) for scenario, name in names.items()}
        values = plan.points.at(world.setting)
        return [found[scenario]._replace(world=world, scenario=scenario, values=values) for scenario in plan.scenarios]

    def _names_of(self, plan: Plan, world: World) -> dict[str, str] | None:
        """The names of a world's runs by scenario, None if any of them is not there."""
        namers = self._namers(plan, plan.place_of(world))
        if namers is None:
            return None
        names = {scenario: namer(world.replication) for scenario, namer in namers.items()}
        return names if all(name in self._place for name in names.values()) else None

    def _namers(self, plan: Plan, place: tuple[int, int]) -> Any:
        last, namers = self._last
        if last != place:
            try:
                namers = run_names(plan.settings(*place))
            except InputError:  # its numbers do not go together: its runs fail
                namers = None
            self._last = place, namers
        return namers

    def _row(self, name: str) -> Row:
        number = self._place[name]
        with self._reading:
            if number not in self._tables:
                plan = self._store.plan
                months = read_part(self._store.parts(MONTHS)[number]) if plan.monthly else None
                table = read_part(self._store.parts(RUNS)[number])
                self._tables[number] = {row.name: row for row in rows_from(table, months, plan)}
                if len(self._tables) > KEPT_TABLES:
                    self._tables.popitem(last=False)
            return self._tables[number][name]


def larger(out: Path) -> Path:
    """Where a larger store grows."""
    return out.with_name(f"{out.name}.larger")


def smaller(out: Path) -> Path:
    """Where the smaller store is for the moment in which they change places."""
    return out.with_name(f"{out.name}.smaller")


def earlier_than(plan: Plan, out: Path) -> Earlier | None:
    """The smaller store in a folder whose runs are all in a plan too; None if the folder holds no store, or the plan's own.

    Raises InputError for the store of a plan that has others, or that keeps other months of its runs.
    """
    finish_change(out)
    if not (out / PLAN).exists() or (out / PLAN).read_bytes() == plan.files[PLAN]:
        return None
    store = Store(out, read_plan(out))
    refuse_strangers(out, store.plan)  # the smaller store is removed in the end
    same_kind = store.plan.span == plan.span and (store.plan.monthly or not plan.monthly)
    found = Earlier(store)
    if not same_kind or not found.names() <= _names_in(plan):
        raise InputError(say("store_of_another_plan", out=printable(out)))
    return found


def _names_in(plan: Plan) -> set[str]:
    names: set[str] = set()
    for setting in range(plan.points.size):
        for first in range(plan.replications if plan.tabled else 1):
            try:
                namers = run_names(plan.settings(setting, first)).values()
            except InputError:
                continue
            numbers = [first] if plan.tabled else range(plan.replications)
            names.update(namer(number) for namer in namers for number in numbers)
    return names


def change_places(out: Path) -> None:
    """Put the larger store where the smaller one is, and remove that."""
    os.rename(out, smaller(out))
    finish_change(out)


def finish_change(out: Path) -> None:
    """Finish a change of places, wherever it stopped."""
    record = read_manifest(larger(out)) if smaller(out).is_dir() else None
    if record is not None and record.get("complete") and not out.exists():
        os.rename(larger(out), out)
        sync_names(out.parent)
    if out.exists() and (smaller(out) / PLAN).is_file():
        shutil.rmtree(smaller(out), ignore_errors=True)
