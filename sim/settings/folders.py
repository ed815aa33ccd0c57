"""Where scenarios are found: the folder that ships with the model, and one of the user's own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wenze.sim.errors import InputError, at, current_folder_is_gone, gone, reason_of, refused, shown_path
from wenze.sim.messages import say
from wenze.sim.settings.labels import LONGEST_NAME, is_name

SHIPPED = Path(__file__).parents[2] / "scenarios"
MOST_SCENARIOS = 500
MOST_FILES = 10_000
"""The most that a folder may hold: scenarios, and files altogether."""


class Found(NamedTuple):
    """The scenario files by name, and what is wrong with the names of files that are passed over, by name (of the scenario
    that they would be, or of the file where there is one of that name).
    """

    paths: dict[str, Path]
    faults: dict[str, InputError]


def scenario_paths(folder: Path | None = None) -> Found:
    """The scenario files that ship with the model and those in the user's folder.

    Raises InputError for a folder that cannot be read, holds no scenario, or holds too much.
    """
    found = _scenario_files(SHIPPED)
    if folder is None or _same(folder, SHIPPED):
        return found
    own = _scenario_files(folder)
    for name, path in own.paths.items():
        if name in found.paths:
            found.faults[name] = refused(say("name_taken", name=name), place=shown_path(path))
        else:
            found.paths[name] = path
    found.faults.update(own.faults)
    return found


def _same(folder: Path, other: Path) -> bool:
    try:
        return os.path.samefile(folder, other)
    except (OSError, ValueError):
        return False


def _scenario_files(folder: Path) -> Found:
    """The scenario files in a folder; files of editors and of the desktop are passed over without a word."""
    found = Found({}, {})
    misnamed: list[tuple[Path, str]] = []
    for path in sorted(_files(folder)):
        if path.suffix == ".yml":
            misnamed.append((path, say("must_end_in_yaml")))
        elif path.suffix == ".yaml" and not is_name(path.stem):
            misnamed.append((path, say("name_rule", most=LONGEST_NAME)))
        elif path.suffix == ".yaml":
            found.paths[path.stem] = path
    for path, reason in misnamed:
        name = path.name if path.stem in found.paths else path.stem
        found.faults[name] = refused(reason, place=shown_path(path))
    if len(found.paths) > MOST_SCENARIOS:
        raise refused(say("too_many_scenario_files", most=MOST_SCENARIOS), place=shown_path(folder))
    if not found.paths:
        nothing = refused(say("folder_is_empty"), place=shown_path(folder))
        raise next(iter(found.faults.values()), nothing)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder but those of editors and of the desktop."""
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_FILES:
                    raise refused(say("too_many_files", most=MOST_FILES), place=shown_path(folder))
                if not entry.name.startswith((".", "~", "#")):
                    yield folder / entry.name
    except (OSError, ValueError) as error:  # ValueError: a name that no folder can have
        here = not folder.is_absolute() and current_folder_is_gone()
        reason = gone() if here else at(say("must_be_folder"), reason_of(error))
        raise refused(reason, place=shown_path(folder)) from None
