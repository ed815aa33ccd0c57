"""Watch: a prediction, two regimes playing, a lever that is moved, a link, what is saved; and all of it by keyboard alone."""

import csv
import io
from typing import Any

import pytest

from tests.browser.served import SIZES, Looked, serious, wait_in

pytestmark = pytest.mark.browser

LEVER = "policy.accountability.strictness_work"


def month(page: Any) -> int:
    """The month that the page has reached."""
    return int(page.evaluate("document.querySelector('#progress').value"))


def watched(looked: Looked, query: str = "", **how: Any) -> Any:
    """The page of two regimes, when both are there."""
    page = looked.open(f"/{query}", **how)
    page.wait_for_selector(".side")
    return page


def predict(page: Any, *values: str) -> None:
    """Answer the questions before play, and play."""
    page.wait_for_selector("dialog[open]")
    for place, value in enumerate(values):
        page.locator("dialog fieldset").nth(place).locator(f"input[value='{value}']").check()
    page.click("dialog button[value=play]")


def one_month(page: Any) -> None:
    """Go on by a month; a prediction that is asked for is passed over."""
    before = month(page)
    page.click("#step")
    if page.locator("dialog[open]").count():
        page.click("dialog button[value=skip]")
    wait_in(page, f"document.querySelector('#progress').value === {before + 1}")


def at_rest(page: Any, at_least: int) -> None:
    """Let it play to a month, and pause."""
    wait_in(page, f"document.querySelector('#progress').value >= {at_least}")
    page.click("#play")
    page.wait_for_selector("#step:enabled")


def shown(page: Any) -> dict[str, Any]:
    """What a screen shows, but for the news of months gone by."""
    return page.evaluate(
        """() => ({
            month: document.querySelector('#progress').value,
            regimes: [...document.querySelectorAll('.pick select')].map((one) => one.value),
            levers: [...document.querySelectorAll('.lever output')].map((one) => one.textContent),
            counts: [...document.querySelectorAll('.counts b')].map((one) => one.textContent),
            cadres: [...document.querySelectorAll('.jurisdiction path')].map((one) => one.getAttribute('class')),
            values: [...document.querySelectorAll('.value')].map((one) => one.textContent),
            heavy: [...document.querySelectorAll('.heavy')].map((one) => one.getAttribute('d')),
            flags: document.querySelectorAll('.flag').length,
        })"""
    )


def test_a_prediction_is_asked_before_play_and_laid_over_the_answer(looked: Looked) -> None:
    page = watched(looked)
    page.click("#play")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert month(page) == 0  # not answered, not played
    page.click("#play")
    predict(page, "1", "same")
    at_rest(page, 6)
    laid = page.locator(".guess").all_text_contents()
    assert laid[0] == "you said: more under B" and laid[2] == "you said: about the same"
    assert [words for words in (laid[1], laid[3]) if words[-1] not in "✓✗"] == []
    at = month(page)
    page.click("#play")  # it is asked once
    wait_in(page, f"document.querySelector('#progress').value > {at}")


def test_a_lever_is_moved_and_marked(looked: Looked) -> None:
    page = watched(looked, "?months=24")
    for _ in range(3):
        one_month(page)
    assert page.locator(".flag").count() == 0
    page.locator("#first-1").focus()
    page.keyboard.press("ArrowRight")
    wait_in(page, "document.querySelectorAll('.flag.side-1').length === 6")  # one a panel
    assert f"mb=3:{LEVER}:0.11" in page.url
    page.click("#levers > summary")
    page.locator("#groups > details > summary").first.click()
    other = page.locator("#groups td input[data-side='0']").first
    other.fill(str(float(other.input_value()) + 0.01))
    other.press("Enter")
    wait_in(page, "document.querySelectorAll('.flag.side-0').length === 6")
    page.click("#step")
    wait_in(page, "document.querySelector('#progress').value === 4")
    assert page.locator("#notice").inner_text() == ""


def test_what_a_lever_does_not_allow_is_not_sent(looked: Looked) -> None:
    page = watched(looked)
    page.click("#levers > summary")
    page.locator("#groups > details > summary").first.click()
    field = page.locator(f"#groups input[data-side='0'][data-key='{LEVER}']")
    if not field.is_visible():
        page.evaluate("document.querySelectorAll('#groups > details').forEach((one) => { one.open = true; })")
    field.fill("7")
    field.press("Enter")
    page.wait_for_timeout(300)
    assert "ma=" not in page.url and page.locator(".flag").count() == 0


