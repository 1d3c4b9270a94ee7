"""Dates as sentences say them, written as EDTF and never more exactly than they are said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tertius.evidence.dates import PartialDate
from tertius.evidence.months import months_in

MONTHS = {name.capitalize(): number for name, number in months_in("en").items()}
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"((?:1[89]|20)\d\d)"
_END = r"(?![\w%]|[.,]\d|-(?:\d{3}|[a-z]))"
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? {_YEAR}{_END}")
MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?, {_YEAR}{_END}")
MONTH = re.compile(rf"\b{_MONTH},? {_YEAR}{_END}")
SPAN = re.compile(
    rf"\b(?:(?:between|from) )?{_YEAR}(?: ?- ?| and | to | until )((?:1[89]|20)\d\d|\d\d){_END}"
)
DECADE = re.compile(r"\b(?:(early|mid|late)[ -])?((?:1[89]|20)\d)0s\b")
YEAR = re.compile(rf"(?<![\w$€£.,/-]){_YEAR}{_END}(?! (?:million|billion|people|km|MW|jobs))")
EARLY = re.compile(r"\b[Ii]n (1[0-7]\d\d)(?![\w%]|[.,]\d)(?! [a-z]{3,12}s\b)")
LATER = re.compile(r"\b(?:the (following|next|same) year|(that) (?:same )?year)\b")
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    )
}
WEEKDAY = re.compile(
    rf"(?<!every )(?<!each )(?<!a )\b((?:[Ll]ast|[Pp]ast) )?({'|'.join(WEEKDAYS)})\b(?!'s|-)"
)
MONTH_DAY = re.compile(
    rf"\b(?:{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH})(?![\w%]|[.,]\d|,? \d{{4}})"
)
BARE_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast) (?:early |late |mid-)?{_MONTH}(?! \d|, \d{{4}})(?!\w)"
)
DATELINE = re.compile(
    r"^[^a-z]{3,40}(?:[A-Z][a-z]{2,9}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,9}\.?)?,? ?(?:\([^()]{2,30}\) ?)?-{1,2} "
)
"""`VIENTIANE, Aug. 9 (Xinhua) --`: where and when the news was sent, which dates nothing that it tells."""
AGO = re.compile(r"\b(?:(last) (month|year)|(earlier) this (year|month))\b")
AHEAD = re.compile(
    r"\b(?:will|would|next|coming|upcoming|until|till|expected|expects|due|scheduled|plans|planned)\b"
)
"""What says that a day lies ahead: from the day of the paper it is not counted back then."""
BEFORE = re.compile(
    r"(?:\b(since|until|till|by|before|after|around|circa|about|in|during|on|from|as of)"
    r"(?: the)?(?: (?:early|late|mid|end of|beginning of|summer of|spring of|autumn of|winter of)"
    r"(?: the)?)?[ -]?)$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her)|'s)\s$", re.IGNORECASE)
NOUN_AFTER = re.compile(r" [a-zA-Z]")


@dataclass(frozen=True)
class Dated:
    """A date of a sentence: its letters, what it is as EDTF, and the word that led it in."""

    start: int
    end: int
    edtf: str
    led_by: str
    """in, on, since, until, by …; empty where nothing leads it in."""
    is_attribute: bool = False
    """True in `the 1995 peace agreement`: the date belongs to the noun behind it."""
    counted: bool = False
    """True where it is counted back from the day of the paper, as in *last Thursday*."""

    @property
    def year(self) -> str:
        """The first four digits."""
        return self.edtf[:4]

    @property
    def since(self) -> str:
        """The date as the start of something: the first end of a span."""
        return self.edtf.split("/")[0]

    @property
    def until(self) -> str:
        """The second end of a span; empty where there is none."""
        _, _, last = self.edtf.partition("/")
        return "" if last == ".." else last


def find_dates(
    text: str, year_before: str | None = None, published: date | None = None
) -> list[Dated]:
    """The dates of a folded sentence, in order.

    `the following year` counts on from the last year said before it, in this sentence or, as
    `year_before`, in one before it. With the day on which a piece of news was published, *last Thursday*,
    *on May 22* and *in December* are counted back from it, unless something says that they lie ahead.
    """
    found = _written(text, year_before)
    if line := DATELINE.match(text):
        found = [date for date in found if date.start >= line.end()]
    if published is None:
        return found
    has_year = bool(year_before) or any(date.year.isdecimal() for date in found)
    begin = line.end() if line else 0
    for start, end, edtf in _counted_back(text, published, days_only=has_year):
        if start < begin:
            continue
        if not any(start < other.end and other.start < end for other in found):
            found.append(Dated(start, end, edtf, "on", counted=True))
    return sorted(_together(text, found), key=lambda date: date.start)


def _together(text: str, found: list[Dated]) -> list[Dated]:
    """The dates, with *Wednesday* left out where *May 22* stands beside it."""
    return [
        date
        for date in found
        if not (
            text[date.start : date.end] in WEEKDAYS
            and any(0 <= other.start - date.end <= 2 for other in found if other is not date)
        )
    ]


def _counted_back(text: str, published: date, *, days_only: bool) -> Iterator[tuple[int, int, str]]:
    """What is said of days and months without a year, as the last before the paper's own day."""
    for m in WEEKDAY.finditer(text):
        if AHEAD.search(text, max(0, m.start() - 80), m.end()):
            continue
        back = (published.weekday() - WEEKDAYS[m[2]]) % 7
        if m[1] and not back:
            back = 7
        yield m.start(), m.end(), (published - timedelta(days=back)).isoformat()
    for m in AGO.finditer(text):
        year, month = published.year, published.month
        if m[1]:
            year, month = (year - 1, month) if m[2] == "year" else _month_before(year, month)
        yield m.start(), m.end(), str(year) if "year" in m[0] else f"{year}-{month:02}"
    if days_only:
        return
    for m in MONTH_DAY.finditer(text):
        month, day = MONTHS[m[1] or m[4]], int(m[2] or m[3])
        year = published.year - ((month, day) > (published.month, published.day))
        if _is_a_day(year, month, day) and not AHEAD.search(
            text, max(0, m.start() - 80), m.start()
        ):
            yield m.start(), m.end(), f"{year}-{month:02}-{day:02}"
    for m in BARE_MONTH.finditer(text):
        month = MONTHS[m[1]]
        if not AHEAD.search(text, max(0, m.start() - 80), m.start()):
            yield m.start(1), m.end(), f"{published.year - (month > published.month)}-{month:02}"


