"""How a command ends: one line that is true and the promised status, whatever streams, signals and surroundings there are."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from wenze.experiments.cli import main
from wenze.experiments.report.lists import LISTS

ROOT = Path(__file__).resolve().parents[2]
TWO = "scenarios=[blanket_punishment,oversight]"
TINY = [
    TWO, "world.scale.counties=1", "world.scale.townships=2", "world.scale.posts=4", "months=14", "replications=2",
]  # fmt: skip
PLAIN = ["compare", *TINY, "figures=false"]
BEGUN = (
    "import sys; from wenze.experiments.cli import main; sys.stdout.write('.'); sys.stdout.flush(); sys.exit(main())"
)

posix = pytest.mark.skipif(os.name == "nt", reason="signals and devices of POSIX")


@pytest.fixture(scope="module", autouse=True)
def compiled(engine: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the model be compiled once, so that no test says so or waits for it."""
    assert main([*PLAIN, f"out={tmp_path_factory.mktemp('warm') / 'out'}"]) == 0


@pytest.fixture(autouse=True)
def current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a process that finds this copy of wenze."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path, **more}


def start(*arguments: str, code: str | None = None, prepare: Callable[[], object] = int, **options) -> subprocess.Popen:
    """Start the command as a process of its own, with the usual answers to signals whoever runs the tests."""

    def in_child() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        prepare()

    command = [sys.executable, *(["-c", code] if code else ["-m", "wenze.experiments.cli"]), *arguments]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": surroundings(), "encoding": "utf-8", **options}
    return subprocess.Popen(command, preexec_fn=in_child, **how)


