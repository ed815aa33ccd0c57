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
    exactly = differences(record.numbers, now)
    found = exactly if known else differences(record.numbers, now, TOLERANCE)._replace(counts=[])
    advice = ""
    if model_version != record.model_version:
        advice = f"MODEL_VERSION is {model_version}, and version {record.model_version} is recorded. Record it:"
    elif found.any_moved:
        advice = NOT_RAISED if known else ELSEWHERE.format(recorded=record.environments, here=here)
    elif found.added or found.gone:
        advice = "What there is and what is recorded differ. Record it:"
    elif record.overrides != OVERRIDES:
        advice = f"The run recorded is {' '.join(record.overrides)}, to be {' '.join(OVERRIDES)}. Record it:"
    if advice:
        return Verdict(fault="\n".join(filter(None, (found.report(), advice, f"  {COMMAND}"))))
    return Verdict() if known else Verdict(note=_note(record, here, exactly.any_moved))


def _note(record: Record, here: Environment, moved: bool) -> str:
    how = "but counts or last digits of measures do not" if moved else "and so do all counts"
    return (
        f"baselines are recorded under {record.environments}, not under {here}: "
        f"measures agree to {TOLERANCE:g}, {how}; to record this environment too: {COMMAND}"
    )
