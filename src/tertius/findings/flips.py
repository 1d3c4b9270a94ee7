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
"""A finding asks for no more worlds than these, beyond its single origins and pairs."""


def search(base: Outcome, players: Collection[str], *, always: int = 2) -> Asking:
    """The smallest sets of origins that change a finding, by increasing size.

    All sets up to size `always` are tried; then larger ones as long as none was found and a size
    does not take more than MOST_WORLDS. Notes whose text is lost may share an origin with any
    other, so each set is tried together with all of them too: that bounds the fragility from below.
    """
    lost = frozenset(p for p in players if p.startswith(LOST))
    order = sorted(players)
    found: dict[Origins, Outcome] = {}
    turned: dict[str, list[Origins]] = {aspect: [] for aspect in ASPECTS}
    least: int | None = None
    exhausted, spent = 0, 0
    for size in range(1, len(order) + 1):
        sets = [s for s in map(frozenset, combinations(order, size)) if not _holds_any(s, found)]
        if size > always:
            if found or spent + len(sets) > MOST_WORLDS:
                break
            spent += len(sets)
        together = {s | lost for s in sets if lost and not s & lost} if least is None else set()
        if size == 1 and lost:
            together.add(lost)
        told = yield {*sets, *together}
        for each in sets:
            there = told[each]
            if there.told != base.told:
                found[each] = there
            for aspect, smallest in turned.items():
                if _differs(aspect, there, base) and (not smallest or len(smallest[0]) == size):
                    smallest.append(each)
        if least is None and (found or any(told[each].told != base.told for each in together)):
            least = size
        exhausted = size
    smallest_size = min(map(len, found), default=None)
    return Search(
        flips=tuple(_as_flips(found)),
        fragility=Fragility(least or max(exhausted + 1, 2), smallest_size),
        players=tuple(order),
        exhausted=exhausted,
        turns={aspect: tuple(sets) for aspect, sets in turned.items() if sets},
    )


def _holds_any(candidate: Origins, found: Iterable[Origins]) -> bool:
    return any(smaller <= candidate for smaller in found)


def _differs(aspect: str, there: Outcome, base: Outcome) -> bool:
    """Whether an aspect that both have is another one there."""
    mine, other = getattr(base, aspect), getattr(there, aspect)
    return bool(mine) and bool(other) and mine != other


def _as_flips(found: Mapping[Origins, Outcome]) -> Iterable[Flip]:
    named = [
        Flip(tuple(sorted(name.removeprefix(LOST) for name in origins)), there.verdict, there.state)
        for origins, there in found.items()
    ]
    return sorted(named, key=lambda flip: (len(flip.origins), flip.origins))
