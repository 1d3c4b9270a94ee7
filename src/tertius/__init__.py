"""Tertius: evidence on what outside powers do in a host country, computed and questioned.

``tertius.open`` opens a case, for whoever asks in Python; nothing else is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.library import OpenCase as OpenCase
    from tertius.library import open as open  # noqa: A004 - users write tertius.open

__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    """Return what the library offers under a name, and import the library for it."""
    if name in ("open", "OpenCase"):
        return getattr(import_module("tertius.library"), name)
    if name == "errors":
        return import_module("tertius.errors")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
