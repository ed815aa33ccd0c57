"""Scenarios: those that ship with the model, the rules of their files, and what follows month by month."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_refused_in_chinese
from wenze.agents.policy import Policy
from wenze.sim.errors import InputError
from wenze.sim.settings.compose import compose
from wenze.sim.settings.folders import SHIPPED, scenario_paths
from wenze.sim.settings.labels import FAMILIES
from wenze.sim.settings.parameters import definitions
from wenze.sim.settings.scenarios import Scenario, available, layers_of, merged
from wenze.sim.settings.yaml import load_yaml

NAMES = sorted(available())

# The family of a remedy and the one group of levers it deviates in
GROUP = {
    "lists": "duty_list",
    "resources": "resources",
    "tolerance": "tolerance",
    "correction": "correction",
    "oversight": "oversight",
    "promotion": "promotion",
    "voice": "public_voice",
}

HEADING = "title: {en: Mine, zh: 我的}\nabout: {en: A test., zh: 测试。}\nfamily: mixed\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a scenario file into a user's folder; a heading is put before its text."""

    def write_file(text: str = "", name: str = "mine.yaml", heading: str = HEADING) -> Path:
        path = tmp_path / name
        path.write_text(heading + text, encoding="utf-8")
        return path

    return write_file


def resolved(name: str, folder: Path | None = None, **tolerance: float) -> Scenario:
    """A scenario as it is run, on defaults with some levers of tolerance changed."""
    base = merged(Policy().model_dump(), {"tolerance": tolerance})
    (scenario,) = (layers.on(base) for layers in layers_of([name], scenario_paths(folder)))
    return scenario


def policy_of(name: str) -> Policy:
    """The policy of a scenario without a timeline."""
    (stage,) = resolved(name).stages
    return stage.policy


def refusal(folder: Path, name: str = "mine") -> str:
    """The message with which a scenario in a folder is refused; it must be one printable line."""
    with pytest.raises(InputError) as caught:
        resolved(name, folder)
    message = str(caught.value)
    assert message.isprintable()
    return message


def deviating_groups(policy: Policy) -> set[str]:
    return {name for name in Policy.model_fields if getattr(policy, name) != getattr(Policy(), name)}


# --- what ships with the model ----------------------------------------------------------------------------------------


def test_the_regimes_of_the_design_are_there() -> None:
    regimes = """
        no_accountability blanket_punishment responsibility_lists resources_follow_duties tolerance_verified
        tolerance_on_word correction_slow correction_fast oversight merit_promotion citizens_voice
        lists_and_oversight tolerance_and_oversight redemption full_reform reform_after_five_years crackdown river_channel
    """
    assert set(NAMES) >= set(regimes.split())