def finish(process: subprocess.Popen) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def is_whole(folder: Path) -> bool:
    """Whether a result is there with every file that it lists."""
    listed = json.loads((folder / "provenance.json").read_text())["files"]
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return inside == {*listed, "provenance.json"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- streams ----------------------------------------------------------------------------------------------------------


@posix
def test_output_that_cannot_be_written_does_not_belie_a_result_that_is_whole(current_folder):
    with Path("/dev/full").open("w") as full:
        status, _, err = finish(start(*PLAIN, "out=a", stdout=full))
    assert status == 1
    assert err == "wenze: the result is whole in a, but what comes after it failed: No space left on device\n"
    assert names(current_folder) == ["a"] and is_whole(Path("a"))


@posix
@pytest.mark.parametrize(("arguments", "promised"), [(["help"], 0), (["hepl"], 2), ([*PLAIN, "out=a"], 0)])
@pytest.mark.parametrize("how", ["full", "closed", "unread"])
def test_a_standard_error_that_takes_nothing_changes_no_status(current_folder, arguments, promised, how):
    arguments = [*arguments, "policy.accountability.strictness_work=0.5"] if len(arguments) > 1 else arguments
    if how == "full":
        with Path("/dev/full").open("w") as full:
            status, _, _ = finish(start(*arguments, stderr=full))
    elif how == "closed":
        status, _, _ = finish(start(*arguments, prepare=lambda: os.close(2)))
    else:
        process = start(*arguments)
        process.stderr.close()
        process.stderr = None
        status, _, _ = finish(process)
    assert status == promised
    assert names(current_folder) == ([] if len(arguments) == 1 else ["a"])


@posix
@pytest.mark.parametrize("closed", [[0], [1], [2], [0, 1, 2]])
def test_streams_that_are_closed_are_no_trouble_and_no_file_takes_their_place(current_folder, closed):
    status, _, _ = finish(start(*PLAIN, "out=a", prepare=lambda: [os.close(number) for number in closed]))
    assert status == 0
    assert is_whole(Path("a"))


@posix
def test_a_result_whose_output_nobody_reads_is_whole_and_nothing_is_said(current_folder):
    process = start(*PLAIN, "out=a")
    process.stdout.close()
    process.stdout = None
    assert finish(process) == (141, None, "")
    assert is_whole(Path("a"))


# --- places -----------------------------------------------------------------------------------------------------------


def test_a_result_whose_place_was_taken_during_the_run_is_kept_and_told(current_folder, monkeypatch, capsys):
    from wenze.experiments.runs.provenance import Provenance

    write = Provenance.write

    def write_and_be_overtaken(self, path):
        write(self, path)
        Path("a").mkdir()
        Path("a/notes.csv").write_text("mine")

    monkeypatch.setattr(Provenance, "write", write_and_be_overtaken)
    assert main([*PLAIN, "out=a"]) == 1
    out, err = capsys.readouterr()
    assert out.endswith(" a-2\n")
    assert err.startswith("wenze: the result is whole, but in a-2") and "notes.csv" in err and err.count("\n") == 1
    assert Path("a/notes.csv").read_text() == "mine"
    assert is_whole(Path("a-2"))


def test_a_result_with_a_file_of_the_users_is_refused_before_the_work_begins(current_folder, capsys):
    assert main([*PLAIN, "out=a"]) == 0
    Path("a/notes.csv").write_text("mine")
    capsys.readouterr()
    assert main(["compare", TWO, "figures=false", "replications=1000", "months=1200", "out=a"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "notes.csv" in err and err.count("\n") == 1
    assert Path("a/notes.csv").read_text() == "mine"


def test_a_result_is_replaced_by_one_with_other_files(current_folder):
    assert main([*PLAIN, "out=a", "parts=true"]) == 0
    assert is_whole(Path("a"))
    assert main([*PLAIN, "out=a"]) == 0
    assert is_whole(Path("a")) and not Path("a/parts.csv").exists()


def test_a_tilde_is_the_home_folder_wherever_a_path_is_given(current_folder, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(current_folder / "home"))
    monkeypatch.setenv("USERPROFILE", str(current_folder / "home"))
    assert main([*PLAIN, "out=~/a"]) == 0
    assert is_whole(current_folder / "home" / "a")
    assert names(current_folder) == ["home"]
    assert main(["compare", "config=~/a/config.yaml", "figures=false", "out=~/b"]) == 0
    assert is_whole(current_folder / "home" / "b")
    capsys.readouterr()
    assert main(["list", "scenarios", "folder=~/nowhere"]) == 2
    assert "~" not in capsys.readouterr().err
    assert main([*PLAIN, "out=~nobody_here/a"]) == 2
    assert "out=~nobody_here/a" in capsys.readouterr().err


@posix
@pytest.mark.parametrize("arguments", [PLAIN, [*PLAIN, "out=a"], ["run", "scenario=oversight"]])
def test_a_current_folder_that_was_removed_is_refused_and_named(current_folder, arguments):
    gone = current_folder / "gone"
    gone.mkdir()
    code = f"import os, sys; os.rmdir({str(gone)!r}); from wenze.experiments.cli import main; sys.exit(main())"
    status, out, err = finish(start(*arguments, code=code, cwd=gone, env=surroundings(PWD=str(gone))))
    assert (status, out) == (2, "")
    assert str(gone) in err and err.count("\n") == 1


@posix
def test_bad_places_are_one_line_and_leave_nothing(current_folder, capsys):
    Path("file").write_text("mine")
    os.symlink("nowhere/at/all/" + "x" * 200, "broken")
    for out in (".", "/", "file", "file/", "file/out", "x" * 300, "a/" * 60 + "x" * 300, "/proc/out", "/dev/null"):
        assert main([*PLAIN, f"out={out}"]) == 2, out
        said, err = capsys.readouterr()
        assert said == "" and err.count("\n") == 1 and err.startswith("wenze: out="), out
    assert names(current_folder) == ["broken", "file"]


@posix
def test_a_folder_on_another_file_system_is_written(current_folder):
    there = Path("/dev/shm")
    if not there.is_dir() or not os.access(there, os.W_OK) or there.stat().st_dev == current_folder.stat().st_dev:
        pytest.skip("no other file system here")
    out = there / f"wenze-test-{os.getpid()}"
    Path("link").symlink_to(out)
    try:
        for place in (out, "link"):
            assert main([*PLAIN, f"out={place}"]) == 0
            assert is_whole(out)
    finally:
        subprocess.run(["rm", "-rf", str(out)], check=True)


# --- what nobody thought of -------------------------------------------------------------------------------------------


def recursion() -> None:
    recursion()


@pytest.mark.parametrize("failure", [AttributeError("no such\nthing"), RecursionError("too deep"), AssertionError()])
def test_an_unforeseen_exception_is_one_line_that_says_where_its_traceback_is(
    current_folder, monkeypatch, capsys, failure
):
    def fail(*_):
        raise failure

    (current_folder / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(current_folder / "temporary"))
    monkeypatch.setitem(LISTS, "measures", fail)
    assert main(["list", "measures"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and type(failure).__name__ in err
    [written] = (current_folder / "temporary").iterdir()
    assert str(written) in err
    text = written.read_text()
    assert text.startswith("Traceback") and "in fail" in text


def test_a_real_recursion_and_no_memory_are_one_line(current_folder, monkeypatch, capsys):
    def no_memory(*_):
        raise MemoryError

    monkeypatch.setattr("tempfile.tempdir", str(current_folder))
    for failing, said in ((lambda *_: recursion(), "RecursionError"), (no_memory, "out of memory")):
        monkeypatch.setitem(LISTS, "measures", failing)
        assert main(["list", "measures"]) == 1
        err = capsys.readouterr().err
        assert said in err and err.count("\n") == 1


def test_a_traceback_that_can_be_written_nowhere_is_shown(current_folder, monkeypatch, capsys):
    def fail(*_, **__):
        raise OSError("nowhere")

    def oops(*_):
        raise KeyError("oops")

    monkeypatch.setattr("tempfile.mkstemp", fail)
    monkeypatch.setitem(LISTS, "measures", oops)
    assert main(["list", "measures"]) == 1
    err = capsys.readouterr().err
    assert "Traceback" in err and "KeyError" in err.splitlines()[-1]


# --- signals ----------------------------------------------------------------------------------------------------------


def begun(*arguments: str, **how) -> subprocess.Popen:
    """A process in which the command just begins; what comes before is Python's start."""
    process = start(*arguments, code=BEGUN, **how)
    assert process.stdout.read(1) == "."
    return process


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_while_it_begins_it_answers_in_one_line(current_folder, number):
    for moment in range(12):
        process = begun(*PLAIN, "months=600", "replications=50", "out=a")
        time.sleep(0.004 + moment * 0.008)  # the first line of main comes a moment after what was just read
        process.send_signal(number)
        status, out, err = finish(process)
        if status == -number and number != signal.SIGINT:  # before there was an answer: the system ended it
            continue
        assert (status, out, err) == (128 + number, "", "wenze: stopped; nothing half-written is left\n"), moment
        assert names(current_folder) == []


@posix
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.thorough)])
def test_asked_to_end_at_any_moment_there_is_no_result_or_a_whole_one_that_is_told(current_folder, number):
    began = time.monotonic()
    assert finish(begun(*PLAIN, "out=a"))[0] == 0
    takes = time.monotonic() - began
    ends = set()
    for moment in range(8):
        subprocess.run(["rm", "-rf", "a"], check=True)
        process = begun(*PLAIN, "out=a")
        time.sleep(takes * (0.1 + 0.12 * moment))
        process.send_signal(number)
        status, out, err = finish(process)
        ends.add(status)
        if status == 0:
            assert out.endswith(" a\n") and err == "" and is_whole(Path("a"))
        elif Path("a").exists():
            assert (status, err) == (128 + number, "wenze: stopped; the result was done, and is whole in a\n")
            assert is_whole(Path("a"))
        else:
            assert (status, err) == (128 + number, "wenze: stopped; nothing half-written is left\n")
        assert names(current_folder) in ([], ["a"])
    assert 128 + number in ends


LOST = """
import gc, os, signal, sys, weakref
from wenze.experiments.report import lists
from wenze.experiments import cli

class Thing:
    pass

def ask(_):
    os.kill(os.getpid(), signal.{name})
    for _ in range(100):
        pass

def ask_where_exceptions_are_lost(*_):
    thing = Thing()
    kept = weakref.ref(thing, ask)
    del thing
    import time
    time.sleep({sleeps})
    return "listed"

lists.LISTS["measures"] = ask_where_exceptions_are_lost
sys.exit(cli.main())
"""


@posix
@pytest.mark.parametrize("sleeps", [0, 300])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_request_whose_exception_is_lost_is_answered_all_the_same(name, sleeps):
    asked = time.monotonic()
    status, _, err = finish(start("list", "measures", code=LOST.format(name=name, sleeps=sleeps)))
    assert time.monotonic() - asked < 60
    assert status == 128 + getattr(signal, name)
    assert err == "wenze: stopped; nothing half-written is left\n"


SWALLOWED = """
import os, signal, sys
from wenze.experiments.runs import provenance
from wenze.experiments import cli
write = provenance.Provenance.write
def ask_and_swallow(self, path):
    write(self, path)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(100):
            pass
    except BaseException:
        pass
provenance.Provenance.write = ask_and_swallow
sys.exit(cli.main())
"""


@posix
def test_a_request_that_a_library_swallows_is_seen_before_the_result_is_put_in_place(current_folder):
    status, out, err = finish(start(*PLAIN, "out=a", code=SWALLOWED))
    assert (status, out, err) == (143, "", "wenze: stopped; nothing half-written is left\n")
    assert names(current_folder) == []


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_what_was_ignored_from_the_start_stays_ignored(current_folder, number):
    process = start(*PLAIN, "out=a", prepare=lambda: signal.signal(number, signal.SIG_IGN))
    for _ in range(30):
        process.send_signal(number)
        time.sleep(0.05)
    status, _, err = finish(process)
    assert (status, err) == (0, "")
    assert is_whole(Path("a"))


# --- surroundings -----------------------------------------------------------------------------------------------------

ODD = [
    {"SOURCE_DATE_EPOCH": "abc"},
    {"SOURCE_DATE_EPOCH": "9" * 30},
    {"COLUMNS": "abc"},
    {"COLUMNS": "-3", "LINES": "x"},
    {"COLUMNS": "1" * 30},
    {"LANG": "xx_YY.nonsense", "LC_ALL": "xx_YY.nonsense"},
    {"LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"},
    {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "gbk"},
    {"TERM": "dumb"},
    {"TERM": "nonsense"},
    {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TTY_COMPATIBLE": "1"},
    {"NO_COLOR": "1"},
    {"TZ": "nonsense"},
    {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"},
    {"TMPDIR": "/nonexistent"},
    {"PATH": ""},
    {"GIT_DIR": "/nonexistent", "GIT_CONFIG_GLOBAL": "/nonexistent"},
    {"HYDRA_FULL_ERROR": "1"},
    {"PYTHONWARNINGS": "default"},
    {"PYTHONDEVMODE": "0", "PYTHONUNBUFFERED": "1"},
    {"PYTHONHASHSEED": "7"},
    {"OMP_NUM_THREADS": "abc"},
    {"WENZE_LANG": ""},
]


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: " ".join(f"{name}={value[:12]}" for name, value in odd.items()))
def test_odd_surroundings_have_no_influence(current_folder, odd):
    cache = os.environ.get("WENZE_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    how = {"env": surroundings(WENZE_CACHE_DIR=cache, **odd), "errors": "replace"}
    status, out, err = finish(start("list", "levers", **how))
    assert (status, err) == (0, "")
    assert "policy.accountability" in out and "\x1b" not in out
    status, out, err = finish(start("run", "scenario=oversight", *TINY[1:], "figures=false", "out=a", **how))
    assert (status, err) == (0, "")
    assert out.endswith(" a\n") and "\x1b" not in out
    assert is_whole(Path("a"))


def test_an_unknown_language_is_one_line(current_folder):
    status, out, err = finish(start("list", env=surroundings(WENZE_LANG="tlh")))
    assert (status, out) == (2, "") and re.fullmatch(r"wenze: WENZE_LANG=tlh: .*\n", err)


@pytest.mark.slow
def test_it_runs_where_there_is_nothing_that_only_posix_has(current_folder):
    command = [
        sys.executable,
        str(Path(__file__).with_name("without_posix.py")),
        "compare",
        *TINY,
        "out=a",
        "parts=true",
    ]
    how = {"env": surroundings(), "capture_output": True, "text": True, "timeout": 300}
    for _ in range(2):  # the second replaces the first
        done = subprocess.run(command, **how)
        assert (done.returncode, done.stderr) == (0, "")
        assert is_whole(Path("a")) and names(current_folder) == ["a"]
