"""The tables of a run of claims: ``claims.csv``, ``by_world.csv``, and what their columns mean."""

import math
from collections.abc import Iterator
from typing import Any

from wenze.experiments.claims.found import Finding, Found
from wenze.experiments.claims.kept import BY_WORLD, CLAIMS
from wenze.experiments.claims.plan import Column
from wenze.experiments.messages import say
from wenze.experiments.sweeps.store import as_csv
from wenze.sim.language import LANGUAGES, speaking

CLAIMS_COLUMNS = (
    "claim", "label", "kind", "title_en", "title_zh", "verdict", "stability", "measure", "unit", "expected", "at_least", "arms",
    "from", "until", "difference", "difference_low", "difference_high", "worlds_low", "worlds_high", "reference", "worlds", "lives",
    "as_claimed", "as_claimed_low", "as_claimed_high", "against", "against_low", "against_high", "neither",
    "mechanical", "mechanical_low", "mechanical_high", "behavioural", "behavioural_low", "behavioural_high",
    "assumptions", "leaves", "told", "guessed",
)  # fmt: skip
BY_WORLD_COLUMNS = ("claim", "world", "difference", "margin", "side")
PROBABILITY = "probability"


def claims_csv(found: Found) -> bytes:
    """One row a claim: what was compared, the verdict, and the numbers that it rests on."""
    return as_csv(CLAIMS_COLUMNS, (_row(found, one) for one in found.findings))


def _row(found: Found, one: Finding) -> tuple[Any, ...]:
    claim, content = one.claim, one.claim.content
    measure = found.measure(claim)
    columns = found.plan.columns_of(claim)
    favour, against, neither = (one.judged.share(side) for side in (1, -1, 0))
    with_language = []
    for tongue in LANGUAGES:
        with speaking(tongue):
            with_language.append(claim.title)
    flip = one.flip
    return (
        claim.name, claim.label, claim.kind, *with_language, one.verdict, one.judged.stability, content.measure,
        PROBABILITY if measure is None else measure.unit, content.expected, content.at_least, arms_text(columns),
        content.first, claim.until or found.plan.months, *one.difference[:3], one.low, one.high, one.reference,
        one.judged.known, one.lives, *favour[:3], *against[:3], neither.mean, *one.mechanical[:3], *one.behavioural[:3],
        " & ".join(flip.keys) if flip else "", leaves_text(one), flip.told if flip else math.nan,
        flip.guessed if flip else math.nan,
    )  # fmt: skip


def arms_text(columns: tuple[Column, ...]) -> str:
    """The arms of a claim, in their order."""
    return " | ".join(f"{column.regime.name}: {column.measure}" for column in columns)


def leaves_text(one: Finding) -> str:
    """The leaves of the tree, each with its worlds and in which shares of them it is clearly as claimed and clearly against."""
    return "; ".join(
        " & ".join(f"{key} {sign} {place:.4g}" for key, sign, place in leaf.conditions)
        + f": {leaf.worlds} worlds, {leaf.favour:.3f}, {leaf.against:.3f}"
        for leaf in (one.flip.leaves if one.flip else ())
    )


def by_world_csv(found: Found) -> bytes:
    """One row a claim and world: the difference, how far luck takes it, and on which side it clearly is."""
    return as_csv(BY_WORLD_COLUMNS, _worlds(found))


def _worlds(found: Found) -> Iterator[tuple[Any, ...]]:
    for one in found.findings:
        for number, difference in enumerate(one.world_differences.tolist()):
            if not math.isnan(difference):
                margin, side = float(one.judged.margins[number]), int(one.judged.clear[number])
                yield one.claim.name, number + 1, difference, margin, side


def codebook_csv() -> bytes:
    """What every column of both tables means, in both languages."""
    rows = []
    for file, columns in ((CLAIMS, CLAIMS_COLUMNS), (BY_WORLD, BY_WORLD_COLUMNS)):
        for column in columns:
            meanings = []
            for tongue in LANGUAGES:
                with speaking(tongue):
                    meanings.append(say(f"claims_column_{_meaning_of(file, column)}"))
            rows.append((file, column, *meanings))
    return as_csv(("file", "column", "meaning_en", "meaning_zh"), iter(rows))


def _meaning_of(file: str, column: str) -> str:
    """The name of the sentence on a column: ends of an interval share that of its middle."""
    if file == BY_WORLD and column == "difference":
        return "world_difference"
    for end in ("_low", "_high"):
        if column.endswith(end) and column.removesuffix(end) in (*CLAIMS_COLUMNS, "worlds") and column[:6] != "worlds":
            return "interval"
    return column
