"""The one place that knows Mesa: the engine's world as a :class:`mesa.Model`, one month a step.

The agents are views: they read the engine's state and keep none of their own, so that every number is exactly the batch
engine's. ``agents_by_type``, ``select``, ``groupby``, ``agg``, ``DataCollector`` and ``batch_run`` work as for any model;
``docs/notebook.ipynb`` shows them at work.
"""

import inspect
import itertools
import logging
import operator
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import mesa
import numpy as np
from wenze.agents.cadre import is_burdened
from wenze.agents.conduct import lies_flat
from wenze.agents.kinds import CONDUCT_NAMES, OPTION_NAMES, STYLE_NAMES
from wenze.agents.policy import Policy
from wenze.sim import records
from wenze.sim.batch import advance, made, spans, spun_up
from wenze.sim.errors import InputError, at, clipped, suggestion
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.memory import check_memory
from wenze.sim.messages import say
from wenze.sim.settings.checking import allowed, parameters
from wenze.sim.settings.compose import REFERENCE, Settings, Stage, compose
from wenze.sim.settings.parameters import Run
from wenze.sim.state import counted

NOT_YET = "none yet"

logging.getLogger("MESA").setLevel(logging.WARNING)  # Mesa logs every step


Overrides = Sequence[str] | Mapping[str, float]


class Gone(NamedTuple):
    """What is kept of a cadre who left: the month after the last, counted from 0, and the last state seen."""

    month: int
    person: Any
    post: Any


class View(mesa.Agent):
    """An agent that reads one record of the engine's state; every field of the record is an attribute, read-only."""

    array: str
    kind: str
    dates: frozenset[str]
    """Fields that hold a month; seen on the agent, they count as ``model.month`` does, from the switch."""

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
            if name in self.dates:
                return value - self.model.settings.run.spin_up  # counted as the model's months are
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
    """A grassroots cadre (基层干部): whoever holds a post now. A newcomer is another agent.

    One who has left is no longer among the model's agents. Held by the user, it shows for good what it was at the end of
    its last whole month, and ``left`` says since when.
    """

    array, kind = "people", "PERSON"
    gone: Gone | None = None

    @property
    def left(self) -> int | None:
        """Month, counted from 0, in which the cadre left; None as long as the cadre is there."""
        return self.gone.month if self.gone else None

    @property
    def record(self) -> Any:
        """The record of the engine's state that this agent shows; of one who left, the last."""
        return self.gone.person[0] if self.gone else super().record

    @property
    def _place(self) -> Any:
        """The record of the post."""
        return self.gone.post[0] if self.gone else self.model.world.posts[int(self.record.post)]

    @property
    def conduct(self) -> str:
        """What the cadre does this month: work, explore, cover or idle."""
        return _named(CONDUCT_NAMES, int(self.record.conduct))

    @property
    def county(self) -> int:
        """Index of the county."""
        return int(self._place.county)

    @property
    def township(self) -> int:
        """Index of the township within the city."""
        return int(self._place.township)

    @property
    def open_cases(self) -> int:
        """Cases in the cadre's hands."""
        return int(self._place.load)

    @property
    def burdened(self) -> bool:
        """Whether an effect period (影响期) goes on after the month that was last run: what ``measure("burdened")`` counts."""
        spin_up = self.model.settings.run.spin_up
        month = spin_up + (self.gone.month if self.gone else self.model.month) - 1
        return bool(is_burdened(self.record, max(0, month)))

    @property
    def lies_flat(self) -> bool:
        """Idle in at least 7 of the last 12 months (躺平)."""
        return lies_flat(int(self.record.idle_months))


class Department(View):
    """A county department (职能部门)."""

    array, kind = "departments", "DEPARTMENT"

    @property
    def conduct(self) -> str:
        """What the department does with its duties this month: act, offload or relay."""
        return _named(OPTION_NAMES, int(self.record.conduct))


class Supervisor(View):
    """A county's team of supervisors (问责主体)."""

    array, kind = "supervisors", "SUPERVISOR"

    @property
    def style(self) -> str:
        """How cases are looked into this month: deep, list or habit."""
        return _named(STYLE_NAMES, int(self.record.style))


