"""The elements of a citation: runs of words between commas, quotes, brackets and links, in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tertius.intake.citations.marks import Mark
from tertius.intake.citations.words import ABBREVIATIONS, MONTHS

ElementKind = Literal["text", "quote", "round", "square", "link"]
FIRM = re.compile(
    r", ?(?:Ltd|Inc|LLC|Llc|S\.A|SA|GmbH|AG|PLC|Plc|Jr|Sr|DC|D\.C|MA|NJ|NY|CT|CA|PA|MD|IL|VA|TX|OH|NC|CO|LP|d\.o\.o|DOO|a\.d)\b\.?"
)
PAGES_AHEAD = re.compile(r"pp?\. ?\d")
YEAR_ONLY = re.compile(r"\s*(?:1[5-9]|20)\d\d[a-f]?\.?\s*\Z")
MONTH_LAST = re.compile(
    r"(?:(\w{3,12})\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–—]\s?(?:\w{3,12}\s)?\d{1,2})?)?|\d{1,2}\.?\s+(\w{3,12})\.?)\Z"
)
WEEKDAY_LAST = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\Z", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """A part of a citation, where it stands, and whether a comma or a full stop is before it."""

    kind: ElementKind
    start: int
    end: int
    before: str
    mark: Mark | None = None
    used: bool = False


def elements(text: str, start: int, end: int, inside: Sequence[Mark]) -> list[Element]:
    """The elements of a text between two places; ``inside`` are the marks that stand between them."""
    found: list[Element] = []
    before, place = "", start
    for mark in inside:
        before = _runs(text, place, mark.start, before, found)
        found.append(Element(mark.kind, mark.start, mark.end, before, mark))
        before, place = "", mark.end
        last = text[mark.inner_end - 1] if mark.inner_end > mark.inner_start else ""
        if mark.kind == "quote" and last in ",.":
            before = last
    _runs(text, place, end, before, found)
    return _joined(text, found)


def _runs(text: str, start: int, end: int, before: str, found: list[Element]) -> str:
    place = start
    for at in _cuts(text, start, end):
        if _add(text, place, at, before, found):
            before = ""
        before = text[at] if before in {"", ","} else before
        place = at + 1
    return "" if _add(text, place, end, before, found) else before


def _add(text: str, start: int, end: int, before: str, found: list[Element]) -> bool:
    while start < end and (text[start].isspace() or text[start] in ",;，"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;，。"):
        end -= 1
    if start >= end or not any(sign.isalnum() for sign in text[start:end]):
        return False
    found.append(Element("text", start, end, before))
    return True


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for at in range(start, end):
        sign = text[at]
        if sign in "，;":
            yield at
        elif sign == ",":
            thousand = (
                text[at - 1 : at].isdigit()
                and text[at + 1 : at + 4].isdigit()
                and not text[at + 4 : at + 5].isdigit()
            )
            if not thousand and not FIRM.match(text, at):
                yield at
        elif sign == "." and ends_sentence(text, at, end):
            yield at


def ends_sentence(text: str, at: int, end: int) -> bool:
    """Whether a full stop ends a sentence, and is none of an abbreviation, an initial or a number."""
    if at + 1 < end and not text[at + 1].isspace():
        return False
    following = at + 1
    while following < end and text[following].isspace():
        following += 1
    if (
        following < end
        and text[following].islower()
        and text[following : following + 4] not in {"http", "www."}
        and not PAGES_AHEAD.match(text, following)
    ):
        return False
    first = at
    while (
        first > 0
        and at - first < 16
        and not text[first - 1].isspace()
        and text[first - 1] not in "(["
    ):
        first -= 1
    word = text[first:at]
    if not word:
        return True
    if len(word) == 1 and (word.isupper() or (word == "a" and text[following] in "aOAM")):
        return False
    inner = word.split(".")
    if len(inner) > 1 and all(len(part) <= 2 and part[:1].isupper() for part in inner if part):
        return following >= end
    if word.lower().strip("‘“\"'") in ABBREVIATIONS:
        return word.lower() == "ibid" and text[following : following + 1].isupper()
    if word.isdigit() and len(word) <= 2:
        if text[following : following + 4].isdigit() or (
            text[following : following + 2].rstrip(".").isdigit()
            and "." in text[following : following + 3]
        ):
            return False
        following_word = text[following : following + 14].split(" ", 1)[0].rstrip(".,")
        return following_word.lower() not in MONTHS
    return True


def _joined(text: str, found: list[Element]) -> list[Element]:
    """The elements, with a year put to the day and month that stand before it behind a comma."""
    kept: list[Element] = []
    for element in found:
        last = kept[-1] if kept else None
        if last and last.kind == element.kind == "text" and element.before == ",":
            tail = text[max(last.start, last.end - 40) : last.end]
            month = MONTH_LAST.search(tail)
            word = (month.group(1) or month.group(2) or "").lower() if month else ""
            if (
                word in MONTHS
                and YEAR_ONLY.match(text[element.start : element.end][:12])
                and len(text[element.start : element.end]) < 12
            ):
                last.end = element.end
                continue
            if (
                WEEKDAY_LAST.search(tail)
                and text[element.start : element.start + 1].isdigit()
                and len(tail) < 12
            ):
                last.end = element.end
                continue
        kept.append(element)
    return kept
