"""The command ``wenze``: reads the command line, calls the command, and turns what goes wrong into a line and a status.

Exit status: 0 done; 1 failed for a reason outside the input (a full disk, say); 2 input refused; 130 Ctrl-C; 128 + n
ended by signal n; 141 nobody read the output. Heavy imports wait until a command needs them.
"""

import os
import sys
from collections.abc import Sequence

from wenze.experiments.command import command
from wenze.experiments.messages import say, shown
from wenze.experiments.parsing import parse, without_language
from wenze.experiments.signals import Ended, requests_to_end_raise, take_no_more_requests
from wenze.sim.errors import InputError
from wenze.sim.language import language, use_language

FAILED, REFUSED, INTERRUPTED, UNREAD = 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process if none is given) and return its exit status."""
    spoken_before = language()
    try:
        status = _guarded(sys.argv[1:] if argv is None else argv, ends_process=argv is None)
    finally:
        use_language(spoken_before)
    if argv is None and status not in (0, REFUSED):
        sys.stderr.flush()
        os._exit(status)  # waits for no thread, and for nobody to read what is left of the output
    return status


def _guarded(arguments: Sequence[str], ends_process: bool) -> int:
    _prepare_streams()
    try:
        with requests_to_end_raise():
            _carry_out(arguments)
            sys.stdout.flush()
    except InputError as error:
        return _fail(REFUSED, str(error))
    except KeyboardInterrupt:
        if ends_process:
            take_no_more_requests()
        return _fail(INTERRUPTED, say("interrupted"))
    except Ended as ended:
        if ends_process:
            take_no_more_requests()
        return _fail(128 + ended.number, say("interrupted"))
    except MemoryError:
        return _fail(FAILED, say("out_of_memory"))
    except ArithmeticError as error:  # a run whose numbers are no longer finite: wenze.sim.batch.NotFinite
        return _fail(FAILED, say("failed", why=str(error)))
    except BrokenPipeError:
        return UNREAD
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(FAILED, say("failed", why=f"{where}{error.strerror or error}"))
    return 0


def _carry_out(arguments: Sequence[str]) -> None:
    asked = without_language(arguments, os.environ)
    if asked[:1] == ["--version"]:
        _show_version()
        return
    request = parse(asked)._replace(arguments=tuple(arguments))
    command(request.command).run(request)


def _show_version() -> None:
    from wenze.experiments.runs.provenance import own_version
    from wenze.sim.version import MODEL_VERSION

    print(say("version", version=own_version() or "?", model=MODEL_VERSION))


def _prepare_streams() -> None:
    """Make sure that printing cannot fail for want of a stream or of a character."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed before we started
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _fail(status: int, message: str) -> int:
    """Say on one line what went wrong."""
    print(f"wenze: {shown(message)}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
