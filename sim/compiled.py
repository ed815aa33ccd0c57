"""The one place that knows numba: the same text of rules and phases, compiled.

Functions carry no decorator. :func:`compiled` follows a function's global names to the functions it calls, compiles
those first, and gives it the compiled ones. Compiled code is kept on disk in a folder named after everything it was
made from (the code of every function reached, the constants it names, the place of the source, the versions of Python,
numba and numpy, the processor), so that an edited rule is never served from a stale cache, and an edited text costs no compiling.
"""

import hashlib
import os
import platform
import shutil
import sys
import tempfile
import types
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numba
from llvmlite import binding

SOURCES = ("wenze.agents.", "wenze.sim.")
KEPT_FOLDERS = 4

# No fast-math: results are the same bits as interpreted. Without NRT, numba's counting of references to arrays, compiled
# code cannot allocate arrays (no phase does), and is several times faster: each use of an array of the state counted.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}

# Functions that only compiled code calls need no way in from Python, which takes a quarter of the time of compiling.
INNER: dict[str, Any] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


@cache
def fingerprint(function: Callable[..., Any]) -> str:
    """Hash of everything the compiled code of a function depends on."""
    digest = hashlib.sha256()
    # Numba keeps compiled code by the place and the text of the file a function stands in, and finds it there only.
    source = Path(function.__code__.co_filename).resolve()
    digest.update(str(source).encode() + b"\0" + source.read_bytes())
    for reached in sorted(_callers_of(function), key=lambda found: (found.__module__, found.__qualname__)):
        code = reached.__code__
        if any(isinstance(constant, types.CodeType) for constant in code.co_consts):
            raise TypeError(f"{reached.__qualname__} has a function within it, which its fingerprint would not see")
        constants = {
            name: repr(value)
            for name, value in reached.__globals__.items()
            if name in code.co_names and not isinstance(value, types.FunctionType | types.ModuleType)
        }
        parts = (
            reached.__module__,
            reached.__qualname__,
            code.co_code,
            code.co_consts,
            code.co_names,
            code.co_varnames,
        )
        digest.update(repr((parts, reached.__defaults__, sorted(constants.items()))).encode())
    host = (binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten(), platform.machine())
    digest.update(repr((sys.version, version("numba"), version("numpy"), host)).encode())
    return digest.hexdigest()[:16]


@cache
def cache_folder(function: Callable[..., Any]) -> Path:
    """Folder of a function's compiled code: in the user's cache, or if that cannot be written, a temporary one."""
    home = os.environ.get("WENZE_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(home) / "wenze" / f"compiled-{fingerprint(function)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
        _forget_old(folder)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="wenze-compiled-"))
    return folder


def _forget_old(folder: Path) -> None:
    """Remove the compiled code of older sources, but for the few used last."""
    folder.touch()
    others = sorted(folder.parent.glob("compiled-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT_FOLDERS:]:
        shutil.rmtree(path, ignore_errors=True)


def is_compiled(function: Callable[..., Any]) -> bool:
    """Whether compiled code of a function is at hand; making it takes up to a minute."""
    return any(cache_folder(function).rglob("*.nbi"))


@cache
def compiled(function: Callable[..., Any]) -> Any:
    """A function of this project compiled, with all it calls; releases the interpreter lock; no fast-math."""
    setattr(numba.config, "CACHE_DIR", str(cache_folder(function)))  # noqa: B010 (numba adds its settings at run time)
    callers = _callers_of(function)
    translated: dict[types.FunctionType, Any] = {}

    def caller_module(callee: types.FunctionType) -> str:
        return next(iter(callers[callee])).__module__

    def translate(callee: types.FunctionType) -> Any:
        if callee not in translated:
            # A function called from one place only is put into it: the many arrays of the state are then not handed
            # over at each call, which would cost more than most phases do. Phases themselves stay apart: one function
            # of them all takes the compiler much longer.
            once = len(callers[callee]) == 1 and caller_module(callee) != function.__module__
            body = _with_globals(callee, translate)
            translated[callee] = numba.njit(forceinline=once, **INNER)(body)
        return translated[callee]

    return numba.njit(cache=True, **OPTIONS)(_with_globals(function, translate))


def _called_by(function: Any) -> dict[str, types.FunctionType]:
    """Functions of this project that a function names."""
    names = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    return {
        name: value
        for name, value in names.items()
        if isinstance(value, types.FunctionType) and value.__module__.startswith(SOURCES)
    }


def _callers_of(function: Any) -> dict[types.FunctionType, set[types.FunctionType]]:
    """For each function reached from one, those that call it."""
    callers: dict[types.FunctionType, set[types.FunctionType]] = {function: set()}
    waiting = [function]
    while waiting:
        caller = waiting.pop()
        for callee in _called_by(caller).values():
            if callee not in callers:
                callers[callee] = set()
                waiting.append(callee)
            callers[callee].add(caller)
    return callers


def _with_globals(function: Any, translate: Callable[[types.FunctionType], Any]) -> types.FunctionType:
    """A copy of a function whose global names of functions mean their translations."""
    names = dict(function.__globals__)
    names.update({name: translate(callee) for name, callee in _called_by(function).items()})
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    copy.__qualname__ = function.__qualname__
    copy.__module__ = function.__module__
    return copy
