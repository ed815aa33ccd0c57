"""What is remembered (sections 7.2 and 7.2.1)."""

from .arithmetic import fixed
from .terms import Conduct, Option, Style


class Record:
    """Events and exposure remembered, and what the present month adds to them."""

    def __init__(self) -> None:
        self.events = 0.0
        self.exposure = 0.0
        self.new_events = 0.0
        self.new_exposure = 0.0

    def add(self, events: float, exposure: float) -> None:
        self.new_events += events
        self.new_exposure += exposure

    def fold(self, memory: float) -> None:
        """E <- phi E + new events, X <- phi X + new exposure."""
        self.events = memory * self.events + self.new_events
        self.exposure = memory * self.exposure + self.new_exposure
        self.new_events = 0.0
        self.new_exposure = 0.0

    def belief(self, prior: float, weight: float) -> float:
        return belief(prior, weight, self.events, self.exposure)


def belief(prior: float, weight: float, events: float, exposure: float) -> float:
    """Section 7.2: B = (n0 b0 + E) / (n0 + X)."""
    return (weight * prior + events) / (weight + exposure)


def records(options: type) -> list[Record]:
    """One record for each conduct, option or style."""
    return [Record() for _ in options]


class LocalMemory:
    """What a township remembers, and a county of all its townships (7.2.1, first paragraph)."""

    def __init__(self) -> None:
        self.solved = records(Conduct)
        self.sanctioned = records(Conduct)
        self.duty_done = Record()  # cases decided whose file showed the duty done; events: a cadre sanctioned

    def credit_month(self, shares: list[float], value_solved: float, sanctions: int) -> None:
        """Credit one person's month by the shares of conducts, each contribution rounded by itself."""
        for conduct in Conduct:
            share = shares[conduct]
            self.solved[conduct].add(fixed(share * value_solved), fixed(share))
            self.sanctioned[conduct].add(fixed(share * sanctions), fixed(share))

    def all_records(self) -> list[Record]:
        return [*self.solved, *self.sanctioned, self.duty_done]

    def fold(self, memory: float) -> None:
        for record in self.all_records():
            record.fold(memory)


class CountyMemory(LocalMemory):
    """What a county remembers besides (7.2.1, second paragraph)."""

    def __init__(self) -> None:
        super().__init__()
        self.surfaced = Record()  # per open case-month
        self.looked_like_error = Record()  # decisions on what looked like an error; events: a cadre sanctioned
        self.styles = records(Style)  # exposure: decisions in all styles
        self.blamed = records(Option)
        self.promoted = records(Conduct)
        self.honoured = records(Conduct)
        self.reposted = records(Conduct)

    def credit_department(self, shares: list[float], sanctions: int) -> None:
        for option in Option:
            self.blamed[option].add(fixed(shares[option] * sanctions), fixed(shares[option]))

    def credit_decision(self, style: Style) -> None:
        for other in Style:
            self.styles[other].add(1.0 if other == style else 0.0, 1.0)

    def all_records(self) -> list[Record]:
        return [*super().all_records(), self.surfaced, self.looked_like_error, *self.styles, *self.blamed]

    def fold_year(self, memory_of_a_year: float) -> None:
        for record in [*self.promoted, *self.honoured, *self.reposted]:
            record.fold(memory_of_a_year)


class CityMemory:
    """What is remembered of styles in the whole city (7.2.1, third paragraph)."""

    def __init__(self) -> None:
        self.answered = records(Style)
        self.wrongful = records(Style)
        self.missed = records(Style)
        self.unfair = records(Style)
        self.late = records(Style)

    def fold(self, memory: float) -> None:
        for record in [*self.answered, *self.wrongful, *self.missed, *self.unfair, *self.late]:
            record.fold(memory)
