"""YAML that holds plain data and nothing else: numbers, words, lists, and mappings from words.

Numbers follow YAML 1.2, in which ``1e-3`` is a number while ``010`` and ``1:30`` are words; YAML 1.1 would read 8 and
90 there. Refused are repeated keys, aliases, tags, and (by :func:`refuse_code`) whatever could stand for code.
"""

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml
from wenze.sim.errors import InputError, at, clipped, shown_path
from wenze.sim.language import in_language
from wenze.sim.messages import say

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
        raise InputError(at(source, say("unreadable"), error.strerror or "?")) from None
    except UnicodeDecodeError:
        raise InputError(at(source, say("not_text"))) from None
    except RecursionError:
        raise InputError(at(source, say("nested_too_deeply"))) from None
    except yaml.MarkedYAMLError as error:
        where = _line(source, error.problem_mark) if error.problem_mark else source
        problem = str(error.problem)
        said = in_language(problem, PROBLEMS.get(problem, OTHER_PROBLEM))
        hint = say("quotes_needed") if "did not find expected" in problem else ""
        raise InputError(at(where, say("not_yaml"), said + hint)) from None
    except yaml.YAMLError:  # the one kind without a mark
        raise InputError(at(source, say("not_yaml"), say("not_printable"))) from None


def dump_yaml(data: object) -> str:
    """Plain data as text that :func:`load_yaml` reads back exactly; keys keep their order."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10000)
    return text


def refuse_code(data: object, source: str) -> None:
    """Raise InputError if a key starts with ``_`` or a text holds ``${`` anywhere: settings name things, never code."""
    if isinstance(data, dict):
        for key, value in data.items():
            if str(key).startswith("_"):
                raise InputError(at(source, clipped(str(key)), say("no_underscore")))
            refuse_code(key, source)
            refuse_code(value, source)
    elif isinstance(data, list | tuple):
        for item in data:
            refuse_code(item, source)
    elif isinstance(data, str) and "${" in data:
        raise InputError(at(source, clipped(data), say("no_reference_in_text")))


def _plain(node: yaml.Node, source: str, seen: set[int]) -> Any:
    """The data of a node and of what it contains. An alias is the same node met again: ``seen`` holds those met."""
    where = _line(source, node.start_mark)
    if id(node) in seen:
        raise InputError(at(where, say("no_aliases")))
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
    raise InputError(at(where, say("no_tags", tag=clipped(node.tag))))


def _mapping(node: yaml.MappingNode, source: str, seen: set[int]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        where = _line(source, key_node.start_mark)
        key = _plain(key_node, source, seen)
        if not isinstance(key, str):
            raise InputError(at(where, clipped(str(key)), say("keys_are_words")))
        if key in mapping:
            raise InputError(at(where, clipped(key), say("given_twice")))
        mapping[key] = _plain(value_node, source, seen)
    return mapping


def _number(text: str, kind: str, where: str) -> float:
    try:
        return int(text) if kind == "int" else float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:  # an explicit !!int on something else, or more digits than Python reads
        raise InputError(at(where, clipped(text), say("not_a_number"))) from None


def _line(source: str, mark: yaml.Mark) -> str:
    return say("line", source=source, number=mark.line + 1)


OTHER_PROBLEM = "此处写法有误"
PROBLEMS = {
    "mapping values are not allowed in this context": "此处不应有冒号，或缩进有误",
    "could not find expected ':'": "缺少半角冒号（“键: 值”，冒号后有空格）",
    "did not find expected key": "此处应为键，请检查缩进、引号和括号",
    "did not find expected '-' indicator": "此处应为以“- ”开头的列表项，请检查缩进",
    "did not find expected ',' or ']'": "方括号没有闭合，或缺少逗号",
    "did not find expected ',' or '}'": "花括号没有闭合，或缺少逗号",
    "did not find expected node content": "此处缺少内容，请检查括号",
    "did not find expected <document start>": "此处多出内容",
    "block sequence entries are not allowed in this context": "此处不应有列表项，请检查缩进",
    "found character that cannot start any token": "不能以此字符开头（缩进须用空格，特殊字符须加引号）",
    "found unexpected end of stream": "引号没有闭合",
    "found undefined alias": "引用了未定义的别名",
    "found unknown escape character": "引号内有不认识的转义字符",
    "but found another document": "一个文件只能有一个文档，不能再有 ---",
}
"""What libyaml says in English -> in Chinese, where that can be said more plainly than :data:`OTHER_PROBLEM`."""
