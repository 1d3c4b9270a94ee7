"""The measures together: their order, their columns, and what it takes to read them."""

import subprocess
import sys

import pytest

from small_case import one, rows, small_study
from tertius.engine.step import step
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import measure
from tertius.inputs.schema import SHAPES
from tertius.measures import MEASURES, STEPS, in_order, measure_columns
from tertius.worlds.computation import choices_of
from tertius.worlds.recording import columns_of_steps

UNNAMED = {
    "facts": ["family", "member", "stage_order", "first_day", "last_day", "published"],
    "control": ["component"],
    "promises": ["family"],
}
"""Columns that other steps need, and that no finding may name."""


def kind(dtype):
    return "truth" if dtype.is_boolean() else "number" if dtype.is_numeric() else "text"


@pytest.fixture(scope="module")
def schemas():
    """The columns that each step gives, told by its function."""
    return columns_of_steps(tuple(sorted(choices_of(small_study().case).items())))


@pytest.mark.parametrize("name", MEASURES)
def test_declared_columns_are_those_that_come_back(name, schemas):
    """A measure's table has the columns that it declares, in that order and of that kind, and few others."""
    given = {column: kind(dtype) for column, dtype in schemas[name].items()}
    hidden = UNNAMED.get(name, [])
    assert [column for column in given if column not in MEASURES[name].columns] == hidden
    shown = [(column, kind) for column, kind in given.items() if column not in hidden]
    assert list(measure_columns()[name].items()) == shown


def test_measures_are_listed_by_their_places():
    """Readers see measures in the order of the numbers that their declarations give, each its own."""
    places = [one_measure.place for one_measure in MEASURES.values()]
    assert places == sorted(set(places))


def test_every_step_stands_after_what_it_takes_and_serves_a_measure():
    """A step takes tables of the case and steps before it; a measure is made of every one."""
    before = set(SHAPES)
    for one_step in STEPS:
        assert before.issuperset(one_step.inputs), one_step.name
        before.add(one_step.name)
    used = set(MEASURES)
    for one_step in reversed(STEPS):
        assert one_step.name in used, one_step.name
        used.update(one_step.inputs)


def test_evidence_is_told_by_tables_that_are_there():
    """What a measure's evidence reads is a step or a table of the case."""
    there = {*SHAPES, *(one_step.name for one_step in STEPS)}
    for name, one_measure in MEASURES.items():
        assert there.issuperset(one_measure.reads), name


def named(name, *inputs, place=0):
    source = f"lambda {', '.join(inputs)}: None"
    function = eval(source)
    function.__name__ = name
    if not place:
        return step(per=())(function)
    return measure(
        "Who is there?",
        place=place,
        per=(),
        key=("a",),
        columns={"a": "text"},
        evidence=lambda row, named: None,
        answered_by="a row",
        exchanges=Exchanges(reason="has none"),
    )(function)


def test_a_measure_stands_in_its_place():
    """A new measure needs no entry elsewhere: it stands by its number among the others, after what it takes."""
    absence = named("absence", "tallies", place=15)
    tallies = named("tallies", "claims")
    presence, leader = named("presence", place=10), named("leader", place=20)
    found = in_order([absence, leader, tallies, presence])
    assert [one_step.name for one_step in found] == ["presence", "tallies", "absence", "leader"]


def test_two_measures_cannot_stand_in_one_place():
    """A second measure in a place is refused, since their order would hang on names of files."""
    with pytest.raises(ValueError, match=r"^the measures one and other stand in place 5$"):
        in_order([named("one", place=5), named("other", place=5)])


def test_steps_that_take_each_other_are_refused():
    """A circle of steps has no order and is refused by the name of one of them."""
    with pytest.raises(ValueError, match=r"^the step one takes what is made of it$"):
        in_order([named("one", "other"), named("other", "one")])


def test_two_steps_of_one_name_are_refused():
    """A name belongs to one step."""
    with pytest.raises(ValueError, match=r"^two steps are named one$"):
        in_order([named("one"), named("one", "claims")])


def test_declarations_are_read_without_what_computes():
    """Questions, columns, evidence and the conditions on them are read without a database or a graph."""
    code = (
        "import sys, tertius.measures, tertius.findings.read\n"
        "heavy = ('ibis', 'pyarrow', 'duckdb', 'networkx', 'numpy')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_measure_that_is_not_there_has_no_evidence():
    """Evidence of an unknown measure is an error, and never an empty list."""
    with pytest.raises(KeyError, match="absence"):
        small_study().lineage.evidence("absence", {"host": "SRB"})


def test_who_leads_rests_on_what_the_basis_counts():
    """By count engagements lead back to claims, by stake the ties and the chain behind their holder."""
    lineage = small_study().lineage
    place = {"host": "SRB", "sector": "oil-gas"}
    ties = {row["id"] for row in small_study().tables["ties"]}
    by = {
        basis: set(lineage.subjects("leader", one("leader", **place, basis=basis)))
        for basis in ("count", "stake", "years")
    }
    assert by["years"] == by["count"] | by["stake"]
    assert by["stake"] <= ties
    assert not by["count"] & ties
    stakes = {row["id"] for row in rows("stakes", **place)}
    assert stakes < by["stake"]
