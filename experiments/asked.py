"""From a request to a result in a folder: settings, a batch, results, and only then tables, pictures and text.

All that can be refused is refused before the work begins.
"""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

from wenze.experiments.command import FIGURES, SIZE, Request
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import choice_in, count_in, folder_in, names_in
from wenze.experiments.paths import user_path
from wenze.experiments.progress import progress_bar
from wenze.experiments.runs.collect import collect, compile_ahead, cores, work_in
from wenze.experiments.runs.files import (
    FORCED,
    MONTHS,
    PICTURES,
    Config,
    identity,
    months_writer,
    origin,
    read_config,
    read_results,
    write_tables,
)
from wenze.experiments.runs.folder import check_apart, result_folder
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.months import InFile
from wenze.experiments.runs.notes import masked, of_another_version, passed_over, unreached
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.runs.results import Results, Window, checked_window
from wenze.experiments.terminal import terminal_width, wrap
from wenze.experiments.worlds.lived import (
    DEFAULT,
    Lived,
    lived_in,
    own_in_worlds,
    set_by,
    with_replications,
    worlds_asked,
)
from wenze.sim.batch import needs_compiling
from wenze.sim.errors import InputError
from wenze.sim.language import language
from wenze.sim.memory import check_memory
from wenze.sim.own_measures import own_measures_in
from wenze.sim.settings.compose import Mode, Settings, makings

RESULTS = Path("results")
BESIDE_CONFIG = ("config", "threads", "out", "figures", "size", "parts", "from", "until")
"""What may be given beside ``config=``: nothing that changes the numbers of a month."""


class Asked(NamedTuple):
    """What a request comes to before anything is run; ``measures`` are of the user's own, ``lived`` are the worlds in which the
    replications live, if they are several."""

    settings: Settings
    window: Window | None
    measures: Mapping[str, object]
    notes: list[str]
    lived: Lived | None = None


def asked_for(request: Request) -> Asked:
    """Settings, window, own measures and notes of a request. Raises InputError."""
    mode: Mode = "run" if request.command == "run" else "compare"
    if "config" in request.keys:
        config = _from_file(request, mode)
        settings, window, own, lived = config.settings, config.window, config.measures, config.lived
        notes = of_another_version(config.version)
    else:
        names = names_in(request, "scenarios") if mode == "compare" else [_one_name(request)]
        folder = folder_in(request)
        reference = request.keys.get("reference")
        worlds = worlds_asked(request.keys.get("worlds", DEFAULT))
        overrides = with_replications(request.overrides, worlds)
        made = makings(overrides, names=names, reference=reference, folder=folder, mode=mode)
        settings, lived = made.settings(), lived_in(worlds, made, set_by(overrides))
        window, own, notes = None, own_measures_in(folder), passed_over(folder)
        notes += masked(settings, request.overrides) if mode == "compare" else []
        notes += own_in_worlds(lived, set_by(overrides))
    return Asked(settings, window_in(request, settings, window), own, [*notes, *unreached(settings)], lived)


def window_in(request: Request, settings: Settings, before: Window | None) -> Window | None:
    """The window asked for by ``from=`` and ``until=``, or the one there was."""
    first, end = count_in(request, "from"), count_in(request, "until")
    return before if first is None and end is None else checked_window(first, end, settings.run.months)


def _one_name(request: Request) -> str:
    if "scenario" not in request.keys:
        raise InputError(say("key_missing", command="run", key="scenario"))
    return request.keys["scenario"]


def _from_file(request: Request, mode: Mode) -> Config:
    """The settings of an earlier result; nothing that would change its numbers may be given beside it."""
    others = [key for key in request.keys if key not in BESIDE_CONFIG]
    for key in [*others, *set_by(request.overrides)]:
        raise InputError(say("config_alone", key=key))
    path = user_path("config", request.keys["config"])
    config = read_config(path)
    if mode == "run" and len(config.settings.scenarios) != 1:
        raise InputError(say("config_of_several", path=path, count=len(config.settings.scenarios)))
    return config


