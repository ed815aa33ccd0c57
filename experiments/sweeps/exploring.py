"""What the commands that explore have in common: a folder of their own, a table, pictures, and where it all comes from."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenze.experiments.asked import folder_for, say_compiling, threads_in
from wenze.experiments.command import FIGURES, SIZE, Request
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import choice_in
from wenze.experiments.paths import check_current_folder
from wenze.experiments.runs.inventory import NOBODYS, PROVENANCE
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.drawn import FIGURES as PICTURES
from wenze.experiments.sweeps.drawn import draw_pictures, identity_of, words_of
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.plan import Plan
from wenze.sim.errors import InputError, reason_of
from wenze.sim.settings.compose import REFERENCE, compose

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

OWN = (
    "screening", "indices", "screening.csv", "indices.csv", "settings", "boxes.csv", "tree.csv", "generations", "frontier.csv",
    "regimes.csv", PICTURES, PROVENANCE,
)  # fmt: skip
"""What the folder of one of these commands may hold."""
STORES = ("screening", "indices", "settings", "generations")


def explore(
    request: Request,
    work: Callable[[Request, Path, int], Any],
    as_text: Callable[[Any], str],
    pictures: Callable[[Any, "Size"], "list[Picture]"],
    needs: str,
) -> None:
    """Do the work in a folder, draw, and print; ``needs`` is a module that an extra brings, ``found.plan`` what was run.

    Raises InputError, and OSError if the disk fails; what is done is then kept.
    """
    import_extra(needs)  # before anything is compiled or made
    threads = threads_in(request)
    out = folder_for(request, determining_name(request))
    provenance = Provenance(["wenze", *request.arguments], threads)
    made = made_folder(out, OWN)
    try:
        say_compiling(compose([], names=[REFERENCE], reference=None, folder=None, mode="compare"))
        found = work(request, out, threads)
    finally:
        if made:
            remove_if_empty(out, STORES)
    plan: Plan = found.plan
    drawn = choice_in(request, FIGURES) == "true" and draw_pictures(
        lambda size: pictures(found, size), out / PICTURES, choice_in(request, SIZE), words_of(plan), identity_of(plan)
    )
    provenance.write(out / PROVENANCE)
    print(as_text(found))
    print(say("written_drawn" if drawn else "written", folder=printable(out)))


def determining_name(request: Request) -> str:
    """Twelve hexadecimal digits that name what in a request determines the numbers."""
    beside = ("threads", "out", "figures", "size")
    given = [*(f"{key}={value}" for key, value in request.keys.items() if key not in beside), *request.overrides]
    return hashlib.sha256(repr(sorted(given)).encode()).hexdigest()[:12]


def made_folder(out: Path, own: Collection[str]) -> bool:
    """Make the folder, whether it had to be made. Raises InputError for one that holds anything but what is our ``own``."""
    check_current_folder("out", out)
    try:
        made = not out.exists()
        out.mkdir(parents=True, exist_ok=True)
        strange = [path.name for path in out.iterdir() if path.name not in own and not NOBODYS.fullmatch(path.name)]
    except (OSError, ValueError) as error:
        raise InputError(say("out_unusable", out=printable(out), why=reason_of(error))) from None
    if strange:
        raise InputError(say("out_not_a_store", out=printable(out), name=printable(strange[0])))
    return made


def remove_if_empty(out: Path, stores: Sequence[str]) -> None:
    """Remove a folder if nothing is in it but stores in which nothing is."""
    try:
        for inside in stores:
            if (out / inside).is_dir() and not any((out / inside).iterdir()):
                (out / inside).rmdir()
        out.rmdir()
    except OSError:
        pass  # there is something in it
