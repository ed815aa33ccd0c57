"""The examples in docstrings are true: every one is run."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    ".".join(("wenze", *path.relative_to(ROOT).with_suffix("").parts))
    .removesuffix(".__init__")
    .replace("wenze.wenze", "wenze")
    for folder in ("wenze", "agents", "sim", "experiments")
    for path in (ROOT / folder).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str, engine: None) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0 and found.failed == 0


def test_every_public_function_and_class_has_an_example() -> None:
    library = importlib.import_module("wenze.experiments.library")
    for name in ("compare", "run", "load", "scenarios", "parameters", "measures"):
        assert ">>> " in (getattr(library, name).__doc__ or ""), name
    assert ">>> " in (importlib.import_module("wenze").__doc__ or "")
