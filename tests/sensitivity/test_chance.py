"""What tests risk, counted by hand on eight deals: four Russian ones in rail, four Chinese ones on the road.

Dealt out anew there are 70 deals. Russia has all four of rail in 1, three in 16, two in 36, one in 16
and none in 1: Fisher's tea, where all four are right by chance in 1 of 70 and at least three in 17. A
power without a deal in a sector has no row there, so a test of its number is open in that one world.
Chosen independently, each power's four deals lie in rail or on the road: 4 worlds of niches.
"""

import pytest

from dealt import dealt
from tertius.sensitivity.chance.rates import Chance

TEA = [*((f"r{n}", "RUS", "rail") for n in range(4)), *((f"c{n}", "CHN", "road") for n in range(4))]
RAIL = "host = 'SRB' and sector = 'rail' and power = 'RUS'"
ROAD = "host = 'SRB' and sector = 'road' and power = 'CHN'"
LEADS = "host = 'SRB' and sector = 'rail' and basis = 'count'"
ALIKE = "host = 'SRB' and sector = 'all' and power = 'RUS' and other = 'CHN' and basis = 'count'"
TESTS = {
    "all-four": ("presence", RAIL, "engagements >= 4"),
    "three": ("presence", RAIL, "engagements >= 3"),
    "just-four": ("presence", RAIL, "engagements = 4"),
    "any": ("presence", RAIL, "engagements >= 1"),
    "both": ("presence", RAIL, "engagements >= 1 and engagements >= 4"),
    "two-parts": ("leader", LEADS, "leader = 'RUS' and margin < 2"),
    "too-many": ("presence", ROAD, "engagements < 4 and ended = 0"),
    "first": ("leader", LEADS, "leader = 'RUS'"),
    "not-first": ("leader", LEADS, "leader = 'CHN'"),
    "named": ("leader", LEADS, "leader in ('RUS')"),
    "not-named": ("leader", LEADS, "leader in ('CHN')"),
    "always": ("leader", LEADS, "margin >= 0"),
    "apart": ("overlap", ALIKE, "schoener < 0.5"),
    "alike": ("overlap", ALIKE, "schoener >= 0.5"),
    "unknown": ("presence", RAIL, "amount > 5"),
    "control": ("control", "power = 'RUS'", "steps > 0"),
}
FINDINGS = "\n".join(
    f'- {{id: {name}, statement: "A test.", measure: {measure}, where: "{where}", expect: "{expect}"}}'
    for name, (measure, where, expect) in TESTS.items()
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory):
    """The chance of every test above."""
    results = dealt(tmp_path_factory.mktemp("tea"), TEA, FINDINGS)
    return {name: result.chance for name, result in results.items()}


def counts(chance):
    return chance.met, chance.not_met, chance.open


@pytest.mark.parametrize(
    ("name", "expected", "rank", "least"),
    [
        ("all-four", (1, 68, 1), 2, 1),
        ("three", (17, 52, 1), 2, 1),
        ("any", (69, 0, 1), 2, 1),
        ("first", (17, 17, 36), 1, 1),
        ("named", (17, 17, 36), 17, 17),
        ("always", (70, 0, 0), 2, 2),
    ],
)
def test_worlds_that_meet_a_test_are_those_counted_by_hand(tea, name, expected, rank, least):
    """Of 70 deals so many meet it, fail it and leave it open, and so many are at least as extreme.

    The world that leaves the number unknown counts as extreme. Every deal was computed, so that
    nothing is added to a rank, and the interval is the share itself.
    """
    chance = tea[name]
    assert (chance.exchange, chance.worlds, chance.is_exact) == ("powers", 70, True)
    assert counts(chance) == expected
    assert (chance.low, chance.high) == (expected[0] / 70, expected[0] / 70)
    assert (chance.rank, chance.least) == (pytest.approx(rank / 70), pytest.approx(least / 70))


def test_the_rate_is_of_the_worlds_that_decide(tea):
    """Worlds that leave a test open do not lower the rate by which it is judged."""
    assert tea["three"].rate == 17 / 69
    assert tea["first"].rate == 17 / 34


def test_an_equality_is_asked_from_both_sides(tea):
    """Exactly four is as extreme as it gets, and so would none be: its rank and least rank are doubled."""
    chance = tea["just-four"]
    assert counts(chance) == (1, 68, 1)
    assert (chance.rank, chance.least) == (pytest.approx(4 / 70), pytest.approx(2 / 70))


