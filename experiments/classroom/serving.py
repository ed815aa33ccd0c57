"""``wenze classroom``: from a request to a server that answers. All that can be refused is refused before anything is compiled."""

import asyncio
import errno
import ipaddress
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import segno
import uvicorn
from wenze.experiments.asked import RESULTS, say_compiling
from wenze.experiments.classroom.game import Game, Plan
from wenze.experiments.classroom.kept import Journal, Opening, game_of, opening_of
from wenze.experiments.classroom.levers import REGIMES_AT_START, levers_for_page
from wenze.experiments.classroom.limits import (
    LONGEST_MESSAGE,
    MOST_MONTHS,
    MOST_POSTS,
    MOST_SECONDS,
    MOST_SOCKETS,
    PING_SECONDS,
    STOP_SECONDS,
)
from wenze.experiments.classroom.rooms import Room, Setup
from wenze.experiments.classroom.seats import Seats, setup_for, setup_of
from wenze.experiments.classroom.server import Classroom, Parts, application
from wenze.experiments.classroom.sessions import digest, new_code, new_secret
from wenze.experiments.classroom.watch import CLASSROOM, Pair, World, address_of, case_told
from wenze.experiments.classroom.watching import asked_by_link
from wenze.experiments.classroom.words import as_json
from wenze.experiments.command import Request
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import as_typed, names_in
from wenze.experiments.paths import check_current_folder, typed, user_path
from wenze.experiments.signals import REQUESTS
from wenze.sim.errors import InputError, reason_of
from wenze.sim.language import language
from wenze.sim.settings.compose import Settings, compose

LOOPBACK, ALL = "127.0.0.1", ("0.0.0.0", "::")
PORT, MONTHS, SECONDS, SEED = 8765, 12, 40, 1
MOST_PORT = 65_535
BACKLOG = 256


class Asked(NamedTuple):
    """What a request comes to."""

    plan: Plan
    overrides: tuple[str, ...]
    settings: Settings
    given: frozenset[str]


def serve(request: Request) -> None:
    """Serve the classroom until it is stopped. Raises InputError, OSError."""
    asked = asked_for(request)
    with listening(request.keys.get("host", LOOPBACK), request.keys.get("port", str(PORT))) as door:
        journal = Journal(folder_for(request))
        try:
            kept = Kept.read(journal, asked)
            say_compiling(asked.settings)
            classroom, key = opened(kept, journal, address_of_door(door), asked)
            print(announcement(classroom, key, journal.folder, door, request.keys.get("host")), flush=True)
            asyncio.run(run(application(classroom), door, classroom.stop_soon))
        finally:
            journal.close()


# --- what is asked ----------------------------------------------------------------------------------------------------


