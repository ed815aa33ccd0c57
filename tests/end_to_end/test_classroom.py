"""``wenze classroom`` as a process of its own, asked over real sockets: a whole game, who may do what, abuse, kills, and how it ends."""

import json
import os
import queue
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.classroom.limits import LONGEST_MESSAGE, MESSAGES_A_SECOND, PATIENCE
from wenze.experiments.cli import main

pytest.importorskip("starlette")
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from benchmarks.classroom import measured

ROOT = Path(__file__).resolve().parents[2]
SOON = 60.0  # seconds: generous, since the machine may be slow
REGIMES = ("river_channel", "full_reform")
posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(scope="module", autouse=True)
def compiled(engine: None) -> None:
    """Let the model be compiled once, so that no test waits for it."""


def usual_answers() -> None:
    """Let a process answer signals as usual, whoever runs the tests: a shell has its jobs in the background ignore some."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Served:
    """The command in a process of its own."""

    def __init__(self, folder: Path, *arguments: str, **options: Any) -> None:
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "wenze.experiments.cli", "classroom", f"out={folder}", *arguments]
        if not any(word.startswith("port=") for word in arguments):
            command.append("port=0")
        how = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "env": surroundings,
            "encoding": "utf-8",
            "preexec_fn": None if os.name == "nt" else usual_answers,
            **options,
        }
        self.process = subprocess.Popen(command, **how)
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        assert "Ctrl-C" in self.said, self.process.communicate(timeout=SOON)
        self.root = re.search(r"(http://\S+?)/\n", self.said)[1]
        self.key = re.search(r"key=(\S+)", self.said)[1]
        self.code = re.search(r"/j/(\w+)", self.said)[1]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it, and give its status and what it said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, err = self.process.communicate(timeout=SOON)
        return self.process.returncode, err

    def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        """Status, text and headers of a page."""
        request = urllib.request.Request(self.root + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=SOON) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def open(self, path: str, **options: Any) -> "Line":
        """An open socket."""
        return Line(connect(self.root.replace("http", "ws") + path, open_timeout=SOON, proxy=None, **options))

    def game(self, role: str, **asked: str) -> "Line":
        """A socket of the game."""
        query = "&".join(f"{name}={value}" for name, value in {"role": role, **asked}.items())
        return self.open(f"/ws/game?{query}")

    def teacher(self) -> "Line":
        """The teacher's socket."""
        return self.game("teacher", key=self.key)

    def student(self, name: str, **asked: Any) -> "Line":
        """A student who has joined."""
        line = self.game("student", code=self.code)
        line.say("join", name=name, **asked)
        line.seat = line.until("seated")["seat"]
        return line


class Line:
    """A socket with everything it was told. Like a page, it answers pings whatever else goes on."""

    def __init__(self, opening: Any) -> None:
        self._opening = opening  # a block that is left when the test is over
        self.client = opening.__enter__()
        self.told: list[dict[str, Any]] = []
        self.seat = ""
        self._heard: queue.SimpleQueue[dict[str, Any] | ConnectionClosed] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            for text in self.client:
                message = json.loads(text)
                if message["is"] == "ping":
                    self.say("pong")
                else:
                    self._heard.put(message)
            self.client.recv(timeout=0)
        except ConnectionClosed as closed:
            self._heard.put(closed)

    def say(self, do: str, **more: Any) -> None:
        self.client.send(json.dumps({"do": do, **more}))

    def hear(self, timeout: float = SOON) -> dict[str, Any]:
        message = self._heard.get(timeout=timeout)
        if isinstance(message, ConnectionClosed):
            self._heard.put(message)
            raise message
        self.told.append(message)
        return message

    def until(self, kind: str, fits: Callable[[dict[str, Any]], bool] = lambda message: True) -> dict[str, Any]:
        """The next message of a kind that fits."""
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            message = self.hear(max(0.1, end - time.monotonic()))
            if message["is"] == kind and fits(message):
                return message
        raise AssertionError((kind, self.told[-5:]))

    def state(self, state: str, month: int | None = None) -> dict[str, Any]:
        """The next snapshot in a state of the game."""
        kinds = ("you", "room", "wall")
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            message = self.hear()
            if message["is"] in kinds and message["state"] == state and month in (None, message["month"]):
                return message
        raise AssertionError((state, self.told[-5:]))

    def refused(self, code: str) -> dict[str, Any]:
        """The next refusal, which has to be this one, in both languages."""
        message = self.until("refused")
        assert message["code"] == code, message
        assert message["why"]["en"] and re.search("[\u4e00-\u9fff]", message["why"]["zh"])
        return message

    def closed(self) -> int:
        """Hear everything until it is closed; gives the code."""
        try:
            while True:
                self.hear()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def choose(self, month: int, conduct: str, action: str) -> None:
        self.say("choose", month=month, conduct=conduct, id=action)
        answer = self.until("accepted", lambda message: message["id"] == action)
        assert (answer["month"], answer["conduct"]) == (month, conduct)

    def go_to(self, state: str, month: int | None = None) -> dict[str, Any]:
        """Press the teacher's button until the game is there."""
        rooms = [message for message in self.told if message["is"] == "room"]
        room = rooms[-1] if rooms else self.until("room")
        while room["state"] != state or month not in (None, room["month"]):
            before = room["state"], room["month"], room["lesson"]["step"]
            self.say("next")
            while before == (room["state"], room["month"], room["lesson"]["step"]):
                room = self.until("room")
        return room

    def drop(self) -> None:
        self.client.close()


