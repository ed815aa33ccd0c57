"""Result folders, written whole or not at all.

A folder is prepared in a hidden *workspace* beside the place it is meant for, made durable, and renamed into place. An
earlier folder of ours steps aside into the workspace first. A workspace is locked while its process lives, so one that
can be locked was left by a process that is gone: it is tidied up, and a renaming it was killed in is finished.

    .wenze-a1b2c3d4/target    the name of the folder meant
    .wenze-a1b2c3d4/new/      the folder being prepared
    .wenze-a1b2c3d4/old/      the earlier folder, for the moment between two renamings
"""

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.messages import say, shown
from wenze.experiments.signals import signals_held
from wenze.sim.errors import InputError

MAKER = "wenze"
SUMMARY, MONTHS, CONFIG, PROVENANCE = "summary.csv", "months.parquet", "config.yaml", "provenance.json"
PARTS, FIT = "parts.csv", "fit.csv"
FILES = frozenset({SUMMARY, PARTS, MONTHS, CONFIG, FIT, PROVENANCE})
FIGURES = "figures"
"""The folder of pictures inside a result; every picture is one or several files ``name.svg``, ``.png``, ``.csv``."""
FIGURE = re.compile(r"[a-z_]+\.(svg|png|csv)")


class Workspace(NamedTuple):
    """A locked workspace for one target folder, and the parents that had to be made for it, outermost first."""

    path: Path
    target: Path
    lock: int
    parents: list[Path]

    @property
    def new(self) -> Path:
        """The folder being prepared."""
        return self.path / "new"

    @property
    def old(self) -> Path:
        """Where the earlier folder steps aside."""
        return self.path / "old"


@contextmanager
def result_folder(out: Path) -> Iterator[Path]:
    """Give a folder to write into, which becomes ``out`` if the block ends well and disappears if it does not.

    Raises :class:`InputError` before the block if ``out`` cannot be written or holds anything that is not ours, and
    :class:`OSError` after it if the disk fails; an earlier folder of ours is then as it was.
    """
    workspace = None
    done = False
    try:
        with signals_held():
            workspace = _open_workspace(out)
        yield workspace.new
        _make_durable(workspace.new)
        with signals_held():
            _move_into_place(workspace)
            done = True
    finally:
        if workspace is not None:
            with signals_held():
                _close_workspace(workspace, done)


