"""Paths as users type them."""

import os
import shlex
from pathlib import Path

from wenze.experiments.messages import printable, say
from wenze.sim.errors import InputError, at, current_folder_is_gone, gone


def user_path(key: str, text: str) -> Path:
    """The path given for ``key=``, with ``~`` and ``~name`` at its beginning as the home folder (``./~`` is a name).

    Raises :class:`InputError` if there is no such home.
    """
    path = os.path.expanduser(text)
    if path == text and text.startswith("~"):
        raise InputError(say("no_such_home", key=key, value=printable(text)))
    return Path(path)


def typed(path: Path) -> str:
    """A path as it is typed in a command: in quotes if a shell would take it apart."""
    return typed_word(printable(path))


def typed_word(text: str) -> str:
    """A word as it is typed in a command, likewise."""
    plain = "@%+=:,./_-" + ("\\" if os.name == "nt" else "")
    if text and all(character.isalnum() or character in plain for character in text):
        return text
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)


def check_current_folder(key: str, path: Path) -> None:
    """Raise :class:`InputError` if a path starts from a current folder that is no longer there."""
    if not path.is_absolute() and current_folder_is_gone():
        raise InputError(at(f"{key}={printable(path)}", gone()))
