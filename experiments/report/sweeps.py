"""What is shown on a terminal of a sweep: what it will take, what it came to, and how it stands."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from wenze.experiments.analysis.differences import Row
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.paths import typed
from wenze.experiments.sweeps.mending import Standing
from wenze.experiments.sweeps.plan import Plan
from wenze.experiments.sweeps.summary import Outcome
from wenze.experiments.sweeps.sweeping import Done, Pilot
from wenze.experiments.terminal import as_bytes, cut, pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.language import in_language

NUMBER = 9  # columns
LONGEST_LABEL = 36
MINUTE, HOUR, DAY = 60, 3600, 86400


def pilot_text(found: Pilot, plan: Plan) -> str:
    """How many runs, how long, how much disk."""
    numbers = {
        "settings": found.settings,
        "scenarios": found.scenarios,
        "replications": found.replications,
        "runs": found.runs,
        "time": as_time(found.seconds),
        "disk": as_bytes(found.disk),
    }
    return wrap(say("pilot", **numbers) + (say("at_first") if plan.precision else ""), terminal_width())


def as_time(seconds: float) -> str:
    """A time in the two units that matter."""
    whole = max(1, round(seconds))
    if whole < MINUTE:
        return say("seconds", seconds=whole)
    minutes = round(whole / MINUTE)
    if minutes < HOUR // MINUTE:
        return say("minutes", minutes=minutes)
    return say("hours", hours=minutes // 60, minutes=minutes % 60)


def sweep_text(done: Done) -> str:
    """What a sweep came to: over all settings, how each scenario's measures differ from the reference."""
    outcome = done.outcome
    plan = outcome.plan
    head = say("sweep_done", runs=done.runs, settings=plan.points.size)
    if plan.window is not None:
        head += say("sweep_window", first=plan.window.first, end=plan.window.end)
    lines = [wrap(head + in_language(".", "。"), terminal_width())]
    if plan.tabled is not None:
        words = {"worlds": plan.replications, "name": printable(plan.tabled.name)}
        lines.append(wrap(say("sweep_worlds", **words), terminal_width()))
    if done.failures:
        lines.append(wrap(say("sweep_failed", failures=done.failures, runs=done.runs), terminal_width()))
    titles = told_apart({layers.name: printable(layers.title) for layers in plan.makings.layers}, LONGEST_LABEL)
    rows = outcome.grouped
    if len(plan.scenarios) > 1:
        said = "sweep_differences" if outcome.replications > 1 else "sweep_differences_single"
        lines += ["", wrap(say(said, reference=titles[plan.makings.reference]), terminal_width())]
        for scenario in plan.scenarios:
            if scenario != plan.makings.reference:
                lines += [
                    "",
                    *_table(titles[scenario], outcome, [rows[scenario, name] for name in outcome.names], True),
                ]
    else:
        lines += ["", wrap(say("sweep_levels"), terminal_width()), ""]
        lines += _table(
            titles[plan.scenarios[0]], outcome, [rows[plan.scenarios[0], name] for name in outcome.names], False
        )
    return "\n".join([*lines, ""])


def _table(title: str, outcome: Outcome, rows: Sequence[Sequence[Row]], paired: bool) -> list[str]:
    labels = [in_language(name, outcome.plan.measures[name].label) for name in outcome.names]
    wide = min(max(map(width_of, [*labels, title])), terminal_width() - 5 * NUMBER)
    keys = ["mean", "least", "most", *(["above", "below"] if paired else [])]
    head = pad(cut(title, wide), wide) + "".join(pad_left(say(f"sweep_column_{key}"), NUMBER) for key in keys)
    return [
        head,
        *(pad(cut(label, wide), wide) + _cells(group, paired) for label, group in zip(labels, rows, strict=True)),
    ]


def _cells(rows: Sequence[Row], paired: bool) -> str:
    found = spread_of(rows, paired)
    cells = [_signed(number, paired) for number in found[:3]]
    if paired:
        cells += [f"{share:.0%}" for share in found[3:]]
    return "".join(pad_left(cell, NUMBER) for cell in cells)


class Spread(NamedTuple):
    """Differences, or means, over all settings: mean, least, most, and in which shares of the settings they lie above or below zero."""

    mean: float
    least: float
    most: float
    above: float
    below: float


def spread_of(rows: Sequence[Row], paired: bool) -> Spread:
    """How a measure of a scenario, or its difference from the reference, spreads over the settings."""
    values = np.array([row.difference if paired else row.mean for row in rows])
    known = values[~np.isnan(values)]
    mean, least, most = (math.fsum(known) / len(known), known.min(), known.max()) if len(known) else (math.nan,) * 3
    above, below = (sum(_direction(row) == way for row in rows) / len(rows) for way in (1, -1))
    return Spread(mean, float(least), float(most), above, below)


def _direction(row: Row) -> int:
    """Where a difference lies: its interval, or where there is one replication only, itself."""
    return row.direction if row.replications > 1 else int(row.difference > 0) - int(row.difference < 0)


def _signed(number: float, paired: bool) -> str:
    if math.isnan(number):
        return "n/a"
    return f"{number:+.3f}" if paired else f"{number:.3f}"


def status_text(found: Standing) -> str:
    """How a store stands: what is done, what is damaged, and how to go on."""
    store, damages, parts, runs, failures, complete = found
    folder = printable(store.folder)
    size = sum(path.stat().st_size for path in store.folder.rglob("*") if path.is_file())
    numbers = {"folder": folder, "done": len(store.done()), "parts": parts, "runs": runs, "failures": failures}
    lines = [say("status_line", **numbers, bytes=as_bytes(size))]
    lines.append(say("status_complete") if complete else say("status_open", folder=typed(store.folder)))
    lines += [say("status_damaged", file=damage.path, why=damage.why) for damage in damages] or [say("status_whole")]
    return "\n".join(wrap(line, terminal_width()) for line in lines)
