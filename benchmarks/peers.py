"""One small common model by several libraries: a thousand people who choose one of five options by a logit over what they have learnt.

Everybody begins knowing nothing. Each month each person chooses an option with probabilities in proportion to ``exp(PRECISION ×
belief)``, is paid the option's mean and a disturbance, and moves the belief about that option by ``RATE`` of the surprise. Chance is a
table that all are given, so that all have to count the same choices, or the bench stops. Each is written as its own
manual would have it: an object for each person in Mesa and AgentPy, arrays in numpy and JAX, and as wenze's rules are: one plain
function of numbers, compiled.
"""

import importlib
import importlib.util
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import FunctionType
from typing import Any, NamedTuple

import numba
import numpy as np
from wenze.agents.choice import choose
from wenze.sim.compiled import OPTIONS as HOW

from benchmarks.ratio import CountsDiffer

PEOPLE, MONTHS, ROUNDS = 1000, 200, 3
MEANS = (0.1, 0.2, 0.3, 0.4, 0.5)
"""What the options pay on average."""
SPREAD = 1.0  # width of the disturbance around it
PRECISION, RATE = 3.0, 0.1
OPTIONS = len(MEANS)

Chance = Any
"""Uniform numbers on [0, 1) [month, person, 2]: which option, and the disturbance."""


def chance(months: int = MONTHS, people: int = PEOPLE) -> Chance:
    """The table that all are given."""
    return np.random.Generator(np.random.Philox(1)).random((months, people, 2))


class Library(NamedTuple):
    """One way to run the model: its name, what has to be installed, and what makes a run, from chance to counts [month, option]."""

    name: str
    module: str
    run: Callable[[Chance], Any]


def learn(beliefs: list[float], luck: Sequence[float]) -> int:
    """One month of one person, in plain Python: what is chosen; the belief about it moves."""
    best = max(beliefs)
    weights = [math.exp(PRECISION * (belief - best)) for belief in beliefs]
    threshold, reached, option = luck[0] * sum(weights), 0.0, 0
    for option, weight in enumerate(weights):  # noqa: B007 (the option at which it stops)
        reached += weight
        if threshold < reached:
            break
    beliefs[option] += RATE * (MEANS[option] + SPREAD * (luck[1] - 0.5) - beliefs[option])
    return option


