"""Claims with their verdicts, and what stands behind each: the words, where they stand, and what the numbers say."""

from collections.abc import Sequence

from wenze.experiments.claims.files import KINDS
from wenze.experiments.claims.found import Finding, Found
from wenze.experiments.claims.text import sentence_on, verdict_told, verdicts_told, with_margin
from wenze.experiments.messages import in_language, printable, say
from wenze.experiments.page.blocks import Block, Drawn, Heading, Paragraph, Section, Table
from wenze.experiments.page.words import share


def claimed(found: Found, pictures: Sequence[Drawn]) -> Section:
    """The section on claims: how many came out how, each with its verdict, and what is to be said of each."""
    plan = found.plan
    head = {"worlds": plan.count, "name": printable(plan.name), "months": plan.months, "told": verdicts_told(found)}
    blocks: list[Block] = [Paragraph(say("page_claims_head", **head)), *pictures]
    for kind in KINDS:
        those = [one for one in found.findings if one.claim.kind == kind]
        if those:
            blocks += [Heading(say(f"claims_of_{kind}")), _verdicts(those), _behind(those)]
    blocks.append(Paragraph(say("page_claims_unstable"), note=True))
    return Section("claims", say("page_claims"), blocks)


def _verdicts(those: Sequence[Finding]) -> Table:
    heads = tuple(
        say(f"page_claim_{head}")
        for head in ("label", "says", "difference", "for", "against", "neither", "mechanical", "behavioural", "verdict")
    )
    return Table(heads, [_row(one) for one in those], "llrrrrrrl", small=True)


def _row(one: Finding) -> tuple[str, ...]:
    shares = (share(one.judged.share(side).mean) for side in (1, -1, 0))
    verdict = verdict_told(one)
    parts = (with_margin(part) for part in (one.mechanical, one.behavioural))
    return (
        one.claim.label or one.claim.name,
        printable(one.claim.title),
        with_margin(one.difference),
        *shares,
        *parts,
        verdict,
    )


def _behind(those: Sequence[Finding]) -> Table:
    """The words of each claim, and what the numbers say of it."""
    rows = []
    for one in those:
        says, source = one.claim.content.says, one.claim.content.source
        words = say(
            "page_claim_quoted",
            zh=printable(says.zh),
            en=printable(says.en),
            source=printable(in_language(source.en, source.zh)),
        )
        rows.append((one.claim.label or one.claim.name, words, printable(sentence_on(one))))
    return Table((say("page_claim_label"), say("page_claim_words"), say("page_claim_numbers")), rows, "lll", small=True)
