"""A cell as a rule of the proposals fills it: what it says, which letters say so, and why."""

from typing import NamedTuple, Protocol


class Placed(Protocol):
    """What stands somewhere in a sentence: an actor, a date, a figure, a doubt."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Cell(NamedTuple):
    """Hold the text of a cell, the letters of the sentence that led to it, and why."""

    value: str
    start: int = 0
    end: int = 0
    why: str = ""


def cell(value: str, at: Placed | tuple[int, int], why: str) -> Cell:
    """Return a cell that something in the sentence, or some letters of it, led to."""
    start, end = at if isinstance(at, tuple) else (at.start, at.end)
    return Cell(value, start, end, why)
