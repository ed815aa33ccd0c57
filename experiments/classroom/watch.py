"""One watched pair of regimes on the same luck: opened from an address, stepped, levers moved, and shown as plain data.

The numbers are those of :class:`wenze.sim.model.AccountabilityModel`, with which each side is run; nothing is computed here.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.cadre import is_burdened
from wenze.agents.case import Problems
from wenze.experiments.cases.story import Story, plain
from wenze.experiments.cases.watcher import Watcher
from wenze.experiments.classroom import checking
from wenze.experiments.classroom.levers import REGIMES_AT_START, checked_lever, checked_regime, heading, lever_values
from wenze.experiments.classroom.news import Called, news_of
from wenze.experiments.classroom.sayings import Refused
from wenze.sim.batch import Interrupted, with_log
from wenze.sim.model import AccountabilityModel, DataCollector

SERIES = ("effort", "innovation", "lying_flat", "safety", "problems_solved", "harm")
"""The measures of which a page draws curves."""

MONTHS = 120
MOST_MONTHS = 600
"""Of one pair, by default and at most: fifty years, which take a few seconds to replay."""

MOST_MOVES = 200
"""Levers moved on one side: more than anybody moves in a lesson, and a link with them can still be sent."""

SEED = 2
"""In this world, as in about seven of ten (87 of the first 120 seeds), the township answers undeservedly for the river case
under the first regime that is shown, and under the second (all but 1 of 120) it does not.
"""

RIVER = "river"
"""In place of the number of the river case."""

NAMED = re.compile(r"(?P<post>[0-9]{1,6}) *[/／] *(?P<month>[-−]?[0-9]{1,6})$")
"""The end of the name of a case: its post, and the month in which it arose, 0 or less if that was before the first."""

MOST_SEED = 2**53 - 1
"""Larger whole numbers are not exact in a browser."""

Stop = Callable[[], bool]


def _never() -> bool:
    return False


class World(NamedTuple):
    """The world in which regimes are watched: overrides (``world. …`` keys) and months of spin-up."""

    overrides: tuple[tuple[str, float], ...] = (
        ("world.scale.counties", 1),
        ("world.scale.townships", 4),
        ("world.scale.posts", 10),
    )
    spin_up: int = 240


CLASSROOM = World()
"""Forty cadres: as many as can be told apart in a picture, and a month of them takes 1.5 ms."""


class Move(NamedTuple):
    """A lever moved when so many months had been run; it holds from the month that comes next."""

    month: int
    key: str
    value: float


class Side(NamedTuple):
    """One of the two: its regime, and what was moved in it, in order of months."""

    regime: str
    moves: tuple[Move, ...] = ()


class Address(NamedTuple):
    """All that fixes what a page shows; ``month`` says how many months have been run."""

    seed: int = SEED
    months: int = MONTHS
    month: int = 0
    sides: tuple[Side, Side] = (Side(REGIMES_AT_START[0]), Side(REGIMES_AT_START[1]))

    def plain(self) -> dict[str, Any]:
        """As it goes into JSON; :func:`address_of` is the inverse."""
        sides = [{"regime": side.regime, "moves": [list(move) for move in side.moves]} for side in self.sides]
        return {"seed": self.seed, "months": self.months, "month": self.month, "sides": sides}


def address_of(plain: object) -> Address:
    """The address in plain data, of which what is missing is as it is at first; what else stands there is passed over.

    Raises :class:`Refused`.

    >>> address_of({"seed": 3, "sides": [{"regime": "oversight"}, {"regime": "full_reform"}]}).sides[0]
    Side(regime='oversight', moves=())
    """
    given = checking.mapping("open", plain)
    fresh = Address()
    months = checking.whole("months", given.get("months", MONTHS), 1, MOST_MONTHS)
    sides = checking.items("sides", given.get("sides", fresh.plain()["sides"]), 2)
    return Address(
        seed=checking.whole("seed", given.get("seed", fresh.seed), 0, MOST_SEED),
        months=months,
        month=checking.whole("month", given.get("month", 0), 0, months),
        sides=(_side(sides[0], months), _side(sides[1], months)),
    )


def _side(plain: object, months: int) -> Side:
    given = checking.mapping("sides", plain)
    moves = checking.items("moves", given.get("moves", ()))
    if len(moves) > MOST_MOVES:
        raise Refused("moves_at_most", most=MOST_MOVES)
    in_order = sorted((_move(move, months) for move in moves), key=lambda move: move.month)
    return Side(checked_regime(given.get("regime")), tuple(in_order))


def _move(plain: object, months: int) -> Move:
    if not isinstance(plain, list | tuple) or len(plain) != 3:
        raise Refused("move_shape")
    month, key, value = plain
    return Move(checking.whole("moves", month, 0, months - 1), *checked_lever(key, value))


class Pair:
    """Two regimes on one luck, of which one month after the other is shown.

    Parameters
    ----------
    address : Address
        What :func:`address_of` gave; the months up to its month are run at once.
    world : World
        The world of both. Whoever makes one checks it beforehand: what the engine refuses is raised as it is, InputError.
    stop : callable
        Asked between months whether to stop; then Interrupted is raised.
    """

    def __init__(self, address: Address, world: World = CLASSROOM, stop: Stop = _never) -> None:
        self.sides = address.sides
        self.seed, self.months = address.seed, address.months
        self._world = world
        self._history: list[list[Any]] = []
        self._models = [_opened(side.regime, address, world, stop) for side in self.sides]
        while self.month < address.month:
            if stop():
                raise Interrupted
            self.step()

    @property
    def month(self) -> int:
        """How many months have been run."""
        return self._models[0].month

    @property
    def over(self) -> bool:
        """Whether all months have been run."""
        return self.month >= self.months

    @property
    def address(self) -> Address:
        """The address that leads here."""
        return Address(self.seed, self.months, self.month, self.sides)

    @property
    def models(self) -> Sequence[AccountabilityModel]:
        """The models of both sides; to be read only."""
        return self._models

    def step(self) -> None:
        """Run one month on both sides; nothing happens once all have been run."""
        if self.over:
            return
        for side, model in zip(self.sides, self._models, strict=True):
            for move in side.moves:
                if move.month == model.month:
                    model.change({move.key: move.value})
            model.step()
        self._history.append([self.month, *(_values(model) for model in self._models)])

    def move(self, side: object, key: object, value: object) -> None:
        """Move a lever of a side from the coming month on. Raises Refused, and nothing is moved."""
        which = side if isinstance(side, int) and not isinstance(side, bool) else -1
        if which not in (0, 1):
            raise Refused("side_unknown")
        if self.over:
            raise Refused("months_over")
        move = Move(self.month, *checked_lever(key, value))
        # Moved to and fro before the month has come, only the last counts; what was to be moved later was another's plan.
        kept = [other for other in self.sides[which].moves if other[:2] != move[:2]]
        if len(kept) >= MOST_MOVES:
            raise Refused("moves_at_most", most=MOST_MOVES)
        moves = sorted((*kept, move), key=lambda other: other.month)
        changed = self.sides[which]._replace(moves=tuple(moves))
        self.sides = (changed, self.sides[1]) if which == 0 else (self.sides[0], changed)

    def restarted(self, stop: Stop = _never) -> "Pair":
        """The same pair before its first month; what was moved is moved again when its month comes."""
        return Pair(self.address._replace(month=0), self._world, stop)

    def world_message(self) -> dict[str, Any]:
        """What a page has to know once: the places, the levers in force in the coming month, the months so far."""
        return {
            "is": "world",
            "seed": self.seed,
            "months": self.months,
            "month": self.month,
            "sides": [self._side_shown(index) for index in (0, 1)],
            "counties": _places(self._models[0].world),
            "series": list(SERIES),
            "history": list(self._history),
            "river": case_number(RIVER, self._world),
        }

    def month_message(self) -> dict[str, Any]:
        """What a page is shown of the month that was last run."""
        river = case_number(RIVER, self._world)
        return {"is": "month", "month": self.month, "sides": [_month_shown(model, river) for model in self._models]}

    def _side_shown(self, index: int) -> dict[str, Any]:
        side = self.sides[index]
        coming = {move.key: move.value for move in side.moves if move.month == self.month}
        return {
            "regime": side.regime,
            "title": heading(side.regime)["title"],
            "levers": lever_values(self._models[index].policy) | coming,
            "moves": [list(move) for move in side.moves],
        }


def case_told(address: Address, number: object, world: World = CLASSROOM, stop: Stop = _never) -> dict[str, Any]:
    """The story of a case, ``"river"`` or by number, under both regimes of an address, over all its months.

    Raises Refused where there is no such case, Interrupted.
    """
    named = case_named(number)
    case = case_number(number, world) if named is None else 0
    pair = Pair(address._replace(month=0), world, stop)
    if named is not None:
        case = Called.of(pair.models[0].world).number(*named)
    watchers = [Watcher(model.world, model.settings.world, [case]) for model in pair.models]
    while not pair.over:
        if stop():
            raise Interrupted
        pair.step()
        for model, watcher in zip(pair.models, watchers, strict=True):
            watcher.see(model.world, pair.month - 1)
    if not any(watcher.knows(case) for watcher in watchers):
        raise Refused("case_unknown")
    sides = [
        {"regime": side.regime, "title": heading(side.regime)["title"], **_story_shown(watcher.story(case))}
        for side, watcher in zip(pair.sides, watchers, strict=True)
    ]
    name = Called.of(pair.models[0].world).case(case)
    return {"number": case, "name": name, "months": pair.months, "sides": sides}


def case_number(given: object, world: World) -> int:
    """The number of a case, given as such or as ``"river"``. Raises Refused for what cannot be one.

    The river case arises at the first post, whose number is 0: its own is the month in which it arises plus one.
    """
    if given != RIVER:
        return checking.whole("number", given, 1, MOST_SEED)
    river_month = dict(world.overrides).get("world.problems.river_month", Problems().river_month)
    return world.spin_up + int(river_month) + 1


def case_named(given: object) -> tuple[int, int] | None:
    """The post and the month in the name of a case, as every page shows it; None for what is no such name.

    >>> case_named("8/-95"), case_named("case 12/7"), case_named("事项3/4"), case_named("17")
    ((8, -95), (12, 7), (3, 4), None)
    """
    found = NAMED.search(given) if isinstance(given, str) else None
    return (int(found["post"]), int(found["month"].replace("−", "-"))) if found else None


def _opened(regime: str, address: Address, world: World, stop: Stop) -> AccountabilityModel:
    if stop():
        raise Interrupted
    model = AccountabilityModel(
        regime, address.months, seed=address.seed, spin_up=world.spin_up, overrides=dict(world.overrides)
    )
    model.world = with_log(model.world)
    model.datacollector = DataCollector()  # the pages' own history is kept: all measures of every month are not needed
    return model


def _story_shown(story: Story) -> dict[str, Any]:
    """A story as it goes into JSON; months count from 0 at the switch. ``rung`` is in words, ``step`` its number."""
    told: dict[str, Any] = plain(story)
    answered = [{**one, "rung": one["rung_name"], "step": one["rung"]} for one in told["answered"]]
    ended = told["ended"] and told["ended"]["text"]
    return {
        "facts": told["facts"],
        "entries": told["entries"],
        "course": told["course"],
        "answered": answered,
        "ended": ended,
    }


def _values(model: AccountabilityModel) -> list[float | None]:
    """The measures that are drawn, of the last month; None where one is empty."""
    values = (model.measure(name) for name in SERIES)
    return [None if math.isnan(value) else value for value in values]


def _month_shown(model: AccountabilityModel, river: int) -> dict[str, Any]:
    world = model.world
    return {
        "posts": posts_shown(model),
        "departments": world.departments.conduct.tolist(),
        "values": _values(model),
        "waiting": int((world.blocks.cases_used - world.blocks.free_cases).sum()),
        "docket": int(world.blocks.entries.sum()),
        "news": news_of(world, model.month - 1, river),
    }


def posts_shown(model: AccountabilityModel) -> list[list[int]]:
    """Every post: conduct of its holder (−1 for a newcomer), 1 if under an effect period, cases in hand."""
    world = model.world
    holders = world.people[world.posts.holder]
    last = max(0, model.settings.run.spin_up + model.month - 1)
    barred = np.asarray(is_burdened(holders, last), int)
    shown: list[list[int]] = np.column_stack([holders.conduct, barred, world.posts.load]).tolist()
    return shown


def _places(world: Any) -> list[dict[str, Any]]:
    """Counties, with their townships, posts and departments by index."""
    return [
        {"townships": _townships(world, county), "departments": _of(world.departments.county, county)}
        for county in range(len(world.counties))
    ]


def _townships(world: Any, county: int) -> list[dict[str, Any]]:
    return [{"posts": _of(world.posts.township, township)} for township in _of(world.townships.county, county)]


def _of(places: Any, wanted: int) -> list[int]:
    return np.flatnonzero(places == wanted).tolist()
