"""The rows of worlds laid out as the kernel takes them: by partition, with the name of the world of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tertius.worlds.computation import Altered
from tertius.worlds.differences import WORLD
from tertius.worlds.variants import places_in_runs

Numbers = NDArray[np.int64]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Partitions:
    """The partitions of a table, numbered."""

    keys: pa.Table
    """What each partition is of, in the order of its number."""
    of_row: Numbers
    """The number of the partition of each row."""

    @classmethod
    def of(cls, table: pa.Table, per: Sequence[str]) -> "Partitions":
        """Return the partitions of a table by some columns; one of all rows where there are none."""
        (partitions,) = cls.together([table], per)
        return partitions

    @classmethod
    def together(cls, tables: Sequence[pa.Table], per: Sequence[str]) -> list["Partitions"]:
        """Return the partitions of tables of one shape, each with the same number in all of them."""
        numbers: dict[Key, int] = {}
        of_rows = [
            np.array(
                [numbers.setdefault(key, len(numbers)) for key in tuples(table, per)], np.int64
            )
            for table in tables
        ]
        shape = pa.schema([tables[0].schema.field(name) for name in per])
        columns = list(zip(*numbers, strict=True)) or [()] * len(shape)
        arrays = [pa.array(c, type=f.type) for c, f in zip(columns, shape, strict=True)]
        keys = pa.Table.from_arrays(arrays, schema=shape)
        return [cls(keys, of_row) for of_row in of_rows]

    def rows_in(self, hit: Numbers) -> NDArray[np.bool_]:
        """Return which rows lie in some partitions."""
        chosen = np.zeros(max(1, self.keys.num_rows), dtype=np.bool_)
        chosen[hit] = True
        return chosen[self.of_row]

    def rows_of(self, parts: Numbers) -> tuple[Numbers, Numbers]:
        """Return the rows of partitions, each after the other, and the place in `parts` of each row's."""
        order = np.argsort(self.of_row, kind="stable")
        counts = np.bincount(self.of_row, minlength=self.keys.num_rows)
        starts = np.cumsum(counts) - counts
        lengths = counts[parts]
        at = np.repeat(np.arange(len(parts)), lengths)
        return order[starts[parts][at] + places_in_runs(lengths)], at

    def altered(
        self,
        table: pa.Table,
        worlds: Sequence[str],
        rows: Sequence[Numbers],
        hit: Sequence[Numbers],
    ) -> Altered:
        """Return how a table stands in worlds: its rows by their places, and the partitions that each touches."""
        return Altered(
            in_worlds(table.take(_joined(rows)), worlds, _each(rows)),
            self.touched(worlds, _each(hit), _joined(hit)),
        )

    def touched(
        self, worlds: Sequence[str] | pa.Array, world_of: Numbers, hit: Numbers
    ) -> pa.Table:
        """Return the partitions that worlds touch, each with the name of its world."""
        return in_worlds(self.keys.take(pa.array(hit)), worlds, world_of)


def in_worlds(table: pa.Table, worlds: Sequence[str] | pa.Array, world_of: Numbers) -> pa.Table:
    """Return a table with the name of the world of each row, which has its place among `worlds`."""
    return table.add_column(0, WORLD[0], pa.array(worlds, WORLD[1]).take(pa.array(world_of)))


def tuples(table: pa.Table, columns: Sequence[str]) -> Iterable[Key]:
    """Return the rows of a table by some columns; as many empty ones where there are none."""
    if not columns:
        return [()] * table.num_rows
    return zip(*(table[name].to_pylist() for name in columns), strict=True)


def _joined(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.array([], dtype=np.int64), *parts])


def _each(parts: Sequence[Numbers]) -> Numbers:
    """Return for each number of some parts the place of its part."""
    return np.repeat(np.arange(len(parts)), [len(part) for part in parts])
