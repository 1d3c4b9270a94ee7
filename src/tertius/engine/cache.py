"""A cache on disk of what takes long to compute and depends on the program alone.

Entries lie compressed in the user's cache folder, or in the folder that TERTIUS_CACHE names; where
that variable is empty, nothing is stored. An entry of another version of the program, or of the
libraries that it writes SQL with, is never returned. A folder that cannot be read or written is no
error.
"""

import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

FOLDER = "TERTIUS_CACHE"
"""The environment variable that names another folder."""

MOST = 400
"""The most entries that are stored; those used longest ago go first.

A plan takes some tens of kilobytes, what was asked of a case of a thousand claims a quarter of a
megabyte, so the folder stays well below a hundred. A case needs a plan for each kind of world that is
asked of it, so a few dozen would push each other out.
"""

Rooms = tuple[str, ...]
ALL: Rooms = ("",)
"""Every package of the program."""

WRITTEN_WITH = ("ibis-framework", "sqlglot", "duckdb")
"""The libraries on whose versions the SQL depends."""


def kept(key: str, work_out: Callable[[], Any], *, rooms: Rooms = ALL) -> Any:
    """Return the cached value of a key; compute and store it where the cache has none.

    The value has to be one that JSON can hold, and not None. `rooms` are the packages on whose code
    it depends; a change of the others leaves it standing.
    """
    value = find(key, rooms=rooms)
    if value is None:
        value = work_out()
        keep(key, value, rooms=rooms)
    return value


def find(key: str, *, rooms: Rooms = ALL) -> Any:
    """Return what this very program cached under a key; None where it cached nothing."""
    place = _place(key, rooms)
    if place is None:
        return None
    try:
        entry = json.loads(gzip.decompress(place.read_bytes()))
        if entry["key"] != key:
            return None
        place.touch()
        return entry["found"]
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def keep(key: str, value: Any, *, rooms: Rooms = ALL) -> None:
    """Store a value that JSON can hold, and delete the entries that were used longest ago."""
    place = _place(key, rooms)
    if place is None:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        # SQL repeats itself, so a low level shrinks it well, and somebody waits for the command.
        data = gzip.compress(json.dumps({"key": key, "found": value}).encode(), compresslevel=3)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(place)
        by_use = sorted(place.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in by_use[MOST:]:
            old.unlink(missing_ok=True)


def folder_of_cache() -> Path | None:
    """Return the folder of everything that is cached; None where nothing is to be, or nobody's home is known."""
    named = os.environ.get(FOLDER)
    if named == "":
        return None
    folder = Path(named) if named else user_cache_path("tertius", appauthor=False)
    return folder if named or folder.is_absolute() else None


def _place(key: str, rooms: Rooms) -> Path | None:
    folder = folder_of_cache()
    if folder is None:
        return None
    digest = sha256(f"{_program(rooms)}\n{key}".encode()).hexdigest()
    # 40 hexadecimal digits are 160 bits: no two keys meet by chance.
    return folder / "plans" / f"{digest[:40]}.gz"


@cache
def _program(rooms: Rooms) -> str:
    """Return a digest of the files of some packages, and of the versions of what it writes SQL with.

    A file counts by its name, size and time of change: to read all takes longer than most commands.
    """
    here = str(Path(__file__).parents[1])
    digest = sha256(f"{sys.version}\n{here}\n".encode())
    for name in WRITTEN_WITH:
        digest.update(f"{name} {version(name)}\n".encode())
    folders = [str(Path(here, room)) for room in rooms]
    for line in sorted(line for folder in folders for line in _files(folder)):
        digest.update(line.encode())
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield each file of code or words below a folder, with its size and time of change."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif entry.name.endswith((".py", ".yml")):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}\n"
