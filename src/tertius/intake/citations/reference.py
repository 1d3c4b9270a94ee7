"""A reference as it was read from a note: what it says, and which letters of the note say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """Which letters of a note a field was read from, and how sure the reading is, from 0 to 1."""

    start: int
    end: int
    confidence: float
    level: str = "sure"
    """The level of the reading before what nobody could explain lowered it: sure, likely or doubtful."""


@dataclass(frozen=True)
class Reference:
    """One publication that a note cites.

    ``csl`` holds only what the note itself says (of a short form: the little it repeats);
    the full entry is in the note that ``refers_to`` names.
    """

    raw: str
    start: int
    end: int
    """Where in the text of the note the reference begins and ends."""
    csl: Mapping[str, Any] = field(default_factory=dict)
    """The reference as CSL-JSON."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """For each field of ``csl`` where it was read."""
    refers_to: int | None = None
    """For *ibid.* and other short forms: the number of the note with the full entry."""
    candidates: tuple[int, ...] = ()
    """The notes that a short form may mean, where it does not say which."""

    def as_json(self) -> dict[str, Any]:
        """The reference as a program reads it: CSL-JSON, and beside it what it was read from."""
        return {
            **self.csl,
            "raw": self.raw,
            "offset": self.start,
            "fields": {
                name: {"offset": said.start, "end": said.end, "confidence": said.confidence}
                for name, said in self.said.items()
            },
            "refers_to": self.refers_to,
            "candidates": list(self.candidates),
        }
