"""Brokerage and constraint: the small case counted on paper, groups, and persons left unnamed."""

import pytest

from small_case import one, rows, small_study
from tertius.measures.brokerage import brokers
from tertius.study.open import check_case

COUNTED = ("role", "power_ties", "other_ties", "direct_ties", "two_paths")


def test_the_brokers_of_the_small_case():
    """Serbian Railways joins two Russian and two Chinese actors, of whom one pair is in contact itself."""
    found = {
        (r["broker"], r["power"], r["other"]): tuple(r[name] for name in COUNTED)
        for r in rows("brokerage")
    }
    assert found == {
        ("serbian-railways", "RUS", "CHN"): ("liaison", 2, 2, 1, 3),
        ("serbian-railways", "CHN", "RUS"): ("liaison", 2, 2, 1, 3),
        ("russian-railways", "RUS", "CHN"): ("representative", 1, 1, 1, 1),
        ("russian-railways", "CHN", "RUS"): ("gatekeeper", 1, 1, 1, 1),
    }


def test_a_broker_rests_on_its_contacts_and_on_those_between_the_sides():
    """The evidence of the row is that of the three engagements that bring its actors together."""
    row = one("brokerage", broker="russian-railways", power="RUS")
    assert small_study().lineage.subjects("brokerage", row) == [
        "rail-control-centre",
        "russian-rail-loan",
    ]


def test_the_constraint_of_the_small_case():
    """Four engagements with each power, and two ties between them: (1/2 + 1/2 x 1/3) squared each."""
    for power, part in (("RUS", 1), ("CHN", 1), (None, 2)):
        row = one("constraint", host="SRB", power=power)
        assert row["constraint"] == pytest.approx(part * 4 / 9)
        assert row["redundancy"] == pytest.approx(part * (4 / 9 - 1 / 4))
        assert row["effective_size"] == pytest.approx(part * 0.75)
        assert row["ties"] == part * 4


GROUPS = {"eu": "WEST", "usa": "WEST", "rus": "RUS", "srb": "SRB", "ana": "SRB"}
POWERS = {"EU": "WEST", "USA": "WEST", "RUS": "RUS"}


def brokered(*ties, unlisted=()):
    found = brokers([(*sorted(tie), True) for tie in ties], GROUPS, POWERS, set(unlisted))
    return {(r["broker"], r["power"], r["other"]): (r["role"], r["two_paths"]) for r in found}


def test_powers_of_one_group_are_one_side():
    """A host between Russia and two Western powers joins two pairs, and the two Western powers with each other."""
    assert brokered(("srb", "rus"), ("srb", "eu"), ("srb", "usa")) == {
        ("srb", "RUS", "WEST"): ("liaison", 2),
        ("srb", "WEST", "RUS"): ("liaison", 2),
        ("srb", "WEST", "WEST"): ("itinerant", 2),
    }


def test_a_path_between_two_who_meet_themselves_is_closed():
    """Once the EU and Russia are in contact themselves, the host joins only the other pair."""
    found = brokered(("srb", "rus"), ("srb", "eu"), ("srb", "usa"), ("eu", "rus"))
    assert found["srb", "RUS", "WEST"] == ("liaison", 1)


def test_a_person_counts_and_is_not_listed():
    """A person in contact with both sides makes no row."""
    ties = [("ana", "rus"), ("ana", "eu")]
    assert brokered(*ties)
    assert brokered(*ties, unlisted={"ana"}) == {}


def test_ties_abroad_count_where_they_touch_the_host():
    """A tie between two outsiders counts only if one of them is in contact here."""
    here = [("rus", "srb", True), ("eu", "srb", True)]
    for ties, expected in (([("eu", "rus", False)], 0), ([("chn", "usa", False)], 1)):
        (row,) = [
            r
            for r in brokers([*here, *ties], GROUPS, POWERS, set())
            if (r["broker"], r["power"]) == ("srb", "RUS")
        ]
        assert row["two_paths"] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("groups: {WEST: [EU, XYZ]}", "is not a code"),
        ("groups: {USA: [EU]}", "Give the group another name"),
        ("groups: {WEST: [EU], EAST: [EU]}", "Keep it in one group"),
        ("index: {weights: {trade_share: 0.5}}", "Let them add up to 1"),
        ("index: {weights: {opinion_share: 1.0}}", "is no share"),
        ("index: {weights: {trade_share: 2.0, debt_share: -1.0}}", "not above 0"),
    ],
)
def test_groups_and_weights_that_cannot_be_used_are_problems(small, text, said):
    """A group or an index that means nothing is a problem that says what to write."""
    small.end("case.yml", text + "\n")
    assert any(said in str(problem) for problem in check_case(small.path)[2])
