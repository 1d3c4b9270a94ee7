"""In which partitions of which tables other worlds differ from the baseline."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tertius.inputs.schema import SHAPES
from tertius.inputs.states import NOT_COMPUTED_WITH
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import PARTITIONS, WORLD
from tertius.worlds.partitions import Key, in_worlds, tuples

Stored = Mapping[str, pa.Table]
"""The tables that computation begins with, by name."""

OUTSIDE = NOT_COMPUTED_WITH | {"search_ids"}
"""The tables that no step reads."""


def changes_between(base: Stored, worlds: Mapping[str, Stored]) -> Changes:
    """Return what differs from the baseline in each world, as the kernel takes it.

    Raises ValueError where a world has a row that the baseline lacks in a list that is the same in
    every world.
    """
    for world, tables in worlds.items():
        for name in sorted(SHAPES.keys() - PARTITIONS.keys() - OUTSIDE):
            if not tables[name].equals(base[name]) and _rows(tables[name]) - _rows(base[name]):
                raise ValueError(f"{name} has rows in the world {world} that the baseline lacks")
    altered = {
        name: difference
        for name in PARTITIONS
        if (difference := _altered(name, base[name], {w: t[name] for w, t in worlds.items()}))
    }
    return Changes(altered=altered)


def with_lists_of(base: Stored, worlds: Sequence[Stored]) -> dict[str, pa.Table]:
    """Return the tables of the baseline, its lists extended by the rows that worlds add to them."""
    extended = dict(base)
    for name in sorted(SHAPES.keys() - PARTITIONS.keys() - OUTSIDE):
        others = [world[name] for world in worlds if not world[name].equals(base[name])]
        before = _rows(base[name]) if others else set()
        rows = before.union(*map(_rows, others))
        if len(rows) > len(before):
            names = base[name].column_names
            plain = [dict(zip(names, row, strict=True)) for row in sorted(rows, key=str)]
            extended[name] = pa.Table.from_pylist(plain, schema=base[name].schema)
    return extended


def _rows(table: pa.Table) -> set[tuple[Any, ...]]:
    return set(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _altered(name: str, base: pa.Table, worlds: Mapping[str, pa.Table]) -> Altered | None:
    """Return the rows of the partitions of a table in which worlds differ; None where none does."""
    per = PARTITIONS[name]
    others = {world: table for world, table in worlds.items() if not table.equals(base)}
    if not others:
        return None
    before, *after = _not_shared([base, *others.values()], per)
    touched = [
        sorted((key for key in {*before, *here} if here.get(key) != before.get(key)), key=str)
        for here in after
    ]
    if not any(touched):
        return None
    rows = []
    keys: list[Key] = []
    world_of: list[str] = []
    for (world, table), mine in zip(others.items(), touched, strict=True):
        chosen = set(mine)
        there = table.filter(pa.array([key in chosen for key in tuples(table, per)], pa.bool_()))
        rows.append(in_worlds(there, [world], np.zeros(len(there), np.int64)))
        keys += mine
        world_of += [world] * len(mine)
    columns = zip(*keys, strict=True)
    shape = pa.schema([WORLD, *(SHAPES[name].field(column) for column in per)])
    arrays = [pa.array(c, f.type) for c, f in zip([world_of, *columns], shape, strict=True)]
    return Altered(pa.concat_tables(rows), pa.Table.from_arrays(arrays, schema=shape))


def _not_shared(
    tables: Sequence[pa.Table], per: Sequence[str]
) -> list[dict[Key, Counter[tuple[Any, ...]]]]:
    """Return of each of some tables the rows that not all have once, by partition, with how often it has each."""
    columns = tables[0].column_names
    every = pa.concat_tables(
        table.append_column("of", pa.array(np.full(len(table), place)))
        for place, table in enumerate(tables)
    )
    counted = every.group_by(columns).aggregate(
        [("of", "count"), ("of", "count_distinct"), ("of", "list")]
    )
    once, in_all = (
        pc.equal(counted[name], len(tables)) for name in ("of_count", "of_count_distinct")
    )
    rest = counted.filter(pc.invert(pc.and_(once, in_all)))
    found: list[dict[Key, Counter[tuple[Any, ...]]]] = [defaultdict(Counter) for _ in tables]
    for row, key, places in zip(
        tuples(rest, columns), tuples(rest, per), rest["of_list"].to_pylist(), strict=True
    ):
        for place in places:
            found[place][key][row] += 1
    return found
