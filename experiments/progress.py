"""How far the work is, on standard error: a bar for a person who waits longer than a second, a line a minute in a file."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wenze.experiments.messages import say
from wenze.experiments.signals import signals_held

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before a bar appears
LINE_EVERY = 60.0  # seconds between lines where no bar can be


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int], None]]:
    """Give a function to call with the work done since the last call; ``total`` is all of it, in cadre-months."""
    shown = _Bar(total) if sys.stderr is not None and sys.stderr.isatty() else _Lines(total)
    try:
        yield shown.advance
    finally:
        with signals_held():  # a bar that is not taken down leaves the terminal without its cursor
            shown.stop()


class _Bar:
    """A bar on a terminal."""

    def __init__(self, total: int):
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self._wanted = True
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
        """Take the bar down."""
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


class _Lines:
    """Plain lines in a file or a pipe."""

    def __init__(self, total: int):
        self._total = total
        self._done = 0
        self._start = self._last = time.monotonic()
        self._lock = threading.Lock()

    def advance(self, done: int) -> None:
        """Note that work was done; runs call this from their threads."""
        with self._lock:
            self._done += done
            now = time.monotonic()
            if now - self._last >= LINE_EVERY and 0 < self._done < self._total and sys.stderr is not None:
                self._last = now
                left = (now - self._start) * (self._total / self._done - 1.0)
                print(line_of(self._done / self._total, left), file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Nothing is left to take down."""


def line_of(share: float, seconds: float) -> str:
    """What is done, in per cent, and how much time is left."""
    minutes = max(1, round(seconds / 60.0))
    if minutes < 60:
        left = say("minutes", minutes=minutes)
    else:
        left = say("hours", hours=minutes // 60, minutes=minutes % 60)
    return say("progress_line", percent=int(100.0 * share), left=left)
