"""What findings come to with unknowns filled in, computed for many findings at once."""

from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from decimal import Decimal
from math import isfinite

from tertius.findings.compiled import Compiled
from tertius.findings.judge import RowsOf, judge_rows, tested_rows
from tertius.sensitivity.unknowns.groups import LIMIT, Group, Look, Point, Undone
from tertius.worlds.computation import Computation
from tertius.worlds.filling import Fillings
from tertius.worlds.views import MeasureViews

AT_ONCE = 4_000
"""Fillings that are computed together; more take more memory and no less time each."""


class BoundSearch:
    """Computes fillings for many findings at once, and what each finding sees of them."""

    def __init__(
        self, computation: Computation, fillings: Fillings, compiled: Mapping[str, Compiled]
    ) -> None:
        self.computation, self.fillings, self.compiled = computation, fillings, compiled
        self.groups: dict[str, tuple[Group, ...]] = {}

    def bearing(self) -> dict[str, tuple[Group, ...]]:
        """Return the groups of unknowns that bear on each finding."""
        worlds: dict[str, dict[int, Decimal]] = {}
        for number, unknown in enumerate(self.fillings.unknowns):
            ends = {unknown.low, unknown.high if unknown.high is not None else LIMIT}
            for place, value in enumerate(sorted(ends, reverse=True)):
                worlds[f"{number} {place}"] = {number: value}
        views = self._asked(worlds, list(self.compiled.values()))
        return {name: self._bearing(one, views, worlds) for name, one in self.compiled.items()}

    def _bearing(
        self, one: Compiled, views: MeasureViews, worlds: Mapping[str, Mapping[int, Decimal]]
    ) -> tuple[Group, ...]:
        base_rows = views.seen(one)
        base = _values_seen(one, views.rows_seen(one, base_rows))
        alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        bearing: set[int] = set()
        signatures: dict[int, tuple[object, ...]] = {}
        for world, values in worlds.items():
            (number,) = values
            seen = views.seen(one, world)
            if seen != base_rows and _values_seen(one, views.rows_seen(one, seen)) != base:
                bearing.add(number)
            signatures.setdefault(number, seen)
        for number in sorted(bearing):
            unknown = self.fillings.unknowns[number]
            # What has an end of its own, or is shared, stands by itself: one cannot take the other's place.
            alone = number if unknown.high is not None and unknown.sort != "years" else -1
            alone = number if unknown.stated is not None else alone
            alike[unknown.power, unknown.sort, alone, signatures[number]].append(number)
        groups = (self._group(numbers) for numbers in alike.values())
        return tuple(sorted(groups, key=lambda g: (g.sort, [u.subject for u in g.unknowns])))

    def _group(self, numbers: Sequence[int]) -> Group:
        every = self.fillings.unknowns
        ordered = sorted(numbers, key=lambda number: every[number].subject)
        unknowns = tuple(every[number] for number in ordered)
        first = unknowns[0]
        ceiling = first.high
        if first.high is None:
            each = [self.fillings.largest_like(one) for one in unknowns]
            amounts = [amount for amount in each if amount is not None]
            ceiling = sum(amounts, Decimal(0)) if len(amounts) == len(each) else None
        return Group(first.power, first.sort, tuple(ordered), unknowns, ceiling)

    def run(
        self, runs: Mapping[str, Generator[list[Point], list[Look], Undone | None]]
    ) -> dict[str, Undone | None]:
        """Return what searches come to, each turn computing what all of them ask together."""
        results: dict[str, Undone | None] = {}
        asking = {name: next(search) for name, search in runs.items()}
        while asking:
            looks = self._looked(asking)
            following: dict[str, list[Point]] = {}
            for name, seen in looks.items():
                try:
                    following[name] = runs[name].send(seen)
                except StopIteration as stopped:
                    results[name] = stopped.value
            asking = following
        return results

    def _looked(self, asking: Mapping[str, Sequence[Point]]) -> dict[str, list[Look]]:
        """Return how findings see the fillings that each asks."""
        worlds: dict[tuple[tuple[int, Decimal], ...], str] = {}
        named: dict[str, list[str]] = {}
        for name, points in asking.items():
            named[name] = []
            for point in points:
                filled: dict[int, Decimal] = {}
                for group, value in zip(self.groups[name], point, strict=True):
                    filled |= group.values(value)
                key = tuple(sorted(filled.items()))
                named[name].append(worlds.setdefault(key, str(len(worlds))))
        looks: dict[str, dict[str, Look]] = {name: {} for name in asking}
        every = list(worlds.items())
        findings = [self.compiled[name] for name in asking]
        for start in range(0, len(every), AT_ONCE):
            batch = {world: dict(key) for key, world in every[start : start + AT_ONCE]}
            views = self._asked(batch, findings)
            for name in asking:
                one, seen_before = self.compiled[name], looks[name]
                cache: dict[tuple[object, ...], Look] = {}
                for world in named[name]:
                    if world in batch and world not in seen_before:
                        seen = views.seen(one, world)
                        if seen not in cache:
                            cache[seen] = look_at(one, views.rows_seen(one, seen))
                        seen_before[world] = cache[seen]
        return {name: [looks[name][world] for world in names] for name, names in named.items()}

    def _asked(
        self, worlds: Mapping[str, Mapping[int, Decimal]], findings: Sequence[Compiled]
    ) -> MeasureViews:
        measures = {measure for one in findings for measure in one.measures}
        return self.computation.asked(self.fillings.changes(worlds), measures)


def _values_seen(one: Compiled, rows_of: RowsOf) -> object:
    """Return the values that a test asks, of each row that it looks at."""
    tested = tested_rows(one, rows_of)
    assert one.expect is not None
    if tested is None:
        return None
    columns = sorted(one.expect.columns)
    return [tuple(row[name] for name in columns) for row in tested[0]]


def look_at(one: Compiled, rows_of: RowsOf) -> Look:
    """Return what a finding comes to on rows, and the least lead of each part of its test."""
    tested = tested_rows(one, rows_of)
    assert one.expect is not None
    leads: list[float | None] = []
    for part in one.expect.parts:
        each = [] if tested is None or part.lead is None else [part.lead(row) for row in tested[0]]
        numbers = [float(lead) for lead in each if lead is not None and isfinite(lead)]
        leads.append(min(numbers, default=None))
    return Look(judge_rows(one, rows_of).verdict, tuple(leads))
