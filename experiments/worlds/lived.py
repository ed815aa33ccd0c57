"""A comparison whose replications live in different worlds: which, and how that is kept with a result.

Every world is lived twice, on different luck, so that what the world does can be told from what luck does: of R replications each
of the first half lives in a world of its own, and the second half in the same worlds again.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wenze.agents.parameter import Group
from wenze.experiments.messages import say
from wenze.experiments.paths import user_path
from wenze.experiments.worlds.table import Worlds, in_worlds, read_worlds, shipped
from wenze.sim.errors import InputError, at, clipped, listed_briefly, refused, shown_path
from wenze.sim.settings.checking import check
from wenze.sim.settings.compose import Makings, Settings
from wenze.sim.settings.scenarios import Layers, layers_from_plain

DEFAULT, PLAUSIBLE = "default", "plausible"
KEPT = "worlds.csv"
"""The file of a result that holds the rows in which it was lived."""
REPLICATIONS = 64
"""How often every regime is run in plausible worlds, if nothing else is asked for: twice in each of 32 worlds."""


class Lived(NamedTuple):
    """The worlds of a comparison: what they are called (``plausible``, or the name of a file), the rows used, and what each
    regime sets on the base of its world; ``overruled`` are columns of the table that were set otherwise, and are not in the rows."""

    name: str
    worlds: Worlds
    layers: tuple[Layers, ...]
    overruled: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many worlds there are."""
        return len(self.worlds.rows)

    def settings(self, base: Settings) -> tuple[Settings, ...]:
        """The settings of every replication, in order. Raises InputError for a world whose numbers do not go together."""
        numbers = {**base.run.model_dump(), "world": base.world.model_dump(), "policy": base.status_quo.model_dump()}
        makings = Makings(numbers, self.layers, base.reference)
        once = in_worlds(makings, self.worlds, self.size)
        return tuple(once[world_of(number, self.size) - 1] for number in range(base.run.replications))

    def to_plain(self) -> dict[str, Any]:
        """As it stands in ``config.yaml``: the rows have a file of their own, of which the hash is here."""
        scenarios = {layers.name: layers.to_plain() for layers in self.layers}
        return {"name": self.name, "sha256": self.worlds.digest, "scenarios": scenarios}


def worlds_for(replications: int) -> int:
    """In how many worlds so many replications live."""
    return (replications + 1) // 2


def world_of(replication: int, worlds: int) -> int:
    """The world, counted from 1, in which a replication lives, where there are so many."""
    return replication % worlds + 1


def lived_twice(table: Worlds, replications: int) -> Worlds:
    """As many worlds of a table as are lived twice in so many replications. Raises InputError for more than there are."""
    if worlds_for(replications) > len(table.rows):
        reason = say("worlds_too_few_twice", worlds=len(table.rows), most=2 * len(table.rows))
        raise refused(reason, key="replications", value=str(replications))
    return table.first(worlds_for(replications))


def table_of(asked: str) -> Worlds:
    """The table asked for: the one that ships with wenze, or that of a file. Raises InputError."""
    return shipped() if asked == PLAUSIBLE else read_worlds(Path(asked))


def name_of(asked: str) -> str:
    """What worlds are called: plausible, or by the name of their file."""
    return asked if asked == PLAUSIBLE else Path(asked).name


def worlds_asked(given: str) -> str:
    """The worlds asked for by ``worlds=``: ``default``, ``plausible``, or the path of a table. Raises InputError."""
    return given if given in (DEFAULT, PLAUSIBLE) else str(user_path("worlds", given))


def lived_in(asked: str, makings: Makings, own: Collection[str]) -> Lived | None:
    """The worlds asked for by ``worlds=``: none, those that ship with wenze, or those of a file.

    A parameter in ``own``, which the user set himself, is as he set it in all of them. Raises InputError.
    """
    if asked == DEFAULT:
        return None
    table = table_of(asked)
    lived = lived_twice(table, makings.settings().run.replications)
    overruled = tuple(key for key in table.keys if key in own)
    if len(overruled) == len(table.keys):
        raise refused(say("worlds_all_own"), key="worlds", value=clipped(asked))
    return Lived(name_of(asked), lived.without(overruled), makings.layers, overruled)


def with_replications(overrides: Sequence[str], asked: object) -> list[str]:
    """Overrides with as many replications as worlds want, unless they say how many."""
    if asked == DEFAULT or "replications" in set_by(overrides):
        return list(overrides)
    return [*overrides, f"replications={REPLICATIONS}"]


def set_by(overrides: Sequence[str]) -> list[str]:
    """The parameters that overrides set."""
    return [override.partition("=")[0] for override in overrides]


def own_in_worlds(lived: Lived | None, own: Sequence[str]) -> list[str]:
    """A note on what is in no world as the table says, since somebody set it himself."""
    keys = [key for key in own if lived is not None and key in lived.overruled]
    return [say("worlds_own", keys=listed_briefly(keys))] if keys else []


class _Kept(Group):
    """What :meth:`Lived.to_plain` gave."""

    name: str
    sha256: str
    scenarios: dict[str, Any]


def lived_from(plain: object, folder: Path, source: str, settings: Settings) -> Lived | None:
    """What a ``config.yaml`` and the table beside it say. Raises InputError, naming ``source`` or the table."""
    if plain is None:
        return None
    kept = check(_Kept, plain, source, place="worlds.", complete=True)
    worlds = read_worlds(folder / KEPT)
    if worlds.digest != kept.sha256:
        raise InputError(at(shown_path(folder / KEPT), say("worlds_of_another")))
    if len(worlds.rows) != worlds_for(settings.run.replications):
        raise InputError(at(shown_path(folder / KEPT), say("worlds_of_another")))
    if set(kept.scenarios) != {scenario.name for scenario in settings.scenarios}:
        raise refused(say("worlds_scenarios"), place=source, key="worlds.scenarios")
    layers = [layers_from_plain(name, kept.scenarios[name], source) for name in (s.name for s in settings.scenarios)]
    return Lived(kept.name, worlds, tuple(layers))
