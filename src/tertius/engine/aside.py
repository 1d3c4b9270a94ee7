"""Work that is done beside the rest, in processes that inherit what this one holds."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Made = TypeVar("Made")

WATCHED_EVERY = 0.2
"""Seconds after which such a process looks again whether the one that began it is there."""


@contextmanager
def aside(
    *works: Callable[[], Made], possible: bool = True
) -> Iterator[tuple[Callable[[], Made], ...]]:
    """Begin each work in a process of its own, and yield what waits for each and returns what it made.

    Where no process can be forked, where it is not `possible` for this work, or where a process did
    not come to an end, the work is done by this one when it is asked for, so that what is wrong with
    it is raised here.
    """
    if not (possible and can_fork()):
        yield works
        return
    # A collection in a child would touch, and so copy, all that it inherits.
    gc.collect()
    gc.freeze()
    try:
        with ExitStack() as running:
            yield tuple(running.enter_context(_begun(work)) for work in works)
    finally:
        gc.unfreeze()


def can_fork() -> bool:
    """Return whether other processes can inherit what this one holds; on macOS the system's own libraries forbid it."""
    return sys.platform == "linux"


@contextmanager
def _begun(work: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """Begin some work in a child, which ends with this context at the latest."""
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    child = context.Process(target=_do, args=(work, tell))
    child.start()
    tell.close()
    try:
        yield partial(_made, work, told)
    finally:
        child.terminate()
        child.join()
        told.close()


def _made(work: Callable[[], Made], told: Connection) -> Made:
    """Return what a child made of some work; where it tells nothing, what this process makes of it."""
    with suppress(EOFError):
        found: Made = told.recv()
        return found
    return work()


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
