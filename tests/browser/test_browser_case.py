"""Follow a case: the river case from the page of two regimes, who paid, and back again."""

import pytest

from tests.browser.served import Looked, wait_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_river_case_is_followed_under_both_regimes(looked: Looked, size: str) -> None:
    page = looked.open("/?months=60&month=12", size)
    wait_in(page, "document.querySelector('#progress')?.value === 12")
    page.click("#river")
    page.wait_for_selector(".row:not(.heads)")
    assert page.locator(".paid .side").count() == 2
    assert page.locator(".row .side-0 .event").count() and page.locator(".row .side-1 .event").count()
    months = [int(text) for text in page.locator(".row:not(.heads) .month-number").all_text_contents()]
    assert months == sorted(set(months)) and months[0] >= 6
    page.click("#back")
    wait_in(page, "document.querySelector('#progress')?.value === 12")


def test_a_piece_of_news_leads_to_its_case_and_a_number_to_another(looked: Looked) -> None:
    page = looked.open("/?months=60&month=24")
    wait_in(page, "document.querySelector('#progress')?.value === 24")
    while not page.locator("#news a").count():
        at = page.evaluate("document.querySelector('#progress').value")
        page.click("#step")
        wait_in(page, f"document.querySelector('#progress').value > {at}")
    page.locator("#news a").first.click()
    page.wait_for_selector(".row:not(.heads)")
    heading = page.inner_text("#heading")
    page.fill("#number", "river")
    page.press("#number", "Enter")
    page.wait_for_url("**/case/river?*")
    page.wait_for_selector(".row:not(.heads)")
    assert page.inner_text("#heading") != heading


def test_a_case_is_found_by_the_name_that_every_page_shows(looked: Looked) -> None:
    """The title's own, that of a case before the first month, and those in Chinese or with the word before them."""
    page = looked.open("/case/river?months=24&seed=2")
    page.wait_for_selector(".row:not(.heads)")
    river = page.locator(".paid").inner_text()
    name = "8/-95"  # open when the months begin
    for typed, ends, heading in (
        (" 0/7", "0/7", "The river case (case 0/7)"),
        (f"old case {name}", name, f"Old case {name}"),
        (f"旧事项{name}", name, f"Old case {name}"),
    ):
        page.fill("#number", typed)
        page.press("#number", "Enter")
        page.wait_for_url(f"**/case/{ends}?*")
        page.wait_for_selector(".row:not(.heads)")
        assert page.inner_text("#heading") == heading and page.input_value("#number") == heading.strip(")").split()[-1]
        assert (page.locator(".paid").inner_text() == river) == ("0/7" in typed)


def test_signs_and_months_of_a_case_are_explained(looked: Looked) -> None:
    for size in ("phone", "laptop"):
        page = looked.open("/case/river?months=40", size)
        page.wait_for_selector(".row:not(.heads)")
        assert page.locator("#signs li").all_inner_texts() == [
            "Work",
            "Explore",
            "Cover",
            "Idle",
            "deserved",
            "not deserved",
        ]
        assert "made to answer" in page.inner_text("#river-about")
        if size == "phone":
            assert page.locator(".row .when").nth(1).inner_text() == "month 7"
            sides = [text[:2] for text in page.locator(".meanwhile").all_inner_texts()]
            assert sides and set(sides) <= {"A:", "B:"}


def test_the_river_case_is_called_in_the_language_of_the_page(looked: Looked) -> None:
    page = looked.open("/case/river?months=24", locale="zh-CN")
    page.wait_for_selector(".row:not(.heads)")
    assert page.input_value("#number") == "河道"
    page.press("#number", "Enter")
    page.wait_for_url("**/case/river?*")
    page.wait_for_selector(".row:not(.heads)")
