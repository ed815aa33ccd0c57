"""Result folders, written whole or not at all.

A folder is prepared in a hidden *workspace* beside the place it is meant for, made durable, and renamed into place. An
earlier result steps aside into the workspace first. A workspace belongs to one name, after which it is called, and is
locked while its process lives: two processes never write to one place at a time, and a workspace that can be locked was
left by a process that is gone. It is then tidied up, and a renaming in which it was killed is finished.

    .wenze-0123456789abcdef/lock       locked while the process lives; made first, removed last
    .wenze-0123456789abcdef/new/NAME   the folder being prepared
    .wenze-0123456789abcdef/old/NAME   the earlier result, for the moment between two renamings
    .wenze-0123456789abcdef/gone/NAME  the earlier result once it may be removed

If the place cannot be taken in the end (somebody's file lies in it by now), the result is kept under a free name beside it.
"""

import errno
import hashlib
import os
import re
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.messages import printable, say
from wenze.experiments.paths import check_current_folder
from wenze.experiments.runs.inventory import MAKER, Stamp, check_replaceable, nobodys_files, stamps
from wenze.experiments.signals import signals_held, stop_if_asked
from wenze.sim.errors import InputError, reason_of

WORKSPACE = re.compile(rf"\.{MAKER}-[0-9a-f]{{16}}")
LOCK, NEW, OLD, GONE = "lock", "new", "old", "gone"

PATIENCE, PAUSE = 1.0, 0.02  # seconds to wait for another process that is only tidying up, or for a scanner of viruses


class Draft:
    """A result being written.

    ``folder`` is where to write. Once the result is whole, ``place`` is where it stands; ``why`` says why it does not
    stand where it was meant to, and is empty if it does.
    """

    def __init__(self, folder: Path, out: Path):
        self.folder = folder
        self.place = out
        self.why = ""


class Workspace(NamedTuple):
    """A locked workspace for one target folder, and the parents that had to be made for it, outermost first.

    ``out`` is the target as the user wrote it, ``lock`` the descriptor of the locked file.
    """

    path: Path
    target: Path
    out: Path
    lock: int
    parents: list[Path]

    def of(self, part: str) -> Path:
        """The folder in one of the parts of the workspace."""
        return self.path / part / self.target.name


_finished: list[Draft] = []


def finished() -> tuple[Draft, ...]:
    """The results that this process has put into place so far, in order."""
    return tuple(_finished)


@contextmanager
def result_folder(out: Path) -> Iterator[Draft]:
    """Give a draft to write into, whose folder becomes ``out`` if the block ends well and disappears if it does not.

    Raises :class:`InputError` before the block if ``out`` cannot be written, holds anything that is not ours as we wrote
    it, or is being written by another process, and :class:`OSError` after it if the disk fails; an earlier result is then
    as it was.
    """
    workspace = None
    done = False
    try:
        with signals_held():
            workspace = _open_workspace(out)
        draft = Draft(workspace.of(NEW), out)
        yield draft
        _make_durable(draft.folder)
        with signals_held():
            stop_if_asked()
            _move_into_place(workspace, draft)
            _finished.append(draft)
            done = True
    finally:
        if workspace is not None:
            with signals_held():
                _close_workspace(workspace, done)


# --- opening and closing ----------------------------------------------------------------------------------------------


def _open_workspace(out: Path) -> Workspace:
    """Lock a workspace beside ``out`` and check that ``out`` can be written; leaves nothing behind if refused."""
    check_current_folder("out", out)
    try:
        target = out.resolve()
        parents = _make_parents(target.parent)
        try:
            tidy(target.parent)
            workspace = _lock_workspace(target, out, parents)
        except BaseException:
            _remove_empty(parents)
            raise
        try:
            check_target(target, out)
            for part in (OLD, NEW):
                (workspace.path / part).mkdir()
            workspace.of(NEW).mkdir()
        except BaseException:
            _close_workspace(workspace, done=False)
            raise
        return workspace
    except (OSError, RuntimeError, ValueError) as error:  # resolve() raises the last two: links in a circle, a NUL
        raise InputError(say("out_unusable", out=printable(out), why=reason_of(error))) from error


