"""Small worlds to try things on, and what two of them are compared by."""

import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from filelock import lock_descriptor
from hypothesis import HealthCheck, settings
from wenze.agents.conduct import felt_yearly
from wenze.agents.policy import Policy
from wenze.agents.risk import cases_coming, share_staying
from wenze.sim import records
from wenze.sim.batch import advance, needs_compiling
from wenze.sim.compiled import fingerprint
from wenze.sim.language import use_language
from wenze.sim.month import run_months
from wenze.sim.settings.compose import Scenario, compose
from wenze.sim.settings.parameters import World as WorldNumbers
from wenze.sim.state import State, blank_state, in_use, laid_out

os.environ.pop("WENZE_LANG", None)  # the developer's own choice of language

# The same examples on every machine and every day: a failure can be seen again.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, print_blob=False, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")

SMALL = {"scale.counties": 1, "scale.townships": 2, "scale.posts": 4, "scale.departments": 3}
TWO_COUNTIES = {**SMALL, "scale.counties": 2}

# Under these numbers and levers everything happens even in a small world and a few years.
LIVELY = {
    "problems.arrival": 0.5,
    "problems.duty_kinds": 5,
    "problems.exposure_rate": 0.3,
    "people.turnover": 0.15,
    "people.promoted_share": 0.6,
    "people.ceiling_years": 30.0,
    "handling.error_rate": 0.05,
    "discipline.rate": 0.05,
    "discipline.head_rate": 0.05,
    "supervisors.staff": 0.5,
}
BUSY = {
    "accountability.inspection_rate": 0.1,
    "accountability.strictness_work": 1.0,
    "accountability.downward_bias": 0.5,
    "accountability.severity": 0.8,
    "tolerance.unintended": 0.8,
    "tolerance.inexperience": 0.8,
    "correction.reviewed": 0.5,
    "correction.restoration": 0.9,
    "correction.redemption": 1.0,
    "oversight.audits": 0.4,
    "oversight.consequence": 0.5,
    "oversight.corrects": 0.7,
    "misconduct.temptation": 0.5,
    "misconduct.benefit": 200.0,
    "promotion.honours": 0.3,
    "promotion.reposting": 0.8,
    "promotion.observability": 0.9,
}


@pytest.fixture(scope="session")
def engine() -> Iterator[None]:
    """The engine, compiled."""
    compile_engine()
    yield


def compile_engine() -> None:
    """Compile the engine. Of several processes one compiles, and the others wait and then read what it has left."""
    with Path(tempfile.gettempdir(), f"wenze-tests-{fingerprint(run_months)}.lock").open("w") as lock:
        lock_descriptor(lock.fileno())
        simulate(world_numbers(SMALL), Policy(), 1)


WITHOUT_ENGINE = (
    "tests/test_project.py", "tests/mutants/test_faults.py", "tests/unit/test_language.py", "tests/unit/test_limits.py",
    "tests/unit/test_game.py", "tests/unit/test_kept.py", "tests/unit/test_scenarios.py", "tests/unit/test_settings.py",
    "tests/unit/test_axes.py", "tests/unit/test_analyses.py",
)  # fmt: skip
"""Tests that run nothing: where tests run in several processes they come first, while one more compiles the engine."""


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the engine in a process of its own, where tests run in several and it is not compiled yet."""
    if (
        getattr(session.config.option, "numprocesses", None)
        and not hasattr(session.config, "workerinput")
        and needs_compiling()
    ):
        code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import conftest; conftest.compile_engine()"
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests first that run nothing."""
    items.sort(key=lambda item: not item.nodeid.startswith(WITHOUT_ENGINE))


# What the messages of refused input say in English, and no name of a key, a value or a file does.
ENGLISH = re.compile(
    r"\b(must|is not|not allowed|allowed|unknown|did you|given|between|missing$|expected|there is|takes|needs)\b"
)


def assert_refused_in_chinese(message: str) -> None:
    """A message of refusal is Chinese through and through, but for what the user typed and the system's own reasons."""
    assert re.search("[\u4e00-\u9fff]", message), message
    assert not ENGLISH.search(message), message


@pytest.fixture
def in_chinese() -> Iterator[None]:
    """A session that speaks Chinese."""
    use_language("zh")
    yield
    use_language("en")


# --- beliefs ----------------------------------------------------------------------------------------------------------


def felt_as_believed(seen: Any, learning: Any) -> SimpleNamespace:
    """Made-up beliefs of careers with how they are felt, which a world reckons once for all of a county."""
    felt = {
        f"felt_{name}": [felt_yearly(chance, learning) for chance in getattr(seen, name)]
        for name in ("promoted", "honoured", "reposted")
    }
    return SimpleNamespace(**{**vars(seen), **felt})


