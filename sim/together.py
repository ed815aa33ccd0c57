"""One large world on several threads: each lives a month of some blocks, then what they have counted is added up.

Counties have nothing to do with one another within a month, and what is added up are whole numbers: the numbers are the same however
many threads there are.
"""

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from typing import Any

import numpy as np
from wenze.sim.finite import FINITE, earlier
from wenze.sim.state import Share, State, blank, copied, grown

LEAST_POSTS = 10_000
"""Posts for each thread below which handing out the months of blocks costs more than it saves."""

NO_BLOCK = Share(0, 0, 1)
"""No block's month: what supervisors of all of them have learnt is pooled."""

MonthOf = Callable[[State, int, Share], tuple[int, int]]
"""Runs a month of some blocks: gives the month that comes next, and the array with a number that is not finite or −1."""


def shares_of(state: State, threads: int) -> list[Share]:
    """The blocks cut into as many shares as threads are worth while."""
    blocks = len(state.blocks)
    shares = max(1, min(threads, blocks, len(state.posts) // LEAST_POSTS))
    if shares == 1 or state.clock[0].logging:  # a log has one order
        return [Share(0, blocks, 1)]
    cuts = [blocks * share // shares for share in range(shares + 1)]
    return [Share(first, end, 0) for first, end in itertools.pairwise(cuts)]


def months_together(
    run: MonthOf, state: State, first: int, last: int, shares: Sequence[Share]
) -> tuple[State, int, int]:
    """Run months ``first`` to ``last − 1``, each share on a thread; ``first`` is not 0.

    Returns the state, the month reached and the array with a number that is not finite, −1 for none.
    """
    with ThreadPoolExecutor(len(shares), thread_name_prefix="blocks") as pool:
        for month in range(first, last):
            state = grown(state)
            own = [_own(state) for _ in shares]
            found = list(pool.map(run, own, [month] * len(shares), shares))
            for one in own:
                _add(state.tallies[month : month + 1], one.tallies[month : month + 1])
                _add_counted(state.city, one.city)
            found.append(run(state, month, NO_BLOCK))
            bad = reduce(earlier, (bad for _, bad in found))
            if bad >= 0:
                return state, month + 1, bad
    return state, last, FINITE


def _own(state: State) -> State:
    """The same world, in which a thread counts, and sorts, by itself."""
    scratch = {name: np.empty_like(getattr(state, name)) for name in ("merit", "score", "tie", "order")}
    return state._replace(tallies=blank(state.tallies, len(state.tallies)), city=copied(state.city, 1, 1), **scratch)


def _add(counts: Any, more: Any) -> None:
    """Add whole numbers to whole numbers, field by field."""
    for name in counts.dtype.names:
        counts[name] += more[name]


def _add_counted(city: Any, more: Any) -> None:
    """Add what was counted this month; the rest of the city is as it was."""
    for name in city.dtype.names:
        if name.startswith("now_"):
            city[name] += more[name]
