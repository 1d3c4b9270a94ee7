"""Sets of players whose removal changes an outcome, sought by chance where all are too many."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from tertius.sensitivity.minimal_sets import (
    BATCH,
    Evaluate,
    Removal,
    grown,
    mask_of,
    players_of,
    sparing,
)

V = TypeVar("V", bound=Hashable)

PROVEN = 10
"""Of a set of up to so many players every part is looked at: 1,022 parts at the most, which one
batch computes; each player more would double them."""


@dataclass(frozen=True)
class Sampled(Generic[V]):
    """The smallest set found by removing players in random orders, and what the sample rules out.

    `smallest` is None where no order changed the outcome; otherwise its size is an upper bound on
    that of the smallest set there is. With `minimal` every part of it was looked at and keeps the
    outcome; without, only the parts that lack one player. `changing` counts, for each size, the
    orders whose first so many players change the outcome: they are a random set of that size.
    """

    n: int
    orders: int
    smallest: Removal[V] | None
    minimal: bool
    changing: tuple[int, ...]
    worlds: int

    def most(self, size: int) -> float | None:
        """Return the 95 percent bound on the share of sets of a size that change the outcome.

        None where a set of that size did.
        """
        return None if self.changing[size - 1] else rule_of_three(self.orders)

    def said(self, size: int) -> str:
        """Return what the sample says of the sets of one size, with its error, in a sentence."""
        drawn = f"of {self.orders:,} random sets of {size} out of {self.n}"
        bound = self.most(size)
        if bound is None:
            return f"{self.changing[size - 1]:,} {drawn} changed the outcome."
        return (
            f"None {drawn} changed the outcome, so fewer than {100 * bound:.3g} percent of all"
            " such sets do, at 95 percent."
        )


def rule_of_three(trials: int) -> float:
    """Return the 95 percent bound on the share of what never came up in so many trials.

    3 / trials: Hanley and Lippman-Hand, JAMA 249 (1983), 1743-1745. The exact bound,
    1 - 0.05 ** (1 / trials), is a little lower.
    """
    return min(1.0, 3 / trials) if trials else 1.0


def sampled_sets(n: int, evaluate: Evaluate[V], base: V, *, orders: int, seed: int) -> Sampled[V]:
    """Return the smallest set of players found whose removal gives another outcome than `base`.

    Players are removed in random orders. In each the first set that changes the outcome is shrunk,
    a player at a time, until every one of the rest is needed; of a set that is small enough all
    parts are then looked at too, because a part can change what the set without one does not.
    Repeats exactly for the same seed.
    """
    asked = 0

    def counting(masks: Sequence[int]) -> Sequence[V]:
        nonlocal asked
        asked += len(masks)
        return evaluate(masks)

    ask = sparing(counting)
    changing = np.zeros(n, dtype=np.int64)
    best: Removal[V] | None = None
    for prefixes in _prefixes(n, orders, seed):
        outcomes = ask([mask for order in prefixes for mask in order])
        differs = np.array([outcome != base for outcome in outcomes], dtype=bool)
        differs = differs.reshape(len(prefixes), n)
        changing += differs.sum(axis=0)
        starts = [
            order[int(row.argmax())]
            for order, row in zip(prefixes, differs, strict=True)
            if row.any()
        ]
        shrunk = _shrink(sorted(set(starts)), ask, base)
        best = _smaller([best.mask, *shrunk] if best else shrunk, ask)
    minimal = False
    if best is not None:
        best, minimal = _proven(best, ask, base)
    return Sampled(n, orders, best, minimal, tuple(int(count) for count in changing), asked)


def _prefixes(n: int, orders: int, seed: int) -> Iterator[list[list[int]]]:
    """Yield the masks that each random order removes step by step, some orders at a time."""
    rng = np.random.default_rng(seed)
    together = max(1, BATCH // max(1, n))
    for start in range(0, orders if n else 0, together):
        count = min(together, orders - start)
        yield [grown(rng.permutation(n).tolist()) for _ in range(count)]


def _shrink(masks: Sequence[int], ask: Evaluate[V], base: V) -> list[int]:
    """Return each set without the players it does not need, trying one in all sets at a time."""
    now: list[int] = list(masks)
    before: list[int] = []
    while now != before:
        before = list(now)
        waiting = [list(players_of(mask)) for mask in now]
        while any(waiting):
            tried = [
                mask & ~(1 << left.pop()) if left else mask
                for mask, left in zip(now, waiting, strict=True)
            ]
            kept = zip(now, tried, ask(tried), strict=True)
            now = [less if less and outcome != base else mask for mask, less, outcome in kept]
    return now


def _smaller(masks: Sequence[int], ask: Evaluate[V]) -> Removal[V] | None:
    if not masks:
        return None
    players = min((players_of(mask) for mask in masks), key=lambda places: (len(places), places))
    return Removal(players, ask([mask_of(players)])[0])


def _proven(removal: Removal[V], ask: Evaluate[V], base: V) -> tuple[Removal[V], bool]:
    """Return the smallest part of a set that changes the outcome, and whether all were tried."""
    if len(removal.players) > PROVEN:
        return removal, False
    parts = [
        mask_of(player for place, player in enumerate(removal.players) if chosen >> place & 1)
        for chosen in range(1, 1 << len(removal.players))
    ]
    outcomes = ask(parts)
    changed = [mask for mask, outcome in zip(parts, outcomes, strict=True) if outcome != base]
    return _smaller(changed, ask) or removal, True
