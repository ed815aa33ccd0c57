"""What seeded faults showed to be untested: risk reckoned by hand, files by their step, blame as it is read, rounds and bars."""

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import (
    TWO_COUNTIES,
    chi_square,
    chi_square_limit,
    elsewhere_as_believed,
    in_every_block,
    levers,
    new_world,
    world_numbers,
)
from hypothesis import example, given
from hypothesis import strategies as st
from wenze.agents import draws
from wenze.agents.choice import felt_rate
from wenze.agents.colleagues import helping_worth, keeping_worth, passing_worth
from wenze.agents.kinds import (
    ACT,
    CONDUCTS,
    COVER,
    DEPARTMENTS,
    EXPLORE,
    IDLE,
    LOOKS_EXPLORING,
    LOOKS_NEWCOMER,
    LOOKS_ROUTINE,
    NEVER,
    NO_STEP,
    NOBODY,
    OF_ACTING,
    OF_DOWN,
    OF_SITTING,
    OFFLOAD,
    OPTIONS,
    PAPER_STEP,
    PENDING,
    PENDING_OWN,
    REAL_STEP,
    RELAY,
    SIDEWAYS,
    TOWNSHIP,
    UP,
    WORK,
)
from wenze.agents.misconduct import expected_sanction
from wenze.agents.policy import Policy
from wenze.agents.policy.assignment import is_given_by_diligence, share_given
from wenze.agents.policy.duty_list import is_clear_to_post
from wenze.agents.policy.oversight import sanctions_expected
from wenze.agents.risk import cadre_hazard, cases_coming, department_hazard, share_staying
from wenze.agents.sanction import felt_loss
from wenze.sim.phases.assignment import give, is_kind_to_post, weigh_diligence
from wenze.sim.phases.beliefs import feel_for_colleagues, fold_city, form_beliefs, remember
from wenze.sim.phases.careers import honour, weight_of_record
from wenze.sim.phases.conduct import worth_of
from wenze.sim.phases.correction import audit, open_reviews
from wenze.sim.phases.files import clear_files, count_ending, department_file, look_at_file, township_file
from wenze.sim.phases.handling import consider_passing, is_helped, pass_on, write_file
from wenze.sim.phases.histories import record_cadre_month
from wenze.sim.phases.inquiry import count_blame, count_decision
from wenze.sim.phases.kinds_of_duty import is_kind_clear
from wenze.sim.phases.populate import populate
from wenze.sim.records import params_record
from wenze.sim.state import State

NUMBERS = world_numbers(TWO_COUNTIES)
ANNOUNCED = Policy()


@pytest.fixture
def world() -> Iterator[State]:
    """Two counties with their people, before the first month; draws are meant to overflow."""
    begun = new_world(NUMBERS, 24)
    with np.errstate(over="ignore"):
        populate(begun, params_record(NUMBERS))
        yield begun


# --- risk -----------------------------------------------------------------------------------------------------------------


def mean_over(months: float, value) -> float:
    """Mean of a function of time over the coming months, by Simpson's rule."""
    at = np.linspace(0.0, months, 2001)
    weights = np.ones(2001)
    weights[1:-1:2], weights[2:-1:2] = 4.0, 2.0
    return float((weights * value(at)).sum() / weights.sum())


def still_there(rate: float, months: float) -> float:
    return mean_over(months, lambda at: np.exp(-rate * at))


def there_of_new(rate: float, months: float) -> float:
    return mean_over(months, lambda at: -np.expm1(-rate * at) / rate)


@given(st.floats(1e-7, 1.0), st.floats(0.1, 24.0))
@example(0.00099, 10.0)
def test_shares_of_cases_are_means_over_the_coming_months(rate: float, months: float) -> None:
    assert share_staying(rate, months) == pytest.approx(still_there(rate, months), rel=1e-9)
    assert cases_coming(rate, months) == pytest.approx(there_of_new(rate, months), rel=1e-8)


