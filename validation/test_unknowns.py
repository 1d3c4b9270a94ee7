"""Bounds on a test as a whole against a worked example: the Herfindahl index of 3, 1 and x."""

import sys
from datetime import date
from decimal import Decimal
from math import sqrt
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from many_worlds import computed
from ports_case import HERE, MILLION, compared, finding, ports_case, result
from tertius.worlds.filling import fillings_of

DEALS = [
    ("three", "CHN", "loan", 3),
    ("one", "IND", "loan", 1),
    ("x", "JPN", "loan", None),
]
INDEX = "chn * chn + ind * ind + (1 - chn - ind) * (1 - chn - ind)"


def test_the_index_is_five_thirteenths_at_its_turning_point():
    """It is 0.625 where x is 0, has its minimum 5/13 at x = 2.5, and goes to 1 with x."""
    computation = computed(ports_case(DEALS))
    fillings = fillings_of(
        computation.fetch,
        {"engagements"},
        as_of=date(2020, 12, 31),
        since=date(2008, 1, 1),
        currency="EUR",
    )
    (number,) = range(len(fillings.unknowns))
    values = {"0": 0, "2.5": 2.5, "2.4": 2.4, "2.6": 2.6, "far": 10**8}
    worlds = {name: {number: Decimal(str(x)) * MILLION} for name, x in values.items()}
    views = computation.asked(fillings.changes(worlds), ["presence"])
    where = finding("all", measure="presence", where=HERE, expect="share > 0").wheres["presence"]

    def index(world):
        return sum(row["share"] ** 2 for row in views.rows("presence", where, world))

    assert index("0") == pytest.approx(0.625, abs=1e-12)
    assert index("2.5") == pytest.approx(5 / 13, abs=1e-12)
    assert index("2.5") < min(index("2.4"), index("2.6"))
    assert index("far") == pytest.approx(1, abs=1e-6)


def test_a_test_that_holds_at_both_ends_is_seen_to_fail_between():
    """HHI > 0.5 fails from x = 4 - 2 sqrt(3) on, though it holds at 0 and at the limit."""
    told = result(
        ports_case(DEALS), compared("hhi", f"{INDEX} > 0.5", column="share", powers=("CHN", "IND"))
    )
    assert told.verdict == "open"
    crossing = 4 - 2 * sqrt(3)
    assert f", x, exceeds EUR {int(crossing * 1000)},000;" in told.reason


def test_a_dip_that_is_narrower_than_the_grid_is_found_at_its_turning_point():
    """HHI > 0.385 fails only between x = 2.28 and x = 2.74, where no value of the grid lies."""
    told = result(
        ports_case(DEALS),
        compared("hhi", f"{INDEX} > 0.385", column="share", powers=("CHN", "IND")),
    )
    assert told.verdict == "open"
    assert "(x) exceeds EUR 2.28 million" in told.reason or "EUR 2.3" in told.reason
