"""Texts, counts and what somebody meant, as messages say them."""

import pytest

from tertius.evidence.text import did_you_mean, nearest, nearest_few, several


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1234, "1,234 rows")]
)
def test_one_thing_stands_in_the_singular(count, said):
    """There is 1 row, and there are 0, 2 or 1,234 rows."""
    assert several(count, "row") == said


def test_a_plural_that_is_no_s_is_given():
    """One finding does not change, two do not."""
    assert [several(count, "finding does", "findings do") for count in (1, 2)] == [
        "1 finding does",
        "2 findings do",
    ]


def test_a_slip_is_asked_after_and_a_guess_is_not():
    """Of a word with a slip it is asked whether the nearest was meant; of one that is like none, nothing."""
    measures = ("presence", "overlap", "dependence")
    assert did_you_mean("presense", measures) == " Did you mean presence?"
    assert did_you_mean("xyz", measures) == ""
    assert nearest("Presence", measures, cutoff=0.9) is None
    assert nearest_few("pendence", iter(measures), most=2) == ["dependence", "presence"]
