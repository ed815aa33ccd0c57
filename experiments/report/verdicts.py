"""The verdicts as they stand in docs/evidence.md, made from a finished run: ``python -m wenze.experiments.report.verdicts FOLDER``."""

import shutil
import sys
import tempfile
from pathlib import Path

from wenze.experiments.claims.asked import pictures_of, words_of
from wenze.experiments.claims.found import Finding, Found, read_found
from wenze.experiments.claims.text import percent, sentence_on, verdicts_told, with_margin
from wenze.experiments.claims.verdicts import DEPENDS, REVERSED, STABLE
from wenze.experiments.messages import say
from wenze.experiments.report.documents import EVIDENCE, PICTURES, with_sections
from wenze.experiments.sweeps.drawn import draw_into
from wenze.sim.language import LANGUAGES, speaking

MAKER = "python -m wenze.experiments.report.verdicts FOLDER"


def verdict_table(found: Found) -> str:
    """Every claim as a row of a Markdown table."""
    most = max(one.lives for one in found.findings)
    lives = f"{found.plan.first} to {most}" if most > found.plan.first else f"{most}"
    head = (
        f"{found.plan.count} worlds (`worlds={found.plan.name}`), each lived {lives} times, {found.plan.months} months "
        f"after {found.plan.base.run.spin_up}: {verdicts_told(found)}.\n\n"
        "| | claim | measure | difference | for | against | neither | mechanical | behavioural | verdict |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(one) for one in found.findings)


def _row(one: Finding) -> str:
    shares = (percent(one.judged.share(side).mean) for side in (1, -1, 0))
    parts = (with_margin(part) if part.n > 1 else "" for part in (one.mechanical, one.behavioural))
    verdict = say(f"verdict_{one.verdict}") + ("" if one.judged.stability >= STABLE else " ?")
    cells = (
        one.claim.label,
        one.claim.title,
        f"`{one.claim.content.measure}`",
        with_margin(one.difference),
        *shares,
        *parts,
        verdict,
    )
    return "| " + " | ".join(cells) + " |\n"


def reversed_list(found: Found) -> str:
    """A sentence on every claim that is reversed or depends."""
    said = [one for one in found.findings if one.verdict in (REVERSED, DEPENDS)]
    return "".join(f"* {sentence_on(one)}\n" for one in said)


def write(folder: Path) -> None:
    """Write the sections, and the picture in both languages. Raises InputError for a folder without a finished run."""
    found = read_found(folder)
    sections = {"verdicts": verdict_table(found), "reversed": reversed_list(found)}
    EVIDENCE.write_text(with_sections(EVIDENCE.read_text(encoding="utf-8"), sections, MAKER), encoding="utf-8")
    for tongue in LANGUAGES:
        with tempfile.TemporaryDirectory() as place, speaking(tongue):
            draw_into(pictures_of(found), Path(place, "p"), "paper", words_of(found), found.plan.identity, ["png"])
            shutil.copy(Path(place, "p", "claims.png"), PICTURES / f"claims.{tongue}.png")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(f"usage: {MAKER}", file=sys.stderr)
        sys.exit(2)
    write(Path(sys.argv[1]))
