"""Trying worlds: the status quo at points of the assumptions, held against every fitted figure; what is finished is never lost."""

import hashlib
import io
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from wenze.experiments.matching.waves import Figure, Reals
from wenze.experiments.sweeps.assumptions import axis_around
from wenze.experiments.sweeps.axes import Axis, Between, Number
from wenze.experiments.sweeps.designs import placed
from wenze.experiments.sweeps.store import write_whole
from wenze.experiments.validation.facts import facts
from wenze.experiments.validation.fit import FITTED, TARGETS_FITTED
from wenze.experiments.validation.quantities import observe
from wenze.experiments.validation.targets import NEAR, STATUS_QUO
from wenze.sim.batch import NotFinite, run_one
from wenze.sim.errors import InputError
from wenze.sim.settings.compose import Makings, Settings, makings
from wenze.sim.settings.parameters import Definition, definitions
from wenze.sim.version import MODEL_VERSION

PART = 20
"""Points of a part: what a killed run has to do again at most, for each thread."""

DISCREPANCY = np.log(NEAR) / 3.0
"""Standard deviation, of the logarithm, of what keeps the model's city from being what a figure was taken of: with it alone, a figure
is ruled out beyond the factor at which it counts as missed (:data:`.validation.targets.NEAR`)."""

OF_TRUST = {"statute": 0.0, "official": 0.05, "repost": 0.1, "news": 0.15, "secondary": 0.2, "literature": 0.2}
"""Standard deviation, of its logarithm, of an observed figure by how it reached us (``facts.csv``, column ``trust``). Assumed: no source
gives one."""

Progress = Callable[[int], None]


def figures() -> list[Figure]:
    """The figures that may rule a world out: those that are fitted. No claim's measure is among them."""
    found = facts()
    return [Figure(target.name, OF_TRUST[found[target.fact].trust], float(DISCREPANCY)) for target in TARGETS_FITTED]


def axes() -> tuple[Axis, ...]:
    """The assumptions: every assumed number of the world and of the status quo, and every fitted one, each between half and twice its
    default as far as its range goes, evenly in its logarithm."""
    moved = [
        definition
        for definition in definitions()
        if definition.key in FITTED or (_is_assumed(definition) and definition.default)
    ]
    return tuple(_in_logarithms(axis_around(definition)) for definition in moved)


def _is_assumed(definition: Definition) -> bool:
    key = definition.key
    return definition.meaning.kind == "assumed" and "." in key and not key.startswith("world.scale.")


def _in_logarithms(axis: Axis) -> Axis:
    between = axis.values
    assert isinstance(between, Between)
    return axis._replace(values=Between(between.low, between.high, log=not between.whole, whole=between.whole))


class Trial(NamedTuple):
    """How worlds are tried: what settings are made of, the assumptions, and where what is finished is kept; ``progress`` is told of
    every point that is done, from any thread."""

    makings: Makings
    axes: tuple[Axis, ...]
    folder: Path
    threads: int
    progress: Progress

    def ratios(self, wave: int, points: Reals, limits: Reals | None = None) -> Reals:
        """Ratios [point, figure, replication] of simulated to observed figures; NaN where a world could not be run, and in all but the
        first replication where that one is further off than the ``limits`` of some figure, in its logarithm.

        Parts that are finished are there the next time.
        """
        parts = [points[start : start + PART] for start in range(0, len(points), PART)]
        with ThreadPoolExecutor(self.threads, thread_name_prefix="world") as pool:
            halt = threading.Event()
            futures = [pool.submit(self._part, wave, number, part, limits, halt) for number, part in enumerate(parts)]
            try:
                return np.concatenate([future.result() for future in futures])
            except BaseException:
                halt.set()
                for future in futures:
                    future.cancel()
                raise

    def _part(self, wave: int, number: int, points: Reals, limits: Reals | None, halt: threading.Event) -> Reals:
        path = self.folder / f"wave-{wave + 1}" / f"part-{number + 1:04d}.npy"
        key = self._key(points, limits)
        found = _read(path, key)
        if found is None:
            found = np.stack([self._world(point, limits, halt) for point in points])
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, _written(found, key))
        self.progress(len(points))
        return found

    def _key(self, points: Reals, limits: Reals | None) -> str:
        """What a part hangs on: its points, the settings and the version of the model, and when a world is not run again."""
        numbers = json.dumps(
            [self.makings.numbers, [axis[:2] for axis in self.axes], MODEL_VERSION], sort_keys=True, default=repr
        )
        more = b"" if limits is None else np.ascontiguousarray(limits).tobytes()
        return hashlib.sha256(numbers.encode() + np.ascontiguousarray(points).tobytes() + more).hexdigest()

    def _world(self, point: Reals, limits: Reals | None, halt: threading.Event) -> Reals:
        """Ratios [figure, replication] of one world."""
        found = np.full((len(TARGETS_FITTED), int(self.makings.numbers["replications"])), np.nan)
        try:
            settings = self.makings.settings(values(self.axes, point))
            for number in range(found.shape[1]):
                found[:, number] = self._run(settings, number, halt)
                if limits is not None and _beyond(found[:, 0], limits):
                    break
        except (InputError, NotFinite):  # numbers that do not go together, or a world without bounds: ruled out
            found[:] = np.nan
        return found

    def _run(self, settings: Settings, replication: int, halt: threading.Event) -> list[float]:
        stages = settings.scenarios[0].stages
        state = run_one(settings, stages, replication, stop=halt.is_set)
        found = {STATUS_QUO: {name: np.array([value]) for name, value in observe(state, settings.world).items()}}
        return [target.ratio(target.simulated(found, settings.world).mean) for target in TARGETS_FITTED]


def _beyond(ratios: Reals, limits: Reals) -> bool:
    """Whether some figure is further off than its limit; one that is zero, or has no value, in a single run may be so by chance."""
    known = ratios > 0.0
    return bool((np.abs(np.log(ratios[known])) > limits[known]).any())


def values(along: Sequence[Axis], point: Reals) -> dict[str, Number]:
    """The value of every assumption at a point, by key, to the digits that are kept."""
    shares: Sequence[float] = point.tolist()
    numbers = placed(along, shares)
    return {axis.key: to_four_digits(number) for axis, number in zip(along, numbers, strict=True)}


def to_four_digits(number: Number) -> Number:
    """A number to four significant digits: what is shipped as a table is what was tried."""
    return number if isinstance(number, int) else float(f"{number:.4g}")


def status_quo(overrides: Sequence[str]) -> Makings:
    """What the settings of worlds are made of. Raises InputError."""
    return makings(overrides, names=[STATUS_QUO], reference=STATUS_QUO, folder=None, mode="compare")


# --- parts --------------------------------------------------------------------------------------------------------------


def _written(found: Reals, key: str) -> bytes:
    """A part as bytes: its key, the hash of what follows, and the array."""
    file = io.BytesIO()
    np.save(file, found, allow_pickle=False)
    content = file.getvalue()
    return f"{key} {hashlib.sha256(content).hexdigest()}\n".encode() + content


def _read(path: Path, key: str) -> Reals | None:
    """A part, None where there is none, or a damaged one, or one of other settings."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.decode("ascii", "replace") != f"{key} {hashlib.sha256(content).hexdigest()}":
        return None
    return np.asarray(np.load(io.BytesIO(content), allow_pickle=False), np.float64)


def parts_in(folder: Path) -> Iterator[Path]:
    """The parts that are finished."""
    return folder.glob("wave-*/part-*.npy")
