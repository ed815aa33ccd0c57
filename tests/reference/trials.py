"""The settings on which the engine and the reference are compared: small worlds in which everything happens.

Every scenario twice (as it is, and in a lively world with its timeline squeezed), every lever and every number that beliefs
and choices are made of at both ends of its range, settings drawn at random, the same ones on every machine, townships in
which work is given by diligence, helped with and passed on all the time, worlds so crowded that rare things happen to one person
at once (several sanctions overturned, removal in the month of retirement or of re-posting), long ones in which records,
rounds, reviews and audits last, worlds that have lived under the status quo for some months before their regime begins, and
some in which everybody, or a share of them, is held to what is given for them.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, NamedTuple

from conftest import BUSY, LIVELY, SMALL, TWO_COUNTIES, all_scenarios, changed, levers, scenario, world_numbers
from wenze.agents.policy import Policy
from wenze.sim.errors import InputError
from wenze.sim.settings.compose import Settings, Stage, compose
from wenze.sim.settings.parameters import Definition, Run, World, definitions

SHORT, LONG = 24, 60  # months
SQUEEZED = 36  # months into which the timeline of a run of usual length is squeezed
RANDOM_TRIALS = 60
CROWDED_TRIALS = 12
LASTING_TRIALS = 16
SPUN_TRIALS = 16
HELD_TRIALS = 12
SHARED_TRIALS = 12

WORLD_KEYS = {known.key.removeprefix("world."): known for known in definitions() if known.key.startswith("world.")}
LEVERS = {known.key.removeprefix("policy."): known for known in definitions() if known.key.startswith("policy.")}
CHOICE = ("learning.", "conduct.", "departments.prior_", "handling.diligence_weight", "handling.strain_pass")
ANSWERING = (
    "supervisors.", "ladder.", "discipline.", "people.record_memory", "problems.exposure_replaces",
)  # fmt: skip
NUMBERS = [key for key in WORLD_KEYS if key.startswith(CHOICE + ANSWERING)]  # of beliefs and choices, and of answering


Row = tuple[int, ...]


class Held(NamedTuple):
    """What posts, departments and supervisors are held to, by month and place; −1, and None for gains, where they are free."""

    conducts: tuple[Row, ...]
    options: tuple[Row, ...]
    styles: tuple[Row, ...]
    gains: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True)
class Trial:
    """Everything that determines one replication; the stages, the months and what people are held to count from the switch."""

    name: str
    world: World
    stages: tuple[Stage, ...]
    months: int
    seed: int
    replication: int = 0
    spin_up: int = 0
    status_quo: Policy = field(default_factory=Policy)
    held: Held | None = None

    @property
    def lived(self) -> int:
        """All months of the world."""
        return self.spin_up + self.months

    def to_plain(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "name": self.name,
            "world": self.world.model_dump(),
            "stages": [[stage.month, stage.policy.model_dump()] for stage in self.stages],
            "months": self.months,
            "seed": self.seed,
            "replication": self.replication,
            "spin_up": self.spin_up,
            "status_quo": self.status_quo.model_dump(),
            "held": None if self.held is None else self.held._asdict(),
        }


def names() -> list[str]:
    """The names of all trials that are compared as a matter of course."""
    scenarios = [found.name for found in all_scenarios()]
    return [
        *(f"scenario:{name}" for name in scenarios),
        *(f"lively:{name}" for name in scenarios),
        *(f"lever:{lever}={end}" for lever in LEVERS for end in ("low", "high")),
        *(f"number:{key}={end}" for key in NUMBERS for end in ("low", "high")),
        *(f"random:{number}" for number in range(RANDOM_TRIALS)),
        *(f"shared:{number}" for number in range(SHARED_TRIALS)),
        *(f"crowded:{number}" for number in range(CROWDED_TRIALS)),
        *(f"lasting:{number}" for number in range(LASTING_TRIALS)),
        *(f"spun:{number}" for number in range(SPUN_TRIALS)),
        *(f"held:{number}" for number in range(HELD_TRIALS)),
    ]


def trial_named(name: str) -> Trial:
    """The trial of a name. Raises InputError for an unknown one."""
    way, _, rest = name.partition(":")
    try:
        ways = {
            "scenario": as_it_is,
            "lively": squeezed,
            "lever": at_an_end,
            "number": with_number_at_an_end,
            "random": at_random,
            "shared": shared,
            "crowded": crowded,
            "lasting": lasting,
            "spun": spun,
            "held": held,
        }
        return ways[way](rest)
    except (KeyError, ValueError):
        raise InputError(f"{name}: unknown trial") from None


def as_it_is(name: str) -> Trial:
    """A scenario with its own timeline in a small world of the usual numbers, run for a year beyond its last stage."""
    stages = scenario(name).stages
    months = max(LONG, stages[-1].month + 12)
    return Trial(f"scenario:{name}", world_numbers(TWO_COUNTIES), stages, months, seed=1)


def squeezed(name: str) -> Trial:
    """A scenario in a lively world, the months of its timeline as much closer together as the run is shorter than usual."""
    usual = Run().months
    stages = tuple(Stage(stage.month * SQUEEZED // usual, stage.policy) for stage in scenario(name).stages)
    return Trial(f"lively:{name}", world_numbers(TWO_COUNTIES, LIVELY), stages, SQUEEZED, seed=2)


def at_an_end(lever_and_end: str) -> Trial:
    """A lever at the low or the high end of its range, where much happens otherwise."""
    policy = levers({**BUSY, **_at_an_end(lever_and_end, LEVERS)})
    return Trial(f"lever:{lever_and_end}", world_numbers(SMALL, LIVELY), (Stage(0, policy),), SHORT, seed=3)


def with_number_at_an_end(key_and_end: str) -> Trial:
    """A number of the world at the low or the high end of its range, where work is shared and much happens otherwise."""
    world = world_numbers(SMALL, LIVELY, _at_an_end(key_and_end, WORLD_KEYS))
    return Trial(f"number:{key_and_end}", world, (Stage(0, levers({**BUSY, **SHARING})),), SHORT, seed=4)


def _at_an_end(key_and_end: str, known: dict[str, Definition]) -> dict[str, float]:
    key, _, end = key_and_end.partition("=")
    definition = known[key]
    value = {"low": definition.meaning.low, "high": definition.meaning.high}[end]
    return {key: int(value) if isinstance(definition.default, int) else float(value)}


SHARING = {"assignment.by_diligence": 0.7, "duty_list.clarity": 0.4, "duty_list.to_post": 0.5}


def shared(number: str) -> Trial:
    """A world in which work is given by diligence or stays with the post, and people help, refuse and pass on often."""
    luck = Random(f"share {int(number)}")
    world = world_numbers(
        LIVELY,
        {
            "scale.counties": 2, "scale.townships": 2, "scale.posts": luck.randint(1, 6), "scale.departments": 2,
            "problems.own_share": 0.6, "people.inexperience_months": 60,
            "handling.severe": 0.1, "handling.alone": 0.1, "handling.strain_pass": luck.uniform(0.0, 1.0),
            "handling.diligence_weight": luck.choice([0.0, 2.0, 20.0]),
            "learning.horizon": luck.choice([0.0, 0.5, 12.0, 120.0]), "learning.risk_curvature": luck.uniform(0.1, 1.5),
            "learning.notice_weight": luck.uniform(0.0, 1.0), "learning.precision": luck.uniform(0.1, 3.0),
            "conduct.normal_load": luck.choice([0, 1, 2, 5]), "conduct.overload": luck.uniform(0.0, 1.0),
        },
    )  # fmt: skip
    policy = levers(
        {
            **BUSY, "accountability.visibility_weight": luck.uniform(0.0, 1.0),
            "assignment.by_diligence": luck.choice([0.5, 1.0]),
            "duty_list.clarity": luck.uniform(0.0, 1.0), "duty_list.to_post": luck.choice([0.0, 0.5, 1.0]),
            "duty_list.deadline": luck.choice([0.0, 1.0, 6.0]),
        }
    )  # fmt: skip
    later = levers({"assignment.by_diligence": 0.2, "duty_list.to_post": 0.8, "duty_list.clarity": 0.8}, policy)
    return Trial(f"shared:{int(number)}", world, (Stage(0, policy), Stage(18, later)), 36, luck.randrange(2**63))


def at_random(number: str) -> Trial:
    """Numbers of the world and of up to three policies drawn at random, some of them at the ends of their ranges."""
    luck = Random(f"trial {int(number)}")
    scale = {
        "scale.counties": luck.randint(1, 2),
        "scale.townships": luck.randint(1, 3),
        "scale.posts": luck.randint(1, 5),
        "scale.departments": luck.randint(1, 4),
    }
    arrival = {"problems.arrival": luck.uniform(0.1, 0.7)}
    others = [key for key in WORLD_KEYS if key not in scale and key not in arrival]
    lively = luck.choice([LIVELY, {}])
    world = world_numbers(lively, drawn(luck, others, WORLD_KEYS), scale, arrival)
    months = luck.randint(SHORT, LONG)
    starts = sorted(luck.sample(range(1, months), luck.randint(0, 2)))
    busy = luck.choice([BUSY, {}])
    stages = tuple(Stage(month, levers({**busy, **drawn(luck, LEVERS, LEVERS)})) for month in (0, *starts))
    return Trial(f"random:{int(number)}", world, stages, months, luck.randrange(2**63), luck.randrange(1000))


def crowded(number: str) -> Trial:
    """A world in which everybody is sanctioned all the time, often removed, reviewed, moved, and soon gone."""
    luck = Random(f"crowd {int(number)}")
    world = world_numbers(
        LIVELY,
        {
            "scale.counties": 2, "scale.townships": 2, "scale.posts": 8, "scale.departments": 2,
            "problems.arrival": 1.0, "people.turnover": 0.5, "people.retirement_years": 8.0,
            "supervisors.staff": 0.1, "supervisors.false_alarm": 0.2,
            "ladder.warning_share": 0.3, "ladder.removal_chance": luck.choice([0.1, 0.5, 1.0]),
        },
    )  # fmt: skip
    policy = levers(
        {
            **BUSY, "accountability.severity": 1.0, "accountability.inconsistency": 0.5,
            "correction.reviewed": 1.0, "correction.accuracy": 0.5,
            "correction.delay": luck.choice([0.0, 1.0, 5.0, 14.0]), "correction.restoration": luck.uniform(0.1, 1.0),
            "promotion.reposting": 1.0, "promotion.bar": 0.5,
        }
    )  # fmt: skip
    return Trial(f"crowded:{int(number)}", world, (Stage(0, policy),), 26, luck.randrange(2**63))


def lasting(number: str) -> Trial:
    """A world of seven years in which sanctions of both streams last, are reviewed late and again, and keep from rounds."""
    luck = Random(f"last {int(number)}")
    world = world_numbers(
        TWO_COUNTIES,
        LIVELY,
        {
            "problems.arrival": luck.choice([0.15, 0.5]), "people.turnover": 0.05,
            "people.record_memory": luck.choice([0.0, 0.9, 1.0]),
            "discipline.rate": luck.choice([0.0, 0.02, 0.5]), "discipline.talk_share": luck.uniform(0.0, 1.0),
            "discipline.removal_chance": luck.choice([0.0, 0.2]), "problems.exposure_replaces": luck.choice([0, 1]),
            "ladder.longest_months": luck.choice([12, 48, 240]), "ladder.removal_chance": luck.choice([0.0, 0.3]),
            "supervisors.audit_lag": luck.choice([0, 3, 30]), "supervisors.staff": luck.choice([0.05, 0.5]),
            "supervisors.waiting": luck.uniform(0.0, 1.0), "learning.loss_curvature": luck.choice([0.5, 1.0, 1.5]),
            "learning.horizon": luck.choice([0.0, 12.0, 60.0]), "learning.risk_curvature": luck.choice([0.6, 1.0, 1.4]),
        },
    )  # fmt: skip
    policy = levers(
        {
            **BUSY, "accountability.severity": luck.choice([0.5, 1.0]), "promotion.bar": luck.choice([0.7, 1.0]),
            "accountability.strictness_work": luck.choice([0.3, 1.0]), "correction.reviewed": luck.choice([0.5, 1.0]),
            "promotion.bar_honours": luck.uniform(0.0, 1.0), "promotion.merit_weight": luck.uniform(0.0, 1.0),
            "correction.delay": luck.choice([0.0, 8.0, 24.0]), "correction.restoration": luck.choice([0.6, 1.0]),
            "correction.redemption": luck.choice([0.0, 0.3, 12.0]), "correction.accuracy": 0.5,
            "oversight.audits": 0.7, "oversight.spot_checks": 0.2, "oversight.consequence": 1.0, "oversight.corrects": 1.0,
        }
    )  # fmt: skip
    later = levers(
        {
            "misconduct.strictness": luck.uniform(0.0, 1.0), "accountability.strictness_work": luck.uniform(0.0, 1.0),
            "promotion.bar": luck.uniform(0.0, 1.0), "oversight.consequence": luck.uniform(0.0, 1.0),
        },
        policy,
    )  # fmt: skip
    return Trial(f"lasting:{int(number)}", world, (Stage(0, policy), Stage(50, later)), 84, luck.randrange(2**63))


TIMELINES = ("crackdown", "oversight", "reform_after_five_years")
SPIN_UPS = (1, 5, 11, 12, 13, 24, 60, 240)


def spun(number: str) -> Trial:
    """A world that has lived under another policy for a while when its regime begins: one drawn at random, or a timeline."""
    luck = Random(f"spin {int(number)}")
    trial = at_random(number) if int(number) % 2 else squeezed(luck.choice(TIMELINES))
    busy = luck.choice([BUSY, {}])
    river = {"problems.river_month": luck.choice([0, 1, 6])}
    return replace(
        trial,
        name=f"spun:{int(number)}",
        world=changed(trial.world, river),
        seed=luck.randrange(2**63),
        spin_up=SPIN_UPS[int(number) % len(SPIN_UPS)],
        status_quo=levers({**busy, **drawn(luck, LEVERS, LEVERS)}),
    )


def held(number: str) -> Trial:
    """A world in which everybody is held to what is given, or a share of the posts to one conduct, or some in some months."""
    luck = Random(f"held {int(number)}")
    share = luck.choice([0.3, 1.0])
    months, spin_up = 30, luck.choice([0, 7, 12])
    world = world_numbers(TWO_COUNTIES, LIVELY)
    scale = world.scale
    posts = scale.counties * scale.townships * scale.posts
    gains = [-math.inf, math.inf, *(luck.uniform(-50.0, 400.0) for _ in range(6))]
    one_conduct = luck.random() < 0.5
    conducts = _constant(luck, months, posts, share) if one_conduct else _held(luck, months, posts, share, 4)
    given = Held(
        conducts,
        _held(luck, months, scale.counties * scale.departments, share, 3),
        _held(luck, months, scale.counties, share, 3),
        _rows(months, posts, lambda: luck.choice(gains) if luck.random() < share else None),
    )
    base = levers(BUSY)
    stages = (Stage(0, base), Stage(luck.randint(1, months - 1), levers(drawn(luck, LEVERS, LEVERS), base)))
    return Trial(f"held:{int(number)}", world, stages, months, luck.randrange(2**63), 0, spin_up, base, given)


def _rows(months: int, places: int, value: Callable[[], Any]) -> tuple[Any, ...]:
    return tuple(tuple(value() for _ in range(places)) for _ in range(months))


def _held(luck: Random, months: int, places: int, share: float, options: int) -> tuple[Row, ...]:
    """Some place held to some option in some month."""
    return _rows(months, places, lambda: luck.randrange(options) if luck.random() < share else -1)


def _constant(luck: Random, months: int, places: int, share: float) -> tuple[Row, ...]:
    """Some places held to one conduct in all months."""
    conduct = luck.randrange(4)
    return (tuple(conduct if luck.random() < share else -1 for _ in range(places)),) * months


CHANGED = 0.4  # chance of a number to be drawn
AT_AN_END = 0.2  # chance of a number that is drawn to be an end of its range
TIMES_DEFAULT = 3.0  # other numbers are drawn up to so many times their default, where the range reaches that far


def drawn(luck: Random, keys: Sequence[str] | dict[str, Definition], known: dict[str, Definition]) -> dict[str, float]:
    """Some of the parameters of these keys, each drawn within its range."""
    return {key: drawn_value(luck, known[key]) for key in keys if luck.random() < CHANGED}


def drawn_value(luck: Random, known: Definition) -> float:
    """A value of one parameter."""
    low, high = known.meaning.low, known.meaning.high
    if luck.random() < AT_AN_END:
        value = luck.choice([low, high])
    else:
        value = luck.uniform(low, min(high, TIMES_DEFAULT * known.default))
    return int(value) if isinstance(known.default, int) else float(value)


def trial_given(words: Sequence[str]) -> Trial:
    """A trial of one's own: ``[scenario] [months] [seed] [counties townships posts departments] [key=value ...]``.

    Raises InputError.
    """
    overrides = [word for word in words if "=" in word]
    places = [word for word in words if "=" not in word]
    name = places.pop(0) if places and not places[0].isdigit() else "blanket_punishment"
    if not all(word.isdigit() for word in places) or len(places) not in (0, 1, 2, 6):
        raise InputError("give [scenario] [months] [seed] [counties townships posts departments] [key=value ...]")
    months, seed, *scale = [*map(int, places), *(36, 1, 1, 2, 4, 3)[len(places) :]]
    sizes = [f"world.{key}={count}" for key, count in zip(SMALL, scale, strict=True)]
    asked = [*sizes, f"months={months}", f"seed={seed}", "spin_up=0", *overrides]
    if any(word.startswith("spin_up=") for word in overrides):
        asked.remove("spin_up=0")
    title = " ".join(map(str, (name, months, seed, *scale, *overrides)))
    return trial_of(title, compose(asked, names=[name], reference=None, folder=None, mode="run"))


def trial_of(title: str, settings: Settings) -> Trial:
    """The first replication of the first scenario of some settings."""
    run, stages = settings.run, settings.scenarios[0].stages
    before = {"spin_up": run.spin_up, "status_quo": settings.status_quo}
    return Trial(title, settings.world, stages, run.months, run.seed, **before)
