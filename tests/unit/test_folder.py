"""Result folders: whole or not at all, ours replaced, others' refused and never deleted, nothing left behind."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from wenze.experiments.messages import say
from wenze.experiments.paths import user_path
from wenze.experiments.runs import folder as folders
from wenze.experiments.runs.folder import result_folder, tidy, workspace_name
from wenze.experiments.runs.inventory import list_files
from wenze.sim.errors import InputError

FILES = {"summary.csv", "months.parquet", "config.yaml", "figures/story.svg", "provenance.json"}
ROOT = Path(__file__).resolve().parents[2]

posix = pytest.mark.skipif(os.name == "nt", reason="signals, links and owners of POSIX")


@pytest.fixture(autouse=True)
def usual_answer_to_ctrl_c():
    """These tests are about Ctrl-C too, which is ignored where they are started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def write(folder: Path, text: str) -> None:
    """Everything a result folder holds."""
    (folder / "figures").mkdir()
    for name in FILES - {"provenance.json"}:
        (folder / name).write_text(text)
    record = {"made_by": "wenze", "text": text, "files": list_files(folder)}
    (folder / "provenance.json").write_text(json.dumps(record))


def write_as_0_1_0(folder: Path, text: str) -> None:
    """What version 0.1.0 wrote: no list of files."""
    write(folder, text)
    (folder / "provenance.json").write_text(json.dumps({"made_by": "wenze", "version": "0.1.0"}))


def make(out: Path, text: str = "new") -> folders.Draft:
    with result_folder(out) as draft:
        write(draft.folder, text)
    return draft


