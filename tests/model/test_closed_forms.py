"""Closed forms: what a rule or the engine must give where it can be worked out on paper.

| what                                                     | closed form                                          |
|----------------------------------------------------------|------------------------------------------------------|
| deterrence by one adjudication that errs both ways       | b ≤ (1 − ε₁ − ε₂)F, ε₁ = ε₂ = 1 − A                  |
| deterrence in the engine, exposure on top                | taken iff b > w(x)(d·s·F₃ + (1 − d)·a·F₀)            |
| the same where exposure replaces                         | taken iff b > w(surfaces)·d·(s·F₃ − a·F₀)            |
| Becker: certainty against severity                       | invariant at α = 1, broken as known otherwise        |
| Manso's threshold of exploring                           | q = p/(1 + E[q│S] − p)                               |
| logit                                                    | λ = 0 even, λ large the best, odds e^(λ·ΔU)          |
| supervisors' logit                                       | odds e^(λ·pressure·(d·Δanswered − waited for))       |
| memory                                                   | events fade by φⁿ, exposure is Σφⁿ                   |
| safety under frozen conduct                              | 1 − strictness; 0 where all who did their duty answer|
| open cases that departments serve                        | L = λ(1 − p)/p, ages geometric                       |
| departments over capacity                                | solved = capacity × rate of service                  |
| effect-period load, additive                             | chance × months; with the cap a Markov chain         |
| rungs                                                    | the announced shares                                 |
| reviews                                                  | reviewed × (accuracy, 1 − accuracy)                  |
| audits                                                   | a + s − as, and errors by accuracy and bias          |
| deep inquiry                                             | A = ½ + (accuracy − ½)/(1 + crowding·n/speed)        |
| docket                                                   | decided = min(1, speed/n)                            |
| pleas                                                    | admitted × (1 − v + v·accuracy)                      |
| promotion by lot                                         | lie-flat premium 0                                   |

Chance is held to three standard errors; every draw is a function of the seed, so that what passes passes always.
"""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import changed, chi_square, chi_square_limit, events, levers, new_world, simulate, world_numbers
from wenze.agents import draws
from wenze.agents.choice import belief, felt_probability, within_a_year
from wenze.agents.conduct import prior_solved
from wenze.agents.culpability import judged
from wenze.agents.kinds import ACT, COVER, DEEP, EXPLORE, HABIT, IDLE, LIST, NEVER, NO_STEP, REAL_STEP, WORK
from wenze.agents.misconduct import expected_sanction, takes_gain, would_take
from wenze.agents.policy import Policy
from wenze.agents.sanction import felt_loss, rung_share
from wenze.agents.supervisor import Supervisors, deep_accuracy
from wenze.sim.events import ARISEN, MISCONDUCT, SOLVED
from wenze.sim.measures import ALL, add_up
from wenze.sim.state import State, in_use

pytestmark = pytest.mark.usefixtures("engine")

ERRORS = 3.0  # standard errors that chance is allowed
NO_RIVER = {"problems.river_month": 11999}
STAY = {"people.turnover": 0.0, "people.retirement_years": 80.0}


def within(count: float, trials: float, chance: float) -> bool:
    """Whether a count of independent trials is within three standard errors of what its chance gives."""
    error = math.sqrt(trials * chance * (1.0 - chance))
    return bool(abs(count - trials * chance) <= ERRORS * error)


def forced(numbers, months: int, conduct: int, department: int = ACT, style: int = HABIT, **how) -> State:
    """A world before its first month in which everybody will do one and the same thing."""
    world = new_world(numbers, months, record=True, **how)
    world.conduct[:] = conduct
    world.department_conduct[:] = department
    world.style_conduct[:] = style
    world.clock[0].forcing = 1
    return world


# --- deterrence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("load", [0.0, 1.0, 5.0, 1e12])
def test_an_adjudication_that_errs_both_ways_deters_as_far_as_it_tells_guilty_from_innocent(load: float) -> None:
    """Guilty and innocent come before the rule that judges in a deep inquiry: b ≤ (1 − ε₁ − ε₂)F = (2A − 1)F."""
    penalty, trials = 10.0, 20_000
    accuracy = 0.5 + (Supervisors().accuracy - 0.5) / (1.0 + Supervisors().crowding * load / Supervisors().speed_deep)
    assert deep_accuracy(load, Supervisors()) == accuracy
    luck = np.random.default_rng(1).random((2, trials))
    convicted = [
        sum(judged(guilty, draw, accuracy) for draw in of) for guilty, of in zip((True, False), luck, strict=True)
    ]
    assert within(convicted[0], trials, accuracy)
    assert within(convicted[1], trials, 1.0 - accuracy)
    guilty, innocent = (expected_sanction(1.0, 0.0, 1.0, count / trials, penalty, penalty) for count in convicted)
    threshold = (2.0 * accuracy - 1.0) * penalty
    error = penalty * math.sqrt(2.0 * accuracy * (1.0 - accuracy) / trials)
    assert takes_gain(threshold + ERRORS * error, guilty, innocent, 1.0, 0.0)
    assert not takes_gain(threshold - ERRORS * error, guilty, innocent, 1.0, 0.0)


