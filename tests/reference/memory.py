"""What is remembered (sections 7.2 and 7.2.1)."""

from enum import IntEnum

from .terms import Conduct, Looks, Pair, Step, Style, Way


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


def records(options: type[IntEnum]) -> list[Record]:
    """One record for each conduct, option, style or step."""
    return [Record() for _ in options]


def records_in(memory: object) -> list[Record]:
    """All records of a memory."""
    found: list[Record] = []
    for value in vars(memory).values():
        found += [value] if isinstance(value, Record) else value
    return found


class LocalMemory:
    """What a township remembers, and a county of all its townships (7.2.1, *township and county*)."""

    def __init__(self) -> None:
        self.solved = records(Conduct)  # exposure: person-months
        self.duty_done = Record()  # cases decided whose file showed the duty done; events: a cadre sanctioned
        self.trust = Record()  # occasions; events: disappointments

    def fold(self, memory: float) -> None:
        for record in records_in(self):
            record.fold(memory)


class CountyNotices:
    """What a county remembers besides, from its notices (7.2.1, *county*)."""

    def __init__(self) -> None:
        self.surfaced = Record()  # exposure: open case-months
        self.blame = records(Step)  # decisions on what does not look like an error; events: the holder sanctioned
        self.department_blame = records(Step)  # the same; events: the head sanctioned
        self.error_blame = records(Looks)  # decisions on what looks like an error; events: who erred sanctioned
        self.helper_blame = Record()
        self.passer_blame = records(Way)
        self.errors = records(Conduct)  # exposure: case-months in hand
        self.endings = records(Conduct)  # exposure: months with any in hand
        self.departures = Record()  # exposure: months of department cases elsewhere
        self.new_elsewhere = Record()  # of new cases events only: the exposure is all person-months
        self.new_own = Record()
        self.new_assist = Record()
        self.new_pairs = Record()  # exposure: department-months
        self.blame_beside = Record()  # sanctions of heads on all other decisions; exposure: department-months
        self.pairs = records(Pair)  # exposure: pairs; events: those that ended
        self.correction = Record()  # sanctions of cadres other than for misconduct; events: overturned
        self.styles = records(Style)  # exposure: decisions in all styles

    def credit_decision(self, style: Style) -> None:
        for other in Style:
            self.styles[other].add(1.0 if other == style else 0.0, 1.0)

    def fold(self, memory: float) -> None:
        for record in records_in(self):
            record.fold(memory)


class YearlyMemory:
    """What a county remembers of its yearly rounds, in person-years by conduct (7.2.1, *once a year*)."""

    def __init__(self) -> None:
        self.promoted = records(Conduct)
        self.honoured = records(Conduct)
        self.reposted = records(Conduct)

    def fold(self, memory_of_a_year: float) -> None:
        for record in records_in(self):
            record.fold(memory_of_a_year)


class CityMemory:
    """What is remembered of styles in the whole city (7.2.1, *city*)."""

    def __init__(self) -> None:
        self.answered = records(Style)
        self.wrongful = records(Style)
        self.missed = records(Style)
        self.unfair = records(Style)
        self.late = records(Style)

    def fold(self, memory: float) -> None:
        for record in records_in(self):
            record.fold(memory)
