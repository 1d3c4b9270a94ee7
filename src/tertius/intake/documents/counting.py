"""What a paper should have and what was read of it: warnings on notes that are lost, cut off, called nowhere or doubtful."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

SHOWN = re.compile(r"\[(\d{1,3})\]|([¹²³][⁰¹²³⁴-⁹]{0,2}|[⁴-⁹][⁰¹²³⁴-⁹]{0,2})")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LEAST_SHOWN = 3
"""Fewer numbers than this in a row may be powers, or brackets of an editor."""
MOST_PLACES = 12
"""How many pages or chapters one warning names."""


@dataclass(frozen=True)
class Answer:
    """What was seen of one note: its number in the text, its own text, and where."""

    number: int
    mark: str
    series: int
    called: bool
    present: bool
    complete: bool
    doubt: str
    call_place: str
    note_place: str
    chapter: str


def warnings_of(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield what is missing of each series of notes, in sentences."""
    series: dict[int, list[Answer]] = {}
    for answer in answers:
        series.setdefault(answer.series, []).append(answer)
    for number, members in series.items():
        yield from _of_series(number, members)


def _of_series(series: int, answers: Sequence[Answer]) -> Iterator[str]:
    where = f" of series {series}" if series else ""
    called = {a.number for a in answers if a.called and a.number}
    printed = {a.number for a in answers if a.present and a.number}
    doubts = {a.number: a.doubt for a in answers if a.doubt and a.number}
    cut = [a.number for a in answers if a.present and not a.complete and a.number not in doubts]
    unseen = set(range(1, max(called | printed, default=0) + 1)) - called - printed
    missing: list[tuple[Collection[int], str, str]] = [
        (
            called - printed,
            "is lost: only the number stands in the text",
            "are lost: only the numbers stand in the text",
        ),
        (
            printed - called,
            "is called nowhere in the text",
            "are called nowhere in the text",
        ),
        ([number for number in cut if number], "is cut off", "are cut off"),
        (
            unseen,
            "was seen neither in the text nor among the notes",
            "were seen neither in the text nor among the notes",
        ),
    ]
    for numbers, one, several in missing:
        if numbers:
            yield f"{numbers_named(numbers)}{where} {one if len(numbers) == 1 else several}."
    for doubt in dict.fromkeys(doubts.values()):
        numbers = [number for number, why in doubts.items() if why == doubt]
        verb = "is" if len(numbers) == 1 else "are"
        yield f"{numbers_named(numbers)}{where} {verb} not called whole: {doubt}."
    for answer in answers:
        if answer.mark and not answer.number and not answer.called:
            at = f" at {answer.note_place}" if answer.note_place else ""
            yield f"The note with the mark {answer.mark}{at} is called nowhere in the text."


def counted(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield where the numbers in the text and the notes that were read differ, by page and by chapter."""
    pages = _differences((a.call_place, a) for a in answers if a.call_place.startswith("page "))
    if pages:
        yield _listed("", pages)
    chapters = {a.chapter for a in answers if a.chapter}
    if len(chapters) > 1:
        by_chapter = _differences((f"“{a.chapter}”", a) for a in answers if a.chapter)
        if by_chapter:
            yield _listed("Chapter ", by_chapter)


def without_notes(text: str, place: Callable[[int], str | None]) -> Iterator[str]:
    """Yield a sentence where a text without notes has numbers that look like those of notes: 1, 2, 3 … in order."""
    found: list[tuple[int, str]] = []
    for match in SHOWN.finditer(text):
        number = int(match[1] or match[2].translate(RAISED))
        if number == len(found) + 1:
            found.append((match.start(), match[0]))
    if len(found) < LEAST_SHOWN:
        return
    first, last = place(found[0][0]), place(found[-1][0])
    where = f" ({first} to {last})" if first and last and first != last else ""
    yield (
        f"The text has {len(found)} numbers that may call notes, {found[0][1]} to {found[-1][1]}{where}, and no notes were found."
        " Look for them in the file: they may be missing, or printed in a way that is not known here."
    )


def _differences(placed: Iterable[tuple[str, Answer]]) -> list[tuple[str, int, int]]:
    """The places where some number in the text has no note: the place, its numbers, its notes."""
    called: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for place, answer in placed:
        called[place] += answer.called
        read[place] += answer.called and answer.present
    return [(place, count, read[place]) for place, count in called.items() if count != read[place]]


def _listed(kind: str, places: Sequence[tuple[str, int, int]]) -> str:
    shown = [
        f"{kind}{place}: {_counted(called, 'number')} of notes in the text, {_counted(read, 'note')} read"
        for place, called, read in places[:MOST_PLACES]
    ]
    more = len(places) - MOST_PLACES
    text = "; ".join([*shown, *([f"and {more} more"] if more > 0 else [])])
    return f"{text[:1].upper()}{text[1:]}."


def _counted(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"


def numbers_named(numbers: Iterable[int]) -> str:
    """Return numbers of notes as one reads them: ``Notes 88 to 205, 208 and 211``."""
    ordered = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in ordered:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        part
        for run in runs
        for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))
    ]
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{'Note' if len(ordered) == 1 else 'Notes'} {listed}"
