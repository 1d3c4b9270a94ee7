"""What a row of a measure rests on, and look-ups in the tables from which that is computed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Row = Mapping[str, Any]
Key = tuple[Any, ...]
Made = TypeVar("Made")

USED = frozenset(
    {
        "exists",
        "stage",
        "amount",
        "party",
        "share_pct",
        "view",
        "kind",
        "priority",
        "start",
        "until",
        "power",
        "host",
        "domain",
        "sector",
        "type",
        "direction",
        "scope",
    }
)
"""The properties that measures read; what else is known of a subject bears on no measure."""


@dataclass(frozen=True)
class RestsOn:
    """What one row of a measure rests on, by subjects, facts and rows of evidence."""

    subjects: Collection[str] = frozenset()
    """Engagements, ties, positions and links. The agreements that they are part of bear as well."""
    properties: Collection[str] = USED
    """Which properties of the subjects bear."""
    observations: Collection[Key] = ()
    """Keys on which observations settle."""
    ids: Collection[str] = frozenset()
    """Claims, observations and searches that the row counts themselves."""
    is_fact: bool = False
    """Whether the row is a settled fact: then what decides it bears alone, and in that order."""


class Rows:
    """The rows of one table, looked up by the values of their columns."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._indices: dict[tuple[str, ...], dict[Key, list[Row]]] = {}
        self._made: dict[Callable[..., Any], Any] = {}

    def __iter__(self) -> Any:
        """Yield every row, in order."""
        return iter(self._rows)

    def where(self, **values: Any) -> list[Row]:
        """Return the rows whose columns have these values, in order."""
        names = tuple(values)
        if names not in self._indices:
            index: dict[Key, list[Row]] = defaultdict(list)
            for row in self._rows:
                index[tuple(row[name] for name in names)].append(row)
            self._indices[names] = dict(index)
        return self._indices[names].get(tuple(values.values()), [])

    def ids(self, column: str = "id", **values: Any) -> set[str]:
        """Return one column of the rows whose columns have these values, by default their ids."""
        return {row[column] for row in self.where(**values)}

    def made(self, make: Callable[["Rows"], Made]) -> Made:
        """Return what a function makes of the table; it is called once."""
        if make not in self._made:
            self._made[make] = make(self)
        result: Made = self._made[make]
        return result
