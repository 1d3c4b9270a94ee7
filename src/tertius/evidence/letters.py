"""Letters that cannot be seen, or that look like others: named, so that they can be found and taken out."""

import re
import unicodedata

INVISIBLE = ("Cf", "Cc", "Zl", "Zp", "Cs", "Co", "Cn")
"""The categories of letters that a reader does not see."""

WHITE = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces that are not the space bar's."""


def invisible_letter(text: str) -> str | None:
    """Return the first letter that cannot be seen, or is a space of another kind, by its name."""
    for letter in text:
        if unicodedata.category(letter) in INVISIBLE or letter in WHITE:
            return named(letter)
    return None


def foreign_letter(text: str) -> str | None:
    """Return the first letter of another script in a text that is otherwise Latin, by its name."""
    letters = [letter for letter in text if letter.isalpha()]
    others = [letter for letter in letters if not _is_latin(letter)]
    return named(others[0]) if others and len(others) < len(letters) else None


def _is_latin(letter: str) -> bool:
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "")


def named(letter: str) -> str:
    """Return what Unicode calls a letter, such as Cyrillic small letter a."""
    name = unicodedata.name(letter, "control character").lower()
    return SCRIPT.sub(lambda found: found[0].capitalize(), name)


SCRIPT = re.compile(r"\b(?:latin|cyrillic|greek|armenian|hebrew|arabic)\b")
"""The names of scripts, which begin with a capital."""

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""What a word processor and other keyboards write for the hyphen."""


def dash(text: str) -> str | None:
    """Return the first dash that only looks like a hyphen, by its name."""
    return next((named(letter) for letter in text if letter in DASHES), None)


def with_hyphens(text: str) -> str:
    """Return a text with the hyphen of the keyboard in place of every dash."""
    return "".join("-" if letter in DASHES else letter for letter in text)


WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""The Latin letters and digits that a Chinese or Japanese keyboard writes as wide as its own signs."""


def is_wide(text: str) -> bool:
    """Return whether a text holds wide Latin letters or digits."""
    return WIDE.search(text) is not None


def ordinary(text: str) -> str:
    """Return a text with ordinary letters in place of wide ones and ligatures (Unicode's NFKC)."""
    return unicodedata.normalize("NFKC", text)


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
