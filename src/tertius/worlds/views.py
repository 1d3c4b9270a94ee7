"""The rows of measures as findings ask them, in the baseline and in worlds that differ from it.

Many worlds see the same rows. Equal rows have one number, so a condition is evaluated on each once,
and a finding that sees the same numbers in two worlds has the same verdict in both.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from tertius.engine.plan import BASELINE
from tertius.findings.compiled import Compiled
from tertius.findings.expression import Condition
from tertius.findings.judge import Row

Key = tuple[Any, ...]
Seen = tuple[int, ...]
"""The numbers of the rows that a condition picks, in order."""


@dataclass(frozen=True)
class Changed:
    """The rows of one measure: those of the baseline first, then those that only worlds have."""

    rows: Sequence[Row]
    in_baseline: int
    """How many of the rows stand in the baseline."""
    per: tuple[str, ...]
    there: Mapping[str, Sequence[int]]
    """By world, the rows of the partitions that it touches."""
    touched: Mapping[str, frozenset[Key]]

    @cached_property
    def _picked(self) -> dict[str, "_Picked"]:
        return {}

    @cached_property
    def _indexes(self) -> dict[tuple[str, ...], dict[Key, list[int]]]:
        return {}

    def _pick(self, where: Condition) -> "_Picked":
        if where.text not in self._picked:
            wanted = tuple(where.equals.values())
            candidates = self._by(tuple(where.equals)).get(wanted, ())
            numbers = frozenset(number for number in candidates if where(self.rows[number]))
            base: dict[Key, list[int]] = defaultdict(list)
            for number in sorted(numbers):
                if number < self.in_baseline:
                    base[tuple(self.rows[number][name] for name in self.per)].append(number)
            whole = tuple(number for number in sorted(numbers) if number < self.in_baseline)
            self._picked[where.text] = _Picked(numbers, dict(base), whole)
        return self._picked[where.text]

    def _by(self, columns: tuple[str, ...]) -> Mapping[Key, Sequence[int]]:
        """Return the numbers of the rows by their values in some columns."""
        if columns not in self._indexes:
            index = self._indexes[columns] = defaultdict(list)
            for number, row in enumerate(self.rows):
                index[tuple(row[name] for name in columns)].append(number)
        return self._indexes[columns]

    def seen(self, where: Condition, world: str = BASELINE) -> Seen:
        """Return the numbers of the rows that a condition picks in a world."""
        picked = self._pick(where)
        gone = self.touched.get(world, frozenset()) & picked.base.keys()
        new = picked.found.intersection(self.there.get(world, ()))
        if not gone and not new:
            return picked.whole
        lost = {number for key in gone for number in picked.base[key]}
        return tuple(sorted({*picked.whole} - lost | new))


@dataclass(frozen=True)
class _Picked:
    """The rows that a condition picks: in all worlds together, and of the baseline by partition."""

    found: frozenset[int]
    base: Mapping[Key, Sequence[int]]
    whole: Seen
    """Those of the baseline, in order: what most worlds see."""


def baseline_only(rows: Sequence[Row]) -> Changed:
    """Return a measure that is the same in every world."""
    return Changed(rows, len(rows), (), {}, {})


def changed(base: Sequence[Row], rows: pa.Table, touched: pa.Table) -> Changed:
    """Return a measure, given its rows in the baseline and how it differs in worlds.

    `rows` and `touched` are tables with a column `world`: the rows of the partitions that differ
    there, and the keys of these partitions.
    """
    per = tuple(name for name in touched.column_names if name != "world")
    columns = [name for name in rows.column_names if name != "world"]
    worlds = rows.group_by(columns).aggregate([("world", "list")])
    numbers = {tuple(row[name] for name in columns): n for n, row in enumerate(base)}
    every, there = list(base), defaultdict(list)
    for row, in_worlds in zip(
        worlds.select(columns).to_pylist(), worlds["world_list"].to_pylist(), strict=True
    ):
        content = tuple(row[name] for name in columns)
        number = numbers.setdefault(content, len(every))
        if number == len(every):
            every.append(row)
        for world in in_worlds:
            there[world].append(number)
    gone: dict[str, set[Key]] = defaultdict(set)
    keys = zip(*(touched[name].to_pylist() for name in per), strict=True)
    for world, key in zip(touched["world"].to_pylist(), keys, strict=True):
        gone[world].add(key)
    return Changed(
        every, len(base), per, there, {w: frozenset(partitions) for w, partitions in gone.items()}
    )


@dataclass(frozen=True)
class MeasureViews:
    """The measures that findings ask, in the baseline and in every world."""

    measures: Mapping[str, Changed]

    def rows(self, measure: str, where: Condition, world: str = BASELINE) -> list[Row]:
        """Return the rows of a measure that a condition picks in a world."""
        view = self.measures[measure]
        return [view.rows[number] for number in view.seen(where, world)]

    def seen(self, compiled: Compiled, world: str = BASELINE) -> tuple[Seen, ...]:
        """Return what a finding sees in a world: the numbers of the rows, by its questions."""
        return tuple(
            self.measures[measure].seen(where, world) for measure, where in compiled.questions
        )
