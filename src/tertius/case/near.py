"""What somebody meant whose word, id or code is not there: found where something is near, and never guessed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from tertius.case.problems import Message, message
from tertius.evidence.codes import name_of
from tertius.evidence.countries import code_meant as country_meant
from tertius.evidence.letters import (
    dash,
    foreign_letter,
    invisible_letter,
    is_wide,
    ordinary,
    with_hyphens,
)
from tertius.evidence.meant import SIGNS, says_nothing
from tertius.evidence.row import ID
from tertius.evidence.scales import WORTH
from tertius.evidence.text import NEAR, nearest_few
from tertius.evidence.units import CALLED

LONGEST = 2_000
"""A longer text is no list of codes."""

SEVERAL = re.compile(r"\s*(?:[/,;&+|]|\band\b|\bund\b|\bet\b)\s*")
"""How people put several codes into one cell."""


def odd_letter(text: str) -> Message | None:
    """Return what to say of a letter that cannot be seen, or is of another script than the rest."""
    if letter := invisible_letter(text):
        return message("odd-letter", "invisible", letter=letter)
    if letter := foreign_letter(text):
        return message("odd-letter", "foreign", letter=letter)
    if is_wide(text) and (near := ordinary(text)).isascii():
        return message("odd-letter", "wide", near=near)
    if (letter := dash(text)) and ID.match(near := with_hyphens(text)):
        return message("odd-letter", "dash", letter=letter, near=near)
    return None


def near_word(
    word: str,
    meanings: Mapping[str, str],
    also: Mapping[str, Sequence[str]] | None = None,
    *,
    cutoff: float = NEAR,
) -> str | None:
    """Return the word that is meant: by its letters, by what it is also called, or by likeness.

    `also` has other names of words; one that names several gives all of them, joined by `or`. A
    likeness below `cutoff` is none.
    """
    if same := same_letters(word, list(meanings)):
        return same
    alike = [each for each, names in (also or {}).items() if _letters(word) in map(_letters, names)]
    if alike:
        return " or ".join(alike)
    for each, means in meanings.items():
        if _letters(word) in {_letters(part) for part in means.split(",")}:
            return each
    return _likest(word.lower(), meanings, also or {}, cutoff)


def _likest(
    word: str, meanings: Iterable[str], also: Mapping[str, Sequence[str]], cutoff: float
) -> str | None:
    """Return the word that is likest by itself or by another of its names; of two alike, the one of like length."""
    names: dict[str, list[str]] = {each: [each] for each in meanings}
    for each, others in also.items():
        for name in others:
            names.setdefault(str(name), []).append(each)
    likest = max(
        nearest_few(word, names, most=SEVERAL_ALIKE, cutoff=cutoff),
        key=lambda name: (
            SequenceMatcher(None, name, word).ratio(),
            -abs(len(name) - len(word)),
        ),
        default=None,
    )
    return " or ".join(names[likest]) if likest else None


SEVERAL_ALIKE = 5
"""So many are looked at; no more are as like as the first."""


def joined_words(
    value: str, entries: Mapping[str, Mapping[str, Any]], vocabulary: str, *, code: str
) -> Message | None:
    """Return what to write where a cell joins words of a vocabulary; None where none of its parts is one."""
    also = called(entries)
    meant = {part: near_word(part, labels(entries), also) for part in parts_of(value)}
    absent = [part for part, word in meant.items() if word is None]
    near = ";".join(dict.fromkeys(word for word in meant.values() if word))
    if not near or " or " in near or len(absent) > 1:
        return None
    if not absent:
        return message(code, "joined", vocabulary=vocabulary, near=near)
    fields = {"absent": absent[0], "listed": listed(entries)}
    return message(code, "joined_of", vocabulary=vocabulary, others=near, **fields)


def labels(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the label of each word of a vocabulary."""
    return {word: str(entry.get("label", "")) for word, entry in entries.items()}


def called(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Sequence[str]]:
    """Return what words of a vocabulary are also called."""
    return {word: entry["also"] for word, entry in entries.items() if entry.get("also")}


MOST_WORDS = 24
"""A longer vocabulary is cut short, so that a message stays a few lines long."""


def listed(words: Iterable[str]) -> str:
    """Return the words of a vocabulary as a message lists them."""
    first, more = list(words)[:MOST_WORDS], list(words)[MOST_WORDS:]
    return ", ".join([*first, *(["…"] if more else [])])


def same_letters(word: str, words: Sequence[str]) -> str | None:
    """Return the word that differs in capitals alone, or in how its parts are joined."""
    plain = {_letters(each): each for each in words}
    return plain.get(_letters(word))


