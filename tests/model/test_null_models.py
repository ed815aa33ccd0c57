"""Null models: what is switched off takes away exactly the effect it carries, and nothing else.

| switched off                           | by                                                      | what is gone               |
|----------------------------------------|---------------------------------------------------------|----------------------------|
| errors of inquiry                      | supervisors choose deep, its accuracy 1, no crowding    | wrongful, missed, unfair   |
| errors of review and of audit          | accuracies 1, no bias                                   | their errors               |
| errors in handling, temptation         | error_rate 0, temptation 0                              | pleas, and all of tolerance|
| effect periods                         | ladder.…_months 0                                       | burden, bars, working off  |
| learning                               | prior weight 100,000, memory 0                          | answers to what happens    |
| beliefs                                | precision 0                                             | all answers to policy      |
| chill                                  | chill 0                                                 | safety, trust, clearing    |
| foresight                              | foresight 0, or nothing to be learnt                    | stay, or foresight         |
| the worth of promotion                 | prizes and loss of re-posting 0                         | how the round is scored    |
| sanctions                              | both strictnesses 0                                     | whom they would have hit   |
| hazards that bring cases to light      | rates 0                                                 | dockets                    |

What goes with who has the work (giving, passing, horizon, overload) is in ``test_work_given``.

No learning at all cannot be set: the weight of the prior has a largest value, 100,000, and beliefs then still move by
a part in some ten thousand. Where that is said to change no conduct, it is that no draw fell into so small a gap.
"""