def asked_for(request: Request) -> Asked:
    """The plan of the game and the world behind it. Raises InputError."""
    regimes = names_in(request, "scenarios") or list(REGIMES_AT_START)
    if len(regimes) != 2:
        raise InputError(say("scenarios_two", value=as_typed(request.keys["scenarios"])))
    months = number_in(request, "months", MONTHS, 2, MOST_MONTHS)
    seconds = number_in(request, "seconds", SECONDS, 0, MOST_SECONDS)
    switch = number_in(request, "switch", months // 2, 1, months - 1)
    seed = number_in(request, "seed", SEED, 0, 2**53 - 1)
    overrides = tuple(request.overrides)
    settings = compose(overrides, names=regimes, reference=regimes[0], folder=None, mode="compare")
    scale = settings.world.scale
    posts = scale.counties * scale.townships * scale.posts
    if any(text.startswith("world.scale.") for text in overrides) and posts > MOST_POSTS:
        raise InputError(say("world_too_large", posts=posts, most=MOST_POSTS))
    plan = Plan((regimes[0], regimes[1]), months, switch, seconds, seed)
    check_regimes(plan, settings)
    return Asked(plan, overrides, settings, frozenset(request.keys))


def check_regimes(plan: Plan, settings: Settings) -> None:
    """Raise InputError for a regime that changes by itself: it would change at other months than those of the class."""
    for scenario in settings.scenarios:
        if scenario.name in plan.regimes and len(scenario.stages) > 1:
            raise InputError(say("scenario_changes", name=scenario.name))


def number_in(request: Request, key: str, otherwise: int, low: int, high: int) -> int:
    """A whole number given for a key, within bounds. Raises InputError."""
    value = int(request.keys.get(key, otherwise))
    if not low <= value <= high:
        raise InputError(say("game_number", key=key, value=as_typed(request.keys[key]), low=low, high=high))
    return value


def folder_for(request: Request) -> Path:
    """Where the game is kept. Raises InputError."""
    if "out" in request.keys:
        folder = user_path("out", request.keys["out"])
    else:
        folder = RESULTS / time.strftime("classroom-%Y-%m-%d-%H%M%S")
    check_current_folder("out", folder)
    return folder


# --- where it listens -------------------------------------------------------------------------------------------------


@contextmanager
def listening(host: str, port: str) -> Iterator[socket.socket]:
    """A socket that listens there. Raises InputError."""
    number = int(port)
    if number > MOST_PORT:
        raise InputError(say("port_wrong", value=as_typed(port)))
    try:
        family, _, _, _, place = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        door = socket.create_server(place[:2], family=family, backlog=BACKLOG)
    except socket.gaierror as error:
        raise InputError(say("host_wrong", value=as_typed(host), why=reason_of(error))) from error
    except (OSError, UnicodeError) as error:
        raise _refused_door(host, port, error) from error
    with door:
        yield door


def _refused_door(host: str, port: str, error: Exception) -> InputError:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return InputError(say("port_taken", value=as_typed(port)))
    if number in (errno.EACCES, errno.EPERM):
        return InputError(say("port_refused", value=as_typed(port), why=reason_of(error)))
    return InputError(say("host_wrong", value=as_typed(host), why=reason_of(error)))


def address_of_door(door: socket.socket) -> str:
    """The address to be typed: where it listens, or the first of the computer's own if it listens on all."""
    host, port = door.getsockname()[:2]
    if host in ALL:
        host = (own_addresses() or [LOOPBACK])[0]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def own_addresses() -> list[str]:
    """Addresses of this computer that others on its network may reach, the most likely first."""
    found = []
    running = psutil.net_if_stats()
    for name, addresses in psutil.net_if_addrs().items():
        if name in running and running[name].isup:
            found += [one.address for one in addresses if one.family == socket.AF_INET]
    reachable = [address for address in found if not ipaddress.ip_address(address).is_loopback]
    default = _default_address()
    return sorted(reachable, key=lambda address: (address != default, not ipaddress.ip_address(address).is_private))


def _default_address() -> str:
    """The address from which this computer would ask others, empty if it knows no way out; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # set aside for documents: there is nobody
        except OSError:
            return ""
        return str(asking.getsockname()[0])


# --- the game that is kept --------------------------------------------------------------------------------------------


class Kept(NamedTuple):
    """A game that is there already, or a new one."""

    opening: Opening
    game: Game
    setup: Setup | None
    is_new: bool

    @classmethod
    def read(cls, journal: Journal, asked: Asked) -> "Kept":
        """The game in a folder, or a new one that was asked for. Raises InputError if both are and differ."""
        lines = journal.read()
        if not lines:
            return cls(Opening(asked.plan, asked.overrides, new_code(), ()), Game(asked.plan), None, True)
        opening = opening_of(lines, journal.path)
        refuse_another(opening, asked, journal.folder)
        game, setup = game_of(lines[1:], opening.plan, journal.path)
        return cls(opening, game, setup, False)


def refuse_another(opening: Opening, asked: Asked, folder: Path) -> None:
    """Raise InputError for what is asked otherwise than the game that is kept has it."""
    kept, wanted = opening.plan, asked.plan
    pairs = [(key, getattr(kept, key), getattr(wanted, key)) for key in ("months", "switch", "seconds", "seed")]
    pairs.append(("scenarios", f"[{','.join(kept.regimes)}]", f"[{','.join(wanted.regimes)}]"))
    for key, before, now in pairs:
        if key in asked.given and before != now:
            raise InputError(say("kept_differs", folder=printable(folder), key=key, kept=before, value=now))
    for text in asked.overrides:
        if text not in opening.overrides:
            key, _, value = text.partition("=")
            before = dict(one.split("=", 1) for one in opening.overrides).get(key, "?")
            raise InputError(say("kept_differs", folder=printable(folder), key=key, kept=before, value=value))


def opened(kept: Kept, journal: Journal, address: str, asked: Asked) -> tuple[Classroom, str]:
    """The classroom with its main room, a kept game as far as it had come, and the teacher's key. Raises InputError."""
    key = new_secret()
    plan, overrides = kept.opening.plan, kept.opening.overrides
    keys = (*kept.opening.keys, digest(key))
    classroom = Classroom(parts(overrides), plan, keys, address)
    room = Room(kept.opening.code, kept.game, *classroom.behind_a_room(), journal=journal)
    classroom.main = classroom.add_room(room)
    if kept.is_new:
        journal.begin(kept.opening._replace(keys=keys))
    else:
        journal.note("key", durable=True, digest=digest(key))
        if kept.setup is not None and not room.play_again(kept.setup):
            raise InputError(say("kept_by_another", file=printable(journal.path)))
    return classroom, key


# --- what stands behind it --------------------------------------------------------------------------------------------


def parts(overrides: tuple[str, ...]) -> Parts:
    """The simulations, in the world that was asked for."""
    world = watched_world(overrides)
    return Parts(
        open_pair=lambda asked, stop: Pair(address_of(asked), world, stop),
        make_world=lambda setup: Seats(setup_of(setup)),
        size_world=partial(sized, world),
        tell_case=lambda query, number, stop: case_told(address_of(asked_by_link(query)), number, world, stop),
        words=as_json,
        levers=levers_for_page,
    )


def watched_world(overrides: tuple[str, ...]) -> World:
    """The world of the watch page with what was asked for."""
    given = dict(text.split("=", 1) for text in overrides if text.startswith("world."))
    changed = {**dict(CLASSROOM.overrides), **{key: float(value) for key, value in given.items()}}
    return CLASSROOM._replace(overrides=tuple(changed.items()))


def sized(world: World, plan: Plan, students: int) -> Setup:
    """A world with room for so many students, as plain data. Raises Refused."""
    return setup_for(students, plan.regimes, plan.months, plan.switch, plan.seed, world).plain()


# --- running ----------------------------------------------------------------------------------------------------------


class Server(uvicorn.Server):
    """Uvicorn's, which answers all requests to end that the command answers, and ignores what the process was started to ignore."""

    def __init__(self, config: uvicorn.Config, told: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = told

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Note a request to end while serving; it is made again once everything is closed."""
        heard: list[int] = []

        def note(number: int, frame: object) -> None:
            heard.append(number)
            self._told()
            self.force_exit = self.should_exit and len(heard) > 1
            self.should_exit = True

        before: dict[int, Any] = {}
        for number in REQUESTS:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, note)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        if heard:
            signal.raise_signal(heard[0])


async def run(app: Callable[..., Any], door: socket.socket, told: Callable[[], None]) -> None:
    """Answer until asked to stop; ``told`` is called as soon as that is asked."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        proxy_headers=False,  # nobody stands between; who says so would choose the address that rates are counted by
        access_log=False,  # addresses hold the teacher's key
        lifespan="on",
        ws="websockets-sansio",
        ws_max_size=LONGEST_MESSAGE,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=2 * PING_SECONDS,
        ws_per_message_deflate=False,  # 300 kB a client, for messages of a few
        timeout_graceful_shutdown=STOP_SECONDS,
        limit_concurrency=2 * MOST_SOCKETS,
        server_header=False,
        http="h11",
    )
    await Server(config, told).serve(sockets=[door])


# --- what is said -----------------------------------------------------------------------------------------------------


def announcement(classroom: Classroom, key: str, folder: Path, door: socket.socket, given_host: str | None) -> str:
    """What is printed once it can be opened. The key stands here and nowhere else."""
    root, room = classroom.address, classroom.main
    assert room is not None
    host = door.getsockname()[0]
    lines = [
        say("classroom_watch", address=f"{root}/"),
        say("classroom_teach", address=f"{root}/teach?key={key}"),
        say("classroom_wall", address=f"{root}/wall"),
        say("classroom_rehearse", address=f"{root}/rehearse?key={key}"),
        say("classroom_join", address=room.address, code=room.code, root=f"{root}/j"),
    ]
    if sys.stdout.isatty():
        lines += ["", segno_text(room.address)]
    if ipaddress.ip_address(host).is_loopback:
        lines.append(say("classroom_alone"))
    elif others := [f"http://{address}:{door.getsockname()[1]}" for address in own_addresses() if host in ALL][1:]:
        lines.append(say("classroom_others", addresses=", ".join(others)))
    finished, seats = len(room.game.finished), len(room.game.present())
    if finished or seats:
        lines.append(say("classroom_goes_on", folder=printable(folder), months=finished, seats=seats))
    command = command_to_go_on(folder, door, given_host)
    lines += [say("classroom_kept", folder=printable(folder), command=command), say("classroom_stop")]
    return "\n".join(lines)


def command_to_go_on(folder: Path, door: socket.socket, given_host: str | None) -> str:
    """The command with which a game goes on where it was, for phones that come back by themselves: the same host, port and language."""
    host = [] if given_host is None else [f"host={given_host}"]
    speaks = [] if language() == "en" else [f"lang={language()}"]
    return " ".join(["wenze classroom", f"out={typed(folder)}", *host, f"port={door.getsockname()[1]}", *speaks])


def segno_text(address: str) -> str:
    """A QR code in half blocks, for a terminal: dark on light, as phones expect it, whatever colours the terminal has."""
    rows = [list(row) for row in segno.make(address, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    begin, end = ("\x1b[40;97m", "\x1b[0m") if knows_colours() else ("", "")
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ("".join(blocks[bool(up), bool(down)] for up, down in zip(*pair, strict=True)) for pair in pairs)
    return "\n".join(f"{begin}{line}{end}" for line in lines)


def knows_colours() -> bool:
    """Whether the terminal takes colours; the old console of Windows shows their codes instead."""
    return os.name != "nt" or "WT_SESSION" in os.environ
