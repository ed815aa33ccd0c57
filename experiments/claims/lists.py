"""The claims there are, for a list on the terminal."""

from collections.abc import Iterator
from pathlib import Path

from wenze.experiments.claims.files import FOLDER, KINDS, Claim, read_claims
from wenze.experiments.messages import printable, say
from wenze.experiments.terminal import pad, terminal_width, wrap
from wenze.sim.own_measures import own_measures_in, with_own
from wenze.sim.settings.folders import scenario_paths


def claim_lines(folder: Path | None) -> Iterator[str]:
    """Claims by whose they are, each file once: its name, its label, and what is said. Raises InputError."""
    found = read_claims(None, folder, with_own(own_measures_in(folder)), scenario_paths(scenarios_in(folder)).paths)
    by_file = {claim.file: claim for claim in reversed(found)}
    for kind in KINDS:
        those = [claim for claim in found if claim.kind == kind and by_file[claim.file] is claim]
        if those:
            yield f"\n{say(f'claims_of_{kind}')}"
        for claim in those:
            yield from _entry(claim)


def _entry(claim: Claim) -> Iterator[str]:
    label = claim.label.partition(".")[0] if claim.is_risk else claim.label
    yield wrap(claim.file, terminal_width(), pad(f"  {label}", 7), "      ")
    yield wrap(printable(claim.says), terminal_width(), "      ")


def scenarios_in(folder: Path | None) -> Path | None:
    """The folder of one's own scenarios; None for one that holds claims alone, which is as good."""
    if folder is None or not (folder / FOLDER).is_dir():
        return folder  # as every other command sees it
    return folder if any(path.suffix in (".yaml", ".yml") for path in folder.iterdir()) else None
