"""A whole game: a teacher, the wall and three phones, with a hidden switch, a reload, a lost connection and a late joiner."""

from contextlib import suppress
from typing import Any

import pytest

from tests.browser.served import SIZES, Looked, serious, wait_for, wait_in

pytestmark = pytest.mark.browser

MONTHS = 6
HOSTILE = "<img src=x onerror=a()>"
HIDDEN = ("Regime of the river case", "Full reform", "river_channel", "full_reform")


class Cut:
    """A phone's way to the server that can be cut as a server or a router would: the phone sees its socket closed."""

    def __init__(self, context: Any) -> None:
        self.sockets: list[Any] = []
        context.route_web_socket("**/ws/game**", self._through)

    def _through(self, socket: Any) -> None:
        self.sockets.append(socket)
        socket.connect_to_server()

    def cut(self) -> None:
        """Cut it now."""
        self.sockets[-1].close(code=1012, reason="gone")


def joined(looked: Looked, name: str, context: Any = None) -> Any:
    """A phone that has taken a seat."""
    phone = looked.open(f"/j/{looked.classroom.code}", "phone", context)
    phone.fill("#name", name)
    phone.click("form button[type=submit]")
    phone.wait_for_selector("#screen:not(.join) h1")
    return phone


def fine(axe: str, phone: Any, *others: Any) -> None:
    """Readable by everybody, and nothing sticks out of the phone."""
    for page in (phone, *others):
        assert serious(page, axe) == [], page.url
    assert phone.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]


def next_step(teacher: Any, state: str) -> None:
    """Press next until the game is in a state. The page takes no press in the moment after a change."""
    for _ in range(20):
        if state in teacher.inner_text("#state"):
            return
        teacher.wait_for_timeout(800)
        if state not in teacher.inner_text("#state"):
            press_next(teacher)
    raise AssertionError(f"never in {state}: {teacher.inner_text('#state')}")


def press_next(teacher: Any) -> None:
    """Press, and wait a little for what comes of it."""
    before = teacher.inner_text("body")
    teacher.click("#next")
    with suppress(AssertionError):
        wait_until_other(teacher, before)


def choose(phone: Any, conduct: str) -> None:
    """Choose; the month may close at once where this was the last choice."""
    phone.click(f"#do-{conduct}")
    done = f"document.querySelector('#do-{conduct} .mark')?.textContent.startsWith('✓')"
    wait_in(phone, f"{done} || document.querySelector('#screen.resolved') !== null")


class Played:
    """A game in several browsers: the teacher, the wall, the phones, and every text that was seen before the reveal."""

    def __init__(self, looked: Looked, axe: str) -> None:
        self.looked, self.classroom, self.axe = looked, looked.classroom, axe
        self.teacher = looked.open(f"/teach?key={self.classroom.key}")
        self.wall = looked.open("/wall", "projector")
        self.phones = [joined(looked, HOSTILE), joined(looked, "二号")]
        context = looked.context("phone")
        self.way = Cut(context)
        self.phones.append(joined(looked, "Three", context))
        self.seen: list[str] = []

    def look(self) -> None:
        """Keep what phones and wall show."""
        self.seen += [page.inner_text("body") for page in (*self.phones, self.wall)]


def test_three_students_and_a_teacher_play_a_whole_game(looked: Looked, axe: str) -> None:
    game = Played(looked, axe)
    everybody_is_listed(game)
    everybody_predicts(game)
    for month in range(1, MONTHS + 1):
        next_step(game.teacher, f"Choosing · Month {month} of")
        if month == 1:
            a_choice_is_changed_and_survives_a_reload(game)
        all_choose(game, month)
        if month == 2:
            a_lost_connection_comes_back(game)
        if month == 3:
            whoever_chooses_again_is_not_simulated(game)
            somebody_joins_late(game)
        game.look()
        if month == 4:
            fine(axe, game.phones[2], game.wall, game.teacher)
        the_outcome_is_seen(game, month)
    nobody_has_said_the_rules(game)
    the_rules_are_revealed(game)
    the_wall_shows_all_at_once(game)
    everybody_reads_what_came_out(game)
    it_is_talked_about(game)
    it_is_closed(game)


