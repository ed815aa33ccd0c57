"""The command ``wenze``: reads the command line, calls the command, and turns what goes wrong into a line and a status.

Exit status: 0 done; 1 failed for a reason outside the input (a full disk, say); 2 input refused; 3 some runs of a sweep failed; 130 Ctrl-C; 128 + n
ended by signal n; 141 nobody read the output. Heavy imports wait until a command needs them.
"""

import os
import sys
from collections.abc import Sequence

# Nothing is imported up here that takes time: until main is called, Ctrl-C has no answer.


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process if none is given) and return its exit status."""
    try:
        status = _with_requests_answered(sys.argv[1:] if argv is None else argv, ends_process=argv is None)
    except KeyboardInterrupt:  # while that was being imported
        status = _status_when_stopped()
    if argv is None:
        _end_process_unless_usual(status)
    return status


def _with_requests_answered(arguments: Sequence[str], ends_process: bool) -> int:
    from wenze.experiments.signals import Ended, answer_requests, take_no_more_requests

    undo = answer_requests()
    try:
        from wenze.experiments.endings import status_of
        from wenze.experiments.streams import prepare_streams
        from wenze.experiments.surroundings import forget_broken_variables
        from wenze.sim.language import language, speaking

        prepare_streams(ends_process)
        if ends_process:
            forget_broken_variables()
        with speaking(language()):  # whatever lang= asks for, the next command in this process does not
            return status_of(lambda: _command(arguments))
    except (KeyboardInterrupt, Ended) as request:  # before the command was begun: after that, status_of answers
        return _status_when_stopped(request)
    finally:
        if ends_process:
            take_no_more_requests()
        else:
            undo()


def _status_when_stopped(request: BaseException | None = None) -> int:
    from wenze.experiments.endings import status_of

    def stop() -> None:
        raise request or KeyboardInterrupt

    return status_of(stop)


def _end_process_unless_usual(status: int) -> None:
    """End at once after a failure: wait for no thread, and for nobody to read what is left of the output."""
    from wenze.experiments.streams import flush_or_forget

    flush_or_forget()
    if status not in (0, 2):
        os._exit(status)


def _command(arguments: Sequence[str]) -> None:
    from wenze.experiments.cache_warnings import cache_warnings_as_lines
    from wenze.experiments.command import command
    from wenze.experiments.parsing import parse, without_language
    from wenze.experiments.signals import signals_held, stop_if_asked

    asked = without_language(arguments, os.environ)
    if asked[:1] == ["--version"]:
        _show_version()
    else:
        with signals_held():
            import pydantic_core  # noqa: F401 (interrupted while it begins, it prints pages of where it was)

        request = parse(asked)._replace(arguments=tuple(arguments))
        with cache_warnings_as_lines():
            command(request.command).run(request)
    sys.stdout.flush()
    stop_if_asked()  # the exception of an earlier request may have been lost


def _show_version() -> None:
    from wenze.experiments.messages import say
    from wenze.experiments.runs.provenance import own_version
    from wenze.sim.version import MODEL_VERSION

    print(say("version", version=own_version() or "?", model=MODEL_VERSION))


if __name__ == "__main__":
    sys.exit(main())
