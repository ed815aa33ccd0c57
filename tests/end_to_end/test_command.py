"""The command as its user meets it: the same bytes however it is asked, folders whole or absent, help that fits."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from wenze.experiments.cli import main
from wenze.experiments.command import command, command_names
from wenze.experiments.runs.months import column_of
from wenze.experiments.terminal import cut, width_of, wrap
from wenze.sim.batch import NotFinite
from wenze.sim.measures import MEASURES
from wenze.sim.settings.compose import available
from wenze.sim.settings.parameters import definitions
from wenze.sim.tally import DECLARED

ROOT = Path(__file__).resolve().parents[2]
TINY = ["world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=4", "months=14", "replications=3"]
TWO = "scenarios=[blanket_punishment,oversight]"
SAME = ("summary.csv", "runs.csv", "months.parquet", "codebook.csv", "config.yaml")
COLUMNS = ["scenario", "measure", "mean", "low", "high", "difference", "difference_low", "difference_high",
           "replications", "denominator"]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def compiled(engine: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the model be compiled once, so that no test says so or waits for it."""
    assert main(["run", "scenario=oversight", *TINY, f"out={tmp_path_factory.mktemp('warm') / 'out'}"]) == 0


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def wenze(*arguments: str) -> None:
    """Run the command in this process; it must succeed."""
    assert main(arguments) == 0


def compare(out: str, *arguments: str) -> dict[str, bytes]:
    """Run a small comparison, without pictures if none are asked for, and give the files that must not differ."""
    given = {argument.partition("=")[0] for argument in arguments}
    tiny = [argument for argument in [*TINY, "figures=false"] if argument.partition("=")[0] not in given]
    wenze("compare", *tiny, *arguments, f"out={out}")
    return bytes_of(out)


def bytes_of(folder: str) -> dict[str, bytes]:
    """All files that must not differ from run to run, the pictures included."""
    inside = {path.name for path in Path(folder).iterdir()}
    assert inside - {"figures"} == {*SAME, "provenance.json"}
    pictures = [f"figures/{path.name}" for path in sorted(Path(folder, "figures").glob("*"))]
    return {name: Path(folder, name).read_bytes() for name in [*SAME, *pictures]}


def rows_of(folder: str) -> list[dict[str, str]]:
    with Path(folder, "summary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def start(*arguments: str, prepare: Callable[[], object] = int, **options) -> subprocess.Popen:
    """Start the command as a process of its own, with the usual answer to Ctrl-C whoever runs the tests."""

    def in_child() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        prepare()

    command = [sys.executable, "-m", "wenze.experiments.cli", *arguments]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    surroundings = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=surroundings, preexec_fn=in_child, text=True, **{**pipes, **options})


def finish(process: subprocess.Popen) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


# --- the same bytes ---------------------------------------------------------------------------------------------------


def test_bytes_are_the_same_from_run_to_run_with_other_threads_and_in_another_order():
    first = compare("a", "scenarios=[oversight,crackdown,full_reform]", "threads=1")
    assert compare("b", "scenarios=[oversight,crackdown,full_reform]", "threads=1") == first
    assert compare("c", "scenarios=[oversight,crackdown,full_reform]", "threads=2") == first
    assert compare("d", "scenarios=[full_reform,blanket_punishment,crackdown,oversight]", "threads=3") == first


def test_pictures_are_the_same_bytes_again_and_another_language_or_size_changes_nothing_else():
    first = compare("a", TWO, "figures=true", "threads=1")
    names = {name.rpartition("/")[2] for name in first if name.startswith("figures/")}
    assert {f"{name}.{ending}" for name in ("story", "differences") for ending in ("svg", "png", "csv")} <= names
    assert compare("b", TWO, "figures=true", "threads=2") == first
    wenze("compare", "config=b/config.yaml", "lang=zh", "out=b")  # replaces a result with pictures
    chinese = bytes_of("b")
    assert {name for name in first if chinese[name] == first[name]} == {
        n for n in first if not n.endswith(("svg", "png"))
    }
    wenze("compare", "config=b/config.yaml", "size=slide", "out=b")  # shows fewer regimes where there are many
    assert {name: bytes_of("b")[name] for name in SAME} == {name: first[name] for name in SAME}
    assert compare("b", TWO) == {name: first[name] for name in SAME}


