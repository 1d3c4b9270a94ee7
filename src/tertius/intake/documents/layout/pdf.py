"""Reads a PDF: its running text, its headings and its notes, seen by size and place on the page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tertius.intake.documents.layout.endnotes import HEADING, lift_endnotes
from tertius.intake.documents.layout.footnotes import Found, body_size, lift_notes
from tertius.intake.documents.layout.lines import read_lines
from tertius.intake.documents.layout.mending import Mender, clean
from tertius.intake.documents.layout.paragraphs import (
    Run,
    Set,
    Writer,
    heading_levels,
    join_around_floats,
    make_runs,
)
from tertius.intake.documents.layout.printed import Printed, read_printed
from tertius.intake.documents.notes import PrintedNote
from tertius.intake.documents.paper import Block, Draft

TITLE_SIZE = 1.2
"""The title is set larger than the text by at least this factor, and than all else on page 1."""
LONGEST_TITLE = 300


def read_pdf(path: Path) -> Draft:
    """What a PDF prints, as blocks and notes. Raises TertiusError where it cannot be read."""
    return make_draft(read_printed(path))


def make_draft(printed: Printed) -> Draft:
    """Blocks and notes out of the pieces of text on the pages of a PDF."""
    lines = read_lines(printed.pages)
    if not lines:
        return Draft(None, (), (), printed.warnings)
    mender = Mender(
        (clean(line.text) for line in lines),
        (link for page in printed.pages for link in page.links),
    )
    body, footnotes, said = lift_notes(lines)
    usual = Set.of(body, body_size(body or lines))
    runs = join_around_floats(make_runs(body, usual), usual)
    levels = heading_levels(runs, usual)
    title = find_title(runs, usual, printed.title)
    writer = Writer(mender)
    leveled = [(run, levels.get(index, 0)) for index, run in enumerate(runs)]
    if title is not None:
        place, name = title
        if not writer.block([(line, line.pieces) for line in runs[place].lines]).anchors:
            leveled.pop(place)
        leveled = _without_title_level(leveled, runs[place])
    else:
        name = None
    called = _called(leveled, mender)
    has = {note.number for note in footnotes}
    lifted = lift_endnotes(leveled, frozenset(called - has))
    writer = Writer(mender)
    blocks = [
        writer.block([(line, line.pieces) for line in run.lines], level)
        for run, level in lifted.runs
    ]
    notes, marked = _notes([*footnotes, *lifted.notes], mender)
    if marked:
        said.append(
            f"{len(marked)} {'note has' if len(marked) == 1 else 'notes have'} a mark "
            f"({', '.join(sorted({mark for mark, _ in marked}))}) in place of a number; "
            "they stand at the end of the text."
        )
        blocks += [block for _, block in marked]
    kept = tuple(block for block in blocks if block.text or block.anchors)
    return Draft(name, kept, tuple(notes), (*printed.warnings, *said))


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


def _called(leveled: Iterable[tuple[Run, int]], mender: Mender) -> set[int]:
    """The numbers of notes that stand in the text, those at the beginning of a line left out."""
    writer = Writer(mender)
    found: set[int] = set()
    for run, level in leveled:
        block = writer.block([(line, line.pieces) for line in run.lines], level)
        found.update(number for at, number in block.anchors if at)
    return found


def _notes(
    found: Iterable[Found], mender: Mender
) -> tuple[list[PrintedNote], list[tuple[str, Block]]]:
    """The notes with a number, and those with a mark as paragraphs."""
    notes: list[PrintedNote] = []
    marked: list[tuple[str, Block]] = []
    for note in found:
        block = Writer(mender).block(note.lines)
        place = block.places[0][1] if block.places else ""
        if note.number is None:
            marked.append((note.mark, block))
        else:
            notes.append(PrintedNote(note.number, block.text, place=place))
    return notes, marked