BELIEVED = SimpleNamespace(
    blamed=(0.5, 0.3, 0.1), blamed_for_error=(0.9, 0.7, 0.4), blamed_department=(0.6, 0.25, 0.05),
    ended=(0.8, 0.6, 0.1, 0.02), erring=(0.02, 0.05, 0.0, 0.0), surfacing=0.03, leaving_elsewhere=0.07,
    new_own=0.04, new_assist=0.03, new_elsewhere=0.05, new_pairs=0.9, ended_acting=0.4, ended_sitting=0.06,
    ended_down=0.11, blame_beside=0.004,
)  # fmt: skip
IN_HAND = {NO_STEP: 1, PAPER_STEP: 2, REAL_STEP: 1, PENDING: 1, PENDING_OWN: 2}
AWAY = {NO_STEP: 2, PAPER_STEP: 1, REAL_STEP: 3, PENDING: 2, PENDING_OWN: 0}


def in_order(counts: dict[int, int]) -> list[int]:
    return [counts[kind] for kind in range(len(counts))]


@pytest.mark.parametrize("conduct", range(CONDUCTS))
@pytest.mark.parametrize("tenure", [0, 400])
def test_the_hazard_of_a_conduct_is_that_of_a_hand_calculation(conduct: int, tenure: int) -> None:
    months, given_share = 9.0, 1.4
    numbers = world_numbers({"learning.horizon": months})
    duty_list = levers({"duty_list.deadline": 2.0}).duty_list
    post = SimpleNamespace(in_hand=in_order(IN_HAND), elsewhere=in_order(AWAY), load=7)
    found = cadre_hazard(
        conduct, SimpleNamespace(tenure=tenure), post, elsewhere_as_believed(BELIEVED, months), given_share, duty_list,
        numbers,
    )  # fmt: skip
    step = {WORK: REAL_STEP, EXPLORE: REAL_STEP, COVER: PAPER_STEP, IDLE: NO_STEP}[conduct]
    handling = numbers.handling
    report = {COVER: handling.report_cover, IDLE: handling.report_idle}.get(conduct, handling.report_active)
    none, paper, real = (BELIEVED.blamed[kind] for kind in (NO_STEP, PAPER_STEP, REAL_STEP))
    own, unreported = BELIEVED.blamed[step], (1.0 - report) ** 3
    assist = unreported * none + (1.0 - unreported) * real
    mine, theirs = BELIEVED.ended[conduct] / 7.0, BELIEVED.leaving_elsewhere
    here = 1 * none + 2 * paper + 1 * real + 1 * assist + 2 * own
    away = 2 * none + 1 * paper + 3 * real + 2 * assist
    new = given_share * there_of_new(mine, months)
    expected = BELIEVED.surfacing * (
        still_there(mine, months) * here
        + new * (BELIEVED.new_own * own + BELIEVED.new_assist * assist)
        + still_there(theirs, months) * away
        + there_of_new(theirs, months) * BELIEVED.new_elsewhere * assist
    )
    in_hand = still_there(mine, months) * 7.0 + new * (BELIEVED.new_own + BELIEVED.new_assist)
    looks = LOOKS_EXPLORING if conduct == EXPLORE else (LOOKS_NEWCOMER if tenure == 0 else LOOKS_ROUTINE)
    expected += BELIEVED.erring[conduct] * BELIEVED.blamed_for_error[looks] * in_hand
    assert found == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("option", range(OPTIONS))
def test_the_hazard_of_an_option_is_that_of_a_hand_calculation(option: int) -> None:
    months, capacity, turn = 9.0, 2.0, 0.8
    numbers = world_numbers({"learning.horizon": months})
    duty_list = levers({"duty_list.clarity": 0.4, "duty_list.taken_back": 0.25}).duty_list
    kept, down = {NO_STEP: 1, PAPER_STEP: 2, REAL_STEP: 1, PENDING: 2}, {NO_STEP: 1, PAPER_STEP: 4, REAL_STEP: 2}
    department = SimpleNamespace(kept=in_order(kept), down=in_order(down), turn=turn)
    found = department_hazard(option, department, BELIEVED, capacity, duty_list, numbers)
    none, paper, real = (BELIEVED.blamed_department[kind] for kind in (NO_STEP, PAPER_STEP, REAL_STEP))
    step = {ACT: real, OFFLOAD: none, RELAY: paper}[option]
    before = BELIEVED.ended_acting * turn
    held = 6 * still_there(before, months) + BELIEVED.new_pairs * there_of_new(before, months)
    assert held > capacity
    leaving = BELIEVED.ended_acting * capacity / held if option == ACT else BELIEVED.ended_sitting
    new = there_of_new(leaving, months) * step
    if option == OFFLOAD:
        handed = 0.6 * 0.75
        new = handed * there_of_new(BELIEVED.ended_down, months) * paper + (1.0 - handed) * new
    old = still_there(leaving, months) * (1 * none + 2 * paper + 1 * real + 2 * step)
    old += still_there(BELIEVED.ended_down, months) * (1 * none + 4 * paper + 2 * real)
    expected = BELIEVED.surfacing * (old + BELIEVED.new_pairs * new) + BELIEVED.blame_beside
    assert found == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("horizon", [0.0, 0.25, 0.5])
