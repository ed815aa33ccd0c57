"""A case read again from the folder that ``wenze case`` left; nothing is run."""

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.cases.counted import Counted, Share
from wenze.experiments.cases.story import Story
from wenze.experiments.cases.text import Told
from wenze.experiments.messages import say
from wenze.experiments.runs.files import read_config
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.settings.compose import Settings
from wenze.sim.settings.yaml import ordinary_text

STORY, COUNTS = "story.json", "counted.csv"
MOST_BYTES = 100_000_000


class _Record(NamedTuple):
    """What stands in ``story.json``."""

    case: int
    replication: int
    stories: dict[str, Story]


def told_in(folder: Path) -> Told:
    """The case in a folder. Raises InputError, in one line, if there is none, or a file is not as wenze wrote it."""
    if not (folder / STORY).is_file():
        raise InputError(at(shown_path(folder), say("no_case", file=STORY)))
    settings = read_config(folder).settings
    source = shown_path(folder / STORY)
    text = ordinary_text(folder / STORY, source, MOST_BYTES)
    try:
        record = TypeAdapter(_Record).validate_json(text)
    except ValidationError:
        raise InputError(at(source, say("not_as_written"))) from None
    if set(record.stories) != {item.name for item in settings.scenarios}:
        raise InputError(at(source, say("not_as_written")))
    return Told(settings, record.case, record.replication, False, record.stories, _counted(folder, settings))


def _counted(folder: Path, settings: Settings) -> Counted | None:
    path = folder / COUNTS
    if not path.is_file():
        return None
    source = shown_path(path)
    try:
        rows = list(csv.DictReader(io.StringIO(ordinary_text(path, source, MOST_BYTES), newline=""), strict=True))
        shares = {row["scenario"]: _share(row, settings.run.replications) for row in rows}
        ordered = tuple(shares[item.name] for item in settings.scenarios)
    except (csv.Error, KeyError, TypeError, ValueError):
        raise InputError(at(source, say("not_as_written"))) from None
    return Counted(ordered[0].cases // settings.run.replications, settings.run.replications, ordered, None)


def _share(row: Mapping[str, Any], replications: int) -> Share:
    township, departments = (_interval(row, name, replications) for name in ("township", "department"))
    return Share(row["scenario"], int(row["cases"]), int(row["decisions"]), township, departments)


def _interval(row: Mapping[str, Any], name: str, replications: int) -> Interval:
    mean, low, high = (float(row[name + end] or "nan") for end in ("", "_low", "_high"))
    return Interval(mean, low, high, 0 if math.isnan(mean) else replications)
