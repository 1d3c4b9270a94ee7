"""Which players have to go before an outcome changes: the smallest sets, exact or sampled.

The players of a finding are the origins it rests on, and an outcome is its verdict without some of
them. Evidence can contradict, so leaving out more can bring the first outcome back: nothing here
takes outcomes to be monotone. Many outcomes at once are cheap and one at a time is dear, so
outcomes are asked for in batches.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, islice
from math import comb
from operator import or_
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)

Evaluate = Callable[[Sequence[int]], Sequence[V]]
"""The outcome of each set of removed players; a set is a mask whose bit i stands for player i."""

BATCH = 32_768
"""At most so many outcomes are asked for at once: enough that a call costs little beside them, and
few enough for their sets to fit in memory."""

MEMORY = 200_000
"""At most so many outcomes are cached, which bounds the memory of a search; none of these is asked
for twice."""


@dataclass(frozen=True)
class Removal(Generic[V]):
    """A set of players without whom the outcome is another one, and which."""

    players: tuple[int, ...]
    outcome: V

    @property
    def mask(self) -> int:
        """The set as a mask."""
        return mask_of(self.players)


@dataclass(frozen=True)
class Smallest(Generic[V]):
    """The smallest sets of players whose removal changes the outcome, and how far was looked.

    Every set of up to `exhaustive_to` players was looked at, those aside that hold a smaller set
    that was found. `whole` says that no larger set was left to look at: then `sets` are all there
    are, and where there are none nothing changes the outcome.
    """

    sets: tuple[Removal[V], ...]
    exhaustive_to: int
    whole: bool
    worlds: int


def mask_of(players: Iterable[int]) -> int:
    """Return the mask of a set of players: bit i stands for player i."""
    return sum(1 << player for player in set(players))


def players_of(mask: int) -> tuple[int, ...]:
    """Return the players of a mask, in ascending order."""
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def grown(order: Sequence[int]) -> list[int]:
    """Return the masks of the players removed after each step of an order."""
    return list(accumulate((1 << player for player in order), or_))


def sparing(evaluate: Evaluate[V], *, batch: int = BATCH, memory: int = MEMORY) -> Evaluate[V]:
    """Return `evaluate` with a cache: each set is asked for once, in batches of a bounded size.

    The cache holds `memory` outcomes; within one call no set is asked for twice, whatever it holds.
    """
    cache: dict[int, V] = {}

    def ask(masks: Sequence[int]) -> list[V]:
        fresh = [mask for mask in dict.fromkeys(masks) if mask not in cache]
        computed: dict[int, V] = {}
        for start in range(0, len(fresh), batch):
            part = fresh[start : start + batch]
            computed.update(zip(part, evaluate(part), strict=True))
        answers = [computed[mask] if mask in computed else cache[mask] for mask in masks]
        cache.update(islice(computed.items(), max(0, memory - len(cache))))
        return answers

    return ask


def smallest_sets(
    n: int, evaluate: Evaluate[V], base: V, *, most_worlds: int, exhaustive_to: int = 2
) -> Smallest[V]:
    """Return all smallest sets of players whose removal gives another outcome than `base`.

    A set counts where no part of it changes the outcome by itself. Sets are tried by increasing
    size: all sizes up to `exhaustive_to`, and beyond it up to the first size at which one is
    found. No size is begun that could ask for more than what is left of `most_worlds`.
    """
    changing: list[Removal[V]] = []
    asked, size = 0, 0
    while size < n and (size < exhaustive_to or not changing):
        free = _free(n, changing)
        if asked + comb(len(free), size + 1) > most_worlds:
            break
        size += 1
        for removals in _outcomes(_candidates(free, size, changing), evaluate):
            asked += len(removals)
            changing += [removal for removal in removals if removal.outcome != base]
    whole = _none_left(n, size, changing)
    return Smallest(tuple(changing), n if whole else size, whole, asked)


def _none_left(n: int, size: int, changing: Sequence[Removal[V]]) -> bool:
    """Return whether every larger set contains a changing one; False too where that takes too long.

    No part of a set without a changing one contains one, so checking the next size suffices.
    """
    free = _free(n, changing)
    if comb(len(free), size + 1) * len(changing) > MEMORY:
        return False
    return next(_candidates(free, size + 1, changing), None) is None


def _free(n: int, changing: Iterable[Removal[V]]) -> list[int]:
    """Return the players that do not change the outcome alone: others stand in no larger set."""
    alone = {removal.players[0] for removal in changing if len(removal.players) == 1}
    return [player for player in range(n) if player not in alone]


def _candidates(
    free: Sequence[int], size: int, changing: Sequence[Removal[V]]
) -> Iterator[tuple[int, ...]]:
    """Yield the sets of a size that contain no changing set, in lexicographic order."""
    smaller = [removal.mask for removal in changing if len(removal.players) > 1]
    for players in combinations(free, size):
        mask = mask_of(players) if smaller else 0
        if not any(mask & other == other for other in smaller):
            yield players


def _outcomes(sets: Iterator[tuple[int, ...]], evaluate: Evaluate[V]) -> Iterator[list[Removal[V]]]:
    """Yield each set with its outcome, a list for each batch."""
    while part := list(islice(sets, BATCH)):
        outcomes = evaluate([mask_of(players) for players in part])
        yield [Removal(*pair) for pair in zip(part, outcomes, strict=True)]
