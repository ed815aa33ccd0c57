"""What ``wenze match`` shows on a terminal."""

from collections.abc import Sequence

from wenze.experiments.matching.found import Found, figure_rows
from wenze.experiments.matching.waves import together
from wenze.experiments.messages import say
from wenze.experiments.runs.collect import cadres_in
from wenze.experiments.terminal import cut, pad, pad_left, terminal_width, wrap

NUMBER = 9
SHOWN = 12
"""Assumptions that are narrowed, as many as are listed."""
MOST_PAIRS = 6


def match_text(found: Found) -> str:
    """How many worlds are left, which figures rule out most, which assumptions are narrowed, and of which nothing is said."""
    settings = found.asked.makings.settings()
    run = settings.run
    words = {
        "kept": len(found.worlds.rows),
        "tried": found.tried,
        "waves": len(found.matched.waves),
        "figures": len(found.figures),
        "assumptions": len(found.asked.axes),
        "replications": run.replications,
        "months": run.months,
        "spin_up": run.spin_up,
        "cadres": cadres_in(settings),
    }
    blocks = [wrap(say("match_head", **words), terminal_width()), *_figures(found)]
    if found.assumptions:
        blocks += _assumptions(found)
    if len(found.worlds.rows) < found.asked.worlds:
        blocks.append(_too_few(found))
    return "\n\n".join([*blocks, ""])


def _figures(found: Found) -> list[str]:
    rows = figure_rows(found)
    wide = min(max(len(str(row[0])) for row in rows), terminal_width() - 4 * NUMBER)
    heads = [say(f"column_match_{head}") for head in ("first", "last", "alone", "nearest")]
    lines = [pad(say("column_match_figure"), wide) + _cells(heads)]
    for name, _, _, first, last, alone, nearest in rows:
        cells = [*(f"{100 * float(share):.0f}%" for share in (first, last, alone)), f"{float(nearest):.1f}"]
        lines.append(pad(cut(str(name), wide), wide) + _cells(cells))
    return ["\n".join(lines), wrap(say("match_figures"), terminal_width())]


def _assumptions(found: Found) -> list[str]:
    narrowed = [row for row in found.assumptions if row.narrowed]
    words = {"free": len(found.assumptions) - len(narrowed), "assumptions": len(found.assumptions)}
    said = wrap(say("match_free", **words), terminal_width())
    shown = narrowed[:SHOWN]
    if not shown:
        return [said]
    wide = min(max(len(row.key) for row in shown), terminal_width() - 4 * NUMBER)
    heads = [say(f"column_match_{head}") for head in ("low", "q05", "q95", "high")]
    lines = [pad(say("column_parameter"), wide) + _cells(heads)]
    for row in shown:
        numbers = (row.low, row.q05, row.q95, row.high)
        lines.append(pad(cut(row.key, wide), wide) + _cells([f"{number:.3g}" for number in numbers]))
    head = wrap(say("match_narrowed", narrowed=len(narrowed), shown=len(shown)), terminal_width())
    return ["\n".join([head, "", *lines]), *_ties(found), said]


def _ties(found: Found) -> list[str]:
    """Pairs that go together: of these the figures rule out combinations."""
    if not found.ties:
        return []
    head = wrap(say("match_ties", count=len(found.ties)), terminal_width())
    shown = found.ties[:MOST_PAIRS]
    return ["\n".join([head, "", *(f"{tie.correlation:+.2f}  {tie.first}, {tie.second}" for tie in shown)])]


def _too_few(found: Found) -> str:
    """That fewer worlds are left than were wanted, and which figures no world tried meets together."""
    pairs = sorted(together(found.matched, found.figures), key=lambda pair: -pair[2])
    said = [say("match_too_few", wanted=found.asked.worlds)]
    said += [
        say("match_not_together", one=one, other=other, nearest=nearest) for one, other, nearest in pairs[:MOST_PAIRS]
    ]
    return "\n".join(wrap(sentence, terminal_width()) for sentence in said)


def _cells(words: Sequence[str]) -> str:
    return "".join(pad_left(word, NUMBER) for word in words)
