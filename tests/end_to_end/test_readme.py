"""The READMEs are true: their table is what the command prints, their commands and examples run, their links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from wenze.experiments.cli import main
from wenze.experiments.report.tables import comparison_text
from wenze.sim.language import LANGUAGES, Language, speaking
from wenze.sim.settings.scenarios import available

import wenze

ROOT = Path(__file__).resolve().parents[2]
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
TINY = ["world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=4", "months=14", "replications=2"]


def blocks(language: Language, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", READMES[language].read_text(encoding="utf-8"), re.DOTALL)


def commands(language: Language) -> list[list[str]]:
    """What is typed: the indented lines that begin with the command."""
    lines = re.findall(r"^    wenze (.*)$", READMES[language].read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


@pytest.mark.slow
def test_the_tables_are_what_the_default_comparison_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    # Whatever the stream is that tests print to.
    monkeypatch.setattr("wenze.experiments.report.tables._marks", lambda: ("↑", "↓"))
    (shown,) = blocks("en", "text")  # a scenario that came since joins them with the next make docs
    result = wenze.compare([name for name in available() if re.search(rf"^{name} ", shown, re.MULTILINE)])
    for language in LANGUAGES:
        with speaking(language):
            printed = comparison_text(result)
        (table,) = blocks(language, "text")
        assert printed.startswith(table), f"{READMES[language].name}: the table is out of date: run make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_run_in_their_order(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (regime,) = blocks(language, "yaml")
    Path("mine").mkdir()
    Path("mine/gentle_lists.yaml").write_text(regime, encoding="utf-8")
    given = commands(language)
    assert [line[0] for line in given] == [
        "compare",
        "compare",
        "compare",
        "run",
        "list",
        "parameters",
        "facts",
        "help",
        "compare",
    ]
    for number, line in enumerate(given):
        if line[0] == "facts":
            line = ["facts", "months=72", "replications=2"]
        if line[0] in ("compare", "run"):  # on a small world, since the same numbers are not asked for here
            line = [*(word for word in line if not word.startswith("replications=")), *TINY, f"out=out{number}"]
            line += ["figures=false"] if line[0] == "compare" else []
        assert main(line) == 0, line
    assert "gentle_lists" in capsys.readouterr().out


def test_both_show_the_same_regime_and_commands() -> None:
    assert blocks("en", "yaml")[0].split("#")[0] == blocks("zh", "yaml")[0].split("#")[0]
    assert commands("en") == commands("zh")


def test_the_example_in_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks("en", "python")
    exec(example, {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_files(language: Language) -> None:
    links = re.findall(r"\]\(([^)]+)\)", READMES[language].read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert local and [link for link in local if not (ROOT / link).exists()] == []
