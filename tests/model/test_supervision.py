"""Supervisors who answer, audits that correct, what omitted steps would have averted, loads and costs: closed forms.

| what                                         | closed form                                                      |
|----------------------------------------------|------------------------------------------------------------------|
| findings sanctioned                          | consequence × (found wrongful + found missed)                    |
| their rungs                                  | the announced shares                                             |
| leaders removed                              | those at the top rung × removal chance                           |
| reviews that audits open                     | corrects × found wrongful, decided the month after, by accuracy  |
| expected aversion of an own duty left undone | 1 − (1 − q)^k; with errors Σ q((1 − q)(1 − e))^i                 |
| expected aversion and the replay by draws    | equal on average, for each party alone                           |
| size of a county                             | as many entries a supervisor, the same decisions                 |
"""

import math

import numpy as np
import pytest
from conftest import LIVELY, chi_square, chi_square_limit, events, levers, new_world, simulate, world_numbers
from test_closed_forms import ERRORS, STAY, inspected, within
from wenze.agents.kinds import COVER, DEEP, DEPARTMENTS, HABIT, IDLE, LIST, NEVER, NOBODY, TOWNSHIP, WORK
from wenze.agents.policy import Policy
from wenze.agents.sanction import rung_share
from wenze.sim.events import ANSWERED_FOR
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.settings.parameters import World
from wenze.sim.state import State, in_use

pytestmark = pytest.mark.usefixtures("engine")

AUDITED = {"oversight.audits": 0.4, "oversight.spot_checks": 0.2, "oversight.auditor_accuracy": 0.8}
AT_ONCE = {"supervisors.audit_lag": 0}
# Everybody who is held here is held wrongfully: the holder, for the departments.
OTHERS_DUTY = {"problems.own_share": 0.0, "problems.assist_share": 0.0}
AT_HOME = {"resources.support": 0.0, "assignment.by_diligence": 0.0}  # each has the one case of the post
# Nobody thinks of passing a case on.
OWN_DUTY = {
    "problems.own_share": 1.0, "problems.novelty": 0.0, "learning.revision": 0.0, "handling.severe": 1.0,
    "handling.difficulty": 0.0, "people.competence_spread": 0.0,
}  # fmt: skip


def total(world, name: str) -> int:
    return int(world.tallies[name].sum())


# --- supervisors who answer -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("consequence", [0.0, 0.3, 1.0])
def test_findings_are_sanctioned_with_the_chance_announced_and_by_the_announced_shares(consequence: float) -> None:
    severity = 0.6
    world = inspected(
        20,
        {**AT_ONCE, **OTHERS_DUTY, "ladder.removal_chance": 0.5},
        {**AUDITED, "oversight.consequence": consequence, "accountability.severity": severity,
         "accountability.strictness_work": 0.5},
        log=True,
    )  # fmt: skip
    found = total(world, "found_wrongful") + total(world, "found_missed")
    records = in_use(world, "sanctions")
    records = records[records.supervisor != NOBODY]
    assert found > 4000
    assert len(records) == total(world, "sanctions_supervisor") == len(events(world, ANSWERED_FOR))
    assert within(len(records), found, consequence)
    assert total(world, "sanctions_township") == (in_use(world, "sanctions").person != NOBODY).sum()
    assert total(world, "overturned") == total(world, "reviews_opened") == 0
    if consequence == 0.0:
        return
    shares = np.array([rung_share(rung, severity, world_numbers().ladder) for rung in range(5)])
    # Two findings of one audit share their rung, so that each stands for at most two.
    assert chi_square(np.bincount(records.rung, minlength=5), len(records) * shares) < 2.0 * chi_square_limit(4)
    removed = int(world.supervisors.leaders.sum()) - len(world.supervisors)
    assert 0 < removed <= (records.rung == 4).sum()
    assert total(world, "removed") == total(world, "exits"), "they are no cadres, and heads none was"


def test_a_county_answers_for_its_own_decisions_and_its_leader_bears_the_periods() -> None:
    """Four counties, of which one is audited: what it decided is found wrongful for certain."""
    sure = {"oversight.audits": 1.0, "oversight.spot_checks": 1.0, "oversight.auditor_accuracy": 1.0,
            "oversight.consequence": 1.0, "accountability.severity": 1.0}  # fmt: skip
    world = inspected(
        10, {**AT_ONCE, **OTHERS_DUTY, "ladder.warning_share": 1.0, "scale.counties": 4}, {**sure}, log=True
    )
    noted = events(world, ANSWERED_FOR)
    assert len(noted) == total(world, "decided") == total(world, "found_wrongful")
    assert np.bincount(noted.county, minlength=4).min() > 100
    assert (noted.detail == 1).all() and world.supervisors.leaders.tolist() == [1] * 4
    assert world.supervisors.barred_until.tolist() == [9 + world_numbers().ladder.longest_months] * 4, (
        "they add up, within the longest"
    )


