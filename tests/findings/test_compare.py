"""The findings of a case in two worlds, held side by side."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tertius.findings.compare import compare


@dataclass(frozen=True)
class Told:
    id: str
    verdict: str = "holds"
    state: str | None = None
    value: Any = None
    reason: str = "it is met"
    section: str = "Rail"
    statement: str = "A statement."
    kind: str = "computed"


def test_what_turns_and_what_moves():
    """A verdict or trigger that changes turns, another value or reason moves, and the rest is counted."""
    found = compare(
        [
            Told("same", value={"n": Decimal(2)}),
            Told("verdict"),
            Told("trigger", "open", "asleep"),
            Told("value", value={"n": Decimal(2)}),
            Told("reason", reason="of 2 sets 2 stand"),
        ],
        [
            Told("reason", reason="of 2 sets 1 stands"),
            Told("value", value={"n": Decimal(3)}),
            Told("trigger", "open", "fired"),
            Told("verdict", "open"),
            Told("same", value={"n": Decimal("2.0")}),
        ],
    )
    assert [one.id for one in found.turned] == ["verdict", "trigger"]
    assert [(one.before.word, one.after.word) for one in found.turned] == [
        ("holds", "open"),
        ("asleep", "fired"),
    ]
    assert [one.id for one in found.moved] == ["value", "reason"]
    assert found.same == 1


def test_only_findings_of_both_are_compared():
    """A finding that one of the two worlds was not asked is neither the same nor different."""
    found = compare([Told("a"), Told("b")], [Told("b")])
    assert (found.differences, found.same) == ((), 1)


told = st.builds(
    Told,
    id=st.sampled_from("abcdef"),
    verdict=st.sampled_from(["holds", "fails", "open"]),
    value=st.sampled_from([None, 1, {"n": 1}]),
)
lists = st.lists(told, unique_by=lambda one: one.id)


@given(lists, lists)
def test_a_world_does_not_differ_from_itself(one: list[Told], other: list[Told]):
    """A world differs in nothing from itself, and each of two from the other in the same findings."""
    assert compare(one, one).differences == ()
    there, back = compare(one, other), compare(other, one)
    assert {d.id: (d.before, d.after) for d in there.differences} == {
        d.id: (d.after, d.before) for d in back.differences
    }
    assert len(there.differences) + there.same == len({t.id for t in one} & {t.id for t in other})
