"""The lines of a page in reading order, without what is printed on every page."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tertius.intake.documents.layout.columns import Group, find_gutter, groups_of
from tertius.intake.documents.layout.printed import Page, Piece
from tertius.intake.documents.layout.running import imprint, line_numbers, running_heads
from tertius.intake.documents.layout.segments import Segment, joined, make_segments

UPPER = 0.5
"""The size of the text is that of most letters in this upper share of the pages: notes stand below it."""


@dataclass
class Line:
    """A printed line of one column."""

    page: Page
    pieces: list[Piece]
    y: float
    size: float
    bold: bool
    column: int
    """Counts the columns of a page in reading order, each stretch between full lines for itself."""
    left: float
    """Where the lines of its column begin."""
    right: float = 0.0
    """Where full lines of its column end; found from all pages."""
    foot: bool = False
    """Whether it stands in a column of notes that is parted from the text above."""

    @cached_property
    def x0(self) -> float:
        return min(piece.x0 for piece in self.pieces)

    @cached_property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)

    @cached_property
    def text(self) -> str:
        return joined(self.pieces)


@dataclass(frozen=True)
class Lines:
    """The lines of a document in reading order, and what was left out of it as no part of the paper."""

    lines: list[Line]
    left_out: list[tuple[Page, str]]
    """Imprints at the foot of a page: where they stand, and their words."""


def read_lines(pages: Sequence[Page]) -> Lines:
    """The lines of all pages in reading order, running heads, line numbers and imprints left out."""
    segments = [make_segments(page.pieces) for page in pages]
    text_size = _text_size(pages, segments)
    kept: list[list[Segment]] = []
    left_out: list[tuple[Page, str]] = []
    for page, found, gone in zip(pages, segments, running_heads(pages, segments), strict=True):
        stay = [segment for index, segment in enumerate(found) if index not in gone]
        numbers = line_numbers(stay)
        stay = [segment for index, segment in enumerate(stay) if index not in numbers]
        foot = imprint(page, stay, text_size)
        if foot:
            words = sorted((stay[i] for i in foot), key=lambda s: (-round(s.y), s.x0))
            left_out.append((page, " ".join(segment.text.strip() for segment in words)))
        kept.append([segment for index, segment in enumerate(stay) if index not in set(foot)])
    gutters = Counter(gutter for found in kept if (gutter := find_gutter(found)) is not None)
    usual = [gutter for gutter, times in gutters.most_common(4) if times >= len(pages) * 0.1]
    lines: list[Line] = []
    for page, found in zip(pages, kept, strict=True):
        for number, group in enumerate(groups_of(found, usual, text_size) if found else ()):
            lines += _lines(page, group, number)
    _set_right_edges(lines)
    return Lines(lines, left_out)


def _text_size(pages: Sequence[Page], segments: Sequence[Sequence[Segment]]) -> float:
    weight: Counter[float] = Counter()
    for page, found in zip(pages, segments, strict=True):
        for segment in found:
            if segment.y > UPPER * page.height:
                weight[segment.size] += len(segment.text)
    return weight.most_common(1)[0][0] if weight else 0.0


def _lines(page: Page, group: Group, column: int) -> list[Line]:
    """The segments of one column put into lines, from the top."""
    levels: list[tuple[float, float, list[Segment]]] = []
    heights: list[float] = []
    for segment in sorted(group.segments, key=lambda s: (-s.size, -s.y)):
        place = bisect_left(heights, segment.y - segment.size)
        best = None
        while place < len(levels) and heights[place] <= segment.y + 0.5 * segment.size:
            y, size, _ = levels[place]
            reach = 0.25 if segment.size > 0.85 * size else 0.65
            off = segment.y - y
            if -0.3 * size <= off <= reach * size and (
                best is None or abs(off) < abs(segment.y - levels[best][0])
            ):
                best = place
            place += 1
        if best is None:
            place = bisect_left(heights, segment.y)
            heights.insert(place, segment.y)
            levels.insert(place, (segment.y, segment.size, [segment]))
        else:
            levels[best][2].append(segment)
    left = min(segment.x0 for segment in group.segments)
    return [
        _line(page, parts, y, column, left, foot=group.foot) for y, _, parts in reversed(levels)
    ]


def _line(
    page: Page, parts: list[Segment], y: float, column: int, left: float, *, foot: bool
) -> Line:
    pieces = sorted((p for part in parts for p in part.pieces), key=lambda p: p.x0)
    if _runs_leftward(pieces):
        order = {id(piece): place for place, piece in enumerate(page.pieces)}
        pieces.sort(key=lambda p: order[id(p)])
    weight: defaultdict[float, int] = defaultdict(int)
    for piece in pieces:
        weight[piece.size] += len(piece.text)
    plain = [piece for piece in pieces if any(map(str.isalnum, piece.text)) and not piece.raised]
    return Line(
        page=page,
        pieces=pieces,
        y=y,
        size=max(weight, key=lambda size: (weight[size], size)),
        bold=bool(plain) and all(piece.bold for piece in plain),
        column=column,
        left=left,
        foot=foot,
    )


def _runs_leftward(pieces: Sequence[Piece]) -> bool:
    """Whether most letters of a line are Hebrew or Arabic: such a line is read as the file has it, not from the left."""
    letters = [letter for piece in pieces for letter in piece.text if letter.isalpha()]
    return sum("\u0590" <= letter <= "\u08ff" for letter in letters) * 2 > len(letters)


def _set_right_edges(lines: list[Line]) -> None:
    """Give each line the right edge of its column; a column of few lines learns it from the others.

    Lines of another size in the same column may have an edge of their own, as notes below columns.
    """
    groups: defaultdict[tuple[int, int, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.page.number, line.column, round(line.size)].append(line)
    edges: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for group in groups.values():
        if len(group) >= 4:
            edges[round(group[0].left / 3)][round(max(line.x1 for line in group))] += 1
    for group in groups.values():
        own = max(line.x1 for line in group)
        usual = edges.get(round(group[0].left / 3))
        if len(group) < 4 and usual:
            own = max(own, float(usual.most_common(1)[0][0]))
        for line in group:
            line.right = own
