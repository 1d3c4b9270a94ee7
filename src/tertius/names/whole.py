"""Names compared as wholes, before their words: abbreviations, numbers, seats of power, characters, gaps."""

from collections.abc import Sequence

from tertius.names.letters import script_of
from tertius.names.likeness import Likeness
from tertius.names.reading import Reading, readings
from tertius.names.reasons import listed, shown
from tertius.names.words import alike

HOUSES = frozenset(
    ("government", "ministry", "president-office", "parliament", "republic", "foreign-affairs")
)
"""What a capital stands for when it is named in place of a state."""


def abbreviations(left: Reading, right: Reading) -> Likeness | None:
    """Return what is said where one or both are nothing but capitals."""
    shorts = [r for r in (left, right) if r.is_abbreviation and not any(w.concept for w in r.words)]
    if len(shorts) == 2:
        one, other = left.words[0], right.words[0]
        if alike(one, other).score >= 0.97:
            return Likeness(
                0.7, f"the same abbreviation, {shown(left)}, which two may bear", "undecided"
            )
        return Likeness(0.1, "two abbreviations that differ", "not_same")
    if len(shorts) == 1:
        short = shorts[0]
        full = right if short is left else left
        if len(full.words) > 1 and _initials_fit(short, full):
            return Likeness(
                0.65,
                f"{shown(short)} is made of the first letters of {shown(full)}, as it may be of others",
                "undecided",
            )
    return None


def _initials_fit(short: Reading, full: Reading) -> bool:
    """Return whether an abbreviation takes, in order, the first letter of each word and no other or few."""
    letters = "".join(letter for letter in short.text if letter.isalpha())
    parts = [part for part in full.text.replace("-", " ").split() if part[:1].isalpha()]
    script = "cyrillic" if any(word.script == "cyrillic" for word in full.words) else "latin"
    wanted = readings(letters, short.words[0].script)
    plain_parts = [readings(part, script)[0] for part in parts if readings(part, script)]
    heavy = [part for part in plain_parts if part not in SMALL]
    return any(_takes(text, words) for text in wanted for words in (plain_parts, heavy))


SMALL = frozenset(("of", "the", "and", "for", "i", "za", "u", "na", "v", "po", "de", "la"))


def _takes(letters: str, words: Sequence[str]) -> bool:
    place = 0
    for word in words:
        if not letters[place : place + 1] or word[0] != letters[place]:
            return False
        place += 1
        rest = word[1:]
        after = words[words.index(word) + 1 :]
        while place < len(letters) - len(after) and letters[place] in rest:
            rest = rest[rest.index(letters[place]) + 1 :]
            place += 1
    return place == len(letters) and len(words) > 1


def numbers(left: Reading, right: Reading) -> Likeness | None:
    """Return that two names have different numbers; None elsewhere."""
    one = {word.text for word in left.words if word.kind == "number"}
    other = {word.text for word in right.words if word.kind == "number"}
    if one == other or not (one and other):
        return None
    return Likeness(0.2, f"their numbers differ: {listed(one)} and {listed(other)}", "not_same")


def seat_of_power(left: Reading, right: Reading) -> Likeness | None:
    """Return that a city named in place of a government or a state is no name of it; None elsewhere."""
    for one, other in ((left, right), (right, left)):
        city = next((word for word in one.words if word.kind == "capital"), None)
        if (
            city is None
            or len(one.words) > 1
            or (len(other.words) == 1 and other.words[0].kind == "capital")
        ):
            continue
        state = any(word.kind == "country" and word.concept == city.concept for word in other.words)
        house = any(word.concept in HOUSES for word in other.words)
        if state or house:
            return Likeness(
                0.15,
                f"{city.text.title()} is a place, and stands for {shown(other)} only in a manner of speaking",
                "not_same",
            )
    return None


def is_chinese(text: str) -> bool:
    """Return whether a text is of Chinese characters alone."""
    return bool(text) and all(script_of(letter) == "han" for letter in text)


def read_alike(left: Reading, right: Reading) -> bool:
    """Return whether two names have a reading in common."""
    plain_words = not any(word.concept for word in (*left.words, *right.words))
    return plain_words and bool(_joined(left) & _joined(right))


def without_spaces(left: Reading, right: Reading) -> Likeness | None:
    """Return that two names differ in gaps between words alone; None elsewhere."""
    if len(left.words) == len(right.words) or any(
        word.concept for word in (*left.words, *right.words)
    ):
        return None
    one, other = _joined(left), _joined(right)
    if one & other and max(map(len, one & other)) > 4:
        return Likeness(0.96, "the same letters, with other gaps between the words", "same")
    return None


def _joined(reading: Reading) -> set[str]:
    return {
        "".join(word.readings[min(place, len(word.readings) - 1)] for word in reading.words)
        for place in range(4)
        if all(word.readings for word in reading.words)
    }
