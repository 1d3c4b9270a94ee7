"""Every step in its order, in the baseline and in every world that leaves something out."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

import ibis
from ibis.expr.types import Table

from tertius.case.read import Case
from tertius.findings.expression import Kind, kind_of
from tertius.findings.flips import ALL_LOST, WITH_LOST, Asked, Changed, Removals
from tertius.inputs import SHAPES
from tertius.measures import MEASURES, STEPS
from tertius.settle import FACT_KEY, OBSERVATION_KEY, deciding
from tertius.step import Choices, union
from tertius.weigh import LOST
from tertius.worlds import (
    Change,
    Save,
    Worlds,
    columns_of,
    leave_each_out,
    overlay,
    stage,
    with_dependents,
)


def compute(
    base: Mapping[str, Table],
    save: Save,
    choices: Choices,
    withdrawn: Table | None = None,
    asked: Collection[str] = MEASURES,
) -> dict[str, Worlds]:
    """Every step of the measures in the baseline, and those asked in the worlds that withdraw rows.

    A measure that nobody asks, and no other needs, is computed in the baseline alone.
    """
    wanted = _needed(asked)
    tables = {name: Worlds(table) for name, table in base.items()}
    if withdrawn is not None:
        for name, key in (("claims", FACT_KEY), ("observation_rows", OBSERVATION_KEY)):
            telling = save(deciding(base[name], key))
            tables[name] = overlay(base[name], key, save, withdrawn=withdrawn, deciding=telling)
        effort = ("host", "power", "domain")
        tables["bearings"] = overlay(base["bearings"], effort, save, withdrawn=withdrawn)
    for step in STEPS:
        function = partial(step.function, **{name: choices[name] for name in step.choices})
        given = {name: tables[name] for name in step.inputs}
        if step.name not in wanted:
            given = {name: Worlds(table.base) for name, table in given.items()}
        tables[step.name] = stage(function, step.per, save, cut=step.cut, inputs=given)
    return tables


def _needed(asked: Collection[str]) -> set[str]:
    """The steps that are asked, and those that they are made of."""
    needed = set(asked)
    for step in reversed(STEPS):
        if step.name in needed:
            needed.update(step.inputs)
    return needed


def choices_of(case: Case) -> Choices:
    """What the steps are told besides tables: the day of the results, and words of the taxonomy."""

    def flagged(vocabulary: str, flag: str) -> tuple[str, ...]:
        entries = case.taxonomy.words(vocabulary)
        return tuple(word for word, entry in entries.items() if entry.get(flag))

    return {
        "as_of": case.settings.as_of,
        "money_types": flagged("engagement_type", "money"),
        "delivering_types": flagged("engagement_type", "delivers"),
        "holding_relations": flagged("relation", "holds"),
        "binding_types": flagged("engagement_type", "binds"),
        "share_indicators": flagged("indicator", "share"),
        "value_indicators": flagged("indicator", "share_of"),
        "index_weights": case.settings.index.parts if case.settings.index else (),
    }


ANY_CHOICE: Choices = {
    "as_of": date(2000, 1, 1),
    "money_types": ("loan",),
    "delivering_types": ("loan",),
    "holding_relations": ("owns",),
    "binding_types": ("loan",),
    "share_indicators": ("trade_share",),
    "value_indicators": ("export_value",),
    "index_weights": (),
}
"""Choices of the right kind, where only the columns of a measure are asked."""


@cache
def measure_columns() -> dict[str, dict[str, Kind]]:
    """For each measure the columns that a finding may name, and what kind each is."""
    schemas = {name: ibis.Schema.from_pyarrow(shape) for name, shape in SHAPES.items()}
    for step in STEPS:
        function = partial(step.function, **{name: ANY_CHOICE[name] for name in step.choices})
        given = {name: schemas[name] for name in step.inputs}
        schemas[step.name] = step.columns or columns_of(function, step.per, given)
    hidden = {
        "family",
        "component",
        "member",
        "stage_order",
        "first_day",
        "last_day",
        "published",
    }
    return {
        name: {c: kind_of(t) for c, t in schemas[name].items() if c not in {*hidden, "world"}}
        for name in MEASURES
    }


def withdrawals(base: Mapping[str, Table], save: Save) -> Table:
    """The rows (world, id) withdrawn in every world without one origin.

    Two more kinds bound the fragility where notes are lost: all lost notes together, and each known
    origin together with them.
    """
    carriers = base["origins"]
    lost = carriers.origin.startswith(LOST)
    known = carriers.filter(~lost)
    only_lost = carriers.filter(lost).select("id").distinct().anti_join(known, "id")
    known_alone = leave_each_out(known, prefix=WITH_LOST)
    worlds = known.select(world=ibis.literal(WITH_LOST) + known.origin).distinct()
    together = only_lost.mutate(world=ibis.literal(ALL_LOST)).select("world", "id")
    parts = [
        leave_each_out(carriers),
        together,
        known_alone,
        worlds.cross_join(only_lost).select("world", "id"),
    ]
    return save(with_dependents(union(parts), base["bases"]))


def collect(
    withdrawn: Table, tables: Mapping[str, Worlds], asked: Collection[str] = MEASURES
) -> Removals:
    """The worlds that leave something out, with the measures asked in each, as findings ask them."""
    gone: dict[str, set[str]] = defaultdict(set)
    for row in withdrawn.to_pyarrow().to_pylist():
        gone[row["world"]].add(row["id"])
    return Removals(
        {world: frozenset(ids) for world, ids in sorted(gone.items())},
        Asked({name: _changed(tables[name]) for name in asked}),
    )


def _changed(table: Worlds) -> Changed:
    base = rows_of(table.base)
    if table.change is None:
        return Changed(base, (), {}, {})
    change: Change = table.change
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    touched: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows_of(change.rows):
        rows[row["world"]].append(row)
    for row in change.touched.to_pyarrow().to_pylist():
        touched[row["world"]].add(tuple(row[name] for name in change.per))
    return Changed(
        base, change.per, rows, {world: frozenset(keys) for world, keys in touched.items()}
    )


def rows_of(table: Table) -> tuple[Mapping[str, Any], ...]:
    """The rows of a table in an order that depends on their contents alone."""
    found = table.to_pyarrow()
    names = sorted(found.column_names)
    return tuple(sorted(found.to_pylist(), key=lambda row: [str(row[name]) for name in names]))
