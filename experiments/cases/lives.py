"""The life of an official: conduct, cases, errors, sanctions and their periods, promotions, honours, re-postings, leaving."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.cadre import is_burdened
from wenze.agents.kinds import CONDUCT_NAMES, ERRED, EXPOSED, MONTHS_A_YEAR, SURFACING_NAMES, UP
from wenze.experiments.cases.honours import Before, honoured, is_of_the_round, solver_of, why_gone
from wenze.experiments.cases.story import TOWNSHIP, Entry
from wenze.experiments.cases.telling import with_people
from wenze.experiments.cases.words import Names, both, sentence
from wenze.sim import records
from wenze.sim.batch import Stop, month_by_month, spans, spun_up, with_log
from wenze.sim.events import EVENTS, SOLVED, Said
from wenze.sim.settings.compose import Scenario, Settings
from wenze.sim.state import State, at_the_switch, in_use, nobody_held

KINDS = {kind.number: kind.name for kind in EVENTS}
OF_A_LIFE = (
    "solved", "surfaced", "sanctioned", "overturned", "reported", "passed", "misconduct", "promoted", "left", "reposted",
    "disciplined",
)  # fmt: skip
"""The events of the log that have a cadre for their subject, and are told of that cadre's life."""


class At(NamedTuple):
    """A month in office: the post, the conduct, the open cases in hand at its end, and whether an effect period goes on after it."""

    month: int
    post: int
    conduct: str
    load: int
    burdened: bool


class Mark(NamedTuple):
    """What happened in a month, in one word: ``erred``, ``deserved`` or ``undeserved`` (a sanction for work), or the kind of
    another entry.
    """

    month: int
    what: str


class Year(NamedTuple):
    """Twelve months from the switch, or what there is of them: months of each conduct, cases solved, errors made, sanctions for
    work and for breaches, of those for work how many were not deserved, months under an effect period, mean load.
    """

    year: int
    months: int
    work: int
    explore: int
    cover: int
    idle: int
    solved: int
    errors: int
    sanctions: int
    undeserved: int
    disciplined: int
    burdened: int
    load: float


class Life(NamedTuple):
    """What became of a cadre under a regime, in months counted from the switch.

    ``came`` is the first month in office, 0 for one who held it at the switch, None for one who never came; ``gone`` the month in
    which the cadre left and ``why`` (retired, left, removed), None if still there at the end.
    """

    person: int
    name: Said
    came: int | None
    gone: int | None
    why: str | None
    entries: tuple[Entry, ...]
    marks: tuple[Mark, ...]
    course: tuple[At, ...]
    years: tuple[Year, ...]


def lives(settings: Settings, person: int, replication: int = 0, stop: Stop = lambda: False) -> Mapping[str, Life]:
    """The life of the cadre of a number under each scenario of some settings, on the same luck, by the scenario's name.

    Raises Interrupted and NotFinite.

    >>> from wenze.sim.settings.compose import compose
    >>> small = ["months=24", "spin_up=0", "world.scale.counties=1", "world.scale.townships=1"]
    >>> settings = compose(small, names=["full_reform"], reference=None, folder=None, mode="compare")
    >>> found = lives(settings, 1)
    >>> found["full_reform"].name.en, len(found["full_reform"].course)
    ('cadre 0-1', 24)
    """
    world = spun_up(settings, replication, stop=stop)
    return {
        scenario.name: lived(settings, scenario, at_the_switch(world), person, stop) for scenario in settings.scenarios
    }


def holder_of(settings: Settings, post: int, replication: int = 0, stop: Stop = lambda: False) -> int:
    """The number of the cadre who holds a post at the switch; with no months before it, of the first to hold it."""
    if settings.run.spin_up == 0:
        scale = settings.world.scale
        return Names(scale.townships, scale.posts, scale.departments).number(post, 1)
    world = spun_up(settings, replication, stop=stop)
    return int(world.people.number[world.posts.holder[post]])


