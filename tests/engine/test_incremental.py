"""The laws of one step in many worlds, on tables that a hand can count."""

from itertools import count

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings

from many_worlds import provenance_of
from random_case import cases
from tertius.engine.incremental import (
    Worlds,
    overlay,
    spread,
    stage,
    view,
)
from tertius.inputs.grading import Grader
from tertius.measures import STEPS


@settings(max_examples=25, deadline=None, derandomize=True)
@given(case=cases())
def test_a_world_withdraws_just_the_rows_that_only_its_origin_carries(case):
    """Without an origin, a row falls where every source of it has that origin, and so does what is based on it."""
    grader = Grader(case)
    provenance = provenance_of(case)
    for origin in provenance.rows_of:
        alone = {row for row, origins in provenance.of.items() if origins == {origin}}
        fallen = alone | {row["id"] for row in grader.bases() if row["base"] in alone}
        assert provenance.fallen([origin]) == fallen


@settings(max_examples=25, deadline=None, derandomize=True)
@given(case=cases())
def test_a_row_falls_with_the_last_of_its_origins(case):
    """Without several origins fall the rows that only they carry, and what is based on one of these."""
    provenance = provenance_of(case)
    origins = sorted(provenance.rows_of)
    for gone in (origins[:2], origins[1:3], origins):
        alone = {row for row, behind in provenance.of.items() if behind <= set(gone)}
        bases = {(row["id"], row["base"]) for row in Grader(case).bases()}
        assert provenance.fallen(gone) == alone | {row for row, base in bases if base in alone}


# Kernel laws on a case that counts by hand


@pytest.fixture
def kernel():
    connection = ibis.duckdb.connect()
    numbers = count()
    save = lambda table, **_: connection.create_table(f"t{next(numbers)}", table, temp=True)
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
    cut = stage(largest, ("place",), save, cut=("place",), inputs={"rows": rows})
    kept = stage(largest, ("place",), save, inputs={"rows": rows})
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
    from tertius.inputs.schema import SHAPES

    known = set(SHAPES)
    for step in STEPS:
        assert set(step.inputs) <= known, step.name
        known.add(step.name)


@pytest.fixture
def houses(kernel):
    """Five rows of three houses in two streets, and three worlds: two have one variant of the first house in common."""
    connection, save, _ = kernel
    base = connection.create_table(
        "flats",
        pa.table(
            {
                "id": ["a", "b", "c", "d", "e"],
                "house": ["1", "1", "2", "2", "3"],
                "place": ["x", "x", "x", "y", "y"],
                "n": [1, 2, 3, 4, 5],
            }
        ),
    )
    has = {"u": ["-a"], "v": ["-a", "-c"], "w": ["-ab"]}
    variants = connection.create_table(
        "variants",
        pa.table(
            {
                "world": [world for world, each in has.items() for _ in each],
                "variant": [name for each in has.values() for name in each],
            }
        ),
    )
    gone = withdraw(connection, ("-a", "a"), ("-c", "c"), ("-ab", "a"), ("-ab", "b"))
    return save, variants, overlay(base, ("house",), save, withdrawn=gone)


def test_sums_of_variants_are_those_of_the_worlds_that_have_them(houses):
    """Sums over parts that are given in variants add up, in each world, what its variants come to there."""
    save, variants, rows = houses
    counted = lambda rows: rows.group_by("world", "place").agg(n=rows.n.sum(), rows=rows.count())
    sums = stage(counted, ("place",), save, sums=True, inputs={"rows": rows}, variants=variants)
    assert in_world(sums, "") == {"x": 6, "y": 9}
    assert in_world(sums, "u") == {"x": 5, "y": 9}
    assert in_world(sums, "v") == {"x": 2, "y": 9}
    assert in_world(sums, "w") == {"x": 3, "y": 9}


def test_sums_of_variants_are_taken_only_in_the_worlds_that_are_asked(houses):
    """A world that is not asked has the sums of the baseline, though it has a variant that another was asked with."""
    save, variants, rows = houses
    counted = lambda rows: rows.group_by("world", "place").agg(n=rows.n.sum(), rows=rows.count())
    asked = variants.filter(variants.world == "v").select("world").distinct()
    sums = stage(
        counted, ("place",), save, sums=True, inputs={"rows": rows}, within=asked, variants=variants
    )
    assert in_world(sums, "u") == {"x": 6, "y": 9}
    assert in_world(sums, "v") == {"x": 2, "y": 9}


def test_variants_are_spread_over_the_worlds_that_have_them(houses):
    """A table given in variants has, once spread, each world's own rows; a part of which nothing is left is gone."""
    save, variants, rows = houses
    everywhere = Worlds(rows.base, spread(rows.change, variants, save))
    ids = {
        world: sorted(row["id"] for row in view(everywhere, world).to_pyarrow().to_pylist())
        for world in ("", "u", "v", "w")
    }
    assert ids == {
        "": ["a", "b", "c", "d", "e"],
        "u": ["b", "c", "d", "e"],
        "v": ["b", "d", "e"],
        "w": ["c", "d", "e"],
    }
