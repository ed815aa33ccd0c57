"""What a result consists of as files, and how it is read again.

Numbers are written so that they read back the same. Nothing here decides where a result goes (:mod:`.folder`).
"""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from wenze.experiments.analysis.decomposition import Parts
from wenze.experiments.messages import say
from wenze.experiments.runs.codebook import Entry, about_months, codebook
from wenze.experiments.runs.months import InFile, Writer
from wenze.experiments.runs.notes import of_another_version, of_other_keys
from wenze.experiments.runs.results import Results, Window, checked_window
from wenze.experiments.worlds.lived import KEPT, Lived, lived_from
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.own_measures import with_own
from wenze.sim.settings.checking import Gaps
from wenze.sim.settings.compose import Settings, from_plain, to_plain
from wenze.sim.settings.yaml import dump_yaml, load_yaml
from wenze.sim.version import MODEL_VERSION

SUMMARY, RUNS, PARTS, CODEBOOK = "summary.csv", "runs.csv", "parts.csv", "codebook.csv"
MONTHS, FORCED, CONFIG, FIT = "months.parquet", "forced.parquet", "config.yaml", "fit.csv"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
PICTURES = "figures"
"""The folder of pictures inside a result."""
PARTS_COLUMNS = (
    "scenario", "measure", "difference", "difference_low", "difference_high", "mechanical", "mechanical_low",
    "mechanical_high", "behavioural", "behavioural_low", "behavioural_high", "replications",
)  # fmt: skip
OWN_KEYS = ("model", "window", "measures", "worlds")
"""What ``config.yaml`` holds beside the settings: the version of the model, the months that tables are of, own measures, and in which
worlds the replications live."""


class Config(NamedTuple):
    """What a ``config.yaml`` says; ``version`` is that of the model, ``"?"`` in files that do not name it."""

    settings: Settings
    window: Window | None
    measures: Mapping[str, object]
    version: str
    lived: Lived | None = None


def months_writer(path: Path, settings: Settings, own_measures: Mapping[str, object] = MappingProxyType({})) -> Writer:
    """What writes the months of a result as they come."""
    measures = with_own(own_measures)
    return Writer(path, measures, about_months(measures, origin(settings)))


def write_tables(results: Results, folder: Path) -> None:
    """Write everything but the months: settings, summary, one row a run, the parts of differences, the codebook."""
    write_csv(folder / SUMMARY, results.summary_columns, results.summary_rows())
    write_csv(folder / RUNS, results.run_columns, results.run_rows())
    if results.forced is not None:
        write_csv(folder / PARTS, PARTS_COLUMNS, map(parts_cells, results.parts))
    write_csv(
        folder / CODEBOOK,
        Entry._fields,
        codebook(results.measures, results.forced is not None, results.lived is not None),
    )
    if results.lived is not None:
        (folder / KEPT).write_text(results.lived.worlds.text, encoding="utf-8", newline="")
    (folder / CONFIG).write_text(config_text(results), encoding="utf-8")


def write_months(results: Results, folder: Path) -> None:
    """Write the months of results that are in memory."""
    for name, source in ((MONTHS, results.counts), (FORCED, results.forced)):
        if source is not None:
            with months_writer(folder / name, results.settings, results.own_measures) as writer:
                for group in source.groups():
                    writer(group)


def parts_cells(row: Parts) -> Sequence[Any]:
    """A row of ``parts.csv``."""
    numbers = (number for part in (row.difference, row.mechanical, row.behavioural) for number in part[:3])
    return [row.scenario, row.measure, *numbers, row.difference.n]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table as CSV: every float in its shortest form that reads back the same, empty for NaN."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows([cell(value) for value in row] for row in rows)


