"""Settings: everything that determines the numbers of a run, composed from defaults, overrides and scenarios.

Overrides are texts ``key=value`` as on the command line, laid once over the defaults (:mod:`wenze.sim.settings.overrides`),
which stand in the parameter groups and nowhere else; scenarios are then resolved on the result
(:mod:`wenze.sim.settings.scenarios`). Settings are frozen: a variant is a copy.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.sim.errors import InputError, at, clipped, listed_briefly, quoted, refused
from wenze.sim.messages import say
from wenze.sim.settings.checking import Gaps, check, first_fault
from wenze.sim.settings.folders import MOST_SCENARIOS, Found, scenario_paths
from wenze.sim.settings.labels import family_and_name
from wenze.sim.settings.overrides import laid_over, override_refused, read_overrides
from wenze.sim.settings.parameters import MOST_LIVED, Run, World
from wenze.sim.settings.scenarios import (
    Layers,
    Plain,
    Scenario,
    ScenarioFile,
    Stage,
    Survey,
    available,
    family_faults,
    layers_of,
    merged,
    scenario_from_plain,
    scenario_to_plain,
    survey,
    unknown_scenario,
)
from wenze.sim.settings.yaml import dump_yaml, load_yaml

__all__ = [
    "REFERENCE",
    "InputError",
    "Scenario",
    "ScenarioFile",
    "Settings",
    "Stage",
    "Survey",
    "available",
    "compose",
    "dump_yaml",
    "from_plain",
    "load_yaml",
    "survey",
    "to_plain",
]

REFERENCE = "blanket_punishment"

MOST_STAGES = 1_000
"""The most stages that the scenarios of one comparison may have together: so many fit into a file of settings."""

Mode = Literal["compare", "run"]


@dataclass(frozen=True)
class Settings:
    """Everything that determines the numbers. Scenarios stand in order of family and name, however asked for.

    ``status_quo`` is the policy of the months of spin-up, before any scenario begins.
    """

    run: Run
    world: World
    scenarios: tuple[Scenario, ...]
    reference: str
    status_quo: Policy = field(default_factory=Policy)


def compose(
    overrides: Sequence[str],
    *,
    names: Sequence[str] | None,
    reference: str | None,
    folder: str | os.PathLike[str] | None,
    mode: Mode,
) -> Settings:
    """Settings from overrides ``key=value`` and names of scenarios.

    In mode ``compare`` overrides of ``policy`` change the base under the scenarios, which are all there are unless
    ``names`` are given; the reference is added to them. In mode ``run`` they change the one scenario named, in every
    month, and that scenario is its own reference. In both the base is the status quo under which the world lives before the
    switch. ``folder`` holds scenarios of the user's own; files in it that cannot be scenarios are passed over unless one is
    named (:func:`survey` tells of them). Raises InputError.

    >>> from wenze.sim.settings.compose import compose
    >>> settings = compose(["months=24"], names=["oversight"], reference=None, folder=None, mode="compare")
    >>> [scenario.name for scenario in settings.scenarios]
    ['blanket_punishment', 'oversight']
    """
    return makings(overrides, names=names, reference=reference, folder=folder, mode=mode).settings()


@dataclass(frozen=True)
class Makings:
    """What settings are made of, so that many can be made that differ in some numbers only.

    ``numbers`` are those of run, world and status quo as plain nested data, ``layers`` what each scenario sets on them,
    ``on_top`` what overrides every scenario in every month.
    """

    numbers: Plain
    layers: tuple[Layers, ...]
    reference: str
    on_top: Plain = field(default_factory=dict)

    def settings(self, changed: Mapping[str, int | float] = MappingProxyType({})) -> Settings:
        """Settings in which some numbers, by dotted key, are others; of a lever, in the base under the scenarios.

        Raises InputError for a number out of its range.
        """
        try:
            base = _Base.model_validate(merged(self.numbers, *(nested(key, value) for key, value in changed.items())))
        except ValidationError as error:
            fault = first_fault(error, _Base)
            raise override_refused(f"{fault.key}={changed.get(fault.key, fault.value)}", fault.reason) from None
        as_they_are = not any(key.startswith("policy.") for key in changed)
        settings = Settings(
            run=Run.model_validate(base.model_dump(include=set(Run.model_fields))),
            world=base.world,
            scenarios=self._scenarios if as_they_are else self._scenarios_on(base.policy),
            reference=self.reference,
            status_quo=base.policy,
        )
        _check_size(settings.scenarios)
        _check_length(settings.run)
        return settings

    @cached_property
    def _scenarios(self) -> tuple[Scenario, ...]:
        return self._scenarios_on(Policy.model_validate(self.numbers["policy"]))

    def _scenarios_on(self, base: Policy) -> tuple[Scenario, ...]:
        plain = base.model_dump()
        return tuple(layers.on(plain, self.on_top) for layers in self.layers)


def makings(
    overrides: Sequence[str],
    *,
    names: Sequence[str] | None,
    reference: str | None,
    folder: str | os.PathLike[str] | None,
    mode: Mode,
) -> Makings:
    """What :func:`compose` makes settings of. Raises InputError."""
    _check_kinds(overrides, names, reference, folder, mode)
    given = read_overrides(overrides)
    found = scenario_paths(None if folder is None else Path(folder))
    chosen, reference = _choose(names, reference, found, mode)
    composed = laid_over(_Base().model_dump(), given)
    try:
        _Base.model_validate(composed)
    except ValidationError as error:
        fault = first_fault(error, _Base)  # of an override: the defaults are in range
        raise override_refused(f"{fault.key}={given[fault.key]}", fault.reason) from None
    on_top = _picked(composed, given).get("policy", {}) if mode == "run" else {}
    return Makings(composed, layers_of(chosen, found), reference, on_top)


def to_plain(settings: Settings) -> Plain:
    """Settings as plain data, complete and always in the same order; :func:`from_plain` is the inverse."""
    return {
        "run": settings.run.model_dump(),
        "reference": settings.reference,
        "world": settings.world.model_dump(),
        "status_quo": settings.status_quo.model_dump(),
        "scenarios": {scenario.name: scenario_to_plain(scenario) for scenario in settings.scenarios},
    }


def from_plain(data: object, source: str, gaps: Gaps | None = None) -> Settings:
    """Settings from what :func:`to_plain` gave; nothing may be missing.

    With ``gaps``, for what is not run again: what a wenze of another time left out is its default, what it had beside is
    left aside, and both are noted there. Raises InputError, naming ``source``, the key, its value and what is allowed.
    """
    plain = check(_Plain, data, source, complete=True, gaps=gaps)
    if plain.reference not in plain.scenarios:
        raise unknown_scenario(plain.reference, plain.scenarios, key="reference", place=source)
    found = [scenario_from_plain(name, content, source, gaps) for name, content in plain.scenarios.items()]
    scenarios = tuple(sorted(found, key=family_and_name))
    for fault in family_faults(scenarios, lambda name: at(source, f"scenarios.{name}")).values():
        raise fault
    _check_size(scenarios, source)
    _check_length(plain.run, source, "run.")
    return Settings(plain.run, plain.world, scenarios, plain.reference, plain.status_quo)


class _Base(Run):
    """What overrides can set: the dotted names of its numbers are the keys."""

    world: World = World()
    policy: Policy = Policy()


class _Plain(Group):
    """Settings as plain data; the scenarios are checked one by one."""

    run: Run
    reference: str
    world: World
    status_quo: Policy
    scenarios: dict[str, Any] = Field(min_length=1, max_length=MOST_SCENARIOS)


def _check_kinds(overrides: object, names: object, reference: object, folder: object, mode: object) -> None:
    """Raise InputError for what cannot come from the command line but can from Python."""
    if not _are_texts(overrides):
        raise _refused_kind("overrides", overrides, say("must_be_texts", example='["months=24"]'))
    if names is not None and not _are_texts(names):
        raise _refused_kind("names", names, say("must_be_texts", example='["oversight"]'))
    if not isinstance(reference, str | None):
        raise _refused_kind("reference", reference, say("must_be_one_text"))
    if not isinstance(folder, str | os.PathLike | None):
        raise _refused_kind("folder", folder, say("must_be_path"))
    if mode not in get_args(Mode):
        raise _refused_kind("mode", mode, say("must_be_mode"))


def _are_texts(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(item, str) for item in value)


def _refused_kind(key: str, value: object, allowed: str) -> InputError:
    return refused(allowed, key=key, value=quoted(value))


def _check_size(scenarios: Sequence[Scenario], place: str = "") -> None:
    """Raise InputError for more than one comparison can hold."""
    count = sum(len(scenario.stages) for scenario in scenarios)
    if len(scenarios) > MOST_SCENARIOS:
        reason = say("scenarios_at_most", most=MOST_SCENARIOS, count=len(scenarios))
        raise refused(reason, place=place, key="scenarios")
    if count > MOST_STAGES:
        raise refused(say("stages_at_most", most=MOST_STAGES, count=count), place=place, key="scenarios")


def _check_length(run: Run, place: str = "", prefix: str = "") -> None:
    """Raise InputError for more months than a world can live."""
    if run.spin_up + run.months > MOST_LIVED:
        reason = say("months_at_most", room=MOST_LIVED - run.months, months=run.months, most=MOST_LIVED)
        raise refused(reason, place=place, key=f"{prefix}spin_up", value=str(run.spin_up))


def _choose(names: Sequence[str] | None, reference: str | None, found: Found, mode: Mode) -> tuple[list[str], str]:
    """The scenarios to run, and the reference, which is one of them."""
    chosen = list(found.paths) if names is None else list(dict.fromkeys(names))
    if len(chosen) > MOST_SCENARIOS:
        raise refused(say("scenarios_at_most", most=MOST_SCENARIOS, count=len(chosen)), key="scenarios")
    for name in chosen:
        _check_known(name, found, "scenarios" if mode == "compare" else "scenario")
    known = listed_briefly(sorted(found.paths))
    if mode == "run":
        if names is None or len(chosen) != 1:
            value = clipped(",".join(names or ()))
            raise refused(say("name_one_scenario", names=known), key="scenario", value=value)
        if reference not in (None, chosen[0]):
            raise refused(say("no_reference_alone"), key="reference", value=clipped(str(reference)))
        return chosen, chosen[0]
    if not chosen:
        raise refused(say("name_a_scenario", names=known), key="scenarios", value="[]")
    reference = REFERENCE if reference is None else reference
    _check_known(reference, found, "reference")
    return list(dict.fromkeys([*chosen, reference])), reference


def _check_known(name: str, found: Found, key: str) -> None:
    """Raise InputError unless a scenario is there, saying why if it is because of its file's name."""
    if name in found.faults:
        raise found.faults[name]
    if name not in found.paths:
        raise unknown_scenario(name, found.paths, key=key)


def _picked(composed: Plain, keys: Mapping[str, str]) -> Plain:
    """The part of nested data that the dotted keys name."""
    picked: Plain = {}
    for key in keys:
        value: Any = composed
        for name in key.split("."):
            value = value[name]
        picked = merged(picked, nested(key, value))
    return picked


def nested(key: str, value: Any) -> Plain:
    """A value as plain nested data under its dotted key.

    >>> from wenze.sim.settings.compose import nested
    >>> nested("world.people.prize", 50)
    {'world': {'people': {'prize': 50}}}
    """
    for name in reversed(key.split(".")):
        value = {name: value}
    return dict(value)