# Everybody meets a new case of the township's every month, and each tempts: 10,000 opportunities, on beliefs held a priori.
TEMPTED = {
    **NO_RIVER, **STAY, "scale.townships": 50, "scale.posts": 50, "problems.arrival": 1.0, "problems.own_share": 1.0,
    "handling.solve_rate": 0.0, "handling.error_rate": 0.0, "departments.serve_rate": 0.0,
    "people.scruple_mean": 0.0, "people.loss_weight_mean": 1.0, "people.loss_weight_spread": 0.0,
    "people.ceiling_years": 60.0, "people.retirement_years": 60.0,
    "learning.risk_curvature": 1.0, "learning.loss_curvature": 1.0,
}  # fmt: skip
SEEN = {"misconduct.detection_deep": 0.5, "misconduct.detection_list": 0.5, "misconduct.detection_habit": 0.5}
TEMPTING = {"misconduct.temptation": 1.0, "accountability.inspection_rate": 0.0, **SEEN}


def deeds(numbers, policy) -> set[int]:
    """Who does the deed in the first month: the number of each case."""
    world = simulate(numbers, policy, 1, world=forced(numbers, 1, IDLE, log=True))
    assert world.tallies.opportunities[0] == len(world.posts) == 10_000
    return set(events(world, MISCONDUCT).case_number.tolist())


def first_gains(world: State, policy) -> dict[int, float]:
    """The gain that each case of the first month offers, from its draw."""
    twice = 2.0 * policy.misconduct.benefit
    with np.errstate(over="ignore"):  # the mixing of draws is meant to overflow
        state = draws.month_state(world.clock[0].run, 0)
        return {
            int(number): twice * draws.uniform(draws.entity_state(state, number), draws.BENEFIT)
            for number in in_use(world, "cases").number
        }


@pytest.mark.parametrize("anyway", [0.0, 0.4])
@pytest.mark.parametrize(("alpha", "rho"), [(1.0, 1.0), (0.75, 0.88)])
def test_a_gain_is_taken_iff_it_exceeds_what_exposure_adds(anyway: float, alpha: float, rho: float) -> None:
    numbers = world_numbers(TEMPTED, {
        "conduct.prior_blamed": anyway, "learning.risk_curvature": alpha, "learning.loss_curvature": rho,
    })  # fmt: skip
    policy = levers({**TEMPTING, "misconduct.benefit": 10.0})
    people, conduct = numbers.people, numbers.conduct
    year_value = people.prize * conduct.prior_promoted + people.honour_prize * conduct.prior_honoured
    ordinary, grave = (
        felt_loss(policy.accountability.severity, rungs, 0, year_value, rho, numbers.ladder)
        for rungs in (0, numbers.ladder.misconduct_rungs)
    )
    ordinary *= 1.0 - policy.correction.restoration * conduct.prior_overturned
    exposed = felt_probability(within_a_year(numbers.problems.exposure_rate), alpha)
    strict = policy.misconduct.strictness
    threshold = exposed * (0.5 * strict * grave + 0.5 * anyway * ordinary)
    world = simulate(numbers, policy, 1, world=forced(numbers, 1, IDLE))
    gains = first_gains(world, policy)
    taken = deeds(numbers, policy)
    assert taken == {number for number, gain in gains.items() if gain > threshold}
    assert within(len(taken), 10_000, 1.0 - threshold / 20.0)
    assert 0.05 < threshold / 20.0 < 0.95


@pytest.mark.parametrize("alpha", [1.0, 0.75])
def test_where_exposure_replaces_punishing_the_innocent_shelters_the_guilty(alpha: float) -> None:
    """The textbook sign, and with the same penalty for both the textbook's very rule: b ≤ (d − d·a)F at s = 1."""
    county = {"detected": 0.6, "surfaces": 0.4, "lasting": 1.0, "year_rising": 8.0, "year_ceiling": 0.0}
    for alike in (False, True):
        rungs = 0 if alike else 3
        numbers = world_numbers({"learning.risk_curvature": alpha, "ladder.misconduct_rungs": rungs})
        policy = levers({"misconduct.strictness": 1.0})
        ordinary, grave = (
            felt_loss(policy.accountability.severity, up, 0, 8.0, numbers.learning.loss_curvature, numbers.ladder)
            for up in (0, rungs)
        )
        surfaces, exposed = (
            felt_probability(chance, alpha) for chance in (0.4, within_a_year(numbers.problems.exposure_rate))
        )
        for replaces in (0, 1):
            found = []
            for anyway in (0.0, 0.3, 0.9):
                beliefs = SimpleNamespace(**county, sanctioned_if_surfaced=anyway)
                world = changed(numbers, {"problems.exposure_replaces": replaces})
                found.append(threshold_of(beliefs, world, policy))
                on_top = exposed * (0.6 * grave + 0.4 * anyway * ordinary)
                instead = surfaces * 0.6 * (grave - anyway * ordinary)
                assert found[-1] == pytest.approx(instead if replaces else on_top, rel=1e-6)
            assert sorted(found, reverse=bool(replaces)) == found and len(set(found)) == 3