def test_config_repeats_a_result():
    first = compare("a", TWO, "seed=7", "policy.accountability.strictness_work=0.65")
    wenze("compare", "figures=false", "config=a/config.yaml", "out=b")
    assert bytes_of("b") == first
    wenze("compare", "figures=false", "config=b/config.yaml", "threads=1", "out=a")
    assert bytes_of("a") == first


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_parts_are_added_and_change_nothing_else(capsys, lang):
    first = compare("a", TWO)
    capsys.readouterr()
    wenze("compare", "config=a/config.yaml", "figures=true", "parts=true", "threads=2", f"lang={lang}", "out=b")
    printed = capsys.readouterr().out
    assert all(width_of(line) <= 80 for line in printed.splitlines())
    assert ("Mechanical part" if lang == "en" else "制度直接效应") in printed
    for name in set(SAME) - {"codebook.csv"}:  # which names the columns of parts as well
        assert Path("b", name).read_bytes() == first[name]
    with Path("b/parts.csv").open(encoding="utf-8", newline="") as file:
        parts = {(row["scenario"], row["measure"]): row for row in csv.DictReader(file)}
    whole = {(row["scenario"], row["measure"]): row for row in rows_of("b") if row["difference"]}
    assert {scenario for scenario, _ in parts} == {"oversight"} and len(parts) == len(MEASURES)
    for key, row in parts.items():
        if row["replications"] == "3":
            assert row["difference"] == whole[key]["difference"]
        else:  # the measure has no value in one of the three runs of some replication
            assert key[1] not in ("effort", "innovation", "safety", "harm", "problems_solved")
        if row["difference"]:
            assert float(row["mechanical"]) + float(row["behavioural"]) == pytest.approx(float(row["difference"]))
    assert float(parts["oversight", "effort"]["mechanical"]) == 0
    assert Path("b/figures/parts.svg").exists()
    wenze("compare", "figures=false", "config=b/config.yaml", "out=b")  # a result with parts is replaced whole
    assert bytes_of("b") == first


@pytest.mark.parametrize("reference", ["blanket_punishment", "crackdown"])  # the first, and the last
@pytest.mark.parametrize("replications", [1, 4])
def test_no_run_is_left_out_of_the_parts_whichever_comes_in_last(reference, replications):
    names = "scenarios=[blanket_punishment,oversight,crackdown]"
    asked = ["figures=false", *TINY[:-1], names, f"reference={reference}", f"replications={replications}", "parts=true"]
    made = []
    for threads in (1, 2, 4):
        wenze("compare", *asked, f"threads={threads}", "out=a")
        made.append(Path("a/parts.csv").read_bytes())
    assert made[0] == made[1] == made[2]
    rows = list(csv.DictReader(made[0].decode().splitlines()))
    assert {row["replications"] for row in rows if row["measure"] == "effort"} == {str(replications)}


def test_another_seed_gives_other_numbers():
    assert compare("a", TWO)["summary.csv"] != compare("b", TWO, "seed=2")["summary.csv"]


def test_the_default_folder_is_named_after_what_determines_the_numbers(current_folder):
    wenze("compare", "figures=false", *TINY, TWO, "threads=1")
    wenze("compare", "figures=false", *TINY, "scenarios=oversight", "threads=2")
    assert len(list(current_folder.glob("results/compare-*"))) == 1
    wenze("compare", "figures=false", *TINY, TWO, "seed=2")
    wenze("compare", "figures=false", *TINY, TWO, "world.problems.arrival=0.3")
    wenze("compare", "figures=false", *TINY, "scenarios=[oversight,crackdown]")
    wenze("run", *TINY, "scenario=oversight")
    assert len(list(current_folder.glob("results/compare-*"))) == 4
    assert len(list(current_folder.glob("results/run-*"))) == 1
    assert len(list(current_folder.glob("results/*"))) == 5


def test_a_scenarios_rows_do_not_change_with_its_company():
    compare("few", "scenarios=oversight")
    compare("many", "scenarios=[oversight,no_accountability,crackdown]")
    few, many = rows_of("few"), rows_of("many")
    assert [row for row in many if row["scenario"] in ("oversight", "blanket_punishment")] == few
    tables = [pq.read_table(f"{folder}/months.parquet").to_pylist() for folder in ("few", "many")]
    assert [row for row in tables[1] if row["scenario"] in ("oversight", "blanket_punishment")] == tables[0]


# --- what is written --------------------------------------------------------------------------------------------------