# What the help on an agent shows beside its own properties: every field of its record.
for _kind in (Cadre, Department, Supervisor):
    _kind.dates = frozenset(field.name for field in records.FIELDS[_kind.kind] if field.unit == "month")
    _kind.__doc__ = (
        f"{_kind.__doc__}\n\nRead-only attributes, from the engine's record:\n\n{records.described(_kind.kind)}"
    )


def _named(names: Sequence[str], index: int) -> str:
    return names[index] if index >= 0 else NOT_YET


class DataCollector(mesa.DataCollector):
    """Mesa's, but for one thing: with names of attributes as reporters it can be pickled, and so can its model."""

    def __init__(
        self,
        model_reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        agenttype_reporters: Mapping[type, Mapping[str, Any]] | None = None,
        tables: Mapping[str, Any] | None = None,
    ) -> None:
        by_type = {kind: _picklable(reporters) for kind, reporters in (agenttype_reporters or {}).items()}
        super().__init__(model_reporters, _picklable(agent_reporters or {}), by_type, tables)


def _picklable(reporters: Mapping[str, Any]) -> dict[str, Any]:
    """Reporters in which a name of an attribute is a function that can be pickled."""
    return {
        name: operator.attrgetter(reporter) if isinstance(reporter, str) else reporter
        for name, reporter in reporters.items()
    }


