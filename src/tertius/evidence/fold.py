"""Letters in their plain form: one fold for whatever compares names, orders them or makes ids of them."""

import unicodedata
from functools import lru_cache

UNDECOMPOSED = {
    "đ": "dj", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ĸ": "k",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a",
    "Đ": "Dj", "Ð": "D", "Ø": "O", "Ł": "L", "Ħ": "H", "Ŧ": "T", "Ŋ": "N",
    "ẞ": "Ss", "Æ": "Ae", "Œ": "Oe", "Þ": "Th", "Ə": "A",
}  # fmt: skip
"""Latin letters that Unicode does not take apart into a plain one and a mark, as newspapers in English print them."""


def plain(text: str) -> str:
    """Return a text with plain Latin letters for marked ones: `Đoković` is `Djokovic`, `Łódź` is `Lodz`.

    Capitals stay, and so do letters of other scripts, without their marks.
    """
    if text.isascii():
        return text
    return "".join(map(_plain_letter, text))


def in_place(text: str) -> str:
    """Return a text with one plain letter for each, so that what is found in it has its place in the text too."""
    if text.isascii():
        return text
    return "".join(map(_letter_in_place, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(UNDECOMPOSED.get(p, p) for p in parts if not unicodedata.combining(p))


ONE_FOR_ONE = dict(zip("đĐøØłŁ", "dDoOlL", strict=True))
"""Letters that are folded in place though Unicode does not take them apart.

The ids of proposals are made of sentences folded so: a letter more here, and a sentence that has it
would be proposed anew though somebody decided on it.
"""


@lru_cache(maxsize=4096)
def _letter_in_place(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", ONE_FOR_ONE.get(letter, letter))
    return next((part for part in parts if not unicodedata.combining(part)), letter)
