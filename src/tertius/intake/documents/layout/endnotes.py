"""Notes at the end of a chapter or of a paper, under a heading of their own, and perhaps one for each chapter."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tertius.intake.documents.layout.footnotes import ENDED, Found
from tertius.intake.documents.layout.headings import HEADING
from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.numbering import Head, Style, heads_of
from tertius.intake.documents.layout.paragraphs import Run
from tertius.intake.documents.placing import Titles

CHAPTER = re.compile(
    r"\W*(?:chapter|kapitel|chapitre|capítulo|capitolo|poglavlje|глава|поглавље|part|teil|introduction|einleitung|conclusion|epilogue|preface|foreword"
    r"|uvod|zaključak|введение|заключение|увод|закључак|(?:end)?notes? (?:to|for|on))\b",
    re.IGNORECASE,
)
"""Words with which a line among the notes at the end names a chapter."""
LONGEST_CHAPTER = 150
"""Letters of a chapter's name above its notes; a longer line is a part of a note."""
MOST_SKIPPED = 3
"""How many numbers may be missing between two notes of a list."""


@dataclass
class Lifted:
    """What is left of the runs, and the notes that stood among them."""

    runs: list[tuple[Run, int]]
    notes: list[Found]
    before: dict[int, int] = field(default_factory=dict)
    """For each list of notes how many of the runs that are left stand before it."""


@dataclass
class _List:
    """A list of notes as it is read."""

    called: Collection[int]
    chapters: Titles
    named: bool
    group: int
    found: list[Found] = field(default_factory=list)
    style: Style | None = None
    under: str = ""
    begun: bool = True
    """Whether numbers may begin at the next line: at the head of the list and below a heading."""


def lift_endnotes(
    runs: Sequence[tuple[Run, int]], called: frozenset[int], chapters: Sequence[str] = ()
) -> Lifted:
    """Take out notes that stand together: below a heading that names them, or with superscript numbers.

    ``called`` holds the numbers that stand in the text and for which no footnote was found,
    ``chapters`` the headings of the text: one that stands among the notes is that of their chapter.
    """
    lifted = Lifted([], [])
    titles = Titles(chapters)
    index = 0
    while index < len(runs):
        run, _ = runs[index]
        named = HEADING.fullmatch(run.text) is not None and len(run.lines) == 1
        begin = index + 1 if named else index
        listed = _List(called, titles, named, len(lifted.before) + 1)
        after = _read(runs, begin, listed)
        if not listed.found:
            lifted.runs.append(runs[index])
            index += 1
            continue
        if named:
            lifted.runs.append(runs[index])
        lifted.before[listed.group] = len(lifted.runs)
        lifted.notes += listed.found
        index = after
    return lifted


def _read(runs: Sequence[tuple[Run, int]], begin: int, listed: _List) -> int:
    """Read the notes that stand one after the other from one run on; give where they end."""
    index = begin
    while index < len(runs):
        run, level = runs[index]
        if listed.named and _names_chapter(runs, index, listed):
            listed.under = run.text
            listed.begun = True
            index += 1
            continue
        if level:
            break
        if not _read_run(run, listed):
            break
        index += 1
    if len(listed.found) > 1 or (listed.named and listed.found):
        return index
    listed.found.clear()
    return begin


def _names_chapter(runs: Sequence[tuple[Run, int]], index: int, listed: _List) -> bool:
    """Whether a run names a chapter whose notes follow."""
    run, level = runs[index]
    text = run.text
    if len(text) > LONGEST_CHAPTER or index + 1 >= len(runs):
        return False
    following = runs[index + 1][0].lines[0]
    numbers = {
        head.number
        for head in heads_of(following)
        if listed.style is None or head.style == listed.style
    }
    last = listed.found[-1].number if listed.found else 0
    if not numbers & {1, last + 1}:
        return False
    if any(head.number == last + 1 and last for head in heads_of(run.lines[0])):
        return False
    return bool(level or CHAPTER.match(text) or listed.chapters.named(text) is not None)


def _read_run(run: Run, listed: _List) -> bool:
    """Read the notes of one run; False where none of it belongs to the list."""
    size = len(listed.found)
    for place, line in enumerate(run.lines):
        head = _start(line, listed)
        if head is not None:
            note = Found(head.number, head.mark, [(line, head.rest)])
            note.group, note.under = listed.group, listed.under
            listed.found.append(note)
            listed.style, listed.begun = head.style, False
        elif listed.found and (listed.named or place):
            listed.found[-1].lines.append((line, line.pieces))
        else:
            return False
    return listed.named or len(listed.found) > size


def _start(line: Line, listed: _List) -> Head | None:
    """The head of the note that a line begins, if its number is one that comes next."""
    last = listed.found[-1].number if listed.found else 0
    for head in heads_of(line):
        number = head.number
        if not number or (listed.style is not None and head.style != listed.style):
            continue
        raised = head.style == "raised"
        if not raised and not listed.named:
            continue
        called = number in listed.called
        if not listed.found:
            if called:
                return head
        elif (
            number == last + 1
            or (number == 1 and (listed.begun or (last > 1 and _ended(listed))))
            or (number > last and called and (raised or number <= last + MOST_SKIPPED))
        ):
            return head
    return None


def _ended(listed: _List) -> bool:
    """Whether the last note may be over: numbers that begin anew without a heading follow a full stop."""
    return ENDED.search(listed.found[-1].lines[-1][0].text[-10:]) is not None
