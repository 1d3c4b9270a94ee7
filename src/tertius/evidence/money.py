"""Money at the rate of its own date."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from zipfile import ZipFile

from tertius.evidence.dates import PartialDate

PEGGED = {"BAM": Decimal("1.95583")}
"""Units of a currency for one euro, where a currency board fixes them."""


def convert(
    value: Decimal, unit: str, when: PartialDate | None, *, currency: str
) -> Decimal | None:
    """Return an amount in the case's currency, or None where no reference rate covers its date.

    Uses the European Central Bank's reference rates. A date known to the month or year takes the
    mean rate of its days. Currencies without a reference rate (RSD) stay unconverted.
    """
    if unit == currency:
        return value
    paid = _units_for_one_euro(unit, when)
    wanted = _units_for_one_euro(currency, when)
    if paid is None or wanted is None:
        return None
    return (value / paid * wanted).quantize(Decimal("0.01"))


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
    rates = _reference_rates(unit)
    if not rates or (last - first).days > 366 * 12:
        return None
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    found = [rates[day] for day in days if day in rates]
    if not found:
        return _rate_before(rates, first)
    return sum(found, Decimal(0)) / len(found)


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
