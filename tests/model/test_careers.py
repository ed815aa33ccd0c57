"""Careers: what promotes, what an effect period keeps from, what is worked off, what is given back; two streams of sanctions."""

from itertools import pairwise

import numpy as np
import pytest
from conftest import (
    LIVELY,
    TWO_COUNTIES,
    all_scenarios,
    changed,
    copy_of,
    differences,
    events,
    first_policy,
    in_every_block,
    in_use,
    levers,
    new_world,
    simulate,
    world_numbers,
)
from wenze.agents import draws
from wenze.agents.choice import FIXED, fixed
from wenze.agents.kinds import EXPOSED, NEVER, NOBODY
from wenze.agents.policy import Policy
from wenze.agents.sanction import effect_months
from wenze.sim.events import DISCIPLINED, OVERTURNED, PROMOTED, SANCTIONED
from wenze.sim.phases.careers import moments, weight_of_record
from wenze.sim.phases.correction import decide_reviews
from wenze.sim.phases.histories import work_off
from wenze.sim.records import params_record
from wenze.sim.state import State

pytestmark = pytest.mark.usefixtures("engine")

TOWNS = {**TWO_COUNTIES, "scale.townships": 6, "scale.posts": 8}
NUMBERS = world_numbers(LIVELY, TOWNS, {"people.promoted_share": 0.2})
HARSH = {"accountability.severity": 1.0, "accountability.strictness_work": 0.76, "accountability.inspection_rate": 0.05}
LAST = 11  # the month of the first round


# --- the score ------------------------------------------------------------------------------------------------------------


def before_the_round(policy: Policy, months: int = 36, **how) -> State:
    """A world whose next month holds a yearly round."""
    return simulate(NUMBERS, policy, months - 1, world=new_world(NUMBERS, months, log=True, **how))


def promoted_at(world: State, policy: Policy, month: int = 35) -> set[int]:
    """Who is promoted at the round of the next month, under a policy from that month on."""
    after = simulate(NUMBERS, policy, month + 1, first=month, world=copy_of(world))
    rounds = events(after, PROMOTED)
    return set(rounds.subject[(rounds.month == month) & (rounds.detail == 0)].tolist())


# Everybody below the ceiling is let in, the sanctioned as well, so that records differ.
OPEN = {**HARSH, "promotion.bar": 0.0}


def test_merit_and_record_both_count_between_the_ends_of_their_weight() -> None:
    """What was a step: the clean first, whatever the weight of merit."""
    weights = (0.01, 0.3, 0.5, 0.6, 1.0)
    found = []
    for replication in range(4):
        world = before_the_round(levers(OPEN), replication=replication)
        found.append([promoted_at(world, levers({**OPEN, "promotion.merit_weight": weight})) for weight in weights])
    for one in range(len(weights)):
        for other in range(one):
            assert any(sets[one] != sets[other] for sets in found), (weights[one], weights[other])


def test_who_is_promoted_changes_little_by_little_with_the_weight() -> None:
    """Continuous: of a hundred small steps none changes more than a few of those promoted."""
    world = before_the_round(levers(OPEN))
    weights = [number / 100 for number in range(101)]
    sets = [promoted_at(world, levers({**OPEN, "promotion.merit_weight": weight})) for weight in weights]
    steps = [len(one - other) for one, other in pairwise(sets)]
    assert sum(steps) >= len(sets[0] - sets[-1]) > 3
    assert max(steps) <= 3


def test_the_highest_scores_are_promoted() -> None:
    """The score worked out by hand from the state at the round: standardised among those let in."""
    numbers = changed(NUMBERS, {"scale.counties": 1, "people.turnover": 0.0, "ladder.removal_chance": 0.0,
                                "discipline.removal_chance": 0.0, "people.retirement_years": 80.0})  # fmt: skip
    policy = levers({**OPEN, "promotion.merit_weight": 0.4, "promotion.reposting": 0.0})
    world = simulate(numbers, policy, 24, log=True)
    rounds = events(world, PROMOTED)
    names = rounds.subject[(rounds.month == 23) & (rounds.detail == 0)]
    people = world.people[world.posts.holder]
    let_in = people.competes == 1
    merit = world.merit[let_in]
    record = np.array([-weight_of_record(world, last, 0.96, 23) for last in people.last_sanction[let_in]])
    score = 0.4 * (merit - merit.mean()) / merit.std() + 0.6 * (record - record.mean()) / record.std()
    won = np.isin(people.number[let_in], names)
    assert won.sum() == int(0.2 * let_in.sum() + 0.5) > 3
    assert score[won].min() > score[~won].max()


