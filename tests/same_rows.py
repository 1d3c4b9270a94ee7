"""Whether another engine gives DuckDB's rows, to the last digit: in the baseline and in other worlds."""

from functools import cache

from many_worlds import left_out
from small_case import SERBIA
from tertius.inputs.grading import Grader
from tertius.inputs.provenance import read_provenance
from tertius.inputs.schema import inputs
from tertius.measures import MEASURES
from tertius.study.open import open_case
from tertius.worlds.computation import STEP_NAMES, choices_of, rows_of
from tertius.worlds.differences import needed


@cache
def serbia():
    """The Serbia case as tables, its choices, and what falls without each of its origins."""
    case, _, _ = open_case(SERBIA)
    grader = Grader(case)
    provenance = read_provenance(grader.origins(), grader.bases())
    worlds = {origin: provenance.fallen([origin]) for origin in sorted(provenance.rows_of)}
    return inputs(case, grader), choices_of(case), worlds


def assert_same(name, one, other):
    """Two tables have the same columns, of the same types, and the same rows to the last digit."""
    assert one.schema == other.schema, name
    mine, theirs = ([repr(sorted(row.items())) for row in rows_of(t)] for t in (one, other))
    assert mine == theirs, name


def assert_same_baseline(duck, sparked, measures=MEASURES):
    for name in sorted(STEP_NAMES.intersection(needed(measures))):
        assert_same(name, duck.table(name), sparked.table(name))


def assert_same_worlds(duck, sparked, worlds, measures):
    wanted, found = (c.changed(left_out(worlds), measures) for c in (duck, sparked))
    assert wanted.keys() == found.keys()
    assert any(rows.num_rows for rows, _ in wanted.values())
    for name in wanted:
        for one, other in zip(wanted[name], found[name], strict=True):
            assert_same(name, one, other)
