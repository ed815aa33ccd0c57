"""Verdicts as they are printed: a table, and a sentence on each claim that is reversed or depends. The words follow from the numbers."""

import math

from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.claims.files import KINDS, Claim
from wenze.experiments.claims.flips import Flip, Leaf
from wenze.experiments.claims.found import Finding, Found
from wenze.experiments.claims.verdicts import DEPENDS, REVERSED, STABLE, VERDICTS
from wenze.experiments.messages import in_language, printable, say
from wenze.experiments.terminal import cut, pad, pad_left, terminal_width, width_of, wrap

NUMBER, SHARE, VERDICT = 19, 5, 12
"""Columns of the difference, of a share, of the verdict."""
DIGITS = 2


def claims_text(found: Found) -> str:
    """How many worlds, a table of all claims, and what is to be said of some."""
    lines = [wrap(_head(found), terminal_width()), ""]
    label = max(width_of(one.claim.label) for one in found.findings) + 1
    alone = found.plan.count == 1
    title = terminal_width() - label - NUMBER - VERDICT - (0 if alone else 3 * SHARE)
    lines.append(_heads(label, title, alone))
    for kind in KINDS:
        those = [one for one in found.findings if one.claim.kind == kind]
        if those:
            lines.append(say(f"claims_of_{kind}"))
            lines += [_line(one, label, title, alone) for one in those]
    lines += ["", wrap(say("claims_legend" if not alone else "claims_legend_alone"), terminal_width())]
    said = [one for one in found.findings if one.verdict in (DEPENDS, REVERSED)]
    if said:
        lines += ["", say("claims_why")]
        lines += [wrap(sentence_on(one), terminal_width(), "- ") for one in said]
    return "\n".join([*lines, ""])


def _head(found: Found) -> str:
    plan = found.plan
    words = {"name": printable(plan.name), "months": plan.months, "spin_up": plan.base.run.spin_up}
    words["told"] = verdicts_told(found)
    if plan.count == 1:
        return say("claims_head_alone", **words, lives=plan.first)
    return say("claims_head", **words, worlds=plan.count, lives=lives_told(found))


def lives_told(found: Found) -> str:
    """How often each world was lived."""
    first, most = found.plan.first, max(one.lives for one in found.findings)
    return say("claims_lives", first=first, most=most) if most > first else str(first)


def verdicts_told(found: Found) -> str:
    """How many claims came to each verdict."""
    counts = {name: sum(one.verdict == name for one in found.findings) for name in VERDICTS}
    return in_language(", ", "，").join(f"{say(f'verdict_{name}')} {count}" for name, count in counts.items() if count)


def _heads(label: int, title: int, alone: bool) -> str:
    shares = (
        "" if alone else "".join(pad_left(say(f"claims_head_{side}"), SHARE) for side in ("for", "against", "neither"))
    )
    return (
        pad(say("claims_head_claim"), label + title)
        + pad_left(say("claims_head_difference"), NUMBER)
        + shares
        + ("  " + say("claims_head_verdict"))
    )


def _line(one: Finding, label: int, title: int, alone: bool) -> str:
    shares = "" if alone else "".join(pad_left(percent(one.judged.share(side).mean), SHARE) for side in (1, -1, 0))
    name = cut(printable(one.claim.title), title - 1)
    return (
        pad(one.claim.label, label) + pad(name, title) + pad_left(with_margin(one.difference), NUMBER) + shares
        + "  " + verdict_told(one)
    )  # fmt: skip


def verdict_told(one: Finding) -> str:
    """The verdict on a claim, with a question mark where it is not stable."""
    return say(f"verdict_{one.verdict}") + ("" if one.judged.stability >= STABLE else "?")


def percent(share: float) -> str:
    """A share in per cent as it stands in a table; a dash where there is none."""
    return "–" if math.isnan(share) else f"{100.0 * share:.0f}%"


def in_words(share: float) -> str:
    """A share in per cent as it stands in a sentence."""
    return "–" if math.isnan(share) else say("per_cent", number=f"{100.0 * share:.0f}")


def with_margin(found: Interval) -> str:
    """A mean with half its interval, in as many decimals as the margin has meaning for."""
    if math.isnan(found.mean):
        return "–"
    margin = (found.high - found.low) / 2
    if found.is_zero:
        return "0"
    if math.isnan(margin):
        return signed(found.mean, 4)
    decimals = min(5, max(0, DIGITS - 1 - math.floor(math.log10(margin)))) if margin > 0 else 4
    return f"{signed(found.mean, decimals)} ± {margin:.{decimals}f}"


def signed(value: float, decimals: int) -> str:
    """A number with its sign; zero has none."""
    text = f"{value:+.{decimals}f}"
    return f"{0:.{decimals}f}" if float(text) == 0.0 else text.replace("-", "−")


def sentence_on(one: Finding) -> str:
    """What is to be said of a claim, from its numbers: what was found, in how many worlds, its parts, and where it flips."""
    claim = one.claim
    favour, against, neither = (one.judged.share(side).mean for side in (1, -1, 0))
    words = {
        "label": claim.label or claim.name,
        "title": printable(claim.title),
        "difference": with_margin(one.difference),
        "verdict": say(f"verdict_{one.verdict}"),
        "expected": say(f"expected_{claim.content.expected}", threshold=_threshold(claim)),
    }
    pieces = [say("claim_sentence", **words)]
    if one.judged.known > 1:
        pieces.append(
            say("claim_shares", favour=in_words(favour), against=in_words(against), neither=in_words(neither))
        )
    if one.mechanical.n > 1:
        parts = {"mechanical": with_margin(one.mechanical), "behavioural": with_margin(one.behavioural)}
        pieces.append(say("claim_parts", **parts))
    if one.flip is not None and one.flip.tells:
        pieces.append(flip_sentence(one.flip))
    if one.judged.stability < STABLE:
        pieces.append(say("claim_unstable", stability=in_words(one.judged.stability)))
    return in_language(" ", "").join(pieces)


def _threshold(claim: Claim) -> str:
    """What the difference has to pass, with its own sign; zero has none."""
    return f"{claim.sign * claim.content.at_least or 0.0:g}".replace("-", "−")


def flip_sentence(flip: Flip) -> str:
    """Where a claim holds most and where least."""
    best, worst = flip.leaves[0], flip.leaves[-1]
    words = {
        "best": conditions(best), "best_for": in_words(best.favour), "best_against": in_words(best.against),
        "worst": conditions(worst), "worst_for": in_words(worst.favour), "worst_against": in_words(worst.against),
        "told": in_words(flip.told), "guessed": in_words(flip.guessed),
    }  # fmt: skip
    return say("claim_flip", **words)


def conditions(leaf: Leaf) -> str:
    """What holds in a leaf, each assumption once."""
    limits: dict[str, dict[str, float]] = {}
    for key, sign, place in leaf.conditions:  # a later limit on the same side is the narrower
        limits.setdefault(key, {})[sign] = place
    return in_language(" and ", "、").join(_limits(key, at.get(">"), at.get("≤")) for key, at in limits.items())


def _limits(key: str, low: float | None, high: float | None) -> str:
    before = "" if low is None or high is None else f"{low:.3g} < "
    if high is None:
        return f"{key} > {low:.3g}"
    return f"{before}{key} ≤ {high:.3g}"