def _month_before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _written(text: str, year_before: str | None) -> list[Dated]:
    """The dates that a sentence has in full."""
    found: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for start, end, edtf in _candidates(text, year_before):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        try:
            PartialDate.read(edtf)
        except ValueError:
            continue
        taken.append((start, end))
        led = BEFORE.search(text[max(0, start - 30) : start])
        word = led.group(1).lower() if led else ""
        if word == "since" and "/" not in edtf:
            edtf = f"{edtf}/.."  # noqa: PLW2901 - the same date, open at its end
        attribute = (
            not word
            and len(edtf) == 4
            and bool(ARTICLE.search(text[max(0, start - 8) : start]))
            and bool(NOUN_AFTER.match(text[end : end + 2]))
        )
        found.append(Dated(start, end, edtf, word, attribute))
    return sorted(found, key=lambda date: date.start)


def _candidates(text: str, year_before: str | None) -> Iterator[tuple[int, int, str]]:
    for m in DAY_FIRST.finditer(text):
        yield m.start(), m.end(), f"{m[3]}-{MONTHS[m[2]]:02}-{int(m[1]):02}"
    for m in MONTH_FIRST.finditer(text):
        yield m.start(), m.end(), f"{m[3]}-{MONTHS[m[1]]:02}-{int(m[2]):02}"
    for m in MONTH.finditer(text):
        yield m.start(), m.end(), f"{m[2]}-{MONTHS[m[1]]:02}"
    for m in SPAN.finditer(text):
        last = m[2] if len(m[2]) == 4 else m[1][:2] + m[2]
        if int(last) > int(m[1]):
            yield m.start(1), m.end(), f"{m[1]}/{last}"
    for m in DECADE.finditer(text):
        yield m.start(), m.end(), f"{m[2]}X"
    for m in YEAR.finditer(text):
        yield m.start(), m.end(), m[1]
    for m in EARLY.finditer(text):
        yield m.start(1), m.end(), m[1]
    for m in LATER.finditer(text):
        said = [y[1] for y in YEAR.finditer(text, 0, m.start())] or [year_before]
        if said[-1]:
            yield m.start(), m.end(), str(int(said[-1]) + (m[1] in ("following", "next")))
