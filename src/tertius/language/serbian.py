"""Serbian in Latin letters, made from Serbian in Cyrillic: letter by letter, nothing is lost."""

import re

LETTERS = dict(
    zip(
        "абвгдђежзијклмнопрстћуфхцчш",
        "abvgdđežzijklmnoprstćufhcčš",
        strict=True,
    )
)
DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
"""Two Latin letters for one; in a word of capitals both are capitals."""

CYRILLIC = re.compile("[Ѐ-џ]+")


def latin(text: str) -> str:
    """Return a text with its Serbian Cyrillic in Latin letters, and all else as it was.

    Markup and `{names}` are in Latin letters already, so they stay. Letters that Serbian does not
    have, such as Russian ones, stay too.
    """
    return CYRILLIC.sub(lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    return "".join(_letter(word, place) for place in range(len(word)))


def _letter(word: str, place: int) -> str:
    sign = word[place]
    small = sign.lower()
    if small in DIGRAPHS:
        both = DIGRAPHS[small]
        if sign == small:
            return both
        beside = word[place + 1 : place + 2] or word[place - 1 : place]
        return both.upper() if beside and beside.isupper() else both.capitalize()
    found = LETTERS.get(small)
    if found is None:
        return sign
    return found if sign == small else found.upper()
