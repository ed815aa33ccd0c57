"""``wenze frontier``: mixes of levers that no other mix outdoes in two or three measures.

NSGA-II (Deb et al. 2002, by Optuna) asks for a generation of mixes, the engine runs them all, and the answer is told. The months
before the switch are the same for every mix and run once a replication. A generation that is done is a file; the same command goes on
from there, since the same seed asks for the same mixes.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.command import Request
from wenze.experiments.messages import say
from wenze.experiments.parsing import count_in, folder_in, names_in
from wenze.experiments.progress import progress_bar
from wenze.experiments.sweeps.assumptions import SMALL_WORLD
from wenze.experiments.sweeps.axes import Axis, Between, axes_from, varies
from wenze.experiments.sweeps.designs import Drawn
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.plan import Plan, check_measure
from wenze.experiments.sweeps.rows import totals_of
from wenze.experiments.sweeps.running import cadres_of
from wenze.experiments.sweeps.store import as_csv, locked, write_whole
from wenze.sim.batch import run_regime, spun_up
from wenze.sim.errors import InputError, at, clipped
from wenze.sim.measures import DOWN, UP
from wenze.sim.own_measures import own_measures_in
from wenze.sim.settings.compose import makings, nested
from wenze.sim.settings.parameters import definitions
from wenze.sim.settings.scenarios import merged
from wenze.sim.state import State, at_the_switch
from wenze.sim.tally import TALLY

POPULATION, GENERATIONS = 60, 20
GENERATIONS_FOLDER, FRONT_FILE, REGIMES_FILE = "generations", "frontier.csv", "regimes.csv"


class Goal(NamedTuple):
    """A measure, and whether it is better high (1) or low (−1)."""

    measure: str
    way: int


class Frontier(NamedTuple):
    """Mixes and what they come to: ``levers`` [mix, axis], ``values`` [mix, goal], ``front`` [mix] whether no other outdoes it;
    the same values of the named regimes, and whether any mix outdoes them."""

    plan: Plan
    goals: tuple[Goal, ...]
    levers: Any
    values: Any
    front: Any
    regimes: tuple[str, ...]
    of_regimes: Any
    outdone: Any


def frontier(request: Request, out: Path, threads: int) -> Frontier:
    """Search the front, and place the regimes. Raises InputError, and OSError if the disk fails; generations done are kept."""
    optuna = import_extra("optuna")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    plan = _plan(request)
    goals = read_goals(names_in(request, "measures"), plan)
    population = count_in(request, "population") or POPULATION
    generations = count_in(request, "generations") or GENERATIONS
    (out / GENERATIONS_FOLDER).mkdir(parents=True, exist_ok=True)
    with locked(out / GENERATIONS_FOLDER):
        world = _Worlds(plan, goals, threads, population * generations + len(plan.scenarios))
        study = optuna.create_study(
            directions=["maximize" if goal.way > 0 else "minimize" for goal in goals],
            sampler=optuna.samplers.NSGAIISampler(population_size=population, seed=plan.base.run.seed % 2**32),
        )
        levers: list[list[float]] = []
        values: list[list[float]] = []
        with world.progress():
            for number in range(generations):
                trials = [study.ask() for _ in range(population)]
                asked = [_mix(trial, plan.axes) for trial in trials]
                told = _told_before(out, number, asked) or world.of_mixes(asked)
                _keep(out, number, asked, told)
                for trial, answer in zip(trials, told, strict=True):
                    study.tell(trial, answer)
                levers += asked
                values += told
            regimes = world.of_regimes()
    found = Frontier(
        plan, goals, np.array(levers), np.array(values), front_of(np.array(values), goals), plan.scenarios,
        np.array(regimes), outdone_by(np.array(regimes), np.array(values), goals),
    )  # fmt: skip
    _write(found, out)
    return found


def _plan(request: Request) -> Plan:
    """The base on which mixes stand, all named regimes beside them, and the levers as axes."""
    typed = dict(override.split("=", 1) for override in request.overrides)
    vary = {key: value for key, value in typed.items() if varies(value)}
    fixed = {**SMALL_WORLD, **{key: value for key, value in typed.items() if key not in vary}}
    axes = axes_from(vary) if vary else [_whole_range(found) for found in _levers()]
    for axis in axes:
        if not axis.key.startswith("policy."):
            raise InputError(at(f"{axis.key}={clipped(axis.written)}", say("frontier_levers")))
        if not isinstance(axis.values, Between):
            raise InputError(at(f"{axis.key}={clipped(axis.written)}", say("needs_interval")))
    folder = folder_in(request)
    overrides = [f"{key}={value}" for key, value in fixed.items()]
    names, reference = names_in(request, "scenarios"), request.keys.get("reference")
    made = makings(overrides, names=names, reference=reference, folder=folder, mode="compare")
    return Plan(made, "nsga2", tuple(axes), Drawn(()), own_measures=own_measures_in(folder))


def _levers() -> list[Any]:
    """The levers that a mix is made of: shares and probabilities, whose whole range makes sense."""
    return [found for found in definitions() if found.key.startswith("policy.") and found.meaning.high <= 1.0]


def _whole_range(found: Any) -> Axis:
    low, high = found.meaning.low, found.meaning.high
    return Axis(
        found.key, Between(low, high, log=False, whole=isinstance(found.default, int)), f"interval({low:g},{high:g})"
    )


def read_goals(names: Sequence[str] | None, plan: Plan) -> tuple[Goal, ...]:
    """The measures asked for, with the way in which each is better. Raises InputError."""
    if names is None or not 2 <= len(names) <= 3:
        raise InputError(at("measures", say("frontier_measures", count=len(names or ()))))
    goals = []
    for text in names:
        name, _, way = text.partition(":")
        check_measure(plan.measures, name, "measures")
        better = {"up": UP, "down": DOWN}.get(way, plan.measures[name].better)
        if better not in (UP, DOWN) or way not in ("", "up", "down"):
            raise InputError(at(f"measures={clipped(text)}", say("frontier_neither", name=name)))
        goals.append(Goal(name, 1 if better == UP else -1))
    return tuple(goals)


def _mix(trial: Any, axes: Sequence[Axis]) -> list[float]:
    """What a trial asks for: a value of every lever."""
    values: list[float] = []
    for axis in axes:
        span = axis.values
        assert isinstance(span, Between)
        if span.whole:
            values.append(trial.suggest_int(axis.key, int(span.low), int(span.high)))
        else:
            values.append(trial.suggest_float(axis.key, span.low, span.high, log=span.log))
    return values


class _Worlds:
    """The worlds at the switch, a replication each, in which mixes and regimes are run."""

    def __init__(self, plan: Plan, goals: Sequence[Goal], threads: int, policies: int) -> None:
        self._plan, self._goals, self._threads = plan, goals, threads
        self._base = plan.base
        self._worlds: list[State] | None = None
        run = plan.base.run
        self._work = cadres_of(plan.base) * run.replications * (run.spin_up + run.months * policies)
        self._told: Any = None

    def progress(self) -> Any:
        """A bar for all of it."""
        bar = progress_bar(self._work)
        return _Told(self, bar)

    def of_mixes(self, mixes: Sequence[Sequence[float]]) -> list[list[float]]:
        """The goals' values under each mix: means over the replications."""
        made = self._plan.makings
        base = replace(made, layers=tuple(item for item in made.layers if item.name == made.reference))
        stages = []
        for mix in mixes:
            on_top = merged(
                *(nested(axis.key, value)["policy"] for axis, value in zip(self._plan.axes, mix, strict=True))
            )
            stages.append(replace(base, on_top=on_top).settings().scenarios[0].stages)
        return self._values(stages)

    def of_regimes(self) -> list[list[float]]:
        """The goals' values under each named regime."""
        return self._values([scenario.stages for scenario in self._base.scenarios])

    def _values(self, policies: Sequence[Any]) -> list[list[float]]:
        worlds = self._at_the_switch()
        jobs = [(stages, world) for stages in policies for world in worlds]
        with ThreadPoolExecutor(self._threads) as pool:
            totals = list(pool.map(self._run, jobs))
        table = np.array(totals, TALLY).reshape(len(policies), len(worlds))
        with np.errstate(all="ignore"):
            columns = [np.nanmean(self._plan.measures[goal.measure].of(table), axis=1) for goal in self._goals]
        worst = [-goal.way * 1e30 for goal in self._goals]
        return [
            [
                float(column[place]) if column[place] == column[place] else bad
                for column, bad in zip(columns, worst, strict=True)
            ]
            for place in range(len(policies))
        ]

    def _at_the_switch(self) -> list[State]:
        if self._worlds is None:
            with ThreadPoolExecutor(self._threads) as pool:
                numbers = range(self._base.run.replications)
                self._worlds = list(pool.map(lambda number: spun_up(self._base, number, progress=self._told), numbers))
        return self._worlds

    def _run(self, job: Any) -> Any:
        stages, world = job
        first, end = self._plan.span
        ended = run_regime(self._base, stages, at_the_switch(world), progress=self._told)
        return totals_of(ended.tallies[first:end])


