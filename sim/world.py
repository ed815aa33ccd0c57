"""The state of one replication: arrays of records, how they are made, and how they grow."""

from typing import Any, NamedTuple

import numpy as np
from wenze.sim import records
from wenze.sim.events import most_events
from wenze.sim.settings.parameters import World as WorldNumbers
from wenze.sim.tally import TALLY


class World(NamedTuple):
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


class Conduct(NamedTuple):
    """What everybody did in a replication, month by month: arrays [month, post], [month, department], [month, county] and,
    for private gain, [month, post] again. It goes by post, so that whoever holds a post can be made to do it.
    """

    conduct: Any
    department_conduct: Any
    style_conduct: Any
    willing: Any


# Arrays that hold real numbers, in the order in which the engine looks them through for NaN; pools come last.
WITH_REAL_NUMBERS = ("people", "townships", "counties", "city", "departments", "supervisors", "cases", "entries")
KINDS_WITH_REAL_NUMBERS = (
    records.PERSON,
    records.TOWNSHIP_RECORD,
    records.COUNTY,
    records.CITY,
    records.DEPARTMENT,
    records.SUPERVISOR,
    records.CASE,
    records.ENTRY,
)

FREE_TO_CHOOSE = -1

FIRST_ROOM = 8  # records a post that pools start with; room that is never touched takes no memory


def blank_world(numbers: WorldNumbers, months: int, seed: int, replication: int, record_conduct: bool = False) -> World:
    """A world of the right sizes with nothing in it yet; the engine's ``populate`` fills it."""
    scale = numbers.scale
    townships = scale.counties * scale.townships
    posts = townships * scale.posts
    kept = months if record_conduct else 0
    world = World(
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
    clock = world.clock[0]
    clock.months, clock.seed, clock.replication = months, seed, replication
    clock.counties, clock.townships, clock.posts = scale.counties, scale.townships, scale.posts
    clock.departments = scale.departments
    return world


def recorded_conduct(world: World) -> Conduct:
    """What was recorded in a world that was made to record conduct."""
    return Conduct(*(getattr(world, name) for name in Conduct._fields))


def forced(world: World, conduct: Conduct) -> World:
    """A blank world in which everybody will do what was recorded in another, whatever the policy."""
    world.clock[0].forcing = 1
    return world._replace(**conduct._asdict())


def grown(world: World) -> World:
    """The same world with room for another month: at least what one month can add to each pool."""
    clock = world.clock[0]
    posts = len(world.posts)
    cases = room(world.cases, clock.cases_used, posts)
    entries = room(world.entries, clock.entries, clock.cases_used + posts)
    sanctions = room(world.sanctions, clock.sanctions, 3 * (clock.entries + clock.cases_used + posts))
    events = world.events
    if clock.logging:
        needed: int = most_events(clock, posts)  # type: ignore[no-untyped-call]
        events = room(events, clock.events, needed)
    return world._replace(
        cases=cases,
        free=longer(world.free, len(cases)),
        entries=entries,
        sanctions=sanctions,
        reviews=longer(world.reviews, len(sanctions)),
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
