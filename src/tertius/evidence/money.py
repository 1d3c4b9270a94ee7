"""Money at the rate of its own date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal
from zipfile import ZipFile

from tertius.evidence.dates import PartialDate

CASE_CURRENCIES = ("EUR", "USD", "GBP", "CHF")
"""The currencies that a case may be told in: those that rates of every day lead to and that deals are signed in."""

PEGGED = {"BAM": Decimal("1.95583")}
"""Units of a currency for one euro, where a currency board fixes them."""


LONGEST = 366 * 12
"""An average of more days than these says little of any of them."""

GAP = 10
"""Days between two rates at most: the longest run of holidays has nine."""


@dataclass(frozen=True)
class Unconverted:
    """Why an amount cannot be converted: the currency that lacks a rate, and what is missing."""

    unit: str
    why: Literal["undated", "open", "no_rate", "uncovered"]


def convert(
    value: Decimal, unit: str, when: PartialDate | None, *, currency: str
) -> Decimal | None:
    """Return an amount in the case's currency, or None where no reference rate covers its date.

    Uses the European Central Bank's reference rates. A date known to the month or year takes the
    mean rate of its days, where there are rates from its first to its last. Currencies without a
    reference rate (RSD) stay unconverted.
    """
    if unit == currency:
        return value
    paid = _units_for_one_euro(unit, when)
    wanted = _units_for_one_euro(currency, when)
    if paid is None or wanted is None:
        return None
    return (value / paid * wanted).quantize(Decimal("0.01"))


def unconverted(unit: str, when: PartialDate | None, *, currency: str) -> Unconverted | None:
    """Return why an amount in a unit cannot be converted; None where it can."""
    if unit == currency:
        return None
    for one in (unit, currency):
        if _units_for_one_euro(one, when) is None:
            return Unconverted(one, _why(one, when))
    return None


def _why(unit: str, when: PartialDate | None) -> Literal["undated", "open", "no_rate", "uncovered"]:
    if not _reference_rates(unit):
        return "no_rate"
    if when is None:
        return "undated"
    if when.earliest is None or when.latest is None:
        return "open"
    return "open" if (when.latest - when.earliest).days > LONGEST else "uncovered"


def coverage(unit: str) -> tuple[date, date]:
    """Return the first and last day with a reference rate of a currency that has some."""
    rates = _reference_rates(unit)
    return min(rates), max(rates)


def _units_for_one_euro(unit: str, when: PartialDate | None) -> Decimal | None:
    if unit == "EUR":
        return Decimal(1)
    if unit in PEGGED:
        return PEGGED[unit]
    if when is None or when.earliest is None or when.latest is None:
        return None
    return _mean_rate(unit, when.earliest, when.latest)


@lru_cache(maxsize=4096)
def _mean_rate(unit: str, first: date, last: date) -> Decimal | None:
    """Return the mean rate of a span, or None where rates do not cover it from its first day to its last."""
    rates = _reference_rates(unit)
    if not rates or (last - first).days > LONGEST:
        return None
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    rated = [day for day in days if day in rates]
    if not rated:
        return _rate_before(rates, first) if (last - first).days < GAP else None
    edges = [first - timedelta(days=1), *rated, last + timedelta(days=1)]
    if any((after - before).days > GAP for before, after in pairwise(edges)):
        return None
    return sum((rates[day] for day in rated), Decimal(0)) / len(rated)


def _rate_before(rates: Mapping[date, Decimal], day: date) -> Decimal | None:
    """Return the last rate published before a day without one, such as a Sunday."""
    days = (day - timedelta(days=step) for step in range(1, 8))
    return next((rates[one] for one in days if one in rates), None)


@cache
def _reference_rates(unit: str) -> Mapping[date, Decimal]:
    """Return the units of a currency for one euro, by day; nothing where it has no reference rate.

    One column of the file is read, since to read all forty takes half a second.
    """
    header, *lines = _reference_table()
    if unit not in header[1:]:
        return {}
    place = header.index(unit)
    return {
        date.fromisoformat(cells[0]): Decimal(cells[place])
        for cells in lines
        if cells[place] not in ("", "N/A")
    }


@cache
def _reference_table() -> list[list[str]]:
    """Return the European Central Bank's file of rates as rows of cells, its header first."""
    from currency_converter import CURRENCY_FILE

    with ZipFile(CURRENCY_FILE) as opened:
        text = opened.read(opened.namelist()[0]).decode("utf-8")
    return [line.strip().split(",") for line in text.splitlines()]
