"""What a sweep outlives: kills at any moment and within the commit of a part, other threads and pieces of work, damaged files,
a full disk. ``python -m benchmarks.endurance`` prints how many of each came to the same bytes.
"""

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
SWEEP = [
    "sweep", "policy.accountability.strictness_work=range(0,1,0.05)", "world.learning.horizon=3,6,12,24",
    "scenarios=[responsibility_lists]", "replications=4", "months=24", "spin_up=24", "world.scale.counties=1",
    "world.scale.townships=6", "world.scale.posts=10", "figures=false", "part=64",
]  # fmt: skip
LONGER = [word for word in SWEEP if not word.startswith("months=")] + ["months=240"]
"""A sweep that lasts long enough for workers to be killed in it."""
ASIDE = ("provenance.json", ".lock")
"""What may differ: when and where a sweep was run."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that finds this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def start(*arguments: str, code: str = "", **more: str) -> subprocess.Popen[str]:
    """Start the command as the leader of a group of processes of its own."""
    program = ["-c", code] if code else ["-m", "wenze.experiments.cli"]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    return subprocess.Popen([sys.executable, *program, *arguments], env=environment(**more), **how)  # type: ignore[call-overload,no-any-return]


def finish(*arguments: str, code: str = "", **more: str) -> tuple[int, str, str]:
    """Run the command to its end: its status and what it printed."""
    process = start(*arguments, code=code, **more)
    out, err = process.communicate(timeout=900)
    return process.returncode, out, err


def digest(folder: Path) -> dict[str, str]:
    """The hash of every file of a store that has to be the same."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ASIDE)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)
    }


def rows(folder: Path) -> str:
    """The hash of every row of a store, however it is cut into parts, and of its summary."""
    import pyarrow.parquet as pq

    text = pq.read_table(folder / "runs.parquet").to_pandas().to_csv() + (folder / "summary.csv").read_text()
    return hashlib.sha256(text.encode()).hexdigest()


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a process and all it has started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


DYING = """
import os, signal, sys
from wenze.experiments.sweeps import store
from wenze.experiments import cli
calls = 0
def dying(name, real):
    def call(*arguments, **how):
        global calls
        if store_is_committing():
            calls += 1
            if calls == {at}:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **how)
    return call
def store_is_committing():
    frame = sys._getframe()
    while frame:
        if frame.f_code.co_name == "commit":
            return True
        frame = frame.f_back
    return False
for name in ("fsync", "replace", "open", "close"):
    setattr(os, name, dying(name, getattr(os, name)))
sys.exit(cli.main(sys.argv[1:]))
"""


def killed_at_random(out: str, takes: float, luck: random.Random) -> None:
    """Kill the sweep at a random moment of its time."""
    process = start(*SWEEP, f"out={out}")
    time.sleep(luck.uniform(0.1, 0.95) * takes)
    kill(process)


def killed_in_a_commit(out: str, at: int) -> None:
    """Kill the sweep at one of the calls by which a part is put in its place."""
    finish(*SWEEP, f"out={out}", code=DYING.format(at=at))


def outlived(place: Path, expected: dict[str, str], kills: Sequence[Callable[[str], None]]) -> int:
    """How many killed sweeps, gone on with, came to the expected bytes."""
    same = 0
    for number, act in enumerate(kills):
        out = place / f"killed-{number}"
        act(str(out))
        status, _, err = finish(*SWEEP, f"out={out}")
        same += status == 0 and digest(out) == expected
        if status or digest(out) != expected:
            print(f"  {number}: status {status} {err.strip().splitlines()[-1:]}", flush=True)
        shutil.rmtree(out, ignore_errors=True)
    return same


def damaged(path: Path, how: str, luck: random.Random) -> None:
    """Flip a bit of a file, cut it, or empty it."""
    content = bytearray(path.read_bytes())
    if how == "flipped":
        place = luck.randrange(len(content))
        content[place] ^= 1 << luck.randrange(8)
    else:
        del content[0 if how == "emptied" else luck.randrange(len(content)) :]
    path.write_bytes(content)


