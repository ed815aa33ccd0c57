"""The library: what a notebook, a script or a command calls. Nothing in here prints.

``import wenze`` gives these names; each command of ``wenze`` is a thin layer over one of them.
"""

import os
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenze.experiments.command import MOST_THREADS
from wenze.experiments.messages import printable, say
from wenze.experiments.paths import user_path
from wenze.experiments.runs.collect import as_share, collect, compile_ahead, cores, work_in
from wenze.experiments.runs.files import read_results, write_months, write_tables
from wenze.experiments.runs.folder import result_folder
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.months import InMemory
from wenze.experiments.runs.notes import masked, passed_over, unreached
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.runs.results import Results, checked_window
from wenze.experiments.validation.risk import HORIZONS, SHARE
from wenze.experiments.validation.risk import risk_of_doing as doing
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
from wenze.sim.errors import InputError, at, clipped, quoted
from wenze.sim.memory import check_memory
from wenze.sim.own_measures import own_measures_in
from wenze.sim.settings.compose import Settings, compose, makings

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

Overrides = Mapping[str, float] | Sequence[str]
"""Changed parameters: ``{"policy.accountability.strictness_work": 0.4}``, or ``["policy.accountability.strictness_work=0.4"]``."""


class Result(Results):
    """What :func:`compare` and :func:`run` came to, and :func:`load` reads: numbers as tables, pictures, a folder.

    Attributes
    ----------
    summary : pandas.DataFrame
        One row a scenario and measure (the index): ``mean`` with its 95 % interval ``low`` to ``high``, the paired
        ``difference`` from the reference with ``difference_low`` to ``difference_high``, ``replications``, and
        ``denominator``, the cases that a share is a share of. In several worlds also in which share of them the difference
        is ``share_higher``, ``share_lower`` and ``neither``.
    runs : pandas.DataFrame
        One row a ``scenario`` and ``replication``, one column a measure.
    months : pandas.DataFrame
        One row a ``scenario``, ``replication`` and ``month``: every count (``n_…``), amount (``sum_…``) and measure.

    Units and meanings: :func:`measures`. All but ``months`` are over the window (:meth:`over`), by default all months.
    """

    def __repr__(self) -> str:
        run, names = self.settings.run, ", ".join(item.name for item in self.all)
        return f"<wenze result: {names}; {run.replications} replications of {run.months} months, window {tuple(self.span)}>"

    @cached_property
    def months(self) -> "pd.DataFrame":
        """One row a ``scenario``, ``replication`` and ``month``: every count (``n_…``), amount (``sum_…``) and measure."""
        from wenze.experiments.frames import monthly

        return monthly(self)

    def event_study(self, measures: Sequence[str] | None = None) -> "pd.DataFrame":
        """What every change of a regime moved, how soon, and what is left where it was taken back; over all months.

        Parameters
        ----------
        measures : sequence of str, optional
            Of which measures; the usual eight (conduct, beliefs, backlogs, harm, sanctions) if not given.

        Returns
        -------
        pandas.DataFrame
            One row a scenario, measure and phase: ``month`` to ``until``, ``phase`` (``change``, or ``back`` where the policy is
            that of the reference again), paired differences ``before`` and ``after`` and what was ``moved``, with 95 % intervals
            over the replications, months until ``half`` of that was done and for ``back`` the share that is ``left``, with
            intervals by bootstrap, and the ``outcome``.

        Raises
        ------
        InputError
            For a measure that is not there.
        """
        from wenze.experiments.frames import event_study

        return event_study(self, measures)

    def plot(
        self,
        name: str | os.PathLike[str] = "story",
        *,
        lang: str | None = None,
        size: str | None = None,
        title: str | None = None,
        headline: bool = True,
        measures: Sequence[str] | None = None,
        scenarios: Sequence[str] | None = None,
    ) -> "Figure":
        """Draw a picture.

        Parameters
        ----------
        name : str or path
            A built-in figure (``wenze list figures``), or a YAML file that describes one: ``kind``, ``title``, ``measures``,
            and if need be ``scenarios``, ``from``, ``until``, ``size``, ``headline``.
        lang : {"en", "zh"}, optional
            Language of the picture; that of the session if not given.
        size : {"paper", "slide"}, optional
            For a two-column page, or for the back row; what the figure says if not given.
        title : str, optional
            A title of your own.
        headline : bool
            Whether the title of a built-in figure says what is seen, or only what is drawn.
        measures, scenarios : sequence of str, optional
            What it shows, in place of what the figure says.

        Returns
        -------
        matplotlib.figure.Figure

        Raises
        ------
        InputError
            For a figure that is not there, a file that is not one, or numbers that these results do not hold.
        """
        from wenze.experiments.figures.drawn import drawn

        return drawn(
            self, os.fspath(name), lang=lang, size=size, title=title, headline=headline, measures=measures, scenarios=scenarios
        )  # fmt: skip

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write everything but pictures into a folder, whole or not at all, as ``wenze compare`` does.

        Raises InputError if the folder cannot be written or holds anything that is not an earlier result, OSError if the
        disk fails. Returns the folder; if the place was taken in the meantime, the one beside it, and a warning says why.
        """
        place = user_path("folder", os.fspath(folder))
        provenance = Provenance(["wenze.Result.save"], threads=1)
        with result_folder(place) as draft:
            write_months(self, draft.folder)
            write_tables(self, draft.folder)
            provenance.write(draft.folder / PROVENANCE)
        if draft.why:
            warnings.warn(say("displaced", place=printable(draft.place), why=draft.why), stacklevel=2)
        return draft.place


def compare(
    scenarios: Sequence[str] | None = None,
    reference: str | None = None,
    *,
    replications: int | None = None,
    months: int | None = None,
    spin_up: int | None = None,
    seed: int | None = None,
    overrides: Overrides = (),
    folder: str | os.PathLike[str] | None = None,
    window: tuple[int, int] | None = None,
    parts: bool = False,
    worlds: str | os.PathLike[str] = DEFAULT,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Result:
    """Run scenarios on the same problems, people and luck, and compare them with a reference.

    Parameters
    ----------
    scenarios : sequence of str, optional
        Names of scenarios (:func:`scenarios`); all of them if not given.
    reference : str, optional
        The scenario that differences are taken from, ``blanket_punishment`` if not given; it is run as well.
    replications, months, seed : int, optional
        How often each is run, on different luck (32); for how long (120); and the seed of all chance (1).
    spin_up : int, optional
        Months that the world has lived under the status quo when the scenarios begin (480), the same for all of them; months
        count from there. The status quo is the defaults of the levers with ``overrides``.
    overrides : mapping or sequence, optional
        Parameters to change (:func:`parameters`): ``{"policy.accountability.strictness_work": 0.4}``. A scenario that sets a
        lever itself keeps its own value, and a warning says so.
    folder : path, optional
        A folder with scenarios of your own, and measures of your own in its folder ``measures``.
    window : (int, int), optional
        Months that tables and pictures are of: from the first up to, but not including, the second.
    parts : bool
        Whether to split each difference into what the policy does to unchanged conduct and what people do by changing.
    worlds : {"default", "plausible"} or path
        The worlds that replications live in: the single default one, those that no sourced figure rules out, or those of a
        table (CSV). Each is lived twice, on different luck, so that 64 replications, which then are usual, live in 32; means
        and intervals are over the worlds, and the summary says in which shares of them a difference is distinguishable.
    threads : int, optional
        How many runs at a time; all cores if not given. Results do not depend on it.
    progress : callable, optional
        Called with the share of the work that is done, 0 to 1, from any thread.

    Returns
    -------
    Result

    Raises
    ------
    InputError
        For a name, number or file that is refused, with what is allowed, or a world too large for the memory there is.

    Examples
    --------
    >>> import wenze
    >>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
    >>> result = wenze.compare(["oversight"], replications=3, months=24, overrides=small)
    >>> result.summary.loc[("oversight", "effort"), "replications"]
    np.int64(3)
    >>> len(result.over(12, 24).runs)  # one row a scenario and replication
    6
    """
    names = None if scenarios is None else names_given(scenarios, "scenarios")
    asked = worlds_asked(os.fspath(worlds))
    given = with_replications(override_texts(overrides, replications, months, spin_up, seed), asked)
    made = makings(given, names=names, reference=reference, folder=place_given(folder), mode="compare")
    settings, lived = made.settings(), lived_in(asked, made, set_by(given))
    notes = (*masked(settings, given), *unreached(settings), *own_in_worlds(lived, set_by(given)))
    for note in (*passed_over(place_given(folder)), *notes):
        warnings.warn(note, stacklevel=2)
    return _simulated(settings, place_given(folder), window, parts, threads, progress, lived)


def run(
    scenario: str,
    *,
    replications: int | None = None,
    months: int | None = None,
    spin_up: int | None = None,
    seed: int | None = None,
    overrides: Overrides = (),
    folder: str | os.PathLike[str] | None = None,
    window: tuple[int, int] | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Result:
    """Run one scenario by itself. Parameters as for :func:`compare`; ``overrides`` win over what the scenario sets.

    Examples
    --------
    >>> import wenze
    >>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
    >>> result = wenze.run("river_channel", replications=2, months=12, overrides=small)
    >>> bool(0 <= result.summary.loc[("river_channel", "effort"), "mean"] <= 1)
    True
    """
    given = override_texts(overrides, replications, months, spin_up, seed)
    settings = compose(
        given, names=names_given(scenario, "scenario"), reference=None, folder=place_given(folder), mode="run"
    )
    return _simulated(settings, place_given(folder), window, False, threads, progress)


def risk_of_doing(
    scenarios: Sequence[str] | None = None,
    horizons: Sequence[int] = HORIZONS,
    *,
    share: float = SHARE,
    replications: int | None = None,
    months: int | None = None,
    spin_up: int | None = None,
    seed: int | None = None,
    overrides: Overrides = (),
    folder: str | os.PathLike[str] | None = None,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> "pd.DataFrame":
    """What each conduct risks: posts drawn at random are held to it, and sanctions for work of their holders counted.

    Parameters
    ----------
    scenarios : sequence of str, optional
        Names of scenarios; all of them if not given. The reference, ``blanket_punishment``, is run as well.
    horizons : sequence of int, optional
        Months within which a sanction counts, from the switch on; those beyond ``months`` are left out.
    share : float
        Share of the posts that is held, above 0 and at most 1; everybody else stays free.

    The others are as for :func:`compare`.

    Returns
    -------
    DataFrame
        By scenario, conduct and months: ``chance`` that the holder of such a post is sanctioned, with its 95 % interval
        ``low`` and ``high``, and ``posts``, how many were held in all replications.

    Raises
    ------
    InputError
        As :func:`compare`, and for a horizon or share that is refused.

    Examples
    --------
    >>> import wenze
    >>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
    >>> found = wenze.risk_of_doing(["no_accountability"], [12], replications=2, months=12, overrides=small)
    >>> float(found.loc[("no_accountability", "work", 12), "chance"])
    0.0
    """
    from wenze.experiments.frames import risk_table

    names = None if scenarios is None else names_given(scenarios, "scenarios")
    given = override_texts(overrides, replications, months, spin_up, seed)
    settings = compose(given, names=names, reference=None, folder=place_given(folder), mode="compare")
    within = _horizons(horizons, settings.run.months)
    if not isinstance(share, int | float) or not 0 < share <= 1:
        raise InputError(at(f"share={clipped(repr(share))}", say("share_of_posts")))
    at_once = cores() if threads is None else threads_given(threads)
    if needs_compiling():
        compile_ahead(settings)
    return risk_table(doing(settings, within, float(share), at_once, progress))


def _horizons(given: Any, months: int) -> list[int]:
    """Horizons as whole months, at least one of them within what is run. Raises InputError."""
    fits = isinstance(given, Sequence) and not isinstance(given, str)
    if not fits or not all(isinstance(one, int) and not isinstance(one, bool) and one >= 1 for one in given):
        raise InputError(at(f"horizons={clipped(repr(given))}", say("horizons_whole")))
    within = [one for one in given if one <= months]
    if not within:
        raise InputError(at(f"horizons={clipped(repr(given))}", say("horizons_beyond", months=months)))
    return within


def load(folder: str | os.PathLike[str]) -> Result:
    """Read a result that was written by ``wenze compare``, ``wenze run`` or :meth:`Result.save`. Nothing is run again.

    Raises InputError if there is none, or if it is damaged. A warning says so if another version of the model made it,
    or if wenze had other parameters then: what was not there yet is its default, what is there no more is left aside.

    Examples
    --------
    >>> import tempfile, wenze
    >>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
    >>> with tempfile.TemporaryDirectory() as place:
    ...     saved = wenze.run("oversight", replications=2, months=12, overrides=small).save(f"{place}/first")
    ...     len(wenze.load(saved).runs)
    2
    """
    results, notes = read_results(user_path("folder", os.fspath(folder)))
    for note in notes:
        warnings.warn(note, stacklevel=2)
    return _as_result(results)


def scenarios(folder: str | os.PathLike[str] | None = None) -> "pd.DataFrame":
    """The scenarios there are, by name: family, title and meaning in both languages, and the file.

    Examples
    --------
    >>> import wenze
    >>> wenze.scenarios().loc["full_reform", "title_en"]
    'Full reform'
    """
    from wenze.experiments.frames import scenario_table

    return scenario_table(place_given(folder))


def parameters() -> "pd.DataFrame":
    """Every parameter by its key: default, range, unit, kind, source, meaning in both languages.

    Examples
    --------
    >>> import wenze
    >>> float(wenze.parameters().loc["policy.accountability.strictness_work", "default"])
    0.099
    """
    from wenze.experiments.frames import parameter_table

    return parameter_table()


def measures() -> "pd.DataFrame":
    """Every measure by its name: unit, label and meaning in both languages, and its formula in counts.

    Examples
    --------
    >>> import wenze
    >>> wenze.measures().loc["effort", "formula"]
    '(months_work + months_explore) / (person_months)'
    """
    from wenze.experiments.frames import measure_table

    return measure_table()


# --- what all of them share -------------------------------------------------------------------------------------------


def _simulated(
    settings: Settings,
    folder: Path | None,
    window: tuple[int, int] | None,
    parts: bool,
    threads: int | None,
    progress: Callable[[float], None] | None,
    lived: Lived | None = None,
) -> Result:
    span = None if window is None else checked_window(*pair_given(window), settings.run.months)
    at_once = cores() if threads is None else threads_given(threads)
    own_measures = own_measures_in(folder)
    worlds = lived.settings(settings) if lived else ()
    for one in (settings, *worlds):
        check_memory(one, at_once, parts, in_memory=True)
    if needs_compiling():
        compile_ahead(settings)
    free, forced = InMemory(), InMemory() if parts else None
    told = None if progress is None else as_share(progress, work_in(settings, parts))
    collect(settings, at_once, free, forced, told, worlds)
    return Result(settings, free, forced, span, own_measures, lived)


def _as_result(results: Results) -> Result:
    return Result(*(getattr(results, part.name) for part in fields(results)))


def names_given(given: object, key: str) -> list[str]:
    """Names of scenarios: one, or several. Raises InputError for anything else."""
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    wrong = next((name for name in names if not isinstance(name, str)), None)
    if wrong is not None:
        raise InputError(at(f"{key}={quoted(wrong)}", say("must_be_text")))
    return [str(name) for name in names]


def override_texts(given: Overrides, *run: int | None) -> list[str]:
    """What is changed, as on the command line."""
    pairs = given.items() if isinstance(given, Mapping) else None
    if isinstance(given, str):
        raise InputError(at(f"overrides={quoted(given)}", say("overrides_text")))
    texts = [f"{key}={value}" for key, value in pairs] if pairs is not None else list(given)
    names = ("replications", "months", "spin_up", "seed")
    return texts + [f"{name}={value}" for name, value in zip(names, run, strict=True) if value is not None]


def place_given(folder: str | os.PathLike[str] | None) -> Path | None:
    """A folder as it was given in a call, None where none was. Raises InputError."""
    return None if folder is None else user_path("folder", os.fspath(folder))


def pair_given(window: object) -> tuple[int, int]:
    """The first month and the one after the last, as given in a call. Raises InputError."""
    if isinstance(window, Sequence) and len(window) == 2 and all(type(month) is int for month in window):
        return window[0], window[1]
    raise InputError(at(f"window={quoted(window)}", say("window_pair")))


def threads_given(given: int) -> int:
    """How many runs at a time, as given in a call. Raises InputError."""
    if type(given) is int and 1 <= given <= MOST_THREADS:
        return given
    raise InputError(at(f"threads={quoted(given)}", say("whole_between", low=1, high=MOST_THREADS, unit="")))