class AccountabilityModel(mesa.Model):
    """A regime of accountability, one month a step.

    Parameters
    ----------
    scenario : str
        Name of a scenario, as ``wenze list scenarios`` shows them.
    months : int
        Months there are to run.
    seed, rng : int, optional
        The seed of all chance, under either of its names in Mesa; 1 if it is not given (None), as on the command line.
    spin_up : int
        Months that the world has lived under the status quo when the model is made: the lever defaults, with the overrides
        given. 0 for a world without a past.
    replication : int, optional
        Which replication of that seed, as in ``wenze compare``; 0 if it is not given. Equal seeds and replications mean
        the same problems, people and luck under every scenario.
    overrides : sequence of str, or mapping
        ``key=value`` as on the command line, or values by key.
    folder : path, optional
        Folder of scenarios of one's own.

    Raises
    ------
    InputError
        For anything that is not as it should be, in one line; also by ``step()`` beyond ``months``.

    Notes
    -----
    Months count from the switch, at which the regime takes the place of the status quo.

    ``mesa.batch_run`` never gives copies: where ``replication`` is not among its parameters, iteration *i* is replication
    *i* of the seed, so that its scenarios are paired, and where it is, more than one iteration is refused. With a list
    of ``rng=`` (Mesa 3.5) each seed is run as it is. What works on every version of Mesa is
    ``parameters={"seed": 1, "replication": [0, 1, 2]}``, or ``"seed": [1, 2, 3]``. Only where ``rng`` stands among the
    parameters on Mesa 3.5 and ``number_processes`` is not 1, runs are copies of seed 1, since Mesa drops it: say ``seed``.

    ``world`` is the engine's state, :class:`wenze.sim.state.State`: arrays of records of cadres, departments, cases and so
    on, not the parameters of the world, which are ``settings.world``.

    ``measure(name)`` gives any measure; ``policy`` the levers in force, and :meth:`change` moves them between two steps.
    ``datacollector`` holds every measure of every month, a row a month as in ``months.parquet``; each step ends by
    collecting. Put another in its place to collect something else (:class:`DataCollector`). Model, agents and collector can be
    pickled and copied, and go on with the same numbers. Mesa's sets of agents hold them weakly: keep the model, too.

    Examples
    --------
    >>> model = AccountabilityModel("full_reform", months=24, overrides={"world.scale.counties": 1})
    >>> model.step()
    >>> model.month, len(model.agents_by_type[Cadre])
    (1, 180)
    """

    # The signature does not name `seed`: Mesa 3.5's batch_run would then overwrite the seeds among its parameters.
    def __init__(
        self,
        scenario: str = REFERENCE,
        months: int = Run().months,
        *,
        spin_up: int = Run().spin_up,
        replication: int | None = None,
        overrides: Overrides = (),
        folder: str | PathLike[str] | None = None,
        rng: int | None = None,
        **more: int | None,
    ) -> None:
        for name in more:
            if name != "seed":
                raise InputError(at(clipped(name), say("unknown") + suggestion(name, _ARGUMENTS)))
        seed_used, replication_used = _luck(more.get("seed"), rng, replication)
        settings = _settings(scenario, months, spin_up, seed_used, _texts(overrides), folder)
        check_memory(settings, threads=1)
        super().__init__(rng=[seed_used, replication_used] if replication_used else seed_used)
        self.settings = settings
        self.replication = replication_used
        self.month = 0
        self.running = True
        self._counted_step = self.step  # Mesa has put its counting of steps around it: see _checked_step
        self.step = self._checked_step  # type: ignore[method-assign]
        self._numbers = records.params_record(settings.world)
        self.world = spun_up(settings, replication_used)
        self._announce()
        for kind in (Cadre, Department, Supervisor):
            for index in range(len(getattr(self.world, kind.array))):
                kind(self, index)
        self.datacollector = DataCollector(model_reporters=_reporters())

    @property
    def seed(self) -> int:
        """The seed of all chance."""
        return self.settings.run.seed

    @property
    def policy(self) -> Policy:
        """The levers in force in the coming month. A policy put in their place holds from then on, whatever the timeline."""
        month = min(self.month, self.settings.run.months - 1)
        stages = self.settings.scenarios[0].stages
        return next(policy for first, last, policy in spans(stages, self.settings.run.months) if first <= month < last)

    @policy.setter
    def policy(self, policy: Policy) -> None:
        if not isinstance(policy, Policy):
            raise InputError(at(f"policy={clipped(repr(policy))}", say("must_be_policy")))
        self._go_on_with([Stage(self.month, policy)])

    def change(self, overrides: Overrides) -> None:
        """Move levers from the coming month on: ``key=value`` texts, or values by key, of levers (``policy. …``).

        They hold to the end, or until they are changed again; in all other levers the scenario's timeline goes on. The
        numbers are those of a scenario with such a timeline, and ``settings`` says what is run. Raises InputError, and
        nothing is changed, for what the command line would refuse, and once all months are run.

        >>> model = AccountabilityModel(months=24, overrides={"world.scale.counties": 1})
        >>> model.step()
        >>> model.change({"policy.accountability.strictness_work": 0.3})
        >>> model.policy.accountability.strictness_work
        0.3
        """
        self._refuse_after_the_end()
        texts = _texts(overrides)
        for text in texts:
            if not text.startswith("policy.") and text.partition("=")[0] in parameters():
                raise InputError(at(say("override", given=clipped(text)), say("only_levers")))
        checked = compose(texts, names=[REFERENCE], reference=None, folder=None, mode="run")  # as any scenario would be
        moved = {text.partition("=")[0]: _lever(checked, text.partition("=")[0]) for text in texts}
        later = [stage for stage in self.settings.scenarios[0].stages if stage.month > self.month]
        self._go_on_with([_moved(stage, moved) for stage in (Stage(self.month, self.policy), *later)])

    def _go_on_with(self, stages: Sequence[Stage]) -> None:
        """Let stages hold from the coming month on."""
        self._refuse_after_the_end()
        scenario = self.settings.scenarios[0]
        before = [stage for stage in scenario.stages if stage.month < self.month]
        self.settings = replace(self.settings, scenarios=(replace(scenario, stages=(*before, *stages)),))
        self._announce()

    def _announce(self) -> None:
        """Let people expect what follows from the policy of the coming month; at the very start there are none before."""
        month = self.settings.run.spin_up + self.month
        self.world = made(self.world, self._numbers, records.params_record(self.policy), month)

    def _refuse_after_the_end(self) -> None:
        if self.month >= self.settings.run.months:
            raise InputError(at(f"months={self.settings.run.months}", say("months_are_over")))

    def _checked_step(self) -> None:
        """A step, counted by Mesa, unless all months are run: then nothing is counted."""
        self._refuse_after_the_end()
        self._counted_step()

    def step(self) -> None:
        """One month. Raises InputError when all months are run."""
        if self.month >= self.settings.run.months:  # by way of Mesa 3.5's run_for, which has counted
            self.steps = self.month
            self._refuse_after_the_end()
        policy = records.params_record(self.policy)
        people, posts = self.world.people.copy(), self.world.posts.copy()
        month = self.settings.run.spin_up + self.month
        self.world = advance(self.world, self._numbers, policy, month, month + 1)
        self._meet_newcomers(people, posts)
        self.month += 1
        self.running = self.month < self.settings.run.months
        self.datacollector.collect(self)

    def _meet_newcomers(self, people: Any, posts: Any) -> None:
        """Let those who left in the month keep the state they had before it, and newcomers come in."""
        numbers = self.world.people.number
        for cadre in list(self.agents_by_type[Cadre]):
            index = cadre.index
            if int(numbers[index]) != cadre.number:
                post = int(people[index].post)
                cadre.gone = Gone(self.month, people[index : index + 1].copy(), posts[post : post + 1].copy())
                cadre.remove()
                Cadre(self, index)

    def measure(self, name: str, months: int = 1) -> float:
        """A measure (see ``wenze list measures``) of the last ``months`` months taken together, or of as many as there were.

        A ratio is total over total, as in ``summary.csv``. NaN where the measure is empty, and before the first month.
        Raises InputError for a measure that is not there, and for less than one month.
        """
        if not isinstance(name, str) or name not in MEASURES:
            hint = suggestion(name, MEASURES) if isinstance(name, str) else ""
            raise InputError(at(f"measure={clipped(str(name))}", say("unknown") + (hint or say("see_measures"))))
        back = _whole("months", months, 1, sys.maxsize, say("must_be_at_least", least=1))
        if self.month == 0:
            return float("nan")
        counts = counted(self.world)[max(0, self.month - back) : self.month]
        return float(MEASURES[name].of(counts[0] if len(counts) == 1 else add_up(counts, 0)))

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        del state["_numbers"]  # made of the settings, and shared with others
        state["next_id"] = max((agent.unique_id for agent in self.agents), default=0) + 1
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        next_id = state.pop("next_id")
        self.__dict__.update(state)
        self._numbers = records.params_record(self.settings.world)
        if hasattr(mesa.Agent, "_ids"):  # Mesa 3.3 counts agents by the model's identity
            mesa.Agent._ids[self] = itertools.count(next_id)