def remember_findings(world: State, numbers: World, wrongful: list[float], missed: list[float]) -> None:
    """Give the city so much experience that it believes these chances of a finding, by style."""
    supervisors = numbers.supervisors
    for name, chances in (("wrongful_events", wrongful), ("missed_events", missed)):
        world.city[name][0] = supervisors.prior_decisions * (np.array(chances) - supervisors.prior_faulted)


def test_a_team_that_fears_a_sanction_looks_more_closely() -> None:
    """Findings that cost nothing but the sanction that follows: with it, the style that is never faulted is chosen more."""
    numbers = world_numbers({
        "scale.counties": 4000, "scale.townships": 1, "scale.posts": 1, "scale.departments": 1, "problems.arrival": 0.0,
        "problems.river_month": 11999, "learning.revision": 1.0, "supervisors.staff": 10.0,
    })  # fmt: skip
    free = {"oversight.audits": 1.0, "oversight.wrongful_penalty": 0.0, "oversight.missed_penalty": 0.0}
    chosen = []
    for consequence in (0.0, 0.2, 1.0):
        policy = levers({**free, "oversight.consequence": consequence})
        world = simulate(numbers, policy, 1, world=new_world(numbers, 2, record=True))
        remember_findings(world, numbers, wrongful=[0.0, 0.3, 0.3], missed=[0.0, 0.2, 0.2])
        world.counties.docket[:] = 5
        world = simulate(numbers, policy, 2, first=1, world=world)
        chosen.append(int((world.style_conduct[1] == DEEP).sum()))
    assert chosen[0] < chosen[1] - 50 and chosen[1] < chosen[2] - 50, chosen


def test_a_leader_under_a_long_period_has_less_to_lose() -> None:
    numbers = world_numbers({
        "scale.counties": 4000, "scale.townships": 1, "scale.posts": 1, "scale.departments": 1, "problems.arrival": 0.0,
        "problems.river_month": 11999, "learning.revision": 1.0, "supervisors.staff": 10.0, "ladder.removal_loss": 0.0,
        "ladder.shame": 0.0, "ladder.burden": 2.0,
    })  # fmt: skip
    policy = levers({
        "oversight.audits": 1.0, "oversight.wrongful_penalty": 0.0, "oversight.missed_penalty": 0.0,
        "oversight.consequence": 1.0, "accountability.severity": 1.0,
    })  # fmt: skip
    world = simulate(numbers, policy, 1, world=new_world(numbers, 2, record=True))
    remember_findings(world, numbers, wrongful=[0.0, 0.5, 0.5], missed=[0.2, 0.2, 0.2])
    world.counties.docket[:] = 5
    world.supervisors.barred_until[:2000] = 1 + numbers.ladder.longest_months
    world = simulate(numbers, policy, 2, first=1, world=world)
    careful = world.style_conduct[1] == DEEP
    assert careful[2000:].sum() > careful[:2000].sum() + 200


# --- audits that correct --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("corrects", [0.0, 0.4, 1.0])
def test_audits_that_find_a_wrongful_sanction_open_its_review_for_the_month_after(corrects: float) -> None:
    world = inspected(
        20, {**AT_ONCE, **OTHERS_DUTY}, {**AUDITED, "oversight.corrects": corrects, "correction.accuracy": 0.8}
    )
    opened, reviewed = world.tallies.reviews_opened, world.tallies.reviewed
    assert within(opened.sum(), total(world, "found_wrongful"), corrects)
    assert reviewed[0] == 0 and (reviewed[1:] == opened[:-1]).all(), "everybody is still in office"
    assert within(total(world, "overturned"), int(reviewed.sum()), 0.8)
    records = in_use(world, "sanctions")
    set_right = records[records.overturned != NEVER]
    assert (set_right.overturned == set_right.decided + 1).all()
    assert (corrects > 0.0) == (len(set_right) > 1000)


