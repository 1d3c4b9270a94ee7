"""Which lines at the foot of the pages are the heads of notes, decided page by page by what the page calls."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tertius.intake.documents.layout.columns import SMALL
from tertius.intake.documents.layout.lines import Line
from tertius.intake.documents.layout.numbering import (
    DATE,
    Calls,
    Head,
    Manner,
    Style,
    heads_of,
)
from tertius.intake.documents.layout.rules import Rule

CALLED, PENDING, NEXT, RAISED = 3.0, 2.5, 1.5, 1.0
"""What speaks for a head: its number is called on the page, or on the page before and not yet found, or comes next, or is raised at least."""
DATED, OUTDENTED = 2.0, 0.5
"""What speaks against one: it begins as a day does, or stands elsewhere than the other heads."""
ANEW_BESIDE, ANEW_BELOW, AGAIN = 1.0, 2.5, 4.5
"""What it costs that numbers begin anew: in another column, or in the same; and at a number that the page calls but once."""
LEAST_ANSWERED = 0.6
"""Notes in the size of the text answer at least this share of what their page calls."""
MOST_LOOKED_BACK = 200
"""How many heads before one are compared with it: a page has no more columns and series than fit in them."""


@dataclass
class Candidate:
    """A line of a page that may begin a note."""

    column: int
    index: int
    """Its place among the lines of its column."""
    line: Line
    head: Head
    foot: bool = True
    """Whether the line is small or below a rule, as notes are; others may be items of a list."""
    weight: float = 0.0


@dataclass
class Chosen:
    """The heads of notes in a document, and how it prints and calls its notes."""

    style: Style = "raised"
    manner: Manner = "raised"
    heads: dict[int, dict[int, Head]] = field(default_factory=dict)
    """By the identity of its column's lines, the heads by their place in it."""
    numbers: dict[int, set[int]] = field(default_factory=dict)
    """The numbers of the notes at the foot of each page."""
    marks: dict[int, set[str]] = field(default_factory=dict)


Columns = dict[tuple[int, int], list[Line]]


def choose(
    columns: Columns, size: float, calls: Calls, rules: Mapping[int, Sequence[Rule]]
) -> Chosen:
    """The heads among the lines of all columns; ``size`` is that of the running text."""
    pages: defaultdict[int, list[Candidate]] = defaultdict(list)
    for (page, column), group in columns.items():
        lowest = max((y for x0, x1, y in rules[page] if _above(x0, x1, y, group)), default=-1.0)
        for index, line in enumerate(group):
            below = line.y < lowest
            small = line.size <= SMALL * size
            pages[page] += [
                Candidate(column, index, line, head, foot=small or below)
                for head in heads_of(line)
                if small or below or _is_sure(head, calls, page)
            ]
    pages = defaultdict(list, {page: _small_first(found) for page, found in pages.items()})
    chosen = Chosen(*_manner(pages, calls))
    last, pending = 0, set[int]()
    for page in sorted({page for page, _ in columns}):
        called = calls.times(chosen.manner, page)
        marks = calls.marks.get(page, set())
        found = _page_heads(pages[page], chosen.style, called, pending, last, marks)
        found = _without_lists(found, columns, called)
        for candidate in found:
            key = id(columns[page, candidate.column])
            chosen.heads.setdefault(key, {})[candidate.index] = candidate.head
        chosen.numbers[page] = {c.head.number for c in found if c.head.number}
        chosen.marks[page] = {c.head.mark for c in found if c.head.mark}
        pending = set(called) - chosen.numbers[page]
        last = next((c.head.number for c in reversed(found) if c.head.number), last)
    return chosen


