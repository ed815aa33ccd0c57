"""The one place that knows Mesa: the engine's world as a :class:`mesa.Model`, one month a step.

The agents are views: they read the engine's state and keep none of their own, so that every number is exactly the batch
engine's. ``agents_by_type``, ``select``, ``groupby``, ``agg``, ``DataCollector`` and ``batch_run`` work as for any model;
``docs/notebook.ipynb`` shows them at work.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.batch import advance, made, spans
from wenze.sim.errors import InputError, at, shown
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.messages import say
from wenze.sim.settings.compose import REFERENCE, compose
from wenze.sim.settings.parameters import Run
from wenze.sim.state import blank_state

CONDUCTS = ("work", "explore", "cover", "idle")
OPTIONS = ("act", "offload", "relay")
STYLES = ("deep", "list", "habit")
NOT_YET = "none yet"

logging.getLogger("MESA").setLevel(logging.WARNING)  # Mesa logs every step


class View(mesa.Agent):
    """An agent that reads one record of the engine's state; every field of the record is an attribute, read-only."""

    array: str
    kind: str

    def __init__(self, model: "AccountabilityModel", index: int) -> None:
        super().__init__(model)
        self.index = index
        # Kept, since the record goes on to the next person; past the guard, since it is a field of the record as well.
        self.__dict__["number"] = int(self.record.number)

    @property
    def record(self) -> Any:
        """The record of the engine's state that this agent shows."""
        return getattr(self.model.world, self.array)[self.index]

    def __getattr__(self, name: str) -> Any:
        # Only asked for names that are not found otherwise.
        if name in getattr(records, self.kind).names:
            value = self.record[name]
            return value.copy() if isinstance(value, np.ndarray) else value  # what is collected must not move on
        raise AttributeError(f"{type(self).__name__} has no {name}")

    def __setattr__(self, name: str, value: Any) -> None:
        # A number kept here would hide the engine's and change nothing.
        if name in getattr(records, self.kind).names:
            raise AttributeError(
                f"{name} of a {type(self).__name__} is the engine's and read-only; change the regime or the world"
            )
        super().__setattr__(name, value)


class Cadre(View):
    """A grassroots cadre (基层干部): whoever holds a post now. A newcomer is another agent."""

    array, kind = "people", "PERSON"

    @property
    def conduct(self) -> str:
        """What the cadre does this month: work, explore, cover or idle."""
        return _named(CONDUCTS, int(self.record.conduct))

    @property
    def county(self) -> int:
        """Index of the county."""
        return int(self.model.world.posts[int(self.record.post)].county)

    @property
    def township(self) -> int:
        """Index of the township within the city."""
        return int(self.model.world.posts[int(self.record.post)].township)

    @property
    def open_cases(self) -> int:
        """Cases in the cadre's hands."""
        return int(self.model.world.posts[int(self.record.post)].load)

    @property
    def burdened(self) -> bool:
        """Whether an effect period (影响期) is running."""
        return bool(self.record.barred_until >= self.model.month)

    @property
    def lies_flat(self) -> bool:
        """Idle in at least 7 of the last 12 months (躺平)."""
        return int(self.record.idle_months) >= 7


class Department(View):
    """A county department (职能部门)."""

    array, kind = "departments", "DEPARTMENT"

    @property
    def conduct(self) -> str:
        """What the department does with its duties this month: act, offload or relay."""
        return _named(OPTIONS, int(self.record.conduct))


class Supervisor(View):
    """A county's team of supervisors (督查/问责)."""

    array, kind = "supervisors", "SUPERVISOR"

    @property
    def style(self) -> str:
        """How cases are looked into this month: deep, list or habit."""
        return _named(STYLES, int(self.record.style))


def _named(names: Sequence[str], index: int) -> str:
    return names[index] if index >= 0 else NOT_YET


