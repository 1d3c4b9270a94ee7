"""Which evidence counts, in many worlds at once.

A world is a choice of which rows count. A stage is a pure function whose output for one partition
depends only on the input rows of that partition, so a world computes again only what it touches
and inherits the baseline's answer everywhere else. Nothing here knows what the rows are about.

The laws that this module keeps, each proved in tests/engine/test_incremental.py:

1. `world` stands in every join, window and distinct.
2. A partition that is touched and has no rows is gone; it does not fall back to the baseline.
3. What turned out unchanged is cut off after a stage, which compares rows as sets; no stage gives a
   row twice.
4. Leaving out rows that decide nothing changes nothing, so such worlds touch nothing.
5. Old minus new is taken of whole numbers and decimals only, which come out the same in any order.
6. Worlds that have the same rows in a part of a table have the same rows in whatever is computed of
   that part alone. So such tables are computed once for each variant of a part, however many worlds
   have it, and spread over the worlds where parts meet.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import ibis
from ibis.expr.types import Table

from tertius.engine.plan import BASELINE
from tertius.engine.step import union


class Save(Protocol):
    """Computes an expression once and returns the table that holds the result."""

    def __call__(self, table: Table, /, *, empty_with: Table | None = None) -> Table:
        """Return the table that holds the result; it has no rows where `empty_with` has none."""


@dataclass(frozen=True)
class Change:
    """The rows of the partitions that worlds touch; a partition touched without rows is gone."""

    rows: Table
    touched: Table
    per: tuple[str, ...]
    among: tuple[Table, ...] = ()
    """Tables of partitions, of the stage that made it, outside all of which nothing is touched."""


@dataclass(frozen=True)
class Worlds:
    """A table in many worlds: a baseline, and what differs from it."""

    base: Table
    change: Change | None = None


def overlay(
    base: Table,
    per: Sequence[str],
    save: Save,
    *,
    withdrawn: Table | None = None,
    added: Table | None = None,
    deciding: Table | None = None,
) -> Worlds:
    """Return a table in worlds that each withdraw some rows, add some, or both.

    `withdrawn` holds (world, id); `added` has the base's columns and a world. `deciding` holds the
    ids of the only rows whose absence can matter: partitions in which a world withdraws none of
    them stay untouched.
    """
    starts: list[Table] = []
    if withdrawn is not None:
        decisive = withdrawn if deciding is None else withdrawn.semi_join(deciding, "id")
        starts.append(decisive.join(base, "id").select("world", *per))
    if added is not None:
        starts.append(added.select("world", *per))
    if not starts:
        return Worlds(base)
    touched = save(union(starts).distinct())
    rows = touched.join(base, list(per)).select("world", *base.columns)
    if withdrawn is not None:
        rows = rows.anti_join(withdrawn, ["world", "id"])
    if added is not None:
        rows = union([rows, added.semi_join(touched, ["world", *per])])
    return Worlds(base, Change(save(rows, empty_with=touched), touched, tuple(per)))


def stage(
    function: Callable[..., Table],
    per: Sequence[str],
    save: Save,
    *,
    cut: Sequence[str] = (),
    sums: bool = False,
    inputs: Mapping[str, Worlds],
    base: Table | None = None,
    within: Table | None = None,
    shared: Collection[str] = (),
    variants: Table | None = None,
) -> Worlds:
    """Return the output of a stage in every world of its inputs.

    Each world computes again only the partitions in which one of the inputs differs from the
    baseline. With `cut`, rows are compared with the baseline's, and what came out as it was by these
    columns is dropped again: they are those of `per`, or more, so that a small part of a
    partition that changed is all that is passed on. With `sums`, the output adds up whole or decimal
    numbers over the rows of one input, and a world adds to the baseline what its rows come to, less
    what the rows in their place came to; one of the numbers counts rows, so that a partition
    without rows is one of zeros.

    An input without the columns of `per` is a list that is the same in every world (which sector
    belongs to which domain): it comes without a `world`. Raises ValueError where such a list differs
    between worlds. `base` is the output in the baseline, where that is computed already. `within` holds the only worlds that are asked; the others
    inherit. `shared` names the inputs of which other stages see the same partitions. `variants`, for
    sums alone, holds (world, variant) where the input has variants in place of worlds (`spread`): each
    variant is summed once, and a world adds up those that it has.
    """
    lists = {name: w.base for name, w in inputs.items() if not set(per) <= set(w.base.columns)}
    varying = {name: w for name, w in inputs.items() if name not in lists}
    for name in lists:
        if inputs[name].change is not None:
            raise ValueError(f"{name} differs between worlds and lacks a column of {per}")
    if base is None:
        in_baseline = {k: w.base.mutate(world=ibis.literal(BASELINE)) for k, w in varying.items()}
        base = save(function(**in_baseline, **lists).drop("world"))
    changes = [w.change for w in varying.values() if w.change is not None]
    if not changes:
        return Worlds(base)
    if sums:
        assert len(varying) == 1, "sums are taken over one table"
        ((name, summed),) = varying.items()
        return _summed(
            lambda rows: function(**{name: rows}, **lists),
            cut or per,
            save,
            summed,
            base,
            within,
            variants,
        )
    among = _touches([w for w in varying.values() if w.change is not None], per)
    # Only what is put together from smaller parts is worth a table of its own.
    saved = [
        name
        for name, w in varying.items()
        if name in shared and w.change is not None and set(per) < set(w.change.per)
    ]
    everywhere = union(among)
    if saved and not any(everywhere is change.touched for change in changes):
        everywhere = save(everywhere.distinct())
    touched = everywhere
    if within is not None:
        touched = touched.semi_join(within, "world")
    if not any(touched is change.touched for change in changes):
        touched = save(touched.distinct())
    here = {name: _seen(w, touched, per, among) for name, w in varying.items() if name not in saved}
    for name in saved:
        seen = save(_seen(varying[name], everywhere, per, among), empty_with=everywhere)
        here[name] = seen if within is None else seen.semi_join(within, "world")
    rows = save(function(**here, **lists).select("world", *base.columns), empty_with=touched)
    if not cut:
        return Worlds(base, Change(rows, touched, tuple(per), among))
    key = ["world", *cut]
    differs = save(_differing(rows, touched, base, per, cut).distinct(), empty_with=touched)
    left = save(rows.semi_join(differs, key), empty_with=differs)
    return Worlds(base, Change(left, differs, tuple(cut), among))


def _differing(
    rows: Table, touched: Table, base: Table, per: Sequence[str], cut: Sequence[str]
) -> Table:
    """Return the parts of touched partitions, by `cut`, in which rows differ from the baseline's.

    A partition without rows lost all that the baseline has there; the others are compared row by
    row, and neither side repeats any.
    """
    partition = ["world", *per]
    has_rows = touched.semi_join(rows, partition)
    lost = touched.anti_join(rows, partition).join(base, list(per))
    before = has_rows.join(base, list(per)).select("world", *base.columns)
    both = union([rows, before])
    once = both.group_by(list(both.columns)).agg(tables=both.count()).filter(ibis._.tables == 1)
    return union([lost.select("world", *cut), once.select("world", *cut)])


def _summed(
    function: Callable[[Table], Table],
    per: Sequence[str],
    save: Save,
    summed: Worlds,
    base: Table,
    within: Table | None,
    variants: Table | None,
) -> Worlds:
    """Return sums in every world: the baseline's, plus what stands there now, less what stood there."""
    change = summed.change
    assert change is not None
    touched, now = change.touched, change.rows
    if within is not None and variants is None:
        touched, now = (table.semi_join(within, "world") for table in (touched, now))
    before = touched.join(summed.base, list(change.per)).select("world", *summed.base.columns)
    key = ["world", *per]
    numbers = [name for name in base.columns if name not in per]
    there, gone = (function(rows).select(*key, *numbers) for rows in (now, before))
    gone = gone.mutate(**{name: -gone[name] for name in numbers})
    moved = _added(union([there, gone]), key, base)
    if variants is not None:
        worlds = variants if within is None else variants.semi_join(within, "world")
        moved = save(moved, empty_with=change.touched).rename(variant="world")
        moved = _added(worlds.join(moved, "variant").drop("variant"), key, base)
    moved = save(moved, empty_with=change.touched)
    joined = moved.left_join(base, list(per), rname="{name}_before")
    added = joined.select(
        *key,
        **{
            n: (joined[n] + ibis.coalesce(joined[f"{n}_before"], 0)).cast(base[n].type())
            for n in numbers
        },
    )
    rows = added.filter(ibis.or_(*(added[name] != 0 for name in numbers)))
    rows = rows.select("world", *base.columns)
    return Worlds(base, Change(save(rows, empty_with=moved), moved.select(*key), tuple(per)))


