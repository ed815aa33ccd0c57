"""Warnings of the library that a command says as notes: a line each, without a place in the code."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wenze.sim.code_cache import CacheWarning


@contextmanager
def cache_warnings_as_lines() -> Iterator[None]:
    """Within it, a warning that compiled code cannot be kept is one line on standard error, whatever filters are set."""
    shown_before = warnings.showwarning

    def show(message: Any, category: Any, *place: Any, **more: Any) -> None:
        if issubclass(category, CacheWarning):
            print(message, file=sys.stderr, flush=True)
        else:
            shown_before(message, category, *place, **more)

    with warnings.catch_warnings():  # which puts back what shows them as well
        warnings.simplefilter("always", CacheWarning)
        warnings.showwarning = show
        yield
