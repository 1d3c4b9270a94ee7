"""The rule by which rivals settle: in SQL and in Python it is the same one."""

from itertools import product

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from random_case import cases
from tertius.engine.duckdb import DuckStore
from tertius.facts.ledger import ledger_of
from tertius.facts.rule import ASSUMED, FACT_KEY, OBSERVATION_KEY, Grade
from tertius.inputs.grading import Grader
from tertius.inputs.schema import inputs
from tertius.worlds.computation import Computation, choices_of

KEYS = {"claims": ("facts", FACT_KEY), "observations": ("observations", OBSERVATION_KEY)}
SETTLING = {"claims": "claims", "observation_rows": "observations"}


def settled(case, stored):
    """Each fact and number that SQL settles, by its key, and the ids that it says decide."""
    computation = Computation(
        DuckStore(), stored, choices_of(case), measures=("facts", "observations")
    )
    found = {
        (table, *(row[name] for name in key)): row
        for table, (step, key) in KEYS.items()
        for row in computation.rows(step)
    }
    deciding = {
        (SETTLING[name], row["id"])
        for name in SETTLING
        for row in computation.engine.fetch(f"{name}_deciding").to_pylist()
    }
    return found, deciding


@settings(max_examples=10)
@given(case=cases())
def test_what_sql_settles_is_what_the_ledger_says_decides(case):
    """For random rivals: SQL and Python settle the same keys, by the same rows, to the same value."""
    stored = inputs(case, Grader(case))
    found, deciding = settled(case, stored)
    ledger = ledger_of(stored)
    assert set(found) == set(ledger.by_key)
    for key, row in found.items():
        entries = {entry.id: entry for entry in ledger.by_key[key]}
        first = [entries[name] for name in ledger.deciding(key)]
        assert {(key[0], entry.id) for entry in first} <= deciding
        assert row["known"] is all(entry.supports for entry in first)
        if row["known"]:
            assert [entry.value for entry in first] == [str(row["value"])]
        else:
            assert row["value"] is None


@settings(max_examples=10)
@given(case=cases(), data=st.data())
def test_what_counts_in_a_world_is_what_sql_settles_there(case, data):
    """For random rivals and any left out: a supporter counts where its facts are known, a dispute where not."""
    whole = inputs(case, Grader(case))
    ledger = ledger_of(whole)
    gone = data.draw(st.sets(st.sampled_from(sorted(ledger.entries))))
    left = {
        name: table.filter(pc.invert(pc.is_in(table["id"], pa.array(sorted(gone), pa.string()))))
        if name in SETTLING
        else table
        for name, table in whole.items()
    }
    found, _ = settled(case, left)
    for name, entries in ledger.entries.items():
        stands = name not in gone and all(
            found[entry.key]["known"] is entry.supports for entry in entries
        )
        assert ledger.counts(name, gone) is stands, name


def test_a_packed_grade_keeps_its_parts_and_its_place():
    """Any grade comes back whole from its number, in the same order, and none is as good as an assumption."""
    grades = [Grade(*parts) for parts in product(range(1, 7), range(1, 7), (0, 1))]
    packed = [grade.packed for grade in grades]
    assert [Grade.unpack(number) for number in packed] == grades
    assert packed == sorted(packed)
    assert len(set(packed)) == len(grades)
    assert min(packed) > ASSUMED
