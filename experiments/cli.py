"""The command ``wenze``: reads the command line, calls the command, and turns what goes wrong into a line and a status.

Exit status: 0 done; 1 failed for a reason outside the input (a full disk, say); 2 input refused; 130 Ctrl-C; 128 + n
ended by signal n; 141 nobody read the output. Heavy imports wait until a command needs them.
"""

import os
import sys
from collections.abc import Sequence

from wenze.experiments.signals import Ended, answer_requests, status_after, stop_if_asked, take_no_more_requests

TYPE_CHECKING = False  # importing it from typing takes longer than all else here, during which Ctrl-C has no answer yet
if TYPE_CHECKING:
    from wenze.experiments.commands.request import Request


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process if none is given) and return its exit status."""
    undo = answer_requests()  # first of all, so that there is an answer while the rest is imported
    try:
        status = _status(sys.argv[1:] if argv is None else argv, ends_process=argv is None)
    except (KeyboardInterrupt, Ended) as request:
        status = status_after(request)  # asked for while a line was being said: that line was the last
    finally:
        if argv is not None:
            undo()
    if argv is None:
        take_no_more_requests()
        _end_process_unless_usual(status)
    return status


def _status(arguments: Sequence[str], ends_process: bool) -> int:
    try:
        from wenze.experiments.streams import prepare_streams

        prepare_streams(ends_process)
        asked = None
    except (KeyboardInterrupt, Ended) as request:
        asked = request

    def work() -> None:
        if asked is not None:
            raise asked
        _command(arguments)

    from wenze.experiments.endings import status_of
    from wenze.sim.language import language, speaking

    with speaking(language()):  # whatever lang= asks for, the next command in this process does not
        return status_of(work)


def _end_process_unless_usual(status: int) -> None:
    """End at once after a failure: wait for no thread, and for nobody to read what is left of the output."""
    from wenze.experiments.streams import flush_or_forget

    flush_or_forget()
    if status not in (0, 2):
        os._exit(status)


def _command(arguments: Sequence[str]) -> None:
    from wenze.experiments.commands.request import parse, without_language

    _carry_out(parse(without_language(arguments, os.environ)), arguments)
    sys.stdout.flush()
    stop_if_asked()  # the exception of an earlier request may have been lost


def _carry_out(request: "Request", arguments: Sequence[str]) -> None:
    if request.command == "compare":
        from wenze.experiments.commands.compare import compare

        compare(request, arguments)
    elif request.command == "run":
        from wenze.experiments.commands.compare import run

        run(request, arguments)
    elif request.command == "list":
        from wenze.experiments.commands.listing import show_list

        show_list(request)
    elif request.command == "parameters":
        from wenze.experiments.commands.listing import show_parameters

        show_parameters(request)
    elif request.command == "facts":
        from wenze.experiments.validation.verdict import show_facts

        show_facts(request)
    elif request.command == "fit":
        from wenze.experiments.validation.fit import show_fit

        show_fit(request, arguments)
    elif request.command == "version":
        _show_version()
    else:
        _show_help(request.word)


def _show_help(word: str | None) -> None:
    from wenze.experiments.commands.manual import MANUAL
    from wenze.experiments.commands.request import KEYS
    from wenze.experiments.messages import say, shown
    from wenze.sim.errors import InputError, suggestion
    from wenze.sim.language import language

    if word is not None and word not in KEYS:
        raise InputError(say("command_unknown", word=shown(word), hint=suggestion(word, KEYS)))
    print(MANUAL[word or ""][language()], end="")


def _show_version() -> None:
    from wenze.experiments.messages import say
    from wenze.experiments.runs.provenance import own_version
    from wenze.sim.version import MODEL_VERSION

    print(say("version", version=own_version() or "?", model=MODEL_VERSION))


if __name__ == "__main__":
    sys.exit(main())