def test_below_a_month_a_rate_is_felt_as_over_a_month(horizon: float) -> None:
    short, month = (SimpleNamespace(risk_curvature=0.6, horizon=months) for months in (horizon, 1.0))
    assert felt_rate(0.03, short) == felt_rate(0.03, month) != 0.03


# --- files ----------------------------------------------------------------------------------------------------------------


def test_a_step_is_pending_until_the_month_it_is_due_and_that_month_too() -> None:
    duty_list = params_record(levers({"duty_list.deadline": 2.0})).duty_list
    case = SimpleNamespace(owner=TOWNSHIP, born=5, township_real=NEVER, township_paper=NEVER)
    assert [township_file(case, duty_list, month) for month in (5, 7, 8)] == [PENDING_OWN, PENDING_OWN, NO_STEP]
    case.owner = DEPARTMENTS
    assert [township_file(case, duty_list, month) for month in (5, 7, 8)] == [PENDING, PENDING, NO_STEP]
    found = [department_file(NEVER, NEVER, 5, duty_list, month) for month in (5, 7, 8)]
    assert found == [PENDING, PENDING, NO_STEP]
    assert department_file(NEVER, 7, 5, duty_list, 7) == PAPER_STEP
    assert department_file(8, NEVER, 5, duty_list, 9) == NO_STEP


def department_case(world: State, **known):
    """The one open case of a world: the departments', known to both since month 2, in month 3."""
    world.blocks[0].cases_used = 1
    case = world.cases[0]
    case.open, case.owner, case.county, case.township, case.post, case.desk = 1, DEPARTMENTS, 0, 0, 0, 1
    case.lead, case.second, case.born, case.lead_informed, case.second_informed = 0, 1, 2, 2, 2
    for name in ("township_real", "township_paper", "lead_real", "lead_paper", "second_real", "second_paper"):
        case[name] = NEVER
    for name, value in known.items():
        case[name] = value
    world.departments.turn[:] = 0.25
    world.departments.conduct[:2] = OFFLOAD, ACT
    return case


def test_pairs_of_departments_and_cases_are_counted_once_as_new_and_in_their_turn(world: State) -> None:
    department_case(world, handed_down=1, lead_paper=2)
    for _ in range(2):
        in_every_block(clear_files, world)
        for slot in np.flatnonzero(world.cases.open):
            look_at_file(world, world.cases[slot], params_record(ANNOUNCED), 3)
    county = world.counties[0]
    assert county.now_arrivals_pairs == 2
    pairs = [int(county.now_pairs[kind]) for kind in (OF_ACTING, OF_SITTING, OF_DOWN)]
    assert pairs == [2 * 2**18, 0, 2]
    assert world.departments[0].down[PAPER_STEP] == world.departments[1].kept[PENDING] == 1
    assert world.posts[1].in_hand[PENDING] == 1


def test_an_ending_is_credited_to_the_holder_of_the_desk_and_to_what_departments_do(world: State) -> None:
    case = department_case(world, handed_down=1)
    world.people.conduct[world.posts[0].holder], world.people.conduct[world.posts[1].holder] = IDLE, COVER
    count_ending(world, case, 3)
    county = world.counties[0]
    assert np.flatnonzero(county.now_endings).tolist() == [COVER]
    ended = [int(county.now_pairs_ended[kind]) for kind in (OF_ACTING, OF_SITTING, OF_DOWN)]
    assert ended == [1, 0, 1] and county.now_departures == 0


# --- blame as it is read ------------------------------------------------------------------------------------------------