def test_what_waits_for_a_review_or_was_set_right_is_not_put_down_again() -> None:
    """All sanctions are reviewed after a month, most audits come after three: some then find what the review has upheld."""
    certain = {"oversight.audits": 1.0, "oversight.auditor_accuracy": 1.0, "oversight.auditor_bias": 0.0}
    reviewed = {"correction.reviewed": 1.0, "correction.accuracy": 0.6, "correction.delay": 1.0}
    for lag, due_again in ((0, False), (3, True)):
        world = inspected(
            20, {**OTHERS_DUTY, "supervisors.audit_lag": lag}, {**certain, **reviewed, "oversight.corrects": 1.0}
        )
        assert total(world, "found_wrongful") == total(world, "audited") > 1000
        upheld = int(world.tallies.upheld_wrongly[: 20 - lag].sum())
        opened = total(world, "reviews_opened")
        if not due_again:
            assert opened == 0, "each waits for its review"
            continue
        records = in_use(world, "sanctions")
        audited = records[records.decided < 20 - lag]
        stood = (audited.overturned == NEVER) | (audited.overturned > audited.decided + 1)
        assert opened == stood.sum() > 1000 and upheld >= opened
        assert len(np.unique(in_use(world, "reviews"))) == world.blocks.reviews.sum()


# --- what the steps left out would have averted ------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.4])
def test_an_own_duty_left_undone_is_answered_for_to_the_chance_that_doing_it_had_averted(rate: float) -> None:
    """Everybody idles on one case each: after k months of it the chance is 1 − (1 − q)^k, and on average so it is by draws."""
    months = 12
    world = inspected(months, {**OWN_DUTY, "handling.solve_rate": rate}, AT_HOME)
    sanctions = world.tallies.sanctions_township
    chance = 1.0 - (1.0 - rate) ** np.arange(1, months + 1)
    assert world.tallies.expected_rightful / 2**20 == pytest.approx(sanctions * chance, rel=1e-5)
    wrongful = world.tallies.misattributed_township + world.tallies.unforgiven_township
    error = math.sqrt((sanctions * chance * (1.0 - chance)).sum()) + 1e-9
    assert abs((sanctions - wrongful).sum() - (sanctions * chance).sum()) <= 3.0 * ERRORS * error, (
        "one case, many sanctions"
    )
    total_of = add_up(world.tallies, axis=0)
    assert MEASURES["wrongful_expected"].of(total_of) == pytest.approx(
        1.0 - (sanctions * chance).sum() / sanctions.sum(), rel=1e-5
    )


def test_an_error_by_the_book_would_have_brought_it_to_light_all_the_same() -> None:
    months, solving, erring = 8, 0.2, 0.1
    world = inspected(
        months,
        {**OWN_DUTY, "handling.solve_rate": solving, "handling.error_rate": 2.0 * erring},
        AT_HOME,
    )
    severity = in_use(world, "cases").severity
    errs = 2.0 * erring * (0.5 + severity)
    left = (1.0 - solving) * (1.0 - errs)
    expected = solving * (1.0 - left**months) / (1.0 - left)
    assert in_use(world, "cases").expected_township == pytest.approx(expected)
    assert in_use(world, "cases").unsettled == pytest.approx(left**months)


def test_whoever_comes_answers_for_no_month_of_the_one_who_went() -> None:
    world = inspected(6, {**OWN_DUTY, "handling.solve_rate": 0.1}, AT_HOME)
    assert in_use(world, "cases").expected_township == pytest.approx(1.0 - 0.9**6)
    later = world_numbers(OWN_DUTY, {"handling.solve_rate": 0.1, "problems.arrival": 0.0})
    mine = in_use(world, "cases").post == 0
    new = np.uint64(int(world.people.number[0]) + 1)
    world.people.number[0] = new
    world.posts.arrivals[0] += 1
    grown = simulate(later, levers({**AT_HOME, "accountability.inspection_rate": 0.0}), 6, first=6, world=world)
    assert in_use(grown, "cases").omitter_id[mine] != new, "nothing was left out yet"


PARTIES = (("expected_township", 1), ("expected_lead", 2), ("expected_second", 4))


