"""Dates as citations print them: 9 June 2016, June 23, 2019, 23. novembar 2019, Spring 2020, 2014–15."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tertius.intake.citations.words import MONTHS, SEASONS

TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
DASHES = "-–—‐‑/"
WINDOW = 70
"""How many letters before the end of a piece are looked at for a date that ends it."""
ORDINALS = {"st", "nd", "rd", "th", "er"}
YEAR_WORDS = {"г", "год", "года", "god", "godine", "године", "y"}
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or the first and last of a span, and which letters say so."""

    start: int
    end: int
    first: tuple[int, ...]
    last: tuple[int, ...] | None = None
    season: int | None = None

    def csl(self) -> dict[str, Any]:
        """The date as CSL-JSON."""
        parts = [list(self.first)] if self.last is None else [list(self.first), list(self.last)]
        return {"date-parts": parts} | ({"season": self.season} if self.season else {})


class _Tokens:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.found = [
            (match.group().lower(), match.start(), match.end())
            for match in TOKEN.finditer(text, start, end)
        ]
        self.text = text

    def at(self, index: int) -> str:
        return self.found[index][0] if index < len(self.found) else ""

    def skip(self, index: int, signs: str) -> int:
        while index < len(self.found) and self.found[index][0] in signs:
            index += 1
        return index

    def month(self, index: int) -> int | None:
        return MONTHS.get(self.at(index))

    def after_month(self, index: int) -> int:
        return index + 2 if self.at(index + 1) == "." else index + 1

    def number(self, index: int, least: int, most: int, digits: int = 2) -> int | None:
        word = self.at(index)
        if not (word.isascii() and word.isdigit() and len(word) <= digits):
            return None
        return int(word) if least <= int(word) <= most else None

    def year(self, index: int) -> int | None:
        word = self.at(index)
        return self.number(index, 1500, 2099, 4) if len(word) == 4 else None

    def after_year(self, index: int) -> int:
        index += 1
        before = self.found[index - 1][2]
        if (
            index < len(self.found)
            and self.at(index) in "abcdef"
            and self.found[index][1] == before
        ):
            index += 1
        if self.at(index) in YEAR_WORDS:
            index += 1
        return index


def whole_date(text: str, start: int, end: int) -> Day | None:
    """The date that a piece of text is, from its first letter to its last; None where it is none."""
    if end - start > WINDOW:
        return None
    tokens = _Tokens(text, start, end)
    found = _date(tokens, 0)
    if found is None or tokens.skip(found[1], ".,") < len(tokens.found):
        return None
    return _made(tokens, 0, *found)


def head_date(text: str, start: int, end: int) -> Day | None:
    """The date that a piece of text begins with."""
    tokens = _Tokens(text, start, min(end, start + WINDOW))
    found = _date(tokens, 0)
    return None if found is None else _made(tokens, 0, *found)


def tail_date(text: str, start: int, end: int) -> Day | None:
    """The longest date that a piece of text ends with."""
    cut = max(start, end - WINDOW)
    if cut > start:
        while cut < end and not text[cut].isspace():
            cut += 1
    tokens = _Tokens(text, cut, end)
    for index in range(max(0, len(tokens.found) - 14), len(tokens.found)):
        found = _date(tokens, index)
        if found is not None and tokens.skip(found[1], ".") == len(tokens.found):
            return _made(tokens, index, *found)
    return None


def real_day(parts: tuple[int, ...]) -> bool:
    """Whether the calendar has such a day, month or year."""
    if len(parts) < 3:
        return len(parts) < 2 or 1 <= parts[1] <= 12
    try:
        date(*parts[:3])
    except ValueError:
        return False
    return True


_Found = tuple[tuple[int, ...], tuple[int, ...] | None, int | None]


def _made(tokens: _Tokens, index: int, found: _Found, stop: int) -> Day | None:
    first, last, season = found
    if not real_day(first) or (last is not None and (not real_day(last) or last < first)):
        return None
    return Day(tokens.found[index][1], tokens.found[stop - 1][2], first, last, season)