def _added(rows: Table, key: Sequence[str], base: Table) -> Table:
    """Return what numbers come to by some columns, with their types in the baseline, where they are not all zero."""
    numbers = [name for name in rows.columns if name not in key]
    added = rows.group_by(*key).agg(**{name: ibis._[name].sum() for name in numbers})
    added = added.filter(ibis.or_(*(added[name] != 0 for name in numbers)))
    return added.mutate(**{name: added[name].cast(base[name].type()) for name in numbers})


def spread(change: Change, variants: Table, save: Save) -> Change:
    """Return how a table differs in worlds, given how it does in variants of its parts.

    `variants` holds (world, variant): a world has at most one variant of each part, and every
    partition of the table lies in one part.
    """

    def there(each: Table) -> Table:
        joined = variants.join(each.rename(variant="world"), "variant")
        return joined.select("world", *(name for name in each.columns if name != "world"))

    touched = save(there(change.touched), empty_with=change.touched)
    rows = save(there(change.rows), empty_with=touched)
    return Change(rows, touched, change.per)


def columns_of(
    function: Callable[..., Table], per: Sequence[str], inputs: Mapping[str, ibis.Schema]
) -> ibis.Schema:
    """Return the schema of a stage's output, derived from its inputs' without computing anything."""
    world = {"world": "string"}
    given = {
        name: ibis.table(
            ibis.schema({**schema, **(world if set(per) <= set(schema) else {})}), name=name
        )
        for name, schema in inputs.items()
    }
    return function(**given).drop("world").schema()


