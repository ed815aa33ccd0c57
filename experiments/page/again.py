"""How to repeat it: what to type, with which versions, and by what the files are known."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wenze.experiments.messages import printable, say
from wenze.experiments.page.blocks import Block, Paragraph, Section, Table, Terms, Typed
from wenze.experiments.paths import typed, typed_word
from wenze.experiments.runs.provenance import own_version
from wenze.sim.version import MODEL_VERSION

LONGEST = 4000  # characters of anything that a provenance says
SHOWN = ("config.yaml", "months.parquet", "summary.csv", "worlds.csv")
"""The files whose hashes are shown: what determines the numbers, and the numbers."""


def again(results_in: Path, command: str, records: Mapping[str, Mapping[str, Any]]) -> Section:
    """The section on repeating. ``command`` is what made the result (``compare``, ``run``), ``records`` holds what the provenance of
    each folder says, that of the result under "".
    """
    record = records.get("", {})
    blocks: list[Block] = [
        Paragraph(say("page_again_config")),
        Typed([f"wenze {command} config={typed(results_in)} out=again"]),
    ]
    made = [line for line in map(command_line, records.values()) if line]
    if made:
        blocks += [Paragraph(say("page_again_made")), Typed(made)]
    blocks.append(Terms(_versions(record)))
    files = _files(record)
    if files:
        blocks.append(Table((say("page_file"), "SHA-256"), files, "nc", say("page_files"), small=True))
    return Section("again", say("page_again"), blocks)


def command_line(record: Mapping[str, Any]) -> str:
    """The command that a provenance names, as it is typed; empty if it names none."""
    words = record.get("command")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return ""
    return " ".join(typed_word(printable(word)) for word in words)[:LONGEST]


def _versions(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    source = record.get("source")
    packages = record.get("packages")
    found = [
        (say("page_version_page"), say("version", version=own_version() or "?", model=MODEL_VERSION)),
        (
            say("page_version_result"),
            say("version", version=_said(record.get("version")), model=_said(record.get("model_version"))),
        ),
        (say("page_commit"), _said(source.get("commit")) if isinstance(source, dict) else ""),
        ("Python", _said(record.get("python"))),
        (say("page_packages"), _named(packages) if isinstance(packages, dict) else ""),
    ]
    return [(name, words) for name, words in found if words]


def _named(packages: Mapping[str, Any]) -> str:
    return _said(", ".join(f"{name} {version}" for name, version in packages.items()))


def _said(value: object) -> str:
    """A text of a file that anybody may have written, on one line and not too long."""
    return printable(value[:LONGEST]) if isinstance(value, str) else "?"


def _files(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    files = record.get("files")
    if not isinstance(files, dict):
        return []
    return [(name, _said(files[name].get("sha256"))) for name in SHOWN if isinstance(files.get(name), dict)]
