"""A room: one game carried among its phones, its teacher and its wall, with the world behind it stepped in a thread of its own.

The rules stand in :mod:`.game`, the world in :mod:`.seats`; here is only who is told what, and when.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Executor
from functools import partial
from secrets import compare_digest
from typing import Any, Protocol

from wenze.experiments.classroom import game as rules
from wenze.experiments.classroom import lesson
from wenze.experiments.classroom.game import Game, Month, Plan, Refused, Seat
from wenze.experiments.classroom.kept import Journal, choices_of, write_results
from wenze.experiments.classroom.limits import MOST_BOTS
from wenze.experiments.classroom.sayings import Refused as RefusedByWorld
from wenze.experiments.classroom.sessions import ELSEWHERE, SENT_OUT, Session, digest, new_secret
from wenze.experiments.messages import printable, say
from wenze.sim.errors import InputError


class World(Protocol):
    """What a room asks of the world behind its game (:class:`.seats.Seats`)."""

    @property
    def order(self) -> Iterable[int]:
        """Posts in the order in which they are given out."""

    def play(self, choices: Mapping[int, str]) -> None:
        """Run a month in which some posts are held to a conduct."""

    def shown(self, post: int) -> Mapping[str, Any]:
        """What whoever sits on a post is shown."""

    def reveal(self) -> Mapping[str, Any]:
        """What is told at the reveal."""


Setup = dict[str, Any]
Maker = Callable[[Setup], World]
"""Makes a world from plain data; called in the thread of the simulation."""
Sizer = Callable[[Plan, int], Setup]
"""The plain data of a world with room for so many students."""

KINDS = ("class", "rehearsal", "alone")


class Room:
    """One game and everybody in it."""

    def __init__(
        self,
        code: str,
        game: Game,
        make: Maker,
        size: Sizer,
        thread: Executor,
        kind: str = "class",
        journal: Journal | None = None,
    ) -> None:
        self.code, self.game, self.kind = code, game, kind
        self._make, self._size, self._thread, self._journal = make, size, thread, journal
        self.address = ""
        self.world: World | None = None
        self.phones: dict[int, Session] = {}
        self.onlookers: set[Session] = set()
        """Walls, and phones that have not joined yet."""
        self.teachers: set[Session] = set()
        self.page = lesson.first_in(game.state) if game.state in PAGED else 1
        self.empty_since: float | None = None
        self.add_bots: Callable[[int], None] | None = None
        self._views: dict[int, Mapping[str, Any]] = {}
        self._revealed: Mapping[str, Any] | None = None
        self._stale = False
        self._turning = asyncio.Lock()
        self.tasks: set[asyncio.Task[None]] = set()

    @staticmethod
    def now() -> float:
        """Seconds by the clock of the loop."""
        return asyncio.get_running_loop().time()

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # --- who comes and goes -------------------------------------------------------------------------------------------

    def seat_of(self, secret: str) -> Seat | None:
        """The seat whose phone keeps this secret."""
        given = digest(secret)
        return next((seat for seat in self.game.present() if compare_digest(given, seat.digest)), None)

    def look_on(self, session: Session) -> None:
        """Let somebody look on who has no seat."""
        (self.teachers if session.role == "teacher" else self.onlookers).add(session)
        self._show_to(session)

    def join(self, session: Session, name: object, beside: object) -> None:
        """Give a phone a seat; the one it has if it asks twice. Raises Refused."""
        if session.number is not None:
            raise Refused("now")
        secret = new_secret()
        seat = self.game.join(name, digest(secret), beside)
        self._note("seat", number=seat.number, names=seat.names, digest=seat.digest, post=seat.post)
        session.tell({"is": "seated", "seat": secret, "number": seat.number})
        self.sit(session, seat)

    def sit(self, session: Session, seat: Seat) -> None:
        """Let a phone play a seat; another tab that did so before is told."""
        before = self.phones.get(seat.number)
        if before is not None and before is not session:
            before.number = None
            before.tell({"is": "elsewhere"})
            before.close(ELSEWHERE, "elsewhere")
        session.number = seat.number
        self.phones[seat.number] = session
        self.onlookers.discard(session)
        self.game.connect(seat.number)
        self._show_to(session)
        self.changed()

    def gone(self, session: Session) -> None:
        """Note that a socket is closed."""
        self.teachers.discard(session)
        self.onlookers.discard(session)
        if session.number is not None and self.phones.get(session.number) is session:
            del self.phones[session.number]
            self.game.connect(session.number, False)
        self._hurry()

    def _hurry(self) -> None:
        """Look whether whoever has gone was the last to be waited for."""
        before = self._clock()
        self.game.hurry(self.now())
        self.changed(to_all=self._clock() != before)

    def sessions(self) -> list[Session]:
        """Everybody who is connected."""
        return [*self.phones.values(), *self.onlookers, *self.teachers]

    # --- what is asked ------------------------------------------------------------------------------------------------

    async def ask(self, session: Session, message: Mapping[str, Any]) -> None:
        """Do what a message asks for, or refuse it."""
        do = message["do"]
        act = self._acts(session.role).get(do)
        try:
            if act is None:
                raise Refused("teacher" if do in self._acts("teacher") else "message")
            before = self._clock()
            found = act(session, message)
            if isinstance(found, Awaitable):
                await found
            self.changed(to_all=self._clock() != before)
        except Refused as refused:
            session.refuse(do, refused.code, None, message.get("id"), **refused.values)
        except RefusedByWorld as refused:
            session.refuse(do, "world", refused.why)

    def _clock(self) -> tuple[Any, ...]:
        """What everybody has to be told of at once when it changes."""
        game = self.game
        return game.state, game.month, game.deadline, game.paused, game.closing, game.left, game.all_chose

    def _acts(self, role: str) -> Mapping[str, Callable[[Session, Mapping[str, Any]], Any]]:
        if role == "student":
            return self._of_students
        if role == "teacher":
            return self._of_teachers
        return {**self._of_students, **self._of_the_lone} if role == "try" else {}

    @property
    def _of_students(self) -> Mapping[str, Callable[[Session, Mapping[str, Any]], Any]]:
        return {
            "join": lambda session, asked: self.join(session, asked.get("name"), asked.get("with")),
            "choose": self._choose,
            "predict": self._predict,
            "leave": self._leave,
        }

    @property
    def _of_the_lone(self) -> Mapping[str, Callable[[Session, Mapping[str, Any]], Any]]:
        return {"next": self._next, "pause": self._pause, "go_on": self._go_on}

    @property
    def _of_teachers(self) -> Mapping[str, Callable[[Session, Mapping[str, Any]], Any]]:
        return {
            **self._of_the_lone,
            "close": lambda session, asked: self.game.close(),
            "extend": lambda session, asked: self.game.extend(asked.get("seconds"), self.now()),
            "advance_slow": lambda session, asked: self.game.advance_slow(),
            "kick": self._kick,
            "lock": self._lock,
            "bots": self._bots,
        }

    def _number(self, session: Session) -> int:
        if session.number is None:
            raise Refused("no_seat")
        return session.number

    def _choose(self, session: Session, asked: Mapping[str, Any]) -> None:
        number = self._number(session)
        month, conduct, action = asked.get("month"), asked.get("conduct"), asked.get("id")
        self.game.choose(number, month, conduct, action, self.now())
        session.tell({"is": "accepted", "id": action, "month": month, "conduct": conduct})
        self._show_to(session)

    def _predict(self, session: Session, asked: Mapping[str, Any]) -> None:
        number = self._number(session)
        self.game.predict(number, asked.get("which"), asked.get("says"))
        self._note("said", number=number, predictions=self.game.seats[number].predictions)
        self._show_to(session)

    def _leave(self, session: Session, asked: Mapping[str, Any]) -> None:
        number = self._number(session)
        self._give_up(number, rules.LEFT)
        session.number = None
        self.look_on(session)

    def _give_up(self, number: int, why: str) -> None:
        self.game.leave(number, why)
        self._note("gone", number=number, why=why)
        self._hurry()
        self.phones.pop(number, None)

    def _kick(self, session: Session, asked: Mapping[str, Any]) -> None:
        number = asked.get("seat")
        if type(number) is not int:
            raise Refused("seat")
        phone = self.phones.get(number)
        self._give_up(number, rules.SENT_OUT)
        if phone is not None:
            phone.number = None
            phone.tell({"is": "sent_out"})
            phone.close(SENT_OUT, "sent out")

    def _lock(self, session: Session, asked: Mapping[str, Any]) -> None:
        self.game.lock(asked.get("locked"))
        self._note("lock", locked=self.game.locked)

    def _bots(self, session: Session, asked: Mapping[str, Any]) -> None:
        count = asked.get("count")
        if self.add_bots is None or type(count) is not int or not 1 <= count <= MOST_BOTS:
            raise Refused("bots", most=MOST_BOTS)
        self.add_bots(count)

    def _pause(self, session: Session, asked: Mapping[str, Any]) -> None:
        self.game.pause(self.now())

    def _go_on(self, session: Session, asked: Mapping[str, Any]) -> None:
        self.game.unpause(self.now())

    async def _next(self, session: Session, asked: Mapping[str, Any]) -> None:
        """The one button: turn a page of the lesson, or go on with the game. Pressed again while that takes its time, it does no more."""
        if not self._is_where(asked):
            return
        if self._turning.locked():
            raise Refused("busy")
        async with self._turning:
            steps = lesson.steps_in(self.game.state)
            first = lesson.first_in(self.game.state) if steps else self.page
            if self.kind != "alone" and steps and self.page < first + len(steps) - 1 and not self._repeats():
                self.page += 1
                return
            if self.game.needs_world:
                await self._make_world()
            if self.game.ends_next and self.world is not None:  # before anybody is told that it is revealed
                self._revealed = await self._in_thread(self.world.reveal)
            self.game.go_on(self.now())
            await self._entered()

    def _is_where(self, asked: Mapping[str, Any]) -> bool:
        """Whether the game is where the page showed it to be when the button was pressed: otherwise the press comes too late, for a
        month that closed by itself meanwhile.
        """
        there = self.game.common(self.now())
        return all(asked.get(key) in (None, there[key]) for key in ("state", "month"))

    def _repeats(self) -> bool:
        """Whether the lesson's pages of this state have been turned before: the months after the first."""
        return self.game.state in ("choosing", "resolved") and len(self.game.finished) > 1

    async def _entered(self) -> None:
        """What a new state brings with it."""
        state = self.game.state
        if state in PAGED:
            self.page = lesson.first_in(state)
        self._note("state", state=state)
        if state == "closed" and self._journal is not None:
            await self._in_thread(partial(self._finish, self._journal))

    def _finish(self, journal: Journal) -> None:
        try:
            write_results(self.game, journal.folder)
            journal.forget()
        except OSError as error:
            tell_terminal(error)

    # --- the world ----------------------------------------------------------------------------------------------------

    async def _make_world(self) -> None:
        setup = self._size(self.game.plan, len(self.game.present()))
        self.world = await self._in_thread(lambda: self._make(setup))
        self.game.seat_everybody(list(self.world.order))
        posts = {seat.number: seat.post for seat in self.game.present()}
        self._note("begun", setup=setup, order=self.game.order, posts=posts)
        await self._in_thread(self._look)

    def play_again(self, setup: Setup) -> bool:
        """Make the world of a kept game and play its months again; says whether they came out as they did. Before any loop runs."""
        self.world = self._make(setup)
        for done in self.game.finished:
            self.world.play(choices_of(done))
        self._look()
        if self.game.state in rules.REVEALED:
            self._revealed = self.world.reveal()
        return not self.game.finished or self._conducts() == self.game.finished[-1].conducts

    def _conducts(self) -> list[str | None]:
        return [_last(self._views[post]).get("conduct") for post in sorted(self._views)]

    def _sanctions(self) -> list[dict[str, Any]]:
        found = [(post, _last(self._views[post]).get("sanction")) for post in sorted(self._views)]
        return [{"post": post, "deserved": one["deserved"], "months": one["months"]} for post, one in found if one]

    def _look(self) -> None:
        """Read from the world what everybody is shown."""
        if self.world is not None:
            self._views = {post: self.world.shown(post) for post in self.game.order}

    def tick(self) -> None:
        """Look at the clock; called a few times a second."""
        if self.game.due(self.now()):
            choices = self.game.taken_up()
            self._start(self._play(choices))
        if self._stale:
            self._stale = False
            for session in (*self.teachers, *self.onlookers):
                self._show_to(session)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _play(self, choices: Mapping[int, str]) -> None:
        """Run the month that is closed, keep it, and show it."""
        async with self._turning:
            try:
                done = await self._in_thread(partial(self._month, choices))
            except Exception as error:  # a fault of ours: the class must not hang on it
                tell_terminal(error)
                self._hold()
            else:
                self.game.finish(done)
                await self._entered()
            self.changed(to_all=True)

    def _month(self, choices: Mapping[int, str]) -> Month:
        if self.world is None:
            raise RuntimeError("no world")
        self.world.play(choices)
        self._look()
        done = self.game.outcome(self._conducts(), self._sanctions())
        if self._journal is not None:
            try:
                self._journal.month(done)
            except OSError as error:
                tell_terminal(error)
        return done

    def _hold(self) -> None:
        """Stop where we are; the teacher can try again."""
        self.game.working, self.game.paused, self.game.left = False, True, 0.0
        for session in self.teachers:
            session.refuse("month", "failed")

    def _note(self, kind: str, **what: Any) -> None:
        if self._journal is not None:
            try:
                self._journal.note(kind, **what)
            except OSError as error:
                tell_terminal(error)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def changed(self, to_all: bool = False) -> None:
        """Something changed; the phones are told at once if it concerns them all, the others at the next tick."""
        self._stale = True
        if to_all:
            for session in self.phones.values():
                self._show_to(session)

    def _show_to(self, session: Session) -> None:
        session.show(self._frame(session))

    def _own(self) -> dict[str, Any]:
        return {"code": self.code, "address": self.address, "kind": self.kind}

    def _frame(self, session: Session) -> dict[str, Any]:
        if session.role == "teacher":
            room = self.game.room(self.now())
            script = lesson.shown(self.page, room["students"], self._revealed)
            length = lesson.minutes_of(self.game.plan.months, self.game.plan.seconds)
            return {**room, **self._own(), "lesson": {**script, "whole": length}}
        if session.role == "wall":
            question = lesson.asked(self.page) if self.game.state in ASKED_ON_WALL else None
            return {**self.game.wall(self._revealed, self.now()), **self._own(), "ask": question}
        if session.number is None:
            return {"is": "you", **self.game.common(self.now()), "seat": None}
        post = self.game.seats[session.number].post
        view = {} if post is None else self._views.get(post, {})
        return self.game.you(session.number, view, self._revealed, self.now())


PAGED = {step.state for step in lesson.STEPS}
ASKED_ON_WALL = ("reveal", "debrief")
"""Where what the teacher asks is projected as well; before, the wall has something else to say."""


def _last(view: Mapping[str, Any]) -> Mapping[str, Any]:
    return view.get("last") or {}


def tell_terminal(error: Exception) -> None:
    """One line for whoever looks at the terminal; nothing of a student stands in it."""
    why = str(error) if isinstance(error, InputError | OSError) else f"{type(error).__name__}: {error}"
    print(f"wenze: {say('classroom_failed', why=printable(why))}", file=sys.stderr, flush=True)
