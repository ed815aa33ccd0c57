"""YAML that holds plain data and nothing else: numbers, words, lists, and mappings from words.

Numbers follow YAML 1.2, in which ``1e-3`` is a number while ``010`` and ``1:30`` are words; YAML 1.1 would read 8 and
90 there. Refused are repeated keys, aliases, tags, and (by :func:`refuse_code`) whatever could stand for code.
"""

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from sim.errors import InputError, clipped, shown_path

_TAG = "tag:yaml.org,2002:"
_SCALARS = (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Quotes what either version of YAML would read as something else than words."""


for _kind, _pattern, _first in _SCALARS:
    for _class in (_Loader, _Dumper):
        _class.add_implicit_resolver(_TAG + _kind, re.compile(f"^(?:{_pattern})$"), [*_first])
_Loader.add_implicit_resolver(_TAG + "null", re.compile("^$"), [""])


def load_yaml(path: Path) -> object:
    """The plain data in a file; raises InputError, naming file and line, if it cannot be read or is not plain."""
    source = shown_path(path)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_Loader)
        return None if root is None else _plain(root, source, set())
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{source}: is not text in UTF-8") from None
    except RecursionError:
        raise InputError(f"{source}: is nested too deeply") from None
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise InputError(f"{source}{line}: is not valid YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise InputError(f"{source}: is not valid YAML: {error}") from None


def dump_yaml(data: object) -> str:
    """Plain data as text that :func:`load_yaml` reads back exactly; keys keep their order."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10000)
    return text


def refuse_code(data: object, source: str) -> None:
    """Raise InputError if a key starts with ``_`` or a text holds ``${`` anywhere: settings name things, never code."""
    if isinstance(data, dict):
        for key, value in data.items():
            if str(key).startswith("_"):
                raise InputError(f"{source}: {clipped(str(key))}: keys that start with _ are not allowed")
            refuse_code(key, source)
            refuse_code(value, source)
    elif isinstance(data, list | tuple):
        for item in data:
            refuse_code(item, source)
    elif isinstance(data, str) and "${" in data:
        raise InputError(f"{source}: {clipped(data)}: ${{…}} is not allowed; write the number or the words themselves")


def _plain(node: yaml.Node, source: str, seen: set[int]) -> Any:
    """The data of a node and of what it contains. An alias is the same node met again: ``seen`` holds those met."""
    where = f"{source}, line {node.start_mark.line + 1}"
    if id(node) in seen:
        raise InputError(f"{where}: anchors and aliases (& and *) are not allowed")
    seen.add(id(node))
    kind = node.tag.removeprefix(_TAG)
    if kind == "map" and isinstance(node, yaml.MappingNode):
        return _mapping(node, source, seen)
    if kind == "seq" and isinstance(node, yaml.SequenceNode):
        return [_plain(item, source, seen) for item in node.value]
    if isinstance(node, yaml.ScalarNode):
        if kind == "str":
            return node.value
        if kind == "null":
            return None
        if kind == "bool":
            return node.value.lower() == "true"
        if kind in ("int", "float"):
            return _number(node.value, kind, where)
    raise InputError(f"{where}: tags such as {clipped(node.tag)} are not allowed")


def _mapping(node: yaml.MappingNode, source: str, seen: set[int]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        where = f"{source}, line {key_node.start_mark.line + 1}"
        key = _plain(key_node, source, seen)
        if not isinstance(key, str):
            raise InputError(f"{where}: {clipped(str(key))}: keys must be words")
        if key in mapping:
            raise InputError(f"{where}: {clipped(key)}: is given twice")
        mapping[key] = _plain(value_node, source, seen)
    return mapping


def _number(text: str, kind: str, where: str) -> float:
    try:
        return int(text) if kind == "int" else float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:  # an explicit !!int on something else, or more digits than Python reads
        raise InputError(f"{where}: {clipped(text)}: is not a number that can be read") from None
