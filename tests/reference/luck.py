"""Draws (section 7.1), by month, entity and purpose."""

import numpy as np
from wenze.agents import draws


class Draws:
    """What one entity draws in one month: ``state(PURPOSE)`` is its draw for a purpose."""

    def __init__(self, state: np.uint64) -> None:
        self.state = state

    def __call__(self, purpose: np.uint64) -> float:
        with np.errstate(over="ignore"):
            return draws.uniform(self.state, purpose)

    def part(self, index: int) -> "Draws":
        """The draws of something that draws from split(this state, index)."""
        with np.errstate(over="ignore"):
            return Draws(draws.split(self.state, np.uint64(index)))


class Luck:
    """All chance of one replication of one seed."""

    def __init__(self, seed: int, replication: int) -> None:
        with np.errstate(over="ignore"):
            self.run = draws.run_state(np.uint64(seed), np.uint64(replication))

    def of(self, month: int, entity: int) -> Draws:
        """The draws of an entity, by its number, in a month."""
        with np.errstate(over="ignore"):
            return Draws(draws.entity_state(draws.month_state(self.run, month), np.uint64(entity)))

    def of_entry(self, month: int, case: int, surfaced: int) -> Draws:
        """The draws of a docket entry, which are split from those of its case by the month it surfaced in."""
        return self.of(month, case).part(surfaced + 1)


def entity_number(county: int, township: int, post: int, serial: int) -> int:
    """Section 2: the number of an entity, as a plain int."""
    return int(draws.entity_number(county, township, post, serial))
