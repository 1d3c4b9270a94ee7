"""How much each player carries: the laws, the printed numbers, and brute force."""

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.sensitivity.shapley import (
    EXACT_TO,
    Credit,
    leave_one_out,
    owen,
    owen_sampled,
    responsibility,
    shapley,
    shapley_sampled,
    table_of,
)

ABC = ("a", "b", "c")
S4 = ("s1", "s2", "s3", "s4")


def table(players, formula):
    """The table of a game that is worth 1 where a formula over the players who are left is true."""
    left = lambda removed: {name for i, name in enumerate(players) if not removed >> i & 1}
    return np.array([float(bool(formula(left(removed)))) for removed in range(1 << len(players))])


A_OR_BC = table(ABC, lambda has: "a" in has or {"b", "c"} <= has)
CHAIN = table(S4, lambda has: any({f"s{i}", f"s{i + 1}"} <= has for i in (1, 2, 3)))


def by_orders(players, values, group_of=None):
    """Credit as the mean over all orders, or over those that keep groups together, in fractions."""
    total, count = dict.fromkeys(players, Fraction(0)), 0
    for order in permutations(players):
        if group_of:
            seen = [group_of[name] for name in order]
            if sum(a != b for a, b in pairwise(seen)) != len(set(seen)) - 1:
                continue
        count += 1
        removed = (1 << len(players)) - 1
        for name in order:
            fewer = removed - (1 << players.index(name))
            total[name] += Fraction(values[fewer]) - Fraction(values[removed])
            removed = fewer
    return {name: value / count for name, value in total.items()}


def exactly(credit, **fractions):
    return credit.values == {name: float(Fraction(told)) for name, told in fractions.items()}


def test_printed_shapley_values():
    """The enumerated Shapley values of methods, section 8, come out to the last digit."""
    assert exactly(shapley(ABC, A_OR_BC), a="2/3", b="1/6", c="1/6")
    assert exactly(shapley(S4, CHAIN), s1="1/6", s2="1/3", s3="1/3", s4="1/6")


def test_printed_owen_values():
    """The enumerated Owen values of methods, section 8, come out to the last digit."""
    apart, together = {"a": 1, "b": 2, "c": 2}, {"a": 1, "b": 1, "c": 2}
    assert exactly(owen(ABC, A_OR_BC, apart), a="1/2", b="1/4", c="1/4")
    assert exactly(owen(ABC, A_OR_BC, together), a="3/4", b="1/4", c="0")


def test_printed_responsibility():
    """Responsibility is a half for every player of both formulas, where Shapley separates them."""
    assert exactly(responsibility(ABC, A_OR_BC.tolist()), a="1/2", b="1/2", c="1/2")
    assert exactly(responsibility(S4, CHAIN.tolist()), s1="1/2", s2="1/2", s3="1/2", s4="1/2")


def test_responsibility_of_verdicts():
    """One that decides alone has 1, one that decides once two others are gone a third, an idle one 0."""
    players = ("a", "b", "c", "idle")
    verdicts = lambda formula: ["holds" if one else "open" for one in table(players, formula)]
    alone = verdicts(lambda has: "a" in has)
    assert responsibility(players, alone).values == {"a": 1, "b": 0, "c": 0, "idle": 0}
    three = verdicts(lambda has: has & {"a", "b", "c"})
    assert exactly(responsibility(players, three), a="1/3", b="1/3", c="1/3", idle="0")


def test_responsibility_where_removal_brings_the_outcome_back():
    """A contingency has to keep the outcome by itself, so that the player is what changes it."""
    outcomes = ["holds", "open", "open", "holds"]
    assert responsibility(("a", "b"), outcomes).values == {"a": 1, "b": 1}
    outcomes = ["holds", "holds", "open", "holds"]
    assert responsibility(("a", "b"), outcomes).values == {"a": 0, "b": 1}


def test_leave_one_out():
    """Left out alone, a redundant source is worth nothing, though the two carry everything between them."""
    either = table(("a", "b", "c"), lambda has: has & {"a", "b"} and "c" in has)
    told = leave_one_out(ABC, lambda masks: [either[m] for m in masks])
    assert told == Credit({"a": 0, "b": 0, "c": 1})


