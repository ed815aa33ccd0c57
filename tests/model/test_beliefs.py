"""Beliefs come to what truly happens, choices to the logit, open cases to Little's law, rounds to their announced share."""

from collections import Counter
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import changed, chi_square, chi_square_limit, events, in_use, levers, new_world, simulate, world_numbers
from wenze.agents import department
from wenze.agents.conduct import prior_solved
from wenze.agents.conduct import utility as utility_of
from wenze.agents.kinds import ASSIST, COVER, DEPARTMENTS, ERRED, ERUPTED, IDLE, TOWNSHIP, WORK
from wenze.agents.policy import Policy
from wenze.agents.policy.assignment import share_given
from wenze.agents.policy.resources import capacity
from wenze.agents.risk import cadre_hazard, department_hazard
from wenze.agents.sanction import felt_loss
from wenze.sim.events import ARISEN, DECIDED_EVENT, HANDED_DOWN, PROMOTED, SOLVED, SURFACED
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

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


# There, cases stay with the post where they arose: nobody is given others' and nobody passes them on.
AT_HOME = levers({"assignment.by_diligence": 0.0}, STATIONARY)
NOT_PASSED = changed(FROZEN, {"handling.strain_pass": 20.0})


@cache
def frozen(replication: int = 0, at_home: bool = False) -> State:
    """A large world over many months in which conduct goes by post, department and county, and never changes."""
    numbers, policy = (NOT_PASSED, AT_HOME) if at_home else (FROZEN, STATIONARY)
    world = new_world(numbers, MONTHS, replication=replication, log=True, record=True)
    world.conduct[:] = np.arange(len(world.posts)) % 4
    world.department_conduct[:] = np.arange(len(world.departments)) % 3
    world.style_conduct[:] = np.arange(len(world.counties)) % 3
    world.clock[0].forcing = 1
    return simulate(numbers, policy, MONTHS, world=world)


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
    world, learning = frozen(at_home=True), FROZEN.learning
    ones = np.full(len(world.posts), EXPOSURE_OF_ONE)
    exposure = learning.prior_weight + mixed_with_notices(by_township(ones, option))
    solved = mixed_with_notices(by_township(solved_by_post(world, remembered), option))
    prior = learning.prior_weight * prior_solved(option, FROZEN.conduct)
    assert world.townships.solved[:, option] == pytest.approx((prior + solved) / exposure, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("option", range(4))
def test_what_is_believed_to_be_solved_under_frozen_conduct_approaches_what_is(option: int) -> None:
    """What is believed in one replication is what happens in another: within three standard errors."""
    world, other = frozen(at_home=True), frozen(replication=1, at_home=True)
    people = by_township(np.ones(len(world.posts)), option).sum()
    belief = world.counties.solved_events[:, option].sum() / world.counties.exposure[:, option].sum()
    of_townships = by_township(solved_by_post(other, np.ones_like), option)
    frequency = of_townships.sum() / (people * MONTHS)
    # Both scatter, as the townships of a county do among themselves.
    within = of_townships.reshape(len(world.counties), -1).var(axis=1, ddof=1).mean()
    error = np.sqrt(2.0 * within * len(of_townships)) / (people * MONTHS)
    assert abs(belief - frequency) <= 3.0 * error
    assert error < 0.15 * frequency or frequency == 0.0, "the test can tell"


# What a county believes: the belief, what is remembered of it, over what, and the prior. One remembered a conduct, step, …
CONDUCT = FROZEN.conduct
PROBLEMS = FROZEN.problems
ACTIVE_PRIOR = [CONDUCT.prior_error, CONDUCT.prior_error, 0.0, 0.0]
ENDING_PRIOR = [CONDUCT.prior_ended_active] * 2 + [CONDUCT.prior_ended_other] * 2
ELSEWHERE = PROBLEMS.arrival * (1.0 - PROBLEMS.own_share - PROBLEMS.assist_share)
COUNTY_BELIEFS = [
    ("surfacing", "surfaced", "case_months", CONDUCT.prior_surfacing),
    ("blamed", "step_blamed", "step_seen", CONDUCT.prior_blamed),
    ("blamed_department", "department_blamed", "department_seen", FROZEN.departments.prior_blamed),
    ("blamed_for_error", "error_blamed", "error_seen", CONDUCT.prior_blamed),
    ("blamed_helper", "help_blamed", "help_seen", CONDUCT.prior_blamed),
    ("blamed_passer", "passed_blamed", "passed_seen", CONDUCT.prior_blamed),
    ("erring", "errors", "in_hand", ACTIVE_PRIOR),
    ("ended", "endings", "busy", ENDING_PRIOR),
    ("leaving_elsewhere", "departures", "elsewhere", CONDUCT.prior_ended_other),
    ("new_own", "arrivals_own", None, PROBLEMS.arrival * PROBLEMS.own_share),
    ("new_assist", "arrivals_assist", None, PROBLEMS.arrival * PROBLEMS.assist_share),
    ("new_elsewhere", "arrivals_elsewhere", None, ELSEWHERE),
    ("new_pairs", "arrivals_pairs", "department_months", FROZEN.departments.prior_new),
    ("blame_beside", "blamed_beside", "department_months", FROZEN.departments.prior_beside),
]  # fmt: skip


@pytest.mark.parametrize(("believed", "events_of", "exposure_of", "prior"), COUNTY_BELIEFS)
def test_a_county_believes_its_prior_and_all_that_is_remembered_over_all_exposure(
    believed: str, events_of: str, exposure_of: str | None, prior: float | list[float]
) -> None:
    counties, weight = frozen().counties, FROZEN.learning.prior_weight
    exposure = counties[exposure_of] if exposure_of else counties.exposure.sum(axis=1)
    expected = (weight * np.array(prior) + counties[events_of]) / (weight + exposure)
    assert counties[believed] == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert counties[events_of].max() > 0.0 and exposure.sum(axis=0).min() > 0.0, "there is something to remember"


def test_departments_believe_how_their_cases_end_by_what_they_do() -> None:
    counties, weight = frozen().counties, FROZEN.learning.prior_weight
    other = CONDUCT.prior_ended_other
    for at, (name, prior) in enumerate(
        (("ended_acting", FROZEN.departments.prior_ended_acting), ("ended_sitting", other), ("ended_down", other))
    ):
        expected = (weight * prior + counties.pairs_ended[:, at]) / (weight + counties.pairs[:, at])
        assert counties[name] == pytest.approx(expected, rel=1e-12)
        assert counties.pairs_ended[:, at].min() > 0.0


def remembered_of(found: np.ndarray, world: State, weigh=1.0) -> np.ndarray:
    """By county, how much is remembered of events of the log."""
    return np.bincount(found.county, remembered(found.month) * weigh, minlength=len(world.counties))


def test_a_county_remembers_what_the_log_tells() -> None:
    """Surfacing by the way it came, errors, endings, decisions, own duties passed on, problems and cases handed down."""
    world = frozen()
    counties = world.counties
    surfaced = events(world, SURFACED)
    by_error = surfaced.detail == ERRED
    assert counties.surfaced == pytest.approx(remembered_of(surfaced[~by_error], world), rel=1e-9)
    assert counties.errors.sum(axis=1) == pytest.approx(remembered_of(surfaced[by_error], world), rel=1e-9)
    assert (counties.errors[:, [COVER, IDLE]] == 0.0).all()
    ended = remembered_of(events(world, SOLVED), world) + remembered_of(surfaced[surfaced.detail == ERUPTED], world)
    elsewhere = counties.departures - remembered_of_late_handing_down(world)
    away = ended - counties.endings.sum(axis=1) - elsewhere  # own duties that ended while passed up
    assert away.min() > -1e-6 and away.max() < 0.1 * ended.max()
    decided = events(world, DECIDED_EVENT)
    assert counties.style_notices.sum(axis=1) == pytest.approx(remembered_of(decided, world), rel=1e-9)
    arisen = events(world, ARISEN)
    assert counties.arrivals_own == pytest.approx(remembered_of(arisen[arisen.detail == TOWNSHIP], world), rel=1e-9)
    handed = events(world, HANDED_DOWN)
    owner = dict(zip(arisen.case_number.tolist(), arisen.detail.tolist(), strict=True))
    alone = handed[[owner[number] == DEPARTMENTS for number in handed.case_number.tolist()]]
    assisted = arisen[arisen.detail == ASSIST]
    assert counties.arrivals_assist == pytest.approx(
        remembered_of(assisted, world) + remembered_of(alone, world), rel=1e-9
    )


def remembered_of_late_handing_down(world: State) -> np.ndarray:
    """Cases of the departments alone that were handed down in a later month than they arose."""
    handed = events(world, HANDED_DOWN)
    arisen = events(world, ARISEN)
    alone = set(arisen.case_number[arisen.detail == DEPARTMENTS].tolist())
    born = (handed.case_number & np.uint64(0xFFFF)).astype(int) - 1
    late = (born < handed.month) & np.array([number in alone for number in handed.case_number.tolist()])
    return remembered_of(handed[late], world)


@pytest.mark.parametrize("step", range(3))
def test_the_blame_of_one_replication_is_that_of_another(step: int) -> None:
    """Whoever answers by what the file shows: within three standard errors."""
    world, other = (frozen(one, at_home=True).counties for one in (0, 1))
    for seen, blamed in (("step_seen", "step_blamed"), ("department_seen", "department_blamed")):
        one, two = (found[blamed][:, step].sum() / found[seen][:, step].sum() for found in (world, other))
        share = (one + two) / 2.0
        # What is remembered weighs less than one each, so that there were more than are counted.
        error = np.sqrt(share * (1.0 - share) * (1.0 / world[seen][:, step].sum() + 1.0 / other[seen][:, step].sum()))
        assert abs(one - two) <= 3.0 * error
        assert error < 0.05, "the test can tell"


def test_lying_flat_solves_nothing_and_everybody_comes_to_know_it() -> None:
    assert frozen().townships.solved[:, IDLE].max() == 0.0
    assert frozen().townships.solved[:, WORK].min() > 0.05


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
    for name in ("blamed", "blamed_for_error", "blamed_helper", "blamed_passer"):
        assert world.counties[name] == pytest.approx(conduct.prior_blamed), name
    assert world.counties.surfacing == pytest.approx(conduct.prior_surfacing)
    assert world.counties.blamed_department == pytest.approx(numbers.departments.prior_blamed)
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


def believed_at_first(numbers, policy) -> SimpleNamespace:
    """What a county believes before anything has happened, the year that a sanction would cost the rising included."""
    conduct, people, problems = numbers.conduct, numbers.people, numbers.problems
    own, assist = problems.arrival * problems.own_share, problems.arrival * problems.assist_share
    value = policy.promotion.bar * people.prize * conduct.prior_promoted
    if policy.promotion.bar_honours:
        value += policy.promotion.bar * people.honour_prize * conduct.prior_honoured
    lasting = 1.0 - policy.correction.restoration * conduct.prior_overturned
    severity, curvature = policy.accountability.severity, numbers.learning.loss_curvature
    return SimpleNamespace(
        surfacing=conduct.prior_surfacing, blamed=[conduct.prior_blamed] * 3, blamed_for_error=[conduct.prior_blamed] * 3,
        erring=ACTIVE_PRIOR, ended=ENDING_PRIOR, leaving_elsewhere=conduct.prior_ended_other,
        new_own=own, new_assist=assist, new_elsewhere=problems.arrival - own - assist,
        blamed_department=[numbers.departments.prior_blamed] * 3, new_pairs=numbers.departments.prior_new,
        blame_beside=numbers.departments.prior_beside, ended_acting=numbers.departments.prior_ended_acting,
        ended_sitting=conduct.prior_ended_other, ended_down=conduct.prior_ended_other,
        loss_rising=lasting * felt_loss(severity, 0, 0, value, curvature, numbers.ladder),
        loss_head=lasting * felt_loss(severity, 0, 0, people.prize * conduct.prior_promoted, curvature, numbers.ladder),
    )  # fmt: skip


def test_the_first_choices_of_cadres_who_are_alike_follow_the_logit() -> None:
    """They are alike but for what they have in hand, and for whether they are new to their post."""
    policy, conduct, people, learning = Policy(), ALIKE.conduct, ALIKE.people, ALIKE.learning
    county = believed_at_first(ALIKE, policy)
    seen = SimpleNamespace(
        solved=[prior_solved(option, conduct) for option in range(4)],
        promoted=[conduct.prior_promoted] * 4,
        honoured=[conduct.prior_honoured] * 4,
        reposted=[conduct.prior_reposted] * 4,
        safety=1.0 - conduct.prior_blamed,
        loss_rising=county.loss_rising,
    )
    world = simulate(ALIKE, policy, 1)
    posts = ALIKE.scale.posts
    new_to_it = world.people.tenure[world.posts.holder] - 1 < people.inexperience_months
    alike = Counter(
        (tuple(post.in_hand.tolist()), tuple(post.elsewhere.tolist()), int(post.load_now), bool(new))
        for post, new in zip(world.posts, new_to_it, strict=True)
    )
    assert len(alike) > 5 and {load for _, _, load, _ in alike} >= {0, 1}
    expected = np.zeros(4)
    for (in_hand, elsewhere, load, new), count in alike.items():
        files = SimpleNamespace(in_hand=in_hand, elsewhere=elsewhere, load=load)
        person = SimpleNamespace(
            motivation=people.motivation_mean, loss_weight=people.loss_weight_mean, knowhow=0.0, diligence=0.0,
            tenure=0 if new else 999,
        )  # fmt: skip
        utilities = []
        for option in range(4):
            given = share_given(option, person, float(posts), posts, policy, ALIKE.handling)
            hazard = cadre_hazard(option, person, files, county, given, policy.duty_list, ALIKE)
            utilities.append(utility_of(option, person, seen, hazard, load, 1.0, True, ALIKE))
        expected += logit_counts(utilities, learning.precision, count)
    counts = [world.tallies[name][0] for name in ("months_work", "months_explore", "months_cover", "months_idle")]
    assert chi_square(counts, expected) < chi_square_limit(3)
    assert chi_square(counts, [len(world.posts) / 4] * 4) > chi_square_limit(3), "not just anything would have fitted"


def test_the_first_choices_of_departments_follow_the_logit() -> None:
    """They hold nothing yet, and fear what they will be given."""
    numbers, learning, policy = ALIKE.departments, ALIKE.learning, Policy()
    county = believed_at_first(ALIKE, policy)
    empty = SimpleNamespace(kept=[0] * 4, down=[0] * 3, turn=1.0)
    cases = capacity(ALIKE.scale.townships, policy.resources)
    utilities = [
        department.utility(
            option,
            department_hazard(option, empty, county, cases, policy.duty_list, ALIKE),
            county.loss_head,
            learning,
            numbers,
        )
        for option in range(3)
    ]
    world = simulate(ALIKE, policy, 1)
    counts = [world.tallies[name][0] for name in ("months_act", "months_offload", "months_relay")]
    expected = logit_counts(utilities, learning.precision, len(world.departments))
    assert chi_square(counts, expected) < chi_square_limit(2)
    assert chi_square(counts, [len(world.departments) / 3] * 3) > chi_square_limit(2), "it can tell"


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
