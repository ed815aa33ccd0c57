"""Ctrl-C and requests to end: they stop the work cleanly at any moment, and wait while something must not be left half done.

A request raises an exception where the program happens to be. That exception may get lost there (Python prints and
forgets those raised inside a callback of the garbage collector, a library may catch everything), so that a request is
also noted, and looked at again before a result is put in its place and before a command says that it is done.
"""

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

REQUESTS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]  # the last is Windows', which has no SIGHUP
Handlers = dict[int, "signal._HANDLER"]
"""How signals were handled before."""

SOON = 0.05  # seconds
ONE_REQUEST = 1.0  # seconds within which several signals are one request of somebody impatient


class Ended(BaseException):
    """The process was asked to end. Like KeyboardInterrupt, no ``except Exception`` catches it."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


class _Noted:
    """The request that was made, if any, when its exception was last raised, and how many blocks put it off."""

    number: int | None = None
    raised: float = float("-inf")
    held: int = 0


_noted = _Noted()


def answer_requests() -> Callable[[], None]:
    """From now on let Ctrl-C raise KeyboardInterrupt and other requests to end :class:`Ended`; call what it gives to undo it.

    What the process was started to ignore (``nohup``, a job in the background) stays ignored.
    """
    _noted.number = None
    before, told_of_lost = _handle_requests(), sys.unraisablehook

    def undo() -> None:
        sys.unraisablehook = told_of_lost
        _handle_as_before(before)
        _noted.number = None

    def lost(what: "sys.UnraisableHookArgs") -> None:
        if isinstance(what.exc_value, KeyboardInterrupt | Ended):
            _ask_again()
        else:
            told_of_lost(what)

    sys.unraisablehook = lost
    return undo


def status_after(request: BaseException) -> int:
    """The exit status of a process that ends because of a request."""
    return 128 + (request.number if isinstance(request, Ended) else int(signal.SIGINT))


def take_no_more_requests() -> None:
    """Let a process that is about to end take no more requests: a second Ctrl-C would only make noise."""
    if _in_main_thread():
        for number in REQUESTS:
            signal.signal(number, signal.SIG_IGN)


def stop_if_asked() -> None:
    """Raise KeyboardInterrupt or :class:`Ended` if that was asked for, even if an earlier exception got lost."""
    if _noted.number is not None and _in_main_thread():
        _noted.raised = time.monotonic()
        raise _request(_noted.number)


@contextmanager
def signals_held() -> Iterator[None]:
    """Put off Ctrl-C and requests to end until the block is done."""
    if not _in_main_thread():  # only the main thread is told of signals
        yield
        return
    _noted.held += 1
    before = _handle_requests()
    if before and _noted.held == 1:
        _noted.number = None  # an earlier request was answered by whoever answers them here
    try:
        yield
    finally:
        _handle_as_before(before)
        _noted.held -= 1
        _answer_late(before)


def _answer_late(before: Handlers) -> None:
    """Answer a request that was put off, now that nothing puts it off any longer."""
    number = _noted.number
    if number is None or _noted.held:
        return
    if number in before:
        _noted.number = None
        signal.raise_signal(number)
    else:
        stop_if_asked()


def _handle_requests() -> Handlers:
    """Note requests, but for those that are ignored or noted already; gives how they were handled before."""
    before: Handlers = {}
    for number in REQUESTS if _in_main_thread() else ():
        earlier = signal.getsignal(number)
        if earlier not in (signal.SIG_IGN, None, _note):  # None: set by a library in C, and cannot be set again
            before[number] = earlier
            signal.signal(number, _note)
    return before


def _handle_as_before(before: Handlers) -> None:
    """Ctrl-C comes last: its exception then finds the others in order."""
    for number in reversed(before):
        signal.signal(number, before[number])


def _note(number: int, frame: FrameType | None) -> None:
    if _noted.number is None:
        _noted.number = number
    now = time.monotonic()
    if _noted.held == 0 and now - _noted.raised > ONE_REQUEST:
        _noted.raised = now
        raise _request(_noted.number)


def _ask_again() -> None:
    """Make the request once more, in a moment: its exception was raised where Python forgets exceptions."""
    if _noted.number is not None:
        _noted.raised = float("-inf")
        again = threading.Timer(SOON, _signal_main_thread, [_noted.number])
        again.daemon = True
        again.start()


def _signal_main_thread(number: int) -> None:
    if hasattr(signal, "pthread_kill"):  # which also ends what the main thread waits for
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        _thread.interrupt_main(signal.Signals(number))


def _request(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else Ended(number)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def leave_behind_if_interrupted(work: Callable[[], object]) -> None:
    """Do work that cannot be stopped half way; an interruption leaves it to end with the process."""
    from concurrent.futures import Future  # takes logging along

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
