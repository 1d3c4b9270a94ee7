"""A paper that comes as plain text, such as an extraction from a PDF leaves it."""

from collections.abc import Iterator, Sequence

from tertius.errors import TertiusError
from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.paper import Block, Draft
from tertius.intake.documents.placing import Call, Chapter, Spot, place
from tertius.intake.documents.plain.anchors import Candidate, find_anchors
from tertius.intake.documents.plain.joining import Joined, Words, join
from tertius.intake.documents.plain.lines import Line, decode, read_lines
from tertius.intake.documents.plain.links import Links, links_in
from tertius.intake.documents.plain.paragraphs import Passage, passages
from tertius.intake.documents.plain.printed import NOTES_HEADING, Parted, Printed, part_notes
from tertius.intake.documents.plain.whole import is_whole

MOST_BYTES = 5_000_000
"""A paper of two thousand pages has no more."""
MOST_LINES = 200_000
"""Lines of a paper; one with more is refused, and can be read in parts."""
MARKS = ".,;:!?)"
"""Before these no space stands."""


def read_text_paper(data: bytes) -> Draft:
    """A paper in plain text: its headings and paragraphs, where the numbers of its notes stood, and its notes.

    Which digits are numbers of notes is decided for the whole paper by the sequence that they make.
    Links are mended by the lines that repeat them; words that break at a line's end are mended by
    how the paper writes them elsewhere.

    Raises:
        TertiusError: the bytes are no text in UTF-8 or UTF-16, none at all, or more than is read.

    """
    if len(data) > MOST_BYTES:
        raise TertiusError(
            f"Expected a paper of at most {MOST_BYTES / 1e6:.0f} MB of text, found {len(data) / 1e6:.1f} MB. Split it into its parts."
        )
    lines = read_lines(decode(data))
    if not lines:
        raise TertiusError(
            "Expected the text of a paper, found no letters. Was it scanned? Run text recognition first."
        )
    if len(lines) > MOST_LINES:
        raise TertiusError(
            f"Expected a paper of at most {MOST_LINES:,} lines, found {len(lines):,}. Split it into its parts."
        )
    parted = part_notes(lines)
    words = Words(line.text for line in lines)
    links = Links(line.text for line in parted.links)
    notes = tuple(_note(note, parted, words, links) for note in parted.notes)
    found = _without_notes_heading(passages(parted.text), has_notes=bool(notes))
    joined = [join(passage.lines, words, links) for passage in found]
    anchors = find_anchors([part.text for part in joined], [note.number for note in notes])
    blocks = tuple(
        _block(passage.level, part, numbers)
        for passage, part, numbers in zip(found, joined, anchors, strict=True)
    )
    warnings = tuple(_warnings(parted.links, notes))
    return Draft(_title(blocks), blocks, notes, warnings, _placed(blocks, notes))


def _placed(blocks: Sequence[Block], notes: Sequence[PrintedNote]) -> tuple[int | None, ...] | None:
    """Which note each number calls, where the notes are listed by chapter; else the numbers decide."""
    if not any(note.under for note in notes):
        return None
    calls: list[Call] = []
    chapters: list[Chapter] = []
    for block in blocks:
        if block.level:
            chapters.append(Chapter(block.text, block.level))
        calls += [Call(number, chapter=len(chapters) - 1) for _, number in block.anchors]
    spots = [Spot(note.number, group=1, under=note.under, after=len(calls)) for note in notes]
    return tuple(place(calls, spots, chapters))


def _note(note: Printed, parted: Parted, words: Words, links: Links) -> PrintedNote:
    """A note as one piece of text, and whether it is whole."""
    text = links.mend(join(note.lines, words, links).text)
    return PrintedNote(
        number=note.number,
        text=text,
        complete=is_whole(text, stops=parted.stops),
        place=f"line {note.lines[0].number}",
        under=note.under,
    )


def _block(level: int, part: Joined, numbers: Sequence[Candidate]) -> Block:
    """A passage with the numbers of notes taken out of its text, and where they stood.

    A number between two spaces, or between a space and a mark, takes one with it, and its anchor
    stands at the word before.
    """
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    cuts: list[tuple[int, int]] = []
    at = length = 0
    before = ""
    for number in numbers:
        start = number.start
        behind = part.text[number.end : number.end + 1]
        if behind and behind in MARKS and start > at and part.text[start - 1] == " ":
            start -= 1
        pieces.append(part.text[at:start])
        before = pieces[-1][-1:] or before
        length += len(pieces[-1])
        anchors.append((length - (before == " "), number.number))
        at = number.end + (before in {"", " "} and part.text[number.end : number.end + 1] == " ")
        cuts.append((start, at))
    text = "".join([*pieces, part.text[at:]]).rstrip(" ")
    places = tuple(
        (min(offset, len(text)), f"line {line}") for offset, line in _moved(part.starts, cuts)
    )
    return Block(text, level, tuple(anchors), places)


def _moved(
    starts: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where lines start once some spans are cut out; one that starts within a span starts where the span was."""
    removed = index = 0
    for offset, line in starts:
        while index < len(cuts) and cuts[index][1] <= offset:
            removed += cuts[index][1] - cuts[index][0]
            index += 1
        within = max(0, offset - cuts[index][0]) if index < len(cuts) else 0
        yield offset - removed - within, line


def _without_notes_heading(found: list[Passage], *, has_notes: bool) -> list[Passage]:
    """The passages without a last heading that only announced the notes."""
    if has_notes and found and found[-1].level and NOTES_HEADING.fullmatch(found[-1].lines[0].text):
        return found[:-1]
    return found


def _title(blocks: Sequence[Block]) -> str | None:
    """The first heading, where it has no text of its own before the next; else nothing says what the title is."""
    if len(blocks) > 1 and blocks[0].level and blocks[1].level:
        return blocks[0].text
    return None


def _warnings(repeated: Sequence[Line], notes: Sequence[PrintedNote]) -> list[str]:
    """What was left out of the text and stands in no note."""
    cited = Links(link for note in notes for link in links_in(note.text))
    return [
        f"Line {line.number} holds a link that no note has, and was left out of the text: {line.text}"
        for line in repeated
        if line.text not in cited
    ]
