"""Plans: all that determines the rows of a sweep, as data that can be written down and read again.

A *setting* is a point of the design: numbers by which the world or the base under the scenarios differs. In every setting
every scenario is run on the same luck, replication by replication, so that all differences are paired. A *world* is one
replication of one setting: its months of spin-up are run once, and every scenario goes on from there.
"""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field
from wenze.agents.parameter import Group
from wenze.experiments.messages import say
from wenze.experiments.runs.results import Window, checked_window
from wenze.experiments.sweeps.axes import Axis, Listed, Number, number_of, read_axis
from wenze.experiments.sweeps.designs import Drawn, Grid, Points
from wenze.experiments.worlds.table import Worlds, worlds_in
from wenze.sim.errors import InputError, at, clipped, reason_of, refused, shown_path, suggestion
from wenze.sim.measures import Measure
from wenze.sim.own_measures import with_own
from wenze.sim.settings.checking import allowed, check, parameters
from wenze.sim.settings.compose import Makings, Settings
from wenze.sim.settings.scenarios import layers_from_plain
from wenze.sim.settings.yaml import dump_yaml, load_yaml, ordinary_text
from wenze.sim.version import MODEL_VERSION

MOST_REPLICATIONS = 1_000
"""Replications at which a sweep that asks for precision stops, unless told otherwise."""

LISTED = "listed"
"""The design whose points stand in a file of the user's."""


class Precision(NamedTuple):
    """How narrow the interval of a measure's difference is to be: ``±width``, with at most so many replications."""

    measure: str
    width: float
    most: int


class Tabled(NamedTuple):
    """The worlds of a table in which replications live, replication r in world r + 1, and what they are called."""

    name: str
    worlds: Worlds


class World(NamedTuple):
    """One replication of one setting, both counted from 0."""

    setting: int
    replication: int


class Extent(NamedTuple):
    """What the work of a world hangs on: its cadres, the months before the switch, and the months of each scenario."""

    cadres: int
    spin_up: int
    months: int


SCALE = ("world.scale.counties", "world.scale.townships", "world.scale.posts")
EXTENT = (*SCALE, "spin_up", "months")
"""The parameters that make an extent."""


@dataclass(frozen=True)
class Plan:
    """What a sweep runs. ``drawn`` is what was asked for by ``points=``; ``monthly`` keeps the months of every run,
    ``part`` is about how many runs stand in a part, if that was asked for; ``tabled`` are the worlds of a table in which the replications
    live, if not all in the same."""

    makings: Makings
    design: str
    axes: tuple[Axis, ...]
    points: Points
    drawn: int | None = None
    title: str = ""
    monthly: bool = False
    part: int | None = None
    window: Window | None = None
    precision: Precision | None = None
    own_measures: Mapping[str, object] = field(default_factory=dict)
    tabled: Tabled | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The parameters that vary, by their dotted keys."""
        return tuple(axis.key for axis in self.axes)

    @cached_property
    def base(self) -> Settings:
        """The settings that every point changes."""
        return self.makings.settings()

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """The names of the scenarios, in their order."""
        return tuple(layers.name for layers in self.makings.layers)

    @property
    def replications(self) -> int:
        """How often every setting is run, at first."""
        return self.base.run.replications

    @property
    def worlds(self) -> int:
        """How many worlds there are before any are added for precision."""
        return self.points.size * self.replications

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures of a run, by name: those of the model, then those of one's own."""
        return with_own(self.own_measures)

    @property
    def span(self) -> Window:
        """The months that totals are of; a setting that runs for fewer has the months it has."""
        return self.window or Window(0, self.base.run.months)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """``settings.csv`` and ``plan.yaml``, by name; the same plan gives the same bytes."""
        settings = settings_text(self).encode()
        return {SETTINGS: settings, PLAN: sealed(plan_text(self, hashlib.sha256(settings).hexdigest()))}

    def settings(self, setting: int, replication: int = 0) -> Settings:
        """The settings of a replication at a point. Raises InputError where its numbers do not go together."""
        world = self.tabled.worlds.world(replication + 1) if self.tabled else {}
        return self.makings.settings({**world, **dict(zip(self.keys, self.points.at(setting), strict=True))})

    def place_of(self, world: World) -> tuple[int, int]:
        """What settings of a world hang on: its setting and, where replications live in worlds of a table, its replication."""
        return world.setting, world.replication if self.tabled else 0

    def extent(self, setting: int) -> Extent:
        """The extent of the worlds of a setting, whether or not its numbers go together."""
        values = self.points.at(setting)
        return self._extent({key: values[place] for place, key in self._extending})

    @cached_property
    def extents(self) -> Mapping[Extent, int]:
        """How many settings have worlds of each extent."""
        points, places = self.points, [place for place, _ in self._extending]
        if isinstance(points, Grid) or not places:  # of the other numbers every combination comes as often
            points, places = Grid(tuple(self.axes[place] for place in places)), list(range(len(places)))
        keys = [key for _, key in self._extending]
        asked: Counter[Extent] = Counter()
        for index in range(points.size):
            values = points.at(index)
            asked[self._extent({key: values[place] for place, key in zip(places, keys, strict=True)})] += 1
        times = self.points.size // points.size
        return {extent: times * count for extent, count in asked.items()}

    @cached_property
    def _extending(self) -> tuple[tuple[int, str], ...]:
        """The parameters that vary and on which extents hang, with their places."""
        return tuple((place, key) for place, key in enumerate(self.keys) if key in EXTENT)

    def _extent(self, changed: Mapping[str, Number]) -> Extent:
        run, scale = self.base.run, self.base.world.scale
        numbers = (scale.counties, scale.townships, scale.posts, run.spin_up, run.months)
        counties, townships, posts, spin_up, months = (
            int(changed.get(key, number)) for key, number in zip(EXTENT, numbers, strict=True)
        )
        return Extent(counties * townships * posts, spin_up, months)

    def world(self, index: int) -> World:
        """A world by its place in the order of settings, and of replications within each."""
        return World(*divmod(index, self.replications))


