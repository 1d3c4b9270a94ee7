"""Numbers that rise, and begin anew with each chapter or page: which of them make one series."""

from collections.abc import Sequence
from itertools import pairwise

OUT_OF_ORDER = 0.1
"""Where more numbers than this share fall to another than 1, they do not count notes but name entries of a list."""


def begins_anew(number: int, last: int, following: int | None, *, seen: bool) -> bool:
    """Whether a new series begins with a number: at 1, or at a low number that the next goes on from."""
    if number > last:
        return False
    return number == 1 or (not seen and number < last and following == number + 1)


def in_series(numbers: Sequence[int]) -> list[list[int]]:
    """Return the places of numbers by series, each in order.

    What repeats a number stays in its series, and so does a mark, whose number is 0.
    """
    series: list[list[int]] = []
    seen: set[int] = set()
    last = 0
    for place, number in enumerate(numbers):
        if not number and series:
            series[-1].append(place)
            continue
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if not series or begins_anew(number, last, following, seen=number in seen):
            series.append([])
            seen = set()
        elif number in seen:
            series[-1].append(place)
            continue
        series[-1].append(place)
        seen.add(number)
        last = number
    return series


def paired_series(called: Sequence[set[int]], printed: Sequence[set[int]]) -> list[int | None]:
    """Return for each printed series the series in the text that it belongs to, in order.

    Where some are lost, each goes to the one whose numbers it shares most of.
    """
    if len(printed) >= len(called):
        return [index if index < len(called) else None for index in range(len(printed))]
    missing = len(called) - len(printed)
    best: list[list[tuple[int, int]]] = [[(0, -1)] * (missing + 1)]
    for index, notes in enumerate(printed):
        row: list[tuple[int, int]] = []
        highest = (-1, 0)
        for skipped in range(missing + 1):
            shared = len(notes & called[index + skipped])
            highest = max(highest, (best[index][skipped][0], -skipped))
            row.append((highest[0] + shared, -highest[1]))
        best.append(row)
    placed: list[int | None] = [None] * len(printed)
    skipped = max(range(missing + 1), key=lambda s: (best[-1][s][0], -s))
    for index in range(len(printed) - 1, -1, -1):
        placed[index] = index + skipped
        skipped = best[index + 1][skipped][1]
    return placed


def is_one_list(numbers: Sequence[int], largest: int) -> bool:
    """Whether numbers call one list in any order, as numbered literature is called.

    Series begin at 1 and rise by one. ``largest`` is the largest number of the list: literature has
    more entries than are called between two calls of its first.
    """
    if len(numbers) < 2:
        return False
    falls = sum(1 < after < before for before, after in pairwise(numbers))
    if numbers[0] != 1 or falls > OUT_OF_ORDER * len(numbers):
        return True
    parts: list[list[int]] = []
    for number in numbers:
        if number == 1 or not parts:
            parts.append([])
        parts[-1].append(number)
    uneven = sum(
        any(not 0 <= after - before <= 1 for before, after in pairwise(part)) for part in parts
    )
    return 2 * uneven > len(parts) and largest > max(len(set(part)) for part in parts)
