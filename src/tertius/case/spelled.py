"""Qualifiers in a reader's words: without the hyphens of a table, and with the capitals of names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tertius.case.read import Case

WORD = re.compile(r"[^\W\d_]+")

BEGINS = re.compile(r"(?:^|[.!?:“\"‘(\[])\s*$")
"""What stands before a word whose capital says nothing, since a sentence begins with it."""

JOINED = re.compile(r"\b(re|non|anti|pro|co|pre|post)-(?=\w)")
"""What keeps its hyphen: *re-export*, *non-aligned*."""

KEPT = "‑"
"""Stands for a hyphen that is kept, while the others become spaces."""


SLIPS = 8
"""A name is written small less often than once in so many times, as in an address or by a slip."""


WRITTEN: Mapping[str, tuple[str, ...]] = {
    "claims": ("value", "note"),
    "observations": ("question", "note"),
    "engagements": ("label",),
    "searches": ("looked_for", "searched_in"),
}
"""The columns in which whoever codes a case writes sentences, and so names with their capitals."""


def spelled(text: str, names: Mapping[str, str]) -> str:
    """Return a qualifier in words: *chinese-companies-in-serbia* is *Chinese companies in Serbia*."""
    spaced = JOINED.sub(rf"\1{KEPT}", text).replace("-", " ").replace(KEPT, "-")
    return WORD.sub(lambda word: _name(word[0], names), spaced)


def _name(word: str, names: Mapping[str, str]) -> str:
    """Return a word as names have it, its genitive too: *chinas* is *China's*."""
    if word in names:
        return names[word]
    owner = word.removesuffix("s")
    return f"{names[owner]}'s" if owner != word and owner in names else word


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """Return the words that texts write with a capital within sentences and hardly ever without, by their small letters.

    A text of which every other word has a capital is a headline and tells nothing.
    """
    capitals: dict[str, Counter[str]] = defaultdict(Counter)
    small: Counter[str] = Counter()
    for text in texts:
        words = list(WORD.finditer(text))
        great = [word for word in words if not word[0].islower()]
        small.update(word[0] for word in words if word[0].islower())
        if len(great) * 2 > len(words):
            continue
        for word in great:
            if not BEGINS.search(text, 0, word.start()):
                capitals[word[0].casefold()][word[0]] += 1
    return {
        word: counts.most_common(1)[0][0]
        for word, counts in capitals.items()
        if counts.total() > SLIPS * small[word]
    }


def texts_of(case: "Case") -> Iterator[str]:
    """Yield the English texts of a case: what it quotes from English sources, and what its authors wrote."""
    for table in ("claims", "observations"):
        for row in case.rows(table):
            source = case.sources.get(row.via or next(iter(row.source), ""))
            if row.quote and source and (source.language or "en").startswith("en"):
                yield row.quote
    for table, written in WRITTEN.items():
        for row in case.rows(table):
            yield from filter(None, (getattr(row, column) for column in written))
