"""Sets whose removal changes an outcome, sought by chance."""

from itertools import combinations

import numpy as np
import pytest

from tertius.sensitivity.minimal_sets import BATCH, mask_of, smallest_sets
from tertius.sensitivity.sampling import rule_of_three, sampled_sets


def needs(*supports):
    """A verdict that holds while one of some sets of players is left whole."""
    masks = [mask_of(support) for support in supports]
    return lambda asked: ["holds" if any(not m & one for one in masks) else "fails" for m in asked]


def test_the_smallest_set_is_found_in_a_large_game():
    """Among 40 players the pair that carries everything is found, and is minimal."""
    evaluate = needs(*([3, *range(10, 10 + k)] for k in range(5)), [17, 20, 30])
    found = sampled_sets(40, evaluate, "holds", orders=50, seed=1)
    exact = smallest_sets(40, evaluate, "holds", most_worlds=1000)
    assert found.smallest in exact.sets
    assert found.minimal
    assert found.orders == 50


def test_sampled_size_is_an_upper_bound():
    """In random games, monotone or not, what is found changes the outcome and no part of it does."""
    rng = np.random.default_rng(5)
    for seed in range(30):
        table = np.where(rng.random(2**9) < 0.03, "fails", "holds").tolist()
        evaluate = lambda masks, table=table: [table[m] for m in masks]
        exact = smallest_sets(9, evaluate, table[0], most_worlds=2**9, exhaustive_to=9)
        found = sampled_sets(9, evaluate, table[0], orders=20, seed=seed)
        assert found.smallest is None or found.smallest in exact.sets
        assert found.smallest is not None or sum(found.changing) == 0


def test_a_part_that_only_all_subsets_show():
    """Where single players are all needed and yet a part changes the outcome, the part is found."""
    both, part = mask_of([0, 1, 2, 3, 4]), mask_of([1, 3])
    evaluate = lambda masks: ["fails" if m in (both, part) else "holds" for m in masks]
    found = sampled_sets(5, evaluate, "holds", orders=1, seed=3)
    assert (found.smallest.players, found.minimal) == ((1, 3), True)


def test_a_set_too_large_to_prove():
    """Of a set of more than ten players only the single ones are known to be needed, which is said."""
    evaluate = needs(*([i] for i in range(14)))
    found = sampled_sets(14, evaluate, "holds", orders=3, seed=0)
    assert (len(found.smallest.players), found.minimal) == (14, False)


def test_nothing_found():
    """Where no order changes the outcome there is no set, and each size has its bound."""
    found = sampled_sets(30, lambda masks: ["holds"] * len(masks), "holds", orders=600, seed=0)
    assert (found.smallest, found.minimal, found.changing) == (None, False, (0,) * 30)
    assert found.most(3) == 0.005
    assert found.said(3) == (
        "None of 600 random sets of 3 out of 30 changed the outcome, so fewer than 0.5 percent of all"
        " such sets do, at 95 percent."
    )


def test_counts_of_changing_sets_are_those_of_random_sets():
    """The share of sets of a size that change the outcome is estimated by the orders' first players."""
    supports = ([0, 1], [2, 3], [4, 5])
    found = sampled_sets(12, needs(*supports), "holds", orders=4000, seed=8)
    for size in (3, 5, 8):
        cut = [all(set(one) & set(s) for s in supports) for one in combinations(range(12), size)]
        share = sum(cut) / len(cut)
        error = (share * (1 - share) / 4000) ** 0.5
        assert abs(found.changing[size - 1] / 4000 - share) < 4 * error
    assert found.most(5) is None
    assert (
        found.said(5)
        == f"{found.changing[4]:,} of 4,000 random sets of 5 out of 12 changed the outcome."
    )


@pytest.mark.parametrize(("trials", "bound"), [(0, 1), (2, 1), (30, 0.1), (1000, 0.003)])
def test_rule_of_three(trials, bound):
    """Never seen in so many trials lies below 3 in so many, just above the exact bound."""
    assert rule_of_three(trials) == bound
    if trials:
        assert 1 - 0.05 ** (1 / trials) <= bound


def test_rule_of_three_covers():
    """Were the share 3 in 100, a hundred trials would miss it in fewer than 5 of 100 samples."""
    samples = np.random.default_rng(2).random((20_000, 100)) < rule_of_three(100)
    missed = (~samples.any(axis=1)).mean()
    assert 0.04 < missed < 0.05


def test_same_seed_same_sets():
    """A sample repeats for its seed, and another seed draws other orders."""
    evaluate = needs([0, 1, 2], [3, 4, 5], [1, 7, 9])
    one, again, other = (sampled_sets(20, evaluate, "holds", orders=30, seed=s) for s in (1, 1, 2))
    assert one == again
    assert one.changing != other.changing


def test_batches_are_bounded():
    """No batch is larger than the bound, with more players than a machine word has bits."""
    sizes = []
    evaluate = lambda masks: [sizes.append(len(masks)), *needs([70, 80])(masks)][1:]
    found = sampled_sets(150, evaluate, "holds", orders=100, seed=0)
    assert found.smallest.players in ((70,), (80,))
    assert max(sizes) <= BATCH
    assert sum(sizes) == found.worlds


def test_a_game_of_nobody():
    """A finding that rests on nothing has no set to sample."""
    assert sampled_sets(0, lambda masks: [], "open", orders=5, seed=0).smallest is None
