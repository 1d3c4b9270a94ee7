"""Which of many possible readings are the numbers of notes: the one best sequence through the whole paper.

A printed digit may be a note's number or something else. One alone cannot be told; all of them
together can, since notes are numbered 1, 2, 3 …. Every reading has a weight, every number that is
skipped and every new beginning has a price, and the sequence with the best sum is taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import inf

LARGEST = 9_999
"""No paper has more notes than this in one series."""


@dataclass(frozen=True)
class Reading:
    """A number of a note that may stand at a place, and how much speaks for it."""

    place: int
    """Where it stands; of several readings of one place at most one is taken."""
    number: int
    weight: float


@dataclass(frozen=True)
class Price:
    """What it costs to skip numbers (a first price, more for each number, a highest price), and to begin anew at 1."""

    first: float
    each: float
    most: float
    anew: float


class _Highest:
    """The highest value among the numbers up to a given one; both calls take the logarithm of the largest."""

    def __init__(self, size: int) -> None:
        self._best: list[tuple[float, int]] = [(-inf, -1)] * (size + 2)

    def put(self, number: int, value: float, path: int) -> None:
        index = number + 1
        while index < len(self._best):
            if value > self._best[index][0]:
                self._best[index] = (value, path)
            index += index & -index

    def up_to(self, number: int) -> tuple[float, int]:
        found, index = (-inf, -1), number + 1
        while index > 0:
            found = max(found, self._best[index])
            index -= index & -index
        return found


def best_sequence(readings: Iterable[Reading], price: Price) -> list[Reading]:
    """The readings that together make the best sequence of numbers, in the order of their places.

    The numbers rise, but for new beginnings at 1. Takes n log n time in the number of readings.
    """
    usable = [r for r in readings if 0 < r.number <= LARGEST and r.weight > 0]
    usable.sort(key=lambda reading: reading.place)
    size = max((r.number for r in usable), default=0)
    exact: list[tuple[float, int]] = [(-inf, -1)] * (size + 2)
    near, far = _Highest(size + 1), _Highest(size + 1)
    before: list[int] = []
    best = (0.0, -1)

    def keep(number: int, score: float, path: int) -> None:
        if score > exact[number][0]:
            exact[number] = (score, path)
            near.put(number, score + price.each * number, path)
            far.put(number, score, path)

    keep(0, 0.0, -1)
    for _, group in groupby(enumerate(usable), key=lambda pair: pair[1].place):
        found = []
        for index, reading in group:
            value, path = exact[reading.number - 1]
            if reading.number > 1:
                close, close_path = near.up_to(reading.number - 2)
                close -= price.first + price.each * (reading.number - 1)
                distant, distant_path = far.up_to(reading.number - 2)
                distant -= price.most
                value, path = max((value, path), (close, close_path), (distant, distant_path))
            else:
                value, path = max((value, path), (best[0] - price.anew, best[1]))
            before.append(path)
            found.append((reading.number, value + reading.weight, index))
        for number, score, index in found:
            keep(number, score, index)
            best = max(best, (score, index))
    chosen, at = [], best[1]
    while at >= 0:
        chosen.append(usable[at])
        at = before[at]
    return chosen[::-1]
