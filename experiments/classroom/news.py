"""The news of a month, read off the log of events in the words of the stories of cases, and what cases are called.

A page that is watched needs no story of every case: to follow them all takes ten times as long and four times the memory.
"""

from typing import Any, NamedTuple

import numpy as np
from wenze.agents.kinds import ERUPTED, STYLE_NAMES
from wenze.experiments.cases.watcher import MOST_NEWS, NAMES_OF_EVENTS, NEWS, RANKS
from wenze.experiments.cases.words import MASK, Names, fields_of, sentence
from wenze.experiments.cases.words import both as told
from wenze.experiments.classroom.sayings import Both, both
from wenze.sim.events import ARISEN, SURFACED, Said
from wenze.sim.state import in_use

RIVER_ARISES = "river"
"""The kind of the news that the river case has arisen, which is told before all else."""

FIRST = -1  # before all of NEWS


class Called(NamedTuple):
    """What cases of a world are called: the post at which one arose, and the month, 0 or less if that was before the first."""

    names: Names
    spin_up: int
    posts: int

    @classmethod
    def of(cls, state: Any) -> "Called":
        """In a world."""
        return cls(Names.of(state), int(state.clock[0].spin_up), len(state.posts))

    def case(self, number: int) -> Both:
        """The name of a case; of one that was there before the first month it is said so."""
        month = fields_of(number)[-1] - self.spin_up
        return both("case" if month > 0 else "case_before", post=self.names.post_of(number), month=month)

    def number(self, post: int, month: int) -> int:
        """The number of the case that arose at a post in a month, counted as in its name; 0, which no case has, where there can be none."""
        months = month + self.spin_up
        return self.names.number(post, months) if 0 <= post < self.posts and 0 < months <= MASK else 0


def events_of(state: Any, month: int) -> Any:
    """The events of a month, counted from 0 at the switch, in the order in which they were logged."""
    events = state.events[: int(state.clock[0].events)]
    first, end = events.month.searchsorted([month, month + 1])
    return events[first:end]


def news_of(state: Any, month: int, river: int) -> list[dict[str, Any]]:
    """The news of a month, counted from 0 at the switch: number of the case (None where there is none), kind and text.

    At most :data:`MOST_NEWS`, the most telling, in the order in which a month takes its course, as stories tell it: what was decided
    of a case stands before what became of whom. ``river`` is the number of the river case.
    """
    called = Called.of(state)
    news = sorted((event for event in events_of(state, month) if _is_news(event, river)), key=_rank)[:MOST_NEWS]
    return [_shown(state, called, event) for event in sorted(news, key=_course)]


def _is_news(event: Any, river: int) -> bool:
    if event.kind == ARISEN:
        return int(event.case_number) == river
    return NAMES_OF_EVENTS[int(event.kind)] in NEWS and (event.kind != SURFACED or event.detail == ERUPTED)


def _rank(event: Any) -> int:
    """How telling news are, the smaller the more."""
    return NEWS.get(NAMES_OF_EVENTS[int(event.kind)], FIRST)


def _course(event: Any) -> float:
    """When in the course of a month something happens."""
    return RANKS[NAMES_OF_EVENTS[int(event.kind)]]


def _shown(state: Any, called: Called, event: Any) -> dict[str, Any]:
    number = int(event.case_number)
    if event.kind == ARISEN:
        name = called.case(number)
        return {"case": number, "kind": RIVER_ARISES, "text": both("news_river", case=name, post=int(event.place))}
    text = _plain(sentence(_told(state, called.names, event)))
    kind = NAMES_OF_EVENTS[int(event.kind)]
    if number == 0:
        return {"case": None, "kind": kind, "text": text}
    # Named before it, since the text says "it".
    return {"case": number, "kind": kind, "text": both("news_of_case", case=called.case(number), text=text)}


def _plain(said: Said) -> Both:
    return {"en": said.en, "zh": said.zh}


def _told(state: Any, names: Names, event: Any) -> Said:
    """An event as the stories of cases tell it."""
    kind, detail, post = NAMES_OF_EVENTS[int(event.kind)], int(event.detail), int(event.place)
    if kind == "surfaced":
        return told("told_surfaced_erupted")
    if kind == "decided":
        return told(f"told_decided_{STYLE_NAMES[detail]}", outcome=_outcome(event))
    who = names.person(int(event.subject))
    if kind == "promoted":
        return told("told_promoted_late" if detail else "told_promoted", who=who)
    if kind in ("left", "reposted"):
        return told(f"told_{kind}", who=who, post=post)
    rung = told(f"rung_{detail}")
    if kind == "sanctioned":
        return told("told_sanctioned", who=who, rung=rung, deserved=_deserved(state, event))
    return told(f"told_{kind}", who=who, rung=rung)


def _outcome(event: Any) -> Said:
    return told("somebody_answers" if event.amount else "nobody_answers")


def _deserved(state: Any, event: Any) -> Said:
    if event.amount == 0.0:
        return told("is_deserved")
    records = in_use(state, "sanctions")
    decided = int(event.month) + int(state.clock[0].spin_up)
    mine = (records.case_number == event.case_number) & (records.person_id == event.subject)
    (rows,) = np.nonzero(mine & (records.decided == decided))
    return told("is_no_cause" if records[rows[-1]].misattributed else "is_not_culpable")
