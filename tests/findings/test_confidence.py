"""Confidence, side by side: what the evidence allows, what the test allows, and which of the two binds."""

import pytest

from tertius.facts.ledger import read_ledger
from tertius.findings.confidence import Fragility, confidence
from tertius.findings.support import Sought
from tertius.inputs.grading import ASSUMED

NOBODY, INSIDE, OUTSIDE = (
    Sought((), is_outside=False),
    Sought(("s",), is_outside=False),
    Sought(("s",), is_outside=True),
)


def ledger_of(grades):
    """What counts where claims of these grades do, each of an origin of its own."""
    claims = [
        {
            "id": name,
            "family": "f",
            "subject": name,
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
        for name, grade in grades.items()
    ]
    origins = [{"id": name, "origin": name} for name in grades]
    return read_ledger(claims, [], origins, frozenset({"looked"}))


def trust(
    *,
    grades=(220, 550, 550),
    least=3,
    opened=True,
    against=None,
    support="tested",
    rate=0.01,
    sought=NOBODY,
    verdict="holds",
):
    """The confidence in what rests on claims of these grades, as good as can be unless said otherwise."""
    rests_on = {f"c{n}": grade for n, grade in enumerate(grades)}
    contrary = {} if against is None else {"contrary": against}
    return confidence(
        verdict,
        support,
        ["looked", *rests_on],
        [*contrary],
        None if least is None else Fragility(least, None),
        ledger_of({**rests_on, **contrary}),
        opened={"c0"} if opened else set(),
        rate=rate,
        sought=sought,
    )


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
        (ASSUMED, "moderate"),
    ],
)
def test_good_is_a_or_b_with_information_1_or_2_and_no_assumption(grade, expected):
    """Beside weak sources one good one makes high; C, or information 3, or an assumption does not."""
    found = trust(grades=(grade, 550, 550))
    assert (found.evidence, found.level) == (expected, expected)


@pytest.mark.parametrize(
    ("case", "expected", "binding"),
    [
        ({}, "high", ""),
        ({"least": 2}, "moderate", "two origins together can change it"),
        ({"least": 1}, "low", "one origin can change it"),
        ({"least": None}, "low", "what would change it is not known"),
        ({"opened": False}, "moderate", "no good source of it was opened"),
        ({"grades": ()}, "moderate", "no good source of it was opened"),
        ({"against": 220}, "moderate", "something of equal grade speaks against it"),
        ({"against": 110}, "moderate", "something of equal grade speaks against it"),
        ({"against": 320}, "high", ""),
    ],
)
def test_what_the_evidence_allows(case, expected, binding):
    """Three origins that have to fall, one of them good and opened, and nothing of equal grade against."""
    found = trust(**case)
    assert (found.evidence, found.test, found.level) == (expected, "high", expected)
    assert found.binding == binding


@pytest.mark.parametrize(
    ("case", "expected", "binding"),
    [
        ({"rate": 0.05}, "high", ""),
        (
            {"rate": 0.06},
            "moderate",
            "chance alone would give its verdict more than once in twenty times",
        ),
        ({"support": "read_off", "rate": None}, "high", ""),
        ({"support": "argued", "sought": OUTSIDE}, "high", ""),
        (
            {"support": "argued", "sought": INSIDE},
            "moderate",
            "what would refute it was sought in the publication alone",
        ),
        ({"support": "argued"}, "low", "nobody looked for what would refute it"),
        ({"support": "weak", "rate": 0.01}, "low", "its test risked little"),
        ({"support": "too_few", "rate": 0.01}, "low", "too few rows stand behind its test"),
        (
            {"support": "restated", "sought": OUTSIDE},
            "low",
            "it restates what the publication says",
        ),
        ({"support": "reported", "sought": OUTSIDE}, "low", "it is somebody's judgement"),
        ({"support": "none"}, "low", "nothing carries it"),
        ({"support": None}, "low", "what its test risked was not asked"),
    ],
)
def test_what_the_test_allows(case, expected, binding):
    """However good the evidence, a test that risked little keeps a verdict low."""
    found = trust(**case)
    assert (found.evidence, found.test, found.level) == ("high", expected, expected)
    assert found.binding == binding


def test_what_is_read_off_is_as_good_as_its_evidence():
    """A printed figure bears what its sources bear, and the evidence alone is named."""
    found = trust(support="read_off", least=2)
    assert (found.level, found.binding) == ("moderate", "two origins together can change it")


def test_both_sides_are_named_where_they_bind_alike():
    """One origin, and a weak test: neither alone would raise it."""
    found = trust(support="weak", least=1)
    assert (found.level, found.binding) == (
        "low",
        "one origin can change it; its test risked little",
    )


def test_an_open_verdict_has_no_confidence():
    """Where nothing is said there is nothing to be confident of."""
    assert trust(verdict="open") is None
