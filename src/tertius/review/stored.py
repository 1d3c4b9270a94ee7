"""The stored text of a source as it stands beside the form, cut to what a page can hold, a quote marked in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tertius.case.archive import StoredText
from tertius.case.quotes import find

# Some hundred pages of a book: a browser lays them out at once.
WINDOW = 300_000


@dataclass(frozen=True)
class Piece:
    """Hold some letters of a text that are marked or not, and where in the file they begin."""

    text: str
    marked: bool
    place: str
    """`page 12`, where a new place begins with the piece; empty elsewhere."""
    is_quiet: bool = False
    """Whether the place is known and not shown: most lines of a text file."""


@dataclass(frozen=True)
class Shown:
    """Hold the part of a text that is shown."""

    pieces: tuple[Piece, ...]
    before: int | None
    """From where on the part before it is shown; None where there is none."""
    after: int | None
    is_marked: bool


def shown_text(stored: StoredText, *, quote: str = "", locator: str = "", start: int = 0) -> Shown:
    """Return the text from an offset on, or around a quote that stands in it, in pieces.

    Where no quote stands in it, the place is marked that a locator names: its page, line or note.
    """
    spans = (find(quote, stored.text) if quote else None) or _placed(stored, locator)
    if spans and not start:
        start = max(0, spans[0][0] - WINDOW // 2) if len(stored.text) > WINDOW else 0
    start = min(max(start, 0), max(len(stored.text) - 1, 0))
    end = min(start + WINDOW, len(stored.text))
    return Shown(
        pieces=tuple(_pieces(stored, spans, start, end)),
        before=max(0, start - WINDOW) if start else None,
        after=end if end < len(stored.text) else None,
        is_marked=bool(spans),
    )


PLACED = re.compile(r"(pages?|pp?\.|lines?|notes?) ?([0-9]{1,6})(?![0-9])")


def _placed(stored: StoredText, locator: str) -> tuple[tuple[int, int], ...]:
    """Return the letters of the page, line or note that a locator names; none where the text has no such place."""
    found = PLACED.match(locator)
    if found is None:
        return ()
    kind = "page" if found[1].startswith("p") else found[1].removesuffix("s")
    offsets = [offset for offset, _ in stored.places]
    for at, (offset, place) in enumerate(stored.places):
        if place == f"{kind} {int(found[2])}":
            return ((offset, (*offsets, len(stored.text))[at + 1]),)
    return ()


def _pieces(
    stored: StoredText, spans: tuple[tuple[int, int], ...], start: int, end: int
) -> Iterator[Piece]:
    """Yield the text between two offsets, parted where a place begins and where a mark does."""
    places = dict(stored.places)
    edges = {start, end, *places, *(edge for span in spans for edge in span)}
    inside = sorted(edge for edge in edges if start <= edge <= end)
    for low, high in pairwise(inside):
        marked = any(a <= low and high <= b for a, b in spans)
        place = places.get(low, "") or (stored.place(low) if low == start else "")
        yield Piece(stored.text[low:high], marked, place, _is_quiet(place))


def _is_quiet(place: str) -> bool:
    """Return whether a place is one of many: every tenth line is shown, every page and note."""
    kind, _, number = place.partition(" ")
    return kind == "line" and number.isdecimal() and int(number) % 10 != 0
