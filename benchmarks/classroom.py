"""The classroom under load, on this machine: ``python -m benchmarks.classroom`` (20 minutes), or with a number of minutes.

A class of 50 phones that choose and change their minds, a teacher, a wall and two live regimes, while five clients do what they should
not: one floods, one sends huge messages, one chooses for other months, one names seats that are not its own, one tries keys.
The clients run in this process, the server in one of its own, which is started by the command.
"""

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.classroom.bots import game_socket

from benchmarks.measuring import ROOT, Line

STUDENTS, MINUTES = 50, 20.0
MOST_MONTHS, LEAST_SECONDS = 60, 4
"""Of the game that is played; each month is as long as it takes to fill the time."""
ANSWER_WITHIN = 30.0
"""Seconds after which an action without an answer is lost."""
SETTLED = 15.0
"""Seconds after the last client has gone until memory is looked at again."""
ACTIONS_A_MONTH = 3
"""How often each student makes up or changes a mind in a month."""


class Served(NamedTuple):
    """The server: its process, its address, the teacher's key and the code."""

    process: "subprocess.Popen[str]"
    root: str
    key: str
    code: str

    def memory(self) -> float:
        """Its resident memory, MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6


class Found:
    """What was seen."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.lost = 0
        self.disturbed: list[str] = []
        """Why another seat was disturbed: closed, taken over, or held to what its student did not choose."""
        self.months = 0
        self.frames = 0
        self.abuse = 0
        self.memory: list[float] = []
        self.before = self.after = 0.0

    def lines(self) -> Iterator[Line]:
        """As they are printed, each with what it should be."""
        ranked = sorted(self.seconds)
        slowest = ranked[int(0.95 * (len(ranked) - 1))] if ranked else float("nan")
        yield Line("months played, months of two regimes watched", f"{self.months}, {self.frames}")
        yield Line("messages of five abusive clients", f"{self.abuse}")
        yield Line("actions of students", f"{len(ranked)}")
        yield Line("  95 % answered within, s", f"{slowest:.3f}", "0.3")
        yield Line("  median, s", f"{statistics.median(ranked) if ranked else float('nan'):.3f}")
        yield Line("  lost", f"{self.lost}", "0")
        yield Line("other seats disturbed", f"{len(self.disturbed)}", "0")
        yield Line("memory of the server, MB: before, peak", f"{self.before:.0f}, {max(self.memory):.0f}", "400")
        yield Line("  after all have gone", f"{self.after:.0f} ({self.after / self.before - 1:+.1%})", "+10 %")


# --- the server -------------------------------------------------------------------------------------------------------


def start(folder: Path, months: int, seconds: int) -> Served:
    """Start the command and read from what it prints where it is."""
    command = [
        sys.executable,
        "-m",
        "wenze.experiments.cli",
        "classroom",
        "port=0",
        f"out={folder}",
        f"months={months}",
        f"seconds={seconds}",
    ]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "WENZE_LANG": "en"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings, encoding="utf-8")
    said = ""
    for line in process.stdout or ():
        said += line
        if "Ctrl-C" in line:
            break
    found = [re.search(pattern, said) for pattern in (r"(http://\S+?)/\n", r"key=(\S+)", r"/j/(\w+)")]
    if not all(found):
        raise SystemExit(f"the server did not start: {said}")
    root, key, code = (match[1] for match in found if match)
    return Served(process, root, key, code)


async def watch_memory(served: Served, found: Found) -> None:
    """Note the memory of the server, once a second."""
    while True:
        found.memory.append(served.memory())
        await asyncio.sleep(1.0)


# --- who behaves ------------------------------------------------------------------------------------------------------


