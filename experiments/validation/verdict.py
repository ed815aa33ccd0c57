"""The command ``wenze facts``: the model's figures beside the sourced ones, and what is known of each."""

import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wenze.experiments.analysis.differences import Interval
from wenze.experiments.commands.request import Request, cores
from wenze.experiments.messages import in_language, say, shown
from wenze.experiments.runs.collect import compile_ahead
from wenze.experiments.terminal import pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.errors import InputError, at, suggestion
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Settings

ROLES = ("fitted", "held_out", "built_in", "aside")
NAME, CELL, RATIO = 37, 8, 7  # columns of the table; with the trust beside them they take 80 at most


class Line(NamedTuple):
    """A target with the model's figure: what one line of the table shows."""

    name: str
    role: str
    trust: str
    label: str
    target: float
    simulated: Interval
    met: bool


def show_facts(request: Request) -> None:
    """``wenze facts [NAME]``: the table of all figures, or all that is known of those that NAME fits."""
    if request.word is not None:
        if request.keys:
            raise InputError(say("facts_word_and_key", key=next(iter(request.keys))))
        print("\n\n".join(known_of(request.word)))
        return
    settings = settings_from(request)
    lines = compared(settings, cores())
    scale = settings.world.scale
    cadres = scale.counties * scale.townships * scale.posts
    print(wrap(intended(settings, cadres), terminal_width()))
    print_table(lines)
    print()
    print(wrap(verdict(lines), terminal_width()))
    print()
    print(say("facts_silent"))
    for ids, reason in silent_rows():
        print(wrap(say("facts_silent_row", names=listed(ids), why=reason), terminal_width(), "  ", "    "))
    print()
    print(wrap(say("facts_more"), terminal_width()))


def settings_from(request: Request, ordered: bool = True) -> Settings:
    """Settings from the keys months, replications and seed; refuses a run too short to be read."""
    from wenze.experiments.validation.quantities import LEAST_MONTHS
    from wenze.experiments.validation.targets import settings_for

    settings = settings_for(overrides_in(request), ordered)
    if settings.run.months < LEAST_MONTHS:
        months = request.keys["months"]
        raise InputError(at(f"months={months}", say("months_too_few", least=LEAST_MONTHS)))
    return settings


def overrides_in(request: Request) -> list[str]:
    """What is asked of months, replications and seed, as overrides."""
    return [f"{key}={request.keys[key]}" for key in ("replications", "months", "seed") if key in request.keys]


def compared(settings: Settings, threads: int) -> list[Line]:
    """Every target with the model's figure under these settings."""
    from wenze.experiments.validation.facts import facts
    from wenze.experiments.validation.quantities import observed
    from wenze.experiments.validation.targets import TARGETS

    say_compiling(settings)
    found = observed(settings, threads)
    lines = []
    for target in TARGETS:
        simulated = target.simulated(found, settings.world)
        met = target.met(simulated.mean)
        trust = facts()[target.fact].trust
        lines.append(Line(target.name, target.role, trust, target.label, target.value, simulated, met))
    return lines


def say_compiling(settings: Settings) -> None:
    """Compile the model if it is the first time, and say so."""
    from wenze.sim.batch import needs_compiling

    if needs_compiling():
        print(say("compiling"), file=sys.stderr, flush=True)
        compile_ahead(settings)


def intended(settings: Settings, cadres: int) -> str:
    """What was run and how the table is to be read."""
    from wenze.experiments.validation.quantities import BURN_IN
    from wenze.experiments.validation.targets import NEAR

    run = {"replications": settings.run.replications, "months": settings.run.months, "cadres": cadres}
    return say("facts_scale", **run, burn_in=BURN_IN, near=f"{NEAR:g}")


def print_table(lines: Sequence[Line]) -> None:
    """Print the lines by role: name, target, model with its interval, ratio, trust; below each what it is."""
    for role in ROLES:
        group = [line for line in lines if line.role == role]
        if group:
            print(f"\n{wrap(say(f'role_{role}'), terminal_width())}\n")
            heads = [say(f"facts_{head}") for head in ("target", "model", "margin")]
            row = pad("", NAME) + "".join(pad_left(head, CELL) for head in heads)
            print(f"{row}{pad_left(say('facts_ratio'), RATIO)}  {say('facts_trust')}".rstrip())
            for line in group:
                print(_row(line))
                print(wrap(line.label, terminal_width(), "    "))


def _row(line: Line) -> str:
    mean, low, high, _ = line.simulated
    margin = (high - low) / 2
    compares = line.role != "aside"
    cells = [_number(line.target) if compares else "", _number(mean), "" if margin != margin else _number(margin)]
    ratio = "" if not compares else say("no_number") if mean != mean else f"{mean / line.target:.2f}"
    mark = "*" if compares and not line.met else " "
    numbers = "".join(pad_left(cell, CELL) for cell in cells)
    return f"{pad(line.name, NAME)}{numbers}{pad_left(ratio, RATIO)}{mark} {say(f'trust_{line.trust}')}"


def _number(value: float) -> str:
    """A number to three decimals, four if it is small: never wider than a cell."""
    return say("no_number") if value != value else f"{round(value, 4 if abs(value) < 0.01 else 3):g}"


def verdict(lines: Sequence[Line]) -> str:
    """How many of the held-out figures the model meets, and which it misses."""
    from wenze.experiments.validation.targets import NEAR

    held_out = [line for line in lines if line.role == "held_out"]
    missed = [line.name for line in held_out if not line.met]
    count = {"met": len(held_out) - len(missed), "all": len(held_out), "near": f"{NEAR:g}"}
    return say("facts_verdict", **count, missed=listed(missed) if missed else say("nothing"))


def silent_rows() -> list[tuple[tuple[str, ...], str]]:
    """The rows that the model does not speak to, with the reason in the language of the session."""
    from wenze.experiments.validation.targets import SILENT

    return [(ids, in_language(en, zh)) for ids, en, zh in SILENT]


def known_of(word: str) -> list[str]:
    """All that is known of the rows or targets with this name, each as a paragraph. Raises InputError if there is none."""
    from wenze.experiments.validation.facts import facts
    from wenze.experiments.validation.targets import TARGETS

    known = [*facts(), *(target.name for target in TARGETS)]
    if word not in known:
        hint = suggestion(word, dict.fromkeys(known))
        raise InputError(say("fact_unknown", word=shown(word), hint=hint))
    fact = facts()[word.partition(".")[0]]
    row = {name: getattr(fact, name) for name in ("quantity", "value", "unit", "period", "place", "source", "note")}
    paragraphs = [_record(fact.id, {**row, "trust": say(f"trust_{fact.trust}")})]
    for target in TARGETS:
        if target.fact == fact.id and word in (fact.id, target.name):
            role = say(f"role_{target.role}")
            said = {"quantity": target.label, "target": _number(target.value), "how": target.how, "role": role}
            paragraphs.append(_record(target.name, said))
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
