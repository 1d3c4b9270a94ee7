"""Text as messages and pages quote it, and the word that somebody meant."""

import difflib
from collections.abc import Iterable

NEAR = 0.6
"""How alike two words are at least, of 1, for one to be taken for a slip of the other: difflib's own choice."""


def shorten(text: str, length: int = 80) -> str:
    """Return the text, cut where it is too long to quote."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= length else f"{clean[:length]}…"


def several(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, which stands in the singular where there is one; `many` where an s makes no plural."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def nearest(word: str, among: Iterable[str], *, cutoff: float = NEAR) -> str | None:
    """Return the word that is most like another; None where all are less like it than `cutoff`."""
    return next(iter(nearest_few(word, among, most=1, cutoff=cutoff)), None)


def nearest_few(word: str, among: Iterable[str], *, most: int, cutoff: float = NEAR) -> list[str]:
    """Return up to so many words that are most like another, the likest first."""
    return difflib.get_close_matches(word, list(among), n=most, cutoff=cutoff)


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """Return the question whether the nearest word was meant, as it stands behind a sentence; empty where none is near."""
    near = nearest(word, among)
    return f" Did you mean {near}?" if near else ""
