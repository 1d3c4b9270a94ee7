"""Worlds in which unknown values are filled in, everything else kept.

Filling in an unknown is one more choice of evidence, so the kernel computes many fillings at once,
for every measure alike. What is filled in are cells of settled steps: the amount of an engagement
over money, the amount of a step that a promise took, the share of a stake, a figure that is stated
as a range, a share that is missing from a vector, and since when something has stood.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from tertius.facts.subjects import OCCURRED, PRESENT, SIGNED, YES
from tertius.measures import STEPS
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import WORLD

Fetch = Callable[[str], pa.Table]
"""Gives the table of an input or of a step in the baseline, by its name."""

Sort = Literal["amount", "promised", "signed", "delivered", "stake", "figure", "share", "years"]

ABOUT = Decimal("0.1")
"""A value marked `about` lies within a tenth of it on either side: a convention that nobody has
measured, said in docs/how-to/credit-and-draws.md. Draws use the same."""

DAYS_A_YEAR = Decimal("365.25")
VECTOR = ("area", "indicator", "qualifier", "sector", "stage", "period")
WHOLE = Decimal(100)
STEP_OF = {step.name: step for step in STEPS}


@dataclass(frozen=True)
class Unknown:
    """One unknown value: where it stands, whose it is, and between what it can lie."""

    step: str
    place: int
    """The number of its row in the table of the step."""
    column: str
    subject: str
    """What it is about: an engagement, a stake, or the key of a figure."""
    power: str
    sort: Sort
    type: str = ""
    """The type of the engagement, by which the largest known amount is told."""
    low: Decimal = Decimal(0)
    high: Decimal | None = None
    """The upper end; None where it has none."""
    stated: Decimal | None = None
    """The value that is stated, where only how exact it is is unknown."""
    whole: tuple[str, ...] = ()
    """What it shares with others: together they come to no more than the largest upper end."""
    rate: Decimal | None = None
    """What one of its unit is in the case's currency, where the step has an amount beside it."""
    unit: str = ""
    approx: str = ""
    """How a stated value is a range: about, over, up_to, or nothing where both ends are stated."""


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
    def _parts(self) -> dict[str, tuple[list[tuple[Any, ...]], list[int]]]:
        """By step its partitions, and for each row the number of its partition."""
        by_step = {}
        for name in sorted(self.steps):
            keys = list(
                zip(*(self.tables[name][c].to_pylist() for c in STEP_OF[name].per), strict=True)
            )
            numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
            by_step[name] = list(numbers), [numbers[key] for key in keys]
        return by_step

    @cached_property
    def _rows_of(self) -> dict[str, dict[int, list[int]]]:
        """By step the rows of each partition."""
        by_step: dict[str, dict[int, list[int]]] = {}
        for name, (_, parts) in self._parts.items():
            rows = by_step[name] = defaultdict(list)
            for row, part in enumerate(parts):
                rows[part].append(row)
        return by_step

    def changes(self, worlds: Mapping[str, Mapping[int, Decimal]]) -> Changes:
        """Return what differs in each world, given the values that it fills in by the unknown's number."""
        filled = {number for values in worlds.values() for number in values}
        steps = {self.unknowns[number].step for number in filled}
        return Changes(altered={name: self._altered(name, worlds) for name in sorted(steps)})

    def _altered(self, name: str, worlds: Mapping[str, Mapping[int, Decimal]]) -> Altered:
        table, (named, part_of) = self.tables[name], self._parts[name]
        rows: list[int] = []
        parts: list[int] = []
        row_worlds: list[str] = []
        part_worlds: list[str] = []
        cells: dict[str, dict[int, Any]] = defaultdict(dict)
        for world, values in worlds.items():
            mine = {n: v for n, v in values.items() if self.unknowns[n].step == name}
            hit = sorted({part_of[self.unknowns[n].place] for n in mine})
            here = [row for part in hit for row in self._rows_of[name][part]]
            at = {row: len(rows) + place for place, row in enumerate(here)}
            for number, value in mine.items():
                unknown = self.unknowns[number]
                for column, cell in self._cells(unknown, value).items():
                    cells[column][at[unknown.place]] = cell
            rows += here
            parts += hit
            row_worlds += [world] * len(here)
            part_worlds += [world] * len(hit)
        taken = table.take(pa.array(np.array(rows, dtype=np.int64)))
        for column, filled in cells.items():
            values = taken[column].to_pylist()
            for place, cell in filled.items():
                values[place] = cell
            at_column = taken.column_names.index(column)
            kind = table.schema.field(column).type
            taken = taken.set_column(at_column, column, pa.array(values, type=kind))
        shape = pa.schema([WORLD, *(table.schema.field(c) for c in STEP_OF[name].per)])
        columns = zip(*(named[part] for part in parts), strict=True) if parts else ()
        keys = [list(column) for column in columns] or [[] for _ in STEP_OF[name].per]
        arrays = [
            pa.array(values, type=field.type)
            for values, field in zip([part_worlds, *keys], shape, strict=True)
        ]
        return Altered(
            taken.add_column(0, WORLD[0], pa.array(row_worlds, pa.string())),
            pa.Table.from_arrays(arrays, schema=shape),
        )

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


