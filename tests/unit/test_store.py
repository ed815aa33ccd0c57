"""Result folders: whole or not at all, ours replaced, others' refused, nothing left behind."""

import errno
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from wenze.experiments.runs import folder as store
from wenze.experiments.runs.folder import FILES, result_folder, tidy
from wenze.sim.errors import InputError


def write(folder: Path, text: str) -> None:
    """Everything a result folder holds."""
    for name in FILES:
        (folder / name).write_text(text)
    (folder / "provenance.json").write_text(json.dumps({"made_by": "wenze", "text": text}))


def make(out: Path, text: str = "new") -> None:
    with result_folder(out) as draft:
        write(draft, text)


def text_in(out: Path) -> str:
    assert {path.name for path in out.iterdir()} == FILES
    return (out / "summary.csv").read_text()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_appears_whole_and_nothing_else_is_left(tmp_path):
    with result_folder(tmp_path / "out") as draft:
        write(draft, "new")
        assert not (tmp_path / "out").exists()
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


def test_parents_are_made(tmp_path):
    make(tmp_path / "a" / "b" / "out")
    assert text_in(tmp_path / "a" / "b" / "out") == "new"


def test_an_earlier_result_is_replaced(tmp_path):
    make(tmp_path / "out", "old")
    make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    make(tmp_path / "out")
    assert text_in(tmp_path / "out") == "new"


