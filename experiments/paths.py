"""Paths as users type them."""

import os
from pathlib import Path

from wenze.experiments.messages import say, shown
from wenze.sim.errors import InputError


def user_path(key: str, text: str) -> Path:
    """The path given for ``key=``, with ``~`` and ``~name`` at its beginning as the home folder (``./~`` is a name).

    Raises :class:`InputError` if there is no such home.
    """
    path = os.path.expanduser(text)
    if path == text and text.startswith("~"):
        raise InputError(say("no_home", key=key, value=shown(text)))
    return Path(path)


def check_current_folder(key: str, path: Path) -> None:
    """Raise :class:`InputError` if a path starts from a current folder that is no longer there."""
    if path.is_absolute():
        return
    try:
        os.getcwd()
    except OSError:
        gone = shown(os.environ.get("PWD", "."))
        raise InputError(say("current_folder_gone", key=key, value=shown(path), folder=gone)) from None
