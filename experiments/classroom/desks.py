"""What a month came to at every desk, read off the world: by the records of cases and sanctions, and by the log of events."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from wenze.agents.case import in_township_hands
from wenze.agents.culpability import is_wrongful
from wenze.agents.kinds import CONDUCT_NAMES, DEMOTION, ERRED, MONTHS_A_YEAR, NOT_YET, SURFACING_NAMES, TOWNSHIP
from wenze.experiments.classroom.news import Called, events_of
from wenze.experiments.classroom.sayings import Both, both
from wenze.sim.events import HANDED_DOWN, LEFT, MISCONDUCT, OVERTURNED, PROMOTED, REPOSTED_EVENT, SOLVED, SURFACED
from wenze.sim.model import AccountabilityModel
from wenze.sim.state import in_use


class Fate(NamedTuple):
    """A sanction of a cadre: the post held then, whether it was deserved, its rung, what it was for, the case (0 for none)."""

    post: int
    deserved: bool
    rung: int
    what_for: str
    case: int


class Desk(NamedTuple):
    """What a month came to at one post, for whoever held it then.

    ``conduct`` is None where a holder who was not held to any has left meanwhile; ``newcomer`` says who goes on, if another.
    """

    conduct: str | None
    held: bool
    solved: int
    errors: int
    fates: tuple[Fate, ...]
    promoted: int
    happened: tuple[Both, ...]
    newcomer: Both | None


class Heard(NamedTuple):
    """What became of somebody at a post, as colleagues hear of it."""

    post: int
    text: Both


class Before(NamedTuple):
    """How posts stood before a month: the number of each holder, the holder's place among the people, who will have reached
    retirement by its end, and how many sanctions there had been in each block of counties.
    """

    numbers: list[int]
    places: list[int]
    retiring: list[bool]
    sanctions: Any

    @classmethod
    def of(cls, model: AccountabilityModel) -> "Before":
        """As they stand now."""
        world = model.world
        places = world.posts.holder.tolist()
        holders = world.people[places]
        years = model.settings.world.people.retirement_years
        retiring = holders.seniority + 1 >= MONTHS_A_YEAR * years  # the month itself still counts
        return cls(holders.number.tolist(), places, retiring.tolist(), world.blocks.sanctions.copy())


class Seen(NamedTuple):
    """A month at every post, the sanctions of cadres in it, and what is heard in each township."""

    desks: list[Desk]
    fates: list[Fate]
    heard: dict[int, list[Heard]]


def month_seen(model: AccountabilityModel, choices: Mapping[int, str], before: Before) -> Seen:
    """What the last month came to; ``choices`` are the conducts that posts were held to."""
    notes = _Notes(model, before)
    desks = [_desk(notes, post, choices.get(post)) for post in range(len(before.numbers))]
    return Seen(desks, [fate for fates in notes.fates.values() for fate in fates], dict(notes.heard))


def cases_in_hand(model: AccountabilityModel) -> list[list[dict[str, Any]]]:
    """For every post the cases in its hands, the oldest first: number, name, age in months, severity, whose duty it is."""
    world, called = model.world, Called.of(model.world)
    now = model.settings.run.spin_up + model.month
    found: list[list[dict[str, Any]]] = [[] for _ in world.posts]
    cases = in_use(world, "cases")
    # As plain numbers: fields of records are slow to read one by one.
    columns = [cases[name].tolist() for name in _Case._fields]
    for case in (_Case(*row) for row in zip(*columns, strict=True)):
        if case.open and in_township_hands(case.owner, bool(case.handed_down), bool(case.away)):
            found[case.desk].append(_case_shown(case, called, now))
    return [sorted(shown, key=lambda case: (-case["age"], case["number"])) for shown in found]


class _Case(NamedTuple):
    """What is read of a case's record."""

    number: int
    desk: int
    born: int
    severity: float
    owner: int
    open: int
    handed_down: int
    away: int
    river: int


def _case_shown(case: _Case, called: Called, now: int) -> dict[str, Any]:
    return {
        "number": case.number,
        "name": called.case(case.number),
        "age": now - case.born,
        "severity": case.severity,
        "mine_by_law": case.owner == TOWNSHIP,
        "handed_down": bool(case.handed_down),
        "river": bool(case.river),
    }