def threshold_of(beliefs, numbers, policy) -> float:
    """The gain above which somebody without scruple takes it, found by bisection on the very rule."""
    person = SimpleNamespace(seniority=0, barred_until=0, loss_weight=1.0, scruple=0.0)
    low, high = 0.0, 10_000.0
    for _ in range(100):
        middle = (low + high) / 2.0
        low, high = (low, middle) if would_take(middle, person, beliefs, 0, numbers, policy) else (middle, high)
    return low


# --- certainty against severity (Becker) ----------------------------------------------------------------------------------

COSTS = ("ladder.shame", "ladder.burden", "ladder.removal_loss", "people.prize", "people.honour_prize")


def offenders(certainty: float, severity: float, alpha: float = 1.0, rho: float = 1.0) -> set[int]:
    """Who does the deed where the chance that it is exposed within a year, and what a sanction costs, are scaled."""
    plain = world_numbers(TEMPTED)
    exposed = certainty * within_a_year(plain.problems.exposure_rate)
    monthly = {"problems.exposure_rate": 1.0 - (1.0 - exposed) ** (1.0 / 12.0)}
    costs = {cost: severity * getattr(getattr(plain, cost.split(".")[0]), cost.split(".")[1]) for cost in COSTS}
    curves = {"learning.risk_curvature": alpha, "learning.loss_curvature": rho, "conduct.prior_blamed": 0.0}
    return deeds(world_numbers(TEMPTED, monthly, costs, curves), levers({**TEMPTING, "misconduct.benefit": 50.0}))


def test_half_the_certainty_of_twice_the_severity_deters_the_same_people() -> None:
    assert offenders(1.0, 1.0) == offenders(0.5, 2.0) == offenders(0.25, 4.0) == offenders(2.0, 0.5)
    assert offenders(1.0, 1.0) < offenders(0.5, 1.0)


def test_half_the_detection_of_twice_the_sanction_deters_the_same_people_whatever_alpha() -> None:
    """Chances are weighted where exposure is awaited; whether an inquiry then detects is no chance of its own."""
    halved = {name: 0.25 for name in SEEN}
    dear = {cost: 2.0 * getattr(getattr(world_numbers(), cost.split(".")[0]), cost.split(".")[1]) for cost in COSTS}
    for alpha in (1.0, 0.75):
        base = {"conduct.prior_blamed": 0.0, "learning.risk_curvature": alpha}
        policy = levers({**TEMPTING, "misconduct.benefit": 50.0})
        twice = deeds(world_numbers(TEMPTED, base, dear), levers(halved, policy))
        assert deeds(world_numbers(TEMPTED, base), policy) == twice


def test_the_invariance_breaks_in_the_known_direction() -> None:
    """Small chances that loom large make severity deter more; large ones, certainty. The curve of losses, which weighs the
    rungs of one sanction against each other, leaves it whole."""
    assert offenders(0.5, 2.0, 0.75) < offenders(1.0, 1.0, 0.75)
    assert offenders(0.5, 2.0, 1.3) > offenders(1.0, 1.0, 1.3)
    for rho in (0.5, 1.2):
        assert offenders(0.5, 2.0, 1.0, rho) == offenders(1.0, 1.0, 1.0, rho) != offenders(1.0, 1.0)


# --- exploring (Manso) ------------------------------------------------------------------------------------------------------

# Nothing happens and everybody reconsiders every month, so that beliefs can be planted and the next choice be watched.
WATCHED = {
    **NO_RIVER, **STAY, "scale.townships": 50, "scale.posts": 50, "problems.arrival": 0.0, "learning.revision": 1.0,
    "learning.precision": 50.0, "people.motivation_mean": 50.0, "people.motivation_spread": 0.0, "conduct.chill": 0.0,
    "conduct.foresight": 1.0, "conduct.stay": 1.0, "conduct.strain_explore": 1.0, "conduct.strain_cover": 10.0,
    "conduct.strain_idle": 10.0, "handling.knowhow_gain": 1.0, "people.loss_weight_spread": 0.0,
    "people.ceiling_years": 60.0, "conduct.prior_surfacing": 0.0, "conduct.prior_error": 0.0,
}  # fmt: skip


def second_choice(numbers, solved: tuple[float, ...]) -> np.ndarray:
    """How many choose each conduct when all believe of it that it solves this much, and that nothing surfaces or goes wrong.

    Beliefs are formed from what is remembered, which is planted so that with the prior it makes just these.
    """
    world = simulate(numbers, Policy(), 1, world=new_world(numbers, 2, record=True))
    prior = np.array([prior_solved(option, numbers.conduct) for option in range(4)])
    for place in (world.townships, world.counties):
        place.exposure[:] = 0.0
        place.solved_events[:] = 0.0
    world.townships.solved_events[:] = numbers.learning.prior_weight * (np.array(solved) - prior)
    world = simulate(numbers, Policy(), 2, first=1, world=world)
    return np.bincount(world.conduct[1], minlength=4)


