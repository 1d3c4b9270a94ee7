"""What takes long to work out and depends on the program alone, kept for the next run.

Kept things lie compressed in the user's cache folder, or in the folder that TERTIUS_CACHE names;
where that is empty, nothing is kept. What was kept by another version of the program, or of the
libraries that it writes SQL with, is not found. A folder that cannot be read or written is no error.
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

MOST = 40
"""So many things are kept, those that were used last."""

WRITTEN_WITH = ("ibis-framework", "sqlglot", "duckdb")


def kept(key: str, work_out: Callable[[], Any]) -> Any:
    """What was kept under a key, or else what is worked out, which is kept."""
    found = find(key)
    if found is None:
        found = work_out()
        keep(key, found)
    return found


def find(key: str) -> Any:
    """What was kept under a key by this very program; None where nothing was."""
    place = _place(key)
    if place is None:
        return None
    try:
        told = json.loads(gzip.decompress(place.read_bytes()))
        if told["key"] != key:
            return None
        place.touch()
        return told["found"]
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def keep(key: str, found: Any) -> None:
    """Keep something that JSON can hold, and let go of what was not used for longest."""
    place = _place(key)
    if place is None:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        data = gzip.compress(json.dumps({"key": key, "found": found}).encode(), compresslevel=3)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(place)
        by_use = sorted(place.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in by_use[MOST:]:
            old.unlink(missing_ok=True)


def _place(key: str) -> Path | None:
    named = os.environ.get(FOLDER)
    if named == "":
        return None
    folder = Path(named) if named else user_cache_path("tertius", appauthor=False)
    if not named and not folder.is_absolute():
        return None  # Nobody's home is known, so there is no folder of theirs.
    digest = sha256(f"{_program()}\n{key}".encode()).hexdigest()
    return folder / "plans" / f"{digest[:40]}.gz"


@cache
def _program() -> str:
    """Return a digest of the program's files, and of the versions of what it writes SQL with.

    A file counts by its name, size and time of change: to read all takes longer than most commands.
    """
    here = str(Path(__file__).parents[1])
    digest = sha256(f"{sys.version}\n{here}\n".encode())
    for name in WRITTEN_WITH:
        digest.update(f"{name} {version(name)}\n".encode())
    for line in sorted(_files(here)):
        digest.update(line.encode())
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Yield each Python file below a folder, with its size and time of change."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}\n"
