"""The generated tables of the model document are current."""

from wenze.experiments.report.documents import DOCUMENT, TABLES, with_tables


def test_the_tables_of_the_model_document_are_current() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert with_tables(text) == text, "run python -m wenze.experiments.report.documents"
    for table in TABLES.values():
        assert table() in text
