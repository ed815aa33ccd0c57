"""Fonts for the pictures: one that comes with matplotlib, and where Chinese is to be drawn one that has it."""

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

PLAIN = "DejaVu Sans"  # comes with matplotlib, so that English pictures are the same everywhere
PACKAGE = "pylopdf_fonts_zh_cn"  # brought by the extra ``chinese``
PACKAGED = "NotoSansSC-Regular.otf"

# Files of common Chinese fonts on Linux, macOS and Windows, those that read best first.
SYSTEM = (
    r"NotoSansCJK(sc|-Regular)",
    r"NotoSansSC",
    r"SourceHanSans",
    r"PingFang",
    r"msyh",
    r"wqy-microhei",
    r"wqy-zenhei",
    r"Hiragino Sans GB",
    r"STHeiti",
    r"simhei",
    r"DroidSansFallback",
)
SIMPLIFIED = re.compile(r"\bSC\b|CN\b|GB\b|YaHei|Hei|Fallback|PingFang", re.IGNORECASE)
HEAVY = re.compile(r"(?i)(bold|medium|bd)\.(otf|ttf|ttc)$")  # the heavier face beside a font's own file
BOLD = 600  # weights from here on count as heavy
SAMPLE = "问责"


@cache
def chinese_font() -> str | None:
    """The family of a font with Chinese characters, made known to matplotlib; None if there is none."""
    return next(filter(None, map(_family_of, _candidates())), None)


@cache
def has_heavy_face(family: str) -> bool:
    """Whether a family has a face for titles that is heavier than its text."""
    return any(entry.name == family and _weight(entry.weight) >= BOLD for entry in font_manager.fontManager.ttflist)


def fonts_for(text: str, first: str | None = None) -> tuple[list[str], str]:
    """Families that between them hold the characters of a text, and the characters that none of them has.

    ``first`` is the one to prefer; ours always follows. Fonts of the system are searched only for what is missing.
    """
    families = [*([first] if first else []), PLAIN]
    missing = _missing(text, families)
    chinese = chinese_font() if missing and first is None else None
    if chinese:
        families.append(chinese)
        missing = _missing("".join(missing), families)
    for family, held in _other_fonts() if missing else ():
        found = {character for character in missing if ord(character) in held}
        if found:
            families.append(family)
            missing -= found
        if not missing:
            break
    return families, "".join(sorted(missing))


def _missing(text: str, families: list[str]) -> set[str]:
    return {character for character in text if character.isprintable()} - {
        character for family in families for character in text if ord(character) in characters_of(family)
    }


@cache
def characters_of(family: str) -> frozenset[int]:
    """The characters that a family holds, as numbers."""
    return frozenset(FT2Font(font_manager.findfont(family)).get_charmap())


def _other_fonts() -> Iterator[tuple[str, frozenset[int]]]:
    """Every upright font that matplotlib knows of, with its characters; those that cannot be read are passed over."""
    entries = sorted(font_manager.fontManager.ttflist, key=lambda entry: (entry.name, entry.fname))
    for entry in entries:
        if entry.style == "normal" and _weight(entry.weight) < BOLD:
            try:
                yield entry.name, frozenset(FT2Font(entry.fname).get_charmap())
            except Exception:  # a damaged file, or a kind that matplotlib cannot draw
                continue


def _candidates() -> Iterator[Path]:
    """Files that may hold Chinese characters, the best first."""
    packaged = _packaged()
    if packaged:
        yield packaged
    yield from _installed()


def _packaged() -> Path | None:
    """The file in the package of the extra ``chinese``, if that is installed."""
    found = importlib.util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        if (Path(place) / PACKAGED).is_file():
            return Path(place) / PACKAGED
    return None


def _installed() -> Iterator[Path]:
    """The system's fonts that we know to hold Chinese characters, the best first."""
    files = sorted(Path(file) for file in font_manager.findSystemFonts())
    for pattern in SYSTEM:
        yield from (
            file for file in files if re.match(pattern, file.name, re.IGNORECASE) and not HEAVY.search(file.name)
        )


def _family_of(file: Path) -> str | None:
    """The family in a font file, made known to matplotlib with its heavier faces; None if it holds no Chinese."""
    try:
        family = _add(file)
        if not all(ord(character) in characters_of(family) for character in SAMPLE):
            return None
    except Exception:  # a damaged file; the next one may do
        return None
    stem = file.stem.removesuffix("-Regular")
    for other in sorted(file.parent.glob(f"{stem}*")):
        if HEAVY.search(other.name):
            try:
                _add(other)
            except Exception:
                continue
    return family


def _add(file: Path) -> str:
    """Make a file known to matplotlib; the family in it, the simplified Chinese one if there are several."""
    before = len(font_manager.fontManager.ttflist)
    font_manager.fontManager.addfont(file)
    families = [entry.name for entry in font_manager.fontManager.ttflist[before:]]
    return next((name for name in families if SIMPLIFIED.search(name)), families[0])


def _weight(weight: str | int) -> int:
    return weight if isinstance(weight, int) else int(font_manager.weight_dict.get(weight, 400))
