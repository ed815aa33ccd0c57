"""The state of one replication: arrays of records, how they are made, and how they grow."""

from typing import Any, NamedTuple

import numpy as np
from wenze.sim import pages, records
from wenze.sim.events import most_events
from wenze.sim.settings.parameters import Scale, World
from wenze.sim.tally import TALLY


class State(NamedTuple):
    """Everything that changes in a replication. Each field but the last three is an array of records.

    Posts stand in the order county, township, post; the people beside them in the order of arrival at those posts, so
    ``posts[i].holder`` is an index into ``people``. ``cases`` is a pool in which each block has a stretch of its own: those with
    ``open`` set are open, the slots in ``free`` are to be used again. So are ``entries``, the dockets, and ``sanctions``, every
    sanction ever issued (:data:`POOLS`).
    """

    clock: Any
    posts: Any
    people: Any
    townships: Any
    counties: Any
    city: Any
    blocks: Any
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


class Share(NamedTuple):
    """Blocks ``first`` to ``end − 1``, and whether (1 or 0) what supervisors of all counties have learnt is pooled after their
    month: it is where they are all.
    """

    first: int
    end: int
    pools: int


ONCE, EVERY_ROW, CASES_USED, ENTRIES_USED = range(4)
"""Which records of an array are a block's: none, it is of the whole city; those of its counties; or those in use in its stretch."""


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
    RealArray("city", records.CITY, ONCE),
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
}
"""Pools, in which every block has a stretch of the same room, and the field of a block that says how much of it is in use. The other
arrays are in use as a whole, but for the log of events."""