def run_names(settings: Settings) -> dict[str, Callable[[int], str]]:
    """For every scenario of some settings, what gives a run of a replication its name: a hash of all it depends on."""
    whole = {
        "model": MODEL_VERSION,
        "seed": settings.run.seed,
        "months": settings.run.months,
        "spin_up": settings.run.spin_up,
        "world": settings.world.model_dump(),
        "status_quo": settings.status_quo.model_dump(),
    }
    shared = hashlib.sha256(json.dumps(whole, sort_keys=True).encode())
    names = {}
    for scenario in settings.scenarios:
        own = shared.copy()
        own.update(json.dumps([[stage.month, stage.policy.model_dump()] for stage in scenario.stages]).encode())
        names[scenario.name] = _namer(own)
    return names


def _namer(settings: Any) -> Callable[[int], str]:
    def name(replication: int) -> str:
        whole = settings.copy()
        whole.update(b"#%d" % replication)
        return str(whole.hexdigest()[:16])

    return name


def check_measure(measures: Mapping[str, Measure], name: str, key: str) -> None:
    """Raise InputError, naming the key it stands behind, for a measure that is not there."""
    if name not in measures:
        hint = suggestion(name, list(measures)) or say("figure_list_measures")
        raise InputError(at(f"{key}={clipped(name)}", say("figure_no_measure") + hint))


# --- as files -----------------------------------------------------------------------------------------------------------

PLAN, SETTINGS = "plan.yaml", "settings.csv"
SEAL = "# sha256 "
MOST_BYTES = 1_000_000_000
"""Bytes of the longest file of settings that is read."""


def sealed(text: str) -> bytes:
    """A text with its own hash behind it, by which damage is noticed."""
    return f"{text}{SEAL}{hashlib.sha256(text.encode()).hexdigest()}\n".encode()


def is_sealed(content: bytes) -> bool:
    """Whether a text with a hash behind it is as it was written."""
    text, seal, _ = content.rpartition(SEAL.encode())
    return bool(seal) and content == sealed(text.decode(errors="replace"))


def plan_text(plan: Plan, settings_hash: str) -> str:
    """The text of ``plan.yaml``: everything but the points, of which it has the hash of their file."""
    precision = plan.precision._asdict() if plan.precision else None
    tabled = plan.tabled
    return dump_yaml(
        {
            "model": MODEL_VERSION,
            "title": plan.title,
            "design": plan.design,
            "points": plan.drawn,
            "vary": {axis.key: axis.written for axis in plan.axes},
            "settings": settings_hash,
            "monthly": plan.monthly,
            "part": plan.part,
            "window": list(plan.window) if plan.window else None,
            "precision": precision,
            "measures": dict(plan.own_measures),
            **({"worlds": {"name": tabled.name, "table": tabled.worlds.text}} if tabled else {}),
            "reference": plan.makings.reference,
            "numbers": plan.makings.numbers,
            "scenarios": {layers.name: layers.to_plain() for layers in plan.makings.layers},
        }
    )


