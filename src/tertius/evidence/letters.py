"""Letters that cannot be seen, or that look like others: named, so that they can be found and taken out."""

import re
import unicodedata

INVISIBLE = ("Cf", "Cc", "Zl", "Zp", "Cs", "Co", "Cn")
"""The categories of letters that a reader does not see."""

WHITE = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces that are not the space bar's."""


def invisible_letter(text: str) -> str | None:
    """Return the first letter that cannot be seen, or is a space of another kind, by code and name."""
    for letter in text:
        if unicodedata.category(letter) in INVISIBLE or letter in WHITE:
            return named(letter)
    return None


def foreign_letter(text: str) -> str | None:
    """Return the first letter of another script in a text that is otherwise Latin, by code and name."""
    letters = [letter for letter in text if letter.isalpha()]
    others = [letter for letter in letters if not _is_latin(letter)]
    return named(others[0]) if others and len(others) < len(letters) else None


def _is_latin(letter: str) -> bool:
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "")


def named(letter: str) -> str:
    """Return a letter by its code and name, such as U+0430 CYRILLIC SMALL LETTER A."""
    name = unicodedata.name(letter, "a control character")
    return f"U+{ord(letter):04X} {name}"


WORD = re.compile(r"[^\W\d_]{3,}")


def mixed_word(text: str) -> tuple[str, str] | None:
    """Return the first word that mixes Latin and Cyrillic letters, with its letter of the rarer script."""
    for word in WORD.findall(text):
        scripts = ["CYRILLIC" in unicodedata.name(letter, "") for letter in word]
        latin = [_is_latin(letter) for letter in word]
        if any(scripts) and any(latin):
            rarer = scripts if sum(scripts) <= sum(latin) else latin
            letter = next(each for each, is_rarer in zip(word, rarer, strict=True) if is_rarer)
            return word, named(letter)
    return None
