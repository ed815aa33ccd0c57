"""Claims from Python: what ``wenze.claims`` judges and gives, the same as the command. Nothing in here prints."""

import os
import warnings
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from wenze.experiments.asked import RESULTS
from wenze.experiments.claims.asked import check_room, notes_on, plan_of, tables_into
from wenze.experiments.claims.found import Found, read_found, run_claims
from wenze.experiments.claims.kept import BY_WORLD, CLAIMS, opened
from wenze.experiments.library import Overrides, names_given, override_texts, place_given, threads_given
from wenze.experiments.messages import say
from wenze.experiments.paths import user_path
from wenze.experiments.runs.collect import compile_ahead, cores
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.called import bar_telling, count_given
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.worlds.lived import PLAUSIBLE, worlds_asked
from wenze.sim.batch import needs_compiling
from wenze.sim.errors import InputError, at

if TYPE_CHECKING:
    import pandas as pd


class ClaimsResult:
    """What :func:`wenze.claims` came to, read from its folder: ``ClaimsResult(folder)`` reads one that is there.

    Attributes
    ----------
    folder : Path
        Where it stands.
    claims : pandas.DataFrame
        One row a ``claim`` (the index): verdict, difference with its intervals, shares of the worlds, parts, assumptions.
    worlds : pandas.DataFrame
        One row a ``claim`` and ``world`` (the index): ``difference``, how far luck takes it (``margin``), and its ``side``.
    found : wenze.experiments.claims.found.Found
        The same as objects, claim by claim in ``found.findings``.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Raises InputError if there is no finished run of claims in the folder, or it is damaged."""
        self.folder = user_path("folder", os.fspath(folder))
        self.found: Found = read_found(self.folder)

    def __repr__(self) -> str:
        return f"<wenze claims: {len(self.found.findings)} in {self.found.plan.count} worlds, in {self.folder}>"

    @cached_property
    def claims(self) -> "pd.DataFrame":
        """One row a ``claim``."""
        return self._read(CLAIMS, ["claim"])

    @cached_property
    def worlds(self) -> "pd.DataFrame":
        """One row a ``claim`` and ``world``."""
        return self._read(BY_WORLD, ["claim", "world"])

    def _read(self, name: str, index: list[str]) -> "pd.DataFrame":
        import pandas as pd

        if not (self.folder / name).is_file():
            raise InputError(at(str(self.folder / name), say("claims_not_complete")))
        return pd.read_csv(self.folder / name).set_index(index)


def judge_claims(
    claims: Sequence[str] | None = None,
    *,
    folder: str | os.PathLike[str] | None = None,
    worlds: str | os.PathLike[str] = PLAUSIBLE,
    replications: int | None = None,
    most: int | None = None,
    months: int | None = None,
    spin_up: int | None = None,
    seed: int | None = None,
    overrides: Overrides = (),
    out: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> ClaimsResult:
    """Judge claims over many worlds, as ``wenze claims`` does, and keep every number in a folder.

    Stopped at any moment, the same call goes on.

    Parameters
    ----------
    claims : sequence of str, optional
        Which, by name; all of them if not given.
    folder : path, optional
        A folder of your own: claims in its folder ``claims``, scenarios and ``measures`` beside.
    worlds : {"plausible", "default"} or path
        The worlds they are judged in.
    replications : int, optional
        Each of half so many worlds is lived twice at first; in the default world, how often it is.
    most : int, optional
        How often each world is lived at most while a verdict is not stable.
    out : path, optional
        The folder; ``results/claims-…`` below the current one if not given.
    months, spin_up, seed, overrides, threads, progress
        As for :func:`wenze.compare`.

    Returns
    -------
    ClaimsResult

    Raises
    ------
    InputError
        For what is refused, with what is allowed.

    Examples
    --------
    >>> import tempfile, wenze
    >>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
    >>> with tempfile.TemporaryDirectory() as place:
    ...     judged = wenze.claims(["authority_solves_more"], out=f"{place}/one", replications=8, months=12, spin_up=12,
    ...                           overrides=small)
    ...     judged.claims.loc["authority_solves_more", "worlds"]
    np.int64(4)
    """
    tree = import_extra("sklearn.tree")
    at_once = cores() if threads is None else threads_given(threads)
    most = count_given("most", most)
    texts = override_texts(overrides, replications, months, spin_up, seed)
    own = place_given(folder)
    names = None if claims is None else names_given(claims, "claims")
    plan = plan_of(names, own, texts, worlds_asked(os.fspath(worlds)), most)
    check_room(plan, at_once)
    for note in notes_on(own, plan):
        warnings.warn(note, stacklevel=2)
    place = user_path("out", os.fspath(out) if out is not None else str(RESULTS / f"claims-{plan.identity}"))
    provenance = Provenance(["wenze.claims"], at_once)
    with opened(place, plan) as kept:
        if needs_compiling():
            compile_ahead(plan.base)
        tables_into(Found(plan, run_claims(kept, at_once, bar_telling(progress)), tree), place)
        provenance.write(place / PROVENANCE)
    return ClaimsResult(place)
