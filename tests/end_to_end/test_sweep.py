"""``wenze sweep``: the same bytes whatever happens on the way, failures as rows, damage noticed and mended, one line for what is refused."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from wenze.experiments.cli import main
from wenze.experiments.sweeps.plan import read_plan, run_names
from wenze.sim.batch import NotFinite

import wenze
from benchmarks.endurance import digest, rows

ROOT = Path(__file__).resolve().parents[2]
STRICT = "policy.accountability.strictness_work"
SMALL = [
    "scenarios=[responsibility_lists]", "replications=3", "months=12", "spin_up=6", "world.scale.counties=1",
    "world.scale.townships=3", "world.scale.posts=6", "figures=false",
]  # fmt: skip
SWEEP = ["sweep", f"{STRICT}=0.1,0.5,0.9", "world.learning.horizon=3,12", *SMALL, "part=8"]
posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished sweep."""
    out = tmp_path_factory.mktemp("whole") / "store"
    assert main([*SWEEP, f"out={out}"]) == 0
    return out


def table_of(store: Path) -> pd.DataFrame:
    return pd.read_parquet(store / "runs.parquet")


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command is refused."""
    assert main(list(arguments)) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith("wenze: ")
    return said


# --- what comes out -----------------------------------------------------------------------------------------------------


def test_a_row_is_what_compare_gives_for_the_same_settings(whole: Path) -> None:
    table = table_of(whole)
    assert len(table) == 6 * 2 * 3 and table.error.isna().all()
    overrides = {
        STRICT: 0.5,
        "world.learning.horizon": 12,
        "world.scale.counties": 1,
        "world.scale.townships": 3,
        "world.scale.posts": 6,
    }
    result = wenze.compare(["responsibility_lists"], replications=3, months=12, overrides={**overrides, "spin_up": 6})
    mine = table[(table[STRICT] == 0.5) & (table["world.learning.horizon"] == 12.0)]
    for scenario in ("responsibility_lists", "blanket_punishment"):
        own = result.runs[result.runs.scenario == scenario].sort_values("replication")
        for measure in ("effort", "harm", "sanctions", "safety"):
            found = mine[mine.scenario == scenario].sort_values("replication")[measure].to_numpy()
            np.testing.assert_array_equal(found, own[measure].to_numpy())
    summary = pd.read_csv(whole / "summary.csv").set_index(["setting", "scenario", "measure"])
    setting = int(mine.setting.iloc[0])
    row = result.row("responsibility_lists", "effort")
    assert summary.loc[(setting, "responsibility_lists", "effort"), "difference"] == row.difference
    assert summary.loc[(setting, "responsibility_lists", "effort"), "difference_low"] == row.difference_low


def test_runs_are_named_by_all_they_depend_on(whole: Path) -> None:
    table = table_of(whole)
    assert table.run.is_unique
    plan = read_plan(whole)
    namers = run_names(plan.settings(0))
    first = table[(table.setting == 0) & (table.replication == 2)].set_index("scenario").run
    assert {name: namer(2) for name, namer in namers.items()} == first.to_dict()


def test_the_folder_explains_every_column(whole: Path) -> None:
    codebook = pd.read_csv(whole / "codebook.csv")
    for file, columns in {
        "runs.parquet": table_of(whole).columns,
        "summary.csv": pd.read_csv(whole / "summary.csv").columns,
        "failures.csv": pd.read_csv(whole / "failures.csv").columns,
        "settings.csv": pd.read_csv(whole / "settings.csv").columns,
    }.items():
        assert set(columns) == set(codebook[codebook.file == file].column), file
    assert json.loads((whole / "manifest.json").read_text())["complete"] is True


def test_every_month_is_kept_where_it_is_asked_for(current_folder: Path) -> None:
    assert main(["sweep", f"{STRICT}=0.1,0.5", *SMALL, "monthly=true", "out=m"]) == 0
    months, runs = pd.read_parquet("m/months.parquet"), table_of(Path("m"))
    assert len(months) == len(runs) * 12
    totals = months.groupby("run").n_solved.sum()
    assert runs.set_index("run").n_solved.sort_index().tolist() == totals.sort_index().tolist()


def test_a_window_leaves_months_out_of_the_totals(current_folder: Path) -> None:
    assert main(["sweep", f"{STRICT}=0.1,0.5", *SMALL, "from=6", "out=w"]) == 0
    assert (table_of(Path("w")).n_person_months == 18 * 6).all()


def test_settings_and_sweeps_come_from_files_too(current_folder: Path, whole: Path) -> None:
    Path("s.csv").write_text(f"{STRICT},world.learning.horizon\n0.1,3\n0.9,12\n", encoding="utf-8")
    assert main(["sweep", "settings=s.csv", *SMALL, "out=paired"]) == 0
    kept = table_of(whole)
    kept = kept[
        [(s, h) in ((0.1, 3.0), (0.9, 12.0)) for s, h in zip(kept[STRICT], kept["world.learning.horizon"], strict=True)]
    ]
    assert set(table_of(Path("paired")).run) == set(kept.run)
    fixed = ", ".join(word.replace("=", ": ") for word in SMALL[1:-1])
    Path("y.yaml").write_text(
        f"scenarios: responsibility_lists\nparameters: {{{fixed}}}\n"
        f"vary:\n  {STRICT}: [0.1, 0.5, 0.9]\n  world.learning.horizon: range(3, 21, 9)\n",
        encoding="utf-8",
    )
    assert main(["sweep", "sweep=y.yaml", "figures=false", "out=filed"]) == 0
    assert rows(Path("filed")) == rows(whole)
    assert main(["sweep", f"config={whole}", "figures=false", "out=again"]) == 0
    assert digest(Path("again")) == digest(whole)


def test_precision_adds_replications_where_intervals_are_wide(current_folder: Path) -> None:
    arguments = ["sweep", f"{STRICT}=0.1,0.9", *SMALL, "precision=problems_solved:0.002:24", "out=p"]
    assert main(arguments) == 0
    counts = table_of(Path("p")).groupby("setting").replication.nunique()
    assert counts.max() > 3 and set(counts) <= {3, 6, 12, 24}
    summary = pd.read_csv("p/summary.csv")
    effort = summary[(summary.measure == "problems_solved") & summary.difference.notna()]
    wide = (effort.difference_high - effort.difference_low) / 2
    assert ((wide <= 0.002) | (effort.replications == 24)).all()
    before = digest(Path("p"))
    parts = sorted(Path("p/runs.parquet").iterdir())
    assert len(parts) > 2
    for left in (1, len(parts) - 1):  # stopped in the first round of more, and in the last
        for path in parts[left:]:
            path.unlink(missing_ok=True)
        Path("p/manifest.json").unlink()
        assert main(arguments) == 0 and digest(Path("p")) == before


# --- whatever happens on the way ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_no_byte(whole: Path, threads: int) -> None:
    assert main([*SWEEP, f"threads={threads}", "out=t"]) == 0
    assert digest(Path("t")) == digest(whole)


def test_other_parts_hold_the_same_rows(whole: Path) -> None:
    assert main([*SWEEP[:-1], "part=3", "out=t"]) == 0
    assert rows(Path("t")) == rows(whole)


@pytest.mark.thorough
def test_a_cluster_changes_no_byte(whole: Path) -> None:
    assert main([*SWEEP, "cluster=dask", "workers=2", "out=t"]) == 0
    assert digest(Path("t")) == digest(whole)


@posix
def test_killed_and_started_again_it_comes_to_the_same_bytes(whole: Path) -> None:
    """Killed as a part is put in its place, before and after."""
    for at in (1, 4, 9):
        code = (
            "import os, signal, sys; from wenze.experiments.sweeps import store; from wenze.experiments import cli\n"
            "calls = 0\n"
            "def dying(real):\n"
            "    def call(*arguments, **how):\n"
            "        global calls\n"
            "        calls += 1\n"
            f"        if calls == {at}: os.kill(os.getpid(), signal.SIGKILL)\n"
            "        return real(*arguments, **how)\n"
            "    return call\n"
            "store.os.fsync, store.os.replace = dying(os.fsync), dying(os.replace)\n"
            "sys.exit(cli.main(sys.argv[1:]))\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        killed = subprocess.run(
            [sys.executable, "-c", code, *SWEEP, f"out=k{at}"], env=environment, capture_output=True
        )
        assert killed.returncode == -signal.SIGKILL
        assert main([*SWEEP, f"out=k{at}"]) == 0
        assert digest(Path(f"k{at}")) == digest(whole)


@posix
def test_interrupted_it_keeps_what_is_done_and_says_how_to_go_on(current_folder: Path) -> None:
    long = ["sweep", f"{STRICT}=range(0,1,0.001)", *SMALL, "part=200", "out=long"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "wenze.experiments.cli", *long], env=environment, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    deadline = time.monotonic() + 100
    while not any(Path("long/runs.parquet").glob("part-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "parts are kept in long; the same command goes on from there" in err and "wenze: stopped" in err
    assert not any(path.name.startswith(".writing") for path in Path("long").rglob("*"))
    assert main(["sweep", "status=long"]) == 0


def test_a_larger_sweep_runs_only_what_is_new(
    current_folder: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller = ["sweep", f"{STRICT}=0.1,0.9", "world.learning.horizon=3,12", *SMALL, "part=8", "out=grows"]
    assert main(smaller) == 0
    from wenze.experiments.sweeps import running

    run: list[Any] = []
    real = running.Runner._rows_of
    monkeypatch.setattr(running.Runner, "_rows_of", lambda self, world: (run.append(world), real(self, world))[1])
    assert main([*SWEEP, "pilot=true", "out=grows"]) == 0
    assert digest(Path("grows")) == digest(whole)
    assert len(run) == 2 * 3 + 1, "the settings that are new, and the pilot"
    assert sorted(path.name for path in current_folder.iterdir()) == ["grows"]


def test_on_a_cluster_a_larger_sweep_runs_only_what_is_new(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    assert main(["sweep", f"{STRICT}=0.1,0.9", "world.learning.horizon=3", *SMALL, "part=8", "out=grows"]) == 0
    from wenze.experiments.sweeps import running

    run: list[Any] = []
    real = running.Runner._rows_of
    monkeypatch.setattr(running.Runner, "_rows_of", lambda self, world: (run.append(world), real(self, world))[1])
    with distributed.LocalCluster(n_workers=2, processes=False, dashboard_address=None) as there:
        assert main([*SWEEP, f"scheduler={there.scheduler_address}", "out=grows"]) == 0
    assert digest(Path("grows")) == digest(whole)
    assert len(run) == 4 * 3 + 1, "the settings that are new, and the pilot"
    assert [path.name for path in Path().iterdir()] == ["grows"]


def test_the_pilot_reckons_by_the_worlds_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from wenze.experiments.command import Request
    from wenze.experiments.sweeps import sweeping
    from wenze.experiments.sweeps.asked import plan_for
    from wenze.experiments.sweeps.plan import Extent
    from wenze.experiments.sweeps.running import AllWorlds, Runner, work_of, work_of_world

    monkeypatch.setattr(sweeping, "_speed", lambda plan: 1_000_000.0)
    vary = ["world.scale.posts=6,60", "months=12,120", f"{STRICT}=0.1,0.2,0.3"]
    Path("s.csv").write_text("world.scale.posts,months\n6,12\n60,120\n6,12\n", encoding="utf-8")
    same = ["spin_up=6", "replications=3", "world.scale.counties=1", "world.scale.townships=3"]
    keys = {"scenarios": "[responsibility_lists]", "monthly": "true"}
    for overrides, more, extents in (
        ([*same, *vary], {}, {(18, 12): 3, (18, 120): 3, (180, 12): 3, (180, 120): 3}),
        (same, {"settings": "s.csv"}, {(18, 12): 2, (180, 120): 1}),
    ):
        plan = plan_for(Request("sweep", {**keys, **more}, None, overrides, ()))
        assert plan.extents == {Extent(cadres, 6, months): count for (cadres, months), count in extents.items()}
        done: list[int] = []
        Runner(plan, progress=done.append).rows(AllWorlds(plan))
        assert sum(done) == work_of(plan, AllWorlds(plan)) == plan.worlds * work_of_world(plan)
        found = sweeping.pilot(plan, threads=2)
        assert found.seconds == pytest.approx(sum(done) / 1_000_000 / 2)
        months = sum(count * months for (_, months), count in extents.items()) // plan.points.size
        assert found.disk == found.runs * (sweeping.BYTES_A_RUN + sweeping.BYTES_A_ROW * months)


def test_a_pilot_of_large_worlds_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    from wenze.experiments.command import Request
    from wenze.experiments.sweeps import sweeping
    from wenze.experiments.sweeps.asked import plan_for

    plan = plan_for(Request("sweep", {}, None, ["world.scale.posts=2000,20", "months=600,12"], ()))
    tried = sweeping._tried(plan).settings(0)
    cadres = plan.extent(0).cadres
    assert tried.world.scale.posts == 2000
    assert cadres * (tried.run.spin_up + tried.run.months) <= sweeping.PILOT_WORK


def test_another_sweep_does_not_take_its_place(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = digest(whole)
    said = refusal_of_last(capsys, "sweep", f"{STRICT}=0.2,0.3", *SMALL, f"out={whole}")
    assert "holds another sweep, which this one does not contain" in said
    assert digest(whole) == before


def refusal_of_last(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The last line of what is said where the pilot was told before the refusal."""
    assert main(list(arguments)) == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_two_sweeps_into_one_store_are_one_line(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from wenze.experiments.sweeps.store import locked

    with locked(whole):
        assert "another process is writing to this sweep" in refusal_of_last(capsys, *SWEEP, f"out={whole}")


def test_a_run_that_fails_is_a_row_and_the_sweep_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from wenze.experiments.sweeps import running

    real = running.run_regime

    def failing(settings: Any, stages: Any, state: Any, *rest: Any) -> Any:
        if settings.world.learning.horizon == 12.0 and int(state.clock[0].run) % 2:
            raise NotFinite("people[3].motivation")
        return real(settings, stages, state, *rest)

    monkeypatch.setattr(running, "run_regime", failing)
    assert main([*SWEEP, "out=f"]) == 3
    table, failures = table_of(Path("f")), pd.read_csv("f/failures.csv")
    assert 0 < table.error.notna().sum() == len(failures) < len(table)
    assert set(failures.error) == {"NotFinite: people[3].motivation"}
    assert table[table.error.notna()].effort.isna().all() and table[table.error.isna()].effort.notna().all()
    assert f"{len(failures)} of 36 runs failed" in capsys.readouterr().err


# --- damage ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["flipped", "cut", "emptied", "gone", "manifest"])
def test_damage_is_noticed_named_and_mended(whole: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SWEEP, "out=d"]) == 0
    part = sorted(Path("d/runs.parquet").iterdir())[1]
    content = bytearray(part.read_bytes())
    if how == "flipped":
        content[len(content) // 2] ^= 4
        part.write_bytes(content)
    elif how == "gone":
        part.unlink()
    elif how == "manifest":
        Path("d/manifest.json").write_text("{")
    else:
        part.write_bytes(content[: len(content) // 3] if how == "cut" else b"")
    capsys.readouterr()
    if how != "manifest":
        assert main(["sweep", "status=d"]) == 3
        assert part.name in capsys.readouterr().out.replace("\n", "").replace("  ", "")
        assert "wenze sweep repair=d mends it" in refusal_of_last(capsys, *SWEEP, "out=d")
    assert main(["sweep", "repair=d"]) == 0
    assert digest(Path("d")) == digest(whole)
    assert main(["sweep", "status=d"]) == 0


@posix
def test_what_is_to_be_typed_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder whose name a shell would take apart stands in quotes in the commands that mend it or go on."""
    assert main([*SWEEP, "out=my 研究"]) == 0
    Path("my 研究/manifest.json").unlink()
    assert main(["sweep", "status=my 研究"]) == 0
    assert "config='my 研究' out='my 研究'" in capsys.readouterr().out.replace("\n", " ")
    part = sorted(Path("my 研究/runs.parquet").iterdir())[1]
    part.write_bytes(b"")
    assert "wenze sweep repair='my 研究' mends it" in refusal_of_last(capsys, *SWEEP, "out=my 研究")
    assert main(["sweep", "status=my 研究"]) == 3
    assert "wenze sweep repair='my 研究' mends it" in capsys.readouterr().err


def test_a_damaged_plan_is_refused(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SWEEP, "out=d"]) == 0
    text = Path("d/plan.yaml").read_text()
    Path("d/plan.yaml").write_text(text.replace("0.1", "0.2", 1))
    capsys.readouterr()
    assert "plan.yaml: is damaged" in refusal(capsys, "sweep", "status=d")


def test_a_full_disk_is_one_line_and_what_is_done_is_kept(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from wenze.experiments.sweeps import store

    real, calls = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 12:
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(store.os, "fsync", full)
        assert main([*SWEEP, "out=d"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert "No space left on device" in said[-1] and "parts are kept in d" in said[-2]
    assert main([*SWEEP, "out=d"]) == 0
    assert digest(Path("d")) == digest(whole)


# --- what is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([STRICT + "=0.5"], "nothing varies"),
        ([f"{STRICT}=0.1,2"], "2: must be a number between 0 and 1"),
        ([f"{STRICT}=0.1,0.2", "design=nonsense"], "must be one of grid, latin_hypercube"),
        ([f"{STRICT}=0.1,0.2", "points=3"], "a grid has the points of its axes"),
        ([f"{STRICT}=range(0,1,0.001)", "months=range(1,12001)"], "12,000,000 settings; a sweep has at most"),
        ([f"{STRICT}=range(0,1,0.00001)", "replications=1000000"], "runs; a sweep has at most"),
        ([f"{STRICT}=0.1,0.2", "precision=efort:0.1"], "effort"),
        ([f"{STRICT}=0.1,0.2", "precision=effort"], "expected MEASURE:WIDTH"),
        ([f"{STRICT}=0.1,0.2", "measures=[efort]"], "effort"),
        (["settings=nowhere.csv"], "nowhere.csv"),
        (["sweep=nowhere.yaml"], "nowhere.yaml"),
        (["status=nowhere"], "holds no sweep"),
        (["status=nowhere", "months=3"], "stands alone"),
        ([f"{STRICT}=0.1,0.2", "cluster=nowhere"], "there is no such cluster"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quick = ["scenarios=[blanket_punishment]", "out=x"] if not arguments[0].startswith("status") else []
    line = refusal_of_last(capsys, "sweep", *arguments, *quick)
    assert said in line
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the first line must name parameters"),
        ("month\n3\n", "month is no parameter"),
        ("months\n", "there is no line of values"),
        ("months,seed\n3\n", "must have 2 values, not 1"),
        ("months\nmany\n", "line 2: months=many: must be a whole number"),
        ("months\n=1+1\n", "must be a whole number"),
    ],
)
def test_a_bad_file_of_settings_is_one_line(text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("s.csv").write_text(text, encoding="utf-8")
    assert said in refusal(capsys, "sweep", "settings=s.csv", "out=x")


def test_a_measure_with_the_name_of_a_column_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine/measures").mkdir(parents=True)
    Path("mine/mild.yaml").write_text("title: Mild\nabout: Mild.\nfamily: mixed\n", encoding="utf-8")
    Path("mine/measures/setting.yaml").write_text(
        "title: Mine\nunit: share\nnumerator: [erred]\ndenominator: [person_months]\n", encoding="utf-8"
    )
    said = refusal(capsys, *SWEEP, "folder=mine", "out=x")
    assert "setting.yaml: setting: is the name of a column that stands beside measures in tables" in said
    assert not Path("x").exists()


def test_a_folder_of_anything_else_is_left_alone(current_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("dear diary")
    assert "holds notes.txt" in refusal_of_last(capsys, *SWEEP, "out=mine")
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("mine", ["notes.txt", "runs.parquet/notes.txt", "figures/my_own_chart.png"])
def test_a_file_of_the_users_own_in_a_store_is_never_lost(mine: str, capsys: pytest.CaptureFixture[str]) -> None:
    smaller = ["sweep", f"{STRICT}=0.1,0.9", "world.learning.horizon=3,12", *SMALL[:-1], "part=8", "out=s"]
    assert main(smaller) == 0
    Path("s", mine).write_text("dear diary")
    part = sorted(Path("s/runs.parquet").glob("part-*"))[0]
    part.write_bytes(b"")
    assert main(["sweep", "repair=s"]) == 0
    for arguments in (smaller, [*SWEEP, "out=s"]):
        assert f"holds {mine}" in refusal_of_last(capsys, *arguments)
    assert Path("s", mine).read_text() == "dear diary"
    Path("s", mine).unlink()
    assert main([*SWEEP, "out=s"]) == 0


def test_settings_of_the_users_own_are_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("s").mkdir()
    Path("s/settings.csv").write_text("months\n3\n", encoding="utf-8")
    assert "holds settings.csv" in refusal_of_last(capsys, *SWEEP, "out=s")
    assert Path("s/settings.csv").read_text() == "months\n3\n"


# --- pictures ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vary", "name"),
    [
        ([f"{STRICT}=0.1,0.5,0.9"], "curves"),
        ([f"{STRICT}=0.1,0.5", "world.learning.horizon=3,12"], "map"),
        (
            [f"{STRICT}=interval(0,1)", "world.learning.horizon=interval(1,24)", "design=sobol", "points=8"],
            "what_matters",
        ),
    ],
)
def test_the_picture_follows_the_design_and_has_the_same_bytes_again(vary: list[str], name: str) -> None:
    drawn = [word for word in SMALL if not word.startswith("figures")]
    for out in ("a", "b"):
        assert main(["sweep", *vary, *drawn, f"out={out}"]) == 0
    for form in ("svg", "png"):
        one, other = (Path(out, "figures", f"{name}.{form}").read_bytes() for out in ("a", "b"))
        assert one == other and len(one) > 5000
    assert main(["figures", "a", "size=slide", "out=slide"]) == 0
    assert (Path("slide") / f"{name}.png").stat().st_size > 5000
    assert main(["figures", "a", "lang=zh", "out=zh"]) == 0
    assert (Path("zh") / f"{name}.svg").read_bytes() != Path("a", "figures", f"{name}.svg").read_bytes()


def test_parts_read_with_one_line(whole: Path) -> None:
    assert len(pd.read_parquet(whole / "runs.parquet")) == 36 == pq.read_table(whole / "runs.parquet").num_rows
