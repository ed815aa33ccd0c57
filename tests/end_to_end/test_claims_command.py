"""``wenze claims`` through the real command, at its smallest: a claim of one's own, languages, interruption, repeating, refusals."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from wenze.experiments.claims import kept as kept_folder
from wenze.experiments.claims.found import read_found
from wenze.experiments.claims.kept import Kept
from wenze.experiments.cli import main
from wenze.experiments.terminal import width_of
from wenze.sim.errors import InputError
from wenze.sim.settings.folders import SHIPPED

from benchmarks.endurance import digest

TINY = ["months=12", "spin_up=12", "world.scale.counties=1", "world.scale.townships=3", "world.scale.posts=6"]
"""A world in which everything happens quickly; its problems are many enough that power to act shows."""
BUSY = ["world.problems.arrival=0.5"]
TABLE = "world,world.people.prize,world.conduct.chill\n" + "".join(
    f"{number},{60 + 10 * number},{0.1 * (number % 5 + 1):.1f}\n" for number in range(1, 25)
)
OWN = """title: {en: Power solves, zh: 放权管用}
label: M1
says: {en: Give us power., zh: 给我们权。}
source: {en: A conversation., zh: 一次谈话。}
measure: problems_solved
arms:
  - {scenario: blanket_punishment, policy: {resources: {authority: 1.0, department_capacity: 1.0}}}
  - blanket_punishment
