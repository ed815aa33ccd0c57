"""Inputs without end or of any size: each is refused at once, in one line that states the limit."""

import os
import pickle
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_refused_in_chinese
from wenze.experiments.parsing import LONGEST_ARGUMENT
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.settings.compose import MOST_STAGES, compose, dump_yaml, from_plain, load_yaml, survey, to_plain
from wenze.sim.settings.folders import MOST_FILES, MOST_SCENARIOS
from wenze.sim.settings.labels import LONGEST_ABOUT, LONGEST_NAME, LONGEST_TITLE
from wenze.sim.settings.scenarios import MOST_COMBINED, MOST_ENTRIES, available
from wenze.sim.settings.yaml import DEEPEST, SCENARIO_FILE, SETTINGS_FILE

PATIENCE = 30.0
"""Seconds of processor time that whatever ends at all ends within, on any machine; what these tests guard against takes
hours or never ends."""
HEADING = "title: Mine\nabout: A test.\nfamily: mixed\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="files that Windows does not have")


def refusal(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The line with which a call refuses its input."""
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        call(*args, **kwargs)
    assert time.process_time() - begun < PATIENCE
    assert len(str(caught.value)) < 1200 and str(caught.value).isprintable()
    return str(caught.value)


def composed(folder: Path, *names: str) -> Any:
    return compose([], names=names or None, reference=None, folder=folder, mode="compare")


def write(folder: Path, text: str, name: str = "mine", heading: str = HEADING) -> None:
    (folder / f"{name}.yaml").write_text(heading + text, encoding="utf-8")


# --- files ------------------------------------------------------------------------------------------------------------


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def listener(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


@posix
@pytest.mark.parametrize("make", [pipe, device, listener, Path.mkdir])
def test_only_ordinary_files_are_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "mine.yaml")
    expected = "mine.yaml: must be an ordinary file, not a folder, a device or a pipe"
    assert refusal(load_yaml, tmp_path / "mine.yaml").endswith(expected)
    assert refusal(composed, tmp_path, "mine").endswith(expected)


@posix
def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").symlink_to("mine.yaml")
    assert "mine.yaml: cannot be read: Too many levels of symbolic links" in refusal(composed, tmp_path, "mine")
    (tmp_path / "loop").symlink_to("loop")
    assert "loop: must be a folder of scenarios: Too many levels" in refusal(composed, tmp_path / "loop", "mine")
    with speaking("zh"):
        assert_refused_in_chinese(refusal(composed, tmp_path / "loop", "mine").removeprefix(str(tmp_path)))


def test_a_file_that_does_not_tell_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/self/maps").exists():
        pytest.skip("no /proc here")
    limits = SCENARIO_FILE._replace(size=100)
    assert "/proc/self/maps: must have at most 100 bytes" in refusal(load_yaml, Path("/proc/self/maps"), limits)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_names_that_no_file_can_have(name: str) -> None:
    assert "cannot be read" in refusal(load_yaml, Path(name))
    assert "must be a folder of scenarios" in refusal(composed, Path(name))[-150:]


# --- their size -------------------------------------------------------------------------------------------------------

KEYS = "".join(f"k{number}: {number}\n" for number in range(500_000))

LARGE = [
    ("#" * SCENARIO_FILE.size, f"must have at most {SCENARIO_FILE.size:,} bytes"),
    (KEYS, f"must have at most {SCENARIO_FILE.size:,} bytes"),
    (KEYS[:100_000], f"must hold at most {SCENARIO_FILE.values:,} keys, numbers and texts"),
    ("combines: [" + "a," * 20_000 + "]", f"must hold at most {SCENARIO_FILE.values:,} keys, numbers and texts"),
    ("policy: " + "[" * 500 + "]" * 500, f"line 4: must not be nested deeper than {DEEPEST} levels"),
    ("policy: " + "{a: " * 500 + "}" * 500, f"line 4: must not be nested deeper than {DEEPEST} levels"),
    ("a: " + "- " * 90_000, "not valid YAML"),
    ("x" * 150_000 + ": 1", "not valid YAML"),
    ("? " + "x" * 150_000 + "\n: 1", "unknown"),
    ("combines: [" + "oversight," * (MOST_COMBINED + 1) + "]", f"combines=: must have at most {MOST_COMBINED} items"),
    ("policy: {" + "".join(f"k{n}: 1, " for n in range(4000)) + "}", "policy.k0: unknown"),
    (
        "timeline:\n" + "".join(f"- {{month: {n}, policy: {{}}}}\n" for n in range(1, MOST_ENTRIES + 2)),
        f"must have at most {MOST_ENTRIES} items",
    ),
]


@pytest.mark.parametrize(("text", "expected"), LARGE, ids=[text[:20] for text, _ in LARGE])
def test_large_files_are_refused(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, text)
    assert expected.replace("combines=: ", "") in refusal(composed, tmp_path, "mine")
    with speaking("zh"):
        assert_refused_in_chinese(refusal(composed, tmp_path, "mine").removeprefix(str(tmp_path)))


def test_a_large_file_of_settings_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert f"must have at most {SETTINGS_FILE.size:,} bytes" in refusal(load_yaml, path)


def test_a_file_of_keys_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(KEYS)
    message = f"must hold at most {SETTINGS_FILE.values:,} keys, numbers and texts"
    assert message in refusal(load_yaml, path)


def test_what_is_allowed_is_composed_at_once(tmp_path: Path) -> None:
    entries = [
        f"- {{month: {2 * n}, until: {2 * n + 300}, policy: {{tolerance: {{exploration: 0.{n}}}}}}}\n"
        for n in range(1, MOST_ENTRIES + 1)
    ]
    write(tmp_path, "timeline:\n" + "".join(entries))
    begun = time.process_time()
    found = composed(tmp_path, "mine")
    assert time.process_time() - begun < PATIENCE
    assert max(len(scenario.stages) for scenario in found.scenarios) > MOST_ENTRIES


# --- combinations -----------------------------------------------------------------------------------------------------


def test_a_deep_pyramid_of_combinations_is_put_together_at_once(tmp_path: Path) -> None:
    write(tmp_path, "policy: {tolerance: {exploration: 0.33}}\n", "s0")
    for number in range(1, 60):
        write(tmp_path, f"combines: [s{number - 1}, s{number - 1}]\n", f"s{number}")
    begun = time.process_time()
    found = composed(tmp_path, "s59")
    assert time.process_time() - begun < PATIENCE
    scenario = next(item for item in found.scenarios if item.name == "s59")
    assert scenario.stages[0].policy.tolerance.exploration == 0.33


def test_a_long_chain_of_combinations(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(MOST_SCENARIOS - 1)]
    for name, combined in zip(names, [*names[1:], "oversight"], strict=True):
        write(tmp_path, f"combines: [{combined}]\n", name)
    assert composed(tmp_path, "s0").scenarios[-1].name == "s0"
    assert len(survey(tmp_path).faults) == 0
    write(tmp_path, "combines: [s0]\n", names[-1])
    message = refusal(composed, tmp_path, "s0")
    assert f"{names[-1]}.yaml: combines: must not lead back to itself: s0 > s1 > s2" in message
    assert len(survey(tmp_path).faults) == len(names)


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(MOST_SCENARIOS + 1):
        (tmp_path / f"s{number}.yaml").touch()
    assert f"must hold at most {MOST_SCENARIOS} scenarios" in refusal(composed, tmp_path, "s1")
    for number in range(MOST_FILES):
        (tmp_path / f"{number}.txt").touch()
    assert f"must hold at most {MOST_FILES:,} files" in refusal(composed, tmp_path, "s1")


def test_too_many_stages_are_refused(tmp_path: Path) -> None:
    entries = [f"- {{month: {n}, policy: {{tolerance: {{exploration: 0.{n}}}}}}}\n" for n in range(10, 200)]
    for number in range(MOST_STAGES // len(entries) + 1):
        write(tmp_path, "timeline:\n" + "".join(entries), f"s{number}")
    message = refusal(composed, tmp_path)
    assert f"scenarios: the scenarios change at most {MOST_STAGES:,} times together, not 1," in message


def test_all_that_can_be_composed_fits_into_a_file_of_settings() -> None:
    plain = to_plain(compose([], names=["crackdown"], reference=None, folder=None, mode="run"))
    stage = len(dump_yaml([plain["scenarios"]["crackdown"]["stages"][1]]).encode())
    values = dump_yaml(plain["scenarios"]["crackdown"]["stages"][1]).count(":") * 2
    heading = 4 * 2 * (LONGEST_TITLE + LONGEST_ABOUT) + 4 * LONGEST_TITLE * 2 + 500
    assert MOST_STAGES * (stage * 1.3) + MOST_SCENARIOS * heading < SETTINGS_FILE.size
    assert MOST_STAGES * values + MOST_SCENARIOS * 20 < SETTINGS_FILE.values


# --- names and values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ({"names": ["x" * 100_000]}, "unknown scenario"),
        (
            {"names": ["x", "y"] * 50_000 + [f"n{n}" for n in range(600)]},
            "at most 500 scenarios can be compared, not 602",
        ),
        ({"overrides": ["x" * 100_000 + "=1"]}, "unknown key"),
        ({"overrides": ["months=" + "9" * 100_000]}, "must be a whole number between"),
        ({"overrides": ["months=" + "(" * 100_000]}, "must be a whole number between"),
        ({"overrides": ["months=1"] * 100_000}, "months is given twice"),
        ({"reference": "x" * 100_000}, "unknown scenario"),
        ({"folder": "x" * 100_000}, "must be a folder of scenarios"),
    ],
)
def test_long_values_are_refused(call: dict[str, Any], expected: str) -> None:
    given: dict[str, Any] = {
        "overrides": [],
        "names": None,
        "reference": None,
        "folder": None,
        "mode": "compare",
        **call,
    }
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        compose(given.pop("overrides"), **given)
    assert time.process_time() - begun < PATIENCE
    assert expected in str(caught.value) and len(str(caught.value)) < 1200


def test_a_name_may_be_so_long_and_no_longer(tmp_path: Path) -> None:
    write(tmp_path, "", "a" * LONGEST_NAME)
    assert "a" * LONGEST_NAME in available(tmp_path)
    write(tmp_path, "", "a" * (LONGEST_NAME + 1))
    assert f"at most {LONGEST_NAME} together" in refusal(composed, tmp_path, "a" * (LONGEST_NAME + 1))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ({"names": "oversight"}, 'names="oversight": must be a list of texts, like ["oversight"]'),
        ({"names": [1]}, 'names=[1]: must be a list of texts, like ["oversight"]'),
        ({"names": 3}, "names=3: must be a list of texts"),
        ({"overrides": "months=3"}, 'overrides="months=3": must be a list of texts, like ["months=24"]'),
        ({"overrides": [3]}, "overrides=[3]: must be a list of texts"),
        ({"overrides": None}, "overrides=null: must be a list of texts"),
        ({"overrides": {"months": 3}}, 'overrides={"months": 3}: must be a list of texts'),
        ({"reference": 3}, "reference=3: must be a text"),
        ({"folder": 3}, "folder=3: must be a path"),
        ({"folder": "no/such"}, "no/such: must be a folder of scenarios"),
        ({"mode": "walk"}, "mode=\"walk\": must be 'compare' or 'run'"),
    ],
)
def test_the_wrong_kind_of_value_is_refused_from_python_too(call: dict[str, Any], expected: str) -> None:
    given: dict[str, Any] = {
        "overrides": [],
        "names": None,
        "reference": None,
        "folder": None,
        "mode": "compare",
        **call,
    }
    assert expected in refusal(compose, given.pop("overrides"), **given)
    with speaking("zh"):
        given = {"overrides": [], "names": None, "reference": None, "folder": None, "mode": "compare", **call}
        assert_refused_in_chinese(refusal(compose, given.pop("overrides"), **given))


def test_a_folder_may_be_a_text(tmp_path: Path) -> None:
    write(tmp_path, "")
    found = compose([], names=["mine"], reference=None, folder=str(tmp_path), mode="run")
    assert found.scenarios[0].name == "mine"


# --- what is said -----------------------------------------------------------------------------------------------------

SECRETS = [
    "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon\n",
    "password: hunter2secret\nuser: secret\n",
    "- secret\n",
    "secret\n",
    "secret: &secret 3\nother: *secret\n",
    "secret: !secret 3\n",
    "secret: 1\nsecret: 2\n",
    "[secret]: 1\n",
    "a: ${secret}\n",
    "_secret_: 1\n",
    "secret: 0x10\n\t secret\n",
    "-----BEGIN PRIVATE KEY-----\nsecret\n",
    "{secret: 1, root: [secret}\n",
    "secret: @secret\n",
    '"secret": "\\secret"\n',
]


@pytest.mark.parametrize("text", SECRETS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_in_other_files_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, language: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("config.yaml", "mine.yaml"):
        (tmp_path / name).write_text(text)
    with speaking(language):
        for message in (
            refusal(lambda: from_plain(load_yaml(Path("config.yaml")), "config.yaml")),
            refusal(composed, Path(), "mine"),
        ):
            assert "secret" not in message and "root" not in message


NESTED = [
    (
        "policy: {accountability.strictness_work: 0.5}",
        "write it nested: policy: {accountability: {strictness_work: 0.5}}",
    ),
    ("policy.accountability.strictness_work: 0.5", "write it nested: policy: {accountability: {strictness_work: 0.5}}"),
    ("policy.accountability: {strictness_work: 0.5}", 'nested: policy: {accountability: {"strictness_work": 0.5}}'),
    ("policy: {acountability.strictness: 0.5}", "write it nested: policy: {accountability: {strictness_work: 0.5}}"),
    (
        "timeline: [{month: 3, policy: {accountability.strictness_work: 0.5}}]",
        "timeline[0].policy.accountability.strictness_work: unknown; write it nested: policy: {accountability: {strictness_work:",
    ),
    (
        "timeline: [{month: 3, policy.accountability.strictness_work: 0.5}]",
        "nested: policy: {accountability: {strictness_work: 0.5",
    ),
    ("title.en: Mine", "title.en: unknown; write it nested: title: {en: "),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_dotted_keys_are_to_be_written_nested(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, text)
    assert expected in refusal(composed, tmp_path, "mine")
    with speaking("zh"):
        assert "请分层写" in refusal(composed, tmp_path, "mine")


def test_the_parts_of_a_refusal_are_attributes_and_survive_pickling(tmp_path: Path) -> None:
    write(tmp_path, "policy: {tolerance: {exploration: 1.7}}")
    with pytest.raises(InputError) as caught:
        composed(tmp_path, "mine")
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        assert error.place.endswith("mine.yaml")
        assert (error.key, error.value) == ("policy.tolerance.exploration", "1.7")
        assert error.allowed == "must be between 0 and 1 (probability)"
        assert str(error) == f"{error.place}: {error.key}={error.value}: {error.allowed}"
    with pytest.raises(InputError) as caught:
        compose(["months=0"], names=None, reference=None, folder=None, mode="compare")
    assert (caught.value.key, caught.value.value) == ("months", "0")
    assert (InputError("plain").place, InputError("plain").allowed) == ("", "")


# --- folders ----------------------------------------------------------------------------------------------------------


def test_files_of_the_desktop_and_of_editors_are_nobodys(tmp_path: Path) -> None:
    write(tmp_path, "")
    names = """.DS_Store Thumbs.db desktop.ini .~lock.mine.yaml# ~$mine.yaml .mine.yaml.swp mine.yaml~ #mine.yaml#
        .#mine.yaml mine.yaml.bak mine.yaml.orig ._mine.yaml"""
    for name in names.split():
        (tmp_path / name).write_text("\0")
    found = survey(tmp_path)
    assert "mine" in found.scenarios and found.faults == {}
    assert "mine" in {scenario.name for scenario in composed(tmp_path).scenarios}


def test_a_badly_named_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "")
    write(tmp_path, "", "My Other")
    (tmp_path / "third.yml").write_text(HEADING)
    (tmp_path / "mine.yml").write_text(HEADING)
    assert [scenario.name for scenario in composed(tmp_path, "mine").scenarios] == ["blanket_punishment", "mine"]
    assert "mine" in {scenario.name for scenario in composed(tmp_path).scenarios}
    assert set(survey(tmp_path).faults) == {"My Other", "third", "mine.yml"}
    assert "My Other.yaml: a name must consist of small letters" in refusal(composed, tmp_path, "My Other")
    assert "third.yml: the name of a scenario file must end in .yaml" in refusal(composed, tmp_path, "third")


