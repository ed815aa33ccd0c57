"""A progress bar on standard error, for a person who waits longer than a second; nobody else sees it."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wenze.experiments.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before a bar appears


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int], None]]:
    """Give a function to call with the work done since the last call; ``total`` is all of it, in cadre-months."""
    bar = _Bar(total)
    try:
        yield bar.advance
    finally:
        bar.stop()


class _Bar:
    def __init__(self, total: int):
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self._wanted = sys.stderr is not None and sys.stderr.isatty()
        self._bar: Progress | None = None
        self._lock = threading.Lock()

    def advance(self, done: int) -> None:
        """Note that work was done; runs call this from their threads."""
        with self._lock:
            self._done += done
            if self._wanted and self._bar is None and time.monotonic() - self._start > PATIENCE:
                self._bar = _started(self._total)
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], completed=self._done)

    def stop(self) -> None:
        with self._lock:
            self._wanted = False
            if self._bar is not None:
                self._bar.stop()


def _started(total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True)
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(say("progress"), total=total)
    bar.start()
    return bar
