"""Which id somebody meant who wrote a name, several ids, or one with a slip."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tertius.case.near import MOST_JOINED, odd_letter, one_each, parts_of
from tertius.case.problems import Message, message
from tertius.case.write import slug
from tertius.evidence.row import ID

LONGEST = 2_000
"""A longer text is no id and no list of ids, and is not looked at for one."""

FEW = 2_000
"""With more ids than this, only those that begin or end like the one sought are compared."""

JOINED = re.compile(r"\s*(?:[,;/&+|\n]|\band\b)\s*|\s+")
"""How people join ids, or names of one word."""


@dataclass(frozen=True)
class Known:
    """Hold the ids that may stand in a cell, what their rows are called, and where each stands."""

    files: str
    ids: Collection[str]
    called: Mapping[str, str] = field(default_factory=dict)
    """The id of each name, by its letters; none where two rows have one name."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where the row of an id stands, as file and line."""

    def meant(self, text: str) -> str | None:
        """Return the id that a text means as it stands, in other capitals, or as a name."""
        return text if text in self.ids else self.same(text) or self.called.get(letters(text))

    def same(self, text: str) -> str | None:
        """Return the id that differs in capitals alone, or in how its parts are joined."""
        return self._by_letters.get(letters(text))

    def like(self, text: str) -> Sequence[str]:
        """Return the ids with which a text is compared: all where they are few, else those that begin or end as it does."""
        if len(self.ids) <= FEW:
            return sorted(self.ids)
        return sorted({*self._ends.get(text[:3], ()), *self._ends.get(f"…{text[-3:]}", ())})[:FEW]

    @cached_property
    def _by_letters(self) -> Mapping[str, str]:
        return {letters(name): name for name in sorted(self.ids, reverse=True)}

    @cached_property
    def _ends(self) -> Mapping[str, list[str]]:
        ends: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.ids):
            for end in (name[:3], f"…{name[-3:]}"):
                if len(ends[end]) < FEW:
                    ends[end].append(name)
        return ends

    def where(self, name: str) -> str:
        """Return where the row of an id stands, or in which files, for a message."""
        return self.places.get(name, self.files)


def letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def not_there(value: str, known: Known, *, many: bool) -> Message:
    """Return what to write where a text is the id of no row that may be named."""
    if len(value) > LONGEST:
        return message("dangling", "absent", files=known.files)
    if odd := odd_letter(value):
        return odd
    if same := known.same(value):
        return message("dangling", "letters", near=same, place=known.where(same))
    if named := known.called.get(letters(value)):
        return message("dangling", "named", near=named, place=known.where(named))
    if several := _several(value, known):
        if many:
            return message("dangling", "several", near=";".join(several))
        return message("dangling", "one_each", listed=one_each(several))
    if many and (joined := _partly(value, known)):
        return joined
    if near := near_id(value, known.like(value)):
        place = known.where(near)
        return message("dangling", "near", near=near, place=place, files=known.files)
    if not ID.match(value) and (proposed := slug(value)):
        return message("dangling", "name", files=known.files, near=proposed)
    if like := _other_numbers(value, known.like(value)):
        return message("dangling", "like", files=known.files, like=" or ".join(like))
    return message("dangling", "absent", files=known.files)


NUMBER = re.compile(r"\d+")
MOST_LIKE = 3
"""With more ids that differ in a number alone, such as those of a yearbook, none tells which is meant."""


def _other_numbers(value: str, ids: Iterable[str]) -> list[str]:
    """Return the ids that differ from a text in their numbers alone; none where they are many."""
    if not NUMBER.search(value):
        return []
    plain = NUMBER.sub("0", value)
    like = [name for name in ids if name != value and NUMBER.sub("0", name) == plain]
    return like if len(like) <= MOST_LIKE else []


def _several(value: str, known: Known) -> list[str]:
    """Return the ids that a text joins; none where one of its parts means no id."""
    words = [part for part in JOINED.split(value.strip()) if part]
    for parts in (parts_of(value), words if len(words) <= MOST_JOINED else []):
        found = [known.meant(part) for part in parts]
        if len(found) > 1 and all(found):
            return list(dict.fromkeys(name for name in found if name))
    return []


def _partly(value: str, known: Known) -> Message | None:
    """Return what to write for a text that joins ids of which some are of no row; None where none is of one.

    Each part has to be an id as it stands: a name that holds a comma is no list.
    """
    parts = parts_of(value)
    absent = [part for part in parts if part not in known.ids]
    if len(absent) == len(parts) or not all(ID.match(part) for part in absent):
        return None
    files, whole = known.files, ";".join(parts)
    if len(absent) > 1:
        named = ", ".join(absent)
        return message("dangling", "several_absent", files=files, whole=whole, absent=named)
    return message("dangling", "one_absent", files=files, whole=whole, absent=absent[0])


def near_id(value: str, ids: Iterable[str]) -> str | None:
    """Return the id of which a text may be a slip of the hand; None where none is that near.

    Near is one with as many words, each the same but for a letter, or for two in a long word, and
    with the same numbers: `serbian-railways` is no slip of `russian-railways`, nor is 2014 of 2015.
    """
    words = re.split(r"[-_ ]+", value.lower())
    found = [(slips, name) for name in ids if (slips := _slips(words, name.split("-"))) is not None]
    return min(found)[1] if found else None


def _slips(words: Sequence[str], others: Sequence[str]) -> int | None:
    """Return how many letters differ between two ids of as many words; None where more than slips."""
    if len(words) != len(others):
        return None
    total = 0
    for word, other in zip(words, others, strict=True):
        if word == other:
            continue
        if abs(len(word) - len(other)) > 2 or _digits(word) != _digits(other):
            return None
        slips = _distance(word, other)
        if slips > (2 if min(len(word), len(other)) > 6 else 1) or min(len(word), len(other)) < 3:
            return None
        total += slips
    return total if total <= 2 else None


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())


def _distance(one: str, other: str) -> int:
    """Return how many letters to change, add, take out or exchange with the next until two words are the same.

    The optimal string alignment distance, as in any textbook.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                steps = min(steps, older[j - 2] + 1)
            row.append(steps)
    return row[-1]
