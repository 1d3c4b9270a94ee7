import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import currency_converter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.evidence.dates import PartialDate
from tertius.evidence.money import convert, unconverted


@cache
def reference_rates(unit: str) -> dict[date, Decimal]:
    """The European Central Bank's rates of one currency by day, read from the file that it publishes."""
    with zipfile.ZipFile(currency_converter.CURRENCY_FILE) as opened:
        text = opened.read(opened.namelist()[0]).decode()
    rows = csv.DictReader(io.StringIO(text))
    return {
        date.fromisoformat(row["Date"]): Decimal(row[unit])
        for row in rows
        if row[unit] not in ("", "N/A")
    }


def mean(unit: str, first: date, last: date) -> Decimal:
    found = [rate for day, rate in reference_rates(unit).items() if first <= day <= last]
    return sum(found) / len(found)


def euro(value: str, unit: str, when: str | None) -> Decimal | None:
    return convert(Decimal(value), unit, PartialDate.read(when) if when else None, currency="EUR")


def test_euro_stays_euro():
    """An amount in the case's own currency is left as it is stated, to the last digit, dated or not."""
    assert euro("150000000.123456", "EUR", None) == Decimal("150000000.123456")
    assert convert(Decimal(7), "RSD", None, currency="RSD") == Decimal(7)


def test_bam_is_pegged():
    """1.95583 convertible marks are one euro on any day, and on none."""
    assert euro("1.95583", "BAM", "2014-10-16") == Decimal("1.00")
    assert euro("195583000", "BAM", None) == Decimal("100000000.00")


@pytest.mark.parametrize("when", ["2014-10-16", "2014", None])
def test_dinar_stays_unconverted(when: str | None):
    """The dinar has no reference rate, so its euros are unknown rather than guessed."""
    assert euro("1000000", "RSD", when) is None


@pytest.mark.parametrize("day", ["2008-12-24", "2014-10-16", "2020-03-19"])
@pytest.mark.parametrize("unit", ["USD", "CNY", "RUB", "GBP", "HUF"])
def test_a_day_has_the_rate_of_its_day(day: str, unit: str):
    """An amount of one day is converted at the rate published for that day."""
    rate = reference_rates(unit)[date.fromisoformat(day)]
    assert euro("1000000", unit, day) == (1_000_000 / rate).quantize(Decimal("0.01"))


def test_a_known_rate():
    """On 16 October 2014 the euro stood at 1.2749 dollars."""
    assert reference_rates("USD")[date(2014, 10, 16)] == Decimal("1.2749")
    assert euro("1274900", "USD", "2014-10-16") == Decimal("1000000.00")


def test_a_sunday_has_the_rate_before():
    """A day without a rate takes the last one before it."""
    friday = reference_rates("USD")[date(2014, 10, 17)]
    assert euro("1000000", "USD", "2014-10-19") == (1_000_000 / friday).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014?", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-10", date(2014, 10, 1), date(2014, 10, 31)),
        ("2012/2016", date(2012, 1, 1), date(2016, 12, 31)),
    ],
)
def test_a_span_has_the_mean_rate(when: str, first: date, last: date):
    """An amount known to the month, year or span is converted at the mean rate of its days."""
    expected = 1_000_000 / mean("USD", first, last)
    assert abs(euro("1000000", "USD", when) - expected) <= Decimal("0.01")


@pytest.mark.parametrize(
    "when", [None, "2008/..", "../2008", "1990", "1998-12-31", "2400-01-01", "2000/2019"]
)
def test_no_rate_no_amount(when: str | None):
    """Undated, open, before the euro, in the future or over more than twelve years: unknown."""
    assert euro("1000000", "USD", when) is None


def test_another_currency_to_compare_in():
    """Dollars come from roubles by way of the euro, at the two rates of the day."""
    day = date(2014, 10, 16)
    found = convert(Decimal(1_000_000), "RUB", PartialDate.read(str(day)), currency="USD")
    expected = 1_000_000 / reference_rates("RUB")[day] * reference_rates("USD")[day]
    assert abs(found - expected) <= Decimal("0.01")


@given(
    st.dates(date(1999, 1, 4), date(2024, 12, 31)),
    st.integers(0, 90),
    st.decimals(0, 10**15 - 1, places=2),
    st.sampled_from(["USD", "GBP", "CHF"]),
)
def test_more_money_is_more_euros(first: date, days: int, value: Decimal, unit: str):
    """Nothing is nothing, twice the amount is twice the euros, and rates lie between the extremes."""
    when = PartialDate.read(f"{first}/{first + timedelta(days=days)}")
    one, two, none = (
        convert(v, unit, when, currency="EUR") for v in (value, 2 * value, Decimal(0))
    )
    assert none == 0
    assert abs(two - 2 * one) <= Decimal("0.02")
    near = [
        rate
        for day, rate in reference_rates(unit).items()
        if first - timedelta(days=7) <= day <= first + timedelta(days=days)
    ]
    assert value / max(near) - 1 <= one <= value / min(near) + 1


@pytest.mark.parametrize(
    ("unit", "when", "why"),
    [
        ("RUB", "2022", "uncovered"),
        ("RUB", "2022-03", "uncovered"),
        ("USD", "1997/1999", "uncovered"),
        ("USD", None, "undated"),
        ("USD", "2014/..", "open"),
        ("USD", "1999/2014", "open"),
        ("RSD", "2014", "no_rate"),
    ],
)
def test_rates_cover_a_span_or_there_is_none(unit: str, when: str | None, why: str):
    """Two months' rates are no mean of a year: the amount stays unknown, and the reason is said."""
    date = PartialDate.read(when) if when else None
    assert euro("1", unit, when) is None
    lacking = unconverted(unit, date, currency="EUR")
    assert lacking is not None
    assert lacking.why == why


def test_whole_years_are_converted():
    """A year with rates from its first week to its last is converted, over holidays and all."""
    for year in range(2000, 2021):
        assert unconverted("USD", PartialDate.read(str(year)), currency="EUR") is None