def lived(settings: Settings, scenario: Scenario, world: State, person: int, stop: Stop = lambda: False) -> Life:
    """The life of a cadre through the months of a scenario, in a world at the switch that is used up by it."""
    world = with_people(settings, scenario, world)
    world = with_log(world._replace(**nobody_held(settings.world.scale, settings.run.months)._asdict()))
    policies = {
        month: policy
        for first, last, policy in spans(scenario.stages, settings.run.months)
        for month in range(first, last)
    }
    follower = _Follower(settings, person, Names.of(world))
    before = Before.of(world)
    for month, state in month_by_month(settings, scenario.stages, world, stop):
        follower.see(before, state, month, policies[month])
        before = Before.of(state)
    return follower.life()


class _Follower:
    """Follows one cadre month by month."""

    def __init__(self, settings: Settings, person: int, names: Names) -> None:
        self._settings = settings
        self._person = person
        self._names = names
        self._params = records.params_record(settings.world)
        self._read = 0
        self._entries: list[Entry] = []
        self._marks: list[Mark] = []
        self._course: list[At] = []
        self._gone: tuple[int, str] | None = None

    def life(self) -> Life:
        """All that was seen."""
        came = self._course[0].month if self._course else None
        gone, why = self._gone or (None, None)
        name = both("name_cadre", code=self._names.code(self._person))
        return Life(
            self._person,
            name,
            came,
            gone,
            why,
            tuple(self._entries),
            tuple(self._marks),
            tuple(self._course),
            tuple(self._years()),
        )

    def see(self, before: Before, state: State, month: int, policy: Any) -> None:
        """Take in a month: who was there before it, and the world after it."""
        at = month + int(state.clock[0].spin_up)
        (places,) = np.nonzero(before.people.number == self._person)
        if len(places):
            self._see_office(before, state, month, at, int(places[0]))
        self._read_log(before, state, month, at)
        if len(places) and is_of_the_round(at):
            self._see_honours(before, state, month, int(before.people[places[0]].post), policy)

    def _see_office(self, before: Before, state: State, month: int, at: int, index: int) -> None:
        person = before.people[index]
        if not self._course and month:
            self._add(month, "came", False, post=int(person.post))
        there = state.people[index].number == self._person
        was = bool(self._course and self._course[-1].burdened)
        burdened = bool(is_burdened(state.people[index] if there else person, at))
        conduct = int(state.conduct[month, int(person.post)])
        load = int(state.posts.load[int(person.post)])
        self._course.append(At(month, int(person.post), CONDUCT_NAMES[conduct], load, burdened))
        if was and not burdened and there:
            self._add(month, "free", False)

    def _see_honours(self, before: Before, state: State, month: int, post: int, policy: Any) -> None:
        county = int(state.posts.county[post])
        if self._person in honoured(before, state, county, month, self._params, records.params_record(policy)):
            self._add(month, "honoured", False)

    def _add(
        self, month: int, kind: str, logged: bool, number: int = 0, words: str = "", mark: str = "", **values: Any
    ) -> None:
        text = sentence(both(words or f"life_{kind}", **values))
        self._entries.append(Entry(month, kind, logged, number, TOWNSHIP, self._person, text))
        self._marks.append(Mark(month, mark or kind))

    # --- the log ------------------------------------------------------------------------------------------------------

    def _read_log(self, before: Before, state: State, month: int, at: int) -> None:
        log = state.events[self._read : int(state.clock[0].events)]
        self._read = int(state.clock[0].events)
        own = (log.subject == self._person) | ((log.kind == SOLVED) & (log.detail == 0))
        for event in log[own]:
            kind = KINDS[int(event.kind)]
            if kind == "solved":
                self._read_solved(event, before, state, month)
            elif kind in OF_A_LIFE:
                words, values = self._words_of(kind, event, before, state, at)
                self._add(month, kind, True, int(event.case_number), words, _mark_of(kind, event), **values)

    def _read_solved(self, event: Any, before: Before, state: State, month: int) -> None:
        """A case that the township has solved: by this cadre, or one on whose file this cadre was the last to work."""
        case, last = int(event.case_number), int(event.subject) == self._person
        solves = not event.detail and solver_of(before, state, case) == self._person
        if solves and last:
            self._add(month, "solved", True, case, "life_solved", case=case)
        elif solves:
            self._add(month, "settled", False, case, case=case)
        elif last:
            self._add(month, "solved", True, case, "life_solved_by_others", "solved_by_others", case=case)

    def _words_of(self, kind: str, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        telling: Mapping[str, Callable[..., tuple[str, Mapping[str, Any]]]] = {
            "surfaced": self._surfaced, "sanctioned": self._sanctioned, "overturned": self._overturned,
            "reported": self._reported, "passed": self._passed, "promoted": self._promoted, "left": self._left,
            "reposted": self._moved, "disciplined": self._disciplined,
        }  # fmt: skip
        if kind in telling:
            return telling[kind](event, before, state, at)
        return f"life_{kind}", {"case": int(event.case_number)}

    def _surfaced(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        case, by = int(event.case_number), int(event.detail)
        if by in (ERRED, EXPOSED):
            return f"life_{SURFACING_NAMES[by]}", {"case": case}
        return "life_named", {"case": case}

    def _sanctioned(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        deserved = both("is_undeserved" if event.amount else "is_deserved")
        return "life_sanctioned", {
            "case": int(event.case_number), "rung": both(f"rung_{int(event.detail)}"), "deserved": deserved,
            "period": self._period(state, at),
        }  # fmt: skip

    def _disciplined(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        rung = both(f"rung_{int(event.detail)}")
        return "life_disciplined", {"rung": rung, "period": self._period(state, at)}

    def _period(self, state: State, at: int) -> Said:
        """Until when the effect period of this month's sanctions runs, if it does."""
        found = in_use(state, "sanctions")
        own = found[(found.person_id == self._person) & (found.decided == at)]
        end = int(own.expires.max())
        return both("life_period", until=end - int(state.clock[0].spin_up)) if end > at else Said("", "")

    def _overturned(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        return "life_overturned", {"case": int(event.case_number), "rung": both(f"rung_{int(event.detail)}")}

    def _reported(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        return ("life_reported_lost" if event.detail else "life_reported"), {"case": int(event.case_number)}

    def _passed(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        return ("life_passed_up" if event.detail == UP else "life_passed_sideways"), {"case": int(event.case_number)}

    def _promoted(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        return ("life_promoted_late" if event.detail else "life_promoted"), {}

    def _moved(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        return "life_reposted", {"post": int(event.place)}

    def _left(self, event: Any, before: Before, state: State, at: int) -> tuple[str, Mapping[str, Any]]:
        person = before.people[before.people.number == self._person][0]
        why = why_gone(person, state, at, self._params)
        self._gone = int(event.month), why
        return f"life_gone_{why}", {}

    # --- by year ------------------------------------------------------------------------------------------------------

    def _years(self) -> list[Year]:
        found = []
        for year in sorted({at.month // MONTHS_A_YEAR for at in self._course}):
            months = [at for at in self._course if at.month // MONTHS_A_YEAR == year]
            marks = Counter(mark.what for mark in self._marks if mark.month // MONTHS_A_YEAR == year)
            work, explore, cover, idle = (sum(at.conduct == name for at in months) for name in CONDUCT_NAMES)
            found.append(
                Year(
                    year=year,
                    months=len(months),
                    work=work,
                    explore=explore,
                    cover=cover,
                    idle=idle,
                    solved=marks["solved"] + marks["settled"],
                    errors=marks["erred"],
                    sanctions=marks["deserved"] + marks["undeserved"],
                    undeserved=marks["undeserved"],
                    disciplined=marks["disciplined"],
                    burdened=sum(at.burdened for at in months),
                    load=sum(at.load for at in months) / len(months),
                )
            )
        return found


def _mark_of(kind: str, event: Any) -> str:
    """In one word what an event is."""
    if kind == "surfaced":
        return {ERRED: "erred", EXPOSED: "exposed"}.get(int(event.detail), "named")
    if kind == "sanctioned":
        return "undeserved" if event.amount else "deserved"
    return kind