_ARGUMENTS = ("scenario", "months", "spin_up", "seed", "rng", "replication", "overrides", "folder")


def _settings(
    scenario: object, months: object, spin_up: object, seed: int, overrides: Sequence[str], folder: Any
) -> Settings:
    """Settings of one scenario. Raises InputError."""
    if not isinstance(scenario, str):
        raise InputError(at(f"scenario={clipped(repr(scenario))}", say("must_be_scenario")))
    if not isinstance(folder, str | PathLike | None):
        raise InputError(at(f"folder={clipped(repr(folder))}", say("must_be_folder")))
    run = {"months": months, "spin_up": spin_up}
    given = (*overrides, *(f"{name}={_parameter(name, value)}" for name, value in run.items()), f"seed={seed}")
    place = None if folder is None else Path(folder)
    return compose(given, names=[scenario], reference=None, folder=place, mode="run")


def _texts(overrides: object) -> list[str]:
    """Overrides as ``key=value``, however they are given."""
    if isinstance(overrides, Mapping):
        return [f"{key}={value}" for key, value in overrides.items()]
    # A text alone: batch_run takes a tuple apart and hands on its parts.
    if not isinstance(overrides, Sequence) or isinstance(overrides, str | bytes):
        raise InputError(at(f"overrides={clipped(repr(overrides))}", say("overrides_text")))
    for text in overrides:
        if not isinstance(text, str):
            raise InputError(at(f"overrides={clipped(repr(overrides))}", say("overrides_text")))
    return list(overrides)


