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


def write_files(language: Language) -> None:
    """The YAML files that a README shows, each where it says."""
    text = READMES[language].read_text(encoding="utf-8")
    for place, inside in re.findall(r"```yaml (\S+)\n(.*?)```", text, re.DOTALL):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_text(inside, encoding="utf-8")


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
    write_files(language)
    given = commands(language)
    assert [line[0] for line in given] == [
        "compare",
        "figures",
        "report",
        "compare",
        "compare",
        "run",
        "list",
        "parameters",
        "sweep",
        "sensitivity",
        "claims",
        "case",
        "cadre",
        "compare",
        "facts",
        "classroom",
        "help",
        "compare",
        "figures",
    ]
    for number, line in enumerate(given):
        if line[0] == "classroom":  # serves until it is stopped: its own tests do that
            line = ["help", "classroom"]
        if line[0] == "facts":
            line = ["facts", "months=72", "replications=2"]
        if line[0] == "claims":
            line = ["claims", "claims=[lists_raise_effort]", *TINY, "figures=false"]
        if line[0] in ("sweep", "sensitivity"):  # on a tiny world, and of some of all
            few = {"sweep": ["scenarios=[oversight]"], "sensitivity": ["trajectories=2", "blocks=8", "most=2"]}[line[0]]
            line = [*line, *few, "world.scale.townships=2", "months=12", "spin_up=0", "replications=2", "figures=false"]
        if line[0] in (
            "compare",
            "run",
            "case",
            "cadre",
        ):  # on a small world, since the same numbers are not asked for here
            line = [*(word for word in line if not word.startswith("replications=")), *TINY, "figures=false"]
            line += [] if any(word.startswith("out=") for word in line) else [f"out=out{number}"]
        assert main(line) == 0, line
    assert "gentle_lists" in capsys.readouterr().out
    assert "errors_at_work" in Path("gentle/summary.csv").read_text(encoding="utf-8")
    assert Path("gentle-figure/effort_and_errors.png").exists()


def test_both_show_the_same_files_commands_and_code() -> None:
    def without_comments(language: Language, kind: str) -> list[str]:
        return [re.sub(r" *#(?!aa).*", "", block) for block in blocks(language, kind)]

    for kind in (r"yaml \S+", "python"):
        assert without_comments("en", kind) == without_comments("zh", kind) != []
    assert commands("en") == commands("zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_in_python_run(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(language)
    names: dict[str, object] = {}
    for example in blocks(language, "python"):
        exec(example, names)
        assert capsys.readouterr().out
    assert {"story.png", "mine.png", "saved"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_files(language: Language) -> None:
    links = re.findall(r"\]\(([^)]+)\)", READMES[language].read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert local and [link for link in local if not (ROOT / link).exists()] == []
