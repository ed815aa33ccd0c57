"""CONTRIBUTING is true: what it says to add is added to a copy of the tree, as it stands there, and works.

The examples are read from the page. Each part of it gets a copy of its own, in which the commands it names and the tests it
names that take seconds are run.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = (
    "agents sim experiments scenarios wenze tests benchmarks docs pyproject.toml README.md README.zh.md CHANGELOG.md "
    "CONTRIBUTING.md Makefile requirements.lock requirements-build.lock"
).split()
TINY = [f"world.scale.{key}" for key in ("counties=1", "townships=2", "posts=5", "departments=3")]
TINY += ["spin_up=0", "months=24", "replications=2"]
PLEAS = ["world.handling.error_rate=0.2", "world.problems.exposure_rate=0.3", "months=60"]  # enough errors to plead for

# The tests that say what is still to be made again.
STALE = "test_the_tables_of_the_model_document_are_current"
SCENARIO_TESTS = ("tests/unit/test_scenarios.py", "tests/unit/test_language.py", "tests/test_document.py")
UNRECORDED = "test_every_scenario_gives_the_numbers_recorded"


def section(name: str) -> str:
    """What the page says under a heading."""
    found = re.search(rf"^### {name}\n(.*?)(?=^##)", PAGE, flags=re.DOTALL | re.MULTILINE)
    assert found, name
    return found[1]


def examples(name: str) -> Iterator[tuple[str, str, str]]:
    """The file, the kind and the text of every example in a section; a file named once holds for all that follow."""
    file = ""
    for line, kind, text in re.findall(
        r"^`(\S+)`:$|^```(\w+)\n(.*?)^```$", section(name), flags=re.DOTALL | re.MULTILINE
    ):
        file = line or file
        if kind:
            yield file, kind, text


class House:
    """A copy of the tree, in which commands run in processes of their own and on its own code."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.interpreted = True  # a few months of a few people take less than compiling the model in another place
        self.said = ""
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, place / name)

    def add(self, name: str) -> list[Path]:
        """Add what a section of the page says to add. Returns the files that were touched."""
        touched = []
        for file, kind, text in examples(name):
            path = self.place / file
            if kind == "diff":
                path.write_text(edited(path.read_text(encoding="utf-8"), text), encoding="utf-8")
            else:
                assert not path.exists()
                path.write_text(text, encoding="utf-8")
            touched.append(path)
        return touched

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python on the code of the copy."""
        surroundings = {**os.environ, "PYTHONPATH": str(self.place), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
        surroundings.pop("WENZE_LANG", None)
        if self.interpreted:
            surroundings["NUMBA_DISABLE_JIT"] = "1"
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.place, env=surroundings, capture_output=True, encoding="utf-8"
        )

    def wenze(self, *arguments: str) -> str:
        """What a command of the copy prints."""
        done = self.python("-m", "wenze.experiments.cli", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def red(self, *tests: str) -> list[str]:
        """The tests of these files that fail; what they said is kept."""
        done = self.python("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=short", *tests)
        self.said = done.stdout
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return [name.partition(" ")[0].rpartition("::")[2] for name in re.findall(r"^FAILED (.*)$", done.stdout, re.M)]

    def make_tables(self) -> None:
        """Make the tables of the document again, as the page says."""
        assert "`python -m wenze.experiments.report.documents`" in PAGE
        assert self.python("-m", "wenze.experiments.report.documents").returncode == 0


def edited(text: str, diff: str) -> str:
    """A text with a change as the page shows it: lines that are there, those that go (-) and those that come (+)."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    assert text.count(before) == 1, f"not in the file once:\n{before}"
    return text.replace(before, after)


@pytest.fixture
def house() -> Iterator[House]:
    """A fresh copy, always in the same place, since compiled code is kept by it: a copy elsewhere would be compiled anew."""
    place = ROOT / "build" / "contributing"
    place.parent.mkdir(exist_ok=True)
    with FileLock(place.with_suffix(".lock")):  # of several processes that test, one at a time
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        yield House(place)
        shutil.rmtree(place, ignore_errors=True)


# --- the additions ------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_a_scenario_is_one_file_and_only_its_baseline_says_that_it_is_new(house: House) -> None:
    house.interpreted = False  # recorded numbers are of whole runs
    (path,) = house.add("a scenario")
    name = path.stem
    assert name in house.wenze("list", "scenarios")
    printed = house.wenze("compare", f"scenarios=[{name}]", *TINY, "out=result", "size=slide")
    assert name in printed
    assert (house.place / "result" / "figures" / "story.png").stat().st_size > 10_000
    assert house.red(*SCENARIO_TESTS) == []
    assert house.red("tests/baselines/test_baselines.py") == [UNRECORDED]
    assert (
        f"New: scenario {name}." in house.said and "What there is and what is recorded differ. Record it:" in house.said
    )
    changelog = house.place / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    if "\n## Unreleased\n" not in text:
        changelog.write_text(text.replace("\n## ", "\n## Unreleased\n\n## ", 1), encoding="utf-8")
    done = house.python("-m", "tests.baselines", f"A scenario: {name}.")
    assert done.returncode == 0, done.stderr
    assert house.red("tests/baselines/test_baselines.py") == []


