"""Who is connected: rates, the slot for the latest frame, pings, keys, and that every refusal has its words."""

import ast
import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette")
from wenze.experiments.classroom import serving, sessions
from wenze.experiments.classroom.door import is_local
from wenze.experiments.classroom.limits import BURST, GONE_SECONDS, MESSAGES_A_SECOND, MOST_WAITING, PATIENCE
from wenze.experiments.classroom.messages import MESSAGES
from wenze.experiments.classroom.serving import listening, own_addresses, segno_text
from wenze.experiments.classroom.sessions import Bucket, Doorkeeper, Session, as_message, digest, is_one_of, new_code
from wenze.experiments.classroom.watching import asked_by_link

ROOM = Path(sessions.__file__).parent


class Socket:
    """Stands for Starlette's: messages are put into it, and what is sent to it is kept. While ``open`` is not set it takes nothing."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.sent: list[dict[str, Any]] = []
        self.closed: tuple[int, str] | None = None
        self.client_state = None
        self.open = asyncio.Event()
        self.open.set()

    async def receive(self) -> dict[str, Any]:
        if not self.texts:
            return {"type": "websocket.disconnect"}
        return {"type": "websocket.receive", "text": self.texts.pop(0)}

    async def send_text(self, text: str) -> None:
        await self.open.wait()
        self.sent.append(json.loads(text))

    async def close(self, code: int, why: str) -> None:
        self.closed = code, why


def in_loop(work: Any) -> Any:
    """What comes of a coroutine function."""
    return asyncio.run(work())


# --- rates ------------------------------------------------------------------------------------------------------------


def test_a_bucket_gives_a_burst_and_then_its_rate() -> None:
    bucket = Bucket(10.0, 5)
    assert [bucket.wait(1.0) for _ in range(5)] == [0.0] * 5
    assert [round(bucket.wait(1.0), 3) for _ in range(3)] == [0.1, 0.2, 0.3]
    assert bucket.wait(1.5) == 0.0


@given(st.lists(st.floats(0.0, 1.0), max_size=60))
def test_no_more_than_the_burst_and_the_rate_come_through(gaps: list[float]) -> None:
    bucket, now, through = Bucket(10.0, 5), 0.0, 0
    for gap in gaps:
        now += gap
        if bucket.wait(now) == 0.0:
            through += 1
        else:
            bucket.put_back()
    assert through <= 5 + 10.0 * now + 1e-6


def test_a_doorkeeper_counts_in_and_out() -> None:
    door = Doorkeeper(3, 2, 1.0, 2)
    assert [door.let_in(address) for address in "aaab"] == [True, True, False, True]
    assert not door.let_in("c")
    door.let_out("a")
    assert door.let_in("c") and door.sockets == {"a": 1, "b": 1, "c": 1}
    for address in "abc":
        door.let_out(address)
    assert door.sockets == {}
    assert (
        [door.serves("a", 0.0) for _ in range(3)] == [True, True, False]
        and door.serves("b", 0.0)
        and door.serves("a", 1.0)
    )


def test_a_flood_is_told_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def flood() -> tuple[Socket, int]:
        real = asyncio.wait_for
        monkeypatch.setattr(sessions.asyncio, "wait_for", lambda waited, seconds: real(waited, 0.001))
        socket = Socket(*['{"do":"x"}'] * 10_000)
        session, read = Session(socket), 0
        delivering = asyncio.create_task(session.deliver())
        while await session.next_message() is not None:
            read += 1
        await delivering
        return socket, read

    socket, read = in_loop(flood)
    assert BURST <= read <= BURST + PATIENCE and socket.closed is not None and socket.closed[0] == sessions.TOO_FAST
    refusals = [message for message in socket.sent if message["is"] == "refused"]
    assert len(refusals) == 2 and f"{MESSAGES_A_SECOND:g}" in refusals[0]["why"]["zh"]


# --- frames and answers -----------------------------------------------------------------------------------------------


def test_a_slow_socket_gets_the_latest_frame_and_every_answer() -> None:
    async def slow() -> list[dict[str, Any]]:
        socket = Socket()
        session = Session(socket)
        socket.open.clear()
        delivering = asyncio.create_task(session.deliver())
        session.show({"is": "first"})
        await asyncio.sleep(0)
        for number in range(100):
            session.show({"is": "frame", "number": number})
        for number in range(10):
            session.tell({"is": "answer", "number": number})
        assert session.unsent() == {"is": "frame", "number": 99}
        socket.open.set()
        await session.end(delivering)
        return socket.sent

    sent = in_loop(slow)
    assert sent[0] == {"is": "first"} and sent[-1] == {"is": "frame", "number": 99}
    assert [message["number"] for message in sent[1:-1]] == list(range(10))


def test_a_socket_that_takes_no_answers_is_closed() -> None:
    async def stuck() -> Socket:
        socket = Socket()
        session = Session(socket)
        for _ in range(MOST_WAITING + 1):
            session.tell({"is": "answer"})
        await session.deliver()
        return socket

    socket = in_loop(stuck)
    assert socket.closed is not None and len(socket.sent) == MOST_WAITING


def test_a_phone_that_answers_no_ping_is_gone() -> None:
    async def silent() -> tuple[list[bool], Socket]:
        socket = Socket()
        session = Session(socket)
        begun = session.heard
        there = [session.still_there(begun + seconds) for seconds in (1.0, GONE_SECONDS - 1.0, GONE_SECONDS + 1.0)]
        session.close(1001)
        await session.deliver()
        return there, socket

    there, socket = in_loop(silent)
    assert there == [True, True, False] and {"is": "ping"} in socket.sent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"do":1}',
        "[" * 100_000,
        '{"do":"x","y":NaN}',
        '{"do":"x","y":Infinity}',
        None,
        b'{"do":"x"}',
    ],
)
def test_what_is_no_message_is_none(text: object) -> None:
    assert as_message(text) is None


# --- keys, codes, names of hosts --------------------------------------------------------------------------------------


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_key_is_known_by_its_digest_only(one: str, other: str) -> None:
    assert is_one_of(one, [digest(other), digest(one)]) and is_one_of(one, [digest(other)]) == (one == other)
    assert not is_one_of(one, [])


def test_codes_are_short_and_hold_nothing_that_is_mistaken_for_something_else() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and {len(code) for code in codes} == {5}
    assert not set("01OIl") & set("".join(codes))


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost", "[::1]:80", "192.168.1.7", "laptop.local:8765", "LOCALHOST:1"]
)
def test_names_that_only_this_network_gives_are_local(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.com",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "a b",
        "x" * 300,
        "local",
        "[::1",
        "a@127.0.0.1",
    ],
)
def test_other_names_are_not(host: str) -> None:
    assert not is_local(host)


def test_addresses_of_this_computer_are_none_that_only_it_reaches() -> None:
    assert not any(address.startswith("127.") for address in own_addresses())


def test_a_free_port_is_found_and_let_go_again() -> None:
    with listening("127.0.0.1", "0") as door:
        port = door.getsockname()[1]
    with listening("127.0.0.1", str(port)) as door:
        assert door.getsockname()[1] == port


def test_a_code_in_the_terminal_is_square_and_dark_on_light(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "http://192.168.1.7:8765/j/ABCDE"
    assert all(row.startswith("\x1b[40;97m██") for row in segno_text(address).split("\n"))
    monkeypatch.setattr(serving, "knows_colours", lambda: False)
    rows = segno_text(address).split("\n")
    assert len({len(row) for row in rows}) == 1 and abs(2 * len(rows) - len(rows[0])) <= 1


# --- links and words --------------------------------------------------------------------------------------------------


def test_a_link_is_read_as_pages_write_it() -> None:
    query = {
        "seed": "3",
        "months": "120",
        "a": "oversight",
        "b": "full_reform",
        "ma": "4:policy.x.y:0.25,9:policy.z.w:1",
    }
    assert asked_by_link(query) == {
        "seed": 3,
        "months": 120,
        "sides": [
            {"regime": "oversight", "moves": [[4, "policy.x.y", 0.25], [9, "policy.z.w", 1]]},
            {"regime": "full_reform", "moves": []},
        ],
    }


def test_a_regime_that_a_link_gives_empty_is_not_given() -> None:
    for query in ({}, {"a": "", "b": ""}):
        assert [side["regime"] for side in asked_by_link(query)["sides"]] == ["river_channel", "full_reform"]


@given(st.dictionaries(st.sampled_from(["seed", "months", "month", "a", "b", "ma", "mb"]), st.text(max_size=20)))
def test_any_link_is_plain_data(query: dict[str, str]) -> None:
    assert set(asked_by_link(query)) <= {"seed", "months", "month", "sides"}


def codes_refused() -> set[str]:
    """The codes with which something is refused in the sources: first or second argument of what refuses."""
    places = {"Refused": 0, "refuse": 1, "refusal": 1}
    found: set[str] = set()
    for path in ROOM.glob("*.py"):
        if path.name in ("sayings.py", "checking.py", "levers.py", "watch.py", "seats.py", "desks.py", "news.py"):
            continue  # their refusals bring their words along
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in places and len(node.args) > places[name]:
                    found |= {one.value for one in ast.walk(node.args[places[name]]) if isinstance(one, ast.Constant)}
                found |= {one.removeprefix("refused_") for one in _texts(node) if one.startswith("refused_")}
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "refusal":
                found |= set(_texts(node.value))
    return found


def _texts(node: ast.AST) -> list[str]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_every_refusal_has_its_words_and_no_words_are_there_in_vain() -> None:
    known = {name.removeprefix("refused_") for name in MESSAGES if name.startswith("refused_")}
    used = {code for code in codes_refused() if code} - {"watch", "world", ""}
    assert known <= used, known - used
    assert {code for code in used if code in known or code.isidentifier()} - known <= {"en", "zh", "do"}, used - known
