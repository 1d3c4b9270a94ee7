"""What a tension is: two sides or more, where each comes from, and what does not fit."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tertius.evidence.claim import Explanation

DIGITS = 10
"""Of the hash that ends an id: 40 bits, so that in a case with ten thousand tensions two share
an id once in twenty thousand cases."""


@dataclass(frozen=True)
class Side:
    """One side of a tension: what it says, the rows that say so, their sources and places in them."""

    says: str
    rows: tuple[str, ...]
    sources: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tension:
    """Evidence that does not fit together, as one rule sees it."""

    id: str
    rule: str
    about: tuple[str, ...]
    """The rows that it touches: subjects of its claims, what they belong to, parties of both."""
    misfit: str
    """What does not fit, in one sentence."""
    sides: tuple[Side, ...]
    explanations: tuple[Explanation, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """Return every row that a side rests on, sorted."""
        return tuple(sorted({name for side in self.sides for name in side.rows}))

    def explained_by(self, explanations: Iterable[Explanation]) -> "Tension":
        """Return the tension with its explanations, the oldest first."""
        ordered = sorted(explanations, key=lambda one: (one.date, one.by))
        return replace(self, explanations=tuple(ordered))


def identify(rule: str, names: Iterable[str]) -> str:
    """Return the stable id of a tension: its rule, and a hash of the ids of rows and sources in it.

    It does not depend on the order of rows, and is another as soon as a row joins or leaves, so
    that an explanation never covers evidence that its author has not seen.
    """
    digest = hashlib.sha256("\n".join([rule, *sorted(set(names))]).encode()).hexdigest()
    return f"{rule}-{digest[:DIGITS]}"


def tension(rule: str, misfit: str, *sides: Side, about: Iterable[str]) -> Tension | None:
    """Return the tension between some sides; None where they rest on the same rows and sources.

    Nothing is in tension with itself: each side has to rest on something that no other rests on.
    """
    grounds = [frozenset((*side.rows, *(() if side.rows else side.sources))) for side in sides]
    if len(set(grounds)) < len(sides) or len(sides) < 2 or not all(grounds):
        return None
    ordered = tuple(sorted(sides, key=lambda side: (side.rows, side.sources, side.says)))
    touched = dict.fromkeys(sorted(set(about)))
    return Tension(identify(rule, set().union(*grounds)), rule, tuple(touched), misfit, ordered)