@pytest.mark.slow
@pytest.mark.thorough
def test_a_measure_is_one_entry(house: House) -> None:
    house.add("a measure")
    assert house.red("tests/test_document.py", "tests/unit/test_measures.py", "tests/unit/test_language.py") == [STALE]
    house.make_tables()
    assert house.red("tests/test_document.py") == []
    assert "avoidance [share of person-months]" in house.wenze("list", "measures")
    house.wenze("compare", "scenarios=[oversight]", *TINY, "out=result", "figures=false")
    assert "oversight,avoidance," in (house.place / "result" / "summary.csv").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.thorough
def test_a_claim_is_one_file(house: House) -> None:
    (path,) = house.add("a claim")
    assert path.stem in house.wenze("list", "claims")
    printed = house.wenze("claims", f"claims=[{path.stem}]", "worlds=default", *TINY, "out=result", "figures=false")
    assert "C17" in printed and "Complaints are costly" in printed
    assert house.red("tests/unit/test_claims.py") == []


@pytest.mark.slow
@pytest.mark.thorough
def test_a_lever_is_a_field_and_its_rule_in_one_file(house: House) -> None:
    assert {path.name for path in house.add("a lever")} == {"tolerance.py"}
    quick = ("tests/test_document.py", "tests/unit/test_declarations.py", "tests/unit/test_language.py")
    assert house.red(*quick) == [STALE]
    house.make_tables()
    assert house.red("tests/test_document.py") == []
    lever = "policy.tolerance.floor"
    assert "Chance with which any plea is admitted at least" in house.wenze("parameters", lever)
    exempted = {}
    for value in ("0", "1"):
        house.wenze(
            "run",
            "scenario=tolerance_on_word",
            f"{lever}={value}",
            *TINY[:-2],
            *PLEAS,
            "replications=2",
            f"out={value}",
            "figures=false",
        )
        summary = (house.place / value / "summary.csv").read_text(encoding="utf-8")
        exempted[value] = float(re.findall(r"^\w+,exempted_share,([^,]*),", summary, flags=re.MULTILINE)[0])
    assert exempted["1"] > exempted["0"]


@pytest.mark.slow
@pytest.mark.thorough
def test_a_figure_is_one_file(house: House) -> None:
    (path,) = house.add("a figure")
    assert path.stem in house.wenze("list", "figures")
    house.wenze("compare", "scenarios=[oversight]", *TINY, "out=result", "figures=false")
    for tongue in ("en", "zh"):
        house.wenze("figures", "result", f"only={path.stem}", f"lang={tongue}", f"out=drawn-{tongue}")
        assert {f"{path.stem}.{form}" for form in ("svg", "png", "csv")} <= {
            found.name for found in (house.place / f"drawn-{tongue}").iterdir()
        }


@pytest.mark.slow
@pytest.mark.thorough
def test_a_command_is_one_file(house: House) -> None:
    (path,) = house.add("a command")
    assert f"wenze {path.stem}" in house.wenze("help")
    assert "Prints the version of the model." in house.wenze("help", path.stem)
    assert "显示模型的版本" in house.wenze("help", path.stem, "lang=zh")
    assert house.wenze(path.stem).strip().isdigit()
    assert house.red("tests/unit/test_language.py") == []


def test_a_conduct_is_named_where_the_page_says() -> None:
    """Cover stands for any of them."""
    naming = {
        path.relative_to(ROOT).as_posix()
        for folder in ("agents", "sim", "experiments")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(COVER|months_cover)\b", path.read_text(encoding="utf-8"))
    }
    said = set(re.findall(r"`((?:agents|sim|experiments)/[\w/]+\.py)`", section("a conduct"))) - {"sim/version.py"}
    assert said == naming


def test_the_page_names_what_is_there() -> None:
    named = re.findall(r"[`(]((?:agents|sim|experiments|tests|docs|scenarios|kinds)/[\w/]+(?:\.\w+)?)[`)]", PAGE)
    named += re.findall(r"tests/[\w/]+(?:\.py)?", PAGE)
    new = {file for part in ("a scenario", "a figure", "a command", "a claim") for file, *_ in examples(part)}
    places = [ROOT, ROOT / "experiments" / "figures"]
    assert len(named) > 40
    assert [name for name in named if name not in new and not any((place / name).exists() for place in places)] == []


# --- tables that are out of date ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.thorough
def test_a_table_out_of_date_turns_one_test_red(house: House) -> None:
    """Neither the second implementation nor anything else reads it in a way that breaks with it."""
    document = house.place / "docs" / "model.md"
    text = document.read_text(encoding="utf-8")
    stale = re.sub(r"^\| `effort` .*\n", "", text, count=1, flags=re.MULTILINE)
    assert stale != text
    document.write_text(stale, encoding="utf-8")
    readers = ("tests/test_document.py", "tests/reference/test_comparing.py", "tests/unit/test_limits.py")
    assert house.red(*readers, "-k", "document or formula or measures") == [STALE]
