"""How runs must be related: what may not change a run does not change a bit of it, and luck is the same for all.

| no. | what is changed                                                            | what does not change, to the bit    |
|-----|----------------------------------------------------------------------------|-------------------------------------|
| 1   | a run is split at any month, also month by month, also under a timeline    | the state                           |
| 2   | a run is meant to go on for longer                                         | its months                          |
| 3   | a log or everybody's conduct is kept                                       | the state                           |
| 4   | a timeline switches later                                                  | all before                          |
| 5   | a timeline switches to the policy there is; a file says the same again     | the state                           |
| 6   | the policy, who is there, what they do                                     | the problems                        |
| 7   | one more township, county or post                                          | the others' problems and first people|
| 8   | one more county, where supervisors have nothing to learn from each other   | all there is of the others          |
| 9   | how many replications or threads there are; the order of replications      | each run                            |
| 10  | which scenarios are run beside it, in which order they are asked for       | each run                            |
| 11  | the name, title and family of a scenario                                   | its runs                            |
| 12  | a lever is written out at its default                                      | each run                            |
| 13  | a regime is combined with an empty one, or said to be itself twice         | its runs                            |
| 14  | overrides are given in another order                                       | each run                            |
| 15  | a lever moves whose occasion never comes, with another at its neutral value| the counts                          |
| 16  | conduct is replayed as it was recorded                                     | the state                           |
| 17  | the order in which cases, docket and reviews stand                         | the counts                          |
| 18  | the unit of utility                                                        | the counts                          |
| 19  | losses are twice as heavy and sanctions half as costly                     | the counts                          |
| 20  | several sanctions of one person are overturned at once, in another order   | the state                           |
| 21  | differences are split into parts                                           | each run                            |
"""

import dataclasses
from collections import Counter
from pathlib import Path

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
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.batch import advance, run_batch, spans
from wenze.sim.events import ARISEN, MISCONDUCT
from wenze.sim.settings.compose import Settings, Stage, compose
from wenze.sim.settings.parameters import Run, definitions
from wenze.sim.state import forced, recorded_conduct

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
    numbers = records.params_record(NUMBERS)
    for first, last, policy in spans(stages, months):
        for start in range(first, last, step):
            world = advance(world, numbers, records.params_record(policy), start, min(last, start + step))
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


def test_the_order_in_which_reviews_wait_changes_nothing() -> None:
    numbers = changed(NUMBERS, {"problems.arrival": 1.0, "supervisors.staff": 5.0, "scale.posts": 12})
    policy = levers(
        {
            **BUSY, "accountability.severity": 1.0, "correction.reviewed": 1.0, "correction.delay": 6.0,
            "correction.restoration": 0.25, "correction.accuracy": 0.5,
        }
    )  # fmt: skip
    world = simulate(numbers, policy, 30, world=new_world(numbers, MONTHS))
    turned = copy_of(world)
    waiting = in_use(turned, "reviews")
    waiting[:] = waiting[::-1].copy()
    worlds = [simulate(numbers, policy, MONTHS, first=30, world=one) for one in (world, turned)]
    sanctions = in_use(worlds[0], "sanctions")
    several = Counter((one.person_id, one.overturned) for one in sanctions if 30 <= one.overturned < MONTHS)
    assert max(several.values()) > 1
    assert set(differences(*worlds)) <= {"reviews"}


# --- replications, threads, company ---------------------------------------------------------------------------------------


def batch(*names: str, threads: int = 1, replications: int = 2, overrides=()) -> dict:
    scale = [f"world.{key}={number}" for key, number in TWO_COUNTIES.items()]
    run = ["months=24", f"replications={replications}"]
    settings = compose([*run, *scale, *overrides], names=names, reference=names[0], folder=None, mode="compare")
    return {(out.scenario, out.replication): out.read.tobytes() for out in run_batch(settings, threads)}


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
    settings = Settings(Run(spin_up=0, months=MONTHS, replications=1), NUMBERS, (crackdown,), "crackdown")
    (outcome,) = run_batch(settings, 1)
    assert outcome.read.tobytes() == run_stages(crackdown.stages).tallies.tobytes()


