"""How sure likeness is, and what may be ranked."""

import numpy as np
import pytest

from tertius.votes.resample import compare, intervals, item_tables
from tertius.votes.rollcalls import RollCalls


def calls(ballots, items):
    """Return roll calls of states a, b and c, in packages."""
    ballots = np.asarray(ballots, dtype=np.int8)
    order = np.arange(len(ballots))
    return RollCalls(order, order * 0 + 1, order, np.asarray(items), ("a", "b", "c"), ballots)


def test_tables_of_items():
    """Votes of one item stand in one table; an absence stands in none."""
    found = item_tables(calls([[1, 1, 1], [1, 3, 1], [8, 1, 1], [2, 1, 1]], [4, 4, 4, 9]), "a", "b")
    assert found.tolist() == [[[1, 0, 1], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [1, 0, 0], [0, 0, 0]]]


def test_items_are_drawn_whole():
    """Twenty roll calls in two packages give no interval: they are two pieces of evidence, not twenty."""
    alike, apart = [1, 1, 1], [1, 3, 1]
    packages = calls([alike] * 10 + [apart] * 10, [1] * 10 + [2] * 10)
    assert intervals(item_tables(packages, "a", "b"))["agreement"].low is None
    single = calls([alike] * 10 + [apart] * 10, range(20))
    found = intervals(item_tables(single, "a", "b"))["agreement"]
    # The middle 95 percent of a binomial of 20 and one half: 6 to 14 of 20.
    assert (found.low, found.high) == (pytest.approx(0.3, abs=0.05), pytest.approx(0.7, abs=0.05))


def test_no_ranking_where_the_difference_may_be_nothing():
    """A difference whose interval holds zero ranks nothing; one that every item shows does."""
    near = calls([[1, 1, 1]] * 9 + [[1, 3, 1]] + [[1, 1, 3]] * 2, range(12))
    tables = [item_tables(near, "a", other) for other in "bc"]
    close = compare(*tables, "agreement")
    assert close.difference == pytest.approx(1 / 12)
    assert not close.ranks
    far = calls([[1, 1, 3]] * 12, range(12))
    found = compare(*(item_tables(far, "a", other) for other in "bc"), "agreement")
    assert (found.difference, found.interval.low, found.ranks) == (1, 1, True)


def test_an_undefined_measure_is_not_compared():
    """Kappa of a state that always says yes with another that does is undefined, and so a comparison."""
    same = calls([[1, 1, 3]] * 12, range(12))
    found = compare(*(item_tables(same, "a", other) for other in "bc"), "kappa")
    assert (found.difference, found.ranks) == (None, False)
    assert intervals(item_tables(same, "a", "b"))["kappa"].low is None
