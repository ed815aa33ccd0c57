"""What a run of claims comes to: rounds of lives until every verdict is stable, and what is found of each claim."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from wenze.experiments.analysis.intervals import NOTHING, Array, Interval, interval, mean_of_known
from wenze.experiments.claims.files import Claim
from wenze.experiments.claims.flips import Flip, flip_of
from wenze.experiments.claims.kept import Kept, read_kept
from wenze.experiments.claims.plan import Column, Plan
from wenze.experiments.claims.running import Life, Lives, Progress, Row, made_parts, parts_of, work_of
from wenze.experiments.claims.verdicts import STABLE, Judged, judged
from wenze.experiments.messages import say
from wenze.experiments.progress import progress_bar
from wenze.experiments.sweeps.extras import import_extra
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.measures import Measure

Bar = Callable[[int], AbstractContextManager[Progress]]
FEWEST_TOLD = 20
"""Worlds that there must be for a tree."""


class Finding(NamedTuple):
    """What was found of a claim.

    ``difference`` is the mean over the worlds of what is compared, with its own sign, and ``low`` and ``high`` hold between them what
    it is in nine worlds of ten; ``reference`` is the mean of the last arm (of the only one, where it is held against a number).
    ``mechanical`` and ``behavioural`` are its two parts, empty where there are none; ``lives`` says how often every world was lived.
    """

    claim: Claim
    judged: Judged
    difference: Interval
    low: float
    high: float
    reference: float
    mechanical: Interval
    behavioural: Interval
    flip: Flip | None
    lives: int

    @property
    def verdict(self) -> str:
        """One of ``wenze.experiments.claims.verdicts.VERDICTS``."""
        return self.judged.verdict

    @property
    def world_differences(self) -> Array:
        """The difference in every world, with its own sign."""
        return self.claim.sign * (self.judged.means + self.claim.content.at_least)


class Found:
    """What a run of claims came to: ``plan``, a finding a claim in ``findings``, and ``failures``, the lives that failed."""

    def __init__(self, plan: Plan, rows: Sequence[Row], tree: Any = None) -> None:
        self.plan = plan
        self.failures = [row for row in rows if row.error]
        self.lives = len(rows)
        self._gathered = Gathered(plan, rows)
        self._tree = tree

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found of each claim, in their order."""
        return tuple(_finding(self.plan, claim, self._gathered, self._tree) for claim in self.plan.claims)

    def measure(self, claim: Claim) -> Measure | None:
        """The measure of a claim; None for the risk of doing, which is a probability."""
        return self.plan.measures.get(claim.content.measure)


class Gathered:
    """The numbers of lives as arrays."""

    def __init__(self, plan: Plan, rows: Sequence[Row]) -> None:
        self.plan = plan
        self._shape = (plan.count, max((row.life for row in rows), default=0) + 1)
        self._rows = rows
        self._arrays: dict[Column, Array] = {}

    def of(self, column: Column) -> Array:
        """A number in every world and life: array [world, life], NaN where there is none."""
        if column not in self._arrays:
            values = np.full(self._shape, np.nan)
            for row in self._rows:
                values[row.world, row.life] = row.values.get(column, math.nan)
            self._arrays[column] = values
        return self._arrays[column]

    def differences(self, claim: Claim, columns: Sequence[Column] | None = None) -> Array:
        """What a claim compares, with its own sign: array [world, life]."""
        columns = self.plan.columns_of(claim) if columns is None else columns
        whole = np.sum([weight * self.of(one) for weight, one in zip(claim.weights, columns, strict=True)], axis=0)
        return np.asarray(whole - claim.against, np.float64)

    def judged(self, claim: Claim) -> Judged:
        """The verdict on a claim."""
        signed = claim.sign * self.differences(claim) - claim.content.at_least
        return judged(signed, self.plan.base.run.seed)


def _finding(plan: Plan, claim: Claim, gathered: Gathered, tree: Any) -> Finding:
    found = gathered.judged(claim)
    differences = gathered.differences(claim)
    alone = plan.count == 1
    worlds = differences[0] if alone else claim.sign * (found.means + claim.content.at_least)
    known = worlds[~np.isnan(worlds)]
    low, high = (float(np.quantile(known, share)) for share in (0.05, 0.95)) if len(known) else (math.nan, math.nan)
    reference = _over_worlds(gathered.of(plan.columns_of(claim)[-1]), alone)
    mechanical, behavioural = _parts(plan, claim, gathered, differences, alone)
    lives = int((~np.isnan(differences)).sum(axis=1).max(initial=0))
    flip = _flip(plan, found, tree)
    return Finding(claim, found, interval(worlds), low, high, reference.mean, mechanical, behavioural, flip, lives)


