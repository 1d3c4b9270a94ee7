"""Reads a PDF: its running text, its headings and its notes, seen by size and place on the page."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from tertius.intake.documents.layout.bilingual import in_languages
from tertius.intake.documents.layout.endnotes import Lifted, lift_endnotes
from tertius.intake.documents.layout.footnotes import Feet, Found, body_size, left_out, lift_notes
from tertius.intake.documents.layout.headings import HEADING
from tertius.intake.documents.layout.lines import read_lines
from tertius.intake.documents.layout.mending import Mender, clean
from tertius.intake.documents.layout.numbering import Manner
from tertius.intake.documents.layout.paragraphs import (
    Run,
    Set,
    heading_levels,
    join_around_floats,
    make_runs,
)
from tertius.intake.documents.layout.printed import LOST, Printed, read_printed
from tertius.intake.documents.layout.writing import Known, Writer
from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.paper import Block, Draft
from tertius.intake.documents.placing import Call, Chapter, Spot, place

TITLE_SIZE = 1.2
"""The title is set larger than the text by at least this factor, and than all else on page 1."""
LONGEST_TITLE = 300
"""Letters of the title on the first page; with more, none is taken from there."""
TWICE = "its number stands twice at the foot of one page"
UNREAD = "some of its letters cannot be read"
FAR = "it stands pages away from its number"
MANNERS: tuple[Manner, ...] = ("raised", "square", "round")


def read_pdf(path: Path) -> Draft:
    """What a PDF prints, as blocks and notes. Raises TertiusError where it cannot be read."""
    return make_draft(read_printed(path))


def make_draft(printed: Printed) -> Draft:
    """Blocks and notes out of the pieces of text on the pages of a PDF."""
    read = read_lines(printed.pages)
    if not read.lines:
        return Draft(None, (), (), printed.warnings)
    mender = Mender(
        (clean(line.text) for line in read.lines),
        (target.address for page in printed.pages for target in page.links),
    )
    feet = lift_notes(read.lines)
    body = in_languages(feet.body, feet.sides)
    usual = Set.of(body, body_size(body or read.lines))
    runs = join_around_floats(make_runs(body, usual), usual)
    levels = heading_levels(runs, usual)
    title = find_title(runs, usual, printed.title)
    leveled = [(run, levels.get(index, 0)) for index, run in enumerate(runs)]
    name = None
    if title is not None:
        at, name = title
        writer = Writer(mender, _known(feet, []))
        shown = writer.block([(line, line.pieces) for line in runs[at].lines])
        if writer.calls:
            name = shown.text
        else:
            leveled.pop(at)
        leveled = _without_title_level(leveled, runs[at])
    manner, lifted = _lift_endnotes(leveled, feet)
    text = _write(lifted, _known(feet, lifted.notes, manner), mender)
    found = [*feet.notes, *lifted.notes]
    placed = place(text.calls, [_spot(note, text.after) for note in found], text.chapters)
    _doubt_far_ones(found, text.calls, placed)
    _doubt_doubled(feet.notes)
    _doubt_uneven(feet.notes, text.calls)
    said = [
        *feet.said,
        *(left_out(page.label, words) for page, words in read.left_out),
    ]
    return Draft(
        name,
        tuple(text.blocks),
        tuple(_note(note, mender) for note in found),
        (*printed.warnings, *said),
        placed=tuple(placed),
    )


@dataclass
class _Text:
    """The text as it was written, and what it calls."""

    blocks: list[Block]
    calls: list[Call]
    chapters: list[Chapter]
    after: dict[int, int]
    """For each list of notes at the end how many calls stand before it."""


def _write(lifted: Lifted, known: Known, mender: Mender) -> _Text:
    """The blocks of the text, and the calls in them with the chapter that each stands in."""
    writer = Writer(mender, known)
    text = _Text([], [], [], {})
    for index, (run, level) in enumerate(lifted.runs):
        for group, before in lifted.before.items():
            if before == index:
                text.after[group] = len(text.calls)
        block = writer.block([(line, line.pieces) for line in run.lines], level)
        if not block.text and not block.anchors:
            continue
        text.blocks.append(block)
        if level:
            text.chapters.append(Chapter(block.text, level))
        chapter = len(text.chapters) - 1
        text.calls += [replace(call, chapter=chapter) for call in writer.calls[len(text.calls) :]]
    for group in lifted.before:
        text.after.setdefault(group, len(text.calls))
    return text


def _known(feet: Feet, at_end: Sequence[Found], manner: Manner | None = None) -> Known:
    """Which notes each page may call: those at its foot and at that of the next, and those at the end."""
    end = frozenset(note.number for note in at_end)
    marks_at_end = frozenset(note.mark for note in at_end if note.mark)
    numbers, marks = feet.chosen.numbers, feet.chosen.marks

    def on(page: int) -> frozenset[int]:
        return end.union(numbers.get(page, ()), numbers.get(page + 1, ()))

    def marked(page: int) -> frozenset[str]:
        return marks_at_end.union(marks.get(page, ()), marks.get(page + 1, ()))

    return Known(manner or feet.chosen.manner, on, marked)


def _lift_endnotes(leveled: list[tuple[Run, int]], feet: Feet) -> tuple[Manner, Lifted]:
    """The notes at the end, called in the manner that most of them are; the manner of the feet where there are any."""
    chapters = [run.text for run, level in leveled if level]
    best: tuple[Manner, Lifted] = (feet.chosen.manner, Lifted(leveled, []))
    for manner in (feet.chosen.manner,) if feet.notes else MANNERS:
        lifted = lift_endnotes(leveled, _unanswered(feet, manner), chapters)
        if len(lifted.notes) > len(best[1].notes):
            best = (manner, lifted)
    return best


def _unanswered(feet: Feet, manner: Manner) -> frozenset[int]:
    """The numbers that some page calls and that no note at its foot or at that of the next has."""
    has = feet.chosen.numbers
    return frozenset(
        number
        for page, called in feet.calls.by_manner[manner].items()
        for number in set(called).difference(has.get(page, ()), has.get(page + 1, ()))
    )


def _doubt_far_ones(
    found: Sequence[Found], calls: Sequence[Call], placed: Sequence[int | None]
) -> None:
    """Mark the notes that stand neither on the page of the first number that calls them nor on the next."""
    first: dict[int, Call] = {}
    for call, index in zip(calls, placed, strict=True):
        if index is not None:
            first.setdefault(index, call)
    for index, call in first.items():
        note = found[index]
        if note.page and not 0 <= note.page - call.page <= 1:
            note.doubt = note.doubt or FAR


def _doubt_doubled(at_feet: Sequence[Found]) -> None:
    """Mark the notes whose number stands twice in a row at one foot: which is called by which is not said.

    A 1 behind a 1 begins the series of another chapter.
    """
    for one, other in pairwise(at_feet):
        is_same = (one.page, one.column, one.number) == (other.page, other.column, other.number)
        if is_same and one.number > 1:
            one.doubt, other.doubt = one.doubt or TWICE, other.doubt or TWICE


def _doubt_uneven(at_feet: Sequence[Found], calls: Sequence[Call]) -> None:
    """Mark notes of one number at one foot where the page calls that number more often or less: which is called is not said."""
    called = Counter((call.page, call.number) for call in calls)
    printed: defaultdict[tuple[int, int], list[Found]] = defaultdict(list)
    for note in at_feet:
        if note.number:
            printed[note.page, note.number].append(note)
    for key, same in printed.items():
        if len(same) > 1 and called[key] != len(same):
            for note in same:
                note.doubt = note.doubt or TWICE


def _spot(note: Found, after: dict[int, int]) -> Spot:
    return Spot(
        note.number,
        note.mark,
        note.page,
        note.column,
        note.group,
        note.under,
        after.get(note.group, 0),
    )


def _note(note: Found, mender: Mender) -> PrintedNote:
    """A note as it was printed, with its links."""
    writer = Writer(mender)
    block = writer.block(note.lines)
    doubt = note.doubt or (UNREAD if LOST in block.text else "")
    return PrintedNote(
        note.number,
        block.text,
        complete=not doubt,
        place=block.places[0][1] if block.places else "",
        mark=note.mark,
        links=writer.links,
        doubt=doubt,
        under=note.under,
    )


def _without_title_level(leveled: list[tuple[Run, int]], title: Run) -> list[tuple[Run, int]]:
    """Levels counted from 1 again where the title alone had the first."""
    used = sorted({level for run, level in leveled if level and run is not title})
    new = {level: place + 1 for place, level in enumerate(used)}
    return [(run, new.get(level, level)) for run, level in leveled]


def find_title(runs: Sequence[Run], usual: Set, named: str) -> tuple[int, str] | None:
    """Which run is the title, and its words: the largest on page 1; None where that is unclear."""
    first = [(index, run) for index, run in enumerate(runs) if run.lines[0].page.number == 1]
    if not first:
        return None
    largest = max(run.size for _, run in first)
    if largest < TITLE_SIZE * usual.size:
        return None
    candidates = [(index, run) for index, run in first if run.size >= 0.97 * largest]
    said = _plain(named)
    agreed = [(i, run) for i, run in candidates if said and _plain(run.text) in said]
    if len(agreed) == 1:
        candidates = agreed
    if len(candidates) != 1:
        return None
    index, run = candidates[0]
    if HEADING.fullmatch(run.text) or any(len(before.text) > 400 for before in runs[:index]):
        return None
    repeated = Counter(round(other.size * 2) for other in runs if other is not run)
    if repeated[round(run.size * 2)] and not agreed:
        return None
    words = " ".join(clean(run.text).replace("\u00ad", "").split())
    if len(words) > LONGEST_TITLE or sum(map(str.isalpha, words)) < 3:
        return None
    return index, words


def _plain(text: str) -> str:
    return " ".join(clean(text).casefold().split())