def wait_for(there: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SOON
    while not there():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server whose months last until the teacher closes them."""
    found = Served(tmp_path / "kept", "months=3", "switch=1", "seconds=0")
    yield found
    found.end()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for tests that leave no mark on it."""
    found = Served(tmp_path_factory.mktemp("shared") / "kept", "seconds=0")
    yield found
    _, err = found.end()
    assert found.key not in err and "Traceback" not in err, err


# --- a whole game -----------------------------------------------------------------------------------------------------


def test_a_whole_game_with_a_reload_a_dropout_a_latecomer_and_a_hidden_switch(served: Served, tmp_path: Path) -> None:
    teacher, wall = served.teacher(), served.game("wall")
    first, second = served.student("Li Lei"), served.student("韩梅梅", **{"with": "Jim"})
    assert teacher.until("room", lambda room: room["joined"] == 2)["students"] == 3
    teacher.go_to("briefing")
    first.state("briefing")
    first.say("predict", which="effort", says="second")
    first.until("you", lambda you: you["predicted"] == "second")
    teacher.go_to("choosing", 0)
    you = first.state("choosing", 0)
    assert (you["ends_in"], you["of"], you["chosen"]) == (None, 3, None)

    second.state("choosing", 0)
    first.choose(0, "idle", "a1")
    first.choose(0, "explore", "a2")
    second.choose(0, "cover", "b1")
    second.drop()  # a phone goes off: its choice stands, and the month after is its cadre's
    teacher.until("room", lambda room: room["connected"] == 1)
    teacher.say("close")
    you = first.state("resolved", 0)
    assert (you["last"]["by"], you["last"]["conduct"], you["mine"]) == ("you", "explore", [[0, "explore", "you"]])
    late = served.student("late")
    assert late.state("resolved")["mine"] == []

    teacher.go_to("choosing", 1)
    first.state("choosing", 1)
    reload = served.game("student", code=served.code, seat=first.seat)
    assert reload.until("seated")["number"] == 1
    assert reload.state("choosing", 1)["mine"] == [[0, "explore", "you"]]
    assert first.until("elsewhere") and first.closed() == 4001
    reload.choose(1, "work", "a3")
    late.choose(1, "idle", "c1")
    teacher.say("close")
    assert reload.state("resolved", 1)["last"]["by"] == "you"

    second = served.game("student", code=served.code, seat=second.seat)
    assert second.until("seated")["number"] == 2
    marks = [mark for _, _, mark in second.state("resolved", 1)["mine"]]
    assert marks == ["you", "simulated"]
    for message in (*first.told, *reload.told, *second.told, *late.told, *wall.told):
        assert not any(name in json.dumps(message) for name in REGIMES)
        assert message.get("switch") is None

    teacher.go_to("choosing", 2)
    teacher.say("advance_slow")
    room = teacher.until("room", lambda room: (room["state"], room["month"]) == ("resolved", 2))
    assert all(seat["away"] for seat in room["seats"])
    teacher.go_to("reveal")
    revealed = reload.state("reveal")["reveal"]
    assert [regime["name"] for regime in revealed["regimes"]] == list(REGIMES)
    shown = wall.state("reveal")
    assert shown["reveal"] == revealed and shown["switch"] == 1 and len(shown["counts"]) == 3
    assert shown["counts"][0][1] == [0, 1, 1, 0] and shown["counts"][1][1] == [1, 0, 0, 1]
    assert shown["predictions"] == {"first": 0, "second": 1, "same": 0}
    status, text, headers = served.get(f"/results.csv?key={served.key}")
    assert status == 200 and text.startswith("month,regime,post") and "Li Lei" not in text
    assert "attachment" in headers["content-disposition"]

    kept = tmp_path / "kept"
    assert (kept / "game.jsonl").exists()
    teacher.go_to("closed")
    wait_for(lambda: not (kept / "game.jsonl").exists())
    assert (kept / "results.csv").read_text(encoding="utf-8") == text


def test_a_month_closes_at_its_deadline_and_soon_once_everybody_has_chosen(tmp_path: Path) -> None:
    served = Served(tmp_path / "kept", "months=2", "seconds=3")
    try:
        teacher, student = served.teacher(), served.student("a")
        teacher.go_to("choosing", 0)
        assert 0 < student.state("choosing", 0)["ends_in"] <= 3
        assert student.state("resolved", 0)["last"]["by"] == "simulated"
        teacher.go_to("choosing", 1)
        student.state("choosing", 1)
        teacher.say("pause")
        assert student.until("you", lambda you: you["paused"])["ends_in"] is None
        teacher.say("go_on")
        teacher.say("extend", seconds=600)
        assert student.until("you", lambda you: (you["ends_in"] or 0) > 500)
        student.choose(1, "work", "x")
        student.state("resolved", 1)
    finally:
        served.end()


def test_a_press_that_comes_too_late_does_nothing(served: Served) -> None:
    teacher = served.teacher()
    room = teacher.go_to("choosing", 0)
    teacher.say("next", state="briefing", month=0)
    teacher.say("next", state="choosing", month=1)
    teacher.say("lock", locked=True)
    assert teacher.until("room", lambda room: room["locked"])["state"] == room["state"]
    teacher.say("next", state="choosing", month=0)
    teacher.until("room", lambda room: room["state"] == "resolved")


def test_the_teacher_sends_out_and_locks(served: Served) -> None:
    teacher = served.teacher()
    good, bad = served.student("good"), served.student("bad")
    teacher.say("kick", seat=2)
    assert bad.until("sent_out") and bad.closed() == 4002
    teacher.say("lock", locked=True)
    teacher.until("room", lambda room: room["locked"] and room["joined"] == 1)
    back = served.game("student", code=served.code, seat=bad.seat)
    back.refused("seat")
    back.say("join", name="bad again")
    back.refused("locked")
    good.say("leave")
    assert good.until("you", lambda you: you["seat"] is None)
    assert teacher.until("room", lambda room: room["joined"] == 0)


# --- who may do what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["", "wrong", "x" * 1000, "%00", "%F0%9F%98%80"])
def test_without_the_key_nobody_is_a_teacher(shared: Served, key: str) -> None:
    line = shared.game("teacher", key=key)
    line.refused("key")
    assert line.closed() == 4003
    for page in ("/teach", "/rehearse", "/results.csv", "/rehearse.json"):
        status, text, _ = shared.get(f"{page}?key={key}")
        assert status == 403 and "密钥" in text


@pytest.mark.parametrize("do", ["next", "close", "pause", "go_on", "extend", "advance_slow", "kick", "lock", "bots"])
def test_students_and_walls_cannot_do_what_the_teacher_does(shared: Served, do: str) -> None:
    for line in (shared.game("student", code=shared.code), shared.game("wall")):
        line.say(do, seat=1, seconds=1, locked=True, count=1)
        line.refused("teacher")
        line.drop()


def test_a_wrong_code_and_a_wrong_role_are_refused(shared: Served) -> None:
    for asked, code in (
        ({"role": "student", "code": "WRONG"}, "code"),
        ({"role": "student"}, "code"),
        ({"role": "king"}, "role"),
    ):
        line = shared.game(**asked)
        line.refused(code)
        assert line.closed() == 4003


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_pages_from_elsewhere_open_no_socket(shared: Served, origin: str) -> None:
    for path in ("/ws/watch", f"/ws/game?role=student&code={shared.code}"):
        with pytest.raises(InvalidStatus) as refused:
            shared.open(path, origin=origin)
        assert refused.value.response.status_code == 403


def test_our_own_page_opens_a_socket(shared: Served) -> None:
    shared.open("/ws/watch", origin=shared.root).drop()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "a b", ""]
)
def test_under_a_name_from_elsewhere_nothing_is_answered(shared: Served, host: str) -> None:
    status, text, _ = shared.get("/", Host=host)
    assert status in (400, 421) and "<script" not in text and "wenze classroom" not in text
    with pytest.raises(InvalidStatus):
        shared.open("/ws/watch", additional_headers={"Origin": f"http://{host}", "X-Host": "y"}, origin=None)


