"""Every step written down as a plan, in SQL: slow to import, and needed once for each kind of plan."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from tertius.engine.incremental import Change, Worlds, columns_of, overlay, spread, stage
from tertius.engine.plan import Plan
from tertius.engine.recorder import Recorder, written_fast
from tertius.engine.step import Step
from tertius.facts.settle import deciding
from tertius.inputs.schema import SHAPES
from tertius.measures import MEASURES, STEPS
from tertius.worlds.differences import (
    INTEREST,
    OF_WORLDS,
    PARTITIONS,
    SETTLED_BY,
    VARIANTS,
    VARIANTS_WITHDRAW,
    WITHDRAWING,
    WITHDRAWN,
    WORLDS_WITHDRAW,
    Chosen,
    Difference,
    Ends,
    decides,
    is_of_families,
    needed,
    with_choices,
)


@written_fast()
def write_baseline(dialect: str, chosen: Chosen) -> Plan:
    """Return the plan of every step in the baseline, each under its own name."""
    recorder = Recorder(dialect, "alone_")
    tables = _inputs()
    for name, key in SETTLED_BY.items():
        recorder.save(deciding(tables[name].base, key), decides(name))
    for step in STEPS:
        given = {name: tables[name] for name in step.inputs}
        save = partial(recorder.save, name=step.name)
        tables[step.name] = stage(_function(step, chosen, recorder), step.per, save, inputs=given)
    return recorder.plan()


@written_fast()
def write_worlds(dialect: str, chosen: Chosen, difference: Difference) -> tuple[Plan, Ends]:
    """Return the plan of what worlds differ in, and where each measure ends that differs.

    Where the difference has variants, steps within families are computed by variant, and spread over
    the worlds where a step takes rows of several families, or a measure ends.
    """
    recorder = Recorder(dialect, "worlds_")
    tables = _inputs()
    needs = {name: needed([name]) for name in MEASURES}
    read = set().union(*needs.values())
    columns = columns_of_steps(chosen)
    altered = difference.altered
    variants = _table(OF_WORLDS, VARIANTS) if difference.has_variants else None
    withdrawing = WITHDRAWING if difference.withdraws else ()
    for name in sorted(tables.keys() & read.intersection({*altered, *withdrawing})):
        by_variant = variants is not None and is_of_families(PARTITIONS[name])
        withdrawn = _table(VARIANTS_WITHDRAW if by_variant else WORLDS_WITHDRAW, WITHDRAWN)
        tables[name] = _altered(
            name,
            tables[name].base,
            recorder,
            withdrawn if difference.withdraws else None,
            altered=name in altered,
        )
    asked = _asked(recorder, variants) if difference.has_interest else None
    seen = Counter((n, s.per) for s in STEPS if s.name in read for n in s.inputs if not s.sums)
    spread_over: dict[str, Worlds] = {}

    def in_worlds(name: str) -> Worlds:
        change = tables[name].change
        if variants is None or change is None or not is_of_families(change.per):
            return tables[name]
        if name not in spread_over:
            spread_over[name] = Worlds(tables[name].base, spread(change, variants, recorder.save))
        return spread_over[name]

    for step in STEPS:
        base = ibis.table(columns[step.name], name=step.name)
        wanting = sorted(name for name, steps in needs.items() if step.name in steps)
        if not wanting:
            tables[step.name] = Worlds(base)
            continue
        if step.name in altered:
            tables[step.name] = Worlds(base, _there(step.name, base.schema(), step.per, recorder))
            continue
        within = None
        settles = set(step.inputs) & SETTLED_BY.keys()  # Cheaper than to tell who asks for it.
        if asked is not None and len(wanting) < len(MEASURES) and not settles:
            interest = asked[variants is not None and is_of_families(step.per)]
            within = interest.filter(interest.measure.isin(wanting)).select("world").distinct()
        is_as_given = step.sums or is_of_families(step.per)
        given = {name: tables[name] if is_as_given else in_worlds(name) for name in step.inputs}
        tables[step.name] = stage(
            _function(step, chosen, recorder),
            step.per,
            recorder.save,
            cut=step.cut,
            sums=step.sums,
            inputs=given,
            base=base,
            within=within,
            shared=[name for name in step.inputs if seen[name, step.per] > 1],
            variants=variants if step.sums and any(map(_is_of_families, given.values())) else None,
        )
    ends = {
        name: _end(name, change, recorder, variants, asked)
        for name in MEASURES
        if (change := tables[name].change) is not None
    }
    return recorder.plan(), ends


def _end(
    name: str,
    change: Change,
    recorder: Recorder,
    variants: Table | None,
    asked: Mapping[bool, Table] | None,
) -> tuple[str, str]:
    """Return the tables of rows and of partitions of a measure, in the worlds where it is asked."""
    interest = None if asked is None else asked[False].filter(asked[False].measure == name)
    if variants is not None and is_of_families(change.per):
        worlds = variants if interest is None else variants.semi_join(interest, "world")
        change = spread(change, worlds, recorder.save)
    elif interest is not None:
        touched = recorder.save(change.touched.semi_join(interest, "world"))
        rows = recorder.save(change.rows.semi_join(interest, "world"), empty_with=touched)
        change = Change(rows, touched, change.per)
    return change.rows.get_name(), change.touched.get_name()


def _is_of_families(table: Worlds) -> bool:
    return table.change is not None and is_of_families(table.change.per)


def _asked(recorder: Recorder, variants: Table | None) -> dict[bool, Table]:
    """Return which measures are asked in each world, and, with True, in any world that has a variant."""
    interest = _table("interest", INTEREST)
    if variants is None:
        return {False: interest}
    joined = variants.join(interest, "world").select(world="variant", measure="measure")
    return {False: interest, True: recorder.save(joined.distinct())}


def _altered(
    name: str, base: Table, recorder: Recorder, withdrawn: Table | None, *, altered: bool
) -> Worlds:
    """Return a table in worlds that withdraw rows of it, or that change it otherwise."""
    per = PARTITIONS[name]
    if not altered:
        telling = None
        if name in SETTLED_BY:
            telling = ibis.table({"id": "string"}, name=decides(name))
        return overlay(base, per, recorder.save, withdrawn=withdrawn, deciding=telling)
    return Worlds(base, _there(name, base.schema(), per, recorder))


def _there(name: str, columns: ibis.Schema, per: tuple[str, ...], recorder: Recorder) -> Change:
    """Return how an input or step stands in worlds that change it otherwise: two tables handed over, or none."""
    world = {"world": ibis.dtype("string")}
    rows = recorder.declare(ibis.schema({**world, **columns}), f"{name}_there")
    partition = ibis.schema({**world, **{column: columns[column] for column in per}})
    return Change(rows, recorder.declare(partition, f"{name}_touched"), per)


def _function(step: Step, chosen: Chosen, recorder: Recorder) -> Callable[..., Table]:
    """Return a step with its choices made, as a function of tables of a plan."""
    function = with_choices(step, chosen)
    if step.shape is None:
        return function
    return recorder.call(step.name, function, ibis.schema(step.shape))


def _inputs() -> dict[str, Worlds]:
    return {name: Worlds(_table(name, shape)) for name, shape in SHAPES.items()}


def _table(name: str, shape: pa.Schema) -> Table:
    return ibis.table(ibis.Schema.from_pyarrow(shape), name=name)


@cache
def columns_of_steps(chosen: Chosen) -> dict[str, ibis.Schema]:
    """Return the columns of every input and step, without computing anything."""
    schemas = {name: ibis.Schema.from_pyarrow(shape) for name, shape in SHAPES.items()}
    for step in STEPS:
        function = with_choices(step, chosen)
        given = {name: schemas[name] for name in step.inputs}
        if step.shape is None:
            schemas[step.name] = columns_of(function, step.per, given)
        else:
            schemas[step.name] = ibis.schema(
                {name: kind for name, kind in step.shape.items() if name != "world"}
            )
    return schemas