def inside(folder: Path) -> set[str]:
    """The files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def text_in(out: Path) -> str:
    """The text of the result in a folder, which is whole."""
    assert inside(out) == FILES
    texts = {(out / name).read_text() for name in FILES - {"provenance.json"}}
    assert len(texts) == 1
    return texts.pop()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- whole or not at all ----------------------------------------------------------------------------------------------


def test_a_folder_appears_whole_and_nothing_else_is_left(tmp_path):
    with result_folder(tmp_path / "out") as draft:
        write(draft.folder, "new")
        assert not (tmp_path / "out").exists()
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]
    assert (draft.place, draft.why) == (tmp_path / "out", "")
    assert folders.finished()[-1] is draft


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


@posix
def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    make(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert text_in(tmp_path / "real") == "new"


@pytest.mark.parametrize("failure", [RuntimeError("bug"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_a_failure_leaves_nothing_behind(tmp_path, failure):
    with pytest.raises(type(failure)), result_folder(tmp_path / "a" / "b" / "out") as draft:
        write(draft.folder, "half")
        raise failure
    assert names(tmp_path) == []


def test_a_failure_leaves_the_earlier_result_as_it_was(tmp_path):
    make(tmp_path / "out", "old")
    with pytest.raises(OSError), result_folder(tmp_path / "out") as draft:
        write(draft.folder, "half")
        raise OSError(errno.ENOSPC, "full")
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path) == ["out"]


# --- what is refused --------------------------------------------------------------------------------------------------


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


def result_with_notes(folder: Path) -> None:
    write(folder, "old")
    (folder / "notes.csv").write_text("mine")


def result_with_a_folder_inside(folder: Path) -> None:
    write(folder, "old")
    (folder / "summary.csv").unlink()
    (folder / "summary.csv").mkdir()


def result_with_an_empty_folder_of_ones_own(folder: Path) -> None:
    write(folder, "old")
    (folder / "mine").mkdir()


def result_with_a_link_inside(folder: Path) -> None:
    write(folder, "old")
    (folder / "summary.csv").unlink()
    (folder / "summary.csv").symlink_to("config.yaml")


def pictures_with_a_stranger(folder: Path) -> None:
    write(folder, "old")
    (folder / "figures" / "holiday.jpg").write_text("a picture of somebody's own")


def pictures_with_a_chart_of_ones_own(folder: Path) -> None:
    write(folder, "old")
    (folder / "figures" / "my_own_chart.png").write_text("a picture of somebody's own")


def pictures_of_0_1_0_with_a_chart_of_ones_own(folder: Path) -> None:
    write_as_0_1_0(folder, "old")
    (folder / "figures" / "my_own_chart.png").write_text("a picture of somebody's own")


def link_instead_of_pictures(folder: Path) -> None:
    write(folder, "old")
    shutil.rmtree(folder / "figures")
    (folder / "figures").symlink_to("/etc")


def link_called_like_a_file_of_the_desktop(folder: Path) -> None:
    write(folder, "old")
    (folder / ".DS_Store").symlink_to("/etc/hostname")


def same_names_without_our_mark(folder: Path) -> None:
    write(folder, "old")
    (folder / "provenance.json").write_text('{"made_by": "somebody"}')


def broken_provenance(folder: Path) -> None:
    write(folder, "old")
    (folder / "provenance.json").write_bytes(b"\xff{")


def listed_provenance(folder: Path) -> None:
    (folder / "provenance.json").write_text('["made_by", "wenze"]')


def deep_provenance(folder: Path) -> None:
    (folder / "provenance.json").write_text("[" * 100_000)


def provenance_with_a_broken_list(folder: Path) -> None:
    write(folder, "old")
    (folder / "provenance.json").write_text('{"made_by": "wenze", "files": {"summary.csv": {"size": 3}}}')


def provenance_that_is_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "provenance.json")


STRANGERS = [
    stranger,
    result_with_a_stranger,
    result_with_notes,
    result_with_a_folder_inside,
    result_with_an_empty_folder_of_ones_own,
    result_with_a_link_inside,
    pictures_with_a_stranger,
    pictures_with_a_chart_of_ones_own,
    pictures_of_0_1_0_with_a_chart_of_ones_own,
    link_instead_of_pictures,
    link_called_like_a_file_of_the_desktop,
    same_names_without_our_mark,
    broken_provenance,
    listed_provenance,
    deep_provenance,
    provenance_with_a_broken_list,
    provenance_that_is_a_pipe,
]


@posix
@pytest.mark.parametrize("fill", STRANGERS)
def test_a_folder_that_is_not_ours_is_refused_and_untouched(tmp_path, fill):
    (tmp_path / "out").mkdir()
    fill(tmp_path / "out")
    before = inside(tmp_path / "out")
    assert "not wenze's" in refused(tmp_path / "out")
    assert inside(tmp_path / "out") == before
    assert names(tmp_path) == ["out"]


def test_the_refusal_names_the_first_file_that_is_somebodys(tmp_path):
    make(tmp_path / "out")
    (tmp_path / "out" / "figures" / "my_own_chart.png").write_text("mine")
    assert "holds figures/my_own_chart.png," in refused(tmp_path / "out")
    (tmp_path / "out" / "analysis.R").write_text("mine")
    assert "holds analysis.R," in refused(tmp_path / "out")


@pytest.mark.parametrize("name", sorted(FILES - {"provenance.json"}))
@pytest.mark.parametrize("text", ["longer", "NEW"])
def test_a_file_of_ours_that_was_edited_is_never_replaced(tmp_path, name, text):
    make(tmp_path / "out")
    (tmp_path / "out" / name).write_text(text)
    assert f"{name} is no longer as wenze wrote it" in refused(tmp_path / "out")
    assert (tmp_path / "out" / name).read_text() == text
    assert names(tmp_path) == ["out"]


def test_a_result_from_which_files_were_removed_is_replaced(tmp_path):
    make(tmp_path / "out", "old")
    (tmp_path / "out" / "months.parquet").unlink()
    (tmp_path / "out" / "figures" / "story.svg").unlink()
    make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "new"


def test_a_result_of_version_0_1_0_is_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    write_as_0_1_0(tmp_path / "out", "old")
    make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "new"


def test_places_that_cannot_be_written_are_refused(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    (tmp_path / "circle").symlink_to("circle")
    for out in ("file/out", "circle", "x" * 300, "fresh/" + "x" * 300, "a\0b"):
        assert "cannot be written" in refused(tmp_path / out)
    assert "cannot be written" in refused(Path("/proc/nowhere/out"))
    monkeypatch.setattr(folders.os, "access", lambda *_: False)
    make_earlier = tmp_path / "earlier"
    make_earlier.mkdir()
    assert "ermission" in refused(make_earlier)
    assert names(tmp_path) == ["circle", "earlier", "file"]


@posix
def test_a_folder_that_only_another_user_may_rename_is_known(tmp_path, monkeypatch):
    """In places like /tmp everybody may write, and only the owner of a folder, or of the place, may rename it."""

    def status(mode: int, owner: int) -> os.stat_result:
        return os.stat_result([mode, 0, 0, 1, owner, 0, 0, 0, 0, 0])

    monkeypatch.setattr(folders.os, "geteuid", lambda: 4711)
    theirs, mine = status(0o40777, 42), status(0o40777, 4711)
    assert folders._is_kept_by_another(theirs, status(0o41777, 0))
    assert not folders._is_kept_by_another(mine, status(0o41777, 0))
    assert not folders._is_kept_by_another(theirs, status(0o41777, 4711))
    assert not folders._is_kept_by_another(theirs, status(0o40777, 0))


def test_the_current_folder_and_mount_points_are_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "as a whole" in refused(Path("."))
    (tmp_path / "mounted").mkdir()
    monkeypatch.setattr(folders.os.path, "ismount", lambda path: path.name == "mounted")
    assert "as a whole" in refused(Path("mounted"))
    assert "cannot be written" in refused(Path("/")) or "not wenze's" in refused(Path("/"))


@posix
def test_a_current_folder_that_is_gone_is_named(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("PWD", str(gone))
    gone.rmdir()
    try:
        said = refused(Path("out"))
        make(tmp_path / "whole")
    finally:
        os.chdir(tmp_path)
    assert "out=out" in said and str(gone) in said
    assert text_in(tmp_path / "whole") == "new"


@pytest.mark.parametrize("name", ["with blank", "a=b", "[x],{y}", "中文", "new\nline", "-dash", "~", "*", "a\udc80"])
def test_any_name_will_do(tmp_path, name):
    make(tmp_path / name, "old")
    make(tmp_path / name)
    assert text_in(tmp_path / name) == "new"
    assert names(tmp_path) == [name]


def test_a_slash_behind_the_name_is_nothing(tmp_path):
    make(Path(f"{tmp_path}/out/"))
    make(Path(f"{tmp_path}/out//"))
    assert names(tmp_path) == ["out"]


def test_a_tilde_is_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert user_path("out", "~/x") == tmp_path / "x"
    assert user_path("out", "~") == tmp_path
    assert user_path("out", "./~") == Path("~")
    assert user_path("out", "a/~") == Path("a/~")
    with pytest.raises(InputError, match="out=~nobody_here/x: there is no such home"):
        user_path("out", "~nobody_here/x")


# --- what the desktop leaves ------------------------------------------------------------------------------------------

NOBODYS = [".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.summary.csv#", "~$summary.xlsx", "._summary.csv"]


@pytest.mark.parametrize("name", [*NOBODYS, "figures/.DS_Store", "figures/Thumbs.db"])
def test_what_the_desktop_leaves_never_blocks_and_is_kept(tmp_path, name):
    make(tmp_path / "out", "old")
    (tmp_path / "out" / name).write_text("nobody's")
    make(tmp_path / "out", "new")
    assert inside(tmp_path / "out") == FILES | {name}
    assert (tmp_path / "out" / "summary.csv").read_text() == "new"
    assert (tmp_path / "out" / name).read_text() == "nobody's"
    assert names(tmp_path) == ["out"]


def test_a_folder_with_nothing_but_what_the_desktop_leaves_is_empty(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".DS_Store").write_text("nobody's")
    make(tmp_path / "out")
    assert inside(tmp_path / "out") == FILES | {".DS_Store"}


def test_what_the_desktop_leaves_during_the_run_is_kept_as_well(tmp_path):
    make(tmp_path / "out", "old")
    with result_folder(tmp_path / "out") as draft:
        write(draft.folder, "new")
        (tmp_path / "out" / ".~lock.summary.csv#").write_text("nobody's")
    assert (draft.place, draft.why) == (tmp_path / "out", "")
    assert inside(tmp_path / "out") == FILES | {".~lock.summary.csv#"}


# --- a place that cannot be taken in the end --------------------------------------------------------------------------


def appears(out: Path) -> None:
    out.mkdir(exist_ok=True)
    stranger(out)


def appears_as_a_file(out: Path) -> None:
    out.write_text("mine")


def is_edited(out: Path) -> None:
    make(out, "old")
    (out / "summary.csv").write_text("mine")


@pytest.mark.parametrize("happens", [appears, appears_as_a_file, is_edited])
def test_a_finished_run_whose_place_was_taken_is_kept_beside_it(tmp_path, monkeypatch, happens):
    make(tmp_path / "out-2", "another's")
    monkeypatch.setattr(folders, "workspace_name", lambda name: f".wenze-{len(name):016d}")
    with result_folder(tmp_path / "out") as draft:
        write(draft.folder, "new")
        monkeypatch.setattr(folders, "workspace_name", lambda name: f".wenze-{len(name) + 9:016d}")
        happens(tmp_path / "out")
        monkeypatch.setattr(folders, "workspace_name", lambda name: f".wenze-{len(name):016d}")
    assert draft.place == tmp_path / "out-3"
    assert draft.why
    assert text_in(draft.place) == "new"
    assert names(tmp_path) == ["out", "out-2", "out-3"]
    mine = (
        tmp_path / "out"
        if happens is appears_as_a_file
        else next(path for path in (tmp_path / "out").iterdir() if path.read_text() in ("mine", "years of work"))
    )
    assert mine.exists()


def test_a_result_kept_beside_a_name_as_long_as_can_be(tmp_path):
    out = tmp_path / ("中" * 85)
    with result_folder(out) as draft:
        write(draft.folder, "new")
        appears(out)
    assert text_in(draft.place) == "new" and draft.place.name.endswith("-2")


def test_a_result_kept_beside_a_link_is_beside_what_it_leads_to(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "link").symlink_to(tmp_path / "real")
    with result_folder(tmp_path / "links" / "link") as draft:
        write(draft.folder, "new")
        appears(tmp_path / "real")
    assert draft.place == tmp_path / "real-2"
    assert text_in(draft.place) == "new"


def test_an_edit_in_the_last_moment_is_not_lost(tmp_path, monkeypatch):
    make(tmp_path / "out", "old")
    real = os.rename

    def rename(earlier, later):
        if Path(earlier) == tmp_path / "out":
            (tmp_path / "out" / "summary.csv").write_text("mine, saved just now")
        real(earlier, later)

    monkeypatch.setattr(folders.os, "rename", rename)
    draft = make(tmp_path / "out", "new")
    assert draft.place == tmp_path / "out-2" and say("out_changed") in draft.why
    assert (tmp_path / "out" / "summary.csv").read_text() == "mine, saved just now"
    assert text_in(tmp_path / "out-2") == "new"
    assert names(tmp_path) == ["out", "out-2"]


class Fault:
    """os.rename (or os.fsync) that fails at its n-th call, then works again."""

    def __init__(self, real, at: int, error: int = errno.ENOSPC):
        self.real, self.left, self.error = real, at, error

    def __call__(self, *arguments):
        self.left -= 1
        if self.left == 0:
            raise OSError(self.error, os.strerror(self.error))
        return self.real(*arguments)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EXDEV, errno.EACCES, errno.EBUSY])
@pytest.mark.parametrize("at", [1, 2])
def test_a_renaming_that_fails_loses_neither_result(tmp_path, monkeypatch, at, error):
    """Windows renames no folder in which a file is open; some file systems rename none that came with an image."""
    make(tmp_path / "out", "old")
    monkeypatch.setattr(folders.os, "rename", Fault(os.rename, at, error))
    draft = make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "old"
    assert draft.place == tmp_path / "out-2" and draft.why == os.strerror(error)
    assert text_in(tmp_path / "out-2") == "new"
    assert names(tmp_path) == ["out", "out-2"]


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_a_disk_that_fails_to_sync_leaves_the_earlier_result(tmp_path, monkeypatch, at):
    make(tmp_path / "out", "old")
    real = os.fsync
    calls = []

    def fsync(descriptor):
        calls.append(descriptor)
        if len(calls) >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(folders.os, "fsync", fsync)
    with pytest.raises(OSError):
        make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path) == ["out"]


# --- several at once --------------------------------------------------------------------------------------------------


def test_another_writer_of_the_same_place_is_told_so(tmp_path):
    with result_folder(tmp_path / "out") as draft:
        assert "another wenze is writing there" in refused(tmp_path / "out")
        write(draft.folder, "new")
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


def test_the_workspace_of_a_living_process_is_left_alone(tmp_path):
    with result_folder(tmp_path / "out") as draft:
        tidy(tmp_path)
        make(tmp_path / "other", "other")
        write(draft.folder, "new")
    assert text_in(tmp_path / "out") == "new"


def race(out: Path, times: int) -> list[str]:
    """Write into one place again and again; what is refused."""
    said = []
    for _ in range(times):
        try:
            assert make(out, "new").why == ""
        except InputError as error:
            said.append(str(error))
    return said


def test_racing_threads_write_one_place_whole_or_say_that_it_is_busy(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "PATIENCE", 0.05)
    said: list[str] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            said.extend(race(tmp_path / "deep" / "out", 30))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert all("another wenze is writing there" in line for line in said)
    assert text_in(tmp_path / "deep" / "out") == "new"
    assert names(tmp_path / "deep") == ["out"]


def in_a_process(code: str, *arguments: str) -> subprocess.Popen:
    """Run code in which this file's names are known."""
    begin = "import sys\nfrom pathlib import Path\nfrom tests.unit.test_folder import *\n"
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [sys.executable, "-c", begin + code, *arguments], text=True, cwd=ROOT, env=surroundings, **pipes
    )