def test_all_files_are_found() -> None:
    assert set(NAMES) == {path.stem for path in SHIPPED.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_resolves_and_is_labelled(name: str) -> None:
    scenario, file = resolved(name), available()[name]
    assert scenario.stages[0].month == 0
    assert scenario.family in FAMILIES
    assert (scenario.name, scenario.title_en, scenario.about_zh) == (name, file.title_en, file.about_zh)
    for english in (scenario.title_en, scenario.about_en):
        assert english.isascii()
    for chinese in (scenario.title_zh, scenario.about_zh):
        assert any("一" <= character <= "鿿" for character in chinese)
    assert scenario.about_en.endswith(".")
    assert scenario.about_zh.endswith("。")


def test_titles_differ() -> None:
    files = available().values()
    assert len({file.title_en for file in files}) == len({file.title_zh for file in files}) == len(files)


def test_scenarios_differ() -> None:
    stages = [resolved(name).stages for name in NAMES]
    assert not [one for number, one in enumerate(stages) if one in stages[:number]]


@pytest.mark.parametrize("name", [name for name, file in available().items() if file.family in GROUP])
def test_a_remedy_deviates_in_its_own_group_only(name: str) -> None:
    assert deviating_groups(policy_of(name)) == {GROUP[available()[name].family]}


def test_blanket_punishment_is_the_defaults() -> None:
    assert policy_of("blanket_punishment") == Policy()


def test_pairs_that_differ_in_one_lever() -> None:
    verified, on_word = policy_of("tolerance_verified").tolerance, policy_of("tolerance_on_word").tolerance
    assert on_word == verified.model_copy(update={"verification": on_word.verification})
    assert on_word.verification < verified.verification
    fast, slow = policy_of("correction_fast").correction, policy_of("correction_slow").correction
    assert slow == fast.model_copy(update={"delay": slow.delay})
    assert slow.delay > fast.delay


def test_combinations_hold_what_their_parts_hold() -> None:
    parts = {
        "lists_and_oversight": ["responsibility_lists", "oversight"],
        "tolerance_and_oversight": ["tolerance_verified", "oversight"],
        "full_reform": [
            "lists_to_post",
            "resources_follow_duties",
            "tolerance_verified",
            "correction_fast",
            "redemption",
            "answerable_supervisors",
            "merit_promotion",
            "citizens_voice",
        ],
    }
    for name, combined in parts.items():
        expected = merged(Policy().model_dump(), *(deviations(part) for part in combined))
        assert policy_of(name).model_dump() == expected


def deviations(name: str) -> dict[str, Any]:
    policy = policy_of(name)
    return {
        group: changed_levers(getattr(policy, group), getattr(Policy(), group)) for group in deviating_groups(policy)
    }


def changed_levers(group: Any, default: Any) -> dict[str, Any]:
    before = default.model_dump()
    return {lever: value for lever, value in group.model_dump().items() if value != before[lever]}


def test_full_reform_keeps_off_the_ends_of_the_ranges() -> None:
    reform = policy_of("full_reform")
    groups = deviating_groups(reform)
    for key, default, meaning in definitions():
        if key.startswith("policy.") and key.split(".")[1] in groups:
            value = getattr(getattr(reform, key.split(".")[1]), key.split(".")[2])
            assert value == default or meaning.low < value < meaning.high, key


def test_the_reform_comes_after_five_years() -> None:
    before, after = resolved("reform_after_five_years").stages
    assert (before.month, before.policy) == (0, policy_of("blanket_punishment"))
    assert (after.month, after.policy) == (60, policy_of("full_reform"))


def test_a_crackdown_comes_and_goes() -> None:
    before, during, after = resolved("crackdown").stages
    assert [stage.month for stage in (before, during, after)] == [0, 48, 60]
    assert before.policy == after.policy == policy_of("blanket_punishment")
    assert deviating_groups(during.policy) == {"accountability"}


def test_campaigns_are_stricter_than_the_base() -> None:
    base = Policy()
    crackdown = compose([], names=["crackdown"], reference=None, folder=None, mode="run").scenarios[0].stages[1].policy
    river = compose([], names=["river_channel"], reference=None, folder=None, mode="run").scenarios[0].stages[0].policy
    for campaign in (crackdown, river):
        for lever in ("pressure", "strictness_work", "inspection_rate"):
            assert getattr(campaign.accountability, lever) > getattr(base.accountability, lever), lever
    assert river.accountability.downward_bias > base.accountability.downward_bias


# --- what a file says, and what follows from it -----------------------------------------------------------------------


def explorations(folder: Path, **tolerance: float) -> dict[int, float]:
    return {month: policy.tolerance.exploration for month, policy in resolved("mine", folder, **tolerance).stages}


def entry(month: str, exploration: float) -> str:
    return f"  - {{month: {month}, policy: {{tolerance: {{exploration: {exploration}}}}}}}\n"


def test_a_heading_is_enough(write: Write) -> None:
    assert resolved("mine", write().parent).stages == resolved("blanket_punishment").stages


def test_own_policy_overrides_what_is_combined_in_order(write: Write) -> None:
    text = "combines: [tolerance_verified, tolerance_on_word]\npolicy: {tolerance: {exploration: 1}}\n"
    (stage,) = resolved("mine", write(text).parent).stages
    on_word = policy_of("tolerance_on_word").tolerance
    assert stage.policy.tolerance == on_word.model_copy(update={"exploration": 1.0})


def test_entries_lie_on_top_of_each_other_and_end(write: Write) -> None:
    text = "policy: {tolerance: {exploration: 0.1}}\ntimeline:\n"
    text += entry("10, until: 40", 0.2) + entry("20, until: 30", 0.3) + entry("50", 0.4)
    folder = write(text).parent
    assert explorations(folder) == {0: 0.1, 10: 0.2, 20: 0.3, 30: 0.2, 40: 0.1, 50: 0.4}
    assert explorations(folder, exploration=0.9) == explorations(folder)


def test_what_an_entry_leaves_alone_comes_from_below(write: Write) -> None:
    folder = write("timeline:\n" + entry("10", 0.2)).parent
    before, after = resolved("mine", folder, unintended=0.9).stages
    assert before.policy.tolerance.unintended == after.policy.tolerance.unintended == 0.9


def test_entries_that_meet(write: Write) -> None:
    text = "timeline:\n" + entry("10, until: 20", 0.2) + entry("20, until: 21", 0.3)
    base = Policy().tolerance.exploration
    assert explorations(write(text).parent) == {0: base, 10: 0.2, 20: 0.3, 21: base}


def test_an_entry_that_outlasts_a_later_one_is_overridden_by_it(write: Write) -> None:
    text = "timeline:\n" + entry("10, until: 30", 0.2) + entry("20", 0.3)
    assert explorations(write(text).parent) == {0: Policy().tolerance.exploration, 10: 0.2, 20: 0.3}


def test_entries_beyond_the_end_of_the_run_are_allowed(write: Write) -> None:
    folder = write("timeline:\n" + entry("5000", 0.2)).parent
    found = compose(["months=12"], names=["mine"], reference=None, folder=folder, mode="run")
    assert [stage.month for stage in found.scenarios[0].stages] == [0, 5000]


def test_entries_combine(write: Write) -> None:
    text = "timeline:\n  - {month: 9, combines: [oversight], policy: {oversight: {audits: 0.9}}}\n"
    stages = resolved("mine", write(text).parent).stages
    expected = policy_of("oversight").oversight.model_copy(update={"audits": 0.9})
    assert (stages[1].month, stages[1].policy.oversight) == (9, expected)


def test_scenarios_of_a_users_folder_combine_each_other(write: Write) -> None:
    write("policy: {tolerance: {exploration: 0.33}}\n", "other.yaml")
    folder = write("combines: [other, oversight]\n").parent
    (stage,) = resolved("mine", folder).stages
    assert stage.policy.tolerance.exploration == 0.33
    assert stage.policy.oversight == policy_of("oversight").oversight


# --- folders ----------------------------------------------------------------------------------------------------------


def test_a_users_folder_adds_to_what_ships(write: Write) -> None:
    folder = write().parent
    write("", ".hidden.yaml")
    write("", "README.md")
    assert set(available(folder)) == {*NAMES, "mine"}
    assert available(folder)["mine"].path == folder / "mine.yaml"
    assert set(available(SHIPPED)) == set(NAMES)


def test_scenarios_are_in_order_of_family_and_name() -> None:
    order = [(FAMILIES.index(file.family), file.name) for file in available().values()]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("oversight.yaml", "oversight.yaml: the name oversight is taken by a scenario that ships with the model"),
        ("Mine.yaml", "Mine.yaml: a name must consist of small letters, digits and _"),
        ("2nd.yaml", "2nd.yaml: a name must consist of small letters, digits and _ and start with"),
        ("mine.yml", "mine.yml: the name of a scenario file must end in .yaml"),
        ("notes.txt", "must be a folder of scenarios, but holds no file NAME.yaml"),
    ],
)
def test_names_that_are_refused(write: Write, name: str, expected: str) -> None:
    assert expected in refusal(write("", name).parent, "oversight")


