"""Text in a plain form that keeps every letter in its place."""

import re

from tertius.evidence.fold import in_place

SAME = str.maketrans("’‘‛`´ʼ‐‑‒–—―“”„«»\u00a0\u2009\u202f\n\r\t", "''''''------\"\"\"\"\"      ")
WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return the text without diacritics, with plain quotes and dashes: as many letters as before."""
    return in_place(text.translate(SAME))


def words(text: str) -> list[tuple[int, int, str]]:
    """The words of a text, each with where it begins and ends."""
    return [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
