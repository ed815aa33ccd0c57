"""What the script that records baselines asks for and refuses, tried on a copy; and what the test of numbers says."""

import math
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from wenze.sim.errors import InputError

from tests.baselines.changelog import WIDTH
from tests.baselines.differences import MOST_SHOWN, differences
from tests.baselines.numbers import OVERRIDES, Numbers
from tests.baselines.record import (
    CHANGELOG,
    COMMAND,
    RECORD,
    ROOT,
    Environment,
    Record,
    environment,
    read_record,
    record_text,
    unlike,
)
from tests.baselines.update import update
from tests.baselines.verdict import verdict

HERE = Environment("3.11", "0123456789ab")
NEWER = Environment("3.12", HERE.lock)
OTHER_LOCK = Environment("3.12", "ba9876543210")
LINE = "The weather is better."
BEFORE = "# Changelog\n\n## Unreleased\n\n* The first line\n  of all. **numbers** (version 3)\n"
AFTER = "\n## 0.1.0\n\n* What was there.\n"


def numbers(effort: float = 0.5, solved: str = "0000000a", wind: str = "0,7", **more: float) -> Numbers:
    """Numbers of two scenarios; ``wind`` is a lever of the second, the other keywords are further measures of both."""
    measures = {"effort": effort, "empty": math.nan, **more}
    return Numbers(
        {(scenario, name): value for scenario in ("calm", "storm") for name, value in measures.items()},
        {("calm", "solved"): solved, ("storm", "solved"): solved},
        {("calm", "policy.wind"): "0", ("storm", "policy.wind"): wind},
    )


def record(given: Numbers | None = None, overrides: tuple[str, ...] = OVERRIDES) -> Record:
    return Record("3", HERE.lock, (HERE.python,), overrides, given or numbers())


