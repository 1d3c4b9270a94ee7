"""Where notes are printed among the lines of a paper, and which lines are the text between them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tertius.intake.documents.plain.anchors import WEAK, readings_in
from tertius.intake.documents.plain.chapters import chapters_in
from tertius.intake.documents.plain.headings import looks_like_heading
from tertius.intake.documents.plain.lines import Line, finished
from tertius.intake.documents.plain.links import is_link_line
from tertius.intake.documents.plain.whole import Brackets, ends_with_stop, lacks_head
from tertius.intake.documents.sequence import Price, Reading, best_sequence

_STYLES = {
    "stop": re.compile(r"(\d{1,4})\.(?:\s+|(?=[^\W\d]|[‘“\"'<\[(«„]))(?=\S)"),
    "bracket": re.compile(r"\[(\d{1,4})\]\.?\s*(?=\S)"),
    "parenthesis": re.compile(r"\(?(\d{1,4})\)\s*(?=\S)"),
    "raised": re.compile(r"([¹²³⁰⁴-⁹]{1,4})\s*(?=\S)"),
    "bare": re.compile(r"(\d{1,4})\s*(?=[A-ZА-ЯЉЊЏЂЋČĆŠŽĐÀ-Þ‘“\"'<\[(«„])"),
}
"""How the number of a note may be printed before it; a paper has one way."""
_DATES = {
    "bare": re.compile(r"\d{1,2}\s+[^\W\d_]{3,12}\.?,?\s+\d{4}\b"),
    "stop": re.compile(r"\d{1,2}\.\s+[^\W\d_]{3,12}\s+\d{4}\b"),
}
"""Dates that begin as notes do."""
_NOT_IN_HEADINGS = re.compile(r"[‘“„«<\[(]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PRICE = Price(first=2, each=0.05, most=8, anew=8)
NOTES_HEADING = re.compile(
    r"(?:end|foot)?notes?|references|notes and references|napomene|fusnote|beleške|напомене|примечания|сноски|anmerkungen",
    re.IGNORECASE,
)
STOPPED_SHARE = 0.7
"""Where fewer notes than this end with a full stop, one without is not cut off for that."""
_LONGEST_NOTE = 12
"""Lines above a block of notes among which the rest of one may begin, and lines of a note by whose end it is told whether notes end with a full stop."""


@dataclass(frozen=True)
class Printed:
    """The lines of one note."""

    number: int
    lines: tuple[Line, ...]
    """The first of them without the number."""
    under: str = ""
    """The heading of the chapter below which the note is listed at the end."""


@dataclass(frozen=True)
class Parted:
    """The lines of a paper, those of its notes apart from those of its text."""

    text: tuple[Line, ...]
    notes: tuple[Printed, ...]
    links: tuple[Line, ...]
    """Lines that hold one link each and stand below notes."""
    stops: bool
    """Whether notes end with a full stop in this paper, so that one without is cut off."""


def part_notes(lines: Sequence[Line]) -> Parted:
    """The notes of a paper apart from its text.

    Of all lines that begin with a number those are notes that together make the best sequence,
    and whose numbers stand in the text before them.
    """
    found = chapters_in(lines, _lines_under_notes_heading(lines))
    chapters = found.listed
    starts = _starts(lines, chapters.keys() | found.named)
    ends = [*(begin for begin, _ in starts), len(lines)][1:]
    stops = _end_with_stops(lines, starts)
    pages = any(line.page_before for line in lines)
    width = None if pages or not starts else _width(lines, [begin for begin, _ in starts])
    text: list[Line] = []
    links: list[Line] = []
    notes: list[Printed] = []
    at = 0
    interrupted = False
    heads = sorted(chapters)
    for (begin, (number, offset)), limit in zip(starts, ends, strict=True):
        rest = _rest_of_note(lines, at, begin)
        if rest < begin and number - 1 > (notes[-1].number if notes else 0):
            notes.append(Printed(number - 1, tuple(lines[rest:begin])))
        else:
            rest = begin
        kept = [line for place, line in enumerate(lines[at:rest], at) if place not in chapters]
        _take_text(kept, text, links, interrupted=interrupted)
        below = bisect_left(heads, begin)
        last = min(limit, heads[below]) if below < len(heads) else limit
        is_open = bool(text) and not finished(text[-1].text)
        at = _end_of_note(lines, begin, last, is_open=is_open, stops=stops, width=width)
        first = lines[begin]
        head = Line(
            first.number, first.text[offset:], first.blank_before, first.page_before, first.goes_on
        )
        under = chapters[heads[below - 1]] if below else ""
        notes.append(Printed(number, (head, *lines[begin + 1 : at]), under))
        interrupted = True
    _take_text(lines[at:], text, links, interrupted=interrupted)
    return Parted(tuple(text), tuple(notes), tuple(links), stops)


def _rest_of_note(lines: Sequence[Line], at: int, begin: int) -> int:
    """Where a note without its head begins, right above the first note of a block; ``begin`` where there is none.

    It shows by a bracket or a quotation that ends without having begun.
    """
    first = begin
    while first > max(at, begin - _LONGEST_NOTE) and not lines[first].parted:
        first -= 1
    if first == begin or not lines[first].parted:
        return begin
    text = " ".join(line.text for line in lines[first:begin])
    return first if ends_with_stop(text) and lacks_head(text) else begin


def _take_text(
    lines: Sequence[Line], text: list[Line], links: list[Line], *, interrupted: bool
) -> None:
    """Add lines to the text, but for links that only repeat those of the notes above them."""
    for line in lines:
        if interrupted and is_link_line(line):
            links.append(line)
            continue
        parted = interrupted or line.page_before
        text.append(Line(line.number, line.text, line.blank_before, parted, line.goes_on))
        interrupted = False


def _starts(lines: Sequence[Line], headings: Container[int]) -> list[tuple[int, tuple[int, int]]]:
    """The lines that notes begin with, headings never: index, number, and where the note's own words begin."""
    calls = _calls(lines)
    under_heading = _lines_under_notes_heading(lines)
    best: list[Reading] = []
    found: dict[int, tuple[int, int]] = {}
    for style, pattern in _STYLES.items():
        offsets = {
            index: (int(match[1].translate(_RAISED)), match.end())
            for index, line in enumerate(lines)
            if index not in headings and (match := pattern.match(line.text))
        }
        answered: Counter[int] = Counter()
        readings, known = [], set()
        for index, (number, _) in offsets.items():
            is_date = style in _DATES and _DATES[style].match(lines[index].text)
            before = bisect_left(calls.get(number, ()), index)
            is_called = not is_date and before > answered[number]
            answered[number] += is_called
            if is_called or index >= under_heading:
                known.add(index)
            weight = _weight(lines, index, style, is_called=index in known, starts=offsets)
            readings.append(Reading(index, number, weight))
        chosen = best_sequence(readings, _PRICE)
        is_known = any(reading.place in known for reading in chosen)
        if is_known and sum(r.weight for r in chosen) > sum(r.weight for r in best):
            best, found = chosen, offsets
    return [(reading.place, found[reading.place]) for reading in best]


