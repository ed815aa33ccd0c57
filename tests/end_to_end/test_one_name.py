"""An installed wenze occupies one name: the wheel is used beside others that have names of its own parts."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("agents", "sim", "experiments", "scenarios")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tree.mkdir()
    for name in ("wenze", *PARTS):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tree / name)
    if (ROOT / "LICENSE").exists():
        shutil.copy(ROOT / "LICENSE", tree / "LICENSE")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the wheel in it, as site-packages has it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def answer(code: str, folder: Path, *paths: Path) -> str:
    """What a process prints that runs code in a folder, with packages to be found in some others.

    Interpreted: what is installed somewhere else would have to be compiled there.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_one_name_with_everything_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"wenze"}
    tracked = {
        path.relative_to(ROOT).as_posix()
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert tracked <= {name.removeprefix("wenze/") for name in names}
    assert "wenze/py.typed" in names


def test_the_installed_package_is_used_and_not_this_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import wenze, wenze.sim.batch as b; print(wenze.__file__, b.__file__, len(wenze.scenarios()))"
    home, batch, count = answer(code, tmp_path, installed).split()
    assert Path(home).is_relative_to(installed) and Path(batch).is_relative_to(installed)
    assert int(count) == len(list((ROOT / "scenarios").glob("*.yaml")))


def test_a_mesa_project_with_modules_of_the_same_names_imports_both(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "agents.py").write_text("import mesa\nclass Walker(mesa.Agent):\n    pass\n")
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").write_text("SPEED = 3\n")
    (tmp_path / "experiments.py").write_text("RUNS = 7\n")
    (tmp_path / "model.py").write_text(
        "from agents import Walker\nfrom sim import SPEED\nfrom experiments import RUNS\n"
    )
    code = (
        "import model, wenze; m = wenze.Model('oversight', months=2, spin_up=0); m.step(); "
        "print(model.Walker.__module__, model.SPEED, model.RUNS, wenze.Model.__module__, m.measure('effort') >= 0)"
    )
    for place in (installed, ROOT):  # as installed, and from a checkout
        assert answer(code, tmp_path, place).split() == ["agents", "3", "7", "wenze.sim.model", "True"]


def test_a_package_called_agents_in_the_same_environment_is_left_alone(installed: Path, tmp_path: Path) -> None:
    """As openai-agents has it: a top-level package ``agents`` in the same folder of packages."""
    site = tmp_path / "site"
    (site / "agents").mkdir(parents=True)
    (site / "agents" / "__init__.py").write_text("class Agent:\n    kind = 'theirs'\n")
    before = (site / "agents" / "__init__.py").read_bytes()
    shutil.copytree(installed, site, dirs_exist_ok=True)
    code = "import agents, wenze; print(agents.Agent.kind, wenze.measures().index[0])"
    assert answer(code, tmp_path, site).split() == ["theirs", "effort"]
    shutil.rmtree(site / "wenze")  # uninstalled: what RECORD names lies below one folder
    record = next(site.glob("wenze-*.dist-info/RECORD")).read_text(encoding="utf-8")
    assert all(line.startswith(("wenze/", "wenze-")) for line in record.splitlines())
    assert (site / "agents" / "__init__.py").read_bytes() == before
    assert answer("import agents; print(agents.Agent.kind)", tmp_path, site).split() == ["theirs"]


def test_importing_is_light_until_something_is_used(tmp_path: Path) -> None:
    code = (
        "import sys, wenze; print([name for name in ('pandas', 'numba', 'mesa', 'matplotlib') if name in sys.modules])"
    )
    assert answer(code, tmp_path, ROOT).strip() == "[]"


def test_models_and_results_come_back_from_a_pool_of_processes(tmp_path: Path) -> None:
    (tmp_path / "job.py").write_text(
        "import wenze\n"
        "def effort(seed):\n"
        "    small = {'world.scale.counties': 1, 'world.scale.townships': 2}\n"
        "    return wenze.run('oversight', replications=1, months=6, seed=seed, overrides=small)\n"
        "if __name__ == '__main__':\n"
        "    from concurrent.futures import ProcessPoolExecutor\n"
        "    with ProcessPoolExecutor(2) as pool:\n"
        "        found = list(pool.map(effort, [1, 2]))\n"
        "    print(len({result.row('oversight', 'effort').mean for result in found}))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "job.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("2", 0), done.stderr


@pytest.mark.parametrize("name", ["agents", "sim", "experiments"])
def test_a_package_is_reached_after_a_plain_import_which_takes_none_of_them_along(name: str, tmp_path: Path) -> None:
    code = (
        "import sys, wenze\n"
        "print([key for key in sys.modules if key.startswith('wenze.')])\n"
        f"print(wenze.{name}.__name__, {name!r} in dir(wenze))\n"
    )
    assert answer(code, tmp_path, ROOT).split("\n")[:2] == ["[]", f"wenze.{name} True"]
