"""YAML that holds plain data and nothing else: numbers, words, lists, and mappings from words.

Numbers follow YAML 1.2, in which ``1e-3`` is a number while ``010``, ``1_000`` and ``1:30`` are words; YAML 1.1 would
read 8, 1000 and 90 there. Refused are repeated keys, aliases, tags, whatever is larger or deeper than its limits, and
(by :func:`refuse_code`) whatever could stand for code. What a refusal says of a file is the line and what is wrong
there, never the text: the file may be anything.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from wenze.sim.errors import InputError, at, clipped, reason_of, refused, shown_path
from wenze.sim.language import in_language
from wenze.sim.messages import say


class Limits(NamedTuple):
    """The most that a file may hold: bytes, and values (of keys, numbers, texts, lists and mappings taken together)."""

    size: int
    values: int


SCENARIO_FILE = Limits(200_000, 10_000)
SETTINGS_FILE = Limits(10_000_000, 150_000)
DEEPEST = 20
"""How many lists and mappings may stand inside each other."""

_TAG = "tag:yaml.org,2002:"
_SCALARS = (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
)
_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern, _ in _SCALARS]
_FIRST = frozenset("".join(first for _, _, first in _SCALARS))
_LONGEST_NUMBER = 400  # digits: any number of ours has fewer, and Python reads no more than 4300

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Quotes what either version of YAML would read as something else than words."""


for _kind, _pattern, _first in _SCALARS:
    _Dumper.add_implicit_resolver(_TAG + _kind, re.compile(f"^(?:{_pattern})$"), [*_first])


def load_yaml(path: Path, limits: Limits = SETTINGS_FILE) -> object:
    """The plain data in a file; raises InputError, naming file and line, if it cannot be read or is not plain."""
    source = shown_path(path)
    text = ordinary_text(path, source, limits.size)
    try:
        return _Reader(yaml.parse(text, Loader=_Loader), source, limits.values).document()
    except yaml.MarkedYAMLError as error:
        where = say("line", source=source, number=error.problem_mark.line + 1) if error.problem_mark else source
        raise refused(_not_yaml(str(error.problem)), place=where) from None
    except yaml.YAMLError:  # the one kind without a mark
        raise refused(at(say("not_yaml"), say("not_printable")), place=source) from None


def dump_yaml(data: object) -> str:
    """Plain data as text that :func:`load_yaml` reads back exactly; keys keep their order."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10000)
    return text


def number_in(text: str) -> int | float | None:
    """The number that a text without quotes stands for, or None if it stands for something else."""
    try:
        value = _scalar(text)
    except ValueError:
        return None
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def refuse_code(data: object, source: str) -> None:
    """Raise InputError if a key starts with ``_`` or a text holds ``${`` anywhere: settings name things, never code."""
    if isinstance(data, dict):
        for key, value in data.items():
            if str(key).startswith("_"):
                raise refused(say("no_underscore"), place=source, key=clipped(str(key)))
            refuse_code(key, source)
            refuse_code(value, source)
    elif isinstance(data, list | tuple):
        for item in data:
            refuse_code(item, source)
    elif isinstance(data, str) and "${" in data:
        raise refused(say("no_reference_in_text"), place=source, value=clipped(data))


def ordinary_text(path: Path, source: str, most: int) -> str:
    """What stands in an ordinary file of text that is not too large; nothing of any other is read. Raises InputError."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refused(say("must_be_ordinary"), place=source)
        if path.stat().st_size > most:
            raise refused(say("file_too_large", most=most), place=source)
        # A pipe that takes the file's place in this moment must not be waited for.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as file:
            content = file.read(most + 1)  # some files, as those of /proc, do not tell their size
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise refused(at(say("unreadable"), reason_of(error)), place=source) from None
    if len(content) > most:
        raise refused(say("file_too_large", most=most), place=source)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(say("not_text"), place=source) from None


def _not_yaml(problem: str) -> str:
    said = in_language(problem, PROBLEMS.get(problem, OTHER_PROBLEM))
    hint = say("quotes_needed") if "did not find expected" in problem else ""
    return at(say("not_yaml"), said + hint)


class _Reader:
    """Makes plain data of what libyaml finds in a file, one thing after the other, and stops at what is not allowed."""

    def __init__(self, events: Iterator[yaml.Event], source: str, most: int) -> None:
        self.events, self.source, self.most = events, source, most
        self.values = 0

    def document(self) -> object:
        """The data of the one document in the file; None if there is none."""
        data, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, say("one_document"))
                data = self._value(next(self.events), 0)
        return data

    def _value(self, event: Any, depth: int) -> Any:
        self.values += 1
        if self.values > self.most:
            raise refused(say("too_many_values", most=self.most), place=self.source)
        if depth > DEEPEST:
            raise self._refused(event, say("nested_too_deeply", most=DEEPEST))
        if event.anchor is not None:  # of an alias, the name of what it repeats
            raise self._refused(event, say("no_aliases"))
        if event.tag is not None:
            raise self._refused(event, say("no_tags"))
        if isinstance(event, yaml.ScalarEvent):
            return self._word_or_number(event)
        return self._mapping(depth) if isinstance(event, yaml.MappingStartEvent) else self._list(depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key, str):
                raise self._refused(event, say("keys_are_words"))
            if key in mapping:
                raise self._refused(event, say("key_repeated"))
            mapping[key] = self._value(next(self.events), depth + 1)
        return mapping

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, depth + 1))
        return found

    def _word_or_number(self, event: Any) -> Any:
        in_quotes = not event.implicit[0]
        if in_quotes:
            return event.value
        try:
            return _scalar(event.value)
        except ValueError:
            raise self._refused(event, say("not_a_number")) from None

    def _refused(self, event: Any, reason: str) -> InputError:
        return refused(reason, place=say("line", source=self.source, number=event.start_mark.line + 1))


def _scalar(text: str) -> str | float | bool | None:
    """What a text without quotes stands for. Raises ValueError for more digits than any number of ours has."""
    if text and text[0] not in _FIRST:
        return text
    kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(text)), "str")
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    return int(text) if kind == "int" else float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


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
    "found unknown escape character": "引号内有不认识的转义字符",
}
"""What libyaml says in English -> in Chinese, where that can be said more plainly than :data:`OTHER_PROBLEM`."""
