"""The sourced figures that the model is compared with: ``facts.csv``, each row with its source and how far to trust it."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("facts.csv")

TRUST = ("statute", "official", "repost", "secondary", "news", "literature")
"""How a figure reached us, from the text of a statute or an official site to a second hand."""


class Fact(NamedTuple):
    """One row. ``value`` holds the figures as they were given, several of them parted by ``|``."""

    id: str
    quantity: str
    value: str
    unit: str
    period: str
    place: str
    source: str
    trust: str
    note: str

    @property
    def numbers(self) -> tuple[float, ...]:
        """The figures; raises ValueError where the value is no number but words."""
        return tuple(float(part) for part in self.value.split("|"))


@cache
def facts() -> dict[str, Fact]:
    """Every row by its id, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: Fact(**row) for row in csv.DictReader(file)}
