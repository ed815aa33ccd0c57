"""Copies of the tree are judged by their own tests, and the verdicts are counted honestly."""

import os
from pathlib import Path

import pytest

from tests.mutants import __main__ as mutants
from tests.mutants.faults import FAULTS, Fault
from tests.mutants.workshop import (
    BROKEN,
    CONTROL,
    FOUND,
    LAYERS,
    SURVIVED,
    TIMED_OUT,
    UNFIT,
    Verdict,
    Workshop,
    rows_of_tests,
    verdict_of,
    with_fault,
)
from tests.test_project import ROOT

CROWDED = next(fault for fault in FAULTS if fault.name == "one_more_in_the_queue")
HARMLESS = Fault(
    "harmless", "term", CROWDED.file, "What a month of an option costs,", "What a month costs,", "Nothing."
)
ONE_FILE = [["tests/unit/test_rules_department.py"]]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path, ONE_FILE)


# --- copies -------------------------------------------------------------------------------------------------------------


def test_a_fault_is_found_in_its_copy_and_nothing_without_it_and_nothing_is_left(workshop: Workshop) -> None:
    before = (ROOT / CROWDED.file).read_bytes()
    found = workshop.verdict(CROWDED)
    assert (found.name, found.outcome, found.layer) == (CROWDED.name, FOUND, "unit")
    assert found.test.startswith("tests/unit/test_rules_department.py::test_")
    assert found.message.startswith("assert ")
    assert workshop.verdict(None).outcome == workshop.verdict(HARMLESS).outcome == SURVIVED
    assert (ROOT / CROWDED.file).read_bytes() == before
    assert os.listdir(workshop.folder) == ["original"]


def test_tests_that_are_not_there_find_nothing(tmp_path: Path) -> None:
    assert Workshop(tmp_path, [["tests/unit/test_nothing.py"]]).verdict(CROWDED).outcome == BROKEN


def test_text_that_stands_there_twice_or_never_is_no_fault() -> None:
    for text in ("", CROWDED.old * 2):
        with pytest.raises(ValueError, match="not once"):
            with_fault(text, CROWDED)


def test_every_test_file_of_the_layers_is_run_and_no_other() -> None:
    words = [word for row in rows_of_tests(ROOT) for word in row]
    files = {f"tests/{layer}/{path.name}" for layer in LAYERS for path in (ROOT / "tests" / layer).glob("test_*.py")}
    assert {word for word in words if word.startswith("tests/")} == files


# --- verdicts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "output", "outcome", "test"),
    [
        (1, "F\nFAILED tests/unit/test_a.py::test_b[1 - 2] - assert 1 == 2\n", FOUND, "tests/unit/test_a.py::test_b[1"),
        (1, "FAILED tests/model/test_a.py::test_b\n", FOUND, "tests/model/test_a.py::test_b"),
        (1, "ERROR tests/model/test_a.py::test_b - ValueError: no\n", FOUND, "tests/model/test_a.py::test_b"),
        (1, "E numba.core.errors.TypingError: x\nERROR tests/model/test_a.py::test_b\n", UNFIT, ""),
        (2, "ERROR tests/unit/test_a.py\n", BROKEN, ""),
        (5, "no tests ran\n", BROKEN, ""),
        (-11, "", BROKEN, ""),
    ],
)
def test_only_a_test_that_fails_finds_a_fault(status: int, output: str, outcome: str, test: str) -> None:
    verdict = verdict_of("some", status, output)
    assert verdict is not None and (verdict.outcome, verdict.test) == (outcome, test)


def test_tests_that_pass_decide_nothing_yet() -> None:
    assert verdict_of("some", 0, "3 passed") is None


def test_what_is_not_found_counts_against_the_share_and_is_explained() -> None:
    faults = [CROWDED._replace(name=name) for name in ("a", "b", "c", "d")]
    faults[2] = faults[2]._replace(survives="nobody could tell.")
    faults[3] = faults[3]._replace(survives="nobody could tell.")
    verdicts = {
        "a": Verdict("a", FOUND, "tests/model/test_a.py::test_b"),
        "b": Verdict("b", TIMED_OUT, message="after a while"),
        "c": Verdict("c", SURVIVED),
        "d": Verdict("d", FOUND, "tests/unit/test_a.py::test_c"),
        CONTROL: Verdict(CONTROL, SURVIVED),
    }
    lines = mutants.table(faults, verdicts)
    assert lines[-1] == "2 of 4 seeded faults found (50.0 %)"
    assert lines[-2] == "Found by tests of the unit layer 1, model layer 1, reference layer 0"
    assert {"b timed out: after a while", "c survived: nobody could tell."} <= set(lines)
    assert "d is listed as surviving, and was found" in lines


def test_verdicts_are_kept_for_the_tree_they_are_about(tmp_path: Path) -> None:
    place = tmp_path / "kept.jsonl"
    assert mutants.kept("one", place) == {}
    verdict = Verdict("a", FOUND, "tests/model/test_a.py::test_b", "1 ≠ 2", 3.5)
    mutants.keep(verdict, "one", place)
    mutants.keep(verdict._replace(outcome=SURVIVED), "other", place)
    assert mutants.kept("one", place) == {"a": verdict}


@pytest.mark.parametrize("words", [["no_such_fault"], ["-j", "0"], ["-j", "many"], ["--nothing"]])
def test_bad_arguments_get_one_line_and_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        mutants.main(words)
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_control_that_fails_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(mutants, "Workshop", lambda folder: Workshop(folder, [["tests/unit/test_nothing.py"]]))
    assert mutants.main([CROWDED.name, "-j", "1", "--out", str(tmp_path / "kept.jsonl")]) == 1
    assert "the tests fail without a fault" in capsys.readouterr().err
    assert not (tmp_path / "kept.jsonl").exists()
