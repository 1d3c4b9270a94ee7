"""A sentence cut into the publications that it cites: at see also, quoted in, and before the names of a second title."""

import itertools
from collections.abc import Iterator

from tertius.intake.citations.dates import tail_date
from tertius.intake.citations.leads import ALSO, COMPARED, QUOTED_IN, WITH, only_leads_in
from tertius.intake.citations.persons import names
from tertius.intake.citations.pieces import Stretch, gaps, split_at, trim, without_overlap
from tertius.intake.citations.words import ACCESSED


def works_of(text: str, part: Stretch) -> Iterator[Stretch]:
    """The parts of a sentence that cite one publication each: cut at see also, quoted in, and the like."""
    cuts: list[tuple[int, int]] = []
    is_compared = bool(COMPARED.match(text, part.start, part.end))
    for start, end in gaps(part):
        for at in range(start, end):
            if (
                text[at] == ","
                or (text[at] in ")]’”>" and at + 1 < end)
                or (at == start and at > part.start)
            ):
                place = at + 1 if text[at] == "," else at
                while place < end and text[place].isspace():
                    place += 1
                found = ALSO.match(text, place, end if end - place < 80 else place + 80)
                if found is None and is_compared:
                    found = WITH.match(text, place, end)
                if found and place > part.start + 3:
                    cuts.append((place, found.end()))
        cuts += [(found.start(), found.end()) for found in QUOTED_IN.finditer(text, start, end)]
    pieces = [
        piece
        for piece in (trim(text, piece) for piece in split_at(part, without_overlap(cuts)))
        if piece
    ]
    if len(pieces) > 1 and only_leads_in(text, pieces[0]):
        pieces = pieces[1:]
    for piece in pieces:
        yield from _two_titles(text, piece)


def _two_titles(text: str, part: Stretch) -> Iterator[Stretch]:
    """A part with several titles, each behind names of its own, cut before those names."""
    cuts: list[tuple[int, int]] = []
    quotes = [at for at, mark in enumerate(part.marks) if mark.kind == "quote"]
    for at_first, at_second in itertools.pairwise(quotes):
        first, second = part.marks[at_first], part.marks[at_second]
        between = part.marks[at_first + 1 : at_second]
        low = between[-1].end if between else first.end
        gap = text[low : second.start]
        if len(gap) > 400:
            continue
        pieces = gap.split(", ")
        at = _names_before(pieces, anything=bool(between))
        if at is None:
            continue
        cut = low + len(", ".join(pieces[:at])) + (2 if at else 0)
        if cut > first.end + 1:
            cuts.append((cut, cut))
    for piece in split_at(part, without_overlap(cuts)):
        trimmed = trim(text, piece)
        if trimmed:
            yield trimmed


def _names_before(pieces: list[str], *, anything: bool) -> int | None:
    """At which of the pieces between two titles the names of the second begin."""
    if len(pieces) < (2 if anything else 3) or pieces[-1].strip():
        return None
    at = len(pieces) - 2
    finished = anything or any(tail_date(piece, 0, len(piece)) for piece in pieces[:at])
    candidate = pieces[at].strip(" .").removeprefix("and ").strip()
    if (
        not finished
        or not candidate
        or ACCESSED.match(candidate)
        or tail_date(candidate, 0, len(candidate))
    ):
        return None
    if candidate.startswith(("in ", "In ")):
        return None
    return at if names(candidate) and candidate[:1].isupper() else None
