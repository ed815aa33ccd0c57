"""From a command line to a request. After the command comes ``key=value``, or one word for those that take one."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wenze.experiments.command import LANG, MOST_THREADS, Command, Key, Request, command, command_names
from wenze.experiments.messages import printable, say
from wenze.experiments.paths import user_path
from wenze.sim.errors import InputError, clipped, suggestion
from wenze.sim.language import known_language, use_language

MOST_DIGITS = 20
LONGEST_ARGUMENT = 50_000
"""Characters that one argument may have: enough for the names of all scenarios that can be compared."""

_ALLOWED = {"folder": "a_folder", "file": "a_file", "threads": "a_count", "count": "a_count", "text": "a_text"}


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
        raise InputError(say("language_wrong", key=key, value=as_typed(value)))
    use_language(chosen)


def parse(arguments: Sequence[str]) -> Request:
    """Read a command line; raises :class:`InputError` on what cannot be understood."""
    for argument in arguments:
        if len(argument) > LONGEST_ARGUMENT:
            raise InputError(say("argument_too_long", start=as_typed(argument), most=LONGEST_ARGUMENT))
    if not arguments or arguments[0] in ("-h", "--help"):
        return Request("help", {}, None, [], ())
    name, *rest = arguments
    if name not in command_names():
        raise InputError(say("command_unknown", word=as_typed(name), hint=suggestion(name, command_names())))
    if "-h" in rest or "--help" in rest or rest == ["help"]:
        return Request("help", {}, name, [], ())
    return _read(command(name), rest, tuple(arguments))


def _read(asked: Command, rest: Sequence[str], arguments: tuple[str, ...]) -> Request:
    keys: dict[str, str] = {}
    overrides: dict[str, str] = {}
    word = None
    for argument in rest:
        key, sign, value = argument.partition("=")
        if not sign:
            _check_list_is_whole(keys, argument)
            _check_word(asked, argument, word)
            word = argument
        elif key in keys or key in overrides:
            raise InputError(say("key_twice", key=as_typed(key)))
        elif own := asked.key(key):
            _check_value(own, value)
            keys[key] = value
        else:
            _check_override(asked, key)
            overrides[key] = argument
    return Request(asked.name, keys, word, list(overrides.values()), arguments)


def _check_value(key: Key, value: str) -> None:
    """Refuse a value that cannot be one of its key's."""
    if not value:
        raise InputError(say("key_empty", key=key.name, allowed=say(_ALLOWED.get(key.kind, "a_name"))))
    if key.kind == "choice" and value not in key.choices:
        allowed = say("or").join(key.choices)
        raise InputError(say("choice_wrong", key=key.name, value=as_typed(value), allowed=allowed))
    if key.kind == "threads" and not (_is_count(value) and 1 <= int(value) <= MOST_THREADS):
        raise InputError(say("threads_wrong", value=as_typed(value), most=MOST_THREADS))
    if key.kind == "count" and not _is_count(value):
        raise InputError(say("count_wrong", key=key.name, value=as_typed(value)))


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < MOST_DIGITS


def _check_list_is_whole(keys: Mapping[str, str], argument: str) -> None:
    """Refuse a word that is the rest of a list with a blank in it."""
    for key, value in keys.items():
        if value.startswith("[") and "]" not in value:
            raise InputError(say("list_cut", key=key, value=as_typed(f"{value} {argument}")))


def _check_word(asked: Command, argument: str, earlier: str | None) -> None:
    if asked.word is None:
        key = argument.lstrip("-").partition("=")[0]
        hint = suggestion(key, [f"{name}=" for name in _plain_keys(asked)])
        raise InputError(say("word_unexpected", command=asked.name, word=as_typed(argument), hint=hint))
    if earlier is not None:
        raise InputError(say("words_too_many", command=asked.name, word=as_typed(argument)))


def _check_override(asked: Command, key: str) -> None:
    """Refuse a key that is neither the command's own nor looks like a parameter's; those are checked with the rest."""
    if asked.parameters and "." in key:
        return
    if key in _undotted(asked):
        return
    known = [*_plain_keys(asked), *(_parameters() if asked.parameters else [])]
    raise InputError(say("key_unknown", command=asked.name, key=as_typed(key), hint=suggestion(key.lstrip("-"), known)))


def _plain_keys(asked: Command) -> list[str]:
    return [*(key.name for key in asked.keys if key.kind != "parameter"), LANG.name, *_undotted(asked)]


def _undotted(asked: Command) -> list[str]:
    """Parameters without a dot that a command takes: those of its keys, or all."""
    named = [key.name for key in asked.keys if key.kind == "parameter" and "." not in key.name]
    return [key for key in _parameters() if "." not in key] if asked.parameters else named


def _parameters() -> list[str]:
    from wenze.sim.settings.parameters import definitions  # takes longer to import than a mistyped command to refuse

    return [definition.key for definition in definitions()]


def names_in(request: Request, key: str) -> list[str] | None:
    """The names in a value like ``a`` or ``[a,b]``; None if the key is not given. Raises InputError."""
    value = request.keys.get(key)
    if value is None:
        return None
    inside = value.strip()
    if inside.startswith("[") != inside.endswith("]"):
        raise InputError(say("list_broken", key=key, value=as_typed(value)))
    inside = inside.removeprefix("[").removesuffix("]").strip()
    if not inside:
        raise InputError(say("list_empty", key=key, value=as_typed(value)))
    names = [name.strip().strip("'\"") for name in inside.split(",")]
    if not all(names):
        raise InputError(say("list_broken", key=key, value=as_typed(value)))
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(say("list_repeats", key=key, value=as_typed(value), name=as_typed(name)))
        seen.add(name)
    return names


def as_typed(text: str) -> str:
    """A part of the command line as it is shown in a message, on one line and cut short if it is long."""
    return printable(clipped(text))


def choice_in(request: Request, key: Key) -> str:
    """The word given for a key with choices, or the one that holds without."""
    return request.keys.get(key.name, key.choices[0])


def count_in(request: Request, key: str) -> int | None:
    """The whole number given for a key, None if there is none."""
    return int(request.keys[key]) if key in request.keys else None


def folder_in(request: Request) -> Path | None:
    """The user's own folder asked for by ``folder=``, None if there is none. Raises InputError."""
    return user_path("folder", request.keys["folder"]) if "folder" in request.keys else None
