"""Memory of which only what is touched is taken, page by page.

A pool has a stretch for every block, most of it never used. numpy asks the system for pages of 2 MB where an array is large, so that
every stretch would take at least one: a world of a million cadres, four times the memory that it uses.
"""

import mmap
from contextlib import suppress
from typing import Any

import numpy as np

LARGE = 2**22
"""Bytes from which numpy asks for large pages."""


def zeros(kind: Any, length: int) -> Any:
    """An array of zeros, as ``numpy.zeros`` gives it, in small pages where the system lets one choose. Raises MemoryError."""
    size = length * kind.itemsize
    if size < LARGE or not hasattr(mmap, "MAP_PRIVATE"):  # Windows has one size of pages
        return np.zeros(length, kind)
    try:
        pages = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except (OSError, OverflowError) as error:
        raise MemoryError(str(error)) from error
    if hasattr(mmap, "MADV_NOHUGEPAGE"):
        with suppress(OSError):  # a kernel that knows no large pages
            pages.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(pages, kind, length)