def read(**entry) -> SimpleNamespace:
    """What a county reads in one decision."""
    nothing = {
        "help_trace": 0.0, "helper_id": 4, "held_id": 0, "held_township": 0, "held_lead": 0, "held_second": 0,
        "lead_due": 5, "second_due": NEVER, "lead_step": PAPER_STEP, "second_step": NO_STEP, "second": 1,
        "looks_like_error": 0, "township_step": REAL_STEP, "holder_id": 1, "passed": 0, "passer_id": 2,
        "found_misconduct": 0, "looks_explored": 0, "inexperienced": 0, "culprit_id": 3,
    }  # fmt: skip
    names = ("help", "passed", "step", "error", "department")
    county = SimpleNamespace(now_blamed_beside=0, now_help_seen=0, now_help_blamed=0)
    for name in names[1:]:
        setattr(county, f"now_{name}_seen", [0, 0, 0])
        setattr(county, f"now_{name}_blamed", [0, 0, 0])
    count_blame(county, SimpleNamespace(**{**nothing, **entry}))
    return county


@pytest.mark.parametrize("held", [1, 2, 3, 4])
def test_only_whoever_is_named_answers_for_a_step_for_passing_on_and_for_help(held: int) -> None:
    found = read(held_id=held, held_township=1, help_trace=0.5, passed=UP)
    assert found.now_step_seen[REAL_STEP] == found.now_passed_seen[UP - 1] == found.now_help_seen == 1
    blamed = (found.now_step_blamed[REAL_STEP], found.now_passed_blamed[UP - 1], 0, found.now_help_blamed)
    assert [bool(answers) for answers in blamed] == [held == 1, held == 2, False, held == 4]
    assert sum(found.now_error_seen) == 0


@pytest.mark.parametrize(
    ("explored", "newcomer", "looks"),
    [(1, 1, LOOKS_EXPLORING), (1, 0, LOOKS_EXPLORING), (0, 1, LOOKS_NEWCOMER), (0, 0, LOOKS_ROUTINE)],
)
def test_an_error_is_read_by_what_it_looks_like_unless_it_was_found_misconduct(
    explored: int, newcomer: int, looks: int
) -> None:
    error = {"looks_like_error": 1, "looks_explored": explored, "inexperienced": newcomer, "held_id": 3}
    found = read(**error)
    assert np.flatnonzero(found.now_error_seen).tolist() == np.flatnonzero(found.now_error_blamed).tolist() == [looks]
    assert sum(read(**error, found_misconduct=1).now_error_seen) == 0
    assert sum(found.now_step_seen) == 0


def test_a_head_answers_for_its_step_if_it_knew_and_nobody_erred_and_beside_it_otherwise() -> None:
    found = read(held_lead=1, held_second=1)
    assert found.now_department_seen == found.now_department_blamed == [int(k == PAPER_STEP) for k in range(3)]
    assert found.now_blamed_beside == 1, "the second did not know"
    found = read(held_lead=1, looks_like_error=1)
    assert (sum(found.now_department_seen), found.now_blamed_beside) == (0, 1)


# --- passing on, memory ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [UP, SIDEWAYS])
def test_whatever_is_passed_on_leaves_paper_and_only_sideways_disappoints(world: State, way: int) -> None:
    case = department_case(world, owner=TOWNSHIP)
    world.posts[1].load = 1
    pass_on(world, case, np.uint64(7), way, world.people[world.posts[1].holder], 3)
    assert case.township_paper == 3 and world.posts[1].load == 0
    assert world.townships[0].now_disappointed == (way == SIDEWAYS)
    assert (case.away == 1) == (way == UP) == (case.desk == 1)
    assert world.posts.load.sum() == (way == SIDEWAYS)


def test_what_is_new_is_remembered_once_and_a_county_hears_of_its_townships(world: State) -> None:
    """In the last month of a year nothing new is left to be told again."""
    arrays = (world.townships, world.counties, world.city)
    for array in arrays:
        for name in array.dtype.names:
            if name.startswith("now_"):
                array[name] = 3 << 20
    heard = {name: int(world.counties[0][f"now_{name}"]) for name in ("occasions", "disappointed")}
    in_every_block(remember, world, params_record(NUMBERS), 11)
    fold_city(world.city[0], NUMBERS.learning.memory)
    left = [name for array in arrays for name in array.dtype.names if name.startswith("now_") and array[name].any()]
    assert left == []
    for name, own in heard.items():
        townships = world.townships[name][: NUMBERS.scale.townships]
        assert world.counties[0][name] == own + townships.sum() > own