class _Notes:
    """What the log and the records hold of a month, put to the posts that it concerns."""

    def __init__(self, model: AccountabilityModel, before: Before) -> None:
        self.world, self.before, self.month = model.world, before, model.month - 1
        self.called = Called.of(model.world)
        self.post_of = {number: post for post, number in enumerate(before.numbers)}
        self.solved: dict[int, int] = defaultdict(int)
        self.errors: dict[int, int] = defaultdict(int)
        self.promoted: dict[int, int] = defaultdict(int)
        self.left: set[int] = set()
        self.fates: dict[int, list[Fate]] = defaultdict(list)
        self.happened: dict[int, list[Both]] = defaultdict(list)
        self.heard: dict[int, list[Heard]] = defaultdict(list)
        self.cases = in_use(self.world, "cases")
        for record in in_use(self.world, "sanctions", since=before.sanctions):
            self._sanction(record)
        for event in events_of(self.world, self.month):
            self._event(event)

    def _sanction(self, record: Any) -> None:
        post = self.post_of.get(int(record.person_id)) if record.person >= 0 else None
        if post is None:
            return
        what_for = "discipline" if record.discipline else "misconduct" if record.misconduct else "work"
        fate = Fate(post, not is_wrongful(record), int(record.rung), what_for, int(record.case_number))
        self.fates[post].append(fate)
        kind = "disciplined" if record.discipline else "sanctioned" if fate.deserved else "wronged"
        self._tell(post, kind, fate.case, rung=both(f"rung_{fate.rung}"))

    def _event(self, event: Any) -> None:
        kind, case = int(event.kind), int(event.case_number)
        own = self.post_of.get(int(event.subject))
        if kind == SURFACED:
            self._surfaced(event, case)
        elif kind == SOLVED:
            self._solved(event, case, own)
        elif kind in _AT_A_POST:
            self._happens(self._desk_of(case), _AT_A_POST[kind], case)
        elif own is not None and kind in _OF_A_CADRE:
            self.promoted[own] += kind == PROMOTED
            if kind == LEFT:
                self.left.add(own)
            self._tell(own, _OF_A_CADRE[kind], case)

    def _solved(self, event: Any, case: int, own: int | None) -> None:
        if event.detail == 1:
            self._happens(self._desk_of(case), "relieved", case)
        elif own is not None:  # it is theirs who worked on it, wherever it arose
            self.solved[own] += 1
            self._happens(own, "solved", case)

    def _surfaced(self, event: Any, case: int) -> None:
        erred = self.post_of.get(int(event.subject)) if event.detail == ERRED else None
        if erred is not None:
            self.errors[erred] += 1
        self._happens(self._desk_of(case) if erred is None else erred, SURFACING_NAMES[int(event.detail)], case)

    def _desk_of(self, case: int) -> int:
        """The post whose desk a case is on, or on which it was: its record stays until a new month needs the room."""
        return int(self.cases.desk[(self.cases.number == case).argmax()])

    def _happens(self, post: int, what: str, case: int, **values: object) -> None:
        """Something at a desk that only concerns whoever sits there."""
        name = self.called.case(case) if case else ""
        self.happened[post].append(both(f"you_{what}", case=name, **values))

    def _tell(self, post: int, what: str, case: int, **values: object) -> None:
        """Something that befalls a cadre, of which colleagues hear as well."""
        if what in _FELT:
            self._happens(post, what, case, **values)
        name = self.called.case(case) if case else ""
        text = both(f"heard_{what}", who=both("colleague", post=post), case=name, **values)
        if what in _PUBLIC:
            self.heard[int(self.world.posts.township[post])].append(Heard(post, text))


_AT_A_POST = {HANDED_DOWN: "handed_down", MISCONDUCT: "misconduct"}
_OF_A_CADRE = {PROMOTED: "promoted", LEFT: "left", REPOSTED_EVENT: "moved", OVERTURNED: "overturned"}
_FELT = ("sanctioned", "wronged", "disciplined", "promoted", "overturned")
_PUBLIC = (*_FELT, "left", "moved")


def _desk(notes: _Notes, post: int, held: str | None) -> Desk:
    return Desk(
        conduct=held or _conduct(notes, post),
        held=held is not None,
        solved=notes.solved[post],
        errors=notes.errors[post],
        fates=tuple(notes.fates[post]),
        promoted=notes.promoted[post],
        happened=tuple(notes.happened[post]),
        newcomer=_newcomer(notes, post),
    )


def _conduct(notes: _Notes, post: int) -> str | None:
    """What whoever held a post before the month did in it, if that person is still in office."""
    person = notes.world.people[notes.before.places[post]]
    still_there = int(person.number) == notes.before.numbers[post] and person.conduct != NOT_YET
    return CONDUCT_NAMES[int(person.conduct)] if still_there else None


def _newcomer(notes: _Notes, post: int) -> Both | None:
    """Who goes on at a post where somebody else has taken over in the month."""
    world = notes.world
    if int(world.people.number[int(world.posts.holder[post])]) == notes.before.numbers[post]:
        return None
    if post not in notes.left:
        return both("newcomer_moved")
    if any(fate.rung == DEMOTION for fate in notes.fates[post]):
        return both("newcomer_removed")
    return both("newcomer_retired" if notes.before.retiring[post] else "newcomer_left")
