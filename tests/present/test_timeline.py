"""Engagements on a timeline: what is uncertain is drawn as such, and nothing beyond what is stated."""

import re
from datetime import date

import pytest

from tertius.evidence.dates import PartialDate
from tertius.present import vega
from tertius.present.timeline import Span, parts_of, timeline

PARTS = {
    ("2013-05-04", None): [("stood", date(2013, 5, 4), date(2013, 5, 4))],
    ("2013", None): [("may have begun", date(2013, 1, 1), date(2013, 12, 31))],
    ("2013-05-04", "2015-02-03"): [
        ("stood", date(2013, 5, 4), date(2013, 5, 4)),
        ("stood", date(2013, 5, 4), date(2015, 2, 3)),
    ],
    ("2013", "2015"): [
        ("may have begun", date(2013, 1, 1), date(2013, 12, 31)),
        ("stood", date(2013, 12, 31), date(2015, 1, 1)),
        ("may have ended", date(2015, 1, 1), date(2015, 12, 31)),
    ],
    ("2013", "2013"): [
        ("may have begun", date(2013, 1, 1), date(2013, 12, 31)),
    ],
}


@pytest.mark.parametrize("dates", PARTS)
def test_the_parts_of_a_span(dates):
    """A beginning or end in a span of days is a part of its own; without an end none is drawn."""
    start, until = dates
    span = Span(
        "A loan", "China", "", PartialDate.read(start), PartialDate.read(until) if until else None
    )
    assert list(parts_of(span)) == PARTS[dates]


def test_what_was_over_before_the_axis_is_left_to_the_table():
    """A treaty of 1774 takes no room from what is drawn, and is counted; a long name is not cut."""
    name = "Ukrainian Orthodox Church seeks independence from the Russian Orthodox Church"
    spans = [
        Span("A treaty", "Russia", "", PartialDate.read("1774"), None),
        Span(name, "Russia", "", PartialDate.read("2018"), None),
        Span("Gas", "Russia", "", PartialDate.read("1970"), PartialDate.read("2012")),
    ]
    drawing = timeline(spans, (1988, 2020), {"Russia": "#a00"})
    words = re.findall(r">([^<>]+)</t", vega.drawn(drawing))
    assert "Gas" in words
    assert "A treaty" not in words
    assert name in " ".join(words)
    assert drawing.says == (
        "2 engagements from 1988 on; the table below has each, and 1 that was over before."
    )
    assert timeline(spans[:1], (1988, 2020), {"Russia": "#a00"}) is None


def test_what_is_known_is_more_visible_than_what_is_not():
    """A day is a mark in full colour, as large as the paler bar of a year; a month is as good as a day."""
    spans = [
        Span("To the day", "Russia", "day.html", PartialDate.read("2013-05-04"), None),
        Span("To the month", "Russia", "month.html", PartialDate.read("2013-05"), None),
        Span("To the year", "Russia", "year.html", PartialDate.read("2013"), None),
    ]
    markup = vega.drawn(timeline(spans, (1988, 2020), {"Russia": "#aa0000"}))
    marks = r'xlink:href="(\w+).html"[^>]*><path[^>]*fill="#aa0000"[^>]*?(?: opacity="([\d.]+)")?[^>]*?/>'
    assert {name: float(dark or 1) for name, dark in re.findall(marks, markup)} == {
        "day": 1.0,
        "month": 1.0,
        "year": 0.4,
    }


def test_a_keyboard_stops_once_at_an_engagement():
    """Of the parts of a row that lead to its page one is reached by the keyboard, and is named whole."""
    name = "Ukrainian Orthodox Church seeks independence from the Russian Orthodox Church"
    span = Span(name, "Russia", "a.html", PartialDate.read("2001"), PartialDate.read("2009"))
    markup = vega.drawn(timeline([span], (1988, 2020), {"Russia": "#aa0000"}))
    links = re.findall(r'<a [^>]*xlink:href="a.html">', markup)
    assert len(links) > 2
    assert sum('tabindex="-1"' not in link for link in links) == 1
    assert f'aria-label="name: {name}; power: Russia"' in markup
