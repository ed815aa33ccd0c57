"""Pictures from results: one by one for a notebook, or all of them into a folder."""

import csv
import importlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenze.experiments.figures.environment import EPOCH, import_matplotlib, quiet, reason, without
from wenze.experiments.figures.files import (
    FigureFile,
    figure_names,
    figure_path,
    read_figure,
    source_of,
)
from wenze.experiments.messages import printable, say
from wenze.experiments.runs.results import Results, checked_window
from wenze.sim.errors import InputError, at, clipped, suggestion
from wenze.sim.errors import quoted as as_typed
from wenze.sim.language import Language, known_language, language, speaking
from wenze.sim.messages import listed

if TYPE_CHECKING:
    from wenze.experiments.figures.kinds.kind import Kind
    from wenze.experiments.figures.page import Page
    from wenze.experiments.figures.style import Picture

__all__ = ["Changes", "DrawingFailed", "check_drawing", "draw_into", "drawn", "figure_lines", "figure_names"]

SIZE_NAMES = ("paper", "slide")
FORMAT_NAMES = ("svg", "png", "pdf")
LONGEST_TITLE = 300


class DrawingFailed(Exception):
    """A picture could not be drawn or written, for a reason that is no fault of the input. Its text is one line."""


@dataclass(frozen=True)
class Changes:
    """What is asked for in place of what figure files say; None leaves it to them."""

    size: str | None = None
    title: str | None = None
    headline: bool = True
    measures: Sequence[str] | None = None
    scenarios: Sequence[str] | None = None


def figure_lines() -> list[str]:
    """The built-in figures, a line each: name and title."""
    figures = {name: read_figure(figure_path(name)) for name in figure_names()}
    longest = max(map(len, figures))
    return [f"  {name:{longest}}  {_title(figure)}" for name, figure in figures.items()]


def _title(figure: FigureFile) -> str:
    """A figure's title where there are no results."""
    scenario = say("the_regime" if figure.drawn_for == ("run",) else "the_reference")
    return str(figure.title).replace("{reference}", scenario).replace(f"“{scenario}”", scenario)


def drawn(
    results: Results,
    name: str | os.PathLike[str] = "story",
    *,
    lang: str | None = None,
    size: str | None = None,
    title: str | None = None,
    headline: bool = True,
    measures: Sequence[str] | None = None,
    scenarios: Sequence[str] | None = None,
) -> "Picture":
    """Draw one figure: a built-in one by its name, or one of one's own by the path of its file.

    Returns a figure of matplotlib's, with ``numbers`` (what is drawn) and ``headline``. Raises InputError for what is
    refused, DrawingFailed if matplotlib fails.
    """
    import_matplotlib()
    from wenze.experiments.figures.style import sized

    changes = Changes(size, title, headline, _names(measures, "measures"), _names(scenarios, "scenarios"))
    speech = _language(lang)
    path = figure_path(name)
    figure = read_figure(path)
    with _speech_and_fonts(speech, results, [figure], changes, as_text=False) as (_, pen), speaking(pen):
        page = _page(results, figure, path, changes)
        picture = _draw(page, path)
        with sized(page.size):
            picture.draw_without_rendering()  # makes the ticks while our settings hold
        return picture


def draw_into(
    results: Results,
    folder: Path,
    *,
    only: Sequence[str | os.PathLike[str]] | None = None,
    lang: str | None = None,
    formats: Sequence[str] = ("svg", "png"),
    text_as_text: bool = False,
    origin: Mapping[str, str] = {},
    changes: Changes = Changes(),
) -> list[str]:
    """Draw figures into a folder that is there: each in every format, and the numbers in it as CSV.

    ``only`` names them (built-in names, or paths of files), otherwise all that these results allow are drawn. ``origin``
    says where the numbers come from and is written into every file. Returns notes for the person who asked. Raises
    InputError for what is refused, before anything is drawn, and DrawingFailed if a picture cannot be drawn or written.
    """
    notes = import_matplotlib()
    from wenze.experiments.figures.style import clear_garbage

    check_formats(formats)
    paths = [figure_path(name) for name in (figure_names() if only is None else only)]
    _check_apart(paths)
    figures = [(path, read_figure(path)) for path in paths]
    if only is None:
        figures = [(path, figure) for path, figure in figures if _is_usual(figure, results)]
    with (
        _speech_and_fonts(_language(lang), results, [f for _, f in figures], changes, text_as_text) as (found, pen),
        speaking(pen),
    ):
        pages = [(path, _page(results, figure, path, changes)) for path, figure in figures]
        for path, page in pages:
            _write(_draw(page, path), page, folder, formats, origin)
            clear_garbage()
    return [*notes, *found]


