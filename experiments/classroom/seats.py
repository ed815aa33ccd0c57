"""The simulation behind the game: one world in which the seats of a class are held to what students choose.

Everybody else goes on choosing. All that happens follows from the setup and the choices, month by month, so that a game that
was killed is played again from its journal. Posts are the indices of the engine's; a seat is a post, whoever holds it.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, NamedTuple

import numpy as np
from wenze.agents.cadre import period_left
from wenze.agents.kinds import CONDUCT_NAMES, CONDUCTS, EXPLORE, WORK
from wenze.agents.sanction import effect_months
from wenze.experiments.classroom import checking
from wenze.experiments.classroom.desks import Before, Desk, Fate, Heard, cases_in_hand, month_seen
from wenze.experiments.classroom.levers import ALIKE, REGIMES_AT_START, checked_regime, heading, regimes
from wenze.experiments.classroom.limits import MOST_MONTHS, MOST_POSTS
from wenze.experiments.classroom.sayings import Refused, both
from wenze.experiments.classroom.watch import CLASSROOM, MOST_SEED, World
from wenze.sim.batch import Interrupted, run_regime, spun_up, with_log
from wenze.sim.measures import MEASURES, add_up
from wenze.sim.model import AccountabilityModel, DataCollector
from wenze.sim.settings.compose import Settings, compose
from wenze.sim.settings.scenarios import Stage
from wenze.sim.state import at_the_switch, forced, nobody_held

Stop = Callable[[], bool]
Choices = Mapping[int, str]
"""What posts are held to in a month: post -> name of a conduct."""

TOWNSHIPS = "world.scale.townships"
COLLEAGUES = 2  # posts for each student: as many simulated as not, and latecomers find a seat
MOST_FATES = 5  # of colleagues in a month: what a phone shows without scrolling
MOST_WORLDS, LEAST_WORLDS = 16, 4
"""In which both regimes are run at the reveal, for what the model finds: 16 where a lecture of 200 desks does not make it long."""
WORLD_POSTS = 640
"""Posts of all those worlds together: half a second of a laptop."""
CLEAR = 2.0  # standard errors by which two shares have to differ before it is said which is larger


class Setup(NamedTuple):
    """All that fixes a game but the choices; ``switch`` is how many months are run under the first regime."""

    regimes: tuple[str, str] = REGIMES_AT_START
    months: int = 12
    switch: int = 6
    seed: int = 1
    world: World = CLASSROOM

    def plain(self) -> dict[str, Any]:
        """As it goes into JSON; :func:`setup_of` is the inverse."""
        world = {"overrides": [list(pair) for pair in self.world.overrides], "spin_up": self.world.spin_up}
        return {**self._asdict(), "regimes": list(self.regimes), "world": world}


def setup_of(plain: object) -> Setup:
    """The setup in plain data; what is missing is as in :class:`Setup`. Raises Refused."""
    given = checking.mapping("setup", plain)
    fresh = Setup()
    names = checking.items("regimes", given.get("regimes", fresh.regimes), 2)
    months = checking.whole("months", given.get("months", fresh.months), 2, MOST_MONTHS)
    world = given.get("world")
    return Setup(
        regimes=(_lasting(names[0]), _lasting(names[1])),
        months=months,
        switch=checking.whole("switch", given.get("switch", months // 2), 1, months - 1),
        seed=checking.whole("seed", given.get("seed", fresh.seed), 0, MOST_SEED),
        world=fresh.world if world is None else _world(checking.mapping("world", world)),
    )


def _lasting(name: object) -> str:
    """The name of a regime without a timeline of its own, which the months of a class would not fit. Raises Refused."""
    known = checked_regime(name)
    if len(regimes()[known].stages) > 1:
        raise Refused("regime_changes", name=known)
    return known


def _world(given: Mapping[str, Any]) -> World:
    overrides = checking.items("overrides", given.get("overrides", CLASSROOM.overrides))
    pairs = [checking.items("overrides", pair, 2) for pair in overrides]
    return World(
        tuple((str(key), value) for key, value in pairs),
        checking.whole("spin_up", given.get("spin_up", CLASSROOM.spin_up), 0, 1200),
    )


def setup_for(
    headcount: int,
    regimes: Sequence[str] = REGIMES_AT_START,
    months: int = 12,
    switch: int | None = None,
    seed: int = 1,
    world: World = CLASSROOM,
) -> Setup:
    """A game with a seat for everybody and simulated colleagues beside them: townships are added to the world until it has.

    Raises Refused for what :func:`setup_of` refuses, and where there is no room for so many.
    """
    half = months // 2 if switch is None else switch
    given = {"regimes": list(regimes), "months": months, "switch": half, "seed": seed}
    setup = setup_of(given)._replace(world=world)
    scale = _settings(setup, setup.regimes[0]).world.scale
    a_township = scale.counties * scale.posts
    most = max(scale.townships, MOST_POSTS // a_township)
    if headcount > most * a_township:
        raise Refused("too_many_seats", most=most * a_township)
    townships = min(most, max(scale.townships, -(-COLLEAGUES * headcount // a_township)))
    kept = [pair for pair in world.overrides if pair[0] != TOWNSHIPS]
    return setup._replace(world=world._replace(overrides=(*kept, (TOWNSHIPS, townships))))


def _settings(setup: Setup, regime: str) -> Settings:
    run = (f"months={setup.months}", f"spin_up={setup.world.spin_up}", f"seed={setup.seed}")
    world = (f"{key}={value}" for key, value in setup.world.overrides)
    return compose([*run, *world], names=[regime], reference=None, folder=None, mode="run")


# --- the world --------------------------------------------------------------------------------------------------------


class Record:
    """What was done and came of it at a post since the game began."""

    def __init__(self) -> None:
        self.solved = self.errors = self.sanctions = self.undeserved = self.promoted = 0
        self.months = [0] * CONDUCTS
        self.holders = 1

    def add(self, desk: Desk) -> None:
        """Add a month."""
        self.solved += desk.solved
        self.errors += desk.errors
        self.sanctions += len(desk.fates)
        self.undeserved += sum(not fate.deserved for fate in desk.fates)
        self.promoted += desk.promoted
        self.holders += desk.newcomer is not None
        if desk.conduct is not None:
            self.months[CONDUCT_NAMES.index(desk.conduct)] += 1


class Seats:
    """A world at the switch, of which months are played with some posts held to what is chosen for them.

    Raises Interrupted where ``stop()`` says so.
    """

    def __init__(self, setup: Setup, stop: Stop = lambda: False) -> None:
        if stop():
            raise Interrupted
        self.setup = setup
        model = AccountabilityModel(
            setup.regimes[0],
            setup.months,
            seed=setup.seed,
            spin_up=setup.world.spin_up,
            overrides=dict(setup.world.overrides),
        )
        model.datacollector = DataCollector()  # what is shown is read off the world
        self._free = nobody_held(model.settings.world.scale, setup.months)
        model.world = forced(with_log(model.world), self._free)
        self.model = model
        self.counts: list[list[Any]] = []
        self.sanctions: list[dict[str, Any]] = []
        self._journal: list[dict[int, str]] = []
        self._records = [Record() for _ in model.world.posts]
        self._desks: list[Desk] = []
        self._heard: dict[int, list[Heard]] = {}
        self._cases = cases_in_hand(model)

    @property
    def month(self) -> int:
        """How many months have been played."""
        return self.model.month

    @property
    def over(self) -> bool:
        """Whether all months have been played."""
        return self.month >= self.setup.months

    @property
    def order(self) -> list[int]:
        """Posts in the order in which they are given out: a township after the other gets its first, then its second."""
        townships = defaultdict(list)
        for index, township in enumerate(self.model.world.posts.township.tolist()):
            townships[township].append(index)
        return [post for post in chain.from_iterable(zip_longest(*townships.values())) if post is not None]

    @property
    def journal(self) -> list[list[list[Any]]]:
        """What was chosen, a list of ``[post, conduct]`` a month; :func:`replayed` plays it again."""
        return [[[post, conduct] for post, conduct in sorted(choices.items())] for choices in self._journal]

    def play(self, choices: Choices) -> None:
        """Run the coming month: these posts are held to a conduct, everybody else chooses. Raises Refused, and nothing is run."""
        if self.over:
            raise Refused("months_over")
        for post, conduct in choices.items():
            self._check(post)
            if conduct not in CONDUCT_NAMES:
                raise Refused("conduct_unknown", names=", ".join(CONDUCT_NAMES))
        if self.month == self.setup.switch:
            self.model.policy = regimes()[self.setup.regimes[1]].stages[0].policy
        for post, conduct in choices.items():
            self._free.conduct[self.month, post] = CONDUCT_NAMES.index(conduct)
        before = Before.of(self.model)
        self.model.step()
        self._journal.append(dict(choices))
        self._take_down(choices, before)

    def _check(self, post: object) -> None:
        if not isinstance(post, int) or isinstance(post, bool) or not 0 <= post < len(self._records):
            raise Refused("post_unknown")

    def _take_down(self, choices: Choices, before: Before) -> None:
        """Note what came of the month."""
        seen = month_seen(self.model, choices, before)
        self._desks, self._heard = seen.desks, seen.heard
        for record, desk in zip(self._records, self._desks, strict=True):
            record.add(desk)
        self.counts.append([self.month, *self._counted()])
        self.sanctions += [
            {
                "month": self.month,
                "post": fate.post,
                "class": fate.post in choices,
                "deserved": fate.deserved,
                "rung": fate.rung,
                "for": fate.what_for,
            }
            for fate in seen.fates
        ]
        self._cases = cases_in_hand(self.model)

    def _counted(self) -> tuple[list[int], list[int]]:
        """How many did each conduct in the last month: of the class, and of those who chose for themselves."""
        of_class, simulated = [0] * CONDUCTS, [0] * CONDUCTS
        for desk in self._desks:
            if desk.conduct is not None:
                (of_class if desk.held else simulated)[CONDUCT_NAMES.index(desk.conduct)] += 1
        return of_class, simulated

    # --- what is shown ------------------------------------------------------------------------------------------------

    def shown(self, post: int) -> dict[str, Any]:
        """What whoever sits at a post is shown before the coming month; nothing in it names a regime. Raises Refused."""
        self._check(post)
        desk = self._desks[post] if self._desks else None
        return {
            "month": self.month,
            "of": self.setup.months,
            "cases": list(self._cases[post]),
            "last": self._last(desk) if desk else None,
            "colleagues": self._colleagues(post),
            "record": self._record(post),
            "newcomer": desk.newcomer if desk else None,
        }

    def _last(self, desk: Desk) -> dict[str, Any]:
        gravest = max(desk.fates, key=lambda fate: fate.rung, default=None)
        return {
            "month": self.month,
            "conduct": desk.conduct,
            "by": "you" if desk.held else "simulated",
            "solved": desk.solved,
            "errors": desk.errors,
            "sanction": self._fate(gravest) if gravest else None,
            "happened": list(desk.happened),
        }

    def _fate(self, fate: Fate) -> dict[str, Any]:
        return {
            "deserved": fate.deserved,
            "months": int(effect_months(fate.rung, self.model.settings.world.ladder)),
            "rung": both(f"rung_{fate.rung}"),
            "for": both(f"for_{fate.what_for}"),
            "case": fate.case or None,
        }

    def _colleagues(self, post: int) -> list[dict[str, Any]]:
        around = self._heard.get(int(self.model.world.posts.township[post]), [])
        return [{"text": heard.text} for heard in around if heard.post != post][:MOST_FATES]

    def _record(self, post: int) -> dict[str, Any]:
        world, record = self.model.world, self._records[post]
        person = world.people[int(world.posts.holder[post])]
        now = self.model.settings.run.spin_up + self.month
        return {**vars(record), "months": list(record.months), "barred_left": int(period_left(person, now))}

    def reveal(self) -> dict[str, Any]:
        """What is told at the end: both regimes by name, when they changed, what the class and its simulated colleagues did
        under each, and what the model finds where nobody is held to anything.
        """
        halves = [[row for row in self.counts if (row[0] > self.setup.switch) == later] for later in (False, True)]
        own = [_shares(row[1] for row in half) for half in halves]
        others = [_shares(row[2] for row in half) for half in halves]
        effort = {"class": [_effort(one) for one in own], "simulated": [_effort(one) for one in others]}
        months = {
            who: [sum(sum(row[place]) for row in half) for half in halves]
            for place, who in ((1, "class"), (2, "simulated"))
        }
        found = self.finding()
        return {
            "regimes": [heading(name) for name in self.setup.regimes],
            "switch": self.setup.switch,
            "class": own,
            "simulated": others,
            "effort": effort,
            "months": months,
            "saying": self._saying(),
            "sanctions": [self._answered(later) for later in (False, True)],
            "model": found,
            "answer": answer_of(effort["simulated"]) or answer_of(effort["class"]),
            "answer_class": answer_of(effort["class"]),
            "answer_simulated": answer_of(effort["simulated"]),
            "answer_model": answer_of(found["effort"]),
        }

    def _saying(self) -> dict[str, Any]:
        """Whether those who do more are sanctioned more: of all desks that mostly worked or explored in this game, and of the
        others, how many had a sanction for their work.
        """
        punished = {one["post"] for one in self.sanctions if one["for"] == "work"}
        found = {"did_more": [0, 0], "did_less": [0, 0]}
        for post, record in enumerate(self._records):
            mostly = 2 * (record.months[WORK] + record.months[EXPLORE]) >= sum(record.months)
            group = found["did_more" if mostly else "did_less"]
            group[0] += post in punished
            group[1] += 1
        return {**found, "says": _verdict(found["did_more"], found["did_less"])}

    def _answered(self, later: bool) -> dict[str, int]:
        """Sanctions of the class before or after the switch, deserved or not."""
        own = [
            one["deserved"] for one in self.sanctions if one["class"] and (one["month"] > self.setup.switch) == later
        ]
        return {"deserved": own.count(True), "undeserved": own.count(False)}

    def finding(self, worlds: int | None = None) -> dict[str, Any]:
        """What the model finds where nobody is held to anything: both regimes from the same start, over all months, in the class's
        world and others like it. Effort under each, in how many worlds there was more of it under which, and how often the
        quarter that works most and the quarter that works least are sanctioned, of so many months.
        """
        if worlds is None:
            worlds = min(MOST_WORLDS, max(LEAST_WORLDS, WORLD_POSTS // len(self._records)))
        settings = [_settings(self.setup, name) for name in self.setup.regimes]
        tallies: list[list[Any]] = [[], []]
        for replication in range(worlds):
            start = spun_up(settings[0], replication)
            for place, one in enumerate(settings):
                stages = [Stage(0, one.scenarios[0].stages[0].policy)]
                tallies[place].append(run_regime(one, stages, at_the_switch(start), _never).tallies)
        sums = [add_up(np.concatenate(found), 0) for found in tallies]
        single = [[float(MEASURES["effort"].of(add_up(one, 0))) for one in found] for found in tallies]
        most, least = (
            [int(sum(one[f"{who}_{what}"] for one in sums)) for what in ("sanctioned", "people")]
            for who in ("top", "bottom")
        )
        return {
            "effort": [float(MEASURES["effort"].of(one)) for one in sums],
            "worlds": worlds,
            "more": [sum(one > other for one, other in zip(*pair, strict=True)) for pair in (single, single[::-1])],
            "months": self.setup.months,
            "saying": {"did_more": most, "did_less": least, "says": _verdict(most, least)},
        }


def replayed(setup: Setup, journal: Iterable[Iterable[Sequence[Any]]], stop: Stop = lambda: False) -> Seats:
    """The world after the months of a journal, bit by bit as it was. Raises Refused for another game's, Interrupted."""
    seats = Seats(setup, stop)
    for choices in journal:
        if stop():
            raise Interrupted
        seats.play({int(post): str(conduct) for post, conduct in choices})
    return seats


