"""Rules of inquiry: who answers by the list, by habit and by deep inquiry, and what a style is worth to a supervisor."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.choice import Learning, felt_rate
from wenze.agents.culpability import judged
from wenze.agents.kinds import (
    ASSIST,
    DEEP,
    DEPARTMENTS,
    HABIT,
    HELPER,
    HOLDER,
    LEAD,
    LIST,
    NEVER,
    NO_STEP,
    NOBODY,
    NONE_ANSWERS,
    PAPER_STEP,
    REAL_STEP,
    SECOND,
    STYLES,
    TOWNSHIP,
    WORKER,
)
from wenze.agents.policy import Policy
from wenze.agents.policy.accountability import answers_by_habit
from wenze.agents.policy.duty_list import answers_by_list, step_counts
from wenze.agents.policy.oversight import audit_finds
from wenze.agents.supervisor import (
    Supervisors,
    deciding_probability,
    deep_accuracy,
    docket_each,
    sees_misconduct,
    utilities,
)

NUMBERS = Supervisors()
POLICY = Policy()
GRID = [(index + 0.5) / 1000 for index in range(1000)]
DRAW = st.floats(0.0, 1.0, exclude_max=True)
PERSON, ANOTHER, THIRD = 11, 12, 13


# --- by the list --------------------------------------------------------------------------------------------------------


def file(**shows: float) -> SimpleNamespace:
    """A case of two departments that surfaced in month 20; all steps were due in month 10 and taken in time."""
    steps = {"township_step": REAL_STEP, "lead_step": REAL_STEP, "second_step": REAL_STEP}
    due = {"township_due": 10, "lead_due": 10, "second_due": 10, "surfaced": 20}
    return SimpleNamespace(**{"owner": DEPARTMENTS, "second": 1, **steps, **due, **shows})


def test_where_all_took_their_steps_nobody_answers() -> None:
    assert answers_by_list(file(), True) == NONE_ANSWERS


def test_the_first_listed_party_without_a_step_answers() -> None:
    nothing = {"township_step": NO_STEP, "lead_step": NO_STEP, "second_step": NO_STEP}
    assert answers_by_list(file(**nothing), False) == LEAD
    assert answers_by_list(file(**{**nothing, "lead_step": REAL_STEP}), False) == SECOND
    assert answers_by_list(file(township_step=NO_STEP), False) == HOLDER


def test_paper_passes_for_a_step_unless_outcomes_are_demanded() -> None:
    relayed = file(lead_step=PAPER_STEP)
    assert answers_by_list(relayed, False) == NONE_ANSWERS
    assert answers_by_list(relayed, True) == LEAD
    assert [step_counts(step, False) for step in (NO_STEP, PAPER_STEP, REAL_STEP)] == [False, True, True]
    assert [step_counts(step, True) for step in (NO_STEP, PAPER_STEP, REAL_STEP)] == [False, False, True]


def test_a_department_that_was_never_told_owes_no_step() -> None:
    untold = file(lead_step=NO_STEP, lead_due=NEVER, second_step=NO_STEP, second_due=NEVER, township_step=NO_STEP)
    assert answers_by_list(untold, False) == HOLDER


def test_a_step_that_is_not_yet_due_is_not_missing() -> None:
    assert answers_by_list(file(lead_step=NO_STEP, lead_due=21), False) == NONE_ANSWERS
    assert answers_by_list(file(lead_step=NO_STEP, lead_due=20), False) == LEAD


def test_of_the_townships_own_duty_no_department_answers() -> None:
    own = file(owner=TOWNSHIP, lead_step=NO_STEP, second_step=NO_STEP)
    assert answers_by_list(own, False) == NONE_ANSWERS
    own.township_step = NO_STEP
    assert answers_by_list(own, False) == HOLDER


def test_a_second_department_is_listed_only_where_there_is_one_and_departments_alone_own_the_case() -> None:
    assert answers_by_list(file(second=NOBODY, second_step=NO_STEP), False) == NONE_ANSWERS
    assert answers_by_list(file(owner=ASSIST, second_step=NO_STEP), False) == NONE_ANSWERS


# --- by habit -----------------------------------------------------------------------------------------------------------


def seen(**shows: float) -> SimpleNamespace:
    """A department's case on which one person worked while another holds the post, and a third helped."""
    traces = {"work_trace": 0.6, "help_trace": 0.2}
    return SimpleNamespace(**{"owner": ASSIST, "told": 0, "worker_id": ANOTHER, "holder_id": PERSON, **traces, **shows})


