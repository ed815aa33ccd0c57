"""``wenze match`` from its request to its folder: waves whose parts are kept, the table of worlds, and what was ruled out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from wenze.experiments.asked import folder_for, say_compiling, threads_in
from wenze.experiments.command import FIGURES, SIZE, Request
from wenze.experiments.matching.asked import Asked, asked_for
from wenze.experiments.matching.found import OF_FIGURES, Found, figure_rows
from wenze.experiments.matching.narrowed import Assumption, Tie, assumptions, ties
from wenze.experiments.matching.trying import Trial, figures, parts_in, values
from wenze.experiments.matching.waves import Matched, Reals, Wave, match
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import choice_in
from wenze.experiments.progress import progress_bar
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.signals import Ended
from wenze.experiments.sweeps.drawn import FIGURES as PICTURES
from wenze.experiments.sweeps.drawn import draw_pictures
from wenze.experiments.sweeps.exploring import determining_name, made_folder, remove_if_empty
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.store import as_csv, write_whole
from wenze.experiments.terminal import terminal_width, wrap
from wenze.experiments.worlds.table import Worlds, made_worlds

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

TABLE, TRIED, FIGURES_FILE, ASSUMPTIONS, PAIRS, TRIES = (
    "worlds.csv",
    "tried.csv",
    "figures.csv",
    "assumptions.csv",
    "pairs.csv",
    "waves",
)
OWN = (TABLE, TRIED, FIGURES_FILE, ASSUMPTIONS, PAIRS, TRIES, PICTURES, PROVENANCE)
"""What the folder of a match may hold."""


def carry_out(request: Request, as_text: Callable[[Found], str]) -> None:
    """Match, write the folder, draw, and print. Raises InputError, and OSError if the disk fails; what is done is then kept."""
    import_extra("sklearn.linear_model")  # before anything is compiled or made
    asked = asked_for(request)
    threads = threads_in(request)
    out = folder_for(request, determining_name(request))
    provenance = Provenance(["wenze", *request.arguments], threads)
    made = made_folder(out, OWN)
    try:
        say_compiling(asked.makings.settings())
        with _kept_is_said(out):
            found = _matched(asked, out / TRIES, threads)
    finally:
        if made:
            remove_if_empty(out, (TRIES,))
    for name, content in _files(found).items():
        write_whole(out / name, content)
    drawn = choice_in(request, FIGURES) == "true" and draw_pictures(
        lambda size: _pictures(found, size), out / PICTURES, choice_in(request, SIZE), "", found.worlds.digest[:12]
    )
    provenance.write(out / PROVENANCE)
    print(as_text(found))
    print(say("written_drawn" if drawn else "written", folder=printable(out)))


def _pictures(found: Found, size: "Size") -> "list[Picture]":
    from wenze.experiments.matching.drawn import pictures_of  # takes matplotlib along

    return pictures_of(found, size)


@contextmanager
def _kept_is_said(out: Path) -> Iterator[None]:
    """If the block is left before its time, say what is kept and how to go on."""
    try:
        yield
    except (KeyboardInterrupt, Ended, OSError):
        done = sum(1 for _ in parts_in(out / TRIES))
        if done:
            print(say("sweep_kept", parts=done, folder=printable(out)), file=sys.stderr)
        raise


def _matched(asked: Asked, folder: Path, threads: int) -> Found:
    known = figures()

    def simulate(wave: int, points: Reals, limits: Reals | None) -> Reals:
        with progress_bar(len(points)) as progress:
            return Trial(asked.makings, asked.axes, folder, threads, progress).ratios(wave, points, limits)

    matched = match(
        simulate, len(asked.axes), known,
        points=asked.points, wanted=asked.worlds, most_waves=asked.waves, seed=asked.seed, tell=_tell,
    )  # fmt: skip
    return Found(
        asked,
        known,
        matched,
        table_of(asked, matched),
        assumptions(asked.axes, matched.worlds),
        ties(asked.axes, matched.worlds),
    )


def _tell(number: int, wave: Wave) -> None:
    """Say what a wave came to, while the work goes on."""
    words = {"number": number + 1, "tried": len(wave.points), "kept": int(wave.kept.sum())}
    print(wrap(say("match_wave", **words), terminal_width()), file=sys.stderr, flush=True)


def table_of(asked: Asked, matched: Matched) -> Worlds:
    """The worlds that are left, in an order that says nothing, so that the first few are a fair sample."""
    left = matched.worlds
    order = np.random.default_rng([asked.seed, len(left)]).permutation(len(left))
    rows = (tuple(values(asked.axes, left[place]).values()) for place in order)
    return made_worlds(tuple(axis.key for axis in asked.axes), tuple(rows))


def _files(found: Found) -> dict[str, bytes]:
    """The tables, by name."""
    return {
        TABLE: found.worlds.text.encode(),
        TRIED: as_csv(("wave", "point", "kept", *(figure.name for figure in found.figures)), _tried(found)),
        FIGURES_FILE: as_csv(OF_FIGURES, iter(figure_rows(found))),
        ASSUMPTIONS: as_csv(Assumption._fields, iter(found.assumptions)),
        PAIRS: as_csv(Tie._fields, iter(found.ties)),
    }


def _tried(found: Found) -> Iterator[tuple[int | float, ...]]:
    """Every point tried: its wave and number, whether it is left, and how implausible each figure makes it."""
    for number, wave in enumerate(found.matched.waves, 1):
        for point, (kept, row) in enumerate(zip(wave.kept.tolist(), wave.implausible.tolist(), strict=True), 1):
            yield number, point, int(kept), *(round(value, 4) for value in row)
