"""Truth: the but-for replay, degrees and culpability (section 7.4)."""

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from wenze.agents import draws

from .cadre import Mention, mention
from .case import SETS_OF_PARTIES, Case
from .luck import Draws
from .terms import Conduct, Option, Party

if TYPE_CHECKING:
    from .model import Reference


def replay_own_duty(model: "Reference", case: Case, draw: Draws, helped: bool) -> None:
    """The township's own duty, in a month in which it was not solved."""
    from .handling import chance_of_error, chance_to_solve

    holder = case.desk.holder
    if holder.is_active and not case.away:
        return
    attention = 1 / (case.desk.load_at_start + (1 if case.away else 0))
    chance = chance_to_solve(model, case, holder, Conduct.WORK, attention, 1.0, helped)
    expect_of_own_duty(case, chance, chance_of_error(model, case, Conduct.WORK))
    if case.settled:
        return
    if draw(draws.TOWNSHIP_SOLVES) < chance:
        case.settled = True
        case.township_party = mention(holder)
        for parties in range(SETS_OF_PARTIES):
            case.averts[parties] = bool(parties & Party.TOWNSHIP)
    elif draw(draws.ERROR) < chance_of_error(model, case, Conduct.WORK):
        case.settled = True  # the other way: it would have surfaced all the same


def expect_of_own_duty(case: Case, solving: float, erring: float) -> None:
    """*Expected aversion* of an own duty: A and S of whoever left out the step, from the start if it is another person."""
    holder = case.desk.holder
    if case.omitter is None or case.omitter.cadre is not holder:
        case.omitter = mention(holder)
        case.expected[Party.TOWNSHIP] = 0.0
        case.unsettled = 1.0
    case.expected[Party.TOWNSHIP] += case.unsettled * solving
    case.unsettled *= (1 - solving) * (1 - erring)


def expect_of_department_case(model: "Reference", case: Case) -> None:
    """*Expected aversion* of a department case: what each could have done with what it knew."""
    from .department import chance_of_service

    t = model.month
    told_alone = 1.0  # 1 - x of the township
    for party in case.parties:
        if party == Party.TOWNSHIP:
            continue
        department = case.department(party)
        serving = chance_of_service(model, case, department)
        may_act = not (party == Party.LEAD and case.handed_down)
        acts = department.conduct == Option.ACT and may_act
        if case.is_informed(party, t):
            if not acts:
                add_chance(case, party, serving)
        elif acts:
            told_alone *= 1 - serving
    if case.told_if_reported is not None and case.told_if_reported <= t:
        add_chance(case, Party.TOWNSHIP, 1 - told_alone)


def add_chance(case: Case, party: Party, chance: float) -> None:
    case.expected[party] += (1 - case.expected[party]) * chance


def replay_department_case(model: "Reference", case: Case) -> None:
    """A department case, in a month in which it was not solved: for each set of parties."""
    from .department import chance_of_service

    expect_of_department_case(model, case)
    t = model.month
    draw = model.luck.of(t, case.number)
    for parties in range(SETS_OF_PARTIES):
        told = bool(parties & Party.TOWNSHIP) and case.told_if_reported is not None and case.told_if_reported <= t
        for party, purpose in ((Party.LEAD, draws.SERVICE_LEAD), (Party.SECOND, draws.SERVICE_SECOND)):
            if party not in case.parties:
                continue
            department = case.department(party)
            acts = department.conduct == Option.ACT and not (party == Party.LEAD and case.handed_down)
            knows = told or case.is_informed(party, t)
            if (parties & party or acts) and knows and draw(purpose) < chance_of_service(model, case, department):
                case.averts[parties] = True


@dataclass
class Truth:
    """Whom the truth names in the township, whatever its degree; each party's degree and culpability."""

    named: Mention | None
    degree: dict[Party, float]
    culpable: dict[Party, bool]


def truth_of_deed(by: Mention, culpable: bool) -> Truth:
    """Whoever erred or did it is the only cause."""
    degree = dict.fromkeys(Party, 0.0)
    degree[Party.TOWNSHIP] = 1.0
    guilt = dict.fromkeys(Party, False)
    guilt[Party.TOWNSHIP] = culpable
    return Truth(by, degree, guilt)


def truth_by_replay(case: Case) -> Truth:
    """Degrees from the sets of parties that would have averted the case."""
    degree = dict.fromkeys(Party, 0.0)
    culpable = dict.fromkeys(Party, False)
    for party in case.parties:
        degree[party] = degree_of(case, party, case.parties)
        if party == Party.TOWNSHIP:
            culpable[party] = degree[party] > 0 and case.township_party is not None
        else:
            departments = [other for other in case.parties if other != Party.TOWNSHIP]
            culpable[party] = degree_of(case, party, departments) > 0
    return Truth(case.township_party, degree, culpable)


def degree_of(case: Case, party: Party, among: list[Party]) -> float:
    """1/(1 + k), k the fewest other parties with whom the party's step makes the difference."""
    others = [other for other in among if other != party]
    for k in range(len(others) + 1):
        for companions in combinations(others, k):
            without = sum(companions)
            if not case.averts[without] and case.averts[without | party]:
                return 1 / (1 + k)
    return 0.0
