"""Who watches a world month by month: what happens to every case, from the log of events and from the records beside it.

The same happenings make the news of a month and the story of a case, so that the two cannot differ.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.case import in_township_hands, knows
from wenze.agents.culpability import (
    degree_of_township,
    is_department_culpable,
    is_of_a_deed,
    is_township_culpable,
    shows_as,
)
from wenze.agents.kinds import (
    ACT,
    CONDUCT_NAMES,
    DEPARTMENTS,
    ERRED,
    ERUPTED,
    LEAD_BIT,
    NEVER,
    NOBODY,
    OWNER_NAMES,
    RELAY,
    SECOND_BIT,
    SIDEWAYS,
    STYLE_NAMES,
    SURFACING_NAMES,
    TOWNSHIP,
    UP,
)
from wenze.experiments.cases.story import (
    CASE,
    LEAD,
    SECOND,
    STANDS,
    SUPERVISORS,
    Answered,
    Ended,
    Entry,
    Facts,
    Month,
    Story,
)
from wenze.experiments.cases.story import TOWNSHIP as OF_TOWNSHIP
from wenze.experiments.cases.words import OF_DEPARTMENTS, OF_SUPERVISORS, Names, both, fields_of, sentence, together
from wenze.sim import records
from wenze.sim.batch import with_log
from wenze.sim.events import EVENTS, Said
from wenze.sim.settings.parameters import World
from wenze.sim.state import State, in_use

NAMES_OF_EVENTS = {kind.number: kind.name for kind in EVENTS}

WATCHED = (
    "desk", "worker_id", "helper_id", "cover_month", "away", "handed_down", "given", "told", "surfaced",
    "lead_informed", "second_informed",
)  # fmt: skip
"""What of a case's record is looked at for changes."""

RANKS: Mapping[str, float] = MappingProxyType({
    "open_at_switch": 0, "arisen": 0, "told_at_once": 0.1, "known_at_start": 0.1, "informed": 0.2, "handed_down": 1,
    "in_hand": 2, "worker": 3, "helper": 3, "covered": 3, "reported": 4, "passed": 4, "landed": 4.1, "acts": 5, "relays": 5, "sits": 5,
    "solved": 5.5, "back": 5.6, "misconduct": 6, "surfaced": 7, "put_on_file": 7.1, "truth": 7.2, "decided": 8,
    "sanctioned": 8.1, "overturned": 8.2, "answered_for": 8.3, "disciplined": 8.4, "promoted": 9, "reposted": 9.1, "left": 9.2,
    "newcomer": 9.3,
})  # fmt: skip
"""The order of a month (``wenze.sim.month``) in what is told of it."""

NEWS: Mapping[str, int] = MappingProxyType({
    "answered_for": 0, "sanctioned": 1, "overturned": 2, "surfaced": 3, "disciplined": 4, "promoted": 5, "decided": 6,
    "reposted": 7, "left": 8,
})  # fmt: skip
"""What is news, the most telling first. What else is told of a case is in its story."""
MOST_NEWS = 8


KINDS_OF_TURN = {"act": "acts", "relay": "relays", "sit": "sits"}
TURNS = [STANDS.index(stand) for stand in KINDS_OF_TURN]


_row_of: Any = namedtuple  # of fields that are declared elsewhere, which a checker of types cannot know
CaseRow, EventRow = _row_of("CaseRow", records.CASE.names), _row_of("EventRow", records.EVENT.names)
"""Records as plain tuples: to read a field of a record of numpy's takes ten times as long."""


class Happening(NamedTuple):
    """What happened, before it is put into words: ``message`` and ``values`` are what it will be told with."""

    month: int
    kind: str
    logged: bool
    case: int
    party: str
    person: int
    message: str
    values: Mapping[str, Any]

    def told(self) -> Entry:
        """It in words."""
        text = sentence(both(self.message, **self.values))
        return Entry(self.month, self.kind, self.logged, self.case, self.party, self.person, text)


class _Stood(NamedTuple):
    """Where cases stood after a month: columns of arrays, a row a case."""

    month: int
    numbers: Any
    holders: Any
    conducts: Any
    in_hand: Any
    leads: Any
    seconds: Any


