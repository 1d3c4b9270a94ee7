"""A folder of work that goes with the program that made it, also where that was killed."""

import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

NAME = re.compile(r"tertius-(?:[a-z]+-)?(\d+)-\w+\Z")
"""How such a folder is called: what for, and the number of the process that works in it."""

DAY = 24 * 3600
"""On Windows no process is asked whether it lives; nothing works in a folder for so long."""


@contextlib.contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """Yield an empty folder for the work of this process; it is gone at the end.

    Folders of processes that were killed are taken away first.
    """
    sweep()
    with tempfile.TemporaryDirectory(prefix=prefix(purpose), ignore_cleanup_errors=True) as place:
        yield Path(place)


def prefix(purpose: str) -> str:
    """Return how the name of a folder of this process begins."""
    return f"tertius-{purpose}-{os.getpid()}-"


def sweep() -> None:
    """Take away the folders of work that processes which no longer live have left."""
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            match = NAME.match(entry.name)
            if match and entry.is_dir(follow_symlinks=False) and _is_left(entry, int(match[1])):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(entry: "os.DirEntry[str]", process: int) -> bool:
    """Return whether a folder is this user's and its process is no more."""
    told = entry.stat(follow_symlinks=False)
    if os.name == "nt":
        return time.time() - told.st_mtime > DAY
    if told.st_uid != os.getuid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
