"""Looks through the real numbers of a state for NaN and infinities, after every month.

``reals`` shows each array that has real numbers as 8-byte words, in the order of ``shapes`` (:data:`wenze.sim.state.SHAPES`). A kind of
record is its place in that order.
"""

from wenze.sim.phases.blocks import among
from wenze.sim.state import CASES_USED, ENTRIES_USED, ONCE

FINITE = -1  # every number is


def earlier(kind, other):
    """The earlier of two kinds of record, −1 standing for none."""
    return max(kind, other) if min(kind, other) < 0 else min(kind, other)


def not_finite_in(state, block, reals, shapes):
    """The first kind of record in which some real number of a block is not finite, −1 for none."""
    clock = state.clock[0]
    for kind in range(len(reals)):
        in_use = shapes[kind, 2]
        rows = len(reals[kind]) // shapes[kind, 1]
        first, end = among(clock, block, rows // clock.counties)
        if in_use == CASES_USED:
            first = block * (rows // clock.blocks)
            end = first + state.blocks[block].cases_used
        elif in_use == ENTRIES_USED:
            first = block * (rows // clock.blocks)
            end = first + state.blocks[block].entries
        if in_use != ONCE and not all_finite(reals[kind], shapes[kind, 0], shapes[kind, 1], first, end):
            return kind
    return FINITE


def not_finite_in_city(state, reals, shapes):
    """The kind of record of which the city has one, if some real number in it is not finite, −1 if all are."""
    for kind in range(len(reals)):
        if shapes[kind, 2] == ONCE and not all_finite(reals[kind], shapes[kind, 0], shapes[kind, 1], 0, 1):
            return kind
    return FINITE


def all_finite(numbers, count, stride, first, end):
    """Whether the first ``count`` numbers of records ``first`` to ``end − 1`` of ``stride`` words each are finite."""
    even = 0.0
    odd = 0.0
    for start in range(first * stride, end * stride, stride):
        for offset in range(0, count - 1, 2):
            even += numbers[start + offset] * 0.0
            odd += numbers[start + offset + 1] * 0.0
        even += numbers[start + count - 1] * 0.0
    return even + odd == 0.0