def test_every_answer_keeps_the_page_in(shared: Served) -> None:
    for path in (
        "/",
        "/wall",
        "/try",
        "/case/1",
        f"/j/{shared.code}",
        "/static/style.css",
        "/nowhere",
        f"/teach?key={shared.key}",
    ):
        _, _, headers = shared.get(path)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "*" not in policy, path
        assert headers["referrer-policy"] == "no-referrer" and headers["x-content-type-options"] == "nosniff"


def test_the_key_is_on_no_page(shared: Served) -> None:
    pages = (
        "/",
        "/wall",
        "/try",
        f"/j/{shared.code}",
        f"/teach?key={shared.key}",
        f"/rehearse?key={shared.key}",
        "/words.json",
    )
    for path in (
        *pages,
        "/levers.json",
        "/qr.svg",
        *(f"/static/{file.name}" for file in (ROOT / "experiments/classroom/pages").iterdir()),
    ):
        status, text, _ = shared.get(path)
        assert status == 200 and shared.key not in text, path


@pytest.mark.parametrize(
    "path",
    ["/static/..%2fserver.py", "/static/%2e%2e/server.py", "/static/server.py", "/static/", "/static/style.css%00", "/x", "/qr.svg?code=X",
     "/static/..%5cserver.py"],
)  # fmt: skip
def test_no_other_file_is_served(shared: Served, path: str) -> None:
    status, text, _ = shared.get(path)
    assert status == 404 and "import" not in text


