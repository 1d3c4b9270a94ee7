"""In which partitions of which tables other worlds differ from the baseline."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from tertius.inputs.schema import SHAPES
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import PARTITIONS, WORLD

Stored = Mapping[str, pa.Table]
"""The tables that computation begins with, by name."""

OUTSIDE = frozenset({"origins", "bases", "known_days", "search_ids"})
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
        rows = _rows(base[name]).union(*(_rows(world[name]) for world in worlds))
        if len(rows) > len(_rows(base[name])):
            names = base[name].column_names
            plain = [dict(zip(names, row, strict=True)) for row in sorted(rows, key=str)]
            extended[name] = pa.Table.from_pylist(plain, schema=base[name].schema)
    return extended


def _rows(table: pa.Table) -> set[tuple[Any, ...]]:
    return set(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _altered(name: str, base: pa.Table, worlds: Mapping[str, pa.Table]) -> Altered | None:
    """Return the rows of the partitions of a table in which worlds differ; None where none does."""
    per = PARTITIONS[name]
    shape = pa.schema([WORLD, *SHAPES[name]])
    before = _by_partition(base, per)
    rows: list[dict[str, Any]] = []
    touched: list[dict[str, Any]] = []
    for world, table in worlds.items():
        if table.equals(base):
            continue
        after = _by_partition(table, per)
        for key in sorted({*before, *after}, key=str):
            here = after.get(key, Counter())
            if here != before.get(key, Counter()):
                touched.append({"world": world, **dict(zip(per, key, strict=True))})
                rows += [
                    {"world": world, **dict(zip(table.column_names, row, strict=True))}
                    for row in here.elements()
                ]
    if not touched:
        return None
    partition = pa.schema([WORLD, *(SHAPES[name].field(column) for column in per)])
    return Altered(
        pa.Table.from_pylist(rows, schema=shape), pa.Table.from_pylist(touched, schema=partition)
    )


def _by_partition(
    table: pa.Table, per: Sequence[str]
) -> dict[tuple[Any, ...], Counter[tuple[Any, ...]]]:
    """Return, by the values of a partition's columns, how often each row of a table occurs."""
    partitions: dict[tuple[Any, ...], Counter[tuple[Any, ...]]] = defaultdict(Counter)
    keys = zip(*(table[name].to_pylist() for name in per), strict=True)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    for key, row in zip(keys, rows, strict=True):
        partitions[key][row] += 1
    return dict(partitions)
