"""Who is honoured in a year: the engine counts honours and does not say whose they are, so its own rules are asked again.

A test holds this to the scores that the engine leaves behind.
"""

from typing import Any, NamedTuple

import numpy as np
from wenze.agents.cadre import is_burdened, retires
from wenze.agents.choice import fixed
from wenze.agents.discipline import is_removed_for_breach
from wenze.agents.draws import (
    BARRED_HONOURS,
    BREACH_REMOVED,
    HONOUR_TIE,
    MERIT_NOISE,
    entity_state,
    month_state,
    uniform,
)
from wenze.agents.draws import REMOVED as REMOVED_DRAW
from wenze.agents.kinds import MONTHS_A_YEAR, TOWNSHIP_BIT
from wenze.agents.policy.promotion import honour_places, is_kept_from_honours
from wenze.agents.sanction import is_removed
from wenze.sim.events import SOLVED
from wenze.sim.phases.careers import LAST_OF_ALL, merit_of
from wenze.sim.phases.ranking import rank
from wenze.sim.state import State, in_use

RETIRED, LEFT_BY_CHOICE, REMOVED = "retired", "left", "removed"


class Before(NamedTuple):
    """People and who held which post before a month."""

    people: Any
    holders: Any

    @classmethod
    def of(cls, state: State) -> "Before":
        """As they stand now."""
        return cls(state.people.copy(), state.posts.holder.copy())


def is_of_the_round(at: int) -> bool:
    """Whether promotion, honours and re-posting are decided in a month, counted from the making of the world."""
    return at % MONTHS_A_YEAR == MONTHS_A_YEAR - 1


def why_gone(person: Any, state: State, at: int, params: Any) -> str:
    """Why somebody who left in a month did, from their record before it and the world after it."""
    if not is_of_the_round(at) or is_removed_in(person.number, in_use(state, "sanctions"), state, at, params):
        return REMOVED
    return RETIRED if retires(_Seniority(int(person.seniority) + 1), params.people) else LEFT_BY_CHOICE


def is_removed_in(number: Any, sanctions: Any, state: State, at: int, params: Any) -> bool:
    """Whether a sanction of a month removed a cadre from office: by the same draws as in the engine. ``sanctions`` are all there are."""
    with np.errstate(over="ignore"):  # the mixing of draws is meant to overflow
        luck = month_state(state.clock[0].run, at)
        return any(
            _removes(record, luck, params)
            for record in sanctions[(sanctions.person_id == number) & (sanctions.decided == at)]
        )


def _removes(record: Any, luck: Any, params: Any) -> bool:
    if record.discipline:
        entity = entity_state(luck, record.person_id)
        return bool(is_removed_for_breach(record.rung, uniform(entity, BREACH_REMOVED), params.discipline))
    entity = entity_state(entity_state(luck, record.case_number), np.uint64(record.surfaced + 1))
    party = entity_state(entity, np.uint64(TOWNSHIP_BIT))
    return bool(is_removed(record.rung, uniform(party, REMOVED_DRAW), params.ladder))


class _Seniority(NamedTuple):
    seniority: int


def honoured(before: Before, state: State, county: int, month: int, params: Any, policy: Any) -> list[int]:
    """The numbers of the cadres of a county who are honoured in a month of the yearly round, counted from the switch.

    ``before`` is the world before the month and ``state`` after it, which must have recorded conduct; ``params`` and ``policy``
    are records of the settings in force.
    """
    clock = state.clock[0]
    at = month + int(clock.spin_up)
    size = int(clock.townships * clock.posts)
    first = county * size
    solved = _solved_in(before, state, month)
    sanctions = in_use(state, "sanctions")
    score, tie, order = np.empty(size), np.empty(size), np.zeros(size, np.int64)
    numbers = []
    with np.errstate(over="ignore"):
        luck = month_state(clock.run, at)
        for local in range(size):
            index = int(before.holders[first + local])
            person = before.people[index]
            number = int(person.number)
            numbers.append(number)
            entity = entity_state(luck, person.number)
            tie[local] = uniform(entity, HONOUR_TIE)
            score[local] = LAST_OF_ALL
            removed = is_removed_in(person.number, sanctions, state, at, params)
            burdened = is_burdened(_Barred(_barred_until(state, person, index, at)), at)
            if not removed and not is_kept_from_honours(burdened, uniform(entity, BARRED_HONOURS), policy.promotion):
                conduct = int(state.conduct[month, first + local])
                value = int(person.year_solved) + solved.get(number, 0)
                noise = uniform(entity, MERIT_NOISE)
                score[local] = _merit(person, conduct, value, noise, policy.promotion, params.people)
    rank(order, score, tie, size)  # type: ignore[no-untyped-call]
    best = order[: honour_places(size, policy.promotion)]
    return [numbers[local] for local in best if score[local] > LAST_OF_ALL]


class _Barred(NamedTuple):
    barred_until: int


class _Year(NamedTuple):
    """What a year's merit is reckoned from: months of each conduct, and what was solved, in multiples of 2**-20."""

    year_months: list[int]
    year_solved: int


def _merit(person: Any, conduct: int, solved: int, noise: float, promotion: Any, people: Any) -> float:
    """Merit of a year, its last month included."""
    months = [int(count) + (option == conduct) for option, count in enumerate(person.year_months)]
    merit: float = merit_of(_Year(months, solved), noise, promotion, people)  # type: ignore[no-untyped-call]
    return merit


def _barred_until(state: State, person: Any, index: int, at: int) -> int:
    """Month from which a person is free; of one who has left since, as far as the record tells."""
    if state.people[index].number == person.number:
        return int(state.people[index].barred_until)
    records = in_use(state, "sanctions")
    new = records[(records.person_id == person.number) & (records.decided == at)]
    return max(int(person.barred_until), *(int(end) for end in new.expires), 0)


def _solved_in(before: Before, state: State, month: int) -> dict[int, int]:
    """What cadres solved in a month, in multiples of 2**-20, by number."""
    found: dict[int, int] = {}
    for event in _events(state, month, SOLVED):
        if not event.detail:
            solver = solver_of(before, state, int(event.case_number))
            found[solver] = found.get(solver, 0) + fixed(float(event.amount))
    return found


def solver_of(before: Before, state: State, case: int) -> int:
    """The number of whoever held the desk of a case that the township has solved in a month: the log names whoever last worked
    on its file, and paper may settle what another has worked on.
    """
    cases = in_use(state, "cases")
    desk = int(cases.desk[np.nonzero(cases.number == case)[0][0]])
    return int(before.people.number[before.holders[desk]])


def _events(state: State, month: int, kind: int) -> Any:
    log = state.events[: int(state.clock[0].events)]
    return log[(log.month == month) & (log.kind == kind)]