def test_a_link_gives_the_same_screen(looked: Looked) -> None:
    page = watched(looked, "?seed=5&months=36")
    page.select_option("#regime-1", "merit_promotion")
    wait_in(
        page,
        "document.querySelector('#regime-1').value === 'merit_promotion' && location.search.includes('merit_promotion')",
    )
    for expected in range(1, 6):
        one_month(page)
        if expected == 2:
            page.locator("#first-0").focus()
            page.keyboard.press("ArrowLeft")
            wait_in(page, "document.querySelectorAll('.flag').length === 6")
    assert "month=5" in page.url and "seed=5" in page.url
    link = page.url.removeprefix(looked.classroom.address)
    other = looked.open(link)
    wait_in(other, "document.querySelector('#progress')?.value === 5")
    wait_in(other, "document.querySelector('.counts b').textContent !== '–'")  # the month itself comes after the world
    assert shown(other) == shown(page)


def test_numbers_and_picture_are_saved(looked: Looked) -> None:
    page = watched(looked, "?months=24&month=12")
    wait_in(page, "document.querySelector('#progress').value === 12")
    with page.expect_download() as caught:
        page.click("#numbers")
    with open(caught.value.path(), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert len(rows) == 24 and rows[0]["month"] == "1" and {row["side"] for row in rows} == {"A", "B"}
    assert rows[-1]["regime"] == "full_reform" and 0 <= float(rows[-1]["effort"]) <= 1
    with page.expect_download() as caught:
        page.click("#picture")
    with open(caught.value.path(), "rb") as file:
        picture = file.read()
    assert picture.startswith(b"\x89PNG") and len(picture) > 20_000


def test_seed_and_restart(looked: Looked) -> None:
    page = watched(looked, "?months=24&month=6")
    wait_in(page, "document.querySelector('#progress').value === 6")
    page.click("#again")
    wait_in(page, "document.querySelector('#progress').value === 0")
    page.fill("#seed", "9")
    page.press("#seed", "Enter")
    wait_in(page, "location.search.includes('seed=9')")


def test_at_the_end_it_is_played_again_with_the_levers_as_they_stand(looked: Looked) -> None:
    page = watched(looked, f"?months=12&month=11&ma=4:{LEVER}:0.3")
    wait_in(page, "document.querySelector('#progress').value === 11")
    page.select_option("#rate", "8")
    page.click("#play")
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    page.locator("#first-1").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.locator("#notice").inner_text() == "" and "mb=" not in page.url
    assert "holds when you play again" in page.inner_text("#summary")
    page.click("#play")  # other levers: what they do can be predicted
    predict(page, "0", "same")
    assert f"ma=0:{LEVER}:0.3" in page.url and f"mb=0:{LEVER}:0.11" in page.url
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    assert page.locator(".flag").count() == 0
    page.click("#play")  # the same once more: it plays, and nothing is asked
    wait_in(page, "document.querySelector('#play').textContent === 'Pause'")
    assert page.locator("dialog[open]").count() == 0
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    assert page.locator(".guess").first.inner_text() == "you said: more under A"


def test_what_came_out_is_said_and_is_there_again_after_a_case(looked: Looked) -> None:
    page = watched(looked, "?months=12")
    page.select_option("#rate", "8")
    page.click("#play")
    predict(page, "1", "same")
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    said, figures = page.locator(".guess").all_inner_texts(), page.locator(".value").all_inner_texts()
    summary = page.inner_text("#summary")
    assert "Over all 12 months" in summary and said[1].startswith("it was ")
    assert f"A {figures[0][1:].strip()}, B {figures[1][1:].strip()}" in summary
    with page.expect_download() as caught:
        page.click("#numbers")
    with open(caught.value.path(), encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["side"] == "A"]
    assert f"{sum(float(row['effort']) for row in rows) / 12:.2f}" == figures[0][1:].strip()
    page.click("#river")
    page.wait_for_selector(".row:not(.heads)")
    page.click("#back")
    wait_in(page, "document.querySelector('#play')?.textContent === 'Play again'")
    assert page.locator(".guess").all_inner_texts() == said and page.inner_text("#summary") == summary


def test_a_regime_that_is_given_empty_is_not_given(looked: Looked) -> None:
    page = watched(looked, "?a=&b=")
    assert shown(page)["regimes"] == ["river_channel", "full_reform"]


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_a_regime_is_read_whole_and_no_title_wraps(looked: Looked, language: str) -> None:
    page = watched(looked, "?months=24&month=24", locale=language)
    page.set_viewport_size({"width": 1280, "height": 800})
    wait_in(page, "document.querySelector('#progress').value === 24")
    heights = [round(box.bounding_box()["height"]) for box in page.locator("figcaption").all()]
    assert len(set(heights)) == 1
    for side in range(2):
        cut = f"(one => one.scrollHeight > one.clientHeight + 1)(document.querySelector('#about-{side}'))"
        assert page.evaluate(cut) is False
    phone = watched(looked, size="phone", locale=language)
    assert (
        phone.evaluate("(one => one.scrollHeight > one.clientHeight + 1)(document.querySelector('#about-0'))") is False
    )


def test_a_single_month_asks_for_a_prediction_as_well(looked: Looked) -> None:
    page = watched(looked, "?months=24")
    page.click("#step")
    page.wait_for_selector("dialog[open]")
    assert month(page) == 0 and page.inner_text("#ask-go") == "One month"
    predict(page, "0", "same")
    wait_in(page, "document.querySelector('#progress').value === 1")
    page.click("#step")  # it is asked once
    wait_in(page, "document.querySelector('#progress').value === 2")
    assert page.locator(".guess").first.inner_text() == "you said: more under A"


def test_what_was_moved_is_marked_and_the_run_before_is_seen_beside_the_next(looked: Looked) -> None:
    page = watched(looked, "?months=12&month=11")
    wait_in(page, "document.querySelector('#progress').value === 11")
    page.select_option("#rate", "8")
    page.click("#play")
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    figures = [text[1:].strip() for text in page.locator(".value").all_inner_texts()]
    assert page.locator(".ghost").count() == 0 and page.inner_text("#moved-1") == ""
    page.locator("#first-1").focus()
    page.keyboard.press("ArrowRight")
    wait_in(page, "document.querySelector('#moved-1').textContent === 'levers moved: 1'")
    page.click("#play")
    predict(page, "0", "same")
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    assert page.locator(".ghost").count() == 12  # two a panel
    assert page.locator(".was").first.inner_text() == f"before: A {figures[0]}, B {figures[1]}"
    assert "the run before this one, 12 months" in page.inner_text("#summary")
    page.click("#play")  # the same once more: what was before stays what it was
    wait_in(page, "document.querySelector('#play').textContent === 'Pause'")
    wait_in(page, "document.querySelector('#play').textContent === 'Play again'")
    assert page.locator(".was").first.inner_text() == f"before: A {figures[0]}, B {figures[1]}"
    page.fill("#seed", "9")
    page.press("#seed", "Enter")
    wait_in(page, "location.search.includes('seed=9') && document.querySelectorAll('.ghost').length === 0")


def test_a_mean_over_a_change_is_said_to_be_one(looked: Looked) -> None:
    page = watched(looked, f"?months=12&month=12&ma=4:{LEVER}:0.9")
    wait_in(page, "document.querySelector('#progress').value === 12")
    summary = page.inner_text("#summary")
    assert "Worked or explored to month 4: A 0." in summary and "since: A 0." in summary
    same = watched(looked, f"?months=12&month=12&ma=0:{LEVER}:0.9")
    wait_in(same, "document.querySelector('#progress').value === 12")
    assert "to month" not in same.inner_text("#summary")


def test_what_counts_as_about_the_same_is_said_and_judged_as_it_is_shown(looked: Looked) -> None:
    page = watched(looked, "?months=12&month=12&a=oversight&b=oversight")
    wait_in(page, "document.querySelector('#progress').value === 12")
    assert "about as much under both" in page.inner_text("#summary")
    assert "No more than 0.02 apart counts as about the same" in page.inner_text("#summary")
    alike = looked.context().request.get(looked.classroom.address + "/levers.json").json()["alike"]
    for seed in (1, 2, 3):
        page = watched(looked, f"?months=6&month=6&seed={seed}")
        wait_in(page, "document.querySelector('#progress').value === 6")
        a, b = (
            round(100 * float(text[1:])) for text in page.locator(".panel").first.locator(".value").all_inner_texts()
        )
        summary = page.inner_text("#summary")
        assert ("worked or explored about as much" in summary) == (abs(a - b) <= round(100 * alike)), (a, b)


def test_a_regime_that_changes_by_itself_shows_more_than_its_first_month(looked: Looked) -> None:
    page = watched(looked, "?months=60&month=47&a=crackdown&b=full_reform")
    wait_in(page, "document.querySelector('#progress').value === 47")
    assert "from month 49 on strictness 0.98" in page.inner_text("#by-itself-0")
    assert page.inner_text("#by-itself-1") == "" and page.inner_text("#first-shown-0") == "0.099"
    page.click("#step")
    wait_in(page, "document.querySelector('#progress').value === 48")
    assert page.inner_text("#first-shown-0") == "0.98" and page.inner_text("#first-shown-1") == "0.099"
    page.click("#levers > summary")
    page.locator("#groups > details > summary").first.click()
    field = page.locator(f"#groups input[data-side='0'][data-key='{LEVER}']")
    assert field.input_value() == "0.98" and "differ" in page.inner_text("#differs-promotion")
    assert "policy." not in page.inner_text("#groups") and "strictness_work" not in page.inner_text("#groups")


def test_regimes_chosen_one_after_the_other_are_described_at_once(looked: Looked) -> None:
    page = watched(looked, "?months=24")
    found = looked.context().request.get(looked.classroom.address + "/levers.json").json()["regimes"]
    about = {regime["name"]: regime["about"]["en"] for regime in found}
    for name in ("oversight", "crackdown", "citizens_voice", "correction_slow"):
        for side in range(2):
            page.select_option(f"#regime-{side}", name)
            assert page.inner_text(f"#about-{side}") == about[name]
    for _ in range(30):  # and what comes of the earlier ones changes nothing
        page.wait_for_timeout(100)
        assert page.locator(".about").all_inner_texts() == [about["correction_slow"]] * 2
        assert shown(page)["regimes"] == ["correction_slow"] * 2
    assert page.inner_text("#told") == ""


def test_everything_on_the_page_is_explained_somewhere(looked: Looked) -> None:
    page = watched(looked, "?months=24&month=3")
    page.locator(".meanings > summary").click()
    told = page.inner_text("#meanings").lower()
    for word in (
        "township",
        "thin",
        "heavy",
        "seed",
        "effect period",
        "0-2",
        "5/-6",
        "between 0 and 1",
        "safety",
    ):
        assert word in told, word


def test_all_of_it_by_keyboard_alone(looked: Looked) -> None:
    """Tab to the buttons, choose with arrows, play with Enter, pause with Space; the focus is always to be seen."""
    page = watched(looked, "?months=24")
    tab_to(page, "play")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    wait_in(page, "document.activeElement.type === 'radio'")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "play"
    page.keyboard.press("Enter")
    wait_in(page, "document.querySelector('#progress').value >= 2")
    tab_to(page, "play")
    page.keyboard.press("Space")
    page.wait_for_selector("#step:enabled")
    tab_to(page, "regime-0")
    page.keyboard.press("ArrowUp")
    wait_in(page, "document.querySelector('#progress').value === 0")
    tab_to(page, "first-1")
    page.keyboard.press("ArrowRight")
    wait_in(page, "location.search.includes('mb=0:')")
    tab_to(page, "news")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def tab_to(page: Any, name: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(80):
        if page.evaluate("document.activeElement.id") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious_while_it_plays(looked: Looked, axe: str, size: str) -> None:
    for scheme in ("light", "dark"):
        page = watched(
            looked,
            "?months=60&month=24&ma=12:policy.accountability.strictness_work:0.5",
            size=size,
            color_scheme=scheme,
        )
        wait_in(page, "document.querySelector('#progress').value === 24")
        page.click("#levers > summary")
        page.locator("#groups > details > summary").first.click()
        assert serious(page, axe) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        page.context.close()
    page = watched(looked, size=size)
    page.click("#play")
    page.wait_for_selector("dialog[open]")
    assert serious(page, axe) == []
