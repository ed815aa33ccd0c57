"""What is said to a user whose input is refused: one line that names the place, the value and what is allowed."""

import difflib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from wenze.sim.messages import say

SHOWN_CHARACTERS = 100


class InputError(Exception):
    """Input that is refused. Its text is one printable line, whatever the message was put together from."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


def at(*parts: str) -> str:
    """A message from where something is wrong, the outermost place first, and what is wrong there."""
    return say("colon").join(parts)


def one_line(text: str) -> str:
    """The text on one line: white space collapsed, and what cannot be printed written as an escape."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(text.split()))


def shown(value: object) -> str:
    """A value as it is shown in a message, cut short if it is long."""
    return clipped(json.dumps(value, ensure_ascii=False, default=str))


def clipped(text: str) -> str:
    """The text, cut short if it is long."""
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def shown_path(path: Path) -> str:
    """A path as it is shown in a message: relative to the current folder if it lies in it."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current folder is gone, or on another drive
        return str(path)
    return str(path) if relative.startswith(os.pardir) else relative


def suggestion(word: str, known: Iterable[str]) -> str:
    """``; did you mean X?``, in the language of the session, with the known (dotted) word that comes nearest, or nothing if none is near."""
    words = list(known)
    near = difflib.get_close_matches(word, words, 1, 0.85)
    if not near:  # perhaps the last part is right, or nearly, and the way to it is wrong or missing
        endings = difflib.get_close_matches(_ending(word), {_ending(other) for other in words}, 1, 0.8)
        near = difflib.get_close_matches(word, [other for other in words if _ending(other) in endings], 1, 0.0)
    near = near or difflib.get_close_matches(word, words, 1, 0.6)
    return say("did_you_mean", near=near[0]) if near else ""


def _ending(word: str) -> str:
    return word.rpartition(".")[2]
