"""Text in a plain form that keeps every letter in its place."""

import re
import unicodedata
from functools import lru_cache

SAME = str.maketrans(
    "đĐøØłŁ’‘‛`´ʼ‐‑‒–—―“”„«»\u00a0\u2009\u202f\n\r\t", "dDoOlL''''''------\"\"\"\"\"      "
)
WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    for part in unicodedata.normalize("NFKD", letter):
        if not unicodedata.combining(part):
            return part
    return letter


def fold(text: str) -> str:
    """The text without diacritics, with plain quotes and dashes: as many letters as before."""
    plain = text.translate(SAME)
    if plain.isascii():
        return plain
    return "".join(letter if letter.isascii() else _plain(letter) for letter in plain)


def words(text: str) -> list[tuple[int, int, str]]:
    """The words of a text, each with where it begins and ends."""
    return [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
