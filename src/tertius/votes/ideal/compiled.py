"""Loops over hundreds of thousands of votes, compiled where Numba is there (the extra `votes`)."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

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
    """Return a function compiled; it lets other threads run beside it."""
    if numba is None:
        return function
    made: Callable[P, R] = numba.njit(function, cache=True, nogil=True)
    return made