def test_summary_has_a_row_for_every_scenario_and_measure():
    compare("a", TWO)
    rows = rows_of("a")
    assert list(rows[0]) == COLUMNS
    assert [(row["scenario"], row["measure"]) for row in rows] == [
        (scenario, measure) for scenario in ("blanket_punishment", "oversight") for measure in MEASURES
    ]
    assert {row["difference"] for row in rows if row["scenario"] == "blanket_punishment"} == {""}
    assert any(row["difference_low"] for row in rows if row["scenario"] == "oversight")
    assert {row["replications"] for row in rows} <= {"0", "1", "2", "3"}


def test_another_reference_is_added_and_compared_with():
    compare("a", "scenarios=[oversight]", "reference=no_accountability")
    rows = rows_of("a")
    assert {row["scenario"] for row in rows} == {"oversight", "no_accountability"}
    assert {row["difference"] for row in rows if row["scenario"] == "no_accountability"} == {""}


def test_months_has_a_row_for_every_month_in_order():
    compare("a", TWO)
    file = pq.ParquetFile("a/months.parquet", page_checksum_verification=True)
    table = file.read()
    counts = [column_of(count.name) for count in DECLARED]
    assert table.column_names == ["scenario", "replication", "month", *counts, *MEASURES]
    keys = list(zip(*(table.column(name).to_pylist() for name in ("scenario", "replication", "month")), strict=True))
    assert keys == [(s, r, m) for s in ("blanket_punishment", "oversight") for r in range(3) for m in range(14)]
    effort = table.column("effort")
    assert effort.null_count == 0
    assert all(0 <= number <= 1 for number in effort.to_pylist())


def test_one_replication_and_one_scenario_have_empty_intervals(capsys):
    compare("a", "scenarios=[blanket_punishment]", "replications=1")
    rows = rows_of("a")
    assert {row[column] for row in rows for column in COLUMNS[3:8]} == {""}
    assert {row["replications"] for row in rows} <= {"0", "1"}
    assert "nothing to compare it with" in capsys.readouterr().out


def test_provenance_says_where_a_result_comes_from():
    compare("a", TWO, "threads=2")
    record = json.loads(Path("a/provenance.json").read_text())
    assert record["made_by"] == "wenze"
    assert record["threads"] == 2
    assert record["command"][:2] == ["wenze", "compare"]
    assert record["command"][-1] == "out=a"
    assert record["duration_seconds"] > 0
    assert {"python", "packages", "machine", "model_version", "started", "source"} <= set(record)
    assert {"numba", "numpy", "pyarrow"} <= set(record["packages"])


def test_run_writes_the_same_files_and_compare_can_repeat_them(capsys):
    wenze("run", "scenario=crackdown", *TINY, "policy.accountability.strictness_work=0.55", "figures=false", "out=a")
    printed = capsys.readouterr().out
    assert all(measure in printed for measure in MEASURES)
    assert {row["scenario"] for row in rows_of("a")} == {"crackdown"}
    assert {row["difference"] for row in rows_of("a")} == {""}
    for again in ("run", "compare"):
        wenze(again, "config=a/config.yaml", f"out={again}", "figures=false")
        assert bytes_of(again) == bytes_of("a")


def test_a_scenario_of_ones_own_joins_the_comparison():
    Path("mine").mkdir()
    Path("mine/gentle.yaml").write_text(
        "title: {en: Gentle, zh: 宽和}\nabout: {en: Hardly strict., zh: 从宽。}\nfamily: mixed\n"
        "policy: {accountability: {strictness_work: 0.05}}\n",
        encoding="utf-8",
    )
    compare("a", "folder=mine", "scenarios=[gentle]")
    assert {row["scenario"] for row in rows_of("a")} == {"gentle", "blanket_punishment"}


# --- where it is written ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["with blank", "a=b=c", "[x],{y:1}", "结果", "$HOME", "*", "./~", "-x", "../up/down"])
def test_out_may_hold_any_characters(current_folder, monkeypatch, capsys, name):
    (current_folder / "here").mkdir()
    monkeypatch.chdir(current_folder / "here")
    compare(name, TWO)
    assert name.removeprefix("./") in capsys.readouterr().out


def test_out_may_hold_any_characters_in_a_process_of_its_own():
    name = "[what=ever], {结果} $HOME/*"
    status, out, err = finish(start("compare", "figures=false", TWO, *TINY, f"out={name}"))
    assert (status, err) == (0, "")
    assert name in out
    bytes_of(name)


def test_an_earlier_result_is_replaced_and_the_folder_beside_it_kept(current_folder):
    compare("a", TWO)
    second = compare("a", TWO, "seed=2")
    assert compare("b", TWO, "seed=2") == second
    assert sorted(path.name for path in current_folder.iterdir()) == ["a", "b"]


