"""Rules of a case: its owner, its hazards, who knows of it, and whose step would have averted what happened."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.case import (
    Problems,
    eruption_probability,
    in_township_hands,
    owner_of,
    pick_second,
    severity_of,
    shown_step,
    worth,
)
from wenze.agents.culpability import averted_sets, count_parties, degree_of_responsibility
from wenze.agents.kinds import (
    ASSIST,
    DEPARTMENTS,
    LEAD_BIT,
    NEVER,
    NO_STEP,
    NOBODY,
    PAPER_STEP,
    REAL_STEP,
    SECOND_BIT,
    TOWNSHIP,
    TOWNSHIP_BIT,
)
from wenze.agents.policy import Policy
from wenze.agents.policy.public_voice import complaint_probability
from wenze.sim.settings.parameters import definitions

PROBLEMS = Problems()
EVEN = [(index + 0.5) / 3400 for index in range(3400)]
DRAW = st.floats(0.0, 1.0, exclude_max=True)
T, L, S = TOWNSHIP_BIT, LEAD_BIT, SECOND_BIT


# --- what problems are like -------------------------------------------------------------------------------------------


def test_problems_are_owned_as_the_lists_say() -> None:
    owners = [owner_of(draw, PROBLEMS) for draw in EVEN]
    assert [owners.count(owner) for owner in (TOWNSHIP, ASSIST, DEPARTMENTS)] == pytest.approx([1170, 990, 1240], abs=2)


def test_severity_has_mean_one_third_so_that_the_mean_problem_is_worth_one() -> None:
    assert sum(worth(severity_of(draw)) for draw in EVEN) / len(EVEN) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("departments", [2, 3, 10])
def test_the_second_department_is_never_the_lead_and_every_other_one_as_often(departments: int) -> None:
    for lead in range(departments):
        found = [pick_second(lead, (k + 0.5) / (departments - 1), departments) for k in range(departments - 1)]
        assert sorted(found) == [other for other in range(departments) if other != lead]


def test_a_single_department_has_no_second() -> None:
    assert pick_second(0, 0.5, 1) == NOBODY


@given(st.integers(2, 60000), st.data())
def test_the_second_department_is_one_there_is(departments: int, data: st.DataObject) -> None:
    lead = data.draw(st.integers(0, departments - 1))
    second = pick_second(lead, data.draw(DRAW), departments)
    assert 0 <= second < departments
    assert second != lead


# --- hazards ----------------------------------------------------------------------------------------------------------


def test_a_mean_problem_erupts_at_the_stated_rate_and_twice_as_often_when_it_has_aged() -> None:
    fresh = eruption_probability(1.0 / 3.0, 0, PROBLEMS)
    assert fresh == pytest.approx(PROBLEMS.eruption_rate)
    assert eruption_probability(1.0 / 3.0, PROBLEMS.eruption_doubling, PROBLEMS) == pytest.approx(2.0 * fresh)
    assert eruption_probability(1.0 / 3.0, 2.0 * PROBLEMS.eruption_doubling, PROBLEMS) == pytest.approx(3.0 * fresh)


def test_chances_never_exceed_one() -> None:
    hasty = PROBLEMS.model_copy(update={"eruption_rate": 1.0})
    voice = Policy().public_voice.model_copy(update={"complaint_rate": 0.5})
    assert eruption_probability(0.9, 10_000, hasty) == 1.0
    assert complaint_probability(0.999, voice) == 1.0


def test_complaints_grow_with_severity() -> None:
    voice = Policy().public_voice
    assert complaint_probability(1.0 / 3.0, voice) == pytest.approx(voice.complaint_rate)
    assert complaint_probability(0.0, voice) == 0.0


# --- in whose hands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "handed_down", "away", "in_hands"),
    [(TOWNSHIP, False, False, True), (TOWNSHIP, False, True, False), (ASSIST, False, False, True),
     (ASSIST, True, False, True), (DEPARTMENTS, False, False, False), (DEPARTMENTS, True, False, True)],
)  # fmt: skip
def test_what_takes_the_townships_attention(owner: int, handed_down: bool, away: bool, in_hands: bool) -> None:
    assert in_township_hands(owner, handed_down, away) == in_hands


@pytest.mark.parametrize(
    ("real", "paper", "shown"),
    [(5, NEVER, REAL_STEP), (5, 1, REAL_STEP), (6, 5, PAPER_STEP), (6, 6, NO_STEP), (NEVER, NEVER, NO_STEP)],
)
def test_a_step_counts_if_it_was_taken_by_the_day_it_was_due(real: int, paper: int, shown: int) -> None:
    assert shown_step(real, paper, due=5) == shown


def test_never_is_after_every_month_that_can_be_run() -> None:
    longest = next(definition.meaning.high for definition in definitions() if definition.key == "months")
    assert longest + 120 < NEVER


# --- but for whom? ----------------------------------------------------------------------------------------------------


def averted_if(condition: Callable[[int], bool]) -> int:
    """Sets of parties for which a condition holds, as ``degree_of_responsibility`` reads them."""
    return sum(1 << parties for parties in range(1, 8) if condition(parties))


def degrees(averted: int, without: int = 0) -> list[float]:
    return [degree_of_responsibility(party, averted, without) for party in (T, L, S)]


def test_nobody_is_a_cause_of_what_no_step_could_have_averted() -> None:
    assert degrees(0) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("party", [T, L, S])
def test_who_alone_could_have_averted_it_is_fully_responsible_and_nobody_else_is(party: int) -> None:
    expected = [1.0 if other == party else 0.0 for other in (T, L, S)]
    assert degrees(averted_if(lambda parties: bool(parties & party))) == expected


def test_two_who_were_needed_together_are_each_half_responsible() -> None:
    assert degrees(averted_if(lambda parties: parties & (T | L) == T | L)) == [0.5, 0.5, 0.0]


def test_three_who_were_needed_together_are_each_responsible_for_a_third() -> None:
    assert degrees(averted_if(lambda parties: parties == T | L | S)) == pytest.approx([1 / 3] * 3)


def test_each_of_two_who_could_have_averted_it_alone_is_fully_responsible() -> None:
    assert degrees(averted_if(lambda parties: bool(parties & (L | S)))) == [0.0, 1.0, 1.0]


def test_one_who_could_do_it_alone_is_more_responsible_than_two_who_could_do_it_together() -> None:
    either = averted_if(lambda parties: bool(parties & T) or parties & (L | S) == L | S)
    assert degrees(either) == [1.0, 0.5, 0.5]


def test_any_two_of_three_would_have_done() -> None:
    assert degrees(averted_if(lambda parties: count_parties(parties) >= 2)) == [0.5, 0.5, 0.5]


def test_what_a_department_could_have_done_only_if_it_had_been_told_is_not_its_own_omission() -> None:
    told_first = averted_if(lambda parties: parties & (T | L) == T | L)
    assert degrees(told_first)[1] == 0.5
    assert degrees(told_first, without=T)[1:] == [0.0, 0.0]
    by_themselves = averted_if(lambda parties: parties & (L | S) == L | S)
    assert degrees(by_themselves, without=T)[1:] == [0.5, 0.5]


def replayed(
    told_if_reported: int = NEVER, lead_knew: int = NEVER, second: int = 1, second_knew: int = NEVER,
    lead_acts: bool = False, lead_served: bool = True, second_acts: bool = False, second_served: bool = True,
) -> list[float]:  # fmt: skip
    """Degrees after one month (10) in which the departments would be served or not."""
    case = SimpleNamespace(
        told_if_reported=told_if_reported, lead_informed=lead_knew, second=second, second_informed=second_knew
    )
    lead_draw, second_draw = 0.0 if lead_served else 0.9, 0.0 if second_served else 0.9
    return degrees(averted_sets(case, 10, lead_acts, lead_draw, 0.5, second_acts, second_draw, 0.5))


def test_a_department_that_knew_and_sat_is_the_cause() -> None:
    assert replayed(lead_knew=3) == [0.0, 1.0, 0.0]


def test_each_of_two_departments_that_knew_and_sat_is_the_cause() -> None:
    assert replayed(lead_knew=3, second_knew=3) == [0.0, 1.0, 1.0]


def test_a_township_that_did_not_report_to_a_department_that_would_have_acted_is_the_cause() -> None:
    assert replayed(told_if_reported=3, lead_acts=True) == [1.0, 0.0, 0.0]


def test_a_township_that_did_not_report_to_a_department_that_sits_shares_the_responsibility() -> None:
    assert replayed(told_if_reported=3, second=NOBODY) == [0.5, 0.5, 0.0]


def test_a_report_that_would_have_been_lost_makes_nobody_responsible() -> None:
    assert replayed(told_if_reported=NEVER, lead_acts=True) == [0.0, 0.0, 0.0]


def test_a_report_still_under_way_would_have_changed_nothing_yet() -> None:
    assert replayed(told_if_reported=11, lead_acts=True) == [0.0, 0.0, 0.0]


def test_a_department_without_its_turn_could_not_have_averted_it() -> None:
    assert replayed(lead_knew=3, lead_served=False, second=NOBODY) == [0.0, 0.0, 0.0]


def test_a_second_department_that_is_not_there_averts_nothing() -> None:
    assert replayed(second=NOBODY, second_knew=0, second_acts=True) == [0.0, 0.0, 0.0]


@given(st.tuples(*[st.sampled_from([0, 10, 11, NEVER])] * 3), st.tuples(*[st.booleans()] * 5))
def test_one_more_party_that_takes_its_step_never_undoes_what_the_others_averted(
    when: tuple[int, int, int], how: tuple[bool, ...]
) -> None:
    case = SimpleNamespace(
        told_if_reported=when[0], lead_informed=when[1], second_informed=when[2], second=1 if how[4] else NOBODY
    )
    averted = averted_sets(case, 10, how[0], 0.0 if how[1] else 0.9, 0.5, how[2], 0.0 if how[3] else 0.9, 0.5)
    for parties in range(1, 8):
        for more in range(1, 8):
            if (averted >> parties) & 1:
                assert (averted >> (parties | more)) & 1
