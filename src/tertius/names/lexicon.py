"""The words that names are made of, and what each means whatever its language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tertius.evidence.packaged import packaged
from tertius.names.letters import script_of

MOST_ENDING = 4
"""How many letters may follow a stem."""


@dataclass(frozen=True)
class Meaning:
    """Hold what a word or phrase of the lexicon is: its group and the concept that it stands for."""

    group: str
    """`form`, `filler`, `country`, `capital`, `known` or `word`."""
    concept: str


@dataclass(frozen=True)
class Lexicon:
    """Hold every phrase by its words, every stem, and the Chinese ones by their characters."""

    phrases: dict[tuple[str, ...], Meaning]
    stems: dict[tuple[str, ...], Meaning]
    chinese: dict[str, Meaning]
    longest: int

    def find(self, words: Sequence[str]) -> tuple[int, Meaning] | None:
        """Return how many of the words at the front are an entry, the longest first, and its meaning."""
        for size in range(min(self.longest, len(words)), 0, -1):
            part = tuple(words[:size])
            meaning = self.phrases.get(part) or self._stem(part)
            if meaning:
                return size, meaning
        return None

    def _stem(self, part: tuple[str, ...]) -> Meaning | None:
        """Return the entry whose last word, or each of whose starred words, begins like these."""
        last = part[-1]
        for cut in range(min(MOST_ENDING, len(last) - 2) + 1):
            if meaning := self.stems.get((*part[:-1], last[: len(last) - cut])):
                return meaning
        return None


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    data: dict[str, Any] = packaged("tertius.names", "lexicon.yml")
    entries: list[tuple[str, Meaning]] = []
    for line in data["forms"]:
        entries += (
            [(form.strip(), Meaning("form", "form")) for form in line.split(",")]
            if isinstance(line, str)
            else []
        )
    entries += [(str(word), Meaning("filler", "filler")) for word in data["fillers"]]
    for code, (names, capitals) in data["countries"].items():
        entries += [(name, Meaning("country", code)) for name in names]
        entries += [(name, Meaning("capital", code)) for name in capitals]
    for group in ("known", "words"):
        for concept, names in data[group].items():
            entries += [
                (str(name), Meaning(group.removesuffix("s"), str(concept))) for name in names
            ]
    phrases: dict[tuple[str, ...], Meaning] = {}
    stems: dict[tuple[str, ...], Meaning] = {}
    chinese: dict[str, Meaning] = {}
    for name, meaning in entries:
        if any(script_of(letter) == "han" for letter in name):
            chinese.setdefault(name, meaning)
        elif name.endswith("*"):
            stems.setdefault(tuple(part.rstrip("*") for part in name.split()), meaning)
        else:
            phrases.setdefault(tuple(name.split()), meaning)
    return Lexicon(phrases, stems, chinese, max(len(key) for key in (*phrases, *stems)))
