"""The tables of several states of a case: what both have is taken over, and nothing differs by it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from random_case import cases
from small_case import SERBIA
from tertius.case.read import Lines
from tertius.inputs.grading import Grader
from tertius.inputs.schema import SHAPES, inputs
from tertius.inputs.states import NOT_COMPUTED_WITH, tables_of_states
from tertius.study.scenarios import suppose_all

NAMES = SHAPES.keys() - NOT_COMPUTED_WITH


def with_cells(case, table, **cells):
    """A case in which every row of a table has some other cells."""
    lines = case.tables[table]
    rows = [row.model_copy(update=cells) for row in lines.rows]
    return replace(case, tables={**case.tables, table: Lines(rows, lines.numbers)})


def sorted_rows(table):
    return sorted(str(row) for row in table.to_pylist())


def assert_as_laid_out_alone(today, others):
    """Each state's tables have the rows that they have where all are graded anew, in families of all states."""
    base, tables = tables_of_states(today, others)
    for name, case in {"": today, **others}.items():
        alone = inputs(case, Grader(case, None, (today, *others.values())), NAMES)
        found = tables[name] if name else base
        assert found.keys() == alone.keys()
        for table in NAMES:
            assert sorted_rows(found[table]) == sorted_rows(alone[table]), (name, table)


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(first=cases(), second=cases(), data=st.data())
def test_states_are_laid_out_as_each_is_alone(first, second, data):
    """A state with fewer claims, some of them assumed, other cells, or another case altogether."""
    ids = [row.id for row in first.rows("claims")]
    fewer = first.without(frozenset(data.draw(st.sets(st.sampled_from(ids))) if ids else ()))
    assumed = replace(first, assumed=frozenset(ids[::2]))
    others = {
        "fewer": fewer,
        "assumed": assumed,
        "worse outlets": with_cells(first, "outlets", reliability="F"),
        "other claims": with_cells(first, "claims", information="1"),
        "other": second,
    }
    assert_as_laid_out_alone(first, others)


@pytest.mark.xdist_group("serbia")
def test_the_scenarios_of_the_worked_case_are_laid_out_as_each_is_alone():
    """So it is in the scenarios of the Serbia case, which add, change and withdraw rows."""
    today, _, _, then = suppose_all(SERBIA)
    assert_as_laid_out_alone(today, then)
