"""Dates that are known in part: a year, a month, a day, a span, an open end (EDTF)."""

import contextlib
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, total_ordering
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from tertius.evidence.meant import (
    beyond_the_calendar,
    counted_day,
    date_meant,
    month_or_day,
    says_nothing,
    two_dates,
)

PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
DOUBTS = ("?", "~", "%")
"""Behind a plain date: uncertain, about, both. It means the same days; the library that knows the
rest of EDTF takes a fifth of a second to import, and most cases need no more than this of it."""
EXAMPLE = "Write 2019, 2019-03, 2019-03-21, 2019?, 2012/2016 or 2012/.. with an open end"
OPEN_ENDS = ("", "..")
"""An end of a span that is unknown, or open: neither has a day."""

SEASONS: dict[int, tuple[int, int]] = {
    **dict.fromkeys((21, 25, 31), (3, 5)),
    **dict.fromkeys((22, 26, 32), (6, 8)),
    **dict.fromkeys((23, 27, 29), (9, 11)),
    **{33 + quarter: (3 * quarter + 1, 3 * quarter + 3) for quarter in range(4)},
    **{37 + third: (4 * third + 1, 4 * third + 4) for third in range(3)},
    **{40 + half: (6 * half + 1, 6 * half + 6) for half in range(2)},
}
"""The months of EDTF's seasons, of the north where no hemisphere is named, quarters, thirds and halves."""

WINTERS = (24, 28, 30)
"""Seasons that run from December on (the summer of the south among them). Which of a year's two winters is meant is not said, so either may be."""

UNSPECIFIED = re.compile(
    r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)(?:-([0-9][0-9X]|XX)(?:-([0-9][0-9X]|XX))?)?\Z"
)
"""A plain date in which digits are unknown, such as 201X, 2014-1X or 2014-05-3X."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """Hold a date as it was stated, with the earliest and the latest day that it can mean.

    `latest` is None while the end is open (`2008/..`), `earliest` while the start is (`../2008`).
    """

    text: str
    earliest: date | None
    latest: date | None

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the date that an EDTF text means.

        Raises ValueError with what to write instead where the text is no date.
        """
        bounds = _bounds(text)
        if bounds is None:
            raise ValueError(f"is not a date. {_to_write(text)}")
        earliest, latest = bounds
        if earliest and latest and latest < earliest:
            raise ValueError("ends before it starts. Write the earlier date first.")
        return cls(text, earliest, latest)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: "PartialDate") -> bool:
        return self._order() < other._order()

    def is_before(self, other: "PartialDate") -> bool:
        """Return whether every day that this can mean lies before every day of another."""
        return bool(self.latest and other.earliest and self.latest < other.earliest)

    @property
    def first_known(self) -> date | None:
        """Return the earliest day that it can mean; the latest where the start is open."""
        return self.earliest or self.latest

    def _order(self) -> tuple[date, date, str]:
        return self.earliest or date.min, self.latest or date.max, self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: cls.read(value) if isinstance(value, str) else value,
            core_schema.is_instance_schema(cls),
            serialization=core_schema.to_string_ser_schema(),
        )


def _to_write(text: str) -> str:
    """Return what to write in place of a text that is no date."""
    if says_nothing(text):
        return "Leave the cell empty where no source says it."
    if both := two_dates(text):
        return f"It may mean {both[0]} or {both[1]}: write the one that the source means."
    if lacking := beyond_the_calendar(text):
        return f"{lacking[0].upper()}{lacking[1:]}: write the date that the source means."
    if day := counted_day(text):
        return f"A spreadsheet may have made it of a date: write {day} if the source says so."
    if either := month_or_day(text):
        return f"It may mean {either[0]}, or {either[1]} of a year that a spreadsheet cut off: write what the source says."
    near = date_meant(text)
    if near and _bounds(near):
        return f"Write {near}{', with its two dots' if near.endswith('..') else ''}."
    return f"{EXAMPLE}."


@lru_cache(maxsize=65536)
def _bounds(text: str) -> tuple[date | None, date | None] | None:
    """Return the earliest and latest day of an EDTF text; None where it is none."""
    bare = text[:-1] if text[-1:] in DOUBTS else text
    if plain := PLAIN.match(bare):
        bounds = _plain_bounds(plain) or _season_bounds(*plain.groups())
        if bounds:
            return bounds
    elif unspecified := UNSPECIFIED.match(bare):
        return _unspecified_bounds(*unspecified.groups())
    if len(text) > 40 or not re.fullmatch(r"[0-9X?~%./-]+", text):
        return None
    start, slash, end = text.partition("/")
    if not slash:
        return edtf_bounds(text)
    first = (None, None) if start in OPEN_ENDS else _bounds(start)
    last = (None, None) if end in OPEN_ENDS else _bounds(end)
    if first is None or last is None or "/" in end or {start, end} <= set(OPEN_ENDS):
        return None
    return first[0], last[1]


def _season_bounds(year: str, season: str | None, day: str | None) -> tuple[date, date] | None:
    if season is None or day is not None or not 1 <= int(year) <= date.max.year - 1:
        return None
    code, number = int(season), int(year)
    if code in WINTERS:
        return date(number, 1, 1), date(number + 1, 3, 1) - timedelta(days=1)
    if code not in SEASONS:
        return None
    first, last = SEASONS[code]
    return date(number, first, 1), _last_of_month(number, last)


def _unspecified_bounds(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    """Return the earliest and latest day that unknown digits leave possible; None where none does."""
    years = (int(year.replace("X", "0")) or 1, int(year.replace("X", "9")))
    days = [
        bounds
        for number in years
        for one in _possible(month)
        for other in _possible(day)
        if (bounds := _calendar_bounds(number, one, other))
    ]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def _possible(part: str | None) -> list[int | None]:
    """Return the numbers that a month or day with unknown digits may be."""
    if part is None:
        return [None]
    wanted = re.compile(part.replace("X", "[0-9]"))
    return [number for number in range(1, 32) if wanted.fullmatch(f"{number:02}")]


def _plain_bounds(plain: re.Match[str]) -> tuple[date, date] | None:
    return _calendar_bounds(*(int(part) if part else None for part in plain.groups()))


def _calendar_bounds(
    year: int | None, month: int | None, day: int | None
) -> tuple[date, date] | None:
    if not year:
        return None
    try:
        if day is not None:
            exact = date(year, month or 1, day)
            return exact, exact
        if month is not None:
            return date(year, month, 1), _last_of_month(year, month)
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return None


def _last_of_month(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def edtf_bounds(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a text as the library for EDTF reads it; None where it cannot."""
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the library prints what it cannot read
            parsed = edtf.parse_edtf(text)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return None
