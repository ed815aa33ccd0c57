"""Ctrl-C and requests to end: they stop the work cleanly, and wait while something must not be left half done."""

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from types import FrameType

_REQUESTS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ended(BaseException):
    """The process was asked to end. Like KeyboardInterrupt, no ``except Exception`` catches it."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


@contextmanager
def requests_to_end_raise() -> Iterator[None]:
    """Inside the block a request to end raises :class:`Ended`, as Ctrl-C raises KeyboardInterrupt."""
    with _handled([number for number in _REQUESTS if signal.getsignal(number) == signal.SIG_DFL], _raise_ended):
        yield


def _raise_ended(number: int, frame: FrameType | None) -> None:
    raise Ended(number)


def take_no_more_requests() -> None:
    """Let a process that is about to end because of a request take no more of them: a second Ctrl-C would only make noise."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, *_REQUESTS):
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def signals_held() -> Iterator[None]:
    """Put off Ctrl-C and requests to end until the block is done."""
    held: list[int] = []
    with _handled([signal.SIGINT, *_REQUESTS], lambda number, frame: held.append(number)):
        yield
    for number in held[:1]:
        signal.raise_signal(number)


@contextmanager
def _handled(numbers, handler) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Handle signals in this way inside the block; only the main thread is told of signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def leave_behind_if_interrupted(work: Callable[[], object]) -> None:
    """Do work that cannot be stopped half way; an interruption leaves it to end with the process."""
    done: Future[None] = Future()

    def carry_out() -> None:
        try:
            work()
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    threading.Thread(target=carry_out, daemon=True).start()
    done.result()