FILLED = frozenset({"engagements", "promises", "stakes", "observations", "portions"})
"""The steps in which unknown values can stand."""


def fillings_of(
    fetch: Fetch, steps: Collection[str], *, as_of: date, since: date, currency: str
) -> Fillings:
    """Return every unknown value in some steps of a case, given the tables of the baseline.

    `since` and `as_of` are the first and the last day of the case's period, `currency` is its own.
    """
    read = FILLED.intersection(steps)
    tables = {name: fetch(name) for name in sorted(read)}
    rows = {name: table.to_pylist() for name, table in tables.items()}
    engagements, stakes = (rows.get(name, []) for name in ("engagements", "stakes"))
    unknowns = [*_years(engagements, stakes, as_of, since)]
    if engagements:
        unknowns += _amounts(engagements, fetch("facts").to_pylist(), currency)
    if stakes:
        unknowns += _shares_of_companies(stakes, fetch("holdings").to_pylist())
    unknowns += [*_steps(rows.get("promises", [])), *_figures(rows.get("observations", []))]
    portions = rows.get("portions", [])
    if any(row["share"] is None for row in portions):
        unknowns += _shares_of_vectors(portions, fetch("dependence").to_pylist())
    largest, smallest = _known_amounts(engagements, rows.get("promises", []))
    held = {name: tables[name] for name in {unknown.step for unknown in unknowns}}
    figures: dict[str, Decimal] = {}
    for row in rows.get("observations", []):
        if row["value"] is not None:
            kind = _kind(row)
            figures[kind] = max(row["value"], figures.get(kind, row["value"]))
    return Fillings(held, tuple(unknowns), largest, figures, smallest, as_of)


STEPS_TAKEN = ("promised", "signed", "delivered")


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


def _amounts(
    engagements: Sequence[Mapping[str, Any]], facts: Iterable[Mapping[str, Any]], currency: str
) -> Iterator[Unknown]:
    """Yield the amounts of engagements over money that count: missing ones, and those stated as ranges."""
    deciding: dict[str, Mapping[str, Any]] = {}
    for fact in facts:
        if fact["property"] != "amount" or fact["period"] or fact["qualifier"] or not fact["known"]:
            continue
        order = fact["stage_order"]
        if order == 0 or SIGNED <= order <= OCCURRED:
            before = deciding.get(fact["subject"])
            if before is None or before["stage_order"] < order:
                deciding[fact["subject"]] = fact
    for place, row in enumerate(engagements):
        counted = row["exists"] == YES and row["counts"] and not row["umbrella"] and row["money"]
        if not counted or row["direction"] not in PRESENT or row["scope"] == "background":
            continue
        fact = deciding.get(row["id"], {})
        amount = row["amount"]
        rate = None
        if amount and fact.get("number"):
            rate = amount / fact["number"]
        elif fact.get("unit") == currency:
            rate = Decimal(1)
        span = None if rate is None else _span(fact, fact["number"])
        if amount is not None and span is None:
            continue
        low, high = span or (Decimal(0), None)
        ends = (low * (rate or 1), None if high is None else high * (rate or 1))
        yield Unknown(
            "engagements",
            place,
            "amount",
            row["id"],
            row["power"] or "",
            "amount",
            type=row["type"],
            low=ends[0],
            high=ends[1],
            stated=amount,
            unit=currency,
            approx=fact.get("approx") or "",
        )


def _span(
    row: Mapping[str, Any], value: Decimal | None, most: Decimal | None = None
) -> tuple[Decimal, Decimal | None] | None:
    """Return between what a number that is stated as a range lies; None where it is exact."""
    low, high, approx = row["low"], row["high"], row["approx"]
    if low is not None and high is not None:
        return (low, high) if low < high else None
    if value is None:
        return None
    if approx == "about":
        near = abs(value) * ABOUT
        end = value + near if most is None else max(value, min(value + near, most))
        return value - near, end
    if approx == "over":
        return value, None if most is None else max(value, most)
    if approx == "up_to":
        return Decimal(0), value
    return None


