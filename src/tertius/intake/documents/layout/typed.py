"""Notes of DOCX and HTML that were typed by hand: numbers in the text, and a list below a heading, perhaps one for each chapter."""

import re
from dataclasses import dataclass

from tertius.intake.documents.layout.bracketed import with_brackets
from tertius.intake.documents.layout.endnotes import CHAPTER, LONGEST_CHAPTER
from tertius.intake.documents.layout.headings import HEADING
from tertius.intake.documents.layout.tree import TreeReader
from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.paper import Block
from tertius.intake.documents.placing import Call, Chapter, Spot, Titles, place

PLAIN = re.compile(
    r"\s*\[?(\d{1,4})[.)\]]?\s+(?=\S)|\s*\[?(\d{1,4})[.)\]](?=[^\s\d])|([¹²³⁰⁴-⁹]{1,4})\s*(?=\S)"
)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LEAST_ANSWERED = 0.5
"""A list of literature is one of notes where at least this share of its numbers is called in brackets."""


@dataclass
class _Listed:
    note: PrintedNote
    group: int
    before: int
    """How many of the blocks that are left stand before the list."""


@dataclass(frozen=True)
class Typed:
    """The blocks without the notes below a heading that names them, the notes, and which number calls which."""

    blocks: list[Block]
    notes: list[PrintedNote]
    placed: tuple[int | None, ...]


def lift_typed(reader: TreeReader) -> Typed | None:
    """Take out the notes below a heading that names them, or several such headings.

    None where no such heading has notes that raised numbers in the text call, or numbers in brackets.
    """
    titles = Titles([block.text for block in reader.blocks if block.level])
    kept, listed = _parted(reader, titles)
    if not listed:
        return None
    numbers = {one.note.number for one in listed}
    if not any(number in numbers for block in kept for _, number in block.anchors):
        bracketed = [with_brackets(block, "square", frozenset(numbers)) for block in kept]
        called = {number for block in bracketed for _, number in block.anchors}
        if len(called) < LEAST_ANSWERED * len(numbers):
            return None
        kept = bracketed
    calls, chapters = _calls(kept)
    spots = [
        Spot(
            one.note.number,
            group=one.group,
            under=one.note.under,
            after=sum(len(block.anchors) for block in kept[: one.before]),
        )
        for one in listed
    ]
    return Typed(kept, [one.note for one in listed], tuple(place(calls, spots, chapters)))


def _parted(reader: TreeReader, titles: Titles) -> tuple[list[Block], list[_Listed]]:
    """The blocks that are no notes, and the notes with the list that each stands in."""
    kept: list[Block] = []
    listed: list[_Listed] = []
    group, inside, under, last = 0, False, "", 0
    for at, block in enumerate(reader.blocks):
        if (block.level or len(block.text) < 30) and HEADING.fullmatch(block.text):
            group, inside, under, last = group + 1, True, "", 0
        elif inside and _is_chapter(reader, at, block, titles, last):
            under, last = block.text, 0
            continue
        elif block.level:
            inside = False
        elif inside:
            note = _note(block, reader.numbered.get(at), last, under)
            if note is not None:
                listed.append(_Listed(note, group, len(kept)))
                last = note.number
                continue
            if listed and listed[-1].group == group:
                listed[-1].note = _longer(listed[-1].note, block)
                continue
        kept.append(block)
    return kept, listed


def _is_chapter(reader: TreeReader, at: int, block: Block, titles: Titles, last: int) -> bool:
    """Whether a block among notes names a chapter whose notes begin below it."""
    if at + 1 >= len(reader.blocks) or len(block.text) > LONGEST_CHAPTER:
        return False
    following = reader.blocks[at + 1]
    begun = {
        note.number
        for note in (
            _note(following, reader.numbered.get(at + 1), before, "") for before in (0, last)
        )
        if note is not None
    }
    if following.level or not begun or _note(block, reader.numbered.get(at), last, ""):
        return False
    return bool(block.level or CHAPTER.match(block.text) or titles.named(block.text) is not None)


def _longer(note: PrintedNote, block: Block) -> PrintedNote:
    """A note with a paragraph that belongs to it."""
    return PrintedNote(note.number, f"{note.text} {block.text}", place=note.place, under=note.under)


def _note(block: Block, number: int | None, last: int, under: str) -> PrintedNote | None:
    """The note that a paragraph is, if it has the number that comes next."""
    text = block.text
    if number is None and block.anchors and block.anchors[0][0] == 0:
        number = block.anchors[0][1]
    elif number is None:
        plain = PLAIN.match(text)
        if plain is None:
            return None
        shown = plain[1] or plain[2] or plain[3].translate(RAISED)
        number, text = int(shown), text[plain.end() :]
    where = block.places[0][1] if block.places else ""
    if number != last + 1:
        return None
    return PrintedNote(number, text, place=where, under=under)


def _calls(blocks: list[Block]) -> tuple[list[Call], list[Chapter]]:
    """What the blocks call, each with the heading that it stands under."""
    calls: list[Call] = []
    chapters: list[Chapter] = []
    for block in blocks:
        if block.level:
            chapters.append(Chapter(block.text, block.level))
        calls += [Call(number, chapter=len(chapters) - 1) for _, number in block.anchors]
    return calls, chapters
