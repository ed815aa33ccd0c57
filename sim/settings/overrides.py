"""Overrides: texts ``key=value`` as on the command line, laid over the defaults.

Hydra takes them apart and OmegaConf lays them over; neither keeps anything, so that settings can be made inside an
application of Hydra's, in several threads at once, and again and again. Both take long to import, and wait until
there is an override.

A value is one number, written as in the files of settings (:func:`wenze.sim.settings.yaml.number_in`): ``0.5``,
``.5``, ``1e-3``, ``24`` and ``24.0`` are numbers; ``'0.5'``, ``1_000``, ``0x10``, ``true``, ``float(1)`` and
``choice(1,2)`` are none.
"""

import math
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from wenze.sim.errors import InputError, at, clipped, nearest
from wenze.sim.messages import say
from wenze.sim.settings.checking import allowed, parameters
from wenze.sim.settings.yaml import number_in

Plain = dict[str, Any]

_one_at_a_time = threading.Lock()
"""The parser keeps what it has learned of the grammar where all threads share it, and does not guard it."""


def read_overrides(overrides: Sequence[str]) -> dict[str, str]:
    """The values of overrides by key, as they were written. Raises InputError unless each sets another known number."""
    given: dict[str, str] = {}
    for override in overrides:
        key, _, value = override.partition("=")
        _check_key(key, override)
        if not value.strip():
            raise override_refused(override, say("no_value", allowed=allowed(parameters()[key])))
        if "${" in value:
            raise override_refused(override, say("no_reference_in_value", allowed=allowed(parameters()[key])))
        if key in given:
            raise override_refused(override, say("key_given_twice", key=key))
        given[key] = value
    return given


def override_refused(override: str, reason: str) -> InputError:
    """The error that says what is wrong with an override."""
    key, _, value = override.partition("=")
    message = at(say("override", given=clipped(override) or repr(override)), reason)
    return InputError(message, key=clipped(key), value=clipped(value), allowed=reason)


def laid_over(defaults: Plain, given: Mapping[str, str]) -> Plain:
    """Defaults and overrides as plain data. Raises InputError for a value that is not a single number."""
    if not given:
        return defaults
    from omegaconf import OmegaConf

    config = OmegaConf.create(defaults)
    for key, number in _numbers(given).items():
        OmegaConf.update(config, key, number)
    composed = OmegaConf.to_container(config)
    assert isinstance(composed, dict)
    return {str(key): value for key, value in composed.items()}


def _numbers(given: Mapping[str, str]) -> dict[str, int | float]:
    from hydra.core.override_parser.overrides_parser import OverridesParser

    numbers: dict[str, int | float] = {}
    with _one_at_a_time:
        parser = OverridesParser.create()
        for key, value in given.items():
            number = number_in(value.strip(" "))
            if number is None or not math.isfinite(number):
                raise override_refused(f"{key}={value}", allowed(parameters()[key]))
            parsed = parser.parse_override(f"{key}={value}")
            assert parsed.key_or_group == key
            numbers[key] = parsed.value()  # type: ignore[assignment]
    return numbers


def _check_key(key: str, override: str) -> None:
    """Raise InputError unless a key is that of a parameter."""
    if key in parameters():
        return
    inside = [known for known in parameters() if known.startswith(f"{key}.")]
    if inside:
        raise override_refused(override, say("is_group", key=key, inside=inside[0]))
    if key.startswith(("+", "~")):
        raise override_refused(override, say("no_plus_or_tilde"))
    if key.startswith("hydra") or "@" in key or any(part.startswith("_") for part in key.split(".")):
        raise override_refused(override, say("not_allowed"))
    near = nearest(key, parameters())
    hint = say("did_you_mean", near=near) if near else say("parameters_lists_keys")
    raise override_refused(override, say("unknown_key") + hint)
