"""Every lever does something, every measure tells something, and every number says what it is."""

import numpy as np
import pytest
from conftest import BUSY, LIVELY, changed, events, first_policy, levers, simulate, world_numbers
from wenze.agents.policy import Policy
from wenze.sim.batch import run_batch
from wenze.sim.events import PROMOTED
from wenze.sim.measures import ALL, add_up
from wenze.sim.settings.compose import Scenario, Settings, Stage, compose
from wenze.sim.settings.parameters import Definition, Run, definitions

pytestmark = pytest.mark.usefixtures("engine")

DEFINITIONS = list(definitions())
LEVERS = {known.key.removeprefix("policy."): known for known in DEFINITIONS if known.key.startswith("policy.")}
# Many supervisors who choose anew every month and sharply: what weighs little with them shows in few of their choices. And
# many errors, for what is done about pleas to show.
SHARP = {"learning.revision": 1.0, "learning.precision": 2.0}
NUMBERS = world_numbers(
    {"scale.counties": 40, "scale.townships": 5, "scale.posts": 5, "handling.error_rate": 0.02, **SHARP}
)
RUN = Run(spin_up=0, months=60, replications=2)
# What is seldom of weight is looked for again among more, who choose less sharply: then more is decided by the list.
LARGER, LONGER = (
    changed(NUMBERS, {"scale.counties": 150, "learning.precision": 1.0}),
    Run(spin_up=0, months=72, replications=4),
)


def named(name: str, policy: Policy) -> Scenario:
    """A scenario of one's own with one policy throughout."""
    return Scenario(name, name, name, name, name, "mixed", (Stage(0, policy),))


def measured(scenarios: tuple[Scenario, ...], numbers=NUMBERS, run: Run = RUN) -> dict[str, dict[str, np.ndarray]]:
    """For each scenario and measure: a number for each replication, over all months."""
    tallies = {name: [None] * run.replications for name in (found.name for found in scenarios)}
    for outcome in run_batch(Settings(run, numbers, scenarios, scenarios[0].name), threads=2):
        tallies[outcome.scenario][outcome.replication] = outcome.read
    totals = {name: add_up(np.array(runs), axis=1) for name, runs in tallies.items()}
    return {name: {measure.name: measure.of(total) for measure in ALL} for name, total in totals.items()}


# --- levers -------------------------------------------------------------------------------------------------------------


def moves(policy: Policy) -> list[tuple[str, float]]:
    """Each lever, with each end of its range at which it does not stand already."""
    return [
        (lever, end)
        for lever, known in LEVERS.items()
        for end in (known.meaning.low, known.meaning.high)
        if value_of(policy, lever) != end
    ]


def value_of(policy: Policy, lever: str) -> float:
    group, name = lever.split(".")
    return float(getattr(getattr(policy, group), name))


@pytest.mark.parametrize("regime", ["full_reform", "blanket_punishment"])
def test_every_lever_moved_to_an_end_of_its_range_changes_a_measure(regime: str) -> None:
    base = first_policy(regime)
    moved = {f"{lever}={end}": changed(base, {lever: end}) for lever, end in moves(base)}
    assert len(moved) > 1.5 * len(LEVERS)
    unseen = unseen_of(moved, base, NUMBERS, RUN)
    assert len(unseen) < 0.1 * len(moved), "the smaller world tells of nearly all"
    if unseen:
        assert list(unseen_of({move: moved[move] for move in unseen}, base, LARGER, LONGER)) == []


def unseen_of(moved: dict[str, Policy], base: Policy, numbers, run: Run) -> list[str]:
    """Which moves away from a policy change no measure at all."""
    found = measured((named("unmoved", base), *(named(move, policy) for move, policy in moved.items())), numbers, run)
    return [move for move in moved if same(found[move], found["unmoved"])]


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    """Whether all measures are equal in all replications."""
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def test_there_are_levers_of_every_group() -> None:
    assert {lever.split(".")[0] for lever in LEVERS} == set(Policy.model_fields)
    assert len(LEVERS) >= 30


# --- where a lever takes hold --------------------------------------------------------------------------------------------------

