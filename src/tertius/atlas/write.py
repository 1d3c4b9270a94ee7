"""Writing pages side by side, by processes that inherit the study; one after the other elsewhere."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from tertius.atlas.page import Page
from tertius.engine.aside import aside, can_fork
from tertius.present.vega import has_drawn

FEWEST = 100
"""With fewer pages the processes would take longer to begin than the pages take to write."""

MOST = 8
"""So many processes at the most: each holds the drawing program, some 100 MB."""

Write = Callable[[Page], None]


def write_pages(pages: Sequence[Page], write: Write, *, processes: int | None = None) -> None:
    """Write every page, on as many cores as there are where that is worth it and can be done.

    What is written is the same whichever way. A page that no other process wrote is written by this
    one, so that what is wrong with it is raised here, as if there were one process alone.
    """
    count = _processes(len(pages)) if processes is None else processes
    # The program that draws runs in a thread, which no child inherits: once this process has drawn, a
    # child would wait for it forever.
    done = _side_by_side(pages, write, count) if count > 1 and not has_drawn() else set()
    for place, page in enumerate(pages):
        if place not in done:
            write(page)


def _processes(pages: int) -> int:
    if pages < FEWEST or not can_fork():
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def _side_by_side(pages: Sequence[Page], write: Write, count: int) -> set[int]:
    """Write pages in other processes, and return the places of those that were written."""
    shares = [range(first, len(pages), count) for first in range(count)]
    with aside(*(partial(_written, pages, share, write) for share in shares)) as made:
        return set().union(*(done() for done in made))


def _written(pages: Sequence[Page], places: range, write: Write) -> set[int]:
    """Write some pages, and return the places of those that could be written here."""
    done = set()
    for place in places:
        with suppress(Exception):
            write(pages[place])
            done.add(place)
    return done
