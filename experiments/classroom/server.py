"""The server: which address leads to which page or socket. No rule of the game stands here, and no number of the model."""

import asyncio
import gc
import io
import mimetypes
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket
from wenze.experiments.classroom import limits
from wenze.experiments.classroom.bots import Bots
from wenze.experiments.classroom.door import Door, is_from_here, refusal
from wenze.experiments.classroom.game import Game, Plan
from wenze.experiments.classroom.kept import results
from wenze.experiments.classroom.messages import both
from wenze.experiments.classroom.rooms import Maker, Room, Sizer, tell_terminal
from wenze.experiments.classroom.sayings import Refused
from wenze.experiments.classroom.sessions import (
    REFUSED,
    STOPPED,
    TOO_MANY,
    Doorkeeper,
    Session,
    is_one_of,
    new_code,
)
from wenze.experiments.classroom.watching import Opener, Pair, Watching
from wenze.sim.batch import Interrupted

PAGES = Path(__file__).parent / "pages"
TICK = 1 / limits.FRAMES_A_SECOND
COLLECT_SECONDS = 30.0
"""Seconds between two looks for garbage. Python by itself would wait until a quarter of all there was at first is garbage; and what is
left of closed sockets is few objects with large buffers.
"""
STORIES = 4
"""Cases that may be told at the same time; each runs two regimes to the end."""
REHEARSAL_BOTS = 12
"""Simulated phones that join a rehearsal at once; the teacher's page can ask for more."""


class Parts(NamedTuple):
    """What stands behind the server: the simulations, the words and the levers. Tests put others in their place."""

    open_pair: Opener
    make_world: Maker
    size_world: Sizer
    tell_case: Callable[[Mapping[str, str], int | str, Callable[[], bool]], Mapping[str, Any]]
    words: Callable[[], Mapping[Any, Any]]
    levers: Callable[[], Mapping[str, Any]]


