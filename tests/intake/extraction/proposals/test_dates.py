"""Dates are written as EDTF, and never more exactly than they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.evidence.dates import PartialDate
from tertius.intake.extraction.proposals.dates import find_dates


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("They signed it in October 2014.", ["2014-10"]),
        ("They signed it on 16 October 2014.", ["2014-10-16"]),
        ("They signed it on October 16, 2014.", ["2014-10-16"]),
        ("It ran between 2012 and 2016.", ["2012/2016"]),
        ("It ran from 2012 to 2016.", ["2012/2016"]),
        ("It ran in 2009-16.", ["2009/2016"]),
        ("It has run since 2008.", ["2008/.."]),
        ("It came in early 2019.", ["2019"]),
        ("It came in the 1990s.", ["199X"]),
        ("It came in 2016, and they paid the following year.", ["2016", "2017"]),
        ("They came on 31 February 2014.", ["2014-02"]),
        ("It cost $2014 and 2,015 people came by B2016.", []),
        ("They counted 2014 people.", []),
    ],
)
def test_a_date_is_written_as_it_is_said(said, wanted):
    assert [date.edtf for date in find_dates(said)] == wanted


def test_a_year_before_a_noun_belongs_to_the_noun():
    """The 1995 agreement is not the day of what is said about it."""
    (date,) = find_dates("They broke the 1995 agreement.")
    assert date.is_attribute
    (date,) = find_dates("They broke it in 1995.")
    assert not date.is_attribute


def test_the_following_year_counts_on_from_the_sentence_before():
    assert [d.edtf for d in find_dates("They paid the following year.", "2016")] == ["2017"]
    assert find_dates("They paid the following year.") == []


@given(st.text(max_size=300))
def test_every_date_that_is_found_is_one(text):
    """Whatever the text holds, each date found in it can be read and lies in it."""
    for date in find_dates(text):
        PartialDate.read(date.edtf)
        assert 0 <= date.start < date.end <= len(text)