def test_racing_processes_write_one_place_whole_or_say_that_it_is_busy(tmp_path):
    code = "print(*race(Path(sys.argv[1]), 25), sep='\\n')"
    running = [in_a_process(code, str(tmp_path / "a" / "out")) for _ in range(3)]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        assert all("another wenze is writing there" in line for line in out.splitlines() if line)
    assert text_in(tmp_path / "a" / "out") == "new"
    assert names(tmp_path / "a") == ["out"]


# --- killed -----------------------------------------------------------------------------------------------------------

CALLS = ("mkdir", "open", "close", "rename", "unlink", "rmdir", "listdir", "lstat", "fsync", "scandir")


class Killed:
    """Calls of the system that are counted together; the process ends at the n-th, before or after it."""

    def __init__(self, at: int, after: bool, end: Callable[[], object]):
        self.left, self.after, self.end = at, after, end

    def over(self, real):
        def call(*arguments, **how):
            self.left -= 1
            if self.left == 0 and not self.after:
                self.end()
            try:
                return real(*arguments, **how)
            finally:
                if self.left == 0 and self.after:
                    self.end()

        return call


def make_and_be_killed(out: Path, at: int, after: bool) -> None:
    """Write a result, in a child process that is killed at its n-th call of the system."""
    killed = Killed(at, after, lambda: os.kill(os.getpid(), signal.SIGKILL))
    for name in CALLS:
        setattr(os, name, killed.over(getattr(os, name)))
    make(out, "new")


