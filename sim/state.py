"""The state of one replication: arrays of records, how they are made, and how they grow."""

from typing import Any, NamedTuple

import numpy as np
from wenze.sim import records
from wenze.sim.events import most_events
from wenze.sim.settings.parameters import World
from wenze.sim.tally import TALLY


class State(NamedTuple):
    """Everything that changes in a replication. Each field but the last three is an array of records.

    Posts stand in the order county, township, post; the people beside them in the order of arrival at those posts, so
    ``posts[i].holder`` is an index into ``people``. ``cases`` is a pool: those with ``open`` set are open, the slots in
    ``free`` are to be used again. ``entries`` is the docket of all counties, ``sanctions`` every sanction ever issued.
    """

    clock: Any
    posts: Any
    people: Any
    townships: Any
    counties: Any
    city: Any
    departments: Any
    supervisors: Any
    cases: Any
    free: Any
    entries: Any
    sanctions: Any
    reviews: Any
    tallies: Any
    events: Any
    conduct: Any
    department_conduct: Any
    style_conduct: Any
    willing: Any
    merit: Any
    score: Any
    tie: Any
    order: Any


class ConductRecord(NamedTuple):
    """What everybody did in a replication, month by month: arrays [month, post], [month, department], [month, county] and,
    for private gain, [month, post] again. It goes by post, so that whoever holds a post can be made to do it.
    """

    conduct: Any
    department_conduct: Any
    style_conduct: Any
    willing: Any


EVERY_ROW, CASES_USED, ENTRIES_USED = range(3)


class RealArray(NamedTuple):
    """An array of records that hold real numbers: its name, their type, and how many rows are in use."""

    name: str
    kind: Any
    in_use: int = EVERY_ROW


REAL_ARRAYS = (
    RealArray("people", records.PERSON),
    RealArray("townships", records.TOWNSHIP_RECORD),
    RealArray("counties", records.COUNTY),
    RealArray("city", records.CITY),
    RealArray("departments", records.DEPARTMENT),
    RealArray("supervisors", records.SUPERVISOR),
    RealArray("cases", records.CASE, CASES_USED),
    RealArray("entries", records.ENTRY, ENTRIES_USED),
)
"""The arrays that the engine looks through for NaN, in this order; nothing is read from the log."""

WITH_REAL_NUMBERS = tuple(array.name for array in REAL_ARRAYS)
SHAPES = np.array([(records.real_count(array.kind), array.kind.itemsize // 8, array.in_use) for array in REAL_ARRAYS])
"""For each of them how many real numbers stand at the front of a record, its size in 8-byte words, and which rows are in use."""

FREE_TO_CHOOSE = -1

SANCTIONS_AN_ENTRY = 5  # at most: of three parties to it, and for two findings of its audit
FIRST_ROOM = 8  # records a post that pools start with; room that is never touched takes no memory


def blank_state(params: World, months: int, seed: int, replication: int, record_conduct: bool = False) -> State:
    """A state of the right sizes with nothing in it yet; the engine's ``populate`` fills it."""
    scale = params.scale
    townships = scale.counties * scale.townships
    posts = townships * scale.posts
    kept = months if record_conduct else 0
    state = State(
        clock=records.empty(records.CLOCK, 1),
        posts=records.empty(records.POST, posts),
        people=records.empty(records.PERSON, posts),
        townships=records.empty(records.TOWNSHIP_RECORD, townships),
        counties=records.empty(records.COUNTY, scale.counties),
        city=records.empty(records.CITY, 1),
        departments=records.empty(records.DEPARTMENT, scale.counties * scale.departments),
        supervisors=records.empty(records.SUPERVISOR, scale.counties),
        cases=records.empty(records.CASE, FIRST_ROOM * posts),
        free=np.zeros(FIRST_ROOM * posts, np.int64),
        entries=records.empty(records.ENTRY, FIRST_ROOM * posts),
        sanctions=records.empty(records.SANCTION, 4 * FIRST_ROOM * posts),
        reviews=np.zeros(4 * FIRST_ROOM * posts, np.int64),
        tallies=records.empty(TALLY, months),
        events=records.empty(records.EVENT, 0),
        conduct=np.full((kept, posts), FREE_TO_CHOOSE, np.int8),
        department_conduct=np.full((kept, scale.counties * scale.departments), FREE_TO_CHOOSE, np.int8),
        style_conduct=np.full((kept, scale.counties), FREE_TO_CHOOSE, np.int8),
        willing=np.full((kept, posts), FREE_TO_CHOOSE, np.int8),
        merit=np.zeros(posts // scale.counties),
        score=np.zeros(posts // scale.counties),
        tie=np.zeros(posts // scale.counties),
        order=np.zeros(posts // scale.counties, np.int64),
    )
    clock = state.clock[0]
    clock.months, clock.seed, clock.replication = months, seed, replication
    clock.counties, clock.townships, clock.posts = scale.counties, scale.townships, scale.posts
    clock.departments = scale.departments
    return state


def recorded_conduct(state: State) -> ConductRecord:
    """What was recorded in a state that was made to record conduct."""
    return ConductRecord(*(getattr(state, name) for name in ConductRecord._fields))


def forced(state: State, conduct: ConductRecord) -> State:
    """A blank state in which everybody will do what was recorded in another, whatever the policy."""
    state.clock[0].forcing = 1
    return state._replace(**conduct._asdict())


def grown(state: State) -> State:
    """The same state with room for another month: at least what one month can add to each pool."""
    clock = state.clock[0]
    posts = len(state.posts)
    cases = room(state.cases, clock.cases_used, posts)
    entries = room(state.entries, clock.entries, clock.cases_used + posts)
    sanctions = room(
        state.sanctions, clock.sanctions, SANCTIONS_AN_ENTRY * (clock.entries + clock.cases_used + posts) + posts
    )
    events = state.events
    if clock.logging:
        needed: int = most_events(clock, posts)  # type: ignore[no-untyped-call]
        events = room(events, clock.events, needed)
    return state._replace(
        cases=cases,
        free=longer(state.free, len(cases)),
        entries=entries,
        sanctions=sanctions,
        reviews=longer(state.reviews, len(sanctions)),
        events=events,
    )


def room(array: Any, used: int, needed: int) -> Any:
    """The array itself if it has room for ``needed`` more records, otherwise a copy half as large again or more."""
    if len(array) >= used + needed:
        return array
    return longer(array, max(int(used + needed), len(array) * 3 // 2))


def longer(array: Any, length: int) -> Any:
    """A copy of an array with zeros added up to ``length``; the array itself if it is long enough."""
    if len(array) >= length:
        return array
    copy = np.zeros(length, array.dtype).view(type(array))
    copy[: len(array)] = array
    return copy
