"""Beliefs come to what truly happens, choices to the logit, open cases to Little's law, rounds to their announced share."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import chi_square, chi_square_limit, events, in_use, levers, new_world, simulate, world_numbers
from wenze.agents import department
from wenze.agents.choice import felt_probability, within_a_year
from wenze.agents.conduct import prior_solved
from wenze.agents.conduct import utility as utility_of
from wenze.agents.kinds import ERUPTED, IDLE, WORK
from wenze.agents.policy import Policy
from wenze.agents.policy.promotion import probability_to_compete
from wenze.agents.sanction import felt_loss
from wenze.sim.events import DECIDED_EVENT, PROMOTED, SANCTIONED, SOLVED, SURFACED
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
})  # fmt: skip
STATIONARY = levers({
    "promotion.reposting": 0.0,  # so that everybody keeps the conduct of one post
    "misconduct.temptation": 0.0,
    "accountability.inspection_rate": 0.05,
    "correction.reviewed": 0.0,
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


def sanctioned_by_post(world: State, weigh) -> np.ndarray:
    """Sanctions of the holders of each post."""
    sanctioned = events(world, SANCTIONED)
    home = sanctioned.subject & POST_OF
    order = np.argsort(world.posts.number)
    place = order[np.searchsorted(world.posts.number[order], home).clip(max=len(order) - 1)]
    ours = world.posts.number[place] == home
    return np.bincount(place[ours], weigh(sanctioned.month[ours]), minlength=len(world.posts))


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
    sanctioned = mixed_with_notices(by_township(sanctioned_by_post(world, remembered), option))
    monthly = (learning.prior_weight * FROZEN.conduct.prior_sanction + sanctioned) / exposure
    felt = [felt_probability(within_a_year(chance), learning.risk_curvature) for chance in monthly]
    assert world.townships.risk[:, option] == pytest.approx(felt, rel=1e-6)


@pytest.mark.parametrize("option", range(4))
def test_beliefs_under_frozen_conduct_approach_true_frequencies(option: int) -> None:
    """What is believed in one replication is what happens in another: within three standard errors."""
    world, other = frozen(), frozen(replication=1)
    every = np.ones_like
    people = by_township(np.ones(len(world.posts)), option).sum()
    for believed, happened in (
        (world.counties.solved_events, solved_by_post(other, every)),
        (world.counties.sanctioned_events, sanctioned_by_post(other, every)),
    ):
        belief = believed[:, option].sum() / world.counties.exposure[:, option].sum()
        of_townships = by_township(happened, option)
        frequency = of_townships.sum() / (people * MONTHS)
        # Both scatter, as the townships of a county do among themselves.
        within = of_townships.reshape(len(world.counties), -1).var(axis=1, ddof=1).mean()
        error = np.sqrt(2.0 * within * len(of_townships)) / (people * MONTHS)
        assert abs(belief - frequency) <= 3.0 * error
        assert error < 0.15 * frequency or frequency == 0.0, "the test can tell"


def test_lying_flat_solves_nothing_and_everybody_comes_to_know_it() -> None:
    assert frozen().townships.solved[:, IDLE].max() == 0.0
    assert frozen().townships.solved[:, WORK].min() > 0.05


def test_departments_come_to_believe_how_often_each_option_is_blamed() -> None:
    world, learning = frozen(), FROZEN.learning
    sanctioned = events(world, SANCTIONED)
    number = world.departments.number
    for index, county in enumerate(world.counties):
        felt = []
        for option in range(3):
            mine = (world.departments.county == index) & (np.arange(len(number)) % 3 == option)
            months = sanctioned.month[np.isin(sanctioned.subject & POST_OF, number[mine])]
            blamed = learning.prior_weight * FROZEN.departments.prior_blamed + remembered(months).sum()
            monthly = blamed / (learning.prior_weight + mine.sum() * EXPOSURE_OF_ONE)
            felt.append(felt_probability(within_a_year(monthly), learning.risk_curvature))
        assert county.department_risk == pytest.approx(felt, rel=1e-6)


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
    assert world.townships.safety == pytest.approx(1.0 - conduct.prior_blamed_clean)
    assert world.city.answered[0] == pytest.approx(numbers.supervisors.prior_answered)
    assert world.city.wrongful[0] == pytest.approx(numbers.supervisors.prior_faulted)


# --- choices --------------------------------------------------------------------------------------------------------------

ALIKE = world_numbers({
    "scale.counties": 40, "scale.townships": 20, "scale.posts": 30, "scale.departments": 60,
    "people.motivation_spread": 0.0, "people.loss_weight_spread": 0.0, "people.ceiling_years": 60.0,
})  # fmt: skip


def logit_counts(utilities: list[float], precision: float, count: int) -> np.ndarray:
    odds = np.exp(precision * (np.array(utilities) - max(utilities)))
    return count * odds / odds.sum()


def test_the_first_choices_of_cadres_who_are_alike_follow_the_logit() -> None:
    policy, conduct, people, learning = Policy(), ALIKE.conduct, ALIKE.people, ALIKE.learning
    round_value = people.prize * conduct.prior_promoted
    severity = policy.accountability.severity
    seen = SimpleNamespace(
        solved=[prior_solved(option, conduct) for option in range(4)],
        risk=[felt_probability(within_a_year(conduct.prior_sanction), learning.risk_curvature)] * 4,
        promoted=[conduct.prior_promoted] * 4,
        honoured=[conduct.prior_honoured] * 4,
        reposted=[conduct.prior_reposted] * 4,
        safety=1.0 - conduct.prior_blamed_clean,
        loss_rising=felt_loss(severity, 0, 0, round_value, learning.loss_curvature, ALIKE.ladder),
    )
    person = SimpleNamespace(motivation=people.motivation_mean, loss_weight=people.loss_weight_mean, knowhow=0.0)
    competes = probability_to_compete(True, False, policy.promotion.bar)
    utilities = [utility_of(option, person, seen, competes, True, ALIKE) for option in range(4)]
    world = simulate(ALIKE, policy, 1)
    counts = [world.tallies[name][0] for name in ("months_work", "months_explore", "months_cover", "months_idle")]
    expected = logit_counts(utilities, learning.precision, len(world.posts))
    assert chi_square(counts, expected) < chi_square_limit(3)
    assert chi_square(counts, [len(world.posts) / 4] * 4) > chi_square_limit(3), "not just anything would have fitted"


def test_the_first_choices_of_departments_follow_the_logit() -> None:
    numbers, conduct, learning = ALIKE.departments, ALIKE.conduct, ALIKE.learning
    risk = felt_probability(within_a_year(numbers.prior_blamed), learning.risk_curvature)
    head_value = ALIKE.people.prize * conduct.prior_promoted
    loss = felt_loss(Policy().accountability.severity, 0, 0, head_value, learning.loss_curvature, ALIKE.ladder)
    utilities = [department.utility(option, risk, loss, numbers) for option in range(3)]
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
