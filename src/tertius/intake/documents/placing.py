"""Which note each number in the text calls: page by page first, then on the next page, then by chapter and series.

So one bad page costs only itself. A layout reader says of each number and of each note on which page
it stands; notes at the end of a chapter or of the paper stand on none, and are matched by the heading
below which they are listed, or by the series that their numbers make.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tertius.intake.documents.series import in_series, is_one_list, paired_series

NUMBERED = re.compile(
    r"\s*(?:chapter|kapitel|chapitre|capítulo|capitolo|poglavlje|глава|поглавље|part|teil)?\s*(\d{1,3}|[ivxl]{1,7})\b[.:)]?\s*",
    re.IGNORECASE,
)
"""How a chapter is numbered before its title."""


@dataclass(frozen=True)
class Call:
    """A number or mark of a note in the text."""

    number: int
    """0 for a mark."""
    mark: str = ""
    page: int = 0
    chapter: int = -1
    """Which heading it stands under, as they are counted in ``place``; -1 for none."""


@dataclass(frozen=True)
class Chapter:
    """A heading of the text; it reaches to the next that is not below it."""

    title: str
    level: int


@dataclass(frozen=True)
class Spot:
    """Where a note was found."""

    number: int
    mark: str = ""
    page: int = 0
    """The page at whose foot it stands; 0 for a note at the end."""
    column: int = 0
    group: int = 0
    """Which list of notes at the end it stands in; 0 for a note at the foot of a page."""
    under: str = ""
    """The heading of a chapter below which the list has it."""
    after: int = 0
    """How many calls stand before the list."""


Places = list[int | None]


def place(calls: Sequence[Call], notes: Sequence[Spot], chapters: Sequence[Chapter] = ()) -> Places:
    """Return for each call, in order, which of the notes it calls; None where its note is lost.

    ``chapters`` holds the headings that ``Call.chapter`` counts.
    """
    placed: Places = [None] * len(calls)
    _by_page(calls, notes, placed, later=0)
    _by_page(calls, notes, placed, later=1)
    _between(calls, notes, placed)
    _again(calls, notes, placed)
    _at_the_end(calls, notes, placed, chapters)
    return placed


def _by_page(calls: Sequence[Call], notes: Sequence[Spot], placed: Places, *, later: int) -> None:
    """Match calls with the notes at the foot of their page, or so many pages later.

    Where a page has two notes of one number, as a page in two languages has, the first call of
    that number has the first of them.
    """
    taken = {index for index in placed if index is not None}
    waiting: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        if note.page and index not in taken:
            waiting[note.page - later, note.number, note.mark].append(index)
    used: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    for at, call in enumerate(calls):
        key = (call.page, call.number, call.mark)
        if placed[at] is None and key in waiting:
            places = waiting[key]
            placed[at] = places[min(used[key], len(places) - 1)]
            used[key] += 1


def _between(calls: Sequence[Call], notes: Sequence[Spot], placed: Places) -> None:
    """Match what is left at the foot of pages where a note stands between the notes of the calls around.

    A note that was printed pages away from its call is taken where its number is that of no other
    note between its neighbours; anything else would be a guess.
    """
    taken = {index for index in placed if index is not None}
    left: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        if note.page and index not in taken:
            left[note.number, note.mark].append(index)
    if not left:
        return
    following = _following(placed, len(notes))
    before = -1
    for at, call in enumerate(calls):
        if placed[at] is not None:
            before = max(before, placed[at] or 0)
            continue
        fitting = [i for i in left.get((call.number, call.mark), ()) if before < i < following[at]]
        if len(fitting) == 1 and fitting[0] not in taken:
            placed[at] = fitting[0]
            taken.add(fitting[0])
            before = fitting[0]


def _again(calls: Sequence[Call], notes: Sequence[Spot], placed: Places) -> None:
    """Match calls of a note on an earlier page that was called there, where the paper has but one note of that number."""
    by_number: defaultdict[int, list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        if note.number:
            by_number[note.number].append(index)
    called: set[int] = set()
    for at, call in enumerate(calls):
        known = placed[at]
        if known is None:
            same = by_number.get(call.number, [])
            if len(same) == 1 and same[0] in called and 0 < notes[same[0]].page < call.page:
                placed[at] = same[0]
        else:
            called.add(known)


def _following(placed: Places, most: int) -> list[int]:
    """Return for each call the note of the next call that has one."""
    found, after = [most] * len(placed), most
    for at in range(len(placed) - 1, -1, -1):
        found[at] = after
        after = placed[at] if placed[at] is not None else after  # type: ignore[assignment]
    return found


def _at_the_end(
    calls: Sequence[Call], notes: Sequence[Spot], placed: Places, chapters: Sequence[Chapter]
) -> None:
    """Match calls with notes at the end: those below the heading of a chapter with the calls in it, others by series."""
    lists: dict[tuple[int, str], list[int]] = {}
    for index, note in enumerate(notes):
        if note.group:
            lists.setdefault((note.group, note.under), []).append(index)
    titles = Titles([chapter.title for chapter in chapters])
    begin = 0
    rest: dict[int, list[int]] = {}
    for (group, under), members in lists.items():
        chapter = titles.named(under)
        if chapter is not None:
            reach = _reach(chapters, chapter)
            open_calls = [
                at for at, call in enumerate(calls) if call.chapter in reach and placed[at] is None
            ]
            _by_number(calls, notes, placed, open_calls, members)
        else:
            rest.setdefault(group, []).extend(members)
    groups = sorted(rest)
    for group in groups:
        after = notes[rest[group][0]].after
        last = group == groups[-1]
        span = range(begin, len(calls) if last else after)
        open_calls = [at for at in span if placed[at] is None]
        _by_series(calls, notes, placed, open_calls, rest[group])
        begin = begin if last else after


def _reach(chapters: Sequence[Chapter], chapter: int) -> range:
    """Return the headings of a chapter: its own and those below it."""
    end = chapter + 1
    while end < len(chapters) and chapters[end].level > chapters[chapter].level:
        end += 1
    return range(chapter, end)


def _by_number(
    calls: Sequence[Call],
    notes: Sequence[Spot],
    placed: Places,
    open_calls: Iterable[int],
    members: Sequence[int],
) -> None:
    """Match calls with the notes of one list that have their numbers."""
    by_number: dict[tuple[int, str], int] = {}
    for index in members:
        by_number.setdefault((notes[index].number, notes[index].mark), index)
    for at in open_calls:
        placed[at] = by_number.get((calls[at].number, calls[at].mark))


def _by_series(
    calls: Sequence[Call],
    notes: Sequence[Spot],
    placed: Places,
    open_calls: Sequence[int],
    members: Sequence[int],
) -> None:
    """Match calls with notes series by series, where numbers begin anew; lost series stay without notes."""
    printed = in_series([notes[index].number for index in members])
    called = in_series([calls[at].number for at in open_calls])
    if len(printed) == 1 and is_one_list(
        [calls[at].number for at in open_calls], max(notes[index].number for index in members)
    ):
        called = [list(range(len(open_calls)))]
    numbers = [{calls[open_calls[i]].number for i in part} for part in called]
    shown = [{notes[members[i]].number for i in part} for part in printed]
    for index, at in enumerate(paired_series(numbers, shown)):
        if at is not None:
            _by_number(
                calls,
                notes,
                placed,
                [open_calls[i] for i in called[at]],
                [members[i] for i in printed[index]],
            )


class Titles:
    """The headings of a text, found again by their words, without the number of the chapter, or by the number alone."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._ways: list[tuple[Callable[[str], str], dict[str, list[int]]]] = []
        for way in (_plain, _title, _number):
            places: defaultdict[str, list[int]] = defaultdict(list)
            for index, title in enumerate(titles):
                places[way(title)].append(index)
            self._ways.append((way, places))

    def named(self, under: str) -> int | None:
        """Return which heading some words name; None where they name none, or two alike."""
        for way, places in self._ways:
            wanted = way(under)
            found = places.get(wanted, []) if wanted else []
            if len(found) == 1:
                return found[0]
        return None


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _title(heading: str) -> str:
    """Return a heading without the number of its chapter, nor the words that announce notes."""
    bare = re.sub(r"(?i)^\s*(?:end)?notes? (?:to|for|on)\s+", "", heading)
    return _plain(NUMBERED.sub("", bare, count=1))


def _number(heading: str) -> str:
    bare = re.sub(r"(?i)^\s*(?:end)?notes? (?:to|for|on)\s+", "", heading)
    number = NUMBERED.match(bare)
    return number[1].casefold() if number and number.end() else ""
