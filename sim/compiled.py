"""The one place that knows numba: the same text of rules and phases, compiled.

Functions carry no decorator. :func:`compiled` follows a function's global names to the functions it calls, compiles
those first, and gives it the compiled ones. Compiled code is kept on disk in a folder named after everything it was
made from (the code of every function reached, the constants it names, the place of the source, the versions of Python,
numba and numpy, the processor and the one that was asked for), so that an edited rule is never served from a stale cache, and an
edited text costs no compiling.
"""

import functools
import hashlib
import os
import pickle
import platform
import sys
import threading
import types
import warnings
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from llvmlite import binding
from wenze.sim import code_cache
from wenze.sim.errors import InputError
from wenze.sim.messages import say

SOURCES = ("wenze.agents.", "wenze.sim.")

# No fast-math: results are the same bits as interpreted. Without NRT, numba's counting of references to arrays, compiled
# code cannot allocate arrays (no phase does), and is several times faster: each use of an array of the state counted.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}

# Functions that only compiled code calls need no way in from Python, which takes a quarter of the time of compiling.
INNER: dict[str, Any] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}

FILES = (".nbi", ".nbc")  # an index of signatures, and the code of each


def _import_numba() -> Any:
    """Numba, whatever the user's NUMBA_… variables hold.

    It refuses to be imported for a number of threads below one, which is of no account here, since no thread of numba's
    is used; of others it says at length, with a traceback, that it passes them over.
    """
    if "numba" not in sys.modules:
        threads = os.environ.get("NUMBA_NUM_THREADS", "1").strip()
        aside = os.environ.pop("NUMBA_NUM_THREADS", None) if threads.lstrip("+-0") == "" or threads[0] == "-" else None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                import numba
                from numba.core import config

                if aside is not None:
                    os.environ["NUMBA_NUM_THREADS"] = aside
                config.reload_config()  # now, or it would read the variable and warn when it compiles
        except ImportError:
            raise
        except Exception as error:  # whatever else it takes amiss in its variables or in a .numba_config.yaml
            raise InputError(say("numba_refuses", why=error)) from None
        finally:
            if aside is not None:
                os.environ["NUMBA_NUM_THREADS"] = aside
    import numba

    return numba


numba = _import_numba()
from numba.core import caching  # noqa: E402 (numba itself has to come as above)

_made: dict[Callable[..., Any], Any] = {}
_making = threading.RLock()


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
    asked = (numba.config.CPU_NAME, numba.config.CPU_FEATURES)  # of NUMBA_CPU_…: code for another processor than this
    versions = [version(name) for name in ("numba", "llvmlite", "numpy")]
    digest.update(repr((sys.version, versions, host, asked, OPTIONS, INNER)).encode())
    return digest.hexdigest()[:16]


def is_compiled(function: Callable[..., Any]) -> bool:
    """Whether compiled code of a function is at hand; making it takes a minute or two."""
    if numba.config.DISABLE_JIT or getattr(_made.get(function), "signatures", ()):
        return True
    try:
        return code_cache.is_whole(code_cache.folder_for(fingerprint(function)), FILES)
    except code_cache.Unusable:
        return False


def compiled(function: Callable[..., Any]) -> Any:
    """A function of this project compiled, with all it calls; releases the interpreter lock; no fast-math.

    Threads that ask at once get the same one. Where the user has told numba to compile nothing (NUMBA_DISABLE_JIT), it
    is the function itself.
    """
    if function not in _made:
        with _making:
            if function not in _made:
                _made[function] = _interpreted(function) if numba.config.DISABLE_JIT else _translated(function)
    return _made[function]


def _interpreted(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def run(*arguments: Any) -> Any:
        with np.errstate(over="ignore"):  # the mixing of draws is meant to overflow
            return function(*arguments)

    return run


def _translated(function: Callable[..., Any]) -> Any:
    """A function with all it calls, as numba's; it compiles when first called."""
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

    dispatcher = numba.njit(**OPTIONS)(_with_globals(function, translate))
    try:
        # Not by numba's `cache=True`, whose folder is a setting of the whole process: the user's.
        dispatcher._cache = _Kept(dispatcher.py_func, code_cache.folder_for(fingerprint(function)))
    except code_cache.Unusable as unusable:
        code_cache.warn(str(unusable))
    return dispatcher


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


# --- compiled code on disk: numba's way, but in a folder of ours, with digests, and never a failure -------------------


class _Place(caching._SourceFileBackedLocatorMixin, caching._CacheLocator):
    """Tells numba which folder to use."""

    def __init__(self, function: types.FunctionType, folder: Path) -> None:
        self._folder = folder
        self._py_file = function.__code__.co_filename
        self._lineno = function.__code__.co_firstlineno

    def get_cache_path(self) -> str:
        return str(self._folder)


class _Results(caching.CompileResultCacheImpl):
    """How numba turns compiled code into bytes and back; in one place, so that none is looked for."""

    def __init__(self, function: types.FunctionType, place: _Place) -> None:
        self._locator = place
        self._lineno = function.__code__.co_firstlineno
        self._filename_base = self.get_filename_base(function.__qualname__, "")


class _Files(caching.IndexDataCacheFile):
    """Numba's files of compiled code, each with a digest: a damaged one is as good as none."""

    def _dump(self, obj: object) -> bytes:
        return code_cache.sealed(super()._dump(obj))

    def _save_index(self, overloads: dict[Any, str]) -> None:
        with self._open_for_write(self._index_path) as file:
            file.write(self._dump(overloads))

    def _load_index(self) -> Any:
        try:
            return pickle.loads(code_cache.unsealed(Path(self._index_path)))
        except OSError:
            return {}

    def _load_data(self, name: str) -> Any:
        return pickle.loads(code_cache.unsealed(Path(self._data_path(name))))


class _Kept(caching.FunctionCache):
    """Compiled code kept in a folder; where it cannot be read it is compiled, where it cannot be written it is not kept."""

    def __init__(self, function: types.FunctionType, folder: Path) -> None:
        place = _Place(function, folder)
        self._folder = folder
        self._name = repr(function)
        self._py_func = function
        self._impl = _Results(function, place)
        self._cache_path = str(folder)
        self._cache_file = _Files(self._cache_path, self._impl.filename_base, place.get_source_stamp())
        self.enable()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        code_cache.mark_used(self._folder)
        return super().load_overload(sig, target_context)

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)
            code_cache.forget_old(self._folder)
        except OSError as error:
            code_cache.warn_not_written(self._folder, error)
