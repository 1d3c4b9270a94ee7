"""Loops over hundreds of thousands of votes, compiled where Numba is there (the extra `votes`)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from tertius.engine.cache import folder_of_cache

try:
    import numba
except (
    ImportError
):  # an extra: without it the same functions run as plain Python, some hundred times slower
    numba = None

IS_COMPILED = numba is not None

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled; it lets other threads run beside it.

    What was compiled is kept in the folder of the cache, so that only the first command pays, also
    where the program itself lies in a folder that nobody may write to. Where there is no such folder,
    each process compiles anew.
    """
    if numba is None:
        return function
    folder = _writable()
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder or "")  # Numba asks for it while it decorates.
    try:
        made: Callable[P, R] = numba.njit(function, cache=folder is not None, nogil=True)
    finally:
        numba.config.CACHE_DIR = before
    return made


def _writable() -> Path | None:
    """Return the folder of compiled loops, made where it is missing; None where it cannot be written to."""
    folder = folder_of_cache()
    if folder is None:
        return None
    try:
        (folder / "compiled").mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder / "compiled" if os.access(folder / "compiled", os.W_OK) else None
