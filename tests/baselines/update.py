"""Recording the numbers anew: what is asked for first, and what is then written where."""

from collections.abc import Callable, Sequence
from pathlib import Path

from wenze.sim.errors import InputError
from wenze.sim.version import MODEL_VERSION

from tests.baselines.changelog import checked_line, with_line
from tests.baselines.differences import differences
from tests.baselines.numbers import OVERRIDES, Numbers, run
from tests.baselines.record import (
    CHANGELOG,
    COMMAND,
    LOCK,
    RECORD,
    ROOT,
    Environment,
    Record,
    environment,
    read_record,
    record_text,
    replace_file,
)


def update(
    arguments: Sequence[str],
    root: Path = ROOT,
    *,
    here: Environment | None = None,
    model_version: str = MODEL_VERSION,
    run: Callable[[Sequence[str]], Numbers] = run,
    tell: Callable[[str], None] = print,
) -> None:
    """Record the numbers anew if they or their key changed, with the one argument as a line for the changelog.

    Tells what moved. Raises InputError, and leaves every file as it is, if there is no such line, if numbers moved and
    the version of the model was not raised, or if the packages installed are not those of the lock file.
    """
    if len(arguments) != 1:
        raise InputError(f"say in one line, in quotes, why the numbers changed: {COMMAND}")
    line = checked_line(arguments[0])
    here = here or environment(root / LOCK)
    if here.unlike:
        raise InputError(f"{LOCK} has other versions than the installed {', '.join(here.unlike)}: run this by make")
    old = read_record(root)
    raised = old is not None and _is_raised(model_version, old.model_version)
    numbers, moved = _compared(old, run, tell)
    if old is not None and moved and not raised:
        raise InputError(_not_raised(old, here))
    new = Record(model_version, here.lock, _pythons(old, here, moved or raised), OVERRIDES, numbers)
    if old is not None and record_text(new) == record_text(old):
        tell(
            f"Nothing changed since version {model_version} was recorded under {new.environments}: no file is written."
        )
        return
    changelog = (root / CHANGELOG).read_text(encoding="utf-8")
    # The changelog first: if this is killed in between, doing it again finds the line there and finishes.
    replace_file(root / CHANGELOG, with_line(changelog, line, model_version if raised else None))
    replace_file(root / RECORD, record_text(new))
    tell(f"Version {model_version} is recorded under {new.environments}: {RECORD}, {CHANGELOG}")


def _compared(
    old: Record | None, run: Callable[[Sequence[str]], Numbers], tell: Callable[[str], None]
) -> tuple[Numbers, bool]:
    """The numbers to be recorded, and whether those recorded moved, of which it tells.

    What was recorded is compared with the same run, also where another run is to be recorded from now on.
    """
    if old is None:
        return run(OVERRIDES), False
    again = run(old.overrides)
    found = differences(old.numbers, again)
    if found.report():
        tell(found.report())
    return again if old.overrides == OVERRIDES else run(OVERRIDES), found.any_moved


def _is_raised(now: str, before: str) -> bool:
    """Whether the version of the model is a later one than that recorded. Raises InputError if it is an earlier one."""
    if not now.isdecimal():
        raise InputError(f"MODEL_VERSION is {now!r} in sim/version.py, which is no whole number")
    if int(now) < int(before):
        raise InputError(f"MODEL_VERSION is {now} in sim/version.py, and version {before} is recorded: never go back")
    return now != before


def _not_raised(old: Record, here: Environment) -> str:
    raise_it = f"numbers moved, and MODEL_VERSION is {old.model_version} as before: raise it in sim/version.py"
    return raise_it if old.knows(here) else f"{raise_it} (recorded under {old.environments}; this is {here})"


def _pythons(old: Record | None, here: Environment, anew: bool) -> tuple[str, ...]:
    """The versions of Python for which the record then holds: those before too, if it is the same lock and numbers."""
    before = () if old is None or anew or old.lock != here.lock else old.pythons
    return tuple(sorted({*before, here.python}, key=lambda python: [int(part) for part in python.split(".")]))