class AccountabilityModel(mesa.Model):
    """A regime of accountability, one month a step.

    ``scenario`` is a name, ``overrides`` are ``key=value`` as on the command line, ``folder`` a folder of scenarios of
    one's own. ``seed`` (or ``rng``, as Mesa now calls it; the default seed if neither is given) and ``replication`` fix
    all chance. Raises ``InputError`` as the commands do, and ``StopIteration`` when stepped beyond ``months``.

    ``measure(name)`` gives any measure; ``policy`` the levers in force. ``datacollector`` holds every measure of every
    month, a row a month as in ``months.parquet``; each step ends by collecting. Put another in its place to collect
    something else.
    """

    def __init__(
        self,
        scenario: str = REFERENCE,
        months: int = 120,
        seed: int | None = None,
        replication: int = 0,
        overrides: Sequence[str] = (),
        folder: str | Path | None = None,
        *,
        rng: int | None = None,
    ) -> None:
        if isinstance(overrides, str):  # batch_run takes a tuple apart and hands on its parts
            raise InputError(at(f"overrides={shown(overrides)}", say("overrides_text")))
        given = (*overrides, f"months={months}", f"seed={_seed(seed, rng)}")
        settings = compose(given, names=[scenario], reference=None, folder=Path(folder) if folder else None, mode="run")
        super().__init__(rng=settings.run.seed)
        self.settings = settings
        self.month = 0
        self.running = True
        self._spans = list(spans(settings.scenarios[0].stages, months))
        self._numbers = records.params_record(settings.world)
        policy = records.params_record(self.policy)
        world = blank_state(settings.world, months, settings.run.seed, replication)
        self.world = made(world, self._numbers, policy)
        for kind in (Cadre, Department, Supervisor):
            for index in range(len(getattr(self.world, kind.array))):
                kind(self, index)
        self.datacollector = mesa.DataCollector(model_reporters=_reporters())

    @property
    def policy(self) -> Policy:
        """The levers in force in the coming month."""
        month = min(self.month, self.settings.run.months - 1)
        return next(policy for first, last, policy in self._spans if first <= month < last)

    def step(self) -> None:
        """One month."""
        if self.month >= self.settings.run.months:
            raise StopIteration(f"the model was made for {self.settings.run.months} months")
        policy = records.params_record(self.policy)
        self.world = advance(self.world, self._numbers, policy, self.month, self.month + 1)
        self.month += 1
        self.running = self.month < self.settings.run.months
        self._meet_newcomers()
        self.datacollector.collect(self)

    def _meet_newcomers(self) -> None:
        numbers = self.world.people.number
        for cadre in list(self.agents_by_type[Cadre]):
            if int(numbers[cadre.index]) != cadre.number:
                index = cadre.index
                cadre.remove()
                Cadre(self, index)

    def measure(self, name: str, months: int = 1) -> float:
        """A measure (see ``wenze list measures``) of the last ``months`` months taken together, or of as many as there were.

        A ratio is total over total, as in ``summary.csv``. NaN where the measure is empty, and before the first month.
        """
        if self.month == 0:
            return float("nan")
        counts = self.world.tallies[max(0, self.month - months) : self.month]
        return float(MEASURES[name].of(counts[0] if len(counts) == 1 else add_up(counts, 0)))


def _seed(seed: int | None, rng: int | None) -> int:
    """The seed under either of its names. Mesa's ``batch_run`` gives None where the user gives nothing."""
    if seed is not None and rng is not None:
        raise InputError(at(f"seed={seed}, rng={rng}", say("seed_twice")))
    if seed is not None:
        return seed
    return rng if rng is not None else Run().seed


def _reporters() -> dict[str, Callable[[AccountabilityModel], float]]:
    """What the model collects by itself: the month, counted from 0, and every measure of it."""

    def reporter(name: str) -> Callable[[AccountabilityModel], float]:
        return lambda model: model.measure(name)

    return {"month": lambda model: model.month - 1, **{name: reporter(name) for name in MEASURES}}