@posix
@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize("after", [False, True])
def test_a_process_killed_at_any_call_loses_no_result_and_the_next_start_tidies_up(
    tmp_path, monkeypatch, earlier, after
):
    """One child after the other, killed at its first call, its second, and so on, until one comes to its end."""
    import filelock  # noqa: F401  # not in each of the children

    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # a kill loses nothing that was written
    for at in range(1, 1000):
        place = tmp_path / str(at)
        place.mkdir()
        if earlier:
            make(place / "out", "old")
        child = os.fork()
        if child == 0:
            try:
                make_and_be_killed(place / "out", at, after)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        make(place / "other", "other")
        assert set(names(place)) <= {"other", "out"}, (at, names(place))
        if earlier or (place / "out").exists():
            assert text_in(place / "out") in ("old", "new"), at
        make(place / "out", "next")
        assert text_in(place / "out") == "next"
        assert names(place) == ["other", "out"]
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0
            break
        shutil.rmtree(place)
    assert at > 60


@posix
def test_a_process_killed_between_the_two_renamings_has_its_result_put_in_place(tmp_path):
    make(tmp_path / "out", "old")
    child = os.fork()
    if child == 0:
        try:
            killed = Killed(2, False, lambda: os.kill(os.getpid(), signal.SIGKILL))
            os.rename = killed.over(os.rename)
            make(tmp_path / "out", "new")
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert not (tmp_path / "out").exists()
    tidy(tmp_path)
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


