"""The reference shares with the engine the draws and the definitions of parameters, and no rule."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from wenze.agents.parameter import Group

FOLDER = Path(__file__).parent
PROJECT = ("wenze", "agents", "sim", "experiments", "benchmarks", "scenarios", "tests", "conftest")
OPEN = (
    "wenze.agents.draws",
    "wenze.agents.parameter",
    "wenze.sim.settings.parameters",
)  # of these anything may be imported
COMPARERS = {"agreement", "comparing", "trials"}  # they know the engine: not the reference's own
DYNAMIC = {"__import__", "exec", "eval", "compile"}

OWN = sorted(
    path
    for path in FOLDER.glob("*.py")
    if path.stem not in COMPARERS and not path.stem.startswith(("test_", "conftest"))
)


def faults(source: str) -> Iterator[str]:
    """What a file of the reference imports but must not."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if forbidden_module(alias.name, bool(alias.asname)):
                    yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            module = own_module(node) or node.module or ""
            yield from (
                f"from {module} import {alias.name}" for alias in node.names if forbidden_name(module, alias.name)
            )
        elif isinstance(node, ast.Name) and node.id in DYNAMIC:
            yield node.id


def own_module(node: ast.ImportFrom) -> str | None:
    """The full name of a module imported relatively."""
    if node.level == 0:
        return None
    packages = ["tests", "reference"][: 3 - node.level]
    return ".".join([*packages, *filter(None, [node.module])])


def forbidden_module(module: str, renamed: bool) -> bool:
    """Whether ``import module`` is forbidden. Without ``as`` it would bind the package, and all that is in it."""
    top, *_, last = module.split(".") if "." in module else (module, module)
    if top in ("importlib", "runpy", "sys") or last in COMPARERS:
        return True
    return top in PROJECT and not (module in OPEN and renamed)


def forbidden_name(module: str, name: str) -> bool:
    """Whether ``from module import name`` is forbidden: of the rules' modules only groups of parameters are open."""
    top, last = module.split(".")[0], module.split(".")[-1]
    if top in ("importlib", "runpy", "sys") or last in COMPARERS or name in COMPARERS:
        return True
    if top not in PROJECT or module in OPEN or f"{module}.{name}" in OPEN:
        return False
    if module == "tests.reference" or module.startswith("tests.reference."):
        return False
    return not is_group(module, name)


def is_group(module: str, name: str) -> bool:
    """Whether a name of a module of rules is a group of parameters."""
    if not module.startswith("wenze.agents"):
        return False
    found = getattr(importlib.import_module(module), name, None)
    return isinstance(found, type) and issubclass(found, Group)


def test_the_reference_has_files_of_its_own() -> None:
    assert "model" in {path.stem for path in OWN}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_the_reference_imports_no_rule_of_the_engine(path: Path) -> None:
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "from wenze.agents.draws import uniform, split",
        "from wenze.agents import draws",
        "import wenze.agents.draws as draws",
        "from wenze.sim.settings.parameters import World",
        "from wenze.agents.policy import Policy, Tolerance",
        "from wenze.agents.policy.tolerance import Tolerance",
        "from wenze.agents.cadre import People",
        "from wenze.agents.parameter import Group",
        "from tests.reference.cadre import Cadre",
        "from .cadre import utility",
        "from . import cadre",
        "import math, mesa",
    ],
)
def test_what_may_be_imported(source: str) -> None:
    assert list(faults(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from wenze.agents.cadre import utility",
        "from wenze.agents.cadre import People, utility",
        "from wenze.agents.cadre import *",
        "import wenze.agents.cadre",
        "import wenze.agents.draws",
        "import wenze.agents.cadre as cadre",
        "from wenze.agents import cadre",
        "from wenze.agents.policy import tolerance",
        "from wenze.agents.policy.tolerance import exempts",
        "from wenze.agents.handling import WORK",
        "from wenze.sim.batch import advance",
        "from wenze.sim import batch",
        "import wenze.sim",
        "import wenze",
        "from wenze import agents",
        "from agents.draws import uniform",
        "from wenze.sim.state import State",
        "from conftest import world_numbers",
        "from tests.conftest import world_numbers",
        "from tests.reference.agreement import Engine",
        "from .agreement import Engine",
        "from . import agreement",
        "from .. import conftest",
        "import agreement",
        "import importlib",
        "from importlib import import_module",
        "def late():\n    from wenze.agents.cadre import utility",
        "__import__('wenze.agents.cadre')",
    ],
)
def test_what_must_not_be_imported(source: str) -> None:
    assert len(list(faults(source))) == 1
