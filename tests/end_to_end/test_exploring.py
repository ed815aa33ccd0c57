"""``wenze sensitivity``, ``discover`` and ``frontier`` through the real command, at their smallest."""

import csv
from pathlib import Path

import pytest
from wenze.experiments.cli import main

from benchmarks.endurance import digest

STRICT, PRIZE = "policy.accountability.strictness_work", "world.people.prize"
TINY = ["months=12", "spin_up=6", "replications=2", "world.scale.townships=3", "world.scale.posts=6"]
MOVED = [f"{STRICT}=interval(0,1)", f"{PRIZE}=interval(10,200)"]
PAIR = "scenarios=[responsibility_lists]"


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("scenario", ["blanket_punishment", "responsibility_lists"])
def test_sensitivity_tells_what_matters_and_the_dummy_does_nothing(
    scenario: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "sensitivity",
        "measure=sanctions",
        *MOVED,
        f"scenarios=[{scenario}]",
        *TINY,
        "trajectories=8",
        "blocks=16",
    ]
    assert main([*asked, "out=s"]) == 0
    effects = {row["parameter"]: float(row["size"]) for row in rows_of("s/screening.csv")}
    assert effects["dummy"] == 0.0 and effects[STRICT] == max(effects.values()) > 0.0
    totals = {row["parameter"]: float(row["total"]) for row in rows_of("s/indices.csv")}
    assert totals.get("dummy", 0.0) == 0.0
    said = capsys.readouterr().out
    assert STRICT in said and "Chance alone would show" in said and all(len(line) <= 80 for line in said.splitlines())
    before = digest(Path("s"))
    assert main([*asked, "threads=1", "out=s"]) == 0
    assert digest(Path("s")) == before
    assert Path("s/figures/screening.svg").stat().st_size > 5000


def test_discover_tells_where_and_looks_at_a_sweep_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    effect = "effect=sanctions > 0.1"
    one = [
        "scenarios=[blanket_punishment]",
        *TINY,
        "months=24",
        "spin_up=24",
        "world.scale.townships=4",
        "world.scale.posts=8",
    ]
    one = [*dict((word.partition("=")[0], word) for word in one).values()]
    assert main(["discover", effect, *MOVED, *one, "points=80", "lang=zh", "out=d"]) == 0
    assert "何处" in capsys.readouterr().out
    boxes = rows_of("d/boxes.csv")
    assert boxes[0]["parameter"] == STRICT and float(boxes[0]["low"]) > 0.1
    assert main(["discover", effect, "store=d/settings", "out=again"]) == 0
    assert Path("again/boxes.csv").read_bytes() == Path("d/boxes.csv").read_bytes()
    assert Path("d/figures/boxes.png").stat().st_size > 5000


def test_frontier_finds_mixes_that_nothing_outdoes_and_goes_on_from_its_generations(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["frontier", "measures=[sanctions:down,problems_solved]", f"{STRICT}=interval(0,1)",
             "policy.resources.department_capacity=interval(0.5,2)", PAIR, *TINY, "population=8", "generations=3"]  # fmt: skip
    assert main([*asked, "out=f"]) == 0
    before = digest(Path("f"))
    mixes = rows_of("f/frontier.csv")
    assert len(mixes) == 24 and any(row["front"] == "True" for row in mixes)
    assert {row["scenario"] for row in rows_of("f/regimes.csv")} == {"blanket_punishment", "responsibility_lists"}
    Path("f/generations/0002.json").unlink()
    assert main([*asked, "threads=1", "out=f"]) == 0
    assert digest(Path("f")) == before
    assert all(len(line) <= 80 for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sensitivity", PAIR], "measure=NAME says what is asked about"),
        (["sensitivity", "measure=efort", PAIR], "did you mean effort"),
        (["sensitivity", "measure=effort"], "names one scenario here"),
        (["sensitivity", "measure=effort", PAIR, f"{STRICT}=0.1,0.2"], "must be interval(low,high) here"),
        (["sensitivity", "measure=effort", PAIR, "trajectories=1"], "trajectories=1"),
        (["discover", PAIR], "expected MEASURE > NUMBER"),
        (["discover", "effect=effort is large", PAIR], "expected MEASURE > NUMBER"),
        (["discover", "effect=effort difference > 0", "store=nowhere"], "holds no sweep"),
        (["discover", "effect=effort > 0.5", PAIR], "MEASURE difference is what can be asked"),
        (["discover", "effect=effort difference > 0"], "names one scenario here"),
        (["frontier", "measures=[effort]"], "two or three measures, not 1"),
        (["frontier", "measures=[effort,sanctions]"], "sanctions:up or sanctions:down"),
        (["frontier", "measures=[effort,harm]", f"{PRIZE}=interval(1,2)"], "must be a lever"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal(capsys, *arguments, "out=x")
    assert list(Path().iterdir()) == []