@pytest.mark.parametrize("owner", [TOWNSHIP, DEPARTMENTS])
def test_the_expected_aversion_is_what_the_replay_by_draws_gives_on_average(owner: int) -> None:
    """For each party alone, over the cases open after three years of free choice: sums differ by chance only."""
    numbers = world_numbers(LIVELY, {
        **STAY, "scale.counties": 8, "scale.townships": 10, "scale.posts": 10, "ladder.removal_chance": 0.0,
        "people.retirement_years": 60.0, "problems.arrival": 0.2, "handling.solve_rate": 0.1, "problems.known_at_start": 0.5,
        "departments.serve_rate": 0.15, "learning.precision": 0.3,
        # An own duty passed on would be another's to leave undone.
        "learning.revision": 0.0 if owner == TOWNSHIP else 0.25,
    })  # fmt: skip
    policy = levers({"promotion.reposting": 0.0, "resources.department_capacity": 2.0, "hierarchy.loss": 0.0})
    world = simulate(numbers, policy, 36)
    cases = in_use(world, "cases")
    cases = cases[(cases.open == 1) & ((cases.owner == TOWNSHIP) == (owner == TOWNSHIP))]
    for field, party in PARTIES[: 1 if owner == TOWNSHIP else 3]:
        chance = cases[field]
        drawn = (cases.averted >> party) & 1
        error = math.sqrt((chance * (1.0 - chance)).sum())
        assert chance.sum() > 20.0, field
        assert abs(drawn.sum() - chance.sum()) <= ERRORS * error, (field, drawn.sum(), chance.sum(), error)


# --- loads, the long idle, the clean -----------------------------------------------------------------------------------------


def test_load_and_long_idling_are_counted_of_those_who_carry_them() -> None:
    world = inspected(10, OWN_DUTY, AT_HOME)
    people = len(world.people)
    assert world.tallies.load_idle.tolist() == [people] * 10
    assert total(world, "load_active") == 0
    assert world.tallies.months_idle_six.tolist() == [0] * 5 + [people] * 5
    assert world.tallies.sanctions_idle_six[5:].tolist() == world.tallies.sanctions_township[5:].tolist()
    assert world.tallies.sanctions_idle_six[:5].sum() == 0
    working = inspected(10, OWN_DUTY, AT_HOME, conduct=WORK)
    assert working.tallies.load_active.tolist() == [people] * 10
    assert total(working, "load_idle") == total(working, "months_idle_six") == 0


@pytest.mark.parametrize(("conduct", "clean"), [(COVER, True), (WORK, True), (IDLE, False)])
def test_those_held_although_the_file_shows_the_duty_done_are_counted(conduct: int, clean: bool) -> None:
    world = inspected(10, OWN_DUTY, conduct=conduct)
    assert total(world, "held_clean") == (total(world, "sanctions_township") if clean else 0)
    assert total(world, "sanctions_township") > 5000


# --- what it costs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", [DEEP, LIST, HABIT])
def test_accountability_costs_the_work_of_those_who_do_it(style: int) -> None:
    numbers = {**AT_ONCE, **OTHERS_DUTY, "supervisors.audit_months": 0.25, "supervisors.review_months": 0.75,
               "departments.capacity_months": 0.5, "departments.usual_capacity": 4.0}  # fmt: skip
    policy = {**AUDITED, "oversight.corrects": 1.0, "correction.reviewed": 0.2, "resources.support": 0.125,
              "resources.department_capacity": 6.0}  # fmt: skip
    world = inspected(8, numbers, policy, conduct=WORK, style=style)
    known = world_numbers()
    speed = (known.supervisors.speed_deep, known.supervisors.speed_list, known.supervisors.speed_habit)[style]
    costs = {
        "cost_inquiry": total(world, "decided") / speed,
        "cost_audits": total(world, "audited") * 0.25,
        "cost_reviews": total(world, "reviewed") * 0.75,
        "cost_training": total(world, "person_months") * 0.125,
        "cost_capacity": total(world, "department_months") * 0.5 * 2.0 * 25,
    }
    for name, cost in costs.items():
        assert total(world, name) / 2**20 == pytest.approx(cost, rel=1e-5), name
        assert cost > 0.0, name
    found = MEASURES["cost_of_accountability"].of(add_up(world.tallies, axis=0))
    assert found == pytest.approx(12.0 * sum(costs.values()) / total(world, "person_months"), rel=1e-5)


def test_capacity_up_to_the_usual_costs_nothing() -> None:
    assert total(simulate(world_numbers(), levers({"resources.department_capacity": 0.0}), 1), "cost_capacity") == 0
    assert total(simulate(world_numbers(), Policy(), 1), "cost_capacity") == 0
