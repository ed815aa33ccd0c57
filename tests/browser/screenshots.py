"""Makes the pictures of the documents on the classroom: ``python -m tests.browser.screenshots [FOLDER]``.

Every view in both languages, on a phone, a laptop and a projector, from one game with simulated players in seed 2. Palettes
keep the files small.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser.served import ROOT, SIZES, Looked, a_browser, served, wait_for, wait_in

FOLDER = ROOT / "docs" / "pictures" / "classroom"
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
COLOURS = 160
SCALE = {"phone": 1.0, "laptop": 0.8, "projector": 0.6}
WATCHED = "?seed=2&months=120&a=river_channel&b=full_reform"
MOVED = f"{WATCHED}&month=47&ma=24:policy.accountability.strictness_work:0.3"
GAME = ("seconds=40", "months=12", "seed=2")
SHOWN_AT = 5
"""Month of the game at which wall, teacher and phone are taken."""
CONDUCTS = ("explore", "work", "work", "cover", "work", "idle")


def main(words: Sequence[str]) -> None:
    """Make all pictures anew, in the folder named or in that of the documents."""
    folder = Path(words[0]) if words else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, a_browser(Path(kept, "fonts")) as browser:
        for language, locale in LANGUAGES.items():
            home = Path(kept, language)
            home.mkdir()
            with served(home, *GAME) as classroom:
                Album(Looked(browser, classroom), folder, language, locale).take_all()


class Album:
    """The pictures in one language."""

    def __init__(self, looked: Looked, folder: Path, language: str, locale: str) -> None:
        self.looked, self.folder, self.language, self.locale = looked, folder, language, locale
        self.screens: list[Image.Image] = []

    def take_all(self) -> None:
        """Take every view."""
        self.take_watch()
        self.take_case()
        self.take_game()
        self.take_rehearsal()
        self.looked.close()

    def open(self, path: str, size: str, **how: Any) -> Any:
        """A page in this language."""
        return self.looked.open(path, size, locale=self.locale, **how)

    def take(self, page: Any, name: str, size: str) -> None:
        """One picture: what is seen without scrolling."""
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(300)
        self.write(shot(page), name, SCALE[size])

    def write(self, picture: Image.Image, name: str, scale: float = 1.0) -> None:
        """A picture as a small file."""
        smaller = picture.resize(
            (round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS
        )
        few = smaller.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.{self.language}.png", optimize=True)

    def take_watch(self) -> None:
        """Two regimes, the question before, more levers, and the dark."""
        for size in SIZES:
            page = self.open(f"/{MOVED}", size)
            wait_in(page, "document.querySelector('#progress')?.value === 47")
            self.take(page, f"watch-{size}", size)
        page = self.open(f"/{MOVED}", "laptop", color_scheme="dark")
        wait_in(page, "document.querySelector('#progress')?.value === 47")
        self.take(page, "watch-dark", "laptop")
        page = self.open(f"/{WATCHED}", "laptop")
        page.wait_for_selector(".side")
        page.click("#play")
        page.wait_for_selector("dialog[open]")
        self.take(page, "watch-prediction", "laptop")
        page.locator("dialog fieldset").nth(0).locator("input[value='0']").check()
        page.locator("dialog fieldset").nth(1).locator("input[value='1']").check()
        page.select_option("#rate", "8")
        page.click("dialog button[value=play]")
        wait_in(
            page, "document.querySelector('#progress').value === 120"
        )  # a pause would come at another month each time
        self.take(page, "watch-answer", "laptop")
        page.click("#levers > summary")
        page.locator("#groups > details > summary").first.click()
        page.locator("#levers").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#levers').scrollIntoView()")
        self.take(page, "watch-levers", "laptop")

    def take_case(self) -> None:
        """The river case."""
        for size in SIZES:
            page = self.open(f"/case/river{WATCHED}&month=47", size)
            page.wait_for_selector(".row:not(.heads)")
            self.take(page, f"case-{size}", size)

    def take_game(self) -> None:
        """A whole game in a room with simulated players: teacher, wall, and one phone in all its states."""
        key = self.looked.classroom.key
        code = (
            self.looked.context().request.get(f"{self.looked.classroom.address}/rehearse.json?key={key}").json()["code"]
        )
        teacher = self.open(f"/teach?key={key}&code={code}", "laptop")
        wall = self.open(f"/wall?code={code}", "projector")
        phone = self.open(f"/j/{code}", "phone")
        phone.wait_for_selector("#name")
        self.keep(phone)
        phone.fill("#name", "Lin" if self.language == "en" else "小林")
        phone.click("form button[type=submit]")
        wait_in(teacher, "document.querySelectorAll('#seats button').length >= 13")
        self.take(wall, "wall-lobby", "projector")
        self.take(teacher, "teacher-lobby", "laptop")
        press(teacher)
        phone.wait_for_selector("#guess-first")
        phone.click("#guess-first")
        self.keep(phone)
        wait_in(wall, "document.querySelectorAll('.ways').length === 1")
        teacher.wait_for_timeout(2000)  # the simulated players predict
        self.take(wall, "wall-briefing", "projector")
        self.play(teacher, wall, phone)
        self.take(wall, "wall-reveal", "projector")
        self.take(teacher, "teacher-reveal", "laptop")
        self.keep(phone)
        self.write(beside(self.screens), "phone", 0.8)

    def play(self, teacher: Any, wall: Any, phone: Any) -> None:
        """All months, to the reveal."""
        for turn in range(200):
            if phone.locator("#screen.reveal .regimes").count() and wall.locator("line.switch").count():
                return
            if (
                phone.locator("#screen.choosing #do-work").count()
                and not phone.locator("#do-work[aria-pressed=true]").count()
            ):
                phone.click(f"#do-{CONDUCTS[turn % len(CONDUCTS)]}")
                phone.wait_for_timeout(700)
                if phone.locator("#screen.choosing").count() and month_of(phone) == SHOWN_AT and len(self.screens) < 3:
                    self.keep(phone)
                    self.take(teacher, "teacher-choosing", "laptop")
                    self.take(wall, "wall-choosing", "projector")
            wait_for_the_others(phone)
            if phone.locator("#screen.resolved").count() and month_of(phone) >= SHOWN_AT and len(self.screens) == 3:
                self.keep(phone)
            press(teacher)
        raise SystemExit("the game did not end")

    def keep(self, phone: Any) -> None:
        """One more screen of the phone, to stand beside the others."""
        phone.wait_for_timeout(500)
        self.screens.append(shot(phone))

    def take_rehearsal(self) -> None:
        """Teacher, wall and three phones on one screen."""
        page = self.open(f"/rehearse?key={self.looked.classroom.key}", "projector")
        wait_for(lambda: page.wait_for_timeout(100) or sum("/j/" in frame.url for frame in page.frames) == 3)
        for frame in page.frames:
            if "/j/" in frame.url:
                frame.wait_for_selector("#name")
                frame.click("form button[type=submit]")
        page.wait_for_timeout(3000)
        self.take(page, "rehearsal", "projector")


def press(teacher: Any) -> None:
    """Press next, once the page takes it."""
    teacher.wait_for_timeout(900)
    if teacher.locator("#next:enabled").count():
        teacher.click("#next")
    teacher.wait_for_timeout(500)


def wait_for_the_others(phone: Any) -> None:
    """Let the simulated players choose: the month closes by itself when they have."""
    for _ in range(60):
        if not phone.locator("#screen.choosing").count():
            return
        phone.wait_for_timeout(200)


def month_of(phone: Any) -> int:
    """The month that a phone shows, 0 if none."""
    digits = "".join(sign if sign.isdigit() else " " for sign in phone.inner_text("#month")).split()
    return int(digits[0]) if digits else 0


def shot(page: Any) -> Image.Image:
    """What a page shows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "shot.png")
        page.screenshot(path=path, animations="disabled")
        return Image.open(path).convert("RGB").copy()


def beside(pictures: Sequence[Image.Image], gap: int = 16) -> Image.Image:
    """Pictures side by side."""
    wide = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    sheet = Image.new("RGB", (wide, max(picture.height for picture in pictures)), "#ffffff")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + gap
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:])
