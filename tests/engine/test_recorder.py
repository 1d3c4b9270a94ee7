"""A plan of steps in many worlds is written down, and read as it was written."""

import json

import ibis
import pyarrow as pa
import pytest

from tertius.engine.cache import FOLDER
from tertius.engine.duckdb import DuckStore
from tertius.engine.plan import Call, Plan, read_plan
from tertius.engine.recorder import Recorder
from tertius.measures import MEASURES, STEPS
from tertius.study.open import open_case
from tertius.worlds import recording
from tertius.worlds.computation import choices_of
from tertius.worlds.differences import Difference, needed

ASKED = ("control", "presence")
"""Measures in whose plan stands all that a plan can hold; that of every measure takes long to write."""


@pytest.fixture
def few(monkeypatch):
    """Plans are of a few steps alone, and nothing of them stays in this process."""
    steps = needed(ASKED)
    monkeypatch.setattr(recording, "STEPS", [step for step in STEPS if step.name in steps])
    monkeypatch.setattr(recording, "MEASURES", {name: MEASURES[name] for name in ASKED})
    recording.columns_of_steps.cache_clear()
    yield
    recording.columns_of_steps.cache_clear()


def test_a_plan_is_read_as_it_was_written(small, few, monkeypatch):
    """Every part comes back: its SQL, what it reads, and the function of a step that is not SQL."""
    monkeypatch.setenv(FOLDER, "")
    case, _, _ = open_case(small.path)
    chosen = tuple(sorted(choices_of(case).items()))
    plan, _ = recording.write_worlds(
        "duckdb",
        chosen,
        Difference(withdraws=True, altered=frozenset(), has_interest=True, has_variants=True),
    )
    function_of = lambda name: f"the function of {name}"
    read = read_plan(json.loads(json.dumps(plan.written())), function_of)
    calls = {part.name: part for part in plan.parts if isinstance(part, Call)}
    assert {part.step for part in calls.values()} == {"control"}
    assert {bool(part.empty_with) for part in plan.parts if part.name not in calls} == {True, False}
    for part, one in zip(plan.parts, read.parts, strict=True):
        if part.name in calls:
            assert (one.name, one.step, one.arguments) == (part.name, part.step, part.arguments)
            assert one.function == f"the function of {part.step}"
        else:
            assert one == part


def test_a_declared_table_has_no_rows_unless_it_is_given_some():
    """What is computed from it is computed from none, and from those that stand in its place."""
    recorder = Recorder("duckdb", "t")
    numbers = recorder.declare(ibis.schema({"n": "int64"}), "numbers")
    recorder.save(numbers.select(twice=numbers.n * 2), "doubled", empty_with=numbers)
    plan, store = recorder.plan(), DuckStore()
    store.put({"numbers": pa.table({"n": [1, 2]})})
    store.run(Plan(plan.parts[1:]), {"doubled"})
    assert store.fetch("doubled").to_pylist() == [{"twice": 2}, {"twice": 4}]
    store.run(plan, {"doubled"})
    assert store.fetch("doubled").to_pylist() == []


def test_numbers_with_a_point_are_doubles_on_spark():
    """Spark reads 0.5 as a decimal, so it is written as a double; in a text and in a type it stays."""
    recorder = Recorder("pyspark", "t")
    table = ibis.table({"x": "float64", "said": "string"}, name="numbers")
    half = ibis.coalesce(table.x, 0.5)
    recorder.save(
        table.filter(table.said == "2.5").select(half=half, exact=table.x.cast("decimal(9,2)"))
    )
    (part,) = recorder.plan().parts
    assert "0.5D" in part.sql
    assert "'2.5'" in part.sql
    assert "DECIMAL(9, 2)" in part.sql