expected: higher
"""


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("table.csv").write_text(TABLE, encoding="utf-8")
    Path("mine/claims").mkdir(parents=True)
    Path("mine/claims/power.yaml").write_text(OWN, encoding="utf-8")
    turned = OWN.replace("expected: higher", "expected: lower").replace("M1", "M2")
    Path("mine/claims/power_turned.yaml").write_text(turned, encoding="utf-8")
    swapped = OWN.replace("  - blanket_punishment\n", "").replace("arms:\n", "arms:\n  - blanket_punishment\n")
    Path("mine/claims/power_swapped.yaml").write_text(swapped.replace("M1", "M3"), encoding="utf-8")
    same = OWN.replace("policy: {resources: {authority: 1.0, department_capacity: 1.0}}", "measure: problems_solved")
    Path("mine/claims/same.yaml").write_text(same.replace("M1", "M4"), encoding="utf-8")


def asked(*more: str, claims: str = "power", out: str = "c") -> list[str]:
    return [
        "claims", "folder=mine", f"claims=[{claims}]", "worlds=table.csv", "figures=false", *TINY, *BUSY, f"out={out}", *more,
    ]  # fmt: skip


def rows_of(path: str) -> dict[str, dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return {row["claim"]: row for row in csv.DictReader(file)}


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_a_claim_of_ones_own_works_turned_round_it_is_reversed_and_of_equal_arms_nothing_is_seen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(asked("replications=24", claims="power,power_turned,power_swapped,same")) == 0
    rows = rows_of("c/claims.csv")
    verdicts = {name: row["verdict"] for name, row in rows.items()}
    assert verdicts == {
        "power": "supported",
        "power_turned": "reversed",
        "power_swapped": "reversed",
        "same": "not_seen",
    }
    assert float(rows["power"]["difference"]) == -float(rows["power_swapped"]["difference"]) > 0.0
    assert float(rows["same"]["difference"]) == 0.0 and rows["same"]["neither"] == "1.0"
    assert rows["power"]["as_claimed"] == rows["power_turned"]["against"] == rows["power_swapped"]["against"]
    parts = float(rows["power"]["mechanical"]) + float(rows["power"]["behavioural"])
    assert parts == pytest.approx(float(rows["power"]["difference"]), abs=0.2) and rows["same"]["mechanical"] == ""
    said = capsys.readouterr().out
    assert (
        "M1" in said
        and "Your own" in said
        and "supported" in said
        and "should be below 0 and" in " ".join(said.split())
    )
    assert all(width_of(line) <= 80 for line in said.splitlines()), said
    by_world = Path("c/by_world.csv").read_text(encoding="utf-8").splitlines()
    assert len(by_world) == 1 + 4 * 12
    assert set(Path("c/codebook.csv").read_text(encoding="utf-8").splitlines()[0].split(",")) == {
        "file", "column", "meaning_en", "meaning_zh",
    }  # fmt: skip


def test_it_speaks_chinese_and_draws_in_both_languages_and_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in asked("replications=6", "lang=zh") if word != "figures=false"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "放权管用" in said and "自拟" in said and all(width_of(line) <= 80 for line in said.splitlines()), said
    assert {path.name for path in Path("c/figures").iterdir()} == {"claims.svg", "claims.png"}
    assert main(["figures", "c", "size=slide", "format=svg", "out=slide"]) == 0
    assert main(["figures", "c", "lang=zh", "format=svg", "out=again"]) == 0
    assert Path("again/claims.svg").read_bytes() == Path("c/figures/claims.svg").read_bytes()
    assert Path("slide/claims.svg").stat().st_size > 3000
    assert "of a run of claims" in refusal(capsys, "figures", "c", "from=3", "out=x")
    assert "is what is read from" in refusal(capsys, "figures", "c", "out=c")


def test_interrupted_and_resumed_it_gives_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = asked("replications=24", "most=3", out="whole")
    assert main(words) == 0
    commit = Kept.commit

    def two_and_no_more(self: Kept, number: int, *rest: Any) -> None:
        if number == 2:
            raise KeyboardInterrupt
        commit(self, number, *rest)

    with monkeypatch.context() as for_now:
        for_now.setattr(Kept, "commit", two_and_no_more)
        capsys.readouterr()
        assert main(asked("replications=24", "most=3", out="cut")) == 130
    assert "2 parts are kept in cut" in capsys.readouterr().err
    assert not Path("cut/claims.csv").exists()
    with pytest.raises(InputError, match="not complete"):
        read_found(Path("cut"))
    assert main(asked("replications=24", "most=3", "threads=1", out="cut")) == 0
    assert _without_provenance("cut") == _without_provenance("whole")


def test_stopped_before_anything_is_done_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Kept, "commit", at_once)
    assert main(asked("replications=4", out="gone")) == 130
    assert not Path("gone").exists()


def test_a_result_is_repeated_from_its_folder_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked("replications=6", out="first")) == 0
    Path("table.csv").unlink()
    shutil.rmtree("mine")
    assert main(["claims", "config=first", "figures=false", "out=second"]) == 0
    assert _without_provenance("first") == _without_provenance("second")
    assert (
        main(["claims", "config=first/plan.yaml", "figures=false", "out=first"]) == 0
    )  # goes on, with nothing left to do
    found = read_found(Path("second"))
    assert [one.claim.name for one in found.findings] == ["power"] and found.findings[0].judged.known == 3
    assert "most" in refusal(capsys, "claims", "config=first", "most=3")


def test_the_risk_of_doing_is_told_at_every_horizon(capsys: pytest.CaptureFixture[str]) -> None:
    risk = (SHIPPED / "claims/the_more_you_do.yaml").read_text(encoding="utf-8")
    Path("mine/claims/near.yaml").write_text(risk.replace("[3, 6, 12, 24, 36, 60, 84]", "[3, 12]"), encoding="utf-8")
    strict = "policy.accountability.strictness_work=1"
    assert main(asked("replications=8", strict, claims="near")) == 0
    rows = rows_of("c/claims.csv")
    assert set(rows) == {"near_3", "near_12"} and rows["near_3"]["until"] == "3"
    assert 0.0 <= float(rows["near_3"]["reference"]) <= float(rows["near_12"]["reference"]) <= 1.0
    assert "S1.12" in capsys.readouterr().out


def test_the_default_world_alone_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in asked("replications=8") if not word.startswith("worlds=")]
    assert main([*words, "worlds=default"]) == 0
    row = rows_of("c/claims.csv")["power"]
    assert row["worlds"] == "1" and row["verdict"] == "supported" and row["lives"] == "8"
    assert "In one world (worlds=default)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["claims=[nothing]"], "there is no such claim"),
        (["claims=[the_more_you_do]"], "horizons=24: is beyond the months that are run, 12"),
        (["worlds=nowhere.csv"], "nowhere.csv"),
        (["replications=2000"], "replications=2000: must not be more than 48"),
        (["most=1"], "most=1: must be greater than or equal to 2"),
        (["folder=nowhere"], "nowhere"),
        (["world.people.prize=-1"], "world.people.prize=-1"),
        (["world.people.prise=1"], "world.people.prise"),
        (["config=nowhere"], "config"),
        (["months=0"], "months=0"),
        (["size=poster"], "size"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replaced = {word.partition("=")[0] for word in more}
    command, *words = asked("replications=4", out="x")
    line = refusal(capsys, command, *(word for word in words if word.partition("=")[0] not in replaced), *more)
    assert line.startswith("wenze: ") and said in line, line
    assert not Path("x").exists()


def test_folders_of_others_are_refused_and_left_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c").mkdir()
    Path("c/letter.txt").write_text("mine", encoding="utf-8")
    assert "c holds letter.txt" in refusal(capsys, *asked("replications=4"))
    Path("c/letter.txt").unlink()
    assert main(asked("replications=4")) == 0
    assert "a run of other claims" in refusal(capsys, *asked("replications=6"))
    part = next(Path("c/lives.parquet").iterdir())
    part.write_bytes(part.read_bytes()[:-1] + b"\0")
    assert "is damaged; remove it" in refusal(capsys, *asked("replications=4"))
    part.unlink()
    assert main(asked("replications=4")) == 0
    Path("c/plan.yaml").write_bytes(Path("c/plan.yaml").read_bytes() + b"# \n")
    assert "plan.yaml: is damaged" in refusal(capsys, *asked("replications=4"))
    assert "holds no run of claims" in refusal(capsys, "claims", "config=mine")


def _without_provenance(folder: str) -> Any:
    copy = Path(f"{folder}-copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(kept_folder.PROVENANCE, kept_folder.LOCK))
    return digest(copy)


def test_python_judges_as_the_command_does_and_reads_what_is_there() -> None:
    import wenze

    assert main(asked("replications=8")) == 0
    overrides = [word for word in (*TINY, *BUSY) if word.startswith("world.")]
    told: list[float] = []
    judged = wenze.claims(
        ["power"], folder="mine", worlds="table.csv", replications=8, months=12, spin_up=12, overrides=overrides, out="p",
        progress=told.append,
    )  # fmt: skip
    assert _without_provenance("p") == {
        name: value for name, value in _without_provenance("c").items() if not name.startswith("figures")
    }
    assert told and told[-1] <= 1.0 and "power" in judged.claims.index and len(judged.worlds) == 4
    assert judged.claims.equals(wenze.ClaimsResult("p").claims) and "4 worlds" in repr(judged)
    for wrong in ({"most": 0}, {"worlds": "nowhere.csv"}, {"claims": ["nothing"]}, {"folder": "nowhere"}):
        with pytest.raises(InputError):
            wenze.claims(**{"claims": ["power"], "folder": "mine", "out": "q", **wrong})  # type: ignore[arg-type]
    with pytest.raises(InputError, match="holds no run of claims"):
        wenze.ClaimsResult("mine")
