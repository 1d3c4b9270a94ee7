"""Footnotes at the foot of each column, and the superscript numbers that call them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.printed import Piece

SMALL = 0.94
"""Notes are set smaller than this share of the size of the text."""
CLOSE = 1.5
"""Lines of one note stand no further apart than this share of their size."""
PLAIN = re.compile(r"\s*\(?\[?(\d{1,4})[.)\]]{0,2}\s+(?=\S)")
DIGITS = re.compile(r"\d{1,4}(?:\s?[,;]\s?\d{1,4})*[,;.]?")
SYMBOL = re.compile(r"\s*([*†‡§]{1,3})\s*")
ENDED = re.compile(r"[.!?…:;”’\"'»)\]/]\s*$")
MOST_IN_ONE = 20
"""How many notes one place of the text calls at most."""


@dataclass
class Found:
    """A note as it was found: its number or mark, and its lines without them."""

    number: int | None
    mark: str
    lines: list[tuple[Line, list[Piece]]] = field(default_factory=list)


def body_size(lines: Sequence[Line]) -> float:
    """The size in which the running text of a document is set: the commonest above its notes.

    What stands below a short rule or a superscript number at the head of a line is not counted,
    for there are papers with more notes than text.
    """
    above: Counter[float] = Counter()
    every: Counter[float] = Counter()
    column, noted = (0, 0), False
    for line in lines:
        if (line.page.number, line.column) != column:
            column, noted = (line.page.number, line.column), False
        noted = noted or bool(superscript_numbers(leading(line)[0])) or _below_short_rule(line)
        letters = sum(len(piece.text) for piece in line.pieces)
        every[round(line.size * 2) / 2] += letters
        if not noted:
            above[round(line.size * 2) / 2] += letters
    return (above or every).most_common(1)[0][0]


def _below_short_rule(line: Line) -> bool:
    """Whether a rule stands above a line that begins with its column and is much shorter."""
    width = line.right - line.left
    return any(
        y > line.y and abs(x0 - line.left) < 6 and x1 - x0 < 0.6 * width
        for x0, x1, y in line.page.rules
    )


def is_superscript(piece: Piece, line: Line) -> bool:
    """Whether a piece stands above its line: as a raised glyph, or smaller and higher."""
    if piece.raised:
        return True
    return piece.size <= 0.85 * line.size and piece.y - line.y >= 0.12 * line.size


def superscript_numbers(text: str) -> tuple[int, ...]:
    """The numbers that a superscript shows; none where it shows anything else."""
    shown = text.strip()
    if not DIGITS.fullmatch(shown) or len(shown) > 80:
        return ()
    numbers = tuple(int(part) for part in re.findall(r"\d+", shown))
    return numbers if len(numbers) <= MOST_IN_ONE and 0 not in numbers else ()


def leading(line: Line) -> tuple[str, int]:
    """The superscript that a line begins with, and how many pieces it takes."""
    shown, count = "", 0
    base = max(piece.size for piece in line.pieces)
    main = next((p for p in line.pieces if p.size == base and not p.raised), None)
    for piece in line.pieces:
        above = piece.raised or (
            main is not None and piece.size <= 0.85 * base and piece.y - main.y >= 0.12 * base
        )
        if not above:
            break
        shown += piece.text
        count += 1
    return shown.strip(), count


def lift_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Found], list[str]]:
    """The lines of the running text, the footnotes, and what was found that belongs to none."""
    size = body_size(lines)
    columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page.number, line.column].append(line)
    lasts: dict[int, set[int]] = _lowest(columns)
    notes: list[Found] = []
    body: list[Line] = []
    orphans: list[int] = []
    reader = _Zones(size, notes, _called(lines))
    for (page, column), group in columns.items():
        begin = reader.begin(group) if column in lasts[page] else len(group)
        body += group[:begin]
        if begin < len(group) and not reader.take(group[begin:]):
            orphans.append(page)
            body += group[begin:]
    said = [
        f"Page {page} has small text at its foot that belongs to no note; it stands in the text."
        for page in orphans
    ]
    return body, notes, said


def _lowest(columns: dict[tuple[int, int], list[Line]]) -> dict[int, set[int]]:
    """For each page the columns below which no other column stands."""
    pages: defaultdict[int, list[tuple[int, list[Line]]]] = defaultdict(list)
    for (page, column), group in columns.items():
        pages[page].append((column, group))
    lowest: dict[int, set[int]] = {}
    for page, groups in pages.items():
        lowest[page] = {
            column
            for column, group in groups
            if not any(
                other is not group
                and max(line.y for line in other) < min(line.y for line in group)
                and min(line.x0 for line in other) < max(line.x1 for line in group)
                and max(line.x1 for line in other) > min(line.x0 for line in group)
                for _, other in groups
            )
        }
    return lowest


def _called(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers that stand as superscripts in the lines, those that begin a line left out."""
    return frozenset(
        number
        for line in lines
        for piece in line.pieces[1:]
        if is_superscript(piece, line)
        for number in superscript_numbers(piece.text)
    )