class Watcher:
    """Follows a world that is stepped month by month.

    ``state`` is the world before the first month that is watched; from then on it keeps its log, which changes nothing
    else. ``only`` names the cases to follow; all of them if it is None. After each month call :meth:`see`.

    >>> import wenze
    >>> model = wenze.Model(months=12, spin_up=0, overrides={"world.scale.counties": 1, "world.scale.townships": 1})
    >>> watcher = Watcher(model.world, model.settings.world)
    >>> for _ in range(8):
    ...     model.step()
    ...     watcher.see(model.world, model.month - 1)
    >>> river = watcher.river()
    >>> print(watcher.story(river).entries[0].text.en)
    A problem arises at post 0, held by cadre 0-1: the duty of department 5 alone, severity 0.90.
    """

    def __init__(self, state: State, world: World, only: Iterable[int] | None = None) -> None:
        with_log(state)
        self.names = Names.of(state)
        self.month = -1
        """The last month seen, counted from the switch."""
        self._problems = world.problems
        self._only = None if only is None else np.array(sorted(only), np.uint64)
        self._spin_up = int(state.clock[0].spin_up)
        self._read = int(state.clock[0].events)
        self._happened: dict[int, list[Happening]] = {}
        self._of_month: dict[int, list[Happening]] = {}
        self._facts: dict[int, Facts] = {}
        self._answered: dict[int, list[Answered]] = {}
        self._ended: dict[int, Ended] = {}
        self._stood: list[_Stood] = []
        self._holders = state.people.number[state.posts.holder].copy()
        self._before = self._cases_of(state)
        self._desks = self._holders[self._before.desk]
        self._meet_open_cases()

    # --- what is asked ------------------------------------------------------------------------------------------------

    def numbers(self) -> list[int]:
        """The numbers of the cases met so far."""
        return sorted(self._facts)

    def facts(self, number: int) -> Facts | None:
        """What a case is; None for one that is not known, or was over before anybody watched."""
        return self._facts.get(number)

    def river(self) -> int | None:
        """The number of the river case, None as long as it has not been planted."""
        return next((number for number, facts in self._facts.items() if facts.river), None)

    def knows(self, number: int) -> bool:
        """Whether anything can be told of a case."""
        return number in self._facts or number in self._happened

    def story(self, number: int) -> Story:
        """All that happened to a case so far, in order. Empty for one that is not known."""
        happened = sorted(self._happened.get(number, ()), key=_order)
        return Story(
            number,
            self._facts.get(number),
            tuple(one.told() for one in happened),
            tuple(self._course(number)),
            tuple(self._answered.get(number, ())),
            self._ended.get(number),
        )

    def news(self, month: int, at_most: int = MOST_NEWS) -> tuple[Entry, ...]:
        """What was news in a month, the most telling first, cases and careers alike."""
        told = [one for one in self._of_month.get(month, ()) if _is_news(one)]
        return tuple(one.told() for one in sorted(told, key=lambda one: NEWS[one.kind])[:at_most])

    def happened(self, month: int) -> tuple[Entry, ...]:
        """Everything that was seen of a month, in order."""
        return tuple(one.told() for one in sorted(self._of_month.get(month, ()), key=_order))

    def _course(self, number: int) -> Iterable[Month]:
        for stood in self._stood:
            (rows,) = np.nonzero(stood.numbers == number)
            for row in rows[:1]:
                conduct = int(stood.conducts[row])
                yield Month(
                    stood.month,
                    int(stood.holders[row]),
                    CONDUCT_NAMES[conduct] if conduct >= 0 else "",
                    bool(stood.in_hand[row]),
                    STANDS[stood.leads[row]],
                    STANDS[stood.seconds[row]],
                )

    # --- a month ------------------------------------------------------------------------------------------------------

    def see(self, state: State, month: int) -> None:
        """Take in a month, counted from the switch, from the world as it stands after it."""
        self.month = month
        cases = self._cases_of(state)
        holders = state.people.number[state.posts.holder]
        before, desks = self._a_month_ago(cases)
        seen = _Seen(state, cases, before, desks, self._holders, holders, month, self._spin_up)
        touched = self._touched(seen)
        for row in touched:
            self._look_at(seen, int(row))
        self._read_log(state, seen)
        self._keep_where_they_stand(seen)
        self._before, self._holders = cases, holders.copy()
        self._desks = self._holders[cases.desk]

    def _cases_of(self, state: State) -> Any:
        """A copy of the records of cases, the last states of those just closed among them."""
        return in_use(state, "cases")

    def _a_month_ago(self, cases: Any) -> tuple[Any, Any]:
        """The records of the same cases a month ago, and who held their desks, row by row; zeros for what has arisen since."""
        before, desks = records.empty(records.CASE, len(cases)), np.zeros(len(cases), np.uint64)
        _, new, old = np.intersect1d(cases.number, self._before.number, assume_unique=True, return_indices=True)
        before[new], desks[new] = self._before[old], self._desks[old]
        return before, desks

    def _followed(self, numbers: Any) -> Any:
        """Which of some numbers are of cases that are followed."""
        return np.ones(len(numbers), bool) if self._only is None else np.isin(numbers, self._only)

    def _touched(self, seen: "_Seen") -> Any:
        """The rows of followed cases in whose records, or at whose desks, anything has changed."""
        cases, before = seen.cases, seen.before
        touched = (before.number == 0) | (seen.desks != seen.desks_before)
        for field in WATCHED:
            touched |= cases[field] != before[field]
        for field in ("lead_informed", "second_informed"):  # which may be set to a month to come
            touched |= cases[field] == seen.at
        return np.nonzero(touched & seen.current & self._followed(cases.number))[0]

    def _add(
        self,
        month: int,
        kind: str,
        case: int,
        party: str,
        person: int,
        message: str,
        *,
        logged: bool = False,
        **values: Any,
    ) -> None:
        one = Happening(month, kind, logged, case, party, person, message, values)
        self._of_month.setdefault(month, []).append(one)
        if case:
            self._happened.setdefault(case, []).append(one)

    # --- what the records show ----------------------------------------------------------------------------------------

    def _meet_open_cases(self) -> None:
        """Cases that are open when watching begins."""
        cases = self._before
        for row in np.nonzero((cases.open == 1) & self._followed(cases.number))[0]:
            facts = self._meet(CaseRow(*cases[row].item()))
            self._add(
                0, "open_at_switch", facts.number, CASE, 0, "seen_open_at_switch",
                post=facts.post, duty=self._duty(facts), severity=f"{facts.severity:.2f}", months=max(0, -facts.born),
            )  # fmt: skip

    def _meet(self, case: Any) -> Facts:
        facts = Facts(
            int(case.number), int(case.post), int(case.born) - self._spin_up, float(case.severity),
            OWNER_NAMES[case.owner], int(case.lead) if case.owner != TOWNSHIP else NOBODY, int(case.second),
            bool(case.novel), bool(case.river),
        )  # fmt: skip
        self._facts[facts.number] = facts
        return facts

    def _duty(self, facts: Facts) -> Said:
        if facts.lead == NOBODY:
            return both("duty_township")
        return both(f"duty_{facts.owner}", departments=self._departments(facts))

    def _departments(self, facts: Facts) -> Said:
        return together([self.names.department(index) for index in (facts.lead, facts.second) if index != NOBODY])

    def _look_at(self, seen: "_Seen", row: int) -> None:
        """Tell what has changed in the record of a case."""
        case, before = CaseRow(*seen.cases[row].item()), seen.before_of(row)
        number = int(case.number)
        if number not in self._facts:
            self._meet(case)
        person = self.names.person

        def tell(kind: str, party: str, someone: int = 0, **values: Any) -> None:
            self._add(seen.month, kind, number, party, someone, f"seen_{kind}", **values)

        self._tell_informed(seen, case, before, tell)
        self._tell_hands(seen, row, case, before, tell)
        if case.worker_id != (0 if before is None else before.worker_id):
            tell("worker", OF_TOWNSHIP, int(case.worker_id), who=person(int(case.worker_id)))
        if case.helper_id != (0 if before is None else before.helper_id):
            tell("helper", OF_TOWNSHIP, int(case.helper_id), who=person(int(case.helper_id)))
        if case.cover_month == seen.at and (before is None or before.cover_month != seen.at - 1):
            holder = int(case.passer_id) if _is_passed_on(case, before) else seen.holder_in(case.desk)
            tell("covered", OF_TOWNSHIP, holder, who=person(holder))
        if case.told and (before is None or not before.told):
            tell("put_on_file", CASE)

    def _tell_informed(self, seen: "_Seen", case: Any, before: Any, tell: Callable[..., None]) -> None:
        """Who comes to know."""
        if case.owner == TOWNSHIP:
            return
        news = [
            index
            for index, informed in ((case.lead, case.lead_informed), (case.second, case.second_informed))
            if index != NOBODY and informed == seen.at
        ]
        if not news:
            return
        departments = together([self.names.department(int(index)) for index in news])
        at_start = case.born == seen.at and case.told == 0 and (case.reported != seen.at or case.river == 1)
        kind = "informed"
        if at_start:
            kind = "told_at_once" if case.river else "known_at_start"
        tell(kind, LEAD if case.lead in news else SECOND, departments=departments)

    def _tell_hands(self, seen: "_Seen", row: int, case: Any, before: Any, tell: Callable[..., None]) -> None:
        """Who has it in hand."""
        hands = in_township_hands(case.owner, case.handed_down, case.away)
        had = before is not None and in_township_hands(before.owner, before.handed_down, before.away)
        holder = seen.holder_in(case.desk)
        names = self.names
        if before is not None and before.away and not case.away:
            who = names.person(holder)
            tell("back", LEAD, holder, department=names.department(int(case.lead)), who=who)
        elif not had and (hands or (before is None and case.owner == TOWNSHIP)):  # which may be passed up at once
            first, post = seen.passer(case) if _is_passed_on(case, before) else (holder, int(case.desk))
            tell("in_hand", OF_TOWNSHIP, first, who=names.person(first), post=post)
        if _is_passed_on(case, before):
            tell("landed", OF_TOWNSHIP, holder, who=names.person(holder), post=int(case.desk))
        after = int(seen.desks[row])
        if hands and case.open and after != holder:
            tell("newcomer", OF_TOWNSHIP, after, who=names.person(after))

    def _keep_where_they_stand(self, seen: "_Seen") -> None:
        cases = seen.cases
        (rows,) = np.nonzero(seen.current & self._followed(cases.number))
        kept = cases[rows]
        people, departments = seen.state.people, seen.state.departments
        index = seen.state.posts.holder[kept.desk]
        holders = people.number[index]
        hands = (kept.away == 0) & ((kept.owner != DEPARTMENTS) | (kept.handed_down == 1))  # in_township_hands, of all
        stood = _Stood(
            seen.month, kept.number.copy(), holders.copy(), people.conduct[index].copy(), hands,
            _stands(kept, kept.lead, kept.lead_informed, departments, seen.at, lead=True),
            _stands(kept, kept.second, kept.second_informed, departments, seen.at, lead=False),
        )  # fmt: skip
        self._tell_turns(stood)
        self._stood.append(stood)

    def _tell_turns(self, stood: _Stood) -> None:
        """Which departments have turned to acting on a case, to passing its file on, or to leaving it."""
        for party, now, before in self._turned(stood):
            for row in np.nonzero((now != before) & np.isin(now, TURNS))[0]:
                number = int(stood.numbers[row])
                ended = self._ended.get(number)
                if ended and ended.party == OF_TOWNSHIP:
                    continue  # before the departments' turn came
                facts = self._facts[number]
                kind = KINDS_OF_TURN[STANDS[now[row]]]
                department = self.names.department(facts.lead if party == LEAD else facts.second)
                self._add(stood.month, kind, number, party, 0, f"seen_{kind}", department=department)

    def _turned(self, stood: _Stood) -> Iterator[tuple[str, Any, Any]]:
        """How the departments of cases stand now, and how they stood a month ago (−1 where nobody looked)."""
        last = self._stood[-1] if self._stood else None
        rows = {} if last is None else dict(zip(last.numbers.tolist(), range(len(last.numbers)), strict=True))
        places = np.array([rows.get(number, -1) for number in stood.numbers.tolist()], np.int64)
        for party, now, then in (
            (LEAD, stood.leads, last and last.leads),
            (SECOND, stood.seconds, last and last.seconds),
        ):
            before = np.full(len(now), -1)
            if then is not None:
                before[places >= 0] = then[places[places >= 0]]
            yield party, now, before

    # --- what the log says --------------------------------------------------------------------------------------------

    def _read_log(self, state: State, seen: "_Seen") -> None:
        log = state.events[self._read : int(state.clock[0].events)]
        self._read = int(state.clock[0].events)
        for values in log[(log.case_number == 0) | self._followed(log.case_number)].tolist():
            event = EventRow(*values)
            name = NAMES_OF_EVENTS[event.kind]
            getattr(self, f"_read_{name}")(event, seen)

    def _tell(self, event: Any, party: str, message: str, person: int | None = None, **values: Any) -> None:
        kind = NAMES_OF_EVENTS[int(event.kind)]
        who = int(event.subject) if person is None else person
        self._add(int(event.month), kind, int(event.case_number), party, who, message, logged=True, **values)

    def _who(self, event: Any) -> Said:
        return self.names.person(int(event.subject))

    def _read_arisen(self, event: Any, seen: "_Seen") -> None:
        facts = self._facts[int(event.case_number)]
        holder = int(seen.holders_before[facts.post])
        self._tell(
            event, CASE, "told_arisen", 0, post=facts.post, holder=self.names.person(holder), duty=self._duty(facts),
            severity=f"{facts.severity:.2f}",
        )  # fmt: skip

    def _read_solved(self, event: Any, seen: "_Seen") -> None:
        number = int(event.case_number)
        if event.detail:
            who, party = self._solving(seen, number)
            self._tell(event, party, "told_solved_department", 0, who=who)
        else:
            party = OF_TOWNSHIP
            solver = seen.holder_in(seen.case(number).desk)  # the log names whoever last worked on the file
            words = "told_solved_township" if solver == event.subject else "told_solved_paper"
            self._tell(event, party, words, solver, who=self.names.person(solver))
        self._end(number, "solved", party)

    def _solving(self, seen: "_Seen", number: int) -> tuple[Said, str]:
        """Which departments acted on a case in the month in which departments solved it."""
        case = seen.case(number)
        acting = []
        for party, index, handed in ((LEAD, case.lead, case.handed_down), (SECOND, case.second, 0)):
            if index == NOBODY or handed or not knows(getattr(case, f"{party}_informed"), seen.at):
                continue
            if seen.state.departments.conduct[index] == ACT:
                acting.append((party, self.names.department(int(index))))
        return together([name for _, name in acting]), acting[0][0]

    def _end(self, number: int, how: str, party: str) -> None:
        last = self._happened[number][-1]
        self._ended[number] = Ended(last.month, how, party, last.told().text)

    def _read_surfaced(self, event: Any, seen: "_Seen") -> None:
        number, by = int(event.case_number), int(event.detail)
        case = seen.case(number)
        deed = {ERRED: int(case.erred_by)}.get(by, int(case.tainted_by))
        name = SURFACING_NAMES[by]
        self._tell(
            event, CASE, f"told_surfaced_{name}", deed if is_of_a_deed(by) else 0,
            **({"who": self.names.person(deed)} if is_of_a_deed(by) else {}),
        )  # fmt: skip
        if by == ERUPTED:
            self._end(number, "erupted", CASE)
        self._tell_truth(event, case, shows_as(by, case.tainted, self._problems))

    def _tell_truth(self, event: Any, case: Any, shown: int) -> None:
        """Who is culpable, by the model's own rules, as of the day on which a case surfaces."""
        number, month = int(event.case_number), int(event.month)
        township = is_township_culpable(case, degree_of_township(case, shown), shown)
        who = self.names.person(int(event.subject)) if event.subject else Said("", "")
        if is_of_a_deed(shown) and township:
            self._add(month, "truth", number, CASE, int(event.subject), "seen_truth_deed", who=who)
            return
        parties = [both("the_township", who=who)] if township else []
        for bit, index in ((LEAD_BIT, case.lead), (SECOND_BIT, case.second)):
            if index != NOBODY and is_department_culpable(case, bit, shown):
                parties.append(self.names.department(int(index)))
        if parties:
            self._add(month, "truth", number, CASE, 0, "seen_truth", parties=together(parties))
        else:
            self._add(month, "truth", number, CASE, 0, "seen_truth_nobody")

    def _read_decided(self, event: Any, seen: "_Seen") -> None:
        outcome = both("somebody_answers" if event.amount else "nobody_answers")
        self._tell(event, SUPERVISORS, f"told_decided_{STYLE_NAMES[int(event.detail)]}", 0, outcome=outcome)

    def _read_sanctioned(self, event: Any, seen: "_Seen") -> None:
        rung, deserved = both(f"rung_{int(event.detail)}"), bool(event.amount == 0.0)
        party = self._party(int(event.case_number), int(event.subject), int(event.place))
        record = seen.sanction(int(event.case_number), int(event.subject))
        how = "is_deserved"
        if not deserved:
            how = "is_no_cause" if record.misattributed else "is_not_culpable"
        self._tell(event, party, "told_sanctioned", who=self._who(event), rung=rung, deserved=both(how))
        self._answers(event, party, deserved)

    def _answers(self, event: Any, party: str, deserved: bool) -> None:
        rung = int(event.detail)
        answered = Answered(
            int(event.month), party, int(event.subject), self._who(event), rung, both(f"rung_{rung}"), deserved, None
        )
        self._answered.setdefault(int(event.case_number), []).append(answered)

    def _party(self, number: int, person: int, place: int) -> str:
        """On which side somebody who answers for a case stands."""
        _, _, post, _ = fields_of(person)
        if post == OF_SUPERVISORS:
            return SUPERVISORS
        if post != OF_DEPARTMENTS:
            return OF_TOWNSHIP
        facts = self._facts.get(number)
        return SECOND if facts and facts.second == place else LEAD

    def _read_overturned(self, event: Any, seen: "_Seen") -> None:
        number, person = int(event.case_number), int(event.subject)
        party = self._party(number, person, int(event.place))
        self._tell(event, party, "told_overturned", who=self._who(event), rung=both(f"rung_{int(event.detail)}"))
        answered = self._answered.get(number, [])
        for place, one in enumerate(answered):
            if one.person == person and one.rung == int(event.detail) and one.overturned is None:
                answered[place] = one._replace(overturned=int(event.month))
                break

    def _read_handed_down(self, event: Any, seen: "_Seen") -> None:
        self._tell(event, LEAD, "told_handed_down", 0, who=self.names.department(int(event.place)))

    def _read_reported(self, event: Any, seen: "_Seen") -> None:
        self._tell(event, OF_TOWNSHIP, "told_reported_lost" if event.detail else "told_reported", who=self._who(event))

    def _read_passed(self, event: Any, seen: "_Seen") -> None:
        if event.detail == UP:
            case = seen.case(int(event.case_number))
            lead = self.names.department(int(case.lead))
            self._tell(event, OF_TOWNSHIP, "told_passed_up", who=self._who(event), lead=lead)
            if not case.away:  # it was sent back within the month
                holder = seen.holder_in(case.desk)
                self._add(
                    int(event.month), "back", int(event.case_number), LEAD, holder, "seen_back", department=lead,
                    who=self.names.person(holder),
                )  # fmt: skip
        else:
            self._tell(event, OF_TOWNSHIP, "told_passed_sideways", who=self._who(event))

    def _read_misconduct(self, event: Any, seen: "_Seen") -> None:
        self._tell(event, OF_TOWNSHIP, "told_misconduct", who=self._who(event))

    def _read_answered_for(self, event: Any, seen: "_Seen") -> None:
        self._tell(
            event, SUPERVISORS, "told_answered_for", who=self._who(event), rung=both(f"rung_{int(event.detail)}")
        )
        self._answers(event, SUPERVISORS, deserved=True)

    def _read_promoted(self, event: Any, seen: "_Seen") -> None:
        self._tell(event, OF_TOWNSHIP, "told_promoted_late" if event.detail else "told_promoted", who=self._who(event))

    def _read_left(self, event: Any, seen: "_Seen") -> None:
        self._tell(event, OF_TOWNSHIP, "told_left", who=self._who(event), post=int(event.place))

    def _read_reposted(self, event: Any, seen: "_Seen") -> None:
        self._tell(event, OF_TOWNSHIP, "told_reposted", who=self._who(event), post=int(event.place))

    def _read_disciplined(self, event: Any, seen: "_Seen") -> None:
        rung = both(f"rung_{int(event.detail)}")
        party = self._party(0, int(event.subject), int(event.place))
        self._tell(event, party, "told_disciplined", who=self._who(event), rung=rung)


