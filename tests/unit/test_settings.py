"""Settings: what overrides may be, which of two settings wins, and that settings survive being written down."""

import dataclasses
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pydantic
import pytest
from conftest import assert_refused_in_chinese
from hypothesis import HealthCheck, given, settings, strategies
from wenze.agents.policy import Policy
from wenze.sim.settings.compose import (
    REFERENCE,
    InputError,
    Settings,
    available,
    compose,
    dump_yaml,
    from_plain,
    load_yaml,
    to_plain,
)
from wenze.sim.settings.parameters import Definition, Run, World, definitions

STRICTNESS = "policy.accountability.strictness_work"
PARAMETERS = {definition.key: definition for definition in definitions()}


def compared(*overrides: str, names: list[str] | None = None, folder: Path | None = None) -> Settings:
    return compose(overrides, names=names, reference=None, folder=folder, mode="compare")


def alone(name: str, *overrides: str, folder: Path | None = None) -> Settings:
    return compose(overrides, names=[name], reference=None, folder=folder, mode="run")


def policies(found: Settings, name: str) -> list[Policy]:
    return [stage.policy for scenario in found.scenarios if scenario.name == name for stage in scenario.stages]


def refusal(call: Any, *args: Any, **kwargs: Any) -> str:
    """The message with which a call refuses its input; it must be one printable line."""
    with pytest.raises(InputError) as caught:
        call(*args, **kwargs)
    message = str(caught.value)
    assert message.isprintable()
    return message


BASE = to_plain(compared(names=["crackdown"]))


