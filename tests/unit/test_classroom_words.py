"""The words of the classroom's pages, and the script of its lesson: in both languages, and each of them used."""

import re
from pathlib import Path
from typing import Any

import pytest
from wenze.experiments.classroom import lesson, words
from wenze.experiments.classroom.game import STATES

from tests.unit.test_language import assert_chinese, assert_english, placeholders

PAGES = Path(words.__file__).parent / "pages"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.js")}
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}
ALL = "\n".join([*SCRIPTS.values(), *TEXTS.values()])
SIGNS = {
    "other_language",
    "percent",
    "ask_side",
    "of",
    "lever_of",
    "lever_range",
    "curve_label",
    "step_of",
    "comma",
    "semicolon",
}
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


REVEALED: dict[str, Any] = {
    "answer_class": "second",
    "answer_simulated": "second",
    "answer_model": "second",
    "saying": {"did_more": [1, 20], "did_less": [9, 20], "says": "against"},
    "model": {
        "worlds": 16,
        "more": [2, 14],
        "saying": {"did_more": [10, 1000], "did_less": [50, 1000], "says": "against"},
    },
}
"""What came out of a game, as :meth:`Seats.reveal` gives it."""


def why(**changed: Any) -> str:
    """What the teacher is told to say in the step on "why", in English."""
    place = [step.name for step in lesson.STEPS].index(lesson.WHY) + 1
    said = lesson.shown(place, 12, {**REVEALED, **changed})["say"]
    assert_english(said["en"])
    assert_chinese(said["zh"])
    assert "{" not in said["en"] + said["zh"]
    return said["en"]


def test_the_lesson_says_what_came_out_and_that_it_is_against_the_saying() -> None:
    said = why()
    assert "the rows agree: more under the second rules" in said and "do not agree" not in said
    assert "of 20 desks that mostly worked or explored 1 had a sanction" in said and "the others 9" not in said
    assert "1.0 times in 100 months" in said and "5.0 times" in said
    assert said.count("the opposite of the saying") == 2 and "contradict" not in said


@pytest.mark.parametrize("who", ["class", "simulated", "model"])
def test_the_lesson_says_where_the_rows_on_the_wall_disagree(who: str) -> None:
    said = why(**{f"answer_{who}": "first"})
    assert f"{lesson.WHO[who].en}: more under the first rules" in said and "do not agree" in said
    assert "16 worlds" in said and "under the first in 2, under the second in 14" in said


def test_a_row_that_is_not_there_is_not_spoken_of() -> None:
    said = why(answer_class=None, answer_simulated="first")
    assert "you:" not in said and "your simulated colleagues: more under the first" in said


@pytest.mark.parametrize(
    ("game", "model", "contradict"),
    [("holds", "against", True), ("holds", "holds", False), ("unclear", "against", False)],
)
def test_the_lesson_says_where_the_game_and_the_model_contradict_each_other(
    game: str, model: str, contradict: bool
) -> None:
    said = why(
        saying={**REVEALED["saying"], "says": game},
        model={**REVEALED["model"], "saying": {**REVEALED["model"]["saying"], "says": model}},
    )
    assert ("contradict each other" in said) == contradict
    assert lesson.VERDICTS[game].en in said and lesson.VERDICTS[model].en in said


def test_nothing_is_said_of_a_game_that_is_not_revealed_and_nobody_is_counted_who_is_not_there() -> None:
    for number in range(1, len(lesson.STEPS) + 1):
        for part in ("do", "ask", "say"):
            assert "{" not in lesson.shown(number, 3)[part]["en"] and "forty" not in lesson.shown(number, 3)[part]["en"]
    assert "with 3 in it" in lesson.shown(7, 3)["say"]["en"]


def test_what_is_asked_and_what_is_predicted_are_the_same() -> None:
    """Phone, wall and teacher ask about the simulated colleagues, of whom nobody can bring it about."""
    predict = next(step for step in lesson.STEPS if step.name == "predict")
    for text in (predict.ask.en, words.WORDS["guess_question"]["en"]):
        assert "simulated colleagues" in text and "work or explore" in text
    for text in (predict.ask.zh, words.WORDS["guess_question"]["zh"]):
        assert "模拟同事" in text


DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_documents_show_every_picture_in_their_language_and_no_other() -> None:
    for page, language in (("classroom.md", "en"), ("classroom.zh.md", "zh")):
        shown = re.findall(r"!\[[^\]]+\]\(pictures/classroom/([^)]+)\)", (DOCS / page).read_text(encoding="utf-8"))
        there = {path.name for path in (DOCS / "pictures" / "classroom").glob(f"*.{language}.png")}
        assert len(shown) == len(set(shown)) and set(shown) == there, page
