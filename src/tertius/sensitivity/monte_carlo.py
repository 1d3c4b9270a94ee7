"""Findings judged in worlds by chance: which claims count, and which amounts and days hold, is drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tertius.case.read import Case
from tertius.inputs.grading import Grader
from tertius.inputs.schema import NUMBER, SHAPES
from tertius.sensitivity.likelihood import Convergence, Frequency, convergence, frequencies
from tertius.sensitivity.outcomes import Verdicts, judge_worlds
from tertius.sensitivity.sampler import (
    Carried,
    Span,
    chances,
    draw_amounts,
    draw_claims,
    draw_days,
    span_of,
)
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import PARTITIONS
from tertius.worlds.partitions import Partitions

AT_ONCE = 250
"""Worlds that are drawn and computed together: each of them differs in nearly every partition."""

DRAWN_NUMBERS = {"claims": "number", "observation_rows": "value"}
"""The column of each table whose numbers are drawn."""

SPANS = ("engagement_rows", "tie_rows", "position_rows")
"""The tables whose own dates are drawn."""

Told = str
"""A verdict, or the state of a trigger."""


@dataclass(frozen=True)
class Drawn:
    """How often a finding came to what over draws."""

    base: Told
    frequencies: Mapping[Told, Frequency]
    convergence: Convergence
    """Of what it comes to in the baseline."""


def draw_findings(
    case: Case,
    stored: Mapping[str, pa.Table],
    verdicts: Verdicts,
    *,
    worlds: int,
    seed: int,
    progress: Callable[[str], None] = lambda doing: None,
) -> dict[str, Drawn]:
    """Return how often each finding came to each verdict, over worlds drawn by the case's table.

    The same seed draws the same worlds, in whatever batches.
    """
    sampler = WorldSampler(case, stored, seed)
    compiled = list(verdicts.compiled.values())
    words: dict[str, list[Told]] = {name: [] for name in verdicts.compiled}
    for start in range(0, worlds, AT_ONCE):
        batch = range(start, min(start + AT_ONCE, worlds))
        progress(f"drawing worlds {batch.start + 1:,} to {batch.stop:,} of {worlds:,}")
        changes, gone = sampler.drawn(batch)
        by_finding = judge_worlds(compiled, verdicts.computation, verdicts.ledger, changes, gone)
        for name, outcomes in by_finding.items():
            words[name] += [there.state or there.verdict for there in outcomes]
    return {
        name: Drawn(
            word := base.state or base.verdict,
            frequencies(words[name]),
            convergence(words[name], word),
        )
        for name, base in verdicts.base.items()
    }


@dataclass(frozen=True)
class WorldSampler:
    """What can be drawn in a case, laid out once for all worlds."""

    case: Case
    stored: Mapping[str, pa.Table]
    seed: int

    @cached_property
    def _ids(self) -> dict[str, int]:
        """The place of each current claim and observation."""
        ids = {*self.stored["claims"]["id"].to_pylist()}
        ids |= {*self.stored["observation_rows"]["id"].to_pylist()}
        return {name: place for place, name in enumerate(sorted(ids))}

    @cached_property
    def _carried(self) -> Carried:
        """Which origin lets which row count, and how likely."""
        rows = [row for row in Grader(self.case).carried() if row["id"] in self._ids]
        origins = {name: place for place, name in enumerate(sorted({r["origin"] for r in rows}))}
        likely = chances(
            [row["information"] for row in rows],
            [row["reliability"] for row in rows],
            table=self.case.settings.draws,
        )
        return Carried(
            np.array([self._ids[row["id"]] for row in rows], dtype=np.int64),
            np.array([origins[row["origin"]] for row in rows], dtype=np.int64),
            likely,
        )

    @cached_property
    def _based(self) -> list[tuple[int, int]]:
        """Each row with a row that it is based on, by place."""
        rows = self.stored["bases"].to_pylist()
        pairs = [(row["id"], row["base"]) for row in rows]
        return [
            (self._ids[one], self._ids[base])
            for one, base in pairs
            if one in self._ids and base in self._ids
        ]

    def drawn(self, worlds: range) -> tuple[Changes, dict[str, frozenset[str]]]:
        """Return what differs in some worlds, and by world the ids of rows that do not count."""
        counts = draw_claims(self._carried, claims=len(self._ids), seed=self.seed, worlds=worlds)
        standing = counts.copy()
        for row, base in self._based:
            standing[:, row] &= counts[:, base]
        altered = {name: self._evidence(name, standing, worlds) for name in DRAWN_NUMBERS} | {
            "bearings": self._bearings(standing, worlds)
        }
        altered |= {name: self._dates(name, place, worlds) for place, name in enumerate(SPANS)}
        names = np.array(list(self._ids))
        gone = {
            str(world): frozenset(names[~row].tolist())
            for world, row in zip(worlds, standing, strict=True)
        }
        return Changes(altered={k: v for k, v in altered.items() if len(v.touched)}), gone

    def _evidence(self, name: str, standing: NDArray[np.bool_], worlds: range) -> Altered:
        """Return the claims or observations that count in each world, numbers and days drawn."""
        lots = self._numbers(name)
        numbers = draw_amounts([lot.span for lot in lots], seed=self.seed, worlds=worlds)
        days = self._claim_days if name == "claims" else _Days([], [])
        drawn = draw_days(days.spans, seed=self.seed, worlds=worlds)
        places = self._places(name)
        always = np.zeros(len(places), dtype=np.bool_)
        always[[lot.row for lot in lots]] = True
        always[days.rows] = True
        cells: list[dict[int, dict[str, Any]]] = []
        for world in range(len(worlds)):
            here: dict[int, dict[str, Any]] = {}
            for lot, number in zip(lots, numbers[world], strict=True):
                here[lot.row] = lot.cells(name, number)
            for row, day in zip(days.rows, drawn[world].tolist(), strict=True):
                if day is not None:
                    here[row] = {**here.get(row, {}), "first_day": day, "last_day": day}
            cells.append(here)
        return _altered(name, self.stored[name], standing[:, places], always, cells, worlds)

    def _bearings(self, standing: NDArray[np.bool_], worlds: range) -> Altered:
        table = self.stored["bearings"]
        ids = table["id"].to_pylist()
        keep = np.ones((len(worlds), len(ids)), dtype=np.bool_)
        for column, name in enumerate(ids):
            if name in self._ids:
                keep[:, column] = standing[:, self._ids[name]]
        never = np.zeros(len(ids), dtype=np.bool_)
        return _altered("bearings", table, keep, never, [{} for _ in worlds], worlds)

    def _dates(self, name: str, place: int, worlds: range) -> Altered:
        """Return a table with its rows' days of start and end drawn within their precision."""
        table = self.stored[name]
        rows = table.to_pylist()
        spans = [(r[f"{end}_first"], r[f"{end}_last"]) for r in rows for end in ("start", "until")]
        wide = [first is not None and last is not None and first < last for first, last in spans]
        drawn = draw_days(spans, seed=self.seed + 1 + place, worlds=worlds)
        changing = np.logical_or(*np.array(wide, dtype=np.bool_).reshape(len(rows), 2).T)
        cells: list[dict[int, dict[str, Any]]] = []
        for days in drawn.tolist():
            here: dict[int, dict[str, Any]] = {}
            for row in np.flatnonzero(changing).tolist():
                start, until = days[2 * row], days[2 * row + 1]
                if start and until:
                    until = max(start, until)
                here[row] = _end_cells("start", start) | _end_cells("until", until)
            cells.append(here)
        keep = np.ones((len(worlds), len(rows)), dtype=np.bool_)
        return _altered(name, table, keep, changing, cells, worlds)

    def _places(self, name: str) -> NDArray[np.int64]:
        return np.array([self._ids[i] for i in self.stored[name]["id"].to_pylist()], dtype=np.int64)

    def _numbers(self, name: str) -> "list[_Lot]":
        """Return the numbers of a table that are stated as a range or as about so much."""
        column = DRAWN_NUMBERS[name]
        lots = []
        for place, row in enumerate(self.stored[name].to_pylist()):
            span = span_of(
                row[column],
                row["low"],
                row["high"],
                row["approx"] or None,
                most=Decimal(100) if row["unit"] == "pct" else None,
                places=0 if row["unit"] in WHOLE_UNITS else 6,
            )
            if span is not None and row.get("property") != "stage":
                rate = row["amount"] / row[column] if row["amount"] and row[column] else None
                lots.append(_Lot(place, span, rate))
        return lots

    @cached_property
    def _claim_days(self) -> "_Days":
        """The claims about a day that is known less precisely than to the day."""
        rows = [
            (place, (row["first_day"], row["last_day"]))
            for place, row in enumerate(self.stored["claims"].to_pylist())
            if row["first_day"] and row["last_day"] and row["first_day"] < row["last_day"]
        ]
        return _Days([place for place, _ in rows], [span for _, span in rows])


