"""In how many ways families of rows differ between worlds: one variant for each, whichever worlds have it.

Leaving out two of a hundred origins gives five thousand worlds, and in each of them a family stands as
in one of a few: without the rows of the first, of the second, or of both. Dealing two powers among five
thousand engagements a thousand times gives each of them one power or the other. What is computed
within families is computed once for each variant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tertius.worlds.differences import FAMILY, VARIANTS, WITHDRAWN

Numbers = NDArray[np.int64]

SEED = 1
"""Any will do: what is drawn tells rows apart, and is never shown."""


@dataclass(frozen=True)
class Variants:
    """In which ways families differ from the baseline, and in which worlds."""

    of_worlds: pa.Table
    """The variants (world, variant) that each world has."""
    withdrawn: pa.Table
    """The rows (world, id) that each leaves out, with variants in place of worlds."""


def families_of(tables: Iterable[pa.Table]) -> pa.Table:
    """Return the families (id, family) of the rows of some tables, each once."""
    both = ["id", FAMILY]
    return pa.concat_tables([table.select(both) for table in tables]).group_by(both).aggregate([])


def variants_of(withdrawn: pa.Table, families: pa.Table) -> Variants:
    """Return the variants of families where worlds leave out rows (world, id); `families` is of `families_of`.

    A family is one variant in all worlds that leave out the same of its rows. These are compared by
    the sum of numbers drawn once for each row, of 128 bits: two of a million different sets of rows
    have one sum with a chance of less than one in 10 to the 26th. Rows without a family give none.
    """
    lost = withdrawn.join(families, "id", join_type="inner")
    (world, worlds), (family, _), (row, ids) = (
        _numbered(lost[name]) for name in ("world", FAMILY, "id")
    )
    order, starts = _runs(world, family)
    world, family, row = world[order], family[order], row[order]
    drawn = np.random.default_rng(SEED).integers(0, 1 << 64, (2, len(ids)), np.uint64)
    high, low = (np.add.reduceat(each[row], starts) if len(starts) else each[:0] for each in drawn)
    by_variant, firsts = _runs(family[starts], high, low)
    variant = np.empty(len(starts), dtype=np.int64)
    variant[by_variant] = np.repeat(np.arange(len(firsts)), _lengths(firsts, len(starts)))
    shown = by_variant[firsts]
    lengths = _lengths(starts, len(row))[shown]
    places = np.repeat(starts[shown], lengths) + places_in_runs(lengths)
    return Variants(
        pa.table([worlds.take(pa.array(world[starts])), _names(variant)], VARIANTS),
        pa.table(
            [_names(np.repeat(np.arange(len(shown)), lengths)), ids.take(pa.array(row[places]))],
            WITHDRAWN,
        ),
    )


@dataclass(frozen=True)
class Dealt:
    """In which ways families are dealt otherwise than they lie, and in which worlds; each a number."""

    of_worlds: pa.Table
    """The variants (world, variant) that each world has."""
    family: Numbers
    """By variant, the number of its family."""
    world: Numbers
    """By variant, the place of the first world that has it."""

    @property
    def names(self) -> pa.Array:
        """What the variants are called, in the order of their numbers."""
        return _names(np.arange(len(self.family)))


def variants_of_deals(dealt: Numbers, own: Numbers, family: Numbers, names: Sequence[str]) -> Dealt:
    """Return the variants of families among whose units labels are dealt.

    A family is one variant in all worlds in which each of its units has the same label.

    Args:
        dealt: the label of each unit in each world, from 0 on; of shape (worlds, units).
        own: the label of each unit in the baseline, where no variant is asked for.
        family: the number of the family of each unit.
        names: the names of the worlds.

    """
    labels = np.vstack([own, dealt])
    families, of_unit = np.unique(family, return_inverse=True)
    order = np.argsort(of_unit, kind="stable")
    starts = np.flatnonzero(np.diff(of_unit[order], prepend=-1))
    sizes = _lengths(starts, len(order))
    # One number tells how the units of a family are labelled, one after the other.
    code = labels[:, order[starts]]
    for nth in range(1, int(sizes.max(initial=1))):
        more = np.flatnonzero(sizes > nth)
        both = code[:, more] * (labels.max() + 1) + labels[:, order[starts[more] + nth]]
        code[:, more] = np.unique(both, return_inverse=True)[1].reshape(both.shape)
    differs = code != code[0]
    world, place = np.nonzero(differs)
    _, firsts, variant = np.unique(
        place * (code.max(initial=0) + 1) + code[differs], return_index=True, return_inverse=True
    )
    return Dealt(
        pa.table(
            [pa.array(names, pa.string()).take(pa.array(world - 1)), _names(variant)], VARIANTS
        ),
        families[place[firsts]],
        world[firsts] - 1,
    )


def _numbered(column: pa.ChunkedArray) -> tuple[Numbers, pa.Array]:
    """Return a column of texts as numbers, and the text of each."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary


def _runs(*columns: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Return an order in which equal rows of some columns stand together, and where each run begins there."""
    order = np.lexsort(columns[::-1])
    differs = np.ones(len(order), dtype=np.bool_)
    differs[1:] = np.any([column[order][1:] != column[order][:-1] for column in columns], axis=0)
    return order, np.flatnonzero(differs)


def _lengths(starts: Numbers, end: int) -> Numbers:
    return np.diff(starts, append=end)


def places_in_runs(lengths: Numbers) -> Numbers:
    """Return the place of each member of some runs within its own, from 0 on, one run after the other."""
    before = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) - np.repeat(before, lengths)


def _names(numbers: Numbers) -> pa.Array:
    return pa.array(numbers).cast(pa.string())