# --- what is printed --------------------------------------------------------------------------------------------------


def test_the_table_of_all_scenarios_fits_80_columns(capsys):
    wenze("compare", "figures=false", *TINY)
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    for name in available():
        assert sum(line.startswith(name + " ") for line in lines) == 1
    for measure in ("effort", "innovation", "lying_flat", "harm"):
        assert any(line.startswith(f"- {measure} is ") for line in lines)
    assert lines[-1].startswith("Tables, settings and provenance are in results/compare-")
    assert err.count("note:") == 2 and max(map(len, err.splitlines())) <= 80
    for name, month in (("crackdown", 48), ("reform_after_five_years", 60)):
        note = f"note: only 14 months are run, so what {name} changes in month {month} or later does not take effect"
        assert note in err.replace("\n", " ")


def test_a_lever_that_scenarios_set_themselves_is_noted_once(capsys):
    compare("a", "scenarios=[no_accountability,oversight]", "policy.accountability.strictness_work=0.65")
    err = capsys.readouterr().err
    assert err.count("note:") == 1 and max(map(len, err.splitlines())) <= 80
    assert "policy.accountability.strictness_work: no_accountability" in err.replace("\n", " ")
    assert "oversight" not in err


def test_help_fits_80_columns_and_names_every_command_and_key(capsys):
    wenze()
    overview = capsys.readouterr().out
    for arguments in (["help"], ["--help"], ["-h"]):
        wenze(*arguments)
        assert capsys.readouterr().out == overview
    for name in command_names():
        assert f"wenze {name}" in overview
        wenze("help", name)
        text = capsys.readouterr().out
        wenze(name, "--help")
        assert capsys.readouterr().out == text
        assert all(key.name in text for key in command(name).keys)
        assert max(map(len, (overview + text).splitlines())) <= 80


def test_lists_name_everything_there_is(capsys):
    wenze("list")
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    levers = [item.key.rpartition(".")[2] for item in definitions() if item.key.startswith("policy.")]
    for name in [*available(), *levers, *MEASURES]:
        assert f"  {name}" in out
    for topic in ("scenarios", "levers", "measures"):
        wenze("list", topic)
        assert capsys.readouterr().out.strip() in out


@pytest.mark.parametrize(
    "name",
    [
        "policy.accountability.strictness_work",
        "strictness_work",
        "accountability.strictness_work",
        "accountability",
        "policy",
    ],
)
def test_parameters_are_found_by_key_part_or_group(capsys, name):
    wenze("parameters", name)
    out = capsys.readouterr().out
    record = next(part for part in out.split("\n\n") if part.startswith("policy.accountability.strictness_work\n"))
    assert [line.split()[0] for line in record.splitlines() if line[2:3].strip()][1:6] == [
        "default", "range", "unit", "kind", "source"
    ]  # fmt: skip
    assert "Chance that whoever" in record and "问责处理" in record


def test_every_parameter_has_its_record(capsys):
    wenze("parameters")
    overview = capsys.readouterr().out
    assert all(f"  {item.key.rpartition('.')[2]} = " in overview for item in definitions())
    for item in definitions():
        wenze("parameters", item.key)
        assert f"{item.key}\n" in capsys.readouterr().out


def test_lines_break_by_the_width_of_what_is_shown():
    assert wrap("问责泛化之下人人自危，多做多错。", 12) == "问责泛化之下\n人人自危，多\n做多错。"
    assert wrap("容错（听凭自述）", 7) == "容错\n（听凭\n自述）"
    assert wrap("干事的人月。[占比]", 13) == "干事的人月。\n[占比]"
    assert wrap("占干事者的“占比”", 15) == "占干事者的“占\n比”"
    assert wrap("one two three", 9, "- ") == "- one two\n  three"
    assert wrap("unbreakable", 4) == "unbreakable"
    assert cut("问责泛化", 7) == "问责泛…"


def test_version(capsys):
    wenze("--version")
    assert capsys.readouterr().out.startswith("wenze ")


# --- in Chinese -------------------------------------------------------------------------------------------------------

ENGLISH = re.compile("[A-Za-z]{3,}")


def test_files_do_not_depend_on_the_language(current_folder):
    first = compare("a", TWO)
    assert compare("b", TWO, "lang=zh") == first
    wenze("compare", "figures=false", "config=b/config.yaml", "lang=zh", "out=c")
    assert bytes_of("c") == first
    wenze("compare", "figures=false", *TINY, TWO)
    wenze("compare", "figures=false", *TINY, TWO, "lang=zh")
    assert len(list(current_folder.glob("results/*"))) == 1


