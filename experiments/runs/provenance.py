"""Where a result comes from: versions, commit, machine, command, time. The one file that may differ between runs."""

import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wenze.experiments.runs.inventory import MAKER, list_files
from wenze.sim.version import MODEL_VERSION

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "wenze"


class Provenance:
    """What is known when the work starts; :meth:`write` adds how long it took."""

    def __init__(self, command: Sequence[str], threads: int):
        self.started = datetime.now(UTC)
        self._clock = time.monotonic()
        self.command = list(command)
        self.threads = threads

    def write(self, path: Path) -> None:
        """Write the record as JSON, in ASCII, so that a command line of any bytes fits.

        It lists the files that are in the folder by now with their hashes, by which wenze knows later what is its own to
        replace: it is to be written last.
        """
        record: dict[str, Any] = {
            "made_by": MAKER,
            "version": own_version(),
            "model_version": MODEL_VERSION,
            "command": self.command,
            "started": self.started.isoformat(timespec="seconds"),
            "duration_seconds": round(time.monotonic() - self._clock, 3),
            "threads": self.threads,
            "source": checkout(ROOT),
            "python": f"{platform.python_implementation()} {platform.python_version()}",
            "packages": package_versions(),
            "machine": machine(),
            "files": list_files(path.parent),
        }
        path.write_text(json.dumps(record, indent=2) + "\n", encoding="ascii")


def own_version() -> str | None:
    """Version of the installed distribution; None in a checkout that is not installed."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None


def package_versions() -> dict[str, str]:
    """Versions of the packages we depend on, those that bring compiled code with them included."""
    try:
        required = importlib.metadata.requires(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        required = []
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in required if "extra ==" not in line}
    versions = {}
    for name in sorted(names | {"numpy", "numba", "llvmlite", "pyarrow"}):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def checkout(root: Path) -> dict[str, Any] | None:
    """Commit of the checkout the code runs from and whether it was clean; None where there is no checkout or no git."""
    if not (root / ".git").exists() or shutil.which("git") is None:
        return None
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    if commit is None or not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        return None
    changes = _git(root, "status", "--porcelain")
    return {"commit": commit, "clean": None if changes is None else changes == ""}


def _git(root: Path, *arguments: str) -> str | None:
    """What git says of a checkout. It may be another user's: its code runs here already."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    trusting = ["-c", "safe.directory=*", "-c", "core.fsmonitor=false"]
    command = ["git", *trusting, "--no-optional-locks", "-C", str(root), *arguments]
    how: dict[str, Any] = {"encoding": "utf-8", "errors": "replace", "stdin": subprocess.DEVNULL}
    try:
        done = subprocess.run(command, env=surroundings, capture_output=True, timeout=20, check=True, **how)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return str(done.stdout).strip()


def machine() -> dict[str, Any]:
    """The machine as far as speed and bits depend on it; no names."""
    return {
        "platform": platform.platform(),
        "architecture": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_bytes": _memory(),
    }


def _processor() -> str:
    """Model name of the processor, from where Linux tells it."""
    try:
        found = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(errors="replace"), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.processor()


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None
