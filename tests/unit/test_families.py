"""Families of one's own, and headings in one language."""

from pathlib import Path

import pytest
import yaml
from conftest import assert_refused_in_chinese
from wenze.experiments.report.lists import scenario_list
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.settings.compose import Settings, compose, dump_yaml, from_plain, load_yaml, to_plain
from wenze.sim.settings.folders import SHIPPED
from wenze.sim.settings.labels import FAMILIES, LONGEST_ABOUT, LONGEST_TITLE
from wenze.sim.settings.scenarios import Scenario, available, survey

OWN = '{name: mine, title: {en: My own, zh: 自拟}, colour: "#aa5500", marker: "^"}'


def write(folder: Path, name: str = "gentle", title: str = "Gentle lists", about: str = "A test.", family: str = OWN):
    (folder / f"{name}.yaml").write_text(f"title: {title}\nabout: {about}\nfamily: {family}\n", encoding="utf-8")


def composed(folder: Path, *names: str) -> Settings:
    return compose([], names=names or ["gentle"], reference=None, folder=folder, mode="compare")


def scenario(folder: Path, name: str = "gentle") -> Scenario:
    return next(item for item in composed(folder, name).scenarios if item.name == name)


def refusal(folder: Path, *names: str) -> str:
    with pytest.raises(InputError) as caught:
        composed(folder, *names)
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_a_family_of_ones_own_has_title_colour_and_marker(tmp_path: Path) -> None:
    write(tmp_path)
    found = scenario(tmp_path)
    assert (found.family, found.family_title, found.family_colour, found.family_marker) == (
        "mine", "My own", "#aa5500", "^",
    )  # fmt: skip
    with speaking("zh"):
        assert found.family_title == "自拟"


def test_only_its_name_has_to_be_there(tmp_path: Path) -> None:
    write(tmp_path, family="{name: mine}")
    found = scenario(tmp_path)
    assert found.family_title == "mine"
    assert found.family_colour is not None and found.family_marker is not None


def test_a_family_that_ships_has_none_of_these(tmp_path: Path) -> None:
    write(tmp_path, family="lists")
    found = scenario(tmp_path)
    assert (found.family, found.family_title, found.family_colour, found.family_marker) == ("lists", None, None, None)


def test_families_of_ones_own_come_last_and_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a", family="{name: zebra}")
    write(tmp_path, "b", family="{name: ape}")
    write(tmp_path, "c", family="case")
    names = [item.name for item in composed(tmp_path, "a", "b", "c", "crackdown").scenarios]
    assert names == ["blanket_punishment", "crackdown", "c", "b", "a"]
    assert list(available(tmp_path))[-3:] == ["c", "b", "a"] or list(available(tmp_path))[-2:] == ["b", "a"]


def test_they_survive_being_written_down(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "plain", family="{name: other}")
    found = composed(tmp_path, "gentle", "plain", "oversight")
    (tmp_path / "config.yaml").write_text(dump_yaml(to_plain(found)), encoding="utf-8")
    assert from_plain(load_yaml(tmp_path / "config.yaml"), "config.yaml") == found


def test_the_list_shows_their_title(tmp_path: Path) -> None:
    write(tmp_path)
    assert "\nMy own (family: mine)\n  gentle  Gentle lists\n" in scenario_list(tmp_path)


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("mine", 'family="mine": must be one of ill, lists,'),
        ("list", "or a family of your own like {name: mine, title: My own}"),
        ("3", "family=3: must be one of ill,"),
        ("{}", "family.name: missing"),
        ("{name: lists}", "is the name of a family that ships with the model; take another"),
        ("{name: Mine}", 'family.name="Mine": a name must consist of small letters'),
        ("{name: mine, colour: red}", "family.colour=\"red\": must be a colour like '#aa5500', in quotes"),
        ("{name: mine, colour: #aa5500}", "not valid YAML"),
        ("{name: mine, marker: heart}", "family.marker=\"heart\": must be 'o', 's', 'D'"),
        ("{name: mine, color: '#aa5500'}", "family.color: unknown; did you mean family.colour?"),
        ("{name: mine, title: ''}", 'family.title.en="": must have at least 1 character'),
        ("{name: mine, title: 'a\u202eb'}", "family.title.en="),
    ],
)
def test_families_that_are_refused(tmp_path: Path, family: str, expected: str) -> None:
    write(tmp_path, family=family)
    assert expected in refusal(tmp_path)
    with speaking("zh"):
        assert_refused_in_chinese(refusal(tmp_path).partition("gentle.yaml")[2])


def test_two_descriptions_of_one_family_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "harsh", family="{name: mine, title: Another}")
    assert "family mine is described differently in" in refusal(tmp_path, "gentle", "harsh")
    assert set(survey(tmp_path).faults) == {"harsh"}
    assert scenario(tmp_path).family_title == "My own"


# --- one language suffices --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "english", "chinese"),
    [
        ("Gentle lists", "Gentle lists", "Gentle lists"),
        ("{en: Gentle lists}", "Gentle lists", "Gentle lists"),
        ("{zh: 温和清单}", "温和清单", "温和清单"),
        ("{en: Gentle lists, zh: 温和清单}", "Gentle lists", "温和清单"),
        (">\n  Gentle\n  lists\n", "Gentle lists", "Gentle lists"),
        ('"Gentle\\tlists\\n"', "Gentle lists", "Gentle lists"),
        ("नमस्\u200dते", "नमस्\u200dते", "नमस्\u200dते"),
    ],
)
def test_a_heading_in_one_language(tmp_path: Path, title: str, english: str, chinese: str) -> None:
    for text in (title, title):
        write(tmp_path, title=text, about=text)
    found = scenario(tmp_path)
    assert (found.title_en, found.title_zh) == (found.about_en, found.about_zh) == (english, chinese)


def test_what_ships_is_in_both_languages() -> None:
    for path in SHIPPED.glob("*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(data["title"]) == set(data["about"]) == {"en", "zh"}, path.name
        assert data["family"] in FAMILIES, path.name


@pytest.mark.parametrize("code", ["202E", "202A", "2066", "200B", "FEFF", "0000", "001B", "007F", "00AD", "E000"])
def test_hostile_titles_are_refused(tmp_path: Path, code: str) -> None:
    character = f"\\u{code}"
    write(tmp_path, title=f'"Gentle{character}lists"')
    expected = f"must be letters and signs that can be printed; U+{code} at character 7 cannot"
    assert expected in refusal(tmp_path)


def test_long_headings_are_refused(tmp_path: Path) -> None:
    write(tmp_path, title="x" * LONGEST_TITLE, about="y" * LONGEST_ABOUT)
    assert scenario(tmp_path).title == "x" * LONGEST_TITLE
    write(tmp_path, title="x" * (LONGEST_TITLE + 1))
    assert f"must have at most {LONGEST_TITLE} characters" in refusal(tmp_path)
    write(tmp_path, about="x" * (LONGEST_ABOUT + 1))
    assert f"must have at most {LONGEST_ABOUT} characters" in refusal(tmp_path)