class Classroom:
    """Everything that one server holds: its rooms, who watches, and who may do what."""

    def __init__(self, parts: Parts, plan: Plan, keys: tuple[str, ...], address: str) -> None:
        self.parts, self.plan, self.keys, self.address = parts, plan, keys, address
        self.rooms: dict[str, Room] = {}
        self.main: Room | None = None
        self.rehearsal: Room | None = None
        self.watched: set[Watching] = set()
        self.sessions: set[Session] = set()
        self.doorkeeper = Doorkeeper(
            limits.MOST_SOCKETS, limits.MOST_SOCKETS_AN_ADDRESS, limits.REQUESTS_A_SECOND, limits.REQUEST_BURST
        )
        self.stopping = False
        self.played_in = ThreadPoolExecutor(1, "game")
        """Rooms wait for each other: a month takes milliseconds."""
        self.watched_in = ThreadPoolExecutor(2, "watch")
        self.telling = 0
        self.bots = Bots(address)

    def warm_up(self) -> None:
        """Make a world that nobody sees, so that the first who asks does not wait until compiled code is read. What is loaded by then
        stays: the collector of garbage need not look through it again, for which it would stop everybody for half a second.
        """
        try:
            self.parts.make_world(self.parts.size_world(self.plan, 1))
        except Exception as error:  # whoever asks for one is told
            tell_terminal(error)
        gc.collect()
        gc.freeze()

    def new_room(self, kind: str, **more: Any) -> Room:
        """Another room, under a code of its own."""
        code = new_code()
        while code in self.rooms:
            code = new_code()
        plan = self.plan._replace(seconds=0) if kind == "alone" else self.plan  # nobody waits for a lone visitor
        return self.add_room(Room(code, Game(plan), *self.behind_a_room(), kind=kind, **more))

    def behind_a_room(self) -> tuple[Maker, Sizer, Executor]:
        """What a room asks for its world."""
        return self.parts.make_world, self.parts.size_world, self.played_in

    def add_room(self, room: Room) -> Room:
        """Let a room be found by its code."""
        room.address = self.join_address(room.code)
        self.rooms[room.code] = room
        return room

    def join_address(self, code: str) -> str:
        """What phones open."""
        return f"{self.address}/j/{code}"

    def is_teacher(self, key: str) -> bool:
        """Whether this is a key of the teacher's."""
        return is_one_of(key, self.keys)

    def rehearse(self) -> Room:
        """A fresh rehearsal, in place of an earlier one."""
        if self.rehearsal is not None:
            self.close_room(self.rehearsal)
        self.rehearsal = room = self.new_room("rehearsal")
        room.add_bots = lambda count: self.bots.join(room.code, count)
        return room

    def close_room(self, room: Room) -> None:
        """Send everybody away from a room that is over."""
        self.bots.leave(room.code)
        for session in room.sessions():
            session.close(REFUSED, "over")
        self.rooms.pop(room.code, None)

    async def keep_time(self) -> None:
        """Let every room look at the clock, and notice who is gone, until the server stops."""
        collected = time.monotonic()
        while True:
            await asyncio.sleep(TICK)
            if time.monotonic() - collected > COLLECT_SECONDS:
                collected = time.monotonic()
                gc.collect()  # takes a millisecond, since what was there at first is left out
            if self.stopping:  # before the server waits for them
                for session in self.sessions:
                    session.close(STOPPED, "stopped")
            now = asyncio.get_running_loop().time()
            for room in list(self.rooms.values()):
                try:
                    room.tick()
                    self._look_after(room, now)
                except Exception as error:  # a fault of ours in one room must not stop the others' clocks
                    tell_terminal(error)

    def _look_after(self, room: Room, now: float) -> None:
        for session in room.sessions():
            if not session.still_there(now):
                session.close(1001, "gone")
        if room.kind == "alone":
            room.empty_since = None if room.phones else (room.empty_since or now)
            if room.empty_since is not None and now - room.empty_since > limits.FORGOTTEN_SECONDS:
                self.close_room(room)

    def stop_soon(self) -> None:
        """Let what goes on in threads end at the next month; may be called at any moment, also while a signal is answered."""
        self.stopping = True

    def stop(self) -> None:
        """Stop what goes on in threads and tasks of ours."""
        self.stop_soon()
        self.bots.stop()
        for threads in (self.played_in, self.watched_in):
            threads.shutdown(wait=False, cancel_futures=True)

    # --- sockets ------------------------------------------------------------------------------------------------------

    async def watch_socket(self, websocket: WebSocket) -> None:
        """``/ws/watch``."""
        async with self._session(websocket, "watch") as session:
            if session is None:
                return
            if len(self.watched) >= limits.MOST_WATCHED:
                session.refuse("open", "watched", most=limits.MOST_WATCHED)
                session.close(TOO_MANY, "too many")
                return
            watching = Watching(session, self.open_pair, self.watched_in)
            self.watched.add(watching)
            asking = asyncio.get_running_loop().create_task(self._ask_whether_there(session))
            try:
                while (message := await session.next_message()) is not None:
                    await watching.ask(message)
            finally:
                asking.cancel()
                self.watched.discard(watching)
                watching.end()

    def open_pair(self, asked: Mapping[str, Any], stop: Callable[[], bool]) -> Pair:
        """Open a pair, until it is given up or the server stops."""
        return self.parts.open_pair(asked, lambda: stop() or self.stopping)

    async def _ask_whether_there(self, session: Session) -> None:
        while session.still_there(asyncio.get_running_loop().time()):
            await asyncio.sleep(1.0)
        session.close(1001, "gone")

    async def game_socket(self, websocket: WebSocket) -> None:
        """``/ws/game``."""
        asked = websocket.query_params
        role = asked.get("role", "")
        async with self._session(websocket, role) as session:
            if session is None:
                return
            room = self._room_for(session, asked)
            if room is None and role != "try":
                return
            try:
                if room is not None:
                    self._take_place(room, session, asked.get("seat", ""))
                while (message := await session.next_message()) is not None:
                    room = room or self._room_of_ones_own(session, message)
                    if room is not None:
                        await room.ask(session, message)
            finally:
                if room is not None:
                    room.gone(session)

    def _room_for(self, session: Session, asked: Mapping[str, str]) -> Room | None:
        """The room that a socket may enter; it is refused and closed if there is none."""
        role, code, refusal = session.role, asked.get("code", "").upper(), ""
        room = self.rooms.get(code) if code or role == "student" else self.main
        if role == "try":
            room = self._own_room(asked.get("seat", ""))
            if room is None and asked.get("seat"):
                session.refuse("seat", "seat")
            return room
        if role not in ("student", "teacher", "wall"):
            refusal = "role"
        elif role == "teacher" and not self.is_teacher(asked.get("key", "")):
            refusal = "key"
        elif room is None or room.kind == "alone":
            refusal = "code"
        if refusal:
            session.refuse(role, refusal)
            session.close(REFUSED, refusal)
            return None
        return room

    def _own_room(self, secret: str) -> Room | None:
        rooms = (room for room in self.rooms.values() if room.kind == "alone")
        return next((room for room in rooms if secret and room.seat_of(secret) is not None), None)

    def _room_of_ones_own(self, session: Session, message: Mapping[str, Any]) -> Room | None:
        """A room for a visitor who plays alone, made when the visitor begins."""
        if message["do"] != "join":
            session.refuse(message["do"], "no_seat")
            return None
        if sum(room.kind == "alone" for room in self.rooms.values()) >= limits.MOST_TRIES:
            session.refuse("join", "tries")
            return None
        return self.new_room("alone")

    def _take_place(self, room: Room, session: Session, secret: str) -> None:
        seat = room.seat_of(secret) if secret and session.role in ("student", "try") else None
        if seat is not None:
            session.tell({"is": "seated", "seat": secret, "number": seat.number})
            room.sit(session, seat)
            return
        if secret and session.role == "student":
            session.refuse("seat", "seat")
        room.look_on(session)

    @asynccontextmanager
    async def _session(self, websocket: WebSocket, role: str) -> AsyncIterator[Session | None]:
        """An open socket, None if it may not be opened; what is left for it is sent until the block ends."""
        address = websocket.client.host if websocket.client else ""
        if not is_from_here(websocket):
            await websocket.close(REFUSED)
            yield None
            return
        await websocket.accept()
        session = Session(websocket, role)
        self.sessions.add(session)
        delivering = asyncio.get_running_loop().create_task(session.deliver())
        let_in = self.doorkeeper.serves(address, time.monotonic()) and self.doorkeeper.let_in(address)
        try:
            if let_in:
                yield session
            else:
                session.refuse("connect", "too_many")
                session.close(TOO_MANY, "too many")
                yield None
        finally:
            self.sessions.discard(session)
            if let_in:
                self.doorkeeper.let_out(address)
            await session.end(delivering)

    # --- pages --------------------------------------------------------------------------------------------------------

    def page(self, name: str, request: Request) -> Response:
        """A page."""
        return file_response(f"{name}.html")

    def page_with_key(self, name: str, request: Request) -> Response:
        """A page of the teacher's."""
        if not self.is_teacher(request.query_params.get("key", "")):
            return refusal(403, "key")
        return file_response(f"{name}.html", fresh=True)

    def static(self, request: Request) -> Response:
        """A file of the pages."""
        return file_response(request.path_params["name"])

    def words(self, request: Request) -> Response:
        """Every word the pages show."""
        return JSONResponse(self.parts.words())

    def levers(self, request: Request) -> Response:
        """Regimes, levers and measures."""
        return JSONResponse(self.parts.levers())

    def qr(self, request: Request) -> Response:
        """The address at which a room is joined, as a QR code; of no other address."""
        room = self.main
        code = request.query_params.get("code", "").upper()
        asked = request.query_params.get("to", "")
        if code:
            room = self.rooms.get(code)
        elif asked:
            room = next((found for found in self.rooms.values() if found.address == asked), None)
        if room is None or room.kind == "alone":
            return refusal(404, "code")
        return Response(as_picture(room.address), media_type="image/svg+xml")

    def results(self, request: Request) -> Response:
        """The finished months of a game as CSV."""
        asked = request.query_params
        if not self.is_teacher(asked.get("key", "")):
            return refusal(403, "key")
        room = self.rooms.get(asked["code"].upper()) if asked.get("code") else self.main
        if room is None:
            return refusal(404, "code")
        headers = {"Content-Disposition": 'attachment; filename="results.csv"', "Cache-Control": "no-store"}
        return Response(results(room.game), media_type="text/csv; charset=utf-8", headers=headers)

    def rehearsal_room(self, request: Request) -> Response:
        """A fresh rehearsal for the page that shows it; the one that is there, if its code is given: that page was reloaded."""
        if not self.is_teacher(request.query_params.get("key", "")):
            return refusal(403, "key")
        room = self.rehearsal
        if room is None or room.code != request.query_params.get("code", "").upper():
            room = self.rehearse()
            self.bots.join(room.code, REHEARSAL_BOTS)
        return JSONResponse(
            {"code": room.code, "address": room.address, "phones": 3}, headers={"Cache-Control": "no-store"}
        )

    async def case(self, request: Request) -> Response:
        """The story of a case under both regimes."""
        asked = dict(request.query_params)
        name = asked.pop("number", "")[: limits.LONGEST_ID]
        number = int(name) if name.isascii() and name.isdigit() else name
        if self.telling >= STORIES:
            return refused_story(503, both("refused_too_many"))
        self.telling += 1
        try:
            tell = partial(self.parts.tell_case, asked, number, lambda: self.stopping)
            return JSONResponse(await asyncio.get_running_loop().run_in_executor(self.watched_in, tell))
        except Refused as refused:
            return refused_story(404, refused.why)
        except Interrupted:
            return refused_story(503, both("refused_too_many"))
        finally:
            self.telling -= 1


