"""The journal from which a killed game goes on, and the results that are left of one.

The journal is a file of lines of JSON: the first says what game it is, the others what happened since, in order. A finished
month is on the disk before anybody is shown it. A line that was being written when the computer went off is left aside. Secrets stand
in it as digests only; names do stand in it, so it is removed when the game is closed.
"""

import csv
import io
import json
import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from filelock import FileLock, Timeout
from wenze.experiments.classroom.game import STATES, Game, Month, Plan, Seat
from wenze.experiments.messages import printable, say
from wenze.sim.errors import InputError, at, reason_of
from wenze.sim.version import MODEL_VERSION

JOURNAL, LOCK, RESULTS = "game.jsonl", ".lock", "results"
FORM = 1
"""Of the lines; another one is another form."""


class Opening(NamedTuple):
    """The first line of a journal: what game it is, its code, and the digests of the teacher's keys."""

    plan: Plan
    overrides: tuple[str, ...]
    code: str
    keys: tuple[str, ...]


class Journal:
    """An open journal. Lines may be noted from any thread."""

    def __init__(self, folder: Path) -> None:
        """Take hold of a folder, made if need be. Raises InputError if another process holds it, or if it cannot be made."""
        self.folder = folder
        self._made = [place for place in (folder, *folder.parents) if not place.exists()]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(at(f"out={printable(folder)}", reason_of(error))) from error
        self._one = threading.Lock()
        self._held = FileLock(folder / LOCK)
        try:
            self._held.acquire(timeout=0)
        except Timeout:
            raise InputError(say("kept_in_use", folder=printable(folder))) from None
        self._file: IO[bytes] | None = None
        self._opening: bytes | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / JOURNAL

    def begin(self, opening: Opening) -> None:
        """Begin a new game. Its first line is written with the second: where nobody ever joins, no file is left."""
        plan = opening.plan._asdict()
        self._opening = as_line("game", {"form": FORM, "model": MODEL_VERSION, **opening._asdict(), "plan": plan})

    def read(self) -> list[dict[str, Any]]:
        """The lines of an earlier game, and get ready to go on with them; none if there is no such game. Raises InputError."""
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return []
        lines, whole = whole_lines(text, self.path)
        if whole < len(text):
            os.truncate(self.path, whole)  # otherwise the next line would be glued to the torn one
        if lines:
            self._file = self.path.open("ab")
        return lines

    def note(self, kind: str, durable: bool = False, **what: Any) -> None:
        """Add a line; with ``durable`` it is on the disk when this returns, otherwise it outlives the process only. Raises OSError."""
        with self._one:
            if self._opening is not None:
                self._file = self.path.open("ab")
                self._file.write(self._opening)
                self._opening = None
            if self._file is None:  # the game is closed
                return
            self._file.write(as_line(kind, what))
            self._file.flush()
            if durable:
                os.fsync(self._file.fileno())

    def month(self, done: Month) -> None:
        """Note a finished month, durably."""
        self.note("month", durable=True, **done._asdict())

    def forget(self) -> None:
        """Remove the journal of a game that is closed."""
        with self._one:
            if self._file is not None:
                self._file.close()
                self._file = None
                self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the folder; what is kept stays."""
        with self._one:
            if self._file is not None:
                self._file.close()
                self._file = None
        self._held.release()
        (self.folder / LOCK).unlink(missing_ok=True)
        with suppress(OSError):  # not empty: something is kept there
            for place in self._made:
                place.rmdir()


def as_line(kind: str, what: Mapping[str, Any]) -> bytes:
    """A line of a journal."""
    return json.dumps({"is": kind, **what}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def whole_lines(text: bytes, path: Path) -> tuple[list[dict[str, Any]], int]:
    """The lines of a journal, and how many bytes they take; a torn last one is left aside. Raises InputError for any other."""
    found: list[dict[str, Any]] = []
    whole = 0
    rows = text.split(b"\n")
    for number, row in enumerate(rows[:-1], start=1):
        try:
            line = json.loads(row)
            fits = isinstance(line, dict) and isinstance(line.get("is"), str)
        except ValueError:
            fits = False
        if not fits or (number == 1 and (line["is"], line.get("form")) != ("game", FORM)):
            if number == len(rows) - 1 and number > 1:  # its end reached the disk before its middle
                break
            raise InputError(say("kept_broken", file=printable(path), line=number))
        found.append(line)
        whole += len(row) + 1
    return found, whole


def opening_of(lines: Sequence[Mapping[str, Any]], path: Path) -> Opening:
    """What game the lines are of. Raises InputError if another version of the model played it."""
    first = lines[0]
    if first.get("model") != MODEL_VERSION:
        raise InputError(say("kept_by_another", file=printable(path)))
    try:
        plan = Plan(**{**first["plan"], "regimes": tuple(first["plan"]["regimes"])})
        later = [line["digest"] for line in lines if line["is"] == "key"]
        return Opening(plan, tuple(first["overrides"]), first["code"], (*first["keys"], *later))
    except (KeyError, TypeError) as error:
        raise InputError(say("kept_broken", file=printable(path), line=1)) from error


def game_of(lines: Sequence[Mapping[str, Any]], plan: Plan, path: Path) -> tuple[Game, dict[str, Any] | None]:
    """The game as it stood, with nobody connected and no month open, and what its world was set up as (None: there was none yet)."""
    game: Game = Game(plan)
    setup: dict[str, Any] | None = None
    for number, line in enumerate(lines, start=1):
        try:
            setup = _happened(game, line) or setup
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(say("kept_broken", file=printable(path), line=number)) from error
    if game.state == "choosing":  # the month that was open is chosen for anew
        game.state = "resolved" if game.finished else "briefing"
    return game, setup


def _happened(game: Game, line: Mapping[str, Any]) -> dict[str, Any] | None:
    """Let one line happen to a game; gives what its world was set up as if that is what the line says."""
    kind = line["is"]
    if kind == "seat":
        number, names = int(line["number"]), tuple(map(str, line["names"]))
        game.seats[number] = Seat(number, names, line["digest"], line["post"], connected=False)
    elif kind == "gone":
        game.seats[line["number"]].gone = str(line["why"])
    elif kind == "said":
        game.seats[line["number"]].predictions = dict(line["predictions"])
    elif kind == "lock":
        game.lock(line["locked"])
    elif kind == "begun":
        game.order = list(line["order"])
        for number, post in line["posts"].items():
            game.seats[int(number)].post = int(post)
        return dict(line["setup"])
    elif kind == "month":
        game.finish(month_of(line))
    elif kind == "state":
        game.state = STATES[STATES.index(line["state"])]
    return None


def month_of(line: Mapping[str, Any]) -> Month:
    """A finished month as it stands in a line."""
    chosen = {int(seat): str(conduct) for seat, conduct in line["chosen"].items()}
    posts = {int(seat): int(post) for seat, post in line["posts"].items()}
    return Month(int(line["month"]), chosen, posts, list(line["conducts"]), list(line["sanctions"]))


def choices_of(done: Month) -> dict[int, str]:
    """What the posts of a finished month were held to."""
    return {done.posts[seat]: conduct for seat, conduct in done.chosen.items()}


# --- results ----------------------------------------------------------------------------------------------------------

COLUMNS = ("month", "regime", "post", "seat", "students", "by", "conduct", "sanctioned", "deserved", "barred_months")


def results(game: Game) -> str:
    """A finished game as CSV, a row a month and post; nobody is named. ``seat`` is empty where no student sat, ``by`` says whether
    the student chose or the simulated cadre did, ``deserved`` is empty where nobody was sanctioned.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for done in game.finished:
        seat_of = {post: seat for seat, post in done.posts.items()}
        for post, conduct in enumerate(done.conducts):
            writer.writerow(_row(game, done, post, conduct, seat_of.get(post)))
    return out.getvalue()


def _row(game: Game, done: Month, post: int, conduct: str | None, seat: int | None) -> tuple[Any, ...]:
    sanctions = [one for one in done.sanctions if one["post"] == post]
    deserved = max((int(bool(one.get("deserved"))) for one in sanctions), default="")
    students = len(game.seats[seat].names) if seat in game.seats else ""
    regime = game.plan.regimes[done.month >= game.plan.switch]
    by = "student" if seat in done.chosen else "simulated"
    barred = max((int(one.get("months") or 0) for one in sanctions), default="")
    who = ("" if seat is None else seat, students, by, conduct or "")
    return (done.month + 1, regime, post, *who, len(sanctions), deserved, barred)


def write_results(game: Game, folder: Path) -> Path:
    """Write the results into the first file ``results….csv`` that is not there yet; never over another one. Raises OSError."""
    number = 1
    while True:
        path = folder / (f"{RESULTS}.csv" if number == 1 else f"{RESULTS}-{number}.csv")
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(results(game))
            return path
        except FileExistsError:
            number += 1