def test_the_moments_are_those_of_those_let_in_and_nothing_where_all_are_alike() -> None:
    world = new_world(world_numbers(TWO_COUNTIES), 1)
    world = simulate(world_numbers(TWO_COUNTIES), Policy(), 1, world=world)
    world.people.competes[:] = 1
    world.people.competes[world.posts[2].holder] = 0
    values = np.array([1.0, 2.0, 1e9, 4.0, 0.1, 0.1, 0.1, 0.1])
    let_in = np.delete(values, 2)
    mean, deviation = moments(world, values, 0, 8, 7)
    assert (mean, deviation) == (pytest.approx(let_in.mean()), pytest.approx(let_in.std()))
    assert moments(world, np.full(8, 0.1), 0, 8, 7) == (0.0, 0.0)


# --- bars -----------------------------------------------------------------------------------------------------------------


def test_nobody_under_an_effect_period_is_honoured_where_that_is_barred() -> None:
    """All honours there are go to others; where it is not barred, those of most merit get them, barred or not."""
    generous = {"promotion.honours": 0.5, "promotion.bar": 1.0}
    world = before_the_round(levers({**HARSH, **generous}))
    for bar, fewer in ((1.0, True), (0.0, False)):
        regime = levers({**HARSH, **generous, "promotion.bar_honours": bar})
        after = simulate(NUMBERS, regime, 36, first=35, world=copy_of(world))
        burdened = int(after.tallies.months_burdened[35])
        places = 2 * int(0.5 * len(after.posts) / 2 + 0.5)
        assert burdened > len(after.posts) / 2
        honoured = int(after.tallies.honoured[35])
        assert honoured == (min(places, len(after.posts) - burdened) if fewer else places) or honoured < places
        assert (honoured < places) == fewer


def test_rounds_missed_are_counted_and_kept_with_the_person() -> None:
    world = before_the_round(levers({**HARSH, "promotion.bar": 1.0}))
    after = simulate(NUMBERS, levers({**HARSH, "promotion.bar": 1.0}), 36, first=35, world=copy_of(world))
    missed = after.tallies.rounds_missed[35]
    stayed = np.isin(after.people.number, world.people.number)
    assert missed >= (after.people.rounds_missed[stayed] & 1).sum() > 10
    assert (after.people.rounds_missed[~stayed] == 0).all()
    assert ((after.people.rounds_missed[stayed] >> 1) == world.people.rounds_missed[stayed]).all()
    free = simulate(NUMBERS, levers({**HARSH, "promotion.bar": 0.0}), 36, first=35, world=copy_of(world))
    assert free.tallies.rounds_missed[35] == 0


# --- working off ----------------------------------------------------------------------------------------------------------


def worked(redemption: float, barred: int, solved: float, left_over: float = 0.0, month: int = 20):
    """What is left of an effect period after a month in which so much was solved, and what is over."""
    world = new_world(world_numbers(TWO_COUNTIES), 1)
    person = world.people[0]
    person.barred_until, person.solved_now, person.worked = barred, fixed(solved), fixed(left_over)
    work_off(person, levers({"correction.redemption": redemption}).correction, month)
    return int(person.barred_until), person.worked / FIXED


@pytest.mark.parametrize(
    ("barred", "solved", "left_over", "free", "over"),
    [
        (30, 0.25, 0.0, 30, 0.75),  # three quarters of a month: nothing yet
        (30, 0.25, 0.75, 29, 0.5),  # and the rest of the first month with it
        (30, 2.0, 0.0, 24, 0.0),
        (30, 5.0, 0.0, 21, 0.0),  # never below the next month
        (21, 5.0, 0.5, 21, 0.5),
        (20, 5.0, 0.5, 20, 0.0),  # no period runs on: nothing is kept
        (0, 5.0, 0.5, 0, 0.0),
    ],
)
def test_what_is_solved_shortens_a_running_period(
    barred: int, solved: float, left_over: float, free: int, over: float
) -> None:
    assert worked(3.0, barred, solved, left_over) == (free, over)


