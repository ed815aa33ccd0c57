"""Compiled code that is kept: damaged, unusable or unsafe places cost time and one warning, never the run."""

import os
import pickle
import shutil
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from wenze.agents.choice import moving_average
from wenze.experiments.cache_warnings import cache_warnings_as_lines
from wenze.sim import code_cache, compiled
from wenze.sim.code_cache import CROWDED, DAY, KEPT_DAYS, CacheWarning, forget_old

ROOT = Path(__file__).resolve().parents[2]

USE = """
from wenze.agents.choice import moving_average
from wenze.sim.compiled import compiled, is_compiled
before = is_compiled(moving_average)
print(before, compiled(moving_average)(0.5, 0.25, True), compiled(moving_average)(0.5, 0.25, False), is_compiled(moving_average))
"""
FRESH = "False 0.625 0.375 True\n"
KEPT = "True 0.625 0.375 True\n"


def use(folder: object, before: str = "", options: tuple[str, ...] = (), **environment: str) -> tuple[str, str]:
    """A small function compiled in a process of its own: what it prints, and what it says on standard error."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), "WENZE_CACHE_DIR": str(folder), **environment}
    done = subprocess.run(
        [sys.executable, *options, "-c", before + USE],
        env=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for caches with the function in it."""
    folder = tmp_path_factory.mktemp("kept")
    assert use(folder) == (FRESH, "")
    return folder


def files(folder: Path, pattern: str) -> list[Path]:
    """The compiled code in a folder for caches."""
    return sorted((folder / "wenze").rglob(pattern))


def assert_warned(said: str, *words: str) -> None:
    """One warning, and nothing else, was said."""
    assert said.count("CacheWarning") == 1 and "Traceback" not in said
    for word in ("WENZE_CACHE_DIR", *words):
        assert word in said


def test_what_is_compiled_is_kept_for_this_user_alone(tmp_path: Path) -> None:
    assert use(tmp_path) == (FRESH, "")
    assert use(tmp_path) == (KEPT, "")
    for place in (tmp_path / "wenze", *files(tmp_path, "compiled-*")):
        assert os.name != "posix" or place.stat().st_mode & 0o077 == 0


def test_code_for_another_processor_is_kept_apart(tmp_path: Path) -> None:
    assert use(tmp_path) == (FRESH, "")
    assert use(tmp_path, NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="") == (FRESH, "")
    assert use(tmp_path) == (KEPT, "")


# --- damaged files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["*.nbi", "*.nbc"])
@pytest.mark.parametrize("damage", ["empty", "cut", "altered", "text", "gone"])
def test_a_damaged_file_is_compiled_again(tmp_path: Path, kept: Path, ending: str, damage: str) -> None:
    shutil.copytree(kept / "wenze", tmp_path / "wenze")
    (file,) = files(tmp_path, ending)
    whole = file.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "empty": b"",
        "cut": whole[:middle],
        "altered": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "text": b"not what it was",
    }
    file.unlink() if damage == "gone" else file.write_bytes(damaged[damage])
    assert use(tmp_path) == (FRESH, "")
    assert code_cache.is_whole(file.parent, compiled.FILES)


# --- places that cannot be used ---------------------------------------------------------------------------------------