# --- conduct recorded and replayed ------------------------------------------------------------------------------------------


def forced_by(recorded, policy: Policy, months: int = MONTHS):
    """A run in which everybody does what was recorded in another."""
    return simulate(NUMBERS, policy, months, world=forced(new_world(NUMBERS, months), recorded_conduct(recorded)))


@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform"])
def test_conduct_replayed_under_its_own_policy_gives_the_same_run(regime: str) -> None:
    policy = first_policy(regime)
    recorded = simulate(NUMBERS, policy, MONTHS, record=True)
    assert differences(forced_by(recorded, policy), recorded) == ["clock.forcing"]


def test_conduct_replayed_under_another_policy_stays_what_was_recorded_while_its_consequences_change() -> None:
    lax, strict = levers({"accountability.strictness_work": 0.3}), levers({"accountability.strictness_work": 1.0})
    recorded = simulate(NUMBERS, lax, MONTHS, record=True)
    replayed = forced_by(recorded, strict)
    months = ["months_work", "months_explore", "months_cover", "months_idle", "months_act", "months_offload"]
    assert replayed.tallies[months].tolist() == recorded.tallies[months].tolist()
    assert replayed.conduct.tobytes() == recorded.conduct.tobytes()
    assert replayed.tallies.sanctions_township.sum() > recorded.tallies.sanctions_township.sum()


def test_parts_change_no_run_and_force_the_conduct_of_the_reference_on_every_other() -> None:
    same = dataclasses.replace(scenario("blanket_punishment"), name="the_same")
    scenarios = (scenario("blanket_punishment"), same, scenario("full_reform"), scenario("oversight"))
    settings = Settings(Run(spin_up=24, months=MONTHS, replications=2), NUMBERS, scenarios, "blanket_punishment")
    whole = {(out.scenario, out.replication): out.read for out in run_batch(settings, 1)}
    free, pushed = {}, {}
    for out in run_batch(settings, 2, parts=True):
        (pushed if out.forced else free)[out.scenario, out.replication] = out.read
    assert {key: tallies.tobytes() for key, tallies in free.items()} == {
        key: tallies.tobytes() for key, tallies in whole.items()
    }
    assert sorted(pushed) == sorted(key for key in whole if key[0] != "blanket_punishment")
    conduct = ["months_work", "months_explore", "months_cover", "months_idle", "months_act", "months_relay"]
    for (name, replication), tallies in pushed.items():
        reference = whole["blanket_punishment", replication]
        assert tallies[conduct].tolist() == reference[conduct].tolist()
        assert (tallies.tobytes() == reference.tobytes()) == (name == "the_same")


def test_an_opportunity_that_only_the_other_policy_brings_finds_an_answer_on_record() -> None:
    rare, often = levers({"misconduct.temptation": 0.0}), levers({"misconduct.temptation": 1.0})
    recorded = simulate(NUMBERS, rare, MONTHS, record=True)
    assert recorded.tallies.opportunities.sum() == 0
    assert np.isfinite(recorded.willing).all() and len(np.unique(recorded.willing)) > MONTHS
    world = simulate(
        NUMBERS, often, MONTHS, world=forced(new_world(NUMBERS, MONTHS, log=True), recorded_conduct(recorded))
    )
    deeds = events(world, MISCONDUCT)
    assert len(deeds) > 0
    assert all(recorded.willing[deed.month].min() < deed.amount for deed in deeds)
    assert world.tallies.misconduct.sum() < world.tallies.opportunities.sum()


def test_recorded_conduct_is_what_people_did() -> None:
    recorded = simulate(NUMBERS, Policy(), MONTHS, record=True)
    for conduct, name in enumerate(("months_work", "months_explore", "months_cover", "months_idle")):
        assert (recorded.conduct == conduct).sum(axis=1).tolist() == recorded.tallies[name].tolist()


