"""What a build wrote, by name and digest, so that the next one tells its own files from anybody's."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tertius import __version__
from tertius.errors import TertiusError

MANIFEST = "tertius-manifest.json"
"""Lies at the top of every build, and is written last: a folder without it is not whole."""

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in any folder that somebody looks at; an empty one may hold it."""

OLDER = ("atlas", "report")
"""The folders of a build by a version without manifest, which was 0.1."""

OLDER_FILES = (
    "tertius.duckdb",
    "findings.json",
    *(f"report/report.{kind}" for kind in ("html", "docx", "pdf")),
    *(f"atlas/{name}" for name in ("tertius-atlas.json", "leaving.js")),
    *(f"atlas/static/{name}" for name in ("leaving.js", "style.css")),
)
"""What such a build holds beside its pages, as it named them."""


@dataclass(frozen=True)
class Holdings:
    """What a folder holds that the next build may not take away; paths are relative to it."""

    others: tuple[Path, ...]
    """Files, links and empty folders that no build wrote."""
    changed: tuple[Path, ...]
    """Files that a build wrote and that were changed since."""
    strange: tuple[Path, ...]
    """Those of the others that lie where no build has been, so that the folder is not one's own."""


def write_manifest(folder: Path) -> None:
    """Write down every file of a folder with its digest, in the folder."""
    written = {path.as_posix(): _digest(folder / path) for path in sorted(walk(folder))}
    text = json.dumps({"tertius": __version__, "files": written}, indent=1)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def holdings(folder: Path) -> Holdings:
    """Return what of a folder is not a build's, or not any more.

    Raises TertiusError where its manifest cannot be read, OSError where one of its folders cannot.
    """
    written = _read_manifest(folder)
    older = _of_older_version(folder) if written is None else {}
    own: Mapping[Path, str | None] = older if written is None else written
    others: list[Path] = []
    changed: list[Path] = []
    for path in walk(folder):
        if path == Path(MANIFEST) and written is not None:
            continue
        if path not in own:
            # DuckDB keeps changes in a file beside the database until it folds them in.
            pending = path.suffix == ".wal" and path.with_suffix("") in own
            (changed if pending else others).append(path)
        elif own[path] is not None and own[path] != _digest(folder / path):
            changed.append(path)
    strange = [
        path
        for path in others
        if written is None
        and path.name not in LITTER
        and not (older and path.parts[0] in OLDER and len(path.parts) > 1)
    ]
    return Holdings(tuple(others), tuple(changed), tuple(strange))


def walk(folder: Path) -> Iterator[Path]:
    """Yield every file, link and empty folder below a folder, relative to it.

    Raises OSError where a folder cannot be read: what is not seen could be lost.
    """
    for parent, folders, names in os.walk(folder, onerror=_raise):
        here = Path(parent)
        if here != folder and not folders and not names:
            yield here.relative_to(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*names, *links]):
            yield (here / name).relative_to(folder)


def _raise(error: OSError) -> None:
    raise error


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file; of a link or a folder, what no file has."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> dict[Path, str] | None:
    """Return the digest of every file that a build wrote, or None where there is no manifest."""
    path = folder / MANIFEST
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {Path(name): str(digest) for name, digest in listed.items()}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TertiusError(
            f"{path} cannot be read, so nobody knows which files beside it are yours. Name another "
            "folder with --out."
        ) from None


def _of_older_version(folder: Path) -> dict[Path, None]:
    """Return the files that look like those of a version without manifest; their digest is unknown."""
    if not (folder / "atlas" / "tertius-atlas.json").is_file():
        return {}
    pages = {path for path in walk(folder) if path.parts[0] == "atlas" and _is_page(folder / path)}
    return dict.fromkeys({*map(Path, OLDER_FILES), *pages})


def _is_page(path: Path) -> bool:
    """Whether a file says in its first lines that Tertius wrote it."""
    if path.suffix != ".html" or path.is_symlink():
        return False
    with path.open("rb") as file:
        return b'name="generator" content="Tertius ' in file.read(2_000)  # the head's length is 600
