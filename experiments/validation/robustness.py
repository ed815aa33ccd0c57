"""Which directions hold when a number of the status quo is another: the table of ``docs/evidence.md``, made by ``make docs``.

``python -m wenze.experiments.validation.robustness`` prints it.
"""

from collections.abc import Mapping, Sequence

from wenze.experiments.runs.collect import cores
from wenze.experiments.validation.discovery import difference, values_of
from wenze.sim.measures import leading
from wenze.sim.settings.compose import compose

MEASURES = leading("panels")
SIGNS = {1: "↑", 0: "·", -1: "↓"}
RUN = ("replications=16",)

MANY = "policy.accountability.strictness_work=0.76"

VARIANTS: Mapping[str, Sequence[str]] = {
    "as shipped": (),
    "other luck": ("seed=2",),
    "40 years": ("months=480",),
    "28 % of the problems": ("world.problems.arrival=0.0333",),
    "many sanctions": (MANY,),
    "… and blame without direction": (MANY, "policy.accountability.downward_bias=0.5"),
    "… and errors three times as common": (MANY, "world.handling.error_rate=0.012"),
    "… and promotion blind to merit": (MANY, "policy.promotion.merit_weight=0"),
}
"""What is changed in the base under all regimes, and what that is called."""


def signs(overrides: Sequence[str], threads: int) -> dict[str, str]:
    """For every regime but the reference one sign for each measure: distinguishably higher, distinguishably lower, or neither."""
    settings = compose([*RUN, *overrides], names=None, reference=None, folder=None, mode="compare")
    values = values_of(settings, threads, MEASURES)
    return {
        scenario.name: "".join(
            SIGNS[found.direction] for found in (difference(values, scenario.name, measure) for measure in MEASURES)
        )
        for scenario in settings.scenarios
        if scenario.name != settings.reference
    }


def table(threads: int) -> str:
    """The signs of every regime under every variant, as Markdown."""
    columns = {name: signs(overrides, threads) for name, overrides in VARIANTS.items()}
    regimes = next(iter(columns.values()))
    head = f"| regime | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}\n"
    return head + "".join(
        f"| `{regime}` | {' | '.join(column[regime] for column in columns.values())} |\n" for regime in regimes
    )


if __name__ == "__main__":
    print(table(cores()), end="")