# --- a longer run, a larger world, other names -----------------------------------------------------------------------------


def counts(numbers, policy: Policy, months: int = MONTHS, **how) -> bytes:
    """What is counted in a run."""
    return bytes(simulate(numbers, policy, months, **how).tallies.tobytes())


@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform", "oversight"])
def test_a_shorter_run_is_the_beginning_of_a_longer_one(regime: str) -> None:
    policy = first_policy(regime)
    longest = counts(NUMBERS, policy, 90)
    for months in (1, 12, 40, 89):
        shorter = counts(NUMBERS, policy, months)
        assert longest.startswith(shorter), f"{months} months"
    conduct = [simulate(NUMBERS, policy, months, record=True).conduct for months in (40, 90)]
    assert conduct[1][:40].tobytes() == conduct[0].tobytes()


def test_one_more_county_changes_nothing_in_the_others_where_supervisors_learn_nothing_from_each_other() -> None:
    """Counties meet only in what the city's supervisors know; without pressure and audits that weighs nothing."""
    alone = levers({"accountability.pressure": 0.0, "oversight.audits": 0.0, "oversight.spot_checks": 0.0})
    ready_to_learn = {"supervisors.prior_decisions": 0.001, "learning.revision": 1.0, "learning.precision": 10.0}
    smaller = changed(NUMBERS, ready_to_learn)
    audited = levers({"oversight.audits": 1.0, "oversight.wrongful_penalty": 20.0})
    larger = changed(smaller, {"scale.counties": 3})
    for policy, equal in ((alone, True), (audited, False)):
        before, after = (simulate(numbers, policy, 60) for numbers in (smaller, larger))
        assert (of_the_first_counties(before) == of_the_first_counties(after)) == equal


def of_the_first_counties(world) -> list[bytes]:
    """All that is true of the first two counties; the last sanction is a place among those of the whole city."""
    scale = NUMBERS.scale
    towns = scale.counties * scale.townships
    first = {"posts": towns * scale.posts, "people": towns * scale.posts, "townships": towns, "counties": scale.counties,
             "departments": scale.counties * scale.departments, "supervisors": scale.counties}  # fmt: skip
    return [
        getattr(world, name)[:count][field].tobytes()
        for name, count in first.items()
        for field in getattr(world, name).dtype.names
        if field != "last_sanction"
    ]


def outcomes(*names: str, folder: Path | None = None, overrides=()) -> dict[tuple[str, int], bytes]:
    """The counts of each run of some scenarios, which may be the user's own."""
    scale = [f"world.{key}={number}" for key, number in TWO_COUNTIES.items()]
    run = ["spin_up=0", "months=24", "replications=3", "world.problems.arrival=0.4"]
    settings = compose([*scale, *run, *overrides], names=names, reference=names[0], folder=folder, mode="compare")
    return {(out.scenario, out.replication): out.read.tobytes() for out in run_batch(settings, 1)}


def written(folder: Path, name: str, text: str, title: str = "Mine", family: str = "mixed") -> None:
    """Write a scenario of the user's own."""
    heading = f"title: {{en: {title}, zh: 我的}}\nabout: {{en: A test., zh: 测试。}}\nfamily: {family}\n"
    (folder / f"{name}.yaml").write_text(heading + text, encoding="utf-8")


FULL_REFORM = "combines: [full_reform]\n"


