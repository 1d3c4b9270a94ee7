"""Worlds by chance: which claims count, what amounts and days they give."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.evidence.dates import PartialDate
from tertius.sensitivity.sampler import (
    CHANCE,
    Carried,
    Span,
    chances,
    draw_amounts,
    draw_claims,
    draw_days,
    span_of,
)

MANY = range(20_000)


def carried(*rows):
    claim, origin, chance = zip(*rows, strict=True) if rows else ((), (), ())
    return Carried(
        np.array(claim, dtype=int), np.array(origin, dtype=int), np.array(chance, dtype=float)
    )


def test_the_published_table():
    """A claim counts with the probability of its information times that of its outlet."""
    assert CHANCE.information == (0.95, 0.8, 0.6, 0.3, 0.1, 0.5)
    assert CHANCE.outlets == (1, 1, 0.95, 0.8, 0.5, 0.9)
    told = chances([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])
    assert told.tolist() == pytest.approx([0.95, 0.8, 0.57, 0.24, 0.05, 0.45])


def test_another_table():
    """A case's own table takes the place of the published one."""
    sure = CHANCE.model_copy(update={"information": (1,) * 6, "outlets": (1,) * 6})
    assert chances([5], [5], table=sure).tolist() == [1]


@pytest.mark.parametrize(("information", "reliability"), [([0], [1]), ([1], [7]), ([7], [1])])
def test_grades_out_of_the_table(information, reliability):
    """A grade that the table does not have is an error, not a neighbour's probability."""
    with pytest.raises(ValueError, match="a grade is not from 1 to 6"):
        chances(information, reliability)


def test_claims_count_as_often_as_their_probability():
    """Over many worlds each claim counts in the share of them that its probability says."""
    p = np.array([0.95, 0.57, 0.05, 0, 1])
    told = draw_claims(Carried(np.arange(5), np.arange(5), p), claims=5, seed=1, worlds=MANY)
    error = np.sqrt(p * (1 - p) / len(MANY))
    assert (np.abs(told.mean(axis=0) - p) <= 4 * error).all()


def test_claims_of_different_origins_are_independent():
    """Two claims of two origins count together as often as chance says: p times q."""
    rows = carried((0, 0, 0.6), (1, 1, 0.5))
    told = draw_claims(rows, claims=2, seed=2, worlds=MANY)
    assert told.all(axis=1).mean() == pytest.approx(0.3, abs=0.015)


def test_claims_of_one_origin_are_drawn_together():
    """Within an origin a better graded claim counts wherever a worse one does, and equals count alike."""
    rows = carried((0, 0, 0.8), (1, 0, 0.3), (2, 0, 0.3), (3, 1, 0.3))
    told = draw_claims(rows, claims=4, seed=3, worlds=MANY)
    assert (told[:, 0] >= told[:, 1]).all()
    assert (told[:, 1] == told[:, 2]).all()
    assert (told[:, 1] != told[:, 3]).any()
    assert told[:, :2].all(axis=1).mean() == pytest.approx(0.3, abs=0.015)


def test_a_claim_of_several_origins_counts_where_any_lets_it():
    """Two origins fail together only by chance: 1 - (1 - p)(1 - q); a claim of none never counts."""
    rows = carried((0, 0, 0.6), (0, 1, 0.5), (1, 0, 0.6))
    told = draw_claims(rows, claims=3, seed=4, worlds=MANY)
    assert told[:, 0].mean() == pytest.approx(0.8, abs=0.015)
    assert (told[:, 0] >= told[:, 1]).all()
    assert not told[:, 2].any()


def test_nothing_to_draw():
    """No claims, and no worlds, give empty answers."""
    assert draw_claims(carried(), claims=0, seed=0, worlds=range(3)).shape == (3, 0)
    assert draw_claims(carried((0, 0, 1)), claims=1, seed=0, worlds=range(0)).shape == (0, 1)
    assert draw_amounts([], seed=0, worlds=range(2)) == [[], []]
    assert draw_days([], seed=0, worlds=range(2)).shape == (2, 0)


SPANS = [Span(Decimal(100), Decimal(200)), Span(Decimal("0.5"), Decimal("0.500002"))]
DATES = [(date(2019, 1, 1), date(2019, 12, 31)), (date(2020, 5, 5), date(2020, 5, 5))]
ROWS = carried((0, 0, 0.5), (1, 1, 0.5), (2, 2, 0.5))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_worlds_are_the_same_whatever_the_batch(sizes, seed):
    """A world is drawn the same in any batch; another seed or world gives other draws."""
    starts = np.cumsum([0, *sizes]).tolist()
    batches = [range(a, b) for a, b in pairwise(starts)]
    everything = range(starts[-1])
    counts = [draw_claims(ROWS, claims=3, seed=seed, worlds=one) for one in batches]
    assert (
        np.concatenate(counts) == draw_claims(ROWS, claims=3, seed=seed, worlds=everything)
    ).all()
    amounts = [row for one in batches for row in draw_amounts(SPANS, seed=seed, worlds=one)]
    assert amounts == draw_amounts(SPANS, seed=seed, worlds=everything)
    days = [draw_days(DATES, seed=seed, worlds=one) for one in batches]
    assert (np.concatenate(days) == draw_days(DATES, seed=seed, worlds=everything)).all()


