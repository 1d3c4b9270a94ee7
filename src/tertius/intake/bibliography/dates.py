"""Dates of bibliographies as CSL-JSON: EDTF as BibLaTeX has it, and the words that people write.

What is understood becomes parts: `2012/13` is two years, `c. 2012` one with `circa`, `44 BC` the year
-44. An end that is open or unknown is no year; the text stays beside the parts as `raw`. What is not
understood stays as text (`literal`), and what names no number is a status and no date.
"""

import re
from typing import Any, NamedTuple

from tertius.intake.citations.dates import whole_date

CIRCA = re.compile(
    r"(?:c\.|ca\.?|cca\.?|circa|approx(?:\.|imately)?|about|around|um|vers|oko|ок\.|около|~)\s{0,9}(?=[\d-])",
    re.IGNORECASE,
)
BEFORE_CHRIST = re.compile(
    r"\s{0,9}(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.\s?chr\.?|av\.\s?j\.?-?\s?c\.?|p\.\s?n\.\s?e\.?|до\s(?:н\.\s?э\.?|нашей эры))\Z",
    re.IGNORECASE,
)
ANNO = re.compile(
    r"(?:a\.?\s?d\.?\s{0,9}(?=\d))|(?:\s{0,9}(?:a\.?\s?d\.?|c\.?\s?e\.?|n\.\s?chr\.?)\Z)",
    re.IGNORECASE,
)
DAY = re.compile(
    r"(?P<sign>[-−–y]{0,2})(?P<year>\d{1,3}[\dXxu]|\d{1,2}[Xxu]{2}|\d{5,6})(?P<letter>[a-f])?"
    r"(?:-(?P<month>\d{1,2}|XX|uu)(?:-(?P<day>\d{1,2}|XX|uu)(?:T[0-9:Zz+.-]{2,20})?)?)?(?P<doubt>[?~%]{0,2})\Z"
)
RANGE = re.compile(r"\s{0,9}(?:/|--+|–|—|\bto\b|\bbis\b)\s{0,9}")
YEARS = re.compile(r"(?P<first>\d{4})\s{0,3}-\s{0,3}(?P<last>\d{4}|\d{2})(?P<doubt>[?~%]?)\Z")
SHORT_END = re.compile(r"\d{1,2}\Z")
MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<year>\d{4})\Z")
"""The month before the year: 03/2012."""
YEAR_FIRST = re.compile(r"(?P<year>\d{4}),?\s(?P<rest>(?:\d{1,2}\.?\s)?[^\W\d_].{0,40})\Z")
TWO_FIGURES = re.compile(r"\d{1,2}/\d{1,2}/\d{4}\Z")
"""A day and a month of which either may come first."""
ANCIENT = 100
"""Below it, a year before a year of four figures is a month or a day that is none."""
OPEN = ("", "..", "open", "unknown", "*", "present", "heute")
SEASONS = range(21, 25)
"""Spring to winter, where a month would stand."""
LATEST_MONTH = 12
"""December: a larger number behind a year is no month, and in a range it is a year cut short."""
LONGEST = 200
"""Letters of a date that are read; what stands behind them is passed over."""


class _Day(NamedTuple):
    parts: tuple[int, ...]
    circa: bool = False
    season: int | None = None
    exact: bool = True
    """Whether the parts say all that the text says."""
    last: tuple[int, ...] | None = None


def read_date(text: str) -> dict[str, Any]:
    """Return a date as CSL-JSON; empty where the text names no number."""
    plain = " ".join(text.translate({ord(sign): None for sign in "{}[]"}).split())[:LONGEST]
    if not any(map(str.isdigit, plain)):
        return {}
    found = _span(plain)
    if found is None:
        return _in_words(plain) or {"literal": plain}
    days = [list(found.parts), *([list(found.last)] if found.last else [])]
    date: dict[str, Any] = {"date-parts": days}
    if found.circa:
        date["circa"] = True
    if found.season:
        date["season"] = found.season
    if not found.exact:
        date["raw"] = plain
    return date


def read_month(year: str, month: str, day: str) -> dict[str, Any]:
    """Return the date that a year and its month, in words or figures, make; empty where they make none."""
    if month.isdigit():
        lone = _with_month(int(year), month, day or None, circa=False)
        return {} if lone is None or lone.season else {"date-parts": [list(lone.parts)]}
    return _in_words(f"{day} {month} {year}".strip()) or _in_words(f"{month} {day}, {year}")


def _in_words(text: str) -> dict[str, Any]:
    """Return a date whose month is a word, in the languages of citations; empty where it is none."""
    year_first = YEAR_FIRST.match(text)
    told = f"{year_first['rest']} {year_first['year']}" if year_first else text
    found = whole_date(told, 0, len(told))
    if found is None:
        return {}
    return found.csl() | ({"raw": text} if TWO_FIGURES.match(text) else {})


def _span(text: str) -> _Day | None:
    """Return one date, or the first and last of a span; None where it is neither."""
    lone = _day(text)
    if lone is not None:
        return lone
    if turned := MONTH_YEAR.match(text):
        return _with_month(int(turned["year"]), turned["month"], None, circa=False)
    years = YEARS.match(text)
    cut = RANGE.search(text)
    if years and (years["last"].__len__() == 4 or int(years["last"]) > LATEST_MONTH):
        begun, ended, doubt = years["first"], years["last"], years["doubt"]
    elif cut:
        begun, ended, doubt = text[: cut.start()], text[cut.end() :], ""
    else:
        return None
    first = _day(begun.strip())
    if first is None or (0 < first.parts[0] < ANCIENT and len(ended.strip()) == 4):
        # A date that is only not later than a day says no day: it stays as text.
        return None
    if ended.strip().casefold() in OPEN:
        return first._replace(exact=False)
    short = SHORT_END.match(ended.strip())
    if short and len(first.parts) == 1:
        ended = f"{first.parts[0] // 100:02}{int(ended):02}"
    last = _day(ended.strip())
    if last is None or (last.last or last.parts) < first.parts:
        return None
    exact = first.exact and last.exact and not (first.season or last.season)
    return _Day(
        first.parts,
        first.circa or last.circa or bool(doubt),
        first.season,
        exact,
        last.last or last.parts,
    )


def _day(text: str) -> _Day | None:
    bare, circa = CIRCA.subn("", text, count=1)
    bare, before = BEFORE_CHRIST.subn("", bare)
    found = DAY.match(ANNO.sub("", bare).strip())
    if found is None:
        return None
    year = found["year"]
    circa_too = bool(circa) or bool(found["doubt"])
    if not year.isdigit():
        low, high = (int(re.sub(r"\D", digit, year)) for digit in "09")
        return _Day((low,), circa_too, None, exact=False, last=(high,))
    number = int(year)
    if before:
        return _Day((-number,), circa_too)
    if found["sign"].strip("y"):
        # In EDTF the year 0000 is 1 BC; CSL has no year 0.
        number = -number - 1
    elif number == 0:
        number = -1
    return _with_month(number, found["month"], found["day"], circa=circa_too)


def _with_month(year: int, month: str | None, day: str | None, *, circa: bool) -> _Day | None:
    if month is None or not month.isdigit():
        return _Day((year,), circa, exact=month is None)
    number = int(month)
    if number in SEASONS and day is None:
        return _Day((year,), circa, number - SEASONS.start + 1)
    if not 1 <= number <= LATEST_MONTH:
        return None
    if day is None or not day.isdigit():
        return _Day((year, number), circa, exact=day is None)
    return _Day((year, number, int(day)), circa) if 1 <= int(day) <= 31 else None