def test_a_broken_file_stops_only_those_who_ask_for_it(tmp_path: Path) -> None:
    write(tmp_path, "")
    write(tmp_path, "policy: [", "broken")
    write(tmp_path, "combines: [broken]", "leaning")
    write(tmp_path, "", "oversight")
    assert [scenario.name for scenario in composed(tmp_path, "mine").scenarios] == ["blanket_punishment", "mine"]
    for asked in (["broken"], ["mine", "leaning"]):
        assert "broken.yaml, line 5: is not valid YAML" in refusal(composed, tmp_path, *asked)
    assert "oversight.yaml: the name oversight is taken" in refusal(composed, tmp_path, "oversight")
    assert "oversight.yaml: the name oversight is taken" in refusal(composed, tmp_path)
    (tmp_path / "oversight.yaml").unlink()
    assert "broken.yaml, line 5: is not valid YAML" in refusal(composed, tmp_path)


WRONG = {
    "unknown": "combines: [nonsense]",
    "itself": "combines: [itself]",
    "later": "timeline: [{month: 3, combines: [later]}]",
    "timed": "combines: [crackdown]",
    "round": "combines: [about]",
    "about": "combines: [round]",
    "lever": "policy: {tolerance: {exploratoin: 1}}",
}


def test_a_survey_finds_what_a_comparison_refuses(tmp_path: Path) -> None:
    write(tmp_path, "")
    for name, text in WRONG.items():
        write(tmp_path, text, name)
    found = survey(tmp_path)
    assert set(found.faults) == set(WRONG)
    assert "mine" in found.scenarios and not set(WRONG) & set(found.scenarios)
    for name in WRONG:
        said = refusal(composed, tmp_path, name)
        if name not in ("round", "about"):  # a circle has no first
            assert str(found.faults[name]) == said


