"""What is declared of a step, and what a measure may not be declared without."""

import pytest

from tertius.engine.step import measure, step

WHOLE = {
    "per": ("host",),
    "key": ("host",),
    "columns": {"host": "text"},
    "evidence": lambda row, named: None,
    "exchanges": "none apply",
}


def declared(**parts):
    def counted(entries, stakes, *, as_of):
        """Everything, counted."""

    return measure(parts.pop("question", "How many?"), **{**WHOLE, **parts})(counted)


@pytest.mark.parametrize(
    ("part", "nothing"),
    [("question", ""), ("columns", {}), ("key", ()), ("evidence", None), ("exchanges", None)],
)
def test_a_measure_is_refused_without(part, nothing):
    """A measure without question, columns, key, evidence or exchanges is refused by name where it is declared."""
    with pytest.raises(ValueError, match=f"^the measure counted is declared without its {part}$"):
        declared(**{part: nothing})


@pytest.mark.parametrize("part", ["columns", "key", "evidence", "exchanges"])
def test_columns_key_evidence_and_exchanges_cannot_be_left_unsaid(part):
    """Columns, key, evidence and exchanges have no default that could stand in for them."""
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
