"""Engagements on a timeline: what is uncertain is drawn as such, and nothing beyond what is stated."""

from datetime import date

import pytest

from tertius.evidence.dates import PartialDate
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
    assert {row["name"] for row in drawing.chart.to_dict()["data"]["values"]} == {name, "Gas"}
    assert drawing.says == (
        "2 engagements from 1988 on; the table below has each, and 1 that was over before."
    )
    assert drawing.chart.to_dict()["config"]["padding"]["right"] == 6 * len(name) - 270
    assert timeline(spans[:1], (1988, 2020), {"Russia": "#a00"}) is None