def check_apart(out: Path, sources: Iterable[Path]) -> None:
    """Raise InputError if ``out`` is a folder that is read from: what is written there would take its place."""
    for source in sources:
        with suppress(OSError):
            if os.path.samefile(out, source):
                raise InputError(say("out_is_source", out=printable(out)))


def check_target(target: Path, out: Path) -> list[Stamp]:
    """Refuse a place that holds anything but nothing, an empty folder or an earlier result as it was written.

    Gives stamps by which what is there can be known not to have been touched since.
    """
    try:
        status = os.lstat(target)
    except FileNotFoundError:
        return []
    if not stat.S_ISDIR(status.st_mode):
        raise InputError(say("out_is_file", out=printable(out)))
    found = check_replaceable(target, out)
    if os.path.ismount(target) or _is_current(target):
        raise InputError(say("out_fixed", out=printable(out)))
    if not os.access(target, os.W_OK | os.X_OK) or _is_kept_by_another(status, os.stat(target.parent)):
        why = reason_of(PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
        raise InputError(say("out_unusable", out=printable(out), why=why))
    return found


def _is_current(folder: Path) -> bool:
    try:
        return os.path.samefile(folder, os.curdir)
    except OSError:  # the current folder is gone
        return False


def _is_kept_by_another(folder: os.stat_result, parent: os.stat_result) -> bool:
    """Whether only another user may rename a folder: in places like /tmp everybody keeps what is his."""
    if not parent.st_mode & stat.S_ISVTX or not hasattr(os, "geteuid"):
        return False
    return os.geteuid() not in (0, folder.st_uid, parent.st_uid)


def _make_parents(parent: Path) -> list[Path]:
    """Make the missing folders down to ``parent`` and list those made here, outermost first."""
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    made: list[Path] = []
    try:
        for folder in reversed(missing):
            try:
                folder.mkdir()
            except FileExistsError:
                if not folder.is_dir():
                    raise
            else:
                made.append(folder)
    except OSError:
        _remove_empty(made)
        raise
    return made


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders, listed outermost first, unless something is in them by now."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _close_workspace(workspace: Workspace, done: bool) -> None:
    """Remove the workspace, and after a failure the parents made for it."""
    _remove_workspace(workspace.path, workspace.lock)
    if not done:
        _remove_empty(workspace.parents)


# --- workspaces and their locks ---------------------------------------------------------------------------------------


def workspace_name(name: str) -> str:
    """What the workspace for a folder of this name is called."""
    return f".{MAKER}-{hashlib.sha256(os.fsencode(os.path.normcase(name))).hexdigest()[:16]}"


def _lock_workspace(target: Path, out: Path, parents: list[Path]) -> Workspace:
    """Make the workspace for a target and lock it; what an earlier process left in it is tidied up."""
    import filelock  # noqa: F401  # before anything is made; it takes longer to import than a refused command takes

    path = target.parent / workspace_name(target.name)
    last = time.monotonic() + PATIENCE
    while True:
        lock = _make_and_lock(path, target.parent)
        if lock is not None:
            _finish_and_empty(path, target.name)
            return Workspace(path, target, out, lock, parents)
        if time.monotonic() > last:
            raise InputError(say("out_busy", out=printable(out), workspace=path.name))
        time.sleep(PAUSE)  # perhaps another process is only looking whether it has to tidy up


def _make_and_lock(path: Path, parent: Path) -> int | None:
    """The descriptor of the lock of a workspace; None if another process has it, or removes the workspace just now."""
    made = True
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        made = False
    except FileNotFoundError:  # another process, which made the parents, is leaving
        parent.mkdir(parents=True, exist_ok=True)
        return None
    try:
        if not _is_workspace(path):
            raise FileExistsError(errno.EEXIST, say("in_the_way", name=path.name))
        lock = _open_lock(path, os.O_CREAT)
    except FileNotFoundError:
        return None
    locked = _lock(lock)
    if (locked or (locked is None and made)) and _is_same_file(lock, path / LOCK):
        return lock
    os.close(lock)
    return None


def _open_lock(path: Path, flags: int = 0) -> int:
    return os.open(path / LOCK, os.O_RDWR | flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _lock(descriptor: int) -> bool | None:
    """Lock a file until this process closes it or is gone; False if another has it, None if there are no locks here."""
    from filelock import lock_descriptor

    try:
        return lock_descriptor(descriptor, blocking=False)
    except (OSError, NotImplementedError):
        return None


def _is_same_file(descriptor: int, path: Path) -> bool:
    """Whether a path still means the file that was opened; a process that tidied up may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except OSError:
        return False


def tidy(parent: Path) -> None:
    """Remove the workspaces in a folder whose processes are gone; a renaming cut short is finished."""
    with suppress(OSError):  # a folder may be written and yet not be listed
        for name in os.listdir(parent):
            if WORKSPACE.fullmatch(name):
                with suppress(OSError):  # another process may be at it, or it may be another user's
                    _tidy_workspace(parent / name)


def _tidy_workspace(path: Path) -> None:
    if not _is_workspace(path):
        return
    if not os.listdir(path):
        path.rmdir()
        return
    lock = _open_lock(path)
    if _lock(lock) and _is_same_file(lock, path / LOCK) and _is_workspace(path):
        for name in _names_in(path):
            _finish_and_empty(path, name)
        _remove_workspace(path, lock)
    else:
        os.close(lock)


def _is_workspace(path: Path) -> bool:
    """Whether this is a folder of ours, no link, in which there is nothing but what a workspace holds."""
    if not _is_own_folder(path):
        return False
    inside = set(os.listdir(path))
    return (
        inside <= {LOCK, NEW, OLD, GONE}
        and (LOCK not in inside or _is_empty_file(path / LOCK))
        and (LOCK in inside or not inside)
        and all(_is_own_folder(path / part) for part in inside - {LOCK})
        and all(workspace_name(name) == path.name for name in _names_in(path))
        and all(_is_own_folder(path / part / name) for part in inside - {LOCK} for name in os.listdir(path / part))
    )


def _names_in(path: Path) -> set[str]:
    """The names that the folders in a workspace have: one, or none."""
    parts = [path / part for part in (NEW, OLD, GONE) if os.path.lexists(path / part)]
    return {name for part in parts for name in os.listdir(part)}


def _is_own_folder(path: Path) -> bool:
    status = os.lstat(path)
    return stat.S_ISDIR(status.st_mode) and (not hasattr(os, "geteuid") or status.st_uid == os.geteuid())


def _is_empty_file(path: Path) -> bool:
    status = os.lstat(path)
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def _finish_and_empty(path: Path, name: str) -> None:
    """Finish the renaming that a killed process had begun in a workspace, and remove what else it left."""
    target = path.parent / name
    new, old = path / NEW / name, path / OLD / name
    if os.path.lexists(old):
        if not os.path.lexists(target):
            os.rename(new if os.path.lexists(new) else old, target)
        elif os.path.lexists(new):  # neither is in the place: somebody took it
            _take_free_name(old, target)
        if os.path.lexists(old):
            _give_up(path)
    _remove_parts(path)


def _give_up(path: Path) -> None:
    """Mark the earlier result in a workspace as one that may be removed, by one renaming."""
    shutil.rmtree(path / GONE, ignore_errors=True)
    os.rename(path / OLD, path / GONE)


def _remove_parts(path: Path) -> None:
    """Remove what is being prepared or given up; an earlier result that could not be put back stays."""
    for part in (GONE, NEW):
        if os.path.lexists(path / part):
            shutil.rmtree(path / part)
    with suppress(OSError):
        (path / OLD).rmdir()


def _remove_workspace(path: Path, lock: int) -> None:
    """Remove a workspace, its lock last of all, and let go of the lock."""
    try:
        _remove_parts(path)
        if os.listdir(path) == [LOCK] and os.name != "nt":
            os.unlink(path / LOCK)
            path.rmdir()
    except OSError:
        pass  # the next start tries again
    finally:
        os.close(lock)
    if (
        os.name == "nt"
    ):  # which removes no file that is open; if another process opens it right now, that one removes it
        with suppress(OSError):
            if os.listdir(path) == [LOCK]:
                os.unlink(path / LOCK)
                path.rmdir()


# --- durable, and into place ------------------------------------------------------------------------------------------


def _make_durable(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            _make_durable(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_names(folder)


def sync_names(folder: Path) -> None:
    """Make the names in a folder durable, where the system knows how; Windows opens no folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _move_into_place(workspace: Workspace, draft: Draft) -> None:
    """Rename the new folder to its place or, if that cannot be taken any more, to a free name beside it."""
    try:
        _take_place(workspace)
    except (InputError, OSError) as error:
        name = _take_free_name(workspace.of(NEW), workspace.target)
        draft.place = (
            draft.place.with_name(name) if _is_beside(draft.place, workspace) else workspace.target.with_name(name)
        )
        draft.why = reason_of(error)
    sync_names(workspace.target.parent)


def _is_beside(out: Path, workspace: Workspace) -> bool:
    """Whether the path as the user wrote it leads to the folder beside which the workspace is, and is no link."""
    with suppress(OSError, ValueError):
        return out.name == workspace.target.name and out.parent.resolve() == workspace.target.parent
    return False


def _take_place(workspace: Workspace) -> None:
    """Rename an earlier result aside and the new one to its place; if that fails, the earlier one is put back."""
    new, old, target = workspace.of(NEW), workspace.of(OLD), workspace.target
    seen = check_target(target, workspace.out)  # much may have happened while we computed
    if not os.path.lexists(target):
        _rename(new, target)
        return
    _keep_nobodys(target, new)
    _rename(target, old)
    try:
        if seen != stamps(old):
            raise InputError(say("out_changed"))
        _rename(new, target)
    except (InputError, OSError):
        _put_back(old, target)
        raise
    with suppress(OSError):  # the next start tries again
        _give_up(workspace.path)


def _put_back(old: Path, target: Path) -> None:
    try:
        _rename(old, target)
    except OSError:  # somebody was quick to take its place: it goes beside it as well
        _take_free_name(old, target)


def _keep_nobodys(earlier: Path, new: Path) -> None:
    """Take along what the desktop left in the earlier result, where the new one has a folder for it."""
    for name in nobodys_files(earlier):
        if (new / name).parent.is_dir() and not os.path.lexists(new / name):
            with suppress(OSError):  # the program that made it may keep it to itself
                shutil.copy2(earlier / name, new / name)


def _take_free_name(folder: Path, target: Path) -> str:
    """Rename a folder to the first of NAME-2, NAME-3, ... that is free, and give that name."""
    for number in range(2, 10_000):
        name = f"{_shortened(target.name)}-{number}"
        with suppress(FileExistsError, NotADirectoryError):  # just taken by another
            if not os.path.lexists(target.with_name(name)):
                _rename(folder, target.with_name(name))
                return name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _shortened(name: str) -> str:
    """A name with room for a number behind it, in file systems that take 255 bytes."""
    while len(os.fsencode(name)) > 240:
        name = name[:-1]
    return name


def _rename(earlier: Path, later: Path) -> None:
    """Rename a folder. Windows refuses for a moment while a scanner of viruses reads what was just written."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            os.rename(earlier, later)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > last:
                raise
            time.sleep(PAUSE)