import numpy as np
import pytest
from conftest import (
    BUSY,
    LIVELY,
    TWO_COUNTIES,
    all_scenarios,
    changed,
    chi_square,
    chi_square_limit,
    first_policy,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents.kinds import DEEP
from wenze.agents.policy import Policy
from wenze.sim.measures import ALL, add_up
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 60
TOWNS = {**TWO_COUNTIES, "scale.townships": 6, "scale.posts": 8, "discipline.rate": 0.0, "discipline.head_rate": 0.0}
NUMBERS = world_numbers(LIVELY, TOWNS)
SCENARIOS = {found.name: found.stages[-1].policy for found in all_scenarios()}
MEASURES = {measure.name: measure for measure in ALL}


def run(numbers, policy, months: int = MONTHS, **how) -> State:
    """A run that keeps everybody's conduct."""
    return simulate(numbers, policy, months, record=True, **how)


def measure(world: State, name: str) -> float:
    """A measure over all months."""
    return float(MEASURES[name].of(add_up(world.tallies, axis=0)))


def apart_from(*names: str) -> list[str]:
    """Every count but some."""
    return [name for name in SCENARIO_COUNTS if name not in names]


SCENARIO_COUNTS = new_world(NUMBERS, 1).tallies.dtype.names


def same_counts(one: State, other: State, *but: str) -> bool:
    """Whether two runs are counted alike in every month, but for some counts."""
    return bool(one.tallies[apart_from(*but)].tolist() == other.tallies[apart_from(*but)].tolist())


# --- fair attribution -----------------------------------------------------------------------------------------------------

# Supervisors choose freely: any docket makes all but a deep inquiry cost more than can be gained by it.
PERFECT = {
    "supervisors.accuracy": 1.0, "supervisors.crowding": 0.0, "supervisors.false_alarm": 0.0, "supervisors.strain": 20.0,
    "supervisors.speed_deep": 100.0, "supervisors.speed_list": 0.01, "supervisors.speed_habit": 0.01,
    "supervisors.staff": 0.025, "learning.revision": 1.0, "learning.precision": 50.0, "ladder.removal_chance": 0.0,
}  # fmt: skip
FAIR = {"misconduct.detection_deep": 1.0, "misconduct.strictness": 1.0, "accountability.strictness_work": 1.0}
ONE_YEAR = 11  # months before anybody can have left


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("replication", range(3))
def test_perfect_inquiry_sanctions_nobody_wrongfully(name: str, replication: int) -> None:
    world = run(world_numbers(LIVELY, TOWNS, PERFECT), levers(FAIR, SCENARIOS[name]), replication=replication)
    assert world.tallies.decided_deep.sum() == world.tallies.decided.sum() > 100
    assert measure(world, "wrongful_share") == 0.0
    assert measure(world, "misattributed_share") == measure(world, "unforgiven_share") == 0.0
    assert world.tallies.misconduct_false.sum() == 0
    assert not (in_use(world, "sanctions").misattributed | in_use(world, "sanctions").unforgiven).any()


NO_PLEAS = {"tolerance.inexperience": 0.0, "tolerance.exploration": 0.0, "tolerance.unintended": 0.0}


@pytest.mark.parametrize("name", ["blanket_punishment", "full_reform", "river_channel"])
def test_perfect_and_strict_inquiry_holds_exactly_the_culpable(name: str) -> None:
    """As long as nobody has left office, and no plea exempts."""
    for replication in range(5):
        numbers = world_numbers(LIVELY, TOWNS, PERFECT)
        policy = levers({**FAIR, **NO_PLEAS, "accountability.inspection_rate": 0.1}, SCENARIOS[name])
        world = run(numbers, policy, ONE_YEAR, replication=replication)
        assert measure(world, "accuracy") == measure(world, "fairness") == 1.0
        assert measure(world, "missed_share") == 0.0
        assert measure(world, "missed_township") == measure(world, "missed_department") == 0.0
        assert world.tallies.culpable_township.sum() > 0 and world.tallies.culpable_department.sum() > 0


@pytest.mark.parametrize("flaw", [
    {"supervisors.accuracy": 0.95}, {"supervisors.crowding": 1.0}, {"supervisors.false_alarm": 0.3},
])  # fmt: skip
def test_each_error_of_inquiry_brings_wrongful_sanctions_back(flaw: dict[str, float]) -> None:
    numbers = world_numbers(LIVELY, TOWNS, PERFECT, {"supervisors.accuracy": 0.99}, flaw)
    if "supervisors.false_alarm" in flaw:
        numbers = world_numbers(LIVELY, TOWNS, PERFECT, flaw)
    assert measure(run(numbers, levers(FAIR)), "wrongful_share") > 0.0


@pytest.mark.parametrize("name", ["blanket_punishment", "full_reform", "oversight"])
def test_reviews_and_audits_without_error_make_none(name: str) -> None:
    right = {
        "correction.accuracy": 1.0, "correction.reviewed": 1.0, "oversight.auditor_accuracy": 1.0,
        "oversight.auditor_bias": 0.0, "oversight.audits": 1.0,
    }  # fmt: skip
    world = run(NUMBERS, levers(right, SCENARIOS[name]))
    assert world.tallies.audited.sum() > 50 and world.tallies.overturned.sum() > 10
    assert world.tallies.overturned_wrongly.sum() == world.tallies.upheld_wrongly.sum() == 0
    assert world.tallies.audit_errors.sum() == 0
    records = in_use(world, "sanctions")
    assert ((records.misattributed | records.unforgiven)[records.overturned < MONTHS] == 1).all()


def test_where_nobody_is_held_wrongfully_reviews_without_error_change_nothing() -> None:
    """Correction carries the correction of wrong, and no more."""
    numbers = world_numbers(LIVELY, TOWNS, PERFECT)
    thorough = {"correction.accuracy": 1.0, "correction.restoration": 1.0, "correction.publicity": 1.0}
    none, all_of_them = (
        run(numbers, levers({**FAIR, **thorough, "correction.reviewed": share})) for share in (0.0, 1.0)
    )
    assert all_of_them.tallies.reviewed.sum() > 50
    assert same_counts(none, all_of_them, "reviewed", "cost_reviews")


# --- zero error -----------------------------------------------------------------------------------------------------------

NO_ERROR = {"handling.error_rate": 0.0}
HONEST = {"misconduct.temptation": 0.0}


@pytest.mark.parametrize("replication", range(3))
def test_without_errors_and_misconduct_tolerance_changes_nothing(replication: int) -> None:
    """Only those who seem to have erred plead; where none does, exemption, verification and its errors do not matter."""
    numbers = world_numbers(LIVELY, TOWNS, NO_ERROR)
    runs = []
    for name in ("tolerance_verified", "tolerance_on_word", "blanket_punishment"):
        runs.append(run(numbers, levers({**HONEST, "accountability.inspection_rate": 0.1}, SCENARIOS[name]),
                        replication=replication))  # fmt: skip
    assert same_counts(runs[0], runs[1]) and same_counts(runs[0], runs[2])
    assert runs[0].conduct.tobytes() == runs[1].conduct.tobytes() == runs[2].conduct.tobytes()
    assert runs[0].tallies.pleas.sum() == runs[0].tallies.erred.sum() == runs[0].tallies.exposed.sum() == 0
    assert runs[0].tallies.decided.sum() > 100


def test_with_errors_tolerance_matters() -> None:
    one, other = (
        run(NUMBERS, levers(HONEST, SCENARIOS[name])) for name in ("tolerance_verified", "blanket_punishment")
    )
    assert one.tallies.exempted.sum() > 0
    assert not same_counts(one, other)


@pytest.mark.parametrize("name", ["blanket_punishment", "full_reform"])
def test_without_temptation_what_misconduct_brings_and_how_it_is_detected_do_not_matter(name: str) -> None:
    other = {"misconduct.benefit": 50.0, **dict.fromkeys((f"misconduct.detection_{style}" for style in
             ("deep", "list", "habit")), 1.0)}  # fmt: skip
    plain, changed = (run(NUMBERS, levers({**HONEST, **more}, SCENARIOS[name])) for more in ({}, other))
    assert plain.tallies.opportunities.sum() == 0
    assert same_counts(plain, changed)


# --- zero effect period -----------------------------------------------------------------------------------------------------

NO_PERIOD = dict.fromkeys((f"ladder.{rung}_months" for rung in ("warning", "demerit", "major_demerit", "demotion")), 0)
HARSH = {"accountability.severity": 1.0, "accountability.inspection_rate": 0.1, "correction.reviewed": 0.5}


@pytest.mark.parametrize("name", SCENARIOS)
def test_without_effect_periods_nobody_is_burdened_and_whoever_may_rise_competes(name: str) -> None:
    numbers = world_numbers(LIVELY, TOWNS, NO_PERIOD, {"people.ceiling_years": 60.0, "ladder.removal_chance": 0.0})
    world = run(numbers, levers(HARSH, SCENARIOS[name]))
    assert measure(world, "burdened") == 0.0
    assert world.tallies.idle_burdened.sum() == world.tallies.sanctions_with_period.sum() == 0
    assert measure(world, "competing") == 1.0
    assert world.people.barred_until.max() == world.departments.barred_until.max() == 0
    if name != "no_accountability":
        assert world.tallies.sanctions_township.sum() > 0


def test_without_effect_periods_bars_and_working_off_change_nothing_nor_without_shame_does_restoration() -> None:
    numbers = world_numbers(LIVELY, TOWNS, NO_PERIOD, {"ladder.shame": 0.0, "ladder.removal_loss": 0.0})
    plain = run(numbers, levers(HARSH))
    for change in (
        {"promotion.bar": 0.0}, {"promotion.bar_honours": 0.0}, {"correction.redemption": 12.0},
        {"correction.restoration": 1.0},
    ):  # fmt: skip
        assert same_counts(plain, run(numbers, levers({**HARSH, **change}))), change
        assert not same_counts(run(NUMBERS, levers(HARSH)), run(NUMBERS, levers({**HARSH, **change}))), change
    longer = changed(numbers, {"ladder.longest_months": 1})
    assert same_counts(plain, run(longer, levers(HARSH)))


# --- no learning ------------------------------------------------------------------------------------------------------------

UNMOVED = {"learning.memory": 0.0, "learning.prior_weight": 100_000.0, "supervisors.prior_decisions": 100_000.0}
ALIKE_AT_ROUNDS = {
    "promotion.bar": 0.0,
    "promotion.bar_honours": 0.0,
    "promotion.reposting": 0.0,
}  # being barred is a payoff, and not learnt
KEPT = {"ladder.removal_chance": 0.0}


@pytest.mark.parametrize("change", [
    {"accountability.strictness_work": 0.2}, {"accountability.downward_bias": 0.0}, {"accountability.visibility_weight": 0.0},
    {"accountability.inspection_rate": 0.2}, {"promotion.merit_weight": 1.0},
])  # fmt: skip
def test_who_does_not_learn_does_the_same_whatever_befalls(change: dict[str, float]) -> None:
    """Cadres and departments: what befalls them reaches them through their beliefs alone."""
    unmoved = world_numbers(TOWNS, KEPT, UNMOVED, {"problems.arrival": 0.4})
    moved = world_numbers(TOWNS, KEPT, {"problems.arrival": 0.4})
    base = {**HONEST, **ALIKE_AT_ROUNDS, "correction.reviewed": 0.5, "accountability.inspection_rate": 0.05,
            "accountability.strictness_work": 0.76}  # fmt: skip
    policies = levers(base), levers({**base, **change})
    one, other = (run(unmoved, policy) for policy in policies)
    assert one.conduct.tobytes() == other.conduct.tobytes()
    assert one.department_conduct.tobytes() == other.department_conduct.tobytes()
    assert not same_counts(one, other), "things do happen otherwise"
    learning = [run(moved, policy) for policy in policies]
    assert learning[0].conduct.tobytes() != learning[1].conduct.tobytes(), "those who learn answer"


def test_conduct_of_those_who_do_not_learn_is_spread_alike_in_every_year() -> None:
    numbers = world_numbers(UNMOVED, {"people.ceiling_years": 60.0, "people.retirement_years": 60.0, "people.turnover": 0.0,
                                      "scale.townships": 50, **KEPT})  # fmt: skip
    # Those who start out with long service retire in time; the others stay, and are who is looked at.
    world = run(numbers, levers({**HONEST, **ALIKE_AT_ROUNDS}), 121)
    stayed = world.people.number[world.posts.holder] == (world.posts.number | np.uint64(1))
    assert stayed.sum() > 2000
    spread = np.array([np.bincount(world.conduct[month, stayed], minlength=4) for month in range(0, 121, 30)])
    expected = np.tile(spread.mean(axis=0), (len(spread), 1))
    assert chi_square(spread, expected) < chi_square_limit(3 * (len(spread) - 1))
    learning = world_numbers({"people.ceiling_years": 60.0, "people.retirement_years": 60.0, "people.turnover": 0.0,
                              "scale.townships": 50, **KEPT})  # fmt: skip
    world = run(learning, levers({**HONEST, **ALIKE_AT_ROUNDS}), 121)
    spread = np.array([np.bincount(world.conduct[month, stayed], minlength=4) for month in range(0, 121, 30)])
    expected = np.tile(spread.mean(axis=0), (len(spread), 1))
    assert chi_square(spread, expected) > chi_square_limit(3 * (len(spread) - 1)), "those who learn do change"


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_chooses_blindly_does_the_same_under_every_scenario(name: str) -> None:
    """No policy sets a behaviour: where beliefs and payoffs do not count, none is left of any policy's effect on it."""
    numbers = world_numbers(TOWNS, KEPT, {"learning.precision": 0.0, "problems.arrival": 0.4})
    still = {"promotion.reposting": 0.0}
    plain, other = run(numbers, levers(still)), run(numbers, levers(still, SCENARIOS[name]))
    assert plain.conduct.tobytes() == other.conduct.tobytes()
    assert plain.department_conduct.tobytes() == other.department_conduct.tobytes()
    assert plain.style_conduct.tobytes() == other.style_conduct.tobytes()


# --- motives ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["blanket_punishment", "full_reform", "correction_fast"])
def test_without_chill_nobody_acts_on_safety_nor_is_anything_gained_by_clearing_people_in_public(name: str) -> None:
    """Publicity works through safety alone."""
    for chill, equal in ((0.0, True), (1.0, False)):
        numbers = world_numbers(LIVELY, TOWNS, {"conduct.chill": chill})
        silent, public = (
            run(numbers, levers({"correction.reviewed": 0.8, "correction.publicity": share}, SCENARIOS[name]))
            for share in (0.0, 1.0)
        )
        assert same_counts(silent, public, "safety") == equal
        assert silent.tallies.safety.sum() < public.tallies.safety.sum()


def test_without_foresight_or_without_anything_to_learn_the_future_does_not_matter() -> None:
    for off, change in (
        ({"conduct.foresight": 0.0}, {"conduct.stay": 600.0}),
        ({"conduct.stay": 0.0}, {"conduct.foresight": 1.0}),
        ({"handling.knowhow_effect": 0.0}, {"handling.knowhow_gain": 1.0}),
    ):
        plain, other = (run(world_numbers(LIVELY, TOWNS, off, more), Policy()) for more in ({}, change))
        assert same_counts(plain, other, "knowhow"), off
        on = [run(world_numbers(LIVELY, TOWNS, more), Policy()) for more in ({}, change)]
        assert not same_counts(*on, "knowhow"), off


NO_PRIZE = {"people.prize": 0.0, "people.honour_prize": 0.0, "people.reposting_loss": 0.0}
OF_THE_ROUND = ("promoted", "flat_promoted", "active_promoted", "honoured", "reposted")


@pytest.mark.parametrize("change", [
    {"promotion.merit_weight": 1.0}, {"promotion.observability": 1.0}, {"promotion.honours": 0.5},
])  # fmt: skip
def test_where_promotion_and_honour_are_worth_nothing_it_does_not_matter_how_they_are_given(change) -> None:
    still = {"promotion.reposting": 0.0}
    for worth, equal in ((NO_PRIZE, True), ({"people.honour_prize": 100.0}, False)):
        numbers = world_numbers(LIVELY, TOWNS, worth)
        one, other = (run(numbers, levers({**still, **more})) for more in ({}, change))
        assert same_counts(one, other, *OF_THE_ROUND) == equal
        if "promotion.honours" not in change:
            assert one.tallies.promoted.sum() > 0


# --- no sanctions, no surfacing -----------------------------------------------------------------------------------------------


# What a sanction would cost is announced, and weighs with people as far as they fear one, whether one falls or not.
COSTLESS = {"ladder.shame": 0.0, "ladder.burden": 0.0, "ladder.removal_loss": 0.0, "people.prize": 0.0,
            "people.honour_prize": 0.0}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_where_everybody_is_let_off_nobody_is_sanctioned_and_nothing_that_follows_on_a_sanction_matters(
    name: str,
) -> None:
    lenient = {"accountability.strictness_work": 0.0, "misconduct.strictness": 0.0, **HONEST}
    other = {"correction.reviewed": 1.0, "correction.publicity": 1.0, "accountability.inconsistency": 1.0}
    feared = {
        "correction.restoration": 1.0,
        "correction.redemption": 12.0,
        "promotion.bar": 0.0,
        "promotion.bar_honours": 0.0,
    }
    plain, unseen = (run(NUMBERS, levers({**lenient, **more}, SCENARIOS[name])) for more in ({}, other))
    assert same_counts(plain, unseen)
    fearless = world_numbers(LIVELY, TOWNS, COSTLESS)
    assert same_counts(*(run(fearless, levers({**lenient, **more}, SCENARIOS[name])) for more in ({}, feared)))
    assert plain.tallies.sanctions_township.sum() == plain.tallies.sanctions_department.sum() == 0
    assert plain.tallies.decided.sum() > 0
    assert measure(plain, "burdened") == measure(plain, "answered") == 0.0
    assert np.isnan(measure(plain, "wrongful_share"))
    assert measure(plain, "missed_share") == 1.0


def test_what_never_comes_to_light_is_never_decided() -> None:
    numbers = world_numbers(LIVELY, TOWNS, NO_ERROR, {
        "problems.eruption_rate": 0.0, "problems.exposure_rate": 0.0, "problems.river_month": 11999,
    })  # fmt: skip
    dark = {"accountability.inspection_rate": 0.0, "public_voice.complaint_rate": 0.0}
    world = run(numbers, levers({**BUSY, **dark}))
    for name in ("decided", "docket", "sanctions_township", "harm", "audited", "months_burdened"):
        assert world.tallies[name].sum() == 0, name
    assert world.tallies.misconduct.sum() > 0


def test_a_style_that_is_dearer_than_any_answer_is_never_chosen_where_there_is_a_docket() -> None:
    """So that the null of perfect inquiry rests on free choice."""
    world = run(world_numbers(LIVELY, TOWNS, PERFECT), first_policy("blanket_punishment"))
    assert (world.style_conduct == DEEP).mean() > 0.5
    assert world.tallies.decided_list.sum() == world.tallies.decided_habit.sum() == 0