def test_seeds_and_worlds_differ():
    """Two seeds, and two worlds of one seed, are different draws."""
    one, two = (draw_amounts(SPANS, seed=seed, worlds=range(50)) for seed in (1, 2))
    assert not {row[0] for row in one} & {row[0] for row in two}
    assert len({row[0] for row in one}) == 50


D = Decimal


@pytest.mark.parametrize(
    ("value", "low", "high", "approx", "span"),
    [
        (None, D(1), D(3), None, (D(1), D(3))),
        (D(2), D(1), D(3), "about", (D(1), D(3))),
        (D(50), None, None, "about", (D(45), D(55))),
        (D(-50), None, None, "about", (D(-55), D(-45))),
        (D(95), None, None, "about", (D("85.5"), D(100))),
        (D(120), None, None, "about", (D(108), D(132))),
        (D(50), None, None, "over", None),
        (D(50), None, None, "up_to", None),
        (D(50), None, None, None, None),
        (D(50), D(40), None, None, None),
        (None, None, D(40), None, None),
        (D(0), None, None, "about", None),
        (D(7), D(7), D(7), None, None),
        (None, None, None, "about", None),
    ],
)
def test_what_is_drawn_and_what_stays(value, low, high, approx, span):
    """A closed range and an `about` are drawn; an exact value, `over`, `up_to` and an open range stay."""
    told = span_of(value, low, high, approx, most=D(100))
    assert told == (None if span is None else Span(*span))


def test_amounts_are_uniform():
    """Over many worlds amounts spread evenly over their span, within it, to six places."""
    told = [row[0] for row in draw_amounts([Span(D(100), D(200))], seed=5, worlds=MANY)]
    assert all(D(100) <= one <= D(200) and one.as_tuple().exponent == -6 for one in told)
    tenths = np.histogram([float(one) for one in told], bins=10, range=(100, 200))[0]
    assert ((tenths - 2000) ** 2 / 2000).sum() < 27.9  # chi-squared, 9 degrees: 1 in 1,000


def test_ends_of_a_span_are_as_likely_as_its_middle():
    """Whole numbers from 1 to 3 come up a third of the time each, and so do the smallest steps."""
    spans = [Span(D(1), D(3), places=0), Span(D("0.1"), D("0.100002"))]
    told = draw_amounts(spans, seed=6, worlds=MANY)
    for place, steps in ((0, ("1", "2", "3")), (1, ("0.1", "0.100001", "0.100002"))):
        drawn = [row[place] for row in told]
        assert set(drawn) == set(map(D, steps))
        for step in steps:
            assert drawn.count(D(step)) / len(MANY) == pytest.approx(1 / 3, abs=0.015)


def test_large_amounts_are_exact():
    """Fifteen digits before the point and six behind it come out within their span."""
    span = Span(D("999999999999998.000001"), D("999999999999999.999999"))
    told = [row[0] for row in draw_amounts([span], seed=7, worlds=range(500))]
    assert all(span.low <= one <= span.high and one.as_tuple().exponent == -6 for one in told)
    assert len(set(told)) > 490


def test_days_are_uniform_within_precision():
    """A month is drawn evenly over its days, a day stays, and an open end has no day."""
    dates = [PartialDate.read(text) for text in ("2020-02", "2019-06-05", "2008/..", "../2008")]
    told = draw_days([(one.earliest, one.latest) for one in dates], seed=8, worlds=MANY)
    counts = np.unique(told[:, 0], return_counts=True)
    assert (counts[0][0], counts[0][-1]) == (
        np.datetime64("2020-02-01"),
        np.datetime64("2020-02-29"),
    )
    expected = len(MANY) / 29
    assert (
        (counts[1] - expected) ** 2 / expected
    ).sum() < 56.9  # chi-squared, 28 degrees: 1 in 1,000
    assert (told[:, 1] == np.datetime64("2019-06-05")).all()
    assert np.isnat(told[:, 2:]).all()


def test_counting_amounts_and_days_are_independent():
    """What a claim says, and when, hangs together neither with whether it counts nor with each other."""
    counts = draw_claims(carried((0, 0, 0.5)), claims=1, seed=9, worlds=MANY)[:, 0].astype(float)
    amounts = [float(row[0]) for row in draw_amounts([Span(D(0), D(1))], seed=9, worlds=MANY)]
    days = draw_days(DATES[:1], seed=9, worlds=MANY)[:, 0].astype(float)
    together = np.corrcoef([counts, amounts, days])[np.triu_indices(3, 1)]
    assert (np.abs(together) < 4 / np.sqrt(len(MANY))).all()