def _date(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    if tokens.at(index) in WEEKDAYS:
        index = tokens.skip(index + 1, ",")
    for reader in (_numeric, _day_first, _month_first, _season, _years):
        found = reader(tokens, index)
        if found is not None:
            return found
    return None


def _numeric(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    if tokens.at(index + 1) == "年":
        return _chinese(tokens, index)
    sign = tokens.at(index + 1)
    if sign not in {"-", ".", "/"} or tokens.at(index + 3) != sign:
        return None
    middle = tokens.number(index + 2, 1, 31)
    if middle is None:
        return None
    year, day = tokens.year(index), tokens.number(index + 4, 1, 31)
    if year and day and middle <= 12 and sign == "-":
        return ((year, middle, day), None, None), index + 5
    day, year = tokens.number(index, 1, 31), tokens.year(index + 4)
    if not day or not year:
        return None
    stop = tokens.after_year(index + 4)
    if sign == "." or day > 12 >= middle:
        parts: tuple[int, ...] = (year, middle, day) if middle <= 12 else (year,)
    elif day == middle or middle > 12:
        parts = (year, day, middle)
    else:
        parts = (year,)
    return (parts, None, None), stop


def _chinese(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    year, month, day = (
        tokens.year(index),
        tokens.number(index + 2, 1, 12),
        tokens.number(index + 4, 1, 31),
    )
    if not year:
        return None
    if month and tokens.at(index + 3) == "月":
        if day and tokens.at(index + 5) in {"日", "号"}:
            return ((year, month, day), None, None), index + 6
        return ((year, month), None, None), index + 4
    return ((year,), None, None), index + 2


def _day_first(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    day = tokens.number(index, 1, 31)
    if day is None:
        return None
    index += 1
    if tokens.at(index) in ORDINALS:
        index += 1
    index = tokens.skip(index, ".")
    last_day = None
    if tokens.at(index) in DASHES and tokens.number(index + 1, 1, 31):
        last_day = tokens.number(index + 1, 1, 31)
        index = tokens.skip(index + 2, ".")
    if tokens.at(index) == "of":
        index += 1
    month = tokens.month(index)
    if month is None:
        return None
    index = tokens.skip(tokens.after_month(index), ",")
    year = tokens.year(index)
    if year:
        stop = tokens.after_year(index)
        if last_day:
            return ((year, month, day), (year, month, last_day), None), stop
        if tokens.at(stop) in DASHES:
            other = _day_first(tokens, stop + 1)
            if other is not None and other[0][1] is None:
                return ((year, month, day), other[0][0], None), other[1]
        return ((year, month, day), None, None), stop
    if tokens.at(index) in DASHES:
        other = _day_first(tokens, index + 1)
        if other is not None and other[0][1] is None and len(other[0][0]) == 3:
            return ((other[0][0][0], month, day), other[0][0], None), other[1]
    return None


def _month_first(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    month = tokens.month(index)
    if month is None:
        return None
    index = tokens.after_month(index)
    day = tokens.number(index, 1, 31)
    if day is not None:
        index += 1
        if tokens.at(index) in ORDINALS:
            index += 1
        last: tuple[int, int] | None = None
        if tokens.at(index) in DASHES:
            last_month = tokens.month(index + 1)
            place = tokens.after_month(index + 1) if last_month else index + 1
            last_day = tokens.number(place, 1, 31)
            if last_day:
                last, index = (last_month or month, last_day), place + 1
        index = tokens.skip(index, ",")
        year = tokens.year(index)
        if not year:
            return None
        stop = tokens.after_year(index)
        if last:
            return ((year, month, day), (year, *last), None), stop
        if tokens.at(stop) in DASHES:
            other = _month_first(tokens, stop + 1)
            if other is not None and other[0][1] is None:
                return ((year, month, day), other[0][0], None), other[1]
        return ((year, month, day), None, None), stop
    if tokens.at(index) in DASHES:
        last_month, place = tokens.month(index + 1), tokens.after_month(index + 1)
        year = tokens.year(place) if last_month else None
        if last_month and year:
            return ((year, month), (year, last_month), None), tokens.after_year(place)
    index = tokens.skip(index, ",")
    year = tokens.year(index)
    return (((year, month), None, None), tokens.after_year(index)) if year else None


def _season(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    season = SEASONS.get(tokens.at(index))
    if season is None:
        return None
    index += 1
    if tokens.at(index) in DASHES and tokens.at(index + 1) in SEASONS:
        index += 2
    index = tokens.skip(index, ",")
    year = tokens.year(index)
    if not year:
        return None
    (first, last, _), stop = _years(tokens, index) or (((year,), None, None), index + 1)
    return (first, last, season), stop


def _years(tokens: _Tokens, index: int) -> tuple[_Found, int] | None:
    year = tokens.year(index)
    if not year:
        return None
    stop = tokens.after_year(index)
    if tokens.at(stop) in DASHES and stop + 1 < len(tokens.found):
        last = tokens.year(stop + 1)
        word = tokens.at(stop + 1)
        if last is None and len(word) == 2 and word.isascii() and word.isdigit():
            last = year - year % 100 + int(word)
        if last is not None and last > year:
            return ((year,), (last,), None), tokens.after_year(stop + 1)
        return None
    return ((year,), None, None), stop
