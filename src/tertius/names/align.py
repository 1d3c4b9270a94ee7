"""The words of two names put beside each other, and how much each says about whose name it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from tertius.names.reading import Word
from tertius.names.words import Alike, alike


@dataclass(frozen=True)
class Fit:
    """Hold one word of each name, put beside each other."""

    left: Word
    right: Word
    alike: Alike


LIGHT = {
    "company": 0.1,
    "group": 0.15,
    "republic": 0.1,
    "federal": 0.2,
    "city": 0.1,
    "general": 0.2,
}
"""Words that say little about whose name it is, and how much they weigh."""
WEIGHTS = {"word": 0.6, "country": 0.7, "initial": 0.4, "number": 0.8}
FITS = 0.72
"""Two words that are less alike than this are not put beside each other."""


def align(left: Sequence[Word], right: Sequence[Word]) -> tuple[list[Fit], list[Word], list[Word]]:
    """Return the words of two names put beside each other, the likest first, and the words left over."""
    options = sorted(
        (
            (-likeness.score, abs(i - j), i, j, likeness)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
            if (likeness := alike(one, other)).score >= FITS
        ),
        key=lambda option: option[:4],
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    fits = []
    for _, _, i, j, likeness in options:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            fits.append((i, Fit(left[i], right[j], likeness)))
    fits.sort(key=lambda pair: pair[0])
    return (
        [fit for _, fit in fits],
        [word for i, word in enumerate(left) if i not in taken_left],
        [word for j, word in enumerate(right) if j not in taken_right],
    )


def weight(word: Word) -> float:
    """Return how much a word says about whose name it is; 1 for a proper name."""
    if word.kind == "name":
        return 1.0 if len(word.text) > 1 else 0.5
    return LIGHT.get(word.concept, WEIGHTS.get(word.kind, 1.0))