def carry_out(request: Request, as_text: Callable[[Results], str]) -> None:
    """Run what is asked for, write its folder, and print the text that is made of it.

    Raises InputError, OSError if the disk fails.
    """
    asked = asked_for(request)
    settings = asked.settings
    threads = threads_in(request)
    parts = request.keys.get("parts") == "true"
    worlds = asked.lived.settings(settings) if asked.lived else ()
    for one in (settings, *worlds):
        check_memory(one, threads, parts)
    drawing = choice_in(request, FIGURES) == "true"
    folder = folder_for(
        request, identity(settings, asked.window, asked.measures, asked.lived and asked.lived.worlds.digest)
    )
    if drawing:
        _try_drawing()
    provenance = Provenance(["wenze", *request.arguments], threads)
    with result_folder(folder) as draft:
        _print_notes(asked.notes)
        say_compiling(settings)
        results = _simulated(asked, worlds, threads, parts, draft.folder)
        write_tables(results, draft.folder)
        drawing = drawing and _draw(results, draft.folder, choice_in(request, SIZE))
        text = as_text(results)
        provenance.write(draft.folder / PROVENANCE)
    print(text)
    print(say("written_drawn" if drawing else "written", folder=printable(draft.place)))


def threads_in(request: Request) -> int:
    """How many threads are asked for: as many as there are cores, if nothing is said."""
    return int(request.keys.get("threads", cores()))


def folder_for(request: Request, name: str) -> Path:
    """Where a command writes: where it is told to, or into a folder named after what determines the numbers."""
    return user_path("out", request.keys.get("out", str(RESULTS / f"{request.command}-{name}")))


def _simulated(asked: Asked, worlds: Sequence[Settings], threads: int, parts: bool, draft: Path) -> Results:
    """Run everything; the months go to their file as they come."""
    settings = asked.settings
    with ExitStack() as open_files:
        free = open_files.enter_context(months_writer(draft / MONTHS, settings, asked.measures))
        forced = open_files.enter_context(months_writer(draft / FORCED, settings, asked.measures)) if parts else None
        progress = open_files.enter_context(progress_bar(work_in(settings, parts)))
        collect(settings, threads, free, forced, progress, worlds)
    months, bound = InFile(draft / MONTHS), InFile(draft / FORCED) if parts else None
    return Results(settings, months, bound, asked.window, asked.measures, asked.lived)


def say_compiling(settings: Settings) -> None:
    """Compile the model if it is the first time, and say so."""
    if needs_compiling():
        print(say("compiling"), file=sys.stderr, flush=True)
        compile_ahead(settings)


def _try_drawing() -> None:
    """Find out now, not when all is computed, whether pictures can be drawn. Raises InputError if they cannot."""
    from wenze.experiments.figures.drawn import check_drawing  # takes matplotlib along

    check_drawing()


def _draw(results: Results, draft: Path, size: str) -> bool:
    """Draw the pictures into a folder of their own. If that fails for no fault of the input, the tables are kept, and one
    line says why. Returns whether there are pictures.
    """
    from wenze.experiments.figures.drawn import Changes, DrawingFailed, draw_into  # takes matplotlib along

    (draft / PICTURES).mkdir()
    try:
        notes = draw_into(results, draft / PICTURES, origin=origin(results.settings), changes=Changes(size=size))
    except DrawingFailed as error:
        shutil.rmtree(draft / PICTURES)
        _print_notes([say("drawing_failed", why=error)])
        return False
    _print_notes(notes)
    return True


def _print_notes(notes: Sequence[str]) -> None:
    for note in notes:
        print(wrap(note, terminal_width()), file=sys.stderr)


# --- pictures of a finished result --------------------------------------------------------------------------------------


def drawn_again(request: Request) -> tuple[Path, list[str]]:
    """Draw from a finished result into a folder: that folder, and the names of the pictures. Raises InputError."""
    from wenze.experiments.figures.drawn import Changes, draw_into  # takes matplotlib along

    if request.word is None:
        raise InputError(say("figures_of_what"))
    source = user_path("RESULT", request.word)
    results, notes = read_results(source)
    _print_notes(notes)
    results = replace(results, window=window_in(request, results.settings, results.window))
    changes = Changes(
        size=request.keys.get("size"),
        title=request.keys.get("title"),
        headline=request.keys.get("headline") != "false",
        measures=names_in(request, "measures"),
        scenarios=names_in(request, "scenarios"),
    )
    only, formats = names_in(request, "only"), names_in(request, "format") or ["svg", "png"]
    as_text = request.keys.get("text") == "true"
    name = identity(
        results.settings, results.window, results.own_measures, asdict(changes), only, formats, as_text, language()
    )
    provenance = Provenance(["wenze", *request.arguments], threads=1)
    out = folder_for(request, name)
    check_apart(out, [source])
    with result_folder(out) as draft:
        notes = draw_into(
            results, draft.folder, only=only, formats=formats, text_as_text=as_text,
            origin=origin(results.settings), changes=changes,
        )  # fmt: skip
        names = sorted({path.stem for path in draft.folder.iterdir()})
        provenance.write(draft.folder / PROVENANCE)
    _print_notes(notes)
    return draft.place, names
