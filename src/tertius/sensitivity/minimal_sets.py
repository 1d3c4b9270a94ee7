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
"""The outcome of each set of removed players, a set being a number whose bit i says player i."""

BATCH = 32_768
"""At most so many outcomes are asked for at once."""

MEMORY = 200_000
"""At most so many outcomes are kept, so that none of these is asked for twice."""


@dataclass(frozen=True)
class Removal(Generic[V]):
    """A set of players without whom the outcome is another one, and which."""

    players: tuple[int, ...]
    outcome: V

    @property
    def mask(self) -> int:
        """The set as a number."""
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
    """A set of players as a number: bit i says player i."""
    return sum(1 << player for player in set(players))


def players_of(mask: int) -> tuple[int, ...]:
    """The players of a set that is given as a number, in order."""
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def grown(order: Sequence[int]) -> list[int]:
    """The sets that removing players in an order leaves removed, step by step."""
    return list(accumulate((1 << player for player in order), or_))


def sparing(evaluate: Evaluate[V], *, batch: int = BATCH, memory: int = MEMORY) -> Evaluate[V]:
    """The same outcomes, asked for once a set and in batches of a bounded size."""
    known: dict[int, V] = {}

    def ask(masks: Sequence[int]) -> list[V]:
        fresh = [mask for mask in dict.fromkeys(masks) if mask not in known]
        told: dict[int, V] = {}
        for start in range(0, len(fresh), batch):
            part = fresh[start : start + batch]
            told.update(zip(part, evaluate(part), strict=True))
        answers = [told[mask] if mask in told else known[mask] for mask in masks]
        known.update(islice(told.items(), max(0, memory - len(known))))
        return answers

    return ask


def smallest_sets(
    n: int, evaluate: Evaluate[V], base: V, *, most_worlds: int, exhaustive_to: int = 2
) -> Smallest[V]:
    """All smallest sets of players whose removal gives another outcome than `base`.

    A set counts where no part of it changes the outcome by itself. Sets are tried by increasing
    size: all sizes up to `exhaustive_to`, and beyond it up to the first size at which one is
    found. No size is begun that could ask for more than what is left of `most_worlds`.
    """
    found: list[Removal[V]] = []
    asked, size = 0, 0
    while size < n and (size < exhaustive_to or not found):
        free = _free(n, found)
        if asked + comb(len(free), size + 1) > most_worlds:
            break
        size += 1
        for removals in _outcomes(_candidates(free, size, found), evaluate):
            asked += len(removals)
            found += [removal for removal in removals if removal.outcome != base]
    whole = _none_left(n, size, found)
    return Smallest(tuple(found), n if whole else size, whole, asked)


def _none_left(n: int, size: int, found: Sequence[Removal[V]]) -> bool:
    """Whether every larger set holds one that was found; False also where telling takes too long.

    A set that holds none has no part that holds one, so the next size tells of all.
    """
    free = _free(n, found)
    if comb(len(free), size + 1) * len(found) > MEMORY:
        return False
    return next(_candidates(free, size + 1, found), None) is None


def _free(n: int, found: Iterable[Removal[V]]) -> list[int]:
    """The players that do not change the outcome alone: only they can stand in a larger set."""
    alone = {removal.players[0] for removal in found if len(removal.players) == 1}
    return [player for player in range(n) if player not in alone]


def _candidates(
    free: Sequence[int], size: int, found: Sequence[Removal[V]]
) -> Iterator[tuple[int, ...]]:
    """The sets of a size that hold no set already found, in order."""
    smaller = [removal.mask for removal in found if len(removal.players) > 1]
    for players in combinations(free, size):
        mask = mask_of(players) if smaller else 0
        if not any(mask & other == other for other in smaller):
            yield players


def _outcomes(sets: Iterator[tuple[int, ...]], evaluate: Evaluate[V]) -> Iterator[list[Removal[V]]]:
    """Each set with its outcome, a batch at a time."""
    while part := list(islice(sets, BATCH)):
        outcomes = evaluate([mask_of(players) for players in part])
        yield [Removal(*pair) for pair in zip(part, outcomes, strict=True)]