@pytest.mark.parametrize(("name", "text"), [
    ("renamed", FULL_REFORM),
    ("with_nothing", FULL_REFORM + "policy: {}\n"),
    ("with_an_empty_one", "combines: [full_reform, blanket_punishment]\n"),
    ("after_an_empty_one", "combines: [blanket_punishment, full_reform]\n"),
    ("twice", "combines: [full_reform, full_reform]\n"),
    ("with_a_part_of_itself", "combines: [full_reform, correction_fast]\n"),
    ("again_in_its_timeline", FULL_REFORM + "timeline:\n  - month: 9\n    combines: [full_reform]\n"),
    ("later_than_it_is_run", FULL_REFORM + "timeline:\n  - month: 30\n    combines: [tolerance_on_word]\n"),
])  # fmt: skip
def test_a_scenario_that_says_the_same_in_another_way_is_the_same(tmp_path: Path, name: str, text: str) -> None:
    """Another name, family and title; combined with nothing, with itself, with what is in it; said again later."""
    written(tmp_path, name, text, title=name, family="ill")
    found = outcomes("full_reform", "blanket_punishment", name, folder=tmp_path)
    for replication in range(3):
        assert found[name, replication] == found["full_reform", replication]
        assert found[name, replication] != found["blanket_punishment", replication]


def test_exchanging_the_names_of_two_scenarios_exchanges_their_runs(tmp_path: Path) -> None:
    written(tmp_path, "a", "combines: [oversight]\n")
    written(tmp_path, "b", "combines: [citizens_voice]\n")
    one = outcomes("a", "b", folder=tmp_path)
    written(tmp_path, "a", "combines: [citizens_voice]\n")
    written(tmp_path, "b", "combines: [oversight]\n")
    other = outcomes("a", "b", folder=tmp_path)
    for replication in range(3):
        assert one["a", replication] == other["b", replication] != one["b", replication] == other["a", replication]


def test_it_does_not_matter_in_which_order_scenarios_and_overrides_are_given() -> None:
    names = ("blanket_punishment", "oversight", "full_reform")
    overrides = ("policy.promotion.bar=0.5", "world.conduct.chill=0.2", "policy.tolerance.unintended=0.3")
    plain = outcomes(*names, overrides=overrides)
    assert plain == outcomes(*names[::-1], overrides=overrides) == outcomes(*names, overrides=overrides[::-1])
    assert plain != outcomes(*names)


def test_replications_run_by_themselves_in_any_order_are_those_of_the_batch() -> None:
    found = outcomes("full_reform")
    numbers = changed(NUMBERS, {"problems.arrival": 0.4, "people.turnover": 0.04})
    alone = {
        replication: counts(numbers, first_policy("full_reform"), 24, replication=replication)
        for replication in (2, 0, 1)
    }
    assert {("full_reform", replication): counted for replication, counted in alone.items()} == found


# --- levers whose occasion never comes -----------------------------------------------------------------------------------------