def view(table: Worlds, world: str) -> Table:
    """Return all rows of a table as they stand in one world."""
    if table.change is None or world == BASELINE:
        return table.base
    change = table.change
    touched = change.touched.filter(change.touched.world == world)
    mine = change.rows.filter(change.rows.world == world)
    return union([table.base.anti_join(touched, list(change.per)), mine.drop("world")])


def _touches(tables: Sequence[Worlds], per: Sequence[str]) -> tuple[Table, ...]:
    """Return the partitions of the next stage that differ, a table for each input that adds some.

    An input that touches only partitions which others touch anyway adds none.
    """
    every = [_touched(table, per) for table in tables]
    operations = {touches.op() for touches in every}

    def adds(table: Worlds, touches: Table) -> bool:
        change = table.change
        assert change is not None
        others = operations - {touches.op()}
        follows = change.among and set(per) <= set(change.per)
        return not (follows and {partitions.op() for partitions in change.among} <= others)

    pairs = zip(tables, every, strict=True)
    adding = {t.op(): t for table, t in pairs if adds(table, t)}
    return tuple(adding.values())


def _touched(table: Worlds, per: Sequence[str]) -> Table:
    """Return the partitions of the next stage in which rows that differ stood, or stand now."""
    change = table.change
    assert change is not None
    if tuple(per) == change.per:
        return change.touched
    if set(per) <= set(change.per):
        return change.touched.select("world", *per).distinct()
    stood = table.base.join(change.touched, list(change.per)).select("world", *per)
    return union([stood, change.rows.select("world", *per)]).distinct()


def _seen(table: Worlds, touched: Table, per: Sequence[str], among: Sequence[Table]) -> Table:
    """Return the rows of a table in the touched partitions, as each world sees them.

    `among` are the tables that the touched partitions come from.
    """
    columns = ["world", *table.base.columns]
    inherited = touched.join(table.base, list(per)).select(*columns)
    if table.change is None:
        return inherited
    change = table.change
    if tuple(per) == change.per and all(one is change.touched for one in among):
        # Every partition is one that the table itself touches, so nothing there is inherited.
        return (
            change.rows
            if touched is change.touched
            else change.rows.semi_join(touched, ["world", *per])
        )
    kept = inherited.anti_join(change.touched, ["world", *change.per])
    return union([kept, change.rows.select(*columns).semi_join(touched, ["world", *per])])