@posix
def test_the_current_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("PWD", str(gone))
    gone.rmdir()
    expected = f"mine: the current folder, {gone}, is no longer there; change to one that is, or give whole paths"
    assert refusal(composed, Path("mine"), "mine") == expected
    assert len(compose([], names=None, reference=None, folder=None, mode="compare").scenarios) > 10


def test_the_document_states_the_limits() -> None:
    words = " ".join((Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8").split())
    paragraph = words.partition("What may be put in has limits")[2].partition("**Parts")[0]
    for expected in (
        f"a scenario of at most {SCENARIO_FILE.size:,} bytes and {SCENARIO_FILE.values:,} keys and values",
        f"a file of settings of {SETTINGS_FILE.size:,} and {SETTINGS_FILE.values:,}, nested {DEEPEST} deep",
        f"a title of {LONGEST_TITLE} characters, `about` of {LONGEST_ABOUT}, a name of {LONGEST_NAME}",
        f"{MOST_ENTRIES} entries in a timeline, {MOST_COMBINED} scenarios in `combines`",
        f"{MOST_SCENARIOS} scenarios (and {MOST_FILES:,} files) in a folder",
        f"{MOST_SCENARIOS} scenarios and {MOST_STAGES:,} stages in a comparison; {LONGEST_ARGUMENT:,} characters",
    ):
        assert expected in paragraph
