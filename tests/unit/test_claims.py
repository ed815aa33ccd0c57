"""Claims: their files, what is refused in one, and how numbers become a verdict."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from wenze.experiments.claims.asked import made_plan
from wenze.experiments.claims.files import RISK, Claim, claim_files, claims_from_plain, read_claims
from wenze.experiments.claims.flips import flip_of
from wenze.experiments.claims.plan import Column, Plan, Regime, plan_from_plain
from wenze.experiments.claims.running import months_of, value_of
from wenze.experiments.claims.verdicts import DEPENDS, NOT_SEEN, REVERSED, SUPPORTED, judged, wilson
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.worlds.table import made_worlds
from wenze.sim.errors import InputError
from wenze.sim.language import LANGUAGES, speaking
from wenze.sim.measures import MEASURES
from wenze.sim.settings.folders import SHIPPED, scenario_paths
from wenze.sim.settings.yaml import dump_yaml, load_yaml
from wenze.sim.tally import TALLY

SCENARIOS = scenario_paths().paths
TABLE = made_worlds(("world.people.prize", "world.problems.arrival"), ((80.0, 0.1), (120.0, 0.12), (100.0, 0.14)))

PLAIN: dict[str, Any] = {
    "title": "Lists raise effort",
    "says": {"zh": "清单使人干事", "en": "Lists make people work."},
    "source": "A newspaper.",
    "measure": "effort",
    "arms": ["responsibility_lists", "blanket_punishment"],
    "expected": "higher",
}
RISKY: dict[str, Any] = {
    **PLAIN,
    "measure": RISK,
    "arms": [{"conduct": "work"}, {"conduct": "idle"}],
    "horizons": [3, 12],
}


def shipped() -> tuple[Claim, ...]:
    return read_claims(None, None, MEASURES, SCENARIOS)


def claims_of(**changed: Any) -> list[Claim]:
    return claims_from_plain("mine", {**PLAIN, **changed}, "mine.yaml", MEASURES, SCENARIOS)


def plan_of(*claims: Claim, worlds: Any = TABLE) -> Plan:
    plan = made_plan(claims, ["months=24"], "default", None, {}, None)
    return Plan(plan.claims, plan.makings, worlds, 2, 4, "mine.csv")


# --- the files that ship ------------------------------------------------------------------------------------------------


def test_every_shipped_claim_is_well_formed_and_there_are_enough() -> None:
    claims = shipped()
    assert len({claim.name for claim in claims}) == len(claims) >= 22
    assert len({claim.label for claim in claims}) == len(claims) and all(claim.label for claim in claims)
    assert {path.name for path in claim_files(None).values()} == {path.name for path in (SHIPPED / "claims").iterdir()}
    for number in range(1, 17):
        assert any(claim.label.rstrip("abcd") == f"C{number}" for claim in claims), number
    assert sum(claim.kind == "literature" for claim in claims) >= 4
    assert {claim.until for claim in claims if claim.file == "the_more_you_do"} >= {3, 84}


def test_shipped_claims_are_there_in_both_languages_and_fit_into_a_line() -> None:
    for claim in shipped():
        for tongue in LANGUAGES:
            with speaking(tongue):
                columns = sum(2 if ord(character) > 0x2E7F else 1 for character in claim.title)
                assert claim.title and columns <= 30, claim.name
        for words in (claim.content.title, claim.content.says, claim.content.source):
            assert words.en != words.zh, claim.name


def test_shipped_claims_ask_for_regimes_that_can_be_run() -> None:
    plan = made_plan(shipped(), [], "plausible", None, {}, None)
    assert plan.months == 120 and set(plan.arms) >= {"blanket_punishment", "full_reform"}
    for claim in plan.claims:
        assert {column.regime.scenario for column in plan.columns_of(claim)} <= {s.name for s in plan.base.scenarios}


def test_no_claim_is_about_what_worlds_are_matched_to() -> None:
    """What is fitted are levels of sanctions and of who is held; a difference between regimes is fitted nowhere."""
    for claim in shipped():
        if len(claim.sides) == 1:
            assert claim.content.measure in {
                "sanction_gradient",
                "wrongful_gradient",
                "lie_flat_ratio",
                "downward_shift",
            }


# --- what is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"arms": ["no_such", "crackdown"]}, 'arms[0].scenario="no_such"'),
        ({"arms": ["oversight", "crackdown", "redemption"]}, "arms=3: must be one arm, two, or four"),
        ({"arms": ["oversight"]}, "against: one arm is held against a number"),
        ({"against": 1.0}, "against=1: one arm is held against a number"),
        ({"arms": []}, "arms"),
        ({"arms": "oversight"}, "arms"),
        ({"measure": "efort"}, 'measure="efort"'),
        ({"measure": 3}, "measure=3"),
        ({"expected": "better"}, 'expected="better"'),
        ({"at_least": math.nan}, "at_least"),
        ({"at_least": "much"}, "at_least"),
        ({"from": 12, "until": 12}, "until=12: must be after from, 12"),
        ({"from": -1}, "from=-1"),
        ({"memories": -1.0}, "memories=-1"),
        ({"horizons": [3]}, "horizons: goes with the measure risk_of_doing alone"),
        ({"expects": "higher"}, "expects"),
        ({"label": "a\tb"}, "label="),
        ({"label": "x" * 13}, "label="),
        ({"title": "a\u202eb"}, "title"),
        ({"title": "x" * 200}, "title"),
        ({"says": {"zh": "${HOME}"}}, "${HOME}"),
        ({"arms": [{"scenario": "oversight", "polcy": {}}, "crackdown"]}, "arms[0].polcy"),
        ({"arms": [{"policy": {"accountability": {"strictness_work": 2.0}}}, "crackdown"]}, "strictness_work=2"),
        ({"arms": [{"world": {"scale": {"counties": 2}}}, "crackdown"]}, "arms[0].world.scale"),
        ({"arms": [{"for_months": 12}, "crackdown"]}, "arms[0].for_months=12: goes with policy alone"),
        ({"arms": [{"times": {"accountability.inspection": 2.0}}, "crackdown"]}, "arms[0].times.accountability.inspection"),
        ({"arms": [{"times": {"accountability.inspection_rate": -1.0}}, "crackdown"]}, "inspection_rate=-1"),
        ({"arms": [{"times": {"accountability.inspection_rate": 2}, "for_months": 3}, "crackdown"]}, "for_months=3"),
        ({"arms": [{"measure": "nothing"}, "crackdown"]}, 'arms[0].measure="nothing"'),
        ({"arms": [{"conduct": "work"}, "crackdown"]}, "arms[0].conduct=work: goes with the measure risk_of_doing"),
        ({"arms": [{"conduct": "dance"}, "crackdown"]}, 'arms[0].conduct="dance"'),
        ({"arms": [{"scenario": {"_target_": "os.system"}}, "crackdown"]}, "_target_"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_claim_is_said_in_one_line(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as error:
        claims_of(**changed)
    line = str(error.value)
    assert line.startswith("mine.yaml") and said in line and "\n" not in line, line


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"arms": ["oversight", {"conduct": "idle"}]}, "arms[0].conduct: must say to what its posts are held"),
        ({"horizons": []}, "horizons=[]: must be one or more whole numbers"),
        ({"horizons": [12, 3]}, "horizons=[12, 3]"),
        ({"horizons": [0, 3]}, "horizons=[0, 3]"),
        ({"horizons": [3.5]}, "horizons"),
        ({"until": 12}, "until: must be left out"),
        ({"from": 12}, "from: must be left out"),
        ({"arms": [{"conduct": "work", "measure": "effort"}, {"conduct": "idle"}]}, "arms[0].measure=effort"),
    ],
)
def test_what_is_wrong_in_a_claim_of_risk_is_said_in_one_line(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as error:
        claims_from_plain("mine", {**RISKY, **changed}, "mine.yaml", MEASURES, SCENARIOS)
    assert said in str(error.value), str(error.value)


def test_what_is_missing_is_named_with_the_keys_there_may_be() -> None:
    for key in ("title", "says", "source", "measure", "arms", "expected"):
        plain = {name: value for name, value in PLAIN.items() if name != key}
        with pytest.raises(InputError, match=f"{key}.*horizons"):
            claims_from_plain("mine", plain, "mine.yaml", MEASURES, SCENARIOS)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"- 1\n- 2\n", b"", b"title: [\n", b"a: &a [*a]\n", b"title: !!python/object:os.system x\n", b"x" * 300_000],
)  # fmt: skip
def test_hostile_files_are_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / "bad.yaml").write_bytes(content)
    with pytest.raises(InputError, match=r"bad\.yaml") as error:
        read_claims(["bad"], tmp_path, MEASURES, SCENARIOS)
    assert "\n" not in str(error.value)


def test_names_of_files_that_cannot_be_claims_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    for name in ("Bad Name.yaml", "claim.yml", "lists_raise_effort.yaml"):
        (folder / name).write_text("title: x\n", encoding="utf-8")
        with pytest.raises(InputError, match=name.partition(".")[0]):
            claim_files(tmp_path)
        (folder / name).unlink()
    risk = {name: value for name, value in RISKY.items() if name != "title"} | {"title": "Near"}
    for name, plain in (("near", risk), ("near_3", PLAIN)):
        (folder / f"{name}.yaml").write_text(dump_yaml(plain), encoding="utf-8")
    with pytest.raises(InputError, match="near_3 is a claim of near as well"):
        read_claims(["near", "near_3"], tmp_path, MEASURES, SCENARIOS)
    with pytest.raises(InputError, match="did you mean lists_raise_effort"):
        read_claims(["lists_raise_efort"], None, MEASURES, SCENARIOS)


# --- plans --------------------------------------------------------------------------------------------------------------


def test_a_plan_reads_back_as_it_was_written(tmp_path: Path) -> None:
    early = [claim for claim in shipped() if not claim.is_risk and (claim.until or 0) <= 24 > claim.content.first]
    plan = plan_of(*early, *claims_from_plain("mine", RISKY, "mine.yaml", MEASURES, SCENARIOS))
    (tmp_path / "plan.yaml").write_bytes(plan.files["plan.yaml"])
    again = plan_from_plain(load_yaml(tmp_path / "plan.yaml"), TABLE, "plan.yaml")
    assert again.files == plan.files and again.identity == plan.identity
    assert [claim.name for claim in again.claims] == sorted((claim.name for claim in again.claims), key=[
        claim.name for claim in plan.claims].index)  # fmt: skip
    with pytest.raises(InputError, match="damaged"):
        plan_from_plain(load_yaml(tmp_path / "plan.yaml"), TABLE.first(2), "plan.yaml")


def test_arms_that_several_claims_ask_for_are_run_once() -> None:
    one, other = claims_of()[0], claims_of(measure="innovation")[0]
    plan = plan_of(one, other._replace(name="other"))
    columns = [column for claim in plan.claims for column in plan.columns_of(claim)]
    assert len(columns) == 4 and set(months_of(columns)) == {
        Regime("responsibility_lists"),
        Regime("blanket_punishment"),
    }


def test_a_lever_of_an_arm_holds_as_long_as_it_says_and_on_top_of_a_timeline() -> None:
    policy = {"accountability": {"strictness_work": 0.5}}
    for arm, expected in (
        ({"scenario": "crackdown", "policy": policy}, {0: 0.5, 50: 0.5, 70: 0.5}),
        ({"scenario": "crackdown", "policy": policy, "for_months": 6}, {0: 0.5, 5: 0.5, 7: 0.099, 50: 0.98, 70: 0.099}),
    ):
        plan = plan_of(*claims_of(arms=[arm, "blanket_punishment"]))
        name = plan.columns_of(plan.claims[0])[0].regime.scenario
        stages = next(scenario.stages for scenario in plan.base.scenarios if scenario.name == name)
        for month, strictness in expected.items():
            holding = [stage for stage in stages if stage.month <= month][-1]
            assert holding.policy.accountability.strictness_work == strictness, (arm, month)


def test_levers_are_multiplied_in_every_world_by_what_they_are_there_as_far_as_they_go() -> None:
    arm = {"times": {"accountability.inspection_rate": 5, "misconduct.detection_deep": 3}}
    table = made_worlds(("policy.accountability.inspection_rate",), ((0.002,), (0.3,)))
    plan = plan_of(*claims_of(arms=[arm, "blanket_punishment"]), worlds=table)
    name = plan.columns_of(plan.claims[0])[0].regime.scenario
    found = []
    for world in range(2):
        policy = next(one.stages[0].policy for one in plan.settings(world).scenarios if one.name == name)
        found.append((policy.accountability.inspection_rate, policy.misconduct.detection_deep))
    assert found == [(0.01, 1.0), (0.5, 1.0)]


def test_conduct_itself_has_no_mechanical_part_and_is_not_run_for_it() -> None:
    plan = plan_of(*claims_of())
    assert plan.forced_of(plan.claims[0]) == (plan.columns_of(plan.claims[0])[-1],) * 2
    forced = plan_of(*claims_of(measure="harm"))
    first, last = forced.forced_of(forced.claims[0]) or ()
    assert first.regime.forced == Regime("blanket_punishment") and last == forced.columns_of(forced.claims[0])[-1]
    for alone in (
        claims_of(arms=["oversight"], against=0.5),
        claims_of(arms=["oversight", {"scenario": "oversight", "measure": "idle"}]),
    ):
        assert plan_of(*alone).forced_of(alone[0]) is None  # one regime: there are no two to tell apart


def test_memories_begin_a_window_later_where_memory_is_longer() -> None:
    tallies = np.zeros(120, TALLY)
    tallies["person_months"] = 1
    tallies["months_work"][72:] = 1
    column = Column(Regime("oversight"), "effort", 12, 120, 3.0)
    assert value_of(MEASURES, column, tallies, 0.95) == 1.0  # from month 12 + 60 on
    assert value_of(MEASURES, column, tallies, 0.9) == pytest.approx(48 / 78)
    assert math.isnan(value_of(MEASURES, column, tallies, 0.99)) and math.isnan(
        value_of(MEASURES, column, tallies, 1.0)
    )


@pytest.mark.parametrize("changed", [{"until": 30}, {"from": 24}])
def test_windows_beyond_what_is_run_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"mine.*beyond the months that are run, 24"):
        made_plan(claims_of(**changed), ["months=24"], "default", None, {}, None)


# --- verdicts -----------------------------------------------------------------------------------------------------------


def worlds_like(*groups: tuple[int, float], seed: int = 0, lives: int = 2) -> Any:
    """Differences [world, life]: so many worlds about each true difference, with luck of size one."""
    chance = np.random.default_rng(seed)
    true = np.concatenate([np.full(count, value) for count, value in groups])
    return true[:, np.newaxis] + chance.normal(size=(len(true), lives))


@pytest.mark.parametrize(
    ("groups", "verdict"),
    [
        (((100, 6.0),), SUPPORTED),
        (((100, -6.0),), REVERSED),
        (((100, 0.0),), NOT_SEEN),
        (((50, 6.0), (50, -6.0)), DEPENDS),
        (((80, 6.0), (20, -6.0)), DEPENDS),
        (((98, 6.0), (2, -6.0)), SUPPORTED),
        (((30, 6.0), (70, 0.0)), SUPPORTED),  # in some worlds clearly, in none the other way
        (((100, 0.5),), SUPPORTED),  # small, yet the worlds lean
        (((80, 0.0), (20, 6.0), (2, -60.0)), DEPENDS),  # seen, but the worlds do not lean to it
    ],
)
def test_verdicts_are_what_their_definitions_say(groups: tuple[tuple[int, float], ...], verdict: str) -> None:
    found = judged(worlds_like(*groups))
    assert found.verdict == verdict
    assert sum(found.share(side).mean for side in (1, 0, -1)) == pytest.approx(1.0)


def test_arms_swapped_give_the_opposite_verdict() -> None:
    opposite = {SUPPORTED: REVERSED, REVERSED: SUPPORTED, DEPENDS: DEPENDS, NOT_SEEN: NOT_SEEN}
    for groups in (((60, 4.0),), ((60, 0.0),), ((30, 4.0), (30, -4.0)), ((50, 4.0), (10, -1.0))):
        one, other = judged(worlds_like(*groups)), judged(-worlds_like(*groups))
        assert other.verdict == opposite[one.verdict] and other.stability == one.stability
        assert other.mean.mean == -one.mean.mean and (other.clear == -one.clear).all()


def test_equal_arms_give_not_seen_in_at_least_19_of_20_seeds_even_where_luck_differs_from_world_to_world() -> None:
    verdicts = []
    for seed in range(20):
        size = np.random.default_rng(1000 + seed).gamma(2.0, 0.5, 150)
        verdicts.append(judged(worlds_like((150, 0.0), seed=seed) * size[:, np.newaxis]).verdict)
    assert verdicts.count(NOT_SEEN) >= 19, verdicts
    assert judged(np.zeros((150, 2))).verdict == NOT_SEEN


@pytest.mark.parametrize("shape", [None, 4.0])
def test_by_luck_alone_about_one_world_in_forty_is_clear_each_way(shape: float | None) -> None:
    chance = np.random.default_rng(5)
    size = 1.0 if shape is None else chance.gamma(shape, 1.0 / shape, (40, 150, 1))  # alike in all worlds, or not
    differences = chance.normal(size=(40, 150, 2)) * size
    clear = np.concatenate([judged(each).clear for each in differences])
    assert 0.01 < (clear == 1).mean() < 0.03 and 0.01 < (clear == -1).mean() < 0.03


def test_what_has_no_value_counts_nowhere() -> None:
    differences = worlds_like((60, 6.0))
    differences[:20] = np.nan
    differences[20:30, 1] = np.nan
    found = judged(differences)
    assert found.known == 40 and found.verdict == SUPPORTED and np.isnan(found.means[:20]).all()
    nothing = judged(np.full((10, 2), np.nan))
    assert nothing.verdict == NOT_SEEN and nothing.known == 0 and math.isnan(nothing.share(1).mean)


def test_one_world_alone_is_judged_by_its_interval() -> None:
    assert judged(worlds_like((1, 3.0), lives=32)).verdict == SUPPORTED
    assert judged(worlds_like((1, -3.0), lives=32)).verdict == REVERSED
    assert judged(worlds_like((1, 0.0), lives=32)).verdict == NOT_SEEN


def test_a_verdict_on_the_edge_is_not_stable() -> None:
    assert judged(worlds_like((100, 6.0))).stability == 1.0
    assert judged(worlds_like((88, 6.0), (12, -6.0))).stability < 0.95


def test_wilson_knows_its_ends() -> None:
    assert wilson(0, 50)[0] == 0.0 and wilson(50, 50)[1] == 1.0
    assert wilson(5, 50) == pytest.approx((0.0434, 0.2139), abs=1e-3)  # as in tables


# --- where it flips -----------------------------------------------------------------------------------------------------


def test_the_tree_finds_the_assumptions_that_a_claim_hangs_on() -> None:
    chance = np.random.default_rng(3)
    points = chance.uniform(size=(150, 12))
    clear = np.where((points[:, 4] > 0.6) & (points[:, 9] > 0.3), -1, 1)
    flip = flip_of(import_extra("sklearn.tree"), [f"k{number}" for number in range(12)], points, clear)
    assert flip is not None and set(flip.keys) == {"k4", "k9"} and flip.tells and flip.told > 0.9
    assert flip.leaves[0].favour == 1.0 and flip.leaves[-1].against > 0.9
    assert sum(leaf.worlds for leaf in flip.leaves) == 150


def test_a_tree_on_nothing_says_that_it_tells_nothing() -> None:
    told = []
    for seed in range(5):
        chance = np.random.default_rng(seed)
        clear = np.where(chance.uniform(size=150) < 0.5, 1, -1)
        flip = flip_of(import_extra("sklearn.tree"), ["a", "b", "c"], chance.uniform(size=(150, 3)), clear)
        assert flip is not None
        told.append(flip.told - flip.guessed)
    assert np.mean(told) < 0.05
    assert flip_of(import_extra("sklearn.tree"), ["a"], np.ones((30, 1)), np.ones(30, int)) is None
