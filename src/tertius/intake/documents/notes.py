"""A note as it was printed, before anybody reads what it cites."""

from dataclasses import dataclass
from typing import Literal

NoteKind = Literal["full", "short", "ibid", "multiple", "comment", "missing"]


@dataclass(frozen=True)
class PrintedNote:
    """A note as it was printed, its number taken off."""

    number: int
    text: str
    complete: bool = True
    """False where the note is cut off, at its head or at its end."""
    place: str = ""