# Everything happens here, and nobody's conduct answers: what a lever moves, it moves by what it does.
BLIND = world_numbers(LIVELY, {
    "scale.counties": 10, "scale.townships": 5, "scale.posts": 4, "supervisors.staff": 0.1, "learning.precision": 0.0,
})  # fmt: skip
# Where a lever is about what supervisors gain and lose, who have some time to choose.
CHOOSING = changed(BLIND, {**SHARP, "supervisors.staff": 0.4})
EVERYTHING = {
    **BUSY, "duty_list.clarity": 0.5, "duty_list.to_post": 0.3, "correction.delay": 2.0, "tolerance.exploration": 0.5,
    "public_voice.complaint_rate": 0.05, "misconduct.benefit": 100.0,
}  # fmt: skip
# Of each lever, moved from the low to the high end of its range: what rises (+) and what falls (-), as a sum over all
# months or as a share of another; and what must stand at what for it to be seen.
PLACES: dict[str, tuple[str, ...]] = {
    "accountability.strictness_work": ("+sanctions_township", "+sanctions_department", "+answered/decided"),
    "accountability.downward_bias": ("-sanctions_department", "+sanctions_township/answered"),
    "accountability.visibility_weight": ("+top_sanctioned", "-bottom_sanctioned"),
    "accountability.severity": ("+sanctions_with_period", "+months_burdened", "+removed"),
    "accountability.inconsistency": ("-sanctions_with_period/answered",),
    "accountability.inspection_rate": ("+inspected", "+decided"),
    "duty_list.clarity": ("-handed_down/reached_department",),
    "duty_list.deadline": ("+held_clean", "-caught_township"),
    "duty_list.outcome_demanded": ("+sanctions_department", "+answered/decided"),
    "duty_list.taken_back": ("-handed_down/reached_department",),
    "duty_list.to_post": ("-passed_sideways",),
    "assignment.by_diligence": ("+load_active/months_work", "-load_idle/months_idle"),
    "resources.authority": ("+solved",),
    "resources.department_capacity": ("+solved_by_department", "+cost_capacity"),
    "resources.support": ("+solved", "+cost_training"),
    "correction.reviewed": ("+reviewed", "+overturned", "+cost_reviews"),
    "correction.accuracy": ("-overturned_wrongly", "-upheld_wrongly"),
    "correction.delay": ("+overturned_months/overturned",),
    "correction.restoration": ("-months_burdened", "+made_up"),
    "correction.publicity": ("+safety",),
    "correction.redemption": ("-months_burdened",),
    "oversight.audits": ("+audited", "+cost_audits"),
    "oversight.spot_checks": ("+audited", "+cost_audits"),
    "oversight.auditor_accuracy": ("-audit_errors/audited",),
    "oversight.auditor_bias": ("+audit_errors/audited", "-found_wrongful", "-found_missed"),
    "oversight.consequence": ("+sanctions_supervisor",),
    "oversight.corrects": ("+reviews_opened", "+reviewed"),
    "tolerance.inexperience": ("+exempted",),
    "tolerance.exploration": ("+exempted",),
    "tolerance.unintended": ("+exempted",),
    "tolerance.verification": ("-exempted_guilty/exempted", "-exempted"),
    "tolerance.verification_accuracy": ("-plea_errors/pleas", "-exempted_guilty/exempted"),
    "promotion.merit_weight": ("+active_promoted",),
    "promotion.observability": ("+active_promoted", "+reposted"),
    "promotion.honours": ("+honoured",),
    "promotion.reposting": ("+reposted",),
    "promotion.bar": ("-competing", "+rounds_missed"),
    "promotion.bar_honours": ("-honoured",),
    "public_voice.complaint_rate": ("+complained", "+decided"),
    "public_voice.names_told": ("+sanctions_department",),
    "misconduct.temptation": ("+opportunities", "+misconduct"),
    "misconduct.benefit": ("+misconduct/opportunities",),
    "misconduct.strictness": ("-misconduct/opportunities", "+misconduct_caught", "+sanctions_discipline"),
    "misconduct.detection_deep": ("+misconduct_caught", "-misconduct/opportunities"),
    "misconduct.detection_list": ("+misconduct_caught", "-misconduct/opportunities"),
    "misconduct.detection_habit": ("+misconduct_caught", "-misconduct/opportunities"),
    "hierarchy.levels": ("-reached_department",),
    "hierarchy.delay": ("-reached_department",),
    "hierarchy.loss": ("-reached_department",),
}
# Of those that reach what happens only by what supervisors choose.
CHOSEN: dict[str, tuple[str, ...]] = {
    "accountability.pressure": ("+answered/decided", "+decided"),
    "oversight.timeliness_weight": ("+timely/decided",),
    "oversight.accuracy_weight": ("+accurate/decided", "+decided_deep/decided"),
    "oversight.fairness_weight": ("+sanctions_department/answered",),
    "oversight.wrongful_penalty": ("-misattributed_township/sanctions_township", "+decided_deep/decided"),
    "oversight.missed_penalty": ("+caught_township/culpable_township", "+decided_deep/decided"),
}
BESIDES = {
    "assignment.by_diligence": {"world.learning.revision": 0.02},  # people are at work long enough to be known for it
    "promotion.bar_honours": {"promotion.honours": 0.5, "accountability.severity": 1.0},
    "oversight.timeliness_weight": {"oversight.audits": 1.0},
    "oversight.fairness_weight": {"oversight.audits": 1.0},
    "oversight.missed_penalty": {"oversight.audits": 1.0},
}
# In these nothing else is moved at all, as long as nobody's conduct answers.
NOTHING_ELSE = ("correction.publicity", "oversight.consequence")


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_takes_hold_where_it_should(lever: str) -> None:
    numbers, places = (BLIND, PLACES[lever]) if lever in PLACES else (CHOOSING, CHOSEN[lever])
    known = LEVERS[lever].meaning
    low, high = (at_work(numbers, {**BESIDES.get(lever, {}), lever: end}) for end in (known.low, known.high))
    assert low["arisen"] == high["arisen"]
    for place in places:
        before, after = (counted(tallies, place[1:]) for tallies in (low, high))
        assert (before < after) if place[0] == "+" else (before > after), f"{place}: from {before} to {after}"
    if lever in NOTHING_ELSE:
        assert [name for name in low if low[name] != high[name]] == [place[1:] for place in places]
    if lever in CHOSEN:
        ends = (at_work(BLIND, {lever: end}) for end in (known.low, known.high))
        assert next(ends) == next(ends), "it reaches what happens by what people choose, and not otherwise"


