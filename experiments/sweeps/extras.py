"""What an extra of the installation brings, imported when it is needed."""

import importlib
import warnings
from typing import Any

from wenze.experiments.messages import say
from wenze.sim.errors import InputError

EXTRA_OF = {
    "scipy": "explore",
    "SALib": "explore",
    "sklearn": "explore",
    "prim": "explore",
    "optuna": "explore",
    "distributed": "cluster",
    "dask_jobqueue": "cluster",
    "starlette": "classroom",
    "uvicorn": "classroom",
    "websockets": "classroom",
    "segno": "classroom",
}
"""A package -> the extra that brings it."""


def import_extra(name: str) -> Any:
    """A module of a package that an extra brings. Raises InputError, saying how to install it, if it is not there."""
    package = name.partition(".")[0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except ImportError as error:
        raise InputError(say("extra_missing", package=package, extra=EXTRA_OF[package])) from error