MANSO = [(0.6, 0.4545), (0.7, 0.4167), (0.8, 0.3846), (0.9, 0.3571)]


@pytest.mark.parametrize(("after_success", "printed"), MANSO)
def test_everybody_explores_above_mansos_threshold_and_nobody_below(after_success: float, printed: float) -> None:
    """Free choice in the engine, at p = 0.5; one success raises the chance from q to E[q│S]."""
    threshold = 0.5 / (1.0 + after_success - 0.5)
    assert round(threshold, 4) == printed
    for success, explorers in ((threshold + 0.01, 10_000), (threshold - 0.01, 0)):
        numbers = world_numbers(WATCHED, {"handling.knowhow_effect": after_success / success - 1.0})
        assert second_choice(numbers, (0.5, success, 0.0, 0.0))[EXPLORE] == explorers
    numbers = world_numbers(WATCHED, {"handling.knowhow_effect": after_success / threshold - 1.0})
    counts = second_choice(numbers, (0.5, threshold, 0.0, 0.0))
    assert within(counts[EXPLORE], 10_000, 0.5)
    assert counts[COVER] == counts[IDLE] == 0


# --- logit --------------------------------------------------------------------------------------------------------------

MYOPIC = {**WATCHED, "conduct.foresight": 0.0, "people.motivation_mean": 1.0, "conduct.strain_cover": 1.0,
          "conduct.strain_idle": 1.0}  # fmt: skip
WORTH = (0.4, 0.9, 0.1, 0.6)  # utilities of the conducts but for what is common to all


def test_without_precision_every_conduct_is_taken_as_often() -> None:
    counts = second_choice(world_numbers(MYOPIC, {"learning.precision": 0.0}), WORTH)
    assert chi_square(counts, np.full(4, 2500.0)) < chi_square_limit(3)


def test_the_larger_precision_is_the_surer_the_best_conduct_is_taken() -> None:
    for precision in (5.0, 15.0, 50.0):
        counts = second_choice(world_numbers(MYOPIC, {"learning.precision": precision}), WORTH)
        odds = np.exp(precision * (np.array(WORTH) - max(WORTH)))
        assert within(counts[EXPLORE], 10_000, 1.0 / odds.sum())
    assert counts[EXPLORE] == 10_000


@pytest.mark.parametrize("strain_idle", [0.0, 1.0, 10.0])
def test_the_odds_of_two_conducts_depend_on_no_third(strain_idle: float) -> None:
    precision = 1.5
    numbers = world_numbers(MYOPIC, {"learning.precision": precision, "conduct.strain_idle": strain_idle})
    counts = second_choice(numbers, WORTH)
    ours = counts[WORK] + counts[EXPLORE]
    assert within(counts[EXPLORE], ours, 1.0 / (1.0 + math.exp(-precision * (WORTH[EXPLORE] - WORTH[WORK]))))
    assert ours > 1000


@pytest.mark.parametrize("docket", [0, 5, 40])
@pytest.mark.parametrize("precision", [0.0, 1.5, 50.0])
def test_supervisors_choose_by_the_same_logit(precision: float, docket: int) -> None:
    """Of 10,000 counties without an audit, by what is believed to bring an answer and by how long answers are waited for."""
    numbers = world_numbers({
        **NO_RIVER, "scale.counties": 10_000, "scale.townships": 1, "scale.posts": 1, "scale.departments": 1,
        "problems.arrival": 0.0, "learning.revision": 1.0, "learning.precision": precision, "supervisors.staff": 10.0,
        "supervisors.strain": 0.0, "supervisors.waiting": 0.05,
    })  # fmt: skip
    policy = levers({"accountability.pressure": 2.0, "oversight.audits": 0.0, "oversight.spot_checks": 0.0})
    world = simulate(numbers, policy, 1, world=new_world(numbers, 2, record=True))
    answered = np.array([0.2, 0.5, 0.9])
    supervisors = numbers.supervisors
    world.city.answered_events[0] = supervisors.prior_decisions * (answered - supervisors.prior_answered)
    world.counties.docket[:] = docket
    world = simulate(numbers, policy, 2, first=1, world=world)
    counts = np.bincount(world.style_conduct[1], minlength=3)
    waiting = 0.5 * docket / 10.0  # half of what each has stands behind an entry
    value = 2.0 * (answered - 0.05 * waiting / np.array([1.0, 3.0, 6.0])) if docket else np.zeros(3)
    odds = np.exp(precision * (value - value.max()))
    for style in (DEEP, LIST, HABIT):
        assert within(counts[style], 10_000, odds[style] / odds.sum())


# --- one case at each post, found when inspectors come ----------------------------------------------------------------------

