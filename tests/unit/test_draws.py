"""Draws: the published generator, even, independent of one another, and no two things told by the same number."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from conftest import ONE_IN_A_MILLION, chi_square, chi_square_limit
from wenze.agents import draws
from wenze.agents.draws import (
    SHIFT_DOUBLE,
    UNIT,
    entity_number,
    entity_state,
    mix,
    month_state,
    run_state,
    split,
    uniform,
)
from wenze.sim.phases.kinds_of_duty import KIND_FIELD
from wenze.sim.phases.populate import DEPARTMENT_FIELD, SUPERVISOR_FIELD
from wenze.sim.settings.parameters import definitions

PURPOSES = {
    name: value
    for name, value in vars(draws).items()
    if isinstance(value, np.uint64) and name not in draws.NOT_PURPOSES
}
PURPOSE = draws.ERUPTION
MANY = np.arange(400_000, dtype=np.uint64)


@pytest.fixture(autouse=True)
def numbers_may_overflow() -> Iterator[None]:
    """Mixing is meant to overflow."""
    with np.errstate(over="ignore"):
        yield


def some_month(month: int = 7, replication: int = 3, seed: int = 1) -> np.uint64:
    return month_state(run_state(np.uint64(seed), np.uint64(replication)), month)


def some_entity() -> np.uint64:
    return entity_state(some_month(), entity_number(1, 2, 3, 0))


def draws_of(states: Any, purpose: Any) -> Any:
    """What ``uniform`` gives, for many states or many purposes at once."""
    return (split(states, purpose) >> SHIFT_DOUBLE) * UNIT


def over_purposes() -> Any:
    return draws_of(some_entity(), MANY)


def over_entities() -> Any:
    return draws_of(split(some_month(), MANY), PURPOSE)


def over_posts() -> Any:
    """As entities are really numbered: 73 townships of 79 posts in 71 counties."""
    numbers = [entity_number(c, t, p, 0) for c, t, p in product(range(71), range(73), range(79))]
    return draws_of(split(some_month(), np.array(numbers)), PURPOSE)


def over_months() -> Any:
    states = split(run_state(np.uint64(1), np.uint64(3)), MANY)
    return draws_of(split(states, entity_number(1, 2, 3, 0)), PURPOSE)


def over_replications() -> Any:
    states = split(split(np.uint64(1), MANY), np.uint64(8))
    return draws_of(split(states, entity_number(1, 2, 3, 0)), PURPOSE)


def over_seeds() -> Any:
    states = split(split(MANY, np.uint64(0)), np.uint64(8))
    return draws_of(split(states, entity_number(1, 2, 3, 0)), PURPOSE)


STREAMS = [over_purposes, over_entities, over_posts, over_months, over_replications, over_seeds]


def test_splitmix64_gives_the_published_numbers() -> None:
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert [int(split(np.uint64(1234567), np.uint64(index))) for index in range(5)] == published


def test_every_bit_of_a_state_moves_every_bit_of_the_result_half_of_the_time() -> None:
    before = mix(MANY[:20_000])
    for bit in range(64):
        flipped = before ^ mix(MANY[:20_000] ^ np.uint64(1 << bit))
        moved = np.unpackbits(flipped.view(np.uint8)).reshape(-1, 64).mean(axis=0)
        assert np.abs(moved - 0.5).max() < 6.0 * 0.5 / np.sqrt(20_000)


def test_a_draw_is_the_upper_53_bits_of_an_output() -> None:
    one_by_one = [uniform(entity_state(some_month(), number), PURPOSE) for number in MANY[:100]]
    assert one_by_one == over_entities()[:100].tolist()


def test_the_largest_draw_is_less_than_one() -> None:
    assert float(np.uint64(2**64 - 1) >> SHIFT_DOUBLE) * UNIT < 1.0


@pytest.mark.parametrize("stream", STREAMS)
def test_draws_are_even(stream: Callable[[], Any]) -> None:
    seen = stream()
    assert seen.min() >= 0.0 and seen.max() < 1.0
    counts, _ = np.histogram(seen, 1000, (0.0, 1.0))
    assert chi_square(counts, np.full(1000, len(seen) / 1000)) < chi_square_limit(999)


@pytest.mark.parametrize("distance", [1, 2, 7])
@pytest.mark.parametrize("stream", STREAMS)
def test_neighbouring_draws_are_independent(stream: Callable[[], Any], distance: int) -> None:
    seen = stream()
    one, other = seen[:-distance], seen[distance:]
    assert abs(np.corrcoef(one, other)[0, 1]) < ONE_IN_A_MILLION / np.sqrt(len(one))
    # Every other pair, so that no draw stands in two of them.
    pairs, _, _ = np.histogram2d(one[:: 2 * distance], other[:: 2 * distance], 20, [(0.0, 1.0), (0.0, 1.0)])
    assert chi_square(pairs, np.full(400, pairs.sum() / 400)) < chi_square_limit(399)


def test_purposes_are_independent_of_one_another() -> None:
    states = split(some_month(), MANY[:50_000])
    seen = np.array([draws_of(states, purpose) for purpose in PURPOSES.values()])
    correlations = np.corrcoef(seen) - np.eye(len(seen))
    # With 2,500 pairs, six standard deviations are exceeded by chance less than once in 100,000 times.
    assert np.abs(correlations).max() < 6.0 / np.sqrt(50_000)


@pytest.mark.parametrize("change", ["month", "replication", "seed"])
def test_the_luck_of_one_month_replication_or_seed_tells_nothing_of_the_next(change: str) -> None:
    one = draws_of(split(some_month(), MANY), PURPOSE)
    other = draws_of(split(some_month(**{change: 8}), MANY), PURPOSE)
    pairs, _, _ = np.histogram2d(one, other, 20, [(0.0, 1.0), (0.0, 1.0)])
    assert chi_square(pairs, np.full(400, len(MANY) / 400)) < chi_square_limit(399)


def test_no_two_purposes_have_the_same_number() -> None:
    assert len(PURPOSES) > 50
    assert len({int(value) for value in PURPOSES.values()}) == len(PURPOSES)


def test_every_field_of_an_entity_number_has_room_for_the_largest_world() -> None:
    highest = {definition.key: definition.meaning.high for definition in definitions()}
    assert highest["world.scale.posts"] <= min(KIND_FIELD, SUPERVISOR_FIELD, DEPARTMENT_FIELD)
    for key in ("counties", "townships", "departments"):
        assert highest[f"world.scale.{key}"] < 2**16
    assert highest["world.problems.duty_kinds"] < 2**16
    # A case is numbered by its month, a person by its arrival: at most one removal a month and one exit a year.
    assert highest["months"] * 13 / 12 + 2 < 2**16


def test_no_two_entities_that_draw_for_the_same_purpose_have_the_same_number() -> None:
    """A case and a person may share a number: what is drawn of them differs (tests/model/test_luck.py)."""
    counties, others, serials = (0, 1, 59999), (0, 1, 2, 59999), (1, 2, 12001)
    places = list(product(counties, others, others))
    kinds = {
        "posts": [entity_number(c, t, p, 0) for c, t, p in places],
        "cases or persons": [entity_number(c, t, p, s) for (c, t, p), s in product(places, serials)],
        "departments": [entity_number(c, d, DEPARTMENT_FIELD, 0) for c, d in product(counties, others)],
        "heads": [entity_number(c, d, DEPARTMENT_FIELD, s) for c, d, s in product(counties, others, serials)],
        "supervisors": [entity_number(c, 0, SUPERVISOR_FIELD, 0) for c in counties],
        "duty kinds": [entity_number(c, k, KIND_FIELD, 0) for c, k in product(counties, (0, 1, 999))],
    }
    for numbers in kinds.values():
        assert len({int(number) for number in numbers}) == len(numbers)
    for one, other in combinations(kinds, 2):
        assert not {int(n) for n in kinds[one]} & {int(n) for n in kinds[other]}, f"{one} and {other}"
