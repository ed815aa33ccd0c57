"""Memory: what is kept of runs is counted, limits of every kind are seen, and too much is refused before it begins."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_refused_in_chinese
from wenze.sim import memory
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.settings.compose import Settings, compose
from wenze.sim.tally import TALLY

GIB = 2**30


def settings(*overrides: str, names: tuple[str, ...] = ("oversight",)) -> Settings:
    return compose(overrides, names=names, reference=None, folder=None, mode="compare")


@pytest.fixture
def two_gib(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with 2 GiB left."""
    monkeypatch.setattr(memory, "available_memory", lambda: 2 * GIB)
    yield


def refusal(*overrides: str, **how: Any) -> str:
    with pytest.raises(InputError) as caught:
        memory.check_memory(settings(*overrides), 2, **how)
    return str(caught.value)


# --- what is needed ---------------------------------------------------------------------------------------------------


def test_what_is_kept_of_runs_is_counted(two_gib: None) -> None:
    message = refusal("replications=1000000", "months=1")
    assert message.startswith("replications: what is kept of 2,000,000 runs (months=1) needs about ")
    assert message.endswith("GiB; 2.0 GiB are available: fewer replications than 1,000,000, or fewer scenarios")
    with speaking("zh"):
        assert_refused_in_chinese(refusal("replications=1000000", "months=1"))


def test_a_large_world_is_still_told_from_many_runs(two_gib: None) -> None:
    message = refusal("world.scale.counties=60000", "replications=1")
    assert message.startswith("world.scale: 10,800,000 posts over 600 months on 2 threads need about ")
    assert message.endswith("fewer posts, months or threads")


def test_what_is_usual_is_not_refused(two_gib: None) -> None:
    every = compose([], names=None, reference=None, folder=None, mode="compare")
    memory.check_memory(every, 2, parts=True)
    memory.check_memory(settings("replications=10000"), 2)


def test_months_in_memory_are_counted_where_they_are_kept(two_gib: None) -> None:
    memory.check_memory(settings("replications=20000"), 2)
    assert "what is kept of 40,000 runs (months=120)" in refusal("replications=20000", in_memory=True)
    kept = [memory.memory_kept(settings("replications=7"), in_memory=how) for how in (False, True)]
    assert kept[1] - kept[0] == 14 * 120 * TALLY.itemsize


def test_kept_memory_grows_with_runs_and_parts() -> None:
    few, many = settings("replications=10"), settings("replications=1000")
    assert memory.memory_kept(many) == 100 * memory.memory_kept(few)
    assert memory.memory_kept(few, parts=True) * 2 == memory.memory_kept(few) * 3


# --- what there is ----------------------------------------------------------------------------------------------------


def group(folder: Path, limit: str, used: int, cached: int = 0, version: int = 2) -> None:
    """A control group with a limit."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.max", "memory.current") if version == 2 else ("memory.limit_in_bytes", "memory.usage_in_bytes")
    for name, value in zip(names, (limit, str(used)), strict=True):
        (folder / name).write_text(f"{value}\n")
    (folder / "memory.stat").write_text(f"anon 5\n{'total_' if version == 1 else ''}inactive_file {cached}\n")


def left(tmp_path: Path, line: str) -> list[int]:
    (tmp_path / "cgroup").write_text(f"12:pids:/elsewhere\n{line}\n")
    return list(memory._left_in_groups(tmp_path / "cgroup", tmp_path / "fs"))


def test_the_narrowest_of_nested_groups_counts(tmp_path: Path) -> None:
    group(tmp_path / "fs/job/step/task", "max", 10)
    group(tmp_path / "fs/job/step", "1000", 300, cached=100)
    group(tmp_path / "fs/job", "5000", 400)
    assert left(tmp_path, "0::/job/step/task") == [800, 4600]


def test_groups_of_the_first_version(tmp_path: Path) -> None:
    group(tmp_path / "fs/memory/slurm/job", "9223372036854771712", 10, version=1)
    group(tmp_path / "fs/memory/slurm", "2000", 500, cached=50, version=1)
    assert min(left(tmp_path, "4:cpu,memory:/slurm/job")) == 1550


def test_inside_a_container_the_outermost_group_is_its_own(tmp_path: Path) -> None:
    group(tmp_path / "fs", "3000", 1000)
    assert left(tmp_path, "0::/") == left(tmp_path, "0::/../../docker/abc") == [2000]


def test_where_there_are_no_groups(tmp_path: Path) -> None:
    assert list(memory._left_in_groups(tmp_path / "nothing", tmp_path)) == []


def test_what_is_available_is_the_least_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_left_in_groups", lambda: iter([5 * GIB, 7]))
    assert memory.available_memory() == 7
    monkeypatch.setattr(memory, "_left_in_groups", lambda: iter([-5]))
    assert memory.available_memory() == 0


def test_a_machine_that_does_not_tell_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> None:
        raise FileNotFoundError("/proc/meminfo")

    monkeypatch.setattr(memory.psutil, "virtual_memory", silent)
    monkeypatch.setattr(memory, "_left_in_groups", lambda: iter([]))
    monkeypatch.setattr(memory, "_left_of_own", lambda: iter([]))
    assert memory.available_memory() == memory.UNKNOWN


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("limit", ["RLIMIT_AS", "RLIMIT_DATA"])
def test_limits_of_the_process_are_seen(limit: str) -> None:
    code = f"""
        import resource, sys
        from wenze.sim.memory import available_memory, check_memory
        from wenze.sim.settings.compose import compose
        most = 4 * 2**30
        resource.setrlimit(resource.{limit}, (most, most))
        assert 0 < available_memory() < most, available_memory()
        settings = compose(["replications=1000000"], names=["oversight"], reference=None, folder=None, mode="run")
        try:
            check_memory(settings, 1)
        except Exception as error:
            sys.exit(type(error).__name__)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "InputError"


def test_without_the_modules_of_posix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setitem(sys.modules, "resource", None)
    assert list(memory._left_of_own()) == []