def test_a_code_is_drawn_of_the_own_address_only(shared: Served) -> None:
    assert shared.get("/qr.svg")[1].startswith("<svg")
    assert shared.get(f"/qr.svg?to={shared.root}/j/{shared.code}")[0] == 200
    assert shared.get("/qr.svg?to=http://elsewhere.example/")[0] == 404


# --- what is sent -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", "7", '"text"', "{}", '{"do":7}', '{"do":null}', '{"do":"dance"}', "[" * 5000, '{"do":"choose","month":NaN}',
     '{"do":"choose"}', '{"do":"predict"}', '{"do":"leave"}', '{"do":"choose","month":0,"conduct":"work","id":"a"}', b"\x00\xff"],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_and_the_line_stays_open(shared: Served, text: Any) -> None:
    for line in (shared.game("student", code=shared.code), shared.open("/ws/watch")):
        line.client.send(text)
        assert line.until("refused")["why"]["zh"]
        line.say("dance")
        assert line.until("refused")["code"] == "message"
        line.drop()


def test_names_come_back_as_text(served: Served) -> None:
    teacher = served.teacher()
    served.student("<img src=x onerror=alert(1)>")
    served.student("a\u202eb\u0000c")
    room = teacher.until("room", lambda room: room["joined"] == 2)
    assert [seat["name"] for seat in room["seats"]] == ["<img src=x onerror=alert", "abc"]


def test_a_huge_message_closes_its_line_and_no_other(served: Served) -> None:
    good, bad = served.student("good"), served.student("bad")
    with pytest.raises(ConnectionClosed):
        bad.client.send("x" * (LONGEST_MESSAGE + 1))
        bad.closed()
        bad.client.send("after")
    good.say("predict", which="effort", says="same")
    good.until("you", lambda you: you["predicted"] == "same")


def test_a_flood_is_read_slowly_then_closed_and_disturbs_nobody(served: Served) -> None:
    good, bad = served.student("good"), served.student("bad")

    def flood() -> None:
        try:
            for _ in range(50 * PATIENCE):
                bad.say("predict", which="effort", says="first")
        except ConnectionClosed:
            pass

    flooding = threading.Thread(target=flood)
    flooding.start()
    for number in range(5):
        good.say("predict", which="effort", says=("same", "first")[number % 2])
        good.until("you", lambda you, number=number: you["predicted"] == ("same", "first")[number % 2])
    assert bad.closed() == 1008
    flooding.join(SOON)
    assert any(
        message.get("code") == "too_fast" and f"{MESSAGES_A_SECOND:g}" in message["why"]["en"] for message in bad.told
    )


