"""What the tests in the browser share: one browser, a classroom a file, and the end of each test, at which nothing was amiss."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.served import Looked, Served, a_browser, served


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with a_browser(tmp_path_factory.mktemp("fonts")) as found:
        yield found


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("classroom"), "seconds=0", "months=6") as running:
        yield running


@pytest.fixture
def looked(browser: Any, classroom: Served) -> Iterator[Looked]:
    """Pages to look at; the browser complained of nothing, and nothing left the machine."""
    pages = Looked(browser, classroom)
    yield pages
    pages.close()
    assert pages.complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, which is not part of the tree: ``npm install axe-core`` brings it."""
    path = os.environ.get("WENZE_AXE", "")
    if not path or not Path(path).is_file():
        pytest.fail("WENZE_AXE must name axe.min.js of axe-core (npm install axe-core)")
    return Path(path).read_text(encoding="utf-8")
