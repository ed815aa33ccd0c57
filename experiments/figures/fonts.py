"""Fonts for the pictures: one that comes with matplotlib, and for Chinese one from a package or from the system."""

import importlib.util
import re
from functools import cache
from pathlib import Path

from matplotlib import font_manager

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


@cache
def chinese_font() -> str | None:
    """The family of a font with Chinese characters, made known to matplotlib; None if there is none."""
    file = _packaged() or _installed()
    if file is None:
        return None
    before = len(font_manager.fontManager.ttflist)
    font_manager.fontManager.addfont(file)
    families = [entry.name for entry in font_manager.fontManager.ttflist[before:]]
    return next((name for name in families if SIMPLIFIED.search(name)), families[0])


def _packaged() -> Path | None:
    """The file in the package of the extra ``chinese``, if that is installed."""
    found = importlib.util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        if (Path(place) / PACKAGED).is_file():
            return Path(place) / PACKAGED
    return None


def _installed() -> Path | None:
    """The file of the best of the system's fonts that we know to hold Chinese characters."""
    files = sorted(Path(file) for file in font_manager.findSystemFonts())
    for pattern in SYSTEM:
        for file in files:
            if re.match(pattern, file.name, re.IGNORECASE):
                return file
    return None
