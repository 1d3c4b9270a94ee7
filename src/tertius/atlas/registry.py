"""Every page of the atlas, found by looking through the files of this folder."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from tertius import atlas
from tertius.atlas.page import ENTRIES, Entry, Page
from tertius.present.labels import Labels
from tertius.study.result import Study


@cache
def entries() -> tuple[Entry, ...]:
    """Return what the files of this folder enter with `@pages`, in the order of their places."""
    for module in pkgutil.iter_modules(atlas.__path__):
        import_module(f"{atlas.__name__}.{module.name}")
    return tuple(entry for _, entry in sorted(ENTRIES.items()))


def all_pages(study: Study, labels: Labels | None = None) -> Iterator[Page]:
    """Yield every page of the atlas."""
    labels = labels or Labels(study)
    for entry in entries():
        made = entry.make(study, labels)
        if isinstance(made, Page):
            yield made
        else:
            yield from made
