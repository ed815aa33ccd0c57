"""The rules of the game: who sits where, which month is open, what is chosen, and who is shown what.

Plain data and no more: no network, no clock (``now`` is handed in, in seconds), no simulation. Whoever carries the game
asks :attr:`Game.due` whether a month is to be simulated, takes :meth:`Game.taken_up`, simulates, and hands back what came of it.

A game goes through :data:`STATES`; ``choosing`` and ``resolved`` repeat for every month. Nothing that a student or the wall is
shown names a regime, or the month of the switch, before the reveal.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wenze.agents.kinds import CONDUCT_NAMES
from wenze.experiments.classroom.limits import (
    GRACE_SECONDS,
    LONGEST_ID,
    LONGEST_NAME,
    MOST_JOINED,
    MOST_SEATS,
    MOST_SECONDS,
)

STATES = ("lobby", "briefing", "choosing", "resolved", "reveal", "debrief", "closed")
REVEALED = ("reveal", "debrief", "closed")
PREDICTIONS = ("first", "second", "same")
PREDICTED = "effort"
"""What the class is asked about if a prediction does not say what it is of."""

LEFT, SENT_OUT = "left", "sent_out"
MOST_IN_A_ROW = 2
"""Marks that may stand over one letter of a name: more of them hide the lines above and below."""


class Refused(Exception):
    """What the rules do not allow; ``code`` names the message ``refused_…`` that says so, ``values`` fill it in."""

    def __init__(self, code: str, **values: object):
        super().__init__(code)
        self.code = code
        self.values = values


class Plan(NamedTuple):
    """What a game is of: its two regimes, how many months, after how many of them the second holds, seconds a month (0: no
    deadline), and the seed of all chance.
    """

    regimes: tuple[str, str]
    months: int
    switch: int
    seconds: int
    seed: int


class Month(NamedTuple):
    """A finished month: what was chosen by whom (seat -> conduct), which posts those seats are (seat -> post), what everybody did
    (a conduct a post, None of a newcomer who did nothing yet), and whom a sanction befell (``{"post", "deserved", "months"}``).
    Months count from 0.
    """

    month: int
    chosen: dict[int, str]
    posts: dict[int, int]
    conducts: list[str | None]
    sanctions: list[dict[str, Any]]


@dataclass
class Seat:
    """A phone: one student or two. ``digest`` is that of the secret which the phone keeps. ``chosen`` is for the open month."""

    number: int
    names: tuple[str, ...]
    digest: str
    post: int | None = None
    connected: bool = True
    away: bool = False
    gone: str = ""
    chosen: str | None = None
    answered: dict[str, tuple[int, str]] = field(default_factory=dict)
    predictions: dict[str, str] = field(default_factory=dict)

    @property
    def plays(self) -> bool:
        """Whether somebody is there who can choose."""
        return self.connected and not self.away and not self.gone


@dataclass
class Game:
    """One game. ``month`` is the open one, or the next; ``deadline`` is when it closes, ``left`` what was left of it when paused."""

    plan: Plan
    state: str = "lobby"
    month: int = 0
    deadline: float | None = None
    paused: bool = False
    left: float | None = None
    locked: bool = False
    closing: bool = False
    working: bool = False
    order: list[int] = field(default_factory=list)
    seats: dict[int, Seat] = field(default_factory=dict)
    finished: list[Month] = field(default_factory=list)
    taken: tuple[dict[int, str], dict[int, int]] = field(default_factory=lambda: ({}, {}))
    """Of the month that is being simulated: what was chosen by whom, and who sits where. Whoever is sent out meanwhile did choose."""

    # --- who sits where -----------------------------------------------------------------------------------------------

    def join(self, name: object, digest: str, beside: object = None) -> Seat:
        """Give a newcomer a seat, at any time before the reveal; ``beside`` is the name of a second student at the same phone."""
        if self.locked:
            raise Refused("locked")
        if self.state in REVEALED:
            raise Refused("over")
        names = (clean_name("" if name is None else name), *([clean_name(beside)] if beside not in (None, "") else []))
        if len(self.present()) >= MOST_SEATS or len(self.seats) >= MOST_JOINED:
            raise Refused("full")
        seat = Seat(max(self.seats, default=0) + 1, names, digest, post=self._free_post() if self.order else None)
        self.seats[seat.number] = seat
        return seat

    def _free_post(self) -> int:
        """The next post to be given out: one nobody has sat on if there is one, otherwise one whose student has gone."""
        taken = {seat.post for seat in self.seats.values() if not seat.gone}
        sat_on = {seat.post for seat in self.seats.values()}
        for barred in (sat_on, taken):
            for post in self.order:
                if post not in barred:
                    return post
        raise Refused("full")

    def present(self) -> list[Seat]:
        """The seats that have not been given up."""
        return [seat for seat in self.seats.values() if not seat.gone]

    def seat_everybody(self, order: Sequence[int]) -> None:
        """Give posts to all who have joined, in the order in which the world gives them out."""
        self.order = list(order)
        for seat in self.present():
            seat.post = None
        for seat in self.present():
            seat.post = self._free_post()

    def connect(self, number: int, connected: bool = True) -> None:
        """Note that a phone is there, or has vanished."""
        seat = self.seats[number]
        seat.connected = connected

    def leave(self, number: int, why: str = LEFT) -> None:
        """Give a seat up, or take it from somebody; the simulated cadre goes on."""
        seat = self.seats.get(number)
        if seat is None or seat.gone:
            raise Refused("seat")
        seat.gone, seat.chosen, seat.connected = why, None, False

    def lock(self, locked: object) -> None:
        """Let nobody in any more, or let people in again."""
        self.locked = locked is True

    # --- what students do ---------------------------------------------------------------------------------------------

    def choose(self, number: int, month: object, conduct: object, action: object, now: float) -> None:
        """Choose for the open month; until it closes the choice can be changed. One action, however often it is sent, counts once."""
        seat = self._seated(number)
        if not isinstance(action, str) or not 0 < len(action) <= LONGEST_ID:
            raise Refused("id", most=LONGEST_ID)
        if not isinstance(conduct, str) or conduct not in CONDUCT_NAMES:
            raise Refused("conduct")
        if type(month) is not int:
            raise Refused("stale")
        if action in seat.answered:
            if seat.answered[action] != (month, conduct):
                raise Refused("used")
            return
        self._refuse_unless_open(month, now)
        seat.answered = {name: one for name, one in seat.answered.items() if one[0] >= month - 1}
        seat.answered[action] = (month, conduct)
        seat.chosen, seat.away = conduct, False
        self.hurry(now)

    def _refuse_unless_open(self, month: int, now: float) -> None:
        if month != self.month:
            raise Refused("stale")
        if self.state != "choosing" or self.working or self.closing:
            raise Refused("not_choosing")
        if not self.paused and self.deadline is not None and now >= self.deadline:
            raise Refused("stale")

    def predict(self, number: int, which: object, says: object) -> None:
        """Say before the reveal under which regime there will be more of something."""
        seat = self._seated(number)
        which = PREDICTED if which is None else which
        if self.state in REVEALED or says not in PREDICTIONS or not isinstance(which, str) or len(which) > LONGEST_ID:
            raise Refused("prediction")
        if which not in seat.predictions and len(seat.predictions) >= len(STATES):
            raise Refused("prediction")
        seat.predictions[which] = str(says)

    def _seated(self, number: int) -> Seat:
        seat = self.seats.get(number)
        if seat is None or seat.gone:
            raise Refused("seat")
        return seat

    # --- what the teacher does ----------------------------------------------------------------------------------------

    @property
    def needs_world(self) -> bool:
        """Whether the next step opens the first month, for which a world has to be made first."""
        return self.state == "briefing" and not self.order

    @property
    def ends_next(self) -> bool:
        """Whether the next step is the reveal."""
        return self.state == "resolved" and self.month >= self.plan.months

    def go_on(self, now: float) -> None:
        """The teacher's one button."""
        if self.state == "lobby":
            self.state = "briefing"
        elif self.state == "briefing":
            if self.needs_world:
                raise Refused("now")
            self._open(now)
        elif self.state == "choosing":
            self.close()
        elif self.state == "resolved":
            if self.ends_next:
                self.state = "reveal"
            else:
                self._open(now)
        elif self.state in ("reveal", "debrief"):
            self.state = STATES[STATES.index(self.state) + 1]
        else:
            raise Refused("over")

    def _open(self, now: float) -> None:
        """Open the next month for choices."""
        self.state, self.closing, self.left = "choosing", False, None
        self.deadline = now + self.plan.seconds if self.plan.seconds else None
        for seat in self.seats.values():
            seat.chosen = None
        if self.paused:
            self.paused = False

    def close(self) -> None:
        """Close the open month now."""
        self._refuse_unless_choosing()
        self.closing = True

    def pause(self, now: float) -> None:
        """Stop the clock of the open month; choices stay possible."""
        self._refuse_unless_choosing()
        if not self.paused:
            self.paused = True
            self.left = None if self.deadline is None else max(0.0, self.deadline - now)

    def unpause(self, now: float) -> None:
        """Let the clock go on."""
        self._refuse_unless_choosing()
        if self.paused:
            self.paused = False
            self.deadline = None if self.left is None else now + self.left
            self.left = None

    def extend(self, seconds: object, now: float) -> None:
        """Put the deadline off."""
        self._refuse_unless_choosing()
        if type(seconds) is not int or not 1 <= seconds <= MOST_SECONDS:
            raise Refused("seconds", most=MOST_SECONDS)
        if self.paused:
            self.left = min(float(MOST_SECONDS), (self.left or 0.0) + seconds)
        else:
            before = now if self.deadline is None else max(now, self.deadline)
            self.deadline = min(now + MOST_SECONDS, before + seconds)

    def advance_slow(self) -> None:
        """Let the simulated cadres play for whoever has not chosen, until they choose again, and close the month."""
        self._refuse_unless_choosing()
        for seat in self.present():
            seat.away = seat.away or seat.chosen is None
        self.closing = True

    def _refuse_unless_choosing(self) -> None:
        if self.state != "choosing" or self.working or self.closing:
            raise Refused("now")

    # --- months -------------------------------------------------------------------------------------------------------

    def hurry(self, now: float) -> None:
        """Bring the deadline forward once everybody who is there has chosen, also because the last who had not is gone; where there is
        no deadline, nothing closes a month by itself.
        """
        if self.deadline is not None and not self.paused and self._everybody_chose():
            self.deadline = min(self.deadline, now + GRACE_SECONDS)

    @property
    def all_chose(self) -> bool:
        """Whether a month is open and all who are there have chosen."""
        return self.state == "choosing" and self._everybody_chose()

    def _everybody_chose(self) -> bool:
        """Whether all who are there have chosen, and anybody is there."""
        there = [seat for seat in self.seats.values() if seat.plays]
        return bool(there) and all(seat.chosen for seat in there)

    def due(self, now: float) -> bool:
        """Whether the open month is over and is to be simulated."""
        if self.state != "choosing" or self.working:
            return False
        return self.closing or (not self.paused and self.deadline is not None and now >= self.deadline)

    def taken_up(self) -> dict[int, str]:
        """Close the month: post -> conduct for those who chose. Nothing more is accepted until :meth:`finish` follows."""
        self.working, self.closing = True, False
        there = [seat for seat in self.present() if seat.post is not None]
        chosen = {seat.number: seat.chosen for seat in there if seat.chosen}
        self.taken = chosen, {seat.number: seat.post for seat in there if seat.post is not None}
        return {self.taken[1][number]: conduct for number, conduct in chosen.items()}

    def outcome(self, conducts: Sequence[str | None], sanctions: Iterable[Mapping[str, Any]]) -> Month:
        """The month that was taken up with what came of it, as the simulation gives it; :meth:`finish` puts it behind."""
        chosen, posts = self.taken
        return Month(self.month, chosen, posts, list(conducts), [dict(sanction) for sanction in sanctions])

    def finish(self, done: Month) -> None:
        """Put a finished month behind, whether it was just played or is read again from what was kept."""
        self.finished.append(done)
        self.month = done.month + 1
        self.state, self.working, self.closing, self.paused = "resolved", False, False, False
        self.deadline, self.left = None, None

    def ends_in(self, now: float) -> float | None:
        """Seconds until the open month closes, None if nothing closes it."""
        if self.state != "choosing":
            return None
        if self.working or self.closing:
            return 0.0
        if self.paused:
            return None
        return None if self.deadline is None else max(0.0, self.deadline - now)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def common(self, now: float) -> dict[str, Any]:
        """What everybody is told. The month is the open one, and between two months the one that is over."""
        left = self.ends_in(now)
        between = self.state != "choosing" and bool(self.finished)
        return {
            "state": self.state,
            "month": self.month - between,
            "of": self.plan.months,
            "ends_in": None if left is None else round(left, 1),
            "paused": self.paused,
            "all_chose": self.all_chose,
            "locked": self.locked,
        }

    def you(
        self, number: int, view: Mapping[str, Any], revealed: Mapping[str, Any] | None, now: float
    ) -> dict[str, Any]:
        """The whole snapshot of a phone. ``view`` is what the simulation shows of its post."""
        seat = self.seats[number]
        shown = {"cases": [], "last": None, "colleagues": [], "record": None, "newcomer": None, **view}
        if shown["last"] is not None:
            by = "you" if self.finished and number in self.finished[-1].chosen else "simulated"
            shown["last"] = {**shown["last"], "by": by}
        return {
            "is": "you",
            **shown,
            **self.common(now),
            "seat": number,
            "names": list(seat.names),
            "name": " & ".join(seat.names),
            "students": len(seat.names),
            "chosen": seat.chosen if self.state == "choosing" else None,
            "away": seat.away,
            "predicted": seat.predictions.get(PREDICTED),
            "predictions": dict(seat.predictions),
            "before": sum(number not in done.posts for done in self.finished),
            "mine": [[done.month, done.conducts[done.posts[number]], "you" if number in done.chosen else "simulated"]
                     for done in self.finished if number in done.posts],
            "reveal": revealed if self.state in REVEALED else None,
        }  # fmt: skip

    def room(self, now: float) -> dict[str, Any]:
        """What the teacher sees."""
        there = self.present()
        return {
            "is": "room",
            **self.common(now),
            "joined": len(there),
            "students": sum(len(seat.names) for seat in there),
            "connected": sum(seat.connected for seat in there),
            "chosen": sum(seat.chosen is not None for seat in there) if self.state == "choosing" else 0,
            "seats": [
                {
                    "number": seat.number,
                    "name": " & ".join(seat.names),
                    "connected": seat.connected,
                    "chosen": self.state == "choosing" and seat.chosen is not None,
                    "simulated": self._is_simulated(seat),
                    "away": seat.away or not seat.connected,
                }
                for seat in there
            ],
            "regimes": list(self.plan.regimes),
            "switch": self.plan.switch,
            "seed": self.plan.seed,
            "seconds": self.plan.seconds,
        }

    def _is_simulated(self, seat: Seat) -> bool:
        """Whether the simulated cadre plays a seat in the open month, or, between two, played it in the one that is over."""
        if self.state == "choosing":
            return not seat.chosen and not seat.plays
        return (
            self.state == "resolved"
            and seat.number in self.finished[-1].posts
            and seat.number not in self.finished[-1].chosen
        )

    def wall(self, revealed: Mapping[str, Any] | None, now: float) -> dict[str, Any]:
        """What is projected: nothing of any one student, and nothing of the regimes before the reveal."""
        there = self.present()
        shown = revealed if self.state in REVEALED else None
        return {
            "is": "wall",
            **self.common(now),
            "joined": len(there),
            "students": sum(len(seat.names) for seat in there),
            "chosen": sum(seat.chosen is not None for seat in there) if self.state == "choosing" else 0,
            "counts": [[done.month + 1, *counts_of(done)] for done in self.finished],
            "sanctions": [
                {"month": done.month + 1, "deserved": sanction.get("deserved"), "class": sanction["post"] in done.posts.values()}
                for done in self.finished
                for sanction in done.sanctions
            ],
            "predictions": self.predictions(PREDICTED),
            "switch": self.plan.switch if shown is not None else None,
            "regimes": shown.get("regimes") if shown is not None else None,
            "answer": shown.get("answer") if shown is not None else None,
            "reveal": shown,
        }  # fmt: skip

    def predictions(self, which: str) -> dict[str, int]:
        """How many say first, second and same."""
        said = [seat.predictions.get(which) for seat in self.seats.values() if seat.gone != SENT_OUT]
        return {word: said.count(word) for word in PREDICTIONS}


def counts_of(done: Month) -> tuple[list[int], list[int]]:
    """How often each conduct was done in a month: by those who chose, and by everybody who was simulated."""
    own = {done.posts[number] for number in done.chosen}
    of_class, simulated = [0] * len(CONDUCT_NAMES), [0] * len(CONDUCT_NAMES)
    for post, conduct in enumerate(done.conducts):
        if conduct is not None:
            (of_class if post in own else simulated)[CONDUCT_NAMES.index(conduct)] += 1
    return of_class, simulated


def clean_name(given: object) -> str:
    """A name without anything that hides, turns round or breaks lines; it may be empty. Raises Refused for what is no text."""
    if not isinstance(given, str):
        raise Refused("name", most=LONGEST_NAME)
    kept, marks = "", 0
    for character in unicodedata.normalize("NFC", given[: 8 * LONGEST_NAME]):
        kind = unicodedata.category(character)
        marks = marks + 1 if kind[0] == "M" else 0
        if kind[0] == "Z" or character in "\t\n\r":
            kept += " "
        elif kind[0] != "C" and marks <= MOST_IN_A_ROW:
            kept += character
    return " ".join(kept.split())[:LONGEST_NAME].strip()
