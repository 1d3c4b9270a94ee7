"""The rows that fall with each origin, asked of all origins at once, are those that fall with each by itself."""

import sys
from pathlib import Path

import ibis
import pyarrow as pa
from hypothesis import given, settings

from many_worlds import provenance_of
from random_case import cases
from tertius.inputs.grading import Grader
from tertius.inputs.schema import inputs
from tertius.worlds.differences import WITHDRAWN

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from withdrawn import in_batches, leave_each_out, with_dependents


@settings(max_examples=25, deadline=None, derandomize=True)
@given(case=cases())
def test_every_origin_takes_its_rows_with_it(case):
    """In one query the world without each origin withdraws what a study finds for that origin alone."""
    stored = inputs(case, Grader(case))
    origins, bases = (ibis.memtable(stored[name]) for name in ("origins", "bases"))
    found = {}
    for row in with_dependents(leave_each_out(origins), bases).to_pyarrow().to_pylist():
        found.setdefault(row["world"], set()).add(row["id"])
    provenance = provenance_of(case)
    for origin in provenance.rows_of:
        assert found.get(origin, set()) == provenance.fallen([origin])


def test_batches_tear_no_world_apart():
    """Worlds come in batches of at most so many rows, each world whole, and one that is larger alone."""
    rows = [("a", "1"), ("b", "2"), ("c", "3"), ("c", "4"), ("c", "5"), ("a", "6"), ("d", "7")]
    withdrawn = pa.table(list(zip(*rows, strict=True)), schema=WITHDRAWN)
    batches = [sorted(batch["world"].to_pylist()) for batch in in_batches(withdrawn, 2)]
    assert batches == [["a", "a"], ["b"], ["c", "c", "c"], ["d"]]