def test_a_result_that_was_to_be_removed_does_not_come_back_in_the_place_of_one_that_was_moved_away(tmp_path):
    workspace = tmp_path / workspace_name("out")
    (workspace / "gone" / "out").mkdir(parents=True)
    (workspace / "gone" / "out" / "summary.csv").write_text("half removed")
    (workspace / "lock").touch()
    tidy(tmp_path)
    assert names(tmp_path) == []


# --- planted ----------------------------------------------------------------------------------------------------------


def planted_as_in_0_1_0(place: Path, target: str) -> None:
    workspace = place / ".wenze-0123abcd"
    write_all(workspace / "new")
    (workspace / "old").mkdir()
    (workspace / "target").write_text(target)


def write_all(folder: Path) -> None:
    folder.mkdir(parents=True)
    write(folder, "planted")


@posix
@pytest.mark.parametrize("target", ["../victim", "/victim", "a/../../victim", "..", "."])
def test_a_planted_workspace_renames_nothing_outside(tmp_path, target):
    (tmp_path / "place").mkdir()
    target = target.replace("/victim", f"{tmp_path}/victim") if target == "/victim" else target
    planted_as_in_0_1_0(tmp_path / "place", target)
    make(tmp_path / "place" / "out")
    assert names(tmp_path) == ["place"]
    assert text_in(tmp_path / "place" / "out") == "new"