def test_stale_months_and_forged_seats_change_nothing(served: Served) -> None:
    teacher, student = served.teacher(), served.student("a")
    teacher.go_to("choosing", 0)
    student.state("choosing", 0)
    for month in (1, -1, "0", None, 0.5):
        student.say("choose", month=month, conduct="idle", id=f"{month}")
        student.refused("stale")
    for secret in ("1", student.seat[:-1], student.seat.swapcase(), "0" * 64):
        forger = served.game("student", code=served.code, seat=secret)
        forger.refused("seat")
        forger.say("choose", month=0, conduct="idle", id="z")
        forger.refused("no_seat")
        forger.drop()
    student.choose(0, "work", "real")
    assert student.until("you", lambda you: you["chosen"] is not None)["chosen"] == "work"


# --- watching ---------------------------------------------------------------------------------------------------------

PAIR = {"seed": 3, "months": 24, "sides": [{"regime": "river_channel"}, {"regime": "full_reform"}]}


def test_a_pair_is_opened_stepped_played_paused_moved_and_restarted(shared: Served) -> None:
    line = shared.open("/ws/watch")
    line.say("step")
    line.refused("not_open")
    line.say("open", **PAIR, month=3)
    line.say("step")  # waits until it is open
    world = line.until("world")
    assert (world["month"], len(world["history"])) == (3, 3)
    assert line.until("month", lambda frame: frame["month"] == 4)["playing"] is False
    line.say("play", rate=1000)
    line.refused("rate")
    line.say("play", rate=12)
    line.until("month", lambda frame: frame["month"] >= 6)
    line.say("move", side=0, key="policy.accountability.strictness_work", value=0.9)
    assert line.until("moved")["value"] == 0.9
    line.say("move", side=0, key="policy.accountability.strictness_work", value="a lot")
    assert line.until("refused")["do"] == "move"
    line.say("pause")
    line.until("month", lambda frame: frame["playing"] is False)
    line.say("restart")
    assert line.until("world")["month"] == 0
    line.say("play", rate=12)
    line.until("over")
    months = [message for message in line.told if message["is"] == "month"]
    assert months[-1]["month"] == 24


def test_no_month_of_a_curve_is_lost_where_frames_are(shared: Served) -> None:
    line = shared.open("/ws/watch")
    line.say("open", **PAIR)
    line.until("month")
    line.say("play", rate=12)
    line.until("over")
    seen = {message["month"] for message in line.told if message["is"] == "month"}
    before = {entry[0] for message in line.told for entry in message.get("before", [])}
    assert seen | before == set(range(25))


def test_a_link_gives_the_numbers_that_playing_gave(shared: Served) -> None:
    played, linked = shared.open("/ws/watch"), shared.open("/ws/watch")
    played.say("open", **PAIR)
    for _ in range(5):
        played.say("step")
    last = played.until("month", lambda frame: frame["month"] == 5)
    linked.say("open", **PAIR, month=5)
    assert linked.until("month")["sides"] == last["sides"]


@pytest.mark.parametrize(
    "asked",
    [{"seed": "x"}, {"months": 10**9}, {"months": -1}, {"sides": 7}, {"sides": [{"regime": "nobody"}] * 2}, {"sides": [None, None]},
     {"month": 1e308}, {"seed": {}}, {"sides": [{"regime": "oversight", "moves": [[0, "policy.nothing", 1]]}] * 2}],
)  # fmt: skip
def test_what_cannot_be_watched_is_refused(shared: Served, asked: dict[str, Any]) -> None:
    line = shared.open("/ws/watch")
    line.say("open", **{**PAIR, **asked})
    assert line.until("refused")["why"]["zh"]
    line.say("open", **PAIR)
    line.until("world")


def test_a_long_replay_is_given_up_as_soon_as_something_else_is_asked(shared: Served) -> None:
    line = shared.open("/ws/watch")
    line.say("open", **{**PAIR, "months": 600}, month=600)
    line.say("open", **PAIR, month=1)
    assert line.until("world")["month"] == 1
    assert [message["month"] for message in line.told if message["is"] == "world"] == [1]


