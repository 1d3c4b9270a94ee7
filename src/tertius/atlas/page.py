"""What a page is, and how a file of pages enters itself: `@pages` above the function that makes them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from tertius.present.labels import Labels
from tertius.study.result import Study


@dataclass(frozen=True)
class Page:
    """One page: where it goes, which template shows it, and what with."""

    address: str
    template: str
    title: str
    shows: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    """What its template is given; a function where that takes long, or draws, and is asked when it is written."""
    is_empty: bool = False
    """Whether the case has nothing to show on it, so that no menu leads there."""

    @property
    def context(self) -> Mapping[str, Any]:
        """What its template is given."""
        return self.shows() if callable(self.shows) else self.shows


Make = Callable[[Study, Labels], Page | Iterable[Page]]
M = TypeVar("M", bound=Make)


@dataclass(frozen=True)
class Entry:
    """A function that makes pages, and how readers come to them.

    `menu` is the word for `address` in the menu of every page, empty where the pages are reached
    from others. The first page lists what has a `summary` under its `title`.
    """

    place: int
    make: Make
    address: str = ""
    menu: str = ""
    title: str = ""
    summary: str = ""


ENTRIES: dict[int, Entry] = {}
"""The functions that have entered themselves, by place."""


def pages(
    *, place: int, address: str = "", menu: str = "", title: str = "", summary: str = ""
) -> Callable[[M], M]:
    """Return a decorator that enters a function among the pages of the atlas.

    Pages are written, and listed in the menu, in the order of `place`. Raises ValueError where two
    functions claim one place, since their order would be that of their files' names.
    """

    def enter(make: M) -> M:
        entry = Entry(place, make, address, menu, title, summary)
        if ENTRIES.setdefault(place, entry) is not entry:
            raise ValueError(f"two pages of the atlas stand in place {place}")
        return make

    return enter
