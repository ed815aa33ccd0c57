"""One watched pair of regimes and the socket that watches it: opened, stepped, played and moved in threads, stopped at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from typing import Any, Protocol

from wenze.experiments.classroom.levers import REGIMES_AT_START
from wenze.experiments.classroom.limits import MOST_RATE, SLICE
from wenze.experiments.classroom.rooms import tell_terminal
from wenze.experiments.classroom.sayings import Refused
from wenze.experiments.classroom.sessions import Session
from wenze.sim.batch import Interrupted

OPEN_SECONDS = 1.0
"""Seconds between two pairs that one socket opens: each costs a tenth of a second of a processor."""


class Pair(Protocol):
    """What is asked of a watched pair (:class:`.watch.Pair`)."""

    @property
    def over(self) -> bool:
        """Whether all months are run."""

    def step(self) -> None:
        """Run a month of both."""

    def move(self, side: Any, key: Any, value: Any) -> None:
        """Move a lever from the coming month on. Raises Refused."""

    def restarted(self, stop: Callable[[], bool]) -> "Pair":
        """The same pair in month 0."""

    def world_message(self) -> dict[str, Any]:
        """Everything there is to show."""

    def month_message(self) -> dict[str, Any]:
        """The month that was last run."""


Opener = Callable[[Mapping[str, Any], Callable[[], bool]], Pair]
"""Opens a pair as a message asks for it; asks meanwhile whether to stop. Raises Refused, and Interrupted when it stops."""


class Watching:
    """What one socket watches."""

    def __init__(self, session: Session, opener: Opener, threads: Executor) -> None:
        self._session, self._opener, self._threads = session, opener, threads
        self._pair: Pair | None = None
        self._stop = False
        self._work: asyncio.Task[None] | None = None
        self._opening: asyncio.Task[None] | None = None
        self._one = asyncio.Lock()
        self._opened = float("-inf")
        self._rate = 1.0

    async def ask(self, message: Mapping[str, Any]) -> None:
        """Do what a message asks for, or refuse it. What takes long goes on by itself."""
        do = message["do"]
        if do == "open":
            self._pair = None
            await self._begin(lambda: self._open(message), opens=True)
        elif do not in ("play", "pause", "step", "restart", "move"):
            self._session.refuse(do, "message")
        elif self._pair is None and not self._is_opening():
            self._session.refuse(do, "not_open")
        elif do == "play":
            await self._play_at(message.get("rate"))
        elif do == "pause":
            await self._begin(self._show)
        elif do == "step":
            await self._begin(self._step)
        elif do == "restart":
            await self._begin(self._restart, opens=True)
        elif self._is_opening():
            await self._begin(lambda: self._move(message))
        else:
            await self._move(message)

    def _is_opening(self) -> bool:
        return self._opening is not None and not self._opening.done()

    async def stop(self) -> None:
        """Stop what goes on; it is over when this returns."""
        work = self._work
        self._stop = True
        if work is not None:
            await asyncio.wait([work])
        self._stop, self._work = False, None

    async def _begin(self, work: Callable[[], Awaitable[None]], opens: bool = False) -> None:
        """Do one thing in place of what goes on; but while a pair is being opened only the next one takes its place, all else waits."""
        before = self._work if self._is_opening() and not opens else None
        if before is None:
            await self.stop()
        self._work = asyncio.get_running_loop().create_task(self._guarded(work, before))
        if opens:
            self._opening = self._work

    async def _guarded(self, work: Callable[[], Awaitable[None]], before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait([before])
            if self._stop:
                return
        try:
            await work()
        except Refused as refused:
            self._session.refuse("watch", "watch", refused.why)
        except Interrupted:
            pass
        except Exception as error:  # a fault of ours: others go on watching
            tell_terminal(error)
            self._session.refuse("watch", "failed")

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        async with self._one:  # one thread at a time has the pair
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    # --- what is done -------------------------------------------------------------------------------------------------

    async def _open(self, message: Mapping[str, Any]) -> None:
        wait = self._opened + OPEN_SECONDS - time.monotonic()
        while wait > 0 and not self._stop:
            await asyncio.sleep(min(wait, SLICE))
            wait -= SLICE
        self._opened = time.monotonic()
        self._pair = await self._in_thread(lambda: self._opener(message, lambda: self._stop))
        await self._show_world()

    async def _restart(self) -> None:
        pair = self._there()
        self._pair = await self._in_thread(lambda: pair.restarted(lambda: self._stop))
        await self._show_world()

    async def _show_world(self) -> None:
        pair = self._there()
        self._session.tell(await self._in_thread(pair.world_message))
        await self._show()

    def _there(self) -> Pair:
        if self._pair is None:
            raise Interrupted
        return self._pair

    async def _step(self) -> None:
        pair = self._there()
        await self._in_thread(pair.step)
        await self._show()

    async def _play_at(self, rate: object) -> None:
        if not isinstance(rate, int | float) or isinstance(rate, bool) or not 0.1 <= rate <= MOST_RATE:
            self._session.refuse("play", "rate", most=f"{MOST_RATE:g}")
            return
        self._rate = float(rate)
        await self._begin(self._play)

    async def _play(self) -> None:
        """Step month by month at the rate asked for, or as fast as it goes; months that were late are not caught up with."""
        pair = self._there()
        due = time.monotonic()
        while not self._stop and not pair.over:
            await self._in_thread(pair.step)
            await self._show(playing=not pair.over)
            due = max(due + 1 / self._rate, time.monotonic())
            while not self._stop and (left := due - time.monotonic()) > 0:
                await asyncio.sleep(min(left, SLICE))
        if pair.over:
            self._session.tell({"is": "over"})

    async def _show(self, playing: bool = False) -> None:
        frame = await self._in_thread(self._there().month_message)
        waiting = self._session.unsent()
        if waiting is not None and waiting.get("is") == "month" and waiting["month"] < frame["month"]:
            values = [side["values"] for side in waiting["sides"]]
            frame["before"] = [*waiting.get("before", []), [waiting["month"], *values]]
        self._session.show({**frame, "playing": playing})

    async def _move(self, message: Mapping[str, Any]) -> None:
        """Move a lever between two months; what plays goes on."""
        side, key, value = message.get("side"), message.get("key"), message.get("value")
        try:
            pair = self._there()
            await self._in_thread(lambda: pair.move(side, key, value))
            self._session.tell({"is": "moved", "side": side, "key": key, "value": value})
        except Refused as refused:
            self._session.refuse("move", "watch", refused.why)
        except Interrupted:
            self._session.refuse("move", "not_open")

    def end(self) -> None:
        """Let go of the pair; what goes on in a thread stops at the next month, and nobody waits for it."""
        self._stop = True
        if self._work is not None:
            self._work.cancel()
        self._pair = None


def asked_by_link(query: Mapping[str, str]) -> dict[str, Any]:
    """What the address of a page asks for, as plain data: ``seed``, ``months``, ``month``, and for each side its regime (``a``, ``b``) and
    the levers moved (``ma``, ``mb``: ``month:lever:value`` with commas between). A regime that is not given, or empty, is the one
    shown at first. What is no number stays a text, and is refused where numbers are checked.
    """
    found: dict[str, Any] = {name: _number(query[name]) for name in ("seed", "months", "month") if name in query}
    found["sides"] = [
        _side(query, name, f"m{name}", at_start) for name, at_start in zip("ab", REGIMES_AT_START, strict=True)
    ]
    return found


def _side(query: Mapping[str, str], regime: str, moves: str, at_start: str) -> dict[str, Any]:
    parts = [part.split(":") for part in query.get(moves, "").split(",") if part]
    return {
        "regime": query.get(regime) or at_start,
        "moves": [[_number(word) if place != 1 else word for place, word in enumerate(part)] for part in parts],
    }


def _number(text: str) -> float | str:
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
