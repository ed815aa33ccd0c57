"""Every page, in both languages and three sizes: nothing amiss, room for everything, and readable by everybody."""

import re
from typing import Any

import pytest
from wenze.experiments.classroom.words import WORDS

from tests.browser.served import SIZES, Looked, Served, serious, wait_for, wait_in

pytestmark = pytest.mark.browser

PATHS = ("/", "/case/river", "/j", "/j/CODE", "/try", "/wall", "/teach?key=KEY", "/rehearse?key=KEY")
READY = {
    "/": ".side",
    "/case/river": ".row:not(.heads)",
    "/j": "#code",
    "/j/CODE": "#name",
    "/try": ".ways",
    "/wall": ".by-hand",
    "/teach?key=KEY": "#lesson dt",
    "/rehearse?key=KEY": "iframe",
}
LIGHT_AND_DARK = ("light", "dark")


def opened(looked: Looked, path: str, size: str = "laptop", **how: Any) -> Any:
    """A page as it stands when it is ready."""
    classroom = looked.classroom
    page = looked.open(path.replace("CODE", classroom.code).replace("KEY", classroom.key), size, **how)
    page.wait_for_selector(READY[path])
    return page


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious(looked: Looked, axe: str, path: str, language: str) -> None:
    for scheme in LIGHT_AND_DARK:
        page = opened(looked, path, locale=language, color_scheme=scheme)
        assert serious(page, axe) == [], scheme
        assert page.evaluate("document.documentElement.lang") == {"en-GB": "en", "zh-CN": "zh-Hans"}[language]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_sticks_out_at_any_size(looked: Looked, path: str) -> None:
    for size, (width, _) in SIZES.items():
        for language in ("en-GB", "zh-CN"):
            page = opened(looked, path, size, locale=language)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (size, language)
            page.context.close()


@pytest.mark.parametrize("path", PATHS)
def test_the_language_is_switched_at_a_click_and_kept(looked: Looked, path: str) -> None:
    page = opened(looked, path)
    page.locator("[data-switch-language]").first.click()
    wait_in(page, "document.documentElement.lang === 'zh-Hans'")
    chinese = page.inner_text("body")
    assert re.search("[\u4e00-\u9fff]", chinese)
    for words in WORDS.values():  # nothing but names stays English
        assert len(words["en"]) < 12 or words["en"] not in chinese, words["en"]
    page.reload()
    wait_in(page, "document.documentElement.lang === 'zh-Hans'")
    page.wait_for_selector(READY[path])
    page.locator("[data-switch-language]").first.click()
    wait_in(page, "document.documentElement.lang === 'en'")


@pytest.mark.parametrize("path", PATHS)
def test_no_key_of_a_word_is_shown_in_place_of_the_word(looked: Looked, path: str) -> None:
    text = opened(looked, path).inner_text("body")
    assert [key for key in WORDS if "_" in key and key in text] == []
    assert not re.search(r"\{\w+\}|undefined|\[object|NaN", text)


@pytest.mark.parametrize("path", PATHS)
def test_who_wants_no_motion_gets_none(looked: Looked, path: str) -> None:
    page = opened(looked, path, reduced_motion="reduce")
    moving = (
        "[...document.querySelectorAll('*')].some((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0)"
    )
    assert page.evaluate(moving) is False


def test_pages_of_the_teacher_need_the_key(looked: Looked) -> None:
    for path in ("/teach?key=wrong", "/rehearse?key=wrong", "/results.csv?key=wrong"):
        answer = looked.context().request.get(looked.classroom.address + path)
        assert answer.status == 403


@pytest.mark.parametrize("path", ["/teach?key=wrong", "/nowhere"])
def test_a_refusal_looks_like_the_other_pages(browser: Any, classroom: Served, axe: str, path: str) -> None:
    pages = Looked(browser, classroom)  # of which the browser complains, since it is refused
    page = pages.open(path)
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().left") > 100
    assert re.search("[\u4e00-\u9fff]", page.inner_text("p[lang]")) and page.inner_text("h1")
    assert serious(page, axe) == []
    pages.close()


def test_there_is_a_way_back_from_playing_alone(looked: Looked) -> None:
    page = opened(looked, "/try", "phone")
    page.click("#foot a")
    page.wait_for_selector(".side")


def test_the_map_has_its_whole_frame(looked: Looked) -> None:
    """Its outermost lines stand within the picture, their width included."""
    page = opened(looked, "/")
    inside = """() => [...document.querySelectorAll('.jurisdiction')].every((svg) => {
        const box = svg.viewBox.baseVal;
        return [...svg.querySelectorAll('.county')].every((one) => {
            const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => one[name].baseVal.value);
            return x - 1 >= box.x && y - 1 >= box.y && x + width + 1 <= box.x + box.width && y + height + 1 <= box.y + box.height;
        });
    })"""
    assert page.locator(".jurisdiction .county").count() >= 2
    assert page.evaluate(inside)


def test_a_rehearsal_that_is_reloaded_goes_on(looked: Looked) -> None:
    page = opened(looked, "/rehearse?key=KEY")
    wait_for(lambda: "code=" in page.url)
    before = page.url
    page.reload()
    page.wait_for_selector("iframe")
    page.wait_for_timeout(500)
    assert page.url == before


def test_what_is_amiss_would_be_seen(browser: Any, classroom: Served, axe: str) -> None:
    pages = Looked(browser, classroom)
    page = opened(pages, "/j")
    assert serious(page, axe) == [] and pages.complaints == []
    page.evaluate("document.querySelector('#code').labels[0].remove()")
    assert serious(page, axe) != []
    page.evaluate("new Image().src = 'http://127.0.0.1:9/elsewhere.png'")
    wait_for(lambda: page.wait_for_timeout(100) or pages.complaints)
    pages.close()
