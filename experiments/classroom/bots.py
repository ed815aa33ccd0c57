"""Simulated phones: they join, wait a little, and choose, over the same sockets as real ones."""

import asyncio
import json
import random
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.classroom.game import PREDICTIONS
from wenze.experiments.classroom.limits import MOST_BOTS

NAMES = (
    "Li",
    "Wang",
    "Zhang",
    "Liu",
    "Chen",
    "Yang",
    "Zhao",
    "Huang",
    "Zhou",
    "Wu",
    "Xu",
    "Sun",
    "Ma",
    "Zhu",
    "Hu",
    "Guo",
)
SHARES = (0.45, 0.2, 0.15, 0.2)
"""How often a simulated phone chooses each conduct."""
LONGEST_THOUGHT = 8.0
"""Seconds until it has chosen."""


class Bots:
    """The simulated phones of a server, by the code of their room."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._tasks: dict[str, list[asyncio.Task[None]]] = {}

    def join(self, code: str, count: int) -> None:
        """Let so many more join a room, but no more than there may be."""
        tasks = self._tasks.setdefault(code, [])
        loop = asyncio.get_running_loop()
        for number in range(len(tasks), min(MOST_BOTS, len(tasks) + count)):
            name = f"{NAMES[number % len(NAMES)]} {number + 1}"
            tasks.append(loop.create_task(phone(game_socket(self.address, role="student", code=code), name, number)))

    def leave(self, code: str) -> None:
        """Let those of a room go."""
        for task in self._tasks.pop(code, []):
            task.cancel()

    def stop(self) -> None:
        """Let all go."""
        for code in list(self._tasks):
            self.leave(code)


def game_socket(address: str, **asked: str) -> str:
    """The address of the game's socket on a server, ``http://…``."""
    return urlunsplit(("ws", urlsplit(address).netloc, "/ws/game", urlencode(asked), ""))


async def phone(address: str, name: str, number: int) -> None:
    """One simulated phone, until it is sent away or the server ends."""
    luck = random.Random(number)
    with suppress(OSError, WebSocketException):
        async with connect(address, open_timeout=10, proxy=None) as socket:
            await socket.send(json.dumps({"do": "join", "name": name}))
            await _play(socket, luck)


async def _play(socket: ClientConnection, luck: random.Random) -> None:
    chosen_for, predicted = -1, False
    async for text in socket:
        message = json.loads(text)
        if message["is"] == "ping":
            await socket.send('{"do":"pong"}')
        elif message["is"] == "you" and message["seat"] is not None:
            if message["state"] == "briefing" and not predicted:
                predicted = True
                await socket.send(json.dumps({"do": "predict", "which": "effort", "says": luck.choice(PREDICTIONS)}))
            elif message["state"] == "choosing" and message["month"] > chosen_for:
                chosen_for = message["month"]
                await asyncio.sleep(luck.uniform(0.5, LONGEST_THOUGHT))
                await socket.send(json.dumps(choice(message, luck)))


def choice(you: Mapping[str, Any], luck: random.Random) -> dict[str, Any]:
    """A choice for the open month."""
    conduct = luck.choices(CONDUCT_NAMES, SHARES)[0]
    return {"do": "choose", "month": you["month"], "conduct": conduct, "id": f"{luck.getrandbits(64):x}"}
