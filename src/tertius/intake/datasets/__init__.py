"""Public datasets, one file each: how it is read, whom and when it covers, and what becomes of its rows.

A dataset is found here by standing in this folder with a `DATASET`.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tertius.intake.datasets.protocol import Dataset, DatasetError


@cache
def datasets() -> Mapping[str, Dataset]:
    """Return every dataset by its name, in the order of their files."""
    modules = (
        import_module(f"{__name__}.{module}")
        for module in sorted(one.name for one in iter_modules(__path__))
    )
    stated = (getattr(module, "DATASET", None) for module in modules)
    return {one.id: one for one in stated if isinstance(one, Dataset)}


def laid_beside() -> Mapping[str, Dataset]:
    """Return the datasets that can be laid beside a case, by name."""
    return {name: one for name, one in sorted(datasets().items()) if one.lays}


def dataset_named(name: str) -> Dataset:
    """Return the dataset of a name. Raises DatasetError where there is none, with those that there are."""
    if known := datasets().get(name):
        return known
    raise DatasetError(f"{name} is no dataset. Known are: {', '.join(datasets())}.")


def need_on_disk(known: Dataset, data: Path) -> None:
    """Raise DatasetError where files of a dataset are not below a folder of data."""
    if missing := known.missing(data):
        raise DatasetError(
            f"{data / known.folder} lacks {', '.join(missing)}: {known.id} is not on this disk."
        )