# While the first levers or numbers stand at their neutral values, the others do not matter.
OCCASIONS = [
    ({"correction.reviewed": 0.0, "oversight.corrects": 0.0},
     {"correction.accuracy": 0.5, "correction.delay": 20.0, "correction.publicity": 1.0}),
    # What is set right is believed in before any has been seen, and so weighs beforehand.
    ({"correction.reviewed": 0.0, "oversight.corrects": 0.0, "world.conduct.prior_overturned": 0.0},
     {"correction.restoration": 1.0}),
    ({"assignment.by_diligence": 0.0}, {"world.handling.diligence_weight": 10.0}),
    ({"duty_list.clarity": 1.0, "duty_list.to_post": 1.0},
     {"assignment.by_diligence": 1.0, "world.handling.diligence_weight": 10.0}),
    ({"world.conduct.overload": 0.0}, {"world.conduct.normal_load": 0.0}),
    ({"world.handling.severe": 1.0}, {"world.handling.alone": 0.0}),
    ({"world.discipline.rate": 0.0, "world.discipline.head_rate": 0.0}, {"world.discipline.talk_share": 0.0, "world.discipline.removal_chance": 1.0}),
    ({"oversight.audits": 0.0, "oversight.spot_checks": 0.0},
     {"oversight.timeliness_weight": 5.0, "oversight.accuracy_weight": 5.0, "oversight.fairness_weight": 5.0,
      "oversight.wrongful_penalty": 20.0, "oversight.missed_penalty": 20.0, "oversight.auditor_accuracy": 0.5,
      "oversight.auditor_bias": 1.0, "oversight.consequence": 1.0, "oversight.corrects": 1.0}),
    ({"oversight.audits": 0.0}, {"oversight.auditor_bias": 1.0}),
    ({"tolerance.inexperience": 0.0, "tolerance.exploration": 0.0, "tolerance.unintended": 0.0},
     {"tolerance.verification": 0.0, "tolerance.verification_accuracy": 0.5}),
    ({"tolerance.verification": 0.0}, {"tolerance.verification_accuracy": 0.5}),
    ({"misconduct.temptation": 0.0},
     {"misconduct.benefit": 50.0, "misconduct.detection_deep": 0.0, "misconduct.detection_list": 1.0,
      "misconduct.detection_habit": 1.0}),
    ({"misconduct.benefit": 0.0}, {"misconduct.detection_deep": 0.0}),
    ({"hierarchy.levels": 0.0}, {"hierarchy.delay": 12.0, "hierarchy.loss": 0.9}),
    ({"hierarchy.loss": 0.0, "hierarchy.delay": 0.0}, {"hierarchy.levels": 5.0}),
    ({"public_voice.complaint_rate": 0.0}, {"public_voice.names_told": 1.0}),
    ({"promotion.merit_weight": 0.0, "promotion.honours": 0.0, "promotion.reposting": 0.0},
     {"promotion.observability": 1.0}),
    ({"promotion.observability": 0.0}, {"promotion.reposting": 1.0}),
    ({"accountability.severity": 0.0}, {"accountability.inconsistency": 1.0, "misconduct.temptation": 0.05}),
    ({"duty_list.clarity": 1.0}, {"duty_list.taken_back": 1.0}),
    ({"duty_list.taken_back": 1.0}, {"resources.authority": 1.0}),
    ({"duty_list.clarity": 0.0}, {"duty_list.outcome_demanded": 1.0, "duty_list.to_post": 1.0}),
]  # fmt: skip


@pytest.mark.parametrize(("neutral", "change"), OCCASIONS)
@pytest.mark.parametrize("regime", ["blanket_punishment", "full_reform"])
def test_a_lever_whose_occasion_never_comes_changes_nothing(regime: str, neutral, change) -> None:
    numbers, base = apart(neutral)
    world, policy = world_numbers(LIVELY, TWO_COUNTIES, numbers), levers(base, first_policy(regime))
    numbers, moved = apart(change)
    assert counts(world, policy, 60) == counts(changed(world, numbers), levers(moved, policy), 60)


def apart(changes) -> tuple[dict[str, float], dict[str, float]]:
    """What is changed of the numbers of the world, and which levers are moved."""
    numbers = {key.removeprefix("world."): value for key, value in changes.items() if key.startswith("world.")}
    return numbers, {key: value for key, value in changes.items() if not key.startswith("world.")}


# --- units --------------------------------------------------------------------------------------------------------------------

LINEAR = {"learning.loss_curvature": 1.0}
UTILITIES = [
    "people.motivation_mean", "people.scruple_mean", "people.prize", "people.honour_prize", "people.reposting_loss",
    "conduct.strain_work", "conduct.strain_explore", "conduct.strain_cover", "conduct.strain_idle", "conduct.overload",
    "departments.strain_act", "departments.strain_offload", "departments.strain_relay", "departments.credit_act",
    "supervisors.strain", "handling.strain_pass",
    "ladder.shame", "ladder.removal_loss", "ladder.burden",
]  # fmt: skip
UTILITY_LEVERS = [
    "accountability.pressure",
    "oversight.wrongful_penalty",
    "oversight.missed_penalty",
    "misconduct.benefit",
]


def times(group, keys, factor: float):
    """A group of parameters in which some are multiplied."""
    plain = group.model_dump()
    return changed(group, {key: factor * plain[key.split(".")[0]][key.split(".")[1]] for key in keys})


