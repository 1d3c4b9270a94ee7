"""Every step in its order, written down as a plan: for the baseline, and for worlds that differ from it.

A plan depends on the columns of the tables alone, so it is written once, kept, and run often.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from tertius.engine.cache import kept
from tertius.engine.incremental import Change, Worlds, columns_of, overlay, stage
from tertius.engine.plan import Plan, Recorder, read_plan
from tertius.engine.step import Step
from tertius.facts.rule import FACT_KEY, OBSERVATION_KEY
from tertius.facts.settle import deciding
from tertius.inputs.schema import SHAPES
from tertius.measures import STEPS

EFFORT = ("host", "power", "domain")
PARTITIONS: dict[str, tuple[str, ...]] = {
    "claims": FACT_KEY,
    "observation_rows": OBSERVATION_KEY,
    "bearings": EFFORT,
    "engagement_rows": ("family",),
    "ancestors": ("family",),
    "party_rows": ("family",),
    "tie_rows": ("family",),
    "position_rows": ("family",),
    "link_rows": ("family",),
    "subject_searches": ("family",),
    "searches": ("host", "sector", "power"),
    "stance_searches": ("issue",),
}
"""The tables that may differ between worlds, and the partition by which each does."""

WITHDRAWING = ("claims", "observation_rows", "bearings")
"""The tables from which a world without some evidence takes rows."""
SETTLED_BY = {"claims": FACT_KEY, "observation_rows": OBSERVATION_KEY}

WORLD = ("world", pa.string())
WITHDRAWN = pa.schema([WORLD, ("id", pa.string())])
INTEREST = pa.schema([WORLD, ("measure", pa.string())])


Ends = dict[str, tuple[str, str]]
"""By measure its tables of rows and of partitions in a plan of worlds."""

Chosen = tuple[tuple[str, Any], ...]
"""Choices as they stand in the key of a cache."""


@cache
def baseline_plan(dialect: str, chosen: Chosen, steps: frozenset[str]) -> Plan:
    """These steps in the baseline, each under its own name, and the rows that decide its facts."""
    key = repr(("baseline", dialect, chosen, sorted(steps)))
    written = kept(key, lambda: _write_baseline(dialect, chosen, steps).written())
    return read_plan(written, partial(_own_function, chosen))


def _write_baseline(dialect: str, chosen: Chosen, steps: frozenset[str]) -> Plan:
    recorder = Recorder(dialect, "alone_")
    tables = _inputs()
    for name, key in SETTLED_BY.items():
        recorder.save(deciding(tables[name].base, key), decides(name))
    for step in STEPS:
        if step.name not in steps:
            continue
        given = {name: tables[name] for name in step.inputs}
        save = partial(recorder.save, name=step.name)
        tables[step.name] = stage(_function(step, chosen, recorder), step.per, save, inputs=given)
    return recorder.plan()


@dataclass(frozen=True)
class Difference:
    """In which way worlds differ from the baseline."""

    withdraws: bool
    """Whether rows are left out."""
    altered: frozenset[str]
    """The tables that stand otherwise."""
    has_interest: bool
    """Whether each world says which measures are asked there."""


@cache
def worlds_plan(
    dialect: str, chosen: Chosen, asked: frozenset[str], difference: Difference
) -> tuple[Plan, Ends]:
    """What worlds differ in: the plan, and for each measure that differs where it ends."""
    way = (difference.withdraws, sorted(difference.altered), difference.has_interest)
    key = repr(("worlds", dialect, chosen, sorted(asked), *way))

    def write() -> dict[str, Any]:
        plan, ends = _write_worlds(dialect, chosen, asked, difference)
        return {"plan": plan.written(), "ends": ends}

    told = kept(key, write)
    plan = read_plan(told["plan"], partial(_own_function, chosen))
    return plan, {name: (rows, touched) for name, (rows, touched) in told["ends"].items()}


def _write_worlds(
    dialect: str, chosen: Chosen, asked: frozenset[str], difference: Difference
) -> tuple[Plan, Ends]:
    recorder = Recorder(dialect, "worlds_")
    tables = _inputs()
    needs = {name: needed([name]) for name in asked}
    columns = columns_of_steps(chosen)
    read = set().union(*needs.values())
    altered = difference.altered
    withdrawn = _table("withdrawn", WITHDRAWN) if difference.withdraws else None
    withdrawing = WITHDRAWING if difference.withdraws else ()
    for name in sorted(read.intersection({*altered, *withdrawing})):
        tables[name] = _altered(name, tables[name].base, recorder, withdrawn, name in altered)
    interest = _table("interest", INTEREST) if difference.has_interest else None
    seen = Counter((n, s.per) for s in STEPS if s.name in read for n in s.inputs if not s.sums)
    for step in STEPS:
        base = ibis.table(columns[step.name], name=step.name)
        wanting = sorted(name for name, steps in needs.items() if step.name in steps)
        if not wanting:
            tables[step.name] = Worlds(base)
            continue
        within = None
        settles = set(step.inputs) & SETTLED_BY.keys()  # Cheaper than to tell who asks for it.
        if interest is not None and len(wanting) < len(asked) and not settles:
            within = interest.filter(interest.measure.isin(wanting)).select("world").distinct()
        tables[step.name] = stage(
            _function(step, chosen, recorder),
            step.per,
            recorder.save,
            cut=step.cut,
            sums=step.sums,
            inputs={name: tables[name] for name in step.inputs},
            base=base,
            within=within,
            shared=[name for name in step.inputs if seen[name, step.per] > 1],
        )
    ends = {
        name: (change.rows.get_name(), change.touched.get_name())
        for name in asked
        if (change := tables[name].change) is not None
    }
    return recorder.plan(), ends


def _altered(
    name: str, base: Table, recorder: Recorder, withdrawn: Table | None, altered: bool
) -> Worlds:
    """A table in worlds that withdraw rows of it, or that change it otherwise."""
    per = PARTITIONS[name]
    if not altered:
        telling = None
        if name in SETTLED_BY:
            telling = ibis.table({"id": "string"}, name=decides(name))
        return overlay(base, per, recorder.save, withdrawn=withdrawn, deciding=telling)
    shape = SHAPES[name]
    rows = _table(f"{name}_there", pa.schema([WORLD, *shape]))
    touched = _table(
        f"{name}_touched", pa.schema([WORLD, *(shape.field(column) for column in per)])
    )
    return Worlds(base, Change(rows, touched, per))


def _function(step: Step, chosen: Chosen, recorder: Recorder) -> Callable[..., Table]:
    """A step with its choices made, as a function of tables of a plan."""
    function = _chosen(step, chosen)
    if step.shape is None:
        return function
    return recorder.call(step.name, function, ibis.schema(step.shape))


def _own_function(chosen: Chosen, name: str) -> Callable[..., Any]:
    (step,) = (step for step in STEPS if step.name == name)
    return _chosen(step, chosen)


def _chosen(step: Step, chosen: Chosen) -> Callable[..., Any]:
    """The function of a step with its choices made."""
    choices = dict(chosen)
    return partial(step.function, **{name: choices[name] for name in step.choices})


def _inputs() -> dict[str, Worlds]:
    return {name: Worlds(_table(name, shape)) for name, shape in SHAPES.items()}


def _table(name: str, shape: pa.Schema) -> Table:
    return ibis.table(ibis.Schema.from_pyarrow(shape), name=name)


def decides(name: str) -> str:
    """The table of the rows of another without which something settled could be otherwise."""
    return f"{name}_deciding"


def needed(asked: Collection[str]) -> set[str]:
    """The steps that are asked, and those that they are made of."""
    found = set(asked)
    for step in reversed(STEPS):
        if step.name in found:
            found.update(step.inputs)
    return found


@cache
def columns_of_steps(chosen: Chosen) -> dict[str, ibis.Schema]:
    """Return the columns of every input and step, without computing anything."""
    schemas = {name: ibis.Schema.from_pyarrow(shape) for name, shape in SHAPES.items()}
    for step in STEPS:
        function = _chosen(step, chosen)
        given = {name: schemas[name] for name in step.inputs}
        if step.shape is None:
            schemas[step.name] = columns_of(function, step.per, given)
        else:
            schemas[step.name] = ibis.schema(
                {name: kind for name, kind in step.shape.items() if name != "world"}
            )
    return schemas