def test_working_off_shortens_what_people_bear_and_moves_those_it_is_meant_for() -> None:
    numbers = world_numbers({"scale.counties": 2})
    regimes = [levers({"accountability.severity": 1.0, "correction.redemption": months}) for months in (0.0, 12.0)]
    plain, worked_for = (simulate(numbers, regime, 84) for regime in regimes)
    assert (plain.people.worked == 0).all()
    assert (worked_for.people.worked < FIXED).all() and worked_for.people.worked.max() > 0
    assert worked_for.tallies.months_burdened.sum() < 0.9 * plain.tallies.months_burdened.sum()
    idle, none = (
        world.tallies.idle_burdened.sum() / world.tallies.months_burdened.sum() for world in (worked_for, plain)
    )
    assert idle < 0.8 * none, "solving problems frees, and they know"


def test_what_records_say_of_a_period_stays_as_decided() -> None:
    """Whoever was sanctioned once has on record when that ends by the ladder, however much has been worked off since."""
    policy = levers({"accountability.severity": 1.0, "correction.redemption": 12.0})
    world = simulate(world_numbers({"scale.counties": 2}), policy, 60)
    records = in_use(world, "sanctions")
    alone = records[(records.previous == 0) & (records.next == 0) & (records.person != NOBODY)]
    period = [effect_months(rung, NUMBERS.ladder) for rung in alone.rung]
    assert (alone.starts == alone.decided).all()
    assert (alone.expires == alone.decided + period).all()
    free = world.people.barred_until[alone.person]
    there = world.people.number[alone.person] == alone.person_id
    assert (free[there] <= alone.expires[there]).all() and (free[there] < alone.expires[there]).sum() > 3


# --- what is overturned ------------------------------------------------------------------------------------------------------


def barred_at_a_round(rung: int = 2, months: int = 15) -> tuple[State, int]:
    """A quiet world in month 14 in which one person was sanctioned in month 5 and so missed the round of month 11; its place."""
    numbers = world_numbers(
        TWO_COUNTIES,
        {"problems.arrival": 0.0, "problems.river_month": 11999, "discipline.rate": 0.0, "discipline.head_rate": 0.0},
    )
    world = simulate(numbers, Policy(), months - 1, world=new_world(numbers, months, log=True))
    person = world.people[3]
    world.blocks[0].sanctions = 1
    record = world.sanctions[0]
    record.person, record.department, record.person_id = 3, NOBODY, person.number
    record.case_number, record.surfaced, record.rung, record.decided = 77, 4, rung, 5
    record.starts, record.expires, record.review_due = 5, 5 + 12, months - 1
    record.overturned = record.left = NEVER
    record.misattributed = 1
    person.last_sanction, person.barred_until, person.rounds_missed = 1, 17, 1
    world.blocks[0].reviews, world.reviews[0] = 1, 0
    return world, 3


def overturned(world: State, restoration: float, promoted_share: float, month: int = 14) -> State:
    numbers = world_numbers(TWO_COUNTIES, {"people.promoted_share": promoted_share})
    policy = levers({"correction.accuracy": 1.0, "correction.restoration": restoration})
    after = copy_of(world)
    with np.errstate(over="ignore"):
        in_every_block(decide_reviews, after, params_record(numbers), params_record(policy), month)
    assert after.tallies.overturned[month] == 1
    return after


def test_a_missed_round_is_made_up_for_by_the_draws_of_its_month() -> None:
    world, index = barred_at_a_round()
    person = world.people[index]
    with np.errstate(over="ignore"):
        entity = draws.entity_state(draws.month_state(world.clock[0].run, LAST), person.number)
        u_made_up, u_promoted = draws.uniform(entity, draws.MADE_UP), draws.uniform(entity, draws.MADE_UP_PROMOTED)
    small = 1e-9
    for restoration, share, made_up in (
        (u_made_up + small, u_promoted + small, 1), (u_made_up - small, 1.0, 0), (1.0, u_promoted - small, 0),
    ):  # fmt: skip
        after = overturned(world, restoration, share)
        assert after.tallies.made_up[14] == after.people[index].promotions - person.promotions == made_up
        assert after.people[index].rounds_missed == 0, "it is tried once and for all"
        assert len(events(after, PROMOTED)) == len(events(world, PROMOTED)) + made_up


def test_a_round_that_would_have_been_missed_all_the_same_is_not_made_up_for() -> None:
    """Another sanction, which stands, barred as well; one decided only after the round did not."""
    for decided, tried in ((6, False), (12, True)):
        world, index = barred_at_a_round()
        world.blocks[0].sanctions = 2
        world.sanctions[1] = world.sanctions[0]
        other = world.sanctions[1]
        other.decided, other.previous, other.review_due = decided, 1, NEVER
        world.sanctions[0].next = 2
        world.people[index].last_sanction = 2
        after = overturned(world, 1.0, 1.0)
        assert (after.people[index].rounds_missed == 0) == tried
        assert after.tallies.made_up[14] == tried