# In the first month every post meets a case that nobody will ever solve and that does not erupt; in no other month does
# any arise. An inspection finds it, again and again, by chance; the docket is decided at once, by habit, and by name:
# the holder answers. Sanctions are then independent trials with one and the same chance.
QUIET = {
    **NO_RIVER, **STAY, "scale.counties": 4, "scale.townships": 25, "scale.posts": 100, "problems.arrival": 1.0,
    "problems.order_months": 0, "problems.eruption_rate": 0.0, "handling.solve_rate": 0.0, "departments.serve_rate": 0.0,
    "handling.error_rate": 0.0, "supervisors.staff": 5.0, "ladder.removal_chance": 0.0,
    "people.retirement_years": 60.0, "people.ceiling_years": 60.0, "discipline.rate": 0.0, "discipline.head_rate": 0.0,
    "learning.revision": 0.0,  # nothing is passed on
}  # fmt: skip
BY_NAME = {
    "assignment.by_diligence": 0.0,
    "accountability.downward_bias": 1.0, "accountability.visibility_weight": 0.0, "accountability.strictness_work": 1.0,
    "accountability.inconsistency": 0.0, "accountability.inspection_rate": 0.1, "public_voice.complaint_rate": 0.0,
    "misconduct.temptation": 0.0, "correction.reviewed": 0.0, "oversight.audits": 0.0, "oversight.spot_checks": 0.0,
    "promotion.reposting": 0.0, "resources.department_capacity": 10.0,
}  # fmt: skip


def inspected(
    months: int, numbers=None, policy=None, conduct: int = IDLE, style: int = HABIT, department: int = ACT, **how
) -> State:
    """A world of such cases after some months. All are young, so that nobody retires."""
    first = world_numbers(QUIET, numbers or {})
    later = world_numbers(QUIET, numbers or {}, {"problems.arrival": 0.0})
    regime = levers({**BY_NAME, **(policy or {})})
    world = forced(first, months, conduct, department, style, **how)
    world = simulate(first, regime, 1, world=world)
    world.people.seniority[:] = 0
    return simulate(later, regime, months, first=1, world=world)


def load_after(months: int, chance: float, period: int, longest: int) -> np.ndarray:
    """How likely each number of months is to be left of effect periods, when a sanction falls each month with a chance.

    Worked out by hand from section 7.5: what is left falls by one, a sanction adds its period, within the longest.
    """
    left = np.zeros(longest + 1)
    left[0] = 1.0
    for _ in range(months):
        elapsed = np.concatenate([[left[0] + left[1]], left[2:], [0.0]])
        left = (1.0 - chance) * elapsed
        for remains, weight in enumerate(elapsed):
            left[max(remains, min(remains + period, longest))] += chance * weight
    return left


@pytest.mark.parametrize(
    ("period", "chance", "longest"), [(6, 0.1, 48), (12, 0.05, 48), (24, 0.2, 48), (24, 0.03, 48), (18, 0.25, 20)]
)
def test_people_are_burdened_as_additive_periods_within_the_longest_make_them(
    period: int, chance: float, longest: int
) -> None:
    months = 150
    world = inspected(
        months,
        {"ladder.warning_share": 1.0, "ladder.warning_months": period, "ladder.longest_months": longest},
        {"accountability.severity": 1.0, "accountability.inspection_rate": 2.0 * chance,
         "accountability.strictness_work": 0.5},
    )  # fmt: skip
    sanctions = int(world.tallies.sanctions_township.sum())
    assert within(sanctions, 10_000 * months, chance)
    expected = load_after(months, chance, period, longest)
    assert within(world.tallies.months_burdened[-1], 10_000, 1.0 - expected[0])
    left = np.maximum(0, world.people.barred_until - (months - 1))
    spread = expected @ np.arange(longest + 1.0) ** 2 - (expected @ np.arange(longest + 1.0)) ** 2
    assert abs(left.mean() - expected @ np.arange(longest + 1.0)) <= ERRORS * math.sqrt(spread / 10_000)
    assert left.max() <= longest


def test_where_the_longest_is_out_of_reach_a_sanction_burdens_for_exactly_its_months() -> None:
    """Work is conserved: the share burdened is chance × months, whatever overlaps."""
    assert load_after(2000, 0.05, 12, 240)[0] == pytest.approx(1.0 - 0.05 * 12, abs=1e-4)
    months = 100
    world = inspected(
        months,
        {"ladder.warning_share": 1.0, "ladder.warning_months": 6, "ladder.longest_months": 240},
        {"accountability.severity": 1.0, "accountability.inspection_rate": 0.05},
    )
    left = np.maximum(0, world.people.barred_until - months)
    assert world.tallies.months_burdened.sum() + left.sum() == 6 * world.tallies.sanctions_township.sum()


