"""How much of a verdict, or of a number, each origin carries.

A game gives a number for every set of players removed: 1 where the verdict is still the baseline's,
else 0, or a statistic such as a share. Credit divides what is lost when all are removed. It may be
negative: evidence can contradict, and an origin can stand against what the rest supports.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import factorial, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tertius.sensitivity.minimal_sets import BATCH, Evaluate, grown, mask_of, sparing
from tertius.sensitivity.sampling import rule_of_three

EXACT_TO = 12
"""Up to so many players credit is computed exactly, from 4,096 outcomes; above it is sampled, since
each player more doubles the outcomes."""

Table = NDArray[np.float64]
"""The value of a game for every set of removed players, at the number that stands for the set."""


@dataclass(frozen=True)
class Credit:
    """What each player carries, in the unit of the game's value.

    Sampled credit has an `error`, the standard error of each value over pairs of opposite orders.
    It is 0 where all orders agreed; `unseen` then says how many may still tell otherwise.
    """

    values: Mapping[str, float]
    errors: Mapping[str, float] | None = None
    method: Literal["exact", "sampled"] = "exact"
    orders: int | None = None

    @property
    def unseen(self) -> float | None:
        """Below which share of pairs of orders something lies that no pair showed, at 95 percent."""
        return None if self.orders is None else rule_of_three(self.orders // 2)


def table_of(n: int, evaluate: Evaluate[float]) -> Table:
    """Return the value of a game without each of the 2 ** n sets of players, of shape (2 ** n,)."""
    ask = sparing(evaluate, memory=0)
    return np.array(ask(range(1 << n)), dtype=np.float64)


def leave_one_out(players: Sequence[str], evaluate: Evaluate[float]) -> Credit:
    """Return what is lost without each player alone: v(all) - v(all but one).

    The loss is 0 for a player whom another can replace, however much the two carry between them.
    """
    ask = sparing(evaluate, memory=0)
    whole, *without = ask([0, *(1 << place for place in range(len(players)))])
    return Credit({name: whole - left for name, left in zip(players, without, strict=True)})


def shapley(players: Sequence[str], table: Table) -> Credit:
    """Return what each player adds on average, over all orders in which the players can come in.

    The sum over the sets S of others of |S|! (n - |S| - 1)! / n! * (v(S and i) - v(S)): Shapley, A value
    for n-person games (1953); for facts Livshits, Bertossi, Kimelfeld and Sebag, LMCS 17(3), 2021.
    The values add up to v(all) - v(none).
    """
    return owen(players, table, dict.fromkeys(players, ""))


def owen(players: Sequence[str], table: Table, group_of: Mapping[str, Hashable]) -> Credit:
    """Return what each player adds on average, over orders that keep each group together.

    Groups share first, as if each were one player, then the members of each: Owen, Values of games with a
    priori unions (1977). Over the sets Q of other groups and T of other members it is the sum of
    |Q|! (m - |Q| - 1)! / m! * |T|! (b - |T| - 1)! / b! * (v(Q and T and i) - v(Q and T)), for m groups and
    b members. With one group, or with each player a group, it is the Shapley value.
    """
    if len(table) != 1 << len(players):
        raise ValueError(f"a table of {len(table)} values is not one of {len(players)} players")
    groups = _groups(players, group_of)
    everyone = len(table) - 1
    values = {}
    for place, name in enumerate(players):
        mine = group_of[name]
        others, other_weight = _unions([mask_of(g) for key, g in groups.items() if key != mine])
        fellows, fellow_weight = _unions([1 << p for p in groups[mine] if p != place])
        removed = everyone - (others[:, None] | fellows[None, :])
        added = table[removed - (1 << place)] - table[removed]
        total = float(other_weight @ added @ fellow_weight)
        values[name] = total / (factorial(len(groups)) * factorial(len(groups[mine])))
    return Credit({name: values[name] for name in players})


def _groups(
    players: Sequence[str], group_of: Mapping[str, Hashable]
) -> dict[Hashable, tuple[int, ...]]:
    groups: dict[Hashable, tuple[int, ...]] = {}
    for place, name in enumerate(players):
        groups[group_of[name]] = (*groups.get(group_of[name], ()), place)
    return groups


def _unions(blocks: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return every union of blocks, and in how many orders just it precedes one further block."""
    masks, sizes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for block in blocks:
        masks = np.concatenate([masks, masks | block])
        sizes = np.concatenate([sizes, sizes + 1])
    count = len(blocks)
    orders = [float(factorial(k) * factorial(count - k)) for k in range(count + 1)]
    return masks, np.array(orders)[sizes]