def test_a_part_decides_where_some_world_fails_the_test_by_it_alone(tea):
    """At least one is met wherever four are, and fails nothing; the other part carries the test."""
    first, second = tea["both"].parts
    assert (first.met, first.not_met, first.decisive) == (69, 0, False)
    assert (second.met, second.not_met, second.decisive) == (1, 68, True)
    assert tea["both"].weakest_part == 1 / 69
    assert tea["both"].risk == "tested"


def test_a_part_that_is_open_fails_no_test(tea):
    """Nobody leads in 36 worlds: they leave the test open, and only those that China leads fail it."""
    leads, margin = tea["two-parts"].parts
    assert (leads.met, leads.not_met, leads.open, leads.decisive) == (17, 17, 36, True)
    assert (margin.met, margin.not_met, margin.open, margin.decisive) == (70, 0, 0, False)


def test_a_verdict_that_fails_has_the_rate_and_the_rank_of_not_being_met(tea):
    """China has all four on the road in 1 of 70 deals, and only the part that is not met ranks."""
    chance = tea["too-many"]
    assert (chance.verdict, counts(chance)) == ("fails", (68, 1, 1))
    assert chance.rate == 1 / 69
    assert (chance.low, chance.rank, chance.least) == (1 / 70, pytest.approx(2 / 70), 1 / 70)
    assert tea["not-first"].rank == pytest.approx(1 / 70)
    assert (tea["not-named"].rank, tea["not-named"].rate) == (17 / 70, 17 / 34)


def test_a_test_that_every_world_meets_is_vacuous(tea):
    """A margin is never below zero: the test risks nothing, and is weak."""
    assert tea["always"].is_vacuous
    assert tea["always"].risk == "weak"
    assert [name for name, chance in tea.items() if chance.is_vacuous] == ["always"]


def test_of_two_exchanges_the_least_favourable_counts(tea):
    """Two powers in two sectors of one domain are apart in 2 of 70 deals, and in 2 of 4 of niches."""
    chance = tea["apart"]
    assert (chance.exchange, *counts(chance)) == ("niches", 2, 2, 0)
    assert [(other.exchange, *counts(other)) for other in chance.also] == [("powers", 2, 68, 0)]
    assert chance.risk == "too_few"
    assert chance.also[0].risk == "tested"
    mirrored = tea["alike"]
    assert (mirrored.verdict, mirrored.rate, mirrored.rank) == ("fails", chance.rate, chance.rank)


def test_four_rows_of_two_sectors_are_dealt_in_six_ways(tmp_path):
    """Schoener's D is 0, 1, 1, 1, 1, 0: below a half in 2 of 6, with a rank of a third."""
    four = [TEA[0], TEA[1], TEA[4], TEA[5]]
    one = (
        f'- {{id: d, statement: D., measure: overlap, where: "{ALIKE}", expect: "schoener < 0.5"}}'
    )
    (dealt_anew,) = dealt(tmp_path, four, one)["d"].chance.also
    assert (dealt_anew.exchange, *counts(dealt_anew)) == ("powers", 2, 4, 0)
    assert (dealt_anew.rank, dealt_anew.least) == (2 / 6, 2 / 6)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("unknown", "an open verdict has no chance to be asked of"),
        ("control", "an open verdict has no chance to be asked of"),
    ],
)
def test_what_is_open_has_no_chance_and_says_why(tea, name, reason):
    """Without a verdict there is no rate, and neither 0 nor 1 stands in its place."""
    assert tea[name] == Chance(None, reason=reason)
    assert (tea[name].rate, tea[name].rank, tea[name].risk) == (None, None, None)


OUTCOMES = [("r0", "delivered"), ("r1", "delivered"), ("c0", "cancelled"), ("c1", "cancelled")]


def test_outcomes_are_dealt_among_promises_of_one_period(tmp_path):
    """Both Russian promises arrived and no Chinese one did: so it falls in 1 of 6 deals."""
    stages = [(name, stage, "2017") for name, stage in OUTCOMES]
    deals = [TEA[0], TEA[1], TEA[4], TEA[5]]
    kept = (
        '- {id: kept, statement: Kept., measure: delivery, expect: "delivered >= 2", '
        "where: \"host = 'SRB' and power = 'RUS' and sector = 'all'\"}"
    )
    chance = dealt(tmp_path, deals, kept, stages=stages)["kept"].chance
    assert (chance.exchange, *counts(chance)) == ("outcomes", 1, 5, 0)
    assert (chance.rank, chance.least, chance.rate) == (1 / 6, 1 / 6, 1 / 6)
