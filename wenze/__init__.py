"""wenze 问责: accountability rules in a local bureaucracy, and the behaviour that follows from them.

>>> import wenze
>>> small = {"world.scale.counties": 1, "world.scale.townships": 2}
>>> result = wenze.compare(["blanket_punishment", "full_reform"], months=24, replications=2, overrides=small)
>>> bool(result.summary.loc[("full_reform", "effort"), "difference"] > -1)
True

==================================  =================================================================
:func:`compare`                     run scenarios on the same luck and compare them with a reference
:func:`run`                         run one scenario
:func:`load`                        read a result that was saved
:func:`sweep`                       run scenarios at many settings, and keep every run
:func:`claims`                      judge what is said, claim by claim, over many worlds
:func:`risk_of_doing`               what each conduct risks, by posts drawn at random and held to it
:class:`Result`                     what these give: ``.summary``, ``.runs``, ``.months``, ``.plot()``, ``.save()``
:class:`SweepResult`                what that gives: ``.summary``, ``.runs``, ``.settings``, ``.failures``
:class:`ClaimsResult`               what that gives: ``.claims``, ``.worlds``
:func:`scenarios`                   the regimes there are
:func:`parameters`                  every number that can be set, with unit, range, kind and source
:func:`measures`                    every number that comes out, with unit and formula
:class:`Model`                      the same world as a Mesa model, one month a step
:class:`Cadre` …                    its agents: ``Cadre``, ``Department``, ``Supervisor``
:class:`InputError`                 raised for input that is refused, in one line
==================================  =================================================================
"""

import os

# In the repository agents/, sim/, scenarios/ and experiments/ stand beside this folder; installed, they stand inside it.
_here = os.path.dirname(os.path.realpath(__file__))  # pathlib takes long to import, and the command starts here
if not os.path.isdir(os.path.join(_here, "sim")):
    __path__.append(os.path.dirname(_here))

TYPE_CHECKING = False  # as does typing; readers of types know this name
if TYPE_CHECKING:
    from wenze.experiments.claims.called import ClaimsResult as ClaimsResult
    from wenze.experiments.claims.called import judge_claims as claims
    from wenze.experiments.library import Result as Result
    from wenze.experiments.library import compare as compare
    from wenze.experiments.library import load as load
    from wenze.experiments.library import measures as measures
    from wenze.experiments.library import parameters as parameters
    from wenze.experiments.library import risk_of_doing as risk_of_doing
    from wenze.experiments.library import run as run
    from wenze.experiments.library import scenarios as scenarios
    from wenze.experiments.sweeps.called import SweepResult as SweepResult
    from wenze.experiments.sweeps.called import run_sweep as sweep
    from wenze.sim.errors import InputError as InputError
    from wenze.sim.language import use_language as use_language
    from wenze.sim.model import AccountabilityModel as Model
    from wenze.sim.model import Cadre as Cadre
    from wenze.sim.model import Department as Department
    from wenze.sim.model import Supervisor as Supervisor

_HOMES = {
    **dict.fromkeys(
        ("compare", "run", "load", "risk_of_doing", "Result", "measures", "parameters", "scenarios"),
        "experiments.library",
    ),
    **dict.fromkeys(("claims", "ClaimsResult"), "experiments.claims.called"),
    **dict.fromkeys(("sweep", "SweepResult"), "experiments.sweeps.called"),
    **dict.fromkeys(("Model", "Cadre", "Department", "Supervisor"), "sim.model"),
    "InputError": "sim.errors",
    "use_language": "sim.language",
}
"""Where each public name stands. They are looked up when asked for: pandas, Mesa and numba take a second to import."""

_PACKAGES = ("agents", "sim", "experiments")
"""Reached as ``wenze.sim`` after ``import wenze`` alone; what is in them is imported by its name, ``wenze.sim.batch``."""

_OTHER_NAMES = {"Model": "AccountabilityModel", "sweep": "run_sweep", "claims": "judge_claims"}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from wenze.experiments.runs.provenance import own_version

        return own_version() or "0+unknown"
    if name not in _HOMES and name not in _PACKAGES:
        raise AttributeError(f"module 'wenze' has no attribute {name!r}")
    from importlib import import_module

    if name in _PACKAGES:
        return import_module(f"wenze.{name}")
    found: object = getattr(import_module(f"wenze.{_HOMES[name]}"), _OTHER_NAMES.get(name, name))
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_PACKAGES})
