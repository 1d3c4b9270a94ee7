"""The laws of the kernel: many worlds at once, each alone, and a rebuild without the rows agree."""

from collections import defaultdict
from itertools import count

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from random_case import cases
from tertius.chosen import fallen
from tertius.inputs import inputs
from tertius.measures import MEASURES, STEPS
from tertius.pipeline import choices_of, compute, withdrawals
from tertius.store import connect, put, saver
from tertius.weigh import Weigher
from tertius.worlds import Worlds, leave_each_out, overlay, stage, view, with_dependents

PUBLISHED = sorted(MEASURES)
HIDDEN = {"family", "component"}
"""Partitions: a rebuild names them anew, and no reader sees them."""


def rows_of(table):
    """The rows of a table as a sorted list that ignores partitions."""
    shown = [name for name in table.columns if name not in HIDDEN]
    return sorted(str(sorted(row.items())) for row in table.select(*shown).to_pyarrow().to_pylist())


def measured(case, gone=frozenset()):
    """Every measure of a case computed alone, without some rows."""
    connection = connect()
    stored = {
        name: pa.Table.from_pylist(
            [r for r in table.to_pylist() if r.get("id") not in gone], schema=table.schema
        )
        if "id" in table.column_names
        else table
        for name, table in inputs(case, Weigher(case)).items()
    }
    tables = compute(put(connection, stored), saver(connection), choices_of(case))
    return {name: rows_of(tables[name].base) for name in PUBLISHED}


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_many_worlds_equal_each_alone_and_a_rebuild(case):
    """Leaving every origin out at once gives each measure what each world alone and a rebuild give."""
    weigher = Weigher(case)
    connection = connect()
    save = saver(connection)
    base = put(connection, inputs(case, weigher))
    withdrawn = withdrawals(base, save)
    tables = compute(base, save, choices_of(case), withdrawn)
    gone = defaultdict(set)
    for row in withdrawn.to_pyarrow().to_pylist():
        gone[row["world"]].add(row["id"])
    seen = {}
    for world, ids in sorted(gone.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(seen) < 3:
            seen.setdefault(frozenset(ids), world)
    for ids, world in seen.items():
        alone = measured(case, ids)
        rebuilt = measured(case.without(ids))
        for name in PUBLISHED:
            together = rows_of(view(tables[name], world))
            assert together == alone[name], f"{name} without {world} differs from that world alone"
            assert together == rebuilt[name], f"{name} without {world} differs from a rebuild"


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_what_nobody_asks_is_computed_in_the_baseline_alone(case):
    """A measure that is asked is the same in every world, whether or not the others are asked too."""
    connection = connect()
    save = saver(connection)
    base = put(connection, inputs(case, Weigher(case)))
    withdrawn = withdrawals(base, save)
    every = compute(base, save, choices_of(case), withdrawn)
    asked = compute(base, save, choices_of(case), withdrawn, {"leader"})
    assert rows_of(asked["leader"].change.rows) == rows_of(every["leader"].change.rows)
    assert asked["balance"].change is None
    for name in PUBLISHED:
        assert rows_of(asked[name].base) == rows_of(every[name].base)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(case=cases())
def test_a_world_withdraws_just_the_rows_that_only_its_origin_carries(case):
    """Without an origin, a row falls where every source of it has that origin, and so does what is based on it."""
    weigher = Weigher(case)
    connection = connect()
    base = put(connection, inputs(case, weigher))
    found = defaultdict(set)
    worlds = with_dependents(leave_each_out(base["origins"]), base["bases"])
    for row in worlds.to_pyarrow().to_pylist():
        found[row["world"]].add(row["id"])
    carriers = defaultdict(set)
    for row in weigher.origins():
        carriers[row["id"]].add(row["origin"])
    for origin in set().union(*carriers.values()):
        alone = {row for row, origins in carriers.items() if origins == {origin}}
        assert found.get(origin, set()) == fallen(weigher, alone)


# Kernel laws on a case that counts by hand


@pytest.fixture
def kernel():
    connection = connect()
    numbers = count()
    save = lambda table: connection.create_table(f"t{next(numbers)}", table, temp=True)
    base = connection.create_table(
        "rows",
        pa.table({"id": ["a", "b", "c", "d"], "place": ["x", "x", "y", "z"], "n": [1, 2, 3, 4]}),
    )
    return connection, save, base


def total(rows):
    return rows.group_by("world", "place").agg(n=rows.n.sum())


def in_world(table, world):
    return {row["place"]: row["n"] for row in view(table, world).to_pyarrow().to_pylist()}


def withdraw(connection, *pairs):
    return connection.create_table(
        "gone",
        pa.table({"world": [w for w, _ in pairs], "id": [i for _, i in pairs]}),
        overwrite=True,
    )


def test_untouched_partitions_inherit_the_baseline(kernel):
    """A world that withdraws one row changes that row's partition and inherits the others."""
    connection, save, base = kernel
    rows = overlay(base, ("place",), save, withdrawn=withdraw(connection, ("w", "a")))
    sums = stage(total, ("place",), save, inputs={"rows": rows})
    assert in_world(sums, "w") == {"x": 2, "y": 3, "z": 4}
    assert in_world(sums, "") == {"x": 3, "y": 3, "z": 4}


def test_a_partition_touched_and_empty_is_gone(kernel):
    """Where a world withdraws the last row of a partition, the partition does not rise from the baseline."""
    connection, save, base = kernel
    rows = overlay(base, ("place",), save, withdrawn=withdraw(connection, ("w", "c")))
    sums = stage(total, ("place",), save, inputs={"rows": rows})
    again = stage(lambda rows: rows.mutate(n=rows.n + 1), ("place",), save, inputs={"rows": sums})
    assert in_world(again, "w") == {"x": 4, "z": 5}


def test_what_comes_out_unchanged_is_cut_off(kernel):
    """A world whose result equals the baseline's touches nothing after the stage."""
    connection, save, base = kernel
    rows = overlay(base, ("place",), save, withdrawn=withdraw(connection, ("w", "a")))
    largest = lambda rows: rows.group_by("world", "place").agg(n=rows.n.max())
    cut = stage(largest, ("place",), save, inputs={"rows": rows})
    kept = stage(largest, ("place",), save, cut=False, inputs={"rows": rows})
    assert cut.change.touched.count().execute() == 0
    assert kept.change.touched.count().execute() == 1
    assert in_world(cut, "w") == in_world(kept, "w") == {"x": 2, "y": 3, "z": 4}


def test_worlds_do_not_mix(kernel):
    """Two worlds that touch one partition see their own rows only, in joins too."""
    connection, save, base = kernel
    rows = overlay(base, ("place",), save, withdrawn=withdraw(connection, ("v", "a"), ("w", "b")))
    pairs = lambda rows: (
        rows.join(rows.select("world", "place", m="n"), ["world", "place"])
        .group_by("world", "place")
        .agg(n=ibis._.m.sum())
    )
    joined = stage(pairs, ("place",), save, inputs={"rows": rows})
    assert in_world(joined, "v") == {"x": 2, "y": 3, "z": 4}
    assert in_world(joined, "w") == {"x": 1, "y": 3, "z": 4}
    assert in_world(joined, "") == {"x": 6, "y": 3, "z": 4}


def test_a_world_can_add_and_move_rows(kernel):
    """A row withdrawn in one partition and added in another leaves the first and enters the second."""
    connection, save, base = kernel
    added = connection.create_table(
        "new", pa.table({"world": ["w"], "id": ["a"], "place": ["y"], "n": [1]})
    )
    rows = overlay(base, ("place",), save, withdrawn=withdraw(connection, ("w", "a")), added=added)
    sums = stage(total, ("place",), save, inputs={"rows": rows})
    assert in_world(sums, "w") == {"x": 2, "y": 4, "z": 4}


def test_rows_that_decide_nothing_touch_nothing(kernel):
    """With the deciding rows named, a world without one of them touches no partition."""
    connection, save, base = kernel
    deciding = connection.create_table("deciding", pa.table({"id": ["b", "c"]}))
    rows = overlay(
        base,
        ("place",),
        save,
        withdrawn=withdraw(connection, ("w", "a"), ("v", "b")),
        deciding=deciding,
    )
    worlds = rows.change.touched.to_pyarrow().to_pylist()
    assert worlds == [{"world": "v", "place": "x"}]


def test_a_list_that_differs_between_worlds_is_refused(kernel):
    """A stage refuses an input that changes between worlds and lacks the partition's columns."""
    connection, save, base = kernel
    rows = overlay(base, ("place",), save, withdrawn=withdraw(connection, ("w", "a")))
    with pytest.raises(ValueError, match="rows differs between worlds"):
        stage(total, ("nowhere",), save, inputs={"rows": rows, "other": Worlds(base)})


def test_every_step_takes_what_an_earlier_one_gives():
    """The steps read top to bottom: each takes tables of the store or of a step above it."""
    from tertius.inputs import SHAPES

    known = set(SHAPES)
    for step in STEPS:
        assert set(step.inputs) <= known, step.name
        known.add(step.name)