numbers = st.integers(-20, 20)
games = st.integers(1, 4).flatmap(lambda n: st.lists(numbers, min_size=2**n, max_size=2**n))


def named(values):
    return tuple("abcdefgh"[: len(values).bit_length() - 1])


@given(games)
def test_shapley_is_the_mean_over_all_orders(values):
    """In any game, monotone or not, the Shapley value is the mean over every order of the players."""
    players = named(values)
    told = shapley(players, np.array(values, dtype=float)).values
    assert told == pytest.approx({k: float(v) for k, v in by_orders(players, values).items()})


@given(games, st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_owen_is_the_mean_over_orders_that_keep_groups_together(values, groups):
    """In any game and grouping, the Owen value is the mean over the orders that split no group."""
    players = named(values)
    group_of = dict(zip(players, groups, strict=False))
    told = owen(players, np.array(values, dtype=float), group_of).values
    hand = by_orders(players, values, group_of)
    assert told == pytest.approx({name: float(value) for name, value in hand.items()})


@given(games, st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_efficiency(values, groups):
    """Credit adds up to what is lost when all are removed."""
    players, game = named(values), np.array(values, dtype=float)
    for told in (
        shapley(players, game),
        owen(players, game, dict(zip(players, groups, strict=False))),
    ):
        assert sum(told.values.values()) == pytest.approx(values[0] - values[-1])


@given(st.lists(numbers, min_size=8, max_size=8))
def test_a_null_player_has_nothing(values):
    """A player without whom the value is the same, whoever else is there, gets nothing, in any grouping."""
    game = np.array(values + values, dtype=float)
    players = ("a", "b", "c", "idle")
    for group_of in (dict.fromkeys(players, 1), {"a": 1, "b": 1, "c": 2, "idle": 2}):
        assert owen(players, game, group_of).values["idle"] == 0


@given(st.lists(numbers, min_size=16, max_size=16))
def test_symmetry(values):
    """Two players that can be exchanged get the same; so do whole groups."""
    swapped = lambda m, i, j: m & ~(1 << i) & ~(1 << j) | (m >> i & 1) << j | (m >> j & 1) << i
    alike = np.array([values[m] + values[swapped(m, 0, 1)] for m in range(16)], dtype=float)
    told = shapley(("a", "b", "c", "d"), alike).values
    assert told["a"] == pytest.approx(told["b"])
    both = lambda m: swapped(swapped(m, 0, 2), 1, 3)
    groups = np.array([values[m] + values[both(m)] for m in range(16)], dtype=float)
    told = owen(("a", "b", "c", "d"), groups, {"a": 1, "b": 1, "c": 2, "d": 2}).values
    assert told["a"] + told["b"] == pytest.approx(told["c"] + told["d"])


@given(st.lists(st.tuples(numbers, numbers), min_size=16, max_size=16))
def test_additivity(pairs):
    """The credit of a sum of two games is the sum of their credits."""
    players, group_of = named(pairs), {"a": 1, "b": 1, "c": 2, "d": 3}
    one, two = np.array(pairs, dtype=float).T
    for credit in (shapley, lambda p, t: owen(p, t, group_of)):
        parts = credit(players, one).values, credit(players, two).values
        both = credit(players, one + two).values
        assert both == pytest.approx({name: parts[0][name] + parts[1][name] for name in players})


@given(games)
def test_owen_with_singletons_or_one_group_is_shapley(values):
    """Where each player is a group, and where all are one, the Owen value is the Shapley value."""
    players, game = named(values), np.array(values, dtype=float)
    whole = shapley(players, game).values
    assert owen(players, game, {name: name for name in players}).values == pytest.approx(whole)
    assert owen(players, game, dict.fromkeys(players, "all")).values == pytest.approx(whole)


def test_groups_share_as_one_player_each():
    """What a group's members get by Owen adds up to the group's Shapley value among the groups."""
    rng = np.random.default_rng(11)
    players, groups = tuple("abcdef"), (0, 0, 0, 1, 1, 2)
    game = rng.normal(size=64)
    quotient = np.array(
        [game[sum(1 << i for i in range(6) if m >> groups[i] & 1)] for m in range(8)]
    )
    among = shapley(("0", "1", "2"), quotient).values
    told = owen(players, game, dict(zip(players, groups, strict=True))).values
    for group in range(3):
        mine = sum(told[name] for name, its in zip(players, groups, strict=True) if its == group)
        assert mine == pytest.approx(among[str(group)])


def test_twelve_players():
    """A game of twelve comes out exactly: of a majority each has a twelfth, to the last digit."""
    players = tuple("abcdefghijkl")
    told = table_of(EXACT_TO, lambda masks: [float(m.bit_count() < 6) for m in masks])
    assert shapley(players, told).values == dict.fromkeys(players, 1 / 12)
    thirds = {name: place % 3 for place, name in enumerate(players)}
    assert owen(players, told, thirds).values == pytest.approx(dict.fromkeys(players, 1 / 12))


def test_a_table_of_another_size_is_refused():
    """A table that is not of these players is an error, not a wrong number."""
    with pytest.raises(ValueError, match="a table of 8 values is not one of 2 players"):
        shapley(("a", "b"), A_OR_BC)


def test_the_table_is_asked_for_in_batches():
    """Each set of removed players is asked for once, in order."""
    asked = []
    told = table_of(3, lambda masks: [asked.append(m) or A_OR_BC[m] for m in masks])
    assert asked == list(range(8))
    assert told.tolist() == A_OR_BC.tolist()


@pytest.mark.parametrize("seed", range(6))
def test_sampled_credit_is_within_its_error(seed):
    """In random games the sampled values lie within four of their errors of the exact ones."""
    rng = np.random.default_rng(seed)
    players = tuple("abcdefg")
    game = rng.normal(size=2**7).cumsum()
    evaluate = lambda masks: game[list(masks)].tolist()
    group_of = dict(zip(players, rng.integers(0, 3, 7).tolist(), strict=True))
    pairs = [
        (shapley(players, game), shapley_sampled(players, evaluate, orders=600, seed=seed)),
        (
            owen(players, game, group_of),
            owen_sampled(players, evaluate, group_of, orders=600, seed=seed),
        ),
    ]
    for exact, sampled in pairs:
        assert (sampled.method, sampled.orders, sampled.unseen) == ("sampled", 600, 0.01)
        assert sum(sampled.values.values()) == pytest.approx(game[0] - game[-1])
        for name in players:
            off = abs(sampled.values[name] - exact.values[name])
            assert off <= 4 * sampled.errors[name] + 1e-9
            assert sampled.errors[name] < 0.2 * np.ptp(game)


def test_errors_are_of_the_right_size():
    """Over many samples the values stray from the exact ones by about their stated error."""
    game = np.random.default_rng(3).normal(size=2**5).cumsum()
    players, evaluate = tuple("abcde"), lambda masks: game[list(masks)].tolist()
    exact = shapley(players, game).values["a"]
    runs = [shapley_sampled(players, evaluate, orders=40, seed=seed) for seed in range(400)]
    strays = np.array([(one.values["a"] - exact) / one.errors["a"] for one in runs])
    assert 0.9 < strays.std() < 1.2
    assert abs(strays.mean()) < 0.2


def test_sampled_credit_repeats():
    """A sample is the same for its seed, whatever the number of players, and odd orders are one fewer."""
    players = tuple(f"o{i}" for i in range(80))
    evaluate = lambda masks: [float(m & 7 != 7) for m in masks]
    one, again = (shapley_sampled(players, evaluate, orders=201, seed=4) for _ in range(2))
    assert one == again
    assert one.orders == 200
    assert sum(one.values.values()) == pytest.approx(1)
    assert {name for name, value in one.values.items() if value} == {"o0", "o1", "o2"}


def test_too_few_orders():
    """Fewer than two pairs of orders give no error, and are refused."""
    with pytest.raises(ValueError, match="3 orders give no error"):
        shapley_sampled(("a",), lambda masks: [0.0] * len(masks), orders=3, seed=0)


def test_exact_credit_has_no_error():
    """Credit from the whole table names its method and has neither error nor orders."""
    told = shapley(ABC, A_OR_BC)
    assert (told.errors, told.method, told.orders, told.unseen) == (None, "exact", None, None)
