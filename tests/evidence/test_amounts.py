"""Amounts as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertius.evidence.amounts import read_amount, read_number
from tertius.evidence.row import DECIMAL

READ = {
    "US$1.2bn": "1200000000 USD", "2,5 Mio EUR": "2500000 EUR", "$1.2 billion": "1200000000 USD",
    "$ 4.2 billion": "4200000000 USD", "1.2bn USD": "1200000000 USD", "EUR 2.5 million": "2500000 EUR",
    "€2.5m": "2500000 EUR", "2.500.000 EUR": "2500000 EUR", "2,500,000 euros": "2500000 EUR",
    "1 200 000 RUB": "1200000 RUB", "1'200'000 CHF": "1200000 CHF", "1,200 EUR": "1200 EUR",
    "1.200 Mio EUR": "1200000000 EUR", "1.234 bn USD": "1234000000 USD", "0,125 Mrd EUR": "125000000 EUR",
    "12,34,567 INR": "1234567 INR", "120亿元": "12000000000 CNY", "3.5 млрд рублей": "3500000000 RUB",
    "5 milijardi evra": "5000000000 EUR", "€ 715 Mio.": "715000000 EUR", "RMB 2 billion": "2000000000 CNY",
    "1,234.56 USD": "1234.56 USD", "1.234,56 EUR": "1234.56 EUR", "120.5 EUR": "120.5 EUR", "LKR 12 billion": "12000000000 LKR",
    "INR 250 crore": "2500000000 INR", "USD1,2 billion": "1200000000 USD", "100 millones de euros": "100000000 EUR",
    "250-million-U.S.-dollar": "250000000 USD", "US $ 640 million": "640000000 USD", "three billion dollars": "3000000000 USD",
    "half a billion euros": "500000000 EUR",
}  # fmt: skip
SHADED = {
    "over 1 million dollars": ("1000000", "", "", "over"),
    "about €300 million": ("300000000", "", "", "about"),
    "up to 10 Millionen Euro": ("10000000", "", "", "up_to"),
    "mehr als 5 Mio EUR": ("5000000", "", "", "over"),
    "1-2 million EUR": ("", "1000000", "2000000", ""),
    "between 1 and 2 million euros": ("", "1000000", "2000000", ""),
    "$100m-$120m": ("", "100000000", "120000000", ""),
    "around €1–2bn": ("", "1000000000", "2000000000", "about"),
}
REFUSED = {
    "120.000 EUR": "can be 120000 or 120",
    "1,234 billones": "currency",
    "¥300m": "CNY, JPY",
    "5 mil EUR": "can be thousand or million",
    "Rs 250 crore": "INR, LKR, PKR, NPR",
    "350 million": "has no currency",
    "a lot": "is no amount",
    "EUR": "is no amount",
    "USD 1.2bn (EUR 1bn)": "two numbers",
    "1 USD or 2 EUR or 3 GBP": "holds 3 numbers",
    "5 quatloos": "no currency known here",
    "5-2 million EUR": "smaller one first",
    "1.2.3,4,5 EUR": "no number",
    "EUR 5 USD": "two currencies",
    "9" * 40 + " EUR": "too many digits",
    "9" * 5000: "is no amount",
}


@pytest.mark.parametrize("text", READ)
def test_amounts_are_read_as_written(text):
    """An amount in the manner of several countries becomes digits and the code of its currency."""
    amount = read_amount(text)
    assert f"{amount.value} {amount.unit}" == READ[text]


@pytest.mark.parametrize("text", SHADED)
def test_rounded_amounts_and_ranges(text):
    """`about`, `over` and `up to` are kept, and a range has two ends."""
    amount = read_amount(text)
    assert (amount.value, amount.low, amount.high, amount.approx) == SHADED[text]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_has_two_readings_is_asked(text):
    """No reading is chosen where there are two, and no currency where none is named."""
    with pytest.raises(ValueError, match=REFUSED[text]):
        read_amount(text)


@pytest.mark.parametrize("text", ["", "unknown", "not stated", "k.A.", "?"])
def test_nothing_stays_nothing(text):
    """Where the source gives none the cell stays empty, and is never zero."""
    assert read_amount(text).cells() == {}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("35%", {"value": "35", "unit": "pct"}),
        ("35,5 %", {"value": "35.5", "unit": "pct"}),
        ("20-25%", {"low": "20", "high": "25", "unit": "pct"}),
        ("41 km", {"value": "41", "unit": "km"}),
        ("339km", {"value": "339", "unit": "km"}),
        ("250-kilometre", {"value": "250", "unit": "km"}),
        ("6 million Km", {"value": "6000000", "unit": "km"}),
        ("5 KM", {"value": "5", "unit": "BAM"}),
        ("12", {"value": "12"}),
    ],
)
def test_numbers_with_units(text, cells):
    """A share is in percent, and a unit of the case is kept."""
    assert read_number(text, {"km", "pct", "m"}).cells() == cells


def test_a_letter_that_multiplies_or_measures_is_asked():
    """`5m` may be five metres or five million, and neither is chosen."""
    with pytest.raises(ValueError, match="can be 5 m or"):
        read_number("5m", {"km", "m"})
    assert read_number("5 m", {"km", "m"}).cells() == {"value": "5", "unit": "m"}


@settings(max_examples=60)
@given(st.integers(1, 10**12), st.sampled_from(["{:,} EUR", "EUR {}", "{} euros"]))
def test_whole_numbers_come_back(number, form):
    """A whole number of euros is that number, with commas between its thousands or without."""
    assert read_amount(form.format(number)).value == str(number)


@settings(max_examples=40)
@given(st.text(alphabet="0123456789.,-–~ €$mbnkEURMioMrd()'", max_size=25))
def test_any_text_is_an_amount_or_a_sentence(text):
    """Whatever is typed becomes numbers that a table holds, nothing, or a message."""
    try:
        amount = read_amount(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either way is fine
    else:
        assert all(DECIMAL.match(n) for n in (amount.value, amount.low, amount.high) if n)
