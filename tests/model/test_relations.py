"""How runs must be related: what may not change a run does not change a bit of it, and luck is the same for all."""

import dataclasses

import numpy as np
import pytest
from conftest import (
    BUSY,
    LIVELY,
    SMALL,
    TWO_COUNTIES,
    all_scenarios,
    changed,
    copy_of,
    differences,
    events,
    first_policy,
    in_use,
    levers,
    new_world,
    scenario,
    simulate,
    world_numbers,
)

from agents.policy import Policy
from sim import records
from sim.batch import advance, run_batch, spans
from sim.parameters import Run, definitions
from sim.phases.files import ARISEN
from sim.settings import Settings, Stage, compose

pytestmark = pytest.mark.usefixtures("engine")

MONTHS = 40
NUMBERS = world_numbers(TWO_COUNTIES, {"problems.arrival": 0.4, "people.turnover": 0.15})
SCENARIOS = all_scenarios()
ATTRIBUTES = ["number", "born", "severity", "owner", "kind", "novel", "prohibited"]  # drawn, and no index of anything


def policies(*names: str) -> list[Policy]:
    return [first_policy(name) for name in names]


def run_stages(stages, months: int = MONTHS, step: int = 10**6, **how):
    """A run under a timeline, in slices of ``step`` months."""
    world = new_world(NUMBERS, months, **how)
    numbers = records.numbers_record(NUMBERS)
    for first, last, policy in spans(stages, months):
        for start in range(first, last, step):
            world = advance(world, numbers, records.numbers_record(policy), start, min(last, start + step))
    return world


def problems_of(numbers, policy: Policy, months: int = MONTHS, **how):
    """Every problem that arose, with what it is like, in the order of its number. A slot is not used twice in a month."""
    world = new_world(numbers, months, **how)
    found = []
    for month in range(months):
        world = simulate(numbers, policy, month + 1, first=month, world=world)
        cases = in_use(world, "cases")
        found.append(cases[(cases.born == month) & (cases.number > 0)][ATTRIBUTES].copy())
    return np.sort(np.concatenate(found), order="number").tolist()


# --- a run in parts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform"])
def test_a_run_split_at_any_month_equals_the_whole_run(regime: str) -> None:
    policy = first_policy(regime)
    whole = simulate(NUMBERS, policy, MONTHS, log=True, record=True)
    for month in range(1, MONTHS):
        part = simulate(NUMBERS, policy, month, world=new_world(NUMBERS, MONTHS, log=True, record=True))
        split = simulate(NUMBERS, policy, MONTHS, first=month, world=part)
        assert differences(whole, split) == [], f"split at month {month}"


@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform"])
def test_month_by_month_is_the_same_run(regime: str) -> None:
    stages = [Stage(0, first_policy(regime))]
    assert differences(run_stages(stages), run_stages(stages, step=1)) == []


def test_a_timeline_month_by_month_is_the_same_run() -> None:
    stages = [Stage(0, policies("blanket_punishment")[0]), Stage(17, policies("full_reform")[0])]
    assert differences(run_stages(stages), run_stages(stages, step=1)) == []


def test_keeping_a_log_or_recording_conduct_changes_nothing_else() -> None:
    plain = simulate(NUMBERS, Policy(), MONTHS)
    watched = simulate(NUMBERS, Policy(), MONTHS, log=True, record=True)
    kept = ("events", "conduct", "department_conduct", "style_conduct", "willing")
    assert {name.split(".")[0] for name in differences(plain, watched, without=kept)} == {"clock"}
    assert len(in_use(watched, "events")) > 0


# --- timelines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reform_after_five_years", "crackdown"])
def test_until_a_timeline_switches_both_arms_are_equal_to_the_bit(name: str) -> None:
    stages = scenario(name).stages
    switch = stages[1].month
    before = run_stages([stages[0]], switch + 24)
    switched = run_stages(stages, switch + 24)
    assert before.tallies[:switch].tobytes() == switched.tallies[:switch].tobytes()
    assert before.tallies[switch:].tobytes() != switched.tallies[switch:].tobytes()
    assert differences(run_stages([stages[0]], switch), run_stages(stages, switch)) == []


def test_a_switch_to_the_same_policy_changes_nothing() -> None:
    policy = first_policy("full_reform")
    assert differences(run_stages([Stage(0, policy)]), run_stages([Stage(0, policy), Stage(13, policy)])) == []


def test_no_run_is_longer_than_asked_however_late_a_timeline_switches() -> None:
    stages = [Stage(0, Policy()), Stage(60, first_policy("full_reform"))]
    assert differences(run_stages([Stage(0, Policy())]), run_stages(stages)) == []


# --- the stream of problems -----------------------------------------------------------------------------------------------


