"""What is run for the figures of an article: a comparison, a sweep, or the risk of doing. Figures of the same runs share them."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from wenze.experiments.analysis.intervals import Array
from wenze.experiments.library import compare
from wenze.experiments.paper.files import BESIDE, PaperFigure, Plain
from wenze.experiments.runs.results import Results
from wenze.experiments.sweeps.called import run_sweep
from wenze.experiments.sweeps.store import read_store
from wenze.experiments.sweeps.summary import Outcome
from wenze.experiments.validation.risk import shares_hit
from wenze.sim.settings.compose import Settings, compose

EVERY = 3
"""Months between the horizons of a risk."""


ENDS = ("", ".low", ".high")
"""What is hung on the name of a number for the number itself and for the ends of its interval."""


def with_ends(name: str, numbers: Iterable[float]) -> dict[str, float]:
    """A number and the ends of its interval, by name."""
    return {name + end: number for end, number in zip(ENDS, numbers, strict=True)}


class Risks(NamedTuple):
    """The risk of doing: shares [replication, scenario, conduct, horizon] of the posts held that saw a sanction."""

    settings: Settings
    within: Sequence[int]
    shares: Array
    held: float


@dataclass
class Runs:
    """Runs for figures in a folder; ``place`` is where stores go, which are of no use afterwards."""

    folder: Path
    place: Path
    threads: int
    small: bool
    _known: dict[str, Any] = field(default_factory=dict)

    def of(self, figure: PaperFigure) -> Any:
        """What a figure is from: :class:`Results`, an :class:`Outcome`, or :class:`Risks`. Raises InputError."""
        kind, asked = figure.source.kind, figure.asked(self.small)
        work = {"compare": self._compare, "sweep": self._sweep, "risk": self._risk}[kind]
        names = sorted(figure.regimes)
        measures = sorted(figure.measures) if kind == "sweep" else []
        key = repr((kind, sorted(asked.items(), key=str), names, measures))
        if key not in self._known:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what a scenario sets itself: it is meant
                self._known[key] = work(figure, asked)
        return self._known[key]

    def _folder(self, asked: Plain) -> Path | None:
        return self.folder / str(asked["folder"]) if "folder" in asked else None

    def _compare(self, figure: PaperFigure, asked: Plain) -> Results:
        return compare(
            list(figure.regimes), asked.get("reference"), overrides=_parameters(asked), folder=self._folder(asked),
            threads=self.threads,
        )  # fmt: skip

    def _sweep(self, figure: PaperFigure, asked: Plain) -> Outcome:
        out = self.place / f"sweep-{len(self._known)}"
        run_sweep(
            asked.get("vary"), list(figure.regimes), asked.get("reference"), out=out, overrides=_parameters(asked),
            folder=self._folder(asked), measures=list(figure.measures), threads=self.threads,
        )  # fmt: skip
        return Outcome(read_store(out), figure.measures)

    def _risk(self, figure: PaperFigure, asked: Plain) -> Risks:
        settings = compose(
            [f"{key}={value}" for key, value in _parameters(asked).items()], names=list(figure.regimes), reference=asked.get("reference"),
            folder=self._folder(asked), mode="compare",
        )  # fmt: skip
        within = range(EVERY, settings.run.months + 1, EVERY)
        return Risks(settings, within, *shares_hit(settings, within, threads=self.threads))


def _parameters(asked: Plain) -> Mapping[str, float]:
    return {key: value for key, value in asked.items() if key not in BESIDE}
