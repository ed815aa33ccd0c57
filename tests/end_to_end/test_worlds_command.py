"""``worlds=`` in compare, sweep and facts, and ``wenze match``, through the real command at their smallest."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from wenze.experiments.cli import main
from wenze.experiments.worlds.table import made_worlds, read_worlds

import wenze
from benchmarks.endurance import digest

KEYS = ("world.people.prize", "policy.accountability.strictness_work", "world.problems.arrival")
ROWS = ((50.0, 0.2, 0.1), (80.0, 0.9, 0.2), (120.0, 0.05, 0.15))
TINY = ["months=12", "spin_up=6", "world.scale.counties=1", "world.scale.townships=3", "world.scale.posts=6"]
COMPARE = ["compare", "scenarios=[oversight,whip_the_fast_ox]", *TINY, "replications=6", "figures=false"]
SMALL = {"world.scale.counties": 1, "world.scale.townships": 3, "world.scale.posts": 6}


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("table.csv").write_text(made_worlds(KEYS, ROWS).text, encoding="utf-8", newline="")


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("wenze: ") or "：" in line or ": " in line
    return line


def contents(folder: str) -> dict[str, bytes]:
    """Every file of a result but its provenance."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.name != "provenance.json"
    }


# --- compare ------------------------------------------------------------------------------------------------------------


def test_compare_in_worlds_gives_the_same_bytes_on_one_thread_and_on_two_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*COMPARE, "worlds=table.csv", "threads=1", "out=one"]) == 0
    said = capsys.readouterr().out
    assert "Of them 3 worlds (worlds=table.csv), lived twice each" in said.replace("\n", " ")
    assert "In which per cent of the worlds" in said and all(len(line) <= 80 for line in said.splitlines())
    assert main([*COMPARE, "worlds=table.csv", "threads=2", "out=two"]) == 0
    assert contents("one") == contents("two")
    runs = rows_of("one/runs.csv")
    assert [row["world"] for row in runs[:6]] == ["1", "2", "3", "1", "2", "3"]
    summary = rows_of("one/summary.csv")
    other = next(row for row in summary if row["scenario"] == "whip_the_fast_ox" and row["measure"] == "effort")
    assert other["replications"] == "3"
    shares = [float(other[column]) for column in ("share_higher", "share_lower", "share_neither")]
    assert sum(shares) == pytest.approx(1.0)
    reference = next(row for row in summary if row["scenario"] == "blanket_punishment")
    assert reference["share_higher"] == ""
    assert {row["column"] for row in rows_of("one/codebook.csv")} >= {
        "world",
        "share_higher",
        "share_lower",
        "share_neither",
    }


def test_means_are_over_the_worlds_of_which_each_is_the_mean_of_its_lives() -> None:
    assert main([*COMPARE, "worlds=table.csv", "out=r"]) == 0
    result = wenze.load("r")
    runs = result.runs.pivot_table("effort", ["scenario", "world"])["effort"].unstack()
    row = result.summary.loc[("oversight", "effort")]
    paired = (runs.loc["oversight"] - runs.loc["blanket_punishment"]).to_numpy()
    assert row["mean"] == pytest.approx(runs.loc["oversight"].mean()) and row["difference"] == pytest.approx(
        paired.mean()
    )
    margin = 4.302653 * paired.std(ddof=1) / np.sqrt(3.0)  # Student's t for two degrees of freedom
    assert row["difference_high"] - row["difference"] == pytest.approx(margin, rel=1e-4, abs=1e-12)


def test_a_result_is_repeated_from_its_folder_though_the_table_has_changed() -> None:
    assert main([*COMPARE, "worlds=table.csv", "out=first"]) == 0
    Path("table.csv").write_text(made_worlds(KEYS[:1], ((70.0,),)).text, encoding="utf-8")
    assert main(["compare", "config=first/config.yaml", "figures=false", "out=again"]) == 0
    assert main(["compare", "config=first", "figures=false", "threads=1", "out=third"]) == 0
    assert contents("first") == contents("again") == contents("third")
    assert read_worlds(Path("first/worlds.csv")).rows == ROWS


def test_own_overrides_win_over_the_table_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMPARE, "worlds=table.csv", "world.people.prize=70", "out=own"]) == 0
    assert "these are as you set them" in " ".join(capsys.readouterr().err.split())
    assert read_worlds(Path("own/worlds.csv")).keys == KEYS[1:]
    assert main(["compare", "config=own", "figures=false", "out=again"]) == 0
    assert contents("own") == contents("again")