@pytest.mark.parametrize("factor", [0.5, 2.0])
@pytest.mark.parametrize(("regime", "curve"), [
    ("blanket_punishment", LINEAR), ("full_reform", LINEAR), ("oversight", LINEAR), ("answerable_supervisors", {}),
])  # fmt: skip
def test_the_unit_of_utility_is_a_matter_of_words(regime: str, curve: dict[str, float], factor: float) -> None:
    """Whoever counts in half months has twice the utilities, and half the precision. Twos are exact; a curve of losses,
    which weighs rungs against each other and has no unit, is so but for the last digits."""
    numbers, policy = world_numbers(LIVELY, TWO_COUNTIES, curve), first_policy(regime)
    other = times(times(numbers, UTILITIES, factor), ["learning.precision"], 1.0 / factor)
    assert counts(other, times(policy, UTILITY_LEVERS, factor), 90) == counts(numbers, policy, 90)
    assert counts(times(numbers, UTILITIES, factor), policy, 90) != counts(numbers, policy, 90)
    units = {known.key for known in definitions() if "months of strain" in known.meaning.unit}
    precision = {"world.learning.precision"}
    assert units - precision == {f"world.{key}" for key in UTILITIES} | {f"policy.{key}" for key in UTILITY_LEVERS}


def test_losses_twice_as_heavy_of_sanctions_half_as_costly_weigh_the_same() -> None:
    """Where no round is at stake. Misconduct, departments and cadres all weigh a loss times its weight."""
    numbers = world_numbers(LIVELY, TWO_COUNTIES, LINEAR, {"people.prize": 0.0, "people.honour_prize": 0.0})
    costs = ["ladder.shame", "ladder.removal_loss", "ladder.burden"]
    weights = ["people.loss_weight_mean", "departments.loss_weight"]
    for regime in ("blanket_punishment", "full_reform"):
        policy = levers({"misconduct.temptation": 0.3}, first_policy(regime))
        plain = counts(numbers, policy, 90)
        assert counts(times(times(numbers, costs, 0.5), weights, 2.0), policy, 90) == plain
        assert counts(times(numbers, costs, 0.5), policy, 90) != plain


# --- order ----------------------------------------------------------------------------------------------------------------


def shuffled_cases(world):
    """The same world, its cases standing in other slots of their blocks' stretches of the pool."""
    other = copy_of(world)
    for block, first in enumerate(stretches(world.cases, world)):
        used, free = world.blocks.cases_used[block], world.blocks.free_cases[block]
        order = np.random.default_rng(1).permutation(used)
        other.cases[first:][:used] = world.cases[first + order]
        other.free[first:][:free] = first + np.argsort(order)[world.free[first:][:free] - first]
    return other


def stretches(pool, world):
    """Where each block's stretch of a pool begins."""
    return range(0, len(pool), len(pool) // len(world.blocks))


def shuffled_pool(world, name):
    """The same world, what is in use of a pool standing in another order in every block."""
    other = copy_of(world)
    pool = getattr(world, name)
    for block, first in enumerate(stretches(pool, world)):
        used = world.blocks[name][block]
        getattr(other, name)[first:][:used] = pool[first + np.random.default_rng(1).permutation(used)]
    return other


def shuffled_docket(world):
    """The same world, its dockets in another order."""
    return shuffled_pool(world, "entries")


def shuffled_reviews(world):
    """The same world, the reviews to be decided in another order."""
    return shuffled_pool(world, "reviews")


@pytest.mark.parametrize("shuffled", [
    shuffled_cases, shuffled_docket,
    shuffled_reviews,
])  # fmt: skip
def test_it_does_not_matter_in_which_order_things_of_a_month_are_taken(shuffled) -> None:
    numbers = world_numbers(LIVELY, {"scale.counties": 2, "scale.townships": 6, "supervisors.staff": 0.05})
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
