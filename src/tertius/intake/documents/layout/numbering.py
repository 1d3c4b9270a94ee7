"""Numbers of notes as they are printed: raised or in brackets in the text, in many ways before a note."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.printed import Piece
from tertius.intake.documents.layout.segments import parted

Style = Literal["raised", "square", "round", "stop", "bare"]
"""How numbers stand before notes: raised, [1], (1) or 1), ``1.``, or with a space alone."""
Manner = Literal["raised", "square", "round"]
"""How the text calls notes: by a raised number, by [1], or by (1)."""

PRINTED: dict[Style, re.Pattern[str]] = {
    "square": re.compile(r"\s*\[(\d{1,4})\][.:]?\s*(?=\S)"),
    "round": re.compile(r"\s*\(?(\d{1,4})\)[.:]?\s*(?=\S)"),
    "stop": re.compile(r"\s*(\d{1,4})\.(?:\s+(?=\S)|(?=[^\W\d]|[‘“\"'<\[(«„]))"),
    "bare": re.compile(r"\s*(\d{1,4})(?:\s+(?=\S)|(?=[^\W\d_a-z]))"),
}
DATE = re.compile(r"\s*\d{1,2}\.?\s+[^\W\d_]{3,12}\.?,?\s+\d{4}\b")
"""A day at the head of a line, which begins as a note does."""
DIGITS = re.compile(r"[\[(]?\d{1,4}(?:\s?[,;]\s?\d{1,4}|\s?[-–]\s?\d{1,4}|\s\d{1,4})*[\])]?[,;.]?")
RANGE = re.compile(r"(\d{1,4})\s?[-–]\s?(\d{1,4})")
BRACKETED: dict[Manner, re.Pattern[str]] = {
    "square": re.compile(r"\[(\d{1,4}(?:\s?[,;]\s?\d{1,4}|\s?[-–]\s?\d{1,4})*)\]"),
    "round": re.compile(r"\((\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\)"),
}
HALF = re.compile(r"\s*(\d{1,3})\)(?=\D)")
SYMBOL = re.compile(r"\s*(\*{1,4}|[†‡§¶]{1,3})\s*")
MOST_IN_ONE = 20
"""How many notes one place of the text calls at most."""


@dataclass(frozen=True)
class Head:
    """How a line begins as a note: the number or mark, and the pieces of the line behind it."""

    style: Style
    number: int
    """0 where the note has a mark."""
    mark: str
    rest: Sequence[Piece]


@dataclass
class Calls:
    """Which numbers and marks the text of each page calls, by the manner in which it does."""

    by_manner: dict[Manner, dict[int, Counter[int]]] = field(default_factory=dict)
    marks: dict[int, set[str]] = field(default_factory=dict)

    def on(self, manner: Manner, page: int) -> set[int]:
        """The numbers that a page calls in one manner."""
        return set(self.by_manner.get(manner, {}).get(page, ()))

    def times(self, manner: Manner, page: int) -> Counter[int]:
        """The same, with how often the page calls each."""
        return self.by_manner.get(manner, {}).get(page) or Counter()


def is_superscript(piece: Piece, line: Line) -> bool:
    """Whether a piece stands above its line: as a raised glyph, or smaller and higher."""
    if piece.raised:
        return True
    return piece.size <= 0.85 * line.size and piece.y - line.y >= 0.12 * line.size


def superscript_numbers(text: str) -> tuple[int, ...]:
    """The numbers that a superscript shows; none where it shows anything else."""
    shown = text.strip()
    if len(shown) > 80 or not DIGITS.fullmatch(shown):
        return ()
    numbers = spelled_out(shown)
    return numbers if len(numbers) <= MOST_IN_ONE and 0 not in numbers else ()


def spelled_out(shown: str) -> tuple[int, ...]:
    """The numbers of a list with ranges: 3, 5–7 are 3, 5, 6 and 7."""
    numbers: list[int] = []
    for part in re.split(r"[,;]|\s(?![-–])(?<![-–]\s)", shown.strip("[]().,; ")):
        span = RANGE.fullmatch(part.strip())
        if span:
            first, last = int(span[1]), int(span[2])
            if not first < last < first + MOST_IN_ONE:
                return ()
            numbers += range(first, last + 1)
        elif part.strip():
            numbers.append(int(part))
    return tuple(numbers)


def run_together(digits: str) -> list[tuple[int, ...]]:
    """The ways to read digits as two or three notes one after the other: 1213 as 12 and 13."""
    found: list[tuple[int, ...]] = []
    if not digits.isdecimal():
        return found
    for length in range(1, len(digits)):
        first = int(digits[:length])
        shown, numbers = digits[:length], [first]
        while len(shown) < len(digits) and len(numbers) < 4:
            numbers.append(numbers[-1] + 1)
            shown += str(numbers[-1])
        if shown == digits and first:
            found.append(tuple(numbers))
    return found


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


def heads_of(line: Line) -> list[Head]:
    """Each way to read the beginning of a line as that of a note."""
    shown, count = leading(line)
    rest = line.pieces[count:]
    if count:
        if not rest:
            return []
        numbers = superscript_numbers(shown)
        if len(numbers) == 1:
            return [Head("raised", numbers[0], "", rest)]
        symbol = SYMBOL.fullmatch(shown)
        return [Head("raised", 0, symbol[1], rest)] if symbol else []
    text = line.text
    symbol = SYMBOL.match(text)
    if symbol and len(text) > symbol.end():
        return [Head("bare", 0, symbol[1], without(line.pieces, symbol.end()))]
    return [
        Head(style, int(match[1]), "", without(line.pieces, match.end()))
        for style, pattern in PRINTED.items()
        if (match := pattern.match(text)) and int(match[1]) > 0
    ]


def calls_of(lines: Iterable[Line]) -> Calls:
    """What the lines of a document call, page by page; what begins a line is left out."""
    found = Calls({manner: defaultdict(Counter[int]) for manner in ("raised", "square", "round")})
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for line in lines:
        page = line.page.number
        texts[page].append(line.text)
        raised = found.by_manner["raised"]
        marks = found.marks.setdefault(page, set())
        together = ""
        for place, piece in enumerate(line.pieces):
            if place and is_superscript(piece, line):
                together += piece.text
                marks.update(match[1] for match in SYMBOL.finditer(piece.text))
            else:
                _add_together(together, raised[page])
                together = ""
        _add_together(together, raised[page])
        if (symbol := SYMBOL.search(line.text)) and symbol.end() == len(line.text):
            marks.add(symbol[1])
    for page, parts in texts.items():
        for manner, pattern in BRACKETED.items():
            found.by_manner[manner][page].update(_bracketed(parts, pattern))
    return found


def _bracketed(lines: Sequence[str], pattern: re.Pattern[str]) -> Counter[int]:
    """The numbers in brackets that some lines call; what only begins a line is the head of a note.

    Of two brackets that begin lines one is the head, also where that lacks its opening: (1) and 1).
    """
    starts = set(accumulate((len(line) + 1 for line in lines), initial=0))
    times: Counter[int] = Counter()
    for match in pattern.finditer(" ".join(lines)):
        for number in spelled_out(match[1]):
            times[number] += 1 if match.start() in starts else 2
    if pattern is BRACKETED["round"]:
        times.update(int(half[1]) for line in lines if (half := HALF.match(line)))
    return Counter({number: count // 2 for number, count in times.items() if count > 1})


def _add_together(shown: str, numbers: Counter[int]) -> None:
    """Add every number that superscripts side by side may show."""
    digits = "".join(shown.split())
    numbers.update(superscript_numbers(shown))
    for parts in run_together(digits):
        numbers.update(parts)


def without(pieces: Sequence[Piece], length: int) -> list[Piece]:
    """Pieces without so many letters at their beginning."""
    left: list[Piece] = []
    before: Piece | None = None
    for piece in pieces:
        length -= length > 0 and before is not None and parted(before, piece)
        before = piece
        if length >= len(piece.text):
            length -= len(piece.text)
            continue
        share = length / len(piece.text)
        x0 = piece.x0 + share * (piece.x1 - piece.x0)
        text = piece.text[length:].lstrip()
        left.append(Piece(x0, piece.y, piece.x1, piece.size, piece.bold, piece.raised, text))
        length = 0
    return left
