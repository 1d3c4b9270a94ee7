"""The columns of a page: where it is parted, and in which order its parts are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tertius.intake.documents.layout.segments import Segment, rows_of

NARROWEST = 0.22
"""The share of the width of the text that a column has at least."""
NARROWEST_NOTES = 0.15
"""The same for columns of notes: four of them stand below some pages."""
DEEPEST = 3
"""How many times a page is parted at a gutter."""
SMALL = 0.94
"""Notes are set smaller than this share of the size of the text."""
NUMBERED = re.compile(r"\s*[\[(]?(\d{1,4})(?!\d)(?:[.)\]]|\s|(?=[^\W\d]))")
MOST_BELOW = 3
"""How many lines that are no notes may stand below them at the foot of a page."""


@dataclass(frozen=True)
class Group:
    """The segments of one column, or of lines that stand across columns."""

    segments: list[Segment]
    foot: bool = False
    """Whether it is a column of notes alone, parted from the text above because its columns are others."""


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


def groups_of(found: list[Segment], usual: Sequence[float], text_size: float) -> list[Group]:
    """The parts of a page in the order in which they are read: each column, and each stretch across.

    ``usual`` holds the gutters of other pages, ``text_size`` the size of the running text.
    """
    above, foot, below = _part_foot(found, text_size)
    if foot and above:
        gutter = find_gutter(above) or next((g for g in usual if _repeats_columns(above, g)), None)
        columns = _note_columns(foot)
        across = gutter is not None and _crossing(foot, gutter) > 0
        if across or (gutter is None and len(columns) > 1):
            return [
                *(Group(part) for part in _columns(above, usual, 0)),
                *(Group(column, foot=True) for column in columns),
                *([Group(below)] if below else []),
            ]
    return [Group(part) for part in _columns(found, usual, 0)]


def _part_foot(
    found: list[Segment], text_size: float
) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """The segments of a page above its lowest stretch of small lines, those of the stretch, and what stands below."""
    rows = rows_of(found, sorted(range(len(found)), key=lambda i: found[i].y))
    small = [max(found[i].size for i in row) <= SMALL * text_size for row in rows]
    first = next((place for place, is_small in enumerate(small) if is_small), len(rows))
    last = next((place for place in range(first, len(rows)) if not small[place]), len(rows))
    if first > MOST_BELOW or last == first:
        return found, [], []
    below, foot, above = (
        [found[i] for row in part for i in row]
        for part in (rows[:first], rows[first:last], rows[last:])
    )
    return above, foot, below


def _note_columns(foot: list[Segment]) -> list[list[Segment]]:
    """Lines of notes as columns that no line crosses; one where they are a table, or stand below one another."""
    left, right = min(s.x0 for s in foot), max(s.x1 for s in foot)
    columns: list[list[Segment]] = []
    reach = left
    for segment in sorted(foot, key=lambda s: s.x0):
        if columns and segment.x0 < reach + 0.5 * segment.size:
            columns[-1].append(segment)
        else:
            columns.append([segment])
        reach = max(reach, segment.x1)
    wide: list[list[Segment]] = []
    waiting: list[Segment] = []
    for column in columns:
        waiting += column
        if max(s.x1 for s in waiting) - min(s.x0 for s in waiting) >= NARROWEST_NOTES * (
            right - left
        ):
            wide.append(waiting)
            waiting = []
    if waiting and wide:
        wide[-1] += waiting
    return wide if len(wide) > 1 and _begin_notes(wide) else [foot]


def _begin_notes(columns: list[list[Segment]]) -> bool:
    """Whether lines begin with numbers that go on from one column into another, as no table's do."""
    begun: dict[int, int] = {}
    for place, column in enumerate(columns):
        for segment in sorted(column, key=lambda s: -s.y):
            shown = NUMBERED.match(segment.text)
            if shown is None:
                continue
            number = int(shown[1])
            begun[number] = begun.get(number - 1, place)
            if begun[number] != place:
                return True
    return False


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