# --- careers ----------------------------------------------------------------------------------------------------------------


def test_honours_are_set_against_the_months_of_those_who_might_be_honoured(world: State) -> None:
    world.people.year_months[:, WORK] = 12
    size = NUMBERS.scale.townships * NUMBERS.scale.posts
    world.people.barred_until[:3] = 30
    world.people.removed[3] = 1
    policy = params_record(levers({"promotion.bar_honours": 1.0})).promotion
    honour(world, 0, 0, size, np.uint64(5), policy, 11)
    assert world.counties[0].now_honour_exposure[WORK] == 12 * (size - 4)


def test_a_period_is_worked_off_no_further_than_to_the_end_of_the_month(world: State) -> None:
    world.people.conduct[:] = WORK
    world.people.barred_until[:] = 12
    world.people.solved_now[:] = 5 << 20
    world.people.solved_now[0] = 1 << 18
    policy = params_record(levers({"correction.redemption": 2.0}))
    in_every_block(record_cadre_month, world, params_record(NUMBERS), policy, 10)
    assert world.people.barred_until.tolist() == [12] + [11] * (len(world.people) - 1)
    assert world.tallies[10].months_burdened == len(world.people)
    assert world.people.worked.tolist() == [1 << 19] + [0] * (len(world.people) - 1), "whole months are taken out"


def test_an_audit_opens_the_review_of_every_sanction_of_its_decision_that_stands(world: State) -> None:
    world.blocks[0].sanctions = 4
    for index in range(4):
        world.sanctions[index].overturned = world.sanctions[index].review_due = NEVER
    world.sanctions[1].overturned = 5
    open_reviews(world, SimpleNamespace(first_sanction=0, sanctions=3, county=0), 9)
    assert world.reviews[: world.blocks[0].reviews].tolist() == [0, 2]
    assert world.sanctions.review_due[:4].tolist() == [9, NEVER, 9, NEVER]


def test_nobody_is_held_for_a_second_department_that_does_not_exist() -> None:
    found = read(second=NOBODY, second_due=5, held_lead=0)
    assert sum(found.now_department_seen) == 1


# --- who gets the work ------------------------------------------------------------------------------------------------------


def test_weights_of_diligence_are_those_of_this_month_however_often_they_are_added_up(world: State) -> None:
    world.people.diligence[:] = np.linspace(0.0, 1.0, len(world.people))
    for _ in range(2):
        in_every_block(weigh_diligence, world, NUMBERS.handling)
    of_posts = np.exp(NUMBERS.handling.diligence_weight * world.people.diligence[world.posts.holder])
    assert world.townships.weights == pytest.approx(of_posts.reshape(len(world.townships), -1).sum(axis=1))


@pytest.mark.parametrize(("conduct", "diligence"), [(WORK, 1.0), (COVER, 0.0)])
def test_a_conduct_draws_the_share_of_ones_diligence_in_all_where_the_list_leaves_that_open(
    conduct: int, diligence: float
) -> None:
    policy = levers({"assignment.by_diligence": 0.6, "duty_list.clarity": 0.5, "duty_list.to_post": 0.4})
    mine, others = (np.exp(NUMBERS.handling.diligence_weight * seen) for seen in (diligence, 0.8))
    given_now = share_given(conduct, 3 * others, 4, policy, NUMBERS.handling)
    drawn = 0.6 * (1.0 - 0.5 * 0.4)
    assert given_now == pytest.approx(1.0 - drawn + drawn * 4 * mine / (mine + 3 * others))


def test_the_list_assigns_to_the_post_only_what_it_is_clear_on_and_that_is_not_given_away() -> None:
    policy = levers({"assignment.by_diligence": 0.6, "duty_list.to_post": 0.4})
    assert [is_clear_to_post(clear, u, policy.duty_list) for clear in (True, False) for u in (0.3, 0.5)] == [
        True, False, False, False,
    ]  # fmt: skip
    found = [is_given_by_diligence(u, to_post, policy.assignment) for to_post in (False, True) for u in (0.5, 0.7)]
    assert found == [True, False, False, False]


