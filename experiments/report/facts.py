"""What ``wenze facts`` and ``wenze fit`` show."""

from collections.abc import Mapping, Sequence

from wenze.experiments.messages import in_language, printable, say
from wenze.experiments.runs.collect import cadres_in
from wenze.experiments.terminal import pad, pad_left, terminal_width, width_of, wrap
from wenze.experiments.validation.effects import EFFECTS
from wenze.experiments.validation.facts import facts
from wenze.experiments.validation.fit import FITTED, TARGETS_FITTED, Fit
from wenze.experiments.validation.predicted import Predicted
from wenze.experiments.validation.targets import NEAR, SILENT, STATUS_QUO, TARGETS
from wenze.experiments.validation.verdict import Line
from wenze.sim.errors import InputError, suggestion
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Settings

ROLES = ("fitted", "held_out", "effect", "built_in", "aside")
SIGNS = {-1: "−", 0: "0", 1: "+"}
NAME, CELL, RATIO = 37, 8, 7  # columns of the table; with the trust beside them they take 80 at most


def facts_text(settings: Settings, lines: Sequence[Line]) -> str:
    """The table of all figures, what is missed, and what the model does not speak to."""
    silent = [
        wrap(say("facts_silent_row", names=listed(ids), why=reason), terminal_width(), "  ", "    ")
        for ids, reason in silent_rows()
    ]
    blocks = [
        "\n".join([wrap(intended(settings, cadres_in(settings)), terminal_width()), *_table(lines)]),
        wrap(verdict(lines), terminal_width()),
        "\n".join([say("facts_silent"), *silent]),
        wrap(say("facts_more"), terminal_width()),
    ]
    return "\n\n".join(blocks)


def intended(settings: Settings, cadres: int) -> str:
    """What was run and how the table is to be read."""
    run = settings.run
    numbers = {"replications": run.replications, "months": run.months, "spin_up": run.spin_up, "cadres": cadres}
    return say("facts_scale", **numbers, near=f"{NEAR:g}")


def _table(lines: Sequence[Line]) -> list[str]:
    """The lines by role: name, target, model with its interval, ratio, trust; below each what it is."""
    printed = []
    for role in ROLES:
        group = [line for line in lines if line.role == role]
        if group:
            heads = [say(f"facts_{head}") for head in ("target", "model", "margin")]
            row = pad("", NAME) + "".join(pad_left(head, CELL) for head in heads)
            printed += [f"\n{wrap(say(f'role_{role}'), terminal_width())}\n"]
            printed += [f"{row}{pad_left(say('facts_ratio'), RATIO)}  {say('facts_trust')}".rstrip()]
            for line in group:
                printed += [_row(line), wrap(line.label, terminal_width(), "    ")]
    return printed


def _row(line: Line) -> str:
    mean, low, high, _ = line.simulated
    margin = (high - low) / 2
    compares = line.role != "aside"
    cells = [_target(line) if compares else "", _number(mean), "" if margin != margin else _number(margin)]
    ratio = "" if not compares or line.target != line.target else _ratio(mean, line.target)
    mark = "*" if compares and not line.met else " "
    numbers = "".join(pad_left(cell, CELL) for cell in cells)
    return f"{pad(line.name, NAME)}{numbers}{pad_left(ratio, RATIO)}{mark} {say(f'trust_{line.trust}')}"


def _target(line: Line | Predicted) -> str:
    """The figure of the source, or the sign of an effect of which it gives no size."""
    if line.target == line.target:
        return _number(line.target)
    return SIGNS[line.sign]


def _ratio(mean: float, target: float) -> str:
    return say("no_number") if mean != mean else f"{mean / target:.2f}"


def _number(value: float) -> str:
    """A number to three decimals, four if it is small: never wider than a cell."""
    return say("no_number") if value != value else f"{round(value, 4 if abs(value) < 0.01 else 3):g}"


def predicted_text(settings: Settings, worlds: str, lines: Sequence[Predicted]) -> str:
    """Figures and effects over worlds, by role, and how many are met, missed, and left open."""
    run = settings.run
    words = {"worlds": run.replications, "name": printable(worlds), "months": run.months, "spin_up": run.spin_up}
    head = say("predicted_scale", **words, cadres=cadres_in(settings), near=f"{NEAR:g}")
    printed = [wrap(head, terminal_width())]
    for role in ROLES:
        group = [line for line in lines if line.role == role]
        if group:
            heads = [say("facts_target"), *(say(f"predicted_{head}") for head in ("low", "middle", "high"))]
            row = pad("", NAME) + "".join(pad_left(head, CELL) for head in heads)
            printed += [f"\n{wrap(say(f'role_{role}'), terminal_width())}\n", row]
            for line in group:
                printed += [_predicted_row(line), wrap(line.label, terminal_width(), "    ")]
    return "\n".join([*printed, "", wrap(predicted_verdict(lines), terminal_width())])


