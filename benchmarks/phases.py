"""Where a month goes: what each phase takes of it, in the default world and in a large one.

The months are those of ``wenze.sim.month``, with the processor's own counter read after every phase: the text of ``live_month`` is
taken as it stands, so that a new phase is measured without a word here.
"""

import ast
import importlib.util
import inspect
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from wenze.experiments.endings import REFUSED
from wenze.sim import month, records
from wenze.sim.batch import advance
from wenze.sim.compiled import compiled
from wenze.sim.settings.compose import Settings
from wenze.sim.state import at_the_switch, blank_state, grown

from benchmarks.measuring import settings

DEFAULT, LARGE = "default world", "100,000 cadres"
WORLDS: Mapping[str, Sequence[str]] = {
    DEFAULT: (),
    LARGE: ("world.scale.counties=100", "world.scale.townships=50", "world.scale.posts=20"),
}
"""What is measured, and the world of it."""

PROCESSORS = ("x86_64", "AMD64")
"""Those whose counter every program may read."""
LIVED = 120  # months before anything is measured, so that files and records have filled
MONTHS = 24  # measured
SECONDS = 6.0  # for which they are lived again and again; the least that a phase has taken counts

HEADING = "from benchmarks.phases import reading\n"


class Shares(NamedTuple):
    """Nanoseconds of a cadre-month, and how much of them each phase takes (shares), the largest first."""

    nanoseconds: float
    phases: Mapping[str, float]


@intrinsic  # type: ignore[untyped-decorator]
def reading(context: Any) -> Any:
    """The processor's counter, in compiled code."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        counter = ir.FunctionType(ir.IntType(64), [])
        return builder.call(cgutils.get_or_insert_function(builder.module, counter, "llvm.readcyclecounter"), [])

    return types.int64(), code


def timed_text(source: str) -> tuple[str, list[str]]:
    """The text of a function that lives months as ``source`` (the text of ``live_month``) does, and adds to ``taken`` what each phase
    took; and the phases' names, in the order of ``taken``."""
    (lived,) = ast.parse(source).body
    assert isinstance(lived, ast.FunctionDef)
    phases: list[str] = []
    body = _read_after([one for one in lived.body if not _is_text(one)], phases)
    inner = "\n".join(f"            {line}" for one in body for line in ast.unparse(one).splitlines())
    given = {argument.arg for argument in lived.args.args} | {"reading", "now", "before", "taken"}
    names = {node.id for one in body for node in ast.walk(one) if isinstance(node, ast.Name)} - given
    text = (
        f"{HEADING}from wenze.sim.month import {', '.join(sorted({*names, 'end_month'}))}\n\n\n"
        "def timed_months(state, params, policy, first, last, taken):\n"
        "    for month in range(first, last):\n"
        "        before = reading()\n"
        "        for block in range(len(state.blocks)):\n"
        f"{inner}\n"
        "        end_month(state, params)\n"
    )
    return text, phases


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _read_after(statements: Sequence[ast.stmt], phases: list[str]) -> list[ast.stmt]:
    """The statements, with the counter read after each call, under whatever conditions it stands."""
    timed: list[ast.stmt] = []
    for one in statements:
        if isinstance(one, ast.If) and not one.orelse:
            one.body = _read_after(one.body, phases)
        elif not isinstance(one, ast.Expr):
            raise ValueError(f"live_month: {ast.unparse(one)!r} is no call of a phase")
        timed.append(one)
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) and isinstance(one.value.func, ast.Name):
            read = f"now = reading()\ntaken[{len(phases)}] += now - before\nbefore = now"
            if one.value.func.id in phases:
                raise ValueError(f"live_month: {one.value.func.id} is called twice")
            phases.append(one.value.func.id)
            timed += ast.parse(read).body
    return timed


def timed_months(folder: Path) -> tuple[Any, list[str]]:
    """The compiled function of :func:`timed_text` and the phases' names; what is made goes into a folder that is the caller's."""
    text, phases = timed_text(inspect.getsource(month.live_month))
    path = folder / "timed.py"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("wenze.sim.timed", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return compiled(module.timed_months), phases


def of_world(chosen: Settings, timed: Any, phases: Sequence[str], seconds: float = SECONDS) -> Shares:
    """How the months of a world are spent."""
    params = records.params_record(chosen.world)
    policy = records.params_record(chosen.scenarios[0].stages[0].policy)
    begin = advance(blank_state(chosen.world, LIVED + MONTHS, 1, 0), params, policy, 0, LIVED)
    least, fastest = np.full(len(phases), np.iinfo(np.int64).max), float("inf")
    timed(at_the_switch(begin), params, policy, LIVED, LIVED, np.zeros(len(phases), np.int64))  # compiles
    end = time.perf_counter() + seconds
    while fastest == float("inf") or time.perf_counter() < end:
        state, taken, clock = at_the_switch(begin), np.zeros(len(phases), np.int64), 0.0
        for number in range(LIVED, LIVED + MONTHS):
            state = grown(state)
            start = time.perf_counter()
            timed(state, params, policy, number, number + 1, taken)
            clock += time.perf_counter() - start
        least, fastest = np.minimum(least, taken), min(fastest, clock)
    cadre_months = len(begin.posts) * MONTHS
    shares = {name: float(took / least.sum()) for name, took in zip(phases, least, strict=True)}
    return Shares(fastest / cadre_months * 1e9, dict(sorted(shares.items(), key=lambda item: -item[1])))


def can_measure() -> bool:
    """Whether the processor's counter can be read here, by compiled code."""
    return platform.machine() in PROCESSORS and not numba.config.DISABLE_JIT


def measured(worlds: Mapping[str, Sequence[str]] = WORLDS, seconds: float = SECONDS) -> dict[str, Shares]:
    """How the months of each world are spent, one after the other."""
    chosen = {name: settings("months=24", *given) for name, given in worlds.items()}
    kept = os.environ.get("WENZE_CACHE_DIR")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WENZE_CACHE_DIR"] = folder  # nothing of this is to be found again
        try:
            timed, phases = timed_months(Path(folder))
        finally:
            os.environ.pop("WENZE_CACHE_DIR") if kept is None else os.environ.update(WENZE_CACHE_DIR=kept)
        return {name: of_world(one, timed, phases, seconds) for name, one in chosen.items()}


HEADS = ("phase", *(head for name in WORLDS for head in (f"{name}, ns", "share")))
OF_PHASES = "Nanoseconds of a cadre-month by phase, and their share"


def rows(found: Mapping[str, Shares]) -> list[tuple[str, ...]]:
    """A row for each phase under :data:`HEADS`, and one for all of them, the largest of the first world first; none of no world."""
    if not found:
        return []
    names = list(next(iter(found.values())).phases)
    table = [(name, *_cells(found, lambda one, name=name: one.phases[name])) for name in names]
    return [*table, ("all", *_cells(found, lambda one: 1.0))]


def _cells(found: Mapping[str, Shares], share: Any) -> list[str]:
    return [
        cell for one in found.values() for cell in (f"{share(one) * one.nanoseconds:.1f}", f"{100 * share(one):.1f} %")
    ]


def main() -> int:
    """Print the table."""
    if not can_measure():
        print("benchmarks.phases: needs compiled code (no NUMBA_DISABLE_JIT) on an x86-64 processor", file=sys.stderr)
        return REFUSED
    from benchmarks.growth import on_terminal

    print(f"{OF_PHASES}:\n{on_terminal(HEADS, rows(measured()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
