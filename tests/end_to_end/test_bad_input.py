"""Bad input: exit status 2, one line on standard error with what is wrong and what is allowed, nothing left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import assert_refused_in_chinese
from wenze.experiments.cli import main

ROOT = Path(__file__).resolve().parents[2]

SCENARIO = """\
title: {en: Mine, zh: 我的}
about: {en: A scenario of one's own., zh: 自己的情景。}
family: mixed
"""

FILES = {
    "file.txt": "no folder\n",
    "empty.yaml": "",
    "broken.yaml": "run: {months: 24\n",
    "list.yaml": "- run\n",
    "part.yaml": "run: {months: 24, replications: 2, seed: 1}\n",
    "twice.yaml": "run: {months: 24}\nrun: {months: 36}\n",
    "code.yaml": "run: {_target_: os.system}\n",
    "tag.yaml": "run: !!python/object/apply:os.system [ls]\n",
    "thesis/chapter.doc": "years of work\n",
    "strangers/summary.csv": "scenario,measure\n",
    "lever/mine.yaml": SCENARIO + "policy: {accountability: {strictnes: 0.5}}\n",
    "range/mine.yaml": SCENARIO + "policy: {accountability: {strictness_work: 5}}\n",
    "type/mine.yaml": SCENARIO + "policy: {accountability: {strictness_work: high}}\n",
    "nan/mine.yaml": SCENARIO + "policy: {accountability: {strictness_work: .nan}}\n",
    "repeated/mine.yaml": SCENARIO + "policy: {}\npolicy: {}\n",
    "timeline/mine.yaml": SCENARIO + "timeline: [{month: 0, policy: {}}]\n",
    "world/mine.yaml": SCENARIO + "world: {scale: {counties: 1}}\n",
    "taken/oversight.yaml": SCENARIO,
    "name/My Scenario.yaml": SCENARIO,
    "broken/mine.yaml": "title: [\n",
    "nothing/notes.txt": "no scenario here\n",
    "good/mine.yaml": SCENARIO,
}

BAD = [
    # language
    ("compare lang=fr", "lang=fr: expected en (English) or zh (Chinese)"),
    ("list lang=", "lang=: expected en"),
    ("compare lang=en lang=en", "lang= is given twice"),
    ("compare lan=zh", "did you mean lang?"),
    ("list --lang=zh", "did you mean lang?"),
    # commands
    ("compar", "did you mean compare?"),
    ("Compare", "Compare"),
    ("frobnicate", "no command frobnicate"),
    ("-x", "no command -x"),
    ("scenario=oversight", "no command scenario=oversight"),
    ("help compar", "did you mean compare?"),
    ("help compare run", "one word at most"),
    ("list scenario", "did you mean scenarios?"),
    ("list everything", "scenarios, levers, measures"),
    ("list levers measures", "one word at most"),
    ("list out=x", "out="),
    ("list folder=missing", "missing"),
    ("list folder=", "folder= is empty"),
    ("parameters strictnes", "did you mean policy.misconduct.strictness?"),
    ("parameters .", "no parameter or group"),
    ("parameters strictness pressure", "one word at most"),
    ("parameters strictness=0.5", "strictness="),
    # keys of the commands
    ("compare oversight", "oversight is not of that form"),
    ("compare --threads 2", "--threads is not of that form"),
    ("compare --threads=2", "did you mean threads?"),
    ("compare scenrios=oversight", "did you mean scenarios?"),
    ("compare scenario=oversight", "did you mean scenarios?"),
    ("compare strictness=0.5", "did you mean policy.misconduct.strictness?"),
    ("compare month=12", "did you mean months?"),
    ("compare =1", "="),
    ("compare threads=1 threads=2", "threads= is given twice"),
    ("compare size=poster", "size=poster: expected paper or slide"),
    ("compare scenarios=[oversight, crackdown]", "a list with a blank in it must stand in quotes"),
    ("compare parts=yes", "parts=yes: expected false or true"),
    ("run scenario=oversight parts=true", "parts="),
    ("compare figures=no", "figures=no: expected true or false"),
    ("compare threads=0", "threads=0: expected a whole number"),
    ("compare threads=two", "threads=two: expected a whole number"),
    ("compare threads=-1", "expected a whole number"),
    ("compare threads=1.5", "expected a whole number"),
    ("compare threads=99999999999999999999", "expected a whole number"),
    ("compare threads=", "threads= is empty"),
    ("compare out=", "out= is empty"),
    ("run", "scenario=NAME"),
    ("run months=12", "scenario=NAME"),
    ("run scenario=", "scenario= is empty"),
    ("run scenario=oversight reference=crackdown", "reference="),
    ("run scenarios=[oversight]", "did you mean scenario?"),
    # scenarios
    ("compare scenarios=oversite", "did you mean oversight?"),
    ("compare scenarios=[oversight,oversite]", "did you mean oversight?"),
    ("compare scenarios=[]", "the list is empty"),
    ("compare scenarios=", "scenarios= is empty"),
    ("compare scenarios=[oversight", "expected one name or a list"),
    ("compare scenarios=oversight]", "expected one name or a list"),
    ("compare scenarios=[oversight,]", "expected one name or a list"),
    ("compare scenarios=[oversight,oversight]", "listed twice"),
    ("compare scenarios=[[oversight]]", "oversight"),
    ("compare scenarios=../good/mine.yaml", "unknown scenario"),
    ("compare reference=blanket_punish", "did you mean blanket_punishment?"),
    ("compare reference=[oversight]", "oversight"),
    ("run scenario=nonsense", "unknown scenario"),
    ("run scenario=[oversight,crackdown]", "unknown scenario"),
    # parameters
    ("compare months=0", "between 1 and 12000"),
    ("compare months=-1", "between 1 and 12000"),
    ("compare months=1.5", "whole number"),
    ("compare months=twelve", "whole number"),
    ("compare months=", "months"),
    ("compare months=nan", "months=nan"),
    ("compare months=null", "months=null"),
    ("compare months=true", "months=true"),
    ("compare months=12 months=24", "months= is given twice"),
    ("compare months=[12,24]", "months=[12,24]"),
    ("compare replications=0", "between 1 and 1000000"),
    ("compare seed=-1", "seed=-1"),
    ("compare seed=9223372036854775808", "seed=9223372036854775808"),
    ("compare policy.accountability.strictness_work=2", "between 0 and 1"),
    ("compare policy.accountability.strictness_work=high", "between 0 and 1"),
    ("compare policy.accountability.strictness_work=nan", "strictness_work=nan"),
    ("compare policy.accountability.strictness_work=inf", "strictness_work=inf"),
    ("compare policy.accountability.strictness_work='0.5'", "strictness_work='0.5'"),
    ("compare policy.accountability.strictnes=0.5", "did you mean policy.accountability.strictness_work?"),
    ("compare policy.acountability.strictness=0.5", "did you mean policy.accountability.strictness_work?"),
    ("compare policy.accountability=0.5", "policy.accountability is a group"),
    ("compare policy.accountability={strictness:0.5}", "policy.accountability is a group"),
    ("compare +policy.accountability.strictness_work=0.5", "not allowed"),
    ("compare ++policy.accountability.strictness_work=0.5", "not allowed"),
    ("compare ~policy.accountability.strictness_work=0.5", "not allowed"),
    ("compare hydra.run.dir=x", "not allowed"),
    ("compare world._target_=os.system", "not allowed"),
    ("compare policy.accountability.strictness_work=${seed}", "not allowed"),
    ("run scenario=oversight policy.oversight.auditss=0.1", "did you mean policy.oversight.audits?"),
    ("compare world.scale.counties=60000 world.scale.townships=60000", "GiB are available"),
    ("compare world.scale.counties=60000 world.scale.townships=60000 world.scale.posts=60000", "GiB are available"),
    ("run scenario=oversight world.scale.posts=60000 world.scale.townships=60000 months=12000", "GiB are available"),
    # files of settings
    ("compare config=missing.yaml", "missing.yaml: cannot be read"),
    ("compare config=thesis", "thesis/config.yaml: cannot be read"),
    ("compare config=file.txt", "file.txt"),
    ("compare config=empty.yaml", "empty.yaml"),
    ("compare config=broken.yaml", "not valid YAML"),
    ("compare config=list.yaml", "must be a mapping"),
    ("compare config=part.yaml", "part.yaml: reference: missing"),
    ("compare config=twice.yaml", "twice.yaml, line 2: this key is given twice"),
    ("compare config=code.yaml", "_target_"),
    ("compare config=tag.yaml", "tag.yaml, line 1: tags"),
    ("compare config=part.yaml months=12", "cannot be given beside it"),
    ("compare config=part.yaml scenarios=[oversight]", "cannot be given beside it"),
    ("compare config=part.yaml policy.accountability.strictness_work=1", "cannot be given beside it"),
    # a folder of one's own scenarios
    ("compare folder=missing", "must be a folder"),
    ("compare folder=file.txt", "must be a folder"),
    ("compare folder=nothing", "holds no file"),
    ("compare folder=lever", "did you mean policy.accountability.strictness_work?"),
    ("compare folder=range", "between 0 and 1"),
    ("compare folder=type", "between 0 and 1"),
    ("compare folder=nan", "strictness"),
    ("compare folder=repeated", "is given twice"),
    ("compare folder=timeline", "month"),
    ("compare folder=world", "world"),
    ("compare folder=taken", "taken"),
    ("compare folder=name", "small letters"),
    ("compare folder=broken", "not valid YAML"),
    ("list folder=name", "small letters"),
    ("run scenario=My folder=name", "small letters"),
    # numbers are written as in files, and as nothing else
    ("compare policy.accountability.strictness_work=float(1)", "must be a number between 0 and 1"),
    ("compare policy.accountability.strictness_work=int(0)", "must be a number between 0 and 1"),
    ("run scenario=oversight months=sort(3)", "must be a whole number"),
    ("compare months=choice(1,2)", "must be a whole number"),
    ("compare months=1_000", "must be a whole number"),
    ("compare months=0x10", "must be a whole number"),
    ("compare policy.accountability.strictness_work=1e400", "must be a number between 0 and 1"),
    # without end, of any size, and nobody's business
    ("compare config=/dev/zero", "/dev/zero: must be an ordinary file"),
    ("compare config=/etc/passwd", "/etc/passwd: must be a mapping of"),
    ("compare replications=1000000", "fewer replications than 1,000,000"),
    ("compare scenarios=" + "x" * 60_000, "must have at most 50,000 characters"),
    ("compare scenarios=[" + ",".join(f"n{number}" for number in range(501)) + "]", "at most 500 scenarios"),
    ("compare policy.accountability.strictness_work=" + "(" * 5000, "must be a number between 0 and 1"),
    ("compare " + "x" * 40_000 + "=1", "no key"),
    # where to write
    ("compare out=file.txt", "is a file"),
    ("compare out=file.txt/inside", "cannot be written"),
    ("compare out=thesis", "not wenze's"),
    ("compare out=strangers", "not wenze's"),
    ("compare out=.", "not wenze's"),
    ("compare out=/", "cannot be written"),
    ("compare out=/proc/nowhere/out", "cannot be written"),
    ("run scenario=oversight out=thesis", "not wenze's"),
    ("compare out=" + "x" * 300, "cannot be written"),
    ("compare out=new/" + "x" * 300, "cannot be written"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the files that the bad inputs speak of."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def check(status: int, out: str, err: str, expected: str) -> None:
    assert status == 2
    assert out == ""
    assert err.endswith("\n") and err.count("\n") == 1, err
    assert err.startswith("wenze: ")
    assert "Traceback" not in err
    assert err[:-1].isprintable()
    assert expected in err


def test_enough_is_tried():
    assert len(BAD) == len(dict(BAD)) >= 60


@pytest.mark.parametrize(("line", "expected"), BAD)
def test_bad_input_is_refused_on_one_line(folder, capfd, line, expected):
    before = contents(folder)
    status = main(line.split(" "))
    check(status, *capfd.readouterr(), expected)
    assert contents(folder) == before


@pytest.mark.parametrize("line", [line for line, _ in BAD if "lang=" not in line])
def test_bad_input_is_refused_in_chinese(folder, capfd, line):
    before = contents(folder)
    status = main([*line.split(" "), "lang=zh"])
    out, err = capfd.readouterr()
    check(status, out, err, "wenze: ")
    assert_refused_in_chinese(err)
    assert contents(folder) == before


def test_the_language_is_known_before_anything_else_is_wrong(capfd):
    for line in ("compare lang=zh scenarois=x", "compare scenarois=x lang=zh", "lang=zh compare scenarois=x"):
        status = main(line.split(" "))
        check(status, *capfd.readouterr(), "compare 没有 scenarois= 这一项（是不是想写 scenarios？）")


def test_the_environment_chooses_the_language_unless_the_command_does(capfd, monkeypatch):
    monkeypatch.setenv("WENZE_LANG", "zh")
    check(main(["lst"]), *capfd.readouterr(), "没有命令 lst")
    check(main(["lst", "lang=en"]), *capfd.readouterr(), "no command lst")
    check(main(["list", "lang=fr"]), *capfd.readouterr(), "lang=fr：应为 en（英文）或 zh（中文）")
    monkeypatch.setenv("WENZE_LANG", "cn")
    check(main(["list"]), *capfd.readouterr(), "WENZE_LANG=cn: expected en (English) or zh (Chinese)")
    check(main(["lst", "lang=zh"]), *capfd.readouterr(), "没有命令 lst")
    monkeypatch.setenv("WENZE_LANG", "")
    check(main(["lst"]), *capfd.readouterr(), "no command lst")


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("out=thesis\n\x1b[31m", "cannot be written"),
        ("scenarios=[over\nsight]", "unknown scenario"),
        ("config=miss\ning.yaml", "cannot be read"),
        ("mon\nths=3", "no key"),
        ("policy.accountability.strictness_work=0.5\n\n7", "between 0 and 1"),
        ("threads=１", "expected a whole number"),
        ("out=a\0b", "cannot be written"),
        ("months=\udc80", "months="),
        ("seed=" + "9" * 5000, "seed="),
    ],
)
def test_strange_characters_stay_on_one_line(folder, capfd, argument, expected):
    if argument.startswith("out=thesis"):
        (folder / "thesis\n\x1b[31m").write_text("a file")
        expected = "is a file"
    before = contents(folder)
    status = main(["compare", argument])
    check(status, *capfd.readouterr(), expected)
    assert contents(folder) == before


def test_a_pipe_is_not_waited_for(folder, capfd):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(folder / "pipe")
    for line in ("compare config=pipe", "run config=pipe"):
        status = main(line.split(" "))
        check(status, *capfd.readouterr(), "pipe: must be an ordinary file")


def test_what_cannot_be_run_is_marked_in_the_list(folder, capfd):
    (folder / "range" / "good.yaml").write_text(SCENARIO)
    (folder / "range" / "Not This.yaml").write_text(SCENARIO)
    assert main(["list", "scenarios", "folder=range"]) == 0
    out, err = capfd.readouterr()
    assert err == "" and "  good  Mine" in out
    marked = " ".join(out.partition("Cannot be run:")[2].split())
    assert "range/mine.yaml: policy.accountability.strictness_work=5: must be between 0 and 1" in marked
    assert "range/Not This.yaml: a name must consist of small letters" in marked


def test_a_config_of_several_scenarios_cannot_be_run_as_one(folder, capfd):
    from wenze.sim.settings.compose import compose, dump_yaml, to_plain

    settings = compose([], names=["oversight"], reference=None, folder=None, mode="compare")
    (folder / "both.yaml").write_text(dump_yaml(to_plain(settings)), encoding="utf-8")
    status = main(["run", "config=both.yaml"])
    check(status, *capfd.readouterr(), "run takes one scenario")


def test_an_earlier_result_stays_when_the_input_is_refused(folder, capfd):
    (folder / "earlier").mkdir()
    (folder / "earlier" / "provenance.json").write_text(json.dumps({"made_by": "wenze"}))
    before = contents(folder)
    status = main(["compare", "out=earlier", "months=0"])
    check(status, *capfd.readouterr(), "months=0")
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("compare scenarios=[]", "the list is empty"),
        ("compare months=nan", "months=nan"),
        ("run scenario=oversight out=thesis", "not wenze's"),
        ("compare world.scale.counties=60000 world.scale.townships=60000", "GiB are available"),
        ("lst", "did you mean list?"),
    ],
)
def test_the_process_refuses_as_the_function_does(folder, line, expected):
    before = contents(folder)
    command = [sys.executable, "-m", "wenze.experiments.cli", *line.split(" ")]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120)
    check(done.returncode, done.stdout, done.stderr, expected)
    assert contents(folder) == before
