"""Problems in somebody's table: data, not exceptions. What each kind says stands in `kinds`."""

from collections import Counter
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
    entry: str = ""
    """The id of the entry at that place, in a file whose lines are no rows."""
    also: tuple[str, ...] = field(default=(), compare=False)
    """The further places, as file and line, at which the same cause shows."""
    wording: str = field(default="", compare=False, repr=False)
    """Which message of its kind it has."""

    @property
    def blocks(self) -> bool:
        """Return whether it keeps the case from building."""
        return KINDS[self.code].blocks

    def __str__(self) -> str:
        is_placed = 0 < self.row < 10**9  # What is not in a file yet has numbers from there on.
        place = f"{self.file}:{self.row}" if is_placed else self.file
        place = " ".join(part for part in (place, self.entry, self.column) if part)
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

    def at(
        self, file: str, row: int = 0, column: str = "", cell: str | None = None, *, entry: str = ""
    ) -> Problem:
        """Return the problem at a place: row 0 is the file as a whole, `entry` the id of what stands there, and `cell` is quoted."""
        return Problem(
            file,
            row,
            column,
            self.code,
            self.text,
            cell,
            self.fields,
            entry,
            wording=self.wording,
        )


def message(code: str, wording: str, /, **fields: object) -> Message:
    """Return a message of a kind, by the name that it has there, with its fields."""
    return Message(code, wording, fields)


MOST = 300
"""How many problems of one kind a file shows: nobody mends more in one go, and the next check shows the next."""

WHOLE = ("empty-id",)
"""Kinds that are mended by `tertius check CASE --fix`, which wants to know each."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems as they are printed: those that block first, each once, at most 300 of a kind in a file."""
    shown: list[Problem] = []
    counts: Counter[tuple[str, str]] = Counter()
    for problem in sorted(set(problems), key=order_of):
        counts[problem.file, problem.code] += 1
        if counts[problem.file, problem.code] <= MOST or problem.code in WHOLE:
            shown.append(problem)
    for (file, code), count in counts.items():
        if count > MOST and code not in WHOLE:
            shown.append(more_like_it(file, code, count - MOST))
    return sorted(shown, key=order_of)


def more_like_it(file: str, code: str, count: int) -> Problem:
    """Return the problem that stands for those of a kind that are not shown."""
    last = 2**31 - 1
    text = f"… and {count:,} more like it. Mend these first; the next check shows the next."
    return Problem(file, last, "", code, text)


def order_of(problem: Problem) -> tuple[bool, str, int, str, str, str, str]:
    """Return what a problem is sorted by where it is printed; no cell comes before any.

    What keeps a case from building comes before doubts, and either by file, row and column.
    """
    return (
        not problem.blocks,
        problem.file,
        problem.row,
        problem.column,
        problem.code,
        problem.message,
        problem.cell or "",
    )
