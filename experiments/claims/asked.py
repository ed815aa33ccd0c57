"""``wenze claims`` from its request to its folder and what is printed."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenze.experiments.asked import folder_for, say_compiling, threads_in
from wenze.experiments.claims.files import Claim, read_claims
from wenze.experiments.claims.found import Found, run_claims
from wenze.experiments.claims.kept import BY_WORLD, CLAIMS, Kept, opened, read_kept
from wenze.experiments.claims.lists import scenarios_in
from wenze.experiments.claims.plan import Plan, changed_world, check_windows
from wenze.experiments.claims.tables import by_world_csv, claims_csv, codebook_csv
from wenze.experiments.command import FIGURES as DRAW
from wenze.experiments.command import SIZE, PartlyDone, Request
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import choice_in, count_in, folder_in, names_in
from wenze.experiments.paths import user_path
from wenze.experiments.runs.files import CODEBOOK, PICTURES
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.notes import passed_over, unreached
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.signals import Ended
from wenze.experiments.sweeps.drawn import draw_pictures
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.store import write_whole
from wenze.experiments.terminal import terminal_width, wrap
from wenze.experiments.worlds.lived import DEFAULT, PLAUSIBLE, lived_twice, name_of, set_by, table_of, worlds_asked
from wenze.experiments.worlds.table import Worlds
from wenze.sim.errors import InputError, at, listed_briefly, refused
from wenze.sim.memory import check_memory
from wenze.sim.own_measures import own_measures_in, with_own
from wenze.sim.settings.compose import REFERENCE, makings
from wenze.sim.settings.folders import scenario_paths

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

USUAL_WORLDS, USUAL_LIVES, USUAL_MOST = 72, 2, 4
"""If nothing else is asked for: how many plausible worlds, how often each is lived at first, and at most."""
BESIDE_CONFIG = ("config", "threads", "out", "figures", "size")
"""What may be given beside ``config=``: nothing that changes the numbers."""


def carry_out(request: Request) -> None:
    """Judge the claims asked for, write the folder, print the table.

    Raises InputError, OSError if the disk fails (what is done is then kept), PartlyDone if lives failed.
    """
    tree = import_extra("sklearn.tree")  # before anything is compiled or made
    plan = _again(request) if "config" in request.keys else plan_for(request)
    threads = threads_in(request)
    check_room(plan, threads)
    out = folder_for(request, plan.identity)
    provenance = Provenance(["wenze", *request.arguments], threads)
    folder = folder_in(request)
    for note in notes_on(folder, plan):
        print(wrap(note, terminal_width()), file=sys.stderr)
    with opened(out, plan) as kept:
        say_compiling(plan.base)
        found = _found(kept, threads, tree)
        tables_into(found, out)
        drawn = choice_in(request, DRAW) == "true" and draw_claims(found, out / PICTURES, choice_in(request, SIZE))
        provenance.write(out / PROVENANCE)
    _print(found, out, drawn)


def _print(found: Found, out: Path, drawn: bool) -> None:
    from wenze.experiments.claims.text import claims_text

    print(claims_text(found))
    print(say("written_drawn" if drawn else "written", folder=printable(out)))
    if found.failures:
        raise PartlyDone(
            say("claims_failed", failures=len(found.failures), lives=found.lives, why=found.failures[0].error)
        )


def _found(kept: Kept, threads: int, tree: Any) -> Found:
    """Run what is not there yet; if that is stopped, say what is kept and how to go on."""
    try:
        return Found(kept.plan, run_claims(kept, threads), tree)
    except (KeyboardInterrupt, Ended, OSError):
        if done := len(kept.parts()):
            print(say("claims_kept", parts=done, folder=printable(kept.folder)), file=sys.stderr, flush=True)
        raise


def tables_into(found: Found, out: Path) -> None:
    """Write the tables into the folder of a run of claims. Raises OSError if the disk fails."""
    write_whole(out / CLAIMS, claims_csv(found))
    write_whole(out / BY_WORLD, by_world_csv(found))
    write_whole(out / CODEBOOK, codebook_csv())


def draw_claims(found: Found, folder: Path, size: str) -> bool:
    """Draw the picture into a folder; one that cannot be drawn costs no result. Whether it was drawn."""
    return draw_pictures(pictures_of(found), folder, size, words_of(found), found.plan.identity)


def pictures_of(found: Found) -> Any:
    """What makes the picture in a size."""

    def pictures(size: "Size") -> "list[Picture]":
        from wenze.experiments.claims.figure import draw_verdicts  # takes matplotlib along

        return draw_verdicts(found, size)

    return pictures


def words_of(found: Found) -> str:
    """All words in the picture that are not our own."""
    titles = (claim.content.title for claim in found.plan.claims)
    return "".join(claim.label for claim in found.plan.claims) + "".join(f"{one.en}{one.zh}" for one in titles)


# --- what is asked for --------------------------------------------------------------------------------------------------


def _again(request: Request) -> Plan:
    """The plan of an earlier run; nothing that would change its numbers may be given beside it. Raises InputError."""
    others = [key for key in request.keys if key not in BESIDE_CONFIG]
    for key in [*others, *set_by(request.overrides)]:
        raise InputError(say("config_alone", key=key))
    path = user_path("config", request.keys["config"])
    return read_kept(path if path.is_dir() else path.parent).plan


def plan_for(request: Request) -> Plan:
    """The plan of a request. Raises InputError."""
    asked = worlds_asked(request.keys.get("worlds", PLAUSIBLE))
    names, most = names_in(request, "claims"), count_in(request, "most")
    return plan_of(names, folder_in(request), request.overrides, asked, most)


def plan_of(
    names: Sequence[str] | None, folder: Path | None, overrides: Sequence[str], asked: str, most: int | None
) -> Plan:
    """The plan that judges the claims of these names, all if None, in the worlds asked for. Raises InputError."""
    measures, scenarios = own_measures_in(folder), scenarios_in(folder)
    claims = read_claims(names, folder, with_own(measures), scenario_paths(scenarios).paths)
    return made_plan(claims, overrides, asked, scenarios, measures, most)


def made_plan(
    claims: Sequence[Claim], overrides: Sequence[str], asked: str, folder: Path | None, measures: Any, most: int | None
) -> Plan:
    """The plan that judges claims in the worlds asked for. Raises InputError."""
    names = sorted({side.scenario for claim in claims for side in claim.sides})
    made = makings(overrides, names=names, reference=REFERENCE, folder=folder, mode="compare")
    usual = made.settings().run.replications
    replications = usual if "replications" in set_by(overrides) else None
    own = tuple(sorted(key for key in set_by(overrides) if "." in key))
    if asked == DEFAULT:
        lives = usual
        worlds, name, most = None, DEFAULT, lives
    else:
        worlds = _first_of(table_of(asked), replications)
        name, lives = name_of(asked), USUAL_LIVES
        most = USUAL_MOST if most is None else most
        if most < lives:
            raise refused(say("must_be_at_least", least=lives), key="most", value=str(most))
    if lives < 2:
        raise refused(say("must_be_at_least", least=2), key="replications", value=str(lives))
    plan = Plan(tuple(claims), made, worlds, lives, most, name, own, measures)
    check_windows(plan)
    _check_worlds(plan)
    return plan


def check_room(plan: Plan, threads: int) -> None:
    """Raise InputError if the world with most problems is too large for the memory there is."""
    largest = max(range(plan.count), key=lambda world: plan.settings(world).world.problems.arrival)
    check_memory(plan.settings(largest), threads, parts=True)


def _first_of(table: Worlds, replications: int | None) -> Worlds:
    """As many worlds of a table as are lived twice in so many replications. Raises InputError for more than there are."""
    if replications is None:
        return table.first(min(USUAL_WORLDS, len(table.rows)))
    return lived_twice(table, replications)


def _check_worlds(plan: Plan) -> None:
    """Raise InputError for a world, or an arm, whose numbers do not go together: before anything is run."""
    for world in range(plan.count):
        try:
            settings = plan.settings(world)
            for changes in plan.world_changes.values():
                changed_world(settings, changes)
        except InputError as error:
            raise InputError(at(say("world_number", number=world + 1), str(error))) from None


def notes_on(folder: Path | None, plan: Plan) -> list[str]:
    """What is to be said beside: files passed over, columns of the table that somebody set himself, timelines not reached."""
    notes = passed_over(scenarios_in(folder))
    overruled = [key for key in plan.own if plan.worlds is not None and key in plan.worlds.keys]
    notes += [say("worlds_own", keys=listed_briefly(overruled))] if overruled else []
    return [*notes, *unreached(plan.base)]
