"""Money at the rate of its own date."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

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
    from currency_converter import RateNotFoundError

    rates = _reference_rates()
    if unit not in (rates.currencies or ()) or (last - first).days > 366 * 12:
        return None
    daily = []
    for step in range((last - first).days + 1):
        try:
            daily.append(rates.convert(1, "EUR", unit, date=first + timedelta(days=step)))
        except RateNotFoundError:
            continue
    if not daily:
        return _rate_before(unit, first)
    return sum(daily, Decimal(0)) / len(daily)


def _rate_before(unit: str, day: date) -> Decimal | None:
    """Return the last rate published before a day without one, such as a Sunday."""
    from currency_converter import RateNotFoundError

    for step in range(1, 8):
        try:
            return Decimal(
                _reference_rates().convert(1, "EUR", unit, date=day - timedelta(days=step))
            )
        except RateNotFoundError:
            continue
    return None


@cache
def _reference_rates() -> Any:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)
