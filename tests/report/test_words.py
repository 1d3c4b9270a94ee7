"""How values are printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.report.words import FORMATS, joined, printed, spelled


def said(value, form=None, digits=None, *, in_percent=False):
    return printed(value, form, digits, currency="EUR", in_percent=in_percent)


@pytest.mark.parametrize(
    ("value", "form", "digits", "text"),
    [
        (0.5615, "percent", None, "56.2 percent"),
        (0.5615, "percent", 0, "56 percent"),
        (0.285, "percent", 0, "29 percent"),
        (0.25, "points", 2, "25.00 percentage points"),
        (-0.034, "points", None, "−3.4 percentage points"),
        (Decimal(1230000000), "money", None, "EUR 1.2 billion"),
        (Decimal(715400000), "money", None, "EUR 715 million"),
        (Decimal(1500), "money", None, "EUR 1,500"),
        (0, "money", None, "EUR 0"),
        (1234567.891, "number", 2, "1,234,567.89"),
        (7.9726, "number", None, "7.97"),
        (41, "words", None, "forty-one"),
        (100, "words", None, "a hundred"),
        (101, "words", None, "101"),
        (True, None, None, "yes"),
        ("not_delivered", None, None, "not delivered"),
    ],
)
def test_values_are_printed(value, form, digits, text):
    """Each format prints a value as the page on writing a report says."""
    assert said(value, form, digits) == text


def test_a_number_of_percent_stays_one():
    """What is in percent already is not multiplied."""
    assert said(56.15, "percent", in_percent=True) == "56.2 percent"


@pytest.mark.parametrize("form", [None, *FORMATS])
def test_unknown_is_never_a_number(form):
    """An unknown value prints as unknown in every format."""
    assert said(None, form) == "unknown"


@given(st.integers(0, 100))
def test_words_are_counted_in_words(number):
    """Every whole number up to a hundred is a word, and no two are the same."""
    assert not any(letter.isdigit() for letter in spelled(number))
    assert [spelled(other) for other in range(101)].count(spelled(number)) == 1


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4), st.sampled_from(sorted(FORMATS)))
def test_every_number_has_every_format(value, form):
    """Any number can be printed in any format."""
    assert said(value, form)


def test_lists():
    """The last of several has `and` before it."""
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
