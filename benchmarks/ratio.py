"""The engine against the second implementation (``tests/reference``): the same world, months, seed and regime, in turn.

Each round takes another seed. The reference runs one replication in a process of its own; the engine runs enough of them
for a time that can be measured, and replication 0 has to have the same counts in every month by both.
"""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wenze.sim.measures import amount
from wenze.sim.tally import AMOUNTS

from benchmarks.measuring import Line, alone, cadre_months, run_engine, settings
from tests.reference.comparing import Difference, count_differences

ROUNDS = 5
WORLD = ("months=60",)  # of the default size
REPLICATIONS = 256  # by the engine in a round


class CountsDiffer(Exception):
    """The two did not do the same work, so that nothing follows from their times."""


def against_reference(
    world: Sequence[str] = WORLD, replications: int = REPLICATIONS, rounds: int = ROUNDS
) -> Iterator[Line]:
    """Work a second of both, the ratios (median of those of the rounds), and that both counted the same.

    Raises CountsDiffer.
    """
    by_reference, by_one, by_two = [], [], []
    for seed in range(1, rounds + 1):
        chosen = settings(*world, f"seed={seed}", f"replications={replications}")
        single = (*world, f"seed={seed}", "replications=1")
        reference = alone("reference", single)
        one, two = run_engine(chosen, 1), run_engine(chosen, 2)
        for run in (one, two):
            check_counts(run.counts, reference.counts or [])
        by_reference.append(cadre_months(settings(*single)) / reference.seconds)
        by_one.append(cadre_months(chosen) / one.seconds)
        by_two.append(cadre_months(chosen) / two.seconds)
    scale = chosen.world.scale
    cadres = scale.counties * scale.townships * scale.posts
    yield Line(f"{cadres} cadres x {chosen.run.months} months, {rounds} seeds: same counts", "yes", "yes")
    yield Line("  reference, one process, k cadre-months/s", f"{statistics.median(by_reference) / 1e3:.2f}")
    for threads, rates, aim in (("one thread", by_one, "150"), ("two threads", by_two, "270")):
        yield Line(f"  engine, {threads}, k cadre-months/s", f"{statistics.median(rates) / 1e3:.0f}")
        ratio = statistics.median(a / b for a, b in zip(rates, by_reference, strict=True))
        yield Line(f"  engine, {threads}, against reference, ratio", f"{ratio:.0f}", f"{aim} or more")


def check_counts(engine: Any, reference: Sequence[Mapping[str, float]]) -> None:
    """Compare the monthly counts of a replication: the engine's records and the reference's, which has not all of them.

    Raises CountsDiffer.
    """
    if len(engine) != len(reference):
        raise CountsDiffer(f"the engine counted {len(engine)} months, the reference {len(reference)}")
    for month, counts in enumerate(reference):
        ours = {
            name: float(amount(engine[name][month])) if name in AMOUNTS else int(engine[name][month]) for name in counts
        }
        found: list[Difference] = count_differences(month, ours, counts)
        if found:
            raise CountsDiffer(f"engine and reference differ: {found[0]}")
