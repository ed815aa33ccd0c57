"""What holds for the project as a whole: who imports whom, the lock file, and what belongs in the tree."""

import ast
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from wenze.experiments.report import architecture, structure
from wenze.experiments.report.documents import with_sections

ROOT = Path(__file__).resolve().parents[1]

# Each may import itself and what stands to its left; benchmarks also the second implementation, which stands in tests/.
LAYERS = ("agents", "sim", "experiments", "benchmarks", "tests")
PACKAGES = LAYERS[:3]


def project_files() -> list[Path]:
    """The files that git tracks or would add; without git, all but environments, caches and builds."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        names = ""
    if names:
        return sorted(path for name in set(names.split("\0")) if (path := ROOT / name).is_file())
    found = []
    for folder, subfolders, files in os.walk(ROOT):
        skipped = {"__pycache__", "build", "dist", "outputs", "results"}
        subfolders[:] = [name for name in subfolders if name not in skipped and (name == ".ci" or name[0] != ".")]
        found += [Path(folder, name) for name in files]
    return sorted(found)


FILES = project_files()


def sources(*folders: str) -> list[Path]:
    return [path for path in FILES if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, at any depth, and those below ``wenze``: ``wenze.sim.batch`` is ``sim``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            first, *rest = module.split(".")
            names.add(rest[0] if first == "wenze" and rest else first)
    return names


def importers(module: str, *folders: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in sources(*folders) if module in imported(path)}


@pytest.mark.parametrize("layer", PACKAGES)
def test_imports_point_one_way(layer: str) -> None:
    assert sources(layer), f"no source files in {layer}/"
    for later in LAYERS[LAYERS.index(layer) + 1 :]:
        assert importers(later, layer) == set()


@pytest.mark.parametrize("layer", LAYERS)
def test_no_part_of_the_package_is_imported_by_a_name_of_its_own(layer: str) -> None:
    """``import sim`` would make a second copy of what ``wenze.sim`` is, and fails where wenze is installed."""
    for path in sources(layer):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            names = [module] if module else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name and name.split(".")[0] in PACKAGES], path


def test_no_module_leads_back_to_itself() -> None:
    assert structure.circle_in(structure.module_graph(structure.module_files())) == []


def test_no_folder_leads_back_to_itself() -> None:
    """Modules that stand beside folders are taken one by one, folders without folders inside as a whole."""
    files = structure.module_files()
    folders = {name: structure.folder_of(name, files) for name in files}
    holding = {
        folder for folder in folders.values() if any(other.startswith(f"{folder}/") for other in folders.values())
    }
    groups = {name: name if folder in holding else folder for name, folder in folders.items()}
    assert structure.circle_in(structure.grouped(structure.module_graph(files), groups)) == []


def test_a_circle_would_be_seen(tmp_path: Path) -> None:
    """Also one that is closed by an import inside a function."""
    for name, text in (
        ("wenze/__init__.py", ""),
        ("sim/__init__.py", ""),
        ("sim/one.py", "from wenze.sim.two import f\n"),
        ("sim/two.py", "def f():\n    from wenze.sim import one\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    graph = structure.module_graph(structure.module_files(tmp_path))
    assert graph["sim.one"] == {"sim.two"} and set(structure.circle_in(graph)) == {"sim.one", "sim.two"}


def test_what_is_imported_by_a_name_put_together_is_found_in_four_places() -> None:
    """The structure is read from the source, which does not show such imports."""
    calls = {
        path.relative_to(ROOT).as_posix()
        for path in sources(*PACKAGES, "wenze")
        if "import_module(" in path.read_text("utf-8")
    }
    assert calls == {
        "wenze/__init__.py",
        "experiments/command.py",
        "experiments/figures/drawn.py",
        "experiments/sweeps/extras.py",
    }


def test_every_folder_says_its_role_in_a_phrase() -> None:
    for room in structure.rooms().values():
        assert 20 < len(room.role) < 120, room.name


def test_the_picture_and_the_table_of_the_structure_are_current() -> None:
    advice = f"run {architecture.MAKER}"
    page = architecture.PAGE.read_text(encoding="utf-8")
    assert with_sections(page, {"rooms": architecture.table()}, architecture.MAKER) == page, advice
    assert architecture.shown_in(architecture.PICTURE) == architecture.shown(), advice


def test_the_page_on_the_structure_names_what_is_there() -> None:
    page = architecture.PAGE.read_text(encoding="utf-8")
    prose = re.sub(r"<!-- rooms.*?end of rooms -->", "", page, flags=re.DOTALL)
    named = re.findall(r"`((?:agents|sim|experiments|tests)/[\w/.]*)`", prose)
    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_picture_has_the_same_bytes_each_time_and_its_texts_have_room(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        architecture.write(tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    figure = architecture.draw()
    FigureCanvasAgg(figure)
    from drawn import assert_texts_have_room  # found by pytest only, and this module is read without it as well

    assert_texts_have_room(figure, "architecture")


def test_numba_and_mesa_each_have_one_home() -> None:
    assert importers("numba", *PACKAGES) == {"sim/compiled.py"}
    assert importers("mesa", *PACKAGES) <= {"sim/model.py"}


@pytest.mark.parametrize("module", ["pandas", "matplotlib"])
def test_agents_know_nothing_of_tables_and_pictures(module: str) -> None:
    assert importers(module, "agents") == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-build.lock"])
def test_lock_names_versions_and_hashes_only(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "http" not in text
    entries = text.replace("\\\n", " ").splitlines()
    entries = [entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("module", ["fcntl", "grp", "pwd", "resource", "termios"])
def test_nothing_needs_what_only_posix_has(module: str) -> None:
    """``resource`` is asked in one place, which does without where it is missing (see ``without_posix.py``)."""
    assert importers(module, *PACKAGES, "wenze") <= {"sim/memory.py"}


def test_lock_satisfies_what_the_project_asks_for() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE):
        locked.setdefault(name, []).append(version)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    asked = (
        settings["build-system"]["requires"]
        + project["dependencies"]
        + [asked for extra in project["optional-dependencies"].values() for asked in extra]
    )
    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in requirements.lock: run make lock"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement}, but the lock has {versions}"


def test_what_builds_the_library_that_comes_as_source_is_locked_and_nothing_else_is_fetched() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = (ROOT / "requirements-build.lock").read_text(encoding="utf-8")
    for requirement in map(Requirement, settings["dependency-groups"]["build"]):
        version = re.search(rf"^{requirement.name}==(\S+) ", locked, flags=re.MULTILINE)
        assert version and requirement.specifier.contains(version[1]), f"{requirement}: run make lock"
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in re.findall(r"^\t@\$\(PIP\) install .*", recipe, flags=re.MULTILINE):
        assert "--no-deps" in line or "--require-hashes" in line, line
        assert "--no-build-isolation" in line or "AS_LOCKED" in line or "--only-binary :all:" in line, line


def test_hints_install_from_the_checkout() -> None:
    """``wenze`` is on no index: asking one for it would fetch whatever somebody puts there under this name."""
    asking = re.compile(rb"pip install ['\"]?wenze\b")
    assert [path.relative_to(ROOT).as_posix() for path in FILES if asking.search(path.read_bytes())] == []


def test_scenarios_are_yaml_only() -> None:
    names = [path.name for path in FILES if path.relative_to(ROOT).parts[0] == "scenarios"]
    assert names
    assert [name for name in names if not name.endswith(".yaml")] == []


def test_no_path_of_one_machine() -> None:
    machine_path = re.compile(rb"(?<![\w.~-])/(?:home|root|work)/")
    assert [path.relative_to(ROOT).as_posix() for path in FILES if machine_path.search(path.read_bytes())] == []