def elsewhere_as_believed(county: Any, months: float) -> SimpleNamespace:
    """Made-up beliefs of a county with what they make of cases elsewhere over a horizon, which a world reckons once."""
    leaving = county.leaving_elsewhere
    shares = {"staying_elsewhere": share_staying(leaving, months), "coming_elsewhere": cases_coming(leaving, months)}
    return SimpleNamespace(**{**vars(county), **shares})


# --- settings ---------------------------------------------------------------------------------------------------------


def changed(group: Any, changes: Mapping[str, float]) -> Any:
    """A copy of a group of parameters in which some, named by dotted keys, are other numbers; checked."""
    plain = group.model_dump()
    for key, value in changes.items():
        *way, name = key.split(".")
        place = plain
        for step in way:
            place = place[step]
        assert name in place, key
        place[name] = value
    return type(group).model_validate(plain)


def world_numbers(*changes: Mapping[str, float], **more: float) -> WorldNumbers:
    """The numbers of a world with some changed: ``world_numbers(SMALL, {"problems.arrival": 0.5})``."""
    merged: dict[str, float] = {}
    for change in changes:
        merged.update(change)
    return changed(WorldNumbers(), {**merged, **more})


def levers(changes: Mapping[str, float], base: Policy | None = None) -> Policy:
    """A policy in which some levers are moved: ``levers({"promotion.bar": 0.0})``."""
    return changed(base or Policy(), changes)


def scenario(name: str) -> Scenario:
    """A scenario that ships with the model."""
    found = compose([], names=[name], reference=None, folder=None, mode="run").scenarios
    return found[0]


def all_scenarios() -> tuple[Scenario, ...]:
    """Every scenario that ships with the model."""
    return compose([], names=None, reference=None, folder=None, mode="compare").scenarios


@cache
def first_policy(name: str) -> Policy:
    """The policy of a scenario in the first month."""
    return scenario(name).stages[0].policy


# --- running ----------------------------------------------------------------------------------------------------------


def new_world(
    numbers: WorldNumbers, months: int, seed: int = 1, replication: int = 0, log: bool = False, record: bool = False
) -> State:
    """A world before its first month; with ``log`` it keeps its events, with ``record`` everybody's conduct."""
    world = blank_state(numbers, months, seed, replication, record_conduct=record)
    world.clock[0].logging = log
    return world


def simulate(
    numbers: WorldNumbers,
    policy: Policy,
    months: int,
    *,
    first: int = 0,
    world: State | None = None,
    run: Callable[..., Any] | None = None,
    **how: Any,
) -> State:
    """A world after ``months`` months under one policy; goes on from ``world`` in month ``first`` if one is given."""
    begun = new_world(numbers, months, **how) if world is None else world
    return advance(begun, records.params_record(numbers), records.params_record(policy), first, months, run)


def copy_of(world: State) -> State:
    """A world of its own that goes on from where this one stands."""
    return State(*(array.copy() for array in world))


def in_every_block(phase: Any, world: State, *arguments: Any) -> None:
    """A phase of the month in all blocks of a world."""
    for block in range(len(world.blocks)):
        phase(world, *arguments, block)


def with_equal_room(*worlds: State) -> list[State]:
    """The same worlds with as much room in every pool: places in a pool depend on the room that each block has."""
    names = ("cases", "entries", "sanctions")
    rooms = {name: max(len(getattr(world, name)) // len(world.blocks) for world in worlds) for name in names}
    return [laid_out(world, **rooms) for world in worlds]


def differences(one: State, other: State, *, without: Sequence[str] = ()) -> list[str]:
    """Names of the fields of state arrays in which two worlds differ by as much as one bit."""
    found = []
    one, other = with_equal_room(one, other)
    for name in State._fields:
        if name in without:
            continue
        left, right = in_use(one, name), in_use(other, name)
        fields = left.dtype.names or (None,)
        for field in fields:
            here, there = (left, right) if field is None else (left[field], right[field])
            if here.shape != there.shape or here.tobytes() != there.tobytes():
                found.append(name if field is None else f"{name}.{field}")
    return found


def events(world: State, kind: int) -> Any:
    """The events of one kind in the log."""
    log = in_use(world, "events")
    return log[log.kind == kind]


# --- chance -----------------------------------------------------------------------------------------------------------

ONE_IN_A_MILLION = 4.753  # standard deviations


def chi_square_limit(degrees: int) -> float:
    """What chi-square exceeds with a chance of one in a million (Wilson and Hilferty)."""
    part = 2.0 / (9.0 * degrees)
    return float(degrees * (1.0 - part + ONE_IN_A_MILLION * math.sqrt(part)) ** 3)


def chi_square(observed: Any, expected: Any) -> float:
    """Chi-square of counts against what was expected of them."""
    seen, hoped = np.asarray(observed, float).ravel(), np.asarray(expected, float).ravel()
    return float(((seen - hoped) ** 2 / hoped).sum())
