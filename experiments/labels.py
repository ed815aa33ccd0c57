"""Names that stand for scenarios where there is little room: short, and never two alike."""

from collections import Counter
from collections.abc import Iterable, Mapping

from wenze.experiments.terminal import cut, width_of


def told_apart(titles: Mapping[str, str], width: int) -> dict[str, str]:
    """Titles by name, each in at most so many columns if that can be, and no two the same.

    A title that two scenarios have gets their names added. Titles that would coincide when cut at the end are cut in
    the middle; if they coincide even then, they stay as long as it takes.
    """
    doubled = _repeated(titles.values())
    whole = {name: f"{title} ({name})" if title in doubled else title for name, title in titles.items()}
    short = {name: cut(title, width) for name, title in whole.items()}
    for kept in range(width // 3, max(map(width_of, whole.values()), default=0) + 1):
        alike = _repeated(short.values())
        if not alike:
            break
        short = {name: _cut_within(whole[name], width, kept) if text in alike else text for name, text in short.items()}
    return short


def _repeated(texts: Iterable[str]) -> set[str]:
    return {text for text, times in Counter(texts).items() if times > 1}


def _cut_within(text: str, width: int, kept: int) -> str:
    """The text without its middle: so many columns of its end are kept, and of its beginning what there is room for."""
    end = text
    while width_of(end) > kept:
        end = end[1:]
    return cut(text, max(width - width_of(end), 2)) + end if width_of(text) > width else text
