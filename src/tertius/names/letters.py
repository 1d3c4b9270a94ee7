"""Letters: which script a word is in, and Serbian from one alphabet to the other."""

import re
import unicodedata
from functools import lru_cache

from tertius.evidence.fold import plain

LONGEST = 300
"""No more letters of a name than these are looked at."""

CYRILLIC_TO_LATIN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "đ",
            "e",
            "ž",
            "z",
            "i",
            "j",
            "k",
            "l",
            "lj",
            "m",
            "n",
            "nj",
            "o",
            "p",
            "r",
            "s",
            "t",
            "ć",
            "u",
            "f",
            "h",
            "c",
            "č",
            "dž",
            "š",
        ],
        strict=True,
    )
)
LATIN_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in CYRILLIC_TO_LATIN.items()}
APART = (
    "injek", "konjunk", "konjug", "injic", "vanjez", "tanjug",
    "nadž", "podž", "odž", "predž",
)  # fmt: skip
"""Beginnings in which n and j, or d and ž, are two sounds: injekcija, nadživeti."""
TOGETHER = ("odžak", "podžanr")
"""Beginnings that look like those and are one sound."""

LOOKALIKE = dict(
    zip("АВЕЅІЈКМНОРСТУХаеѕіјкорсухԁԛԝһ", "ABESIJKMHOPCTYXaesijkopcyxdqwh", strict=True)
)
"""Cyrillic letters and the Latin ones that look the same in print."""

LATIN_LOOKALIKE = {latin: cyrillic for cyrillic, latin in LOOKALIKE.items()}


def unmixed(text: str) -> str:
    """Return a text in which no word mixes Latin and Cyrillic letters that only look alike.

    The script of most of a word's letters is its own; a word with a letter that has no double in
    it stays as it is.
    """
    if text.isascii():
        return text
    return re.sub(r"[^\W\d_]{2,300}", lambda word: _unmixed_word(word[0]), text)


def _unmixed_word(word: str) -> str:
    scripts = [script_of(letter) for letter in word]
    latin, cyrillic = scripts.count("latin"), scripts.count("cyrillic")
    if not latin or not cyrillic:
        return word
    own = "latin" if latin >= cyrillic else "cyrillic"
    doubles = LOOKALIKE if own == "latin" else LATIN_LOOKALIKE
    letters = [
        letter if script == own else doubles.get(letter, "")
        for letter, script in zip(word, scripts, strict=True)
    ]
    return "".join(letters) if all(letters) else word


def clean(text: str) -> str:
    """Return a name in small letters, in one form of Unicode, without invisible letters, at most 300 long."""
    cut = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]
    kept = "".join(
        letter
        for letter in cut
        if unicodedata.category(letter) not in ("Cf", "Cc", "Co", "Cs", "Cn")
    )
    return unicodedata.normalize("NFC", unmixed(kept).casefold().replace("ß", "ss"))[:LONGEST]


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """Return `latin`, `cyrillic`, `han`, `digit` or `other`."""
    if letter.isdigit():
        return "digit"
    name = unicodedata.name(letter, "")
    for script, begins in (("latin", "LATIN"), ("cyrillic", "CYRILLIC"), ("han", "CJK")):
        if name.startswith(begins):
            return script
    return "other"


MACEDONIAN = {"ѓ": ("gj", "g", "dj"), "ќ": ("kj", "k", "c"), "ѕ": ("dz", "z", "dz")}
"""Letters of Macedonian alone, as passports, newspapers and Serbian spell them."""


def from_macedonian(word: str) -> tuple[str, ...]:
    """Return a Macedonian word in plain Latin letters, as it is spelled in three ways."""
    ways = []
    for way in range(3):
        letters = str.maketrans({letter: spelled[way] for letter, spelled in MACEDONIAN.items()})
        ways.append(plain(to_latin(word.translate(letters))))
    return tuple(dict.fromkeys(ways))


def to_latin(text: str) -> str:
    """Return Serbian in Latin letters, as Serbian spells it; letters that are not Serbian Cyrillic stay."""
    letters = []
    for place, letter in enumerate(text):
        small = CYRILLIC_TO_LATIN.get(letter.lower())
        if small is None:
            letters.append(letter)
        elif letter.islower():
            letters.append(small)
        else:
            beside = text[place + 1 : place + 2] or text[max(place - 1, 0) : place]
            letters.append(small.upper() if beside.isupper() else small.capitalize())
    return "".join(letters)


def to_cyrillic(text: str) -> str:
    """Return Serbian in Cyrillic letters. Letters that Serbian does not have stay as they are.

    Latin cannot tell lj, nj and dž that are one sound from those that are two; a list of
    beginnings of words does (`injekcija`, `nadživeti`), and elsewhere they are one.
    """
    return re.sub(r"[^\W\d_]{1,300}", lambda word: _word_to_cyrillic(word[0]), text)


def _word_to_cyrillic(word: str) -> str:
    low = word.lower()
    apart = low.startswith(APART) and not low.startswith(TOGETHER)
    letters, place = [], 0
    while place < len(word):
        two = low[place : place + 2]
        size = 2 if two in LATIN_TO_CYRILLIC and len(two) == 2 else 1
        if size == 2 and apart and two != "lj" and place < 5:
            apart, size = False, 1
        small = LATIN_TO_CYRILLIC.get(low[place : place + size])
        here = word[place : place + size]
        letters.append(here if small is None else small.upper() if here[0].isupper() else small)
        place += size
    return "".join(letters)