def everybody_is_listed(game: Played) -> None:
    """The teacher sees all three by name, as text, and the wall how many they are."""
    wait_in(game.teacher, "document.querySelectorAll('#seats button').length === 3")
    assert HOSTILE in game.teacher.inner_text("#seats") and game.teacher.locator("#seats img").count() == 0
    wait_in(game.wall, "document.querySelector('.joined b')?.textContent === '3'")


def everybody_predicts(game: Played) -> None:
    """Each phone predicts something else."""
    next_step(game.teacher, "Briefing")
    for phone, says in zip(game.phones, ("first", "same", "second"), strict=True):
        phone.wait_for_selector("#guess-first")
        assert phone.locator(".ways li").count() == 4
        phone.click(f"#guess-{says}")
        wait_in(phone, f"document.querySelector('#guess-{says}').ariaPressed === 'true'")
    wait_in(game.wall, "document.querySelector('.joined b')?.textContent === '3 of 3'")


def a_choice_is_changed_and_survives_a_reload(game: Played) -> None:
    """A choice may be changed, and a reload leads back to the seat and to what was chosen."""
    first = game.phones[0]
    first.wait_for_selector("#do-work")
    choose(first, "cover")
    choose(first, "work")
    first.reload()
    wait_in(first, "document.querySelector('#do-work')?.ariaPressed === 'true'")


def all_choose(game: Played, month: int) -> None:
    """The first three choose, but for the second in the second month."""
    for phone, conduct in zip(game.phones, ("work", "explore", "idle"), strict=False):
        wait_in(phone, f"document.querySelector('#month').textContent.startsWith('Month {month} ')")
        phone.wait_for_selector("#do-work")
        if phone is not game.phones[1] or month != 2:
            choose(phone, conduct)


def a_lost_connection_comes_back(game: Played) -> None:
    """It comes back by itself, and nothing is lost; the second, who has not chosen, is advanced."""
    teacher, third, way = game.teacher, game.phones[2], game.way
    way.cut()
    wait_for(lambda: third.wait_for_timeout(50) or len(way.sockets) == 2)
    wait_in(third, "document.querySelector('#line').classList.contains('open')")
    wait_in(third, "document.querySelector('#do-idle')?.ariaPressed === 'true'")
    teacher.click("#slow")
    wait_in(teacher, "document.querySelector('#state').textContent.startsWith('What came')")
    states = teacher.locator("#seats .state").all_inner_texts()
    assert [state[0] for state in states] == ["●", "◇", "●"]


def whoever_chooses_again_is_not_simulated(game: Played) -> None:
    """Teacher, wall and phones say that all have chosen."""
    wait_in(
        game.teacher,
        "[...document.querySelectorAll('#seats .state')].every((one) => one.textContent.startsWith('✓'))",
    )
    wait_in(game.wall, "document.querySelector('#clock').textContent === 'All have chosen.'")
    assert "All have chosen" in game.phones[0].inner_text("#screen")


def somebody_joins_late(game: Played) -> None:
    """Not while the room is locked; then in the middle of a month, and is told who sat there."""
    game.teacher.click("#lock")
    turned = game.looked.open(f"/j/{game.classroom.code}", "phone")
    wait_in(turned, "document.querySelector('#screen h1')?.textContent === 'The room is locked'")
    game.teacher.click("#lock")
    turned.wait_for_selector("#name")
    game.phones.append(joined(game.looked, "Late"))
    wait_in(game.teacher, "document.querySelectorAll('#seats button').length === 4")
    assert "sat here before you: 2" in game.phones[-1].inner_text("#screen")


def the_outcome_is_seen(game: Played, month: int) -> None:
    """What came of a month stands on every phone."""
    next_step(game.teacher, f"What came of it · Month {month} of")
    for phone in game.phones:
        phone.wait_for_selector("#screen.resolved")
    game.look()
    if month == 1:
        fine(game.axe, game.phones[0], game.wall, game.teacher)
    if month == 2:
        assert "Played for you" in game.phones[1].inner_text("#screen")