def check_drawing(lang: str | None = None) -> list[str]:
    """Try all that drawing needs, before long work begins: matplotlib, its fonts, and a small picture of each format.

    Returns notes for the person who asked. Raises InputError, in one line, if pictures cannot be drawn here.
    """
    notes = import_matplotlib()
    with quiet():
        try:
            from wenze.experiments.figures.style import SIZES, drawing, sized

            _, fonts, found = pen_for(_language(lang), "")
            with drawing(fonts), sized(SIZES["paper"]):
                _try_out()
        except InputError:
            raise
        except Exception as error:
            raise InputError(say("cannot_draw", why=reason(error))) from error
    return [*notes, *found]


def _try_out() -> None:
    """A picture with a word and an axis, written in every way."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    figure.subplots().set_title("x")
    with without(EPOCH):
        for form in ("svg", "png"):
            figure.savefig(BytesIO(), format=form)


# --- language and fonts ---------------------------------------------------------------------------------------------------


@contextmanager
def _speech_and_fonts(
    wanted: Language, results: Results, figures: Sequence[FigureFile], changes: Changes, as_text: bool
) -> Iterator[tuple[list[str], Language]]:
    """Our settings and the fonts that the words of these figures need; gives notes, and the language to draw in."""
    from wenze.experiments.figures.style import drawing

    words = _words(results, figures, changes, wanted)
    try:
        speech, fonts, notes = pen_for(wanted, words)
    except Exception as error:
        raise DrawingFailed(say("cannot_draw", why=reason(error))) from error
    with drawing(fonts, as_text):
        yield notes, speech


def pen_for(wanted: Language, words: str) -> tuple[Language, list[str], list[str]]:
    """The language to draw in, the fonts, and notes: English where Chinese has no font, boxes where nothing has one."""
    from wenze.experiments.figures.fonts import chinese_font, fonts_for

    chinese = chinese_font() if wanted == "zh" else None
    notes = [say("no_font")] if wanted == "zh" and chinese is None else []
    fonts, missing = fonts_for(words, chinese)
    if missing:
        notes.append(say("no_glyphs", characters=printable(missing[:20])))
    return "zh" if chinese else "en", fonts, notes


def _words(results: Results, figures: Sequence[FigureFile], changes: Changes, speech: Language) -> str:
    """All words of these pictures that are not our own."""
    with speaking(speech):
        titles = [item.title for item in results.all]
        own = [str(words) for figure in figures for words in (figure.title, figure.says) if words]
        own += [str(line.title) for figure in figures for line in figure.lines]
        own += [what.label + what.unit_label for what in results.measures.values()] if speech == "en" else []
    return "".join([*titles, *own, changes.title or ""])


# --- what is asked for ----------------------------------------------------------------------------------------------------


def _language(lang: str | None) -> Language:
    known = language() if lang is None else known_language(str(lang))
    if known is None:
        raise InputError(say("language_wrong", key="lang", value=clipped(str(lang))))
    return known


def _names(given: Sequence[str] | str | None, key: str) -> list[str] | None:
    """A list of names. Raises InputError for anything else."""
    if given is None:
        return None
    names = [given] if isinstance(given, str) else list(given)
    if not names or not all(isinstance(name, str) for name in names):
        raise InputError(at(f"{key}={as_typed(given)}", say("figure_names_wrong")))
    return names


def _size(changes: Changes, figure: FigureFile | None) -> str:
    size = changes.size or (figure.size if figure else None) or "paper"
    if size not in SIZE_NAMES:
        raise InputError(say("choice_wrong", key="size", value=clipped(str(size)), allowed=say("or").join(SIZE_NAMES)))
    return size


def check_formats(formats: Sequence[str]) -> None:
    """Raise InputError for a format in which no picture can be written."""
    for form in formats:
        if form not in FORMAT_NAMES:
            allowed = say("or").join(FORMAT_NAMES)
            raise InputError(say("choice_wrong", key="format", value=clipped(str(form)), allowed=allowed))


def _check_apart(paths: Sequence[Path]) -> None:
    """Raise InputError if two figures would be written under one name."""
    seen: set[str] = set()
    for path in paths:
        if path.stem.casefold() in seen:
            raise InputError(at(source_of(path), say("figure_twice", name=path.stem)))
        seen.add(path.stem.casefold())


def _page(results: Results, figure: FigureFile, path: Path, changes: Changes) -> "Page":
    """A figure with what is asked for in its place, checked against the results."""
    from wenze.experiments.figures.headlines import check_placeholders
    from wenze.experiments.figures.page import Page
    from wenze.experiments.figures.style import SIZES

    if changes.title is not None and len(changes.title) > LONGEST_TITLE:
        raise InputError(at(f"title={clipped(changes.title)}", say("figure_title_long", most=LONGEST_TITLE)))
    source = source_of(path)
    figure = figure.model_copy(
        update={
            "measures": tuple(changes.measures or figure.measures),
            "scenarios": tuple(changes.scenarios or figure.scenarios),
        }
    )
    measures_from = "" if changes.measures else source
    _check_measures(figure, results, measures_from)
    _check_scenarios(figure, results, "" if changes.scenarios else source)
    kind = _kind(figure.kind)
    if not kind.least <= len(figure.measures) <= kind.most:
        numbers = say("figure_measures_count", kind=figure.kind, least=kind.least, most=kind.most)
        raise InputError(_at(measures_from, f"measures={as_typed(list(figure.measures))}", numbers))
    _check_needs(kind, figure, results, path.stem)
    page = Page(
        _windowed(results, figure, source),
        figure,
        path.stem,
        SIZES[_size(changes, figure)],
        changes.title,
        changes.headline,
    )
    check_placeholders(page, source)
    return page


def _at(source: str, *parts: str) -> str:
    return at(*([source] if source else []), *parts)


def _check_measures(figure: FigureFile, results: Results, source: str) -> None:
    inner = [(f"lines[{number}].measures", name) for number, line in enumerate(figure.lines) for name in line.measures]
    for key, name in [*(("measures", name) for name in figure.measures), *inner]:
        if name not in results.measures:
            hint = suggestion(name, results.measures) or say("figure_list_measures")
            raise InputError(_at(source, f"{key}={as_typed(name)}", say("figure_no_measure") + hint))
    for number, line in enumerate(figure.lines):
        if len(line.measures) != (2 if line.show == "pair" else 1):
            wanted = say("figure_line_count")
            raise InputError(_at(source, f"lines[{number}].measures={as_typed(list(line.measures))}", wanted))
    if figure.kind == "story" and not figure.lines:
        raise InputError(_at(source, "lines", say("figure_lines_missing")))


def _check_scenarios(figure: FigureFile, results: Results, source: str) -> None:
    known = [item.name for item in results.all]
    for name in figure.scenarios:
        if name not in known:
            hint = suggestion(name, known) or say("figure_known_scenarios", names=listed(known))
            raise InputError(_at(source, f"scenarios={as_typed(name)}", say("figure_no_scenario") + hint))


def _windowed(results: Results, figure: FigureFile, source: str) -> Results:
    """The results over the figure's months, unless others were asked for."""
    if results.window is not None or (figure.first is None and figure.until is None):
        return results
    try:
        checked_window(figure.first, figure.until, results.settings.run.months)
    except InputError as error:
        raise InputError(at(source, str(error))) from None
    return results.over(figure.first, figure.until)