def _moved(stage: Stage, levers: Mapping[str, float]) -> Stage:
    """A stage with some levers (``policy.group.name``) moved."""
    plain = stage.policy.model_dump()
    for key, value in levers.items():
        _, group, name = key.split(".")
        plain[group][name] = value
    return Stage(stage.month, Policy.model_validate(plain))


def _lever(settings: Settings, key: str) -> float:
    """The value of a lever in the first month."""
    return float(operator.attrgetter(key.removeprefix("policy."))(settings.scenarios[0].stages[0].policy))


# --- luck -------------------------------------------------------------------------------------------------------------

MOST = 2**63 - 1
BATCH_RUN_SEEDS = "rng" in inspect.signature(mesa.batch_run).parameters
"""Whether this Mesa's ``batch_run`` gives every model a seed (Mesa 3.5), None if it was given none."""


def _luck(seed: object, rng: object, replication: object) -> tuple[int, int]:
    """Seed and replication, from what was given and from the iteration of ``batch_run`` that asks. Raises InputError."""
    if seed is not None and rng is not None:
        raise InputError(at(f"seed={clipped(repr(seed))}, rng={clipped(repr(rng))}", say("seed_twice")))
    iteration, lost = _batch_run()
    if lost and rng is None:
        raise InputError(at("batch_run: parameters", "rng", say("rng_beside")))
    if rng is not None and BATCH_RUN_SEEDS:
        iteration = 0  # each has a seed of its own
    name, given = ("rng", rng) if rng is not None else ("seed", seed)
    fixed = Run().seed if given is None else _whole(name, given, 0, MOST, allowed(parameters()["seed"]))
    if replication is None:
        return fixed, iteration
    least = say("whole_between", low=0, high=MOST, unit="")
    chosen = _whole("replication", replication, 0, MOST, least)
    if iteration > 0:
        raise InputError(at(f"replication={chosen}", say("iterations_repeat")))
    return fixed, chosen


def _batch_run() -> tuple[int, bool]:
    """The iteration of Mesa's ``batch_run`` that makes this model, 0 outside it; and whether it has dropped seeds.

    Mesa tells a model neither, and without them iterations would be copies: of a fixed seed always, and on Mesa 3.3 in
    any case. So the callers are looked at, here and nowhere else; tests hold this to every version that is supported.
    """
    iteration, lost = 0, False
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == "mesa.batchrunner":
            run, asked = frame.f_locals.get("run"), frame.f_locals.get("parameters")
            if frame.f_code.co_name == "_model_run_func" and run is not None:
                if not issubclass(frame.f_locals.get("model_cls", object), AccountabilityModel):
                    return 0, False  # a model of the user's own, which makes one of ours
                iteration = int(run[1])
            if frame.f_code.co_name == "batch_run" and asked is not None:
                lost = BATCH_RUN_SEEDS and "rng" in asked
        frame = frame.f_back
    return iteration, lost


def _parameter(name: str, value: object) -> int:
    """A whole number that is a parameter of that name."""
    meaning = parameters()[name].meaning
    return _whole(name, value, int(meaning.low), int(meaning.high), allowed(parameters()[name]))


def _whole(name: str, value: Any, low: int, high: int, expected: str) -> int:
    """A whole number of Python's or numpy's within bounds. Raises InputError saying what is ``expected``."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool | np.bool_)
    if not whole or not low <= int(value) <= high:
        raise InputError(at(f"{name}={clipped(repr(value))}", expected))
    return int(value)


# --- what the model collects by itself --------------------------------------------------------------------------------


def _reporters() -> dict[str, Callable[[AccountabilityModel], float]]:
    """The month, counted from 0, and every measure of it; functions that can be pickled."""
    return {"month": _month, **{name: partial(_measure, name=name) for name in MEASURES}}


def _month(model: AccountabilityModel) -> int:
    return model.month - 1


def _measure(model: AccountabilityModel, name: str) -> float:
    return model.measure(name)
