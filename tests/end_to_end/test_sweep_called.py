"""``wenze.sweep``: the same sweep as the command's, as data frames."""

import threading
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from wenze.experiments.cli import main

import wenze
from benchmarks.endurance import digest

STRICT, HORIZON = "policy.accountability.strictness_work", "world.learning.horizon"
WORLD = {"world.scale.counties": 1, "world.scale.townships": 3, "world.scale.posts": 6}
SMALL: dict[str, Any] = {"replications": 3, "months": 12, "spin_up": 6, "overrides": WORLD, "part": 8}
NAMES = ["responsibility_lists"]
COMMAND = [
    "sweep", f"{STRICT}=0.1,0.5", f"{HORIZON}=3,12", "scenarios=[responsibility_lists]", "replications=3", "months=12", "spin_up=6",
    *(f"{key}={value}" for key, value in WORLD.items()), "part=8", "figures=false",
]  # fmt: skip


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_is_the_sweep_of_the_command_whatever_way_it_is_written() -> None:
    assert main([*COMMAND, "out=typed"]) == 0
    Path("y.yaml").write_text(
        f"scenarios: responsibility_lists\nvary: {{{STRICT}: [0.1, 0.5], {HORIZON}: [3, 12]}}\n"
        f"parameters: {{replications: 3, months: 12, spin_up: 6, {', '.join(f'{k}: {v}' for k, v in WORLD.items())}}}\n",
        encoding="utf-8",
    )
    ways: list[Any] = [
        {STRICT: [0.1, 0.5], HORIZON: "3,12"},
        {STRICT: np.array([0.1, 0.5]), HORIZON: (np.int64(3), 12)},
        {STRICT: "range(0.1,0.9,0.4)", HORIZON: pd.Series([3, 12])},
        [f"{STRICT}=0.1,0.5", f"{HORIZON}=3,12"],
    ]
    for number, vary in enumerate(ways):
        found = wenze.sweep(vary, NAMES, out=f"called{number}", **SMALL)
        assert found.runs.run.tolist() == pd.read_parquet("typed/runs.parquet").run.tolist()
        if not isinstance(vary, dict) or number == 0:
            assert digest(Path(f"called{number}")) == digest(Path("typed"))
    filed = wenze.sweep(file="y.yaml", out="filed", part=8)
    assert digest(Path("filed")) == digest(Path("typed"))
    assert (
        repr(filed)
        == f"<wenze sweep: {STRICT}, {HORIZON}; blanket_punishment, responsibility_lists; 4 settings in filed>"
    )
    assert (Path("filed") / "provenance.json").is_file()


def test_what_it_gives_is_what_stands_in_its_folder(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[float] = []
    found = wenze.sweep(
        {STRICT: [0.1, 0.5]}, NAMES, out="s", monthly=True, measures=["harm"], progress=told.append, **SMALL
    )
    assert told == sorted(told) and told[-1] == 1.0
    assert capsys.readouterr() == ("", "")
    pd.testing.assert_frame_equal(found.runs, pd.read_parquet("s/runs.parquet"))
    assert len(found.months) == len(found.runs) * 12 == 2 * 2 * 3 * 12
    pd.testing.assert_frame_equal(found.settings, pd.read_csv("s/settings.csv").set_index("setting"))
    filed = pd.read_csv("s/summary.csv").set_index(["setting", "scenario", "measure"])
    pd.testing.assert_frame_equal(found.summary, filed, check_dtype=False)
    assert set(found.summary.index.get_level_values("measure")) == {"harm"}
    assert len(found.failures) == 0
    again = wenze.SweepResult("s")
    pd.testing.assert_frame_equal(again.summary, found.summary)
    assert main(["sweep", "status=s"]) == 0


def test_failures_are_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    from wenze.experiments.sweeps import running

    real = running.run_regime

    def failing(settings: Any, stages: Any, state: Any, *rest: Any) -> Any:
        if settings.world.learning.horizon == 12.0:
            raise ValueError("never mind")
        return real(settings, stages, state, *rest)

    monkeypatch.setattr(running, "run_regime", failing)
    found = wenze.sweep({HORIZON: [3, 12]}, NAMES, out="s", **SMALL)
    assert found.failures.error.tolist() == ["ValueError: never mind"] * 6
    assert set(found.failures[HORIZON]) == {12.0} and found.failures.columns.tolist()[0] == "setting"


def test_stopped_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from wenze.experiments.sweeps.store import Store

    real, calls = Store.commit, 0

    def stopped(self: Any, part: Any) -> None:
        nonlocal calls
        real(self, part)
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    whole = wenze.sweep({STRICT: [0.1, 0.5, 0.9]}, NAMES, out="whole", **SMALL)
    with monkeypatch.context() as patched, pytest.warns(UserWarning, match="2 parts are kept in s"):
        patched.setattr(Store, "commit", stopped)
        with pytest.raises(KeyboardInterrupt):
            wenze.sweep({STRICT: [0.1, 0.5, 0.9]}, NAMES, out="s", **SMALL)
    assert threading.active_count() == 1 or not any("sweep" in thread.name for thread in threading.enumerate())
    found = wenze.sweep({STRICT: [0.1, 0.5, 0.9]}, NAMES, out="s", **SMALL)
    assert digest(Path("s")) == digest(Path("whole")) and found.runs.equals(whole.runs)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "nothing varies"),
        ({"vary": "months=3,4"}, 'vary="months=3,4": must be values by parameter, {"months": [12, 24]}'),
        ({"vary": ["months"]}, 'vary="months": must be values'),
        ({"vary": 3}, "vary=3: must be values"),
        ({"vary": ["months=3,4", "months=5,6"]}, "months"),
        ({"vary": {"months": [3, "x"]}}, "months"),
        ({"vary": {"months": [True, False]}}, "months"),
        ({"vary": {"months": None}}, "must be values by parameter"),
        ({"vary": {"nothing": [1, 2]}}, "nothing"),
        ({"vary": {"months": [3, 4]}, "months": 5}, "months"),
        ({"vary": {"months": [3, 4]}, "design": "spiral"}, "design=spiral"),
        (
            {"vary": {"months": "interval(3,9)"}, "design": "sobol", "points": 0},
            "points=0: must be a whole number from 1 on",
        ),
        ({"vary": {"months": [3, 4]}, "part": "many"}, 'part="many": must be a whole number from 1 on'),
        ({"vary": {"months": [3, 4]}, "measures": ["no_such"]}, "no_such"),
        ({"vary": {"months": [3, 4]}, "threads": 0}, "threads=0"),
        ({"vary": {"months": [3, 4]}, "window": 3}, "window=3"),
        ({"vary": {"months": [3, 4]}, "settings": "s.csv"}, "settings"),
        ({"file": "none.yaml"}, "none.yaml"),
        ({"file": "none.yaml", "seed": 3}, "seed does not go with file=: what is run stands in none.yaml"),
    ],
)
def test_what_is_refused_is_refused_in_one_line(given: dict[str, Any], said: str) -> None:
    with pytest.raises(wenze.InputError) as caught, warnings.catch_warnings():
        warnings.simplefilter("error")
        wenze.sweep(**given, out="x")
    assert said in str(caught.value) and "\n" not in str(caught.value)
    assert list(Path().iterdir()) == []


def test_no_months_where_none_were_kept_and_no_sweep_where_there_is_none() -> None:
    found = wenze.sweep({STRICT: [0.1, 0.5]}, NAMES, out="s", **SMALL)
    with pytest.raises(wenze.InputError, match="holds no months"):
        _ = found.months
    with pytest.raises(wenze.InputError):
        wenze.SweepResult("nowhere")
