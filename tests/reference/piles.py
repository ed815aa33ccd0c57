"""Cases counted by what their files show (section 7.2.3)."""

from .terms import Step


class Pile:
    """How many cases show which step, and how many are pending: department cases, and own duties."""

    def __init__(self) -> None:
        self.shows = dict.fromkeys(Step, 0)
        self.pending = 0
        self.pending_own = 0

    def add(self, step: Step | None, own_duty: bool = False) -> None:
        if step is not None:
            self.shows[step] += 1
        elif own_duty:
            self.pending_own += 1
        else:
            self.pending += 1

    @property
    def size(self) -> int:
        return sum(self.shows.values()) + self.pending + self.pending_own