def _letters(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def codes_meant(text: str) -> list[str]:
    """Return the codes that a text means, several where it joins them; none where one part means none."""
    if len(text) > LONGEST:
        return []
    if one := code_meant(text):
        return [one]
    parts = SEVERAL.split(text.strip())
    if len(parts) == 1 and re.fullmatch(r"[A-Z]{2,3}(?: +[A-Z]{2,3})+", parts[0]):
        parts = parts[0].split()
    codes = [code_meant(part) for part in parts]
    return [code for code in codes if code] if len(codes) > 1 and all(codes) else []


def code_meant(text: str) -> str | None:
    """Return the code that a text means by its letters or as a name in a language that is read; None where none is near."""
    plain = ordinary(text)
    return country_meant(plain) if plain.strip(" .") else None


def no_code(value: str, *, many: bool) -> Message:
    """Return what to write where a cell holds no code of a country or bloc."""
    if odd := odd_letter(value):
        return odd
    if says_nothing(value):
        return message("unknown-code", "nothing")
    if value.strip().casefold() in WORLD:
        return message("unknown-code", "world")
    meant = codes_meant(value)
    if len(meant) == 1:
        return message("unknown-code", "meant", near=meant[0], name=name_of(meant[0]))
    if meant:
        wording = "several" if many else "one_each"
        return message("unknown-code", wording, near=";".join(meant), listed=one_each(meant))
    return (joined_codes(value) if many else None) or message("unknown-code", "cell")


def joined_codes(value: str) -> Message | None:
    """Return what to write where a cell joins codes and something that is none; None where it joins no code."""
    codes = {part: code_meant(part) for part in parts_of(value)}
    absent = [part for part, code in codes.items() if code is None]
    near = [code for code in codes.values() if code]
    if len(absent) != 1 or not near:
        return None
    return message("unknown-code", "several_of", others=";".join(near), absent=absent[0])


LISTED = re.compile(r"\s*[,;/&+|\n]\s*|\s+(?:and|und|et)\s+")
"""How people join what may hold spaces."""

MOST_JOINED = 20
"""No cell joins more by hand."""


def parts_of(text: str) -> list[str]:
    """Return what a text joins by another sign than the semicolon, each once; nothing where it joins nothing."""
    parts = [part for part in LISTED.split(text.strip()) if part] if len(text) <= LONGEST else []
    return list(dict.fromkeys(parts)) if 1 < len(parts) <= MOST_JOINED else []


def one_each(values: Iterable[str]) -> str:
    """Return values as a message tells that each goes into a row of its own."""
    return " and ".join(f"one with {value}" for value in values)


WORLD = frozenset(
    {"world", "the world", "all", "total", "global", "rest of the world", "row", "welt", "monde"}
)
"""What people write for all countries together."""


def no_unit(value: str, units: Iterable[str]) -> Message | None:
    """Return what to write for a unit that holds a number of millions, or a sign; None for another."""
    whole = UNITS.get(" ".join(value.lower().split()))
    if whole and whole in units:
        return message("unknown-word", "unit", near=whole)
    words = [SIGNS.get(word.lower(), word) for word in re.findall(r"[^\W\d_]+\$?|[€$£¥₽]|%", value)]
    zeros = sum(WORTH.get(word.lower(), 0) for word in words)
    rest = [word for word in words if word.lower() not in WORTH]
    if len(rest) != 1:
        return None
    unit = UNITS.get(rest[0].lower()) or same_letters(rest[0], list(units))
    if unit is None or unit not in units:
        return None
    if zeros:
        return message("unknown-word", "multiplied", near=unit, factor=f"{10**zeros:,}")
    return message("unknown-word", "unit", near=unit)


UNITS = {
    **CALLED,
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "yuan": "CNY", "rmb": "CNY",
    "renminbi": "CNY", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB",
    "dinar": "RSD", "dinars": "RSD", "din": "RSD", "dinara": "RSD", "pound": "GBP", "pounds": "GBP",
    "franc": "CHF", "francs": "CHF", "us dollar": "USD", "us dollars": "USD", "u.s. dollars": "USD",
    "american dollars": "USD", "british pounds": "GBP", "swiss francs": "CHF", "chinese yuan": "CNY",
    "russian roubles": "RUB", "tenge": "KZT", "rupees": "INR", "zloty": "PLN", "forint": "HUF",
    "percent": "pct", "per cent": "pct", "%": "pct", "prozent": "pct",
}  # fmt: skip
"""What units are called, by the words of the vocabulary."""
