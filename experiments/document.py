"""Write the table of parameters into the model document: ``python -m experiments.document``."""

from pathlib import Path

from sim.parameters import Definition, definitions

DOCUMENT = Path(__file__).parent.parent / "docs" / "model.md"
BEGIN = "<!-- parameters: made by `python -m experiments.document`; do not edit by hand -->"
END = "<!-- end of parameters -->"


def table() -> str:
    """Every parameter as a row of a Markdown table."""
    head = (
        "| parameter | default | range | unit | kind | meaning | 含义 | source |\n|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(definition) for definition in definitions())


def _row(definition: Definition) -> str:
    meaning = definition.meaning
    bounds = f"{meaning.low:g} to {meaning.high:g}"
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


def with_table(text: str) -> str:
    """The document with its table made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_table(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
