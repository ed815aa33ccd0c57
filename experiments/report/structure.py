"""What the source says of its own structure: modules, who imports whom, and the rooms of the picture in docs/architecture.md.

A room is a folder of modules. A folder with folders inside is several rooms: its own modules that stand below them
(``sim.language``), between them (``sim.records``) and above them (``sim.batch``). Found by reading the source; nothing is
imported, and imports inside functions and those for types only count as any other.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("agents", "sim", "experiments")
PACKAGE = "wenze"
SCENARIOS = "scenarios"
Graph = Mapping[str, frozenset[str]]
"""What each uses."""

Part = Literal["whole", "below", "between", "above"]


class Room(NamedTuple):
    """A folder, or that part of its own modules which stands below, between or above the folders in it.

    ``role`` is the first sentence that the folder says of itself; ``modules`` are without their packages.
    """

    folder: str
    part: Part
    role: str
    modules: tuple[str, ...]
    lines: int

    @property
    def name(self) -> str:
        """What it is called: its folder, and which part of it."""
        return self.folder if self.part == "whole" else f"{self.folder}, {self.part}"


def module_files(root: Path = ROOT) -> dict[str, Path]:
    """Every module of the package by its name below ``wenze``, which itself is ``wenze``."""
    found = {PACKAGE: root / PACKAGE / "__init__.py"}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def module_graph(files: Mapping[str, Path]) -> dict[str, frozenset[str]]:
    """Which modules each module imports, wherever in its text."""
    return {name: frozenset(_imported(path, files)) - {name} for name, path in files.items()}


def _imported(path: Path, files: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] == PACKAGE:
                yield _module_of(name, files)


def _module_of(name: str, files: Mapping[str, Path]) -> str:
    """The module that an imported name stands in: ``wenze.sim.batch.run_one`` in ``sim.batch``."""
    place = name.removeprefix(f"{PACKAGE}.")
    while place and place not in files:
        place = place.rpartition(".")[0]
    return place or PACKAGE


def circle_in(graph: Graph) -> list[str]:
    """A circle, each using the one before, or an empty list if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def reached(graph: Graph, start: str) -> set[str]:
    """All that a node uses, itself or through others."""
    found: set[str] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += graph.get(node, ())
    return found


def grouped(graph: Graph, group_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The graph of groups: one uses another if something in it does."""
    return {
        group: frozenset(
            group_of[used] for node in graph if group_of[node] == group for used in graph[node] if used in group_of
        )
        - {group}
        for group in dict.fromkeys(group_of.values())
    }


def without_shortcuts(graph: Graph) -> dict[str, frozenset[str]]:
    """The graph without what a way through others says already. There must be no circle in it."""
    beyond = {node: reached(graph, node) for node in graph}
    return {
        node: frozenset(used for used in uses if not any(used in beyond[other] for other in uses if other != used))
        for node, uses in graph.items()
    }


# --- rooms --------------------------------------------------------------------------------------------------------------


@cache
def rooms(root: Path = ROOT) -> dict[str, Room]:
    """Every room by its name."""
    files = module_files(root)
    found: dict[str, Room] = {}
    for (folder, part), modules in _parts(files, root).items():
        own = sorted(name.rpartition(".")[2] for name in modules if files[name].name != "__init__.py")
        lines = sum(len(files[name].read_text(encoding="utf-8").splitlines()) for name in modules)
        room = Room(folder, part, role_of(root / folder), tuple(own), lines)
        found[room.name] = room
    return found


@cache
def room_graph(root: Path = ROOT) -> dict[str, frozenset[str]]:
    """Which rooms each room uses."""
    files = module_files(root)
    group_of = {
        name: Room(folder, part, "", (), 0).name
        for (folder, part), names in _parts(files, root).items()
        for name in names
    }
    return grouped(module_graph(files), group_of)


def folder_of(name: str, files: Mapping[str, Path], root: Path = ROOT) -> str:
    """The folder that a module stands in, as ``sim/settings``."""
    return files[name].parent.relative_to(root).as_posix()


def _parts(files: Mapping[str, Path], root: Path) -> dict[tuple[str, Part], list[str]]:
    """The modules of every room, packages included."""
    graph = module_graph(files)
    beyond = {name: reached(graph, name) for name in files}
    folders = {name: folder_of(name, files, root) for name in files}
    found: dict[tuple[str, Part], list[str]] = {}
    for name, folder in folders.items():
        inside = {other for other, place in folders.items() if place.startswith(f"{folder}/")}
        part: Part = _part(name, inside, beyond) if inside else "whole"
        found.setdefault((folder, part), []).append(name)
    return found


def _part(name: str, inside: set[str], beyond: Mapping[str, set[str]]) -> Part:
    """Where a module stands to the folders beside it, given what each module reaches."""
    if not beyond[name] & inside:
        return "below"
    return "between" if any(name in beyond[other] for other in inside) else "above"


def role_of(folder: Path) -> str:
    """The first sentence that a folder says of itself, without its full stop. Raises ValueError if it says nothing."""
    if folder.name == PACKAGE:
        return "The public import: what a notebook or a script asks for, looked up when it is asked for"
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    if not said:
        raise ValueError(f"{folder.name}/__init__.py does not say what the folder is for")
    return " ".join(said.split("\n\n")[0].split()).partition(". ")[0].removesuffix(".")
