"""Public datasets, one file each: how it is read, whom and when it covers, and what becomes of its rows.

A dataset is found here by standing in this folder with a `DATASET`.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from tertius.intake.datasets.protocol import Dataset


@cache
def datasets() -> Mapping[str, Dataset]:
    """Return every dataset by its name, in the order of names."""
    modules = (
        import_module(f"{__name__}.{module}")
        for module in sorted(one.name for one in iter_modules(__path__))
    )
    stated = (getattr(module, "DATASET", None) for module in modules)
    return {one.id: one for one in stated if isinstance(one, Dataset)}