def test_the_same_problems_arise_under_every_scenario() -> None:
    expected = problems_of(NUMBERS, Policy())
    assert len(expected) > 0.9 * 0.4 * MONTHS * 16
    for name, policy in ((found.name, found.stages[-1].policy) for found in SCENARIOS):
        assert problems_of(NUMBERS, policy) == expected, name


def test_the_log_tells_of_the_same_problems_at_the_same_posts_in_the_same_months_under_every_scenario() -> None:
    fields = ["month", "place", "case_number", "detail", "amount"]
    expected = events(run_stages(SCENARIOS[0].stages, log=True), ARISEN)[fields].tolist()
    for found in SCENARIOS:
        world = run_stages(found.stages, log=True)
        assert events(world, ARISEN)[fields].tolist() == expected, found.name
        assert len(expected) == world.tallies.arisen.sum()


@pytest.mark.parametrize(
    "change", [{"people.turnover": 0.9}, {"learning.precision": 0.0}, {"handling.solve_rate": 0.0}]
)
def test_problems_do_not_depend_on_who_is_there_or_what_they_do(change: dict[str, float]) -> None:
    other = changed(NUMBERS, change)
    assert problems_of(other, Policy()) == problems_of(NUMBERS, Policy())


@pytest.mark.parametrize("grown", ["scale.townships", "scale.counties", "scale.posts"])
def test_one_more_township_county_or_post_leaves_the_problems_of_the_others_alone(grown: str) -> None:
    larger = changed(NUMBERS, {grown: NUMBERS.model_dump()["scale"][grown.split(".")[1]] + 1})
    before, after = problems_of(NUMBERS, Policy()), problems_of(larger, Policy())
    assert len(after) > len(before)
    numbers = {number for number, *_ in before}
    assert [problem for problem in after if problem[0] in numbers] == before


def test_one_more_township_or_county_leaves_the_first_people_of_the_others_alone() -> None:
    fields = ["number", "motivation", "competence", "loss_weight", "scruple"]
    stay = {"people.turnover": 0.0, "people.retirement_years": 80.0, "ladder.removal_chance": 0.0}
    before = np.sort(simulate(changed(NUMBERS, stay), Policy(), 1).people[fields], order="number")
    larger = changed(NUMBERS, {**stay, "scale.townships": 3, "scale.counties": 3})
    after = np.sort(simulate(larger, Policy(), 1).people[fields], order="number")
    assert len(after) == 3 * 3 * 4
    assert after[np.isin(after["number"], before["number"])].tolist() == before.tolist()


def test_the_river_case_is_the_same_in_every_scenario() -> None:
    month = NUMBERS.problems.river_month
    found = set()
    for policy in (found.stages[-1].policy for found in SCENARIOS):
        world = simulate(NUMBERS, policy, month + 1)
        cases = in_use(world, "cases")
        river = cases[cases.river == 1]
        assert len(river) == 1
        attributes = [*ATTRIBUTES, "post", "lead", "second", "lead_informed", "second_informed"]
        found.update(river[attributes].tolist())
        assert (river.born[0], river.post[0], river.owner[0]) == (month, 0, 2)
        assert river.lead_informed[0] == month, "the departments knew from the start"
    assert len(found) == 1


def test_an_inspection_finds_the_river_case_when_it_is_planted_to_unless_it_is_over() -> None:
    planted = changed(
        NUMBERS, {"handling.solve_rate": 0.0, "departments.serve_rate": 0.0, "problems.eruption_rate": 0.0}
    )
    calm = levers({"accountability.inspection_rate": 0.0, "public_voice.complaint_rate": 0.0})
    month = planted.problems.river_month + planted.problems.river_inspection
    world = simulate(planted, calm, month + 1)
    assert world.tallies.inspected.tolist() == [0] * month + [1]


# --- replications, threads, company ---------------------------------------------------------------------------------------


def batch(*names: str, threads: int = 1, replications: int = 2, overrides=()) -> dict:
    scale = [f"world.{key}={number}" for key, number in TWO_COUNTIES.items()]
    run = ["months=24", f"replications={replications}"]
    settings = compose([*run, *scale, *overrides], names=names, reference=names[0], folder=None, mode="compare")
    return {(out.scenario, out.replication): out.tallies.tobytes() for out in run_batch(settings, threads)}


def test_a_replication_does_not_depend_on_how_many_are_run() -> None:
    few, many = batch("full_reform", replications=2), batch("full_reform", replications=5)
    assert few == {key: many[key] for key in few}
    assert len(set(many.values())) == 5


def test_the_number_of_threads_changes_no_run() -> None:
    names = ("blanket_punishment", "full_reform", "crackdown")
    assert batch(*names, threads=1) == batch(*names, threads=2) == batch(*names, threads=5)


def test_a_scenario_does_not_depend_on_its_company() -> None:
    alone = batch("full_reform")
    company = batch("oversight", "full_reform", "no_accountability", threads=2)
    assert alone == {key: company[key] for key in alone}
    assert len(set(company.values())) == len(company)