WHOLE_UNITS = ("count", "rank", "persons")
"""Units of what comes whole, so that no half of a person is drawn."""


@dataclass(frozen=True)
class _Lot:
    row: int
    span: Span
    rate: Decimal | None
    """What one of its unit is in the case's currency."""

    def cells(self, table: str, number: Decimal) -> dict[str, Any]:
        amount = None if self.rate is None else number * self.rate
        if table == "claims":
            return {"number": number, "value": f"{number.normalize():f}", "amount": amount}
        return {"value": number, "amount": amount}


@dataclass(frozen=True)
class _Days:
    rows: list[int]
    spans: list[tuple[date | None, date | None]]


def _end_cells(end: str, day: date | None) -> dict[str, Any]:
    return {f"{end}_first": day, f"{end}_last": day} if day else {}


def _altered(
    name: str,
    table: pa.Table,
    keep: NDArray[np.bool_],
    changing: NDArray[np.bool_],
    cells: Sequence[Mapping[int, Mapping[str, Any]]],
    worlds: range,
) -> Altered:
    """Return a table as it stands in each world: the rows kept, with the cells drawn there.

    `keep`, of shape (worlds, rows), says which rows count; `changing`, of shape (rows,), which rows
    have other cells in every world; `cells` holds these by world and row.
    """
    partitions = Partitions.of(table, PARTITIONS[name])
    hit = [np.unique(partitions.of_row[~kept | changing]) for kept in keep]
    rows = [
        np.flatnonzero(partitions.rows_in(parts) & kept)
        for parts, kept in zip(hit, keep, strict=True)
    ]
    altered = partitions.altered(table, [str(world) for world in worlds], rows, hit)
    taken = altered.rows
    drawn = dict(_cells(rows, cells))
    for column in {c for row_cells in drawn.values() for c in row_cells}:
        values = taken[column].to_pylist()
        kind = SHAPES[name].field(column).type
        for at, row_cells in drawn.items():
            if column in row_cells:
                values[at] = _exact(row_cells[column], kind)
        taken = taken.set_column(
            taken.column_names.index(column), column, pa.array(values, type=kind)
        )
    return Altered(taken, altered.touched)


def _cells(
    rows: Sequence[NDArray[np.int64]], cells: Sequence[Mapping[int, Mapping[str, Any]]]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each row with drawn cells: its place among the rows of all worlds, and the cells."""
    start = 0
    for mine, here in zip(rows, cells, strict=True):
        places = {row: start + at for at, row in enumerate(mine.tolist())}
        yield from ((places[row], row_cells) for row, row_cells in here.items() if row in places)
        start += len(mine)


def _exact(value: Any, kind: pa.DataType) -> Any:
    # A column of numbers has six decimal places, and a product of decimals has more.
    return value.quantize(Decimal("0.000001")) if kind == NUMBER and value is not None else value
