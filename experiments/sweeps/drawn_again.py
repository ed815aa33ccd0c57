"""``wenze figures`` of a sweep: its picture again, in another language, size or format, or of other measures. Nothing is run."""

from pathlib import Path

from wenze.experiments.asked import folder_for
from wenze.experiments.command import SIZE, Request
from wenze.experiments.messages import say
from wenze.experiments.parsing import choice_in, names_in
from wenze.experiments.paths import user_path
from wenze.experiments.runs.folder import check_apart, result_folder
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.drawn import FORMATS, Sheets, draw_into, identity_of, pictures_of, words_of
from wenze.experiments.sweeps.plan import check_measure
from wenze.experiments.sweeps.store import read_store
from wenze.experiments.sweeps.summary import USUAL, Outcome
from wenze.sim.errors import InputError
from wenze.sim.language import language

TAKEN = ("size", "measures", "format", "out")


def sweep_drawn_again(request: Request) -> tuple[Path, list[str]]:
    """Draw a sweep into a folder: that folder, and the names of the pictures. Raises InputError."""
    for key in request.keys:
        if key not in TAKEN:
            raise InputError(say("figures_not_of_sweeps", key=key))
    from wenze.experiments.figures.drawn import check_formats  # takes matplotlib along

    source = user_path("RESULT", str(request.word))
    store = read_store(source)
    names = names_in(request, "measures") or list(USUAL)
    for name in names:
        check_measure(store.plan.measures, name, "measures")
    formats = names_in(request, "format") or list(FORMATS)
    check_formats(formats)
    outcome = Outcome(store, tuple(names))
    size = choice_in(request, SIZE)
    provenance = Provenance(["wenze", *request.arguments], threads=1)
    place = folder_for(request, "-".join((identity_of(store.plan), size, language())))
    check_apart(place, [source])
    with result_folder(place) as draft:
        origin = identity_of(store.plan)
        draw_into(
            lambda size: pictures_of(Sheets(outcome, size)), draft.folder, size, words_of(store.plan), origin, formats
        )
        found = sorted({path.stem for path in draft.folder.iterdir()})
        provenance.write(draft.folder / PROVENANCE)
    return draft.place, found
