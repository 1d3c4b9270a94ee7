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

PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
DOUBTS = ("?", "~", "%")
"""Behind a plain date: uncertain, about, both. It means the same days; the library that knows the
rest of EDTF takes a fifth of a second to import, and most cases need no more than this of it."""
EXAMPLE = "Write 2019, 2019-03, 2019-03-21, 2019? or 2012/2016"


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
            raise ValueError(f"is not a date. {EXAMPLE}.")
        earliest, latest = bounds
        if earliest and latest and latest < earliest:
            raise ValueError("ends before it starts. Write the earlier date first.")
        return cls(text, earliest, latest)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: "PartialDate") -> bool:
        return self._order() < other._order()

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


@lru_cache(maxsize=65536)
def _bounds(text: str) -> tuple[date | None, date | None] | None:
    """Return the earliest and latest day of an EDTF text; None where it is none."""
    if plain := PLAIN.match(text):
        return _plain_bounds(plain)
    if text[-1:] in DOUBTS and (plain := PLAIN.match(text[:-1])) and (sure := _plain_bounds(plain)):
        return sure
    if len(text) > 40 or not re.fullmatch(r"[0-9X?~%./-]+", text):
        return None
    start, slash, end = text.partition("/")
    if not slash:
        return _edtf_bounds(text)
    first = (None, None) if start == ".." else _bounds(start)
    last = (None, None) if end == ".." else _bounds(end)
    if first is None or last is None or "/" in end or start == end == "..":
        return None
    return first[0], last[1]


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
            first = date(year, month, 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return None


def _edtf_bounds(text: str) -> tuple[date, date] | None:
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the library prints what it cannot read
            parsed = edtf.parse_edtf(text)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return None
