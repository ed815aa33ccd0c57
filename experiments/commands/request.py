"""What a command line asks for. After the command comes ``key=value``, or one word for those that show things."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wenze.experiments.messages import say, shown
from wenze.sim.errors import InputError, suggestion
from wenze.sim.language import known_language, use_language

KEYS: dict[str, tuple[str, ...]] = {
    "compare": ("scenarios", "reference", "figures", "size", "parts", "threads", "out", "config", "folder"),
    "run": ("scenario", "threads", "out", "config", "folder"),
    "list": ("folder",),
    "facts": ("replications", "months", "seed"),
    "fit": ("replications", "months", "seed", "threads", "out"),
    "parameters": (),
    "help": (),
}
EVERYWHERE = ("lang",)
"""The keys of every command, taken out of the command line before it is parsed."""

SETTING = ("compare", "run")
"""The commands that also take parameters of the model."""

CHOICES: dict[str, tuple[str, ...]] = {
    "figures": ("true", "false"),
    "size": ("paper", "slide"),
    "parts": ("false", "true"),
}
"""The keys that take one of a few words, the first of which holds if the key is not given."""

MOST_THREADS = 1024

_ALLOWED = {
    "out": "a_folder",
    "folder": "a_folder",
    "config": "a_file",
    "threads": "a_count",
    "replications": "a_count",
    "months": "a_count",
    "seed": "a_count",
}


class Request(NamedTuple):
    """A command, its own keys with their values as typed, its one word if any, and parameters as ``key=value``."""

    command: str
    keys: dict[str, str]
    word: str | None
    overrides: list[str]


def without_language(arguments: Sequence[str], surroundings: Mapping[str, str]) -> list[str]:
    """Let the session speak the language asked for, wherever ``lang=`` stands, and give the other arguments.

    Without ``lang=`` the environment variable WENZE_LANG decides, and without that it is English. Raises
    :class:`InputError` for a language that is not there.
    """
    use_language("en")
    asked = [argument.removeprefix("lang=") for argument in arguments if argument.startswith("lang=")]
    variable = surroundings.get("WENZE_LANG", "")
    if variable and (known_language(variable) or not asked):
        _speak("WENZE_LANG", variable)
    for value in asked:
        _speak("lang", value)
    if len(asked) > 1:
        raise InputError(say("key_twice", key="lang"))
    return [argument for argument in arguments if not argument.startswith("lang=")]


def _speak(key: str, value: str) -> None:
    chosen = known_language(value)
    if chosen is None:
        raise InputError(say("language_wrong", key=key, value=shown(value)))
    use_language(chosen)


def parse(arguments: Sequence[str]) -> Request:
    """Read a command line; raises :class:`InputError` on what cannot be understood. Values are checked later."""
    if not arguments or arguments[0] in ("-h", "--help"):
        return Request("help", {}, None, [])
    if arguments[0] == "--version":
        return Request("version", {}, None, [])
    command, *rest = arguments
    if command not in KEYS:
        raise InputError(say("command_unknown", word=shown(command), hint=suggestion(command, KEYS)))
    if "-h" in rest or "--help" in rest or rest == ["help"]:
        return Request("help", {}, command, [])
    keys: dict[str, str] = {}
    overrides: dict[str, str] = {}
    word = None
    for argument in rest:
        key, sign, value = argument.partition("=")
        if not sign:
            _check_list_is_whole(keys, argument)
            _check_word(command, argument, word)
            word = argument
        elif key in keys or key in overrides:
            raise InputError(say("key_twice", key=shown(key)))
        elif key in KEYS[command]:
            if not value:
                raise InputError(say("key_empty", key=key, allowed=say(_ALLOWED.get(key, "a_name"))))
            keys[key] = value
        else:
            _check_override(command, key)
            overrides[key] = argument
    return Request(command, keys, word, list(overrides.values()))


def _check_list_is_whole(keys: Mapping[str, str], argument: str) -> None:
    """Refuse a word that is the rest of a list with a blank in it."""
    for key, value in keys.items():
        if value.startswith("[") and "]" not in value:
            raise InputError(say("list_cut", key=key, value=shown(f"{value} {argument}")))


def _check_word(command: str, argument: str, earlier: str | None) -> None:
    if command in SETTING:
        key = argument.lstrip("-").partition("=")[0]
        hint = suggestion(key, [f"{name}=" for name in _plain_keys(command)])
        raise InputError(say("word_unexpected", command=command, word=shown(argument), hint=hint))
    if earlier is not None:
        raise InputError(say("words_too_many", command=command, word=shown(argument)))


def _check_override(command: str, key: str) -> None:
    """Refuse a key that is neither the command's own nor looks like a parameter's; those are checked with the rest."""
    if command in SETTING and "." in key:
        return
    if command not in SETTING or key not in _undotted_parameters():
        known = [*_plain_keys(command), *_dotted_parameters()] if command in SETTING else _own_keys(command)
        raise InputError(say("key_unknown", command=command, key=shown(key), hint=suggestion(key.lstrip("-"), known)))


def _plain_keys(command: str) -> list[str]:
    return [*_own_keys(command), *_undotted_parameters()]


def _own_keys(command: str) -> list[str]:
    return [*KEYS[command], *EVERYWHERE]


def _undotted_parameters() -> list[str]:
    return [key for key in _parameters() if "." not in key]


def _dotted_parameters() -> list[str]:
    return [key for key in _parameters() if "." in key]


def _parameters() -> list[str]:
    from wenze.sim.settings.parameters import (
        definitions,  # takes longer to import than a mistyped command takes to refuse
    )

    return [definition.key for definition in definitions()]


def names_in(request: Request, key: str) -> list[str] | None:
    """The names in a value like ``a`` or ``[a,b]``; None if the key is not given."""
    value = request.keys.get(key)
    if value is None:
        return None
    inside = value.strip()
    if inside.startswith("[") != inside.endswith("]"):
        raise InputError(say("list_broken", key=key, value=shown(value)))
    inside = inside.removeprefix("[").removesuffix("]").strip()
    if not inside:
        raise InputError(say("list_empty", key=key, value=shown(value)))
    names = [name.strip().strip("'\"") for name in inside.split(",")]
    if not all(names):
        raise InputError(say("list_broken", key=key, value=shown(value)))
    for name in names:
        if names.count(name) > 1:
            raise InputError(say("list_repeats", key=key, value=shown(value), name=shown(name)))
    return names


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads_in(request: Request, default: int) -> int:
    """The number of threads asked for, or the default."""
    value = request.keys.get("threads")
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= MOST_THREADS):
        raise InputError(say("threads_wrong", value=shown(value), most=MOST_THREADS))
    return int(value)


def choice_in(request: Request, key: str) -> str:
    """The word given for one of :data:`CHOICES`, or the one that holds without."""
    choices = CHOICES[key]
    value = request.keys.get(key, choices[0])
    if value not in choices:
        raise InputError(say("choice_wrong", key=key, value=shown(value), allowed=say("or").join(choices)))
    return value