class Student:
    """A phone that chooses a few times a month, and notices whether what was done is what it last chose."""

    def __init__(self, served: Served, number: int, found: Found) -> None:
        self.found, self.number = found, number
        self.address = game_socket(served.root, role="student", code=served.code)
        self.luck = random.Random(number)
        self.waiting: dict[str, float] = {}
        self.chosen: dict[int, str] = {}
        self.month = -1
        self.acting: asyncio.Task[None] | None = None

    async def play(self) -> None:
        """Play until cancelled."""
        try:
            async with connect(self.address, open_timeout=ANSWER_WITHIN, proxy=None) as socket:
                await socket.send(json.dumps({"do": "join", "name": f"student {self.number}"}))
                async for text in socket:
                    await self._hear(socket, json.loads(text))
            self.found.disturbed.append(f"student {self.number}: closed")
        except (OSError, WebSocketException) as error:
            self.found.disturbed.append(f"student {self.number}: {error}")
        finally:
            if self.acting is not None:
                self.acting.cancel()
            now = time.monotonic()
            self.found.lost += sum(now - sent > ANSWER_WITHIN for sent in self.waiting.values())

    async def _hear(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        kind = message["is"]
        if kind == "ping":
            await socket.send('{"do":"pong"}')
        elif kind in ("elsewhere", "sent_out"):
            self.found.disturbed.append(f"student {self.number}: {kind}")
        elif kind == "accepted":
            self.found.seconds.append(time.monotonic() - self.waiting.pop(message["id"]))
            self.chosen[message["month"]] = message["conduct"]
        elif kind == "refused":  # it came too late for its month, and was told so
            self._answered_by_refusal(message)
        elif kind == "you" and message["state"] == "choosing" and message["month"] != self.month:
            self.month = message["month"]
            self.acting = asyncio.get_running_loop().create_task(self._choose(socket, message))
        elif kind == "you" and message["state"] == "resolved":
            self._compare(message["mine"])

    def _answered_by_refusal(self, message: dict[str, Any]) -> None:
        if message["code"] not in ("stale", "not_choosing"):
            self.found.disturbed.append(f"student {self.number}: {message['code']}")
        if message.get("id") in self.waiting:
            self.found.seconds.append(time.monotonic() - self.waiting.pop(message["id"]))

    def _compare(self, mine: list[list[Any]]) -> None:
        for month, conduct, by in mine[-1:]:
            chosen = self.chosen.pop(month, None)
            if chosen is not None and (conduct, by) != (chosen, "you"):
                self.found.disturbed.append(f"student {self.number}: month {month} {conduct} instead of {chosen}")

    async def _choose(self, socket: ClientConnection, you: dict[str, Any]) -> None:
        left = max(1.0, float(you["ends_in"] or LEAST_SECONDS)) - 1.0
        for _ in range(ACTIONS_A_MONTH):
            await asyncio.sleep(self.luck.uniform(0.0, left / ACTIONS_A_MONTH))
            action = f"{self.luck.getrandbits(64):x}"
            self.waiting[action] = time.monotonic()
            with suppress(ConnectionClosed):
                await socket.send(
                    json.dumps(
                        {
                            "do": "choose",
                            "month": you["month"],
                            "conduct": self.luck.choice(CONDUCT_NAMES),
                            "id": action,
                        }
                    )
                )


async def teach(served: Served, found: Found, begin: asyncio.Event) -> None:
    """Lead the class through the game."""
    async with connect(game_socket(served.root, role="teacher", key=served.key), proxy=None) as socket:
        await begin.wait()
        await socket.send('{"do":"next"}')
        async for text in socket:
            room = json.loads(text)
            if room["is"] == "ping":
                await socket.send('{"do":"pong"}')
            elif room["is"] == "room":
                found.months = max(found.months, room["month"] + (room["state"] == "resolved"))
                if room["state"] in ("lobby", "briefing", "resolved"):
                    await asyncio.sleep(0.5)
                    await socket.send('{"do":"next"}')


async def look(served: Served) -> None:
    """A projector with the wall."""
    async with connect(game_socket(served.root, role="wall"), proxy=None) as socket:
        async for text in socket:
            if json.loads(text)["is"] == "ping":
                await socket.send('{"do":"pong"}')


async def watch(served: Served, found: Found) -> None:
    """A projector with two regimes, started again whenever they are over."""
    async with connect(served.root.replace("http", "ws") + "/ws/watch", proxy=None) as socket:
        sides = [{"regime": "river_channel"}, {"regime": "full_reform"}]
        await socket.send(json.dumps({"do": "open", "seed": 1, "months": 600, "sides": sides}))
        await socket.send('{"do":"play","rate":4}')
        async for text in socket:
            message = json.loads(text)
            if message["is"] == "ping":
                await socket.send('{"do":"pong"}')
            elif message["is"] == "month":
                found.frames += 1
            elif message["is"] == "over":
                await socket.send('{"do":"restart"}')
                await socket.send('{"do":"play","rate":4}')


# --- who does not -----------------------------------------------------------------------------------------------------


class Abuse(NamedTuple):
    """Where five clients misbehave. They run in a process of their own, as on other machines: what they do must not slow down ours."""

    root: str
    code: str

    async def go_on(self) -> None:
        """Misbehave until the process is ended, and print how many messages were sent, once a second."""
        count = Count()
        work = [again_and_again(act, count) for act in abusers(self, count)]
        await asyncio.gather(*work, count.told())


class Count:
    """How many messages were sent."""

    def __init__(self) -> None:
        self.sent = 0

    async def told(self) -> None:
        """Print it, once a second."""
        while True:
            print(self.sent, flush=True)
            await asyncio.sleep(1.0)


async def again_and_again(act: Callable[[], Awaitable[None]], count: Count) -> None:
    """Misbehave, coming back whenever the line is closed."""
    while True:
        with suppress(OSError, WebSocketException, asyncio.TimeoutError, EOFError):
            await act()
        count.sent += 1
        await asyncio.sleep(0.2)


def abusers(served: Abuse, count: Count) -> list[Callable[[], Awaitable[None]]]:
    """What each of the five does once."""
    as_student = game_socket(served.root, role="student", code=served.code)
    luck = random.Random(99)

    async def flood() -> None:
        """Send choices without a pause, for ever."""
        async with connect(as_student, proxy=None) as socket:
            while True:
                await socket.send('{"do":"choose","month":0,"conduct":"idle","id":"x"}')
                count.sent += 1
                if count.sent % 100 == 0:  # sending alone lets nobody else have a turn
                    await asyncio.sleep(0.01)

    async def send_huge_messages() -> None:
        """Send a message of 5 MB."""
        async with connect(as_student, proxy=None, max_size=None) as socket:
            await socket.send("x" * 5_000_000)
            await socket.recv()
            await socket.recv()
            await socket.recv()

    async def choose_for_other_months() -> None:
        """Choose for months that are over, or far ahead."""
        async with connect(as_student, proxy=None) as socket:
            for month in range(-50, 50):
                await socket.send(json.dumps({"do": "choose", "month": month, "conduct": "idle", "id": f"{month}"}))
                count.sent += 1
                await asyncio.sleep(0.05)

    async def forge_seats() -> None:
        """Choose for every seat of the class with a secret that was made up."""
        secret = f"{luck.getrandbits(144):x}"
        async with connect(
            game_socket(served.root, role="student", code=served.code, seat=secret), proxy=None
        ) as socket:
            for number in range(STUDENTS):
                await socket.send(
                    json.dumps({"do": "choose", "month": 0, "conduct": "idle", "id": "x", "seat": number})
                )
                await socket.send(json.dumps({"do": "kick", "seat": number}))
                count.sent += 2

    async def try_keys() -> None:
        """Act as the teacher with a key that was made up."""
        async with connect(
            game_socket(served.root, role="teacher", key=f"{luck.getrandbits(144):x}"), proxy=None
        ) as socket:
            await socket.send('{"do":"close"}')
            await socket.recv()
            await socket.recv()

    return [flood, send_huge_messages, choose_for_other_months, forge_seats, try_keys]


# --- all together -----------------------------------------------------------------------------------------------------


async def load(served: Served, students: int, seconds: float, settled: float) -> Found:
    """Let everybody in, play for a while, and let everybody go."""
    found, begin = Found(), asyncio.Event()
    loop = asyncio.get_running_loop()
    await watched_once(served)
    found.before = served.memory()
    measuring = loop.create_task(watch_memory(served, found))
    work: list[asyncio.Task[Any]] = [
        loop.create_task(Student(served, number, found).play()) for number in range(students)
    ]
    work += [loop.create_task(act) for act in (teach(served, found, begin), look(served), watch(served, found))]
    with misbehaving(served, found):
        await asyncio.sleep(2.0)
        begin.set()
        await asyncio.sleep(seconds)
    disturbed = list(found.disturbed)  # what follows is our own leaving
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    found.disturbed = disturbed
    await asyncio.sleep(settled)
    measuring.cancel()
    found.after = served.memory()
    return found


@contextmanager
def misbehaving(served: Served, found: Found) -> Iterator[None]:
    """Let five clients misbehave while a block lasts."""
    command = [sys.executable, "-m", "benchmarks.classroom", f"--abuse={served.root}", f"--code={served.code}"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as counts:
        process = subprocess.Popen(command, stdout=counts, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        try:
            yield
        finally:
            process.kill()
            process.wait()
            counts.seek(0)
            found.abuse = int(([line for line in counts if line.endswith("\n")] or ["0"])[-1])


async def watched_once(served: Served) -> None:
    """Open a pair and let it go, so that what is loaded once is loaded when memory is looked at first."""
    async with connect(served.root.replace("http", "ws") + "/ws/watch", proxy=None) as socket:
        sides = [{"regime": "river_channel"}, {"regime": "full_reform"}]
        await socket.send(json.dumps({"do": "open", "seed": 1, "months": 12, "month": 12, "sides": sides}))
        while json.loads(await socket.recv())["is"] != "month":
            pass


def measured(minutes: float, students: int = STUDENTS, settled: float = SETTLED) -> Found:
    """Start a server, put it under load for so many minutes, and stop it."""
    seconds = 60.0 * minutes
    a_month = max(LEAST_SECONDS, round(seconds / MOST_MONTHS))
    months = min(MOST_MONTHS, max(2, int(seconds // a_month) + 2))
    with tempfile.TemporaryDirectory() as folder:
        served = start(Path(folder) / "kept", months, a_month)
        try:
            return asyncio.run(load(served, students, seconds, settled))
        finally:
            served.process.terminate()
            served.process.wait(60)


def main() -> int:
    """Measure, print, and say by the status whether an action was lost or a seat disturbed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES)
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--abuse", metavar="ADDRESS", help=argparse.SUPPRESS)
    parser.add_argument("--code", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.abuse:
        asyncio.run(Abuse(asked.abuse, asked.code).go_on())
    found = measured(asked.minutes, asked.students)
    for line in found.lines():
        print(f"{line.what:<52} {line.value:>16} {line.aim:>6}")
    for why in found.disturbed[:10]:
        print(f"  {why}")
    return 1 if found.lost or found.disturbed else 0


if __name__ == "__main__":
    sys.exit(main())
