"""``wenze facts`` as its user meets it."""

from pathlib import Path

import pytest
from conftest import assert_refused_in_chinese
from wenze.experiments.cli import main
from wenze.experiments.terminal import width_of
from wenze.experiments.validation.targets import SILENT, TARGETS

pytestmark = pytest.mark.usefixtures("engine")
SMALL = ["replications=2", "months=72"]


@pytest.fixture(autouse=True)
def eighty_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_names_every_row_and_fits(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", *SMALL, f"lang={language}"]) == 0
    said = capsys.readouterr().out
    assert all(width_of(line) <= 80 for line in said.splitlines())
    assert all(target.name in said and target.fact in said for target in TARGETS)
    assert all(name in said for names, _, _ in SILENT for name in names)
    assert list(Path().iterdir()) == []


def test_the_same_numbers_twice_and_others_for_another_seed(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for more in ([], [], ["seed=2"]):
        assert main(["facts", *SMALL, *more]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]


@pytest.mark.parametrize("name", ["village_filing_rate", "four_forms_2021.heavy", "audit_brazil"])
def test_a_row_by_name_shows_source_and_correspondence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", name]) == 0
    said = capsys.readouterr().out
    assert "source" in said and "trust" in said
    assert ("in the model" in said) == (name != "audit_brazil")
    assert ("does not speak" in said) == (name == "audit_brazil")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["months=71"], "months=71: must be at least 72"),
        (["replications=0"], "replications=0"),
        (["replications=two"], "replications=two"),
        (["villages_filing_rate"], "did you mean village_filing_rate?"),
        (["village_filing_rate", "seed=2"], "seed="),
        (["threads=2"], "threads"),
        (["policy.accountability.strictness_work=0.5"], "policy.accountability.strictness_work"),
    ],
)
def test_what_is_refused(arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", *arguments]) == 2
    message = capsys.readouterr().err
    assert named in message and message.count("\n") == 1
    assert main(["facts", *arguments, "lang=zh"]) == 2
    assert_refused_in_chinese(capsys.readouterr().err)
