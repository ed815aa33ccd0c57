"""Beliefs come to what truly happens, choices to the logit, open cases to Little's law, rounds to their announced share."""

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from conftest import (
    changed,
    chi_square,
    chi_square_limit,
    elsewhere_as_believed,
    events,
    felt_as_believed,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents import department
from wenze.agents.choice import felt_rates
from wenze.agents.conduct import is_active, prior_ended, prior_erring, prior_solved
from wenze.agents.conduct import utility as utility_of
from wenze.agents.kinds import (
    ERRED,
    ERUPTED,
    IDLE,
    LIST,
    LOOKS,
    LOOKS_EXPLORING,
    LOOKS_NEWCOMER,
    LOOKS_ROUTINE,
    NEVER,
    NO_STEP,
    NOBODY,
    STEPS,
    WORK,
)
from wenze.agents.policy import Policy
from wenze.agents.policy.resources import capacity
from wenze.agents.risk import cadre_hazard, department_hazard
from wenze.agents.sanction import felt_loss
from wenze.sim.events import DECIDED_EVENT, PROMOTED, SOLVED, SURFACED
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

POST_OF = ~np.uint64(0xFFFF)  # what is left of a person's number is the number of the post it first held

# --- frozen conduct -------------------------------------------------------------------------------------------------------

MONTHS = 480
MEMORY = 0.999
FROZEN = world_numbers({
    "learning.memory": MEMORY,
    "learning.prior_weight": 0.01,
    "learning.notice_weight": 0.2,
    "learning.revision": 1.0,
    "supervisors.prior_decisions": 0.01,
    "problems.arrival": 0.3,
    "handling.strain_pass": 20.0,  # nobody passes anything on: the holder of a case's home post has it in hand
})  # fmt: skip
STATIONARY = levers({
    "promotion.reposting": 0.0,  # so that everybody keeps the conduct of one post
    "assignment.by_diligence": 0.0,
    "misconduct.temptation": 0.0,
    "accountability.inspection_rate": 0.05,
    "correction.reviewed": 0.0,
    "accountability.strictness_work": 0.76,  # so that there is something to count
})  # fmt: skip


@cache
def frozen(replication: int = 0) -> State:
    """A large world over many months in which conduct goes by post, department and county, and never changes."""
    world = new_world(FROZEN, MONTHS, replication=replication, log=True, record=True)
    world.conduct[:] = np.arange(len(world.posts)) % 4
    world.department_conduct[:] = np.arange(len(world.departments)) % 3
    world.style_conduct[:] = np.arange(len(world.counties)) % 3
    world.clock[0].forcing = 1
    return simulate(FROZEN, STATIONARY, MONTHS, world=world)


def remembered(month: np.ndarray) -> np.ndarray:
    """How much of an event of a month is still remembered at the end."""
    return MEMORY ** (MONTHS - 1 - month.astype(float))


EXPOSURE_OF_ONE = remembered(np.arange(MONTHS)).sum()  # months of one person, as far as they are remembered


def solved_by_post(world: State, weigh) -> np.ndarray:
    """Value solved by the holders of each post, each event weighed by its month."""
    solved = events(world, SOLVED)
    solved = solved[solved.detail == 0]
    return np.bincount(solved.place, solved.amount * weigh(solved.month), minlength=len(world.posts))


def by_township(of_posts: np.ndarray, option: int) -> np.ndarray:
    """Sums over the posts of a township whose conduct is the option."""
    return np.where(np.arange(len(of_posts)) % 4 == option, of_posts, 0.0).reshape(-1, FROZEN.scale.posts).sum(axis=1)


def mixed_with_notices(of_townships: np.ndarray) -> np.ndarray:
    """What is seen at home, and with its weight what the county's notices say."""
    of_county = of_townships.reshape(-1, FROZEN.scale.townships).sum(axis=1)
    return of_townships + FROZEN.learning.notice_weight * np.repeat(of_county, FROZEN.scale.townships)


@pytest.mark.parametrize("option", range(4))
def test_a_belief_is_the_prior_and_all_that_is_remembered_over_all_exposure(option: int) -> None:
    world, learning = frozen(), FROZEN.learning
    ones = np.full(len(world.posts), EXPOSURE_OF_ONE)
    exposure = learning.prior_weight + mixed_with_notices(by_township(ones, option))
    solved = mixed_with_notices(by_township(solved_by_post(world, remembered), option))
    prior = learning.prior_weight * prior_solved(option, FROZEN.conduct)
    assert world.townships.solved[:, option] == pytest.approx((prior + solved) / exposure, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("option", range(4))
def test_beliefs_under_frozen_conduct_approach_true_frequencies(option: int) -> None:
    """What is believed in one replication is what happens in another: within three standard errors."""
    world, other = frozen(), frozen(replication=1)
    people = by_township(np.ones(len(world.posts)), option).sum()
    belief = world.counties.solved_events[:, option].sum() / world.counties.exposure[:, option].sum()
    of_townships = by_township(solved_by_post(other, np.ones_like), option)
    frequency = of_townships.sum() / (people * MONTHS)
    # Both scatter, as the townships of a county do among themselves.
    within = of_townships.reshape(len(world.counties), -1).var(axis=1, ddof=1).mean()
    error = np.sqrt(2.0 * within * len(of_townships)) / (people * MONTHS)
    assert abs(belief - frequency) <= 3.0 * error
    assert error < 0.15 * frequency or frequency == 0.0, "the test can tell"


def test_lying_flat_solves_nothing_and_everybody_comes_to_know_it() -> None:
    assert frozen().townships.solved[:, IDLE].max() == 0.0
    assert frozen().townships.solved[:, WORK].min() > 0.05


# --- what the files of all that was decided say ---------------------------------------------------------------------------

YEARS_ON_FILE = 8
LAST = 12 * YEARS_ON_FILE - 1
KEPT = 0.97


@cache
def on_file(replication: int = 0) -> State:
    """The same for some years, in which every decision is put down for an audit that never comes: all entries stay."""
    numbers = changed(FROZEN, {
        "learning.memory": KEPT, "supervisors.audit_lag": 120, "handling.error_rate": 0.05, "handling.strain_pass": 0.0,
        "learning.revision": 0.25, "supervisors.staff": 1.0,
    })  # fmt: skip
    world = new_world(numbers, LAST + 1, replication=replication, log=True, record=True)
    world.conduct[:] = np.arange(len(world.posts)) % 4
    world.department_conduct[:] = np.arange(len(world.departments)) % 3
    world.style_conduct[:] = np.arange(len(world.counties)) % 3
    world.clock[0].forcing = 1
    policy = levers({
        "oversight.audits": 1.0, "misconduct.temptation": 0.3, "accountability.inspection_rate": 0.2,
        "assignment.by_diligence": 0.5,
    }, STATIONARY)  # fmt: skip
    return simulate(numbers, policy, LAST + 1, world=world)


def decided(world: State) -> Any:
    entries = in_use(world, "entries")
    return entries[entries.decided != NEVER]


def kept(month: np.ndarray) -> np.ndarray:
    """How much of an event of a month is still remembered at the end."""
    return KEPT ** (LAST - month.astype(float))


def of_county(world: State, which: np.ndarray, month: np.ndarray, county: np.ndarray) -> np.ndarray:
    """Events as far as they are remembered, by county."""
    return np.bincount(county[which], kept(month[which]), minlength=len(world.counties))


def believed(prior: float, events_seen: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    weight = FROZEN.learning.prior_weight
    return (weight * prior + events_seen) / (weight + exposure)


@pytest.mark.parametrize("step", range(STEPS))
def test_what_answers_follows_from_the_step_on_file_as_all_decisions_show(step: int) -> None:
    world, entries = on_file(), decided(on_file())
    seen = (entries.looks_like_error == 0) & (entries.township_step == step)
    blamed = seen & (entries.held_id == entries.holder_id)
    exposure, fell = (of_county(world, which, entries.decided, entries.county) for which in (seen, blamed))
    assert min(exposure) > 10.0 and sum(fell) > 1.0
    assert world.counties.step_seen[:, step] == pytest.approx(exposure, rel=1e-9)
    assert world.counties.blamed[:, step] == pytest.approx(
        believed(FROZEN.conduct.prior_blamed, fell, exposure), rel=1e-9
    )


@pytest.mark.parametrize("looks", range(LOOKS))
def test_what_answers_for_an_error_follows_from_what_it_looked_like(looks: int) -> None:
    world, entries = on_file(), decided(on_file())
    looked = np.where(
        entries.looks_explored, LOOKS_EXPLORING, np.where(entries.inexperienced, LOOKS_NEWCOMER, LOOKS_ROUTINE)
    )
    seen = (entries.looks_like_error == 1) & (entries.found_misconduct == 0) & (looked == looks)
    blamed = seen & (entries.held_id == entries.culprit_id)
    exposure, fell = (of_county(world, which, entries.decided, entries.county) for which in (seen, blamed))
    assert min(exposure) > 1.0 and sum(fell) > 1.0
    expected = believed(FROZEN.conduct.prior_blamed, fell, exposure)
    assert world.counties.blamed_for_error[:, looks] == pytest.approx(expected, rel=1e-9)
    every = (entries.looks_like_error == 1) & (entries.found_misconduct == 0)
    pooled = [
        of_county(world, which, entries.decided, entries.county)
        for which in (every & (entries.held_id == entries.culprit_id), every)
    ]
    assert world.counties.sanctioned_if_surfaced == pytest.approx(
        believed(FROZEN.conduct.prior_blamed, *pooled), rel=1e-9
    )


def test_departments_come_to_believe_how_often_their_heads_answer_by_the_step_on_file_and_beside() -> None:
    """Lead and second are counted each by itself, where they knew and nobody erred; the rest falls beside."""
    world, entries = on_file(), decided(on_file())
    numbers = FROZEN.departments
    knew = [(entries.lead_due < NEVER), (entries.second != NOBODY) & (entries.second_due < NEVER)]
    steps, held = (entries.lead_step, entries.second_step), (entries.held_lead == 1, entries.held_second == 1)
    counted = [which & (entries.looks_like_error == 0) for which in knew]

    def total(of: Any) -> Any:
        return sum(of_county(world, which, entries.decided, entries.county) for which in of)

    for step in range(STEPS):
        seen = [which & (of == step) for which, of in zip(counted, steps, strict=True)]
        exposure, fell = total(seen), total(which & of for which, of in zip(seen, held, strict=True))
        expected = believed(numbers.prior_blamed, fell, exposure)
        assert min(exposure) > 1.0
        assert world.counties.blamed_department[:, step] == pytest.approx(expected, rel=1e-9)
    beside = total(of & ~which for which, of in zip(counted, held, strict=True))
    months = FROZEN.scale.departments * kept(np.arange(LAST + 1)).sum()
    assert sum(beside) > 1.0 < world.counties.department_blamed.sum()
    assert world.counties.blame_beside == pytest.approx(believed(numbers.prior_beside, beside, months), rel=1e-9)


def test_how_often_cases_surface_is_believed_as_everybody_sees_it() -> None:
    world = on_file()
    surfaced = events(world, SURFACED)
    otherwise = of_county(world, surfaced.detail != ERRED, surfaced.month, surfaced.county)
    assert world.counties.surfaced == pytest.approx(otherwise, rel=1e-9)
    # A case is counted as phase 7 comes to it: what is open at the end of the month, and what erupted in it.
    open_then = (world.tallies.open + world.tallies.erupted) * kept(np.arange(LAST + 1))
    assert world.counties.case_months.sum() == pytest.approx(open_then.sum(), rel=1e-9)
    expected = believed(FROZEN.conduct.prior_surfacing, otherwise, world.counties.case_months)
    assert world.counties.surfacing == pytest.approx(expected, rel=1e-12)


def test_errors_are_believed_by_the_conduct_that_made_them() -> None:
    world, entries = on_file(), in_use(on_file(), "entries")
    erred = entries.surfaced_by == ERRED
    conduct = entries.holder % 4  # nobody is moved, and conduct goes by post
    for option in range(4):
        made = of_county(world, erred & (conduct == option), entries.surfaced, entries.county)
        assert world.counties.errors[:, option] == pytest.approx(made, rel=1e-9)
        expected = believed(prior_erring(option, FROZEN.conduct), made, world.counties.in_hand[:, option])
        assert world.counties.erring[:, option] == pytest.approx(expected, rel=1e-12)
        assert (made.min() > 1.0) == is_active(option)


def test_blame_believed_in_one_world_is_what_falls_in_another() -> None:
    """By the step on file and by county, for styles of inquiry differ; within what the townships of a county scatter.

    Where inquiry goes by the list, the kinds that are clear differ from world to world.
    """
    world, entries = on_file(), decided(on_file(replication=1))
    count, per_county = len(world.townships), FROZEN.scale.townships
    for step in range(STEPS):
        seen = (entries.looks_like_error == 0) & (entries.township_step == step)
        blamed = seen & (entries.held_id == entries.holder_id)
        exposure, fell = (
            np.bincount(entries.post[which] // FROZEN.scale.posts, kept(entries.decided[which]), minlength=count)
            for which in (seen, blamed)
        )
        exposure, fell = exposure.reshape(-1, per_county), fell.reshape(-1, per_county)
        frequency = fell.sum(axis=1) / exposure.sum(axis=1)
        apart = fell - frequency[:, None] * exposure
        error = np.sqrt(2.0 * (apart**2).sum(axis=1) * per_county / (per_county - 1)) / exposure.sum(axis=1)
        apart_from_list = np.arange(len(frequency)) % 3 != LIST
        gap = np.abs(world.counties.blamed[:, step] - frequency)
        assert (gap <= 3.0 * error)[apart_from_list].all()
        assert np.ptp(frequency) > 10.0 * error.max() or step != NO_STEP, "the test can tell one county from another"


def test_supervisors_come_to_believe_how_often_somebody_answers_by_each_style() -> None:
    world = frozen()
    decided = events(world, DECIDED_EVENT)
    weight = FROZEN.supervisors.prior_decisions
    for style in range(3):
        mine = decided[decided.detail == style]
        assert len(mine) > 100
        answered = weight * FROZEN.supervisors.prior_answered + (mine.amount * remembered(mine.month)).sum()
        believed = answered / (weight + remembered(mine.month).sum())
        assert world.city.answered[0][style] == pytest.approx(believed, rel=1e-9)


def test_where_rank_is_luck_every_conduct_is_believed_to_be_promoted_at_the_announced_share() -> None:
    numbers = world_numbers({
        "learning.memory": MEMORY, "learning.prior_weight": 0.01, "people.promoted_share": 0.2,
        "scale.townships": 20, "scale.posts": 20,
    })  # fmt: skip
    luck = levers({"promotion.merit_weight": 0.0, "accountability.strictness_work": 0.0, "promotion.reposting": 0.0})
    world = new_world(numbers, 240, record=True)
    world.conduct[:] = np.arange(len(world.posts)) % 4
    world.department_conduct[:] = 0
    world.style_conduct[:] = 0
    world.clock[0].forcing = 1
    world = simulate(numbers, luck, 240, world=world)
    rounds, people = 20, 400 * 0.5  # about half of a county's 400 are below the ceiling, a quarter of them alike
    error = np.sqrt(0.2 * 0.8 / (rounds * people / 4))
    assert np.abs(world.counties.promoted - 0.2).max() < 5.0 * error


def test_without_any_experience_the_priors_are_believed() -> None:
    """A world in which nothing happens: no problem, no round."""
    numbers = world_numbers({"problems.arrival": 0.0, "problems.river_month": 500})
    world = simulate(numbers, Policy(), 1)
    conduct = numbers.conduct
    assert world.townships.promoted == pytest.approx(conduct.prior_promoted)
    assert world.townships.honoured == pytest.approx(conduct.prior_honoured)
    assert world.townships.reposted == pytest.approx(conduct.prior_reposted)
    assert world.townships.safety == pytest.approx(1.0 - conduct.prior_blamed)
    assert world.townships.trust == pytest.approx(1.0 - conduct.prior_distrust)
    for option in range(4):
        county = np.repeat(world.counties.exposure[:, option], numbers.scale.townships)
        seen = world.townships.exposure[:, option] + numbers.learning.notice_weight * county
        faded = numbers.learning.prior_weight * prior_solved(option, conduct) / (numbers.learning.prior_weight + seen)
        assert world.townships.solved[:, option] == pytest.approx(faded), "a month in which nothing was to be solved"
        assert world.counties.erring[:, option] == pytest.approx(prior_erring(option, conduct))
        assert world.counties.ended[:, option] == pytest.approx(prior_ended(option, conduct))
    for name in ("blamed", "blamed_for_error", "blamed_helper", "blamed_passer", "sanctioned_if_surfaced"):
        assert world.counties[name] == pytest.approx(conduct.prior_blamed), name
    assert world.counties.blamed_department == pytest.approx(numbers.departments.prior_blamed)
    assert world.counties.surfacing == pytest.approx(conduct.prior_surfacing)
    for name in ("leaving_elsewhere", "ended_sitting", "ended_down"):
        assert world.counties[name] == pytest.approx(conduct.prior_ended_other), name
    assert world.counties.ended_acting == pytest.approx(numbers.departments.prior_ended_acting)
    assert world.city.answered[0] == pytest.approx(numbers.supervisors.prior_answered)
    assert world.city.wrongful[0] == pytest.approx(numbers.supervisors.prior_faulted)


# --- choices --------------------------------------------------------------------------------------------------------------

# In the first month each post meets one case, a duty of its own that it keeps: people are then alike in what they hold.
ALIKE = world_numbers({
    "scale.counties": 40, "scale.townships": 20, "scale.posts": 30, "scale.departments": 60,
    "people.motivation_spread": 0.0, "people.loss_weight_spread": 0.0, "people.ceiling_years": 60.0,
    "problems.arrival": 1.0, "problems.own_share": 1.0,
})  # fmt: skip
AT_HOME = levers({"assignment.by_diligence": 0.0})


def logit_counts(utilities: list[float], precision: float, count: int) -> np.ndarray:
    odds = np.exp(precision * (np.array(utilities) - max(utilities)))
    return count * odds / odds.sum()


def prior_beliefs_of_a_county() -> SimpleNamespace:
    """What is believed in a county before anything has happened."""
    conduct, departments, problems = ALIKE.conduct, ALIKE.departments, ALIKE.problems
    plain = SimpleNamespace(
        blamed=[conduct.prior_blamed] * STEPS, blamed_for_error=[conduct.prior_blamed] * LOOKS,
        surfacing=conduct.prior_surfacing, leaving_elsewhere=conduct.prior_ended_other,
        ended=[conduct.prior_ended_active] * 2 + [conduct.prior_ended_other] * 2,
        erring=[conduct.prior_error] * 2 + [0.0] * 2,
        new_own=problems.arrival, new_assist=0.0, new_elsewhere=0.0,
        blamed_department=[departments.prior_blamed] * STEPS, blame_beside=departments.prior_beside,
        new_pairs=departments.prior_new, ended_acting=departments.prior_ended_acting,
        ended_sitting=conduct.prior_ended_other, ended_down=conduct.prior_ended_other,
    )  # fmt: skip
    return elsewhere_as_believed(plain, ALIKE.learning.horizon)


def test_the_first_choices_of_cadres_who_are_alike_follow_the_logit() -> None:
    conduct, people, learning = ALIKE.conduct, ALIKE.people, ALIKE.learning
    # No case is left with a colleague, the own share leaves no case to departments: each holds one duty of its own.
    assert ALIKE.problems.assist_share > 0.0 == max(0.0, ALIKE.problems.arrival - 1.0)
    rounds = Policy().promotion.bar * people.prize * conduct.prior_promoted
    rounds += Policy().promotion.bar_honours * people.honour_prize * conduct.prior_honoured
    severity = Policy().accountability.severity
    lasting = 1.0 - Policy().correction.restoration * conduct.prior_overturned
    plain = SimpleNamespace(
        solved=[prior_solved(option, conduct) for option in range(4)],
        promoted=[conduct.prior_promoted] * 4,
        honoured=[conduct.prior_honoured] * 4,
        reposted=[conduct.prior_reposted] * 4,
        safety=1.0 - conduct.prior_blamed,
        loss_rising=lasting * felt_loss(severity, 0, 0, rounds, learning.loss_curvature, ALIKE.ladder),
    )
    seen = felt_as_believed(plain, learning)
    person = SimpleNamespace(
        motivation=people.motivation_mean, loss_weight=people.loss_weight_mean, knowhow=0.0, tenure=0, diligence=0.0
    )
    post = SimpleNamespace(load=1, in_hand=[0, 0, 0, 0, 1], elsewhere=[0] * 5)
    county = prior_beliefs_of_a_county()
    county.new_assist = ALIKE.problems.arrival * ALIKE.problems.assist_share
    hazards = [cadre_hazard(option, person, post, county, 1.0, AT_HOME.duty_list, ALIKE) for option in range(4)]
    risks = felt_rates(tuple(hazards), learning)
    utilities = [utility_of(option, person, seen, risks[option], 1, 1.0, True, ALIKE) for option in range(4)]
    world = simulate(ALIKE, AT_HOME, 1)
    assert (world.posts.load_now == 1).all()
    counts = [world.tallies[name][0] for name in ("months_work", "months_explore", "months_cover", "months_idle")]
    expected = logit_counts(utilities, learning.precision, len(world.posts))
    assert chi_square(counts, expected) < chi_square_limit(3)
    assert chi_square(counts, [len(world.posts) / 4] * 4) > chi_square_limit(3), "not just anything would have fitted"
    careless = logit_counts(
        [utility_of(option, person, seen, 0.0, 1, 1.0, True, ALIKE) for option in range(4)],
        learning.precision, len(world.posts),
    )  # fmt: skip
    assert chi_square(counts, careless) > chi_square_limit(3), "nor would choices without fear"


def test_the_first_choices_of_departments_follow_the_logit() -> None:
    """They hold nothing yet, and await what comes."""
    numbers, conduct, learning = ALIKE.departments, ALIKE.conduct, ALIKE.learning
    head_value = ALIKE.people.prize * conduct.prior_promoted
    lasting = 1.0 - Policy().correction.restoration * conduct.prior_overturned
    loss = lasting * felt_loss(
        Policy().accountability.severity, 0, 0, head_value, learning.loss_curvature, ALIKE.ladder
    )
    first = SimpleNamespace(kept=[0] * 4, down=[0] * 3, turn=1.0)
    cases = capacity(ALIKE.scale.townships, Policy().resources)
    county = prior_beliefs_of_a_county()
    hazards = [department_hazard(option, first, county, cases, Policy().duty_list, ALIKE) for option in range(3)]
    utilities = [department.utility(option, hazards[option], loss, learning, numbers) for option in range(3)]
    world = simulate(ALIKE, Policy(), 1)
    counts = [world.tallies[name][0] for name in ("months_act", "months_offload", "months_relay")]
    expected = logit_counts(utilities, learning.precision, len(world.departments))
    assert chi_square(counts, expected) < chi_square_limit(2)


def test_everybody_reconsiders_at_the_rate_of_revision_and_otherwise_goes_on() -> None:
    """With blind choice, three of four who reconsider end up elsewhere."""
    numbers = world_numbers({"learning.precision": 0.0, "learning.revision": 0.25, "people.turnover": 0.0})
    world = simulate(
        numbers, levers({"promotion.reposting": 0.0, "accountability.strictness_work": 0.0}), 11, record=True
    )
    moved = (world.conduct[1:] != world.conduct[:-1]).sum()
    chances = np.array([0.25 * 0.75, 1.0 - 0.25 * 0.75])
    everybody = world.conduct[1:].size
    assert chi_square([moved, everybody - moved], everybody * chances) < chi_square_limit(1)
    counts = np.bincount(world.conduct[-1], minlength=4)
    assert chi_square(counts, np.full(4, counts.sum() / 4)) < chi_square_limit(3)


# --- open cases -----------------------------------------------------------------------------------------------------------


@cache
def steady() -> State:
    """A world that has gone on for long, in which nobody learns and no case is forgotten, so that it settles."""
    numbers = world_numbers(
        {"learning.precision": 0.0, "problems.known_at_start": 1.0, "problems.eruption_rate": 0.005}
    )
    able = levers({"resources.authority": 1.0, "resources.department_capacity": 10.0})
    return simulate(numbers, able, 600, log=True)


def closings(world: State) -> tuple[np.ndarray, np.ndarray]:
    """Month and age of every case when it ended, by solution or by eruption."""
    surfaced = events(world, SURFACED)
    ended = np.concatenate([events(world, SOLVED), surfaced[surfaced.detail == ERUPTED]])
    born = (ended["case_number"] & np.uint64(0xFFFF)).astype(int) - 1
    return ended["month"], ended["month"] - born


def test_littles_law_holds_for_open_cases() -> None:
    """Mean number open = arrivals a month × mean age at closing, within three standard errors over spans of five years."""
    world, start, span = steady(), 120, 60
    month, age = closings(world)
    gaps = []
    for first in range(start, 600, span):
        ends = (month >= first) & (month < first + span)
        mean_open = world.tallies.open[first : first + span].mean()
        gaps.append(mean_open - world.tallies.arisen[first : first + span].mean() * age[ends].mean())
    error = np.std(gaps, ddof=1) / np.sqrt(len(gaps))
    assert abs(np.mean(gaps)) < 3.0 * error
    assert error < 0.02 * world.tallies.open[start:].mean(), "the test can tell"


def test_every_month_that_a_case_was_open_is_counted_once() -> None:
    """Little's law without its limit: months open add up to the ages of cases when closed, or at the end."""
    world = steady()
    _, age = closings(world)
    cases = in_use(world, "cases")
    still_open = 600 - cases.born[cases.open == 1].astype(int)
    assert world.tallies.open.sum() == age.sum() + still_open.sum()
    assert world.tallies.solved_months.sum() < age.sum()


# --- rounds and effect periods ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.08, 0.31, 1.0])
def test_the_share_of_those_competing_that_is_promoted_is_exactly_as_set(share: float) -> None:
    """Nobody who may compete leaves, so that after a round everyone still knows whether they did."""
    numbers = world_numbers({
        "scale.townships": 3, "people.promoted_share": share, "people.turnover": 0.0, "people.retirement_years": 80.0,
        "ladder.removal_chance": 0.0,
    })  # fmt: skip
    for months in (12, 36, 60):
        world = simulate(numbers, levers({"accountability.inspection_rate": 0.05}), months, log=True)
        by_county = world.people.competes[world.posts.holder].reshape(numbers.scale.counties, -1).sum(axis=1)
        places = sum(int(share * competing + 0.5) for competing in by_county.tolist())
        assert world.tallies.promoted[months - 1] == places
        assert world.tallies.competing[months - 1] == by_county.sum()
        assert (events(world, PROMOTED).month == months - 1).sum() == places
        assert 0 < by_county.sum() < len(world.people)


def test_people_are_burdened_in_the_months_of_their_effect_periods_and_in_no_others() -> None:
    """A period runs from its start until it expires, its holder leaves, or the run ends."""
    world = simulate(world_numbers(), levers({"correction.reviewed": 0.0, "accountability.severity": 1.0}), 60)
    burdened = set()
    for record in in_use(world, "sanctions"):
        if record.person >= 0:
            until = min(record.expires, int(record.left) + 1, 60)
            burdened.update((int(record.person_id), month) for month in range(record.starts, until))
    assert world.tallies.months_burdened.sum() == len(burdened) > 1000


def test_without_effect_periods_nobody_is_burdened_and_nobody_barred() -> None:
    none = dict.fromkeys((f"ladder.{rung}_months" for rung in ("warning", "demerit", "major_demerit", "demotion")), 0)
    world = simulate(world_numbers(none), levers({"accountability.severity": 1.0}), 36)
    assert world.tallies.sanctions_township.sum() > 0
    assert world.tallies.months_burdened.sum() == 0
    assert world.people.barred_until.max() == 0