def settings_text(plan: Plan) -> str:
    """``settings.csv``: a line a setting, its number and the values of what varies."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["setting", *plan.keys])
    for setting in range(plan.points.size):
        table.writerow([setting, *map(repr, plan.points.at(setting))])
    return text.getvalue()


class _PlanFile(Group):
    """``plan.yaml`` as it is read."""

    model: str
    title: str
    design: str
    points: int | None
    vary: dict[str, str]
    settings: str
    monthly: bool
    part: int | None
    window: tuple[int, int] | None = Field(strict=False)
    precision: dict[str, Any] | None
    measures: dict[str, Any]
    reference: str
    numbers: dict[str, Any]
    scenarios: dict[str, Any] = Field(min_length=1)
    worlds: dict[str, str] | None = None


def read_plan(folder: Path) -> Plan:
    """The plan of a store. Raises InputError for one that is damaged or of another version of the model."""
    path = folder / PLAN
    source = shown_path(path)
    if not is_sealed(bytes_of(path)):
        raise InputError(at(source, say("plan_damaged")))
    found = check(_PlanFile, load_yaml(path), source)
    if found.model != MODEL_VERSION:
        raise InputError(at(source, say("store_of_another_model", model=clipped(found.model), own=MODEL_VERSION)))
    layers = tuple(layers_from_plain(name, data, source) for name, data in found.scenarios.items())
    makings = Makings(found.numbers, layers, found.reference)
    months = makings.settings().run.months
    if hashlib.sha256(bytes_of(folder / SETTINGS)).hexdigest() != found.settings:
        raise InputError(at(shown_path(folder / SETTINGS), say("plan_damaged")))
    _, rows = read_settings(folder / SETTINGS)
    return Plan(
        makings=makings,
        design=found.design,
        axes=tuple(_axis_as_written(key, written) for key, written in found.vary.items()),
        points=Drawn(rows),
        drawn=found.points,
        title=found.title,
        monthly=found.monthly,
        part=found.part,
        window=None if found.window is None else checked_window(*found.window, months),
        precision=None if found.precision is None else Precision(**found.precision),
        own_measures=found.measures,
        tabled=None if found.worlds is None else Tabled(found.worlds["name"], worlds_in(found.worlds["table"], source)),
    )


def bytes_of(path: Path) -> bytes:
    """What is in a file. Raises InputError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(at(shown_path(path), say("unreadable"), reason_of(error))) from None


def _axis_as_written(key: str, written: str) -> Axis:
    return read_axis(key, written) if written else Axis(key, Listed(()), "")


def read_settings(path: Path) -> tuple[tuple[str, ...], tuple[tuple[Number, ...], ...]]:
    """The keys and rows of a file of settings: a header of parameters, and a line of numbers a setting.

    A first column that numbers the settings, as wenze writes it, is passed over. Raises InputError, naming file, line and what is wrong.
    """
    source = shown_path(path)
    lines = _lines(path, source)
    header = [name.strip() for name in lines[0]] if lines else []
    first = 1 if header[:1] == ["setting"] else 0
    keys = tuple(header[first:])
    if not keys:
        raise InputError(at(source, say("settings_header")))
    _check_keys(keys, source)
    rows = tuple(_row(source, number, keys, line[first:]) for number, line in enumerate(lines[1:], 2) if line)
    if not rows:
        raise InputError(at(source, say("settings_empty")))
    return keys, rows


def _lines(path: Path, source: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(ordinary_text(path, source, MOST_BYTES), newline="")))


def _check_keys(keys: tuple[str, ...], source: str) -> None:
    for key in keys:
        if key not in parameters():
            raise InputError(at(source, say("axis_unknown_column", key=clipped(key))))
        if keys.count(key) > 1:
            raise InputError(at(source, say("key_given_twice", key=key)))


def _row(source: str, number: int, keys: tuple[str, ...], cells: list[str]) -> tuple[Number, ...]:
    place = say("line", source=source, number=number)
    if len(cells) != len(keys):
        raise InputError(at(place, say("settings_cells", count=len(cells), keys=len(keys))))
    return tuple(_cell(place, key, cell) for key, cell in zip(keys, cells, strict=True))


def _cell(place: str, key: str, cell: str) -> Number:
    number = number_of(key, cell.strip())
    if number is None:
        raise refused(allowed(parameters()[key]), place=place, key=key, value=clipped(cell))
    return number