def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    make(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert text_in(tmp_path / "real") == "new"


@pytest.mark.parametrize("failure", [RuntimeError("bug"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_a_failure_leaves_nothing_behind(tmp_path, failure):
    with pytest.raises(type(failure)), result_folder(tmp_path / "a" / "b" / "out") as draft:
        write(draft, "half")
        raise failure
    assert names(tmp_path) == []


def test_a_failure_leaves_the_earlier_result_as_it_was(tmp_path):
    make(tmp_path / "out", "old")
    with pytest.raises(OSError), result_folder(tmp_path / "out") as draft:
        write(draft, "half")
        raise OSError(errno.ENOSPC, "full")
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path) == ["out"]


def refused(out: Path) -> str:
    """The one line with which a place is refused, before anything is computed."""
    with pytest.raises(InputError) as error, result_folder(out):
        pytest.fail("the work was begun")
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")
    assert "is a file" in refused(tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    assert names(tmp_path) == ["out"]


def stranger(folder: Path) -> None:
    (folder / "thesis.doc").write_text("years of work")


def result_with_a_stranger(folder: Path) -> None:
    write(folder, "old")
    stranger(folder)


def result_with_a_folder_inside(folder: Path) -> None:
    write(folder, "old")
    (folder / "summary.csv").unlink()
    (folder / "summary.csv").mkdir()


def result_with_a_link_inside(folder: Path) -> None:
    write(folder, "old")
    (folder / "summary.csv").unlink()
    (folder / "summary.csv").symlink_to("/etc/hostname")


def pictures_with_a_stranger(folder: Path) -> None:
    write(folder, "old")
    (folder / "figures").mkdir()
    (folder / "figures" / "story.svg").write_text("a picture")
    (folder / "figures" / "holiday.jpg").write_text("a picture of somebody's own")


def link_instead_of_pictures(folder: Path) -> None:
    write(folder, "old")
    (folder / "figures").symlink_to("/etc")


def same_names_without_our_mark(folder: Path) -> None:
    write(folder, "old")
    (folder / "provenance.json").write_text('{"made_by": "somebody"}')


def broken_provenance(folder: Path) -> None:
    write(folder, "old")
    (folder / "provenance.json").write_bytes(b"\xff{")


def listed_provenance(folder: Path) -> None:
    (folder / "provenance.json").write_text('["made_by", "wenze"]')


@pytest.mark.parametrize(
    "fill",
    [
        stranger,
        result_with_a_stranger,
        result_with_a_folder_inside,
        result_with_a_link_inside,
        pictures_with_a_stranger,
        link_instead_of_pictures,
        same_names_without_our_mark,
        broken_provenance,
        listed_provenance,
    ],
)
def test_a_folder_that_is_not_ours_is_refused_and_untouched(tmp_path, fill):
    (tmp_path / "out").mkdir()
    fill(tmp_path / "out")
    before = names(tmp_path / "out")
    assert "not wenze's" in refused(tmp_path / "out")
    assert names(tmp_path / "out") == before
    assert names(tmp_path) == ["out"]


def test_places_that_cannot_be_written_are_refused(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    (tmp_path / "circle").symlink_to("circle")
    for out in ("file/out", "circle", "x" * 300, "fresh/" + "x" * 300, "a\0b"):
        assert "cannot be written" in refused(tmp_path / out)
    assert "cannot be written" in refused(Path("/proc/nowhere/out"))
    monkeypatch.setattr(store.os, "access", lambda *_: False)
    make_earlier = tmp_path / "earlier"
    make_earlier.mkdir()
    assert "ermission" in refused(make_earlier)
    assert names(tmp_path) == ["circle", "earlier", "file"]


def test_the_current_folder_and_mount_points_are_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "as a whole" in refused(Path("."))
    (tmp_path / "mounted").mkdir()
    monkeypatch.setattr(store.os.path, "ismount", lambda path: path.name == "mounted")
    assert "as a whole" in refused(Path("mounted"))


@pytest.mark.parametrize("name", ["with blank", "a=b", "[x],{y}", "中文", "new\nline", "-dash", "~", "*", "a\udc80"])
def test_any_name_will_do(tmp_path, name):
    make(tmp_path / name)
    assert text_in(tmp_path / name) == "new"
    assert names(tmp_path) == [name]


def test_a_result_with_pictures_is_replaced_and_what_a_killed_process_left_of_one_is_removed(tmp_path):
    with result_folder(tmp_path / "out") as draft:
        write(draft, "old")
        (draft / "figures").mkdir()
        (draft / "figures" / "story.svg").write_text("a picture")
    left = tmp_path / ".wenze-0123abcd"
    shutil.copytree(tmp_path / "out", left / "new")
    (left / "target").write_text("elsewhere")
    make(tmp_path / "out")
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


class Fault:
    """os.rename (or os.fsync) that fails at its n-th call, then works again."""

    def __init__(self, real, at: int, then=None):
        self.real, self.left, self.then = real, at, then

    def __call__(self, *arguments):
        self.left -= 1
        if self.left == 0:
            if self.then:
                self.then()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.real(*arguments)


@pytest.mark.parametrize("at", [1, 2])
def test_a_renaming_that_fails_leaves_the_earlier_result(tmp_path, monkeypatch, at):
    make(tmp_path / "out", "old")
    monkeypatch.setattr(store.os, "rename", Fault(os.rename, at))
    with pytest.raises(OSError):
        make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_disk_that_fails_to_sync_leaves_the_earlier_result(tmp_path, monkeypatch, at):
    make(tmp_path / "out", "old")
    monkeypatch.setattr(store.os, "fsync", Fault(os.fsync, at))
    with pytest.raises(OSError):
        make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path) == ["out"]


def test_what_appears_meanwhile_is_not_overwritten(tmp_path):
    with pytest.raises(InputError), result_folder(tmp_path / "out") as draft:
        write(draft, "new")
        (tmp_path / "out").mkdir()
        stranger(tmp_path / "out")
    assert names(tmp_path / "out") == ["thesis.doc"]
    assert names(tmp_path) == ["out"]


KILLED_AT_RENAMING = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = {path!r}
from tests_of_store import make, store
real, calls = os.rename, 0
def rename(*names):
    global calls
    if calls == {renamings}:
        os.kill(os.getpid(), signal.SIGKILL)
    calls += 1
    real(*names)
store.os.rename = rename
if {renamings} == 2:
    store.shutil.rmtree = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
make(Path({out!r}), "new")
"""


@pytest.mark.parametrize(("renamings", "left"), [(0, "old"), (1, "new"), (2, "new")])
def test_a_killed_process_loses_no_result_and_the_next_run_tidies_up(tmp_path, renamings, left):
    """Killed before the first renaming, between the two, and after them."""
    make(tmp_path / "out", "old")
    (tmp_path / "code").mkdir()
    shutil.copy(__file__, tmp_path / "code" / "tests_of_store.py")
    path = [str(tmp_path / "code"), str(Path(store.__file__).resolve().parents[2])]
    code = KILLED_AT_RENAMING.format(path=path, renamings=renamings, out=str(tmp_path / "out"))
    done = subprocess.run([sys.executable, "-c", code], timeout=60, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(list(tmp_path.glob(".wenze-*"))) == 1
    tidy(tmp_path)
    assert text_in(tmp_path / "out") == left
    assert names(tmp_path) == ["code", "out"]


def test_the_workspace_of_a_living_process_is_left_alone(tmp_path):
    with result_folder(tmp_path / "out") as draft:
        tidy(tmp_path)
        make(tmp_path / "other", "other")
        write(draft, "new")
    assert text_in(tmp_path / "out") == "new"


def test_tidying_touches_nothing_that_only_looks_like_ours(tmp_path):
    (tmp_path / ".wenze-0123abcd").mkdir()
    (tmp_path / ".wenze-0123abcd" / "target").write_text("out")
    stranger(tmp_path / ".wenze-0123abcd")
    (tmp_path / ".wenze-notes").mkdir()
    (tmp_path / ".wenze-11111111").mkdir()
    tidy(tmp_path)
    assert names(tmp_path) == [".wenze-0123abcd", ".wenze-11111111", ".wenze-notes"]


def test_without_locks_the_folder_is_written_all_the_same(tmp_path, monkeypatch):
    def no_locks(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    make(tmp_path / "out")
    assert text_in(tmp_path / "out") == "new"


def test_ctrl_c_during_the_renaming_waits_until_it_is_done(tmp_path, monkeypatch):
    make(tmp_path / "out", "old")
    real = os.rename

    def rename(*paths):
        signal.raise_signal(signal.SIGINT)
        real(*paths)

    monkeypatch.setattr(store.os, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]
