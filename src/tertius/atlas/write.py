"""Writing pages side by side, by processes that inherit the study; one after the other elsewhere."""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from tertius.atlas.page import Page
from tertius.present.charts import has_drawn

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

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
    done = _side_by_side(pages, write, count) if count > 1 and can_fork() else set()
    for place, page in enumerate(pages):
        if place not in done:
            write(page)


def can_fork() -> bool:
    """Return whether other processes can inherit what this one holds, and draw.

    The program that draws runs in a thread, which no child inherits: once this process has drawn, a
    child would wait for it forever. On macOS the system's own libraries forbid it.
    """
    return sys.platform == "linux" and not has_drawn()


def _processes(pages: int) -> int:
    if pages < FEWEST or sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def _side_by_side(pages: Sequence[Page], write: Write, count: int) -> set[int]:
    """Write pages in other processes, and return the places of those that were written."""
    context = multiprocessing.get_context("fork")
    running: list[tuple[BaseProcess, Connection]] = []
    done: set[int] = set()
    # A collection in a child would touch, and so copy, all that it inherits.
    gc.collect()
    gc.freeze()
    try:
        for first in range(count):
            told, tell = context.Pipe(duplex=False)
            shares = range(first, len(pages), count)
            child: BaseProcess = context.Process(
                target=_write_some, args=(pages, shares, write, tell)
            )
            child.start()
            running.append((child, told))
            tell.close()
        for _, told in running:
            with suppress(EOFError):  # It was killed: its pages are written here.
                done |= told.recv()
    finally:
        for child, told in running:
            child.terminate()
            child.join()
            told.close()
        gc.unfreeze()
    return done


def _write_some(pages: Sequence[Page], places: range, write: Write, tell: Connection) -> None:
    """Write some pages in a child, and tell which; one that cannot be written here is left out.

    It ends by itself where the process that began it is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent, done = os.getppid(), set()
    for place in places:
        if os.getppid() != parent:
            return
        with suppress(Exception):
            write(pages[place])
            done.add(place)
    tell.send(done)
