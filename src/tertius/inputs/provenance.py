"""Provenance: the origins behind each row, and which rows fall when origins are left out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tertius.inputs.grading import LOST


@dataclass(frozen=True)
class Provenance:
    """The origins that carry each row, and the rows that are based on it."""

    of: Mapping[str, frozenset[str]]
    """By row the origins that carry it."""
    dependents: Mapping[str, frozenset[str]]
    """By row every row that is based on it, near or far."""

    @cached_property
    def rows_of(self) -> Mapping[str, frozenset[str]]:
        """By origin the rows that it carries, alone or with others."""
        by_origin: dict[str, set[str]] = defaultdict(set)
        for row, origins in self.of.items():
            for origin in origins:
                by_origin[origin].add(row)
        return {origin: frozenset(rows) for origin, rows in sorted(by_origin.items())}

    @property
    def lost(self) -> frozenset[str]:
        """The origins of notes whose text is lost: each may be any other origin, or one of its own."""
        return frozenset(origin for origin in self.rows_of if origin.startswith(LOST))

    def with_bases(self, rows: Iterable[str]) -> set[str]:
        """Return rows, with everything that they are based on."""
        dependent = set(rows)
        return dependent | {base for base, fall in self.dependents.items() if fall & dependent}

    def behind(self, rows: Iterable[str]) -> set[str]:
        """Return the origins of rows."""
        return {origin for row in rows for origin in self.of.get(row, ())}

    def fallen(self, origins: Collection[str]) -> frozenset[str]:
        """Return the rows of which no origin is left once some are left out, and what is based on them."""
        gone = frozenset(origins)
        alone = set[str]().union(*(self._only.get(origin, ()) for origin in gone))
        shared = set[str]().union(*(self._shared.get(origin, ()) for origin in gone))
        alone.update(row for row in shared if self.of[row] <= gone)
        bases = alone & self.dependents.keys()
        return frozenset(alone.union(*(self.dependents[row] for row in bases)))

    @cached_property
    def _only(self) -> Mapping[str, frozenset[str]]:
        """By origin the rows that no other carries."""
        return {o: rows - self._shared[o] for o, rows in self.rows_of.items()}

    @cached_property
    def _shared(self) -> Mapping[str, frozenset[str]]:
        """By origin the rows that others carry too."""
        return {
            origin: frozenset(row for row in rows if len(self.of[row]) > 1)
            for origin, rows in self.rows_of.items()
        }


def read_provenance(
    origins: Iterable[Mapping[str, Any]], bases: Iterable[Mapping[str, Any]]
) -> Provenance:
    """Return the provenance of a case, from its tables `origins` (id, origin) and `bases` (id, base)."""
    of: dict[str, set[str]] = defaultdict(set)
    for row in origins:
        of[row["id"]].add(row["origin"])
    dependents: dict[str, set[str]] = defaultdict(set)
    for row in bases:
        dependents[row["base"]].add(row["id"])
    return Provenance(
        {row: frozenset(names) for row, names in of.items()},
        {base: frozenset(rows) for base, rows in dependents.items()},
    )
