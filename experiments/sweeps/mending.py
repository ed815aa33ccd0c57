"""How a store stands, and mending it: what is damaged is removed and run again, and nothing else."""

import csv
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.runs.files import SUMMARY
from wenze.experiments.sweeps.plan import SETTINGS
from wenze.experiments.sweeps.running import AllWorlds, parts_of
from wenze.experiments.sweeps.store import (
    Damage,
    Store,
    locked,
    read_manifest,
    read_part,
    read_store,
    write_whole,
)
from wenze.experiments.sweeps.summary import USUAL
from wenze.experiments.sweeps.sweeping import finish, run_rounds, threads_make


class Standing(NamedTuple):
    """How a store stands: its damages, how many parts its plan has (before any for precision), runs and failures there."""

    store: Store
    damages: list[Damage]
    parts: int
    runs: int
    failures: int
    complete: bool


def standing(folder: Path) -> Standing:
    """How the store in a folder stands. Raises InputError if there is none."""
    store = read_store(folder)
    damages = store.faults()
    broken = {damage.part for damage in damages}
    runs = failures = 0
    for number, path in store.parts().items():
        if number not in broken:
            errors = read_part(path, ["error"]).column("error")
            runs += len(errors)
            failures += len(errors) - errors.null_count
    record = read_manifest(folder)
    parts = len(parts_of(store.plan, AllWorlds(store.plan)))
    complete = not damages and record is not None and bool(record.get("complete"))
    return Standing(store, damages, max(parts, len(store.done())), runs, failures, complete)


def measures_of(store: Store) -> tuple[str, ...]:
    """The measures of the summary that a store has, or those that it usually has."""
    try:
        with (store.folder / SUMMARY).open(encoding="utf-8", newline="") as file:
            names = dict.fromkeys(row["measure"] for row in csv.DictReader(file))
    except (OSError, ValueError, KeyError):
        names = {}
    known = tuple(name for name in names if name in store.plan.measures)
    return known or USUAL


class Mended(NamedTuple):
    """What was mended: files, and parts that were run again."""

    files: int
    parts: int


def repair(folder: Path, threads: int) -> Mended:
    """Remove whatever is damaged in a store, run just that again, and write what is made of the parts. Raises InputError."""
    store = read_store(folder)
    with locked(folder):
        store.tidy()
        damages = store.faults()
        complete = bool((read_manifest(folder) or {"complete": bool(store.done())}).get("complete"))
        for damage in damages:
            if damage.path == SETTINGS:
                write_whole(folder / SETTINGS, store.plan.files[SETTINGS])
            else:
                store.drop(damage)
        again = {damage.part for damage in damages if damage.part is not None}
        if complete:
            run_rounds(store, threads_make(threads))
            finish(store, measures_of(store))
        else:
            store.write_manifest(complete=False)
        return Mended(len(damages), len(again))
