"""The one place that knows Mesa: the engine's world as a :class:`mesa.Model`, one month a step.

The agents are views: they read the engine's state and keep none of their own, so that every number is exactly the batch
engine's. ``agents_by_type``, ``select``, ``groupby``, ``agg``, ``DataCollector`` and ``batch_run`` work as for any model.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import mesa

from agents.policy import Policy
from sim import records
from sim.batch import advance, made, spans
from sim.measures import MEASURES
from sim.settings import REFERENCE, compose
from sim.world import blank_world

CONDUCTS = ("work", "explore", "cover", "idle")
OPTIONS = ("act", "offload", "relay")
STYLES = ("deep", "list", "habit")
NOT_YET = "none yet"

logging.getLogger("MESA").setLevel(logging.WARNING)  # Mesa logs every step


class View(mesa.Agent):
    """An agent that reads one record of the engine's state; every field of the record is an attribute."""

    array: str

    def __init__(self, model: "AccountabilityModel", index: int) -> None:
        super().__init__(model)
        self.index = index
        self.number = int(self.record.number)

    @property
    def record(self) -> Any:
        """The record of the engine's state that this agent shows."""
        return getattr(self.model.world, self.array)[self.index]

    def __getattr__(self, name: str) -> Any:
        # Only asked for names that are not found otherwise.
        if name in getattr(records, self.kind).names:
            return self.record[name]
        raise AttributeError(f"{type(self).__name__} has no {name}")

    kind: str


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
    one's own. ``seed`` and ``replication`` fix all chance. Raises ``InputError`` as the commands do, and ``StopIteration``
    when stepped beyond ``months``. ``measure(name)`` gives any measure of the last month; ``policy`` the levers in force.
    """

    def __init__(
        self,
        scenario: str = REFERENCE,
        months: int = 120,
        seed: int = 1,
        replication: int = 0,
        overrides: Sequence[str] = (),
        folder: str | Path | None = None,
    ) -> None:
        super().__init__(rng=seed)
        given = (*overrides, f"months={months}", f"seed={seed}")
        settings = compose(given, names=[scenario], reference=None, folder=Path(folder) if folder else None, mode="run")
        self.settings = settings
        self.month = 0
        self.running = True
        self._spans = list(spans(settings.scenarios[0].stages, months))
        self._numbers = records.numbers_record(settings.world)
        policy = records.numbers_record(self.policy)
        self.world = made(blank_world(settings.world, months, seed, replication), self._numbers, policy)
        for kind in (Cadre, Department, Supervisor):
            for index in range(len(getattr(self.world, kind.array))):
                kind(self, index)

    @property
    def policy(self) -> Policy:
        """The levers in force in the coming month."""
        month = min(self.month, self.settings.run.months - 1)
        return next(policy for first, last, policy in self._spans if first <= month < last)

    def step(self) -> None:
        """One month."""
        if self.month >= self.settings.run.months:
            raise StopIteration(f"the model was made for {self.settings.run.months} months")
        policy = records.numbers_record(self.policy)
        self.world = advance(self.world, self._numbers, policy, self.month, self.month + 1)
        self.month += 1
        self.running = self.month < self.settings.run.months
        self._meet_newcomers()

    def _meet_newcomers(self) -> None:
        numbers = self.world.people.number
        for cadre in list(self.agents_by_type[Cadre]):
            if int(numbers[cadre.index]) != cadre.number:
                index = cadre.index
                cadre.remove()
                Cadre(self, index)

    def measure(self, name: str) -> float:
        """A measure of the last month (see ``wenze list measures``); NaN where it is empty, and before the first."""
        if self.month == 0:
            return float("nan")
        return float(MEASURES[name].of(self.world.tallies[self.month - 1 : self.month])[0])
