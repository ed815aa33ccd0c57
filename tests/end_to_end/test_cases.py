"""``wenze case`` and ``wenze cadre`` through the real command, at their smallest."""

import csv
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_refused_in_chinese
from wenze.experiments.cli import main
from wenze.experiments.terminal import width_of

from benchmarks.endurance import digest

pytestmark = pytest.mark.usefixtures("engine")

TINY = ["months=36", "spin_up=24", "world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=6"]
REGIMES = ["scenarios=[river_channel,full_reform]"]
CASE = ["case", *TINY, *REGIMES, "replications=3", "plants=2"]
CADRE = ["cadre", *TINY]
RIVER = 24 + 6 + 1


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 0
    said = capsys.readouterr().out
    assert all(width_of(line) <= 80 for line in said.splitlines()), said
    return said


def read(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def test_the_river_case_is_told_under_every_regime(capsys: pytest.CaptureFixture[str]) -> None:
    said = said_by(capsys, *CASE, "out=c")
    for name in ("blanket_punishment", "river_channel", "full_reform"):
        assert name in said
    assert f"number {RIVER}" in said and "A problem arises at post 0" in said and "95 % intervals" in said
    assert {path.name for path in Path("c").iterdir()} == {
        "story.json", "counted.csv", "config.yaml", "provenance.json", "figures",
    }  # fmt: skip
    stories = read("c/story.json")
    assert stories["case"] == RIVER
    assert len({json.dumps(story["facts"]) for story in stories["stories"].values()}) == 1
    for story in stories["stories"].values():
        assert story["entries"][0]["kind"] == "arisen" and set(story["entries"][0]["text"]) == {"en", "zh"}
    with Path("c/counted.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["scenario"] for row in rows] == ["blanket_punishment", "full_reform", "river_channel"]
    assert {row["cases"] for row in rows} == {"6"}
    assert all(0 <= float(row["township"]) <= 1 for row in rows if int(row["decisions"]))


def test_the_same_bytes_again_whatever_the_threads(capsys: pytest.CaptureFixture[str]) -> None:
    first = said_by(capsys, *CASE, "out=c", "threads=1")
    before = digest(Path("c"))
    assert said_by(capsys, *CASE, "out=c", "threads=2") == first
    assert digest(Path("c")) == before
    ElementTree.parse("c/figures/case.svg")


@pytest.mark.parametrize("size", ["paper", "slide"])
def test_both_speak_chinese(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = said_by(capsys, "case", *TINY, *REGIMES, "plants=0", "lang=zh", f"size={size}", "out=c")
    assert "河道案" in told and "出现问题" in told and " arises" not in told
    lived = said_by(capsys, *CADRE, "lang=zh", f"size={size}", "out=l")
    assert "号岗位" in lived and "全面改革" in lived and "Cadre" not in lived
    for picture in ("c/figures/case.svg", "l/figures/cadre.svg"):
        assert Path(picture).stat().st_size > 5000


def test_another_case_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", *TINY, *REGIMES, "case=5", "out=c"]) == 2
    refused = capsys.readouterr().err
    assert refused.count("\n") == 1 and "case=5" in refused
    assert main(["case", *TINY, *REGIMES, "case=32"]) == 2
    number = int(capsys.readouterr().err.split(",")[-1])
    said = said_by(capsys, "case", *TINY, *REGIMES, f"case={number}", "out=c")
    assert f"Case {number}" in said and "counted" not in [path.stem for path in Path("c").iterdir()]


def test_the_life_of_an_official_under_two_regimes(capsys: pytest.CaptureFixture[str]) -> None:
    said = said_by(capsys, *CADRE, "post=7", "out=l")
    assert "who holds post 7 at the switch" in said and "full_reform" in said and "blanket_punishment" in said
    lives = read("l/lives.json")["lives"]
    assert set(lives) == {"blanket_punishment", "full_reform"}
    assert all(life["years"][0]["year"] == 0 for life in lives.values())
    name = said.split(",")[0].split()[-1]
    again = said_by(capsys, *CADRE, f"cadre={name}", "out=again")
    assert again.split("\n", 3)[3].replace("again", "l") == said.split("\n", 3)[3]
    assert read("again/lives.json") == read("l/lives.json")


def test_two_regimes_of_ones_choice_or_one_beside_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    said_by(capsys, *CADRE, "scenarios=[crackdown,merit_promotion]", "out=l", "figures=false")
    assert set(read("l/lives.json")["lives"]) == {"crackdown", "merit_promotion"}
    said_by(capsys, *CADRE, "scenarios=[crackdown]", "out=l", "figures=false")
    assert set(read("l/lives.json")["lives"]) == {"blanket_punishment", "crackdown"}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["case", "case=abc"], "case=abc: must be the number of a case, or river"),
        (["case", "case=-3"], "case=-3"),
        (["case", "case=0"], "case=0: no such case arises"),
        (["case", "case=99999999999999999"], "case=99999999999999999: no such case arises"),
        (["case", "case=32"], "at post 0 these do"),
        (["case", "plants=101"], "plants=101"),
        (["case", "replication=9999999999"], "replication=9999999999"),
        (["case", "months=5"], "months=5: the river case is planted in month 6"),
        (["case", "scenarios=[river_chanel]"], "river_chan"),
        (["cadre", "cadre=zero"], "cadre=zero"),
        (["cadre", "cadre=0"], "cadre=0"),
        (["cadre", "cadre=99-1"], "cadre=99-1: there is no post 99"),
        (["cadre", "cadre=0-999"], "cadre=0-999: no such cadre is in office"),
        (["cadre", "post=12"], "post=12: there is no post 12"),
        (["cadre", "post=two"], "post=two"),
        (["cadre", "post=1", "cadre=0-1"], "post=1"),
        (["cadre", "scenarios=[crackdown,oversight,full_reform]"], "not 3"),
        (["cadre", "plants=3"], "plants"),
    ],
)  # fmt: skip
def test_what_is_refused(arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = [one for one in TINY if one.partition("=")[0] not in {word.partition("=")[0] for word in arguments}]
    command, *more = arguments
    assert main([command, *given, *more]) == 2
    message = capsys.readouterr().err
    assert named in message and message.count("\n") == 1
    assert main([command, *given, *more, "lang=zh"]) == 2
    assert_refused_in_chinese(capsys.readouterr().err)
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["case", "cadre"])
def test_there_is_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("en", "zh"):
        said = said_by(capsys, "help", command, f"lang={language}")
        assert f"wenze {command}" in said
    assert f"wenze {command}" in said_by(capsys, "help")
