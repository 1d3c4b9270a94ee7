"""Confidence, digit by digit: which grades are good, how many origins it takes, and what a search adds."""

import pytest

from tertius.facts.ledger import read_ledger
from tertius.findings.confidence import Fragility, confidence
from tertius.inputs.grading import ASSUMED

ROBUST, BRITTLE = Fragility(2, None), Fragility(1, 1)


def trust(*grades, fragility=ROBUST, searches=()):
    """The confidence in what rests on claims of these grades, each with an origin of its own."""
    claims = [
        {
            "id": f"c{n}",
            "family": "f",
            "subject": f"s{n}",
            "property": "exists",
            "member": "",
            "stage": "",
            "period": "",
            "qualifier": "",
            "grade": grade,
            "published": 1,
            "supports": True,
            "value": "yes",
        }
        for n, grade in enumerate(grades)
    ]
    origins = [{"id": claim["id"], "origin": claim["id"]} for claim in claims]
    names = [*searches, *(claim["id"] for claim in claims)]
    ledger = read_ledger(claims, [], origins, frozenset(searches))
    return confidence("holds", names, (), fragility, ledger)


WEAK = (550, 550)


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        (110, "high"),
        (120, "high"),
        (210, "high"),
        (221, "high"),
        (230, "moderate"),
        (130, "moderate"),
        (310, "moderate"),
        (320, "moderate"),
    ],
)
def test_one_good_source_is_enough_and_good_is_a_or_b_with_information_1_or_2(grade, expected):
    """Beside two weak sources one of A or B with information 1 or 2 makes high; C or 3 does not."""
    assert trust(grade, *WEAK) == expected


def test_two_origins_are_moderate_however_easily_the_verdict_falls():
    """Two origins make moderate by themselves, and one does not."""
    assert trust(220, 220, fragility=BRITTLE) == "moderate"
    assert trust(220, fragility=BRITTLE) == "low"
    assert trust(220, 220, fragility=None) == "moderate"


def test_what_a_scenario_assumes_is_no_good_source():
    """An assumption outgrades every source and makes no verdict high."""
    assert trust(ASSUMED, *WEAK) == "moderate"


def test_a_search_has_no_grade():
    """A finding that rests on a search too is graded by its claims alone."""
    assert trust(550, *WEAK, searches=["looked"]) == "moderate"
    assert trust(220, *WEAK, searches=["looked"]) == "high"
