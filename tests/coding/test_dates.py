"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertius.coding.dates import read_date
from tertius.evidence.dates import PartialDate

READ = {
    "2014": "2014", "early 2014": "2014", "mid-2014": "2014", "end of 2019": "2019", "late October 2014": "2014-10",
    "Anfang 2014": "2014", "fin 2014": "2014", "Oct 2014": "2014-10", "October, 2014": "2014-10", "Sept. 2013": "2013-09",
    "16 October 2014": "2014-10-16", "October 16, 2014": "2014-10-16", "16th of October 2014": "2014-10-16",
    "Thursday, 16 October 2014": "2014-10-16", "16.10.2014": "2014-10-16", "16. Oktober 2014": "2014-10-16",
    "16/10/2014": "2014-10-16", "10/16/2014": "2014-10-16", "10/2014": "2014-10", "2014/10": "2014-10",
    "Q1 2014": "2014-01/2014-03", "2014 Q4": "2014-10/2014-12", "first half of 2014": "2014-01/2014-06",
    "since 2008": "2008/..", "seit März 2008": "2008-03/..", "until 2012": "../2012", "from 2012 to 2016": "2012/2016",
    "2012-2016": "2012/2016", "2012–16": "2012/2016", "between March and May 2014": "2014-03/2014-05",
    "the 1990s": "199X", "c. 2014": "2014~", "about 2014": "2014~", "2014?": "2014?", "2008/..": "2008/..",
    "октября 2014 года": "2014-10", "16 октября 2014 г.": "2014-10-16", "16. oktobra 2014. godine": "2014-10-16",
    "16. октобра 2014.": "2014-10-16", "2014年10月16日": "2014-10-16", "2014年": "2014", "enero de 2014": "2014-01",
    "16 de octubre de 2014": "2014-10-16", "le 16 octobre 2014": "2014-10-16", "août 2014": "2014-08",
    "": "", "unknown": "", "n/a": "", "k.A.": "", "—": "",
}  # fmt: skip
REFUSED = {
    "03/04/2014": "can be 2014-04-03 or 2014-03-04",
    "2012-13": "Write 2012/2013 for a span",
    "31.02.2014": "no day of the calendar",
    "2014-13": "no day of the calendar",
    "14 October": "lacks its year",
    "soon": "is no date",
    "in the year of the dragon": "is no date",
    "9" * 5000: "is no date",
}


@pytest.mark.parametrize("text", READ)
def test_dates_are_read_as_written(text):
    """A date in any of seven languages becomes EDTF that is never more exact than it."""
    assert read_date(text).edtf == READ[text]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_is_no_date_is_refused(text):
    """What is none, or could be two, is refused with what to write."""
    with pytest.raises(ValueError, match=REFUSED[text]):
        read_date(text)


def test_a_season_is_no_more_exact_than_its_year():
    """A season lies in its year, whether or not the reader of dates knows seasons."""
    assert read_date("spring 2014").edtf in ("2014", "2014-21")


def test_what_edtf_cannot_hold_is_kept_in_words():
    """`early` has no bounds: it is handed back for the note, and only it."""
    assert read_date("early 2014").left == "early 2014"
    assert read_date("October 2014").left == ""


@settings(max_examples=60)
@given(
    st.dates(max_value=date(2999, 12, 31)),
    st.sampled_from(["{:%Y-%m-%d}", "{:%d.%m.%Y}", "{:%d %B %Y}", "{:%B %d, %Y}"]),
)
def test_a_day_comes_back_whole(day, form):
    """Any day from the year 1000 on, written in a way that has one reading, is that day."""
    if day.year >= 1000:
        assert read_date(form.format(day)).edtf == day.isoformat()


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_sentence(text):
    """Whatever is typed becomes EDTF that reads back, nothing, or a message."""
    try:
        edtf = read_date(text).edtf
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either way is fine
    else:
        assert not edtf or str(PartialDate.read(edtf)) == edtf