# --- colleagues -------------------------------------------------------------------------------------------------------------

PERSON = SimpleNamespace(motivation=8.0, loss_weight=1.5)
UNEASY = world_numbers({"learning.revision": 0.2, "conduct.chill": 0.5, "conduct.overload": 0.3})
FELT_RATE = felt_rate(0.01, UNEASY.learning)
FELT = FELT_RATE * 40.0 * 1.5


def test_helping_is_worth_what_it_solves_for_whoever_trusts_less_what_may_come_of_it_while_it_is_seen() -> None:
    found = helping_worth(0.2, 0.6, PERSON, 0.4, FELT_RATE, 40.0, UNEASY)
    assert found == pytest.approx(8.0 * (1.0 - 0.5 * 0.6) * 1.8 * 0.2 - FELT / 0.2)


@pytest.mark.parametrize(
    ("conduct", "load", "strain"), [(WORK, 3, 0.3), (WORK, 2, 0.0), (IDLE, 9, 0.0), (COVER, 9, 0.0)]
)
def test_keeping_strains_those_at_work_above_the_normal_load(conduct: int, load: int, strain: float) -> None:
    found = keeping_worth(conduct, 0.2, 0.6, PERSON, 0.4, 0.01, 40.0, load, UNEASY)
    assert found == pytest.approx(8.0 * (1.0 - 0.5 * 0.6) * 1.8 * 0.2 - FELT - strain)


def test_whoever_passes_a_duty_on_answers_for_it_all_the_same() -> None:
    assert passing_worth(PERSON, FELT_RATE, 40.0, UNEASY) == pytest.approx(-UNEASY.handling.strain_pass - FELT)


# --- the record, and what is believed of rounds and colleagues ----------------------------------------------------------------


def test_the_record_weighs_what_stands_by_rung_and_age(world: State) -> None:
    """The third of four was overturned; they are gone through from the newest."""
    for index, (rung, decided, overturned) in enumerate(
        ((4, 1, NEVER), (2, 5, NEVER), (3, 6, 9), (0, 8, NEVER))
    ):  # fmt: skip
        record = world.sanctions[index]
        record.rung, record.decided, record.overturned, record.previous = rung, decided, overturned, index
    expected = 5 * 0.9**10 + 3 * 0.9**6 + 1 * 0.9**3
    assert weight_of_record(world, 4, 0.9, 11) == pytest.approx(expected, abs=1e-5)


def test_beliefs_of_rounds_weigh_years_and_those_of_trust_weigh_occasions(world: State) -> None:
    prior, conduct = NUMBERS.learning.prior_weight, NUMBERS.conduct
    county, township = world.counties[0], world.townships[0]
    county.promoted_events[:], county.competing_exposure[:], county.honour_exposure[:] = 1.0, 4.0, 7.0
    county.year_exposure[:], county.overturned, county.sanctions = 9.0, 3.0, 10.0
    township.occasions, township.disappointed, township.clean_seen = 6.0, 2.0, 50.0
    policy = levers({"correction.restoration": 0.5})
    in_every_block(form_beliefs, world, params_record(NUMBERS), params_record(policy))
    years = prior / 12
    assert county.promoted == pytest.approx((years * conduct.prior_promoted + 1.0) / (years + 4.0))
    assert county.honoured == pytest.approx(years * conduct.prior_honoured / (years + 7.0))
    assert county.reposted == pytest.approx(years * conduct.prior_reposted / (years + 9.0))
    assert township.trust == pytest.approx(1.0 - (prior * conduct.prior_distrust + 2.0) / (prior + 6.0))
    lasting = 1.0 - 0.5 * (prior * conduct.prior_overturned + 3.0) / (prior + 10.0)
    value, severity = NUMBERS.people.prize * conduct.prior_promoted, policy.accountability.severity
    whole = felt_loss(severity, 0, 0, value, NUMBERS.learning.loss_curvature, NUMBERS.ladder)
    assert county.loss_head == pytest.approx(lasting * whole)


