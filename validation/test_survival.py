"""Curves of waiting times against values printed by R's `survival` 3.5-3."""

import csv
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from tertius.measures.waiting import curves

MGUS2 = Path(__file__).parent / "data" / "mgus2.csv"
SPANS = pa.schema([("group", pa.string()), ("days", pa.int64()), ("event", pa.string())])
AML = [9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161]
AML += [5, 5, 8, 8, 12, -16, 23, 27, 30, 33, 43, 45]
"""Weeks to relapse of 23 patients with leukaemia (Miller 1981); below zero, last seen then."""


def curve(spans):
    rows = [{"group": "g", "days": days, "event": event} for days, event in spans]
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=SPANS))
    found = curves(table, ("group",)).execute().sort_values("days")
    return {row["days"]: row for row in found.to_dict("records")}


def shares(found, day):
    row = found[max(d for d in found if d <= day)]
    return row["delivered_share"], row["ended_share"], row["open_share"]


@pytest.fixture(scope="module")
def mgus2():
    events = {"pcm": "delivered", "death": "ended", "censored": "open"}
    with MGUS2.open(encoding="utf-8") as file:
        return [
            (int(row["month"]), events[row["event"]])
            for row in csv.DictReader(file)
            for _ in range(int(row["patients"]))
        ]


@pytest.mark.parametrize(
    ("month", "printed"),
    [
        (60, (0.03410371, 0.3203670, 0.6455293)),
        (120, (0.06372217, 0.5318177, 0.4044601)),
        (240, (0.09981372, 0.7240280, 0.1761583)),
    ],
)
def test_competing_risks_are_those_that_r_prints(mgus2, month, printed):
    """Aalen and Johansen's shares with ties, on 1,384 patients."""
    assert shares(curve(mgus2), month) == pytest.approx(printed, rel=5e-7)


def test_taking_the_other_end_as_unknown_would_overstate_delivery(mgus2):
    """One less Kaplan and Meier with competing ends censored is twice the true share."""
    naive = curve([(m, "open" if event == "ended" else event) for m, event in mgus2])
    assert 1 - shares(naive, 240)[2] == pytest.approx(0.2095616, rel=5e-7)


def test_kaplan_meier_with_ties_is_the_textbook_one():
    """The first five steps of the leukaemia data."""
    found = curve([(abs(week), "ended" if week > 0 else "open") for week in AML])
    steps = [found[week]["open_share"] for week in (5, 8, 9, 12, 13)]
    printed = (0.9130435, 0.8260870, 0.7826087, 0.7391304, 0.6956522)
    assert steps == pytest.approx(printed, abs=5e-8)
