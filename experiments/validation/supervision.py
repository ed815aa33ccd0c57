"""What supervision does to wrongful sanctions over a tenfold range of every number assumed of supervisors.

``python -m wenze.experiments.validation.supervision`` prints the table of ``docs/evidence.md``, made by ``make docs``.
"""

from collections.abc import Sequence

from wenze.experiments.runs.collect import cores
from wenze.experiments.validation.discovery import difference, values_of
from wenze.sim.settings.compose import compose
from wenze.sim.settings.parameters import Definition, definitions

REGIME, MEASURE = "oversight", "wrongful_share"
RUN = ("replications=16", "months=120")
ENDS = (10.0**-0.5, 10.0**0.5)
DOSES = {"as shipped": (), "strict": ("policy.accountability.strictness_work=0.76",)}
"""How strictly findings at work are sanctioned, since what may be found wrongful are sanctions."""


def numbers() -> list[Definition]:
    """The numbers assumed of supervisors."""
    return [
        found
        for found in definitions()
        if found.key.startswith("world.supervisors.") and found.meaning.kind == "assumed"
    ]


def scaled(number: Definition, factor: float) -> str:
    """An override that multiplies a number, kept within its range."""
    value = min(max(number.default * factor, number.meaning.low), number.meaning.high)
    return f"{number.key}={round(value) if isinstance(number.default, int) else value!r}"


def effect(overrides: Sequence[str], threads: int) -> str:
    """Difference that supervision makes, with half its 95 % interval."""
    settings = compose([*RUN, *overrides], names=[REGIME], reference=None, folder=None, mode="compare")
    found = difference(values_of(settings, threads, (MEASURE,)), REGIME, MEASURE)
    return f"{found.mean:+.3f} ± {(found.high - found.low) / 2:.3f}"


def table(threads: int) -> str:
    """The effects as Markdown: a row for each number, at both ends of its range under each dose."""
    heads = [f"{name}, {words}" for name in DOSES for words in ("÷ 3.2", "× 3.2")]
    lines = ["| number | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    plain = [effect(dose, threads) for dose in DOSES.values()]
    lines.append("| (all as they are) | " + " | ".join(cell for cell in plain for _ in ENDS) + " |")
    for number in numbers():
        cells = [effect((*dose, scaled(number, end)), threads) for dose in DOSES.values() for end in ENDS]
        lines.append(f"| `{number.key.removeprefix('world.')}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table(cores()), end="")