def test_supervisors_fear_for_whom_they_missed_as_for_whom_they_wronged() -> None:
    oversight = levers({"oversight.consequence": 0.5}).oversight
    assert sanctions_expected(0, SimpleNamespace(wrongful=[0.2], missed=[0.4]), oversight) == pytest.approx(0.3)


def test_whoever_is_found_out_is_not_blamed_as_the_innocent_besides() -> None:
    assert expected_sanction(0.5, 0.8, 0.9, 0.3, 100.0, 20.0) == pytest.approx(
        0.5 * (0.8 * 0.9 * 100.0 + 0.2 * 0.3 * 20.0)
    )


# --- phases on a case set up by hand ------------------------------------------------------------------------------------------


def test_what_goes_by_diligence_goes_to_every_post_of_the_township_alike_where_all_are(world: State) -> None:
    numbers, policy = params_record(NUMBERS), params_record(levers({"assignment.by_diligence": 0.5}))
    in_every_block(weigh_diligence, world, numbers.handling)
    case, posts, trials = world.cases[0], NUMBERS.scale.posts, 2000
    for trial in range(trials):
        case.owner, case.desk = TOWNSHIP, 0
        give(world, case, draws.entity_state(np.uint64(11), np.uint64(trial)), numbers, policy)
    away = world.posts.load[1:posts]
    expected = trials * 0.5 / posts
    assert abs(away - expected).max() < 5.0 * np.sqrt(expected)
    assert world.posts.load.sum() == world.counties[0].now_arrivals_own == trials


def test_each_of_the_two_bars_has_a_draw_of_its_own(world: State) -> None:
    world.people.year_months[:, WORK] = 12
    world.people.barred_until[:] = 30
    luck, size = np.uint64(5), NUMBERS.scale.townships * NUMBERS.scale.posts
    policy = params_record(levers({"promotion.bar_honours": 0.5})).promotion
    honour(world, 0, 0, size, luck, policy, 11)
    numbers = world.people.number[world.posts.holder[:size]]
    kept = [draws.uniform(draws.entity_state(luck, number), draws.BARRED_HONOURS) < 0.5 for number in numbers]
    other = [draws.uniform(draws.entity_state(luck, number), draws.BARRED) < 0.5 for number in numbers]
    assert world.counties[0].now_honour_exposure[WORK] == 12 * (size - sum(kept))
    assert sum(kept) != sum(other), "it can tell"


@pytest.mark.parametrize("held", [0, 4, 9])
def test_only_a_helper_who_is_held_is_disappointed(world: State, held: int) -> None:
    entry = world.entries[0]
    entry.helper_id, entry.help_trace, entry.held_id, entry.held_township = 4, 0.5, held, held > 0
    entry.second = NOBODY
    count_decision(world, entry, 3)
    assert (world.townships[0].now_occasions, world.townships[0].now_disappointed) == (1, held == 4)


@pytest.mark.parametrize(
    ("elsewhere", "here", "passer", "loads"),
    [
        (0.0, 0.0, (1.0, 0.0), "colleague"),  # for what goes sideways nobody answers
        (0.0, 0.0, (0.0, 1.0), "department"),
        (0.0, 0.0, (1.0, 1.0), "own"),  # passing strains
        (0.0, 1000.0, (0.5, 0.5), "own"),  # here it is soon gone
        (1000.0, 0.0, (1.0, 1.0), "passed"),
    ],
)
def test_a_duty_goes_where_least_is_to_be_feared(
    world: State, elsewhere: float, here: float, passer: tuple[float, float], loads: str
) -> None:
    case = department_case(world, owner=TOWNSHIP)
    post, county = world.posts[1], world.counties[0]
    post.load = post.load_now = 1
    world.people.conduct[:], county.ended[:], county.leaving_elsewhere = IDLE, here, elsewhere
    county.staying_elsewhere = share_staying(elsewhere, NUMBERS.learning.horizon)
    county.surfacing, county.blamed[:], county.blamed_passer[:] = 1.0, 1.0, passer
    world.townships.loss_rising[:] = world.townships.loss_ceiling[:] = 1000.0
    numbers = params_record(world_numbers(TWO_COUNTIES, {"learning.precision": 50.0}))
    feel_for_colleagues(county, numbers.learning)
    consider_passing(world, case, np.uint64(3), 0.0, numbers, params_record(levers({"duty_list.to_post": 0.0})), 3)
    went = "department" if case.away else ("colleague" if case.desk != 1 else "own")
    assert went == loads or (loads == "passed" and went != "own")
    assert world.townships[0].now_occasions == 1


