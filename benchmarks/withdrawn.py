"""Which rows the world without each origin withdraws, for a portfolio of which nobody needs them one by one."""

from collections.abc import Iterator

import ibis
import pyarrow as pa
from ibis.expr.types import Table

ROWS_AT_ONCE = 500_000
"""So many withdrawn rows are computed together: more take more memory, and fewer more passes."""


def in_batches(withdrawn: pa.Table, most: int = ROWS_AT_ONCE) -> Iterator[pa.Table]:
    """Yield the rows (world, id) that worlds withdraw, in parts of at most so many.

    The rows of one world stay together, so a world with more than `most` is a part of its own.
    """
    ordered = withdrawn.sort_by("world")
    worlds = ordered["world"].combine_chunks().value_counts()
    begun = end = 0
    for length in worlds.field("counts").to_pylist():
        if end > begun and end + length - begun > most:
            yield ordered.slice(begun, end - begun)
            begun = end
        end += length
    if end > begun:
        yield ordered.slice(begun)


def leave_each_out(provenance: Table, *, prefix: str = "") -> Table:
    """Return for each origin the world without it: the rows (world, id) that have no other origin.

    `provenance` holds (id, origin), one row for each origin of a row; a world is named after its
    origin, with `prefix` before it.
    """
    alone = (
        provenance.group_by("id")
        .having(provenance.origin.nunique() == 1)
        .agg(origin=provenance.origin.max())
    )
    return alone.select(world=ibis.literal(prefix) + alone.origin, id=alone.id)


def with_dependents(withdrawn: Table, bases: Table) -> Table:
    """Return the withdrawn rows (world, id) and every row that is based on one of them."""
    fall = withdrawn.rename(base="id").join(bases, "base").select("world", "id")
    return withdrawn.select("world", "id").union(fall, distinct=True)