@pytest.mark.parametrize("inconsistency", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("severity", [0.1, 0.4, 1.0])
def test_sanctions_fall_on_the_rungs_in_the_announced_shares(severity: float, inconsistency: float) -> None:
    """Severity is spread so that its quantile is even: by gravity or by lot, the mix is the same."""
    world = inspected(
        1,
        policy={"accountability.severity": severity, "accountability.inconsistency": inconsistency,
                "accountability.inspection_rate": 0.5},
    )  # fmt: skip
    records = in_use(world, "sanctions")
    counts = np.bincount(records.rung, minlength=5)
    shares = np.array([rung_share(rung, severity, world_numbers().ladder) for rung in range(5)])
    assert len(records) == world.tallies.inspected[0] > 4000
    assert counts[shares == 0.0].sum() == 0
    drawn = shares > 0.0
    assert chi_square(counts[drawn], len(records) * shares[drawn]) < chi_square_limit(int(drawn.sum()) - 1)


@pytest.mark.parametrize("accuracy", [0.5, 0.8, 1.0])
def test_reviews_overturn_wrongful_sanctions_by_their_accuracy_and_right_ones_by_their_error(accuracy: float) -> None:
    delay, reviewed, months = 4, 0.6, 40
    world = inspected(
        months,
        policy={"correction.reviewed": reviewed, "correction.accuracy": accuracy, "correction.delay": float(delay)},
        numbers={"handling.solve_rate": 0.3, "problems.own_share": 1.0},
    )
    records = in_use(world, "sanctions")
    due = records[records.decided < months - delay]
    wrongful = (due.misattributed | due.unforgiven) == 1
    assert within((due.review_due != NEVER).sum(), len(due), reviewed)
    overturned = due.overturned != NEVER
    assert within(overturned[wrongful].sum(), wrongful.sum(), reviewed * accuracy)
    assert within(overturned[~wrongful].sum(), (~wrongful).sum(), reviewed * (1.0 - accuracy))
    assert (due.overturned[overturned] - due.decided[overturned] == delay).all()
    assert min(wrongful.sum(), (~wrongful).sum()) > 1000, "sanctions of both kinds fall"


@pytest.mark.parametrize(("accuracy", "bias"), [(0.8, 0.0), (0.8, 0.5), (1.0, 0.3), (1.0, 0.0)])
def test_audits_reach_their_announced_share_and_err_by_accuracy_and_bias(accuracy: float, bias: float) -> None:
    """Everybody who is held here is held wrongfully and no culprit is missed: one finding is true and two are not."""
    regular, spot = 0.3, 0.2
    world = inspected(
        20,
        numbers={"supervisors.audit_lag": 0, "problems.own_share": 0.0, "problems.assist_share": 0.0},
        policy={"oversight.audits": regular, "oversight.spot_checks": spot, "oversight.auditor_accuracy": accuracy,
                "oversight.auditor_bias": bias},
    )  # fmt: skip
    tally = {name: int(world.tallies[name].sum()) for name in world.tallies.dtype.names}
    assert tally["culpable_township"] == tally["culpable_department"] == 0
    assert tally["misattributed_township"] == tally["decided"] > 10_000
    audited = regular + spot - regular * spot
    assert within(tally["audited"], tally["decided"], audited)
    dropped = bias * (regular - regular * spot) / audited  # a spot check is never biased
    assert within(tally["found_wrongful"], tally["audited"], accuracy * (1.0 - dropped))
    assert within(tally["found_missed"], tally["audited"], (1.0 - accuracy) * (1.0 - dropped))
    missed_truth, false_finding = 1.0 - accuracy * (1.0 - dropped), (1.0 - accuracy) * (1.0 - dropped)
    mean = missed_truth + 2.0 * false_finding
    error = math.sqrt(3.0 * 0.25 * tally["audited"])  # no binary outcome has a larger variance than a quarter
    assert abs(tally["audit_errors"] - mean * tally["audited"]) <= ERRORS * error
    assert (mean == 0.0) == (tally["audit_errors"] == 0)


@pytest.mark.parametrize("staff", [5.0, 0.25, 0.05])
def test_a_deep_inquiry_errs_both_ways_by_the_accuracy_its_docket_leaves(staff: float) -> None:
    world = inspected(
        12,
        numbers={"supervisors.staff": staff, "supervisors.speed_deep": 40.0, "problems.own_share": 1.0,
                 "handling.solve_rate": 0.3, "supervisors.crowding": 20.0},
        style=DEEP,
        log=True,
    )  # fmt: skip
    # All counties are of one size and so large that their loads differ little; each month is taken at its mean load.
    entries = world.tallies.decided / len(world.posts)
    best = world_numbers().supervisors.accuracy
    accuracy = 0.5 + (best - 0.5) / (1.0 + 20.0 * entries / staff / 40.0)
    culpable = world.tallies.culpable_township
    caught = world.tallies.caught_township
    wrongful = world.tallies.sanctions_township - caught
    for seen, among, chance in (
        (caught, culpable, accuracy),
        (wrongful, world.tallies.decided - culpable, 1 - accuracy),
    ):
        error = math.sqrt((among * chance * (1.0 - chance)).sum())
        assert abs(seen.sum() - (among * chance).sum()) <= ERRORS * error
        assert among.sum() > 1000
    assert entries.min() > 0.05


@pytest.mark.parametrize("style", [DEEP, LIST, HABIT])
def test_of_an_overlong_docket_as_much_is_decided_as_the_style_has_speed_for(style: int) -> None:
    """Half of all cases are found in the one month; what is decided is speed × supervisors."""
    numbers = world_numbers(QUIET, {"supervisors.staff": 0.025})
    world = inspected(1, {"supervisors.staff": 0.025}, {"accountability.inspection_rate": 0.5}, style=style)
    speed = (numbers.supervisors.speed_deep, numbers.supervisors.speed_list, numbers.supervisors.speed_habit)[style]
    found = int(world.tallies.inspected[0])
    assert within(world.tallies.decided[0], found, speed * 0.025 * len(world.posts) / found)
    assert world.tallies.decided[0] + world.tallies.docket[0] == found


# --- what is remembered ---------------------------------------------------------------------------------------------------


def test_what_was_seen_fades_by_the_memory_month_for_month_to_the_bit() -> None:
    memory, months = 0.9, 12
    numbers = world_numbers(QUIET, {"learning.memory": memory, "scale.townships": 5, "scale.posts": 20})
    world = simulate(numbers, levers(BY_NAME), 6, world=forced(numbers, 6 + months, IDLE))
    fading = (world.townships.clean_blamed, world.counties.step_blamed, world.counties.surfaced)
    remembered = [of.copy() for of in fading]
    assert world.counties.step_blamed[:, [NO_STEP, REAL_STEP]].min() > 0.0 < world.counties.surfaced.min()
    silent = levers({**BY_NAME, "accountability.inspection_rate": 0.0})
    world = simulate(numbers, silent, 6 + months, first=6, world=world)
    now_of = (world.townships.clean_blamed, world.counties.step_blamed, world.counties.surfaced)
    for now, before in zip(now_of, remembered, strict=True):
        for _ in range(months):
            before = memory * before + 0.0
        assert now.tobytes() == before.tobytes()


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.95, 0.999])
def test_exposure_is_the_geometric_sum_of_months(memory: float) -> None:
    months = 30
    numbers = world_numbers({**STAY, "learning.memory": memory, "scale.townships": 3})
    world = simulate(numbers, Policy(), months)
    expected = numbers.scale.posts * sum(memory**age for age in range(months))
    # The shares of each person, rounded to 2**-20, sum to one but for four halves of that.
    assert world.townships.exposure.sum(axis=1) == pytest.approx(np.full(12, expected), rel=4 * 2.0**-21)
    assert world.counties.exposure.sum(axis=1) == pytest.approx(np.full(4, 3 * expected), rel=4 * 2.0**-21)


