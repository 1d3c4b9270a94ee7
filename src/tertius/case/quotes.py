"""Quotes held to the texts that they are taken from: found, found elsewhere, found nowhere, or not stored."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from tertius.case.archive import Archive, StoredText
from tertius.case.problems import Problem, message
from tertius.case.read import Case

GAP = re.compile(r"\[[^\[\]]*\]|\.{3,}|…|\. \. \.")
"""What parts a quote: `...`, and what an editor put in square brackets."""
# A page has some 3,000 letters. Parts of a quote that lie further apart are two quotes.
FURTHEST = 3_000
DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff'\"‘’‚‛“”„‟«»‹›′″`´ʼ「」『』")
"""Letters that two printings of one sentence differ in: quotation marks, soft hyphens, letters without width."""
APOSTROPHES = frozenset("'’‘‛`´ʼ′")
"""Within a word these end what stands before them: *China* is a whole word of *China's*."""
DASHES = dict.fromkeys("‐‑‒–—―−", "-")

Standing = Literal["found", "elsewhere", "nowhere", "apart", "not_stored"]


@dataclass(frozen=True)
class Folded:
    """Hold a text without what two printings differ in, with where each letter stood."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True)
class Held:
    """Hold how a quote stands to the stored texts."""

    standing: Standing
    source: str = ""
    """In which source it was found."""
    place: str = ""
    """Where in its file."""
    spans: tuple[tuple[int, int], ...] = ()
    """Which letters of the stored text."""


def fold(text: str) -> Folded:
    """Return a text in lower case, with single spaces and without quotation marks and soft hyphens.

    A hyphen at the end of a line is joined with the next; letters keep their accents, since those
    tell words apart.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        if letter in DROPPED and not _is_within_a_word(text, offset):
            continue
        plain = (
            "'"
            if letter in APOSTROPHES
            else DASHES.get(letter) or unicodedata.normalize("NFKC", letter).casefold()
        )
        for one in plain:
            if one.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    offsets.append(offset)
            else:
                letters.append(one)
                offsets.append(offset)
    return Folded("".join(letters), tuple(offsets))


def _is_within_a_word(text: str, offset: int) -> bool:
    """Return whether a letter is an apostrophe between two others, as in *China's*."""
    around = text[offset - 1 : offset] + text[offset + 1 : offset + 2]
    return text[offset] in APOSTROPHES and len(around) == 2 and around.isalnum()


@lru_cache(maxsize=64)
def _folded(text: str) -> Folded:
    return fold(text)


def find(quote: str, text: str) -> tuple[tuple[int, int], ...] | None:
    """Return where the parts of a quote stand in a text, in their order; None where one stands nowhere.

    A part begins and ends where words do. Parts that lie further apart than a page are not taken
    for one quote; where the words stand but so far apart, an empty tuple comes back.
    """
    parts = [
        part.text.strip(" -")
        for raw in GAP.split(quote)
        if (part := fold(raw)).text.strip(" -.,;:")
    ]
    if not parts:
        return None
    folded = _folded(text)
    first = True
    for start in _all(parts[0], folded.text, 0):
        first = False
        spans = _follow(parts, folded.text, start)
        if spans:
            return tuple((folded.offsets[a], folded.offsets[b - 1] + 1) for a, b in spans)
    if first or any(next(_all(part, folded.text, 0), None) is None for part in parts):
        return None
    return ()


def _follow(parts: list[str], text: str, start: int) -> list[tuple[int, int]] | None:
    """Return the spans of all parts from a place of the first on; None where one does not follow within a page."""
    spans = [(start, start + len(parts[0]))]
    for part in parts[1:]:
        end = spans[-1][1]
        following = next(_all(part, text, end), None)
        if following is None or following - end > FURTHEST:
            return None
        spans.append((following, following + len(part)))
    return spans


def _all(part: str, text: str, start: int) -> Iterator[int]:
    """Yield where a part stands in a text from a place on, as whole words."""
    place = text.find(part, start)
    while place >= 0:
        if _is_whole(part, text, place):
            yield place
        place = text.find(part, place + 1)


def _is_whole(part: str, text: str, place: int) -> bool:
    """Return whether a part begins and ends where a word or number of the text does."""
    end = place + len(part)
    before, behind = text[place - 1 : place], text[end : end + 1]
    if part[0].isalnum() and _goes_on(before, text[place - 2 : place - 1], part[0]):
        return False
    return not (part[-1].isalnum() and _goes_on(behind, text[end + 1 : end + 2], part[-1]))


def _goes_on(beside: str, further: str, letter: str) -> bool:
    """Return whether a word or number goes on beyond a letter: 25 in 1.25, not in `25.`; Chinese has no spaces."""
    if _is_ideograph(letter) or (beside and _is_ideograph(beside)):
        return False
    if beside.isalnum():
        return True
    return letter.isdecimal() and beside in (".", ",") and further.isdecimal()


def _is_ideograph(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"


@dataclass
class Quotes:
    """Hold the quotes of a case to its stored texts, each text folded once."""

    case: Case
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.archive = Archive(self.case.folder, self.case.sources)

    def held(self, row: Any) -> Held:
        """Return how the quote of a claim or observation stands to the text that it was read in.

        It was read in `via`, or in its source; one that somebody checked may be quoted from either.
        """
        read_in = [row.via] if row.via else []
        own = [name for name in (*read_in, *row.source) if self.archive.text(name) is not None]
        if not own:
            return Held("not_stored")
        for name in own:
            if (held := self._in(row.quote, name)) is not None and held.standing == "found":
                return held
        for name in self.archive.stored():
            if name in own:
                continue
            held = self._in(row.quote, name)
            if held is not None and held.standing == "found":
                return Held("elsewhere", name, held.place, held.spans)
        apart = next((held for name in own if (held := self._in(row.quote, name))), None)
        return apart or Held("nowhere", own[0])

    def _in(self, quote: str, name: str) -> Held | None:
        stored = self.archive.text(name)
        spans = find(quote, stored.text) if isinstance(stored, StoredText) else None
        if spans is None or stored is None:
            return None
        if not spans:
            return Held("apart", name)
        return Held("found", name, stored.place(spans[0][0]), spans)


def quoted(case: Case) -> Iterator[tuple[str, int, Any]]:
    """Yield every current claim and observation with a quote: its table, its line and itself."""
    for table in ("claims", "observations"):
        for number, row in case.tables[table]:
            if row.quote and row.status == "current":
                yield table, number, row


def check_quotes(case: Case) -> tuple[list[Problem], dict[Standing, int]]:
    """Return a problem for each quote that does not stand where it should, and how many stand how."""
    quotes = Quotes(case)
    counts: dict[Standing, int] = {}
    problems = []
    for table, number, row in quoted(case):
        held = quotes.held(row)
        counts[held.standing] = counts.get(held.standing, 0) + 1
        named = row.via or ";".join(row.source)
        if held.standing == "elsewhere":
            wrong = message("quote", "elsewhere", named=named, source=held.source, place=_at(held))
        elif held.standing in ("nowhere", "apart"):
            wrong = message("quote", held.standing, named=held.source)
        else:
            continue
        problems.append(wrong.at(f"{table}.csv", number, "quote", row.quote))
    return problems, counts


def _at(held: Held) -> str:
    return f" ({held.place})" if held.place else ""
