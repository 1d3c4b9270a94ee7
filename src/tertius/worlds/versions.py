"""The evidence of a case as it stood on each of some days: every version of every row, with its days.

From one day to the next few rows change, so each is graded once for each version that it had, and a
day is a choice of versions. On every day they are what `world_known_on` leaves of the case. A family
stands alike from the day on which one of its rows comes or goes to the next such day, so that each of
these spans is a variant of it (worlds/variants.py).
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tertius.case.read import Case
from tertius.inputs.grading import Grader
from tertius.inputs.schema import SHAPES, WHOLE, arrow, inputs
from tertius.worlds.changes import Stored
from tertius.worlds.computation import Altered, Changes
from tertius.worlds.differences import FAMILY, PARTITIONS, VARIANTS, is_of_families
from tertius.worlds.partitions import Numbers, Partitions, in_worlds, tuples

FIRST, UNTIL = "first", "until"
"""The columns of the place of the first day on which a version stood, and of the first on which it no longer did."""

UNGRADED = ("bearings", "searches", "subject_searches", "stance_searches", "search_ids")
"""The tables of evidence whose rows are there or not, and never different."""

Span = tuple[int, int]
"""The places of the first day, and of the day after the last."""


@dataclass(frozen=True)
class Versions:
    """The rows of one table as they stood on each of some days, beside those of the baseline."""

    rows: pa.Table
    first: Numbers
    until: Numbers
    in_base: Numbers
    """By version, the place of the row of the baseline that it equals; -1 where none does."""
    partitions: Partitions
    of_base: Partitions
    """Those of the rows of the baseline, with the same numbers."""

    @classmethod
    def of(cls, name: str, base: pa.Table, spanned: pa.Table) -> "Versions":
        """Return the versions of a table, which `spanned` has with `first` and `until`.

        A table that no step reads is one partition.
        """
        rows = spanned.select(SHAPES[name].names)
        partitions, of_base = Partitions.together([rows, base], PARTITIONS.get(name, ()))
        places = {row: place for place, row in enumerate(tuples(base, rows.column_names))}
        in_base = [places.get(row, -1) for row in tuples(rows, rows.column_names)]
        first, until = (spanned[column].to_numpy() for column in (FIRST, UNTIL))
        return cls(rows, first, until, np.array(in_base, dtype=np.int64), partitions, of_base)

    def on(self, day: int) -> pa.Table:
        """Return the rows that stood on a day, which its place names."""
        return self.rows.filter(self._there(day))

    def beside(self, names: Collection[str]) -> "Versions":
        """Return the versions of the partitions in which a row with one of these ids ever stood."""
        is_named = np.array([name in names for name in self.rows["id"].to_pylist()], dtype=np.bool_)
        chosen = self.partitions.rows_in(self.partitions.of_row[is_named])
        return Versions(
            self.rows.filter(chosen),
            self.first[chosen],
            self.until[chosen],
            self.in_base[chosen],
            replace(self.partitions, of_row=self.partitions.of_row[chosen]),
            self.of_base,
        )

    def altered(self, worlds: Sequence[str]) -> Altered | None:
        """Return how the table stood on each day, as a world by the name given; None where as in the baseline."""
        touched = [self.touched(day) for day in range(len(worlds))]
        if not any(map(len, touched)):
            return None
        there = [self.rows_on(day, parts) for day, parts in enumerate(touched)]
        return self.partitions.altered(self.rows, worlds, there, touched)

    def rows_on(self, day: int, parts: Numbers) -> Numbers:
        """Return the places of the rows that stood on a day in some partitions."""
        return np.flatnonzero(self._there(day) & self.partitions.rows_in(parts))

    def _there(self, day: int) -> NDArray[np.bool_]:
        return (self.first <= day) & (day < self.until)

    def touched(self, day: int) -> Numbers:
        """Return the partitions in which a row is missing on a day, or stands otherwise."""
        there = self._there(day)
        is_new = self.in_base < 0
        lacking = np.ones(len(self.of_base.of_row), dtype=np.bool_)
        lacking[self.in_base[there & ~is_new]] = False
        changed = self.partitions.of_row[there & is_new]
        return np.unique(np.concatenate([changed, self.of_base.of_row[lacking]]))


def changes_on_days(versions: Mapping[str, Versions], worlds: Sequence[str]) -> Changes:
    """Return how tables stood on each day, as a world by the name given; those of families in variants of these."""
    within = {
        name: one for name, one in versions.items() if is_of_families(PARTITIONS.get(name, ()))
    }
    spans = _Spans.of(within.values(), len(worlds))
    differences = {
        name: spans.altered(versions[name]) if name in within else versions[name].altered(worlds)
        for name in PARTITIONS
        if name in versions
    }
    altered = {name: each for name, each in differences.items() if each is not None}
    of_families = [each for name, each in altered.items() if name in within]
    return Changes(altered=altered, variants=spans.of_worlds(worlds, of_families))


@dataclass(frozen=True)
class _Spans:
    """The spans of days on which families stood alike, numbered: a variant each."""

    families: Mapping[str, int]
    """By family, its number."""
    begins: NDArray[np.bool_]
    """By family and day, whether a span begins."""
    span: Numbers
    """By family and day, the number of the span."""

    @classmethod
    def of(cls, tables: Collection[Versions], days: int) -> "_Spans":
        """Return the spans of the families of some tables, of so many days."""
        every = {name for one in tables for name in one.partitions.keys[FAMILY].to_pylist()}
        families = {name: number for number, name in enumerate(sorted(every))}
        begins = np.zeros((len(families), days), dtype=np.bool_)
        begins[:, :1] = True
        for one in tables:
            family = _family_of(one, families)[one.partitions.of_row]
            ends = one.until < days
            begins[family, one.first] = True
            begins[family[ends], one.until[ends]] = True
        return cls(families, begins, np.cumsum(begins).reshape(begins.shape) - 1)

    def altered(self, one: Versions) -> Altered | None:
        """Return how a table of these families stood in each span; None where always as in the baseline."""
        family = _family_of(one, self.families)
        parts, rows, span_of_part, span_of_row = [], [], [], []
        for day in range(self.begins.shape[1]):
            touched = one.touched(day)
            new = touched[self.begins[family[touched], day]]
            there = one.rows_on(day, new)
            parts.append(new)
            rows.append(there)
            span_of_part.append(self.span[family[new], day])
            span_of_row.append(self.span[family[one.partitions.of_row[there]], day])
        if not any(map(len, parts)):
            return None
        names = pa.array(np.arange(self.begins.sum())).cast(pa.string())
        return Altered(
            in_worlds(one.rows.take(np.concatenate(rows)), names, np.concatenate(span_of_row)),
            one.partitions.touched(names, np.concatenate(span_of_part), np.concatenate(parts)),
        )

    def of_worlds(self, worlds: Sequence[str], altered: Iterable[Altered]) -> pa.Table:
        """Return the spans in which one of some tables stood otherwise than in the baseline, by the days in them."""
        differs = np.zeros(self.begins.sum(), dtype=np.bool_)
        for each in altered:
            differs[each.touched["world"].cast(pa.int64()).to_numpy()] = True
        family, day = np.nonzero(differs[self.span])
        days = pa.array(worlds, pa.string()).take(pa.array(day))
        return pa.table([days, pa.array(self.span[family, day]).cast(pa.string())], VARIANTS)


def _family_of(one: Versions, families: Mapping[str, int]) -> Numbers:
    """Return the number of the family of each partition of a table."""
    names = one.partitions.keys[FAMILY].to_pylist()
    return np.array([families[name] for name in names], dtype=np.int64)


def versions_on(case: Case, days: Sequence[date], base: Stored) -> dict[str, Versions]:
    """Return each table of evidence with all versions that its rows had on some days, in their order.

    `base` has the tables as the baseline has them.
    """
    grader = Grader(case)
    graders = [grader.on(day) for day in days]
    stood = _stood(case, days, graders)
    spanned = {
        "claims": _graded(case.rows("claims"), Grader.claims, graders, stood, SHAPES["claims"]),
        "observation_rows": _graded(
            case.rows("observations"),
            Grader.observations,
            graders,
            stood,
            SHAPES["observation_rows"],
        ),
    }
    # Before the first day of all nothing was withdrawn yet, so that every row is among these.
    plain = inputs(case, grader.on(date.min), UNGRADED)
    spanned |= {name: _spanned(table, stood) for name, table in plain.items()}
    return {name: Versions.of(name, base[name], table) for name, table in spanned.items()}


Grading = Callable[[Grader, list[Any]], Iterable[Mapping[str, Any]]]


def _graded(
    rows: Iterable[Any],
    grading: Grading,
    graders: Sequence[Grader],
    stood: Mapping[str, Sequence[Span]],
    shape: pa.Schema,
) -> pa.Table:
    """Return rows of evidence once for each span of days, graded as they were then."""
    lines = (
        {**line, FIRST: first, UNTIL: until}
        for row in rows
        for first, until in stood[row.id]
        for line in grading(graders[first], [row])
    )
    return arrow(lines, shape.append(pa.field(FIRST, WHOLE)).append(pa.field(UNTIL, WHOLE)))


def _spanned(table: pa.Table, stood: Mapping[str, Sequence[Span]]) -> pa.Table:
    """Return the rows of a table once for each span of days on which they stood."""
    spans = [
        (place, *span)
        for place, name in enumerate(table["id"].to_pylist())
        for span in stood.get(name, ())
    ]
    places, first, until = zip(*spans, strict=True) if spans else ((), (), ())
    rows = table.take(pa.array(places, WHOLE))
    rows = rows.append_column(FIRST, pa.array(first, WHOLE))
    return rows.append_column(UNTIL, pa.array(until, WHOLE))


def _stood(
    case: Case, days: Sequence[date], graders: Sequence[Grader]
) -> dict[str, tuple[Span, ...]]:
    """Return, by id, the spans of days on which a row of evidence stood, each with one grade."""
    place_of = partial(bisect_left, days)
    public: dict[str, frozenset[int]] = {}
    current: dict[str, list[Span]] = {}
    for table in ("claims", "observations"):
        for row in case.rows(table):
            turns = sorted({0, *map(place_of, _turning(row, graders[0]))} - {len(days)})
            spans = list(zip(turns, [*turns[1:], len(days)], strict=True)) if days else []
            public[row.id] = frozenset(
                place
                for first, until in spans
                if (known := graders[first].known(row)) and known <= days[first]
                for place in range(first, until)
            )
            current[row.id] = [span for span in spans if graders[span[0]].is_current(row)]
    resting: dict[str, frozenset[int]] = {}
    for line in graders[0].bases() if days else ():
        name, base = line["id"], line["base"]
        resting[name] = resting.get(name, public[name]) & public.get(base, public[name])
    stood = {
        name: tuple(_within(spans, resting.get(name, public[name])))
        for name, spans in current.items()
    }
    for search in case.rows("searches"):
        made = place_of(search.date.latest) if search.date.latest else 0
        stood[search.id] = ((made, len(days)),) if made < len(days) else ()
    return stood


def _turning(row: Any, grader: Grader) -> Iterator[date]:
    """Yield the days on which a row may become public, be graded otherwise, or be withdrawn."""
    for source in (*row.source, *([row.via] if row.via else ())):
        if published := grader.last_day_of[source]:
            yield published
    if row.deprecated_on and (withdrawn := row.deprecated_on.earliest):
        yield withdrawn


def _within(spans: Sequence[Span], there: frozenset[int]) -> Iterator[Span]:
    """Yield the parts of spans that lie on the days that are there."""
    for first, until in spans:
        for is_there, places in groupby(range(first, until), there.__contains__):
            if is_there:
                run = list(places)
                yield run[0], run[-1] + 1
