"""The report in a real browser: in both languages, with hostile names, without a request, and printed on A4."""

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wenze.experiments.cli import main

from tests.browser.served import PATIENCE, SIZES, serious

SMALL = ["world.scale.counties=1", "world.scale.townships=2", "replications=3", "spin_up=12", "figures=false"]
EVIL = '</style></title><script>window.owned=1</script><img src=//x.invalid/ onerror="window.owned=1">'
LANGUAGES = ("en", "zh")
A4 = (595, 842)  # points
WAYS_OUT = """() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes].map(at => at.name + '=' + at.value))
    .filter(said => /^on|^(src|srcset|action|data|formaction)=|^(xlink:)?href=(?!#|data:)/.test(said))"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of a comparison and a case with hostile names, by language."""
    folder = tmp_path_factory.mktemp("report")
    words = json.dumps(EVIL)
    own = folder / "own"
    own.mkdir()
    (own / "evil.yaml").write_text(
        f"title: {words}\nabout: {words}\nfamily: lists\npolicy: {{oversight: {{audits: 0.4}}}}\n", encoding="utf-8"
    )
    (own / "claims").mkdir()
    (own / "claims" / "evil_claim.yaml").write_text(
        f"title: {words}\nsays: {words}\nsource: {words}\nmeasure: effort\narms: [evil, blanket_punishment]\nexpected: higher\n",
        encoding="utf-8",
    )
    asked = ["scenarios=[evil,full_reform,crackdown]", f"folder={own}", *SMALL]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert main(["compare", *asked, "months=72", f"out={folder / 'first'}"]) == 0
        assert main(["case", *asked, "months=40", "plants=1", f"out={folder / 'case'}"]) == 0
        judged = ["claims=[evil_claim]", f"folder={own}", "worlds=default", *SMALL]
        assert main(["claims", *judged, "months=24", f"out={folder / 'claims'}"]) == 0
        for lang in LANGUAGES:
            beside = [f"{key}={folder / key}" for key in ("case", "claims")]
            given = [str(folder / "first"), *beside, f"title={EVIL}", f"lang={lang}", f"out={folder / lang}"]
            assert main(["report", *given]) == 0
    return {lang: folder / lang / "report.html" for lang in LANGUAGES}


class Opened:
    """A page in a browser of its own, with everything that it asks for or complains of."""

    def __init__(self, browser: Any, path: Path, **how: Any) -> None:
        width, height = SIZES["laptop"]
        self.context = browser.new_context(viewport={"width": width, "height": height}, **how)
        self.page = self.context.new_page()
        self.page.set_default_timeout(1000 * PATIENCE)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.goto(path.as_uri())


@pytest.fixture(params=LANGUAGES)
def opened(request: Any, browser: Any, reports: dict[str, Path]) -> Iterator[Opened]:
    """A report in a browser."""
    found = Opened(browser, reports[request.param], locale=request.param)
    yield found
    found.context.close()


@pytest.mark.browser
def test_nothing_is_asked_for_and_hostile_names_do_no_harm(opened: Opened) -> None:
    page = opened.page
    page.wait_for_selector("main section:last-of-type")
    page.wait_for_timeout(500)
    elsewhere = [url for url in opened.asked if not url.startswith(("file:", "data:"))]
    assert elsewhere == [] and sum(url.startswith("file:") for url in opened.asked) == 1
    assert opened.said == []
    assert page.evaluate("window.owned") is None
    assert (
        page.evaluate("document.querySelectorAll('script, img, iframe, object, embed, form, foreignObject').length")
        == 0
    )
    assert page.evaluate(WAYS_OUT) == []
    assert page.title() == EVIL and page.inner_text("h1") == EVIL
    assert page.locator("main svg").count() >= 6
    for section in page.locator("nav a").all():
        assert page.locator(section.get_attribute("href")).count() == 1


@pytest.mark.browser
def test_pictures_are_seen_and_the_page_is_no_wider_than_the_screen(opened: Opened) -> None:
    page = opened.page
    for size in ("laptop", "phone"):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        boxes = page.evaluate(
            "[...document.querySelectorAll('figure svg')].map(one => one.getBoundingClientRect().toJSON())"
        )
        assert boxes and all(box["width"] > 200 and box["height"] > 40 and box["right"] <= width for box in boxes)


@pytest.mark.browser
def test_it_prints_on_a4_and_no_picture_is_cut(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    path = tmp_path / "report.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    content = path.read_bytes()
    sizes = {tuple(round(float(number)) for number in found) for found in
             re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", content)}  # fmt: skip
    assert {(abs(wide - A4[0]) <= 1, abs(high - A4[1]) <= 1) for wide, high in sizes} == {(True, True)}
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    assert 8 <= pages <= 40
    page.emulate_media(media="print")
    assert page.evaluate(
        "[...document.querySelectorAll('figure, pre')].every(one => getComputedStyle(one).breakInside === 'avoid')"
    )
    assert page.evaluate(
        "[...document.querySelectorAll('thead')].every(one => getComputedStyle(one).display === 'table-header-group')"
    )


@pytest.mark.browser
def test_what_axe_finds_serious_is_nothing(browser: Any, reports: dict[str, Path], axe: str) -> None:
    for path in reports.values():
        opened = Opened(browser, path, bypass_csp=True)
        assert serious(opened.page, axe) == []
        opened.context.close()
