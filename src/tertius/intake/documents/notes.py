"""A note as it was printed, before anybody reads what it cites."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

NoteKind = Literal["full", "short", "ibid", "multiple", "comment", "missing"]


@dataclass(frozen=True)
class Link:
    """Letters of a note that carry a link, and where it leads."""

    start: int
    end: int
    address: str


@dataclass(frozen=True)
class Cited:
    """Letters of a note that a reference manager wrote, and the works it says that they cite."""

    start: int
    end: int
    items: tuple[Mapping[str, Any], ...]
    """As CSL-JSON, in the order of the citation."""


@dataclass(frozen=True)
class PrintedNote:
    """A note as it was printed, its number taken off."""

    number: int
    """0 where the note has a mark."""
    text: str
    complete: bool = True
    """False where the note is cut off, at its head or at its end, or its text or place is doubtful."""
    place: str = ""
    mark: str = ""
    """What is shown in place of a number, such as * or iv; empty for a number."""
    links: tuple[Link, ...] = ()
    cited: tuple[Cited, ...] = ()
    doubt: str = ""
    """Why a note that looks whole is not called so; empty for others."""
    under: str = ""
    """The heading of the chapter below which it stands among the notes at the end; empty for others."""
    stream: str = ""
    """What counts for itself beside others, such as the endnotes of a Word file; empty for most."""
