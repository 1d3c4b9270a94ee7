"""Pages in two languages: two columns side by side, each with its own text, numbers and notes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.numbering import Manner, calls_of

ACROSS, LEFT, RIGHT = 0, 1, 2
SHARED = 0.5
"""Of the pages with numbers in both columns at least this share has some of them in both."""

Sides = dict[tuple[int, int], int]


def sides_of(columns: dict[tuple[int, int], list[Line]], manner: Manner) -> Sides:
    """Return for each column whether it is the left or the right language; nothing where a document has but one.

    Two columns are two languages where they call notes of the same numbers on the same page:
    numbers of one text go on from the left column in the right.
    """
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for page, column in columns:
        pages[page].append(column)
    sides: Sides = {}
    both = shared = 0
    for page, members in pages.items():
        if len(members) < 2:
            continue
        left, right = _parted(columns, page, members)
        if not left or not right:
            continue
        sides |= {(page, column): LEFT for column in left}
        sides |= {(page, column): RIGHT for column in right}
        called = [
            calls_of(line for column in part for line in columns[page, column]).on(manner, page)
            for part in (left, right)
        ]
        if all(called):
            both += 1
            shared += len(called[0] & called[1]) * 2 >= min(map(len, called))
    return sides if shared and shared >= SHARED * both else {}


def _parted(
    columns: dict[tuple[int, int], list[Line]], page: int, members: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The columns of a page left and right of its middle; those that stand across it are in neither."""
    edges = {
        column: (
            min(line.x0 for line in columns[page, column]),
            max(line.x1 for line in columns[page, column]),
        )
        for column in members
    }
    middle = (min(x0 for x0, _ in edges.values()) + max(x1 for _, x1 in edges.values())) / 2
    slack = 0.05 * (max(x1 for _, x1 in edges.values()) - min(x0 for x0, _ in edges.values()))
    return (
        [column for column, (_, x1) in edges.items() if x1 <= middle + slack],
        [column for column, (x0, _) in edges.items() if x0 >= middle - slack],
    )


def in_languages(lines: Iterable[Line], sides: Sides) -> list[Line]:
    """The lines of the text, each language read on from page to page before the other."""
    if not sides:
        return list(lines)
    ordered: list[Line] = []
    waiting: dict[int, list[Line]] = {LEFT: [], RIGHT: []}
    for line in lines:
        side = sides.get((line.page.number, line.column), ACROSS)
        if side != ACROSS:
            waiting[side].append(line)
            continue
        ordered += waiting[LEFT] + waiting[RIGHT]
        waiting = {LEFT: [], RIGHT: []}
        ordered.append(line)
    return [*ordered, *waiting[LEFT], *waiting[RIGHT]]