def _kind(name: str) -> "Kind":
    kind: Kind = importlib.import_module(f"wenze.experiments.figures.kinds.{name}").KIND
    return kind


def _lacks(kind: "Kind", results: Results) -> str | None:
    """What results lack for a kind of figure, as the key of a message."""
    if kind.needs == "parts" and not results.parts:
        return "figure_needs_parts"
    if kind.needs == "worlds" and not (results.lived and results.several and results.others):
        return "figure_needs_worlds"
    return "figure_needs_others" if kind.needs != "nothing" and not results.others else None


def _check_needs(kind: "Kind", figure: FigureFile, results: Results, name: str) -> None:
    lacking = _lacks(kind, results)
    if lacking:
        raise InputError(at(name, say(lacking)))


def _is_usual(figure: FigureFile, results: Results) -> bool:
    """Whether a built-in figure is drawn of such results unless others are asked for."""
    use = "comparison" if results.others else "run"
    return use in figure.drawn_for and _lacks(_kind(figure.kind), results) is None


# --- drawing and writing --------------------------------------------------------------------------------------------------


def _draw(page: "Page", path: Path) -> "Picture":
    try:
        from wenze.experiments.figures.style import sized

        with sized(page.size):
            return _kind(page.figure.kind).draw(page)
    except InputError:
        raise
    except Exception as error:
        raise DrawingFailed(at(path.stem, reason(error))) from error


def _write(picture: "Picture", page: "Page", folder: Path, formats: Sequence[str], origin: Mapping[str, str]) -> None:
    from wenze.experiments.figures.style import sized, write

    try:
        with sized(page.size):
            for form in formats:
                write(picture, folder, page.size, form, origin)
            write_numbers(picture, folder)
    except Exception as error:
        raise DrawingFailed(at(picture.name, reason(error))) from error


def write_numbers(picture: "Picture", folder: Path) -> None:
    """Write what is drawn as CSV, an empty cell where there is no number."""
    from wenze.experiments.figures.style import Number

    with (folder / f"{picture.name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(Number._fields)
        table.writerows([_cell(value) for value in number] for number in picture.numbers)


def _cell(value: Any) -> Any:
    return "" if value != value else value
