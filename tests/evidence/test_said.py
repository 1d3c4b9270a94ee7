"""Dates and values are printed as a reader says them."""

from types import SimpleNamespace

import pytest

from tertius.evidence.said import spoken, stated


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2008/..", "since 2008"),
        ("2014?", "2014, uncertain"),
        ("2012/2016", "2012 to 2016"),
        ("197X", "the 1970s"),
        ("197X/..", "since the 1970s"),
        ("../18XX", "until the 1800s"),
    ],
)
def test_a_date_is_said_as_a_reader_says_it(date, words):
    """An open end is since or until, a doubt is named, a decade is a decade and no span of ten years."""
    assert spoken(date) == words


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"value": "0.65", "low": 0.61, "high": 0.7}, "0.65 (0.61 to 0.7)"),
        ({"low": 10000, "high": 20000, "unit": "EUR"}, "EUR 10,000 to 20,000"),
        ({"low": 1000000, "unit": "EUR"}, "at least EUR 1 million"),
        ({"value": "230000000", "unit": "EUR"}, "EUR 230 million"),
        ({"value": "1260000000", "unit": "USD", "approx": "over"}, "over USD 1.26 billion"),
        ({"value": "1234567", "unit": "EUR"}, "EUR 1,234,567"),
        ({"high": 12, "unit": "pct"}, "up to 12%"),
        ({"value": "12", "unit": "pct", "approx": "about"}, "about 12%"),
        ({"value": "60", "unit": "pieces"}, "60"),
        ({"value": "second_hand"}, "second hand"),
    ],
)
def test_a_value_is_said_with_its_range(cells, words):
    """A range stands beside its value, an open one says which end is known, and what is counted has no unit."""
    empty = dict.fromkeys(("value", "low", "high", "unit", "approx"))
    assert stated(SimpleNamespace(**empty | cells)) == words