def nobody_has_said_the_rules(game: Played) -> None:
    """Neither the regimes nor the switch nor the teacher's key was to be seen anywhere."""
    assert [name for name in HIDDEN for text in game.seen if name in text] == []
    assert not any("the rules changed" in text for text in game.seen)
    assert game.classroom.key not in "".join(page.content() for page in (*game.phones, game.wall))
    assert game.wall.locator(".course").count() == 2 and game.wall.locator("line.switch").count() == 0


def the_rules_are_revealed(game: Played) -> None:
    """On every phone, and on the wall where they changed."""
    next_step(game.teacher, "Reveal")
    for phone in game.phones:
        phone.wait_for_selector("#screen.reveal .regimes li")
        assert "Full reform" in phone.inner_text("#screen")
    wait_in(game.wall, "document.querySelectorAll('line.switch').length === 2")


def the_wall_shows_all_at_once(game: Played) -> None:
    """On small projectors too; with which rules held when, and of how many people."""
    wall = game.wall
    for size in ({"width": 1280, "height": 720}, {"width": 1366, "height": 768}):
        wall.set_viewport_size(size)
        assert wall.evaluate("document.documentElement.scrollHeight") <= size["height"]
        assert (
            wall.locator(".answer").bounding_box()["y"] + wall.locator(".answer").bounding_box()["height"]
            <= size["height"]
        )
    assert wall.locator(".guesses .right").count() == 1
    told_on_wall = wall.inner_text("#screen")
    for words in (
        "First rules: until month 3",
        "Second rules: from month 4 on",
        "The model alone: nobody plays",
        "This game",
    ):
        assert words in told_on_wall, words
    assert wall.locator(".course").first.locator(".people").all_text_contents() == ["3", "2", "3", "3", "3", "3"]


def everybody_reads_what_came_out(game: Played) -> None:
    """The first phone shows all its months, and whether its prediction was right."""
    first = game.phones[0]
    assert first.locator(".mine li:not(.switch)").count() == MONTHS
    fine(game.axe, first, game.wall, game.teacher)
    told = first.inner_text("#screen")
    assert "You predicted of your simulated colleagues: “Under the first rules”" in told and "this game" in told


def it_is_talked_about(game: Played) -> None:
    """The teacher is told what to say of this very game, and the wall asks why."""
    next_step(game.teacher, "Debriefing")
    said = game.teacher.inner_text("#lesson .say")
    assert "On work and exploring the rows" in said and "desks that mostly worked or explored" in said
    wait_in(game.wall, "document.querySelector('#heading').textContent.includes('more afraid')")
    assert "what to doubt" in game.teacher.inner_text("#next")


def it_is_closed(game: Played) -> None:
    """Nothing more can be done, nobody can join, and the results name nobody."""
    looked, classroom = game.looked, game.classroom
    next_step(game.teacher, "Closed")
    assert game.teacher.locator("#lock").is_disabled() and game.teacher.locator("#seats button:enabled").count() == 0
    after = looked.open(f"/j/{classroom.code}", "phone")
    wait_in(after, "document.querySelector('#screen h1')?.textContent === 'This game is over'")
    game.phones[0].wait_for_selector("#screen.closed")
    answer = looked.contexts[0].request.get(f"{classroom.address}/results.csv?key={classroom.key}")
    assert answer.ok and "二号" not in answer.text() and len(answer.text().splitlines()) > MONTHS


def test_a_locked_room_invites_nobody(looked: Looked) -> None:
    request = looked.context().request
    code = request.get(f"{looked.classroom.address}/rehearse.json?key={looked.classroom.key}").json()["code"]
    teacher = looked.open(f"/teach?key={looked.classroom.key}&code={code}")
    wall = looked.open(f"/wall?code={code}", "projector")
    wall.wait_for_selector(".invitation img")
    teacher.click("#lock")
    wait_in(wall, "document.querySelector('#heading').textContent === 'The room is locked'")
    assert wall.locator("img").count() == 0 and code not in wall.inner_text("#screen")
    teacher.click("#lock")
    wall.wait_for_selector(".invitation img")
    assert teacher.inner_text("#only-here") == ""  # a rehearsal needs no phones


