"""Dates are printed as a reader says them."""

import pytest

from tertius.present.labels import spoken


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
