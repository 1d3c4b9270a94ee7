"""Dates are written as EDTF, and never more exactly than they are said."""

from datetime import date

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
    assert [found.edtf for found in find_dates(said)] == wanted


def test_a_year_before_a_noun_belongs_to_the_noun():
    """The 1995 agreement is not the day of what is said about it."""
    (found,) = find_dates("They broke the 1995 agreement.")
    assert found.is_attribute
    (found,) = find_dates("They broke it in 1995.")
    assert not found.is_attribute


def test_the_following_year_counts_on_from_the_sentence_before():
    assert [d.edtf for d in find_dates("They paid the following year.", "2016")] == ["2017"]
    assert find_dates("They paid the following year.") == []


WEDNESDAY = date(2017, 2, 8)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Parliament on Tuesday approved it.", ["2017-02-07"]),
        ("They signed it on Wednesday.", ["2017-02-08"]),
        ("They signed it last Wednesday.", ["2017-02-01"]),
        ("They signed it on Wednesday February 1.", ["2017-02-01"]),
        ("They signed it on 30 December.", ["2016-12-30"]),
        ("It was signed in December in China.", ["2016-12"]),
        ("They agreed in July 2014, and paid in May.", ["2014-07"]),
        ("They will sign it on Friday.", []),
        ("It is expected to be signed on March 3.", []),
        ("They meet every Monday.", []),
        ("They came on 31 February.", []),
        ("It may march on.", []),
    ],
)
def test_news_is_counted_back_from_its_day(said, wanted):
    """A weekday, a day without a year and a month alone are the last before the day of the news; what lies ahead is left."""
    assert [d.edtf for d in find_dates(said, None, WEDNESDAY)] == wanted


def test_nothing_is_counted_back_without_a_day():
    """A paper of no day, or a narrative that has its year, leaves a month open."""
    assert find_dates("They signed it on Tuesday in May.") == []
    assert find_dates("They signed it in May.", "2014", WEDNESDAY) == []


@given(st.text(max_size=300))
def test_every_date_that_is_found_is_one(text):
    """Whatever the text holds, each date found in it can be read and lies in it."""
    for found in find_dates(text, None, WEDNESDAY):
        PartialDate.read(found.edtf)
        assert 0 <= found.start < found.end <= len(text)
