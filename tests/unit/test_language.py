"""Both languages: every text is there in each, fits the other, and is one that is said."""

import ast
import errno
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from wenze.agents.parameter import Kind
from wenze.experiments import messages as text
from wenze.experiments.cases import messages as of_cases
from wenze.experiments.claims import messages as of_claims
from wenze.experiments.classroom import messages as of_classroom
from wenze.experiments.command import command, command_names, commands_in_order
from wenze.experiments.manual import overview, page
from wenze.experiments.matching import messages as of_matching
from wenze.experiments.page import messages as of_pages
from wenze.experiments.paper import messages as of_papers
from wenze.experiments.report import tables as report
from wenze.experiments.sweeps import messages as of_sweeps
from wenze.experiments.terminal import width_of
from wenze.experiments.validation.targets import TARGETS
from wenze.experiments.worlds import messages as of_worlds
from wenze.sim import language, messages
from wenze.sim.errors import InputError, reason_of
from wenze.sim.fields import RECORDS
from wenze.sim.language import KINDS, SOURCES, UNITS, unit_in_language, use_language
from wenze.sim.measures import ALL, MEASURES
from wenze.sim.settings.compose import compose
from wenze.sim.settings.labels import FAMILIES
from wenze.sim.settings.parameters import definitions
from wenze.sim.settings.scenarios import available
from wenze.sim.settings.yaml import OTHER_PROBLEM, PROBLEMS, load_yaml
from wenze.sim.tally import DECLARED

ROOT = Path(__file__).resolve().parents[2]
OF_ROOMS = {
    **of_sweeps.MESSAGES,
    **of_cases.MESSAGES,
    **of_classroom.MESSAGES,
    **of_pages.MESSAGES,
    **of_papers.MESSAGES,
    **of_matching.MESSAGES,
    **of_worlds.MESSAGES,
    **of_claims.MESSAGES,
}
TABLES = {"sim": messages.MESSAGES, "experiments": {**text.MESSAGES, **OF_ROOMS}}
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")  # characters and full-width punctuation
CHARACTERS = re.compile("[\u4e00-\u9fff]")


def assert_english(words: str) -> None:
    assert words.strip() and not CHINESE.search(words), words


def assert_chinese(words: str) -> None:
    assert CHARACTERS.search(words), words


def placeholders(words: str) -> set[tuple[str, str]]:
    """The placeholders of a message, each with its format."""
    return {(field, form or "") for _, field, form, _ in Formatter().parse(words) if field}


def bare(words: str) -> str:
    """A message without its placeholders."""
    return "".join(before for before, *_ in Formatter().parse(words))


# --- the texts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_messages_are_there_in_both_languages(table: language.Messages) -> None:
    for name, words in table.items():
        assert set(words) == set(language.LANGUAGES), name
        assert placeholders(words["en"]) == placeholders(words["zh"]), name
        assert_english(words["en"])
        if re.search("[A-Za-z]", bare(words["en"])):  # otherwise only signs stand between the placeholders
            assert CHINESE.search(words["zh"]), name


def test_units_kinds_and_sources_are_there_in_both_languages() -> None:
    known = list(definitions())
    units = (
        {found.meaning.unit for found in known} - {""}
        | {measure.unit for measure in ALL}
        | {count.unit for count in DECLARED}
    )
    units |= {field.unit for record in RECORDS for field in record.fields if field.unit}
    assert set(UNITS) == units
    assert set(KINDS) == set(get_args(Kind))
    assert set(SOURCES) == {definition.meaning.source for definition in known}
    for table in (UNITS, KINDS, SOURCES):
        for en, zh in table.items():
            assert_english(en)
            assert_chinese(zh)


def test_parameters_are_there_in_both_languages() -> None:
    for definition in definitions():
        assert_english(definition.meaning.en)
        assert_chinese(definition.meaning.zh)
        assert (definition.meaning.en[-1], definition.meaning.zh[-1]) == (".", "。"), definition.key


def test_measures_are_there_in_both_languages() -> None:
    for measure in ALL:
        assert_english(measure.en)
        assert_chinese(measure.zh)
        assert_chinese(measure.label_zh)
        assert (measure.en[-1], measure.zh[-1]) == (".", "。"), measure.name
        assert width_of(measure.label_zh) <= 16
    assert len({measure.label_zh for measure in ALL}) == len(ALL)


