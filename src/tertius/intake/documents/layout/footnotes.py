"""Footnotes at the foot of each column: where they begin, how they go on, and what stands below them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tertius.intake.documents.layout.bilingual import ACROSS, Sides, sides_of
from tertius.intake.documents.layout.choosing import Chosen, Columns, choose
from tertius.intake.documents.layout.columns import SMALL
from tertius.intake.documents.layout.headings import HEADING
from tertius.intake.documents.layout.lines import UPPER, Line
from tertius.intake.documents.layout.numbering import (
    Calls,
    Head,
    calls_of,
    leading,
    superscript_numbers,
)
from tertius.intake.documents.layout.printed import Piece
from tertius.intake.documents.layout.rules import Rule, separators
from tertius.intake.documents.layout.running import CLOSING, IMPRINT

CLOSE = 1.5
"""Lines of one note stand no further apart than this share of their size."""
APART = 1.7
"""What stands further below the notes than this share of its size, in another size, is none of them."""
MOST_APART = 8
"""No more lines than this stand below the notes of a page without being notes."""
OF_TWO = "its text may be that of two"
GOES_ON = "it breaks off, and may go on at the head of the next page"
RUNS_LEFT = "the order of numbers in its right-to-left text is doubtful"
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
DISPLACED = re.compile(r"[.,،؛:]\d")
ENDED = re.compile(r"[.!?…:;”’\"'»)\]/]\s*$")


@dataclass
class Found:
    """A note as it was found: its number or mark, its lines without them, and where it stands."""

    number: int
    """0 where it has a mark."""
    mark: str
    lines: list[tuple[Line, Sequence[Piece]]] = field(default_factory=list)
    page: int = 0
    """The page at whose foot it stands; 0 for a note at the end."""
    column: int = 0
    group: int = 0
    """Counts the lists of notes at the end of chapters or of the paper, from 1."""
    under: str = ""
    """The heading of a chapter below which it stands among the notes at the end."""
    doubt: str = ""
    """Why it is not called whole, though it looks so; empty for most."""


@dataclass
class Feet:
    """The text without the notes at the foot of its pages, and these."""

    body: list[Line]
    notes: list[Found]
    said: list[str]
    chosen: Chosen
    calls: Calls
    sides: Sides
    """For a document in two languages, on which side each column stands."""


def lift_notes(lines: Sequence[Line]) -> Feet:
    """Part the running text from the notes at the foot of pages and columns."""
    size = body_size(lines)
    columns: Columns = defaultdict(list)
    for line in lines:
        columns[line.page.number, line.column].append(line)
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page.number].append(line)
    rules = {page: separators(group) for page, group in pages.items()}
    lowest = _lowest(columns)
    calls = calls_of(lines)
    low = {key: group for key, group in columns.items() if key[1] in lowest[key[0]]}
    chosen = choose(low, size, calls, rules)
    sides = sides_of(columns, chosen.manner)
    reader = _Zones(size, chosen, rules, sides)
    body: list[Line] = []
    for (page, column), group in columns.items():
        begin, end = reader.zone(group) if column in lowest[page] else (len(group), len(group))
        body += group[:begin]
        if begin < end and not reader.take(group, begin, end):
            reader.orphans.append(group[0].page.label)
            body += group[begin:end]
        reader.leave_out(group[end:])
    _doubt_cut_ones(reader.notes, lines)
    said = [
        f"Page {page} has small text at its foot that belongs to no note; it stands in the text."
        for page in dict.fromkeys(reader.orphans)
    ]
    return Feet(body, reader.notes, [*said, *reader.said], chosen, calls, sides)


def _doubt_cut_ones(notes: Sequence[Found], lines: Sequence[Line]) -> None:
    """Mark the last note of a page where it breaks off, and the next page begins in its size: it may go on there."""
    first: dict[int, Line] = {}
    for line in lines:
        first.setdefault(line.page.number, line)
    last = {note.page: note for note in notes}
    taken = {id(line) for note in notes for line, _ in note.lines}
    for note in last.values():
        line = note.lines[-1][0]
        following = first.get(line.page.number + 1)
        if following is None or id(following) in taken or ENDED.search(line.text[-10:]):
            continue
        if abs(following.size - line.size) < 0.3:
            note.doubt = note.doubt or GOES_ON


def body_size(lines: Sequence[Line]) -> float:
    """The size in which the running text of a document is set: the commonest in the upper half of its pages, above its notes.

    What stands below a short rule or a superscript number at the head of a line is not counted,
    for there are papers with more notes than text.
    """
    above: Counter[float] = Counter()
    every: Counter[float] = Counter()
    column, noted = (0, 0), False
    listed = 0.0
    """The size of the heading above the list of notes that the lines are in."""
    for line in lines:
        if HEADING.fullmatch(line.text):
            listed = line.size
        elif line.size >= max(listed, 1.0) and (line.bold or line.size > listed):
            listed = 0.0
        if (line.page.number, line.column) != column:
            column, noted = (line.page.number, line.column), line.foot
        noted = noted or bool(superscript_numbers(leading(line)[0])) or _below_short_rule(line)
        letters = sum(len(piece.text) for piece in line.pieces)
        every[round(line.size * 2) / 2] += letters
        if not noted and not listed and line.y > UPPER * line.page.height:
            above[round(line.size * 2) / 2] += letters
    return (above or every or Counter({1.0: 1})).most_common(1)[0][0]


def _below_short_rule(line: Line) -> bool:
    """Whether a rule stands above a line that begins with its column and is much shorter."""
    width = line.right - line.left
    return any(
        y > line.y and abs(x0 - line.left) < 6 and x1 - x0 < 0.6 * width
        for x0, x1, y in line.page.rules
    )


def _lowest(columns: Columns) -> dict[int, set[int]]:
    """For each page the columns below which no other column stands."""
    pages: defaultdict[int, list[tuple[int, list[Line]]]] = defaultdict(list)
    for (page, column), group in columns.items():
        pages[page].append((column, group))
    lowest: dict[int, set[int]] = {}
    for page, groups in pages.items():
        boxes = [(column, _box(group)) for column, group in groups]
        lowest[page] = {
            column
            for column, (x0, y0, x1, _) in boxes
            if not any(
                other != column and top < y0 and left < x1 and right > x0
                for other, (left, _, right, top) in boxes
            )
        }
    return lowest


def _box(group: Sequence[Line]) -> tuple[float, float, float, float]:
    """The edges of a column: left, foot, right, head."""
    return (
        min(line.x0 for line in group),
        min(line.y for line in group),
        max(line.x1 for line in group),
        max(line.y for line in group),
    )


class _Zones:
    """Reads the notes at the foot of one column after the other."""

    def __init__(
        self, size: float, chosen: Chosen, rules: dict[int, list[Rule]], sides: Sides
    ) -> None:
        self._size = size
        self._sides = sides
        self._lasts: dict[int, Found] = {}
        """The last note so far of each language."""
        self._chosen = chosen
        self._rules = rules
        self._lengths: set[int] = set()
        """How long the rules above notes are."""
        self.notes: list[Found] = []
        self.orphans: list[str] = []
        self.said: list[str] = []

    def zone(self, group: list[Line]) -> tuple[int, int]:
        """Where the notes of a column begin, and where they end; both its length where it has none."""
        heads = sorted(self._chosen.heads.get(id(group), ()))
        end = self._end(group, heads)
        if end < len(group) and not any(head < end for head in heads):
            end = len(group)
        large = max((i for i in range(end) if not self._is_small(group[i])), default=-1)
        ruled = self._below_rule(group, heads, end)
        if ruled is not None:
            return ruled, end
        if heads and not self._is_small(group[heads[0]]):
            return heads[0], end
        heads = [head for head in heads if large < head < end]
        if not heads:
            return self._going_on(group, large + 1, end)
        first = found = heads[0]
        while first > large + 1 and (
            group[first - 1].foot or self._is_close(group[first - 1], group[first])
        ):
            first -= 1
        return (first if self._is_open(group[first]) else found), end

    def _going_on(self, group: list[Line], begin: int, end: int) -> tuple[int, int]:
        """Where small lines without a head go on with the last note."""
        if begin < end and (begin or group[begin].foot) and self._goes_on(group[begin]):
            return begin, end
        return len(group), len(group)

    def _end(self, group: list[Line], heads: Sequence[int]) -> int:
        """Where what is below the notes of a column begins: in another size, far below them or an imprint."""
        if not heads:
            return len(group)
        size = group[heads[-1]].size
        for index in range(max(heads[-1] + 1, len(group) - MOST_APART), len(group)):
            line, above = group[index], group[index - 1]
            other = abs(line.size - size) > 0.04 * size
            apart = above.y - line.y > APART * max(line.size, above.size)
            named = IMPRINT.match(line.text) is not None
            closing = CLOSING.match(line.text.strip()) and ENDED.search(above.text[-10:])
            if other + apart + named > 1 or (closing and line.x0 < line.left + size):
                return index
        return len(group)

    def _below_rule(self, group: list[Line], heads: Sequence[int], end: int) -> int | None:
        """Where the lines below a rule begin, if they look like notes."""
        left = min(line.x0 for line in group)
        for x0, x1, y in self._rules[group[0].page.number]:
            if y < group[-1].y or x0 > left + 3 * self._size or x1 < left:
                continue
            begin = next((i for i, line in enumerate(group) if line.y < y), len(group))
            if begin >= end:
                continue
            small = all(self._is_small(line) for line in group[begin:end])
            if begin in heads:
                self._lengths.add(round(x1 - x0))
                return begin
            if small and any(begin < head < end for head in heads):
                return begin
            known = round(x1 - x0) in self._lengths
            if small and self._is_open(group[begin]) and (known or self._goes_on(group[begin])):
                return begin
        return None

    def take(self, group: list[Line], begin: int, end: int) -> bool:
        """Read the notes of a zone; False where it begins with no note and none is open."""
        heads = self._chosen.heads.get(id(group), {})
        if begin not in heads and not self._is_open(group[begin]):
            return False
        for index in range(begin, end):
            line = group[index]
            head = heads.get(index)
            if head is not None:
                self.notes.append(_begun(head, line))
                self._lasts[self._side(line)] = self.notes[-1]
            elif (last := self._last(line)) is not None:
                if index == begin and self._may_be_other(last, line):
                    last.doubt = OF_TWO
                last.lines.append((line, line.pieces))
            if (note := self._last(line)) and not note.doubt and _runs_left(line):
                note.doubt = RUNS_LEFT
        return True

    def leave_out(self, lines: Sequence[Line]) -> None:
        """Say which lines below the notes are part of neither notes nor text."""
        if lines:
            words = " ".join(line.text.strip() for line in lines)
            self.said.append(left_out(lines[0].page.label, words))

    def _may_be_other(self, last: Found, line: Line) -> bool:
        """Whether lines above the first note of a zone may belong to no note: the last one had ended, and no rule is there."""
        before = last.lines[-1][0]
        ruled = any(
            round(x1 - x0) in self._lengths and y > line.y
            for x0, x1, y in self._rules[line.page.number]
        )
        if abs(before.size - line.size) > 0.3:
            return True
        return not ruled and not line.foot and ENDED.search(before.text[-10:]) is not None

    def _is_small(self, line: Line) -> bool:
        return line.size <= SMALL * self._size

    def _is_close(self, above: Line, below: Line) -> bool:
        return above.y - below.y <= CLOSE * above.size

    def _side(self, line: Line) -> int:
        return self._sides.get((line.page.number, line.column), ACROSS)

    def _last(self, line: Line) -> Found | None:
        """The last note so far in the language of a line."""
        return self._lasts.get(self._side(line))

    def _is_open(self, line: Line) -> bool:
        """Whether the last note may go on with a line: it stands on the same page or the one before."""
        last = self._last(line)
        return last is not None and 0 <= line.page.number - last.lines[-1][0].page.number <= 1

    def _goes_on(self, line: Line) -> bool:
        """Whether small lines without any number go on with the last note."""
        note = self._last(line)
        if note is None or not self._is_open(line):
            return False
        last = note.lines[-1][0]
        return abs(last.size - line.size) < 0.3 and not ENDED.search(last.text[-10:])


def _runs_left(line: Line) -> bool:
    """Return whether a line in an Arabic or Hebrew script has a mark before a number, as it is drawn and not written."""
    text = line.text
    return RIGHT_TO_LEFT.search(text) is not None and DISPLACED.search(text) is not None


def _begun(head: Head, line: Line) -> Found:
    return Found(
        head.number,
        head.mark,
        [(line, head.rest)],
        page=line.page.number,
        column=line.column,
    )


def left_out(page: str, words: str) -> str:
    """Return the sentence on words at the foot of a page that are part of neither notes nor text."""
    shown = words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0] + " …"
    return f"Page {page} has words below its notes that are none of them, and were left out of the text: {shown}"
