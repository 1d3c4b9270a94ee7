"""Unknowns that are told together, and the points at which they are filled in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tertius.sensitivity.within import Edge
from tertius.worlds.unknowns import Sort, Unknown

LIMIT = Decimal(10) ** 15
"""Stands for an amount without end: a thousand times the largest deal that anybody signed, and small
enough that its square, which likeness takes, has a place in a decimal of 38 digits."""


BEYOND = 1000
"""The grid ends so many times beyond the largest known amount; LIMIT stands for what lies beyond."""


Point = tuple[Decimal, ...]
"""By group the value that its unknowns come to together."""


@dataclass(frozen=True)
class Group:
    """Unknowns of one power that change what a finding sees alike."""

    power: str
    sort: Sort
    numbers: tuple[int, ...]
    unknowns: tuple[Unknown, ...]
    ceiling: Decimal | None
    """The highest value that does not count as beyond what is known; None where nothing says."""

    @property
    def base(self) -> Decimal:
        """The value that stands for what is known: as stated, else nothing."""
        first = self.unknowns[0]
        return first.low if first.stated is None else first.stated

    @property
    def low(self) -> Decimal:
        return self.unknowns[0].low

    @property
    def high(self) -> Decimal | None:
        return self.unknowns[0].high

    def values(self, value: Decimal) -> dict[int, Decimal]:
        """Return what each of its unknowns is where they come to a value together."""
        share = value if self.sort == "years" else value / len(self.numbers)
        return dict.fromkeys(self.numbers, share)

    def points(self, count: int, smallest: Decimal, far: Decimal) -> list[Decimal]:
        """Return so many values from its least to its most, those that are told apart included."""
        if self.high is not None:
            steps = [self.low + (self.high - self.low) * n / (count - 1) for n in range(count)]
            return sorted({*steps, self.base})
        start = self.low or smallest
        far = max(far, (self.ceiling or start) * BEYOND)
        ratio = (far / start) ** (Decimal(1) / max(count - 4, 1))
        grid = [start * ratio**n for n in range(max(count - 3, 1))]
        ends = [self.low, LIMIT, *([self.ceiling] if self.ceiling is not None else [])]
        return sorted({*grid, *ends})

    def ends(self) -> list[Decimal]:
        """Return its least and its most, where it is known how high that is thought."""
        return [self.low, self.high if self.high is not None else self.ceiling or LIMIT]


def is_possible(point: Point, groups: Sequence[Group]) -> bool:
    """Return whether what shares a whole comes to no more than is left of it."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    left: dict[tuple[str, ...], Decimal] = {}
    for value, group in zip(point, groups, strict=True):
        first = group.unknowns[0]
        if first.whole:
            sums[first.whole] += value
            left[first.whole] = max(left.get(first.whole, Decimal(0)), first.high or Decimal(0))
    return all(total <= left[whole] for whole, total in sums.items())


def in_reach(point: Point, groups: Sequence[Group]) -> bool:
    """Return whether no group is beyond what it is thought to be; anything is where nothing is known."""
    return all(
        group.ceiling is None or value <= group.ceiling
        for value, group in zip(point, groups, strict=True)
    )


def farthest(point: Point, groups: Sequence[Group]) -> Decimal:
    """Return how far out a filling is, as a share of what its groups are thought to be at the most."""
    return max(
        abs(value - group.base) / (group.ceiling or LIMIT)
        for value, group in zip(point, groups, strict=True)
    )


def moved(point: Point, place: int, value: Decimal) -> Point:
    """Return a point with another value for the group at a place."""
    return (*point[:place], value, *point[place + 1 :])


def towards(base: Point, target: Point, share: Decimal) -> Point:
    """Return the point at a share of the way from one point to another."""
    return tuple(b + (t - b) * share for b, t in zip(base, target, strict=True))


@dataclass(frozen=True)
class Look:
    """What a finding comes to with a filling, and how far each of its parts is met."""

    verdict: str
    leads: tuple[float | None, ...]


@dataclass(frozen=True)
class Undone:
    """What undoes a finding: from where on, and whether within what unknowns are thought to be."""

    edges: tuple[Edge, ...]
    is_within_reach: bool
    are_joint: bool = False