def test_help_and_what_is_passed_on_are_feared_by_how_often_they_surface_and_who_then_answers(world: State) -> None:
    county, learning = world.counties[0], params_record(UNEASY).learning
    county.surfacing, county.blamed_helper, county.blamed_passer[:] = 0.02, 0.3, (0.4, 0.1)
    county.staying_elsewhere = 0.7
    feel_for_colleagues(county, learning)
    assert county.felt_helping == felt_rate(0.02 * 0.3, learning)
    assert county.felt_passing == pytest.approx([felt_rate(0.02 * 0.7 * share, learning) for share in (0.4, 0.1)])


def test_only_colleagues_at_work_help_however_much_they_would_like_to(world: State) -> None:
    case = department_case(world, owner=TOWNSHIP, severity=0.9)
    world.posts[1].load_now = 1
    world.townships.trust[:] = 1.0
    world.people.motivation[:] = 1000.0
    numbers = params_record(world_numbers(TWO_COUNTIES, {"learning.precision": 50.0}))
    person, helper = world.people[world.posts[1].holder], world.posts[2].holder
    person.conduct = WORK
    for conduct, helps in ((WORK, True), (EXPLORE, True), (COVER, False), (IDLE, False)):
        world.people.conduct[helper] = conduct
        asked = is_helped(world, case, np.uint64(3), person, helper, numbers, params_record(ANNOUNCED))
        assert asked == helps


def test_whoever_helps_next_is_seen_with_its_own_help_only(world: State) -> None:
    case = department_case(world, owner=TOWNSHIP)
    person = world.people[world.posts[1].holder]
    person.conduct = WORK
    for helper, trace in ((2, 0.5), (2, 0.75), (3, 0.5)):
        write_file(world, case, person, world.posts[1].holder, helper, True, 0.5, 4)
        assert (case.helper, case.help_trace) == (helper, trace)
    assert case.work_trace == 0.875


@pytest.mark.parametrize(("free_from", "eases"), [(3, False), (4, False), (5, True)])
def test_only_months_after_this_one_can_be_worked_off(world: State, free_from: int, eases: bool) -> None:
    numbers = params_record(NUMBERS)
    in_every_block(weigh_diligence, world, numbers.handling)
    in_every_block(form_beliefs, world, numbers, params_record(ANNOUNCED))
    post = world.posts[0]
    person = world.people[post.holder]
    person.barred_until = free_from
    plain, eased = (
        worth_of(WORK, 0.0, world, person, post, numbers, params_record(levers({"correction.redemption": months})), 3)
        for months in (0.0, 12.0)
    )
    assert (eased > plain) == eases


def test_each_finding_of_an_audit_is_sanctioned_by_a_draw_of_its_own(world: State) -> None:
    """Both are made of every decision here: one of them, both or none is sanctioned, as two coins fall."""
    entry, trials, numbers = world.entries[0], 200, params_record(NUMBERS)
    entry.held_township, entry.culpable_township, entry.second = 1, 1, NOBODY
    policy = params_record(levers({"oversight.auditor_accuracy": 1.0, "oversight.consequence": 0.5}))
    fell = []
    for trial in range(trials):
        before = int(world.tallies[3].sanctions_supervisor)
        audit(world, entry, draws.entity_state(np.uint64(13), np.uint64(trial)), numbers, policy, 3)
        fell.append(int(world.tallies[3].sanctions_supervisor) - before)
    assert chi_square(np.bincount(fell, minlength=3), trials * np.array([0.25, 0.5, 0.25])) < chi_square_limit(2)


def test_the_lists_of_two_counties_are_drawn_apart(world: State) -> None:
    duty_list = levers({"duty_list.clarity": 0.5, "duty_list.to_post": 0.5}).duty_list
    for drawn in (is_kind_clear, is_kind_to_post):
        one, other = ([drawn(np.uint64(17), county, kind, duty_list) for kind in range(40)] for county in (0, 1))
        assert one != other and 0 < sum(one) < 40
