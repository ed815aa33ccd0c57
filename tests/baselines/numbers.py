"""The run that is recorded, and its numbers: settings, every measure, and a digest of every count month by month.

Settings are recorded too because agents choose among a few options: of the levers and numbers of the world, one in six can
be changed by a hundredth without moving any count of this run.
"""

import hashlib
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from wenze.sim.batch import run_batch
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.settings.compose import Scenario, Settings, compose
from wenze.sim.settings.parameters import definitions
from wenze.sim.tally import TALLY

# The world as it ships, so that a changed default of any parameter shows; long enough for every timeline to have switched.
OVERRIDES = ("months=84", "replications=2")
THREADS = 2
DIGITS = 8  # of a digest, 4 bits each

Key = tuple[str, str]  # a scenario, and a measure, a count or a setting


class Numbers(NamedTuple):
    """Measures over all months and replications (total over total, NaN if empty); digests of counts [replication, month];
    settings as text, with a comma between the values of a timeline's stages.
    """

    measures: dict[Key, float]
    counts: dict[Key, str]
    settings: dict[Key, str]

    @property
    def scenarios(self) -> list[str]:
        """The scenarios, in their order."""
        return list(dict.fromkeys(scenario for scenario, _ in self.measures))


def run(overrides: Sequence[str] = OVERRIDES) -> Numbers:
    """The numbers of every shipped scenario, run as a user would run it."""
    settings = settings_of(overrides)
    numbers = Numbers({}, {}, {})
    tallies = tallies_of(settings)
    for scenario in settings.scenarios:
        totals = add_up(tallies[scenario.name], axis=(0, 1))
        for name, measure in MEASURES.items():
            numbers.measures[scenario.name, name] = float(measure.of(totals))
        for name in TALLY.names or ():
            numbers.counts[scenario.name, name] = digest(tallies[scenario.name][name])
        for name, text in setting_texts(settings, scenario).items():
            numbers.settings[scenario.name, name] = text
    return numbers


def settings_of(overrides: Sequence[str]) -> Settings:
    """Settings of every shipped scenario."""
    return compose(overrides, names=None, reference=None, folder=None, mode="compare")


def tallies_of(settings: Settings) -> dict[str, Any]:
    """Monthly counts of every scenario as structured arrays [replication, month]."""
    replications, months = settings.run.replications, settings.run.months
    tallies = {scenario.name: np.zeros((replications, months), TALLY) for scenario in settings.scenarios}
    for outcome in run_batch(settings, THREADS):
        tallies[outcome.scenario][outcome.replication] = outcome.read
    return tallies


def digest(counts: Any) -> str:
    """Short hash of whole numbers, the same on machines of either byte order."""
    return hashlib.sha256(np.ascontiguousarray(counts, "<i8").tobytes()).hexdigest()[:DIGITS]


def setting_texts(settings: Settings, scenario: Scenario) -> dict[str, str]:
    """Every number of the world and lever of a scenario, and the months in which its stages begin."""
    texts = {"stages": ",".join(str(stage.month) for stage in scenario.stages)}
    for key in (definition.key for definition in definitions()):
        holders: Sequence[Any] = scenario.stages if key.startswith("policy.") else [settings]
        if key.startswith(("policy.", "world.")):
            values = [repr(attrgetter(key)(holder)).removesuffix(".0") for holder in holders]
            texts[key] = values[0] if len(set(values)) == 1 else ",".join(values)
    return texts