def test_where_no_folder_can_be_made_it_runs_with_one_warning(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    out, said = use(tmp_path / "file", TMPDIR=str(temporary))
    assert out == FRESH
    assert_warned(said, str(tmp_path / "file"))
    assert list(temporary.iterdir()) == []


FULL = """
import errno
from wenze.sim import code_cache
def sealed(data):
    raise OSError(errno.ENOSPC, "No space left on device")
code_cache.sealed = sealed
"""


def test_on_a_full_disk_it_runs_with_one_warning(tmp_path: Path) -> None:
    out, said = use(tmp_path, FULL)
    assert out == FRESH
    assert_warned(said, "No space left on device", str(tmp_path))
    assert files(tmp_path, "*.*") == []


NOBODY = """
import os, pwd
os.environ.pop("HOME", None)
def getpwuid(number):
    raise KeyError(number)
pwd.getpwuid = getpwuid
"""


@pytest.mark.skipif(os.name != "posix", reason="a user without an entry is a matter of POSIX")
@pytest.mark.parametrize("named", ["", "~/cache"])
def test_a_user_without_a_home_runs_with_one_warning(named: str) -> None:
    out, said = use(named, NOBODY, XDG_CACHE_HOME="")
    assert out == FRESH
    assert_warned(said, "there is no home folder")


def test_a_tilde_is_the_home_folder(tmp_path: Path) -> None:
    assert use("~/mine", HOME=str(tmp_path), USERPROFILE=str(tmp_path)) == (FRESH, "")
    assert len(files(tmp_path / "mine", "*.nbc")) == 1


# --- what others could have put there ---------------------------------------------------------------------------------


class Planted:
    """Leaves a trace when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("planted",)


@pytest.mark.skipif(os.name != "posix", reason="owners and modes are a matter of POSIX")
@pytest.mark.parametrize("place", [".", "wenze", "wenze/compiled"])
def test_what_others_can_write_is_not_read(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = tmp_path / "cache"
    use(cache)
    for file in files(cache, "*.nb?"):
        file.write_bytes(code_cache.sealed(pickle.dumps(Planted())))
    loose = cache / place if place != "wenze/compiled" else files(cache, "compiled-*")[0]
    loose.chmod(0o777)
    out, said = use(cache)
    assert out == FRESH
    assert_warned(said, "can write into it")
    assert not (tmp_path / "planted").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give folders away")
def test_what_belongs_to_another_is_not_read(tmp_path: Path) -> None:
    use(tmp_path)
    os.chown(files(tmp_path, "compiled-*")[0], 12345, 12345)
    out, said = use(tmp_path)
    assert out == FRESH
    assert_warned(said, "others own")


# --- the user's own settings of numba ---------------------------------------------------------------------------------


def test_the_users_folder_of_numba_is_left_alone(tmp_path: Path) -> None:
    theirs = str(tmp_path / "theirs")
    check = "import numba\nassert numba.config.CACHE_DIR == {!r}\n"
    before = "import atexit\natexit.register(lambda: print(__import__('numba').config.CACHE_DIR))\n"
    assert use(tmp_path, before, NUMBA_CACHE_DIR=theirs) == (FRESH + theirs + "\n", "")
    assert use(tmp_path, check.format(theirs), NUMBA_CACHE_DIR=theirs) == (KEPT, "")
    assert not Path(theirs).exists()


@pytest.mark.parametrize(
    "setting",
    ["NUMBA_NUM_THREADS=0", "NUMBA_NUM_THREADS=-3", "NUMBA_NUM_THREADS=", "NUMBA_NUM_THREADS=many", "NUMBA_OPT=abc",
     "NUMBA_CACHE_LOCATOR_CLASSES=Foo", "NUMBA_BOUNDSCHECK=maybe", "NUMBA_THREADING_LAYER=foo"],
)  # fmt: skip
def test_odd_settings_of_numba_do_no_harm(tmp_path: Path, setting: str) -> None:
    name, _, value = setting.partition("=")
    left = f"import atexit, os\natexit.register(lambda: print(os.environ[{name!r}]))\n"
    out, said = use(tmp_path, left, **{name: value})
    assert (out, said) == (FRESH + value + "\n", "")


def test_a_broken_settings_file_of_numba_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".numba_config.yaml").write_text("a: [", encoding="utf-8")
    command = [sys.executable, "-m", "wenze.experiments.cli", "run", "scenario=oversight", "months=1", "out=x"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert ".numba_config.yaml" in done.stderr


INTERPRETED = """
import warnings
warnings.simplefilter("error")
from wenze.sim.batch import needs_compiling, run_one
from wenze.sim.settings.compose import compose
world = ["world.scale.counties=1", "world.scale.townships=1", "world.scale.posts=3", "months=2"]
settings = compose(world, names=["oversight"], reference=None, folder=None, mode="run")
print(needs_compiling(), run_one(settings, settings.scenarios[0].stages, 0).tallies.person_months.sum())
"""


def test_told_to_compile_nothing_it_is_interpreted_without_a_word(tmp_path: Path) -> None:
    out, said = use(tmp_path, INTERPRETED, NUMBA_DISABLE_JIT="1")
    assert (out, said) == ("False 6\n" + KEPT, "")


# --- threads, age, notes ----------------------------------------------------------------------------------------------


def test_threads_that_ask_at_once_get_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_made", {})
    made = []
    translated = compiled._translated

    def slow(function: object) -> object:
        made.append(function)
        time.sleep(0.2)
        return translated(function)

    monkeypatch.setattr(compiled, "_translated", slow)
    together = threading.Barrier(4)

    def ask(_: int) -> object:
        together.wait()
        return compiled.compiled(moving_average)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(4)))
    assert len(made) == 1 and all(one is found[0] for one in found)


def aged(parent: Path, name: str, days: float) -> Path:
    """A folder of compiled code last used some days ago."""
    folder = parent / f"compiled-{name}"
    folder.mkdir()
    (folder / "code.nbc").touch()
    used = time.time() - days * DAY
    os.utime(folder, (used, used))
    return folder


def test_old_code_goes_and_that_of_other_checkouts_stays(tmp_path: Path) -> None:
    own = aged(tmp_path, "own", KEPT_DAYS + 5)
    old = aged(tmp_path, "old", KEPT_DAYS + 1)
    others = [aged(tmp_path, f"other{number}", 0.1) for number in range(CROWDED + 5)]
    week = aged(tmp_path, "week", 7)
    forget_old(own)
    assert own.exists() and all(other.exists() for other in others)
    assert not old.exists() and not week.exists()


def test_a_week_old_stays_among_few(tmp_path: Path) -> None:
    own, week = aged(tmp_path, "own", 0), aged(tmp_path, "week", 7)
    forget_old(own)
    assert week.exists()


def test_a_command_says_it_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with cache_warnings_as_lines():
            warnings.warn("compiled code cannot be kept", CacheWarning, stacklevel=1)
            with pytest.raises(UserWarning):
                warnings.warn("something else", UserWarning, stacklevel=1)
    assert capsys.readouterr().err == "compiled code cannot be kept\n"


@pytest.mark.thorough  # it compiles the whole model, which no other process then reads
def test_a_run_without_a_place_for_compiled_code(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "wenze.experiments.cli", "run", "scenario=oversight", "months=2", "out=x",
               "world.scale.counties=1", "world.scale.townships=1", "replications=2"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "WENZE_CACHE_DIR": str(tmp_path / "file")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.count("WENZE_CACHE_DIR") == 1 and "Warning" not in done.stderr
    assert (tmp_path / "x" / "summary.csv").exists()