def refused_story(status: int, why: Mapping[str, object]) -> Response:
    """A refusal for a page that expects a story."""
    return JSONResponse({"is": "refused", "do": "case", "why": why}, status)


def application(classroom: Classroom) -> Starlette:
    """The server as an ASGI application."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().create_task(classroom.keep_time())
        classroom.played_in.submit(classroom.warm_up)
        try:
            yield
        finally:
            clock.cancel()
            classroom.stop()

    around = [Middleware(GZipMiddleware, minimum_size=1000), Middleware(Door, doorkeeper=classroom.doorkeeper)]
    return Starlette(routes=routes(classroom), lifespan=lifespan, middleware=around)


def routes(room: Classroom) -> list[BaseRoute]:
    """Which address leads where."""

    def page(path: str, name: str) -> Route:
        return Route(path, aside(partial(room.page, name)))

    return [
        page("/", "watch"),
        page("/case/{number:path}", "case"),
        page("/j", "student"),
        page("/j/{code}", "student"),
        page("/try", "student"),
        page("/wall", "wall"),
        Route("/teach", aside(partial(room.page_with_key, "teach"))),
        Route("/rehearse", aside(partial(room.page_with_key, "rehearse"))),
        Route("/rehearse.json", aside(room.rehearsal_room)),
        Route("/static/{name}", aside(room.static)),
        Route("/words.json", aside(room.words)),
        Route("/levers.json", aside(room.levers)),
        Route("/qr.svg", aside(room.qr)),
        Route("/results.csv", aside(room.results)),
        Route("/case.json", room.case),
        WebSocketRoute("/ws/watch", room.watch_socket),
        WebSocketRoute("/ws/game", room.game_socket),
        Route("/{rest:path}", aside(lambda request: refusal(404, "page"))),
    ]


def aside(answer: Callable[[Request], Response]) -> Callable[[Request], Any]:
    """An endpoint that answers on the loop: Starlette would put a plain function into a thread, and what these do takes microseconds."""

    async def endpoint(request: Request) -> Response:
        return answer(request)

    return endpoint


def as_picture(address: str) -> bytes:
    """An address as a QR code, in SVG, dark on light whatever the page's colours are."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", border=2, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )
    return out.getvalue()


def file_response(name: str, fresh: bool = False) -> Response:
    """A file of the pages, and of nothing else: a name with a way in it is none."""
    path = PAGES / name
    if not re.fullmatch(r"[\w-]+\.(html|css|js|svg|png|ico)", name, re.ASCII) or not path.is_file():
        return refusal(404, "page")
    kinds = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
    kind = kinds.get(path.suffix) or mimetypes.guess_type(name)[0]  # Windows' registry may say anything of the first
    headers = {"Cache-Control": "no-store" if fresh else "no-cache"}
    return Response(path.read_bytes(), media_type=kind, headers=headers)