def test_the_tables_of_a_comparison_are_in_chinese_and_fit_80_columns(capsys):
    wenze("compare", "figures=false", *TINY, "lang=zh", "out=a")
    out, err = capsys.readouterr()
    *lines, last = out.splitlines()
    assert max(map(width_of, lines)) <= 80
    for file in available().values():
        assert sum(line.startswith(file.title_zh + " ") for line in lines) == 1
    for measure in ("effort", "innovation", "lying_flat", "harm"):
        assert any(line.startswith(f"- {MEASURES[measure].label_zh}：") for line in lines)
    assert not ENGLISH.search("\n".join(lines))
    assert last.endswith(" a")
    assert err.count("注意：本次只运行 14 个月") == 2 and len(err.splitlines()) == 2


def test_a_long_or_strange_title_does_not_break_the_table(capsys):
    Path("mine").mkdir()
    title = "问责" * 30
    text = f'title: {{en: Long, zh: "{title}"}}\nabout: {{en: Long., zh: 长。}}\nfamily: mixed\n'
    Path("mine/long.yaml").write_text(text, encoding="utf-8")
    compare("a", "folder=mine", "scenarios=[long]", "lang=zh")
    out = capsys.readouterr().out
    assert max(map(width_of, out.splitlines())) <= 80
    assert any(line.startswith("问责问责") and "…" in line for line in out.splitlines())


def test_the_tables_of_a_run_are_in_chinese_and_fit_80_columns(capsys):
    wenze("run", "scenario=oversight", *TINY, "lang=zh", "out=a")
    *lines, _ = capsys.readouterr().out.splitlines()
    assert max(map(width_of, lines)) <= 80
    for measure in MEASURES.values():
        assert sum(line.startswith(measure.label_zh + " ") for line in lines) >= 1
    assert not ENGLISH.search("\n".join(lines))


def test_lists_are_in_chinese_and_show_what_is_typed(capsys):
    wenze("list", "lang=zh")
    out = capsys.readouterr().out
    assert max(map(width_of, out.splitlines())) <= 80
    for file in available().values():
        assert f"  {file.name}  {file.title_zh}\n" in out
    for measure in MEASURES.values():
        assert f"  {measure.name}  {measure.label_zh} [" in out
    assert "责任清单（family: lists）" in out


def test_a_parameter_is_shown_in_chinese_with_its_meaning_in_both(capsys):
    wenze("parameters", "own_share", "lang=zh")
    out = capsys.readouterr().out
    for words in (
        "默认值    0.344",
        "单位      比例",
        "类别      实测",
        "来源      事实表",
        "Share of problems that",
        "法定由乡镇",
    ):
        assert words in out


def test_a_note_about_masked_levers_is_in_chinese(capsys):
    compare("a", "scenarios=[no_accountability]", "policy.accountability.strictness_work=0.65", "lang=zh")
    assert capsys.readouterr().err.endswith("policy.accountability.strictness_work：不问责\n")


def test_help_and_version_are_in_chinese_wherever_the_language_stands(capsys):
    for arguments in (["lang=zh"], ["help", "lang=zh"], ["lang=zh", "--help"], ["-h", "lang=zh"]):
        wenze(*arguments)
        assert capsys.readouterr().out.startswith("wenze 模拟问责规则")
    wenze("--version", "lang=zh")
    assert "模型" in capsys.readouterr().out
    wenze("run", "--help", "lang=zh")
    assert capsys.readouterr().out.startswith("wenze run scenario=名称")
    wenze()
    assert capsys.readouterr().out.startswith("wenze simulates")


@pytest.mark.parametrize("columns", ["40", "60"])
def test_a_narrow_terminal_still_gets_its_table(capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    compare("a", TWO)
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("oversight ") for line in lines)
    assert any(line.startswith("blanket_pun") for line in lines)


# --- interruption and failure -----------------------------------------------------------------------------------------

PATIENCE = 30.0
"""Seconds within which a command that was asked to end has ended, on a busy machine too; unasked it takes hours."""
LONG = ["compare", TWO, "replications=100000", "months=120", "spin_up=0", "world.scale.counties=1"]


def wait_for_workspace(folder: Path, process: subprocess.Popen) -> Path:
    """Wait until the work has begun; the workspace is there and Parquet is being written."""
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline and process.poll() is None:
        for file in folder.glob(".wenze-*/new/*/months.parquet"):
            return file
        time.sleep(0.02)
    process.kill()
    raise AssertionError(f"never began: {process.communicate()}")


