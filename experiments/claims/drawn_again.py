"""``wenze figures`` of a run of claims: its picture again, in another language, size or format. Nothing is run."""

from pathlib import Path

from wenze.experiments.asked import folder_for
from wenze.experiments.claims.asked import pictures_of, words_of
from wenze.experiments.claims.found import read_found
from wenze.experiments.command import SIZE, Request
from wenze.experiments.messages import say
from wenze.experiments.parsing import choice_in, names_in
from wenze.experiments.paths import user_path
from wenze.experiments.runs.folder import check_apart, result_folder
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.drawn import FORMATS, draw_into
from wenze.sim.errors import InputError
from wenze.sim.language import language

TAKEN = ("size", "format", "out")


def claims_drawn_again(request: Request) -> tuple[Path, list[str]]:
    """Draw a run of claims into a folder: that folder, and the names of the pictures. Raises InputError."""
    for key in request.keys:
        if key not in TAKEN:
            raise InputError(say("figures_not_of_claims", key=key))
    from wenze.experiments.figures.drawn import check_formats  # takes matplotlib along

    source = user_path("RESULT", str(request.word))
    found = read_found(source)
    formats = names_in(request, "format") or list(FORMATS)
    check_formats(formats)
    size, origin = choice_in(request, SIZE), found.plan.identity
    provenance = Provenance(["wenze", *request.arguments], threads=1)
    out = folder_for(request, "-".join((origin, size, language())))
    check_apart(out, [source])
    with result_folder(out) as draft:
        draw_into(pictures_of(found), draft.folder, size, words_of(found), origin, formats)
        names = sorted({path.stem for path in draft.folder.iterdir()})
        provenance.write(draft.folder / PROVENANCE)
    return draft.place, names
