"""Problems in somebody's table: data, not exceptions. What each kind says stands in `kinds`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tertius.case.kinds import KINDS
from tertius.evidence.text import shorten


@dataclass(frozen=True)
class Problem:
    """Hold one thing to mend: where it is, what was found, what to write instead."""

    file: str
    row: int
    column: str
    code: str
    message: str
    cell: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What the message's fields were filled with."""

    @property
    def blocks(self) -> bool:
        """Return whether it keeps the case from building."""
        return KINDS[self.code].blocks

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        place = f"{place} {self.column}" if self.column else place
        shown = "" if self.cell is None else f'"{shorten(self.cell)}" '
        return f"{place}: {shown}{self.message}"


@dataclass(frozen=True)
class Message:
    """Hold what is wrong, before it is said where: a message of a kind, with its fields."""

    code: str
    wording: str
    fields: Mapping[str, object]

    @property
    def text(self) -> str:
        """Return the message with its fields filled."""
        return KINDS[self.code].messages[self.wording].format(**self.fields)

    def at(self, file: str, row: int = 0, column: str = "", cell: str | None = None) -> Problem:
        """Return the problem at a place: row 0 is the file as a whole, and `cell` is quoted."""
        return Problem(file, row, column, self.code, self.text, cell, self.fields)


def message(code: str, wording: str, /, **fields: object) -> Message:
    """Return a message of a kind, by the name that it has there, with its fields."""
    return Message(code, wording, fields)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems as they are printed: by file, row and column, each once."""
    return sorted(set(problems), key=order_of)


def order_of(problem: Problem) -> tuple[str, int, str, str, str, str]:
    """Return what a problem is sorted by where it is printed; no cell comes before any."""
    return (
        problem.file,
        problem.row,
        problem.column,
        problem.code,
        problem.message,
        problem.cell or "",
    )
