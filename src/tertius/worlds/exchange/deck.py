"""Decks that are dealt within strata: which card each unit gets in each world."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import factorial, prod
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tertius.worlds.computation import Changes

Places = NDArray[np.int64]
"""By world and unit, the place of the unit whose card it gets: of shape (worlds, units)."""


@dataclass(frozen=True)
class Stratum:
    """Units among which cards are dealt; in the baseline each unit holds the card of its own place."""

    units: tuple[Hashable, ...]
    cards: tuple[Hashable, ...]

    @property
    def deals(self) -> int:
        """The number of different deals: n! over the product of the factorials of equal cards."""
        equal = (self.cards.count(card) for card in set(self.cards))
        return factorial(len(self.cards)) // prod(map(factorial, equal))

    def every(self) -> Iterator[tuple[int, ...]]:
        """Yield each different deal once, as the place from which each unit gets its card."""
        places: dict[Hashable, list[int]] = defaultdict(list)
        for place, card in enumerate(self.cards):
            places[card].append(place)
        yield from _arrangements([*places.values()], len(self.cards))


def _arrangements(groups: Sequence[Sequence[int]], length: int) -> Iterator[tuple[int, ...]]:
    """Yield every order of places in which equal ones, which share a group, keep theirs."""
    left = [len(group) for group in groups]
    order: list[int] = []

    def deal() -> Iterator[tuple[int, ...]]:
        if len(order) == length:
            yield tuple(order)
            return
        for number, group in enumerate(groups):
            if left[number]:
                left[number] -= 1
                order.append(group[len(group) - left[number] - 1])
                yield from deal()
                order.pop()
                left[number] += 1

    yield from deal()


@dataclass(frozen=True)
class Deck:
    """Every stratum of an exchange in which dealing can change something."""

    strata: tuple[Stratum, ...]

    @property
    def units(self) -> tuple[Hashable, ...]:
        """The units of all strata, in the order of the columns of a deal."""
        return tuple(unit for stratum in self.strata for unit in stratum.units)

    @property
    def deals(self) -> int:
        """The number of different deals, all equally likely; 1 where nothing can be dealt."""
        return prod(stratum.deals for stratum in self.strata)

    def draw(self, seed: int, worlds: range) -> Places:
        """Return a random deal for each world, fixed by its number and the seed alone."""
        places = np.empty((len(worlds), len(self.units)), dtype=np.int64)
        for row, world in enumerate(worlds):
            random = np.random.default_rng((seed, world))
            start = 0
            for stratum in self.strata:
                end = start + len(stratum.units)
                places[row, start:end] = start + random.permutation(end - start)
                start = end
        return places

    def every(self) -> Places:
        """Return every different deal once, of shape (deals, units)."""
        starts = np.cumsum([0, *(len(stratum.units) for stratum in self.strata)])
        parts = [
            [[start + place for place in deal] for deal in stratum.every()]
            for start, stratum in zip(starts.tolist(), self.strata, strict=False)
        ]
        deals = [[place for part in deal for place in part] for deal in product(*parts)]
        return np.array(deals, dtype=np.int64).reshape(len(deals), len(self.units))


def decked(groups: Mapping[Hashable, Iterable[tuple[Hashable, Hashable]]]) -> Deck:
    """Return the deck of (unit, card) pairs by stratum; strata of one card dealt over are left out."""
    strata = []
    for key in sorted(groups, key=str):
        pairs = sorted(groups[key], key=lambda pair: str(pair[0]))
        if len({card for _, card in pairs}) > 1:
            units, cards = zip(*pairs, strict=True)
            strata.append(Stratum(units, cards))
    return Deck(tuple(strata))


class Exchange(Protocol):
    """A way to deal labels out anew, laid out once for all of its worlds."""

    @property
    def name(self) -> str:
        """What is dealt: powers, niches or outcomes."""

    @property
    def deck(self) -> Deck:
        """The strata among which cards are dealt."""

    def changes(self, deals: Places, names: Sequence[str]) -> Changes:
        """Return what differs in the world of each deal, under the names given."""
