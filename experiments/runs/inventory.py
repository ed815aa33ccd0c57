"""What lies in the folder of a result, and what of it wenze may replace.

``provenance.json`` lists every file of a result with its size and SHA-256, itself excepted. Only files that are as they
were listed are ours to replace. What file managers and office programs leave behind (``.DS_Store``, lock files) is
nobody's data: it is passed over, and kept. Anything else is somebody's, and is never deleted.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wenze.experiments.messages import printable, say
from wenze.sim.errors import InputError

MAKER = "wenze"
PROVENANCE = "provenance.json"
LONGEST_PROVENANCE = 16 * 2**20
"""Bytes of the longest ``provenance.json`` that is read; ours are a thousand times shorter."""

NOBODYS = re.compile(
    r"\.DS_Store|\._.*|\.localized|Icon\r|\.directory|ehthumbs\.db|thumbs\.db|desktop\.ini"
    r"|\.~lock\..*\#|~\$.*|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+",
    re.IGNORECASE,
)
"""Files that desktops, office programs and network file systems leave in any folder."""

# Version 0.1.0 listed nothing: of its results only these names are taken for ours.
OF_VERSION_0_1_0 = re.compile(
    r"(summary|parts|fit)\.csv|months\.parquet|config\.yaml"
    r"|figures/(story|differences|parts|levels|roles|outcomes|(effort|innovation|lying_flat)_over_time)\.(svg|png|csv)"
)


class Listed(NamedTuple):
    """A file of a result as it was written."""

    size: int
    sha256: str


Listing = Mapping[str, Listed]
"""The files of a result by their paths below its folder, with ``/`` between the parts."""


class Stamp(NamedTuple):
    """By what a file is known not to have been touched since it was looked at."""

    path: str
    size: int
    changed: int


def list_files(folder: Path) -> dict[str, dict[str, Any]]:
    """What ``provenance.json`` says of the files in a folder, itself excepted: path -> size and SHA-256."""
    return {
        path: {"size": status.st_size, "sha256": sha256_of(folder / path)}
        for path, status in _inside(folder)
        if path != PROVENANCE and stat.S_ISREG(status.st_mode)
    }


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_replaceable(folder: Path, out: Path) -> list[Stamp]:
    """Raise :class:`InputError` if there is anything in a folder that is neither ours as we wrote it nor nobody's.

    ``out`` is what the user calls the folder. Gives the stamps of what is in it.
    """
    found = [(path, status) for path, status in _inside(folder) if not is_nobodys(path, status)]
    if not found:
        return []
    listing = _listing(folder)
    for path, status in found:
        if listing is None or not _is_listed(path, status, listing):
            raise InputError(say("out_not_ours", out=printable(out), name=printable(path)))
    for path, status in found:
        listed = listing.get(path) if listing else None
        if listed and not _is_as_listed(folder / path, status, listed):
            raise InputError(say("out_edited", out=printable(out), name=printable(path)))
    return _stamped(found)


def stamps(folder: Path) -> list[Stamp]:
    """The stamps of what is in a folder, nobody's files left out."""
    return _stamped([(path, status) for path, status in _inside(folder) if not is_nobodys(path, status)])


def _stamped(found: list[tuple[str, os.stat_result]]) -> list[Stamp]:
    files = [(path, status) for path, status in found if not stat.S_ISDIR(status.st_mode)]
    return [Stamp(path, status.st_size, status.st_mtime_ns) for path, status in files]


def nobodys_files(folder: Path) -> list[str]:
    """The paths of nobody's files in a folder."""
    return [path for path, status in _inside(folder) if is_nobodys(path, status)]


def is_nobodys(path: str, status: os.stat_result) -> bool:
    """Whether this is an ordinary file that some program of the desktop left behind."""
    return stat.S_ISREG(status.st_mode) and NOBODYS.fullmatch(path.rpartition("/")[2]) is not None


def _inside(folder: Path, below: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder, in order of names, links not followed: paths with ``/``, and what they are."""
    for name in sorted(os.listdir(folder)):
        path = folder / name
        status = os.lstat(path)
        yield f"{below}{name}", status
        if stat.S_ISDIR(status.st_mode):
            yield from _inside(path, f"{below}{name}/")


def _is_listed(path: str, status: os.stat_result, listing: Listing) -> bool:
    """Whether a path is one of a result's, and is a file or a folder as it should be."""
    if stat.S_ISDIR(status.st_mode):
        return any(listed.startswith(f"{path}/") for listed in listing)
    return stat.S_ISREG(status.st_mode) and (path == PROVENANCE or path in listing)


def _is_as_listed(path: Path, status: os.stat_result, listed: Listed) -> bool:
    return not listed.sha256 or (status.st_size == listed.size and sha256_of(path) == listed.sha256)


def _listing(folder: Path) -> Listing | None:
    """The files of the result in a folder; None where there is no result of ours."""
    record = provenance_in(folder)
    if record is None:
        return None
    if "files" not in record:
        return {path: Listed(0, "") for path, _ in _inside(folder) if OF_VERSION_0_1_0.fullmatch(path)}
    try:
        return {
            str(path): Listed(int(facts["size"]), _hash_in(facts["sha256"])) for path, facts in record["files"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _hash_in(text: Any) -> str:
    if not isinstance(text, str) or not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(text)
    return text


def provenance_in(folder: Path) -> dict[str, Any] | None:
    """What ``provenance.json`` says if wenze made it."""
    path = folder / PROVENANCE
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LONGEST_PROVENANCE:
            return None
        record = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and record.get("made_by") == MAKER else None
