"""Which smallest sets of origins change a verdict when they are left out.

Evidence can contradict, so verdicts are not monotone: leaving more out can bring a verdict back, and
a finding can begin to hold. Sets are therefore tried one by one, by increasing size.
"""

from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from tertius.findings.confidence import Fragility
from tertius.findings.judge import Judgement, Verdict
from tertius.weigh import LOST

Origins = frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """What a finding comes to in one world: its verdict, and of its numbers what a reader would notice."""

    verdict: Verdict
    state: str | None = None
    leader: tuple[str | None, ...] = ()
    """Whom its values name, such as who leads."""
    sign: tuple[int | None, ...] = ()
    """Whether each number is below, at or above zero; None where it is unknown."""
    rank: tuple[int | None, ...] = ()
    """The place of each named value among the others, the largest being 1."""

    @property
    def told(self) -> tuple[Verdict, str | None]:
        """The verdict and the state of the trigger."""
        return self.verdict, self.state


def outcome(judged: Judgement) -> Outcome:
    """What a judgement comes to, as far as flips look at it."""
    rows = judged.value if isinstance(judged.value, list) else [judged.value or {}]
    cells = [value for row in rows for value in row.values()]
    numbers = [v for v in cells if _is_number(v)]
    named = [v for v in rows[0].values() if _is_number(v)] if len(rows) == 1 else []
    return Outcome(
        judged.verdict,
        judged.state,
        leader=tuple(v for v in cells if v is None or isinstance(v, str)),
        sign=tuple((v > 0) - (v < 0) for v in numbers),
        rank=tuple(1 + sum(other > v for other in named) for v in named) if len(named) > 1 else (),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


ASPECTS = ("leader", "sign", "rank")
"""What of a finding's numbers can turn while the verdict stays."""


@dataclass(frozen=True)
class Flip:
    """A set of origins whose removal changes the verdict, and to what."""

    origins: tuple[str, ...]
    verdict: Verdict
    state: str | None = None


@dataclass(frozen=True)
class Search:
    """What was found on which sets of origins change a finding."""

    flips: tuple[Flip, ...]
    fragility: Fragility
    players: tuple[str, ...]
    """The origins that can matter to it."""
    exhausted: int
    """Up to this size every set of origins was tried."""
    turns: Mapping[str, tuple[Origins, ...]]
    """By leader, sign and rank, the smallest sets that change it."""


Asking = Generator[Collection[Origins], Mapping[Origins, Outcome], Search]
"""A search that asks for the outcomes without some sets of origins, and ends with what it found."""

MOST_WORLDS = 6_000
"""A finding asks for no more worlds than these, beyond single origins and pairs."""


def search(base: Outcome, alone: Mapping[str, Outcome], *, always: int = 2) -> Asking:
    """The smallest sets of origins that change a finding, by increasing size.

    `alone` has the origins that can matter, each with the outcome without it. All sets up to size
    `always` are tried; then larger ones as long as none was found and they take no more than
    MOST_WORLDS. Notes whose text is lost may share an origin with any other, so where no single
    origin changes the finding, each is tried together with all of them too. That bounds the
    fragility from below: at 1 where one of these sets changes it, else at 2.
    """
    lost = frozenset(name for name in alone if name.startswith(LOST))
    order = sorted(alone)
    told = {frozenset([name]): there for name, there in alone.items()}
    found = {each: there for each, there in told.items() if there.told != base.told}
    least = 1 if found else None
    exhausted = min(1, len(order))
    while exhausted < min(always, len(order)) or (not found and exhausted < len(order)):
        sizes = range(exhausted + 1, max(always, exhausted + 1) + 1)
        sets = [frozenset(s) for size in sizes for s in combinations(order, size)]
        if exhausted >= always and len(told) + len(sets) > MOST_WORLDS:
            break
        asked = {each for each in sets if not _holds_any(each, found)}
        doubtful = _with(lost, told) if exhausted == 1 and not found else set()
        there = yield asked | doubtful
        if any(there[each].told != base.told for each in doubtful):
            least = 1
        told |= {each: there[each] for each in asked}
        for each in sorted(asked, key=len):
            if told[each].told != base.told and not _holds_any(each, found):
                found[each] = told[each]
        exhausted = min(sizes[-1], len(order))
    smallest = min(map(len, found), default=None)
    certain = 2 if lost else smallest or max(exhausted + 1, 2)
    return Search(
        flips=tuple(_as_flips(found)),
        fragility=Fragility(least or min(certain, smallest or certain), smallest),
        players=tuple(order),
        exhausted=exhausted,
        turns={aspect: found for aspect in ASPECTS if (found := _smallest(aspect, told, base))},
    )


def _smallest(aspect: str, told: Mapping[Origins, Outcome], base: Outcome) -> tuple[Origins, ...]:
    """The smallest sets that change an aspect which both worlds have."""
    mine = getattr(base, aspect)
    turning = [s for s, there in told.items() if (it := getattr(there, aspect)) and it != mine]
    size = min(map(len, turning), default=0)
    return tuple(sorted((s for s in turning if mine and len(s) == size), key=sorted))


def _with(lost: Origins, sets: Iterable[Origins]) -> set[Origins]:
    """The sets together with all lost notes, and the lost notes alone; nothing where none is lost."""
    return {lost, *(each | lost for each in sets if not each & lost)} if lost else set()


def _holds_any(candidate: Origins, found: Iterable[Origins]) -> bool:
    return any(smaller <= candidate for smaller in found)


def _as_flips(found: Mapping[Origins, Outcome]) -> Iterable[Flip]:
    named = [
        Flip(tuple(sorted(name.removeprefix(LOST) for name in origins)), there.verdict, there.state)
        for origins, there in found.items()
    ]
    return sorted(named, key=lambda flip: (len(flip.origins), flip.origins))
