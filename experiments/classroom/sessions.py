"""Who is connected: a socket with its rate, its answers that wait, and one slot for the latest frame; and keys, of which only digests are kept."""

import asyncio
import hashlib
import json
import secrets
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from wenze.experiments.classroom.limits import (
    BURST,
    GONE_SECONDS,
    LONGEST_ID,
    MESSAGES_A_SECOND,
    MOST_WAITING,
    PATIENCE,
    PING_SECONDS,
)
from wenze.experiments.classroom.messages import both

ELSEWHERE, SENT_OUT, REFUSED, TOO_FAST, TOO_MANY, STOPPED = 4001, 4002, 4003, 1008, 1013, 1012
"""What a socket is closed with: its seat was taken over by another tab, it was sent out, it may not take part, it floods, there is no
room, the server stops (and may be started again).
"""

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that is mistaken for something else."""


def new_code() -> str:
    """A code to type."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(5))


def new_secret() -> str:
    """A key, or the secret of a seat."""
    return secrets.token_urlsafe(18)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_one_of(secret: str, digests: Iterable[str]) -> bool:
    """Whether a secret is one whose digest is known; how long this takes says nothing about them."""
    given = digest(secret)
    return any([secrets.compare_digest(given, known) for known in digests])


class Bucket:
    """A rate: so many a second after a burst of so many. ``now`` is in seconds."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self.full, self.at = float(burst), 0.0

    def wait(self, now: float) -> float:
        """Take one, and say for how many seconds to wait before it may be used; 0 within the rate."""
        self.full = min(self.burst, self.full + max(0.0, now - self.at) * self.rate)
        self.at = now
        self.full -= 1.0
        return max(0.0, -self.full / self.rate)

    def put_back(self) -> None:
        """Give back one that was not used."""
        self.full += 1.0


def as_text(message: Mapping[str, Any]) -> str:
    """A message as it is sent; real numbers by their shortest exact form."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Session:
    """One open socket. Whoever has something for it leaves it here, and nobody ever waits for it."""

    def __init__(self, socket: WebSocket, role: str = "") -> None:
        self.socket, self.role = socket, role
        self.number: int | None = None
        """The seat that it plays."""
        self.heard = self._now()
        self._answers: deque[Mapping[str, Any]] = deque()
        self._frame: Mapping[str, Any] | None = None
        self._closing: tuple[int, str] | None = None
        self._ended = asyncio.Event()
        self._wake = asyncio.Event()
        self._bucket = Bucket(MESSAGES_A_SECOND, BURST)
        self._beyond = 0
        self._pinged = self.heard

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    # --- to the client ------------------------------------------------------------------------------------------------

    def tell(self, message: Mapping[str, Any]) -> None:
        """Send an answer, after those that wait; a socket that takes none is closed."""
        if len(self._answers) >= MOST_WAITING:
            self.close(TOO_FAST, "takes nothing")
        else:
            self._answers.append(message)
        self._wake.set()

    def show(self, frame: Mapping[str, Any]) -> None:
        """Send a frame as soon as the socket takes one, in place of an earlier one that was not sent yet."""
        self._frame = frame
        self._wake.set()

    def unsent(self) -> Mapping[str, Any] | None:
        """The frame that waits, if any."""
        return self._frame

    def refuse(
        self, do: str, code: str, why: Mapping[str, object] | None = None, action: object = None, **values: object
    ) -> None:
        """Say that something is not done, and why; ``action`` is the id of what is refused, if it has one."""
        said = {"is": "refused", "do": do[:32], "code": code, "why": why or both(f"refused_{code}", **values)}
        self.tell({**said, "id": action[:LONGEST_ID]} if isinstance(action, str) else said)

    def close(self, code: int, why: str = "") -> None:
        """Close it once what waits is sent."""
        if self._closing is None:
            self._closing = (code, why)
        self._ended.set()
        self._wake.set()

    async def deliver(self) -> None:
        """Send what is left here, until the socket is closed."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._answers or self._frame is not None:
                    if self._answers:
                        await self.socket.send_text(as_text(self._answers.popleft()))
                    elif self._frame is not None:
                        frame, self._frame = self._frame, None
                        await self.socket.send_text(as_text(frame))
                if self._closing is not None:
                    await self.socket.close(*self._closing)
                    return
        except (WebSocketDisconnect, RuntimeError, OSError):  # it is gone; whoever reads it notices as well
            return

    # --- from the client ----------------------------------------------------------------------------------------------

    async def next_message(self) -> dict[str, Any] | None:
        """The next message that is one, None once the socket is closed. What comes too fast is read slowly, and refused if it goes on."""
        while True:
            if self._closing is not None or self.socket.client_state == WebSocketState.DISCONNECTED:
                return None
            try:
                event = await self.socket.receive()
            except RuntimeError:
                return None
            if event["type"] != "websocket.receive":
                return None
            self.heard = self._now()
            if await self._is_within_rate():
                message = as_message(event.get("text"))
                if message is None:
                    self.refuse("", "message")
                elif message["do"] != "pong":
                    return message

    async def _is_within_rate(self) -> bool:
        seconds = self._bucket.wait(self._now())
        if seconds == 0.0:
            return True
        self._beyond += 1
        if self._beyond == 1 or self._beyond == PATIENCE:
            self.refuse("", "too_fast", rate=f"{MESSAGES_A_SECOND:g}")
        if self._beyond >= PATIENCE:
            self.close(TOO_FAST, "too fast")
            return False
        with suppress(TimeoutError):
            await asyncio.wait_for(
                self._ended.wait(), seconds
            )  # meanwhile it is not read: the flood waits where it comes from
        return self._closing is None

    def still_there(self, now: float) -> bool:
        """Ask the socket whether it is there if it is time to, and say whether it has answered lately."""
        if now - self._pinged >= PING_SECONDS:
            self._pinged = now
            self.tell({"is": "ping"})
        return now - self.heard < GONE_SECONDS

    async def end(self, delivering: "asyncio.Task[None]") -> None:
        """Let what waits be sent, for a moment, and stop."""
        self.close(1000)
        with suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(delivering, 1.0)


def as_message(text: object) -> dict[str, Any] | None:
    """A text as a message, None if it is none."""
    if not isinstance(text, str):
        return None
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("do"), str) else None


def _no_number(word: str) -> float:
    raise ValueError(word)  # NaN and Infinity are no JSON


class Doorkeeper:
    """How many sockets and requests there are, all together and by address."""

    def __init__(self, most: int, most_an_address: int, rate: float, burst: int) -> None:
        self._most, self._most_an_address = most, most_an_address
        self._rate, self._burst = rate, burst
        self.sockets: dict[str, int] = {}
        self._buckets: dict[str, Bucket] = {}

    def let_in(self, address: str) -> bool:
        """Count a socket in, if there is room for it."""
        here = self.sockets.get(address, 0)
        if sum(self.sockets.values()) >= self._most or here >= self._most_an_address:
            return False
        self.sockets[address] = here + 1
        return True

    def let_out(self, address: str) -> None:
        """Count a socket out."""
        left = self.sockets.get(address, 1) - 1
        if left:
            self.sockets[address] = left
        else:
            self.sockets.pop(address, None)

    def serves(self, address: str, now: float) -> bool:
        """Whether a request of an address is within the rate."""
        if len(self._buckets) > 4 * self._most:
            self._buckets.clear()
        bucket = self._buckets.setdefault(address, Bucket(self._rate, self._burst))
        if bucket.wait(now) == 0.0:
            return True
        bucket.put_back()
        return False
