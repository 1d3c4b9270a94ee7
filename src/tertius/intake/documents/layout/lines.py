"""The lines of a page in reading order, without what is printed on every page."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tertius.intake.documents.layout.printed import Page, Piece

GUTTER_GAP = 0.7
"""Pieces further apart than this share of their size may belong to two columns."""
NARROWEST = 0.22
"""The share of the width of the text that a column has at least."""
DEEPEST = 3
"""How many times a page is parted at a gutter."""
EDGE_LINES = 3
"""How many lines at the top and at the foot of a page may be running heads."""
LARGEST_HEAD = 1.3
"""A running head is no larger than the text by more than this factor."""
APART = 1.55
"""A running head stands further from the text than this share of its size."""


@dataclass(slots=True)
class Segment:
    """Pieces that stand beside each other on one line of one column."""

    pieces: list[Piece]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
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
    small: bool = field(default=False)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @property
    def text(self) -> str:
        return joined(self.pieces)


def joined(pieces: Sequence[Piece]) -> str:
    """The text of pieces that stand side by side, with a space where there is a gap."""
    parts: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and parted(before, piece):
            parts.append(" ")
        parts.append(piece.text)
        before = piece
    return "".join(parts).rstrip(" ")


def parted(before: Piece, piece: Piece) -> bool:
    """Whether a space is missing between two pieces that stand side by side."""
    if before.text.endswith(" ") or piece.text.startswith(" "):
        return False
    return piece.x0 - before.x1 > 0.18 * min(before.size, piece.size)


def read_lines(pages: Sequence[Page]) -> list[Line]:
    """The lines of all pages in reading order, running heads and page numbers left out."""
    segments = [make_segments(page.pieces) for page in pages]
    running = _running(pages, segments)
    kept = [
        [segment for index, segment in enumerate(found) if index not in gone]
        for found, gone in zip(segments, running, strict=True)
    ]
    gutters = Counter(gutter for found in kept if (gutter := find_gutter(found)) is not None)
    usual = [gutter for gutter, times in gutters.most_common(4) if times >= len(pages) * 0.1]
    lines: list[Line] = []
    for page, found in zip(pages, kept, strict=True):
        for number, group in enumerate(_columns(found, usual, 0)):
            lines += _lines(page, group, number)
    _set_right_edges(lines)
    return lines


def make_segments(pieces: Iterable[Piece]) -> list[Segment]:
    """Pieces put together where one follows the other on the same line without a wide gap."""
    segments: list[Segment] = []
    for piece in pieces:
        last = segments[-1] if segments else None
        if last is not None:
            size = max(last.size, piece.size)
            gap = piece.x0 - last.pieces[-1].x1
            level = abs(piece.y - last.y) <= (0.25 if piece.size > 0.85 * last.size else 0.7) * size
            if level and -0.3 * size <= gap <= GUTTER_GAP * size:
                last.pieces.append(piece)
                last.x1 = max(last.x1, piece.x1)
                if piece.size > last.size:
                    last.y, last.size = piece.y, piece.size
                continue
        segments.append(Segment([piece], piece.x0, piece.x1, piece.y, piece.size))
    return segments


def _running(pages: Sequence[Page], segments: Sequence[list[Segment]]) -> list[set[int]]:
    """For each page, which of its segments are running heads, feet and page numbers."""
    edges = [_edges(found) for found in segments]
    weight: Counter[float] = Counter()
    for found in segments:
        for segment in found:
            weight[segment.size] += len(segment.text)
    usual = weight.most_common(1)[0][0] if weight else 0.0
    times: Counter[tuple[str, int, str]] = Counter()
    for page, found, (head, foot) in zip(pages, segments, edges, strict=True):
        for place, levels in (("head", head), ("foot", foot)):
            times.update(
                {
                    (place, round(found[i].y / 4), pattern)
                    for level in levels
                    for i in level
                    for pattern in _patterns(page, found[i])
                }
            )
    least = 2 if len(pages) < 6 else max(3, len(pages) // 60)

    def repeats(page: Page, segment: Segment, place: str) -> bool:
        if _is_number_of(page, segment):
            return True
        if segment.pieces[0].raised or segment.size > LARGEST_HEAD * usual:
            return False
        height = round(segment.y / 4)
        return any(
            sum(times[place, height + near, pattern] for near in (-1, 0, 1)) >= least
            for pattern in _patterns(page, segment)
        )

    gone: list[set[int]] = []
    for page, found, both in zip(pages, segments, edges, strict=True):
        out: set[int] = set()
        for place, levels in zip(("head", "foot"), both, strict=True):
            alike = [all(repeats(page, found[i], place) for i in level) for level in levels]
            out |= _outermost(found, levels, alike)
        gone.append(out)
    return gone


def _outermost(found: list[Segment], levels: list[list[int]], alike: list[bool]) -> set[int]:
    """The outermost levels that all repeat, as far as a wide gap parts them from the text."""
    ahead: list[int] = []
    out: list[int] = []
    for number, level in enumerate(levels):
        if not alike[number]:
            break
        ahead += level
        following = levels[number + 1] if number + 1 < len(levels) else None
        size = max(found[i].size for i in level)
        if following is None or abs(found[following[0]].y - found[level[0]].y) > APART * size:
            out = list(ahead)
    return set(out)


def _edges(found: list[Segment]) -> tuple[list[list[int]], list[list[int]]]:
    """The segments of the highest and of the lowest levels of a page, from the outside inward."""
    order = sorted(range(len(found)), key=lambda i: -found[i].y)
    return _levels(found, order), _levels(found, order[::-1])


def _levels(found: list[Segment], order: list[int]) -> list[list[int]]:
    levels: list[list[int]] = []
    for index in order:
        if levels and abs(found[levels[-1][0]].y - found[index].y) <= 2:
            levels[-1].append(index)
        elif len(levels) > EDGE_LINES:
            break
        else:
            levels.append([index])
    return levels


def _is_number_of(page: Page, segment: Segment) -> bool:
    """Whether letters are the number of their page and nothing else."""
    shown = segment.text.strip(" -–—")
    return shown in (str(page.number), page.label) and len(segment.pieces) == 1


NUMBER = re.compile(r"\d{1,5}")
ROMAN = re.compile(r"[ivxlc]{1,8}", re.IGNORECASE)


def _patterns(page: Page, segment: Segment) -> set[str]:
    """What stays alike from page to page: the letters, with a number that counts the pages taken out."""
    text = " ".join(segment.text.lower().split())[:120]
    if ROMAN.fullmatch(text):
        return {"roman"}
    found = {text}
    numbers = list(NUMBER.finditer(text))
    for number in {0, len(numbers) - 1} if numbers else ():
        place = numbers[number]
        off = int(place[0]) - page.number
        found.add(f"{text[: place.start()]}#{off}#{text[place.end() :]}")
    return found


def find_gutter(found: list[Segment]) -> float | None:
    """Where a page is parted into two columns; None where it is not."""
    if len(found) < 6:
        return None
    left, right = min(s.x0 for s in found), max(s.x1 for s in found)
    width = right - left
    if width <= 0:
        return None
    starts = sorted({round(s.x0) for s in found})
    best: tuple[int, float] | None = None
    for start in starts:
        if not left + NARROWEST * width < start < right - NARROWEST * width:
            continue
        gutter = start - 2.0
        crossing = _crossing(found, gutter)
        if (best is None or crossing < best[0]) and _holds_columns(found, gutter, crossing, 0.35):
            best = (crossing, gutter)
    return best[1] if best else None


def _crossing(found: list[Segment], gutter: float) -> int:
    return sum(s.x0 < gutter - 1 and s.x1 > gutter + 1 for s in found)


def _holds_columns(found: list[Segment], gutter: float, crossing: int, most: float) -> bool:
    """Whether both sides of a gutter have lines of some width, beside each other."""
    before = _rows([s for s in found if s.x1 <= gutter + 1])
    after = _rows([s for s in found if s.x0 >= gutter - 1])
    least = 2 if not crossing and len(before) > 8 else 3
    if min(len(before), len(after)) < least or crossing > most * (len(before) + len(after)):
        return False
    width = max(s.x1 for s in found) - min(s.x0 for s in found)
    for side in (before, after):
        widths = sorted(x1 - x0 for x0, x1 in side.values())
        if widths[len(widths) * 2 // 3] < NARROWEST * width:
            return False
    low = max(min(before), min(after))
    high = min(max(before), max(after))
    return high > low


def _repeats_columns(found: list[Segment], gutter: float) -> bool:
    """Whether a page has something on both sides of a gutter that other pages have, beside each other."""
    before = _rows([s for s in found if s.x1 <= gutter + 1])
    after = [s for s in found if s.x0 >= gutter - 1]
    if not before or not after or min(s.x0 for s in after) > gutter + 6:
        return False
    beside = set(_rows(after)) & {place + near for place in before for near in (-1, 0, 1)}
    return bool(beside) and _crossing(found, gutter) <= 2 * len(before)


def _rows(side: list[Segment]) -> dict[int, tuple[float, float]]:
    """For each height, in steps of two points, from where to where it has text."""
    rows: dict[int, tuple[float, float]] = {}
    for segment in side:
        place = round(segment.y / 2)
        x0, x1 = rows.get(place, (segment.x0, segment.x1))
        rows[place] = (min(x0, segment.x0), max(x1, segment.x1))
    return rows


def _columns(found: list[Segment], usual: Sequence[float], depth: int) -> list[list[Segment]]:
    """The segments of a page in groups as they are read: each column, and each line across."""
    if not found:
        return []
    gutter = find_gutter(found) if depth < DEEPEST else None
    if gutter is None and depth == 0:
        gutter = next((g for g in usual if _repeats_columns(found, g)), None)
    if gutter is None:
        return [found]
    groups: list[list[Segment]] = []
    across: list[Segment] = []
    beside: list[Segment] = []

    def close_beside() -> None:
        for side in (
            [s for s in beside if s.x1 <= gutter + 1 or (s.x0 + s.x1) / 2 <= gutter],
            [s for s in beside if s.x1 > gutter + 1 and (s.x0 + s.x1) / 2 > gutter],
        ):
            groups.extend(_columns(side, (), depth + 1))
        beside.clear()

    for segment in sorted(found, key=lambda s: -s.y):
        if segment.x0 < gutter - 1 and segment.x1 > gutter + 1:
            if beside:
                close_beside()
            across.append(segment)
        else:
            if across:
                groups.append(list(across))
                across.clear()
            beside.append(segment)
    if across:
        groups.append(across)
    close_beside()
    return groups


def _lines(page: Page, group: list[Segment], column: int) -> list[Line]:
    """The segments of one column put into lines, from the top."""
    levels: list[tuple[float, float, list[Segment]]] = []
    heights: list[float] = []
    for segment in sorted(group, key=lambda s: (-s.size, -s.y)):
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
    left = min(segment.x0 for segment in group)
    return [_line(page, parts, y, column, left) for y, _, parts in reversed(levels)]


def _line(page: Page, parts: list[Segment], y: float, column: int, left: float) -> Line:
    pieces = sorted((p for part in parts for p in part.pieces), key=lambda p: p.x0)
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
    )


def _set_right_edges(lines: list[Line]) -> None:
    """Give each line the right edge of its column; a column of few lines learns it from the others."""
    groups: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.page.number, line.column].append(line)
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