SANCTIONS_AN_ENTRY = 5  # at most: of three parties to it, and for two findings of its audit
POSTS_A_BLOCK = 1_000
"""Posts of a block, as near as whole counties come below it: what they need in a month then stays in a processor's second cache.

Measured: from 100 to 5,000 posts it makes no difference; a large world in one block takes half as long again."""
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
    counties_a_block = min(scale.counties, max(1, POSTS_A_BLOCK // (scale.townships * scale.posts)))
    blocks = -(-scale.counties // counties_a_block)
    room = FIRST_ROOM * counties_a_block * scale.townships * scale.posts
    recorded = nobody_held(scale, months if record_conduct else 0)
    state = State(
        clock=records.empty(records.CLOCK, 1),
        posts=records.empty(records.POST, posts),
        people=records.empty(records.PERSON, posts),
        townships=records.empty(records.TOWNSHIP_RECORD, townships),
        counties=records.empty(records.COUNTY, scale.counties),
        city=records.empty(records.CITY, 1),
        blocks=records.empty(records.BLOCK, blocks),
        departments=records.empty(records.DEPARTMENT, scale.counties * scale.departments),
        supervisors=records.empty(records.SUPERVISOR, scale.counties),
        cases=pages.zeros(records.CASE, blocks * room).view(np.recarray),
        free=pages.zeros(np.dtype(np.int64), blocks * room),
        entries=pages.zeros(records.ENTRY, blocks * room).view(np.recarray),
        sanctions=pages.zeros(records.SANCTION, blocks * 4 * room).view(np.recarray),
        reviews=pages.zeros(np.dtype(np.int64), blocks * 4 * room),
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
    clock.blocks, clock.counties_a_block = blocks, counties_a_block
    return state


def everywhere(state: State) -> Share:
    """All blocks of a world."""
    return Share(0, len(state.blocks), 1)


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
    used = {"tallies": 0, "events": int(state.clock[0].events)}
    copies = {
        name: copied(array, used.get(name, len(array)), len(array))
        for name, array in state._asdict().items()
        if name not in POOLS
    }
    pools = {name: stretched(state, name, len(getattr(state, name)) // len(state.blocks)) for name in POOLS}
    return State(**copies, **pools)


def in_use(state: State, name: str, since: Any = 0) -> Any:
    """A copy of the records of an array that are in use, those of a pool block by block; with ``since`` [block], those after so
    many.
    """
    array = getattr(state, name)
    if name not in POOLS:
        used = int(state.clock[0].events) if name == "events" else len(array)
        return copied(array, used, used)
    first = len(array) // len(state.blocks) * np.arange(len(state.blocks))
    return pieces(array, first + since, first + state.blocks[POOLS[name]])


def pieces(array: Any, begins: Any, ends: Any) -> Any:
    """A copy of some stretches of an array of records, one after the other; as bytes (:func:`copied`)."""
    copy = blank(array, int((ends - begins).sum()))
    source, target = _bytes_of(array), _bytes_of(copy)
    size, reached = array.strides[0], 0
    for begin, end in zip((begins * size).tolist(), (ends * size).tolist(), strict=True):
        target[reached : reached + end - begin] = source[begin:end]
        reached += end - begin
    return copy


def recorded_conduct(state: State) -> ConductRecord:
    """What was recorded in a state that was made to record conduct."""
    return ConductRecord(*(getattr(state, name) for name in ConductRecord._fields))


def forced(state: State, conduct: ConductRecord) -> State:
    """The same state, in which everybody will do what stands in ``conduct``, whatever the policy; who is free chooses."""
    state.clock[0].forcing = 1
    return state._replace(**conduct._asdict())


def grown(state: State) -> State:
    """The same state with room for another month: at least what one month can add to each pool, in every block."""
    clock, blocks = state.clock[0], state.blocks
    heads = clock.counties_a_block * clock.departments
    posts = clock.counties_a_block * clock.townships * clock.posts
    cases = blocks.cases_used + posts
    entries = blocks.entries + cases
    sanctions = blocks.sanctions + SANCTIONS_AN_ENTRY * entries + posts + heads
    rooms = {
        "cases": wider(state, "cases", cases),
        "entries": wider(state, "entries", entries),
        "sanctions": wider(state, "sanctions", sanctions),
    }
    if any(room * len(blocks) > len(getattr(state, name)) for name, room in rooms.items()):
        state = laid_out(state, **rooms)
    if clock.logging:
        needed = sum(most_events(used, posts, heads) for used in blocks)  # type: ignore[no-untyped-call]
        if len(state.events) < clock.events + needed:
            longer = max(int(clock.events + needed), len(state.events) * 3 // 2)
            state = state._replace(events=copied(state.events, len(state.events), longer))
    return state


def wider(state: State, pool: str, needed: Any) -> int:
    """Room that each block needs in a pool: what it has, or half as much again or more; ``needed`` [block] is the least."""
    room = len(getattr(state, pool)) // len(state.blocks)
    least = int(needed.max())
    return room if room >= least else max(least, room * 3 // 2)


def laid_out(state: State, cases: int, entries: int, sanctions: int) -> State:
    """The same state with so much room for each block in its pools; places of cases and sanctions move with their stretches."""
    rooms = {"cases": cases, "free": cases, "entries": entries, "sanctions": sanctions, "reviews": sanctions}
    blocks = len(state.blocks)
    by_case = cases - len(state.cases) // blocks
    by_sanction = sanctions - len(state.sanctions) // blocks
    state = state._replace(**{name: stretched(state, name, room) for name, room in rooms.items()})
    move(state.free, cases, by_case)
    move(state.reviews, sanctions, by_sanction)
    move(state.entries.first_sanction, entries, by_sanction)
    for chain in (state.sanctions.previous, state.sanctions.next):
        move(chain, sanctions, by_sanction)
    for holders in (state.people, state.departments, state.supervisors):
        of_a_block = len(holders) // len(state.counties) * int(state.clock[0].counties_a_block)
        move(holders.last_sanction, of_a_block, by_sanction)
    return state


def move(places: Any, of_a_block: int, by: int) -> None:
    """Move places in a pool by what each stretch before theirs has grown; so many of them are of each block. 0 means none."""
    if by:
        blocks = np.arange(len(places)) // of_a_block
        places += np.where(places > 0, by * blocks, 0).astype(places.dtype)


def stretched(state: State, pool: str, room: int) -> Any:
    """A copy of what is in use of a pool, with so much room for each block and zeros behind what is in use."""
    array = getattr(state, pool)
    used = state.blocks[POOLS[pool]]
    had = len(array) // len(used)
    copy = pages.zeros(array.dtype, room * len(used)).view(type(array))
    source, target = _bytes_of(array), _bytes_of(copy)
    size = array.strides[0]
    for block in range(len(used)):
        count = int(used[block]) * size
        target[block * room * size :][:count] = source[block * had * size :][:count]
    return copy


def copied(array: Any, used: int, length: int) -> Any:
    """A copy of the first ``used`` records of an array, with zeros added up to ``length``.

    It is copied as bytes: numpy copies records field by field, which takes ten times as long.
    """
    copy = blank(array, length)
    size = int(used) * array.strides[0]
    _bytes_of(copy)[:size] = _bytes_of(array)[:size]
    return copy


def blank(array: Any, length: int) -> Any:
    """An array of the same kind, of zeros."""
    return np.zeros((length, *array.shape[1:]), array.dtype).view(type(array))


def _bytes_of(array: Any) -> Any:
    """The memory of an array, byte by byte."""
    return np.ndarray(array.nbytes, np.uint8, array)
