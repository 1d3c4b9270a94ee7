"""The smallest sets of players whose removal changes an outcome."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.sensitivity.minimal_sets import (
    BATCH,
    Removal,
    Smallest,
    grown,
    mask_of,
    players_of,
    smallest_sets,
    sparing,
)


def game(formula):
    """Outcomes of a verdict that holds where a formula over the players who are left is true."""
    return lambda masks: [
        "holds" if formula(lambda i, m=m: not m >> i & 1) else "fails" for m in masks
    ]


def listed(table):
    return lambda masks: [table[mask] for mask in masks]


def minimal_by_hand(n, table):
    """All minimal sets, by going through every set and every part of it."""
    sets = list(chain.from_iterable(combinations(range(n), k) for k in range(1, n + 1)))
    turns = {one for one in sets if table[sum(1 << i for i in one)] != table[0]}
    parts = lambda one: chain.from_iterable(combinations(one, k) for k in range(1, len(one)))
    return [one for one in sets if one in turns and not turns & set(parts(one))]


A_OR_BC = game(lambda has: has(0) or (has(1) and has(2)))
CHAIN = game(lambda has: (has(0) and has(1)) or (has(1) and has(2)) or (has(2) and has(3)))


@pytest.mark.parametrize(
    ("n", "evaluate", "sets"),
    [
        (3, A_OR_BC, [(0, 1), (0, 2)]),
        (4, CHAIN, [(0, 2), (1, 2), (1, 3)]),
    ],
)
def test_printed_minimal_hitting_sets(n, evaluate, sets):
    """The smallest sets are the printed minimal hitting sets of the two formulas (methods, section 8)."""
    found = smallest_sets(n, evaluate, "holds", most_worlds=100, exhaustive_to=n)
    assert [(one.players, one.outcome) for one in found.sets] == [(one, "fails") for one in sets]
    assert found.whole


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(
            st.sampled_from(["holds", "fails", "open"]), min_size=2**n, max_size=2**n
        )
    )
)
def test_any_game_is_searched_to_the_end(table):
    """Of any outcomes, monotone or not, exactly the minimal sets are found, sorted, each with its outcome."""
    n = len(table).bit_length() - 1
    found = smallest_sets(n, listed(table), table[0], most_worlds=2**n, exhaustive_to=n)
    assert [one.players for one in found.sets] == minimal_by_hand(n, table)
    assert all(one.outcome == table[one.mask] for one in found.sets)
    assert found.whole


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.sampled_from(["holds", "fails"]), min_size=2**n, max_size=2**n)
    ),
    st.integers(0, 5),
)
def test_search_ends_with_the_first_size_that_finds(table, to):
    """All minimal sets up to the size that was to be searched are found, or those of the first size with any."""
    n = len(table).bit_length() - 1
    every = minimal_by_hand(n, table)
    first = min((len(one) for one in every), default=n)
    found = smallest_sets(n, listed(table), table[0], most_worlds=2**n, exhaustive_to=to)
    assert [one.players for one in found.sets] == [
        one for one in every if len(one) <= max(first, to)
    ]
    assert found.exhaustive_to == (n if found.whole else max(first, to))
    if found.whole:
        assert len(found.sets) == len(every)


def test_removal_can_bring_the_outcome_back():
    """A set holding one that was found is not asked for, and a smaller set that does nothing hides no larger."""
    table = ["holds", "fails", "holds", "holds", "holds", "holds", "fails", "fails"]
    asked = []
    found = smallest_sets(
        3,
        lambda masks: [asked.append(m) or table[m] for m in masks],
        "holds",
        most_worlds=8,
        exhaustive_to=3,
    )
    assert [one.players for one in found.sets] == [(0,), (1, 2)]
    assert asked == [1, 2, 4, 6]
    assert found == Smallest(
        (Removal((0,), "fails"), Removal((1, 2), "fails")), 3, whole=True, worlds=4
    )


def test_nothing_changes_it_is_a_fact_where_all_was_seen():
    """Where no set changes the outcome, the search goes to the end and says that it did."""
    found = smallest_sets(5, lambda masks: ["holds"] * len(masks), "holds", most_worlds=31)
    assert found == Smallest((), 5, whole=True, worlds=31)


def test_no_size_is_begun_that_could_exceed_the_worlds():
    """A search stops before the size that could ask for too much, and says how far it came."""
    evaluate = lambda masks: ["holds"] * len(masks)
    assert smallest_sets(20, evaluate, "holds", most_worlds=19) == Smallest(
        (), 0, whole=False, worlds=0
    )
    assert smallest_sets(20, evaluate, "holds", most_worlds=209) == Smallest(
        (), 1, whole=False, worlds=20
    )
    assert smallest_sets(20, evaluate, "holds", most_worlds=1349) == Smallest(
        (), 2, whole=False, worlds=210
    )
    found = smallest_sets(20, evaluate, "holds", most_worlds=1350)
    assert found == Smallest((), 3, whole=False, worlds=1350)


def test_players_that_change_it_alone_leave_fewer_pairs_to_ask_for():
    """A player that changes the outcome alone stands in no larger set, and is not counted for it."""
    found = smallest_sets(20, game(lambda has: all(map(has, range(18)))), "holds", most_worlds=21)
    assert [one.players for one in found.sets] == [(i,) for i in range(18)]
    assert (found.exhaustive_to, found.whole, found.worlds) == (20, True, 21)


def test_batches_are_bounded():
    """However many sets a size has, no more than a batch are asked for at once."""
    sizes = []
    evaluate = lambda masks: [sizes.append(len(masks)), *["holds"] * len(masks)][1:]
    assert smallest_sets(16, evaluate, "holds", most_worlds=2**16).whole
    assert sum(sizes) == 2**16 - 1
    assert max(sizes) <= BATCH


def test_a_game_of_nobody():
    """A finding that rests on nothing has no set, and that is a fact."""
    assert smallest_sets(0, lambda masks: [], "open", most_worlds=10) == Smallest(
        (), 0, whole=True, worlds=0
    )


def test_outcomes_are_asked_for_once():
    """Asked twice, a set is evaluated once; the batch and what is remembered are bounded."""
    calls = []
    ask = sparing(lambda masks: [calls.append(list(masks)), *masks][1:], batch=2, memory=3)
    assert ask([5, 6, 5, 7]) == [5, 6, 5, 7]
    assert ask([7, 8, 9]) == [7, 8, 9]
    assert ask([8, 5]) == [8, 5]
    assert calls == [[5, 6], [7], [8, 9], [8]]


@given(st.sets(st.integers(0, 200)))
def test_a_set_is_a_number(players):
    """A set of players and the number that stands for it are one to one, beyond 64 players too."""
    assert players_of(mask_of(players)) == tuple(sorted(players))


def test_removing_in_an_order():
    """Players removed in an order leave larger and larger sets removed."""
    assert grown([2, 0, 1]) == [4, 5, 7]
