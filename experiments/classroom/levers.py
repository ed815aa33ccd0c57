"""Regimes, levers and measures as the pages need them, all from where the model declares them."""

import operator
from collections.abc import Mapping
from functools import cache
from itertools import groupby, pairwise
from typing import Any

from wenze.agents.policy import Policy
from wenze.experiments.classroom.checking import number, shown, whole
from wenze.experiments.classroom.sayings import Both, Refused
from wenze.sim.language import UNITS
from wenze.sim.measures import ALL, Measure
from wenze.sim.settings.checking import parameters
from wenze.sim.settings.compose import REFERENCE, Scenario, compose
from wenze.sim.settings.parameters import Definition
from wenze.sim.settings.scenarios import available

FIRST_LEVER = "policy.accountability.strictness_work"
"""The one lever that a page shows at first."""

REGIMES_AT_START = ("river_channel", "full_reform")
"""What a page and a game start with: under the default regime next to nobody is sanctioned (3 in 100 persons a year, as
was measured), so that a class would see nothing happen."""

ALIKE = 0.02
"""Shares that differ by no more, as they are shown, count as about the same. One seed tells no finer: between seeds the difference of two
regimes in effort moves by 0.05 (standard deviation over 24 seeds of the classroom's world), that in lying flat by 0.03.
"""

GROUPS: dict[str, Both] = {
    "accountability": {"en": "How hard and how far down somebody must answer", "zh": "问责的力度与指向"},
    "duty_list": {"en": "Whose duty it is", "zh": "责任清单"},
    "assignment": {"en": "Who is given the work", "zh": "派活"},
    "resources": {"en": "Power and staff for the duties", "zh": "权责匹配"},
    "correction": {"en": "Correcting wrongful sanctions", "zh": "纠错与恢复"},
    "oversight": {"en": "Supervision of accountability", "zh": "监督评估"},
    "tolerance": {"en": "Tolerance of faults", "zh": "容错"},
    "promotion": {"en": "Promotion and honours", "zh": "晋升与表彰"},
    "public_voice": {"en": "The citizens' voice", "zh": "群众监督"},
    "misconduct": {"en": "Private gain", "zh": "谋私违纪"},
    "hierarchy": {"en": "Levels and reports", "zh": "层级与报告"},
}
"""What the groups of levers are called on the page, in the order of their definition."""


def levers_for_page() -> dict[str, Any]:
    """Everything a page has to know of levers, regimes and measures; plain data for JSON."""
    return {
        "first": FIRST_LEVER,
        "start": list(REGIMES_AT_START),
        "alike": ALIKE,
        "groups": [_group(name, list(found)) for name, found in groupby(levers().values(), _group_of)],
        "regimes": [_regime(scenario) for scenario in regimes().values()],
        "measures": [_measure(measure) for measure in ALL],
    }


def levers() -> dict[str, Definition]:
    """Every lever by its key, in the order of definition."""
    return {key: found for key, found in parameters().items() if key.startswith("policy.")}


@cache
def regimes() -> Mapping[str, Scenario]:
    """Every regime that ships with the model, by name, in order of family and name."""
    settings = compose([], names=list(available()), reference=REFERENCE, folder=None, mode="compare")
    return {scenario.name: scenario for scenario in settings.scenarios}


def lever_values(policy: Policy) -> dict[str, float]:
    """The value of every lever of a policy, by key."""
    return {key: operator.attrgetter(key.removeprefix("policy."))(policy) for key in levers()}


def checked_regime(name: object) -> str:
    """The name of a regime. Raises Refused."""
    if not isinstance(name, str) or name not in regimes():
        raise Refused("regime_unknown", name=shown(name))
    return name


def checked_lever(key: object, value: object) -> tuple[str, float]:
    """A lever and a value that it can take. Raises Refused."""
    if not isinstance(key, str) or key not in levers():
        raise Refused("lever_unknown", name=shown(key))
    found = levers()[key]
    low, high = found.meaning.low, found.meaning.high
    if isinstance(found.default, int):
        return key, whole(key, value, int(low), int(high))
    return key, number(key, value, low, high)


def heading(regime: str) -> dict[str, Any]:
    """What a regime is called and what it stands for, in both languages."""
    return _heading(regimes()[regime])


def _heading(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "title": {"en": scenario.title_en, "zh": scenario.title_zh},
        "about": {"en": scenario.about_en, "zh": scenario.about_zh},
    }


def _group_of(definition: Definition) -> str:
    return definition.key.split(".")[1]


def _group(name: str, found: list[Definition]) -> dict[str, Any]:
    return {"name": name, "title": GROUPS[name], "levers": [_lever(definition) for definition in found]}


def _lever(definition: Definition) -> dict[str, Any]:
    meaning = definition.meaning
    return {
        "key": definition.key,
        "unit": _unit(meaning.unit),
        "low": meaning.low,
        "high": meaning.high,
        "default": definition.default,
        "whole": isinstance(definition.default, int),
        "about": {"en": meaning.en, "zh": meaning.zh},
    }


def _regime(scenario: Scenario) -> dict[str, Any]:
    return {
        **_heading(scenario),
        "family": scenario.family,
        "timeline": len(scenario.stages) > 1,
        "levers": _moved_by(scenario.stages[0].policy),
        "stages": _later(scenario),
    }


def _later(scenario: Scenario) -> list[dict[str, Any]]:
    """What a regime changes by itself: from which month on which levers have which value. Months count from 0."""
    changes = []
    for before, stage in pairwise(scenario.stages):
        old, new = lever_values(before.policy), lever_values(stage.policy)
        changes.append({"month": stage.month, "levers": {key: new[key] for key in new if new[key] != old[key]}})
    return changes


def _moved_by(policy: Policy) -> dict[str, float]:
    """The levers of a policy that are not at their defaults: all of every regime would be as much as all else together."""
    return {key: value for key, value in lever_values(policy).items() if value != levers()[key].default}


def _measure(measure: Measure) -> dict[str, Any]:
    low, high = measure.range
    return {
        "name": measure.name,
        "title": {"en": measure.english_label, "zh": measure.label_zh},
        "about": {"en": measure.en, "zh": measure.zh},
        "unit": {"en": measure.unit, "zh": measure.unit_zh} if measure.unit_zh else _unit(measure.unit),
        "share": measure.is_share,
        "better": measure.better,
        "low": low,
        "high": high if high < float("inf") else None,  # JSON has no infinity
    }


def _unit(unit: str) -> Both:
    return {"en": unit, "zh": UNITS.get(unit, unit)}