def test_a_case_is_told_or_refused(shared: Served) -> None:
    line = shared.open("/ws/watch")
    line.say("open", **PAIR)
    number = line.until("world")["river"]
    status, text, _ = shared.get(f"/case.json?number={number}&seed=3&months=24&a=river_channel&b=full_reform")
    assert status == 200 and [side["regime"] for side in json.loads(text)["sides"]] == list(REGIMES)
    for wrong in (
        "number=999999999999",
        "number=x",
        "",
        f"number={number}&seed=no&a=river_channel&b=full_reform",
        f"number={number}&a=x",
    ):
        status, text, _ = shared.get(f"/case.json?{wrong}")
        assert status == 404 and set(json.loads(text)["why"]) == {"en", "zh"}, wrong


# --- alone, and rehearsed ---------------------------------------------------------------------------------------------


def test_a_lone_visitor_plays_a_game_of_ones_own(shared: Served) -> None:
    line = shared.game("try")
    line.say("join", name="")
    secret = line.until("seated")["seat"]
    line.say("next")
    line.state("briefing")
    line.say("next")
    line.state("choosing", 0)
    line.choose(0, "explore", "a")
    line.say("next")
    assert line.state("resolved", 0)["last"]["conduct"] == "explore"
    back = shared.game("try", seat=secret)
    assert back.until("seated") and back.state("resolved", 0)["mine"] == [[0, "explore", "you"]]
    back.say("kick", seat=1)
    back.refused("teacher")
    other = shared.game("student", code=shared.code)
    other.say("join", name="in the class")
    other.until("seated")
    other.say("leave")
    other.until("you", lambda you: you["seat"] is None)


def test_a_rehearsal_has_a_room_of_its_own_with_simulated_phones(served: Served) -> None:
    _, text, _ = served.get(f"/rehearse.json?key={served.key}")
    code = json.loads(text)["code"]
    teacher = served.game("teacher", key=served.key, code=code)
    joined = teacher.until("room", lambda room: room["joined"] >= 12)
    assert joined["kind"] == "rehearsal" and served.code != code
    teacher.say("bots", count=2)
    teacher.until("room", lambda room: room["joined"] == 14)
    teacher.go_to("choosing", 0)
    room = teacher.until("room", lambda room: room["chosen"] >= 3)
    assert room["month"] == 0
    again = json.loads(served.get(f"/rehearse.json?key={served.key}&code={code}")[1])["code"]
    assert again == code and teacher.until("room")["joined"] == 14  # reloaded, it goes on
    main = served.teacher()
    assert main.until("room")["joined"] == 0
    main.say("bots", count=2)
    main.refused("bots")


