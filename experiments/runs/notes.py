"""What a user should know of a run though nothing is wrong with it: sentences in the language of the session."""

import re
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from wenze.experiments.messages import say
from wenze.experiments.terminal import name_in_print
from wenze.sim.errors import at, listed_briefly
from wenze.sim.messages import listed
from wenze.sim.settings.checking import Gaps
from wenze.sim.settings.compose import Settings
from wenze.sim.settings.folders import scenario_paths
from wenze.sim.settings.scenarios import Layers, Scenario
from wenze.sim.version import MODEL_VERSION

STAGE = re.compile(r"^scenarios\.\w+\.stages\[\d+\]\.(?=policy)")


def masked(settings: Settings, overrides: Sequence[str]) -> list[str]:
    """Which scenarios an override of a lever does not reach."""
    found = masked_overrides(settings, overrides)
    if not found:
        return []
    titles = {item.name: name_in_print(item) for item in settings.scenarios}
    levers = (at(key, listed(titles[name] for name in names)) for key, names in found.items())
    return [say("masked", levers=say("semicolon").join(levers))]


def set_by_scenarios(layers: Sequence[Layers], keys: Sequence[str]) -> list[str]:
    """Which scenarios set levers themselves that vary in the base: there they keep their own values."""
    levers = []
    for key in keys:
        group, _, lever = key.partition(".")
        if group == "policy":
            names = [name_in_print(item) for item in layers if _sets(item, lever.split("."))]
            levers += [at(key, listed(names))] if names else []
    return [say("masked", levers=say("semicolon").join(levers))] if levers else []


def _sets(layers: Layers, lever: Sequence[str]) -> bool:
    """Whether a scenario sets a lever at any time."""
    group, name = lever
    return any(name in policy.get(group, {}) for policy in (layers.own, *(layer.policy for layer in layers.timed)))


def unreached(settings: Settings) -> list[str]:
    """Which scenarios have changes in their timelines that come after the last month."""
    months = settings.run.months
    late = ((item, stage.month) for item in settings.scenarios for stage in item.stages if stage.month >= months)
    first = {item.name: (item, month) for item, month in reversed(list(late))}
    return [
        say("unreached", scenario=name_in_print(item), month=month, months=months)
        for item, month in reversed(list(first.values()))
    ]


def passed_over(folder: Path | None) -> list[str]:
    """Which files in a folder of scenarios cannot be scenarios because of their names."""
    return [say("passed_over", why=str(fault)) for fault in scenario_paths(folder).faults.values()]


def of_another_version(version: str) -> list[str]:
    """That numbers or settings are those of another version of the model."""
    return [] if version == MODEL_VERSION else [say("other_model", other=version, model=MODEL_VERSION)]


def of_other_keys(gaps: Gaps) -> list[str]:
    """That settings were written when wenze had other parameters: which were missing and the defaults taken, which are
    unknown. A lever is told once, in whatever scenarios it is missing.
    """
    taken = {f"{_lever(key)}={value}": None for key, value in gaps.taken.items()}
    ignored = dict.fromkeys(map(_lever, gaps.ignored))
    notes = [say("keys_taken", keys=listed_briefly(list(taken)))] if taken else []
    return [*notes, say("keys_ignored", keys=listed_briefly(list(ignored)))] if ignored else notes


def _lever(key: str) -> str:
    """A key of settings as it is given on the command line."""
    return STAGE.sub("", key)


def masked_overrides(settings: Settings, overrides: Sequence[str]) -> dict[str, list[str]]:
    """For each lever overridden, the scenarios in which it has another value at some time because they set it."""
    found = {}
    for override in overrides:
        key, _, value = override.partition("=")
        group, _, lever = key.partition(".")
        if group == "policy":
            months = settings.run.months
            names = [item.name for item in settings.scenarios if _values(item, lever, months) != {float(value)}]
            found.update({key: names} if names else {})
    return found


def _values(scenario: Scenario, lever: str, months: int) -> set[float]:
    """The values a lever has in a scenario at one time or another in so many months."""
    return {attrgetter(lever)(stage.policy) for stage in scenario.stages if stage.month < months}