class _Told:
    """Lets the worlds tell a bar of progress what they do."""

    def __init__(self, worlds: _Worlds, bar: Any) -> None:
        self._worlds, self._bar = worlds, bar

    def __enter__(self) -> None:
        self._worlds._told = self._bar.__enter__()

    def __exit__(self, *what: Any) -> None:
        self._bar.__exit__(*what)


# --- what outdoes what --------------------------------------------------------------------------------------------------


def outdone_by(some: Any, others: Any, goals: Sequence[Goal]) -> Any:
    """Which of some are outdone by any of the others: no worse in every goal and better in one. Arrays [policy, goal]."""
    ways = np.array([goal.way for goal in goals], float)
    mine, theirs = some * ways, others * ways
    return np.array([bool(((theirs >= row).all(axis=1) & (theirs > row).any(axis=1)).any()) for row in mine])


def front_of(values: Any, goals: Sequence[Goal]) -> Any:
    """Which of all are not outdone by any other."""
    return ~outdone_by(values, values, goals)


# --- files ----------------------------------------------------------------------------------------------------------------


def _told_before(out: Path, number: int, asked: Sequence[Sequence[float]]) -> list[list[float]] | None:
    """The answer to a generation that was run before, if it is just the one asked for now."""
    try:
        record = json.loads((out / GENERATIONS_FOLDER / f"{number:04d}.json").read_bytes())
        return record["values"] if record["levers"] == [list(mix) for mix in asked] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(out: Path, number: int, asked: Sequence[Sequence[float]], told: Sequence[Sequence[float]]) -> None:
    record = {"levers": [list(mix) for mix in asked], "values": [list(answer) for answer in told]}
    write_whole(out / GENERATIONS_FOLDER / f"{number:04d}.json", json.dumps(record).encode())


def _write(found: Frontier, out: Path) -> None:
    measures = [goal.measure for goal in found.goals]
    mixes = zip(found.front.tolist(), found.values.tolist(), found.levers.tolist(), strict=True)
    rows = ((bool(front), *values, *mix) for front, values, mix in mixes)
    write_whole(out / FRONT_FILE, as_csv(("front", *measures, *found.plan.keys), rows))
    named = zip(found.regimes, found.outdone.tolist(), found.of_regimes.tolist(), strict=True)
    regimes = ((name, bool(outdone), *values) for name, outdone, values in named)
    write_whole(out / REGIMES_FILE, as_csv(("scenario", "outdone", *measures), regimes))
