"""Indices of overlap against values computed elsewhere, to the digits printed there."""

import csv
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from tertius.measures.overlap import bond_counts, chance_links, overlap

PROFILE = pa.schema(
    [
        ("world", pa.string()),
        ("host", pa.string()),
        ("sector", pa.string()),
        ("power", pa.string()),
        ("cell", pa.string()),
        ("role", pa.string()),
        ("basis", pa.string()),
        ("weight", pa.decimal128(38, 0)),
    ]
)
BOND = pa.schema(
    [
        (name, pa.string())
        for name in ("world", "host", "sector", "power", "other", "id", "item", "bond")
    ]
)


def compared(first, second):
    rows = [
        {
            "world": "",
            "host": "SRB",
            "sector": "all",
            "power": power,
            "cell": f"cell-{n}",
            "role": "lender",
            "basis": "count",
            "weight": weight,
        }
        for power, weights in (("RUS", first), ("CHN", second))
        for n, weight in enumerate(weights)
        if weight
    ]
    profiles = ibis.memtable(pa.Table.from_pylist(rows, schema=PROFILE))
    none, nothing = ibis.memtable(BOND.empty_table()), ibis.memtable(PROFILE.empty_table())
    found = overlap.function(
        nothing, profiles, bond_counts.function(none), chance_links.function(none)
    )
    return next(row for row in found.to_pyarrow().to_pylist() if row["power"] == "RUS")


def test_a_worked_example():
    """Shares (.2,.3,.4,.1) and (.1,.1,.7,.1): D 0.7, Pianka 0.8608285, Morisita-Horn 0.8292683."""
    row = compared([2, 3, 4, 1], [1, 1, 7, 1])
    assert row["schoener"] == pytest.approx(0.7, abs=5e-8)
    assert row["pianka"] == pytest.approx(0.8608285, abs=5e-8)
    assert row["morisita_horn"] == pytest.approx(0.8292683, abs=5e-8)


def test_field_data_gives_what_vegan_prints():
    """Two forest plots: D 0.7288229, Pianka 0.8810047, Morisita-Horn 0.8756301 (R's `vegan` 2.6-4)."""
    with (Path(__file__).parent / "data" / "bci.csv").open(encoding="utf-8") as file:
        trees = [(int(row["plot_1"]), int(row["plot_2"])) for row in csv.DictReader(file)]
    row = compared(*zip(*trees, strict=True))
    assert row["schoener"] == pytest.approx(0.7288229, abs=5e-8)
    assert row["pianka"] == pytest.approx(0.8810047, abs=5e-8)
    assert row["morisita_horn"] == pytest.approx(0.8756301, abs=5e-8)