def by_mesa(luck: Chance) -> Any:
    """Mesa: an agent a person, activated one after the other."""
    mesa: Any = importlib.import_module("mesa")

    class Person(mesa.Agent):  # type: ignore[misc]
        def __init__(self, model: Any, number: int) -> None:
            super().__init__(model)
            self.number, self.beliefs = number, [0.0] * OPTIONS

        def step(self) -> None:
            self.model.counts[learn(self.beliefs, self.model.luck[self.number])] += 1

    class People(mesa.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(seed=1)
            for number in range(luck.shape[1]):
                Person(self, number)

    model, rows = People(), []
    for month in luck.tolist():
        model.luck, model.counts = month, [0] * OPTIONS
        model.agents.do("step")
        rows.append(model.counts)
    return np.array(rows)


def by_agentpy(luck: Chance) -> Any:
    """AgentPy: an agent a person in a list."""
    agentpy: Any = importlib.import_module("agentpy")
    table = luck.tolist()

    class Person(agentpy.Agent):  # type: ignore[misc]
        def setup(self) -> None:
            self.beliefs = [0.0] * OPTIONS

        def choose(self) -> None:
            self.model.counts[-1][
                learn(self.beliefs, table[len(self.model.counts) - 1][self.id - self.model.first])
            ] += 1

    class People(agentpy.Model):  # type: ignore[misc]
        def setup(self) -> None:
            self.counts: list[list[int]] = []
            self.people = agentpy.AgentList(self, luck.shape[1], Person)
            self.first = self.people[0].id

        def step(self) -> None:
            self.counts.append([0] * OPTIONS)
            self.people.choose()

    model = People({"steps": len(table), "seed": 1})
    model.run(display=False)
    return np.array(model.counts)


def by_numpy(luck: Chance) -> Any:
    """numpy: everybody at once."""
    means, everybody = np.array(MEANS), np.arange(luck.shape[1])
    beliefs, rows = np.zeros((luck.shape[1], OPTIONS)), []
    for month in luck:
        reached = np.cumsum(np.exp(PRECISION * (beliefs - beliefs.max(axis=1, keepdims=True))), axis=1)
        option = (month[:, :1] * reached[:, -1:] >= reached).sum(axis=1)
        paid = means[option] + SPREAD * (month[:, 1] - 0.5)
        beliefs[everybody, option] += RATE * (paid - beliefs[everybody, option])
        rows.append(np.bincount(option, minlength=OPTIONS))
    return np.array(rows)


def by_jax(luck: Chance) -> Any:
    """JAX: everybody at once, all months in one compiled scan."""
    return np.array(_jax_months()(luck))


@cache
def _jax_months() -> Any:
    jax: Any = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    means = jnp.array(MEANS)

    def month(beliefs: Any, luck: Any) -> Any:
        weights = jnp.exp(PRECISION * (beliefs - beliefs.max(axis=1, keepdims=True)))
        reached = jnp.cumsum(weights, axis=1)
        option = (luck[:, :1] * reached[:, -1:] >= reached).sum(axis=1)
        paid = means[option] + SPREAD * (luck[:, 1] - 0.5)
        everybody = jnp.arange(luck.shape[0])
        beliefs = beliefs.at[everybody, option].add(RATE * (paid - beliefs[everybody, option]))
        return beliefs, jnp.bincount(option, length=OPTIONS)

    return jax.jit(lambda luck: jax.lax.scan(month, jnp.zeros((luck.shape[1], OPTIONS)), luck)[1])


def by_wenze(luck: Chance) -> Any:
    """As wenze's engine does it: plain functions of numbers (the choice is the engine's own), compiled."""
    counts = np.zeros((len(luck), OPTIONS), np.int64)
    _compiled_months()(luck, np.zeros((luck.shape[1], OPTIONS)), np.array(MEANS), counts)
    return counts


def months_as_rules(luck, beliefs, means, counts):  # type: ignore[no-untyped-def]
    """All months, one person after the other."""
    for month in range(len(luck)):
        for person in range(len(beliefs)):
            belief = beliefs[person]
            option = choose(luck[month, person, 0], PRECISION, (belief[0], belief[1], belief[2], belief[3], belief[4]))
            belief[option] += RATE * (means[option] + SPREAD * (luck[month, person, 1] - 0.5) - belief[option])
            counts[month, option] += 1


@cache
def _compiled_months() -> Any:
    code = FunctionType(months_as_rules.__code__, {**globals(), "choose": numba.njit(**HOW)(choose)})
    return numba.njit(**HOW)(code)


LIBRARIES = (
    Library("Mesa", "mesa", by_mesa),
    Library("AgentPy", "agentpy", by_agentpy),
    Library("numpy", "numpy", by_numpy),
    Library("JAX", "jax", by_jax),
    Library("as wenze's rules", "numba", by_wenze),
)


class Took(NamedTuple):
    """What a library took: its name, seconds (None where it is not installed), and the ratio to the last one's."""

    name: str
    seconds: float | None
    times: float | None


def compared(rounds: int = ROUNDS, luck: Chance | None = None) -> Iterator[Took]:
    """Seconds of each library that is here, in turn, and the median of their ratios to the last; after a run that compiles.

    Raises CountsDiffer if two of them do not count the same choices.
    """
    table = chance() if luck is None else luck
    here = [one for one in LIBRARIES if importlib.util.find_spec(one.module) is not None]
    expected = here[-1].run(table)
    for one in here:
        if not np.array_equal(one.run(table), expected):
            raise CountsDiffer(f"{one.name} and {here[-1].name} choose differently in the common model")
    times = [[_seconds(one, table) for one in here] for _ in range(rounds)]
    found = {
        one.name: Took(
            one.name,
            statistics.median(row[place] for row in times),
            statistics.median(row[place] / row[-1] for row in times),
        )
        for place, one in enumerate(here)
    }
    for one in LIBRARIES:
        yield found.get(one.name, Took(one.name, None, None))


def _seconds(one: Library, table: Chance) -> float:
    start = time.perf_counter()
    one.run(table)
    return time.perf_counter() - start


HEADS = ("library", "s", "times the last")
OF_PEERS = f"{PEOPLE:,} people x {MONTHS} months, five options; the same choices by all"


def rows(found: Sequence[Took]) -> list[tuple[str, ...]]:
    """A row for each library under :data:`HEADS`."""
    return [
        (one.name, "not installed", "-")
        if one.seconds is None or one.times is None
        else (one.name, f"{one.seconds:.3g}", f"{one.times:,.3g}")
        for one in found
    ]


def main() -> int:
    """Print the table."""
    from benchmarks.growth import on_terminal

    print(f"{OF_PEERS}:\n{on_terminal(HEADS, rows(list(compared())))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
