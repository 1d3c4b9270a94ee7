"""Concentration against a printed worked example."""

from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from tertius.measures.dependence import concentration

NAMES = ("world", "area", "indicator", "qualifier", "sector", "stage", "period", "basis")
SHARES = pa.schema(
    [
        *((name, pa.string()) for name in (*NAMES, "counterpart")),
        ("share", pa.float64()),
        ("lower_bound", pa.bool_()),
    ]
)


def concentrated(*shares):
    blank = dict.fromkeys(NAMES, "")
    rows = [
        {**blank, "counterpart": str(n), "share": s, "lower_bound": False}
        for n, s in enumerate(shares)
    ]
    (row,) = (
        concentration.function(ibis.memtable(pa.Table.from_pylist(rows, schema=SHARES)))
        .to_pyarrow()
        .to_pylist()
    )
    return row


def test_a_worked_example():
    """Shares (.2,.3,.4,.1): HHI 0.30, normalised 0.0667, 3.333 effective partners."""
    row = concentrated(0.2, 0.3, 0.4, 0.1)
    assert row["hhi_low"] == row["hhi_high"] == pytest.approx(0.30, abs=1e-12)
    assert row["hhi_normalised"] == pytest.approx(0.0667, abs=5e-5)
    assert row["effective_partners_low"] == pytest.approx(3.333, abs=5e-4)


def test_the_bounds_hold_whoever_has_the_rest():
    """With a fifth unnamed, the index lies between that of nobody and that of one partner with it all."""
    row = concentrated(0.5, 0.3)
    low, high = Decimal("0.34"), Decimal("0.38")
    assert (row["hhi_low"], row["hhi_high"]) == (float(low), float(high))
    for parts in (1, 2, 5, 100):
        spread = low + parts * (Decimal("0.2") / parts) ** 2
        assert low <= spread <= high
    assert row["hhi_normalised"] is None
