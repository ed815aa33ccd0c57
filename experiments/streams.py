"""Standard input, output and error of the command: there, whatever the program was started with."""

import io
import os
import sys
from contextlib import suppress


def prepare_streams(ends_process: bool) -> None:
    """Make sure that printing does not fail for want of a stream or of a character.

    A stream that was closed before we started goes nowhere. In a process of the command's own, standard error never
    fails: what cannot be said there is not said, and the work goes on.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # each takes the lowest number that is free
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if ends_process and not (os.name == "nt" and sys.stderr.isatty()):  # a console of Windows takes no bytes
        _let_standard_error_never_fail()


def _let_standard_error_never_fail() -> None:
    try:
        raw = _Unfailing(sys.stderr.fileno(), "wb", closefd=False)
    except (OSError, ValueError):
        return
    sys.stderr = io.TextIOWrapper(raw, sys.stderr.encoding, "replace", line_buffering=True, write_through=True)


class _Unfailing(io.FileIO):
    """A file that takes everything, and loses what the system does not take."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        left = memoryview(data).cast("B")
        size = len(left)
        with suppress(OSError):
            while left:
                written = super().write(left)
                left = left[written if written is not None else len(left) :]
        return size


def flush_or_forget() -> None:
    """Let nothing that cannot be printed change how the process ends."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