def test_worlds_of_the_defaults_give_what_there_is_without_worlds() -> None:
    """One world of the default numbers, lived twice: every run is that of two replications without a table."""
    Path("one.csv").write_text(made_worlds(("world.people.prize",), ((100.0,),)).text, encoding="utf-8")
    asked = ["replications=2" if word.startswith("replications") else word for word in COMPARE]
    assert main([*asked, "out=plain"]) == 0 and main([*asked, "worlds=one.csv", "out=lived"]) == 0
    plain, lived = rows_of("plain/runs.csv"), rows_of("lived/runs.csv")
    assert [{key: row[key] for key in plain[0]} for row in lived] == plain
    assert Path("plain/months.parquet").read_bytes() != b"" and "share_higher" not in rows_of("plain/summary.csv")[0]


def test_pictures_and_parts_of_worlds_say_in_which_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [word for word in COMPARE if word != "figures=false"]
    assert main([*asked, "worlds=table.csv", "parts=true", "lang=zh", "out=p"]) == 0
    assert "共 3 个世界（worlds=table.csv）" in capsys.readouterr().out.replace("\n", "")
    assert rows_of("p/parts.csv")[0]["replications"] == "3"
    assert main(["figures", "p", "only=story", "text=true", "format=svg", "out=f"]) == 0
    assert "In 3 worlds (worlds=table.csv), each lived twice." in Path("f/story.svg").read_text(encoding="utf-8")


def test_plausible_worlds_are_those_shipped_and_compare_takes_them_from_python(
    recwarn: pytest.WarningsRecorder,
) -> None:
    result = wenze.compare(["oversight"], replications=4, months=6, spin_up=0, overrides=SMALL, worlds="plausible")
    assert result.lived is not None and result.lived.name == "plausible" and result.lived.size == 2
    again = wenze.load(result.save("saved"))
    assert again.summary.equals(result.summary) and again.lived == result.lived
    assert list(result.runs["world"][:4]) == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["worlds=nowhere.csv"], "nowhere.csv"),
        (["worlds="], "worlds= is empty"),
        (["worlds=table.csv", "replications=7"], "replications=7: must not be more than 6"),
        (
            ["worlds=table.csv", *(f"{key}={value}" for key, value in zip(KEYS, ROWS[0], strict=True))],
            "nothing differs",
        ),
        (["worlds=."], "worlds"),
    ],
)
def test_worlds_that_cannot_be_lived_in_are_refused(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = [word for word in COMPARE if not any(word.startswith("replications") for _ in asked if "replications" in _)]
    line = refusal(capsys, *own, *asked)
    assert said in line or said == "worlds"
    assert not Path("results").exists()


def test_a_result_whose_worlds_were_changed_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMPARE, "worlds=table.csv", "out=r"]) == 0
    table = Path("r/worlds.csv")
    table.write_text(table.read_text(encoding="utf-8").replace("80.0", "81.0"), encoding="utf-8")
    assert "these are not the worlds of config.yaml" in refusal(capsys, "compare", "config=r", "out=again")
    assert "these are not the worlds of config.yaml" in refusal(capsys, "figures", "r", "out=again")
    table.unlink()
    assert "worlds.csv" in refusal(capsys, "compare", "config=r", "out=again")
    assert not Path("again").exists()
    assert "worlds" in refusal(capsys, "compare", "config=r", "worlds=plausible", "out=again")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("  name: table.csv", "  nome: table.csv", "worlds.name"),
        ("  name: table.csv", "  name: 3", "worlds.name"),
        ("    oversight:", "    oversights:", "worlds.scenarios"),
    ],
)
def test_hostile_settings_of_worlds_are_refused(
    before: str, after: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMPARE, "worlds=table.csv", "out=r"]) == 0
    path = Path("r/config.yaml")
    start, sign, worlds = path.read_text(encoding="utf-8").partition("\nworlds:\n")
    assert before in worlds
    path.write_text(start + sign + worlds.replace(before, after, 1), encoding="utf-8")
    assert said in refusal(capsys, "compare", "config=r", "out=again")


# --- sweep and facts ----------------------------------------------------------------------------------------------------