@posix
def test_links_as_workspaces_or_in_them_are_left_alone(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    result = tmp_path / "elsewhere" / "out"
    write_all(result)
    place = tmp_path / "place"
    place.mkdir()
    real = tmp_path / "real"
    (real / "new").mkdir(parents=True)
    (real / "lock").touch()
    (place / workspace_name("a")).symlink_to(real)
    for part in ("new", "old", "gone"):
        workspace = place / workspace_name(part)
        (workspace / part).mkdir(parents=True)
        (workspace / part / part).symlink_to(result)
        (workspace / "lock").touch()
    whole = place / workspace_name("b")
    whole.mkdir()
    (whole / "new").symlink_to(tmp_path / "elsewhere")
    (whole / "lock").touch()
    before = names(place)
    tidy(place)
    assert names(place) == before
    assert text_in(result) == "planted"
    assert names(real) == ["lock", "new"]
    for name in ("a", "b", "old"):
        assert "is in the way" in refused(place / name)


@posix
def test_workspaces_of_another_user_are_left_alone(tmp_path, monkeypatch):
    workspace = tmp_path / workspace_name("out")
    (workspace / "new" / "out").mkdir(parents=True)
    (workspace / "lock").touch()
    monkeypatch.setattr(folders.os, "geteuid", lambda: os.stat(tmp_path).st_uid + 1)
    tidy(tmp_path)
    assert names(tmp_path) == [workspace.name]
    assert "is in the way" in refused(tmp_path / "out")


def test_tidying_touches_nothing_that_only_looks_like_ours(tmp_path):
    looks = tmp_path / workspace_name("out")
    (looks / "new").mkdir(parents=True)
    (looks / "lock").touch()
    stranger(looks)
    other = tmp_path / workspace_name("other")
    (other / "new" / "not_other").mkdir(parents=True)
    (other / "lock").touch()
    files = tmp_path / workspace_name("files")
    (files / "new").mkdir(parents=True)
    stranger(files / "new")
    (files / "lock").touch()
    (tmp_path / ".wenze-notes").mkdir()
    before = names(tmp_path)
    tidy(tmp_path)
    assert names(tmp_path) == before
    assert (looks / "thesis.doc").exists() and (files / "new" / "thesis.doc").exists()


# --- other systems ----------------------------------------------------------------------------------------------------


def without_locks(monkeypatch) -> None:
    def no_locks(*_, **__):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("filelock.lock_descriptor", no_locks)


def test_without_locks_the_folder_is_written_all_the_same(tmp_path, monkeypatch):
    without_locks(monkeypatch)
    make(tmp_path / "out", "old")
    make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


def test_without_locks_what_may_be_anothers_is_left_and_named(tmp_path, monkeypatch):
    without_locks(monkeypatch)
    monkeypatch.setattr(folders, "PATIENCE", 0.05)
    with result_folder(tmp_path / "out") as draft:
        assert workspace_name("out") in refused(tmp_path / "out")
        write(draft.folder, "new")
    assert names(tmp_path) == ["out"]


def as_on_windows(monkeypatch) -> None:
    """Let calls fail that fail there: opening a folder, renaming over anything, removing or renaming what is open."""
    real = {name: getattr(os, name) for name in ("open", "close", "rename", "unlink", "rmdir")}
    opened: dict[int, str] = {}

    def open_(path, *how, **more):
        if os.path.isdir(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        descriptor = real["open"](path, *how, **more)
        opened[descriptor] = os.path.abspath(path)
        return descriptor

    def close(descriptor):
        opened.pop(descriptor, None)
        real["close"](descriptor)

    def refuse_open(path):
        whole = os.path.abspath(path)
        if any(other == whole or other.startswith(whole + os.sep) for other in opened.values()):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    def rename(earlier, later):
        refuse_open(earlier)
        if os.path.lexists(later):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), earlier)
        real["rename"](earlier, later)

    def unlink(path, **how):
        if "dir_fd" not in how:
            refuse_open(path)
        real["unlink"](path, **how)

    class Windows:
        """The module os as it is there."""

        name = "nt"

        def __getattr__(self, name):
            if name in ("geteuid", "getuid", "O_NOFOLLOW", "O_DIRECTORY", "fork", "sched_getaffinity"):
                raise AttributeError(name)
            return getattr(os, name)

    windows = Windows()
    windows.open, windows.close, windows.rename, windows.unlink = open_, close, rename, unlink
    monkeypatch.setattr(folders, "os", windows)
    monkeypatch.setattr(folders, "PATIENCE", 0.05)


