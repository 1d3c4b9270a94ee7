"""What a measure may not be declared without, and what its declaration comes to."""

import pytest

from tertius.engine.step import step
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import Measure, MeasureColumn, measure, number, text, truth
from tertius.facts.texts import HOST

WHOLE = {
    "place": 1,
    "per": ("host",),
    "key": ("host",),
    "columns": {"host": "text"},
    "evidence": lambda row, named: None,
    "answered_by": "a row",
    "exchanges": Exchanges(reason="has none"),
}


def declared(**parts):
    def counted(entries, stakes, *, as_of):
        """Everything, counted."""

    return measure(parts.pop("question", "How many?"), **{**WHOLE, **parts})(counted)


@pytest.mark.parametrize(
    ("part", "nothing"),
    [
        ("question", ""),
        ("place", 0),
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


@pytest.mark.parametrize(
    "part", ["place", "columns", "key", "evidence", "answered_by", "exchanges"]
)
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


def test_columns_say_what_they_hold():
    """A column has its kind, its words, its sentence and its label; one that shares them says only what it holds."""
    found = declared(
        columns={
            "host": HOST,
            "ended": number("How many ended.", label="over"),
            "known": truth("Whether it is known."),
            "seat": text("Where it sits.", HOST),
            "note": text("What is noted."),
            "period": "text",
        }
    )
    assert found.columns == {
        "host": "text",
        "ended": "number",
        "known": "truth",
        "seat": "text",
        "note": "text",
        "period": "text",
    }
    assert found.texts == {"host": HOST, "seat": HOST}
    assert found.declared["ended"] == MeasureColumn("number", "How many ended.", "over")
    assert found.declared["period"] == MeasureColumn("text", "", "")


def test_a_step_on_the_way_is_no_measure():
    """A step answers no question, so that no finding can ask it."""
    assert not isinstance(step(per=("host",))(lambda entries: entries), Measure)
