"""Which smallest sets of origins change a verdict: the search, on games small enough to count by hand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tertius.findings.confidence import Fragility
from tertius.findings.judge import Judgement
from tertius.findings.outcome import Outcome, outcome
from tertius.sensitivity.flips import DEEP, LEAST, PAIRS, Depth, search

HOLDS, OPEN, FAILS = Outcome("holds"), Outcome("open"), Outcome("fails")


def run(players, told, depth=DEEP):
    """The end of a search, given a function from the origins left out to the outcome."""
    sets = lambda mask: frozenset(p for place, p in enumerate(players) if mask >> place & 1)
    ask = lambda masks: [told(sets(mask)) for mask in masks]
    return search(players, ask, told(frozenset()), depth)


def said(found):
    return [(flip.origins, flip.verdict) for flip in found.flips]


def test_one_of_two_sufficient_sets_falls_with_one_origin_of_each():
    """Of a or (b and c), the smallest sets that change it are a with b and a with c."""
    told = lambda gone: HOLDS if "a" not in gone or not {"b", "c"} & gone else OPEN
    found = run("abc", told)
    assert said(found) == [(("a", "b"), "open"), (("a", "c"), "open")]
    assert found.fragility == Fragility(2, 2)


def test_a_set_is_smallest_where_no_part_of_it_suffices():
    """A pair is not listed where one of its two origins changes the verdict alone."""
    told = lambda gone: OPEN if "a" in gone or {"b", "c"} <= gone else HOLDS
    assert said(run("abcd", told)) == [(("a",), "open"), (("b", "c"), "open")]


def test_evidence_that_contradicts_can_bring_a_verdict_back():
    """Without a the finding fails; without a and b it holds again, so only a is a flip."""
    told = lambda gone: FAILS if "a" in gone and "b" not in gone else HOLDS
    found = run("ab", told)
    assert said(found) == [(("a",), "fails")]
    assert found.exhausted == 2


def test_larger_sets_are_tried_until_one_is_found():
    """Where no pair changes it, the search goes on by size and names every smallest set."""
    told = lambda gone: OPEN if len(gone) >= 3 else HOLDS
    found = run("abcd", told)
    assert [origins for origins, _ in said(found)] == list(combinations("abcd", 3))
    assert found.fragility == Fragility(3, 3)


def test_what_nothing_changes_is_told_as_tried_out():
    """Where no set changes it, every set was tried, and the fragility has no upper end."""
    found = run("abc", lambda _gone: HOLDS)
    assert found.flips == ()
    assert (found.exhausted, found.fragility) == (3, Fragility(4, None))


def test_too_many_sets_are_left_untried_and_said_to_be():
    """A size that takes too many worlds is not begun; the search says up to which size it went."""
    all_gone = lambda gone: OPEN if len(gone) == 8 else HOLDS
    found = run([f"p{n}" for n in range(8)], all_gone, Depth(exact_to=7, most_worlds=55, orders=0))
    assert (found.exhausted, found.fragility) == (2, Fragility(3, None))


def test_with_twenty_origins_the_smallest_sets_are_exact():
    """Up to twenty origins every size is tried until one changes the finding, whatever that takes."""
    players = [f"p{n:02}" for n in range(20)]
    five = {"p03", "p07", "p11", "p15", "p19"}
    other = {"p00", "p07", "p11", "p15", "p19"}
    told = lambda gone: OPEN if five <= gone or other <= gone else HOLDS
    found = run(players, told, DEEP)
    assert said(found) == [(tuple(sorted(other)), "open"), (tuple(sorted(five)), "open")]
    assert (found.exhausted, found.fragility) == (5, Fragility(5, 5))
    assert found.sampled is None


def test_where_not_all_sets_are_tried_random_orders_find_one():
    """Beyond the sets that are all tried a set is sought by chance; its size bounds the fragility from above."""
    players = [f"p{n}" for n in range(30)]
    told = lambda gone: OPEN if {"p3", "p7", "p20"} <= gone else HOLDS
    found = run(players, told, Depth(exact_to=20, most_worlds=0, orders=10))
    assert said(found) == [(("p20", "p3", "p7"), "open")] or said(found) == [
        (("p3", "p7", "p20"), "open")
    ]
    assert found.fragility == Fragility(3, 3)
    assert found.sampled.said(4).startswith("None of 10 random sets of 4 out of 30")


def test_lost_notes_may_share_an_origin_with_any_other():
    """A finding that falls with a and all lost notes together may hang on one origin: 1 to 3."""
    told = lambda gone: OPEN if {"a", "lost:1", "lost:2"} <= gone else HOLDS
    found = run(["a", "lost:1", "lost:2"], told)
    assert said(found) == [(("a", "1", "2"), "open")]
    assert found.fragility == Fragility(1, 3)


def test_numbers_can_turn_while_the_verdict_stays():
    """The smallest sets that change who leads, a sign and a rank are told apart from the verdict."""
    base = outcome(Judgement("holds", "", {"leader": "RUS", "margin": 0.2}))
    assert (base.leader, base.sign, base.rank) == (("RUS",), (1,), ())
    turned = outcome(Judgement("holds", "", {"leader": "CHN", "margin": 0.0}))
    told = lambda gone: turned if {"a", "b"} <= gone else base
    found = run("abc", told)
    assert found.flips == ()
    pair = (("a", "b"),)
    assert found.turns == {"leader": pair, "sign": pair}


def test_named_values_have_ranks():
    """Named numbers are ranked from the largest, equal ones sharing a place; unknown ones have none."""
    told = outcome(Judgement("holds", "", {"rus": 3, "chn": 5, "eu": 5, "usa": None}))
    assert told.rank == (3, 1, 1)


tables = st.integers(2, 5).flatmap(
    lambda n: st.tuples(
        st.just("abcde"[:n]),
        st.lists(st.sampled_from([HOLDS, OPEN, FAILS]), min_size=2**n, max_size=2**n),
    )
)


@given(tables)
def test_the_search_equals_trying_every_set(game):
    """For any outcomes, the sets found are the smallest ones of all, up to the size to which all were tried."""
    players, outcomes = game
    number = {frozenset(c): sum(1 << players.index(p) for p in c) for k in range(len(players) + 1) for c in combinations(players, k)}  # fmt: skip
    told = lambda gone: outcomes[number[gone]]
    found = run(players, told)
    base = told(frozenset())
    turning = [s for s in number if told(s).told != base.told]
    smallest = {s for s in turning if not any(t < s for t in turning)}
    assert {frozenset(f.origins) for f in found.flips} == {
        s for s in smallest if len(s) <= found.exhausted
    }
    assert found.fragility.most == min(map(len, turning), default=None)


@given(tables)
def test_the_least_is_what_a_whole_search_says_of_it(game):
    """Asked for the least alone, a search says the same of it and of the origins that change a finding alone."""
    players, outcomes = game
    asked = []

    def told(gone):
        asked.append(gone)
        return outcomes[sum(1 << players.index(player) for player in gone)]

    whole = run(players, told, PAIRS)
    asked.clear()
    least = run(players, told, LEAST)
    alone = [[f.origins for f in found.flips if len(f.origins) == 1] for found in (whole, least)]
    assert alone[0] == alone[1]
    assert least.fragility.least == whole.fragility.least
    assert least.fragility.least > 1 or max(map(len, asked)) < 2