def place_of(key: str, plain: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Where the parameter with a dotted key stands in written settings: the mapping that holds it, and its name."""
    container: Any = {"world": plain["world"], "policy": first_policy(plain)}
    *way, name = key.split(".")
    if not way:
        return plain["run"], name
    for step in way:
        container = container[step]
    return container, name


def first_policy(plain: dict[str, Any]) -> Any:
    return plain["scenarios"][REFERENCE]["stages"][0]["policy"]


# --- defaults and precedence ------------------------------------------------------------------------------------------


def test_without_overrides_all_is_as_defined() -> None:
    found = compared()
    assert (found.run, found.world, found.reference) == (Run(), World(), REFERENCE)
    assert {scenario.name for scenario in found.scenarios} == set(available())
    assert policies(found, REFERENCE) == [Policy()]


def test_every_parameter_stands_in_what_is_written_with_its_default() -> None:
    for key, definition in PARAMETERS.items():
        container, name = place_of(key, to_plain(from_plain(BASE, "config.yaml")))
        value = container[name]
        assert (value, type(value)) == (definition.default, type(definition.default)), key


def test_overrides_reach_run_and_world() -> None:
    key = next(key for key, d in PARAMETERS.items() if key.startswith("world.") and isinstance(d.default, int))
    group, name = key.split(".")[1:]
    found = compared("months=24", "replications=3", "seed=9", f"{key}=2", names=[REFERENCE])
    assert found.run == Run(months=24, replications=3, seed=9)
    assert getattr(getattr(found.world, group), name) == 2


def test_compare_overrides_the_base_under_the_scenarios() -> None:
    found = compared(f"{STRICTNESS}=0.5", "policy.oversight.audits=0.07", names=["oversight", "no_accountability"])
    assert policies(found, REFERENCE)[0].accountability.strictness_work == 0.5
    assert policies(found, REFERENCE)[0].oversight.audits == 0.07
    assert policies(found, "oversight")[0].accountability.strictness_work == 0.5
    assert policies(found, "oversight")[0].oversight.audits == policies(compared(), "oversight")[0].oversight.audits
    assert policies(found, "no_accountability")[0].accountability.strictness_work == 0.0


def test_run_overrides_the_scenario_and_every_entry_of_its_timeline() -> None:
    assert alone("oversight", "policy.oversight.audits=0.07").scenarios[0].stages[0].policy.oversight.audits == 0.07
    stages = alone("crackdown", f"{STRICTNESS}=0.5").scenarios[0].stages
    assert [stage.month for stage in stages] == [0, 48, 60]
    assert [stage.policy.accountability.strictness_work for stage in stages] == [0.5, 0.5, 0.5]
    pressures = [stage.policy.accountability.pressure for stage in stages]
    assert pressures[0] == pressures[2] < pressures[1]


def test_a_timeline_that_is_wholly_overridden_has_one_stage() -> None:
    keys = (STRICTNESS, "policy.accountability.pressure", "policy.accountability.inspection_rate")
    scenario = alone("crackdown", *(f"{key}=0.5" for key in keys)).scenarios[0]
    assert [stage.month for stage in scenario.stages] == [0]


def test_a_whole_number_is_taken_for_a_real_one() -> None:
    strictness = policies(compared(f"{STRICTNESS}=1"), REFERENCE)[0].accountability.strictness_work
    assert (strictness, type(strictness)) == (1.0, float)


@pytest.mark.parametrize("definition", PARAMETERS.values(), ids=PARAMETERS.keys())
def test_both_ends_of_every_range_are_allowed_and_nothing_beyond(definition: Definition) -> None:
    whole = isinstance(definition.default, int)
    low, high = (int(end) if whole else float(end) for end in (definition.meaning.low, definition.meaning.high))
    data = to_plain(from_plain(BASE, "config.yaml"))
    container, name = place_of(definition.key, data)

    def read_with(value: float) -> Settings:
        container[name] = value
        return from_plain(data, "config.yaml")

    assert read_with(low) != read_with(high)
    for beyond in (low - 1, high + 1):
        expected = f"{name}={beyond}: must be {'a whole number ' if whole else ''}between "
        assert expected in refusal(read_with, beyond)


# --- the choice of scenarios ------------------------------------------------------------------------------------------


def test_the_reference_is_added_and_the_order_of_names_does_not_matter() -> None:
    found = compared(names=["oversight", "full_reform"])
    assert found == compared(names=["full_reform", REFERENCE, "oversight", "oversight"])
    assert {scenario.name for scenario in found.scenarios} == {REFERENCE, "full_reform", "oversight"}


def test_a_scenario_does_not_depend_on_its_company() -> None:
    together = {scenario.name: scenario for scenario in compared().scenarios}
    for name, scenario in together.items():
        assert scenario in compared(names=[name]).scenarios


def test_another_reference() -> None:
    found = compose([], names=["oversight"], reference="full_reform", folder=None, mode="compare")
    assert found.reference == "full_reform"
    assert [scenario.name for scenario in found.scenarios] == ["oversight", "full_reform"]


def test_a_run_is_its_own_reference() -> None:
    found = alone("oversight")
    assert (found.reference, [scenario.name for scenario in found.scenarios]) == ("oversight", ["oversight"])


CHOICES: list[tuple[dict[str, Any], str]] = [
    ({"names": ["oversigth"]}, "scenarios=oversigth: unknown scenario; did you mean oversight?"),
    ({"names": ["qqq"]}, "scenarios=qqq: unknown scenario; known are answerable_supervisors, blanket_punishment, "),
    ({"names": []}, "scenarios=[]: name at least one scenario of answerable_supervisors, "),
    ({"names": [""]}, "scenarios=: unknown scenario"),
    ({"names": ["../x"]}, "scenarios=../x: unknown scenario"),
    ({"reference": "full_refrom"}, "reference=full_refrom: unknown scenario; did you mean full_reform?"),
    ({"names": ["oversigth"], "mode": "run"}, "scenario=oversigth: unknown scenario; did you mean oversight?"),
    ({"mode": "run"}, "scenario=: name one scenario of answerable_supervisors, "),
    ({"names": [], "mode": "run"}, "scenario=: name one scenario of "),
    ({"names": ["oversight", "crackdown"], "mode": "run"}, "scenario=oversight,crackdown: name one scenario of "),
    ({"names": ["oversight"], "reference": "crackdown", "mode": "run"}, "reference=crackdown: one scenario has no ref"),
    ({"folder": Path("no/such/folder")}, "no/such/folder: must be a folder of scenarios: "),
]


@pytest.mark.parametrize(("changes", "expected"), CHOICES)
def test_choices_that_are_refused(changes: dict[str, Any], expected: str) -> None:
    choice: dict[str, Any] = {"names": None, "reference": None, "folder": None, "mode": "compare", **changes}
    assert expected in refusal(compose, [], **choice)


@pytest.mark.parametrize("changes", [changes for changes, _ in CHOICES], ids=str)
def test_choices_are_refused_in_chinese(in_chinese: None, changes: dict[str, Any]) -> None:
    choice: dict[str, Any] = {"names": None, "reference": None, "folder": None, "mode": "compare", **changes}
    assert_refused_in_chinese(refusal(compose, [], **choice))


# --- overrides that are refused ---------------------------------------------------------------------------------------

MONTHS = ": must be a whole number between 1 and 12000 (months)"
CHANCE = f"override {STRICTNESS}=%s: must be a number between 0 and 1 (probability)"

REFUSED: list[tuple[list[str], str]] = [
    # the wrong kind of value
    (["months=2.5"], "override months=2.5" + MONTHS),
    (["months=true"], "override months=true" + MONTHS),
    (["months=null"], "override months=null" + MONTHS),
    (["months='3'"], "override months='3'" + MONTHS),
    (["months=010"], "override months=010" + MONTHS),
    (["months=???"], "override months=???" + MONTHS),
    (["months==3"], "override months==3" + MONTHS),
    (["months=3\n4"], "override months=3 4" + MONTHS),
    (["months=\udcff"], "override months=\\udcff" + MONTHS),
    (["months=" + "9" * 5000], MONTHS),
    (["months=" + "[" * 5000], MONTHS),
    ([f"{STRICTNESS}=high"], CHANCE % "high"),
    ([f"{STRICTNESS}=true"], CHANCE % "true"),
    ([f"{STRICTNESS}={{a: 1}}"], CHANCE % "{a: 1}"),
    ([f"{STRICTNESS}=0.7 0.8"], CHANCE % "0.7 0.8"),
    # more values than one
    (["seed=1,2"], "override seed=1,2: must be a whole number between 0 and 9223372036854775807"),
    (["seed=[1]"], "override seed=[1]: must be a whole number"),
    (["seed=range(1,3)"], "override seed=range(1,3): must be a whole number"),
    (["seed=choice(1)"], "override seed=choice(1): must be a whole number"),
    # out of range, or no number at all
    (["months=0"], "override months=0: must be a whole number between 1 and 12000 (months)"),
    (["replications=1000001"], "override replications=1000001: must be a whole number between 1 and 1000000"),
    (["seed=-1"], "override seed=-1: must be a whole number between 0 and"),
    (["seed=9223372036854775808"], "between 0 and 9223372036854775807"),
    ([f"{STRICTNESS}=1.7"], f"override {STRICTNESS}=1.7: must be between 0 and 1 (probability)"),
    ([f"{STRICTNESS}=-1e-9"], "=-1e-9: must be between 0 and 1 (probability)"),
    ([f"{STRICTNESS}=nan"], CHANCE % "nan"),
    ([f"{STRICTNESS}=.nan"], CHANCE % ".nan"),
    ([f"{STRICTNESS}=inf"], CHANCE % "inf"),
    ([f"{STRICTNESS}=-inf"], CHANCE % "-inf"),
    ([f"{STRICTNESS}=1e999"], CHANCE % "1e999"),
    # no value, or the same one twice
    (["months="], "override months=: has no value; must be a whole number between 1 and 12000 (months)"),
    (["months=  "], "has no value"),
    (["months"], "override months: has no value"),
    (["months=3", "months=3"], "override months=3: months is given twice"),
    (["seed=3", f"{STRICTNESS}=0", "seed=4"], "override seed=4: seed is given twice"),
    # keys that are not there
    (["month=3"], "override month=3: unknown key; did you mean months?"),
    (["qqq=1"], "override qqq=1: unknown key; wenze parameters lists all that can be set"),
    ([""], "override '': unknown key"),
    (["=3"], "override =3: unknown key"),
    (["-m"], "override -m: unknown key"),
    (["strictness=0.5"], "unknown key; did you mean policy.misconduct.strictness?"),
    (["policy.strictness_work=0.5"], f"unknown key; did you mean {STRICTNESS}?"),
    (["policy.acountability.strictness=0.5"], f"unknown key; did you mean {STRICTNESS}?"),
    (["policy.tolerance.exploratoin=0.5"], "unknown key; did you mean policy.tolerance.exploration?"),
    (["policy.tolerance.clarity=0.5"], "unknown key; did you mean policy.duty_list.clarity?"),
    ([f"{STRICTNESS}.x=1"], f"unknown key; did you mean {STRICTNESS}?"),
    (["months =3"], "override months =3: unknown key; did you mean months?"),
    # groups
    (["policy=3"], "policy is a group of numbers; set one of them, such as policy.accountability.pressure"),
    (["policy.accountability=3"], "override policy.accountability=3: policy.accountability is a group of numbers"),
    (["world={}"], "world is a group of numbers; set one of them, such as world."),
    # what Hydra could do beyond setting numbers
    (["+months=3"], "override +months=3: + and ~ are not allowed"),
    ([f"++{STRICTNESS}=0.5"], "+ and ~ are not allowed"),
    (["~policy.accountability"], "override ~policy.accountability: + and ~ are not allowed"),
    (["hydra.run.dir=x"], "override hydra.run.dir=x: is not allowed; only numbers can be set"),
    (["hydra/job_logging=none"], "is not allowed; only numbers can be set"),
    (["policy@world=x"], "is not allowed; only numbers can be set"),
    (["_target_=os.system"], "override _target_=os.system: is not allowed; only numbers can be set"),
    (["policy._target_=os.system"], "is not allowed; only numbers can be set"),
    (["months=${seed}"], "override months=${seed}: ${…} is not allowed; must be a whole number between 1 and 12000"),
    ([f"{STRICTNESS}=${{oc.env:HOME}}"], "${…} is not allowed; must be a number between 0 and 1 (probability)"),
]


@pytest.mark.parametrize(("overrides", "expected"), REFUSED, ids=[str(case[0])[:40] for case in REFUSED])
def test_overrides_that_are_refused(overrides: list[str], expected: str) -> None:
    assert expected in refusal(compared, *overrides, names=[REFERENCE])


@pytest.mark.parametrize("overrides", [overrides for overrides, _ in REFUSED], ids=lambda case: str(case)[:40])
def test_overrides_are_refused_in_chinese(in_chinese: None, overrides: list[str]) -> None:
    assert_refused_in_chinese(refusal(compared, *overrides, names=[REFERENCE]))


# --- frozen -----------------------------------------------------------------------------------------------------------


def test_settings_are_frozen() -> None:
    found = compared(names=[REFERENCE])
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.reference = "oversight"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.scenarios[0].name = "oversight"  # type: ignore[misc]
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        found.run.months = 3  # type: ignore[misc]
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        found.scenarios[0].stages[0].policy.accountability.strictness_work = 0.1  # type: ignore[misc]


def test_one_composition_leaves_no_trace_in_the_next() -> None:
    before = compared()
    compared("months=7", f"{STRICTNESS}=0.1")
    alone("crackdown", f"{STRICTNESS}=0.1")
    assert compared() == before


# --- written down and read back ---------------------------------------------------------------------------------------


def read_back(found: Settings, folder: Path) -> Settings:
    path = folder / "config.yaml"
    path.write_text(dump_yaml(to_plain(found)), encoding="utf-8")
    return from_plain(load_yaml(path), "config.yaml")


def test_settings_survive_being_written_down(tmp_path: Path) -> None:
    found = compared("months=24", f"{STRICTNESS}=0.1234567890123456789", "policy.correction.delay=1e-07")
    again = read_back(found, tmp_path)
    assert again == found
    assert dump_yaml(to_plain(again)) == dump_yaml(to_plain(found))
    assert read_back(alone("crackdown"), tmp_path) == alone("crackdown")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=strategies.data())
def test_any_numbers_and_words_survive_being_written_down(data: strategies.DataObject, tmp_path: Path) -> None:
    plain = to_plain(from_plain(BASE, "config.yaml"))
    for key in data.draw(strategies.sets(strategies.sampled_from(sorted(PARAMETERS)), max_size=9)):
        container, name = place_of(key, plain)
        low, high = PARAMETERS[key].meaning.low, PARAMETERS[key].meaning.high
        whole = isinstance(PARAMETERS[key].default, int)
        number = strategies.integers(int(low), int(high)) if whole else strategies.floats(low, high)
        container[name] = data.draw(number)
    printable = strategies.text(min_size=1, max_size=120).filter(lambda text: text.isprintable() and text.strip())
    words = data.draw(printable.filter(lambda text: "${" not in text))
    plain["scenarios"][REFERENCE]["title"]["en"] = words.encode("utf-8", "replace").decode()
    found = from_plain(plain, "config.yaml")
    assert read_back(found, tmp_path) == found


def test_what_is_written_shares_nothing_with_the_settings() -> None:
    found = compared(names=[REFERENCE])
    to_plain(found)["scenarios"][REFERENCE]["stages"][0]["policy"]["accountability"]["strictness_work"] = 0.1
    assert found == compared(names=[REFERENCE])


# Where in the written settings, what is put there (None: taken out), and what is said of it
CHANGES: list[tuple[str, Any, str]] = [
    ("run.months", 2.5, "config.yaml: run.months=2.5: must be a whole number between 1 and 12000 (months)"),
    ("run.months", True, "config.yaml: run.months=true: must be a whole number between 1 and 12000 (months)"),
    ("run.months", None, "config.yaml: run.months: missing"),
    ("run.mnths", 3, "config.yaml: run.mnths: unknown; did you mean run.months?"),
    ("run", [], "config.yaml: run=[]: must be a mapping"),
    ("world", None, "config.yaml: world: missing"),
    ("wordl", {}, "config.yaml: wordl: unknown; did you mean world?"),
    ("reference", "oversight", "config.yaml: reference=oversight: unknown scenario; known are blanket_punishment, cra"),
    ("reference", 3, "config.yaml: reference=3: must be a valid string"),
    ("scenarios", {}, "config.yaml: scenarios={}: must have at least 1 item"),
    ("scenarios", [], "config.yaml: scenarios=[]: must be a mapping"),
    ("scenarios.crackdown", 3, "config.yaml: scenarios.crackdown=3: must be a mapping of title, about, family, stages"),
    (
        "scenarios.Bad-Name",
        {},
        "config.yaml: scenarios.Bad-Name: a name must consist of small letters",
    ),
    ("scenarios.crackdown.stages", [], "config.yaml: scenarios.crackdown.stages=[]: must have at least 1 item"),
    ("scenarios.crackdown.stages.0.month", 1, "scenarios.crackdown.stages: months=[1, 48, 60]: must start with 0"),
    ("scenarios.crackdown.stages.1.month", 60, "months=[0, 60, 60]: must start with 0 and ascend"),
    ("scenarios.crackdown.stages.1.policy", None, "config.yaml: scenarios.crackdown.stages[1].policy: missing"),
    ("scenarios.crackdown.stages.1.policy.tolerance", None, "crackdown.stages[1].policy.tolerance: missing"),
    ("scenarios.crackdown.stages.1.policy.tolerance.exploration", None, ".policy.tolerance.exploration: missing"),
    ("scenarios.crackdown.stages.1.policy.tolerance.exploration", float("nan"), "=NaN: must be a number between 0 and"),
    ("scenarios.crackdown.stages.1.policy.tolerance.exploration", "0.5", '="0.5": must be a number between 0 and 1'),
    ("scenarios.crackdown.stages.1.policy.tolerance.exploration", "${seed}", "config.yaml: ${seed}: ${…} is not all"),
    ("scenarios.crackdown.stages.1._target_", "os.system", "config.yaml: _target_: keys that start with _ are not"),
    ("scenarios.crackdown.famly", "ill", "config.yaml: scenarios.crackdown.famly: unknown; did you mean family?"),
    ("scenarios.crackdown.family", "il", 'config.yaml: scenarios.crackdown.family="il": must be one of ill, lists,'),
]


@pytest.mark.parametrize(("place", "value", "expected"), CHANGES)
def test_written_settings_that_are_refused(place: str, value: Any, expected: str) -> None:
    assert expected in refusal(from_plain, changed_settings(place, value), "config.yaml")


@pytest.mark.parametrize(("place", "value"), [(place, value) for place, value, _ in CHANGES])
def test_written_settings_are_refused_in_chinese(in_chinese: None, place: str, value: Any) -> None:
    assert_refused_in_chinese(refusal(from_plain, changed_settings(place, value), "config.yaml"))


def changed_settings(place: str, value: Any) -> dict[str, Any]:
    """Written settings with something else at a place, or nothing if it is None."""
    data = to_plain(from_plain(BASE, "config.yaml"))
    container: Any = data
    *way, last = place.split(".")
    for step in way:
        container = container[int(step) if step.isdigit() else step]
    if value is None:
        del container[last]
    else:
        container[last] = value
    return data


@pytest.mark.parametrize("data", [None, [], 3, "run"])
def test_written_settings_must_be_a_mapping(data: object) -> None:
    assert ": must be a mapping of run, reference, world, status_quo, scenarios" in refusal(
        from_plain, data, "config.yaml"
    )


# --- Hydra ------------------------------------------------------------------------------------------------------------


def test_hydra_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.root.manager.disable)
    compared("months=3")
    assert (list(root.handlers), root.level, logging.root.manager.disable) == before
    assert Path.cwd() == tmp_path
    assert os.listdir(tmp_path) == []


def test_hydra_is_imported_only_to_compose() -> None:
    code = "import sys, wenze.sim.settings.compose; sys.exit('hydra' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