@dataclass(frozen=True, eq=False)
class _Seen:
    """A month as it is looked at: the world after it, and what was kept of the month before."""

    state: State
    cases: Any
    before: Any
    desks_before: Any
    holders_before: Any
    holders: Any
    month: int
    spin_up: int

    @property
    def at(self) -> int:
        """The month counted from the making of the world, as records count."""
        return self.month + self.spin_up

    @cached_property
    def desks(self) -> Any:
        """Who holds the desk of each case after the month."""
        return self.holders[self.cases.desk]

    @cached_property
    def current(self) -> Any:
        """Which rows hold a case that was open at some time of the month."""
        return (self.cases.open == 1) | (self.cases.born == self.at) | (self.before.open == 1)

    def before_of(self, row: int) -> Any:
        """The record of the same case a month ago, None if it has arisen since."""
        return CaseRow(*self.before[row].item()) if self.before[row].number else None

    def holder_in(self, desk: int) -> int:
        """Who held a desk during the month: those who come, come at its end."""
        return int(self.holders_before[desk])

    def passer(self, case: Any) -> tuple[int, int]:
        """Who passed a case on in the month, and the post of that cadre."""
        return int(case.passer_id), int(np.nonzero(self.holders_before == case.passer_id)[0][0])

    def case(self, number: int) -> Any:
        """The record of a case that was open in the month."""
        return CaseRow(*self.cases[self._slots[number]].item())

    @cached_property
    def _slots(self) -> Mapping[int, int]:
        (slots,) = np.nonzero(self.current)
        return dict(zip(self.cases.number[slots].tolist(), slots.tolist(), strict=True))

    @cached_property
    def sanctions(self) -> Any:
        """The records of all sanctions."""
        return in_use(self.state, "sanctions")

    def sanction(self, number: int, person: int) -> Any:
        """The record of a sanction of somebody for a case in this month."""
        found = self.sanctions
        (rows,) = np.nonzero((found.case_number == number) & (found.person_id == person) & (found.decided == self.at))
        return found[rows[-1]]


