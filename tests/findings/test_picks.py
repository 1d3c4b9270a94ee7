"""Conditions that pick a row: each picks its row alone, and says no more than it takes."""

import pytest

from small_case import small_study
from tertius.findings.expression import condition
from tertius.findings.picks import picks
from tertius.measures import MEASURES


@pytest.mark.parametrize("measure", MEASURES)
def test_every_row_of_every_measure_has_a_condition_that_picks_it_alone(measure: str):
    """What is printed beside a row of the small case is met by that row and by no other."""
    rows = small_study().tables[measure]
    declared = MEASURES[measure]
    for row, where in zip(rows, picks(rows, declared.key), strict=True):
        assert where is not None, row
        picked = condition(where, declared.columns)
        assert [other for other in rows if picked(other)] == [row], where


ROWS = [
    {"host": "SRB", "power": "RUS", "days": 3, "known": True},
    {"host": "SRB", "power": "CHN", "days": None, "known": True},
    {"host": "MNE", "power": "RUS", "days": 3, "known": False},
    {"host": "MNE", "power": "it's", "days": 3, "known": False},
]


def test_the_smallest_set_of_columns_is_taken():
    """One column where one does, and of two equally small sets the one that comes first."""
    assert picks(ROWS, ("host", "power", "days", "known")) == [
        "host = 'SRB' and power = 'RUS'",
        "power = 'CHN'",
        "host = 'MNE' and power = 'RUS'",
        "power = 'it''s'",
    ]


def test_numbers_truth_and_nothing_are_told_as_they_are_written():
    """A number stands without quotes, and nothing and truth values are asked with IS."""
    assert picks(ROWS[:2], ("days",)) == ["days = 3", "days IS NULL"]
    assert picks(ROWS[1:3], ("known",)) == ["known IS TRUE", "known IS FALSE"]


def test_two_rows_of_one_key_have_no_condition():
    """Where the whole key does not tell two rows apart, no condition is made up."""
    assert picks([ROWS[0], ROWS[0], ROWS[1]], ("host", "power")) == [None, None, "power = 'CHN'"]