def at_work(numbers, moved: dict[str, float]) -> dict[str, int]:
    """Each count over all months, with some levers moved, and numbers of the world changed."""
    of_the_world = {key.removeprefix("world."): moved[key] for key in moved if key.startswith("world.")}
    policy = levers({**EVERYTHING, **{key: moved[key] for key in moved if not key.startswith("world.")}})
    tallies = simulate(changed(numbers, of_the_world), policy, 48).tallies
    return {name: int(tallies[name].sum()) for name in tallies.dtype.names}


def counted(tallies: dict[str, int], place: str) -> float:
    """A count, or one as a share of another."""
    part, _, whole = place.partition("/")
    return tallies[part] / (tallies[whole] if whole else 1)


def test_the_weight_of_merit_decides_who_rises() -> None:
    """Also from one weight inside its range to another."""
    risen = {
        weight: events(
            simulate(BLIND, levers({**EVERYTHING, "promotion.merit_weight": weight}), 36, log=True), PROMOTED
        )
        for weight in (0.0, 0.3, 0.6, 1.0)
    }
    names = [tuple(found.subject.tolist()) for found in risen.values()]
    assert len(set(names)) == 4 and min(len(found) for found in names) > 20


# --- measures -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compared(engine: None) -> dict[str, dict[str, np.ndarray]]:
    """A comparison of all scenarios as it is made by default, but for a short spin-up and four replications."""
    settings = compose([], names=None, reference=None, folder=None, mode="compare")
    run = settings.run.model_copy(update={"replications": 4, "spin_up": 24})
    return measured(settings.scenarios, settings.world, run)


@pytest.mark.parametrize("measure", [measure.name for measure in ALL])
def test_a_measure_is_not_constant_over_a_default_comparison(compared, measure: str) -> None:
    values = np.concatenate([found[measure] for found in compared.values()])
    known = values[~np.isnan(values)]
    assert len(known) > len(values) / 2, "it is nearly always empty"
    assert known.min() < known.max()


@pytest.mark.parametrize("measure", [measure.name for measure in ALL if not measure.name.startswith("problems_arisen")])
def test_a_measure_tells_some_scenario_from_the_reference(compared, measure: str) -> None:
    reference = compared["blanket_punishment"][measure]
    others = [found[measure] for name, found in compared.items() if name != "blanket_punishment"]
    assert any(not np.array_equal(reference, other, equal_nan=True) for other in others)


def test_problems_arise_alike_in_every_scenario(compared) -> None:
    assert len({found["problems_arisen"].tobytes() for found in compared.values()}) == 1


def test_every_measure_has_a_name_of_its_own_a_unit_and_a_meaning_in_both_languages() -> None:
    assert len({measure.name for measure in ALL}) == len(ALL)
    for measure in ALL:
        assert measure.unit and measure.en.endswith(".") and measure.zh.endswith("。"), measure.name


@pytest.mark.parametrize("name", [
    "effort", "innovation", "cover", "idle", "lying_flat", "burdened", "safety", "problems_arisen", "problems_solved",
    "problems_open", "time_to_solution", "harm", "sanctions", "wrongful_share", "misattributed_share", "unforgiven_share",
    "missed_share", "downward_shift", "overturned_share", "overturn_delay", "buck_passing", "relays", "offloaded_share",
    "style_deep", "style_list", "style_habit", "timeliness", "accuracy", "fairness", "misconduct", "misconduct_caught",
    "promotions", "lie_flat_premium", "sanction_gradient", "exits",
])  # fmt: skip
def test_the_measures_that_were_asked_for_are_there(name: str) -> None:
    assert name in {measure.name for measure in ALL}


# --- definitions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", DEFINITIONS, ids=lambda known: known.key)
def test_a_number_says_what_it_is(known: Definition) -> None:
    meaning = known.meaning
    assert meaning.unit or known.key == "seed"
    assert meaning.low < meaning.high
    assert meaning.low <= known.default <= meaning.high
    assert meaning.kind in ("statute", "measured", "literature", "assumed", "fitted")
    assert meaning.source
    assert meaning.kind == "assumed" or meaning.source != "assumption of this project"
    assert meaning.en.endswith(".") and len(meaning.en) > 10
    assert meaning.zh.endswith("。") and any("\u4e00" <= letter <= "\u9fff" for letter in meaning.zh)


def test_no_number_is_defined_twice() -> None:
    assert len({known.key for known in DEFINITIONS}) == len(DEFINITIONS)