def test_families_are_there_in_both_languages_and_short() -> None:
    names = [text.MESSAGES[f"family_{family}"] for family in FAMILIES]
    assert {key for key in text.MESSAGES if key.startswith("family_")} == {f"family_{family}" for family in FAMILIES}
    for tongue in language.LANGUAGES:
        assert len({words[tongue] for words in names}) == len(FAMILIES)
        assert all(width_of(words[tongue]) <= 24 for words in names)


def test_columns_have_short_headings_that_fit() -> None:
    for name in {*report.COLUMNS, *report.YEARLY}:
        for words in MEASURES[name].short or ():
            assert len(words.split("\n")) <= 2
            assert all(width_of(line) < report.CELL for line in words.split("\n"))
        assert MEASURES[name].short, f"{name} stands in a table and has no short heading"


def test_headings_of_scenarios_are_there_in_both_languages() -> None:
    for file in available().values():
        for en, zh in ((file.title_en, file.title_zh), (file.about_en, file.about_zh)):
            assert_english(en)
            assert_chinese(zh)


def test_help_is_there_in_both_languages_and_fits() -> None:
    assert {found.name for found in commands_in_order()} == set(command_names())
    for topic in ("", *command_names()):
        said = {}
        for tongue in language.LANGUAGES:
            with language.speaking(tongue):
                said[tongue] = page(command(topic)) if topic else overview()
        pointer = "中文说明：wenze help lang=zh\n"  # for those who meet the English first
        assert_english(said["en"].removesuffix(pointer))
        assert_chinese(said["zh"])
        assert said["en"].endswith(pointer) == (topic == "")
        for words in said.values():
            assert "lang=" in words
            assert all(width_of(line) <= 80 for line in words.splitlines()), topic


def test_every_command_says_what_each_of_its_keys_takes() -> None:
    for found in commands_in_order():
        for key in found.keys:
            assert_english(key.about["en"])
            assert_chinese(key.about["zh"])
            assert (key.kind == "choice") == bool(key.choices), f"{found.name} {key.name}"


# --- the texts that are said ------------------------------------------------------------------------------------------


