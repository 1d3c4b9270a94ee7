"""Spans of numbers and days: what a rounded figure or a partial date can mean, and which cannot meet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from tertius.evidence.dates import PartialDate
from tertius.evidence.row import DECIMAL

ENDLESS = Decimal("Infinity")
ABOUT = Decimal("0.1")
"""How far a value that is called about so much may be from it: a tenth, as in rounding to one digit."""


class Span(NamedTuple):
    """The least and the most that something can be."""

    low: Decimal
    high: Decimal


def span_of(row: Any) -> Span | None:
    """Return what the number of a claim or observation can mean; None where it is no number."""
    if row.value is None:
        low = -ENDLESS if row.low is None else row.low
        return Span(low, ENDLESS if row.high is None else row.high)
    text = str(row.value)
    if not DECIMAL.match(text):
        return None
    value = Decimal(text)
    room = abs(value) * ABOUT if row.approx == "about" else Decimal(0)
    low = -ENDLESS if row.approx == "up_to" else value - room
    return Span(low, ENDLESS if row.approx == "over" else value + room)


def days_of(date: PartialDate | None) -> Span | None:
    """Return the first and last day that a date can mean, as counted days; None where there is none."""
    if date is None:
        return None
    first, last = date.earliest, date.latest
    return Span(
        Decimal(first.toordinal()) if first else -ENDLESS,
        Decimal(last.toordinal()) if last else ENDLESS,
    )


def apart(spans: Sequence[Span]) -> list[bool]:
    """Return for each span whether there is another that it cannot meet, in time linear in their number."""
    latest_begin = max(span.low for span in spans)
    first_end = min(span.high for span in spans)
    return [span.low > first_end or span.high < latest_begin for span in spans]
