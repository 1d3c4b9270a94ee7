"""Libraries that take long to import, imported when something of them is first used.

Modules that declare what they compute (steps, measures) are read by commands that compute nothing,
such as `tertius check`. They take these libraries from here, and a type checker sees the real ones.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis
    import networkx as nx
    import numpy as np
    import pyarrow as pa
    from ibis.expr.types import (
        BooleanValue,
        NumericValue,
        StringValue,
        Table,
        Value,
    )


class Lazy:
    """Stands for a module, and imports it for the first of its attributes that is asked."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Return an attribute of the module, and hold it so that the next look-up is an ordinary one."""
        if attribute.startswith("__"):
            # Tools that inspect modules ask for such names; they need not import anything for that.
            raise AttributeError(attribute)
        value = getattr(import_module(self._name), attribute)
        setattr(self, attribute, value)
        return value


if not TYPE_CHECKING:
    ibis, nx, np, pa = (Lazy(name) for name in ("ibis", "networkx", "numpy", "pyarrow"))
    # Annotations name these types; nothing asks at run time what they are.
    BooleanValue = NumericValue = StringValue = Table = Value = Any

__all__ = (
    "BooleanValue",
    "NumericValue",
    "StringValue",
    "Table",
    "Value",
    "ibis",
    "np",
    "nx",
    "pa",
)