def repaired(store: Path, expected: dict[str, str], how: str, times: int, luck: random.Random) -> tuple[int, int]:
    """Of so many damages, one at a time, how many were noticed and how many mended to the same bytes."""
    from wenze.experiments.sweeps.mending import repair, standing

    noticed = mended = 0
    for _ in range(times):
        path = luck.choice(sorted((store / "runs.parquet").iterdir()))
        before = path.read_bytes()
        damaged(path, how, luck)
        noticed += bool(standing(store).damages) or path.read_bytes() == before
        repair(store, 2)
        mended += digest(store) == expected
    return noticed, mended


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes of dask's workers that a sweep has started."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def workers_killed(out: str, times: int, luck: random.Random) -> tuple[int, int]:
    """Kill one worker of a sweep on a cluster so many times: how many were killed, and the status of the sweep."""
    process = start(*LONGER, "cluster=dask", "workers=2", f"out={out}")
    wait_for_parts(Path(out), process)
    killed = 0
    while killed < times and process.poll() is None:
        time.sleep(luck.uniform(1.0, 3.0))
        if workers := workers_of(process):
            luck.choice(workers).kill()
            killed += 1
    _, err = process.communicate(timeout=1800)
    if process.returncode:
        print("  " + "\n  ".join(err.strip().splitlines()[-3:]), flush=True)
    return killed, process.returncode


def wait_for_parts(store: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the first part of a sweep is in its place."""
    while process.poll() is None and not any((store / "runs.parquet").glob("*.parquet")):
        time.sleep(0.05)


def fill(path: Path) -> None:
    """Write a file until the disk is full."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def on_a_small_disk(expected: dict[str, str]) -> str:
    """Let a sweep fill a disk of its own, then make room and go on: what came of it."""
    with tempfile.TemporaryDirectory(prefix="wenze-small-") as disk:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], capture_output=True).returncode:
            return "not tried: mounting a small disk takes root"
        try:
            process = start(*SWEEP, f"out={disk}/store")
            wait_for_parts(Path(disk, "store"), process)
            fill(Path(disk, "filling"))
            _, err = process.communicate(timeout=900)
            status, lines = process.returncode, [line for line in err.splitlines() if line.startswith("wenze:")]
            said = f"status {status}, {len(lines)} line: {lines[-1][:100] if lines else ''}"
            Path(disk, "filling").unlink()
            finish(*SWEEP, f"out={disk}/store")
            return (
                f"{said}; with room, {'the same bytes' if digest(Path(disk, 'store')) == expected else 'OTHER BYTES'}"
            )
        finally:
            subprocess.run(["umount", disk], check=True)


def main() -> None:
    """Try it all and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--commits", type=int, default=5)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 3], help="of cluster=dask (1 3)")
    parser.add_argument("--deaths", type=int, default=5, help="of a worker in one sweep (5)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    luck = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="wenze-endurance-") as folder:
        place = Path(folder)
        began = time.monotonic()
        assert finish(*SWEEP, f"out={place / 'whole'}")[0] == 0
        takes = time.monotonic() - began
        expected = digest(place / "whole")
        parts = sum(name.startswith("runs.parquet/") for name in expected)
        print(f"a sweep of {parts} parts in {takes:.1f} s", flush=True)
        kills = [lambda out: killed_at_random(out, takes, luck)] * given.kills
        print(f"killed at random: {outlived(place, expected, kills)} of {given.kills} the same bytes", flush=True)
        commits = [lambda out, at=at: killed_in_a_commit(out, at) for at in range(2, 2 + 3 * given.commits, 3)]
        print(f"killed in a commit: {outlived(place, expected, commits)} of {given.commits} the same bytes", flush=True)
        for threads in (1, 2, 3):
            out = place / "other"
            finish(*SWEEP, f"threads={threads}", f"out={out}")
            print(f"threads={threads}: {'the same bytes' if digest(out) == expected else 'OTHER BYTES'}", flush=True)
            shutil.rmtree(out)
        for part in (10, 200):
            out = place / "other"
            finish(*[word for word in SWEEP if not word.startswith("part=")], f"part={part}", f"out={out}")
            same = rows(out) == rows(place / "whole")
            print(f"part={part}: {'the same rows' if same else 'OTHER ROWS'}", flush=True)
            shutil.rmtree(out)
        print(f"a full disk: {on_a_small_disk(expected)}", flush=True)
        for workers in given.workers:
            out = place / "other"
            finish(*SWEEP, "cluster=dask", f"workers={workers}", f"out={out}")
            same = digest(out) == expected
            print(f"cluster=dask workers={workers}: {'the same bytes' if same else 'OTHER BYTES'}", flush=True)
            shutil.rmtree(out)
        if given.deaths:
            finish(*LONGER, f"out={place / 'longer'}")
            killed, status = workers_killed(str(place / "other"), given.deaths, luck)
            same = digest(place / "other") == digest(place / "longer")
            said = "the same bytes" if same else "OTHER BYTES"
            print(f"a worker killed {killed} times: status {status}, {said}", flush=True)
        for how, times in (("flipped", given.flips), ("truncated", given.cuts), ("emptied", 5)):
            noticed, mended = repaired(place / "whole", expected, how, times, luck)
            print(f"{how}: {noticed} of {times} noticed, {mended} mended to the same bytes", flush=True)


if __name__ == "__main__":
    main()
