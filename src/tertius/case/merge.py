"""A case's files put together row by row where git stopped at a conflict of lines."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tertius.case.lines import ITEM_BETWEEN, items, one_line, records, row_key
from tertius.case.write import write_atomically
from tertius.evidence.row import Row
from tertius.evidence.tables import TABLES
from tertius.sandbox.git import kept_by_git

STAGES = (1, 2, 3)
"""Under which numbers git keeps the last common version of a file in conflict, ours, and theirs."""

Versions = tuple[str, str, str]
"""The text of a file before two people parted, and as each of them left it."""

Rows = dict[str, str]
"""The lines of a file by what names each."""


@dataclass(frozen=True)
class Merged:
    """Hold what became of one file, and the rows on which somebody has to decide."""

    file: str
    both_changed: tuple[str, ...]
    """Rows that both changed: they stand twice, and `check` names each."""
    deleted_and_changed: tuple[str, ...]
    """Rows that one deleted and the other changed: they stand, as the other left them."""

    def __str__(self) -> str:
        parts = [f"{self.file}: put together row by row"]
        if self.both_changed:
            parts.append(f"changed by both, standing twice: {', '.join(self.both_changed)}")
        if self.deleted_and_changed:
            named = ", ".join(self.deleted_and_changed)
            parts.append(f"deleted by one and changed by the other, standing: {named}")
        return "; ".join(parts)


def settle_conflicts(folder: Path) -> list[Merged]:
    """Put together each table, and sources.json, in which git left a conflict; returns what was done.

    What one deleted stays deleted and what either added stays, wherever it stood. A file whose three
    versions git does not have, or that cannot be read, stays as it is.
    """
    done = []
    readers: dict[str, Callable[[str], tuple[str, Rows]]] = {"sources.json": _items}
    readers |= {f"{row.table}.csv": _table_reader(row) for row in TABLES}
    for name, read in readers.items():
        path = folder / name
        if not path.is_file() or b"<<<<<<<" not in path.read_bytes():
            continue
        versions = _versions(folder, name)
        if versions and (result := _merged(name, versions, read)):
            text, merged = result
            write_atomically(path, text.encode("utf-8"))
            done.append(merged)
    return done


def _versions(folder: Path, name: str) -> Versions | None:
    """Return the three versions of a file in conflict; None where git does not have them all."""
    kept = kept_by_git(folder / name)
    if kept is None:
        return None
    texts = []
    for stage in STAGES:
        try:
            texts.append(kept.shown(stage).decode("utf-8").removeprefix("\ufeff"))
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            return None
    base, ours, theirs = texts
    return base, ours, theirs


def _table_reader(row_type: type[Row]) -> Callable[[str], tuple[str, Rows]]:
    def read(text: str) -> tuple[str, Rows]:
        """Return the header of a table, and its lines by their keys. Raises ValueError."""
        header, *there = records(text)
        rows: Rows = {}
        for span in there:
            cells = dict(zip(header.value, span.value, strict=False))
            key = " ".join(part for part in row_key(row_type, cells) if part)
            if key in rows:
                raise ValueError("a row stands twice")
            rows[key] = text[span.start : span.end].rstrip("\r\n")
        return text[header.start : header.end].rstrip("\r\n"), rows

    return read


def _items(text: str) -> tuple[str, Rows]:
    """Return the items of a list as lines by their ids. Raises ValueError where they have none."""
    listed = [span.value for span in items(text)]
    rows = {str(item["id"]): one_line(item) for item in listed}
    if len(rows) < len(listed):
        raise ValueError("an item stands twice")
    return "", rows


def _merged(
    name: str, versions: Versions, read: Callable[[str], tuple[str, Rows]]
) -> tuple[str, Merged] | None:
    try:
        (_, base), (header, ours), (other_header, theirs) = map(read, versions)
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    if header != other_header:
        return None
    lines, both, gone = _three_way(base, ours, theirs)
    merged = Merged(name, tuple(both), tuple(gone))
    if name.endswith(".json"):
        return f"[\n{ITEM_BETWEEN.join(lines)}\n]\n", merged
    return "\n".join([header, *lines, ""]), merged


def _three_way(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[Sequence[str], list[str], list[str]]:
    """Return the lines of both, the keys that both changed, and those that one deleted and one changed."""
    lines: list[str] = []
    both: list[str] = []
    gone: list[str] = []
    for key in sorted({*ours, *theirs}):
        before, one, other = base.get(key), ours.get(key), theirs.get(key)
        if other in (one, before):
            kept = [one]
        elif one == before:
            kept = [other]
        else:
            kept = [one, other]
            (gone if None in kept else both).append(key)
        lines += [line for line in kept if line is not None]
    return lines, both, gone