def test_a_broken_file_does_not_stop_other_scenarios(write: Write) -> None:
    folder = write("policy: [").parent
    assert resolved("oversight", folder).name == "oversight"
    with pytest.raises(InputError, match=r"mine\.yaml"):
        available(folder)


def test_messages_name_a_file_as_it_is_seen_from_here(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("policy: {tolerance: {exploratoin: 0.5}}\n").parent
    monkeypatch.chdir(folder.parent)
    expected = "mine.yaml: policy.tolerance.exploratoin: unknown; did you mean policy.tolerance.exploration?"
    assert refusal(folder) == f"{folder.name}/{expected}"


# --- files that are refused -------------------------------------------------------------------------------------------

CONTENTS = [
    # names
    ("polcy: {}", ": polcy: unknown; did you mean policy?"),
    ("policy: {tolerence: {exploration: 1}}", ": policy.tolerence: unknown; did you mean policy.tolerance?"),
    (
        "policy: {tolerance: {clarity: 1}}",
        ": policy.tolerance.clarity: unknown; did you mean policy.duty_list.clarity?",
    ),
    ("world: {}", ": world: unknown"),
    ("months: 3", ": months: unknown"),
    # numbers
    ("policy: {tolerance: {exploration: 1.7}}", ": policy.tolerance.exploration=1.7: must be between 0 and 1 (probab"),
    ("policy: {tolerance: {exploration: .nan}}", "=NaN: must be a number between 0 and 1 (probability)"),
    ("policy: {tolerance: {exploration: -.inf}}", "=-Infinity: must be a number between 0 and 1 (probability)"),
    ("policy: {tolerance: {exploration: 1e999}}", "=Infinity: must be a number between 0 and 1 (probability)"),
    ("policy: {tolerance: {exploration: yes}}", '="yes": must be a number between 0 and 1 (probability)'),
    ("policy: {tolerance: {exploration: true}}", "=true: must be a number between 0 and 1 (probability)"),
    ("policy: {tolerance: {exploration: '0.5'}}", '="0.5": must be a number between 0 and 1 (probability)'),
    ("policy: {tolerance: {exploration: [0.5]}}", "=[0.5]: must be a number between 0 and 1 (probability)"),
    ("policy: {tolerance: {exploration: }}", "=null: must be a number between 0 and 1 (probability)"),
    ("policy: {correction: {delay: 010}}", '="010": must be a number between 0 and 24 (months)'),
    ("policy: {correction: {delay: 0:10}}", '="0:10": must be a number between 0 and 24 (months)'),
    # groups
    ("policy: {tolerance: 3}", ": policy.tolerance=3: must be a mapping from names to values"),
    ("policy: {tolerance: }", ": policy.tolerance=null: must be a mapping from names to values"),
    ("policy:", ": policy=null: must be a mapping from names to values"),
    ("policy: []", ": policy=[]: must be a mapping from names to values"),
    # combinations
    ("combines: oversight", ': combines="oversight": must be a list'),
    ("combines: [3]", ": combines[0]=3: must be a valid string"),
    ("combines: [oversigth]", ": combines=oversigth: unknown scenario; did you mean oversight?"),
    ("combines: [mine]", ": combines: must not lead back to itself: mine > mine"),
    ("combines: [crackdown]", ": combines=crackdown: has a timeline, and such a scenario cannot be combined"),
    ("timeline: [{month: 3, combines: [mine]}]", ": combines: must not lead back to itself: mine > mine"),
    ("timeline: [{month: 3, combines: [crackdown]}]", ": combines=crackdown: has a timeline"),
    # timelines
    ("timeline: {month: 3}", ': timeline={"month": 3}: must be a list'),
    ("timeline: [3]", ": timeline[0]=3: must be a mapping from names to values"),
    ("timeline: [{policy: {}}]", ": timeline[0].month: missing"),
    ("timeline: [{month: 3}]", ": timeline[0]: must hold policy, combines, or both"),
    ("timeline: [{month: 0, policy: {}}]", ": timeline[0].month=0: must be greater than or equal to 1"),
    ("timeline: [{month: 2.5, policy: {}}]", ": timeline[0].month=2.5: must be a valid integer"),
    ("timeline: [{month: 3, until: 3, policy: {}}]", ": timeline[0].until=3: must be greater than its month, 3"),
    ("timeline: [{month: 3, policy: {}}, {month: 3, policy: {}}]", "timeline[1].month=3: must be greater than 3, the"),
    ("timeline: [{month: 3, policy: {}}, {month: 2, policy: {}}]", "timeline[1].month=2: must be greater than 3, the"),
    ("timeline: [{month: 3, world: {}}]", ": timeline[0].world: unknown"),
    ("timeline: [{month: 3, months: 3}]", ": timeline[0].months: unknown; did you mean timeline.month?"),
    (
        "timeline: [{month: 3, policy: {tolerance: {exploration: 2}}}]",
        ": timeline[0].policy.tolerance.exploration=2: m",
    ),
    # code
    ("_target_: os.system", ": _target_: keys that start with _ are not allowed"),
    ("policy: {tolerance: {_target_: os.system}}", ": _target_: keys that start with _ are not allowed"),
    ("policy: {tolerance: {exploration: '${seed}'}}", ": ${seed}: ${…} is not allowed"),
    ("policy: !!python/object/apply:os.system [ls]", ", line 4: tags (with !) are not allowed"),
    ("policy: !mine {}", ", line 4: tags (with !) are not allowed"),
    ("policy: {tolerance: {exploration: !!int 1:30}}", ", line 4: tags (with !) are not allowed"),
    # YAML
    ("policy: {}\npolicy: {}", ", line 5: this key is given twice"),
    ("policy: {tolerance: {exploration: 0.5, exploration: 0.5}}", ", line 4: this key is given twice"),
    ("policy: &a {tolerance: {exploration: 0.5}}\ntimeline: [{month: 3, policy: *a}]", ", line 4: anchors and aliases"),
    ("combines: &a [*a]", ", line 4: anchors and aliases (& and *) are not allowed"),
    ("policy: {<<: {tolerance: {}}}", ": policy.<<: unknown"),
    ("1: 2", ", line 4: keys must be words"),
    ("[1]: 2", ", line 4: keys must be words"),
    ("policy: {", "is not valid YAML: "),
    ("policy: }", ", line 4: is not valid YAML: "),
    ("\tpolicy: {}", ", line 4: is not valid YAML: "),
    ("policy: *nowhere", ", line 4: anchors and aliases (& and *) are not allowed"),
    ("---\npolicy: {}", ", line 4: a file holds one document"),
    ("policy: \x07", "is not valid YAML: "),
    ("policy: " + "[" * 5000, "nest"),
    ("policy: {tolerance: {exploration: " + "9" * 5000 + "}}", "is not a number that can be read"),
]


@pytest.mark.parametrize(("text", "expected"), CONTENTS, ids=[text[:60] for text, _ in CONTENTS])
def test_files_that_are_refused(write: Write, text: str, expected: str) -> None:
    path = write(text + "\n")
    message = refusal(path.parent)
    assert message.startswith(str(path))
    assert expected in message


@pytest.mark.parametrize("text", [text for text, _ in CONTENTS], ids=lambda text: text[:60])
def test_files_are_refused_in_chinese(in_chinese: None, write: Write, text: str) -> None:
    path = write(text + "\n")
    assert_refused_in_chinese(refusal(path.parent).removeprefix(str(path)))


HEADINGS = [
    ("", ": must be a mapping of title, about, family, combines, policy, timeline"),
    ("- 3", ": must be a mapping of title, "),
    (HEADING.replace("family: mixed", ""), ": family: missing"),
    (HEADING.replace("mixed", "mixd"), ': family="mixd": must be one of ill, lists, resources, '),
    (HEADING.replace("en: Mine", "en: 3"), ": title.en=3: must be a valid string"),
    (HEADING.replace("en: Mine", "en: ''"), ': title.en="": must have at least 1 character'),
    (HEADING.replace("en: Mine", "fr: À moi"), ": title.fr: unknown"),
]


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_headings_that_are_refused(write: Write, heading: str, expected: str) -> None:
    path = write("", heading=heading)
    assert expected in refusal(path.parent).removeprefix(str(path))


@pytest.mark.parametrize("heading", [heading for heading, _ in HEADINGS])
def test_headings_are_refused_in_chinese(in_chinese: None, write: Write, heading: str) -> None:
    path = write("", heading=heading)
    assert_refused_in_chinese(refusal(path.parent).removeprefix(str(path)))


def test_a_long_circle_is_refused(write: Write) -> None:
    write("combines: [third]\n", "second.yaml")
    write("combines: [second]\n", "third.yaml")
    assert "second > third > second" in refusal(write("combines: [second]\n").parent)


def test_files_that_cannot_be_read(write: Write, tmp_path: Path) -> None:
    write().write_bytes(b"title: \xff\n")
    assert refusal(tmp_path).endswith("mine.yaml: is not text in UTF-8")
    (tmp_path / "mine.yaml").unlink()
    (tmp_path / "mine.yaml").mkdir()
    assert "mine.yaml: must be an ordinary file" in refusal(tmp_path)


# --- numbers in YAML --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 0.001),
        ("1.5E+2", 150.0),
        (".5", 0.5),
        ("-3", -3),
        ("3.", 3.0),
        ("0", 0),
        ("0o10", "0o10"),
        ("1_000", "1_000"),
        ("2026-01-01", "2026-01-01"),
        ("no", "no"),
        ("null", None),
        ("~", None),
        ("", None),
        ("false", False),
    ],
)
def test_scalars(tmp_path: Path, text: str, value: object) -> None:
    path = tmp_path / "scalar.yaml"
    path.write_text(f"\ufeffa: {text}\n", encoding="utf-8")
    read = load_yaml(path)
    assert read == {"a": value}
    assert isinstance(read, dict)
    assert type(read["a"]) is type(value)
