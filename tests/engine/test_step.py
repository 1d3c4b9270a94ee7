"""What is declared of a step, and what a measure may not be declared without."""

import pytest

from tertius.engine.step import measure, step

WHOLE = {
    "per": ("host",),
    "key": ("host",),
    "columns": {"host": "text"},
    "evidence": lambda row, named: None,
    "answered_by": "a row",
    "exchanges": "none apply",
}


def declared(**parts):
    def counted(entries, stakes, *, as_of):
        """Everything, counted."""

    return measure(parts.pop("question", "How many?"), **{**WHOLE, **parts})(counted)


@pytest.mark.parametrize(
    ("part", "nothing"),
    [
        ("question", ""),
        ("columns", {}),
        ("key", ()),
        ("evidence", None),
        ("answered_by", ""),
        ("exchanges", None),
    ],
)
def test_a_measure_is_refused_without(part, nothing):
    """A measure without one of the things that it has to say of itself is refused by name where it is declared."""
    with pytest.raises(ValueError, match=f"^the measure counted is declared without its {part}$"):
        declared(**{part: nothing})


@pytest.mark.parametrize("part", ["columns", "key", "evidence", "answered_by", "exchanges"])
def test_nothing_that_a_measure_says_of_itself_can_be_left_unsaid(part):
    """None of it has a default that could stand in for it."""
    with pytest.raises(TypeError, match=part):
        measure("How many?", **{name: given for name, given in WHOLE.items() if name != part})


def test_arguments_tell_what_is_taken():
    """Positional arguments are tables, keyword-only ones settings, and those of the evidence its tables."""

    def evidence(row, named, *, searches, holdings):
        return None

    found = declared(evidence=evidence)
    assert found.inputs == ("entries", "stakes")
    assert found.choices == ("as_of",)
    assert found.reads == ("searches", "holdings")


def test_a_step_on_the_way_is_no_measure():
    """A step has no question, so it has no columns to be named and no evidence of its own."""
    found = step(per=("host",))(lambda entries: entries)
    assert (found.question, found.columns, found.evidence) == ("", {}, None)
