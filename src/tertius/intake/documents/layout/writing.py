"""Lines written as blocks: hyphens mended, numbers of notes taken out and kept with their place, links kept with their letters."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tertius.intake.documents.layout.bracketed import brackets_in, without_spans
from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.mending import SOFT, Mender, clean
from tertius.intake.documents.layout.numbering import (
    SYMBOL,
    Manner,
    is_superscript,
    run_together,
    superscript_numbers,
)
from tertius.intake.documents.layout.printed import Piece, Target
from tertius.intake.documents.layout.segments import parted
from tertius.intake.documents.notes import Link
from tertius.intake.documents.paper import Block
from tertius.intake.documents.placing import Call

MEASURE = re.compile(r"(?:\d|\b(?:[kcmd]?m|ft|in|mi|x))$")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
EDGE = re.compile(r"[\s“”‘’\"'«»„(),;:]")
"""Where the letters of a link may begin or end."""


@dataclass(frozen=True)
class Known:
    """Which notes a document has, for whoever reads the numbers in its text."""

    manner: Manner = "raised"
    numbers: Callable[[int], frozenset[int]] = lambda page: frozenset()
    """The numbers of the notes that a page may call."""
    marks: Callable[[int], frozenset[str]] = lambda page: frozenset()


@dataclass
class _Text:
    """A block being put together; every offset counts its letters so far."""

    text: str = ""
    calls: list[tuple[int, Call]] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


class Writer:
    """Makes blocks of lines; ``calls`` holds what the blocks so far call, in their order."""

    def __init__(self, mender: Mender, known: Known | None = None) -> None:
        self._mender = mender
        self._known = known or Known()
        self._expected = 1
        self.calls: list[Call] = []
        self.links: tuple[Link, ...] = ()
        """The links of the last block."""

    def block(self, lines: Sequence[tuple[Line, Sequence[Piece]]], level: int = 0) -> Block:
        """One heading or paragraph."""
        whole = _Text()
        for line, pieces in lines:
            part = self._line(line, pieces)
            if part.text.strip() or part.calls:
                self._append(whole, part, line)
        text = whole.text.rstrip()
        if text.endswith(SOFT):
            text = text[:-1] + "-"
        whole.text = text
        if self._known.manner != "raised":
            self._take_bracketed(whole)
        length = len(whole.text)
        self.calls += [call for _, call in whole.calls]
        self.links = tuple(_joined_links(whole.links, whole.text))
        return Block(
            text=whole.text,
            level=level,
            anchors=tuple((min(at, length), call.number) for at, call in whole.calls),
            places=tuple(whole.places),
        )

    def _append(self, whole: _Text, part: _Text, line: Line) -> None:
        """Add a line to a block; letters before it are only ever taken from their end."""
        skipped = len(part.text) - len(part.text.lstrip())
        written = part.text.lstrip()
        if whole.text.strip():
            before = whole.text
            whole.text = self._mender.head(before.rstrip(), written) if written else before
            last = whole.calls[-1][0] if whole.calls else -1
            if last == len(before.rstrip()) and not whole.text.endswith(" "):
                whole.text = before.rstrip() + " "
            length = len(whole.text)
            whole.calls = [(min(at, length), call) for at, call in whole.calls]
        begin = len(whole.text)
        place = f"page {line.page.label}"
        if not whole.places or whole.places[-1][1] != place:
            whole.places.append((begin, place))
            whole.pages.append((begin, line.page.number))
        whole.calls += [(begin + max(at - skipped, 0), call) for at, call in part.calls]
        whole.links += [
            Link(
                begin + max(link.start - skipped, 0),
                begin + max(link.end - skipped, 0),
                link.address,
            )
            for link in part.links
        ]
        soft = written.endswith(SOFT)
        whole.text += written.replace(SOFT, "") + (SOFT if soft else "")

    def _line(self, line: Line, pieces: Sequence[Piece]) -> _Text:
        """The text of a line, with the numbers of notes and the links in it."""
        part = _Text()
        page = line.page.number
        targets = [t for t in line.page.links if t.y0 - 2 <= line.y + 0.3 * line.size <= t.y1 + 2]
        before: Piece | None = None
        for shown, raised, first, last in _groups(line, pieces):
            calls = self._calls(part.text, shown, page) if raised else ()
            if calls:
                at = len(part.text.rstrip())
                part.calls += [(at, call) for call in calls]
                if shown.endswith(" ") and part.text and not part.text.endswith(" "):
                    part.text += " "
                before = last
                continue
            if before is not None and parted(before, first):
                part.text += " "
            is_power = raised and shown.strip().isdigit()
            written = clean(shown.translate(SUPERSCRIPTS) if is_power else shown)
            written = written if part.text and not part.text.endswith(" ") else written.lstrip()
            part.links += _links(first, len(part.text), written, targets)
            part.text += written
            before = last
        return part

    def _calls(self, text: str, shown: str, page: int) -> tuple[Call, ...]:
        """The notes that a superscript behind some text calls; none where it is a power or anything else."""
        symbol = SYMBOL.fullmatch(shown)
        if symbol:
            known = symbol[1] in self._known.marks(page)
            return (Call(0, symbol[1], page),) if known else ()
        numbers = superscript_numbers(shown)
        if not numbers or self._is_power(text, numbers):
            return ()
        numbers = self._parted(shown, numbers, page)
        self._expected = max(numbers) + 1
        return tuple(Call(number, "", page) for number in numbers)

    def _parted(self, shown: str, numbers: tuple[int, ...], page: int) -> tuple[int, ...]:
        """Digits as one number, or as two side by side where the page has notes for both and none for the one."""
        if len(numbers) != 1 or numbers[0] in self._known.numbers(page):
            return numbers
        known = self._known.numbers(page)
        for parts in run_together(shown.strip()):
            if known.issuperset(parts):
                return parts
        return numbers

    def _is_power(self, text: str, numbers: tuple[int, ...]) -> bool:
        """Whether a superscript belongs to a measure or a number, such as km², and to no note."""
        return (
            len(numbers) == 1
            and numbers[0] != self._expected
            and MEASURE.search(text[-8:]) is not None
        )

    def _take_bracketed(self, whole: _Text) -> None:
        """Take the numbers in brackets out of a block, where the document has notes for them."""

        def page_at(at: int) -> int:
            return next((page for begin, page in reversed(whole.pages) if begin <= at), 0)

        found = brackets_in(
            whole.text,
            self._known.manner,
            lambda at, numbers: self._known.numbers(page_at(at)).issuperset(numbers),
        )
        if not found:
            return
        calls = [
            (begin, Call(number, "", page_at(begin)))
            for begin, _, numbers in found
            for number in numbers
        ]
        whole.text, moved = without_spans(whole.text, [(begin, end) for begin, end, _ in found])
        calls = sorted([*whole.calls, *calls], key=lambda pair: pair[0])
        whole.calls = [(moved(offset), call) for offset, call in calls]
        whole.places = [(moved(offset), place) for offset, place in whole.places]
        whole.links = [
            Link(moved(link.start), moved(link.end), link.address) for link in whole.links
        ]


def _links(piece: Piece, begin: int, written: str, targets: Sequence[Target]) -> Iterable[Link]:
    """The links whose boxes lie over a piece, with the letters that they cover by their share of its width."""
    width = piece.x1 - piece.x0
    for target in targets:
        if target.x1 <= piece.x0 or target.x0 >= piece.x1 or width <= 0:
            continue
        first = max(0.0, (target.x0 - piece.x0) / width)
        last = min(1.0, (target.x1 - piece.x0) / width)
        start, end = _snapped(written, round(first * len(written)), round(last * len(written)))
        if start < end:
            yield Link(begin + start, begin + end, target.address)


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """A span moved to the nearest edges of words: boxes tell the width of letters only roughly."""
    edges = [
        0,
        len(text),
        *(m.start() for m in EDGE.finditer(text)),
        *(m.end() for m in EDGE.finditer(text)),
    ]
    return min(edges, key=lambda at: abs(at - start)), min(edges, key=lambda at: abs(at - end))


def _joined_links(links: Sequence[Link], text: str) -> Iterable[Link]:
    """Links that go on in the next line as one, each without blanks at its edges."""
    together: list[Link] = []
    for link in links:
        last = together[-1] if together else None
        if last and last.address == link.address and link.start - last.end <= 2:
            together[-1] = Link(last.start, link.end, link.address)
        else:
            together.append(link)
    for link in together:
        shown = text[link.start : link.end]
        start = link.start + len(shown) - len(shown.lstrip())
        end = start + len(shown.strip())
        if start < end:
            yield Link(start, end, link.address)


def _groups(line: Line, pieces: Sequence[Piece]) -> Iterable[tuple[str, bool, Piece, Piece]]:
    """Pieces with neighbouring superscripts put together, each with its first and last piece."""
    together: list[Piece] = []
    for piece in pieces:
        raised = is_superscript(piece, line)
        if raised and together and piece.x0 - together[-1].x1 < piece.size:
            together.append(piece)
            continue
        if together:
            yield _side_by_side(together), True, together[0], together[-1]
            together = []
        if raised:
            together = [piece]
        else:
            yield piece.text, False, piece, piece
    if together:
        yield _side_by_side(together), True, together[0], together[-1]


def _side_by_side(pieces: Sequence[Piece]) -> str:
    """The letters of superscripts, with a space where one stands apart from the next."""
    shown = pieces[0].text
    for before, piece in pairwise(pieces):
        shown += (" " if parted(before, piece) else "") + piece.text
    return shown