class Copy:
    """A folder with a record and a changelog, and the script to be run on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.told: list[str] = []
        (root / RECORD).parent.mkdir(parents=True)
        self.write(record())
        (root / CHANGELOG).write_text(BEFORE + AFTER, encoding="utf-8")

    def write(self, one: Record) -> None:
        (self.root / RECORD).write_text(record_text(one), encoding="utf-8")

    def read(self) -> Record:
        found = read_record(self.root)
        assert found is not None
        return found

    @property
    def changelog(self) -> str:
        return (self.root / CHANGELOG).read_text(encoding="utf-8")

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    def update(
        self,
        *arguments: str,
        now: Numbers | None = None,
        version: str = "3",
        here: Environment = HERE,
        run: Any = None,
    ) -> str:
        """Run the script; gives all it told."""
        self.told.clear()
        run = run or (lambda overrides: now or numbers())
        update(arguments, self.root, here=here, model_version=version, run=run, tell=self.told.append)
        return "\n".join(self.told)

    def refuses(self, *arguments: str, **how: Any) -> str:
        """What the script says when it refuses, which is one line and changes no file."""
        before = self.files
        with pytest.raises(InputError) as refused:
            self.update(*arguments, **how)
        assert self.files == before
        return str(refused.value)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


# --- asked for --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], [""], [" "], ["..."], ["one", "two"], ["--help"], ["* Mine."]], ids=repr)
def test_without_one_line_it_refuses(copy: Copy, arguments: Sequence[str]) -> None:
    assert copy.refuses(*arguments, now=numbers(0.6), version="4").endswith(COMMAND)


@pytest.mark.parametrize("line", ["One.\nTwo.", "Mine. **numbers** (version 4)"])
def test_a_line_that_is_none_is_refused(copy: Copy, line: str) -> None:
    assert "line" in copy.refuses(line, now=numbers(0.6), version="4")


def test_numbers_that_moved_need_a_raised_version(copy: Copy) -> None:
    assert "raise it in sim/version.py" in copy.refuses(LINE, now=numbers(0.6))
    assert "calm     effort       0.5 0.6" in copy.told[0]
    assert "raise it in sim/version.py" in copy.refuses(LINE, now=numbers(solved="0000000b"))
    assert "raise it in sim/version.py" in copy.refuses(LINE, now=numbers(wind="0,8"))
    assert copy.told[0].startswith("policy.wind was 0,7, is 0,8, in storm.\nNo number")
    assert "recorded under Python 3.11" in copy.refuses(LINE, now=numbers(0.6), here=NEWER)
    assert "never go back" in copy.refuses(LINE, now=numbers(0.6), version="2")
    assert "no whole number" in copy.refuses(LINE, now=numbers(0.6), version="4b")


def test_packages_unlike_the_lock_are_refused(copy: Copy) -> None:
    assert "numpy 1.0" in copy.refuses(LINE, here=HERE._replace(unlike=("numpy 1.0",)))


def test_a_changelog_without_an_unreleased_part_is_refused(copy: Copy) -> None:
    (copy.root / CHANGELOG).write_text(AFTER, encoding="utf-8")
    assert "## Unreleased" in copy.refuses(LINE, now=numbers(0.6), version="4")


@pytest.mark.parametrize("content", ["", "{}", "[1]", record_text(record()).replace("0000000a", "a", 1)])
def test_a_record_that_is_none_is_refused(copy: Copy, content: str) -> None:
    (copy.root / RECORD).write_text(content, encoding="utf-8")
    assert "not a record of baselines" in copy.refuses(LINE)


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_the_command_ends_with_status_2_and_one_line(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.baselines", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert COMMAND in done.stderr


# --- written ----------------------------------------------------------------------------------------------------------


def test_where_nothing_changed_no_file_is_written(copy: Copy) -> None:
    before = copy.files
    assert copy.update(LINE).startswith("Nothing changed")
    assert copy.files == before


def test_a_new_version_is_recorded_with_its_line(copy: Copy) -> None:
    told = copy.update(LINE, now=numbers(0.6, solved="0000000b"), version="4", here=OTHER_LOCK)
    assert "calm     effort       0.5 0.6" in told
    assert copy.read() == Record("4", OTHER_LOCK.lock, ("3.12",), OVERRIDES, copy.read().numbers)
    assert not differences(copy.read().numbers, numbers(0.6, solved="0000000b")).report()
    assert copy.changelog == f"{BEFORE}* {LINE} **numbers** (version 4)\n{AFTER}"
    assert set(copy.files) == {Path(RECORD).name, CHANGELOG}


def test_a_line_without_a_full_stop_gets_one_and_a_long_one_is_wrapped(copy: Copy) -> None:
    copy.update("word " * 60, now=numbers(0.6), version="4")
    added = copy.changelog.removeprefix(BEFORE).removesuffix(AFTER)
    assert " ".join(added.split()) == "* " + "word " * 59 + "word. **numbers** (version 4)"
    assert max(map(len, added.splitlines())) <= WIDTH
    assert all(line.startswith(("* ", "  ")) for line in added.splitlines())


def test_a_line_that_stands_there_is_not_added_again(copy: Copy) -> None:
    (copy.root / CHANGELOG).write_text(f"{BEFORE}* Since May: {LINE}\n  **numbers** (version 4)\n", encoding="utf-8")
    before = copy.changelog
    copy.update(LINE, now=numbers(0.6), version="4")
    assert copy.changelog == before
    assert copy.read().model_version == "4"
    copy.update("Another reason.", now=numbers(0.7), version="5")
    assert copy.changelog == f"{before}* Another reason. **numbers** (version 5)\n"


def test_a_new_environment_is_recorded_without_the_mark(copy: Copy) -> None:
    copy.update(LINE, here=NEWER)
    assert copy.read().pythons == ("3.11", "3.12")
    assert copy.changelog == f"{BEFORE}* {LINE}\n{AFTER}"
    copy.update("A new lock.", here=OTHER_LOCK)  # numbers made with the old lock can no longer be made
    assert (copy.read().lock, copy.read().pythons) == (OTHER_LOCK.lock, ("3.12",))
    assert copy.changelog == f"{BEFORE}* {LINE}\n* A new lock.\n{AFTER}"


def test_a_new_measure_is_recorded_without_a_new_version(copy: Copy) -> None:
    assert "New: measure joy." in copy.update(LINE, now=numbers(joy=1.0))
    assert copy.read().numbers.measures["storm", "joy"] == 1.0
    assert copy.changelog == f"{BEFORE}* {LINE}\n{AFTER}"


def test_another_run_is_recorded_only_if_the_one_recorded_gives_the_same(copy: Copy) -> None:
    copy.write(record(overrides=("months=1",)))
    by_overrides = {("months=1",): numbers(), OVERRIDES: numbers(0.6)}
    copy.update(LINE, run=by_overrides.__getitem__)
    assert (copy.read().overrides, copy.read().numbers.measures["calm", "effort"]) == (OVERRIDES, 0.6)
    copy.write(record(overrides=("months=1",)))
    by_overrides["months=1",] = numbers(0.6)
    copy.refuses(LINE, run=by_overrides.__getitem__)


def test_without_a_record_one_is_begun(copy: Copy) -> None:
    (copy.root / RECORD).unlink()
    copy.update(LINE)
    assert read_record(copy.root) is not None
    assert copy.changelog == f"{BEFORE}* {LINE}\n{AFTER}"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_files_stay_whole_when_it_is_killed(copy: Copy, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    done: list[str] = []
    real = getattr(os, step)

    def killed_the_second_time(*arguments: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(step)
        real(*arguments)

    old = copy.files
    with monkeypatch.context() as patched:
        patched.setattr(os, step, killed_the_second_time)
        with pytest.raises(KeyboardInterrupt):
            copy.update(LINE, now=numbers(0.6), version="4")
    assert copy.files[Path(RECORD).name] == old[Path(RECORD).name]
    copy.update(LINE, now=numbers(0.6), version="4")
    assert copy.read().model_version == "4"
    assert copy.changelog == f"{BEFORE}* {LINE} **numbers** (version 4)\n{AFTER}"


@pytest.mark.usefixtures("engine")
def test_on_a_copy_of_the_record_the_real_numbers_are_found_unchanged(tmp_path: Path) -> None:
    shipped = read_record(ROOT)
    assert shipped is not None
    copy = Copy(tmp_path)
    copy.write(shipped)
    here = Environment(shipped.pythons[0], shipped.lock)
    update([LINE], tmp_path, here=here, tell=copy.told.append)
    assert copy.told[0].startswith("Nothing changed")


# --- what the test of numbers says ------------------------------------------------------------------------------------


def test_under_a_recorded_environment_every_bit_counts() -> None:
    assert verdict(record(), numbers(), HERE, "3") == ("", "")
    tiny = verdict(record(), numbers(math.nextafter(0.5, 1.0)), HERE, "3").fault
    assert "calm     effort       0.5 0.5 +1e-16" in tiny
    assert "raise MODEL_VERSION" in tiny
    for here in (HERE, NEWER):
        assert verdict(record(), numbers(wind="0"), here, "3").fault.startswith("policy.wind was 0,7, is 0, in storm.")
    hidden = verdict(record(), numbers(solved="0000000b"), HERE, "3").fault
    assert hidden.startswith("calm: no measure moved, but in some months these counts did: solved.\nstorm: no")


def test_under_another_environment_measures_count_to_a_tolerance() -> None:
    for here in (NEWER, OTHER_LOCK, HERE._replace(unlike=("numpy 1.0",))):
        same = verdict(record(), numbers(), here, "3")
        assert (same.fault, "all monthly counts do" in same.note) == ("", True)
        assert COMMAND in same.note
        near = verdict(record(), numbers(0.5 + 1e-11, solved="0000000b"), here, "3")
        assert (near.fault, "2 of 2 monthly counts do not" in near.note) == ("", True)
        far = verdict(record(), numbers(0.5 + 1e-8, solved="0000000b"), here, "3").fault
        assert "No count moved" not in far
        assert "environment differs" in far
        assert str(here) in far
        assert COMMAND in far


def test_a_scenario_or_measure_that_is_not_recorded_is_a_fault() -> None:
    more = numbers()
    more.measures["wind", "effort"] = 0.5
    for here in (HERE, NEWER):
        found = verdict(record(), more, here, "3").fault
        assert found.splitlines()[0] == "New: scenario wind."
        assert found.endswith(COMMAND)
        assert verdict(record(more), numbers(), here, "3").fault.startswith("Gone: scenario wind.")
        assert verdict(record(), numbers(joy=1.0), here, "3").fault.startswith("New: measure joy.")


def test_a_version_or_a_run_that_is_not_recorded_is_a_fault() -> None:
    assert "MODEL_VERSION is 4, and version 3 is recorded" in verdict(record(), numbers(), HERE, "4").fault
    assert "months=1" in verdict(record(overrides=("months=1",)), numbers(), HERE, "3").fault


def test_what_moved_most_between_scenarios_stands_first_and_fits_a_terminal() -> None:
    names = [f"a_measure_with_a_name_{number}" for number in range(MOST_SHOWN)]
    before = {
        (scenario, name): float(place)
        for name in names
        for place, scenario in enumerate(("one_of_the_longest_names", "b"))
    }
    before |= {("one_of_the_longest_names", "near_zero"): 1e-9, ("b", "near_zero"): 1.0, ("b", "lost"): 0.5}
    now = {key: value + 1e-3 for key, value in before.items()}
    now["b", names[3]] = 1.5
    now["one_of_the_longest_names", names[3]] = 0.4
    now["b", "lost"] = math.nan
    found = differences(Numbers(before, {("b", "x"): "1"}, {}), Numbers(now, {("b", "x"): "2"}, {}))
    first = [(moved.scenario, moved.measure) for moved in found.measures]
    assert first[:2] == [("b", "lost"), ("b", names[3])]
    assert (
        len({measure for _, measure in first[: MOST_SHOWN + 2]}) == MOST_SHOWN + 2
    )  # no measure comes twice before all came
    lines = found.report().splitlines()
    assert lines[0].startswith(f"{len(before)} of {len(before)} measures moved, in 2 scenarios.")
    assert lines[-1] == f"and {len(before) - MOST_SHOWN} more"
    assert max(map(len, lines)) <= 80


def test_formulas_that_changed_are_told_from_counts_that_did() -> None:
    assert "No count moved" in differences(numbers(), numbers(0.6)).report()
    assert "No count moved" not in differences(numbers(), numbers(0.6, solved="0000000b")).report()


# --- the key ----------------------------------------------------------------------------------------------------------


def test_the_environment_follows_the_lock_file(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("numpy==0.0 \\\n", encoding="utf-8")
    one = environment(lock)
    assert any(package.startswith("numpy ") for package in one.unlike)
    lock.write_text("numpy==0.1 \\\n", encoding="utf-8")
    assert environment(lock).lock != one.lock
    assert one.python == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_packages_installed_as_locked_are_no_difference() -> None:
    lock = "".join(f"{name}=={version(name)} \\\n    --hash=x\n" for name in ("llvmlite", "numba", "numpy"))
    assert unlike(lock) == ()
    assert unlike(lock.replace("numba==", "numba==9")) == (f"numba {version('numba')}",)
