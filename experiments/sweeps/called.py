"""Sweeps from Python: what ``wenze.sweep`` runs and gives, the same as the command. Nothing in here prints."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenze.experiments.asked import RESULTS
from wenze.experiments.library import Overrides, names_given, override_texts, pair_given, place_given, threads_given
from wenze.experiments.messages import printable, say
from wenze.experiments.paths import user_path
from wenze.experiments.runs.collect import as_share, compile_ahead, cores
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.notes import passed_over, set_by_scenarios, unreached
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.asked import Asked, as_written, plan_in_file, plan_of
from wenze.experiments.sweeps.drawn import identity_of
from wenze.experiments.sweeps.mending import measures_of
from wenze.experiments.sweeps.plan import Plan
from wenze.experiments.sweeps.rows import MONTHS, RUNS
from wenze.experiments.sweeps.store import read_store
from wenze.experiments.sweeps.summary import SUMMARY_COLUMNS, Outcome, measures_for, summary_rows
from wenze.experiments.sweeps.sweeping import Bar, sweep
from wenze.experiments.worlds.lived import DEFAULT, worlds_asked
from wenze.sim.batch import needs_compiling
from wenze.sim.errors import InputError, at, quoted

if TYPE_CHECKING:
    import pandas as pd

Varied = Mapping[str, object] | Sequence[str]
"""What varies: ``{"world.learning.horizon": [3, 12], "world.people.prize": "interval(50,200)"}``, or texts as they are typed."""


class SweepResult:
    """What :func:`sweep` came to, read from its folder: ``SweepResult(folder)`` reads one that is there.

    Attributes
    ----------
    folder : Path
        Where it stands.
    settings : pandas.DataFrame
        One row a ``setting`` (the index), one column a parameter that varies.
    summary : pandas.DataFrame
        One row a ``setting``, ``scenario`` and ``measure`` (the index): the parameters that vary, ``mean`` with its 95 %
        interval ``low`` to ``high``, the paired ``difference`` from the reference with its own, ``replications``.
    runs : pandas.DataFrame
        One row a run: setting, scenario, replication, what varies, every count (``n_…``), amount (``sum_…``) and measure.
    months : pandas.DataFrame
        The same a ``run`` and ``month``, where ``monthly=True`` was asked for.
    failures : pandas.DataFrame
        One row a run that failed, with its setting, seed and ``error``.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Raises InputError if there is no sweep in the folder, or its plan is damaged."""
        self.folder = user_path("folder", os.fspath(folder))
        self._store = read_store(self.folder)

    def __repr__(self) -> str:
        plan = self._store.plan
        names = ", ".join(plan.scenarios)
        return f"<wenze sweep: {', '.join(plan.keys)}; {names}; {plan.points.size} settings in {self.folder}>"

    @cached_property
    def settings(self) -> "pd.DataFrame":
        """One row a ``setting`` (the index), one column a parameter that varies."""
        import pandas as pd

        plan = self._store.plan
        rows = [plan.points.at(setting) for setting in range(plan.points.size)]
        return pd.DataFrame(rows, columns=list(plan.keys)).rename_axis("setting")

    @cached_property
    def summary(self) -> "pd.DataFrame":
        """One row a ``setting``, ``scenario`` and ``measure``."""
        import pandas as pd

        columns = ["setting", *self._store.plan.keys, *SUMMARY_COLUMNS]
        rows = list(summary_rows(Outcome(self._store, measures_of(self._store))))
        return pd.DataFrame(rows, columns=columns).set_index(["setting", "scenario", "measure"])

    @cached_property
    def runs(self) -> "pd.DataFrame":
        """One row a run."""
        return self._parts(RUNS)

    @cached_property
    def months(self) -> "pd.DataFrame":
        """One row a run and month. Raises InputError where months were not kept."""
        if not self._store.plan.monthly:
            raise InputError(at(printable(self.folder), say("months_not_kept")))
        return self._parts(MONTHS)

    @cached_property
    def failures(self) -> "pd.DataFrame":
        """One row a run that failed."""
        keys = ["setting", "scenario", "replication", "seed", *self._store.plan.keys, "error"]
        return self.runs.loc[self.runs.error.notna(), keys].reset_index(drop=True)

    def _parts(self, kind: str) -> "pd.DataFrame":
        import pandas as pd

        return pd.read_parquet(self.folder / kind)


def run_sweep(
    vary: Varied | None = None,
    scenarios: Sequence[str] | None = None,
    reference: str | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    file: str | os.PathLike[str] | None = None,
    settings: str | os.PathLike[str] | None = None,
    design: str | None = None,
    points: int | None = None,
    precision: str | None = None,
    replications: int | None = None,
    months: int | None = None,
    spin_up: int | None = None,
    seed: int | None = None,
    overrides: Overrides = (),
    folder: str | os.PathLike[str] | None = None,
    window: tuple[int, int] | None = None,
    measures: Sequence[str] | None = None,
    monthly: bool = False,
    part: int | None = None,
    worlds: str | os.PathLike[str] = DEFAULT,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> SweepResult:
    """Run scenarios at many settings, on the same luck in each, as ``wenze sweep`` does, and keep every run in a folder.

    Stopped at any moment, the same call goes on; a larger sweep into the same folder runs only what is new.

    Parameters
    ----------
    vary : mapping or sequence of str, optional
        What varies: by parameter a list of numbers or what the command takes, ``range(0,1,0.1)``, ``interval(0,1)``,
        ``tag(log,interval(0.1,10))``; or texts ``key=0.1,0.2``.
    scenarios, reference
        As for :func:`wenze.compare`.
    out : path, optional
        The folder of the sweep; ``results/sweep-…`` below the current one if not given.
    file, settings : path, optional
        A YAML file that says what varies, scenarios and design (then none of these is given here), or a CSV file with a
        line a setting in place of ``vary``.
    design : {"grid", "latin_hypercube", "sobol", "morris"}, optional
        Where the points lie, of which those that are drawn have ``points``; a grid if not given.
    precision : str, optional
        ``"effort:0.01"`` adds replications until the interval of every difference is within ± 0.01.
    replications, months, spin_up, seed, overrides, folder, window, threads, progress
        As for :func:`wenze.compare`.
    measures : sequence of str, optional
        The measures of the summary.
    monthly : bool
        Whether to keep every month of every run.
    worlds : {"default", "plausible"} or path
        The worlds that replications live in, replication r of every setting in world r + 1 of a table; what varies, or is overridden, is
        not as the table says. :func:`wenze.compare` says more.
    part : int, optional
        About how many runs stand in a part: what is lost at most if the process is killed.

    Returns
    -------
    SweepResult

    Raises
    ------
    InputError
        For what is refused, with what is allowed. A run that fails is a row of ``failures`` and raises nothing.

    Examples
    --------
    >>> import tempfile, wenze
    >>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
    >>> with tempfile.TemporaryDirectory() as place:
    ...     found = wenze.sweep({"world.learning.horizon": [3, 12]}, ["oversight"], out=f"{place}/horizon",
    ...                         replications=2, months=12, spin_up=12, overrides=small)
    ...     len(found.runs), len(found.failures), int(found.summary.loc[(1, "oversight", "effort"), "replications"])
    (8, 0, 2)
    """  # fmt: skip
    at_once = cores() if threads is None else threads_given(threads)
    own = place_given(folder)
    months_counted = (None, None) if window is None else pair_given(window)
    if file is not None:
        given = {
            "vary": vary, "scenarios": scenarios, "reference": reference, "settings": settings, "design": design,
            "points": points, "precision": precision, "monthly": monthly or None, "overrides": overrides or None,
            "replications": replications, "months": months, "spin_up": spin_up, "seed": seed,
            "worlds": None if worlds == DEFAULT else worlds,
        }  # fmt: skip
        beside = [key for key, value in given.items() if value is not None]
        plan = plan_in_file(
            user_path("file", os.fspath(file)), beside, own, count_given("part", part), months_counted, by="file"
        )
    else:
        asked = Asked(
            override_texts(overrides, replications, months, spin_up, seed),
            varied(vary),
            names=None if scenarios is None else names_given(scenarios, "scenarios"),
            reference=reference,
            design=design,
            points=count_given("points", points),
            precision=precision,
            monthly=bool(monthly),
            settings=None if settings is None else user_path("settings", os.fspath(settings)),
            folder=own,
            part=count_given("part", part),
            window=months_counted,
            worlds=worlds_asked(os.fspath(worlds)),
        )
        plan = plan_of(asked)
    return _carried_out(plan, own, out, at_once, measures, progress)


def _carried_out(
    plan: Plan,
    folder: Path | None,
    out: str | os.PathLike[str] | None,
    threads: int,
    measures: Sequence[str] | None,
    progress: Callable[[float], None] | None,
) -> SweepResult:
    """Run a plan, with warnings where the command says something."""
    names = measures_for(plan, None if measures is None else names_given(measures, "measures"))
    place = user_path("out", os.fspath(out) if out is not None else str(RESULTS / f"sweep-{identity_of(plan)}"))
    provenance = Provenance(["wenze.sweep"], threads)
    notes = [*passed_over(folder), *set_by_scenarios(plan.makings.layers, plan.keys), *unreached(plan.base)]
    for note in notes:
        warnings.warn(note, stacklevel=3)
    if needs_compiling():
        compile_ahead(plan.base)
    sweep(plan, place, threads, names, bar=bar_telling(progress), tell=lambda text: warnings.warn(text, stacklevel=3))
    provenance.write(place / PROVENANCE)
    return SweepResult(place)


def varied(given: Varied | None) -> dict[str, str]:
    """What varies, as it is typed. Raises InputError."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {str(key): _typed(key, value) for key, value in given.items()}
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InputError(at(f"vary={quoted(given)}", say("vary_form")))
    found: dict[str, str] = {}
    for text in given:
        key, equals, value = str(text).partition("=")
        if not equals:
            raise InputError(at(f"vary={quoted(text)}", say("vary_form")))
        if key in found:
            raise InputError(say("key_given_twice", key=key))
        found[key] = value
    return found


def _typed(key: object, value: Any) -> str:
    """The values of an axis, as they are typed; those of numpy and pandas are numbers like others."""
    plain = value.tolist() if hasattr(value, "tolist") else value
    if not isinstance(plain, str) and isinstance(plain, Iterable):
        plain = [one.item() if hasattr(one, "item") else one for one in plain]
    text = as_written(plain)
    if not isinstance(text, str):
        raise InputError(at(f"{key}={quoted(value)}", say("vary_form")))
    return text


def count_given(key: str, given: object) -> int | None:
    """A whole number from 1 on. Raises InputError for anything else."""
    if given is None or (type(given) is int and given >= 1):
        return given
    raise InputError(at(f"{key}={quoted(given)}", say("count_form")))


def bar_telling(told: Callable[[float], None] | None) -> Bar:
    """A bar that tells a function the share that is done, or nothing."""

    @contextmanager
    def bar(work: int) -> Iterator[Callable[[int], None]]:
        yield (lambda done: None) if told is None else as_share(told, work)

    return bar
