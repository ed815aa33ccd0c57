"""Where compiled code is kept between starts: the folder, whether it can be trusted, and how old ones go.

Numba unpickles what it finds there, so a folder counts only if nobody else can write into it. A folder that cannot be
used is no failure: the code is then compiled at every start, and one warning says so (:class:`CacheWarning`).
"""

import hashlib
import os
import shutil
import stat
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from wenze.sim.errors import reason_of
from wenze.sim.messages import say

VARIABLE = "WENZE_CACHE_DIR"
KEPT_DAYS = 30.0  # after this long without use, compiled code goes
CROWDED = 20  # of more than this many, so does what was not used today (each takes about 12 MB)
DAY = 24 * 3600.0
DIGEST = 32  # bytes of a SHA-256

_said: set[str] = set()


class CacheWarning(UserWarning):
    """Compiled code cannot be kept, and is made anew at every start. Its text is one line."""


class Unusable(Exception):
    """Compiled code cannot be kept; says where and why."""


def folder_for(fingerprint: str) -> Path:
    """The folder of the compiled code with a fingerprint, made if it is not there; only this user can write into it.

    Raises :class:`Unusable` where there is no such place.
    """
    folder = home() / "wenze" / f"compiled-{fingerprint}"
    try:
        folder.parent.parent.mkdir(parents=True, exist_ok=True)
        for part in (folder.parent, folder):
            part.mkdir(mode=0o700, exist_ok=True)
        _check_owner(folder)
    except OSError as error:
        raise Unusable(_unusable(folder, reason_of(error))) from None
    return folder


def home() -> Path:
    """The folder for caches: WENZE_CACHE_DIR, or where this user's caches lie. Raises :class:`Unusable` for want of one."""
    named = os.environ.get(VARIABLE) or os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(os.path.abspath(Path(named).expanduser())) if named else Path.home() / ".cache"
    except (RuntimeError, OSError):  # no home: a user whom the system does not know; or the current folder is gone
        raise Unusable(_unusable(Path(named or "~/.cache"), say("cache_without_home"))) from None


def _check_owner(folder: Path) -> None:
    """Raise :class:`Unusable` if others could put something into a folder, or another in its place."""
    if not hasattr(os, "geteuid"):  # Windows: a user's folders are the user's
        return
    both = stat.S_IWGRP | stat.S_IWOTH
    for place, others in ((folder, both), (folder.parent, both), (folder.parent.parent, stat.S_IWOTH)):
        found = place.stat()
        owners = {found.st_uid, place.lstat().st_uid}  # of what a link points to, and of the link
        guarded = others != both and found.st_mode & stat.S_ISVTX  # as /tmp is: nobody moves what is another's
        if not owners <= {os.geteuid(), 0} or (found.st_mode & others and not guarded):
            raise Unusable(_unusable(folder, say("others_can_write", place=place)))


def _unusable(folder: Path, why: str) -> str:
    return say("cache_unusable", folder=folder, why=why, variable=VARIABLE)


def warn(text: str) -> None:
    """Warn once in a process that compiled code is not kept."""
    if not _said:
        _said.add(text)
        warnings.warn(text, CacheWarning, stacklevel=2)


def warn_not_written(folder: Path, error: OSError) -> None:
    """Warn that compiled code could not be written, on a full disk for one."""
    warn(_unusable(folder, reason_of(error)))


def mark_used(folder: Path) -> None:
    """Note that compiled code was used today."""
    with suppress(OSError):
        os.utime(folder)


def forget_old(folder: Path) -> None:
    """Remove compiled code that has not been used for long: of edited rules, of checkouts that are gone."""
    now = time.time()
    for unfinished in folder.glob("*.tmp.*"):  # of processes that were killed
        with suppress(OSError):
            if now - unfinished.stat().st_mtime > DAY:
                unfinished.unlink()
    for rank, (used, other) in enumerate(sorted(_used(folder.parent), reverse=True)):
        idle = now - used
        if other != folder and (idle > KEPT_DAYS * DAY or (rank >= CROWDED and idle > DAY)):
            shutil.rmtree(other, ignore_errors=True)


def _used(parent: Path) -> Iterator[tuple[float, Path]]:
    """The folders of compiled code, with when each was last used."""
    for other in parent.glob("compiled-*"):
        with suppress(OSError):  # another process has just removed it
            yield other.stat().st_mtime, other


# --- files that show when they are damaged ----------------------------------------------------------------------------


class Damaged(OSError):
    """A file is not what was written."""


def sealed(data: bytes) -> bytes:
    """Data with a digest before it; :func:`unsealed` is the inverse."""
    return hashlib.sha256(data).digest() + data


def unsealed(path: Path) -> bytes:
    """The data of a sealed file. Raises :class:`Damaged` if it is empty, cut or altered, OSError if it cannot be read."""
    stored = path.read_bytes()
    digest, data = stored[:DIGEST], stored[DIGEST:]
    if hashlib.sha256(data).digest() != digest:
        raise Damaged(str(path))
    return data


def is_whole(folder: Path, endings: tuple[str, ...]) -> bool:
    """Whether a folder holds files with each of the endings, and none of these is damaged."""
    try:
        files = {path: unsealed(path) for path in folder.iterdir() if path.suffix in endings}
    except OSError:
        return False
    return {path.suffix for path in files} == set(endings)