def calls_of_say(package: str) -> Iterator[ast.expr]:
    """What ``say`` is called with in the modules of a package."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                yield node.args[0]


def strings(package: str) -> tuple[set[str], set[str]]:
    """The strings in a package outside its table of messages: whole ones, and beginnings of those put together."""
    whole, beginnings = set(), set()
    for path in (ROOT / package).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tree.body = [node for node in tree.body if not is_table(node)]
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, {beginning for beginning in beginnings if re.fullmatch("[a-z_]+_", beginning)}


def is_table(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "MESSAGES"


@pytest.mark.parametrize("package", TABLES)
def test_no_message_that_is_said_is_missing(package: str) -> None:
    said = list(calls_of_say(package))
    assert len(said) > 40
    known = set(TABLES["sim"]) | (set(TABLES["experiments"]) if package == "experiments" else set())
    for argument in said:
        if isinstance(argument, ast.JoinedStr):
            start = argument.values[0]
            assert isinstance(start, ast.Constant) and any(key.startswith(start.value) for key in known)
        elif isinstance(argument, ast.Constant):
            assert argument.value in known, argument.value
        elif isinstance(argument, ast.IfExp):
            for branch in (argument.body, argument.orelse):
                assert isinstance(branch, ast.Constant) and branch.value in known, ast.unparse(argument)


def test_no_message_is_there_in_vain() -> None:
    found = [strings(package) for package in TABLES]
    whole, beginnings = (set().union(*sets) for sets in zip(*found, strict=True))
    for name in (name for table in TABLES.values() for name in table):
        assert name in whole or any(name.startswith(beginning) for beginning in beginnings), name


def test_a_message_has_one_definition() -> None:
    assert not set(TABLES["sim"]) & set(TABLES["experiments"])


# --- one term, one style -----------------------------------------------------------------------------------------------


def said_in(tongue: language.Language) -> Iterator[str]:
    """Everything the model and the commands say in a language: messages, parameters, measures, counts, fields, targets."""
    for table in TABLES.values():
        yield from (words[tongue] for words in table.values())
    for declared in (
        *(item.meaning for item in definitions()),
        *ALL,
        *DECLARED,
        *(f for r in RECORDS for f in r.fields),
    ):
        yield getattr(declared, tongue)
    for file in available().values():
        yield from (getattr(file, f"{part}_{tongue}") for part in ("title", "about"))
    for found in commands_in_order():
        yield from (words[tongue] for words in (found.about, found.brief, *(key.about for key in found.keys)))
    for target in TARGETS:
        yield from (getattr(target.said, tongue), getattr(target.said, f"how_{tongue}"))
    yield from UNITS.values() if tongue == "zh" else UNITS


def test_a_number_of_per_cent_has_a_blank_in_english_and_none_in_chinese() -> None:
    assert [words for words in said_in("en") if re.search(r"[\d}]%", words)] == []
    assert [words for words in said_in("zh") if re.search(r"[\d}] %", words)] == []


def test_a_talk_is_no_formal_sanction_in_chinese() -> None:
    """处分 is what has an effect period; whatever befalls who is held, a talk included, is 问责处理."""
    assert [
        words for words in said_in("zh") if re.search("处分[^。]*含谈话|任何档次[^。]*处分|错误处分|撤销处分", words)
    ] == []
    labels = {measure.name: measure.label_zh for measure in ALL if measure.name.startswith("sanctions")}
    assert [name for name, label in labels.items() if "处分" in label] == ["sanctions_with_period"]


def test_one_thing_has_one_name_in_chinese() -> None:
    others = "监督者|机械部分|行为部分|无法区分|平均问题|人·年(?!）)|岗·年(?!）)"
    assert [words for words in said_in("zh") if re.search(others, words)] == []


def test_no_difference_is_called_clear() -> None:
    assert [words for words in said_in("en") if re.search(r"clear(ly|er|est)\b|clear difference", words)] == []


def test_what_the_system_says_is_said_in_chinese(in_chinese: None) -> None:
    assert reason_of(OSError(errno.ENOSPC, "No space left on device")) == "磁盘已满"
    assert reason_of(OSError(9999, "Something rare")) == "Something rare"
    for package in ("agents", "sim", "experiments", "wenze"):
        for path in (ROOT / package).rglob("*.py"):
            raw = re.findall(r"(?<!os)\.strerror|\"strerror\"", path.read_text(encoding="utf-8"))
            assert not raw or path.name == "errors.py", f"{path.name}: what a system says goes through reason_of"


# --- the language of the session --------------------------------------------------------------------------------------


def refusal(*overrides: str) -> str:
    with pytest.raises(InputError) as caught:
        compose(overrides, names=["oversight"], reference=None, folder=None, mode="run")
    return str(caught.value)


def test_python_is_answered_in_english_unless_it_asks() -> None:
    assert language.language() == "en"
    assert refusal("months=0") == "override months=0: must be a whole number between 1 and 12000 (months)"
    assert MEASURES["lying_flat"].label == "lying flat"
    assert unit_in_language("probability a month") == "probability a month"
    assert available()["oversight"].title == "Supervision of accountability"


def test_and_in_chinese_if_it_does(in_chinese: None) -> None:
    assert refusal("months=0") == "设定 months=0：应为 1 到 12000 之间的整数（个月）"
    assert refusal("month=3") == "设定 month=3：没有这个参数（是不是想写 months？）"
    assert MEASURES["lying_flat"].label == "躺平"
    assert unit_in_language("probability a month") == "每月概率"
    assert unit_in_language("parsecs") == "parsecs"
    assert available()["oversight"].title == "监督评估"


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="en, zh"):
        use_language("fr")  # type: ignore[arg-type]
    assert language.language() == "en"


BROKEN = {
    "mapping values are not allowed in this context": "a: b: c",
    "could not find expected ':'": "a: [1 2]\nb",
    "did not find expected key": "a: 1\n- b",
    "did not find expected '-' indicator": "- a\nb: c",
    "did not find expected ',' or ']'": "a: [1",
    "did not find expected ',' or '}'": "{a: b",
    "did not find expected node content": "a: {",
    "did not find expected <document start>": '"a" b',
    "block sequence entries are not allowed in this context": "a: - b",
    "found character that cannot start any token": "a: @b",
    "found unexpected end of stream": 'a: "b',
    "found unknown escape character": 'a: "\\q"',
}


def test_what_yaml_says_is_known(tmp_path: Path, in_chinese: None) -> None:
    assert set(PROBLEMS) == set(BROKEN)
    for problem, broken in {**BROKEN, "found unknown directive name": "%x"}.items():
        path = tmp_path / "broken.yaml"
        path.write_text(broken)
        use_language("en")
        with pytest.raises(InputError, match=re.escape(f"is not valid YAML: {problem}")):
            load_yaml(path)
        use_language("zh")
        with pytest.raises(InputError, match=re.escape(f"不符合 YAML 语法：{PROBLEMS.get(problem, OTHER_PROBLEM)}")):
            load_yaml(path)