def test_the_newest_window_takes_over(looked: Looked) -> None:
    context = looked.context("phone")
    page = looked.open("/try", context=context)
    page.wait_for_selector("#go-on")
    other = looked.open("/try", context=context)
    other.wait_for_selector("#go-on")
    page.wait_for_selector("#here")
    assert "another window" in page.inner_text("#screen")
    page.click("#here")
    page.wait_for_selector("#go-on")
    other.wait_for_selector("#here")


def test_a_lone_visitor_plays_by_keyboard(looked: Looked) -> None:
    page = looked.open("/try", "phone")
    page.wait_for_selector("#go-on")
    for _ in range(8 * MONTHS):  # a month closes by itself, too: then a press has nothing to press
        if page.locator("#screen.reveal .regimes").count():
            break
        before = page.inner_text("body")
        for name in ("do-work", "go-on"):
            page.evaluate(f"document.querySelector('#{name}:enabled')?.focus()")
            if page.evaluate("document.activeElement.id") == name:
                page.keyboard.press("Enter")
            page.wait_for_timeout(300)
        with suppress(AssertionError):
            wait_until_other(page, before)
    page.wait_for_selector("#screen.reveal .regimes li")


def wait_until_other(page: Any, before: str) -> None:
    """Wait a little until a page says something else."""
    wait_for(lambda: page.inner_text("body") != before, 10.0)


def test_a_code_can_be_typed(looked: Looked) -> None:
    page = looked.open("/j", "phone")
    page.fill("#code", looked.classroom.code.lower())
    page.press("#code", "Enter")
    page.wait_for_url(f"**/j/{looked.classroom.code}")
    page.wait_for_selector("#line.open")


def test_a_code_that_is_not_there_is_told_once_and_mended_in_place(looked: Looked) -> None:
    page = looked.open("/j/NOWHERE", "phone")
    page.wait_for_selector("#code")
    assert page.input_value("#code") == "NOWHERE"
    assert page.inner_text("body").count(page.inner_text("#screen h1")) == 1
    page.fill("#code", looked.classroom.code)
    page.press("#code", "Enter")
    page.wait_for_selector("#line.open")
    assert page.locator("#code").count() == 0


def test_the_teacher_is_led_to_the_two_regimes_of_the_game(looked: Looked) -> None:
    page = looked.open(f"/teach?key={looked.classroom.key}")
    wait_in(page, "document.querySelector('#watch').search.length > 1")
    assert page.locator("#watch").get_attribute("href") == "/?seed=1&a=river_channel&b=full_reform"
    assert "0.0.0.0" in page.inner_text("#only-here")  # no phone reaches this one
    assert "minutes for the whole lesson" in page.inner_text("#length")


def test_next_is_disabled_while_it_takes_no_press_and_keeps_the_focus(looked: Looked) -> None:
    request = looked.context().request
    code = request.get(f"{looked.classroom.address}/rehearse.json?key={looked.classroom.key}").json()["code"]
    page = looked.open(f"/teach?key={looked.classroom.key}&code={code}")
    page.wait_for_selector("#next:enabled")
    page.locator("#next").focus()
    disabled = "() => { const button = document.querySelector('#next'); button.click(); return button.disabled; }"
    assert page.evaluate(disabled) is True
    page.wait_for_selector("#next:enabled")
    wait_in(page, "document.activeElement.id === 'next'")
    wait_in(page, "document.querySelector('#state').textContent === 'Briefing'")


def test_a_rehearsal_shows_teacher_wall_and_three_phones(looked: Looked) -> None:
    page = looked.open(f"/rehearse?key={looked.classroom.key}", "projector")
    wait_for(lambda: page.wait_for_timeout(100) or len([frame for frame in page.frames if "/j/" in frame.url]) == 3)
    phones = [frame for frame in page.frames if "/j/" in frame.url]
    teacher = next(frame for frame in page.frames if "/teach" in frame.url)
    for place, phone in enumerate(phones):
        phone.fill("#name", f"phone {place}")
        phone.click("form button[type=submit]")
        phone.wait_for_selector("#screen:not(.join) h1")
    teacher.wait_for_selector("#seats li:nth-child(3)")
    teacher.click("#next")
    for phone in phones:
        phone.wait_for_selector("#guess-first")