@pytest.mark.parametrize("strictness", [0.0, 0.37, 1.0])
def test_safety_comes_to_be_the_chance_not_to_be_sanctioned_though_the_duty_was_done(strictness: float) -> None:
    months = 60
    numbers = {"learning.memory": 0.999, "learning.prior_weight": 0.001, "learning.notice_weight": 0.0}
    world = inspected(
        months,
        {**numbers, "problems.own_share": 1.0},
        {"accountability.strictness_work": strictness},
        conduct=COVER,
    )
    assert world.counties.clean_seen.min() > 1000.0, "paper is a step, and every file shows it"
    if strictness in (0.0, 1.0):
        assert (world.counties.clean_blamed == strictness * world.counties.clean_seen).all()
    seen = world.townships.clean_seen
    prior = world_numbers().conduct.prior_blamed
    expected = [
        1.0 - belief(0.001, prior, blamed, of) for blamed, of in zip(world.townships.clean_blamed, seen, strict=True)
    ]
    assert world.townships.safety == pytest.approx(expected, abs=1e-12)
    mean = (world.townships.safety * seen).sum() / seen.sum()
    error = math.sqrt(strictness * (1.0 - strictness) / world.tallies.decided.sum())
    assert abs(mean - (1.0 - strictness)) <= ERRORS * error + 1e-5, "a little of the prior is left"


# --- open cases ---------------------------------------------------------------------------------------------------------

SERVED = {
    **NO_RIVER, **STAY, "scale.townships": 25, "scale.posts": 100, "scale.departments": 50, "problems.arrival": 0.3, "problems.own_share": 0.0,
    "problems.assist_share": 0.0, "problems.known_at_start": 1.0, "problems.eruption_rate": 0.0,
    "handling.difficulty": 0.0, "departments.serve_rate": 0.2, "problems.duty_kinds": 1000,
}  # fmt: skip
LEFT_ALONE = {"accountability.inspection_rate": 0.0, "public_voice.complaint_rate": 0.0, "misconduct.temptation": 0.0,
              "resources.department_capacity": 10.0}  # fmt: skip


