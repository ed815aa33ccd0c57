"""The words of section 2, in the order the document gives them."""

from enum import IntEnum


class Conduct(IntEnum):
    WORK = 0
    EXPLORE = 1
    COVER = 2
    IDLE = 3


ACTIVE = (Conduct.WORK, Conduct.EXPLORE)


class Option(IntEnum):
    """What a department may do."""

    ACT = 0
    OFFLOAD = 1
    RELAY = 2


class Style(IntEnum):
    """How supervisors inquire."""

    DEEP = 0
    LIST = 1
    HABIT = 2


class Owner(IntEnum):
    """Whose duty a case is by law."""

    TOWNSHIP = 0
    ASSIST = 1
    DEPARTMENTS = 2


class Party(IntEnum):
    """The parties to a case, as bits (section 7.1)."""

    TOWNSHIP = 1
    LEAD = 2
    SECOND = 4


class Step(IntEnum):
    """What a file shows of a party's step (phase 7)."""

    NONE = 0
    PAPER = 1
    REAL = 2


class Way(IntEnum):
    """Which way an own duty is passed on (phase 4)."""

    UP = 0
    SIDEWAYS = 1


class Looks(IntEnum):
    """What an error looks like (7.2.1)."""

    ROUTINE = 0
    EXPLORING = 1
    NEWCOMER = 2


class Pair(IntEnum):
    """A department and a case that it knows of (7.2.1): it acts, does not act, or has handed the case down."""

    ACTS = 0
    SITS = 1
    DOWN = 2


class Surfacing(IntEnum):
    """How a case surfaced."""

    INSPECTED = 0
    COMPLAINED = 1
    ERRED = 2
    EXPOSED = 3
    ERUPTED = 4


class Plea(IntEnum):
    """What an accused cadre may plead (phase 8)."""

    EXPLORATION = 1
    INEXPERIENCE = 2
    UNINTENDED = 3


TALK, WARNING, DEMERIT, MAJOR_DEMERIT, DEMOTION = range(5)
RUNGS = 5
