"""Worlds in which unknown values are filled in, everything else kept.

Filling in an unknown is one more choice of evidence, so the kernel computes many fillings at once,
for every measure alike. What is filled in are cells of settled steps (`unknowns.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from tertius.facts.subjects import YES
from tertius.measures import STEPS
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import VARIANTS
from tertius.worlds.partitions import Numbers, Partitions
from tertius.worlds.unknowns import DAYS_A_YEAR, HOLDING, Fetch, Rows, Unknown, kind_of, unknowns_in

STEP_OF = {step.name: step for step in STEPS}
STEPS_TAKEN = ("promised", "signed", "delivered")


@dataclass(frozen=True)
class Fillings:
    """Every unknown value of a case, and the worlds in which some are filled in."""

    tables: Mapping[str, pa.Table]
    """The steps in which unknowns stand, in the baseline."""
    unknowns: tuple[Unknown, ...]
    largest: Mapping[str, Decimal]
    """By type of engagement the largest known amount of the case, whoever's it is."""
    figures: Mapping[str, Decimal]
    """By indicator and unit the largest known figure of the case."""
    smallest: Decimal | None
    """The smallest known amount above zero; None where none is known."""
    as_of: date

    @property
    def steps(self) -> frozenset[str]:
        """The steps that differ in worlds of fillings."""
        return frozenset(unknown.step for unknown in self.unknowns)

    def largest_like(self, unknown: Unknown) -> Decimal | None:
        """Return the largest known value of an unknown's type, whoever's it is; None where there is none.

        A type of engagement of which no amount is known is thought as high as the largest of any type.
        """
        if unknown.sort == "figure":
            return self.figures.get(unknown.type)
        return self.largest.get(unknown.type, max(self.largest.values(), default=None))

    @cached_property
    def _parts(self) -> dict[str, Partitions]:
        """By step its partitions."""
        return {n: Partitions.of(self.tables[n], STEP_OF[n].per) for n in sorted(self.steps)}

    @cached_property
    def _rows_of(self) -> dict[str, dict[int, list[int]]]:
        """By step the rows of each partition."""
        by_step: dict[str, dict[int, list[int]]] = {}
        for name, partitions in self._parts.items():
            rows = by_step[name] = defaultdict(list)
            for row, part in enumerate(partitions.of_row.tolist()):
                rows[part].append(row)
        return by_step

    def changes(self, worlds: Mapping[str, Mapping[int, Decimal]]) -> Changes:
        """Return what differs in each world, given the values that it fills in by the unknown's number."""
        filled = {number for values in worlds.values() for number in values}
        steps = {self.unknowns[number].step for number in filled}
        # Each world is a variant of its own: with deals, whose plan it shares, it has variants.
        own = pa.array(list(worlds), pa.string())
        return Changes(
            altered={name: self._altered(name, worlds) for name in sorted(steps)},
            variants=pa.table([own, own], VARIANTS),
        )

    def _altered(self, name: str, worlds: Mapping[str, Mapping[int, Decimal]]) -> Altered:
        partitions = self._parts[name]
        rows: list[Numbers] = []
        parts: list[Numbers] = []
        cells: dict[str, dict[int, Any]] = defaultdict(dict)
        count = 0
        for values in worlds.values():
            mine = {n: v for n, v in values.items() if self.unknowns[n].step == name}
            hit = sorted({int(partitions.of_row[self.unknowns[n].place]) for n in mine})
            here = [row for part in hit for row in self._rows_of[name][part]]
            at = {row: count + place for place, row in enumerate(here)}
            for number, value in mine.items():
                unknown = self.unknowns[number]
                for column, cell in self._cells(unknown, value).items():
                    cells[column][at[unknown.place]] = cell
            rows.append(np.array(here, dtype=np.int64))
            parts.append(np.array(hit, dtype=np.int64))
            count += len(here)
        altered = partitions.altered(self.tables[name], list(worlds), rows, parts)
        there = altered.rows
        for column, filled in cells.items():
            column_cells = there[column].to_pylist()
            for place, cell in filled.items():
                column_cells[place] = cell
            kind = there.schema.field(column).type
            there = there.set_column(
                there.column_names.index(column), column, pa.array(column_cells, type=kind)
            )
        return Altered(there, altered.touched)

    def _cells(self, unknown: Unknown, value: Decimal) -> dict[str, Any]:
        """Return the cells that a value fills, as exact as their columns."""
        if unknown.sort == "years":
            return {unknown.column: self.as_of - timedelta(days=int(value * DAYS_A_YEAR))}
        kind = self.tables[unknown.step].schema.field(unknown.column).type
        exact = value.quantize(Decimal(1).scaleb(-kind.scale))
        if unknown.step != "observations":
            return {unknown.column: exact}
        amount = None if unknown.rate is None else (value * unknown.rate).quantize(exact)
        return {unknown.column: exact, "amount": amount}


def fillings_of(
    fetch: Fetch, steps: Collection[str], *, as_of: date, since: date, currency: str
) -> Fillings:
    """Return every unknown value in some steps of a case, given the tables of the baseline.

    `since` and `as_of` are the first and the last day of the case's period, `currency` is its own.
    """
    tables = {name: fetch(name) for name in sorted(HOLDING.intersection(steps))}
    rows = {name: table.to_pylist() for name, table in tables.items()}
    unknowns = unknowns_in(rows, fetch, as_of=as_of, since=since, currency=currency)
    largest, smallest = _known_amounts(rows.get("engagements", []), rows.get("promises", []))
    held = {name: tables[name] for name in {unknown.step for unknown in unknowns}}
    figures = _largest_figures(rows.get("observations", []))
    return Fillings(held, unknowns, largest, figures, smallest, as_of)


def _largest_figures(observations: Rows) -> dict[str, Decimal]:
    """Return the largest known figure by its kind."""
    figures: dict[str, Decimal] = {}
    for row in observations:
        if row["value"] is not None:
            kind = kind_of(row)
            figures[kind] = max(row["value"], figures.get(kind, row["value"]))
    return figures


def _known_amounts(
    engagements: Iterable[Mapping[str, Any]], promises: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Decimal], Decimal | None]:
    """Return the largest known amount of each type of engagement, and the smallest above zero."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for row in engagements:
        if row["exists"] == YES and row["amount"]:
            amounts[row["type"]].append(row["amount"])
    for row in promises:
        amounts[row["type"]] += [a for s in STEPS_TAKEN if (a := row[f"{s}_amount"])]
    every = [amount for each in amounts.values() for amount in each]
    return {name: max(each) for name, each in amounts.items() if each}, min(every, default=None)