def _small_first(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without lines of the text that begin with a number of which a note below begins, too.

    A call may be the first thing on its line: … in the year / [3]. What …
    """
    below = {(c.head.style, c.head.number) for c in found if c.foot and c.head.number}
    return [c for c in found if c.foot or (c.head.style, c.head.number) not in below]


def _above(x0: float, x1: float, y: float, group: Sequence[Line]) -> bool:
    """Whether a rule begins with a column and stands between its lines or above them."""
    left, size = min(line.x0 for line in group), group[0].size
    return x0 <= left + 3 * size and x1 >= left and y > group[-1].y


def _is_sure(head: Head, calls: Calls, page: int) -> bool:
    """Whether a line as large as the text may begin a note: its number is raised or in brackets, and called above."""
    if head.mark:
        return False
    if head.style == "raised":
        return head.number in calls.on("raised", page)
    return head.style == "square" and head.number in calls.on("square", page)


def _manner(pages: dict[int, list[Candidate]], calls: Calls) -> tuple[Style, Manner]:
    """How the document prints numbers before notes and calls them: as most heads have it whose page calls them."""
    hits: Counter[tuple[Style, Manner]] = Counter()
    for page, candidates in pages.items():
        for style in {candidate.head.style for candidate in candidates}:
            printed = {c.head.number for c in candidates if c.head.style == style}
            for manner in ("raised", "square", "round"):
                hits[style, manner] += len(printed & calls.on(manner, page))
    if not hits:
        return "raised", "raised"
    order = ("raised", "square", "round", "stop", "bare")
    best = max(hits, key=lambda pair: (hits[pair], -order.index(pair[1]), -order.index(pair[0])))
    return best if hits[best] else ("raised", "raised")


def _page_heads(
    candidates: Sequence[Candidate],
    style: Style,
    called: Counter[int],
    pending: set[int],
    last: int,
    marks: set[str],
) -> list[Candidate]:
    """The candidates of one page that together make the best series of heads."""
    usable = [c for c in candidates if c.head.mark or c.head.style == style]
    margins = Counter(round(c.line.x0 / 3) for c in usable if c.head.number in called)
    usual = {place + near for place, _ in margins.most_common(3) for near in (-1, 0, 1)}
    kept: list[Candidate] = []
    for candidate in usable:
        candidate.weight = _weight(candidate, called, pending, last, marks)
        if usual and candidate.head.number and round(candidate.line.x0 / 3) not in usual:
            candidate.weight -= OUTDENTED
        if candidate.weight > 0:
            kept.append(candidate)
    numbered = _best([c for c in kept if c.head.number], called)
    chosen = {id(c) for c in numbered}
    return [c for c in kept if c.head.mark or id(c) in chosen]


def _without_lists(
    found: list[Candidate], columns: Columns, called: Counter[int]
) -> list[Candidate]:
    """The heads of a page without those in the size of its text that are a list in it, such as notes at its end.

    At the foot of a page such notes answer most of its calls, and nothing but notes stands below them.
    """
    large = [candidate for candidate in found if not candidate.foot]
    if not large:
        return found
    group = columns[large[0].line.page.number, large[0].column]
    first = large[0].index
    answered = {c.head.number for c in found} & set(called)
    above = group[first - 1] if first else None
    is_list = (
        len(answered) < LEAST_ANSWERED * len(called)
        or any(_is_heading(line, large[0].line) for line in group[first:])
        or (above is not None and _is_heading(above, large[0].line))
    )
    return [candidate for candidate in found if candidate.foot] if is_list else found


def _is_heading(line: Line, usual: Line) -> bool:
    return line.size > 1.04 * usual.size or (line.bold and not usual.bold)


def _weight(
    candidate: Candidate, called: Counter[int], pending: set[int], last: int, marks: set[str]
) -> float:
    head = candidate.head
    if head.mark:
        return CALLED if head.mark in marks or head.style == "raised" else 0.0
    raised = RAISED if head.style == "raised" else 0.0
    against = DATED if head.style in ("bare", "stop") and DATE.match(candidate.line.text) else 0.0
    if head.number in called:
        return CALLED + raised - against
    if head.number in pending:
        return PENDING + raised - against
    if head.number == last + 1 and last:
        return NEXT + raised - against
    return raised


def _best(candidates: Sequence[Candidate], called: Counter[int]) -> list[Candidate]:
    """The candidates with the largest sum of weights whose numbers rise, but for new beginnings at a price."""
    scores: list[float] = []
    before: list[int] = []
    for place, candidate in enumerate(candidates):
        best, path = 0.0, -1
        for earlier in range(max(0, place - MOST_LOOKED_BACK), place):
            value = scores[earlier] - _price(candidates[earlier], candidate, called)
            if value > best:
                best, path = value, earlier
        scores.append(best + candidate.weight)
        before.append(path)
    found: list[Candidate] = []
    at = max(range(len(scores)), key=scores.__getitem__, default=-1)
    while at >= 0:
        found.append(candidates[at])
        at = before[at]
    return found[::-1]


def _price(earlier: Candidate, later: Candidate, called: Counter[int]) -> float:
    number = later.head.number
    step = number - earlier.head.number
    if step > 0:
        return min(0.05 * (step - 1), 1.0)
    if number > 1 and called[number] < 2 and later.head.style != "raised":
        return AGAIN
    return ANEW_BESIDE if later.column != earlier.column else ANEW_BELOW
