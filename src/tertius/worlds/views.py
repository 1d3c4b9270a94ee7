"""The rows of measures as findings ask them, in the baseline and in worlds that differ from it.

Many worlds see the same rows. Equal rows have one number, so a condition is evaluated on each once,
and a finding that sees the same numbers in two worlds has the same verdict in both.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import pyarrow as pa

from tertius.engine.plan import BASELINE
from tertius.findings.compiled import Compiled
from tertius.findings.expression import Condition
from tertius.findings.judge import Row, RowsOf

Key = tuple[Any, ...]
Seen = tuple[int, ...]
"""The numbers of the rows that a condition picks, in order."""

NOTHING: frozenset[int] = frozenset()


class Numbered:
    """Rows of a measure with their numbers, from `first` on, and what was asked of them, cached."""

    def __init__(self, rows: Sequence[Row], first: int = 0) -> None:
        self.rows, self.first = rows, first
        self._indexes: dict[tuple[str, ...], dict[Key, list[int]]] = {}
        self._picked: dict[str, frozenset[int]] = {}
        self._seen: dict[str, Seen] = {}
        self._partitions: dict[tuple[str, tuple[str, ...]], dict[Key, list[int]]] = {}

    def __getitem__(self, number: int) -> Row:
        return self.rows[number - self.first]

    def by(self, columns: tuple[str, ...]) -> Mapping[Key, Sequence[int]]:
        """Return the numbers of the rows by their values in some columns."""
        if columns not in self._indexes:
            index = self._indexes[columns] = defaultdict(list)
            for number, row in enumerate(self.rows, self.first):
                index[tuple([row[name] for name in columns])].append(number)
        return self._indexes[columns]

    def picked(self, where: Condition) -> frozenset[int]:
        """Return the numbers of the rows that meet a condition."""
        if where.text not in self._picked:
            candidates = self.by(tuple(where.equals)).get(tuple(where.equals.values()), ())
            met = frozenset(number for number in candidates if where(self[number]))
            self._picked[where.text] = met
        return self._picked[where.text]

    def seen(self, where: Condition) -> Seen:
        """Return the numbers of the rows that meet a condition, in order: what most worlds see."""
        if where.text not in self._seen:
            self._seen[where.text] = tuple(sorted(self.picked(where)))
        return self._seen[where.text]

    def partitions(self, where: Condition, per: tuple[str, ...]) -> Mapping[Key, Sequence[int]]:
        """Return the numbers of the rows that meet a condition, by partition."""
        if (where.text, per) not in self._partitions:
            found = self._partitions[where.text, per] = defaultdict(list)
            for number in self.seen(where):
                found[tuple([self[number][name] for name in per])].append(number)
        return self._partitions[where.text, per]


@dataclass(frozen=True)
class Changed:
    """The rows of one measure in the baseline and in worlds that differ from it."""

    base: Numbered
    new: Numbered
    """Those that only worlds have, whose numbers follow."""
    per: tuple[str, ...]
    there: Mapping[str, AbstractSet[int]]
    """By world, the rows of the partitions that it touches."""
    touched: Mapping[str, AbstractSet[Key]]
    """By world, the keys of these partitions."""

    def row(self, number: int) -> Row:
        """Return the row with a number."""
        return (self.base if number < self.new.first else self.new)[number]

    def seen(self, where: Condition, world: str = BASELINE) -> Seen:
        """Return the numbers of the rows that a condition picks in a world, in order."""
        touched = self.touched.get(world)
        if not touched:
            return self.base.seen(where)
        lost = self._lost(where, touched)
        here, there = self.base.picked(where), self.there.get(world, NOTHING)
        found = (here & there) | (self.new.picked(where) & there)
        return self.base.seen(where) if lost == found else tuple(sorted(here - lost | found))

    def _lost(self, where: Condition, touched: AbstractSet[Key]) -> set[int]:
        """Return the numbers of the rows of the baseline that a condition picks in some partitions."""
        partitions = self.base.partitions(where, self.per)
        if len(touched) < len(partitions):
            hit = (partitions[key] for key in touched if key in partitions)
        else:
            hit = (numbers for key, numbers in partitions.items() if key in touched)
        return set(chain.from_iterable(hit))


def baseline_only(base: Numbered) -> Changed:
    """Return a measure that is the same in every world."""
    return Changed(base, Numbered((), len(base.rows)), (), {}, {})


def changed(base: Numbered, rows: pa.Table, touched: pa.Table) -> Changed:
    """Return a measure, given its rows in the baseline and how it differs in worlds.

    `rows` and `touched` are tables with a column `world`: the rows of the partitions that differ
    there, and the keys of these partitions.
    """
    per = tuple(name for name in touched.column_names if name != "world")
    columns = tuple(name for name in rows.column_names if name != "world")
    worlds = rows.group_by(list(columns)).aggregate([("world", "list")])
    in_baseline = base.by(columns)
    new: list[Row] = []
    there: dict[str, set[int]] = defaultdict(set)
    for row, in_worlds in zip(
        worlds.select(columns).to_pylist(), worlds["world_list"].to_pylist(), strict=True
    ):
        equal = in_baseline.get(tuple([row[name] for name in columns]))
        number = equal[0] if equal else len(base.rows) + len(new)
        if not equal:
            new.append(row)
        for world in in_worlds:
            there[world].add(number)
    gone: dict[str, set[Key]] = defaultdict(set)
    keys = zip(*(touched[name].to_pylist() for name in per), strict=True)
    for world, key in zip(touched["world"].to_pylist(), keys, strict=True):
        gone[world].add(key)
    return Changed(base, Numbered(new, len(base.rows)), per, there, gone)


@dataclass(frozen=True)
class MeasureViews:
    """The measures that findings ask, in the baseline and in every world."""

    measures: Mapping[str, Changed]

    def rows(self, measure: str, where: Condition, world: str = BASELINE) -> list[Row]:
        """Return the rows of a measure that a condition picks in a world."""
        view = self.measures[measure]
        return [view.row(number) for number in view.seen(where, world)]

    def seen(self, compiled: Compiled, world: str = BASELINE) -> tuple[Seen, ...]:
        """Return what a finding sees in a world: the numbers of the rows, by its questions."""
        return tuple(
            self.measures[measure].seen(where, world) for measure, where in compiled.questions
        )

    def rows_seen(self, compiled: Compiled, seen: Sequence[Seen]) -> RowsOf:
        """Return what answers the questions of a finding by the rows that it sees, given their numbers."""
        numbers = {
            (measure, where.text): each
            for (measure, where), each in zip(compiled.questions, seen, strict=True)
        }

        @cache
        def rows(measure: str, text: str) -> list[Row]:
            return list(map(self.measures[measure].row, numbers[measure, text]))

        return lambda measure, where: rows(measure, where.text)
