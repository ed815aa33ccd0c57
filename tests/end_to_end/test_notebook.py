"""The notebook runs and shows what it says: ``python -m tests.end_to_end.test_notebook`` runs it and keeps the outputs."""

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"

pytestmark = [pytest.mark.mesa, pytest.mark.slow]


def executed() -> Any:
    """The notebook, run anew in a kernel of its own."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    os.environ["PYTHONWARNINGS"] = "ignore:IProgress"  # Mesa's progress bars ask for widgets that nobody needs here
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
    return notebook


def is_mesas_advice(output: Any) -> bool:
    """Whether an output is Mesa 3.5's word that ``iterations`` will go; the notebook shows what works on both versions."""
    text = output.get("text", "")
    return output.get("name") == "stderr" and "DeprecationWarning" in text and "`iterations`" in text


def shown(cell: Any) -> list[str]:
    """What a cell shows as text; a picture's bytes may differ between versions of matplotlib, so only that it is there."""
    texts = []
    for output in cell.get("outputs", ()):
        if is_mesas_advice(output):
            continue
        data = output.get("data", {})
        texts.append(output.get("text") or ("picture" if "image/png" in data else data.get("text/plain", "")))
    return texts


def test_it_shows_again_what_it_shows() -> None:
    stored = nbformat.read(NOTEBOOK, as_version=4)
    again = executed()
    assert sum(bool(cell.get("outputs")) for cell in stored.cells) >= 9
    for cell, anew in zip(stored.cells, again.cells, strict=True):
        assert shown(cell) == shown(anew), cell.source
    assert any("picture" in shown(cell) for cell in again.cells)
    outputs = [output for cell in again.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.get("name") == "stderr" and not is_mesas_advice(output)]


if __name__ == "__main__":
    nbformat.write(executed(), NOTEBOOK)