def test_a_sweep_in_worlds_gives_the_runs_of_its_worlds(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["sweep", "world.learning.horizon=3,12", "scenarios=[oversight]", *TINY, "replications=3", "figures=false"]
    assert main([*asked, "worlds=table.csv", "threads=2", "out=s"]) == 0
    assert "Each replication lives in a world of its own (worlds=table.csv, 3 of them)" in " ".join(
        capsys.readouterr().out.split()
    )
    assert main([*asked, "worlds=table.csv", "threads=1", "part=2", "out=t"]) == 0
    sweep = wenze.SweepResult("s")
    assert sweep.runs.drop(columns="run").equals(wenze.SweepResult("t").runs.drop(columns="run"))
    assert sweep.runs["run"].is_unique
    one = wenze.compare(
        ["oversight"],
        replications=1,
        months=12,
        spin_up=6,
        worlds="table.csv",
        overrides={**SMALL, "world.learning.horizon": 12},
    )
    effort = sweep.runs.query("setting == 1 and replication == 0").set_index("scenario")["effort"]
    assert effort.to_dict() == one.runs.set_index("scenario")["effort"].to_dict()
    assert main(["sweep", "config=s", "figures=false", "out=again"]) == 0
    assert Path("again/manifest.json").read_bytes() == Path("s/manifest.json").read_bytes()


def test_a_larger_sweep_in_worlds_takes_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["scenarios=[oversight]", *TINY, "replications=3", "figures=false", "worlds=table.csv", "out=s"]
    assert main(["sweep", "world.learning.horizon=3,6", *asked]) == 0
    first = wenze.SweepResult("s").runs
    assert main(["sweep", "world.learning.horizon=3,6,12", *asked]) == 0
    assert set(first["run"]) < set(wenze.SweepResult("s").runs["run"])
    assert "4" in refusal(capsys, "sweep", "world.learning.horizon=3,6", *asked[:-1], "out=t", "precision=effort:0.1:4")
    shutil.copy("table.csv", "beside.csv")
    Path("mine.yaml").write_text(
        "scenarios: [oversight]\nparameters: {months: 12, spin_up: 6, replications: 3, world.scale.counties: 1,\n"
        "  world.scale.townships: 3, world.scale.posts: 6}\nworlds: beside.csv\nvary: {world.learning.horizon: [3, 6]}\n",
        encoding="utf-8",
    )
    assert main(["sweep", "sweep=mine.yaml", "figures=false", "out=u"]) == 0
    assert set(wenze.SweepResult("u").runs["run"]) == set(first["run"])


def test_facts_are_predicted_over_worlds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "worlds=table.csv", "months=76", "spin_up=6", "replications=2"]) == 0
    said = capsys.readouterr().out
    assert "in 2 worlds (worlds=table.csv)" in " ".join(said.split()) and "figures and effects held out" in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "4" in refusal(capsys, "facts", "worlds=table.csv", "replications=4")
    assert "worlds" in refusal(capsys, "facts", "village_filing_rate", "worlds=plausible")


# --- match --------------------------------------------------------------------------------------------------------------

MATCH = [
    "match", "points=24", "waves=2", "wanted=6", "replications=2", "months=35", "spin_up=12", "world.scale.townships=8",
    "world.discipline.rate=tag(log,interval(0.002,0.02))", "policy.accountability.strictness_work=interval(0.05,0.8)",
    "world.discipline.talk_share=interval(0.3,0.9)",
]  # fmt: skip


def test_match_gives_the_same_table_again_and_goes_on_from_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*MATCH, "threads=2", "out=m"]) == 0
    captured = capsys.readouterr()
    assert "worlds tried in" in captured.out and "Wave 1:" in captured.err
    assert all(len(line) <= 80 for line in captured.out.splitlines())
    first = {path: content for path, content in contents("m").items() if not path.startswith(("figures/", "waves/"))}
    assert set(first) == {"worlds.csv", "tried.csv", "figures.csv", "assumptions.csv", "pairs.csv"}
    parts = sorted(Path("m/waves").rglob("*.npy"))
    parts[0].unlink()
    parts[-1].write_bytes(parts[-1].read_bytes()[:-3])  # damaged: run again
    assert main([*MATCH, "threads=1", "lang=zh", "out=m"]) == 0
    assert "未被" in capsys.readouterr().out
    assert main([*MATCH, "threads=1", "figures=false", "out=fresh"]) == 0
    again, fresh = contents("m"), contents("fresh")
    assert all(again[path] == fresh[path] == content for path, content in first.items())
    tried = rows_of("m/tried.csv")
    kept = sum(row["kept"] == "1" for row in tried)
    if kept:
        assert len(read_worlds(Path("m/worlds.csv")).rows) == kept
    assert digest(Path("fresh")) != ""


def test_match_says_which_figures_cannot_be_met_together(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [word for word in MATCH if not word.startswith(("waves", "wanted", "world.discipline.rate"))]
    assert main([*asked, "waves=1", "world.discipline.rate=interval(0.00001,0.00002)", "out=m"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Too few are left: 300 were wanted." in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["points=2"], "points=2: must be greater than"),
        (["waves=0"], "waves=0: must be greater than"),
        (["wanted=x"], "wanted=x"),
        (["months=34"], "months=34: must be at least 35"),
        (["months=interval(35,70)"], "must be the same in all worlds"),
        (["world.people.prize=10,20"], "world.people.prize=10,20"),
        (["world.people.prizes=interval(10,20)"], "world.people.prizes"),
        (["seed=-1"], "seed=-1"),
        (["scenarios=[oversight]"], "scenarios"),
    ],
)
def test_match_refuses_what_it_cannot_do(asked: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in refusal(capsys, "match", *asked)
    assert not Path("results").exists()


def test_match_writes_into_no_folder_of_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/essay.txt").write_text("all I have", encoding="utf-8")
    assert "essay.txt" in refusal(capsys, *MATCH, "out=mine")
    assert Path("mine/essay.txt").read_text(encoding="utf-8") == "all I have"
