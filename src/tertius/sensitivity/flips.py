"""Which smallest sets of origins change a verdict when they are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tertius.findings.confidence import Fragility
from tertius.findings.judge import Verdict
from tertius.findings.outcome import Outcome
from tertius.inputs.grading import LOST
from tertius.language.told import gettext, ngettext
from tertius.sensitivity.minimal_sets import Evaluate, Removal, players_of, smallest_sets
from tertius.sensitivity.sampling import Sampled, sampled_sets

ASPECTS = ("leader", "sign", "rank")
"""What of a finding's numbers can turn while the verdict stays."""


@dataclass(frozen=True)
class Flip:
    """A set of origins whose removal changes the verdict, and to what."""

    origins: tuple[str, ...]
    verdict: Verdict
    state: str | None = None


@dataclass(frozen=True)
class Depth:
    """How far a search goes where no single origin and no pair changes a finding."""

    exact_to: int
    """With up to so many origins every set is tried, by size, until one changes the finding."""
    most_worlds: int
    """With more, larger sets are tried by size as long as they take no more worlds than these."""
    orders: int
    """Random orders of removal where not all sets could be tried."""
    only_least: bool = False
    """Whether pairs are tried only where no single origin changes the finding."""

    def worlds(self, origins: int) -> int:
        """Return how many worlds may be computed for sets of more than two of so many origins."""
        return 1 << origins if origins <= self.exact_to else self.most_worlds


PAIRS = Depth(0, 0, 0)
"""Every single origin and every pair, and nothing beyond."""

LEAST = Depth(0, 0, 0, only_least=True)
"""As far as it takes to say how many origins change a finding, one or two, and which do so alone."""

DEEP = Depth(20, 4_000, 20)
"""All sets of 20 origins are a million, which takes minutes; 4,000 worlds are one batch
(`outcomes.AT_ONCE`). Where 20 orders change nothing, fewer than 15 percent of the sets of a size
do, by the rule of three."""

SEED = 20_201_231
"""Fixed, so that one case always gives one answer."""


@dataclass(frozen=True)
class FlipSearch:
    """What was found on which sets of origins change a finding."""

    flips: tuple[Flip, ...]
    fragility: Fragility
    players: tuple[str, ...]
    """The origins that bear on it."""
    exhausted: int
    """Up to this size every set of them was tried."""
    sampled: Sampled[tuple[Verdict, str | None]] | None
    """What random orders of removal found, where larger sets were not all tried."""
    turns: Mapping[str, tuple[tuple[str, ...], ...]]
    """By leader, sign and rank, the smallest sets that change it: of one origin, or of two."""

    @property
    def tried(self) -> str:
        """How far the search went, in a sentence."""
        count = len(self.players)
        if count == 0:
            return gettext("No origin bears on it, so leaving origins out cannot change it.")
        if count == 1:
            return gettext("One origin bears on it, and it was left out.")
        if self.exhausted == count:
            return ngettext(
                "{count} origins bear on it, and every set of them was left out.",
                "{count} origins bear on it, and every set of them was left out.",
                count,
            )
        if self.exhausted == 1:
            return ngettext(
                "{count} origins bear on it, and each of them was left out; larger sets were not.",
                "{count} origins bear on it, and each of them was left out; larger sets were not.",
                count,
            )
        if self.exhausted == 2:
            return ngettext(
                "{count} origins bear on it, and each of them and every two of them was left out; larger sets were not.",
                "{count} origins bear on it, and each of them and every two of them was left out; larger sets were not.",
                count,
            )
        return ngettext(
            "{count} origins bear on it, and every set of up to {size} of them was left out; larger sets were not.",
            "{count} origins bear on it, and every set of up to {size} of them was left out; larger sets were not.",
            count,
            size=self.exhausted,
        )


def search(
    players: Sequence[str], ask: Evaluate[Outcome], base: Outcome, depth: Depth = PAIRS
) -> FlipSearch:
    """Return the smallest sets of origins that change a finding, and how far they were sought.

    `players` are the origins that bear on the finding, `ask` gives its outcomes without sets of
    them. Notes whose text is lost may share an origin with any other, so where no single origin
    changes the finding, each is tried together with all lost notes too. That bounds the fragility
    from below: at 1 where one of these sets changes the finding, else at 2.
    """
    n = len(players)
    verdicts = _verdicts(ask)
    alone = [1 << place for place in range(n)]
    lost = sum(1 << place for place, name in enumerate(players) if name.startswith(LOST))
    flipped = any(there != base.told for there in verdicts(alone))
    doubtful = [] if flipped or not lost else [lost, *(lost | mask for mask in alone)]
    is_enough = flipped and depth.only_least
    pairs = [] if is_enough else [one | other for one, other in combinations(alone, 2)]
    ask([*doubtful, *pairs])
    smallest = smallest_sets(
        n,
        verdicts,
        base.told,
        most_worlds=n + len(pairs) + depth.worlds(n),
        exhaustive_to=1 if is_enough else 2,
    )
    sampled = None
    if depth.orders and not smallest.sets and not smallest.whole:
        sampled = sampled_sets(n, verdicts, base.told, orders=depth.orders, seed=SEED)
    sets = list(smallest.sets)
    if sampled and sampled.smallest:
        sets.append(sampled.smallest)
    return FlipSearch(
        flips=tuple(_flip(players, removal) for removal in sets),
        fragility=_fragility(
            sizes=[len(removal.players) for removal in sets],
            untried=smallest.exhaustive_to + 1,
            has_lost=bool(lost),
            may_be_one=any(there != base.told for there in verdicts(doubtful)),
        ),
        players=tuple(players),
        exhausted=smallest.exhaustive_to,
        sampled=sampled,
        turns={
            aspect: tuple(_named(players, mask) for mask in masks)
            for aspect in ASPECTS
            if (masks := _turning(aspect, ask, base, alone, pairs))
        },
    )


def _verdicts(ask: Evaluate[Outcome]) -> Evaluate[tuple[Verdict, str | None]]:
    return lambda masks: [outcome.told for outcome in ask(masks)]


def _fragility(
    *, sizes: Sequence[int], untried: int, has_lost: bool, may_be_one: bool
) -> Fragility:
    """Return the bounds on the size of the smallest set of origins that changes a finding."""
    smallest = min(sizes, default=None)
    if smallest == 1:
        return Fragility(1, 1)
    if has_lost:
        return Fragility(1 if may_be_one else 2, smallest)
    sure = max(untried, 2)
    return Fragility(sure if smallest is None else min(sure, smallest), smallest)


def _turning(
    aspect: str,
    ask: Evaluate[Outcome],
    base: Outcome,
    alone: Sequence[int],
    pairs: Sequence[int],
) -> list[int]:
    """Return the masks of the single origins, else of the pairs, without which an aspect differs.

    An aspect that is unknown without them does not count as a different one.
    """
    mine = getattr(base, aspect)
    for masks in (alone, pairs) if mine else ():
        there = [getattr(outcome, aspect) for outcome in ask(masks)]
        turned = [mask for mask, it in zip(masks, there, strict=True) if it and it != mine]
        if turned:
            return turned
    return []


def _flip(players: Sequence[str], removal: Removal[tuple[Verdict, str | None]]) -> Flip:
    return Flip(_named(players, removal.mask), *removal.outcome)


def _named(players: Sequence[str], mask: int) -> tuple[str, ...]:
    return tuple(players[place].removeprefix(LOST) for place in players_of(mask))