class _Zones:
    """Reads the notes at the foot of one column after the other."""

    def __init__(self, size: float, notes: list[Found], called: frozenset[int]) -> None:
        self._size = size
        self._called = called
        self._notes = notes
        self._raised = False
        """Whether the numbers of notes are superscripts in this document."""
        self._rules: set[int] = set()
        """How long the rules above notes are."""

    def begin(self, group: list[Line]) -> int:
        """Where the notes of a column begin; its length where it has none."""
        ruled = self._below_rule(group)
        if ruled is not None:
            return ruled
        begin = len(group)
        while begin and self._is_small(group[begin - 1]):
            begin -= 1
        first = next((i for i in range(begin, len(group)) if self._starts(group[i])), None)
        if first is None:
            return (
                begin
                if begin < len(group) and begin and self._goes_on(group[begin])
                else len(group)
            )
        found = first
        while first > begin and self._is_close(group[first - 1], group[first]):
            first -= 1
        return first if self._is_open(group[first]) else found

    def _below_rule(self, group: list[Line]) -> int | None:
        """Where the lines below a rule begin, if they look like notes."""
        page = group[0].page
        left = min(line.x0 for line in group)
        low = group[-1].y
        for x0, x1, y in sorted(page.rules, key=lambda rule: rule[2]):
            if y < low or x0 > left + 3 * self._size or x1 < left or x1 - x0 > 0.9 * page.width:
                continue
            begin = next((i for i, line in enumerate(group) if line.y < y), len(group))
            if begin == len(group):
                continue
            below = group[begin:]
            small = all(self._is_small(line) for line in below)
            if self._starts(below[0]) and (small or leading(below[0])[1]):
                self._rules.add(round(x1 - x0))
                return begin
            if small and any(map(self._starts, below)):
                return begin
            if (
                small
                and self._is_open(below[0])
                and (round(x1 - x0) in self._rules or self._goes_on(below[0]))
            ):
                return begin
        return None

    def take(self, zone: list[Line]) -> bool:
        """Read the notes of a zone; False where it begins with no note and none is open."""
        if not self._starts(zone[0]) and not self._is_open(zone[0]):
            return False
        for line in zone:
            note = self._start(line)
            if note is not None:
                self._notes.append(note)
            else:
                self._notes[-1].lines.append((line, line.pieces))
        return True

    def _is_small(self, line: Line) -> bool:
        return line.size <= SMALL * self._size

    def _is_close(self, above: Line, below: Line) -> bool:
        return above.y - below.y <= CLOSE * above.size

    def _is_open(self, line: Line) -> bool:
        """Whether the last note may go on with a line: it stands on the same page or the one before."""
        if not self._notes:
            return False
        return 0 <= line.page.number - self._notes[-1].lines[-1][0].page.number <= 1

    def _goes_on(self, line: Line) -> bool:
        """Whether small lines without any number go on with the last note."""
        if not self._is_open(line):
            return False
        last = self._notes[-1].lines[-1][0]
        return abs(last.size - line.size) < 0.3 and not ENDED.search(last.text[-10:])

    def _starts(self, line: Line) -> bool:
        return self._start(line) is not None

    def _start(self, line: Line) -> Found | None:
        """The note that begins with a line; None where none does."""
        shown, count = leading(line)
        rest = line.pieces[count:]
        if count:
            numbers = superscript_numbers(shown)
            if len(numbers) == 1 and rest:
                self._raised = True
                return Found(numbers[0], "", [(line, rest)])
            if SYMBOL.fullmatch(shown) and rest:
                return Found(None, shown, [(line, rest)])
            return None
        if not self._is_small(line) or not line.pieces:
            return None
        if (mark := SYMBOL.match(line.text)) and len(line.text) > mark.end():
            return Found(None, mark[1], [(line, _without(line.pieces, mark.end()))])
        if self._raised or not (plain := PLAIN.match(line.text)):
            return None
        number = int(plain[1])
        last = next((n.number for n in reversed(self._notes) if n.number is not None), 0)
        if number in self._called and (number in (1, last + 1) or not self._notes):
            return Found(number, "", [(line, _without(line.pieces, plain.end()))])
        return None


def _without(pieces: Sequence[Piece], length: int) -> list[Piece]:
    """Pieces without so many letters at their beginning."""
    left: list[Piece] = []
    for piece in pieces:
        if length >= len(piece.text):
            length -= len(piece.text)
            continue
        share = length / len(piece.text)
        x0 = piece.x0 + share * (piece.x1 - piece.x0)
        text = piece.text[length:].lstrip()
        left.append(Piece(x0, piece.y, piece.x1, piece.size, piece.bold, piece.raised, text))
        length = 0
    return left
