"""What the tests say of numbers beside those recorded."""

from typing import NamedTuple

from tests.baselines.differences import differences
from tests.baselines.numbers import OVERRIDES, Numbers
from tests.baselines.record import COMMAND, Environment, Record

TOLERANCE = 1e-9  # of measures under an environment that is not recorded

NOT_RAISED = """\
Python, the lock file and MODEL_VERSION are those recorded, so it is the code or
a scenario that gives other numbers. If that is not meant, it is a fault. If it
is, raise MODEL_VERSION in sim/version.py and record the new numbers:"""

ELSEWHERE = """\
The environment differs, by which numbers should not move:
  recorded under {recorded}
  this is {here}
Run this test under a recorded one to see whether it is the code that moved
them. If it is not, or if it is and that is meant, raise MODEL_VERSION in
sim/version.py and record the new numbers, here or there:"""


class Verdict(NamedTuple):
    """Why a test fails, and what is to be known though it does not; both may be empty."""

    fault: str = ""
    note: str = ""


def verdict(record: Record, now: Numbers, here: Environment, model_version: str) -> Verdict:
    """Whether the numbers are those recorded: bit by bit under a recorded environment, else measures to 1e-9."""
    known = record.knows(here)
    found = differences(record.numbers, now, 0.0 if known else TOLERANCE)
    moved = bool(found.settings or found.measures or (known and found.counts))
    advice = ""
    if model_version != record.model_version:
        advice = f"MODEL_VERSION is {model_version}, and version {record.model_version} is recorded. Record it:"
    elif moved:
        advice = NOT_RAISED if known else ELSEWHERE.format(recorded=record.environments, here=here)
    elif found.added or found.gone:
        advice = "What there is and what is recorded differ. Record it:"
    elif record.overrides != OVERRIDES:
        advice = f"The run recorded is {' '.join(record.overrides)}, to be {' '.join(OVERRIDES)}. Record it:"
    if advice:
        return Verdict(fault="\n\n".join(filter(None, (found.report(), f"{advice}\n  {COMMAND}"))))
    return Verdict() if known else Verdict(note=_note(record, here, len(found.counts)))


def _note(record: Record, here: Environment, counts: int) -> str:
    how = (
        f"but {counts} of {len(record.numbers.counts)} monthly counts do not" if counts else "and all monthly counts do"
    )
    return (
        f"baselines are recorded under {record.environments}, not under {here}: "
        f"measures agree to {TOLERANCE:g}, {how}; to record this environment too: {COMMAND}"
    )