def looks(bias: float, weight: float) -> object:
    return POLICY.accountability.model_copy(update={"downward_bias": bias, "visibility_weight": weight})


def shares(entry: SimpleNamespace, weight: float) -> dict[int, float]:
    """How often the eye of one who looks down falls on whom."""
    found = [answers_by_habit(entry, 0.0, draw, looks(1.0, weight), NUMBERS) for draw in GRID]
    return {answer: found.count(answer) / len(GRID) for answer in sorted(set(found))}


@given(DRAW, DRAW, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_where_being_seen_counts_for_nothing_the_holder_of_the_post_answers(
    down: float, eye: float, work: float, help_given: float
) -> None:
    entry = seen(work_trace=work, help_trace=help_given)
    assert answers_by_habit(entry, down, eye, looks(1.0, 0.0), NUMBERS) == HOLDER


def test_the_eye_falls_in_proportion_to_being_seen() -> None:
    assert shares(seen(), 0.5) == pytest.approx({HOLDER: 0.5 / 0.9, WORKER: 0.3 / 0.9, HELPER: 0.1 / 0.9}, abs=2e-3)
    assert shares(seen(), 1.0) == pytest.approx({WORKER: 0.75, HELPER: 0.25}, abs=2e-3)


def test_a_holder_who_worked_on_the_file_is_seen_for_both() -> None:
    assert shares(seen(worker_id=PERSON), 0.5) == pytest.approx({HOLDER: 0.8 / 0.9, HELPER: 0.1 / 0.9}, abs=2e-3)


def test_where_nobody_left_a_trace_the_holder_answers() -> None:
    assert shares(seen(work_trace=0.0, help_trace=0.0), 1.0) == {HOLDER: 1.0}


def upward(entry: SimpleNamespace, bias: float) -> float:
    found = [answers_by_habit(entry, draw, 0.5, looks(bias, 0.0), NUMBERS) for draw in GRID]
    return found.count(LEAD) / len(GRID)


def test_a_department_answers_only_as_often_as_the_eye_does_not_look_down() -> None:
    assert upward(seen(), 0.85) == pytest.approx(0.15)
    assert upward(seen(), 1.0) == 0.0
    assert upward(seen(), 0.0) == 1.0


def test_a_complaint_that_put_on_file_who_was_told_turns_the_eye_upward() -> None:
    assert upward(seen(told=1), 0.8) == pytest.approx(1.0 - 0.8 * NUMBERS.told_bias)


def test_for_the_townships_own_duty_the_eye_never_looks_up() -> None:
    assert upward(seen(owner=TOWNSHIP), 0.0) == 0.0


# --- deep inquiry, misconduct, audits -----------------------------------------------------------------------------------


@pytest.mark.parametrize("truth", [True, False])
def test_a_judgement_errs_both_ways(truth: bool) -> None:
    right = [judged(truth, draw, 0.8) == truth for draw in GRID]
    assert sum(right) == 800


def test_deep_inquiry_is_best_with_an_empty_docket_and_ends_at_a_coins_toss() -> None:
    accuracies = [deep_accuracy(load, NUMBERS) for load in (0.0, 1.0, 5.0, 1e9)]
    assert accuracies[0] == NUMBERS.accuracy
    assert accuracies == sorted(set(accuracies), reverse=True)
    assert accuracies[-1] == pytest.approx(0.5)


@pytest.mark.parametrize("style", range(STYLES))
def test_misconduct_is_seen_as_the_style_detects_it(style: int) -> None:
    levers = POLICY.misconduct
    detected = (levers.detection_deep, levers.detection_list, levers.detection_habit)[style]
    found = [sees_misconduct(True, True, draw, style, levers, NUMBERS) for draw in GRID]
    assert sum(found) / len(GRID) == pytest.approx(detected)


def test_an_honest_error_is_taken_for_misconduct_only_by_false_alarm_and_an_omission_never() -> None:
    honest = [sees_misconduct(False, True, draw, HABIT, POLICY.misconduct, NUMBERS) for draw in GRID]
    assert sum(honest) / len(GRID) == pytest.approx(NUMBERS.false_alarm)
    assert not any(sees_misconduct(False, False, draw, HABIT, POLICY.misconduct, NUMBERS) for draw in GRID)


@pytest.mark.parametrize(
    ("fault", "right", "regular", "spares", "found"),
    [(True, True, False, True, True), (True, True, True, False, True), (True, True, True, True, False),
     (True, False, True, False, False), (False, True, True, False, False), (False, False, False, True, True),
     (False, False, True, True, False)],
)  # fmt: skip
def test_an_audit_finds_what_it_judges_unless_a_regular_auditor_drops_it(
    fault: bool, right: bool, regular: bool, spares: bool, found: bool
) -> None:
    oversight = POLICY.oversight.model_copy(update={"auditor_accuracy": 0.8, "auditor_bias": 0.3})
    assert audit_finds(fault, 0.7 if right else 0.9, regular, 0.2 if spares else 0.4, oversight) == found


# --- what a style is worth ----------------------------------------------------------------------------------------------


def believed(**known: tuple[float, float, float]) -> SimpleNamespace:
    nothing = dict.fromkeys(("answered", "wrongful", "missed", "late", "unfair"), (0.0,) * STYLES)
    return SimpleNamespace(**{**nothing, **known})


LEARNING = Learning(risk_curvature=1.0)
EASY = 0.5  # entries a supervisor, less than any style has speed for: whatever the style, each is decided
TIMELESS = NUMBERS.model_copy(update={"strain": 0.0, "waiting": 0.0})


def values(docket: float, beliefs: SimpleNamespace, pressure: float = 0.0, loss: float = 0.0, numbers=TIMELESS,
           learning=LEARNING, **levers: float) -> list[float]:  # fmt: skip
    oversight = POLICY.oversight.model_copy(update=levers)
    return list(utilities(docket, beliefs, pressure, loss, oversight, learning, numbers))


def test_an_empty_docket_is_all_one_and_a_decision_costs_the_work_it_takes() -> None:
    assert values(0.0, believed(answered=(0.2, 0.5, 0.9)), pressure=2.0) == [0.0, 0.0, 0.0]
    work = [1.0 / NUMBERS.speed_deep, 1.0 / NUMBERS.speed_list, 1.0 / NUMBERS.speed_habit]
    assert values(EASY, believed(), numbers=NUMBERS) == pytest.approx([-NUMBERS.strain * cost for cost in work])


def test_pressure_rewards_the_style_by_which_somebody_answers() -> None:
    assert values(EASY, believed(answered=(0.2, 0.5, 0.9)), pressure=2.0) == pytest.approx([0.4, 1.0, 1.8])


def test_faults_cost_only_as_far_as_audits_are_announced() -> None:
    faults = believed(wrongful=(0.1, 0.2, 0.4), missed=(0.3, 0.1, 0.2), late=(0.5, 0.0, 0.0), unfair=(0.0, 0.0, 0.5))
    rules = {"accuracy_weight": 1.0, "timeliness_weight": 0.5, "fairness_weight": 0.2, "wrongful_penalty": 6.0,
             "missed_penalty": 4.0}  # fmt: skip
    costs = [6.0 * 0.1 + 4.0 * 0.3 + 6.0 * 0.5 * 0.5, 6.0 * 0.2 + 4.0 * 0.1, 6.0 * 0.4 + 4.0 * 0.2 + 6.0 * 0.2 * 0.5]
    for audits, spot_checks in ((0.4, 0.1), (0.0, 0.0), (1.0, 0.9)):
        found = values(EASY, faults, audits=audits, spot_checks=spot_checks, **rules)
        examined = audits + spot_checks - audits * spot_checks
        assert found == pytest.approx([-examined * cost for cost in costs])


def test_a_finding_that_is_sanctioned_costs_what_a_sanction_does() -> None:
    """At neutral risk: the chance that an audit of the decision finds something and that it is sanctioned, times the loss."""
    faults = believed(wrongful=(0.1, 0.2, 0.4), missed=(0.3, 0.1, 0.2))
    free = {"wrongful_penalty": 0.0, "missed_penalty": 0.0, "audits": 0.5, "spot_checks": 0.0}
    found = values(EASY, faults, loss=30.0, consequence=0.4, **free)
    costs = [30.0 * 0.5 * 0.4 * (0.1 + 0.3), 30.0 * 0.5 * 0.4 * (0.2 + 0.1), 30.0 * 0.5 * 0.4 * (0.4 + 0.2)]
    assert found == pytest.approx([-cost for cost in costs])
    assert values(EASY, faults, loss=30.0, consequence=0.0, **free) == [0.0, 0.0, 0.0]
    assert values(EASY, faults, loss=0.0, consequence=1.0, **free) == [0.0, 0.0, 0.0]


def test_a_sanction_of_ones_own_is_felt_as_every_rate_is() -> None:
    """It is shared by the four decisions of the month from which it may follow."""
    faults = believed(wrongful=(0.0, 0.0, 0.4))
    free = {"wrongful_penalty": 0.0, "missed_penalty": 0.0, "audits": 0.5, "spot_checks": 0.0}
    uneasy = Learning(risk_curvature=0.6)
    found = values(4.0, faults, loss=30.0, learning=uneasy, consequence=0.4, **free)
    assert found[2] == pytest.approx(-30.0 * felt_rate(4.0 * 0.5 * 0.4 * 0.4, uneasy) / 4.0)
    assert found[:2] == [0.0, 0.0]


def test_a_month_of_work_keeps_half_of_the_docket_waiting() -> None:
    """All styles are worth the same but for the time they take, which is dearer the more waits and the more it is wanted."""
    busy = NUMBERS.model_copy(update={"strain": 0.0})
    for docket, pressure in ((0.5, 2.0), (4.0, 2.0), (20.0, 2.0), (20.0, 0.0)):
        price = busy.waiting * pressure * docket / 2.0
        expected = [0.5 * pressure - price / speed for speed in (busy.speed_deep, busy.speed_list, busy.speed_habit)]
        assert values(docket, believed(answered=(0.5,) * 3), pressure=pressure, numbers=busy) == pytest.approx(expected)


def test_a_loss_by_decision_is_no_reason_to_decide_little() -> None:
    """Where every decision is a loss, the same for all styles, the slow ones gain nothing by it."""
    found = values(50.0, believed(wrongful=(0.9,) * 3), audits=1.0, wrongful_penalty=20.0)
    assert found[0] == found[1] == found[2] < 0.0


@given(st.integers(0, 400), st.integers(1, 400), st.integers(2, 50), st.floats(0.0, 10.0))
def test_counties_with_as_many_entries_a_supervisor_choose_alike(
    docket: int, posts: int, size: int, pressure: float
) -> None:
    """The larger has so many times the posts, and so many times the entries: every style is worth the same there."""
    beliefs = believed(answered=(0.3, 0.5, 0.8), wrongful=(0.1, 0.4, 0.6), missed=(0.2, 0.3, 0.4), late=(0.3, 0.1, 0.0))
    one, other = (docket_each(docket * times, posts * times, NUMBERS) for times in (1, size))
    learning = Learning()
    assert values(one, beliefs, pressure, 40.0, NUMBERS, learning, consequence=0.5) == pytest.approx(
        values(other, beliefs, pressure, 40.0, NUMBERS, learning, consequence=0.5), rel=1e-9, abs=1e-9
    )


def test_a_team_decides_all_it_can_and_no_more() -> None:
    assert deciding_probability(DEEP, NUMBERS.speed_deep, NUMBERS) == 1.0
    assert deciding_probability(DEEP, 2.0 * NUMBERS.speed_deep, NUMBERS) == 0.5
    assert deciding_probability(HABIT, 0.0, NUMBERS) == 1.0
    chances = [deciding_probability(style, 10.0, NUMBERS) for style in (DEEP, LIST, HABIT)]
    assert chances == sorted(set(chances))


def test_a_docket_is_measured_by_supervisor() -> None:
    assert docket_each(docket=10, posts=500, params=NUMBERS) == pytest.approx(10 / (500 * NUMBERS.staff))
    assert docket_each(docket=10, posts=1000, params=NUMBERS) == pytest.approx(10 / (1000 * NUMBERS.staff))