def _predicted_row(line: Predicted) -> str:
    cells = [_target(line), *map(_number, (line.low, line.middle, line.high))]
    numbers = "".join(pad_left(cell, CELL) for cell in cells)
    return f"{pad(line.name, NAME)}{numbers}  {say(f'predicted_{line.verdict}')}"


def predicted_verdict(lines: Sequence[Predicted]) -> str:
    """How many of the figures and effects held out are met, which are missed, and on which the worlds are silent."""
    held_out = [line for line in lines if line.role in ("held_out", "effect")]
    names = {said: [line.name for line in held_out if line.verdict == said] for said in ("met", "missed", "silent")}
    told = {said: listed(found) if found else say("nothing") for said, found in names.items()}
    return say(
        "predicted_found", all=len(held_out), met=len(names["met"]), missed=told["missed"], silent=told["silent"]
    )


def verdict(lines: Sequence[Line]) -> str:
    """How many of the held-out figures the model meets, and which it misses."""
    held_out = [line for line in lines if line.role == "held_out"]
    missed = [line.name for line in held_out if not line.met]
    published = [line for line in lines if line.role == "effect"]
    signs = sum(line.met for line in published)
    missed += [line.name for line in published if not line.met]
    count = {"met": sum(line.met for line in held_out), "all": len(held_out), "near": f"{NEAR:g}"}
    count |= {"signs": signs, "effects": len(published)}
    return say("facts_verdict", **count, missed=listed(missed) if missed else say("nothing"))


def silent_rows() -> list[tuple[tuple[str, ...], str]]:
    """The rows that the model does not speak to, with the reason in the language of the session."""
    return [(ids, in_language(en, zh)) for ids, en, zh in SILENT]


def known_of(word: str) -> list[str]:
    """All that is known of the rows or targets with this name, each as a paragraph. Raises InputError if there is none."""
    known = [*facts(), *(target.name for target in TARGETS), *(effect.name for effect in EFFECTS)]
    if word not in known:
        hint = suggestion(word, dict.fromkeys(known))
        raise InputError(say("fact_unknown", word=printable(word), hint=hint))
    fact = facts()[word.partition(".")[0]]
    row = {name: getattr(fact, name) for name in ("quantity", "value", "unit", "period", "place", "source", "note")}
    paragraphs = [_record(fact.id, {**row, "trust": say(f"trust_{fact.trust}")})]
    for target in TARGETS:
        if target.fact == fact.id and word in (fact.id, target.name):
            role = say(f"role_{target.role}")
            said = {"quantity": target.label, "target": _number(target.value), "how": target.how, "role": role}
            paragraphs.append(_record(target.name, said))
    for effect in EFFECTS:
        if effect.fact == fact.id and word in (fact.id, effect.name):
            said = {"quantity": effect.label, "how": effect.how, "role": say("role_effect")}
            paragraphs.append(_record(effect.name, said))
    for ids, reason in silent_rows():
        if fact.id in ids:
            paragraphs.append(wrap(say("fact_silent", why=reason), terminal_width()))
    return paragraphs


def _record(name: str, said: Mapping[str, str]) -> str:
    """Named sentences below a name; what is empty is left out."""
    words = {say(f"facts_{key}"): text for key, text in said.items() if text}
    longest = max(width_of(word) for word in words)
    lines = [wrap(text, terminal_width(), pad(f"  {word}", longest + 4)) for word, text in words.items()]
    return "\n".join([name, *lines])


def fit_text(found: Fit, settings: Settings) -> str:
    """Parameters old and new, targets before and after, and the loss."""
    scenario = next(item for item in settings.scenarios if item.name == STATUS_QUO)
    run = settings.run
    words = {"replications": run.replications, "months": run.months, "seed": run.seed, "scenario": scenario.name}
    lines = [wrap(say("fit_scale", **words), terminal_width())]
    lines.append("")
    width = max(map(len, [*FITTED, *(target.name for target in TARGETS_FITTED)])) + 1
    lines.append(_fit_row(say("fit_parameter"), [say("fit_old"), say("fit_new")], width))
    for key, old, new in zip(FITTED, found.old, found.new, strict=True):
        lines.append(_fit_row(key, [f"{old:g}", f"{new:g}"], width))
    lines.append("")
    lines.append(_fit_row(say("facts_target"), [say("fit_value"), say("fit_before"), say("fit_after")], width))
    for target, before, after in zip(TARGETS_FITTED, found.before, found.after, strict=True):
        lines.append(_fit_row(target.name, [f"{number:.3g}" for number in (target.value, before, after)], width))
    before, after = found.losses
    lines.append(_fit_row(say("fit_loss"), ["", f"{before:.3g}", f"{after:.3g}"], width))
    lines.append("")
    lines.append(wrap(say("fit_note"), terminal_width()))
    return "\n".join(lines)


def _fit_row(name: str, cells: Sequence[str], width: int) -> str:
    return (pad(name, width) + "".join(pad_left(cell, 10) for cell in cells)).rstrip()