@pytest.mark.parametrize(
    ("sent", "status"), [([signal.SIGINT], 130), ([signal.SIGTERM], 143), ([signal.SIGINT] * 3, 130)]
)
def test_interrupted_it_answers_at_once_and_leaves_nothing(current_folder, sent, status):
    process = start(*LONG, "out=deep/down")
    wait_for_workspace(current_folder / "deep", process)
    asked = time.monotonic()
    for number in sent:
        process.send_signal(number)
        time.sleep(0.05)
    found, out, err = finish(process)
    assert time.monotonic() - asked < PATIENCE
    assert (found, out) == (status, "")
    assert err.startswith("wenze: stopped") and err.count("\n") == 1
    assert list(current_folder.iterdir()) == []


def test_interrupted_while_compiling_it_answers_at_once(current_folder, monkeypatch):
    monkeypatch.setenv("WENZE_CACHE_DIR", str(current_folder / "cache"))
    (current_folder / "here").mkdir()
    monkeypatch.chdir(current_folder / "here")
    process = start("compare", "figures=false", TWO, *TINY)
    said = process.stderr.readline()
    assert said.startswith("Compiling the model")
    time.sleep(2)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    status, _, err = finish(process)
    assert time.monotonic() - asked < PATIENCE
    assert (status, err.count("\n")) == (130, 1)
    assert list((current_folder / "here").iterdir()) == []


def test_interrupted_it_leaves_the_earlier_result(current_folder):
    first = compare("a", TWO)
    process = start(*LONG, "out=a")
    wait_for_workspace(current_folder, process)
    process.send_signal(signal.SIGINT)
    assert finish(process)[0] == 130
    assert bytes_of("a") == first
    assert [path.name for path in current_folder.iterdir()] == ["a"]


def test_what_a_killed_run_left_is_tidied_up_by_the_next(current_folder):
    process = start(*LONG, "out=a")
    wait_for_workspace(current_folder, process)
    process.kill()
    finish(process)
    assert len(list(current_folder.glob(".wenze-*"))) == 1
    compare("b", TWO)
    assert [path.name for path in current_folder.iterdir()] == ["b"]


def test_a_full_disk_is_one_line_and_leaves_the_earlier_result(current_folder):
    resource = pytest.importorskip("resource")
    first = compare("a", TWO)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    status, out, err = finish(start("compare", TWO, "replications=50", "spin_up=0", "out=a", prepare=full))
    assert (status, out) == (1, "")
    # on a slow machine there is a line a minute
    told = [line for line in err.splitlines() if not line.startswith("simulating: ")]
    assert len(told) == 1 and "File too large" in told[0]
    assert bytes_of("a") == first
    assert [path.name for path in current_folder.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (NotFinite("month 3: people[0].knowhow is not finite"), "month 3: people[0].knowhow"),
        (MemoryError(), "out of memory"),
        (OSError(5, "Input/output error", "disk"), "disk: Input/output error"),
    ],
)
def test_a_failure_amid_the_work_is_one_line_and_leaves_nothing(current_folder, monkeypatch, capsys, failure, said):
    def fail(*_, **how):
        raise failure
        yield

    monkeypatch.setattr("wenze.experiments.runs.collect.run_batch", fail)
    assert main(["compare", TWO, *TINY]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err and err.count("\n") == 1
    assert list(current_folder.iterdir()) == []


def test_nobody_reading_the_output_is_no_trouble():
    process = start("list", "levers")
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_one_line():
    with Path("/dev/full").open("w") as full:
        status, _, err = finish(start("help", stdout=full))
    assert status == 1
    assert "No space left" in err and err.count("\n") == 1


def test_a_terminal_without_unicode_is_no_trouble():
    process = start("parameters", "strictness_work", prepare=lambda: os.environ.update(PYTHONIOENCODING="ascii"))
    status, out, err = finish(process)
    assert (status, err) == (0, "")
    assert "policy.accountability.strictness_work" in out


def test_a_result_is_not_replaced_by_its_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    """``out=`` the folder that is drawn from held what is wenze's own, and was replaced."""
    before = compare("first", TWO)
    for out in ("first", "./first", os.path.join(os.getcwd(), "first")):
        assert main(["figures", "first", "only=levels", f"out={out}"]) == 2
        assert "is what is read from" in capsys.readouterr().err
    assert bytes_of("first") == before
