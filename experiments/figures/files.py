"""Figure files: what they may hold, and where they are found.

A figure is a file ``NAME.yaml``; those in ``gallery`` are built in, and one of a user's own works the same::

    kind: differences                       # one of the modules in ``kinds``, which say what they draw
    title: {en: What changes, zh: 有何变化}  # above the picture; one language suffices
    measures: [effort, harm]                # what is drawn (wenze list measures); of names, one may stand without brackets
    scenarios: [oversight, full_reform]     # optional: beside the reference, these only
    from: 12                                # optional: months, from the first up to, but not including, until
    until: 60
    period: 12                              # optional, for courses, over_time and story: months that a point is the mean of
    size: slide                             # optional: paper or slide
    headline: false                         # optional: whether a sentence on what is seen stands in place of the title (false)
    says: {en: "{effort} under {reference}"}  # optional: that sentence, with numbers of the reference filled in
    drawn_for: [comparison]                 # optional: results it is drawn for unless asked for (comparison, run)
    lines: [...]                            # for the kind story only: its charts with a line a regime
"""

import os
import re
from functools import cache
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from wenze.agents.parameter import Group
from wenze.experiments.messages import say
from wenze.sim.errors import InputError, at, clipped, quoted, refused, shown_path, suggestion
from wenze.sim.language import in_language
from wenze.sim.messages import listed
from wenze.sim.settings.checking import check
from wenze.sim.settings.yaml import load_yaml

GALLERY = Path(__file__).parent / "gallery"
KINDS = Path(__file__).parent / "kinds"

LONGEST_TITLE = 300  # characters
MOST_MEASURES = 12
MOST_SCENARIOS = 1000
MOST_LINES = 6

Names = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
"""A list of names; a plain text is a list of one."""

Use = Literal["comparison", "run"]


class Sentence(Group):
    """A text in one language or in both; a plain text stands for both."""

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, given: object) -> object:
        return {"en": given, "zh": given} if isinstance(given, str) else given

    en: str = Field("", max_length=LONGEST_TITLE)
    zh: str = Field("", max_length=LONGEST_TITLE)

    def __str__(self) -> str:
        """The text in the language of the session, or else in the other."""
        return in_language(self.en or self.zh, self.zh or self.en)


class Line(Group):
    """One of the charts of a story, with a line a regime."""

    show: Literal["difference", "mean", "pair"]
    measures: Names = Field(min_length=1, max_length=2, strict=False)
    title: Sentence


class FigureFile(Group):
    """What a figure file holds; see the module's description."""

    kind: str
    title: Sentence
    measures: Names = Field(min_length=1, max_length=MOST_MEASURES, strict=False)
    scenarios: Names = Field((), max_length=MOST_SCENARIOS, strict=False)
    first: int | None = Field(None, alias="from", ge=0)
    until: int | None = Field(None, ge=1)
    period: int | None = Field(None, ge=1)
    size: Literal["paper", "slide"] | None = None
    headline: bool | None = None
    says: Sentence | None = None
    drawn_for: tuple[Use, ...] = Field(("comparison", "run"), strict=False)
    lines: tuple[Line, ...] = Field((), max_length=MOST_LINES, strict=False)


ONLY_FOR = {"period": ("courses", "over_time", "story"), "lines": ("story",)}
"""Keys that some kinds of figures alone read -> those kinds."""


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds of figures there are: the names of their modules."""
    return tuple(sorted(module.name for module in iter_modules([str(KINDS)]) if module.name != "kind"))


def figure_names() -> list[str]:
    """The built-in figures."""
    return sorted(path.stem for path in GALLERY.glob("*.yaml"))


def figure_path(name: str | os.PathLike[str]) -> Path:
    """The file of a figure: one that is built in, or the path of one's own. Raises InputError if there is none."""
    text = os.fspath(name)
    if text in figure_names():
        return GALLERY / f"{text}.yaml"
    path = Path(text).expanduser()
    if path.suffix == ".yaml":
        return path
    names = figure_names()
    hint = suggestion(text, names) or say("known_figures", names=listed(names))
    raise InputError(at(clipped(text), say("figure_unknown") + hint))


def read_figure(path: Path) -> FigureFile:
    """The figure in a file, checked. Raises InputError, in one line, if it is not as the module's description says."""
    source = source_of(path)
    plain = load_yaml(path)
    try:
        figure = check(FigureFile, plain, source)
    except InputError as error:
        raise _with_keys(error, plain) from None
    if figure.kind not in kind_names():
        hint = suggestion(figure.kind, kind_names())
        allowed = say("figure_kind_unknown", names=listed(kind_names()))
        raise InputError(at(source, f"kind={quoted(figure.kind)}", allowed + hint))
    for key, words in (("title", figure.title), ("says", figure.says)):
        if words is not None and not str(words).strip():
            raise InputError(at(source, key, say("figure_words_empty")))
    if figure.headline is None:  # who writes a title of their own wants to read it
        return figure.model_copy(update={"headline": path.parent == GALLERY})
    return figure


def figure_keys(kind: object) -> list[str]:
    """The keys that a figure file of a kind may have; all of them for a kind that is not known."""
    keys = [field.alias or name for name, field in FigureFile.model_fields.items()]
    return [key for key in keys if kind not in kind_names() or key not in ONLY_FOR or kind in ONLY_FOR[key]]


def _with_keys(error: InputError, plain: object) -> InputError:
    """The error, and if a key is unknown or missing, the keys there may be."""
    if error.value or not error.key or not isinstance(plain, dict):
        return error
    inside = error.key.rpartition(".")[0]
    if inside and not re.fullmatch(r"lines\[\d+\]", inside):
        return error
    keys = list(Line.model_fields) if inside else figure_keys(plain.get("kind"))
    return refused(error.allowed + say("figure_keys", names=listed(keys)), place=error.place, key=error.key)


def source_of(path: Path) -> str:
    """What a figure file is called in a message."""
    return shown_path(path)