def shapley_sampled(
    players: Sequence[str], evaluate: Evaluate[float], *, orders: int, seed: int
) -> Credit:
    """Return what each player adds on average over random orders, taken forwards and backwards.

    Castro, Gomez and Tejada, Computers & Operations Research 36 (2009), with antithetic pairs as in
    Mitchell, Cooper, Frank and Holmes, JMLR 23 (2022). Repeats exactly for the same seed.
    """
    return owen_sampled(players, evaluate, dict.fromkeys(players, ""), orders=orders, seed=seed)


def owen_sampled(
    players: Sequence[str],
    evaluate: Evaluate[float],
    group_of: Mapping[str, Hashable],
    *,
    orders: int,
    seed: int,
) -> Credit:
    """Return what each player adds on average over random orders that keep groups together.

    This is the Owen value, sampled: groups come in a random order, and so do the members of each.
    Raises ValueError for fewer than 4 orders.
    """
    pairs = orders // 2
    if pairs < 2:
        raise ValueError(f"{orders} orders give no error. Ask for 4 or more.")
    ask, rng, n = sparing(evaluate), np.random.default_rng(seed), len(players)
    groups = list(_groups(players, group_of).values())
    together = max(1, BATCH // (2 * (n + 1)))
    means = [np.zeros((0, n))]
    for start in range(0, pairs, together):
        forwards = [_order(groups, rng) for _ in range(min(together, pairs - start))]
        both = [way for order in forwards for way in (order, order[::-1])]
        means.append(_lost(both, ask).reshape(-1, 2, n).mean(axis=1))
    added = np.concatenate(means)
    errors = added.std(axis=0, ddof=1) / sqrt(pairs)
    return Credit(
        _named(players, added.mean(axis=0)), _named(players, errors), "sampled", 2 * pairs
    )


def _named(players: Sequence[str], values: Table) -> dict[str, float]:
    return dict(zip(players, values.tolist(), strict=True))


def _order(groups: Sequence[tuple[int, ...]], rng: np.random.Generator) -> list[int]:
    """Return all players in a random order in which each group stands together."""
    order: list[int] = []
    for place in rng.permutation(len(groups)):
        order += rng.permutation(groups[place]).tolist()
    return order


def _lost(orders: Sequence[Sequence[int]], ask: Evaluate[float]) -> Table:
    """Return what is lost with each player as players go in order, of shape (orders, players)."""
    n = len(orders[0])
    masks = [mask for order in orders for mask in (0, *grown(order))]
    values = np.array(ask(masks), dtype=np.float64).reshape(len(orders), n + 1)
    lost = np.empty((len(orders), n))
    np.put_along_axis(
        lost, np.array(orders, dtype=np.int64), values[:, :-1] - values[:, 1:], axis=1
    )
    return lost


def responsibility(players: Sequence[str], outcomes: Sequence[Hashable]) -> Credit:
    """Return how near each player is to deciding alone: 1 / (1 + k), or 0 where it never decides.

    k is the size of the smallest set of others without whom the outcome stays, and changes once the player
    goes too: Meliou, Gatterbauer, Moore and Suciu, PVLDB 4(1), 2010. `outcomes` has one for every set of
    removed players, at the number that stands for the set.
    """
    same = np.array([outcome == outcomes[0] for outcome in outcomes], dtype=bool)
    masks = np.arange(len(outcomes))
    values = {}
    for place, name in enumerate(players):
        without = masks[(masks >> place & 1) == 0]
        turning = without[same[without] & ~same[without | 1 << place]]
        sizes = np.bitwise_count(turning)
        values[name] = 1 / (1 + int(sizes.min())) if len(sizes) else 0.0
    return Credit(values)
