"""The stored sources of a case: their bytes under their hash, and the text taken from them."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tertius.case.folder import Unreadable, read_json
from tertius.evidence.source import Archived, Source

FOLDER = "archive"
# A book of a thousand pages has three million letters; its places stand beside them.
LARGEST_TEXT = 2**26
HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class StoredText:
    """Hold the text of a stored source, and where in the file its words stand."""

    text: str
    places: tuple[tuple[int, str], ...] = ()
    """From this offset on: `page 12`, `line 345`, `note 7`."""

    def place(self, offset: int) -> str:
        """Return where in the file a word of the text stands; empty where nothing says so."""
        index = bisect_right(self.places, offset, key=lambda place: place[0])
        return self.places[index - 1][1] if index else ""


def archived_of(source: Source) -> Archived | None:
    """Return what is said of the stored copy of a source; None where it has none."""
    archived = source.custom.archived
    return archived if isinstance(archived, Archived) and HASH.match(archived.sha256) else None


def text_name(archived: Archived) -> str:
    """Return the name of the file with the text of a stored source, within the case."""
    return f"{FOLDER}/{archived.sha256}.text.json"


def bytes_name(archived: Archived) -> str:
    """Return the name of the file with the bytes of a stored source, within the case."""
    return f"{FOLDER}/{archived.sha256}{archived.ending}"


def read_stored(folder: Path, source: Source) -> StoredText | None:
    """Return the text of a stored source; None where it is not stored here, or its text cannot be read.

    The archive is not part of the case that others get, so its absence is no problem.
    """
    archived = archived_of(source)
    if archived is None:
        return None
    try:
        value = read_json(folder, text_name(archived), limit=LARGEST_TEXT)
    except Unreadable:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return None
    listed = value.get("places", [])
    places = tuple(
        (one[0], str(one[1]))
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, list) and len(one) == 2 and isinstance(one[0], int)
    )
    return StoredText(value["text"], tuple(sorted(places)))


@dataclass
class Archive:
    """Hold the stored texts of a case, each read once when it is first asked for."""

    folder: Path
    sources: Mapping[str, Source]
    _read: dict[str, StoredText | None] = field(default_factory=dict)

    def text(self, name: str) -> StoredText | None:
        """Return the text of a source; None where it is not stored here."""
        if name not in self._read:
            source = self.sources.get(name)
            self._read[name] = read_stored(self.folder, source) if source else None
        return self._read[name]

    def stored(self) -> list[str]:
        """Return the sources whose text is stored here, in their order."""
        named = [name for name, source in self.sources.items() if archived_of(source)]
        return [name for name in named if self.text(name) is not None]