def _weight(
    lines: Sequence[Line], index: int, style: str, *, is_called: bool, starts: Container[int]
) -> float:
    """How much speaks for a note beginning with a line.

    A line whose number nothing calls is a note only where it fits exactly between two others.
    """
    line = lines[index]
    weight = 6.0 if line.parted else 3.0
    weight += 6 if is_called else -5.5
    if style == "bare":
        weight -= 2
    if looks_like_heading(line.text) and not _NOT_IN_HEADINGS.search(line.text):
        alone = line.parted and (index + 1 == len(lines) or lines[index + 1].parted)
        among_notes = any(index + step in starts for step in (-1, 1))
        if not is_called or (alone and not among_notes):
            weight -= 12
    return weight


def _calls(lines: Sequence[Line]) -> dict[int, list[int]]:
    """For each number the lines in which it seems to stand as the number of a note."""
    found: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        for reading in readings_in(line.text):
            if reading.weight >= WEAK:
                found.setdefault(reading.number, []).append(index)
    return found


def _lines_under_notes_heading(lines: Sequence[Line]) -> int:
    """The first line under the last heading that announces notes; the number of lines where none does."""
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].parted and NOTES_HEADING.fullmatch(lines[index].text):
            return index + 1
    return len(lines)


def _end_with_stops(lines: Sequence[Line], starts: Sequence[tuple[int, tuple[int, int]]]) -> bool:
    """Whether notes end with a full stop, judged by those that another note follows."""
    firsts = [index for index, _ in starts]
    pairs = [(a, b) for a, b in pairwise(firsts) if b - a <= _LONGEST_NOTE]
    close = [lines[b - 1].text for _, b in pairs if not lines[b].parted]
    loose = [lines[b - 1].text for _, b in pairs if lines[b].blank_before]
    known = close if len(close) >= 3 else close + loose
    return sum(map(ends_with_stop, known)) >= STOPPED_SHARE * len(known)


def _end_of_note(
    lines: Sequence[Line], begin: int, limit: int, *, is_open: bool, stops: bool, width: int | None
) -> int:
    """The index of the line after a note.

    A note ends where the next begins, at the end of its page, at an empty line if it is finished,
    and where the sentence that it interrupted goes on. Where pages leave no mark, ``width`` is that
    of the printed lines, and a note ends with a line that was ended before it was full.
    """
    brackets = Brackets()
    for index in range(begin, limit - 1):
        before, line = lines[index], lines[index + 1]
        brackets.read(before.text)
        done = ends_with_stop(before.text) and not brackets.opened
        resumes = is_open and line.text[:1].islower() and width is not None and not before.goes_on
        if line.page_before:
            return index + 1
        if line.blank_before:
            taken_up = resumes and not brackets.opened
            if done or not stops or taken_up or is_link_line(line):
                return index + 1
        elif (done and resumes) or (done and width is not None and _would_fit(before, line, width)):
            return index + 1
    return limit


def _width(lines: Sequence[Line], firsts: Sequence[int]) -> int:
    """How many letters the lines of notes have, but for a few that are longer."""
    lengths = sorted(len(line.text) for first in firsts for line in lines[first : first + 3])
    return lengths[len(lengths) * 9 // 10]


def _would_fit(before: Line, line: Line, width: int) -> bool:
    """Whether the first word of a line would have fitted on the line before, which was ended on purpose."""
    return len(before.text) + 1 + len(line.text.split(" ", 1)[0]) < 0.9 * width