def _over_worlds(values: Array, alone: bool) -> Interval:
    """The mean over the worlds of the means of their lives; over the lives of the only world."""
    if alone:
        return interval(values[0])
    return interval(mean_of_known(values, 1))


def _parts(plan: Plan, claim: Claim, gathered: Gathered, differences: Array, alone: bool) -> tuple[Interval, Interval]:
    """The mechanical and the behavioural part, over the lives in which both are known."""
    columns = plan.forced_of(claim)
    if columns is None:
        return NOTHING, NOTHING
    forced = gathered.differences(claim, columns)
    known = np.where(np.isnan(forced + differences), np.nan, 0.0)
    return _over_worlds(forced + known, alone), _over_worlds(differences - forced + known, alone)


def _flip(plan: Plan, found: Judged, tree: Any) -> Flip | None:
    """The assumptions that tell the worlds apart, those left out that are the same in all."""
    known = ~np.isnan(found.means)
    if tree is None or plan.worlds is None or known.sum() < FEWEST_TOLD:
        return None
    table = plan.worlds.without(plan.own)
    return flip_of(tree, table.keys, np.array(table.rows, float)[known], found.clear[known])


# --- rounds -------------------------------------------------------------------------------------------------------------


def unique(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Columns in their order, each once."""
    return tuple(dict.fromkeys(columns))


def free_columns(plan: Plan, claims: Iterable[Claim]) -> tuple[Column, ...]:
    """The numbers that claims are made of."""
    return unique(column for claim in claims for column in plan.columns_of(claim))


def forced_columns(plan: Plan) -> tuple[Column, ...]:
    """The numbers that the parts of differences are made of."""
    return unique(column for claim in plan.claims for column in plan.forced_of(claim) or ())


def first_round(plan: Plan) -> list[Lives]:
    """The lives with which every run of claims begins. Conduct is held in the first life of every world, in one world alone in all."""
    free = free_columns(plan, plan.claims)
    both = unique((*free, *forced_columns(plan)))
    parts: list[Lives] = []
    for life in range(plan.first):
        parts += _round(plan, life, both if life == 0 or plan.count == 1 else free, len(parts))
    return parts


def _round(plan: Plan, life: int, columns: tuple[Column, ...], first: int) -> list[Lives]:
    if plan.count == 1:
        return parts_of([Life(0, life, columns)], first)
    return parts_of([Life(world, life, columns) for world in range(plan.count)], first)


def next_round(plan: Plan, rows: Sequence[Row], parts: int) -> list[Lives]:
    """Another life of every world for the claims whose verdict is not stable; nothing if all are, or at the stated maximum."""
    lives = max(row.life for row in rows) + 1
    if plan.count == 1 or lives >= plan.most:
        return []
    gathered = Gathered(plan, rows)
    unsettled = [claim for claim in plan.claims if gathered.judged(claim).stability < STABLE]
    return _round(plan, lives, free_columns(plan, unsettled), parts) if unsettled else []


def rounds(kept: Kept, rows: list[Row]) -> Iterator[list[Lives]]:
    """The parts of every round of a run, whose rows are added to ``rows``: before the next is asked for, they must be there."""
    parts, count = first_round(kept.plan), 0
    while parts:
        yield parts
        for part in parts:
            rows += kept.rows(part.number, part.lives[0].columns)
        count += len(parts)
        parts = next_round(kept.plan, rows, count)


def run_claims(kept: Kept, threads: int, bar: Bar = progress_bar) -> list[Row]:
    """Run whatever is not there yet, and give all rows. Raises InputError for a part that is damaged, OSError if the disk fails."""
    rows: list[Row] = []
    for parts in rounds(kept, rows):
        done = kept.parts()
        left = [part for part in parts if part.number not in done]
        if left:
            _run(kept, left, threads, bar)
    return rows


def _run(kept: Kept, parts: Sequence[Lives], threads: int, bar: Bar) -> None:
    """Make parts and put each in its place."""
    columns = {part.number: part.lives[0].columns for part in parts}
    work = sum(work_of(kept.plan, life) for part in parts for life in part.lives)
    with bar(work) as progress, closing(made_parts(kept.plan, parts, threads, progress)) as made:
        for number, rows in made:
            kept.commit(number, rows, columns[number])


def read_found(folder: Path) -> Found:
    """What a finished run of claims came to, from its folder. Nothing is run.

    Raises InputError if there is none, if it is damaged, or if it is not complete.
    """
    kept = read_kept(folder)
    rows: list[Row] = []
    for parts in rounds(kept, rows):
        done = kept.parts()
        if any(part.number not in done for part in parts):
            raise InputError(at(shown_path(folder), say("claims_not_complete")))
    return Found(kept.plan, rows, _tree_if_there())


def _tree_if_there() -> Any:
    """The module that grows trees; None where the extra that brings it is not installed."""
    try:
        return import_extra("sklearn.tree")
    except InputError:
        return None
