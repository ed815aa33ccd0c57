"""What happened in a month, read from the log of events, in words of both languages."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wenze.agents.kinds import COMPLAINED, ERRED, ERUPTED, EXPOSED, INSPECTED, SURFACING_NAMES
from wenze.experiments.classroom.sayings import Both, both
from wenze.sim.events import (
    ANSWERED_FOR,
    ARISEN,
    DISCIPLINED,
    LEFT,
    OVERTURNED,
    PROMOTED,
    REPOSTED_EVENT,
    SANCTIONED,
    SURFACED,
)

MOST_NEWS = 8  # of one month on one side: what can be read before the next one comes

FIELD, MASK = 16, 0xFFFF  # bits of a field of a number, see wenze.agents.draws.entity_number
OF_DEPARTMENTS, OF_SUPERVISORS = 0xFFFF, 0xFFFE  # in the post field of a number


class News(NamedTuple):
    """One thing that happened: ``case`` is its number, None for what has to do with none."""

    case: int | None
    kind: str
    text: Both

    def plain(self) -> dict[str, Any]:
        """As it goes into JSON."""
        return self._asdict()


def logged(state: Any) -> Any:
    """The same state, in which every event from now on is logged; nothing else in it changes by that."""
    state.clock[0].logging = 1
    return state


def events_of(state: Any, month: int) -> Any:
    """The events of a month, counted from 0 at the switch, in the order in which they happened."""
    events = state.events[: int(state.clock[0].events)]
    first = events.month.searchsorted(month)
    return events[first : events.month.searchsorted(month, side="right")]


def news_of(state: Any, month: int) -> list[News]:
    """The news of a month, the gravest first, at most :data:`MOST_NEWS`."""
    found = [(_WEIGHT[news.kind], news) for event in events_of(state, month) for news in _news(state, event)]
    return [news for _, news in sorted(found, key=lambda pair: pair[0])[:MOST_NEWS]]


def story_of(state: Any, number: int) -> list[dict[str, Any]]:
    """What was told of a case so far: month (1 is the first), kind and text."""
    events = state.events[: int(state.clock[0].events)]
    return [
        {"month": int(event.month) + 1, "kind": news.kind, "text": news.text}
        for event in events[events.case_number == number]
        for news in _news(state, event)
    ]


def _news(state: Any, event: Any) -> Iterator[News]:
    kind = _kind(event)
    if kind is None and _is_river(state, event):
        kind = "river"
    if kind is None:
        return
    number = int(event.case_number)
    text = both(
        f"news_{kind}",
        case=case_name(state, number),
        who=official(state, int(event.subject)),
        rung=both(f"rung_{int(event.detail)}") if kind in _WITH_RUNG else "",
        post=both("post", post=int(event.place)),
    )
    yield News(number or None, kind, text)


def _kind(event: Any) -> str | None:
    """What an event is called among the news, None for what is not told."""
    kind = int(event.kind)
    if kind == SURFACED:
        return SURFACING_NAMES[int(event.detail)]
    if kind == SANCTIONED:
        return "wronged" if event.amount == 1.0 else "sanctioned"
    return _TOLD.get(kind)


def _is_river(state: Any, event: Any) -> bool:
    """Whether the river case arises."""
    return int(event.kind) == ARISEN and int(event.case_number) in _rivers(state)


def _rivers(state: Any) -> set[int]:
    open_cases = state.cases[: int(state.clock[0].cases_used)]
    return {int(number) for number in open_cases.number[open_cases.river == 1]}


_TOLD = {
    OVERTURNED: "overturned",
    ANSWERED_FOR: "answered_for",
    DISCIPLINED: "disciplined",
    PROMOTED: "promoted",
    LEFT: "left",
    REPOSTED_EVENT: "reposted",
}
_WITH_RUNG = ("sanctioned", "wronged", "overturned", "answered_for", "disciplined")
_ORDER = (
    "river",
    "wronged",
    "sanctioned",
    "answered_for",
    "overturned",
    SURFACING_NAMES[ERUPTED],
    SURFACING_NAMES[EXPOSED],
    "left",
    "promoted",
    SURFACING_NAMES[ERRED],
    SURFACING_NAMES[INSPECTED],
    SURFACING_NAMES[COMPLAINED],
    "disciplined",
    "reposted",
)
_WEIGHT = {kind: place for place, kind in enumerate(_ORDER)}


# --- names ------------------------------------------------------------------------------------------------------------


def official(state: Any, number: int) -> Both:
    """What a cadre, the head of a department or the leader of supervisors is called, by number."""
    county, place, post, arrival = _fields(number)
    if post == OF_DEPARTMENTS:
        return both("head", department=county * int(state.clock[0].departments) + place)
    if post == OF_SUPERVISORS:
        return both("leader")
    return both("cadre", code=f"{post_of(state, number)}-{arrival}")


def case_name(state: Any, number: int) -> Both:
    """What a case is called: the post at which it arose, and the month, which is 0 or less if that was before the switch."""
    return both("case", post=post_of(state, number), month=_fields(number)[-1] - int(state.clock[0].spin_up))


def post_of(state: Any, number: int) -> int:
    """Index of the post whose number is in that of a case or of a cadre."""
    clock = state.clock[0]
    county, township, post, _ = _fields(number)
    return (county * int(clock.townships) + township) * int(clock.posts) + post


def _fields(number: int) -> tuple[int, int, int, int]:
    return number >> 3 * FIELD, number >> 2 * FIELD & MASK, number >> FIELD & MASK, number & MASK