def test_a_lever_written_out_at_its_default_changes_nothing() -> None:
    written = [f"{known.key}={known.default}" for known in definitions() if known.key.startswith("policy.")]
    assert len(written) > 30
    assert batch("blanket_punishment", overrides=written) == batch("blanket_punishment")


def test_a_batch_runs_the_stages_of_each_scenario() -> None:
    crackdown = dataclasses.replace(
        scenario("crackdown"), stages=(Stage(0, Policy()), Stage(10, first_policy("full_reform")))
    )
    settings = Settings(Run(months=MONTHS, replications=1), NUMBERS, (crackdown,), "crackdown")
    (outcome,) = run_batch(settings, 1)
    assert outcome.tallies.tobytes() == run_stages(crackdown.stages).tallies.tobytes()


# --- conduct recorded and replayed ------------------------------------------------------------------------------------------


def forced_by(recorded, policy: Policy, months: int = MONTHS):
    """A run in which everybody does what was recorded in another."""
    world = new_world(NUMBERS, months, record=True)
    for name in ("conduct", "department_conduct", "style_conduct", "willing"):
        getattr(world, name)[:] = getattr(recorded, name)
    world.clock[0].forcing = 1
    return simulate(NUMBERS, policy, months, world=world)


@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform"])
def test_conduct_replayed_under_its_own_policy_gives_the_same_run(regime: str) -> None:
    policy = first_policy(regime)
    recorded = simulate(NUMBERS, policy, MONTHS, record=True)
    assert differences(forced_by(recorded, policy), recorded) == ["clock.forcing"]


def test_conduct_replayed_under_another_policy_stays_what_was_recorded_while_its_consequences_change() -> None:
    lax, strict = levers({"accountability.strictness": 0.3}), levers({"accountability.strictness": 1.0})
    recorded = simulate(NUMBERS, lax, MONTHS, record=True)
    replayed = forced_by(recorded, strict)
    months = ["months_work", "months_explore", "months_cover", "months_idle", "months_act", "months_offload"]
    assert replayed.tallies[months].tolist() == recorded.tallies[months].tolist()
    assert replayed.conduct.tobytes() == recorded.conduct.tobytes()
    assert replayed.tallies.sanctions_township.sum() > recorded.tallies.sanctions_township.sum()


def test_recorded_conduct_is_what_people_did() -> None:
    recorded = simulate(NUMBERS, Policy(), MONTHS, record=True)
    for conduct, name in enumerate(("months_work", "months_explore", "months_cover", "months_idle")):
        assert (recorded.conduct == conduct).sum(axis=1).tolist() == recorded.tallies[name].tolist()


# --- order ----------------------------------------------------------------------------------------------------------------


def shuffled_cases(world):
    """The same world, its cases standing in other slots of their pool."""
    used, free = world.clock[0].cases_used, world.clock[0].free_cases
    order = np.random.default_rng(1).permutation(used)
    other = copy_of(world)
    other.cases[:used] = world.cases[order]
    other.free[:free] = np.argsort(order)[world.free[:free]]
    return other


def shuffled_docket(world):
    """The same world, its dockets in another order."""
    other = copy_of(world)
    used = world.clock[0].entries
    other.entries[:used] = world.entries[np.random.default_rng(1).permutation(used)]
    return other


def shuffled_reviews(world):
    """The same world, the reviews to be decided in another order."""
    other = copy_of(world)
    used = world.clock[0].reviews
    other.reviews[:used] = world.reviews[np.random.default_rng(1).permutation(used)]
    return other


@pytest.mark.parametrize("shuffled", [
    shuffled_cases, shuffled_docket,
    shuffled_reviews,
])  # fmt: skip
def test_it_does_not_matter_in_which_order_things_of_a_month_are_taken(shuffled) -> None:
    numbers = world_numbers(LIVELY, {"scale.counties": 2, "scale.townships": 6, "supervisors.normal_docket": 0.1})
    policy = levers({**BUSY, "correction.reviewed": 1.0, "correction.delay": 3.0, "correction.restoration": 1.0})
    world = simulate(numbers, policy, 30, world=new_world(numbers, 60))
    other = world
    for month in range(30, 60):
        other = simulate(numbers, policy, month + 1, first=month, world=shuffled(other))
    world = simulate(numbers, policy, 60, first=30, world=copy_of(world))
    assert other.people.barred_until.tolist() == world.people.barred_until.tolist()
    assert other.tallies.tobytes() == world.tallies.tobytes()


def test_a_smaller_world_than_small_runs() -> None:
    """One of everything: no colleague, no second department."""
    single = dict.fromkeys(SMALL, 1)
    world = simulate(world_numbers(single, {"problems.arrival": 0.5}), Policy(), 60)
    assert world.tallies.solved.sum() > 0
    assert world.tallies.person_months.tolist() == [1] * 60
