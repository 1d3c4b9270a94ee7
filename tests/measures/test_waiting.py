"""How long promises wait: the law of the shares, and when there is no curve."""

from collections import Counter

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertius.measures.waiting import FEWEST, curves, delivery_times

SPANS = pa.schema([("group", pa.string()), ("days", pa.int64()), ("event", pa.string())])
EVENTS = st.sampled_from(["delivered", "ended", "open"])
PLACED = pa.schema(
    [
        *((name, pa.string()) for name in ("world", "host", "power", "sector", "engagement")),
        ("outcome", pa.string()),
        *(
            (f"{step}_{end}", pa.date32())
            for step in ("promised", "delivered", "ended")
            for end in ("first", "last")
        ),
        ("confirmed", pa.date32()),
    ]
)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), EVENTS), min_size=1, max_size=40)
)
def test_delivered_ended_and_open_always_add_up_to_one(spans):
    """At every time of every group the three shares are shares and sum to 1."""
    rows = [{"group": g, "days": d, "event": e} for g, d, e in spans]
    found = curves(ibis.memtable(pa.Table.from_pylist(rows, schema=SPANS)), ("group",)).execute()
    for row in found.to_dict("records"):
        parts = [row["delivered_share"], row["ended_share"], row["open_share"]]
        assert sum(parts) == pytest.approx(1, abs=1e-12)
        assert all(-1e-12 <= part <= 1 + 1e-12 for part in parts)
    latest = {g: max(d for other, d, _ in spans if other == g) for g, _, _ in spans}
    last_events = {g: Counter(e for o, d, e in spans if (o, d) == (g, latest[g])) for g in latest}
    for row in found.to_dict("records"):
        if row["days"] == latest[row["group"]] and not last_events[row["group"]]["open"]:
            assert row["open_share"] == 0


def promises(*spans):
    """Promises of one power in one sector: an outcome, and the dates of promise and end as ISO text."""
    rows = []
    for n, (outcome, promised, end) in enumerate(spans):
        first, last = promised if isinstance(promised, tuple) else (promised, promised)
        row = dict.fromkeys(PLACED.names)
        row |= {"world": "", "host": "SRB", "power": "CHN", "sector": "rail"}
        row |= {"engagement": f"deed-{n}", "outcome": outcome}
        row |= {"promised_first": day(first), "promised_last": day(last)}
        step = {"delivered": "delivered", "cancelled": "ended"}.get(outcome)
        if step:
            row |= {f"{step}_first": day(end), f"{step}_last": day(end)}
        else:
            row["confirmed"] = day(end)
        rows.append(row)
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=PLACED))
    found = delivery_times.function(table).execute().astype(object)
    return found.where(found.notna(), None).to_dict("records")


def day(text):
    from datetime import date

    return date.fromisoformat(text) if text else None


FIVE = (
    ("delivered", "2010-01-01", "2010-01-11"),
    ("delivered", "2010-01-01", "2010-01-11"),
    ("cancelled", "2011-01-01", "2011-01-21"),
    ("signed", "2012-01-01", "2012-01-31"),
    ("started", "2012-01-01", "2012-02-10"),
)


def test_a_curve_counted_by_hand():
    """Two of five delivered after 10 days, one of the three left cancelled after 20, two still open."""
    rows = [r for r in promises(*FIVE) if r["dating"] == "middle"]
    shown = [
        (r["days"], r["at_risk"], r["delivered_share"], r["ended_share"], r["open_share"])
        for r in sorted(rows, key=lambda r: r["days"])
    ]
    expected = [
        (10, 5, 0.4, 0, 0.6),
        (20, 3, 0.4, 0.2, 0.4),
        (30, 2, 0.4, 0.2, 0.4),
        (40, 1, 0.4, 0.2, 0.4),
    ]
    assert [row[:2] for row in shown] == [row[:2] for row in expected]
    for found, wanted in zip(shown, expected, strict=True):
        assert found[2:] == pytest.approx(wanted[2:], abs=1e-12)


def test_partial_dates_bound_the_waits():
    """A promise of some day in January 2010, kept on 1 March, waited 29 to 59 days."""
    spans = (("delivered", ("2010-01-01", "2010-01-31"), "2010-03-01"), *FIVE[1:])
    rows = promises(*spans)
    longest = {name: max(r["days"] for r in rows if r["dating"] == name) for name in DATINGS}
    assert longest == {"shortest": 40, "middle": 44, "longest": 59}
    assert 29 in {r["days"] for r in rows if r["dating"] == "shortest"}


DATINGS = ("shortest", "middle", "longest")


def test_too_few_promises_make_no_curve():
    """With four dated promises there is one row that says why there is no curve."""
    (row,) = promises(*FIVE[:-1], ("signed", None, "2013-01-01"))
    assert row["days"] is None
    assert (row["promises"], row["undated"]) == (5, 1)
    assert row["refused"] == f"4 dated promises; a curve takes {FEWEST}"


def test_promises_that_are_all_open_make_no_curve():
    """Where nothing was delivered or ended yet, there is nothing to show a curve of."""
    (row,) = promises(*[("signed", "2012-01-01", "2013-01-01")] * 5)
    assert row["refused"] == "none of the dated promises was delivered or ended"


def test_what_is_open_counts_until_a_source_last_confirms_it():
    """An open promise leaves the curve at its last confirmation, and a later day is not at risk."""
    rows = promises(*FIVE)
    assert max(r["days"] for r in rows) == 40
