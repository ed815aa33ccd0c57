"""How a command ends: for whatever happened, one line that is true, and a status."""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from wenze.experiments.command import PartlyDone
from wenze.experiments.messages import printable, say
from wenze.experiments.signals import Ended, signals_held, status_after, stop_if_asked
from wenze.sim.errors import InputError, clipped, current_folder_is_gone, gone, one_line, reason_of

if TYPE_CHECKING:
    from wenze.experiments.runs.folder import Draft

DONE, FAILED, REFUSED, PARTLY, UNREAD = 0, 1, 2, 3, 141


def status_of(work: Callable[[], None]) -> int:
    """Carry out a command, say on one line what goes wrong if anything does, and give the status."""
    before = len(_results())
    try:
        work()
    except BrokenPipeError:
        return UNREAD
    except BaseException as error:
        places = [printable(result.place) for result in _results()[before:]]
        return _said(partial(_told, _request_behind(error), places[-1] if places else None))
    elsewhere = [result for result in _results()[before:] if result.why]
    return _said(partial(_told_elsewhere, elsewhere[-1])) if elsewhere else DONE


def _request_behind(error: BaseException) -> BaseException:
    """The request to end that was made, whatever became of its exception: raised inside compiled code that is being imported, it may
    come out as another, which says nothing to anybody."""
    try:
        stop_if_asked()
    except (KeyboardInterrupt, Ended) as request:
        return request
    return error


def _said(ending: Callable[[], tuple[int, str]]) -> int:
    """Say the last line and give the status; a request to end that comes now finds everything said."""
    status = FAILED
    with suppress(KeyboardInterrupt, Ended), signals_held():
        status, line = ending()
        print(f"wenze: {printable(line)}", file=sys.stderr, flush=True)
    return status


def _told_elsewhere(result: "Draft") -> tuple[int, str]:
    """Status and line for a result that is whole, but not where it was meant to be."""
    return FAILED, say("displaced", place=printable(result.place), why=result.why)


def _results() -> "Sequence[Draft]":
    """The results put into place so far; most commands write none, and do not import what writes them."""
    folder = sys.modules.get("wenze.experiments.runs.folder")
    return folder.finished() if folder is not None and hasattr(folder, "finished") else ()


def _told(error: BaseException, place: str | None) -> tuple[int, str]:
    """Status and line for what went wrong, after a result was put into a place or not."""
    if isinstance(error, InputError):
        return REFUSED, str(error)
    if isinstance(error, PartlyDone):
        return PARTLY, str(error)
    if isinstance(error, FileNotFoundError) and error.filename is None and current_folder_is_gone():
        return REFUSED, gone()
    if isinstance(error, KeyboardInterrupt | Ended):
        return status_after(error), say("interrupted_after", folder=place) if place else say("interrupted")
    why = _why(error)
    return FAILED, say("failed_after", folder=place, why=why) if place else say("failed", why=why)


def _why(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return say("out_of_memory")
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{reason_of(error)}"
    if isinstance(error, ArithmeticError) and not isinstance(error, ZeroDivisionError | OverflowError):
        return str(error)  # a run whose numbers are no longer finite: wenze.sim.batch.NotFinite
    return _why_unforeseen(error)


def _why_unforeseen(error: BaseException) -> str:
    """A fault of ours: its traceback goes where it can be read later, or to standard error if it cannot go anywhere."""
    words = {"kind": type(error).__name__, "why": clipped(one_line(str(error)))}
    text = "".join(traceback.format_exception(error))
    try:
        descriptor, path = tempfile.mkstemp(prefix="wenze-traceback-", suffix=".txt", text=True)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        print(text, file=sys.stderr, end="")
        return say("why_unforeseen_shown", **words)
    return say("why_unforeseen", file=printable(path), **words)
