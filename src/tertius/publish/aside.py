"""Work that a build does beside the rest of it, in a process that inherits the study."""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from tertius.atlas.write import can_fork

Made = TypeVar("Made")

WATCHED_EVERY = 0.2
"""Seconds after which the process looks again whether the one that began it is there."""


@contextmanager
def aside(work: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """Begin some work in another process, and yield what waits for it and returns what it made.

    Where no process can be forked (atlas/write.py), or the one that was did not come to an end, the
    work is done by this process when it is asked for, so that what is wrong with it is raised here.
    """
    if not can_fork():
        yield work
        return
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    child = context.Process(target=_do, args=(work, tell))
    # A collection in the child would touch, and so copy, all that it inherits.
    gc.collect()
    gc.freeze()
    try:
        child.start()
        tell.close()

        def made() -> Made:
            with suppress(EOFError):
                found: Made = told.recv()
                return found
            return work()

        yield made
    finally:
        child.terminate()
        child.join()
        told.close()
        gc.unfreeze()


def _do(work: Callable[[], Any], tell: Connection) -> None:
    """Do some work in a child, and tell what it made; nothing where it cannot be done here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with suppress(Exception):
        tell.send(work())


def _end_with(parent: int) -> None:
    """End this process where the one that began it is gone."""
    while os.getppid() == parent:
        time.sleep(WATCHED_EVERY)
    os._exit(1)
