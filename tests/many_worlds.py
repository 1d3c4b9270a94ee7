"""A case computed alone and in many worlds, as the tests of the kernel compare them."""

import pyarrow as pa

from tertius.engine.duckdb import DuckStore
from tertius.facts.ledger import ledger_of
from tertius.findings.judge import judge
from tertius.findings.outcome import outcome
from tertius.inputs.grading import Grader
from tertius.inputs.provenance import read_provenance
from tertius.inputs.schema import inputs
from tertius.measures import MEASURES
from tertius.worlds.computation import Altered, Changes, Computation, choices_of
from tertius.worlds.differences import WITHDRAWN
from tertius.worlds.selection import BASELINE, tables_in

PUBLISHED = sorted(MEASURES)
HIDDEN = {"family", "component"}
"""Partitions: a rebuild names them anew, and no reader sees them."""


def shown(rows):
    """Rows as a sorted list that ignores partitions."""
    return sorted(str(sorted((k, v) for k, v in row.items() if k not in HIDDEN)) for row in rows)


def computed(case, gone=frozenset()):
    """A case computed, without some rows of its tables."""
    stored = {
        name: pa.Table.from_pylist(
            [r for r in table.to_pylist() if r.get("id") not in gone], schema=table.schema
        )
        if "id" in table.column_names
        else table
        for name, table in inputs(case, Grader(case)).items()
    }
    return Computation(DuckStore(), stored, choices_of(case))


def judged(case, compiled, world=BASELINE):
    """What each finding of a case comes to in a world computed alone, by the values that are known.

    This is how a study judges before it asks what unknowns and missing origins leave of that.
    """
    stored = tables_in(case, world)
    ledger = ledger_of(stored)
    measures = {name for one in compiled for name in one.measures}
    alone = Computation(DuckStore(), stored, choices_of(case), measures=measures)
    rows = alone.baseline(measures).rows
    return {one.finding.id: outcome(judge(one, rows, ledger)) for one in compiled}


def measured(case, gone=frozenset()):
    """Every measure of a case computed alone, without some rows."""
    found = computed(case, gone)
    return {name: shown(found.rows(name)) for name in PUBLISHED}


def left_out(worlds):
    """The rows that worlds leave out, as the kernel takes them."""
    rows = [{"world": world, "id": row} for world, gone in worlds.items() for row in sorted(gone)]
    return Changes(withdrawn=pa.Table.from_pylist(rows, schema=WITHDRAWN))


def in_world_of(computation, found, name, world):
    """The rows of a measure as they stand in one world."""
    base = computation.rows(name)
    if name not in found:
        return base
    rows, touched = found[name]
    per = [column for column in touched.column_names if column != "world"]
    gone = {tuple(r[c] for c in per) for r in touched.to_pylist() if r["world"] == world}
    mine = [
        {k: v for k, v in r.items() if k != "world"}
        for r in rows.to_pylist()
        if r["world"] == world
    ]
    return [r for r in base if tuple(r[c] for c in per) not in gone] + mine


def provenance_of(case):
    grader = Grader(case)
    return read_provenance(grader.origins(), grader.bases())


def altered_by_world(changes, name):
    """How worlds alter a table, those of families too, which stand by variants; None where none does."""
    found = changes.altered.get(name)
    if found is None or changes.variants is None or "family" not in found.touched.column_names:
        return found

    def by_world(table):
        joined = table.rename_columns({"world": "variant"}).join(
            changes.variants, "variant", join_type="inner"
        )
        return joined.drop_columns("variant")

    return Altered(by_world(found.rows), by_world(found.touched))
