"""The words of the classroom's pages, and the script of its lesson: in both languages, and each of them used."""

import re
from pathlib import Path

import pytest
from wenze.experiments.classroom import lesson, words
from wenze.experiments.classroom.game import STATES

from tests.unit.test_language import assert_chinese, assert_english, placeholders

PAGES = Path(words.__file__).parent / "pages"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.js")}
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}
ALL = "\n".join([*SCRIPTS.values(), *TEXTS.values()])
SIGNS = {"other_language", "percent", "ask_side", "of", "lever_of", "lever_range", "curve_label", "step_of"}
"""Words that are mostly signs and placeholders, or stand in the other language on purpose."""


@pytest.mark.parametrize("key", words.WORDS)
def test_a_word_is_there_in_both_languages(key: str) -> None:
    texts = words.WORDS[key]
    assert set(texts) == {"en", "zh"}
    assert placeholders(texts["en"]) == placeholders(texts["zh"])
    if key not in SIGNS:
        assert_english(texts["en"])
        assert_chinese(texts["zh"])


def test_every_word_is_said_somewhere() -> None:
    """By its name, or by the beginning of one that is put together: ``say(`risk_${name}`)``."""
    beginnings = set(re.findall(r"`(\w+_)\$\{", ALL))
    named = set(re.findall(r"""["']([a-z][a-z_0-9]*)["']""", ALL))
    unused = [key for key in words.WORDS if key not in named and not any(key.startswith(one) for one in beginnings)]
    assert unused == []


def test_every_word_that_is_said_is_there() -> None:
    said = set(re.findall(r"""data-(?:say|label|hint|title)="(\w+)\"""", ALL)) | set(
        re.findall(r"""say\("(\w+)\"""", ALL)
    )
    assert len(said) > 100
    assert said - set(words.WORDS) == set()


@pytest.mark.parametrize("beginning", ["wall_", "state_", "next_"])
def test_every_state_has_its_words(beginning: str) -> None:
    between = {"choosing", "resolved"} if beginning == "wall_" else set()  # there the wall names the month
    assert [state for state in STATES if state not in between and beginning + state not in words.WORDS] == []


def test_what_the_pages_fetch_is_what_stands_here() -> None:
    assert words.as_json()["zh"]["play"] == words.WORDS["play"]["zh"]
    assert words.as_json()["en"].keys() == words.as_json()["zh"].keys() == words.WORDS.keys()


def test_nothing_is_written_into_a_page_as_markup_and_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", ALL)
    for name, text in {**SCRIPTS, **TEXTS, "style.css": (PAGES / "style.css").read_text("utf-8")}.items():
        addresses = set(re.findall(r"https?://[\w.-]+", text)) - {"http://www.w3.org"}
        assert addresses == set(), name
    for name, text in TEXTS.items():
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), name


# --- the lesson -------------------------------------------------------------------------------------------------------


def test_the_lesson_takes_its_ten_minutes() -> None:
    assert sum(step.minutes for step in lesson.STEPS) == pytest.approx(lesson.MINUTES)


def test_the_lesson_follows_the_game() -> None:
    assert list(dict.fromkeys(step.state for step in lesson.STEPS)) == list(STATES)
    for state in STATES:
        assert lesson.STEPS[lesson.first_in(state) - 1] == lesson.steps_in(state)[0]


@pytest.mark.parametrize("step", lesson.STEPS, ids=lambda step: step.name)
def test_a_step_is_said_in_both_languages(step: lesson.Step) -> None:
    for part in (step.do, step.ask, step.say):
        assert_english(part.en)
        assert_chinese(part.zh)


def test_a_step_is_shown_by_its_number() -> None:
    shown = lesson.shown(2)
    assert shown["step"] == 2 and shown["of"] == len(lesson.STEPS) and set(shown["ask"]) == {"en", "zh"}
    for number in (0, len(lesson.STEPS) + 1):
        with pytest.raises(ValueError):
            lesson.shown(number)
    with pytest.raises(ValueError):
        lesson.first_in("nowhere")


DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_documents_show_every_picture_in_their_language_and_no_other() -> None:
    for page, language in (("classroom.md", "en"), ("classroom.zh.md", "zh")):
        shown = re.findall(r"!\[[^\]]+\]\(pictures/classroom/([^)]+)\)", (DOCS / page).read_text(encoding="utf-8"))
        there = {path.name for path in (DOCS / "pictures" / "classroom").glob(f"*.{language}.png")}
        assert len(shown) == len(set(shown)) and set(shown) == there, page
