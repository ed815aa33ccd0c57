"""What a story is: plain data, in both languages, that goes into JSON as it stands."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wenze.sim.events import Said

TOWNSHIP, LEAD, SECOND, SUPERVISORS, CASE = "township", "lead", "second", "supervisors", "case"
PARTIES = (CASE, TOWNSHIP, LEAD, SECOND, SUPERVISORS)
"""Who does what is told: the case itself (it arises, it comes to light), or one of those who deal with it."""


class Entry(NamedTuple):
    """One thing that happened, in a month counted from the switch.

    ``kind`` is the name of the event in the log (``wenze.sim.events.EVENTS``) if ``logged``; otherwise it was read from the
    record of the case, which the log leaves out. ``case`` is 0 for what has to do with none, ``person`` for nobody.
    """

    month: int
    kind: str
    logged: bool
    case: int
    party: str
    person: int
    text: Said


class Answered(NamedTuple):
    """Somebody answered for a case: who, by which rung, whether deservedly, and the month in which it was overturned, if it was."""

    month: int
    party: str
    person: int
    who: Said
    rung: int
    rung_name: Said
    deserved: bool
    overturned: int | None


class Ended(NamedTuple):
    """How a case ended: ``solved`` by the township or a department (``party``), or ``erupted``."""

    month: int
    how: str
    party: str
    text: Said


class Facts(NamedTuple):
    """What a case is, the same under every regime. ``lead`` and ``second`` are departments, −1 where there is none."""

    number: int
    post: int
    born: int
    severity: float
    owner: str
    lead: int
    second: int
    novel: bool
    river: bool


class Month(NamedTuple):
    """Where a case stood at the end of a month.

    ``holder`` is whoever held the desk and ``conduct`` what they did; ``in_hand`` says whether it was the township's to deal with.
    ``lead`` and ``second`` are one of :data:`STANDS`.
    """

    month: int
    holder: int
    conduct: str
    in_hand: bool
    lead: str
    second: str


STANDS = ("none", "untold", "act", "sit", "relay", "handed_down", "passed_up")
"""How a department stands to a case: none of its, not told, it acts, it knows and does nothing, it passes the file on, it has
handed it down, or it was passed up to it."""


class Story(NamedTuple):
    """A case told: what it is, what happened, where it stood each month, who answered, and how it ended (None: it is open).

    ``facts`` is None for a case that was over before anybody watched, of which only late decisions are told.
    """

    number: int
    facts: Facts | None
    entries: tuple[Entry, ...]
    course: tuple[Month, ...]
    answered: tuple[Answered, ...]
    ended: Ended | None


def plain(value: Any) -> Any:
    """A story, or any part of one, as lists, dictionaries, texts and numbers that JSON knows.

    >>> plain(Ended(3, "solved", "lead", Said("It is solved.", "已解决。")))["text"]
    {'en': 'It is solved.', 'zh': '已解决。'}
    """
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part) for part in value]
    return value