def is_ours(folder: Path) -> bool:
    """Whether a folder is an earlier result: nothing in it but our files, and its provenance says we made it."""
    if not _holds_files_of_ours(folder):
        return False
    try:
        provenance = json.loads((folder / PROVENANCE).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(provenance, dict) and provenance.get("made_by") == MAKER


def _holds_files_of_ours(folder: Path) -> bool:
    """Whether there is nothing in a folder but what a result consists of, finished or not."""
    with os.scandir(folder) as entries:
        return all(_is_part_of_ours(entry) for entry in entries)


def _is_part_of_ours(entry: os.DirEntry[str]) -> bool:
    if entry.name in FILES:
        return entry.is_file(follow_symlinks=False)
    if entry.name != FIGURES or not entry.is_dir(follow_symlinks=False):
        return False
    with os.scandir(entry) as pictures:
        return all(
            FIGURE.fullmatch(picture.name) is not None and picture.is_file(follow_symlinks=False)
            for picture in pictures
        )


def _open_workspace(out: Path) -> Workspace:
    """Check that ``out`` can be written and lock a workspace beside it; leaves nothing behind if refused."""
    try:
        target = out.resolve()
        parents = _make_parents(target.parent)
        try:
            tidy(target.parent)
            _check_replaceable(target, out)
            return _lock_workspace(target, parents)
        except BaseException:
            _remove_empty(parents)
            raise
    except (OSError, RuntimeError, ValueError) as error:  # resolve() raises the last two: links in a circle, a NUL
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(say("out_unusable", out=shown(out), why=why)) from error


def _check_replaceable(target: Path, out: Path) -> None:
    """Refuse a place that holds anything other than nothing, an empty folder or an earlier folder of ours."""
    try:
        os.lstat(target)
    except FileNotFoundError:
        return
    if not target.is_dir():
        raise InputError(say("out_is_file", out=shown(out)))
    if any(target.iterdir()) and not is_ours(target):
        raise InputError(say("out_not_ours", out=shown(out)))
    if os.path.ismount(target) or os.path.samefile(target, os.curdir):
        raise InputError(say("out_fixed", out=shown(out)))
    if not os.access(target, os.W_OK | os.X_OK):
        raise InputError(say("out_unusable", out=shown(out), why=os.strerror(13)))


def _make_parents(parent: Path) -> list[Path]:
    """Make the missing folders down to ``parent`` and list them, outermost first."""
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    made: list[Path] = []
    try:
        for folder in reversed(missing):
            folder.mkdir()
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


def _lock_workspace(target: Path, parents: list[Path]) -> Workspace:
    path = target.parent / f".{MAKER}-{secrets.token_hex(4)}"
    path.mkdir()
    try:
        lock = os.open(path, os.O_RDONLY)
        _lock(lock)
        (path / "new").mkdir()
        (path / "target").write_bytes(os.fsencode(target.name))  # from now on others take it for a workspace
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return Workspace(path, target, lock, parents)


def _lock(descriptor: int) -> bool:
    """Lock a folder until this process closes it or is gone; False if another has it or there are no locks here."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _make_durable(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            _make_durable(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    _sync_names(folder)


def _sync_names(folder: Path) -> None:
    """Make the names in a folder durable, where the file system knows how."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _move_into_place(workspace: Workspace) -> None:
    """Rename the new folder to its place, an earlier one aside; if that fails, the earlier one is put back."""
    _check_replaceable(workspace.target, workspace.target)  # much may have happened while we computed
    replacing = os.path.lexists(workspace.target)
    if replacing:
        os.rename(workspace.target, workspace.old)
    try:
        os.rename(workspace.new, workspace.target)
    except OSError:
        if replacing:
            os.rename(workspace.old, workspace.target)
        raise
    _sync_names(workspace.target.parent)


def _close_workspace(workspace: Workspace, done: bool) -> None:
    """Remove the workspace, and after a failure the parents made for it."""
    if done or not os.path.lexists(workspace.old):  # otherwise it holds the only copy of the earlier folder
        shutil.rmtree(workspace.path, ignore_errors=True)
    os.close(workspace.lock)
    if not done:
        _remove_empty(workspace.parents)


def tidy(parent: Path) -> None:
    """Remove the workspaces in a folder whose processes are gone; a renaming cut short is finished."""
    with suppress(OSError):  # a folder may be written and yet not be listed
        for path in list(parent.iterdir()):
            if re.fullmatch(rf"\.{MAKER}-[0-9a-f]{{8}}", path.name):
                with suppress(OSError):  # another process may be at it, or it may be another user's
                    _tidy_workspace(path)


def _tidy_workspace(path: Path) -> None:
    if not _is_workspace(path):
        return
    lock = os.open(path, os.O_RDONLY)
    try:
        if not _lock(lock):
            return
        target = path.parent / os.fsdecode((path / "target").read_bytes())
        if (path / "old").exists() and not os.path.lexists(target):
            left = path / "new" if (path / "new").exists() else path / "old"
            os.rename(left, target)
        shutil.rmtree(path)
    finally:
        os.close(lock)


def _is_workspace(path: Path) -> bool:
    """Whether everything in a folder is what a workspace holds."""
    inside = {entry.name for entry in path.iterdir()}
    if "target" not in inside or not inside <= {"target", "new", "old"}:
        return False
    return all(_holds_files_of_ours(path / name) for name in inside - {"target"})