def _is_passed_on(case: Any, before: Any) -> bool:
    """Whether a case was passed to another desk in the month before which it stood as ``before`` (None: it has arisen since)."""
    if before is None:
        return bool(case.passed == SIDEWAYS)
    return bool(before.given) and bool(case.desk != before.desk)


def _stands(cases: Any, index: Any, informed: Any, departments: Any, at: int, *, lead: bool) -> Any:
    """How the departments of cases stand to them, as places in STANDS."""
    conduct = departments.conduct[index]
    stand = np.full(len(cases), STANDS.index("sit"))
    stand[conduct == ACT] = STANDS.index("act")
    stand[conduct == RELAY] = STANDS.index("relay")
    if lead:
        stand[cases.handed_down == 1] = STANDS.index("handed_down")
    stand[(informed > at) | (informed == NEVER)] = STANDS.index("untold")
    stand[(index == NOBODY) | (cases.owner == TOWNSHIP)] = STANDS.index("none")
    if lead:
        stand[(cases.owner == TOWNSHIP) & (cases.away == 1)] = STANDS.index("passed_up")
    return stand


def _order(one: Happening) -> tuple[int, float]:
    return one.month, RANKS[one.kind]


def _is_news(one: Happening) -> bool:
    return one.logged and one.kind in NEWS and (one.kind != "surfaced" or one.message == "told_surfaced_erupted")
