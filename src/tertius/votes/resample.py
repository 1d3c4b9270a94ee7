"""How sure a measure of likeness is: roll calls drawn anew, item by item."""

from dataclasses import dataclass

import numpy as np

from tertius.votes.likeness import CAST, Likeness, likeness
from tertius.votes.rollcalls import RollCalls

DRAWS = 1000
"""So many times items are drawn anew: the ends of an interval then move by a hundredth or so."""

FEWEST = 5
"""Fewer items than this give no interval: what is drawn from four hardly differs."""

DEFINED = 0.9
"""An interval needs this share of the draws to be defined; else it would be that of the lucky ones."""


@dataclass(frozen=True)
class Interval:
    """Hold an interval that holds the middle 95 percent of draws; both ends None where there is none."""

    low: float | None
    high: float | None

    @property
    def excludes_zero(self) -> bool:
        """Return whether the interval is there and zero is not in it."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Comparison:
    """Hold how much more alike one pair votes than another, and whether that may be said."""

    difference: float | None
    interval: Interval
    items: int

    @property
    def ranks(self) -> bool:
        """Return whether one pair may be put above the other: the interval does not hold zero."""
        return self.interval.excludes_zero


def item_tables(calls: RollCalls, one: str, other: str) -> np.ndarray:
    """Return for each item of the roll calls the table (3 x 3) of two states' votes."""
    _, item = np.unique(calls.items, return_inverse=True)
    a, b = calls.column(one), calls.column(other)
    both = np.isin(a, CAST) & np.isin(b, CAST)
    tables = np.zeros((item.max(initial=-1) + 1, 3, 3))
    np.add.at(tables, (item[both], a[both] - 1, b[both] - 1), 1)
    return tables


def _weights(items: int, draws: int, seed: int) -> np.ndarray:
    """Return how often each item is drawn: (draws, items)."""
    return np.random.default_rng(seed).multinomial(items, np.full(items, 1 / items), size=draws)


def _drawn(tables: np.ndarray, weights: np.ndarray) -> Likeness:
    return likeness((weights @ tables.reshape(len(tables), 9)).reshape(-1, 3, 3))


def _interval(values: np.ndarray) -> Interval:
    defined = values[~np.isnan(values)]
    if len(defined) < DEFINED * len(values):
        return Interval(None, None)
    low, high = np.quantile(defined, (0.025, 0.975))
    return Interval(float(low), float(high))


def intervals(tables: np.ndarray, *, draws: int = DRAWS, seed: int = 1945) -> dict[str, Interval]:
    """Return an interval for every measure, from the tables of each item (items, 3, 3).

    Items without a common vote are left out before drawing.
    """
    met = tables[tables.any(axis=(1, 2))]
    names = [name for name in Likeness.__dataclass_fields__ if name != "votes"]
    if len(met) < FEWEST:
        return dict.fromkeys(names, Interval(None, None))
    drawn = _drawn(met, _weights(len(met), draws, seed))
    return {name: _interval(getattr(drawn, name)) for name in names}


def compare(
    first: np.ndarray, second: np.ndarray, measure: str, *, draws: int = DRAWS, seed: int = 1945
) -> Comparison:
    """Return by how much a measure of one pair is above another's, over the same items drawn together.

    Both are tables of each item (items, 3, 3), in the same order of items.
    """
    met = first.any(axis=(1, 2)) | second.any(axis=(1, 2))
    first, second = first[met], second[met]
    one, other = (float(getattr(likeness(t.sum(axis=0)), measure)) for t in (first, second))
    difference = None if np.isnan(one - other) else one - other
    if len(first) < FEWEST or difference is None:
        return Comparison(difference, Interval(None, None), len(first))
    weights = _weights(len(first), draws, seed)
    apart = getattr(_drawn(first, weights), measure) - getattr(_drawn(second, weights), measure)
    return Comparison(difference, _interval(apart), len(first))