def cell(value: str | int | float) -> str:
    """A value as it stands in a CSV file: empty for NaN; a text that a spreadsheet would take for a formula gets a ``'``."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return "" if value != value else repr(value) if isinstance(value, float) else str(value)


# --- settings as a file -----------------------------------------------------------------------------------------------


def config_text(results: Results) -> str:
    """``config.yaml``: all that determines the numbers and tables of a result."""
    window = {"window": {"from": results.window.first, "until": results.window.end}} if results.window else {}
    measures = {"measures": dict(results.own_measures)} if results.own_measures else {}
    worlds = {"worlds": results.lived.to_plain()} if results.lived else {}
    return dump_yaml({"model": MODEL_VERSION, **window, **to_plain(results.settings), **measures, **worlds})


def read_config(path: Path, gaps: Gaps | None = None) -> Config:
    """What a ``config.yaml`` says, or that of the result whose folder is named. Raises InputError.

    With ``gaps``, for numbers that are there already, settings that are missing or unknown are noted there; to run from a
    file none may be.
    """
    if path.is_dir():
        path /= CONFIG
    source = shown_path(path)
    plain = load_yaml(path)
    own = {key: plain[key] for key in OWN_KEYS if key in plain} if isinstance(plain, dict) else {}
    rest = {key: value for key, value in plain.items() if key not in OWN_KEYS} if isinstance(plain, dict) else plain
    settings = from_plain(rest, source, gaps)
    window = _window_in(own.get("window"), settings.run.months, source)
    lived = lived_from(own.get("worlds"), path.parent, source, settings)
    measures, version = _measures_in(own.get("measures"), source), _version_in(own.get("model"), source)
    return Config(settings, window, measures, version, lived)


def _measures_in(plain: object, source: str) -> Mapping[str, object]:
    if plain is None:
        return {}
    if not isinstance(plain, dict):
        raise InputError(at(source, "measures", say("must_be_mapping")))
    with_own(plain, f"{source}: measures")
    return plain


def _window_in(plain: object, months: int, source: str) -> Window | None:
    if plain is None:
        return None
    whole = isinstance(plain, dict) and set(plain) == {"from", "until"} and all(type(v) is int for v in plain.values())
    if not whole or not isinstance(plain, dict):
        raise InputError(at(source, "window", say("window_form")))
    try:
        return checked_window(plain["from"], plain["until"], months)
    except InputError as error:
        raise InputError(at(source, "window", str(error))) from None


def _version_in(plain: object, source: str) -> str:
    if plain is not None and not isinstance(plain, str):
        raise InputError(at(source, "model", say("must_be_text")))
    return "?" if plain is None else plain


def identity(settings: Settings, *more: object) -> str:
    """Twelve hexadecimal digits that name what determines the numbers: settings without words, the version of the model,
    and what else is given (a window, measures of one's own), unless it is empty.
    """
    plain = to_plain(settings)
    plain["scenarios"] = {name: scenario["stages"] for name, scenario in plain["scenarios"].items()}
    text = json.dumps([MODEL_VERSION, plain, *filter(None, more)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def origin(settings: Settings) -> dict[str, str]:
    """Where numbers come from, as it is written into tables and pictures."""
    from wenze.experiments.runs.provenance import own_version

    return {
        "wenze": own_version() or "?",
        "model": MODEL_VERSION,
        "settings": identity(settings),
        "seed": str(settings.run.seed),
    }


# --- reading ----------------------------------------------------------------------------------------------------------


def read_results(folder: str | os.PathLike[str]) -> tuple[Results, list[str]]:
    """The results in a folder, and notes on how they are of another time: of another version of the model, or with other
    parameters. Raises InputError.
    """
    place = Path(folder)
    for name in (CONFIG, MONTHS):
        if not (place / name).is_file():
            raise InputError(at(shown_path(place), say("no_result", file=name)))
    gaps = Gaps()
    found = read_config(place, gaps)
    forced = InFile(place / FORCED) if (place / FORCED).is_file() else None
    results = Results(found.settings, InFile(place / MONTHS), forced, found.window, found.measures, found.lived)
    _check_complete(results, place)
    return results, [*of_another_version(found.version), *of_other_keys(gaps)]


def _check_complete(results: Results, place: Path) -> None:
    """Raise InputError unless the months are those of the settings: a file of another result may have been put there."""
    run = results.settings.run
    expected = {(item.name, number) for item in results.settings.scenarios for number in range(run.replications)}
    for group in results.counts.groups(()):
        replications, months = group.tallies.shape
        found = {(group.scenario, group.first + number) for number in range(replications)}
        if months != run.months or not found <= expected:
            break
        expected -= found
    else:
        if not expected:
            return
    raise InputError(at(shown_path(place / MONTHS), say("months_of_another", config=CONFIG)))
