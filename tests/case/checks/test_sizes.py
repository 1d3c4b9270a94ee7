"""Numbers of a size that cannot be meant, and hosts that are not of the case."""

from typing import Any

import pytest

from small_case import beside_doubts
from tertius.study.open import check_case


def sizes(small: Any) -> list[str]:
    """What is said of sizes and hosts, with the wording of each."""
    problems = beside_doubts(check_case(small.path)[2])
    return [
        f"{p.file}:{p.column} {p.wording}" for p in problems if p.code in ("size", "outside-host")
    ]


def amount(small: Any, name: str, value: str, **cells: str) -> None:
    """State an amount of the sale, which no other claim of the small case has with this qualifier."""
    given = {"subject": "nis-sale", "property": "amount", "unit": "EUR", "qualifier": "mine"}
    small.add("claims", id=name, source="wire-2014", date="2009", value=value, **(given | cells))


@pytest.mark.parametrize(
    ("value", "said"),
    [("9000", ["claims.csv:value rival"]), ("900000", []), ("400000", [])],
)
def test_rivals_a_thousand_apart(small: Any, value: str, said: list[str]):
    """A sum below a thousandth of another of the same is named; nearer rivals are evidence, and millions are told apart."""
    amount(small, "one", value)
    amount(small, "two", "400000001")
    assert sizes(small) == said


def test_two_sums_of_different_things(small: Any):
    """Sums that the qualifier sets apart are no rivals."""
    amount(small, "one", "9000")
    amount(small, "two", "400000001", qualifier="other")
    assert sizes(small) == []


def test_what_is_no_loan_may_be_small(small: Any):
    """A sale of 48.5 euro is not looked at, and a loan of that size is."""
    amount(small, "one", "48.5")
    amount(small, "two", "48.5", subject="russian-rail-loan")
    assert sizes(small) == ["claims.csv:value loan"]


@pytest.mark.parametrize(
    ("start", "scope", "said"),
    [
        ("1815", "core", ["engagements.csv:start century"]),
        ("1815", "background", []),
        ("1915", "core", []),
    ],
)
def test_a_date_a_century_early(small: Any, start: str, scope: str, said: list[str]):
    """A start more than a century before the period is named, unless the row is background."""
    small.set("engagements", "card-contract", "start", start)
    small.set("engagements", "card-contract", "scope", scope)
    assert sizes(small) == said


def test_a_claim_dated_a_century_early(small: Any):
    """A claim on something of our days cannot be of another century."""
    amount(small, "one", "400000000")
    small.set("claims", "one", "date", "1809")
    assert sizes(small) == ["claims.csv:date century"]


@pytest.mark.parametrize(("scope", "said"), [("core", 1), ("neighbour", 0), ("background", 0)])
def test_a_host_outside_the_case(small: Any, scope: str, said: int):
    """An engagement elsewhere is a neighbour's or background; said to be core it is named."""
    small.set("engagements", "card-contract", "host", "MNE")
    small.set("engagements", "card-contract", "scope", scope)
    assert len(sizes(small)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("100", "200", "has value 48500000 above high 200. Correct one of the two."),
        ("99000000", "", "has value 48500000 below low 99000000. Correct one of the two."),
    ],
)
def test_a_value_outside_its_range(small: Any, low: str, high: str, said: str):
    """A value that lies outside its own range keeps the case from building."""
    amount(small, "one", "48500000", low=low, high=high)
    [problem] = [p for p in check_case(small.path)[2] if p.blocks]
    assert said in str(problem)


def test_a_value_within_its_range(small: Any):
    """A value may stand with the range around it, and at its ends."""
    amount(small, "one", "48500000", low="48500000", high="50000000")
    assert small.problems() == []