def test_nothing_is_made_up_for_a_talk_nor_for_who_is_removed() -> None:
    world, index = barred_at_a_round(rung=0)
    assert overturned(world, 1.0, 1.0).tallies.made_up[14] == 0
    world, index = barred_at_a_round()
    world.people[index].removed = 1
    assert overturned(world, 1.0, 1.0).tallies.made_up[14] == 0


def test_rounds_are_made_up_for_in_a_run_and_no_more_than_were_missed() -> None:
    thorough = {**HARSH, "correction.reviewed": 1.0, "correction.accuracy": 1.0, "correction.delay": 10.0}
    world = simulate(NUMBERS, levers({**thorough, "correction.restoration": 1.0}), 84, log=True)
    assert 0 < world.tallies.made_up.sum() < world.tallies.rounds_missed.sum()
    assert (events(world, PROMOTED).detail == 1).sum() == world.tallies.made_up.sum()
    none = simulate(NUMBERS, levers({**thorough, "correction.restoration": 0.0}), 84)
    assert none.tallies.made_up.sum() == 0 < none.tallies.rounds_missed.sum()


def test_what_is_overturned_lightens_what_a_sanction_is_felt_to_cost() -> None:
    """By the share that is believed to be overturned, from the county's own records; whoever restores nothing lightens nothing."""
    numbers = world_numbers(TWO_COUNTIES, LIVELY, {"learning.memory": 0.9})
    for restoration in (0.0, 0.8):
        policy = levers({"correction.reviewed": 0.7, "correction.delay": 1.0, "correction.restoration": restoration})
        world = simulate(numbers, policy, 60, log=True)
        for index, county in enumerate(world.counties):
            seen, gone = 0.0, 0.0
            deeds, cleared = events(world, SANCTIONED), events(world, OVERTURNED)
            records = in_use(world, "sanctions")
            own = records[(records.county == index) & (records.person != NOBODY) & (records.misconduct == 0)]
            own = own[own.discipline == 0]
            for month in range(60):
                seen = 0.9 * seen + (own.decided == month).sum()
                gone = 0.9 * gone + (own.overturned == month).sum()
            assert len(deeds) > 0 and len(cleared) > 0
            weight, prior = numbers.learning.prior_weight, numbers.conduct.prior_overturned
            share = min(1.0, (weight * prior + gone) / (weight + seen))
            assert county.lasting == pytest.approx(1.0 - restoration * share)


# --- two streams ----------------------------------------------------------------------------------------------------------


STEADY = {"people.turnover": 0.0, "ladder.removal_chance": 0.0, "discipline.removal_chance": 0.0,
          "people.retirement_years": 80.0}  # fmt: skip


def breaches(world: State) -> list[tuple[int, ...]]:
    """Who was sanctioned for a breach, when, and how gravely."""
    found = events(world, DISCIPLINED)
    return list(zip(found.month.tolist(), found.subject.tolist(), found.detail.tolist(), strict=True))


def test_breaches_of_discipline_are_not_moved_by_the_remedies_for_work() -> None:
    """As long as the same people are there: to the last one, under every regime that is as strict on misconduct."""
    numbers = world_numbers(TOWNS, STEADY, {"discipline.rate": 0.05})
    reference = simulate(numbers, Policy(), 40, log=True)
    plain, first = breaches(reference), set(reference.people.number.tolist())
    for scenario in all_scenarios():
        policy = scenario.stages[0].policy
        if policy.misconduct.strictness == Policy().misconduct.strictness:
            world = simulate(numbers, policy, 40, log=True)
            stayed = set(world.people.number.tolist()) & first
            assert len(stayed) > 0.9 * len(first), "but for a few who retire"
            mine, yours = ([breach for breach in of if breach[1] in stayed] for of in (breaches(world), plain))
            assert mine == yours and len(mine) > 50, scenario.name
    strict = breaches(simulate(numbers, levers({"misconduct.strictness": 1.0}), 40, log=True))
    assert {breach for breach in plain if breach[1] in first} < set(strict), (
        "who is caught with less is caught with more"
    )
    assert not breaches(simulate(numbers, levers({"misconduct.strictness": 0.0}), 40, log=True))


