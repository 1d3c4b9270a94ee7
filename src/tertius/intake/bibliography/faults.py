"""What is wrong in a bibliography: a place that is left out, or a file that cannot be read at all."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tertius.errors import TertiusError


class BibliographyError(TertiusError):
    """A bibliography cannot be read; nothing of it went into the case."""


class Fault(NamedTuple):
    """A place of a file that is left out, or read otherwise than it is written, and what to do."""

    line: int
    text: str


@dataclass
class Shelf:
    """What was read of a file: entries as CSL-JSON with their lines, and what is left out or read otherwise."""

    entries: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    left_out: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
