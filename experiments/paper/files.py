"""Figures of an article as files: what each shows, and of which runs.

A figure is a file ``NAME.yaml``::

    figure: event_study                 # risk, most, or one of the kinds of figures of a comparison (experiments/figures/kinds)
    title: {en: What stays, zh: 何者持续}
    from:                               # what is run: one of compare, sweep and risk, with parameters as they are typed
      compare: {replications: 64, months: 120, folder: scenarios}
    measures: [effort, harm]            # what is drawn; of risk, conducts
    regimes: [crackdown, full_reform]   # beside the reference
    without: [full_reform]              # of most: regimes that a second map leaves out
    size: paper
    small: {replications: 4}            # what is set otherwise in the small version, which tests make

``from`` may hold ``reference``, ``folder`` (of scenarios, beside the file) and, of a sweep, ``vary``; whatever else it holds is a
parameter.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from wenze.agents.kinds import CONDUCT_NAMES
from wenze.agents.parameter import Group
from wenze.experiments.figures.files import MOST_MEASURES, MOST_SCENARIOS, Names, Sentence, kind_names
from wenze.experiments.messages import say
from wenze.sim.errors import InputError, at, quoted, shown_path, suggestion
from wenze.sim.messages import listed
from wenze.sim.settings.checking import check
from wenze.sim.settings.yaml import load_yaml

RISK, MOST = "risk", "most"
SOURCES = {RISK: "risk", MOST: "sweep"}
"""What figures that are no kind of a comparison's are from."""
BESIDE = ("reference", "folder", "vary")
"""What ``from`` may hold beside parameters."""

Plain = dict[str, Any]


class From(Group):
    """What is run for a figure: one of the three."""

    compare: Plain | None = None
    sweep: Plain | None = None
    risk: Plain | None = None

    @property
    def kind(self) -> str:
        """Which of them it is."""
        return next(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def asked(self) -> Plain:
        """What it holds."""
        asked: Plain = getattr(self, self.kind)
        return asked


class PaperFigure(Group):
    """What a file holds; see the module's description."""

    figure: str
    title: Sentence
    source: From = Field(alias="from")
    measures: Names = Field(min_length=1, max_length=MOST_MEASURES, strict=False)
    regimes: Names = Field(min_length=1, max_length=MOST_SCENARIOS, strict=False)
    without: Names = Field((), max_length=MOST_SCENARIOS, strict=False)
    size: Literal["paper", "slide"] = "paper"
    small: Plain = Field(default_factory=dict)

    def asked(self, small: bool) -> Plain:
        """What is run, in the small version or the full one."""
        return {**self.source.asked, **(self.small if small else {})}


def read_figure(path: Path) -> PaperFigure:
    """The figure in a file. Raises InputError, in one line, if it is not as the module's description says."""
    source = shown_path(path)
    found = check(PaperFigure, load_yaml(path), source)
    given = [name for name in From.model_fields if getattr(found.source, name) is not None]
    if len(given) != 1:
        raise InputError(at(source, "from", say("paper_one_of", names=listed(From.model_fields))))
    known = (*SOURCES, *kind_names())
    if found.figure not in known:
        hint = suggestion(found.figure, known)
        raise InputError(
            at(source, f"figure={quoted(found.figure)}", say("figure_kind_unknown", names=listed(known)) + hint)
        )
    wanted = SOURCES.get(found.figure, "compare")
    if given[0] != wanted:
        raise InputError(at(source, f"from={quoted(given[0])}", say("paper_from", figure=found.figure, wanted=wanted)))
    if found.without and (found.figure != MOST or not set(found.without) < set(found.regimes)):
        raise InputError(at(source, f"without={quoted(list(found.without))}", say("paper_without")))
    if found.figure == RISK and not set(found.measures) <= set(CONDUCT_NAMES):
        raise InputError(
            at(source, f"measures={quoted(list(found.measures))}", say("paper_conducts", names=listed(CONDUCT_NAMES)))
        )
    return found


def figure_paths(folder: Path) -> list[Path]:
    """The files of the figures in a folder, by name. Raises InputError if there are none."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise InputError(at(shown_path(folder), say("paper_no_figures")))
    return paths