def test_breaches_follow_people_and_not_posts() -> None:
    """Whoever is still there has what it has in another regime, whoever else has left meanwhile."""
    numbers = world_numbers(LIVELY, TOWNS)
    one, other = (simulate(numbers, first_policy(name), 40, log=True) for name in ("full_reform", "blanket_punishment"))
    both = set(one.people.number.tolist()) & set(other.people.number.tolist())
    both = {number for number in both if number % 2**16 == 1}  # the others arrived at another time
    assert 10 < len(both) < len(one.people)
    mine, yours = ([breach for breach in breaches(world) if breach[1] in both] for world in (one, other))
    assert mine == yours and len(mine) > 10


def test_a_breach_goes_on_record_bars_and_removes_but_is_no_measure_of_work() -> None:
    quiet = {"problems.arrival": 0.0, "problems.river_month": 11999}
    numbers = world_numbers(
        TOWNS, quiet, {"discipline.rate": 0.1, "discipline.head_rate": 0.3, "discipline.talk_share": 0.0}
    )
    world = simulate(numbers, Policy(), 60, log=True)
    tally = world.tallies
    assert (
        tally.sanctions_discipline.sum() == tally.discipline_with_period.sum() == len(in_use(world, "sanctions")) > 100
    )
    for name in ("sanctions_township", "sanctions_with_period", "decided", "overturned", "reviewed", "top_sanctioned"):
        assert tally[name].sum() == 0, name
    assert tally.months_burdened.sum() > 0 and tally.rounds_missed.sum() > 0 and tally.removed.sum() > 0
    assert (world.counties.sanctions == 0.0).all()
    of_heads = int((in_use(world, "sanctions").department >= 0).sum())
    of_cadres = tally.sanctions_discipline.sum() - of_heads
    for found, rate, months in ((of_cadres, 0.1, tally.person_months), (of_heads, 0.3, tally.department_months)):
        chance = rate * Policy().misconduct.strictness
        error = np.sqrt(months.sum() * chance * (1.0 - chance))
        assert abs(found - months.sum() * chance) < 3.0 * error > 0.0


def test_without_breaches_a_run_is_as_it_was_but_for_what_they_do() -> None:
    """A rate of nothing: no record, and the same bits as where nobody is strict on misconduct and there is none."""
    honest = {"misconduct.temptation": 0.0}
    none = simulate(
        world_numbers(
            LIVELY, TOWNS, {"discipline.rate": 0.0, "discipline.head_rate": 0.0, "supervisors.false_alarm": 0.0}
        ),
        levers(honest),
        30,
    )
    lax = {**honest, "misconduct.strictness": 0.0}
    other = simulate(world_numbers(LIVELY, TOWNS, {"supervisors.false_alarm": 0.0}), levers(lax), 30)
    assert differences(none, other) == []


# --- how a deed comes out ----------------------------------------------------------------------------------------------------


def test_where_exposure_replaces_every_surfacing_of_a_tainted_case_exposes_it() -> None:
    tempting = {"misconduct.temptation": 1.0, "misconduct.benefit": 1000.0, "accountability.inspection_rate": 0.05}
    slow = changed(
        NUMBERS, {"supervisors.speed_deep": 0.01, "supervisors.speed_list": 0.01, "supervisors.speed_habit": 0.01}
    )
    for replaces in (0, 1):
        numbers = changed(slow, {"problems.exposure_replaces": replaces})
        world = simulate(numbers, levers(tempting), 30)
        tally, entries = world.tallies, in_use(world, "entries")
        assert tally.misconduct.sum() > 100
        assert (tally.exposed.sum() == 0) == bool(replaces)
        guilty = entries[entries.guilty == 1]
        assert len(guilty) > 20 and (guilty.surfaced_by == EXPOSED).all() and (guilty.looks_like_error == 1).all()
        assert (guilty.degree_township == 1.0).all() and (guilty.culpable_township == 1).all()
        # The doer is whom the truth names, as far as the case can still be asked.
        cases = {int(case.number): case for case in in_use(world, "cases") if case.open}
        # A case may err in the month it arises, before it tempts.
        asked = [
            entry for entry in entries if int(entry.number) in cases and entry.surfaced > cases[int(entry.number)].born
        ]
        tainted = [cases[int(entry.number)].tainted != 0 for entry in asked]
        if replaces:
            assert [entry.guilty == 1 for entry in asked] == tainted
            doers = [cases[int(entry.number)].tainted_by for entry in asked if entry.guilty]
            assert [entry.culprit_id for entry in asked if entry.guilty] == doers
        else:
            assert sum(tainted) > sum(entry.guilty == 1 for entry in asked)
