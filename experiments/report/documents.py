"""Make again what the documents show: ``python -m wenze.experiments.report.documents`` writes the tables of the model document, and
``make docs``, which adds the word ``all``, makes the pictures and tables of the READMEs and the search for regions as well.
"""

import contextlib
import io
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from wenze.agents import draws
from wenze.experiments.figures.drawn import draw_into
from wenze.experiments.library import compare
from wenze.experiments.report.declared import counts, events, state
from wenze.experiments.report.tables import comparison_text
from wenze.experiments.runs.collect import cores
from wenze.experiments.runs.files import origin
from wenze.experiments.validation import discovery as regions
from wenze.experiments.validation import robustness, supervision
from wenze.sim.language import Language, speaking
from wenze.sim.measures import ALL
from wenze.sim.settings.parameters import Definition, definitions

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "model.md"
EVIDENCE = ROOT / "docs" / "evidence.md"
PICTURES = DOCUMENT.parent / "pictures"
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
MARK = "<!-- {name}: made by `{maker}`; do not edit by hand -->"
MAKER = "python -m wenze.experiments.report.documents"


def parameters() -> str:
    """Every parameter as a row of a Markdown table."""
    head = (
        "| parameter | default | range | unit | kind | meaning | 含义 | source |\n|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(definition) for definition in definitions())


def _row(definition: Definition) -> str:
    meaning = definition.meaning
    bounds = f"{meaning.low:g} to {meaning.high:g}" + (", whole" if isinstance(definition.default, int) else "")
    cells = (
        f"`{definition.key}`",
        f"{definition.default:g}",
        bounds,
        meaning.unit,
        meaning.kind,
        meaning.en,
        meaning.zh,
        meaning.source,
    )
    return "| " + " | ".join(cells) + " |\n"


def kinds() -> str:
    """How many parameters of world and policy are of each kind, in a sentence."""
    found = Counter(definition.meaning.kind for definition in definitions() if "." in definition.key)
    said = ", ".join(f"{count} {kind}" for kind, count in found.most_common())
    return f"Of {found.total()} numbers of the world and of the status quo: {said}.\n"


def measures() -> str:
    """Every measure as a row of a Markdown table, with its formula in counts."""
    rows = (
        f"| `{m.name}` | {m.unit} | {m.en} | {m.label_zh}：{m.zh} | {str(m.of).replace('|', chr(92) + '|')} |\n"
        for m in ALL
    )
    return "| measure | unit | meaning | 含义 | formula |\n|---|---|---|---|---|\n" + "".join(rows)


def purposes() -> str:
    """Every purpose of a draw with its number, in order of number."""
    found = {name: int(value) for name, value in vars(draws).items() if name.isupper() and isinstance(value, np.uint64)}
    used = {name: number for name, number in found.items() if name not in draws.NOT_PURPOSES}
    return ", ".join(f"{name} {number}" for name, number in sorted(used.items(), key=lambda item: item[1])) + "\n"


Tables = Mapping[str, Callable[[], str]]
TABLES: Tables = {
    "parameters": parameters,
    "measures": measures,
    "purposes": purposes,
    "state": state,
    "counts": counts,
    "events": events,
}
SEARCHES: Tables = {
    "kinds": kinds,
    "robustness": lambda: robustness.table(cores()),
    "supervision": lambda: supervision.table(cores()),
    "regions": lambda: regions.table(cores()),
}


def with_tables(text: str, tables: Tables = TABLES, maker: str = MAKER) -> str:
    """A document with its generated tables made anew."""
    return with_sections(text, {name: table() for name, table in tables.items()}, maker)


def with_sections(text: str, sections: Mapping[str, str], maker: str) -> str:
    """A document in which each section between its marks, which name the command that makes it, is another.

    Raises ValueError for a section without its marks.
    """
    for name, section in sections.items():
        begin, end = MARK.format(name=name, maker=maker), f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"the document has no marks around {name}")
        text = f"{before}{begin}\n\n{section}\n{end}{after}"
    return text


def show_comparison() -> None:
    """Run the default comparison; keep its story and its table, in both languages."""
    PICTURES.mkdir(exist_ok=True)
    results = compare()
    for tongue, readme in READMES.items():
        with tempfile.TemporaryDirectory() as folder:
            draw_into(
                results, Path(folder), only=["story"], lang=tongue, formats=["png"], origin=origin(results.settings)
            )
            shutil.copy(Path(folder, "story.png"), PICTURES / f"story.{tongue}.png")
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")  # as into a file: no terminal's width or signs
        with speaking(tongue), contextlib.redirect_stdout(printed):
            heading, table, *_ = comparison_text(results).split("\n\n")
        before, fence, rest = readme.read_text(encoding="utf-8").partition("```text\n")
        _, end, after = rest.partition("```")
        readme.write_text(f"{before}{fence}{heading}\n\n{table}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["all"]):
        print(f"{' '.join(sys.argv[1:])}: expected nothing, or the word all", file=sys.stderr)
        sys.exit(2)
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    if sys.argv[1:] == ["all"]:
        EVIDENCE.write_text(with_tables(EVIDENCE.read_text(encoding="utf-8"), SEARCHES, "make docs"), encoding="utf-8")
        show_comparison()
