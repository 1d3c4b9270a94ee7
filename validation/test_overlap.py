"""Indices of overlap against values computed elsewhere, to the digits printed there."""

import csv
from pathlib import Path

import pytest

from profiles import compare


def test_a_worked_example():
    """Shares (.2,.3,.4,.1) and (.1,.1,.7,.1): D 0.7, Pianka 0.8608285, Morisita-Horn 0.8292683."""
    row = compare([2, 3, 4, 1], [1, 1, 7, 1])["RUS", "CHN"]
    assert row["schoener"] == pytest.approx(0.7, abs=5e-8)
    assert row["pianka"] == pytest.approx(0.8608285, abs=5e-8)
    assert row["morisita_horn"] == pytest.approx(0.8292683, abs=5e-8)


def test_field_data_gives_what_vegan_prints():
    """Two forest plots: D 0.7288229, Pianka 0.8810047, Morisita-Horn 0.8756301 (R's `vegan` 2.6-4)."""
    with (Path(__file__).parent / "data" / "bci.csv").open(encoding="utf-8") as file:
        trees = [(int(row["plot_1"]), int(row["plot_2"])) for row in csv.DictReader(file)]
    row = compare(*zip(*trees, strict=True))["RUS", "CHN"]
    assert row["schoener"] == pytest.approx(0.7288229, abs=5e-8)
    assert row["pianka"] == pytest.approx(0.8810047, abs=5e-8)
    assert row["morisita_horn"] == pytest.approx(0.8756301, abs=5e-8)
