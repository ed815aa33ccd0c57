"""The state of one replication: arrays of records, how they are made, and how they grow."""

from typing import Any, NamedTuple

import numpy as np
from wenze.sim import records
from wenze.sim.events import most_events
from wenze.sim.settings.parameters import Scale, World
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
    """What everybody did in a replication, or is held to: arrays of int8 [month, post], [month, department], [month, county]
    of conducts, options, styles, and of real numbers [month, post], above which private gain is taken (infinity: never).
    Months count from the switch. It goes by post, so that whoever holds a post can be made to do it. Where
    :data:`FREE_TO_CHOOSE`, or NaN, stands nobody is held to anything.
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
    RealArray("posts", records.POST),
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
"""In a :class:`ConductRecord`: nobody is held to anything."""

POOLS = {
    "cases": "cases_used",
    "free": "free_cases",
    "entries": "entries",
    "sanctions": "sanctions",
    "reviews": "reviews",
    "events": "events",
}
"""How many of the records of a pool are in use stands on the clock; the other arrays are in use as a whole."""

SANCTIONS_AN_ENTRY = 5  # at most: of three parties to it, and for two findings of its audit
FIRST_ROOM = 8  # records a post that pools start with; room that is never touched takes no memory


def blank_state(
    params: World, months: int, seed: int, replication: int, record_conduct: bool = False, spin_up: int = 0
) -> State:
    """A state of the right sizes with nothing in it yet; the engine's ``populate`` fills it.

    It is to live through ``spin_up`` months before the switch and ``months`` after it. ``tallies`` has a row for each of them.
    """
    scale = params.scale
    townships = scale.counties * scale.townships
    posts = townships * scale.posts
    recorded = nobody_held(scale, months if record_conduct else 0)
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
        tallies=records.empty(TALLY, spin_up + months),
        events=records.empty(records.EVENT, 0),
        **recorded._asdict(),
        merit=np.zeros(posts // scale.counties),
        score=np.zeros(posts // scale.counties),
        tie=np.zeros(posts // scale.counties),
        order=np.zeros(posts // scale.counties, np.int64),
    )
    clock = state.clock[0]
    clock.months, clock.spin_up, clock.seed, clock.replication = months, spin_up, seed, replication
    clock.counties, clock.townships, clock.posts = scale.counties, scale.townships, scale.posts
    clock.departments = scale.departments
    return state


def nobody_held(scale: Scale, months: int) -> ConductRecord:
    """A record in which everybody is free to choose in each of so many months: to be filled, or changed in part."""
    posts = scale.counties * scale.townships * scale.posts

    def free(size: int) -> Any:
        return np.full((months, size), FREE_TO_CHOOSE, np.int8)

    departments = free(scale.counties * scale.departments)
    return ConductRecord(free(posts), departments, free(scale.counties), np.full((months, posts), np.nan))


def counted(state: State) -> Any:
    """The counts of the regime's months: rows of ``state.tallies`` from the switch on."""
    return state.tallies[state.clock[0].spin_up :]


def at_the_switch(state: State) -> State:
    """A world of its own that goes on from where this one stands, with nothing counted yet."""
    clock = state.clock[0]
    used = {name: clock[count] for name, count in POOLS.items()} | {"tallies": 0}
    copies = {name: copied(array, used.get(name, len(array)), len(array)) for name, array in state._asdict().items()}
    return State(**copies)


def recorded_conduct(state: State) -> ConductRecord:
    """What was recorded in a state that was made to record conduct."""
    return ConductRecord(*(getattr(state, name) for name in ConductRecord._fields))


def forced(state: State, conduct: ConductRecord) -> State:
    """The same state, in which everybody will do what stands in ``conduct``, whatever the policy; who is free chooses."""
    state.clock[0].forcing = 1
    return state._replace(**conduct._asdict())


def grown(state: State) -> State:
    """The same state with room for another month: at least what one month can add to each pool."""
    clock = state.clock[0]
    posts = len(state.posts)
    heads = len(state.departments)
    cases = room(state.cases, clock.cases_used, posts)
    entries = room(state.entries, clock.entries, clock.cases_used + posts)
    sanctions = room(
        state.sanctions,
        clock.sanctions,
        SANCTIONS_AN_ENTRY * (clock.entries + clock.cases_used + posts) + posts + heads,
    )
    events = state.events
    if clock.logging:
        needed: int = most_events(clock, posts, heads)  # type: ignore[no-untyped-call]
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
    return copied(array, len(array), length)


def copied(array: Any, used: int, length: int) -> Any:
    """A copy of the first ``used`` records of an array, with zeros added up to ``length``.

    It is copied as bytes: numpy copies records field by field, which takes ten times as long.
    """
    copy = np.zeros((length, *array.shape[1:]), array.dtype).view(type(array))
    size = int(used) * array.strides[0]
    _bytes_of(copy)[:size] = _bytes_of(array)[:size]
    return copy


def _bytes_of(array: Any) -> Any:
    """The memory of an array, byte by byte."""
    return np.ndarray(array.nbytes, np.uint8, array)
