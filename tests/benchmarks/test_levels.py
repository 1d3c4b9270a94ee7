"""The levels of certainty are worth what was measured of them."""

import sys
from pathlib import Path

import pytest

from shared_files import shared_file
from tertius.intake.citations import read_entry
from tertius.intake.citations.levels import LEVELS

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))


def test_stated_is_measured(monkeypatch):
    """Each level states the share of its readings that are right on the tagged references, to the hundredth."""
    folder = shared_file("data/reference_parsing")
    import references

    monkeypatch.setattr(references, "TAGGED", folder)
    measured = references.levels_measured()
    assert {level: round(right / told, 2) for level, (right, told) in measured.items()} == LEVELS


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "Otter, K., 2014. Two dams. Sova Review 4(2), 11–19.",
            {"author": "sure", "issued": "sure", "page": "sure", "title": "likely", "container-title": "likely"},
        ),
        ("Dams and debts in Arland", {"title": "doubtful"}),
    ],
)  # fmt: skip
def test_what_is_sure(text, levels):
    """Dates and pages are sure by their form, a container is likely by its place, what is left over is doubtful."""
    said = read_entry(text).said
    assert {name: said[name].level for name in levels} == levels