def _never() -> bool:
    return False


def _shares(counts: Iterable[list[int]]) -> list[float] | None:
    """Shares of the conducts over months, None where nobody did any."""
    totals = [sum(column) for column in zip(*counts, strict=True)]
    return [total / sum(totals) for total in totals] if sum(totals) else None


def _effort(shares: list[float] | None) -> float | None:
    return shares[WORK] + shares[EXPLORE] if shares else None


def answer_of(effort: Sequence[float | None]) -> str | None:
    """Under which regime there is more effort: first, second or same; None where it is not known of both.

    Shares are compared as they are shown, so that whoever sees them can check it.

    >>> answer_of((0.524, 0.496)), answer_of((0.526, 0.496))
    ('same', 'first')
    """
    first, second = effort
    if first is None or second is None:
        return None
    apart = round(100 * first) - round(100 * second)
    if abs(apart) <= round(100 * ALIKE):
        return "same"
    return "first" if apart > 0 else "second"


def _verdict(more: Sequence[int], less: Sequence[int]) -> str:
    """Whether a share (so many, of so many) is clearly larger among those who did more (``holds``, as the saying has it), among those
    who did less (``against``), or neither (``unclear``).
    """
    (hit, of), (other_hit, other_of) = more, less
    if not of or not other_of:
        return "unclear"
    pooled = (hit + other_hit) / (of + other_of)
    error = math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / other_of))
    apart = hit / of - other_hit / other_of
    if abs(apart) <= CLEAR * error:
        return "unclear"
    return "holds" if apart > 0 else "against"