# --- killed and ended -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["kill", "torn"])
def test_killed_and_started_again_a_game_goes_on_from_its_last_finished_month(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "kept"
    served = Served(folder, "months=4", "switch=2", "seconds=0", "seed=5")
    teacher, student = served.teacher(), served.student("Li Lei")
    for month in range(2):
        teacher.go_to("choosing", month)
        student.state("choosing", month)
        student.choose(month, "explore", f"{month}")
        teacher.say("close")
        before = student.state("resolved", month)
    teacher.go_to("choosing", 2)
    student.state("choosing", 2)
    student.choose(2, "idle", "lost with the month that was open")
    served.process.kill()
    served.process.wait(SOON)
    if how == "torn":
        with (folder / "game.jsonl").open("ab") as file:
            file.write(b'{"is":"month","month":2,"chosen":{"1":"co')

    again = Served(folder)
    try:
        assert again.code == served.code and again.key != served.key and "Months finished: 2;" in again.said
        student = Line(
            connect(
                f"{again.root.replace('http', 'ws')}/ws/game?role=student&code={again.code}&seat={student.seat}",
                proxy=None,
            )
        )
        you = student.state("resolved", 1)
        for same in ("mine", "record", "cases", "last", "names", "colleagues"):
            assert you[same] == before[same], same
        old_tab = again.game("teacher", key=served.key)  # the teacher's page was open all the time
        assert old_tab.until("room")["state"] == "resolved"
        old_tab.go_to("choosing", 2)
        student.state("choosing", 2)
        student.choose(2, "work", "again")
    finally:
        again.end()


def test_what_is_asked_otherwise_than_the_kept_game_has_it_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kept"
    served = Served(folder, "months=4", "seconds=0")
    served.student("a")
    served.end()
    for wrong in ("months=5", "seed=2", "scenarios=[oversight,full_reform]", "world.learning.horizon=3"):
        assert main(["classroom", "port=0", f"out={folder}", wrong]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and wrong.partition("=")[0] in said and str(folder) in said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_to_go_on_leads_phones_back_to_where_they_were(tmp_path: Path, language: str) -> None:
    """As it stands in the terminal: at the same host and port, in the same language, whatever the folder is called."""
    folder = tmp_path / "a class"
    served = Served(folder, "months=3", "seconds=0", "host=0.0.0.0", f"lang={language}")
    student = served.student("Li Lei")
    served.end()
    command = re.search(r"^ *(wenze classroom .*)$", served.said, re.MULTILINE)[1]
    name, classroom, *words = shlex.split(command)
    assert (name, classroom) == ("wenze", "classroom") and ("lang=zh" in words) == (language == "zh")
    again = Served(folder, *(word for word in words if not word.startswith("out=")))
    try:
        assert f"out={folder}" in words and again.root == served.root and again.code == served.code
        back = again.game("student", code=again.code, seat=student.seat)
        assert back.until("seated")["number"] == 1
    finally:
        again.end()


@posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_asked_to_end_it_ends_cleanly_whoever_is_connected(tmp_path: Path, number: int, status: int) -> None:
    served = Served(tmp_path / "kept")
    lines = [served.student("a"), served.open("/ws/watch"), served.teacher()]
    lines[1].say("open", **{**PAIR, "months": 600}, month=600)
    for _ in range(100):  # a flood that is still being read
        lines[0].say("predict", which="effort", says="same")
    begun = time.monotonic()
    found, err = served.end(number)
    assert (
        found == status
        and err == "wenze: stopped; nothing half-written is left\n"
        and time.monotonic() - begun < SOON / 2
    )
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["game.jsonl"]


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "websockets", "segno"])
def test_what_the_extra_brings_is_asked_for_before_anything_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert main(["classroom", "port=0", f"out={tmp_path / 'new'}"]) == 2
    said = capsys.readouterr().err
    assert (
        f"this needs the package {package}" in said and "pip install '.[classroom]'" in said and said.count("\n") == 1
    )
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_one_line_and_nothing_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["classroom", f"port={port}", f"out={tmp_path / 'new'}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"wenze: port={port}: another program uses it") and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ("port=70000", "port=70000"), ("port=x", "port=x"), ("host=203.0.113.9", "host=203.0.113.9"), ("host=no.such.invalid", "host="),
        ("host=" + "a" * 300, "host="), ("months=1", "months=1"), ("months=1000", "months=1000"), ("switch=12", "switch=12"),
        ("switch=0", "switch=0"), ("seconds=999999", "seconds="), ("scenarios=[oversight]", "scenarios="), ("scenarios=[a,b]", "unknown scenario"),
        ("scenarios=[oversight,reform_after_five_years]", "reform_after_five_years"), ("world.scale.posts=500", "posts"),
        ("world.nothing=1", "world.nothing"), ("colour=red", "colour"), ("policy.accountability.strictness_work=9", "strictness_work"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, about: str
) -> None:
    for language in ("en", "zh"):
        assert (
            main(
                [
                    "classroom",
                    *([] if given.startswith("port") else ["port=0"]),
                    given,
                    f"out={tmp_path / 'new'}",
                    f"lang={language}",
                ]
            )
            == 2
        )
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and (about in said or language == "zh"), said
    assert list(tmp_path.iterdir()) == []


# --- many at once -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("minutes", [0.3, pytest.param(2.0, marks=pytest.mark.thorough)])
def test_under_load_and_abuse_no_action_is_lost_and_no_other_seat_disturbed(minutes: float) -> None:
    """Nothing is asserted of speed; ``python -m benchmarks.classroom`` measures it."""
    found = measured(minutes, settled=3.0)
    assert (found.lost, found.disturbed) == (0, [])
    assert len(found.seconds) > 100 and found.abuse > 100 and found.months >= 1
    assert found.after <= 1.1 * found.before


def test_conducts_are_those_of_the_model() -> None:
    assert CONDUCT_NAMES == ("work", "explore", "cover", "idle")