def _steps(promises: Iterable[Mapping[str, Any]]) -> Iterator[Unknown]:
    """Yield the amounts of steps that a promise over money took and for which no amount is known."""
    for place, row in enumerate(promises):
        took = {
            "promised": row["was_promised"],
            "signed": row["was_signed"],
            "delivered": row["outcome"] == "delivered",
        }
        for name, taken in took.items():
            if taken and row["money"] and row[f"{name}_amount"] is None:
                yield Unknown(
                    "promises",
                    place,
                    f"{name}_amount",
                    row["engagement"],
                    row["power"] or "",
                    name,  # type: ignore[arg-type]
                    type=row["type"],
                )


def _shares_of_companies(
    stakes: Iterable[Mapping[str, Any]], holdings: Sequence[Mapping[str, Any]]
) -> Iterator[Unknown]:
    """Yield the stakes without a share, which can come to what known shares leave of 100."""
    target = {row["id"]: row["target"] for row in holdings}
    left: dict[str, Decimal] = defaultdict(lambda: WHOLE)
    for row in holdings:
        left[row["target"]] -= row["share_pct"] or 0
    for place, row in enumerate(stakes):
        if row["share_pct"] is None:
            company = target[row["id"]]
            yield Unknown(
                "stakes",
                place,
                "share_pct",
                row["id"],
                row["power"],
                "stake",
                high=max(left[company], Decimal(0)),
                whole=("company", company),
                unit="pct",
            )


def _years(
    engagements: Iterable[Mapping[str, Any]],
    stakes: Iterable[Mapping[str, Any]],
    as_of: date,
    since: date,
) -> Iterator[Unknown]:
    """Yield since when undated engagements and stakes have stood: at the most for the case's period."""
    most = Decimal((as_of - since).days) / DAYS_A_YEAR
    for place, row in enumerate(engagements):
        counted = row["exists"] == YES and row["counts"] and not row["umbrella"]
        undated = row["start_last"] is None and row["since"] is None
        lasting = row["stage_order"] != OCCURRED and not row["ended"]
        if counted and undated and lasting and (row["until_last"] or as_of) >= as_of:
            yield Unknown(
                "engagements",
                place,
                "start_last",
                row["id"],
                row["power"] or "",
                "years",
                high=most,
            )
    for place, row in enumerate(stakes):
        if row["since"] is None:
            yield Unknown("stakes", place, "since", row["id"], row["power"], "years", high=most)


def _figures(observations: Iterable[Mapping[str, Any]]) -> Iterator[Unknown]:
    """Yield the figures that are stated as ranges."""
    for place, row in enumerate(observations):
        value = row["value"]
        span = _span(row, value, WHOLE if row["unit"] == "pct" else None)
        if span is None:
            continue
        rate = row["amount"] / value if row["amount"] and value else None
        yield Unknown(
            "observations",
            place,
            "value",
            _figure(row),
            row["counterpart"],
            "figure",
            type=_kind(row),
            low=span[0],
            high=span[1],
            stated=span[0] if value is None else value,
            rate=rate,
            unit=row["unit"] or "",
            approx=row["approx"] or "",
        )


def _kind(row: Mapping[str, Any]) -> str:
    """Return of what kind a figure is: its indicator, and its unit."""
    return f"{row['indicator']} {row['unit'] or ''}"


def _figure(row: Mapping[str, Any]) -> str:
    """Return the key of a figure in words: `trade_share of SRB, RUS, total, 2016`."""
    words = (row[name] for name in ("area", "counterpart", "qualifier", "period"))
    return f"{row['indicator']} of {', '.join(word for word in words if word)}"


def _shares_of_vectors(
    portions: Sequence[Mapping[str, Any]], dependence: Iterable[Mapping[str, Any]]
) -> Iterator[Unknown]:
    """Yield the shares that are missing from a vector whose known shares leave a rest."""
    totals: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for row in dependence:
        vector = tuple(row[name] for name in VECTOR)
        totals[(*vector, row["basis"])] += Decimal(str(row["share"] or 0))
    taken: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for key, total in totals.items():
        taken[key[:-1]] = max(taken[key[:-1]], total)
    for place, row in enumerate(portions):
        vector = tuple(row[name] for name in VECTOR)
        rest = (1 - taken[vector]).quantize(Decimal("0.000000000001"))
        if row["share"] is None and rest > 0:
            yield Unknown(
                "portions",
                place,
                "share",
                _figure(row),
                row["counterpart"],
                "share",
                high=rest,
                whole=("vector", *vector),
            )
