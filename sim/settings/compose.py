"""Settings: everything that determines the numbers of a run, composed from defaults, overrides and scenarios.

Overrides are texts ``key=value`` as on the command line. Hydra composes them once with the defaults, which stand in the
parameter groups and nowhere else; scenarios are then resolved on the result (:mod:`wenze.sim.settings.scenarios`). Settings are
frozen: a variant is a copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.sim.errors import InputError, at, clipped, suggestion
from wenze.sim.messages import listed, say
from wenze.sim.settings.checking import allowed, check, first_fault, parameters
from wenze.sim.settings.parameters import Run, World
from wenze.sim.settings.scenarios import (
    Plain,
    Scenario,
    ScenarioFile,
    Stage,
    available,
    family_and_name,
    merged,
    resolve,
    scenario_from_plain,
    scenario_paths,
    scenario_to_plain,
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
    "available",
    "compose",
    "dump_yaml",
    "from_plain",
    "load_yaml",
    "to_plain",
]

REFERENCE = "blanket_punishment"

Mode = Literal["compare", "run"]


@dataclass(frozen=True)
class Settings:
    """Everything that determines the numbers. Scenarios stand in order of family and name, however asked for."""

    run: Run
    world: World
    scenarios: tuple[Scenario, ...]
    reference: str


def compose(
    overrides: Sequence[str],
    *,
    names: Sequence[str] | None,
    reference: str | None,
    folder: Path | None,
    mode: Mode,
) -> Settings:
    """Settings from overrides ``key=value`` and names of scenarios.

    In mode ``compare`` overrides of ``policy`` change the base under the scenarios, which are all there are unless
    ``names`` are given; the reference is added to them. In mode ``run`` they change the one scenario named, in every
    month, and that scenario is its own reference. ``folder`` holds scenarios of the user's own. Raises InputError.
    """
    given = _read_overrides(overrides)
    paths = scenario_paths(folder)
    chosen, reference = _choose(names, reference, paths, mode)
    composed = _compose(given)
    try:
        base = _Base.model_validate(composed)
    except ValidationError as error:
        fault = first_fault(error, _Base)  # of an override: the defaults are in range
        raise InputError(at(_shown_override(given[fault.key]), fault.reason)) from None
    on_top = _picked(composed, given) if mode == "run" else {}
    return Settings(
        run=Run.model_validate(base.model_dump(include=set(Run.model_fields))),
        world=base.world,
        scenarios=resolve(chosen, paths, base.policy.model_dump(), on_top.get("policy", {})),
        reference=reference,
    )


def to_plain(settings: Settings) -> Plain:
    """Settings as plain data, complete and always in the same order; :func:`from_plain` is the inverse."""
    return {
        "run": settings.run.model_dump(),
        "reference": settings.reference,
        "world": settings.world.model_dump(),
        "scenarios": {scenario.name: scenario_to_plain(scenario) for scenario in settings.scenarios},
    }


def from_plain(data: object, source: str) -> Settings:
    """Settings from what :func:`to_plain` gave; nothing may be missing.

    Raises InputError, naming ``source``, the key, its value and what is allowed.
    """
    plain = check(_Plain, data, source, complete=True)
    if plain.reference not in plain.scenarios:
        raise InputError(at(source, unknown_scenario(plain.reference, plain.scenarios, "reference=")))
    scenarios = [scenario_from_plain(name, content, source) for name, content in plain.scenarios.items()]
    return Settings(plain.run, plain.world, tuple(sorted(scenarios, key=family_and_name)), plain.reference)


class _Base(Run):
    """What overrides can set: the dotted names of its numbers are the keys."""

    world: World = World()
    policy: Policy = Policy()


class _Plain(Group):
    """Settings as plain data; the scenarios are checked one by one."""

    run: Run
    reference: str
    world: World
    scenarios: dict[str, Any] = Field(min_length=1)


def _choose(
    names: Sequence[str] | None, reference: str | None, paths: Mapping[str, Path], mode: Mode
) -> tuple[list[str], str]:
    """The scenarios to run, and the reference, which is one of them."""
    chosen = list(paths) if names is None else list(dict.fromkeys(names))
    known = listed(sorted(paths))
    for name in chosen:
        if name not in paths:
            key = "scenarios=" if mode == "compare" else "scenario="
            raise InputError(unknown_scenario(name, paths, key))
    if mode == "run":
        if names is None or len(chosen) != 1:
            raise InputError(at(f"scenario={','.join(names or ())}", say("name_one_scenario", names=known)))
        if reference not in (None, chosen[0]):
            raise InputError(at(f"reference={clipped(str(reference))}", say("no_reference_alone")))
        return chosen, chosen[0]
    if not chosen:
        raise InputError(at("scenarios=[]", say("name_a_scenario", names=known)))
    reference = REFERENCE if reference is None else reference
    if reference not in paths:
        raise InputError(unknown_scenario(reference, paths, "reference="))
    return list(dict.fromkeys([*chosen, reference])), reference


def _read_overrides(overrides: Sequence[str]) -> dict[str, str]:
    """The overrides by key, as they were written. Raises InputError unless each sets another known number."""
    given: dict[str, str] = {}
    for override in overrides:
        key, _, value = override.partition("=")
        shown = _shown_override(override)
        _check_key(key, shown)
        if not value.strip():
            raise InputError(at(shown, say("no_value", allowed=allowed(parameters()[key]))))
        if "${" in value:
            raise InputError(at(shown, say("no_reference_in_value", allowed=allowed(parameters()[key]))))
        if key in given:
            raise InputError(at(shown, say("key_given_twice", key=key)))
        given[key] = override
    return given


def _shown_override(override: str) -> str:
    return say("override", given=clipped(override) or repr(override))


def _check_key(key: str, shown: str) -> None:
    """Raise InputError unless a key is that of a parameter."""
    if key in parameters():
        return
    inside = [known for known in parameters() if known.startswith(f"{key}.")]
    if inside:
        raise InputError(at(shown, say("is_group", key=key, inside=inside[0])))
    if key.startswith(("+", "~")):
        raise InputError(at(shown, say("no_plus_or_tilde")))
    if key.startswith("hydra") or "@" in key or any(part.startswith("_") for part in key.split(".")):
        raise InputError(at(shown, say("not_allowed")))
    near = suggestion(key, parameters())
    raise InputError(at(shown, say("unknown_key") + (near or say("parameters_lists_keys"))))


def _compose(given: Mapping[str, str]) -> Plain:
    """Defaults and overrides as plain data. Raises InputError for a value that is not a single number."""
    # Slow to import, so only where it is needed.
    import hydra
    from hydra.core.config_store import ConfigStore
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException
    from omegaconf import OmegaConf

    parser = OverridesParser.create()
    for key, override in given.items():
        try:
            value = parser.parse_override(override).value()
        except (HydraException, ValueError, RecursionError):
            value = None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(at(_shown_override(override), allowed(parameters()[key])))
    ConfigStore.instance().store("wenze", _Base().model_dump())
    with hydra.initialize(version_base="1.3", config_path=None):
        composed = OmegaConf.to_container(hydra.compose("wenze", list(given.values())))
    assert isinstance(composed, dict)
    return {str(key): value for key, value in composed.items()}


def _picked(composed: Plain, keys: Mapping[str, str]) -> Plain:
    """The part of nested data that the dotted keys name."""
    picked: Plain = {}
    for key in keys:
        value: Any = composed
        for name in key.split("."):
            value = value[name]
        for name in reversed(key.split(".")):
            value = {name: value}
        picked = merged(picked, value)
    return picked
