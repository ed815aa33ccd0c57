"""The page of the document that shows what was measured: ``docs/speed.md`` with its picture."""

import importlib.metadata
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from wenze.experiments.report.documents import with_sections
from wenze.experiments.runs.provenance import machine, own_version
from wenze.sim.version import MODEL_VERSION

from benchmarks import growth, peers, phases
from benchmarks.growth import Point
from benchmarks.measuring import ROOT, Line
from benchmarks.picture import draw

PAGE = ROOT / "docs" / "speed.md"
PICTURES = PAGE.parent / "pictures"
MAKER = "make bench ARGS=docs"
PACKAGES = ("numpy", "numba", "llvmlite", "mesa")


def write_page(
    lines: Sequence[Line],
    cadres: Sequence[Point],
    replications: Sequence[Point],
    found_phases: Mapping[str, phases.Shares],
    found_peers: Sequence[peers.Took],
    page: Path = PAGE,
    pictures: Path = PICTURES,
) -> None:
    """Put what was measured into the page, and draw its picture."""
    parts = {
        "machine": measured_on(),
        "speed": speed(lines),
        "growth": growth_tables(cadres, replications),
        "phases": f"{phases.OF_PHASES}:\n\n{_table(phases.HEADS, phases.rows(found_phases))}",
        "peers": f"{peers.OF_PEERS}:\n\n{_table(peers.HEADS, peers.rows(found_peers))}",
    }
    text = with_sections(page.read_text(encoding="utf-8"), parts, MAKER)
    draw(cadres, replications, pictures)
    page.write_text(text, encoding="utf-8")


def measured_on() -> str:
    """The machine and the versions, without names."""
    found = machine()
    memory = f", {found['memory_bytes'] / 2**30:.0f} GiB of memory" if found["memory_bytes"] else ""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"* Machine: {found['processor']}, {found['cores']} cores{memory}; {platform.system()}, {found['architecture']}\n"
        f"* Versions: {platform.python_implementation()} {platform.python_version()}, {versions}; "
        f"wenze {own_version() or '?'}, model {MODEL_VERSION}\n"
        f"* Day: {datetime.now(UTC).date().isoformat()}\n"
    )


def speed(lines: Sequence[Line]) -> str:
    """What ``make bench`` prints, line by line."""
    heads = ("measured", "value", "aim")
    return _table(heads, [("&nbsp;" * _depth(row.what) + row.what.strip(), row.value, row.aim) for row in lines])


def _depth(what: str) -> int:
    return len(what) - len(what.lstrip())


def growth_tables(cadres: Sequence[Point], replications: Sequence[Point]) -> str:
    """Both tables of growth."""
    return (
        f"{growth.OF_CADRES}:\n\n{_table(growth.CADRES_HEADS, growth.cadres_rows(cadres))}\n"
        f"{growth.OF_REPLICATIONS}:\n\n{_table(growth.REPLICATIONS_HEADS, growth.replications_rows(replications))}\n"
        f"{growth.UNITS}\n"
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown: the first column to the left, numbers to the right."""
    head, *body = ("| " + " | ".join(row) + " |\n" for row in (heads, *rows))
    return f"{head}|---|{'---:|' * (len(heads) - 1)}\n{''.join(body)}"
