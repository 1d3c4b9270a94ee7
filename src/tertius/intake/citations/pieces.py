"""A stretch of a note and the marks inside it: trimmed, cut at signs, parted at places, never inside a quote, bracket or link."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tertius.intake.citations.marks import Mark
from tertius.intake.citations.persons import is_body, is_person

INVERTED = r"(?!(?:The|A|An|Der|Die|Das) )(?:[^\W\d_]{1,3} )?[^\W\d_a-zа-я][\w'’‐-]{1,30}, (?!(?:The|A|An|Der|Die|Das|Le|La|Les|On|In|How|Why) )(?:[^\W\d_a-zа-я][\w'’.‐-]{0,20}(?:[ ]|(?=[,;(]|\Z))){1,3}"
LONE_INVERTED = re.compile(rf"{INVERTED}\Z")
ENTITY = re.compile(r"&#?\w{1,8}\Z")
LONGEST_NAME = 60
"""Letters of one person in a list of authors; a longer piece is no person."""


@dataclass(slots=True)
class Stretch:
    """A stretch of a note."""

    start: int
    end: int
    marks: list[Mark]


def stretch_of(found: Sequence[Mark], start: int, end: int) -> Stretch:
    """Return the stretch between two places, with the marks that are whole in it."""
    return Stretch(start, end, [mark for mark in found if start <= mark.start and mark.end <= end])


def gaps(part: Stretch) -> Iterator[tuple[int, int]]:
    """The stretches of a part that are in no quote, bracket or link."""
    place = part.start
    for mark in part.marks:
        yield place, mark.start
        place = mark.end
    yield place, part.end


def split_at(part: Stretch, cuts: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """The parts between cuts, each of which takes away what stands from its first place to its second."""
    place, index = part.start, 0
    for begin, end in [*cuts, (part.end, part.end)]:
        inside = []
        while index < len(part.marks) and part.marks[index].end <= begin:
            if part.marks[index].start >= place:
                inside.append(part.marks[index])
            index += 1
        yield Stretch(place, begin, inside)
        place = end


def cut_at(text: str, part: Stretch, sign: str) -> Iterator[Stretch]:
    """Yield what stands between signs, but where a sign parts two authors or ends an entity of HTML."""
    cuts = [
        (at, at + 1)
        for start, end in gaps(part)
        for at in range(start, end)
        if text[at] in sign and not ENTITY.search(text, max(start, at - 10), at)
    ]
    return split_at(
        part,
        [cut for cut, name in zip(cuts, _lone_names(text, part, cuts), strict=True) if not name],
    )


def _lone_names(text: str, part: Stretch, cuts: Sequence[tuple[int, int]]) -> Iterator[bool]:
    """Whether nothing but a person stands before a cut: then it parts two authors and no citations."""
    place = part.start
    for begin, end in cuts:
        words = text[place:begin].strip() if begin - place < LONGEST_NAME else ""
        yield (is_person(words) or bool(LONE_INVERTED.match(words))) and not is_body(words)
        place = end


def trim(text: str, part: Stretch) -> Stretch | None:
    """Return a stretch without blanks and marks at its ends; None where nothing is left."""
    start, end = part.start, part.end
    while start < end and (text[start].isspace() or text[start] in ",.;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return Stretch(start, end, part.marks) if start < end else None


def without_overlap(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the cuts in their order, without those that begin in another."""
    kept: list[tuple[int, int]] = []
    for cut in sorted(cuts):
        if not kept or cut[0] >= kept[-1][1]:
            kept.append(cut)
    return kept
