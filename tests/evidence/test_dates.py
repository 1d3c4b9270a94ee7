from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.evidence.dates import PartialDate, edtf_bounds

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-10", date(2014, 10, 1), date(2014, 10, 31)),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2014-12", date(2014, 12, 1), date(2014, 12, 31)),
        ("2014-10-16", date(2014, 10, 16), date(2014, 10, 16)),
        ("2014?", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014~", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-10?", date(2014, 10, 1), date(2014, 10, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2014-XX", date(2014, 1, 1), date(2014, 12, 31)),
        ("2012/2016", date(2012, 1, 1), date(2016, 12, 31)),
        ("2012-05/2016-02", date(2012, 5, 1), date(2016, 2, 29)),
        ("2012?/2016", date(2012, 1, 1), date(2016, 12, 31)),
        ("2008/..", date(2008, 1, 1), None),
        ("2008-12-24/..", date(2008, 12, 24), None),
        ("../2008", None, date(2008, 12, 31)),
        ("2014/2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2019/", date(2019, 1, 1), None),
        ("/2019", None, date(2019, 12, 31)),
        ("2014-21", date(2014, 3, 1), date(2014, 5, 31)),
        ("2014-23?", date(2014, 9, 1), date(2014, 11, 30)),
        ("2014-24", date(2014, 1, 1), date(2015, 2, 28)),
        ("2014-34", date(2014, 4, 1), date(2014, 6, 30)),
        ("2014-1X", date(2014, 10, 1), date(2014, 12, 31)),
        ("2014-05-3X", date(2014, 5, 30), date(2014, 5, 31)),
        ("2014-XX-31", date(2014, 1, 31), date(2014, 12, 31)),
    ],
)
def test_bounds(text: str, earliest: date | None, latest: date | None):
    """A date known in part means its first to its last possible day; an open end has none."""
    assert PartialDate.read(text) == PartialDate(text, earliest, latest)
    assert str(PartialDate.read(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "19", "190", "20190", "2019-1", "2019-1-1", "/", "../", "2014-02-3X", "../..", "..", "2012/2014/2016",
        "21.3.2019", "03/21/2019", "March 2019", "2019-03-21T10:00", "2019 ", " 2019", "2019\n", "",
        "?", "X", "-", "2019-", "2019--03", "2019?-XX?/..?", "٢٠١٩", "２０１９", "1" * 5000, "../" * 30,
    ],
)  # fmt: skip
def test_impossible_dates(text: str):
    """What is no date is refused with what to write instead."""
    with pytest.raises(ValueError) as caught:
        PartialDate.read(text)
    assert str(caught.value).startswith(
        ("is not a date. Write 20", "is not a date. Leave the cell")
    )


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("2019-13", "There is no month 13"), ("2019-00", "There is no month 00"),
        ("2019-25-01", "There is no month 25"), ("2019-02-29", "2019-02 has 28 days"),
        ("2020-02-30", "2020-02 has 29 days"), ("2019-04-31", "2019-04 has 30 days"),
        ("2019-01-32", "2019-01 has 31 days"), ("2019-01-00", "2019-01 has 31 days"),
    ],
)  # fmt: skip
def test_days_beyond_the_calendar(text: str, lacking: str):
    """A day or month that there is not is refused with how far the calendar goes, and nothing is guessed."""
    with pytest.raises(ValueError) as caught:
        PartialDate.read(text)
    assert str(caught.value) == f"is not a date. {lacking}: write the date that the source means."


@pytest.mark.parametrize(
    ("text", "day"), [("21916", "1960-01-01"), ("43831", "2020-01-01"), ("58805", "2060-12-30")]
)
def test_days_that_a_spreadsheet_counts(text: str, day: str):
    """The number by which a spreadsheet keeps a day, as LibreOffice shows it, is told as that day."""
    with pytest.raises(ValueError) as caught:
        PartialDate.read(text)
    assert f"write {day} if the source says so" in str(caught.value)


@pytest.mark.parametrize("text", ["2016/2012", "2016-05/2016-04", "2016-05-02/2016-05-01"])
def test_spans_run_forward(text: str):
    """A span that ends before it starts is refused."""
    with pytest.raises(ValueError) as caught:
        PartialDate.read(text)
    assert str(caught.value) == "ends before it starts. Write the earlier date first."


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]):
    """What no date can be made of leaves standard output to what a program may read."""
    for text in ("2395-X8", "2010-4X", "201X-1X-X1"):
        with pytest.raises(ValueError):
            PartialDate.read(text)
    assert capsys.readouterr() == ("", "")


@given(DAYS)
def test_coarser_dates_contain_finer_ones(day: date):
    """The day lies in its month, the month in its year, and the year in its decade."""
    texts = (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}"[:3] + "X")
    read = [PartialDate.read(text) for text in texts]
    assert (read[0].earliest, read[0].latest) == (day, day)
    for fine, coarse in pairwise(read):
        assert coarse.earliest <= fine.earliest <= fine.latest <= coarse.latest
    assert read[1].earliest.day == 1
    assert (read[1].latest + timedelta(days=1)).day == 1


@given(DAYS, DAYS)
def test_a_span_reaches_from_first_to_last(one: date, other: date):
    """A span begins where its first date begins and ends where its last one ends."""
    first, last = sorted((one, other))
    span = PartialDate.read(f"{first:%Y-%m}/{last}")
    assert (span.earliest, span.latest) == (first.replace(day=1), last)
    assert PartialDate.read(f"{first}/..").latest is None
    assert PartialDate.read(f"../{last}").earliest is None


@given(st.text(alphabet="0123456789X?~%./-", max_size=16) | st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str):
    """Any text is a date with ordered bounds, or a ValueError in plain words."""
    try:
        read = PartialDate.read(text)
    except ValueError:
        return
    assert read.text == text
    assert read.earliest is not None or read.latest is not None
    if read.earliest and read.latest:
        assert read.earliest <= read.latest


@given(st.lists(DAYS.map(lambda day: PartialDate.read(f"{day:%Y-%m}")), min_size=3, max_size=3))
def test_dates_are_in_one_order(three: list[PartialDate]):
    """Dates are ordered by their first day, and of two that differ one comes first."""
    for a, b in product(three, three):
        assert (a < b) + (b < a) + (a == b) == 1
    assert [d.earliest for d in sorted(three)] == sorted(d.earliest for d in three)


@given(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from("?~%"))
def test_a_doubtful_date_means_the_days_that_the_library_says(day: date, length: int, doubt: str):
    """What is read without the library that knows all of EDTF is what the library reads."""
    text = f"{day.isoformat()[:length]}{doubt}"
    assert (PartialDate.read(text).earliest, PartialDate.read(text).latest) == edtf_bounds(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2012", "2013", True), ("2012", "2012-06", False), ("2012-06", "2012", False),
        ("2012/..", "2020", False), ("../2012", "2013", True), ("2013", "2012/..", False), ("2011", "2012/..", True),
    ],
)  # fmt: skip
def test_before_is_said_where_it_is_certain(one: str, other: str, before: bool):
    """A date lies before another where its last day does before the other's first, and both are known."""
    assert PartialDate.read(one).is_before(PartialDate.read(other)) is before
