"""Which digits in running text are numbers of notes, glued to words and years as an extraction leaves them.

Each run of digits gives readings with weights; the best sequence through the whole paper decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tertius.intake.documents.sequence import Price, Reading, best_sequence

_RUN = re.compile(r"(?<!\d)(?:\d{1,9}|[¹²³⁰⁴-⁹]{1,4})(?!\d)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_PRICE = Price(first=4, each=0.25, most=25, anew=15)
"""Two good readings are worth a new beginning, one is not."""
_PRICE_ANEW = Price(first=4, each=0.25, most=25, anew=5)
"""Where the notes are seen to begin anew."""
_IN_CHINESE = re.compile(r"[\u4e00-\u9fff]\d+\.\d")
"""A number with decimals behind a letter of Chinese, which no space parts from it."""
_STOPS = ".,;:!?…"
_CLOSING = "’”\"')]»›“"
_AFTER = " \t" + _STOPS + _CLOSING + "–—"
_UNITS = re.compile(
    r"\s?(?:%|per cent|percent|million|billion|trillion|thousand|bn|m\b|km|miles|metres|meters|milion|milijard|млн|млрд|мил)"
)
_STRONG = 10.0
"""The weight of digits that by what stands beside them are the number of a note: raised, in brackets, or glued to a word or a mark; other readings are weighed against it."""
CALLED_BONUS = 2.0
"""What is added to the weight of a number under which a note is there."""
WEAK = 2.0
"""Digits of no more weight are a number only where a note of that number is known."""


@dataclass(frozen=True)
class Candidate:
    """A reading of digits as the number of a note: the letters that would be taken off, and its weight."""

    start: int
    end: int
    number: int
    weight: float


def readings_in(text: str) -> list[Candidate]:
    """Every reading of digits in a text as the number of a note, with how much speaks for it."""
    found: list[Candidate] = []
    for match in _RUN.finditer(text):
        run = match[0]
        if not run.isascii():
            number = int(run.translate(_RAISED))
            found.append(Candidate(match.start(), match.end(), number, _STRONG))
        elif _IN_CHINESE.match(text, max(0, match.start() - 1)):
            continue
        elif match.end() == len(text) or text[match.end()] in _AFTER:
            found += _readings_of(text, match.start(), match.end())
    return found


def _readings_of(text: str, start: int, end: int) -> list[Candidate]:
    run = text[start:end]
    before = text[start - 1 : start]
    found = []
    if start and not run.startswith("0") and len(run) <= 4:
        if before == "[" and text[end : end + 1] == "]" and start > 1:
            return [Candidate(start - 1, end + 1, int(run), _STRONG)]
        weight = _weight_after(text, start, end)
        if weight > 0:
            found.append(Candidate(start, end, int(run), weight))
        elif before == " " and _stands_alone(text, start, end):
            found.append(Candidate(start - 1, end, int(run), 2.0))
    if (
        len(run) > 4
        and _YEAR.match(run[:4])
        and run[4] != "0"
        and (not before or not before.isalnum())
    ):
        found.append(Candidate(start + 4, end, int(run[4:]), 4.0))
    return found


def _weight_after(text: str, start: int, end: int) -> float:
    """How much speaks for digits being a note's number, by what they are glued to."""
    before = text[start - 1]
    if before.isalpha():
        return _weight_after_letter(text, start)
    if before in _CLOSING:
        return _STRONG
    if before not in _STOPS:
        return 0.0
    at = start - 1
    while at and text[at - 1] in _CLOSING + _STOPS:
        at -= 1
    if at and text[at - 1].isdigit() and at == start - 1:
        return _weight_after_number(text, at, start, end)
    return _STRONG if at and not text[at - 1].isspace() else 0.0


def _weight_after_letter(text: str, start: int) -> float:
    begin = start
    while begin > max(0, start - 30) and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:start]
    glued = (begin > 0 and text[begin - 1] in "-/_=.@#") or (
        begin > 0 and text[begin - 1].isdigit()
    )
    if len(word) > 1 and word[-1].islower() and not glued:
        return _STRONG
    if len(word) > 1 and word[-1].islower():
        return 7.0
    return 5.0 if len(word) > 2 else 1.0 if len(word) > 1 else 0.0


def _weight_after_number(text: str, at: int, start: int, end: int) -> float:
    """For digits after a number and a stop: a decimal, a thousand, or a sentence that ends with a year."""
    begin = at
    while begin > max(0, at - 9) and text[begin - 1].isdigit():
        begin -= 1
    if _UNITS.match(text, end) or (begin and text[begin - 1] in "$€£¥.,+-/"):
        return 0.0
    year = at - begin == 4 and _YEAR.match(text[begin:at])
    if year:
        return 8.0
    following = text[end : end + 2].strip()
    sentence_ends = not following or following[0].isupper()
    return 3.0 if sentence_ends and text[start - 1] not in ",:;" else 0.0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a number stands between the end of a sentence and the beginning of the next."""
    head = text[:start].rstrip() if start < 3 else text[start - 3 : start].rstrip()
    return (
        bool(head)
        and head[-1] in ".?!’”"
        and (end == len(text) or text[end : end + 2].strip()[:1].isupper())
    )


def find_anchors(texts: Sequence[str], noted: Sequence[int]) -> list[list[Candidate]]:
    """The numbers of notes in each text, chosen by the sequence that they make through all of them.

    ``noted`` are the numbers of the notes that were found, in their order. A number among them has
    more weight, and a weak reading counts only with one.
    """
    known = set(noted)
    price = _PRICE_ANEW if list(noted).count(1) > 1 else _PRICE
    candidates: dict[tuple[int, int], tuple[int, Candidate]] = {}
    readings, place = [], 0
    for index, text in enumerate(texts):
        last = -1
        for candidate in readings_in(text):
            if candidate.weight <= WEAK and candidate.number not in known:
                continue
            if candidate.start >= last:
                place += 1
            last = max(last, candidate.end)
            weight = candidate.weight + (CALLED_BONUS if candidate.number in known else 0)
            readings.append(Reading(place, candidate.number, weight))
            candidates[place, candidate.number] = index, candidate
    found: list[list[Candidate]] = [[] for _ in texts]
    for reading in best_sequence(readings, price):
        index, candidate = candidates[reading.place, reading.number]
        found[index].append(candidate)
    return found
