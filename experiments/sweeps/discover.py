"""``wenze discover``: where in the space of assumptions something happens, as boxes and as a small tree."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.boxes import Box, boxes
from wenze.experiments.command import Request
from wenze.experiments.messages import say
from wenze.experiments.parsing import count_in
from wenze.experiments.paths import user_path
from wenze.experiments.sweeps.assumptions import asked_axes, checked_measure, checked_pair, plan_at
from wenze.experiments.sweeps.designs import shares_of
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.mending import standing
from wenze.experiments.sweeps.plan import Plan
from wenze.experiments.sweeps.sensitivity import of_interest, run_plan
from wenze.experiments.sweeps.store import as_csv, write_whole
from wenze.experiments.sweeps.summary import Outcome
from wenze.sim.errors import InputError, at, clipped
from wenze.sim.settings.yaml import number_in

POINTS, MOST_BOXES, DENSITY = 1000, 3, 0.8
"""Unless told otherwise: settings, boxes, and the share of the settings in a box in which it is to happen."""
DEPTH, LEAST_LEAF = 3, 0.05
STORE, BOXES_FILE, TREE_FILE = "settings", "boxes.csv", "tree.csv"
EFFECT = re.compile(r"\s*([a-z_0-9]+)(\s+difference)?\s*(<=|>=|<|>)\s*(\S+)\s*")


class Effect(NamedTuple):
    """What is to happen: a measure, or its difference from the reference, above or below a number."""

    measure: str
    difference: bool
    sign: str
    number: float

    def holds(self, values: Any) -> Any:
        """Where it happens; never where there is no value."""
        ways = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
        return ways[self.sign](values, self.number) & ~np.isnan(values)


class Leaf(NamedTuple):
    """A leaf of the tree: the conditions that lead to it, how many settings it holds, and in which share of them it happens."""

    conditions: tuple[tuple[str, str, float], ...]
    settings: int
    share: float


class Discovery(NamedTuple):
    """Where something happens. ``points`` [setting, axis], ``hits`` [setting]."""

    plan: Plan
    effect: Effect
    points: Any
    hits: Any
    boxes: list[Box]
    leaves: list[Leaf]
    left_out: int


def discover(request: Request, out: Path, threads: int) -> Discovery:
    """Run the settings, or take those of a sweep, and find where it happens. Raises InputError, and OSError if the disk fails."""
    tree = import_extra("sklearn.tree")
    effect = read_effect(request.keys.get("effect"))
    outcome = _outcome(request, out, threads, effect)
    plan = outcome.plan
    values = of_interest(outcome, effect.measure)
    known = ~np.isnan(values)
    points = np.array([plan.points.at(setting) for setting in range(plan.points.size)], float)[known]
    hits = effect.holds(values)[known]
    found = boxes(points, hits, DENSITY, count_in(request, "boxes") or MOST_BOXES)
    leaves = _leaves(tree, plan, points, hits)
    done = Discovery(plan, effect, points, hits, found, leaves, int((~known).sum()))
    _write(done, out)
    return done


def read_effect(text: str | None) -> Effect:
    """What is to happen, as in ``lying_flat difference > 0.02``. Raises InputError."""
    found = EFFECT.fullmatch(text or "")
    number = number_in(found[4]) if found else None
    if found is None or number is None:
        raise InputError(at(f"effect={clipped(text or '')}", say("effect_form")))
    return Effect(found[1], bool(found[2]), found[3], float(number))


def _check(plan: Plan, effect: Effect) -> None:
    """Raise InputError if a plan is not one in which it can happen: before anything is run."""
    checked_measure(plan, effect.measure)
    checked_pair(plan)
    if effect.difference != (len(plan.scenarios) > 1):
        given = f"effect={effect.measure}{' difference' if effect.difference else ''} {effect.sign} {effect.number:g}"
        raise InputError(at(given, say("effect_needs_pair" if effect.difference else "effect_of_pair")))


def _outcome(request: Request, out: Path, threads: int, effect: Effect) -> Outcome:
    if "store" in request.keys:
        if request.overrides or "scenarios" in request.keys or "points" in request.keys:
            raise InputError(say("store_alone"))
        found = standing(user_path("store", request.keys["store"]))
        if not found.complete:
            raise InputError(at(str(found.store.folder), say("store_not_complete")))
        _check(found.store.plan, effect)
        return Outcome(found.store, (effect.measure,))
    axes, fixed = asked_axes(request)
    first = plan_at(request, axes, fixed, [[0.5] * len(axes)], "latin_hypercube")
    _check(first, effect)
    count = count_in(request, "points") or POINTS
    shares = list(shares_of("latin_hypercube", len(axes), count, first.base.run.seed))
    return run_plan(plan_at(request, axes, fixed, shares, "latin_hypercube"), out / STORE, threads, effect.measure)


def _leaves(tree: Any, plan: Plan, points: Any, hits: Any) -> list[Leaf]:
    """The leaves of a small tree, those in which it happens most first."""
    if not hits.any() or hits.all():
        return []
    grown = tree.DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAST_LEAF, random_state=0).fit(points, hits)
    inner = grown.tree_
    found: list[Leaf] = []

    def walk(node: int, conditions: tuple[tuple[str, str, float], ...]) -> None:
        if inner.children_left[node] < 0:
            found.append(Leaf(conditions, int(inner.n_node_samples[node]), float(inner.value[node][0][1])))
            return
        key, where = plan.keys[inner.feature[node]], float(inner.threshold[node])
        walk(inner.children_left[node], (*conditions, (key, "≤", where)))
        walk(inner.children_right[node], (*conditions, (key, ">", where)))

    walk(0, ())
    return sorted(found, key=lambda leaf: (-leaf.share, -leaf.settings))


def _write(found: Discovery, out: Path) -> None:
    rows = (
        (number, found.plan.keys[limit.axis], limit.low, limit.high, limit.chance, box.coverage, box.density, box.mass)
        for number, box in enumerate(found.boxes, 1)
        for limit in box.limits
    )
    columns = ("box", "parameter", "low", "high", "chance", "coverage", "density", "mass")
    write_whole(out / BOXES_FILE, as_csv(columns, rows))
    leaves = (
        (" & ".join(f"{key} {sign} {place:.6g}" for key, sign, place in leaf.conditions), leaf.settings, leaf.share)
        for leaf in found.leaves
    )
    write_whole(out / TREE_FILE, as_csv(("conditions", "settings", "share"), leaves))
