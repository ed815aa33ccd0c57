"""matplotlib, imported whatever the user's surroundings say: they may break it, or flood the terminal with warnings."""

import importlib.util
import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from functools import cache
from pathlib import Path

from wenze.experiments.messages import say
from wenze.sim.errors import InputError, one_line

BACKEND, RC_FILE, EPOCH = "MPLBACKEND", "MATPLOTLIBRC", "SOURCE_DATE_EPOCH"


@cache
def import_matplotlib() -> Sequence[str]:
    """Make sure that matplotlib is there; what had to be passed over of the user's settings, as notes.

    A backend that does not exist and a settings file that cannot be read break its import, though our pictures need
    neither. Raises InputError if it cannot be imported at all.
    """
    if "matplotlib" in sys.modules:
        return []
    notes = []
    with quiet(), without(BACKEND) as removed:
        try:
            import matplotlib
        except Exception as error:
            notes.append(say("rc_file_ignored", why=reason(error)))
            _import_without_settings()
            import matplotlib
        backend = removed.get(BACKEND)
        if backend:
            try:
                matplotlib.rcParams["backend"] = backend  # as the import would have done
            except ValueError:
                notes.append(say("backend_ignored", backend=backend))
    return notes


def _import_without_settings() -> None:
    """Import matplotlib with the settings it comes with. Raises InputError if that cannot be.

    It looks for a file of settings in the current folder first, so for the moment that is the folder of its own.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        del sys.modules[name]  # what the first attempt left, which does not know the whole
    try:
        with without(RC_FILE), chdir(_own_settings()):
            import matplotlib  # noqa: F401
    except Exception as error:
        raise InputError(say("cannot_draw", why=reason(error))) from error


def _own_settings() -> Path:
    """The folder with the settings that matplotlib comes with."""
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib")
    return Path(found.origin).parent / "mpl-data"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep matplotlib from logging inside the block: what matters of it is said in a note."""
    logger = logging.getLogger("matplotlib")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def without(*variables: str) -> Iterator[Mapping[str, str]]:
    """Leave variables out of the environment inside the block, which gets those that were set."""
    removed = {name: os.environ.pop(name) for name in variables if name in os.environ}
    try:
        yield removed
    finally:
        for name in variables:
            os.environ.pop(name, None)
        os.environ.update(removed)


def reason(error: BaseException) -> str:
    """Why something failed, on one line."""
    words = one_line(str(error))
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
