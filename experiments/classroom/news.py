"""The news of a month as a page shows them, in the words of the stories of cases, and what cases are called."""

from typing import Any

from wenze.experiments.cases.story import Entry
from wenze.experiments.cases.watcher import MOST_NEWS, Watcher
from wenze.experiments.cases.words import Names, fields_of
from wenze.experiments.classroom.sayings import Both, both


def news_of(watcher: Watcher, state: Any, month: int) -> list[dict[str, Any]]:
    """The news of a month, counted from 0 at the switch: number of the case (None where there is none), kind and text.

    The most telling come first; the river case is news when it arises, whatever else there is.
    """
    found = [_shown(entry, state) for entry in watcher.news(month)]
    rivers = [_river(entry, state) for entry in watcher.happened(month) if _is_river(entry, watcher)]
    return (rivers + found)[:MOST_NEWS]


def _shown(entry: Entry, state: Any) -> dict[str, Any]:
    text = _both(entry)
    if entry.case:  # of which the text says "it"
        text = both("news_of_case", case=case_name(state, entry.case), text=text)
    return {"case": entry.case or None, "kind": entry.kind, "text": text}


def _river(entry: Entry, state: Any) -> dict[str, Any]:
    text = both("news_river", case=case_name(state, entry.case), text=_both(entry))
    return {"case": entry.case, "kind": "river", "text": text}


def _is_river(entry: Entry, watcher: Watcher) -> bool:
    facts = watcher.facts(entry.case) if entry.kind == "arisen" else None
    return facts is not None and facts.river


def _both(entry: Entry) -> Both:
    return {"en": entry.text.en, "zh": entry.text.zh}


def events_of(state: Any, month: int) -> Any:
    """The events of a month, counted from 0 at the switch, in the order in which they were logged."""
    events = state.events[: int(state.clock[0].events)]
    first, end = events.month.searchsorted([month, month + 1])
    return events[first:end]


def case_name(state: Any, number: int) -> Both:
    """What a case is called: the post at which it arose, and the month, which is 0 or less if that was before the switch."""
    month = fields_of(number)[-1] - int(state.clock[0].spin_up)
    return both("case", post=Names.of(state).post_of(number), month=month)