@pytest.mark.parametrize(("second", "chance"), [(0.0, 0.2), (1.0, 1.0 - 0.8**2)])
def test_littles_law_with_the_time_to_solution_worked_out(second: float, chance: float) -> None:
    """Served each month with chance p from the first on, a case is open at (1 − p)/p ends of months: L = λW."""
    numbers = world_numbers(SERVED, {"problems.second_department": second})
    months = 60
    world = simulate(numbers, levers({**LEFT_ALONE, "resources.department_capacity": 10.0}), months,
                     world=forced(numbers, months, WORK, log=True))  # fmt: skip
    posts = len(world.posts)
    survival = (1.0 - chance) ** np.arange(1, months + 1)
    # Each post and month is one independent trial: a case arose then, and is open still.
    expected = 0.3 * survival
    error = math.sqrt(posts * (expected * (1.0 - expected)).sum())
    assert abs(world.tallies.open[-1] - posts * expected.sum()) <= ERRORS * error
    assert posts * expected.sum() == pytest.approx(posts * 0.3 * (1.0 - chance) / chance, rel=1e-5), "it has settled"
    cases = in_use(world, "cases")
    ages = np.bincount(months - 1 - cases.born[cases.open == 1], minlength=months)
    old = 15
    counts = [*ages[:old], ages[old:].sum()]
    assert chi_square(counts, posts * np.array([*expected[:old], expected[old:].sum()])) < chi_square_limit(old + 1)
    early = events(world, ARISEN)
    early = set(early.case_number[early.month < months - 40].tolist())
    solved = events(world, SOLVED)
    solved = solved[np.isin(solved.case_number, list(early))]
    wait = (solved.month - (solved.case_number & np.uint64(0xFFFF)).astype(int) + 1).mean()
    spread = math.sqrt(1.0 - chance) / chance / math.sqrt(len(solved))
    assert abs(wait - (1.0 - chance) / chance) <= ERRORS * spread


def test_departments_over_their_capacity_solve_capacity_times_their_rate() -> None:
    numbers = world_numbers(SERVED, {"problems.second_department": 0.0, "problems.arrival": 1.0})
    policy = levers({**LEFT_ALONE, "resources.department_capacity": 0.5})
    months = 12
    world = simulate(numbers, policy, months, world=forced(numbers, months, WORK))
    served = len(world.departments) * 0.5 * 25 * 0.2
    assert world.departments.held.min() > 0.5 * 25
    assert abs(world.tallies.solved.sum() - months * served) <= ERRORS * math.sqrt(months * served)


# --- pleas ----------------------------------------------------------------------------------------------------------------

ERRING = {**QUIET, "handling.error_rate": 1.0, "problems.own_share": 1.0, "supervisors.false_alarm": 0.0,
          "problems.novelty": 1.0, "handling.explore_error": 0.3, "handling.severe": 1.0}  # fmt: skip


@pytest.mark.parametrize("true_pleas", [True, False])
@pytest.mark.parametrize(("admitted", "verified", "accuracy"), [(0.8, 0.95, 0.9), (0.8, 0.05, 0.9), (0.5, 1.0, 1.0)])
def test_pleas_exempt_as_often_as_they_are_admitted_and_stand(
    admitted: float, verified: float, accuracy: float, true_pleas: bool
) -> None:
    """To explore what was prohibited is never a true plea here, and otherwise it always is."""
    numbers = world_numbers(ERRING, {"problems.prohibited": 0.0 if true_pleas else 1.0})
    policy = levers({
        **BY_NAME, "tolerance.exploration": admitted, "tolerance.verification": verified,
        "tolerance.verification_accuracy": accuracy, "accountability.inspection_rate": 0.0,
    })  # fmt: skip
    world = simulate(numbers, policy, 4, world=forced(numbers, 4, EXPLORE))
    tally = {name: int(world.tallies[name].sum()) for name in world.tallies.dtype.names}
    stands = 1.0 - verified + verified * (accuracy if true_pleas else 1.0 - accuracy)
    assert tally["pleas"] == tally["erred"] == tally["decided"] > 5000
    assert within(tally["exempted"], tally["pleas"], admitted * stands)
    assert tally["sanctions_township"] == tally["pleas"] - tally["exempted"]
    wrong = tally["pleas"] - tally["exempted"] if true_pleas else tally["exempted"]
    assert tally["plea_errors"] == wrong


# --- the yearly round ---------------------------------------------------------------------------------------------------------

MEASURES = {measure.name: measure for measure in ALL}
BY_LOT = {"promotion.merit_weight": 0.0, "accountability.strictness_work": 0.0, "promotion.bar": 0.0,
          "promotion.reposting": 0.0}  # fmt: skip


def premium(policy, numbers) -> np.ndarray:
    """The lie-flat premium in each of many replications."""
    found = [add_up(simulate(numbers, policy, 120, replication=one).tallies, axis=0) for one in range(12)]
    return np.array([float(MEASURES["lie_flat_premium"].of(total)) for total in found])


@pytest.mark.parametrize("ceiling_years", [18.0, 60.0])
def test_lying_flat_carries_no_premium_where_scores_ignore_conduct_and_nothing_bars(ceiling_years: float) -> None:
    numbers = world_numbers({"people.promoted_share": 0.3, "people.ceiling_years": ceiling_years, "scale.posts": 10})
    by_lot = premium(levers(BY_LOT), numbers)
    error = by_lot.std(ddof=1) / math.sqrt(len(by_lot))
    assert abs(by_lot.mean()) <= ERRORS * error
    by_deeds = premium(levers({**BY_LOT, "promotion.merit_weight": 1.0, "promotion.observability": 1.0}), numbers)
    assert by_deeds.mean() < -ERRORS * error, "the test can tell"
