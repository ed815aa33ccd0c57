"""The changelog as far as the baselines need it: its line for a version of the model, and another line for it."""

import re
from textwrap import fill

from wenze.sim.errors import InputError, at

from tests.baselines.record import CHANGELOG, COMMAND

WIDTH = 124  # of its lines
UNRELEASED = re.compile(r"(?<=^## Unreleased\n).*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
NUMBERS = "**numbers**"


def mark(model_version: str) -> str:
    """What stands behind the line for a version of the model."""
    return f"{NUMBERS} (version {model_version})"


def checked_line(line: str) -> str:
    """A line for the changelog as a sentence. Raises InputError for what cannot be one."""
    line = line.strip()
    if not re.search(r"\w", line) or line[0] in "-*#":  # also what is meant as an option
        raise InputError(f"say in one line why the numbers changed: {COMMAND}")
    if not line.isprintable():
        raise InputError("the line for the changelog has to be one line of printable text")
    if NUMBERS in line:
        raise InputError(f"leave {NUMBERS} out of the line: it is added where numbers changed")
    return line if line[-1] in ".!?" else f"{line}."


def with_line(text: str, line: str, model_version: str | None) -> str:
    """The changelog with a line at the end of what is unreleased, marked with a new version of the model if there is one.

    It is the same if the line stands there already. Raises InputError if there is no part that is unreleased.
    """
    found = UNRELEASED.search(text)
    if found is None:
        raise InputError(at(CHANGELOG, "there is no line `## Unreleased` to put the line under"))
    if _stands_in(found.group(), line.rstrip("."), model_version):
        return text
    entry = line if model_version is None else f"{line} {mark(model_version)}"
    wrapped = fill(f"* {entry}", WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    before, after = text[: found.start()] + found.group().rstrip("\n"), text[found.end() :]
    return f"{before}\n{wrapped}\n" + (f"\n{after}" if after else "")


def _stands_in(section: str, line: str, model_version: str | None) -> bool:
    """Whether a line stands there: anywhere in an entry that names the version, or as the beginning of an entry."""
    entries = (" ".join(entry.split()) for entry in re.split(r"^\* ", section, flags=re.MULTILINE)[1:])
    if model_version is None:
        return any(entry.startswith(line) for entry in entries)
    return any(line in entry and mark(model_version) in entry for entry in entries)