def test_as_on_windows_folders_are_written_replaced_and_tidied_up(tmp_path, monkeypatch):
    as_on_windows(monkeypatch)
    make(tmp_path / "out", "old")
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty", "new")
    make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == text_in(tmp_path / "empty") == "new"
    with pytest.raises(RuntimeError), result_folder(tmp_path / "out"):
        raise RuntimeError
    left = tmp_path / workspace_name("left")
    (left / "new" / "left").mkdir(parents=True)
    (left / "lock").touch()
    make(tmp_path / "out", "newer")
    assert text_in(tmp_path / "out") == "newer"
    assert names(tmp_path) == ["empty", "out"]


def test_as_on_windows_a_result_with_an_open_file_stays_and_the_new_one_is_kept_beside_it(tmp_path, monkeypatch):
    as_on_windows(monkeypatch)
    make(tmp_path / "out", "old")
    in_use = folders.os.open(tmp_path / "out" / "summary.csv", os.O_RDONLY)
    draft = make(tmp_path / "out", "new")
    folders.os.close(in_use)
    assert text_in(tmp_path / "out") == "old"
    assert draft.place == tmp_path / "out-2" and draft.why
    assert text_in(tmp_path / "out-2") == "new"
    assert names(tmp_path) == ["out", "out-2"]


# --- asked to end -----------------------------------------------------------------------------------------------------


def test_ctrl_c_during_the_renaming_waits_until_it_is_done(tmp_path, monkeypatch):
    make(tmp_path / "out", "old")
    real = os.rename

    def rename(*paths):
        signal.raise_signal(signal.SIGINT)
        real(*paths)

    monkeypatch.setattr(folders.os, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "out", "new")
    assert text_in(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]
