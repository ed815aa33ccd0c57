"""Plain text on a terminal: lines that fit, with Chinese characters counted as the two columns they take."""

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from wenze.experiments.messages import printable
from wenze.sim.language import in_language

if TYPE_CHECKING:
    from wenze.sim.settings.labels import Labels

NARROWEST, WIDEST = 40, 100
OPENING = "（《〔「“‘(["


def terminal_width() -> int:
    """Columns to use: the terminal's (80 where there is none), within reason."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def width_of(text: str) -> int:
    """Columns a text takes."""
    return sum(2 if _is_wide(character) else 1 for character in text)


def pad(text: str, width: int) -> str:
    """The text with blanks up to a width."""
    return text + " " * max(0, width - width_of(text))


def pad_left(text: str, width: int) -> str:
    """The text with blanks before it up to a width."""
    return " " * max(0, width - width_of(text)) + text


def wrap(
    text: str,
    width: float,
    first: str = "",
    rest: str | None = None,
    measured: Callable[[str], float] = width_of,
) -> str:
    """Break a paragraph into lines of a width; ``first`` opens the first line and ``rest`` (as many blanks) the others.

    Chinese may break between any two characters, other text at its blanks only. ``measured`` gives the width of a text.
    """
    rest = " " * width_of(first) if rest is None else rest
    lines, line, gap = [], first, ""
    opened = False
    for blank, piece in _pieces(text):
        gap = blank if opened else ""
        if opened and measured(line + gap + piece) > width:
            lines.append(line)
            line, gap = rest, ""
        line += gap + piece
        opened = True
    return "\n".join([*lines, line])


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The pieces that must stay together, each with the blank before it.

    Beside Chinese, a line begins with a letter, a digit or an opening bracket, and none ends with the latter.
    """
    for word in text.split():
        blank, piece = " ", ""
        for character in word:
            beside_wide = _is_wide(character) or _is_wide(piece[-1:])
            may_begin = character.isalnum() or character in OPENING
            if beside_wide and piece and may_begin and piece[-1] not in OPENING:
                yield blank, piece
                blank, piece = "", ""
            piece += character
        yield blank, piece


def _is_wide(character: str) -> bool:
    return character != "" and east_asian_width(character) in "WF"


def cut(text: str, width: int) -> str:
    """The text, cut short with a mark if it takes more than a width."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - 1:
        text = text[:-1]
    return text + "…"


def as_bytes(count: float) -> str:
    """An amount of memory with its unit."""
    for unit in ("kB", "MB", "GB", "TB"):
        count /= 1000
        if count < 1000:
            return f"{count:.0f} {unit}" if count >= 10 else f"{max(0.1, count):.1f} {unit}"
    return f"{count:.0f} PB"


def name_in_print(scenario: "Labels") -> str:
    """What a scenario is called in print: in English its name, which is what one types, in Chinese its title."""
    return in_language(scenario.name, printable(scenario.title_zh))
